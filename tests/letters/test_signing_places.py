"""A slow service and the rest of the site."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest
from django.db import connection

from tatadesa.core.errors import TooMany
from tatadesa.files.whole_body import WholeBody
from tatadesa.gateways.bsre.emulator import PASSWORD, USER, make_server
from tatadesa.letters.actions.sign_letters import sign_letters
from tatadesa.letters.models import Letter
from tatadesa.letters.ports import SigningSecret
from tatadesa.letters.signing_places import PLACES, place
from tests.gateways.emulators import Running
from tests.letters.signers import bsre, look_at, own, prepared, sign
from tests.people import World


def test_who_comes_when_all_places_are_taken_is_told_at_once(world: World) -> None:
    own(world)
    letter = prepared(world)
    with ExitStack() as stack:
        for _ in range(PLACES):
            stack.enter_context(place())
        with pytest.raises(TooMany, match="Coba lagi setengah menit lagi"):
            sign(world.kades, letter)
    letter.refresh_from_db()
    assert letter.attempt is None
    assert sign(world.kades, letter)[0].letter


@pytest.mark.django_db(transaction=True)
def test_a_signing_that_waits_keeps_nobody_else_waiting(world: World) -> None:
    """The only turn there is goes to another request, and the connection goes back, while BSrE takes its time."""
    with Running(make_server(0)) as service:
        bsre(world, service.url, USER, PASSWORD)
        seen = look_at(world.kades, prepared(world))
        service.misbehave("slow", seconds=3)

        def signing(environ: dict[str, Any], _: Any) -> list[bytes]:
            try:
                if environ.get("signs"):
                    sign_letters(world.kades, seen, SigningSecret("Contoh#2026"))
                return [b""]
            finally:
                connection.close()

        served = WholeBody(signing, at_once=1)
        with ThreadPoolExecutor(2) as pool:
            slow = pool.submit(served, {"signs": "1"}, lambda *_: None)
            time.sleep(1.5)
            started = time.monotonic()
            served({}, lambda *_: None)
            assert not slow.done()
            assert time.monotonic() - started < 1
            slow.result(60)
    assert Letter.objects.count() == 1
