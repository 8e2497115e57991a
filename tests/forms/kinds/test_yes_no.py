"""Yes or no."""

from tests.forms.kinds.asking import kept, shown, told, words


def test_no_is_an_answer_and_nothing_is_none() -> None:
    assert kept("yes_no", "ya") is True
    assert kept("yes_no", "tidak", required=True) is False
    assert kept("yes_no", False, required=True) is False
    assert kept("yes_no", "") is None
    assert "Pilih Ya atau Tidak" in told("yes_no", "", required=True)
    assert "Pilih Ya atau Tidak" in told("yes_no", "mungkin")


def test_in_words() -> None:
    assert (words("yes_no", True), words("yes_no", False), words("yes_no", None)) == ("Ya", "Tidak", "")


def test_what_was_chosen_stays_chosen() -> None:
    assert [box.get("value") for box in shown("yes_no", False).xpath(".//input[@checked]")] == ["tidak"]
    assert [box.get("value") for box in shown("yes_no", "ya").xpath(".//input[@checked]")] == ["ya"]
    assert shown("yes_no").xpath(".//input[@checked]") == []
