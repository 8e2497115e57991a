"""The page of one application, and the part of it that changes by itself."""

from datetime import timedelta

from django.conf import settings
from django.test import Client

from tatadesa.applications.actions.cancel import cancel
from tatadesa.applications.actions.reject import reject
from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Application
from tatadesa.core.clock import now
from tatadesa.core.live import citizen_topic
from tatadesa.core.stream_token import verify
from tatadesa.letters.actions.issue_scan import issue_scan
from tatadesa.letters.models import Letter, SigningMethod
from tests.letters.signers import prepared, way
from tests.letters.stages import approved
from tests.people import World, photo, sent
from tests.portal.pages import MAX_QUERIES, issued, queries, returned, taken, text


def path(application: Application) -> str:
    return f"/permohonan/{application.number}/"


def test_says_where_it_stands_what_comes_next_and_until_when(siti: Client, world: World) -> None:
    application = sent(world.siti, world.version)
    page = text(siti.get(path(application)))
    for words in (
        application.number,
        "Menunggu giliran diperiksa petugas.",
        "Selesai paling lambat",
        "Pemeriksaan berkas , sedang berjalan",
        "Permohonan diterima Desa Karangsari",
        "Mendaftar sekolah anak",
        "kk.jpg",
        "Ubah isian",
        "Batalkan",
    ):
        assert words in page, words


def test_says_so_when_the_promise_is_broken(siti: Client, world: World) -> None:
    application = sent(world.siti, world.version)
    Application.objects.filter(pk=application.pk).update(due_at=now() - timedelta(days=2))
    assert "Lewat dari waktu yang dijanjikan" in text(siti.get(path(application)))


def test_once_taken_it_cannot_be_changed(siti: Client, world: World) -> None:
    application = taken(world)
    page = text(siti.get(path(application)))
    assert "Ubah isian" not in page
    assert "Batalkan" not in page
    assert "Petugas sedang mengerjakan tahap" in page


def test_a_return_shows_the_message_and_exactly_what_to_mend(siti: Client, world: World) -> None:
    page = text(siti.get(path(returned(world, ("keperluan", "kk")))))
    assert "Sebut nama sekolahnya." in page
    assert "Yang perlu diperbaiki: Keperluan Kartu Keluarga" in page
    assert "Perbaiki sekarang" in page


def test_a_rejection_shows_its_reason(siti: Client, world: World) -> None:
    application = taken(world)
    reject(world.operator, application.number, seen=application.event_count, reason="Bukan warga desa ini.")
    page = text(siti.get(path(application)))
    assert "Ditolak" in page
    assert "Bukan warga desa ini." in page


def test_the_letter_can_be_downloaded(siti: Client, world: World) -> None:
    letter = issued(world)
    page = siti.get(path(letter.application)).content.decode()
    assert f'href="/surat/{letter.pk}.pdf"' in page
    assert letter.number in page


def test_internal_notes_stay_in_the_office(siti: Client, world: World) -> None:
    application = taken(world)
    application.events.model.objects.create(
        office=application.office,
        application=application,
        position=99,
        verb="forward",
        state="in_review",
        actor_label="Sri",
        words="Diteruskan.",
        internal_note="Curiga fotonya palsu",
        at=now(),
    )
    for address in (path(application), f"{path(application)}riwayat/"):
        page = siti.get(address).content.decode()
        assert "Diteruskan." in page
        assert "Curiga" not in page


def test_the_changing_part_alone(siti: Client, world: World) -> None:
    application = sent(world.siti, world.version)
    before = siti.get(f"{path(application)}riwayat/").content.decode()
    take(world.operator, application.number)
    after = siti.get(f"{path(application)}riwayat/").content.decode()
    assert before.count("<html") == after.count("<html") == 0
    assert 'data-version="1-0-0"' in before
    assert 'data-version="2-0-0"' in after
    assert "Sedang diperiksa" in after


def test_the_stream_carries_only_the_own_topic(siti: Client, world: World) -> None:
    url = siti.get("/langsung/token/").json()["url"]
    token = url.split("token=")[1]
    assert verify(token, settings.STREAM_SECRET) == [citizen_topic(world.siti.pk)]


def test_the_receipt_is_there_at_once(siti: Client, world: World) -> None:
    response = siti.get(f"{path(sent(world.siti, world.version))}tanda-terima.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "private, no-store"
    assert response.content.startswith(b"%PDF-")


def test_the_number_of_queries_has_a_bound(siti: Client, world: World) -> None:
    letter = issued(world)
    back = returned(world)
    gone = sent(world.siti, world.version)
    cancel(world.siti, gone.number)
    for application in (letter.application, back, gone):
        assert queries(siti, path(application)) <= MAX_QUERIES
        assert queries(siti, f"{path(application)}riwayat/") <= MAX_QUERIES


def test_only_looking_is_allowed_here(siti: Client, world: World) -> None:
    application = sent(world.siti, world.version)
    assert siti.post(path(application)).status_code == 405
    assert siti.head(path(application)).status_code == 200


def test_a_letter_that_waits_for_the_pen(siti: Client, world: World) -> None:
    way(world, SigningMethod.WET)
    application = approved(world)
    assert "tanda tangan basah" not in siti.get(path(application)).content.decode()
    letter = prepared(world, application=application)
    page = siti.get(path(application)).content.decode()
    assert "menunggu tanda tangan basah" in page
    assert letter.number not in page
    assert queries(siti, path(application)) <= MAX_QUERIES
    issue_scan(world.operator, letter.pk, [photo()])
    page = siti.get(path(application)).content.decode()
    assert "tanda tangan basah" not in page
    assert "Unduh surat" in page
    scan = siti.get(f"/surat/{Letter.objects.get().pk}.pdf")
    assert b"".join(scan).startswith(b"%PDF-")
