"""The page of a request beyond its answers: talk, notes, ticks, what is new, neighbours, family, reopening."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tatadesa.accounts.models import Account
from tatadesa.applications.actions.check_requirement import check_requirement
from tatadesa.applications.actions.look_at import look_at
from tatadesa.applications.actions.note_internally import note_internally
from tatadesa.applications.actions.release import release
from tatadesa.applications.actions.return_for_correction import return_for_correction
from tatadesa.applications.actions.revise import revise
from tatadesa.applications.actions.save_draft import Content, save_draft
from tatadesa.applications.models import Application, ApplicationLook, InternalNote, Message
from tatadesa.core.clock import now
from tests.applications.talking import ask, tell
from tests.desk.stages import address, issued, taken, text
from tests.people import World, answers, photo, sent

Browser = Callable[[Account], Client]
MAX_QUERIES = 32


@pytest.fixture
def desk(world: World, signed_in: Browser) -> Client:
    """The operator's browser."""
    return signed_in(world.operator.account)


def test_a_message_with_a_file_and_its_mark(world: World, desk: Client) -> None:
    application = taken(world)
    data = {"kunci": str(uuid.uuid4()), "text": "Mohon kirim KK.", "tunggu": "1", "berkas": photo("contoh.jpg")}
    response = desk.post(address(application, "pesan/tulis/"), data)
    assert response.headers["Location"] == f"{address(application)}#pesan"
    page = text(desk.get(address(application)))
    assert "Mohon kirim KK." in page
    assert "Menunggu jawaban warga" in page
    (link,) = re.findall(r'href="([^"]*/pesan/berkas/[^"]*)"', page)
    assert desk.get(link).status_code == 200


@pytest.mark.parametrize(("act", "box"), [("pesan/tulis/", "pesan-text"), ("catatan/", "catatan-text")])
def test_what_is_wrong_is_said_and_words_stay(act: str, box: str, world: World, desk: Client) -> None:
    application = taken(world)
    response = desk.post(address(application, act), {"kunci": str(uuid.uuid4()), "text": "y" * 2001})
    assert response.status_code == 422
    page = response.content.decode()
    assert f'id="{box}-salah"' in page
    assert f"{'y' * 2001}</textarea>" in page
    assert not Message.objects.exists()
    assert not InternalNote.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "\0"])
def test_a_page_without_its_key_is_old(key: str, world: World, desk: Client) -> None:
    application = taken(world)
    assert desk.post(address(application, "catatan/"), {"kunci": key, "text": "Halo"}).status_code == 404


def test_notes_are_for_the_office_only(world: World, desk: Client, signed_in: Browser) -> None:
    application = taken(world)
    desk.post(address(application, "catatan/"), {"kunci": str(uuid.uuid4()), "text": "Sudah ditelepon."})
    assert "Sudah ditelepon." in text(signed_in(world.kades.account).get(address(application)))
    for path in ("", "pesan/", "riwayat/"):
        page = signed_in(world.siti).get(f"/permohonan/{application.number}/{path}")
        assert "Sudah ditelepon." not in text(page)


def test_a_message_is_taken_back(world: World, desk: Client) -> None:
    application = taken(world)
    message = tell(world.operator, application, "Salah orang.")
    desk.post(address(application, f"pesan/{message.pk}/tarik/"))
    page = text(desk.get(address(application)))
    assert "Pesan ditarik." in page
    assert "Salah orang." not in page


def test_looking_says_who_is_here_and_sees_messages(world: World, desk: Client, signed_in: Browser) -> None:
    application = taken(world)
    message = ask(world.siti, application)
    assert "Pesan baru" in text(desk.get(address(application))) or "new-mark" in text(desk.get(address(application)))
    look_at(world.other_operator, application.number, 2)
    answer = desk.post(address(application, "dilihat/"), {"posisi": "2", "sampai": str(message.pk)})
    assert "Agus Riyanto juga membuka permohonan ini." in text(answer)
    message.refresh_from_db()
    assert message.seen_at is not None


@pytest.mark.parametrize("position", ["", "-1", "x", "9" * 30, "²"])
def test_a_strange_position_is_none(position: str, world: World, desk: Client) -> None:
    application = taken(world)
    assert desk.post(address(application, "dilihat/"), {"posisi": position}).status_code == 200


def test_ticks_lead_to_the_return(world: World, desk: Client) -> None:
    application = taken(world)
    seen = application.event_count
    response = desk.post(address(application, "syarat/kk/"), {"seen": seen, "verdict": "unfit", "why": ""})
    assert response.status_code == 422
    assert "syarat-why-salah" in response.content.decode()
    desk.post(address(application, "syarat/kk/"), {"seen": seen, "verdict": "unfit", "why": "Buram"})
    page = text(desk.get(address(application)))
    assert "Tidak sesuai: Buram" in page
    assert 'value="kk" checked' in page
    assert "Kartu Keluarga: Buram.</textarea>" in page
    assert desk.post(address(application, "setujui/"), {"seen": seen, "unticked": "1"}).status_code == 409


