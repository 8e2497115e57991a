"""A signature is one picture."""

from tatadesa.forms.registry import KINDS
from tests.forms.kinds.asking import kept, shown, told
from tests.forms.samples import PDF, PHOTO, field


def test_one_picture_of_ones_own() -> None:
    assert kept("signature", [PHOTO]) == [PHOTO]
    assert "tinggal 1" in told("signature", [PHOTO, PDF])
    assert "bukan PDF" in told("signature", [PDF])
    assert "tanda tangan" in told("signature", [], required=True)


def test_the_way_without_script_is_said_plainly() -> None:
    page = shown("signature", required=True)
    box = page.get_element_by_id("isian-isian")
    assert box.get("type") == "file"
    assert "kertas putih" in page.get_element_by_id(box.get("aria-describedby")).text_content()


def test_no_paper_can_be_brought_instead() -> None:
    kind = KINDS["signature"]
    assert not kind.owns(field("signature"), "dibawa", at_counter=False)
    assert kind.owns(field("signature"), "kertas", at_counter=True)
