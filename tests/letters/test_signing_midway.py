"""BSrE of version 1 takes one letter at a time: what it breaks between two of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tatadesa.core.pdf_signatures import facts
from tatadesa.files import storage
from tatadesa.gateways.bsre.adapter import Bsre
from tatadesa.gateways.bsre.emulator import PASSPHRASE, PASSWORD, USER, make_server
from tatadesa.letters.models import Letter
from tatadesa.letters.ports import Signed
from tests.gateways.emulators import Running
from tests.letters.signers import bsre, prepared, sign
from tests.people import World

WHOLE = 3


@pytest.fixture
def service(world: World) -> Iterator[Running]:
    with Running(make_server(0)) as running:
        bsre(world, running.url, USER, PASSWORD, version=1)
        yield running


@pytest.mark.parametrize("kind", ["status", "garbage", "html", "empty", "cut", "drip", "slow"])
def test_what_was_signed_stays_and_the_rest_waits_with_its_number(
    world: World, service: Running, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    real, letters = Bsre.sign, [prepared(world) for _ in range(WHOLE)]

    def breaks(self: Bsre, *args: Any, **named: Any) -> Iterator[Signed]:
        answers = real(self, *args, **named)
        yield next(answers)
        service.misbehave(kind, seconds=7)
        yield from answers

    with monkeypatch.context() as patch:
        patch.setattr(Bsre, "sign", breaks)
        first, *rest = sign(world.kades, *letters, passphrase=PASSPHRASE)
    assert first.letter is not None
    assert [one.letter for one in rest] == [None, None]
    assert all(one.words for one in rest)
    assert Letter.objects.count() == 1

    again = sign(world.kades, *letters[1:], passphrase=PASSPHRASE)
    signed = list(Letter.objects.order_by("running"))
    assert [one.letter is not None for one in again] == [True, True]
    assert [one.number for one in signed] == [one.number for one in letters]
    assert service.server.signed == WHOLE  # type: ignore[attr-defined]
    for letter in signed:
        [fact] = facts(storage.read(letter.file))
        assert (fact.is_intact, fact.covers_all) == (True, True)
