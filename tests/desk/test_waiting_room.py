"""The page of queue numbers."""

from collections.abc import Callable

from django.test import Client

from tatadesa.accounts.models import Account
from tests.desk.stages import text
from tests.people import World


def test_given_called_and_shown(world: World, signed_in: Callable[[Account], Client]) -> None:
    desk = signed_in(world.operator.account)
    assert "belum ada nomor" in text(desk.get("/desk/loket/antrean/"))
    assert "Nomor antrean 1." in text(desk.post("/desk/loket/antrean/nomor/", follow=True))
    shown = text(desk.post("/desk/loket/antrean/panggil/", follow=True))
    assert "Panggil nomor 1." in shown
    assert "<b>1</b>" in shown
    assert "Tidak ada yang menunggu." in text(desk.post("/desk/loket/antrean/panggil/", follow=True))
    fragment = text(desk.get("/desk/loket/antrean/", headers={"HX-Target": "antrean"}))
    assert "<html" not in fragment
    assert signed_in(world.kades.account).get("/desk/loket/antrean/").status_code == 403
