"""Throwing away what was begun."""

import uuid

from django.test import Client

from tatadesa.applications.models import Application, Draft
from tests.people import World, draft, sent
from tests.portal.pages import text


def path(key: uuid.UUID) -> str:
    return f"/draf/{key}/hapus/"


def test_asked_once_then_gone(siti: Client, world: World) -> None:
    key = draft(world.siti, world.version)
    other = draft(world.siti, world.version)
    assert path(key) in siti.get("/").content.decode()
    assert "Hapus isian ini?" in text(siti.get(path(key)))
    assert Draft.objects.filter(key=key).exists()
    assert "Isian dihapus." in text(siti.post(path(key), follow=True))
    assert [row.key for row in Draft.objects.all()] == [other]


def test_twice_says_so(siti: Client, world: World) -> None:
    key = draft(world.siti, world.version)
    siti.post(path(key))
    again = siti.post(path(key))
    assert again.status_code == 404
    assert "sudah dihapus atau sudah dikirim" in text(again)


def test_what_was_sent_stays(siti: Client, world: World) -> None:
    application = sent(world.siti, world.version)
    assert siti.post(path(application.draft_key)).status_code == 404
    assert Application.objects.filter(pk=application.pk).exists()
