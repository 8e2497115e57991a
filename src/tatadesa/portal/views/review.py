"""Read everything once more, then send."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import Account
from tatadesa.applications import filling
from tatadesa.applications.actions.submit import submit
from tatadesa.applications.models import Draft
from tatadesa.applications.queries import draft_of, submitted_number
from tatadesa.core.errors import Conflict, InvalidInput, NotFound
from tatadesa.portal import for_whom
from tatadesa.portal.access import citizen_required
from tatadesa.portal.for_whom import ForWhom
from tatadesa.portal.pages import page, parse_key
from tatadesa.portal.views.form import form_page, standing


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def review(request: HttpRequest, account: Account, slug: str) -> HttpResponse:
    """``/layanan/<slug>/periksa/?kunci=``; POST sends, and sending twice gives the same number."""
    sent = request.POST if request.method == "POST" else request.GET
    key = parse_key(sent.get("kunci", ""))
    draft = draft_of(account, key)
    if draft is None and (number := submitted_number(account, key)) is not None:
        return HttpResponseRedirect(reverse("portal:application", args=[number]))
    if draft is None or draft.application_id is not None or draft.version.service.slug != slug:
        raise NotFound("Isian ini tidak ditemukan. Mulai lagi dari halaman layanan.")
    whom = for_whom.kept(account, draft.version, draft)
    form = filling.new_form(account, draft.version, whom.resident, whom.register, to_bring=draft.to_bring)
    if request.method == "POST":
        try:
            application = submit(account, key)
        except InvalidInput as error:
            # Looked up again: the family may have changed since the page was made.
            whom = for_whom.kept(account, draft.version, draft)
            return form_page(request, form, key, draft.answers, filling.Faults(error.errors), whom)
        except Conflict as refused:
            return _page(request, form, key, draft, whom, refused)
        return HttpResponseRedirect(f"{reverse('portal:application', args=[application.number])}?terkirim=1")
    if not draft.complete or whom.error:
        return HttpResponseRedirect(f"{reverse('portal:form', args=[slug])}?kunci={key}")
    return _page(request, form, key, draft, whom)


def _page(
    request: HttpRequest, form: filling.Form, key: UUID, draft: Draft, whom: ForWhom, refused: Conflict | None = None
) -> HttpResponse:
    """Everything once more; with ``refused`` why it could not be sent."""
    context = {
        "version": draft.version,
        "key": key,
        "rows": filling.summary(form, draft.answers),
        "office": form.office,
        "person": filling.person(form.register),
        "whom": whom,
        **standing(form, whom),
        "refused": refused,
    }
    return page(request, "review", context, status=refused.status if refused is not None else 200)
