"""How a photo is read, with recorded boxes for eyes."""

from collections.abc import Sequence

import pytest
from PIL import Image

from tatadesa.gateways.ktp_reader import reading
from tatadesa.gateways.ktp_reader.layout import Box
from tests.gateways.ktp_reader.record import recorded

PHOTO = Image.new("RGB", (1200, 900))
SMALL = (2000, 1500)


class RecordedEyes:
    """Sees ``views`` one after the other, and each single line as ``lines`` says (the last one for ever)."""

    def __init__(self, views: Sequence[list[Box]], lines: Sequence[str] = ("",)) -> None:
        self._views = list(views)
        self._lines = list(lines)
        self.seen: list[tuple[int, int]] = []

    def boxes(self, picture: Image.Image) -> list[Box]:
        self.seen.append(picture.size)
        return self._views.pop(0)

    def line(self, picture: Image.Image) -> tuple[str, float]:
        return (self._lines.pop(0) if len(self._lines) > 1 else self._lines[0]), 0.99


def test_a_card_is_read() -> None:
    boxes, card = recorded("plain")
    answer = reading.read(PHOTO, RecordedEyes([boxes], [card["nik"]]))
    fields = answer["fields"]
    assert isinstance(fields, dict)
    assert {name: fields[name] for name in ("nik", "name", "sex")} == {
        name: card[name] for name in ("nik", "name", "sex")
    }
    assert answer["doubtful"] == []


def test_a_nik_that_a_second_look_reads_otherwise_is_doubtful() -> None:
    boxes, card = recorded("plain")
    answer = reading.read(PHOTO, RecordedEyes([boxes], [f"{card['nik'][:-1]}9"]))
    assert answer["doubtful"] == ["nik"]


def test_a_nik_against_its_own_card_is_doubtful_and_so_are_date_and_sex() -> None:
    boxes, card = recorded("plain")
    other = f"{card['nik'][:10]}55{card['nik'][12:]}"
    changed = [Box(box.text.replace(card["nik"], other), box.score, box.corners) for box in boxes]
    answer = reading.read(PHOTO, RecordedEyes([changed], [other]))
    assert answer["doubtful"] == ["birth_date", "nik", "sex"]


def test_a_card_upside_down_is_turned() -> None:
    boxes, card = recorded("plain")
    eyes = RecordedEyes([recorded("upside_down")[0], boxes], [card["nik"]])
    fields = reading.read(PHOTO, eyes)["fields"]
    assert isinstance(fields, dict)
    assert fields["nik"] == card["nik"]
    assert eyes.seen == [(1200, 900), (1200, 900)]


def test_a_card_on_its_side_is_turned_the_likelier_way_first() -> None:
    boxes, card = recorded("plain")
    eyes = RecordedEyes([recorded("on_its_side")[0], boxes], [card["nik"]])
    reading.read(PHOTO, eyes)
    assert eyes.seen == [(1200, 900), (900, 1200)]


def test_a_small_card_is_looked_at_again_from_nearer() -> None:
    boxes, card = recorded("small")
    eyes = RecordedEyes([boxes, recorded("plain")[0]], [card["nik"]])
    reading.read(PHOTO.resize(SMALL), eyes)
    assert eyes.seen[1][0] == 1500


def test_lost_spaces_come_back_and_letters_stay() -> None:
    boxes, card = recorded("plain")
    squeezed = [Box(box.text.replace("SITI PRASETYO", "SITIPRASETYO"), box.score, box.corners) for box in boxes]
    fields = reading.read(PHOTO, RecordedEyes([squeezed], [": SITI PRASETYO"]))["fields"]
    assert isinstance(fields, dict)
    assert (fields["name"], fields["address"]) == ("SITI PRASETYO", card["address"])


@pytest.mark.parametrize("views", [[[]], [recorded("upside_down")[0]] * 4])
def test_no_card_in_any_direction(views: list[list[Box]]) -> None:
    with pytest.raises(reading.NotACard):
        reading.read(PHOTO, RecordedEyes(views))
