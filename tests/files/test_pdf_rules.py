"""PDFs: the hostile set, object by object, in this process; ``test_pdfs.py`` runs the confined one."""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, StreamDecodeLevel

from tatadesa.files import pdf_rules
from tatadesa.files.pdf_rules import Reason, RefusedPdfError, clean
from tests.files import builders

AS_GIVEN = {"stream_decode_level": StreamDecodeLevel.none, "compress_streams": False}
GENERATE = {"object_stream_mode": ObjectStreamMode.generate}


def reason(content: bytes) -> Reason:
    with pytest.raises(RefusedPdfError) as refused:
        clean(content)
    return refused.value.reason


@pytest.mark.parametrize("options", [{}, GENERATE], ids=["plain", "object streams"])
@pytest.mark.parametrize(
    "change",
    [
        builders.open_action,
        builders.names_tree,
        builders.page_action,
        builders.escaped_script,
        builders.link("javascript:alert(1)"),
        builders.link("file:///etc/passwd"),
        builders.annotation(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=pikepdf.String("cmd.exe"))),
        builders.annotation(Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F=pikepdf.String("x.pdf"))),
        builders.annotation(Subtype=Name.Widget, FT=Name.Btn, A=Dictionary(S=Name.SubmitForm)),
        builders.annotation(
            Subtype=Name.Link,
            A=Dictionary(S=Name.URI, URI=pikepdf.String("https://a.id"), Next=builders.script()),
        ),
    ],
)
def test_what_acts_is_refused(change: Callable[[Pdf], None], options: dict[str, Any]) -> None:
    content = builders.pdf(change, **options)
    if options:
        assert b"/JavaScript" not in content, "must be hidden from a byte search"
    assert reason(content) == Reason.ACTIVE


def test_an_escaped_name_is_no_disguise() -> None:
    content = builders.pdf(builders.open_action)
    for plain, escaped in ((b"/JavaScript", b"/#4aavaS#63ript"), (b"/JS", b"/J#53")):
        assert plain in content
        content = content.replace(plain, escaped)
    # The offsets have moved, so the table is written again by hand.
    assert reason(with_right_offsets(content)) == Reason.ACTIVE


@pytest.mark.parametrize(
    "change",
    [
        builders.embedded_file,
        builders.annotation(Subtype=Name.FileAttachment),
        builders.annotation(Subtype=Name.RichMedia),
        builders.annotation(Subtype=Name.Screen),
        builders.annotation(Subtype=Name("/3D")),
        builders.with_stream(b"x", F=pikepdf.String("elsewhere.bin")),
        builders.with_stream(b"x", Type=Name.EmbeddedFile),
    ],
)
def test_what_carries_or_plays_is_refused(change: Callable[[Pdf], None]) -> None:
    assert reason(builders.pdf(change)) == Reason.EMBEDDED


def test_an_xfa_form_is_refused() -> None:
    assert reason(builders.pdf(builders.xfa)) == Reason.XFA


@pytest.mark.parametrize("password", ["", "rahasia"])
def test_an_encrypted_file_is_refused(password: str) -> None:
    lock = pikepdf.Encryption(owner="pemilik", user=password)
    assert reason(builders.pdf(encryption=lock)) == Reason.LOCKED


@pytest.mark.parametrize(("pages", "expected"), [(0, Reason.NO_PAGES), (31, Reason.TOO_MANY_PAGES)])
def test_page_bounds(pages: int, expected: Reason) -> None:
    assert reason(builders.pdf(pages=pages)) == expected


def test_thirty_pages_are_kept() -> None:
    assert clean(builders.pdf(pages=30))[1] == 30


@pytest.mark.parametrize("box", [[0, 0, 200_000, 200_000], [0, 0, 0, 100], [0, 0, 14_401, 10]])
def test_an_absurd_page_is_refused(box: list[int]) -> None:
    def change(document: Pdf) -> None:
        document.pages[0].obj.MediaBox = Array(box)

    assert reason(builders.pdf(change)) == Reason.PAGE_SIZE


def test_a_unit_counts_for_the_size_of_a_page() -> None:
    def change(document: Pdf) -> None:
        document.pages[0].obj.UserUnit = 100

    assert reason(builders.pdf(change)) == Reason.PAGE_SIZE


def test_a_large_scanned_page_is_kept() -> None:
    def change(document: Pdf) -> None:
        document.pages[0].obj.MediaBox = Array([0, 0, 4200, 5900])

    assert clean(builders.pdf(change))[1] == 1


