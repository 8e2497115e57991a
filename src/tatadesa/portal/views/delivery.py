"""How a citizen wants to have the letter of a request that is sent already, with what sending costs."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Application
from tatadesa.applications.queries import of_owner
from tatadesa.core.errors import Conflict
from tatadesa.deliveries import question as delivery_choice
from tatadesa.deliveries.actions.choose_delivery import choose_delivery
from tatadesa.deliveries.actions.readdress import ask_readdress
from tatadesa.deliveries.choosing import delivery_of
from tatadesa.deliveries.wishes import InvalidWish, Wish
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page

_SAVE = "simpan"


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def delivery(request: HttpRequest, account: Account, number: str) -> HttpResponse:
    """``/permohonan/<number>/kiriman/``; by POST ``aksi=simpan`` keeps the choice, any other button shows the form
    again with the price for the address typed so far.
    """
    application = of_owner(account, number)
    if request.method != "POST":
        return _show(request, application)
    wish = delivery_choice.typed(request.POST)
    if request.POST.get("aksi") != _SAVE:
        return _show(request, application, wish)
    try:
        words = _keep(account, application, wish)
    except InvalidWish as refused:
        return _show(request, application, wish, refused)
    except Conflict as refused:
        messages.warning(request, refused.message)
        return HttpResponseRedirect(reverse("portal:application", args=[number]))
    messages.success(request, words)
    return HttpResponseRedirect(reverse("portal:application", args=[number]))


@require_safe
@citizen_required
def prices(request: HttpRequest, account: Account, number: str) -> HttpResponse:
    """``/permohonan/<number>/kiriman/ongkos/?kode_pos=&pilih=``: the prices alone, while an address is typed."""
    application = of_owner(account, number)
    question = delivery_choice.of_request(application, delivery_of(application))
    sent = request.GET
    return page(
        request, "delivery_prices", delivery_choice.prices(question, sent.get("kode_pos", ""), sent.get("pilih", ""))
    )


def _keep(account: Account, application: Application, wish: Wish) -> str:
    """Keep the wish, or ask for another address where the letter waits for the courier already; gives what was done."""
    if delivery_of(application).may_readdress:
        ask_readdress(account, application.number, wish)
        return "Permintaan ganti alamat dikirim. Petugas akan menjawab."
    choose_delivery(account, application.number, wish)
    return "Cara menerima surat disimpan."


def _show(
    request: HttpRequest, application: Application, wish: Wish | None = None, refused: InvalidWish | None = None
) -> HttpResponse:
    found = delivery_of(application)
    context = {
        "application": application,
        "delivery": found,
        **delivery_choice.shown(delivery_choice.of_request(application, found), wish, refused),
    }
    return page(request, "delivery", context, status=422 if refused else 200)
