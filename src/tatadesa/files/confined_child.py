"""The process that opens files from outside: limited before it reads a byte, and thrown away afterwards.

``check`` reads a PDF from standard input, writes ``clean.pdf`` into its (temporary) folder and prints
``ok <pages>`` or ``refused <reason>``. ``render`` writes ``p1.jpg`` ... and ``t.jpg``. ``photo`` reads a HEIC photo and
writes ``photo.jpg``. Nothing here may import Django.
"""

import os
import resource
import sys
from pathlib import Path

# pdfium takes the whole process down when memory runs out: that must never be a web worker.
_MEMORY = 768 * 1024 * 1024
_CPU_SECONDS = 20
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


def main(arguments: list[str]) -> int:
    """Do the one task named in ``arguments``."""
    _limit()
    content = sys.stdin.buffer.read()
    if arguments == ["check"]:
        _check(content)
    elif arguments == ["render"]:
        _render(content)
    elif arguments == ["photo"]:
        _photo(content)
    else:
        return 2
    return 0


def _limit() -> None:
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