@pytest.mark.parametrize(
    "change",
    [
        builders.with_stream(builders.deflated_zeros(70_000_000), Filter=Name.FlateDecode),
        builders.with_stream(
            zlib.compress(builders.deflated_zeros(70_000_000)),
            Filter=Array([Name.FlateDecode, Name.FlateDecode]),
        ),
        builders.with_stream(
            base64.a85encode(builders.deflated_zeros(70_000_000)) + b"~>",
            Filter=Array([Name.ASCII85Decode, Name.FlateDecode]),
        ),
        builders.with_stream(b"\x81\x00" * 500_000, Filter=Name.RunLengthDecode),
        builders.with_stream(b"\x80" * 30_000, Filter=Name.LZWDecode),
        builders.with_stream(b"x", Filter=Name.Unknown),
        builders.with_photo(builders.jpeg(), width=30_000 * 30_000),
    ],
    ids=["flate", "flate twice", "text and flate", "run length", "LZW", "unknown", "pixels"],
)
def test_a_bomb_is_refused(change: Callable[[Pdf], None]) -> None:
    assert reason(builders.pdf(change, **AS_GIVEN)) == Reason.COMPLEX


def test_many_streams_below_the_bound_are_together_above_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_rules, "MAX_INFLATED_TOTAL", 10_000_000)
    data = builders.deflated_zeros(3_000_000)

    def streams(count: int) -> Callable[[Pdf], None]:
        def change(document: Pdf) -> None:
            made = (pikepdf.Stream(document, data, Filter=Name.FlateDecode) for _ in range(count))
            document.Root.Extra = Array([document.make_indirect(stream) for stream in made])

        return change

    assert clean(builders.pdf(streams(3)))[1] == 1
    assert reason(builders.pdf(streams(4))) == Reason.COMPLEX


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"x" * 5000, builders.pdf()[:-40]])
def test_a_broken_file_is_refused(content: bytes) -> None:
    assert reason(content) == Reason.BROKEN


def test_a_good_file_loses_its_metadata_and_its_tail() -> None:
    def change(document: Pdf) -> None:
        document.docinfo["/Author"] = "PemilikRahasia"
        with document.open_metadata() as metadata:
            metadata["dc:creator"] = ["PemilikRahasia"]

    sent = builders.pdf(change, compress_streams=False)
    assert b"PemilikRahasia" in sent
    kept, pages = clean(sent + b"<html><script>alert(1)</script></html>")
    assert pages == 1
    assert b"<script>" not in kept
    with pikepdf.open(io.BytesIO(kept)) as document:
        assert "/Info" not in document.trailer
        assert "/Metadata" not in document.Root


@pytest.mark.parametrize("packed", [False, True], ids=["photo", "photo in flate"])
def test_a_photo_in_a_pdf_loses_its_position_and_stays_readable(packed: bool) -> None:
    photo = builders.photo_with_gps()
    stored = zlib.compress(photo) if packed else photo
    filters = Array([Name.FlateDecode, Name.DCTDecode]) if packed else Name.DCTDecode
    kept, _ = clean(builders.pdf(builders.with_photo(stored, filters)))
    with pikepdf.open(io.BytesIO(kept)) as document:
        image = document.pages[0].obj.Resources.XObject.Im0
        raw = image.read_raw_bytes()
        assert image.Filter == Name.DCTDecode
        assert b"Exif" not in raw
        assert b"rahasia" not in raw
        assert pikepdf.PdfImage(image).as_pil_image().size == (320, 200)


@pytest.mark.parametrize(
    "change",
    [
        builders.with_stream(
            base64.a85encode(zlib.compress(b"q Q")) + b"~>",
            Filter=Array([Name.ASCII85Decode, Name.FlateDecode]),
        ),
        builders.with_stream(b"4142>", Filter=Name.ASCIIHexDecode),
        builders.with_stream(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", Filter=Name.LZWDecode),
        builders.with_stream(builders.deflated_zeros(50_000_000), Filter=Name.FlateDecode),
    ],
)
def test_usual_ways_of_writing_a_stream_are_kept(change: Callable[[Pdf], None]) -> None:
    assert clean(builders.pdf(change, **AS_GIVEN))[1] == 1


def test_plain_links_and_going_to_a_page_are_kept() -> None:
    def change(document: Pdf) -> None:
        builders.link("https://desa.example.id")(document)
        document.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([document.pages[0].obj, Name.Fit]))

    assert clean(builders.pdf(change))[1] == 1


def with_right_offsets(content: bytes) -> bytes:
    """``content`` with a new cross-reference table for objects that were moved by an edit."""
    body = content[: content.rindex(b"xref\n", 0, content.rindex(b"startxref"))]
    trailer = content[content.rindex(b"trailer") : content.rindex(b"startxref")]
    numbers = sorted(int(line.split()[0]) for line in body.split(b"\n") if line.endswith(b" 0 obj"))
    rows = [b"%010d 00000 n \n" % body.index(b"\n%d 0 obj" % number) for number in numbers]
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(numbers) + 1) + b"".join(rows)
    return body + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(body)
