"""Files as people and attackers send them, made in code."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

GPS_EXIF = Image.Exif()
GPS_EXIF[0x0112] = 6  # turned by 90 degrees
GPS_EXIF[0x010F] = "KameraRahasia"
GPS_EXIF.get_ifd(0x8825).update({1: "S", 2: (7.0, 25.0, 3.0), 3: "E", 4: (109.0, 14.0, 8.0)})


def picture(size: tuple[int, int] = (320, 200), mode: str = "RGB", color: Any = None) -> Image.Image:
    """A plain picture with one darker corner, so that turning it shows."""
    made = Image.new(mode, size, color if color is not None else "white" if mode == "RGB" else 0)
    if mode == "RGB":
        made.paste("black", (0, 0, size[0] // 2, size[1] // 2))
    return made


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    """``image`` as a file."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def jpeg(size: tuple[int, int] = (320, 200), **options: Any) -> bytes:
    """A small good photo."""
    return encoded(picture(size), "JPEG", **options)


def photo_with_gps(size: tuple[int, int] = (320, 200)) -> bytes:
    """As a phone makes it: turned, and saying where it was taken."""
    return jpeg(size, exif=GPS_EXIF, comment=b"catatan rahasia")


def mpo() -> bytes:
    """Two pictures in one file, as phones with two lenses write it."""
    first, second = picture((400, 300)), picture((40, 30))
    return encoded(first, "MPO", save_all=True, append_images=[second])


def noise_jpeg(scans: int) -> bytes:
    """A progressive JPEG that asks the decoder for ``scans`` more passes: its last scan, repeated."""
    good = encoded(picture((64, 64)), "JPEG", progressive=True)
    last = good.rindex(b"\xff\xda")
    return good[:-2] + good[last:-2] * scans + b"\xff\xd9"


def jpeg_claiming(width: int, height: int) -> bytes:
    """A small file whose header promises a huge picture."""
    good = bytearray(jpeg((16, 16)))
    at = good.index(b"\xff\xc0")
    good[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(good)


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk with its checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_bomb(width: int, height: int) -> bytes:
    """A valid black PNG of one bit a pixel: kilobytes that become gigapixels."""
    engine = zlib.compressobj(9)
    row = b"\0" * (1 + (width + 7) // 8)
    data = b"".join(engine.compress(row) for _ in range(height)) + engine.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", data) + png_chunk(b"IEND", b"")


def png_text_bomb(expanded: int) -> bytes:
    """A good PNG with a compressed text chunk of ``expanded`` bytes."""
    good = encoded(picture((8, 8)), "PNG")
    chunk = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"A" * expanded, 9))
    return good[:33] + chunk + good[33:]


def pdf(change: Callable[[Pdf], None] | None = None, *, pages: int = 1, **options: Any) -> bytes:
    """A PDF of blank A4 pages, after ``change`` had its way with it."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    if change is not None:
        change(document)
    buffer = io.BytesIO()
    document.save(buffer, **options)
    return buffer.getvalue()


def script() -> Dictionary:
    """An action that runs a script."""
    return Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def open_action(document: Pdf) -> None:
    """Runs a script when the file is opened."""
    document.Root.OpenAction = script()


def names_tree(document: Pdf) -> None:
    """A script of the whole document, in the names tree."""
    tree = Dictionary(Names=Array([pikepdf.String("a"), document.make_indirect(script())]))
    document.Root.Names = Dictionary(JavaScript=tree)


def page_action(document: Pdf) -> None:
    """Runs when a page is shown."""
    document.pages[0].obj.AA = Dictionary(O=script())


def escaped_script(document: Pdf) -> None:
    """A script under a name written with an escape; see ``escape_names``."""
    document.Root.Hidden = document.make_indirect(Dictionary(Deep=Array([Dictionary(Deeper=script())])))


def annotation(**entries: Any) -> Callable[[Pdf], None]:
    """An annotation with ``entries`` on page 1."""

    def change(document: Pdf) -> None:
        made = Dictionary(Type=Name.Annot, Rect=Array([0, 0, 100, 100]), **entries)
        document.pages[0].obj.Annots = Array([document.make_indirect(made)])

    return change


def link(address: str) -> Callable[[Pdf], None]:
    """A link on page 1."""
    return annotation(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=pikepdf.String(address)))


def embedded_file(document: Pdf) -> None:
    """A file inside the file."""
    document.attachments["virus.exe"] = b"MZ" * 100


def xfa(document: Pdf) -> None:
    """A form of the XFA kind."""
    document.Root.AcroForm = Dictionary(XFA=document.make_stream(b"<xdp/>"), Fields=Array([]))


def with_stream(data: bytes, **entries: Any) -> Callable[[Pdf], None]:
    """Page 1 draws a stream of the raw ``data``."""

    def change(document: Pdf) -> None:
        document.Root.Extra = document.make_indirect(Stream(document, data, **entries))

    return change


def with_contents(data: bytes) -> Callable[[Pdf], None]:
    """Page 1 draws what the compressed ``data`` says."""

    def change(document: Pdf) -> None:
        contents = Stream(document, data, Filter=Name.FlateDecode)
        document.pages[0].obj.Contents = document.make_indirect(contents)

    return change


def deflated_zeros(size: int) -> bytes:
    """``size`` zeros, compressed."""
    engine, block = zlib.compressobj(1), b"\0" * 1_000_000
    return b"".join(engine.compress(block) for _ in range(size // len(block))) + engine.flush()


def with_photo(photo: bytes, filters: Any = Name.DCTDecode, width: int = 320) -> Callable[[Pdf], None]:
    """Page 1 shows ``photo``, whose stored bytes are given."""

    def change(document: Pdf) -> None:
        image = Stream(
            document,
            photo,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=width,
            Height=200,
            ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=filters,
        )
        page = document.pages[0].obj
        page.Resources = Dictionary(XObject=Dictionary(Im0=document.make_indirect(image)))
        page.Contents = document.make_stream(b"q 595 0 0 842 0 0 cm /Im0 Do Q")

    return change


def object_stream_bomb(expanded: int) -> bytes:
    """A tiny PDF that unfolds already while it is opened: its page tree lies in a bloated object stream."""
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    inner = zlib.compress(b"2 0 " + tree + b" " * expanded, 1)
    body = bytearray(b"%PDF-1.5\n")
    offsets: dict[int, int] = {}

    def add(number: int, text: bytes) -> None:
        offsets[number] = len(body)
        body.extend(b"%d 0 obj\n%s\nendobj\n" % (number, text))

    add(1, b"<</Type/Catalog/Pages 2 0 R>>")
    add(3, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>")
    head = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(inner)
    add(4, head + inner + b"\nendstream")
    start = len(body)
    offsets[5] = start
    rows = [
        struct.pack(">BIB", 0, 0, 255),
        struct.pack(">BIB", 1, offsets[1], 0),
        struct.pack(">BIB", 2, 4, 0),
    ]
    rows += [struct.pack(">BIB", 1, offsets[number], 0) for number in (3, 4, 5)]
    table = b"".join(rows)
    text = b"<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>\nstream\n%s\nendstream" % (len(table), table)
    add(5, text)
    return bytes(body) + b"startxref\n%d\n%%%%EOF" % start
