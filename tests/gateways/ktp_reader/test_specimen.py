"""Invented cards: always the same from the same seed, and never without their mark."""

import io

import pytest
from PIL import Image

from bench.cards import FAULTS, invent, photo
from tatadesa.gateways.ktp_reader import nik
from tatadesa.gateways.ktp_reader.specimen import draw


def test_the_same_seed_draws_the_same_card() -> None:
    assert draw.draw(invent(7), 7) == draw.draw(invent(7), 7)
    assert draw.draw(invent(7), 7) != draw.draw(invent(7), 8)


def test_a_phone_s_photo_in_either_typeface_and_any_wear() -> None:
    for seed in range(len(draw.FACES) * len(draw.WEAR)):
        with Image.open(io.BytesIO(draw.draw(invent(seed), seed, width=800)), formats=("JPEG",)) as picture:
            assert picture.size == (800, 600)


def test_each_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    monkeypatch.setattr(
        draw.ImageDraw.ImageDraw, "text", lambda self, xy, text, *args, **more: written.append(text), raising=True
    )
    draw.print_card(invent(1), 1)
    assert written.count("SPESIMEN") == 2


def test_the_invented_are_possible_and_agree_with_themselves() -> None:
    for seed in range(200):
        card = invent(seed)
        assert nik.is_possible(card["nik"])
        assert nik.agrees(card["nik"], birth_date=card["birth_date"], sex=card["sex"])


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_makes_a_photo(fault: str) -> None:
    taken = photo(3, fault)
    assert taken == photo(3, fault)
    with Image.open(io.BytesIO(taken.jpeg), formats=("JPEG",)) as picture:
        assert min(picture.size) >= 800
