"""Small pictures that stand for the documents people attach, marked as samples."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

_PAPER, _INK, _MARK = "#f4f1e8", "#3a3a36", "#b9b3a2"
_SIZE = (800, 520)


def sample_document(title: str, name: str, *, as_pdf: bool = False) -> SimpleUploadedFile:
    """A photo (or a scan, as PDF) of an invented document with its ``title`` and the ``name`` of its holder."""
    picture = Image.new("RGB", _SIZE, _PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((16, 16, _SIZE[0] - 16, _SIZE[1] - 16), outline=_INK, width=3)
    draw.text((400, 200), "CONTOH", font=ImageFont.load_default(150), fill=_MARK, anchor="mm")
    draw.text((400, 70), title.upper(), font=ImageFont.load_default(40), fill=_INK, anchor="mm")
    draw.text((400, 340), name, font=ImageFont.load_default(32), fill=_INK, anchor="mm")
    draw.text((400, 440), "bukan dokumen asli", font=ImageFont.load_default(24), fill=_INK, anchor="mm")
    content = io.BytesIO()
    picture.save(content, "PDF" if as_pdf else "JPEG")
    stem = title.lower().replace(" ", "-").replace("/", "-")
    if as_pdf:
        return SimpleUploadedFile(f"{stem}.pdf", content.getvalue(), "application/pdf")
    return SimpleUploadedFile(f"{stem}.jpg", content.getvalue(), "image/jpeg")
