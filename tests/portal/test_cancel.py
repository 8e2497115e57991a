"""Taking an application back."""

from django.test import Client

from tests.people import World, sent
from tests.portal.pages import taken, text


def test_asks_first_then_cancels(siti: Client, world: World) -> None:
    application = sent(world.siti, world.version)
    own = f"/permohonan/{application.number}/"
    assert "Batalkan permohonan ini?" in text(siti.get(f"{own}batal/"))
    application.refresh_from_db()
    assert application.state == "submitted"
    assert siti.post(f"{own}batal/")["Location"] == own
    application.refresh_from_db()
    assert application.state == "cancelled"
    assert "Permohonan dibatalkan." in text(siti.get(own))


def test_not_once_an_officer_works_on_it(siti: Client, world: World) -> None:
    application = taken(world)
    assert siti.post(f"/permohonan/{application.number}/batal/").status_code == 409
    application.refresh_from_db()
    assert application.state == "in_review"
