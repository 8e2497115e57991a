"""Take files in pieces, so that an upload goes on where a weak signal cut it (tus 1.0.0)."""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, UnreadablePostError
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import Account
from tatadesa.files.actions.append_piece import append_piece
from tatadesa.files.actions.begin_partial import begin_partial
from tatadesa.files.actions.drop_partial import drop_partial
from tatadesa.files.actions.finish_partial import finish_partial
from tatadesa.files.limits import one_file_body
from tatadesa.files.models import PartialUpload, StoredFile
from tatadesa.files.partials import partial_of
from tatadesa.portal import tus
from tatadesa.portal.pages import parse_key
from tatadesa.portal.views.upload import described

_METHODS = ("HEAD", "PATCH", "DELETE")


@one_file_body
@require_http_methods(["OPTIONS", "POST"])
def resumable(request: HttpRequest) -> HttpResponseBase:
    """``/unggah/tus/``: POST begins an upload; ``kunci`` among its metadata makes a repeat find the first one."""
    return tus.capabilities() if request.method == "OPTIONS" else _begin(request)


@one_file_body
@require_http_methods([*_METHODS, "POST"])
def resumable_upload(request: HttpRequest, partial_id: UUID) -> HttpResponseBase:
    """``/unggah/tus/<id>/``: where it stands, its next bytes, its end.

    Some networks know only GET and POST; tus lets the method be named in a header then.
    """
    override = request.headers.get("X-HTTP-Method-Override", "") if request.method == "POST" else ""
    match override or request.method:
        case "HEAD":
            return _stand(request, partial_id)
        case "PATCH":
            return _append(request, partial_id)
        case "DELETE":
            return _drop(request, partial_id)
    return HttpResponseNotAllowed(_METHODS)


@tus.tus
def _begin(request: HttpRequest, account: Account, body: tus.Body) -> HttpResponse:
    told = tus.metadata_of(request)
    partial = begin_partial(
        office=account.citizen.office,
        owner=account,
        upload_key=parse_key(told["kunci"]) if "kunci" in told else uuid4(),
        name=told.get("filename", ""),
        size=tus.length_of(request),
    )
    stored = partial.file
    if tus.has_piece(request) and partial.offset == 0:
        partial, stored = _take(account, partial.pk, 0, body)
    location = {"Location": reverse("portal:resumable_upload", args=[partial.pk])}
    return HttpResponse(status=201, headers={**location, **_headers(partial, stored)})


@tus.tus
def _stand(request: HttpRequest, account: Account, body: tus.Body, partial_id: UUID) -> HttpResponse:
    partial = partial_of(account, partial_id)
    return HttpResponse(headers=_headers(partial, partial.file))


@tus.tus
def _append(request: HttpRequest, account: Account, body: tus.Body, partial_id: UUID) -> HttpResponse:
    """Without bytes at the end of the file it asks again what became of it."""
    if not tus.has_piece(request):
        return HttpResponse(status=415)
    partial, stored = _take(account, partial_id, tus.offset_of(request), body)
    return HttpResponse(status=204, headers=_headers(partial, stored))


@tus.tus
def _drop(request: HttpRequest, account: Account, body: tus.Body, partial_id: UUID) -> HttpResponse:
    drop_partial(account, partial_id)
    return HttpResponse(status=204)


def _take(account: Account, partial_id: UUID, offset: int, body: tus.Body) -> tuple[PartialUpload, StoredFile | None]:
    partial = append_piece(account, partial_id, offset=offset, content=body.stream.read())
    if body.cut:
        # Nobody is there to hear the answer.
        raise UnreadablePostError("the connection was cut inside a piece")
    return partial, finish_partial(account, partial_id) if partial.offset == partial.size else None


def _headers(partial: PartialUpload, stored: StoredFile | None) -> dict[str, str]:
    return {**tus.headers_of(partial), **(tus.result(described(stored)) if stored is not None else {})}