def test_approving_asks_about_what_is_not_ticked(world: World, desk: Client) -> None:
    application = taken(world)
    response = desk.post(address(application, "setujui/"), {"seen": application.event_count})
    assert response.status_code == 422
    assert 'id="setujui-unticked-salah"' in response.content.decode()
    desk.post(address(application, "setujui/"), {"seen": application.event_count, "unticked": "1"})
    application.refresh_from_db()
    assert application.state == "approved"


def test_what_the_citizen_changed_shows_before_and_after(world: World, desk: Client) -> None:
    application = taken(world)
    look_at(world.operator, application.number, application.event_count)
    ApplicationLook.objects.update(at=now() - timedelta(hours=1))
    number, seen = application.number, application.event_count
    returned = return_for_correction(world.operator, number, seen=seen, fields=["keperluan"], message="Kurang jelas.")
    key, wanted = uuid.uuid4(), {"keperluan": "Mendaftar SMP"}
    save_draft(world.siti, world.version, key, Content(wanted, complete=True, application=returned))
    revise(world.siti, number, key)
    page = text(desk.get(address(application)))
    assert "Perbaikan dikirim; <b>1 isian diubah</b>" in page
    assert "Sebelumnya: Mendaftar sekolah anak" in page
    assert "Mendaftar SMP" in page


def test_the_list_goes_along(world: World, desk: Client) -> None:
    first, second, third = (sent(world.siti, world.version) for _ in range(3))
    page = desk.get(address(second), {"dari": "tab=kantor"}).content.decode()
    assert f'data-key="k" href="{address(first)}?dari=tab%3Dkantor"' in page
    assert f'data-key="j" href="{address(third)}?dari=tab%3Dkantor"' in page
    assert 'href="/desk/?tab=kantor"' in page
    response = desk.post(address(second, "ambil/?dari=tab%3Dkantor"), {"seen": "1"})
    assert response.headers["Location"] == f"{address(second)}?dari=tab%3Dkantor"


def test_the_familys_other_requests_are_there(world: World, desk: Client) -> None:
    other = sent(world.budi, world.version)
    stranger = sent(world.joko, world.version)
    page = text(desk.get(address(taken(world))))
    assert other.number in page
    assert stranger.number not in page


def test_handing_over_and_opening_again(world: World, signed_in: Browser) -> None:
    head = signed_in(world.kades.account)
    mine = taken(world)
    response = head.post(address(mine, "alihkan/"), {"seen": mine.event_count, "to": "x"})
    assert (response.status_code, "alihkan-to-salah" in response.content.decode()) == (422, True)
    head.post(address(mine, "alihkan/"), {"seen": mine.event_count, "to": str(world.other_operator.pk)})
    mine.refresh_from_db()
    assert mine.taken_by == world.other_operator
    done = issued(world).application
    done.refresh_from_db()
    response = head.post(address(done, "buka-lagi/"), {"seen": done.event_count, "reason": ""})
    assert response.status_code == 422
    head.post(address(done, "buka-lagi/"), {"seen": done.event_count, "reason": "Nama salah."})
    done.refresh_from_db()
    assert done.state == "in_review"


def test_a_refusal_keeps_the_chosen_reason(world: World, desk: Client) -> None:
    application = taken(world)
    seen = application.event_count
    release(world.operator, application.number)
    response = desk.post(
        address(application, "tolak/"), {"seen": seen, "code": "sengketa", "reason": "Batas belum jelas."}
    )
    assert response.status_code == 409
    assert "Batas belum jelas." in text(response)


def crowded(world: World, count: int) -> Application:
    """A request with ``count`` of everything."""
    for _ in range(count):
        sent(world.budi, world.version)
    application = taken(world)
    for _ in range(count):
        ask(world.siti, application, "Halo", answers(world.siti, world.version)["kk"])
        tell(world.operator, application)
        note_internally(world.operator, application.number, key=uuid.uuid4(), text="Catatan")
    seen = application.event_count
    check_requirement(world.operator, application.number, "kk", seen=seen, verdict="fits")
    look_at(world.operator, application.number, 1)
    return application


@pytest.mark.parametrize("count", [1, 5])
def test_the_number_of_queries_is_fixed(count: int, world: World, desk: Client) -> None:
    application = crowded(world, count)
    desk.get(address(application))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = desk.get(address(application), {"dari": "tab=semua"})
    assert len(asked) <= MAX_QUERIES
    assert len(page.content) < 60_000
