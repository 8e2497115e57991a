"""The words of tus 1.0.0, the open protocol for uploads that go on after a cut (https://tus.io/protocols/).

No library of the field holds for several web processes and hosts: the Django ones read an upload's offset, compare and
write without a lock, and keep the bytes in a folder of one machine.
"""

import base64
import binascii
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import IO, Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils.http import http_date

from tatadesa.accounts import devices
from tatadesa.accounts.models import Account
from tatadesa.core.errors import DomainError, InvalidInput, TooMany
from tatadesa.files.limits import MAX_FILE, TOO_LARGE
from tatadesa.files.models import PartialUpload
from tatadesa.portal.access import citizen_of

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,termination,expiration"
CONTENT_TYPE = "application/offset+octet-stream"
_PIECE = 16 * 1024
_IN_MEMORY = 512 * 1024
P = ParamSpec("P")


@dataclass(frozen=True)
class Body:
    """The bytes of the file that arrived, and whether the connection was cut before the rest."""

    stream: IO[bytes]
    cut: bool


TusView = Callable[Concatenate[HttpRequest, Account, Body, P], HttpResponse]


def tus(view: TusView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Give the view the signed-in citizen and the body; errors become JSON with ``error`` in words.

    The body is read first: while a slow phone sends, no connection of the database is held. What arrived before a cut
    is handed over, so that at most the last few kilobytes have to come again.
    """

    @wraps(view)
    def spoken(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        length = _whole(request.headers.get("Upload-Length", "0"))
        if length is not None and length > MAX_FILE:
            return _answer({"error": TOO_LARGE}, 413)
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as stream:
            body = Body(stream, cut=_cut_while_reading(request, stream))
            return answer(request, body, *args, **kwargs)

    def answer(request: HttpRequest, body: Body, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        account = citizen_of(request)
        if account is None:
            return _answer({"error": "Waktu masuk Anda sudah habis. Masuk lagi."}, 401)
        if request.headers.get("Tus-Resumable") != VERSION:
            return _answer({"error": f"Server ini memakai tus {VERSION}."}, 412, {"Tus-Version": VERSION})
        devices.touch(request)
        try:
            response = view(request, account, body, *args, **kwargs)
        except DomainError as error:
            words = error.errors.get("", error.message) if isinstance(error, InvalidInput) else error.message
            wait = {"Retry-After": str(error.retry_after)} if isinstance(error, TooMany) else {}
            return _answer({"error": words}, error.status, wait)
        response.headers["Tus-Resumable"] = VERSION
        response.headers["Cache-Control"] = "no-store"
        return response

    return spoken


def capabilities() -> HttpResponse:
    """What this server can do: the answer to OPTIONS."""
    return HttpResponse(
        status=204,
        headers={
            "Tus-Resumable": VERSION,
            "Tus-Version": VERSION,
            "Tus-Extension": EXTENSIONS,
            "Tus-Max-Size": str(MAX_FILE),
        },
    )


def headers_of(partial: PartialUpload) -> dict[str, str]:
    """Where the upload stands and until when it can go on."""
    return {
        "Upload-Offset": str(partial.offset),
        "Upload-Length": str(partial.size),
        "Upload-Expires": http_date(partial.expires_at.timestamp()),
    }


def result(stored: dict[str, Any]) -> dict[str, str]:
    """What became of a whole upload, as JSON in a header: tus has the last piece answered without a body."""
    return {"Upload-Result": json.dumps(stored, ensure_ascii=True)}


def length_of(request: HttpRequest) -> int:
    """The size told at the start; raises ``InvalidInput``."""
    length = _whole(request.headers.get("Upload-Length", ""))
    if length is None:
        raise InvalidInput({"": "Ukuran berkas tidak terbaca. Pilih lagi berkasnya."})
    return length


def offset_of(request: HttpRequest) -> int:
    """Where the piece begins; raises ``InvalidInput``."""
    offset = _whole(request.headers.get("Upload-Offset", ""))
    if offset is None:
        raise InvalidInput({"": "Letak bagian berkas tidak terbaca. Kirim lagi."})
    return offset


def metadata_of(request: HttpRequest) -> dict[str, str]:
    """``Upload-Metadata`` by key; raises ``InvalidInput`` for what is not in its form."""
    found = {}
    for pair in filter(None, (part.strip() for part in request.headers.get("Upload-Metadata", "").split(","))):
        key, _, value = pair.partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise InvalidInput({"": "Nama berkas tidak terbaca. Ganti namanya, lalu pilih lagi."}) from error
    return found


def has_piece(request: HttpRequest) -> bool:
    """True when the body is bytes of the file."""
    return request.content_type == CONTENT_TYPE


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None


def _cut_while_reading(request: HttpRequest, stream: IO[bytes]) -> bool:
    """Whether the connection ended before the body did; what came is in ``stream``, which stands at its beginning."""
    try:
        while has_piece(request) and (piece := request.read(_PIECE)):
            stream.write(piece)
    except UnreadablePostError:
        return True
    finally:
        stream.seek(0)
    return False


def _answer(content: dict[str, str], status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    return JsonResponse(content, status=status, headers={"Tus-Resumable": VERSION, **(headers or {})})
