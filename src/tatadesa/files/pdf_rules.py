"""What a PDF from outside may contain. Runs only in the confined child: see ``confined.py``.

A list of what is forbidden, and a file written anew: no proof of harmlessness, so such a file is still only
served as a download. Object by object, because names can be escaped and objects compressed where no byte
search finds them.
"""

import base64
import binascii
import contextlib
import io
import math
import re
import zlib
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from tatadesa.files import jpeg

MAX_PAGES = 30
# The largest page of PDF itself. Scanning apps make pages of over 4,000 pt, a paper size would refuse them.
MAX_PAGE_POINTS = 14_400
MAX_IMAGE_PIXELS = 40_000_000
MAX_INFLATED_STREAM = 60_000_000
MAX_INFLATED_TOTAL = 400_000_000
_INFLATE_STEP = 1024 * 1024

_ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/AA"})
_EMBEDDED_KEYS = frozenset({"/EmbeddedFile", "/EmbeddedFiles", "/EF", "/Collection", "/RichMediaContent"})
_ACTIVE_ACTIONS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToE",
        "/GoToR",
        "/GoTo3DView",
        "/Rendition",
        "/Movie",
        "/Sound",
        "/RichMediaExecute",
    }
)
_EMBEDDED_SUBTYPES = frozenset(
    {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/EmbeddedFile", "/PS"}
)
_METADATA_KEYS = ("/Metadata", "/PieceInfo", "/LastModified")
_SAFE_URI = re.compile(rb"(https?:|mailto:|tel:|(?![a-z][a-z0-9+.-]*:))", re.IGNORECASE)

_TEXT_FILTERS = frozenset({"/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx"})
_FLATE = frozenset({"/FlateDecode", "/Fl"})
_DCT = frozenset({"/DCTDecode", "/DCT"})
_IMAGE_FILTERS = _DCT | {"/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode", "/CCF"}
# How many bytes one stored byte can become at the most.
_WORST_RATIO = {"/RunLengthDecode": 64, "/RL": 64, "/LZWDecode": 2731, "/LZW": 2731}


class Reason(StrEnum):
    """Why a PDF is refused."""

    BROKEN = "broken"
    LOCKED = "locked"
    ACTIVE = "active"
    EMBEDDED = "embedded"
    XFA = "xfa"
    NO_PAGES = "no_pages"
    TOO_MANY_PAGES = "too_many_pages"
    PAGE_SIZE = "page_size"
    COMPLEX = "complex"


class RefusedPdfError(Exception):
    """Not accepted, for ``reason``."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def clean(content: bytes) -> tuple[bytes, int]:
    """``content`` written anew without metadata, and its number of pages; raises ``RefusedPdfError``."""
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as document:
            return _cleaned(document)
    except pikepdf.PasswordError as error:
        raise RefusedPdfError(Reason.LOCKED) from error
    except MemoryError as error:
        raise RefusedPdfError(Reason.COMPLEX) from error
    except RefusedPdfError:
        raise
    except Exception as error:  # whatever a damaged file makes the parser raise
        raise RefusedPdfError(Reason.BROKEN) from error


def _cleaned(document: pikepdf.Pdf) -> tuple[bytes, int]:
    if document.is_encrypted:
        raise RefusedPdfError(Reason.LOCKED)
    pages = len(document.pages)
    if pages == 0:
        raise RefusedPdfError(Reason.NO_PAGES)
    if pages > MAX_PAGES:
        raise RefusedPdfError(Reason.TOO_MANY_PAGES)
    for page in document.pages:
        _check_page_size(page)
    inflated = 0
    for value in _all_values(document):
        if isinstance(value, Stream):
            inflated += _check_stream(value)
            if inflated > MAX_INFLATED_TOTAL:
                raise RefusedPdfError(Reason.COMPLEX)
            _check_dictionary(value.stream_dict)
        elif isinstance(value, Dictionary):
            _check_dictionary(value)
    del document.docinfo
    written = io.BytesIO()
    document.save(
        written,
        fix_metadata_version=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return written.getvalue(), pages


def _all_values(document: pikepdf.Pdf) -> Iterator[Object]:
    """Every dictionary, array and stream, each once: indirect objects and what lies directly in them."""
    stack: list[Object] = [document.trailer]
    for top in document.objects:
        if isinstance(top, Object):
            stack.append(top)
        while stack:
            value = stack.pop()
            yield value
            if isinstance(value, Array):
                children: list[Any] = list(value)
            elif isinstance(value, Stream):
                children = [child for _, child in value.stream_dict.items()]
            elif isinstance(value, Dictionary):
                children = [child for _, child in value.items()]
            else:
                continue
            stack.extend(child for child in children if isinstance(child, Object) and not child.is_indirect)


def _check_page_size(page: pikepdf.Page) -> None:
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    unit = float(page.obj.get("/UserUnit", 1))
    for side in ((right - left) * unit, (top - bottom) * unit):
        if not math.isfinite(side) or not 0 < abs(side) <= MAX_PAGE_POINTS:
            raise RefusedPdfError(Reason.PAGE_SIZE)


def _check_dictionary(dictionary: Object) -> None:
    """Refuses what acts, carries or plays; removes metadata."""
    keys = set(dictionary.keys())
    if keys & _ACTIVE_KEYS or _name(dictionary, "/S") in _ACTIVE_ACTIONS:
        raise RefusedPdfError(Reason.ACTIVE)
    if keys & _EMBEDDED_KEYS or _name(dictionary, "/Subtype") in _EMBEDDED_SUBTYPES:
        raise RefusedPdfError(Reason.EMBEDDED)
    if _name(dictionary, "/Type") == "/EmbeddedFile":
        raise RefusedPdfError(Reason.EMBEDDED)
    if "/XFA" in keys:
        raise RefusedPdfError(Reason.XFA)
    address = dictionary.get("/URI")
    if isinstance(address, pikepdf.String) and not _SAFE_URI.match(bytes(address).strip()):
        raise RefusedPdfError(Reason.ACTIVE)
    for key in _METADATA_KEYS:
        if key in keys:
            del dictionary[key]


def _check_stream(stream: Stream) -> int:
    """How many bytes the stream becomes when its compression is undone; photos in it lose their EXIF."""
    entries = stream.stream_dict
    if "/F" in entries:  # data outside the file
        raise RefusedPdfError(Reason.EMBEDDED)
    is_image = _name(entries, "/Subtype") == "/Image"
    if is_image and int(entries.get("/Width", 0)) * int(entries.get("/Height", 0)) > MAX_IMAGE_PIXELS:
        raise RefusedPdfError(Reason.COMPLEX)
    data, filters = stream.read_raw_bytes(), _filters(entries)
    while filters and filters[0] in _TEXT_FILTERS:
        data, filters = _from_text(data, filters[0]), filters[1:]
    # One compression inside another is how a small file becomes gigabytes; a photo inside one is common.
    if len(filters) > 2 or (len(filters) == 2 and filters[1] not in _IMAGE_FILTERS):
        raise RefusedPdfError(Reason.COMPLEX)
    if filters and filters[0] in _FLATE:
        data, filters = _inflated(data), filters[1:]
    if filters and filters[0] in _DCT:
        _strip_photo(stream, data)
    elif filters and filters[0] not in _IMAGE_FILTERS:
        ratio = _WORST_RATIO.get(filters[0])
        if ratio is None or len(data) * ratio > MAX_INFLATED_STREAM:
            raise RefusedPdfError(Reason.COMPLEX)
        return len(data) * ratio
    return len(data)


def _filters(entries: Object) -> list[str]:
    value = entries.get("/Filter")
    if value is None:
        return []
    return [str(item) for item in value] if isinstance(value, Array) else [str(value)]


def _name(dictionary: Object, key: str) -> str:
    value = dictionary.get(key)
    return str(value) if isinstance(value, Name) else ""


def _from_text(data: bytes, name: str) -> bytes:
    try:
        if name in ("/ASCII85Decode", "/A85"):
            return base64.a85decode(data.strip().removeprefix(b"<~").split(b"~", 1)[0])
        digits = b"".join(data.split(b">", 1)[0].split())
        return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
    except ValueError as error:
        raise RefusedPdfError(Reason.BROKEN) from error


def _inflated(data: bytes) -> bytes:
    """``data`` inflated within the bound; of damaged data what came out before the damage."""
    engine = zlib.decompressobj()
    parts: list[bytes] = []
    size, rest = 0, data
    with contextlib.suppress(zlib.error):
        while rest and not engine.eof:
            parts.append(engine.decompress(rest, _INFLATE_STEP))
            size, rest = size + len(parts[-1]), engine.unconsumed_tail
            if size > MAX_INFLATED_STREAM:
                raise RefusedPdfError(Reason.COMPLEX)
    return b"".join(parts)


def _strip_photo(stream: Stream, photo: bytes) -> None:
    """Take EXIF and its GPS position out of a photo; its pixels stay as they are."""
    with contextlib.suppress(ValueError):  # an unreadable photo stays as it is: viewers show nothing of it
        bare = jpeg.without_metadata(photo)
        parameters = stream.stream_dict.get("/DecodeParms")
        if isinstance(parameters, Array):
            parameters = parameters[-1]
        stream.write(
            bare,
            filter=Name.DCTDecode,
            decode_parms=parameters if isinstance(parameters, Dictionary) else None,
        )
