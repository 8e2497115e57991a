"""Photos from the camera."""

import pytest

from tatadesa.forms.cleaning import file_ids
from tatadesa.forms.registry import KINDS
from tatadesa.forms.schema import SchemaError, check_schema
from tests.forms.kinds.asking import kept, read, shown, told
from tests.forms.samples import PDF, PHOTO, field, form


def test_only_photos_of_ones_own_count() -> None:
    assert kept("photo", [PHOTO]) == [PHOTO]
    assert "bukan PDF" in told("photo", [PDF])
    assert "Lampirkan lagi" in told("photo", ["milik-orang"])
    assert "Ambil foto" in told("photo", [], required=True)
    assert file_ids(form(field("photo")), {"isian": [PHOTO]}) == [PHOTO]


def test_without_script_it_is_a_file_that_the_phone_may_take() -> None:
    page = shown("photo", [PHOTO], frame="ktp")
    box = page.get_element_by_id("isian-isian")
    assert (box.get("type"), box.get("name")) == ("file", "isian__berkas")
    assert "pdf" not in box.get("accept")
    assert (page.get("data-facing"), page.get("data-longest")) == ("environment", "1600")
    assert read("photo", f"isian={PHOTO}&isian__hapus={PHOTO}") == []


def test_the_frame_tells_which_camera_and_how_large() -> None:
    face, sheet = (shown("photo", frame=frame) for frame in ("orang", "a4"))
    assert (face.get("data-facing"), face.get("data-longest")) == ("user", "1600")
    assert (sheet.get("data-facing"), sheet.get("data-longest")) == ("environment", "2000")


def test_frames_are_known() -> None:
    for frame in ("ktp", "kk", "a4", "orang", "bebas"):
        check_schema(form(field("photo", frame=frame)))
    for wrong in ("bulat", "", ["ktp"], None):
        with pytest.raises(SchemaError, match="frame"):
            check_schema(form(field("photo", frame=wrong)))


def test_no_paper_can_be_brought_instead() -> None:
    kind = KINDS["photo"]
    assert not kind.owns(field("photo"), "dibawa", at_counter=False)
    assert kind.owns(field("photo"), "kertas", at_counter=True)
