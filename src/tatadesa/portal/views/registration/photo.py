"""The photo of the KTP."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.addresses import client_address
from tatadesa.core.errors import DomainError, InvalidInput
from tatadesa.files.limits import one_file_body
from tatadesa.files.upload_handlers import MemoryUploadHandler
from tatadesa.portal.registering import registration_required, show, step_required
from tatadesa.registrations.actions.add_photo import add_photo
from tatadesa.registrations.actions.send import send
from tatadesa.registrations.filling import Step, has_photo
from tatadesa.registrations.models import Registration

LABELS = {"berkas": ("berkas", "Foto KTP")}
_MISSING = "Pilih atau ambil foto KTP dahulu."


@csrf_exempt  # only the wrapping: the inner view checks the token, after the handler is set
@one_file_body
@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: HttpRequest) -> HttpResponseBase:
    """``/daftar/foto/``: ``berkas`` is the picture, held in memory only; answers JSON to the page's own script."""
    request.upload_handlers = [MemoryUploadHandler(request)]
    return _photo(request)


@csrf_protect
@registration_required
@step_required(Step.PHOTO)
def _photo(request: HttpRequest, registration: Registration) -> HttpResponse:
    if request.method != "POST":
        return _page(request, registration, {})
    upload = request.FILES.get("berkas")
    try:
        if upload is None:
            raise InvalidInput({"": _MISSING})
        changed = add_photo(registration.pk, upload, address=client_address(request))
        if changed.state == changed.State.ASKED and not changed.asked_fields:
            send(changed.pk)
    except DomainError as error:
        return _refused(request, registration, error)
    return _answer(request, reverse("portal:register_reading"))


def _refused(request: HttpRequest, registration: Registration, error: DomainError) -> HttpResponse:
    words = error.errors.get("", error.message) if isinstance(error, InvalidInput) else error.message
    if _wants_json(request):
        return JsonResponse({"error": words}, status=error.status)
    return _page(request, registration, {"berkas": words}, status=error.status)


def _answer(request: HttpRequest, following: str) -> HttpResponse:
    return JsonResponse({"next": following}, status=201) if _wants_json(request) else HttpResponseRedirect(following)


def _page(request: HttpRequest, registration: Registration, errors: dict[str, str], status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "office": registration.office,
        "has_photo": has_photo(registration),
        "is_asked": registration.state == Registration.State.ASKED,
        "errors": errors,
        "labels": LABELS,
    }
    return show(request, registration.office_id, "photo", Step.PHOTO, context, status=status)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")
