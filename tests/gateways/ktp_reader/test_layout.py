"""Labels and values from boxes that recognition really found (``record.py``)."""

import pytest

from tatadesa.gateways.ktp_reader import layout
from tatadesa.gateways.ktp_reader.layout import Box
from tests.gateways.ktp_reader.record import recorded


def line(text: str, x: float, y: float, score: float = 0.99) -> Box:
    width = len(text) * 12.0
    return Box(text, score, ((x, y), (x + width, y), (x + width, y + 24), (x, y + 24)))


@pytest.mark.parametrize("photo", ["plain", "tilted", "perspective", "dark", "small"])
def test_every_label_finds_its_value(photo: str) -> None:
    boxes, card = recorded(photo)
    found = layout.values(boxes)
    assert found.keys() == {*layout.LABELS, "blood_type"}
    assert card["nik"] in found["nik"].text
    assert layout.letters(card["district"]) == layout.letters(found["district"].text)
    assert layout.letters(found["marital_status"].text) == layout.letters(card["marital_status"])
    assert found["rt_rw"].text.endswith(f"{card['rt']}/{card['rw']}")


@pytest.mark.parametrize("photo", ["plain", "tilted", "perspective", "dark", "small"])
def test_nothing_beside_the_portrait_is_taken_for_a_value(photo: str) -> None:
    boxes, _ = recorded(photo)
    assert not [name for name, value in layout.values(boxes).items() if "SPESIMEN" in value.text]


@pytest.mark.parametrize(("photo", "most"), [("upside_down", 4), ("on_its_side", 13)])
def test_a_card_that_lies_wrong_is_told_by_order_and_shape(photo: str, most: int) -> None:
    boxes, _ = recorded(photo)
    assert layout.count_in_order(boxes) <= most
    assert layout.are_upright(boxes) is (photo != "on_its_side")


def test_an_upright_card_has_all_its_labels_in_order() -> None:
    assert layout.count_in_order(recorded("plain")[0]) == len(layout.LABELS)


@pytest.mark.parametrize(
    ("read", "value"),
    [
        ("Status Perkawinan : CERAI HIDUP", "CERAI HIDUP"),
        ("Status Perkawinan:KAWIN", "KAWIN"),
        ("StatusPerkawinan KAWIN", "KAWIN"),
        ("Sta1us Perkawinan : BELUM KAWIN", "BELUM KAWIN"),
    ],
)
def test_label_and_value_in_one_piece_are_parted(read: str, value: str) -> None:
    boxes = [line("Alamat", 40, 100), line("RT/RW", 80, 140), line("Agama", 40, 260), line(read, 40, 300)]
    assert layout.values(boxes)["marital_status"].text == value


def test_the_blood_type_leaves_the_line_of_the_sex() -> None:
    boxes = [
        line("Nama", 40, 100),
        line("Tempat/Tgl Lahir", 40, 140),
        line("Jenis Kelamin", 40, 180),
        line(": LAKI-LAKI GOL. DARAH : O", 250, 180),
        line("Alamat", 40, 220),
    ]
    found = layout.values(boxes)
    assert (found["sex"].text, found["blood_type"].text) == (": LAKI-LAKI", "O")


def test_a_value_is_found_though_its_label_was_not_read() -> None:
    boxes, card = recorded("plain")
    found = layout.values([box for box in boxes if box.text != "Kecamatan"])
    assert card["district"] in found["district"].text


def test_a_value_that_looks_like_a_label_is_none() -> None:
    boxes = [line("Nama", 40, 100), line("Alamat", 40, 220), line(": AGAMA", 250, 220), line("Agama", 40, 360)]
    boxes += [line("Pekerjaan", 40, 440), line(": GURU", 250, 440)]
    assert layout.values(boxes)["address"].text == ": AGAMA"


def test_a_page_of_other_writing_has_no_values() -> None:
    assert layout.values([line("Kwitansi", 40, 100), line("Rp50.000", 40, 140)]) == {}
    assert layout.values([]) == {}


@pytest.mark.parametrize(
    ("one", "other", "expected"), [("NAMA", "NAMA", 1.0), ("NAMA", "NANA", 0.75), ("", "NIK", 0.0)]
)
def test_likeness_counts_letters_to_change(one: str, other: str, expected: float) -> None:
    assert layout.likeness(one, other) == expected
