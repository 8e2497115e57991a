"""The process that opens files from outside: limited before it reads a byte, and thrown away afterwards.

``check`` reads a PDF from standard input, writes ``clean.pdf`` into its (temporary) folder and prints
``ok <pages>`` or ``refused <reason>``. ``render`` writes ``p1.jpg`` ... and ``t.jpg``. ``photo`` reads a HEIC photo and
writes ``photo.jpg``. ``signatures`` reads a PDF and writes ``facts.json``. ``bars`` reads a JPEG and prints what its
bar codes say, one a line. Nothing here may import Django.
"""

import json
import os
import re
import resource
import sys
from dataclasses import asdict
from pathlib import Path

# pdfium takes the whole process down when memory runs out: that must never be a web worker.
_MEMORY = 768 * 1024 * 1024
_CPU_SECONDS = 20
_STRANGER_CPU_SECONDS = 6
_LARGEST_OUTPUT = 24 * 1024 * 1024
_FLATE_MEMORY = 64 * 1024 * 1024
PAGE_SIDE = 1600
THUMBNAIL_SIDE = 480
PHOTO_SIDE = 2000
MAX_PIXELS = 50_000_000
MAX_SIDE = 12_000
_QUALITY = 80
# It is written once more as every photo is: that should not show.
_PHOTO_QUALITY = 95
_TEXT_PAGES, _TEXT_LENGTH, _MOST_CODES = 5, 20_000, 5
# A reader looks along lines; a photo held askew is turned to meet them.
_BAR_TURNS = (15, -15, 30, -30, 45)
_BAR_TEXT = re.compile(r"[A-Za-z0-9.-]{4,60}")
_CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


def main(arguments: list[str]) -> int:
    """Do the one task named in ``arguments``."""
    _limit(_STRANGER_CPU_SECONDS if arguments == ["signatures"] else _CPU_SECONDS)
    content = sys.stdin.buffer.read()
    if arguments == ["check"]:
        _check(content)
    elif arguments == ["render"]:
        _render(content)
    elif arguments == ["photo"]:
        _photo(content)
    elif arguments == ["signatures"]:
        _signatures(content)
    elif arguments == ["bars"]:
        _bars(content)
    else:
        return 2
    return 0


def _limit(seconds: int) -> None:
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_OUTPUT, _LARGEST_OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _check(content: bytes) -> None:
    from pikepdf.settings import set_qpdf_limits

    from tatadesa.files.pdf_rules import RefusedPdfError, clean

    # For what qpdf decodes by itself while opening: object and cross-reference streams.
    set_qpdf_limits(flate_max_memory=_FLATE_MEMORY, png_max_memory=_FLATE_MEMORY, run_length_max_memory=_FLATE_MEMORY)
    try:
        written, pages = clean(content)
    except RefusedPdfError as error:
        print("refused", error.reason)
        return
    Path("clean.pdf").write_bytes(written)
    print("ok", pages)


def _render(content: bytes) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    for index in range(len(document)):
        page = document[index]
        scale = PAGE_SIDE / max(page.get_size())
        picture = page.render(scale=scale).to_pil().convert("RGB")
        picture.save(f"p{index + 1}.jpg", "JPEG", quality=_QUALITY)
        if index == 0:
            picture.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
            picture.save("t.jpg", "JPEG", quality=_QUALITY)
        page.close()


def _photo(content: bytes) -> None:
    import pi_heif  # type: ignore[import-untyped]
    from PIL import Image, ImageOps

    heif = pi_heif.open_heif(content, convert_hdr_to_8bit=True)
    width, height = heif.size
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        print("refused pixels")
        return
    picture = ImageOps.exif_transpose(heif.to_pillow()).convert("RGB")
    picture.thumbnail((PHOTO_SIDE, PHOTO_SIDE), Image.Resampling.BICUBIC)
    picture.save("photo.jpg", "JPEG", quality=_PHOTO_QUALITY)
    print("ok")


def _signatures(content: bytes) -> None:
    from tatadesa.core.pdf_signatures import UnreadablePdf, facts

    try:
        found = [asdict(fact) for fact in facts(content)]
    except UnreadablePdf:
        found = []
    Path("facts.json").write_text(json.dumps({"signatures": found, "codes": _codes(content)}))
    print("ok")


def _bars(content: bytes) -> None:
    import io

    import zxingcpp
    from PIL import Image

    picture = Image.open(io.BytesIO(content), formats=("JPEG",)).convert("L")
    kinds = zxingcpp.BarcodeFormat.Code128 | zxingcpp.BarcodeFormat.Code39 | zxingcpp.BarcodeFormat.QRCode
    for turn in (0, *_BAR_TURNS):
        turned = picture.rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor=255) if turn else picture
        found = [code.text for code in zxingcpp.read_barcodes(turned, formats=kinds)]
        texts = [text for text in found if _BAR_TEXT.fullmatch(text)]
        if texts:
            print("\n".join(dict.fromkeys(texts)))
            return


def _codes(content: bytes) -> list[str]:
    """What looks like the code of a letter, in the text of the first pages."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        texts = [document[index].get_textpage() for index in range(min(len(document), _TEXT_PAGES))]
        # Asked for more letters than there are, the library recurses once for each.
        sizes = [min(text.count_chars(), _TEXT_LENGTH) for text in texts]
        text = " ".join(one.get_text_range(0, size) for one, size in zip(texts, sizes, strict=True) if size)
    except (pypdfium2.PdfiumError, RecursionError):
        return []
    return list(dict.fromkeys(_CODE.findall(text)))[:_MOST_CODES]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
