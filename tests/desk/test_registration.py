"""One registration on one screen, and its photo."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image, ImageChops

from tatadesa.accounts.models import Account
from tatadesa.core.models import AccessLogEntry
from tatadesa.registrations import photos
from tatadesa.registrations.models import Registration
from tatadesa.residents import codes
from tests.desk.stages import text
from tests.people import World
from tests.registrations.waiting import neighbour, picture, waiting

MAX_QUERIES = 18
SignedIn = Callable[[Account], Client]


@pytest.fixture
def desk(world: World, signed_in: SignedIn) -> Client:
    """The operator's browser."""
    return signed_in(world.operator.account)


def address(registration: Registration, act: str = "") -> str:
    return f"/desk/pendaftaran/{registration.pk}/{act}"


def marks(page: str) -> list[str]:
    """The words of the marks, in the order of the table: of the card, of the register."""
    return re.findall(r'class="mark mark-[a-z]+">.*?</svg> ([a-z ]+)</span>', page)


def test_three_voices_with_every_difference_in_words(world: World, desk: Client) -> None:
    dewi = neighbour(world.karangsari, name="DEWI KARTIKO")
    registration = waiting(world.karangsari, dewi, name="Hj. DEWI KARTIKA", address="Jl. Mawar 9")
    registration.card = {"nik": registration.nik, "name": "SRI KARTINI", "birth_date": "1992-03-17"}
    registration.save()
    page = text(desk.get(address(registration)))
    found = marks(page)
    nik, name, place, day, sex, street = zip(found[0:12:2], found[1:12:2], strict=True)
    assert nik == ("cocok", "cocok")
    assert name == ("beda", "mirip")
    assert place == ("tidak ada", "cocok")
    assert day == ("cocok", "cocok")
    assert sex == ("tidak ada", "cocok")
    assert street == ("tidak ada", "beda")
    assert "SRI KARTINI" in page


def test_what_to_look_at_is_said(world: World, desk: Client) -> None:
    moved = neighbour(world.karangsari, base_status=codes.MOVED)
    registration = waiting(world.karangsari, moved, sex=1, contact_confirmed_at=None, population_check="not_matched")
    waiting(world.sidamulya, nik=registration.nik, photo=False)
    waiting(world.karangsari, nik=registration.nik, photo=False, state="refused", message="Foto buram.")
    page = text(desk.get(address(registration)))
    for words in (
        "di desa lain",
        "Pindah",
        "belum dipastikan dengan kode",
        "Jenis kelamin tidak sama",
        "Dukcapil: NIK ada, tetapi",
    ):
        assert words in page


def test_a_nik_with_an_account_leads_to_that_account(world: World, desk: Client) -> None:
    registration = waiting(world.karangsari, world.siti.resident)
    page = text(desk.get(address(registration)))
    assert "NIK ini sudah punya akun" in page
    assert address(registration, "setujui/") not in page
    assert f"/desk/penduduk/{world.siti.resident.pk}/akun/" in page


def test_somebody_young_without_a_photo(world: World, desk: Client) -> None:
    registration = waiting(world.karangsari, photo=False, birth_date="2015-03-17")
    page = text(desk.get(address(registration)))
    assert "belum 17 tahun" in page
    assert "Tidak ada foto KTP" in page
    assert "foto.jpg" not in page


def test_the_page_takes_few_queries_and_leaves_its_look(world: World, desk: Client) -> None:
    dewi = neighbour(world.karangsari)
    registration = waiting(world.karangsari, dewi)
    desk.get(address(registration))
    with CaptureQueriesContext(connection) as captured:
        desk.get(address(registration))
    assert len(captured) <= MAX_QUERIES
    entry = AccessLogEntry.objects.last()
    assert entry is not None
    assert (entry.purpose, entry.resident_id, entry.about) == ("pendaftaran", dewi.pk, str(registration.pk))


