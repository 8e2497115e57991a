"""Values of a card turned into fields, with the noise that recognition makes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.gateways.ktp_reader import fields, layout
from tatadesa.gateways.ktp_reader.layout import Value
from tests.gateways.ktp_reader.record import recorded

TEXTS = ("name", "birth_place", "birth_date", "sex", "rt", "rw", "citizenship", "valid_until")


def read(score: float = 0.99, **texts: str) -> tuple[dict[str, str], set[str]]:
    return fields.fields({name: Value(text, score, ()) for name, text in texts.items()})


@pytest.mark.parametrize("photo", ["plain", "tilted", "perspective", "small"])
def test_a_whole_card(photo: str) -> None:
    boxes, card = recorded(photo)
    found, doubtful = fields.fields(layout.values(boxes))
    assert {name: found[name] for name in TEXTS} == {name: card[name] for name in TEXTS}
    assert doubtful == set()


@pytest.mark.parametrize(
    ("text", "place", "born"),
    [
        (": BANYUMAS, 14-08-1990", "BANYUMAS", "1990-08-14"),
        (":ENDE,02-07-1952", "ENDE", "1952-07-02"),
        (": UJUNG PANDANG. I4-O8-199O", "UJUNG PANDANG", "1990-08-14"),
        (": MEDAN, 13-021992", "MEDAN", "1992-02-13"),
        (": MEDAN, 31-02-1992", "MEDAN", ""),
        (": MEDAN", "MEDAN", ""),
    ],
)
def test_place_and_date_of_birth(text: str, place: str, born: str) -> None:
    assert fields.birth(text) == (place, born)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":005/003", ("005", "003")),
        (": 005 / 005", ("005", "005")),
        (": O05/0l2", ("005", "012")),
        (": 005012", ("005", "012")),
        (": -", ("", "")),
    ],
)
def test_rt_and_rw(text: str, expected: tuple[str, str]) -> None:
    assert fields.neighbourhood(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [(" A", "A"), (": 0", "O"), ("AB+", "AB+"), (": -", ""), ("8", "B"), ("X", "")]
)
def test_blood_type(text: str, expected: str) -> None:
    assert fields.blood_type(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [(": SEUMURHIDUP", "SEUMUR HIDUP"), (":SEUMUR HlDUP", "SEUMUR HIDUP"), (": 14-08-2017", "2017-08-14")],
)
def test_valid_until(text: str, expected: str) -> None:
    assert fields.valid_until(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [(": LAK!-LAKI", "1"), (":LAKILAKI", "1"), ("PEREMPUAN", "2"), ("PEREMPLIAN", "2"), ("KAWIN", None)],
)
def test_sex(text: str, expected: str | None) -> None:
    assert read(sex=text)[0].get("sex") == expected


def test_words_are_the_register_s_own() -> None:
    found, _ = read(religion="KATHOLIK", marital_status="KAWIN TERCATAT", occupation="PELAJAR/MAHASISW4")
    assert found == {"religion": "KATOLIK", "marital_status": "KAWIN", "occupation": "PELAJAR/MAHASISWA"}


def test_an_occupation_of_no_list_is_kept_and_doubtful() -> None:
    assert read(occupation=": PAWANG HUJAN") == ({"occupation": "PAWANG HUJAN"}, {"occupation"})


def test_what_was_read_badly_is_doubtful() -> None:
    assert read(score=0.7, name=": SITI AMINAH") == ({"name": "SITI AMINAH"}, {"name"})


def test_a_name_with_a_digit_is_doubtful() -> None:
    assert read(name=": S1TI AMINAH")[1] == {"name"}


def test_an_address_gets_back_the_spaces_after_its_abbreviations() -> None:
    assert fields.address(": JL.KH.DEWANTARA NO.5") == "JL. KH. DEWANTARA NO. 5"


@given(st.dictionaries(st.sampled_from([*layout.LABELS, "blood_type"]), st.text(max_size=60)))
def test_no_text_breaks_it(texts: dict[str, str]) -> None:
    found, doubtful = read(**texts)
    assert doubtful <= found.keys()
    assert all(found.values())
