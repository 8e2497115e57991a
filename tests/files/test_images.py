"""Photos: what is refused, and what is left of those that are kept."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from tatadesa.files import images
from tatadesa.files.limits import FileRefused
from tests.files import builders


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content), formats=("JPEG",))


def test_gps_and_comments_are_gone_and_the_photo_stands_upright() -> None:
    sent = builders.photo_with_gps((320, 200))
    assert opened(sent).getexif().get_ifd(0x8825), "the test photo must carry a position"
    kept = images.normalise(sent, "JPEG")
    picture = opened(kept)
    assert not picture.getexif()
    assert "comment" not in picture.info
    assert b"Exif" not in kept
    assert b"rahasia" not in kept
    assert b"KameraRahasia" not in kept
    assert picture.size == (200, 320)
    # Orientation 6: the dark corner at the top left belongs at the top right.
    assert picture.getpixel((190, 10)) == (0, 0, 0)
    assert picture.getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize("size", [(4032, 3024), (3024, 4032), (2001, 10)])
def test_the_longest_side_becomes_2000(size: tuple[int, int]) -> None:
    kept = opened(images.normalise(builders.jpeg(size), "JPEG"))
    assert max(kept.size) == 2000
    assert abs(kept.width / kept.height / (size[0] / size[1]) - 1) < 0.01


def test_a_small_photo_is_not_enlarged() -> None:
    assert opened(images.normalise(builders.jpeg((300, 100)), "JPEG")).size == (300, 100)


@pytest.mark.parametrize(
    ("mode", "color", "expected"),
    [
        ("I;16", 0x8000, 128),
        ("L", 90, 90),
        ("1", 1, 255),
        ("LA", (10, 0), 255),
        ("RGBA", (10, 20, 30, 0), 255),
        ("RGBA", (90, 90, 90, 255), 90),
    ],
)
def test_every_kind_of_png_becomes_a_jpeg_on_white_paper(mode: str, color: Any, expected: int) -> None:
    kept = opened(images.normalise(builders.encoded(Image.new(mode, (40, 40), color), "PNG"), "PNG"))
    assert (kept.format, kept.mode) == ("JPEG", "RGB")
    assert all(abs(channel - expected) <= 2 for channel in kept.getpixel((20, 20)))


def test_a_png_with_a_palette_keeps_its_colours() -> None:
    flag = Image.new("P", (40, 40), 1)
    flag.putpalette([0, 0, 0, 200, 30, 40])
    kept = opened(images.normalise(builders.encoded(flag, "PNG"), "PNG"))
    assert all(abs(a - b) <= 3 for a, b in zip(kept.getpixel((20, 20)), (200, 30, 40), strict=True))


@pytest.mark.parametrize(
    "content",
    [
        builders.mpo(),
        builders.jpeg(progressive=True),
        builders.encoded(Image.new("CMYK", (200, 100), (0, 0, 0, 0)), "JPEG"),
        builders.encoded(Image.new("L", (200, 100)), "JPEG"),
    ],
    ids=["two-lens phone", "progressive", "CMYK", "grey"],
)
def test_unusual_good_photos_are_kept(content: bytes) -> None:
    kept = opened(images.normalise(content, "JPEG"))
    assert (kept.format, kept.mode) == ("JPEG", "RGB")


def test_of_a_two_lens_photo_the_first_picture_is_kept() -> None:
    kept = images.normalise(builders.mpo(), "JPEG")
    assert opened(kept).size == (400, 300)
    assert b"MPF\x00" not in kept


@pytest.mark.parametrize("tail", [b"PK\x03\x04zip", b"<?php system('id'); ?>", b"<script>alert(1)</script>"])
def test_what_trails_a_photo_is_gone(tail: bytes) -> None:
    assert tail not in images.normalise(builders.jpeg() + tail, "JPEG")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_cut_photo_is_refused(kind: str, share: float) -> None:
    noise = Image.effect_noise((300, 300), 80).convert("RGB")
    whole = builders.encoded(noise, kind)
    with pytest.raises(FileRefused, match="rusak atau tidak lengkap"):
        images.normalise(whole[: int(len(whole) * share)], "JPEG" if kind == "JPEG" else "PNG")


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (builders.jpeg_claiming(65_500, 65_500), "JPEG"),
        (builders.png_bomb(12_000, 12_000), "PNG"),
        (builders.png_bomb(12_001, 2), "PNG"),
        (builders.png_bomb(50_000, 2_000), "PNG"),
    ],
    ids=["claimed", "144 MP", "too long", "100 MP"],
)
def test_a_bomb_is_refused_unopened(content: bytes, kind: Any) -> None:
    assert len(content) < 1_000_000
    with pytest.raises(FileRefused, match="terlalu besar"):
        images.normalise(content, kind)


def test_a_text_bomb_in_a_png_is_refused() -> None:
    with pytest.raises(FileRefused):
        images.normalise(builders.png_text_bomb(60_000_000), "PNG")


def test_a_photo_that_asks_for_thousands_of_passes_is_refused() -> None:
    images.normalise(builders.noise_jpeg(5), "JPEG")
    with pytest.raises(FileRefused):
        images.normalise(builders.noise_jpeg(5000), "JPEG")


@pytest.mark.parametrize("content", [b"\xff\xd8\xff\xe0<?php system('id'); ?>", b"\xff\xd8\xff", b"\xff\xd8\xff" * 9])
def test_a_file_that_only_begins_like_a_photo_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefused):
        images.normalise(content, "JPEG")


def test_thumbnail_is_at_most_480() -> None:
    assert max(opened(images.thumbnail(builders.jpeg((2000, 1000)))).size) == 480
