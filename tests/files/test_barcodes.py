"""What a bar code on a photo says."""

from __future__ import annotations

import io
import random

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFilter

from tatadesa.core.clock import now
from tatadesa.deliveries import papers
from tatadesa.files.barcodes import texts_on
from tatadesa.files.limits import FileRefused
from tatadesa.letters import typeset

WAYBILL = "P2611280000001"


def label(waybill: str = WAYBILL) -> Image.Image:
    """The printed label as a scanner would see it, at 300 dots an inch."""
    one = {
        "service": "Pos Reguler",
        "weight": "50 gram",
        "waybill": waybill,
        "barcode": papers.bars(waybill) if waybill else "",
        "receiver": ["Siti Aminah", "Jl. Melati 2", "Karangsari"],
        "sender": ["Kantor Desa Karangsari"],
        "cod": "",
        "footer": "Dokumen.",
    }
    pdf = typeset.label_pdf({"title": "Label", "author": "Desa", "labels": [one]}, now())
    return pypdfium2.PdfDocument(pdf)[0].render(scale=300 / 72).to_pil().convert("RGB")


def photo(picture: Image.Image, degrees: float = 0, blur: float = 0, quality: int = 80) -> SimpleUploadedFile:
    """Held askew over a grey table, out of focus, with the noise of a cheap camera."""
    table = Image.new("RGB", (picture.width + 500, picture.height + 500), (120, 112, 104))
    table.paste(picture, (250, 250))
    table = table.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=(120, 112, 104))
    table = table.filter(ImageFilter.GaussianBlur(blur))
    chance = random.Random(7)
    noise = Image.frombytes("L", (64, 64), chance.randbytes(4096)).resize(table.size).convert("RGB")
    content = io.BytesIO()
    Image.blend(table, noise, 0.12).save(content, "JPEG", quality=quality)
    return SimpleUploadedFile("IMG_0001.jpg", content.getvalue(), "image/jpeg")


@pytest.mark.parametrize(("degrees", "blur"), [(0, 0), (17, 1.2), (-31, 1.0), (90, 2), (164, 1.2), (45, 1.5)])
def test_a_tilted_and_blurred_photo_of_the_label_is_read(degrees: float, blur: float) -> None:
    assert texts_on(photo(label(), degrees, blur)) == [WAYBILL]


def test_nothing_is_made_up() -> None:
    assert texts_on(photo(label(""), 5, 1)) == []
    assert texts_on(photo(label(), 10, 14)) == []


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"\xff\xd8\xff broken", b"<svg/>"])
def test_what_is_no_photo_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefused):
        texts_on(SimpleUploadedFile("x.jpg", content))
