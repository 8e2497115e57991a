"""Walking over the segments of a JPEG."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tatadesa.files import jpeg
from tests.files import builders


def test_counts_scans() -> None:
    assert jpeg.count_scans(builders.jpeg()) == 1
    assert jpeg.count_scans(builders.jpeg(progressive=True)) > 1
    assert jpeg.count_scans(builders.noise_jpeg(500)) > 500


def test_scans_behind_stray_bytes_are_counted() -> None:
    good = builders.noise_jpeg(100)
    at = good.index(b"\xff\xda")
    assert jpeg.count_scans(good[:at] + b"stray" + good[at:]) == jpeg.count_scans(good)


def test_markers_inside_metadata_are_not_scans() -> None:
    assert jpeg.count_scans(builders.jpeg(comment=b"\xff\xda\x00\x08" * 100)) == 1


def test_metadata_goes_and_pixels_stay() -> None:
    sent = builders.photo_with_gps()
    bare = jpeg.without_metadata(sent + b"trailer")
    assert b"Exif" not in bare
    assert b"rahasia" not in bare
    assert bare.endswith(b"\xff\xd9")
    before, after = Image.open(io.BytesIO(sent)), Image.open(io.BytesIO(bare))
    assert before.tobytes() == after.tobytes()


@given(st.binary(max_size=400))
def test_any_bytes_end_in_an_answer_or_a_value_error(tail: bytes) -> None:
    try:
        jpeg.without_metadata(b"\xff\xd8\xff" + tail)
    except ValueError:
        return


def test_what_is_no_jpeg_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="does not begin"):
        jpeg.count_scans(b"PNG")
