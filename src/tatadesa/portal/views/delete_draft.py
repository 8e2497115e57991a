"""Throw away a form that was begun and not sent, after being asked once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import Account
from tatadesa.applications.actions.delete_draft import delete_draft as delete
from tatadesa.applications.queries import draft_of
from tatadesa.core.errors import NotFound
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def delete_draft(request: HttpRequest, account: Account, key: UUID) -> HttpResponse:
    """``/draf/<key>/hapus/``: GET asks, POST deletes."""
    if request.method == "POST":
        delete(account, key)
        messages.success(request, "Isian dihapus.")
        return HttpResponseRedirect(reverse("portal:home"))
    draft = draft_of(account, key)
    if draft is None or draft.application_id is not None:
        raise NotFound("Isian ini sudah dihapus atau sudah dikirim.")
    return page(request, "delete_draft", {"draft": draft, "zone": account.citizen.office.timezone})
