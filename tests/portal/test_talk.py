"""A citizen's messages with the office."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from tatadesa.accounts.models import Account
from tatadesa.applications.actions.cancel import cancel
from tatadesa.applications.models import Application, Message
from tatadesa.core.clock import now
from tests.applications.talking import ask, tell
from tests.people import World, photo, sent
from tests.portal.pages import text

Browser = Callable[[Account], Client]


@pytest.fixture
def application(world: World) -> Application:
    return sent(world.siti, world.version)


@pytest.fixture
def siti(world: World, signed_in: Browser) -> Client:
    return signed_in(world.siti)


def path(application: Application, act: str = "") -> str:
    return f"/permohonan/{application.number}/pesan/{act}"


def test_written_with_a_photo_and_sent_twice_it_is_there_once(application: Application, siti: Client) -> None:
    key = str(uuid.uuid4())
    for _ in range(2):
        response = siti.post(path(application), {"kunci": key, "text": "Kapan selesai?", "berkas": photo("kk.jpg")})
        assert response.headers["Location"] == f"{path(application)}#tulis"
    page = text(siti.get(path(application)))
    assert page.count("Kapan selesai?") == 1
    assert Message.objects.get().files.count() == 1


@pytest.mark.parametrize("words", ["", "x" * 2001])
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(words: str, application: Application, siti: Client) -> None:
    response = siti.post(path(application), {"kunci": str(uuid.uuid4()), "text": words})
    assert response.status_code == 422
    page = response.content.decode()
    assert 'id="f-text-salah"' in page
    assert f"{words}</textarea>" in page


def test_a_photo_stays_when_the_words_are_too_long(application: Application, siti: Client) -> None:
    data = {"kunci": str(uuid.uuid4()), "text": "x" * 2001, "berkas": photo("rumah.jpg")}
    page = siti.post(path(application), data).content.decode()
    assert "rumah.jpg" in page
    assert 'name="files"' in page


def test_a_file_that_is_none_is_refused_in_words(application: Application, siti: Client) -> None:
    data = {"kunci": str(uuid.uuid4()), "text": "Ini", "berkas": photo("rumah.jpg")}
    data["berkas"].file.seek(0)
    data["berkas"].file.write(b"not a picture")
    response = siti.post(path(application), data)
    assert response.status_code in (302, 422)


def test_the_page_of_the_application_says_that_there_is_news(
    world: World, application: Application, siti: Client
) -> None:
    message = tell(world.operator, application, awaits=True)
    page = text(siti.get(f"/permohonan/{application.number}/"))
    assert "1 pesan baru dari petugas" in page
    assert "petugas menunggu jawaban Anda" in page
    assert siti.post(path(application, "dilihat/"), {"sampai": str(message.pk)}).status_code == 204
    assert "pesan baru" not in text(siti.get(f"/permohonan/{application.number}/"))


def test_taken_back(world: World, application: Application, siti: Client) -> None:
    message = ask(world.siti, application, "Salah kirim")
    siti.post(path(application, f"{message.pk}/tarik/"))
    page = text(siti.get(path(application)))
    assert "Pesan ditarik." in page
    assert "Salah kirim" not in page


def test_the_husband_does_not_read_it(world: World, application: Application, signed_in: Browser) -> None:
    ask(world.siti, application)
    assert signed_in(world.budi).get(path(application)).status_code == 404


def test_a_closed_thread_says_so(world: World, application: Application, siti: Client) -> None:
    cancel(world.siti, application.number)
    Application.objects.update(decided_at=now().replace(year=2020))
    assert "Percakapan ini sudah ditutup" in text(siti.get(path(application)))
    response = siti.post(path(application), {"kunci": str(uuid.uuid4()), "text": "Halo"})
    assert response.status_code == 409
