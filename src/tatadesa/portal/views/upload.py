"""Take one file while the form is still being filled in."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from tatadesa.accounts.models import Account
from tatadesa.core.errors import InvalidInput
from tatadesa.files.actions.receive import receive
from tatadesa.files.limits import one_file_body
from tatadesa.files.models import StoredFile
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import parse_key


@one_file_body
@require_POST
@citizen_required
def upload(request: HttpRequest, account: Account) -> JsonResponse:
    """``/unggah/``: ``berkas`` and ``kunci``, the key the phone made for this file; a repeat gives the same id."""
    file = request.FILES.get("berkas")
    if file is None:
        return JsonResponse({"error": "Berkas tidak sampai. Pilih lagi berkasnya."}, status=422)
    key = parse_key(request.POST.get("kunci", ""))
    try:
        stored = receive(office=account.citizen.office, owner=account, upload=file, upload_key=key)
    except InvalidInput as error:
        return JsonResponse({"error": error.errors.get("", error.message)}, status=error.status)
    return JsonResponse(described(stored), status=201)


def described(stored: StoredFile) -> dict[str, Any]:
    """A stored file as the page of the form needs it."""
    return {
        "id": str(stored.pk),
        "name": stored.original_name,
        "kind": stored.kind,
        "size": stored.size,
        "url": reverse("portal:file", args=[stored.pk]),
    }
