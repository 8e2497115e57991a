"""Photos of newer phones: decoded in the confined process, upright, without a trace of place or phone.

The samples are drawn by hand: ``turned.heic`` (640 × 400, red corner top left, orientation 6, a position and a maker's
name in its EXIF) and ``large.heic`` (64 million pixels in 15 KB).
"""

import contextlib
import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from tatadesa.accounts.models import Account
from tatadesa.files import images, storage
from tatadesa.files.actions.receive import receive
from tatadesa.files.limits import FileRefused
from tatadesa.offices.models import Office

SAMPLES = Path(__file__).with_name("samples")
TURNED = (SAMPLES / "turned.heic").read_bytes()


def test_it_becomes_an_upright_jpeg_without_notes(office: Office, siti: Account) -> None:
    sent = SimpleUploadedFile("IMG_0001.HEIC", TURNED, content_type="image/heic")
    file = receive(office=office, owner=siti, upload=sent, upload_key=None)
    kept = storage.read(file)
    assert file.kind == "image/jpeg"
    assert b"Exif" not in kept
    assert b"TelefonUji" not in kept
    picture = Image.open(io.BytesIO(kept))
    assert picture.size == (400, 640)
    red, green, blue = picture.getpixel((390, 10))  # type: ignore[misc]
    assert red > 150 > green > blue - 60


def test_too_many_pixels_are_refused_before_they_are_decoded() -> None:
    with pytest.raises(FileRefused, match="terlalu besar"):
        images.normalise((SAMPLES / "large.heic").read_bytes(), "HEIC")


@pytest.mark.parametrize("content", [TURNED[:200], TURNED[: len(TURNED) // 2], TURNED[:12] + b"\x00" * 500])
def test_a_damaged_one_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(FileRefused, match="rusak"):
        images.normalise(content, "HEIC")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(30, len(TURNED) - 1), st.binary(min_size=1, max_size=40))
def test_spoilt_bytes_are_a_picture_or_a_refusal(at: int, noise: bytes) -> None:
    spoilt = TURNED[:at] + noise + TURNED[at + len(noise) :]
    with contextlib.suppress(FileRefused):
        assert Image.open(io.BytesIO(images.normalise(spoilt, "HEIC"))).format == "JPEG"
