"""Answers that carry a file. Only after the owner check: nothing here asks who is asking."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from tatadesa.core.errors import Conflict, NotFound
from tatadesa.files import storage
from tatadesa.files.models import StoredFile
from tatadesa.files.naming import download_name

# As a document of its own the answer may do nothing; inside <img> it is just a picture.
_SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
# Browsers refuse to open their PDF viewer in a sandbox; only PDFs that we wrote ourselves get there.
_OWN_PDF = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def response(file: StoredFile, *, download: bool, name: str | None = None) -> HttpResponse:
    """``file`` as an answer. ``name`` replaces the name the sender gave.

    With ``download`` the browser saves it; without, photos and our own PDFs open in it, others never. Raises
    ``NotFound`` for one that turned out to carry a virus and ``Conflict`` for a PDF the scanner has yet to see.
    """
    if file.scan == StoredFile.Scan.INFECTED:
        raise NotFound("Berkas ini ternyata mengandung virus dan sudah dibuang. Minta berkas lain.")
    if file.scan == StoredFile.Scan.WAITING and file.kind != StoredFile.Kind.JPEG:
        raise Conflict("Berkas ini masih menunggu pemeriksaan virus. Coba lagi beberapa menit lagi.")
    is_photo = file.kind == StoredFile.Kind.JPEG
    inline = not download and (is_photo or file.is_generated)
    answer = HttpResponse(storage.read(file), content_type=file.kind)
    answer.headers["Content-Length"] = str(file.size)
    answer.headers["ETag"] = f'"{file.sha256}"'
    shown = download_name(name or file.original_name, file.kind)
    answer.headers["Content-Disposition"] = content_disposition_header(not inline, shown) or "inline"
    _guard(answer, _OWN_PDF if inline and not is_photo else _SANDBOX)
    return answer


def picture(content: bytes) -> HttpResponse:
    """A JPEG that we made ourselves: a page image or a thumbnail."""
    answer = HttpResponse(content, content_type=StoredFile.Kind.JPEG.value)
    answer.headers["Content-Disposition"] = "inline"
    _guard(answer, _SANDBOX)
    return answer


def _guard(answer: HttpResponseBase, policy: str) -> None:
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = policy
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    # Already compressed: this keeps the gzip middleware from spending time on it and dropping the length.
    answer.headers["Content-Encoding"] = "identity"
