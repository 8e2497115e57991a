"""Dukcapil on the desk: the settings of an administrator, the check of an officer."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tatadesa.accounts.actions.create_staff_member import create_staff_member
from tatadesa.accounts.models import Account, StaffMember
from tatadesa.core.models import AccessLogEntry
from tatadesa.residents.models import PopulationQuery, PopulationSettings, Resident
from tests.gateways.dukcapil.people import MARKER, known_people, use_dukcapil
from tests.gateways.emulators import Running
from tests.people import PASSWORD, World
from tests.residents.test_change_population_settings import TYPED

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Account], Client]
SETTINGS, TRIAL = "/desk/pengaturan/dukcapil/", "/desk/pengaturan/dukcapil/coba/"


@pytest.fixture
def dukcapil(tmp_path: Path) -> Iterator[Running]:
    with known_people(tmp_path) as running:
        yield running


@pytest.fixture
def admin(world: World) -> StaffMember:
    return create_staff_member(
        world.karangsari, "admin", PASSWORD, "Nur Hidayati", "Administrator", ["administrator"], totp_secret="A" * 32
    )


def _check(world: World) -> str:
    return reverse("desk:population_check", args=[Resident.objects.get(account=world.siti).pk])


def test_an_administrator_sets_it_up(admin: StaffMember, signed_in: SignedIn) -> None:
    client = signed_in(admin.account)
    assert "Pakai Dukcapil" in client.get(SETTINGS).content.decode()
    answer = client.post(SETTINGS, {**TYPED, "seen": "1", "elements": ["name", "no_kk"]})
    assert (answer.status_code, answer.headers["Location"]) == (302, SETTINGS)
    assert PopulationSettings.objects.get().elements == ["name", "no_kk"]
    page = client.get(SETTINGS).content.decode()
    assert "172.16.160.10" in page
    assert "rahasia" not in page
    assert "Sandi sudah tersimpan" in page


def test_wrong_settings_come_back_with_what_was_typed(admin: StaffMember, signed_in: SignedIn) -> None:
    client = signed_in(admin.account)
    answer = client.post(SETTINGS, {**TYPED, "seen": "1", "threshold": "<b>", "password": "rahasia-x"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Isi angka 1 sampai 100" in page
    assert "&lt;b&gt;" in page
    assert "Pilih paling sedikit satu data" in page
    assert "rahasia-x" not in page
    assert client.post(SETTINGS, {**TYPED, "seen": "7", "elements": ["name"]}).status_code == 409
    assert client.post(SETTINGS, {}).status_code in (409, 422)


def test_nobody_else_sees_the_settings(world: World, signed_in: SignedIn) -> None:
    for staff in (world.operator, world.sekdes, world.kades):
        client = signed_in(staff.account)
        assert client.get(SETTINGS).status_code == 403
        assert client.post(SETTINGS, TYPED).status_code == 403
        assert client.post(TRIAL).status_code == 403


def test_the_trial_says_in_words_what_works(
    world: World, admin: StaffMember, signed_in: SignedIn, dukcapil: Running
) -> None:
    client = signed_in(admin.account)
    assert "Isi alamat layanan" in client.post(TRIAL).content.decode()
    settings = use_dukcapil(world.karangsari, dukcapil.url, is_on=False)
    page = client.post(TRIAL).content.decode()
    assert "Sambungan bekerja" in page
    assert "99999" in page
    PopulationSettings.objects.filter(pk=settings.pk).update(user_id="salah")
    assert "menolak nama pengguna atau sandi" in client.post(TRIAL).content.decode()
    dukcapil.misbehave("html")
    assert "halaman web" in client.post(TRIAL).content.decode()


def test_an_officer_checks_and_learns_only_agrees_or_not(world: World, signed_in: SignedIn, dukcapil: Running) -> None:
    use_dukcapil(world.karangsari, dukcapil.url)
    Resident.objects.filter(account=world.siti).update(mother_name="PAINEM")
    client = signed_in(world.operator.account)
    assert "Untuk apa dicek" in client.get(_check(world)).content.decode()
    page = client.post(_check(world), {"keperluan": "permohonan"}).content.decode()
    assert "Ada yang tidak cocok" in page
    assert page.count("Tidak cocok") == 1
    assert MARKER not in page
    assert "SUMIATI" not in page
    entry = PopulationQuery.objects.get()
    assert (entry.actor_id, entry.purpose, entry.status) == (world.operator.pk, "permohonan", "not_matched")
    purposes = list(AccessLogEntry.objects.order_by("at").values_list("purpose", flat=True))
    assert purposes == ["halaman cek Dukcapil", "cek Dukcapil: permohonan"]


def test_a_purpose_is_needed(world: World, signed_in: SignedIn, dukcapil: Running) -> None:
    use_dukcapil(world.karangsari, dukcapil.url)
    client = signed_in(world.sekdes.account)
    for purpose in ("", "iseng"):
        answer = client.post(_check(world), {"keperluan": purpose})
        assert answer.status_code == 422
        assert "Pilih untuk apa" in answer.content.decode()
    assert dukcapil.http.get("/control/pertanyaan").json() == []


def test_only_those_who_edit_the_register(world: World, signed_in: SignedIn) -> None:
    assert signed_in(world.kades.account).get(_check(world)).status_code == 403
    assert signed_in(world.kades.account).post(_check(world), {"keperluan": "permohonan"}).status_code == 403


def test_without_an_agreement_it_says_so(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world.operator.account)
    assert "belum memakai layanan Dukcapil" in client.get(_check(world)).content.decode()
    page = client.post(_check(world), {"keperluan": "permohonan"}).content.decode()
    assert "Dukcapil tidak dipakai" in page


def test_a_dead_service_tells_the_officer_to_go_on(world: World, signed_in: SignedIn) -> None:
    use_dukcapil(world.karangsari, "http://127.0.0.1:9")
    page = signed_in(world.operator.account).post(_check(world), {"keperluan": "aduan"}).content.decode()
    assert "Belum ada jawaban" in page
    assert "Lanjutkan pekerjaan" in page


def test_query_counts(
    world: World,
    admin: StaffMember,
    signed_in: SignedIn,
    dukcapil: Running,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    use_dukcapil(world.karangsari, dukcapil.url)
    client = signed_in(world.operator.account)
    for _ in range(3):
        client.post(_check(world), {"keperluan": "permohonan"})
    address, boss = _check(world), signed_in(admin.account)
    boss.get(SETTINGS)
    with django_assert_num_queries(5):
        client.get(address)
    with django_assert_num_queries(5):
        boss.get(SETTINGS)
