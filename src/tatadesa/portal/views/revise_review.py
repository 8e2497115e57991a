"""Read the changes once more, then send them."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import Account
from tatadesa.applications.actions.revise import revise
from tatadesa.applications.queries import draft_of, of_citizen
from tatadesa.core.errors import InvalidInput, NotFound
from tatadesa.portal import filling
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page, parse_key
from tatadesa.portal.views.revise import opened_fields, require_open, revise_page


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def revise_review(request: HttpRequest, account: Account, number: str) -> HttpResponse:
    """``/permohonan/<number>/ubah/periksa/?kunci=``; POST sends, and sending twice changes nothing more."""
    sent = request.POST if request.method == "POST" else request.GET
    key = parse_key(sent.get("kunci", ""))
    found = of_citizen(account, number)
    draft = draft_of(account, key)
    if request.method == "POST":
        try:
            revise(account, number, key)
        except InvalidInput as error:
            answers = draft.answers if draft is not None else found.answers
            return revise_page(request, account, found, key, answers, error.errors)
        return HttpResponseRedirect(f"{reverse('portal:application', args=[number])}?terkirim=1")
    require_open(found)
    if draft is None or draft.application_id != found.pk:
        raise NotFound("Perubahan ini tidak ditemukan. Buka lagi halaman permohonan.")
    opened = opened_fields(found)
    rows = filling.summary(account, found.version, draft.answers)
    shown = [row for row in rows if opened is None or row.field_id in opened]
    return page(request, "revise_review", {"application": found, "version": found.version, "key": key, "rows": shown})
