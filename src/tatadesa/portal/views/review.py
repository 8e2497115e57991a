"""Read everything once more, say how the letter is to come, then send."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tatadesa.accounts.models import Account
from tatadesa.applications import filling
from tatadesa.applications.models import Draft
from tatadesa.applications.queries import draft_of, submitted_number
from tatadesa.core.errors import Conflict, InvalidInput, NotFound
from tatadesa.deliveries import question as delivery_choice
from tatadesa.deliveries.actions.submit_with_choice import submit_with_choice
from tatadesa.deliveries.queries import wish_beside
from tatadesa.deliveries.wishes import InvalidWish
from tatadesa.portal import for_whom
from tatadesa.portal.access import citizen_required
from tatadesa.portal.for_whom import ForWhom
from tatadesa.portal.pages import page, parse_key
from tatadesa.portal.views.form import form_page, standing

_SEND = ("", "kirim")
_CHANGE = "ubah"


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def review(request: HttpRequest, account: Account, slug: str) -> HttpResponse:
    """``/layanan/<slug>/periksa/?kunci=``; POST sends, and sending twice gives the same number. ``aksi=ubah`` goes back
    to the form, others show the page again with the price for the address typed so far. What was typed stays with the
    draft.
    """
    sent = request.POST if request.method == "POST" else request.GET
    key = parse_key(sent.get("kunci", ""))
    draft = draft_of(account, key)
    if draft is None and (number := submitted_number(account, key)) is not None:
        return HttpResponseRedirect(reverse("portal:application", args=[number]))
    draft = _of_service(draft, slug)
    whom = for_whom.kept(account, draft.version, draft)
    form = filling.new_form(account, draft.version, whom.resident, whom.register, to_bring=draft.to_bring)
    wish = delivery_choice.taken_in(request.POST, account, key)
    act = request.POST.get("aksi", "")
    if request.method != "POST" or (draft.complete and act not in _SEND):
        if not draft.complete or whom.error or act == _CHANGE:
            return HttpResponseRedirect(f"{reverse('portal:form', args=[slug])}?kunci={key}")
        return _page(request, form, key, draft, whom)
    try:
        application, unkept = submit_with_choice(account, key, wish)
    except InvalidWish as refused:
        return _page(request, form, key, draft, whom, refused)
    except InvalidInput as error:
        # Looked up again: the family may have changed since the page was made.
        whom = for_whom.kept(account, draft.version, draft)
        return form_page(request, form, key, draft.answers, filling.Faults(error.errors), whom)
    except Conflict as refused:
        return _page(request, form, key, draft, whom, refused)
    if unkept:
        messages.warning(request, f"{unkept} Permohonan sudah terkirim.")
    return HttpResponseRedirect(f"{reverse('portal:application', args=[application.number])}?terkirim=1")


@require_safe
@citizen_required
def prices(request: HttpRequest, account: Account, slug: str) -> HttpResponse:
    """``/layanan/<slug>/periksa/ongkos/?kunci=&kode_pos=&pilih=``: the prices alone, while an address is typed."""
    sent = request.GET
    draft = _of_service(draft_of(account, parse_key(sent.get("kunci", ""))), slug)
    question = delivery_choice.before_sending(filling.new_form(account, draft.version, draft.resident, {}))
    found = delivery_choice.prices(question, sent.get("kode_pos", ""), sent.get("pilih", ""))
    return page(request, "delivery_prices", found)


def _of_service(draft: Draft | None, slug: str) -> Draft:
    if draft is None or draft.application_id is not None or draft.version.service.slug != slug:
        raise NotFound("Isian ini tidak ditemukan. Mulai lagi dari halaman layanan.")
    return draft


def _page(
    request: HttpRequest,
    form: filling.Form,
    key: UUID,
    draft: Draft,
    whom: ForWhom,
    refused: InvalidWish | Conflict | None = None,
) -> HttpResponse:
    """Everything once more, with the wish as last typed; with ``refused`` why it could not be sent."""
    question = delivery_choice.before_sending(form)
    fault = refused if isinstance(refused, InvalidWish) else None
    context = {
        "version": draft.version,
        "key": key,
        "rows": filling.summary(form, draft.answers),
        "person": filling.person(form.register),
        "whom": whom,
        **standing(form, whom),
        "refused": refused if fault is None else None,
        "asks_way": question.offers_post,
        **(
            delivery_choice.shown(question, wish_beside(draft), fault)
            if question.offers_post
            else {"office": form.office, "errors": {}}
        ),
    }
    return page(request, "review", context, status=refused.status if refused is not None else 200)