def test_the_photo_is_stamped_kept_nowhere_and_logged(world: World, desk: Client) -> None:
    registration = waiting(world.karangsari)
    answer = desk.get(address(registration, "foto.jpg"))
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == "inline"
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert AccessLogEntry.objects.get().purpose == "foto KTP"
    with Image.open(io.BytesIO(answer.content)) as shown, Image.open(io.BytesIO(picture())) as plain:
        assert shown.size == plain.size
        quarters = [(0, 0, 320, 202), (320, 0, 640, 202), (0, 202, 320, 404), (320, 202, 640, 404)]
        for quarter in quarters:
            difference = ImageChops.difference(shown.convert("RGB").crop(quarter), plain.convert("RGB").crop(quarter))
            assert max(high for _, high in difference.getextrema()) > 40


def test_the_photo_can_be_turned(world: World, desk: Client) -> None:
    registration = waiting(world.karangsari)
    for turn, size in (("90", (404, 640)), ("180", (640, 404)), ("abc", (640, 404))):
        answer = desk.get(address(registration, f"foto.jpg?putar={turn}"))
        with Image.open(io.BytesIO(answer.content)) as shown:
            assert shown.size == size


def test_a_photo_that_is_gone_is_not_found(world: World, desk: Client) -> None:
    registration = waiting(world.karangsari)
    photos.delete_of(registration)
    assert desk.get(address(registration, "foto.jpg")).status_code == 404
    lost = waiting(world.karangsari, nik="3302075703921111")
    photo = lost.photo
    photo.storage_name = "ktp/00/tidak-ada"
    photo.save()
    assert desk.get(address(lost, "foto.jpg")).status_code == 404


def test_search_is_in_the_own_register_and_in_no_address(world: World, desk: Client) -> None:
    registration = waiting(world.karangsari)
    dewi = neighbour(world.karangsari, name="DEWI LESTARI")
    neighbour(world.sidamulya, name="DEWI ASING", nik="3302075703929018")
    found = text(desk.post(address(registration, "cari/"), {"cari": "dewi"}))
    assert f"?penduduk={dewi.pk}" in found
    assert "ASING" not in found
    assert dewi.nik not in found.replace(registration.nik, "")
    assert AccessLogEntry.objects.filter(purpose="cari penduduk", resident_id=dewi.pk).count() == 1
    for typed, words in (("", "Ketik nama atau NIK"), ("d", "paling sedikit"), ("zzz", "Tidak ada penduduk")):
        assert words in text(desk.post(address(registration, "cari/"), {"cari": typed}))


def test_another_resident_stands_beside_when_chosen(world: World, desk: Client) -> None:
    registration, dewi = waiting(world.karangsari), neighbour(world.karangsari, name="RATNA SARI")
    page = text(desk.get(address(registration, f"?penduduk={dewi.pk}")))
    assert "(pilihan Anda)" in page
    assert "Saya sudah memeriksa" in page
    assert f'name="resident" value="{dewi.pk}"' in page
    alone = text(desk.get(address(registration, "?penduduk=tidak")))
    assert "tanpa data penduduk" in alone
    elsewhere = neighbour(world.sidamulya, nik="3302075703929018")
    assert desk.get(address(registration, f"?penduduk={elsewhere.pk}")).status_code == 404
    broken = desk.get(address(registration, "?penduduk=lain"))
    assert broken.status_code == 422
    assert "Penduduk yang dipilih tidak dikenal. Buka lagi pendaftaran ini" in text(broken)


def test_the_open_page_hears_that_it_has_moved(world: World, desk: Client) -> None:
    registration = waiting(world.karangsari)
    assert "berubah" not in text(desk.get(address(registration, "keadaan/?dilihat=1")))
    Registration.objects.filter(pk=registration.pk).update(edition=2, state="refused")
    moved = text(desk.get(address(registration, "keadaan/?dilihat=1")))
    assert "Sekarang: Ditolak" in moved
    assert "DEWI" not in moved


def test_after_the_decision_only_the_decision_is_shown(world: World, desk: Client) -> None:
    registration = waiting(
        world.karangsari, photo=False, state="refused", message="Foto buram.", decided_by=world.kades, nik="", name=""
    )
    page = text(desk.get(address(registration)))
    assert "Ditolak oleh <bdi>Hadi Sutrisno" in page
    assert "Foto buram." in page
    assert "Yang disimpan hanya keputusannya" in page
    assert "setujui/" not in page
