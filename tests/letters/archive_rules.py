"""What ISO 19005-2 (PDF/A-2, level A) asks of a file, as far as it can be read off its objects.

No validator of all rules can be installed here (veraPDF comes by Maven alone); ``docs/letters.md`` says which rules
these are and which are left to the typesetter. Each function gives words for what is wrong.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

_HIDDEN, _PRINT, _NO_VIEW = 2, 4, 32
_ACTIONS = {"/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/JavaScript", "/Hide", "/SetOCGState"}
_ACTIONS |= {"/Rendition", "/Trans", "/GoTo3DView"}
_DEVICE = re.compile(rb"(?<![\w/])(?:rg|RG|k|K|g|G)(?!\w)")


def broken(content: bytes) -> list[str]:
    """Words for each rule that ``content`` breaks."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        objects = [one for one in pdf.objects if one is not None]
        return [
            *_file(content, pdf),
            *_metadata(pdf),
            *_structure(pdf),
            *_fonts(objects),
            *_colours(pdf, objects),
            *_forbidden(pdf, objects),
            *_annotations(pdf),
            *_streams(objects),
            *_signatures(content, objects),
        ]


def _file(content: bytes, pdf: pikepdf.Pdf) -> Iterator[str]:
    """6.1.2, 6.1.3, 6.1.12."""
    if not re.match(rb"%PDF-1\.[0-7][\r\n]+%[\x80-\xff]{4}", content):
        yield "6.1.2: the head is not that of a binary PDF 1.x"
    if "/ID" not in pdf.trailer:
        yield "6.1.3: no ID in the trailer"
    if "/Encrypt" in pdf.trailer:
        yield "6.1.3: encrypted"
    if set(getattr(pdf.Root, "Perms", {}).keys()) - {"/UR3", "/DocMDP"}:
        yield "6.1.12: other permissions than DocMDP"


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    """6.6.2 to 6.6.4; the old dictionary must not say otherwise."""
    metadata = pdf.open_metadata()
    if "/Filter" in pdf.Root.Metadata:
        yield "6.6.2.1: metadata that cannot be read as text"
    if (metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance")) != ("2", "A"):
        yield "6.6.4: does not say that it is PDF/A-2a"
    info = pdf.docinfo if "/Info" in pdf.trailer else {}
    if "/Title" in info and str(info["/Title"]) != metadata.get("dc:title"):
        yield "6.6.3: two titles"


def _structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    """6.7: tags, a language, words beside pictures; pages in the order of their tags."""
    if not bool(pdf.Root.get("/MarkInfo", {}).get("/Marked", False)) or "/StructTreeRoot" not in pdf.Root:
        yield "6.7.2: not tagged"
    if not str(pdf.Root.get("/Lang", "")):
        yield "6.7.4: no language"
    for element in _elements(pdf.Root.get("/StructTreeRoot")):
        if element.get("/S") == "/Figure" and not str(element.get("/Alt", "")):
            yield "6.7.6: a picture without words"
        if element.get("/S") == "/TH" and "/Scope" not in element.get("/A", {}):
            yield "UA 7.5: the head of a column or row does not say of which"
    for page in pdf.pages:
        sides = [float(side) for side in page.mediabox]
        if not all(3 <= far - near <= 14_400 for near, far in ((sides[0], sides[2]), (sides[1], sides[3]))):
            yield "6.1.13: a page of a size nobody prints"


def _elements(root: Any) -> Iterator[Any]:
    waiting = [root] if root is not None else []
    while waiting:
        element = waiting.pop()
        if isinstance(element, pikepdf.Array):
            waiting.extend(element)
        elif isinstance(element, pikepdf.Dictionary):
            yield element
            if "/K" in element:
                waiting.append(element["/K"])


def _fonts(objects: list[Any]) -> Iterator[str]:
    """6.2.11: every font is in the file, and every letter of it can be read as text."""
    for font in _of_type(objects, "/Font"):
        kind = font.get("/Subtype")
        if kind in ("/CIDFontType0", "/CIDFontType2", "/TrueType", "/Type1"):
            there = font.get("/FontDescriptor", {})
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(there.keys()):
                yield f"6.2.11.4: {font.get('/BaseFont')} is not in the file"
        if kind == "/CIDFontType2" and font.get("/CIDToGIDMap") is None:
            yield "6.2.11.3.2: no map from letters to outlines"
        if kind == "/Type0" and "/ToUnicode" not in font:
            yield f"6.2.11.7: {font.get('/BaseFont')} cannot be read as text"


def _colours(pdf: pikepdf.Pdf, objects: list[Any]) -> Iterator[str]:
    """6.2.3, 6.2.4.3, 6.2.10: colours of a device only beside a profile; blending among the usual."""
    intents = [one for one in pdf.Root.get("/OutputIntents", ()) if one.get("/S") == "/GTS_PDFA1"]
    if any("/DestOutputProfile" not in one for one in intents):
        yield "6.2.3: an intent without its profile"
    for page in pdf.pages:
        if not intents and _DEVICE.search(page.Contents.read_bytes()):
            yield "6.2.4.3: colours of a device without an intent"
    for state in _of_type(objects, "/ExtGState"):
        if "/TR" in state or state.get("/BM", "/Normal") not in ("/Normal", "/Multiply", "/Screen", "/Compatible"):
            yield "6.2.5: a state that draws otherwise on each printer"


def _forbidden(pdf: pikepdf.Pdf, objects: list[Any]) -> Iterator[str]:
    """6.4.2, 6.5, 6.8, 6.9: nothing that acts, and nothing carried along."""
    if "/AA" in pdf.Root or "/OCProperties" in pdf.Root:
        yield "6.5.2: acts by itself, or hides layers"
    if "/EmbeddedFiles" in pdf.Root.get("/Names", {}) or "/JavaScript" in pdf.Root.get("/Names", {}):
        yield "6.8: carries files or scripts"
    form = pdf.Root.get("/AcroForm", {})
    if "/XFA" in form or bool(form.get("/NeedAppearances", False)):
        yield "6.4.1: a form that is drawn by whoever reads it"
    for one in objects:
        if isinstance(one, pikepdf.Dictionary) and str(one.get("/S", "")) in _ACTIONS:
            yield f"6.5.1: {one['/S']}"


def _annotations(pdf: pikepdf.Pdf) -> Iterator[str]:
    """6.3: what lies on a page is printed, seen, and has its looks with it."""
    for page in pdf.pages:
        for one in page.get("/Annots", ()):
            kind, flags = str(one.get("/Subtype")), int(one.get("/F", 0))
            if kind not in ("/Widget", "/Link"):
                yield f"6.3.1: {kind}"
            if flags & (_HIDDEN | _NO_VIEW) or not flags & _PRINT:
                yield f"6.3.2: {kind} is not printed"
            corners = [float(side) for side in one.get("/Rect", (0, 0, 0, 0))]
            is_seen = corners[0] != corners[2] and corners[1] != corners[3]
            if kind == "/Widget" and is_seen and "/N" not in one.get("/AP", {}):
                yield "6.3.3: a field without looks"
            if kind == "/Widget" and ("/A" in one or "/AA" in one):
                yield "6.4.1: a field that acts"


def _streams(objects: list[Any]) -> Iterator[str]:
    """6.1.7, 6.2.8, 6.2.9: streams are inside the file, packed as everybody can; pictures are as they are."""
    for one in objects:
        if not isinstance(one, pikepdf.Stream):
            continue
        if "/F" in one or "/FFilter" in one:
            yield "6.1.7.1: a stream outside the file"
        if "/LZWDecode" in str(one.get("/Filter", "")) or "/Crypt" in str(one.get("/Filter", "")):
            yield "6.1.7.2: packed in a forbidden way"
        if one.get("/Subtype") == "/Image" and (bool(one.get("/Interpolate", False)) or "/Alternates" in one):
            yield "6.2.8: a picture that is drawn otherwise"
        if one.get("/Subtype") == "/PS" or (one.get("/Subtype") == "/Form" and ("/OPI" in one or "/Ref" in one)):
            yield "6.2.9: drawn by a program"


def _signatures(content: bytes, objects: list[Any]) -> Iterator[str]:
    """6.4.3: a signature speaks of the whole file but itself."""
    for one in objects:
        if not isinstance(one, pikepdf.Dictionary) or "/ByteRange" not in one:
            continue
        start, first, second, rest = (int(number) for number in one.ByteRange)
        if start != 0 or second + rest != len(content) or content[first : first + 1] != b"<":
            yield "6.4.3: signed in part"


def _of_type(objects: list[Any], name: str) -> Iterator[Any]:
    for one in objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == name:
            yield one
