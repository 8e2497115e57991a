"""Read the changes once more, then send them."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import Account
from tatadesa.applications import filling
from tatadesa.applications.actions.revise import revise
from tatadesa.applications.drafts import require_open
from tatadesa.applications.queries import draft_of, of_owner
from tatadesa.core.errors import InvalidInput, NotFound
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page, parse_key
from tatadesa.portal.views.revise import revise_page


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def revise_review(request: HttpRequest, account: Account, number: str) -> HttpResponse:
    """``/permohonan/<number>/ubah/periksa/?kunci=``; POST sends, and sending twice changes nothing more."""
    sent = request.POST if request.method == "POST" else request.GET
    key = parse_key(sent.get("kunci", ""))
    found = of_owner(account, number)
    draft = draft_of(account, key)
    if request.method == "POST":
        try:
            revise(account, number, key)
        except InvalidInput as error:
            answers = draft.answers if draft is not None else found.answers
            form = filling.change_form(account, found, draft, at_counter=False)
            return revise_page(request, found, form, key, answers, filling.Faults(error.errors))
        return HttpResponseRedirect(f"{reverse('portal:application', args=[number])}?terkirim=1")
    require_open(found)
    if draft is None or draft.application_id != found.pk:
        raise NotFound("Perubahan ini tidak ditemukan. Buka lagi halaman permohonan.")
    rows = filling.summary(filling.change_form(account, found, draft, at_counter=False), draft.answers)
    return page(request, "revise_review", {"application": found, "version": found.version, "key": key, "rows": rows})
