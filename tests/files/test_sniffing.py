"""The first bytes decide."""

import pytest

from tatadesa.files.limits import FileRefused
from tatadesa.files.sniffing import sniff
from tests.files import builders


def test_known_types() -> None:
    assert sniff(builders.jpeg()) == "JPEG"
    assert sniff(builders.encoded(builders.picture(), "PNG")) == "PNG"
    assert sniff(builders.pdf()) == "PDF"
    assert sniff(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic") == "HEIC"


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00 an executable",
        b"\x7fELF",
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a",
        b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00",
        b"II*\x00",
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        b"<script>alert(1)</script>\n" + builders.pdf(),
        b"\n" + builders.jpeg(),
    ],
)
def test_everything_else_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        sniff(content)
    assert "bukan foto (JPG, PNG, HEIC) atau PDF" in refused.value.errors[""]
    assert refused.value.message == refused.value.errors[""]


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(FileRefused, match="kosong"):
        sniff(b"")
