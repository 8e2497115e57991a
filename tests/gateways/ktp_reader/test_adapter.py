"""The adapter with the real recognition, on a few photos; ``make bench`` reads many more."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image

from bench.cards import photo
from tatadesa.core import effects
from tatadesa.gateways.ktp_reader.adapter import KtpReader
from tatadesa.gateways.ktp_reader.process import ChildFailed, process
from tatadesa.registrations.ports import CardReaderDown, CardUnreadable

SAME = ("nik", "birth_date", "sex", "rt", "rw", "village", "citizenship")


@pytest.fixture(scope="module")
def reader() -> Iterator[KtpReader]:
    yield KtpReader()
    process.close()


@pytest.mark.parametrize(
    ("seed", "fault"),
    [
        (5000, "clean"),
        (5003, "tilted, glare, jpeg 40"),
        (5006, "turned 180"),
        (5007, "small"),
    ],
)
def test_a_card_on_a_photo(reader: KtpReader, seed: int, fault: str) -> None:
    taken = photo(seed, fault)
    reading = reader.read(taken.jpeg)
    assert {name: reading.fields[name] for name in SAME} == {name: taken.card[name] for name in SAME}
    assert "nik" not in reading.doubtful
    assert 0 < reading.seconds < 120


@pytest.mark.parametrize("what", ["noise", "nothing"])
def test_a_photo_of_something_else_says_what_to_do(reader: KtpReader, what: str) -> None:
    picture = Image.effect_noise((800, 600), 90).convert("RGB")
    content = io.BytesIO()
    picture.save(content, "JPEG")
    with pytest.raises(CardUnreadable, match="terang"):
        reader.read(content.getvalue() if what == "noise" else b"no picture at all")


def test_a_child_that_fails_is_not_the_photo_s_fault(reader: KtpReader, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(jpeg: bytes) -> None:
        raise ChildFailed("no answer in time")

    monkeypatch.setattr(process, "ask", fail)
    with pytest.raises(CardReaderDown):
        reader.read(b"")


def test_wiring_names_it() -> None:
    assert isinstance(effects.port("card_reader"), KtpReader)
