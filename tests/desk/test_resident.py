"""A person's page and the forms on it: complete, logged, and nothing typed is ever lost."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tatadesa.accounts.models import Account
from tatadesa.core.models import AccessLogEntry
from tatadesa.desk.register import SHOWN
from tatadesa.residents import codes
from tatadesa.residents.actions.change_resident import change_resident
from tatadesa.residents.columns import COLUMNS
from tatadesa.residents.models import Mutation, Resident
from tests.desk.stages import text
from tests.people import World
from tests.residents.register import entries, member, of

MAX_QUERIES = 12
SignedIn = Callable[[Account], Client]


@pytest.fixture
def desk(world: World, signed_in: SignedIn) -> Client:
    """The operator's browser."""
    return signed_in(world.operator.account)


def filled(page: str) -> dict[str, str]:
    """What a browser would send back: the page's form as it stands."""
    form = page[page.index('<form method="post" class=') :]
    found = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', form))
    for name, body in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        found[name] = chosen[1] if chosen else ""
    return found


def test_the_page_shows_all_43_attributes_and_is_logged(world: World, desk: Client) -> None:
    siti = of(world.siti)
    page = text(desk.get(f"/desk/penduduk/{siti.pk}/"))
    assert {column.field for column in COLUMNS} <= {field for _, fields in SHOWN for field in fields}
    for column in COLUMNS:
        assert f"<dt>{column.label}</dt>" in page
    assert "3302076505909001" in page
    assert "Punya akun warga" in page
    [entry] = AccessLogEntry.objects.filter(resident_id=siti.pk)
    assert (entry.actor_id, entry.purpose) == (world.operator.pk, "data penduduk")


def test_as_many_queries_with_a_long_history_and_a_large_family(world: World, desk: Client) -> None:
    path = f"/desk/penduduk/{of(world.siti).pk}/"
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(path).status_code == 200
        counts.append(len(captured))
        for number in range(12):
            siti = of(world.siti)
            change_resident(world.operator, siti.pk, seen=siti.edition, values={"occupation": str(1 + number)})
            member(world, f"ANAK {number}")
    assert counts[0] == counts[1] <= MAX_QUERIES


def test_history_goes_on_by_key(world: World, desk: Client) -> None:
    for number in range(12):
        siti = of(world.siti)
        change_resident(world.operator, siti.pk, seen=siti.edition, values={"ethnicity": f"SUKU{number}"})
    page = text(desk.get(f"/desk/penduduk/{of(world.siti).pk}/"))
    assert "SUKU11" in page
    older = re.search(r'href="(/desk/penduduk/[^"]+setelah=[^"#]+)', page)
    assert older is not None
    assert "SUKU0<" in text(desk.get(older[1]))
    assert desk.get(f"/desk/penduduk/{of(world.siti).pk}/?setelah=rusak").status_code == 422


@pytest.mark.parametrize("unknown", ["father_nik", "mother_nik"])
def test_a_parent_in_the_register_is_a_way_to_the_parent(world: World, desk: Client, unknown: str) -> None:
    son = member(world, "BAGAS", **{unknown: ""})
    page = text(desk.get(f"/desk/penduduk/{son.pk}/"))
    known = of(world.siti if unknown == "father_nik" else world.budi)
    assert (
        f'/desk/penduduk/{known.pk}/"><bdi>{known.name}</bdi></a> <small>{"ibu" if unknown == "father_nik" else "ayah"}'
        in page
    )


def test_a_temporary_nik_is_marked(world: World, desk: Client) -> None:
    Resident.objects.filter(account=world.siti).update(nik="0123456789012345")
    page = text(desk.get(f"/desk/penduduk/{of(world.siti).pk}/"))
    assert "NIK sementara" in page
    assert "Sementara" in text(desk.get("/desk/penduduk/"))


def test_a_change_is_saved_and_told(world: World, desk: Client) -> None:
    path = f"/desk/penduduk/{of(world.siti).pk}/"
    form = filled(text(desk.get(f"{path}ubah/")))
    page = text(desk.post(f"{path}ubah/", {**form, "occupation": "65", "note": "KK baru"}, follow=True))
    assert "Perubahan tersimpan" in page
    assert "KK baru" in page
    assert entries(of(world.siti))[0].changes == {"occupation": [9, 65]}


def test_a_wrong_value_stays_on_the_page_with_its_words(world: World, desk: Client) -> None:
    path = f"/desk/penduduk/{of(world.siti).pk}/ubah/"
    form = filled(text(desk.get(path)))
    answer = desk.post(path, {**form, "nik": "12<34", "note": "Yang saya ketik"})
    page = text(answer)
    assert answer.status_code == 422
    assert 'value="12&lt;34"' in page
    assert 'id="nik-salah"' in page
    assert "Yang saya ketik" in page
    assert not Mutation.objects.exists()


def test_what_looks_odd_is_confirmed_by_a_tick(world: World, desk: Client) -> None:
    path = f"/desk/penduduk/{of(world.siti).pk}/ubah/"
    form = {**filled(text(desk.get(path))), "sex": "1"}
    page = text(desk.post(path, form))
    assert 'name="yakin"' in page
    assert "Jenis kelamin tidak sama" in page
    assert of(world.siti).sex == codes.FEMALE
    desk.post(path, {**filled(page), "yakin": "1"})
    assert of(world.siti).sex == codes.MALE


def test_after_a_conflict_the_second_try_keeps_the_colleagues_change(world: World, desk: Client) -> None:
    siti = of(world.siti)
    path = f"/desk/penduduk/{siti.pk}/ubah/"
    form = filled(text(desk.get(path)))
    change_resident(world.sekdes, siti.pk, seen=1, values={"occupation": "65", "ethnicity": "JAWA"})
    answer = desk.post(path, {**form, "ethnicity": "SUNDA"})
    page = text(answer)
    assert answer.status_code == 409
    assert "diubah orang lain" in page
    assert "Sekarang di data penduduk: <b>JAWA</b>" in page
    assert filled(page)["ethnicity"] == "SUNDA"
    # The untouched field shows what the colleague wrote, and saving again does not put the old value back.
    assert filled(page)["occupation"] == "65"
    desk.post(path, filled(page))
    assert (of(world.siti).ethnicity, of(world.siti).occupation) == ("SUNDA", 65)


@pytest.mark.parametrize("seen", ["", "x", "-1", "99999999999999999999", "²"])
def test_a_made_up_edition_is_a_conflict(world: World, desk: Client, seen: str) -> None:
    path = f"/desk/penduduk/{of(world.siti).pk}/ubah/"
    assert desk.post(path, {"seen": seen, "occupation": "65"}).status_code == 409


def test_a_death_asks_for_the_next_head_and_says_what_happens_to_the_account(world: World, desk: Client) -> None:
    budi, siti = of(world.budi), of(world.siti)
    path = f"/desk/penduduk/{budi.pk}/meninggal/"
    page = text(desk.get(path))
    assert "Akun itu langsung dimatikan" in page
    assert f'value="{siti.pk}"' in page
    answer = desk.post(path, {"seen": "1", "happened_on": "2026-11-02", "cause": "Sakit keras"})
    assert answer.status_code == 422
    assert "Pilih kepala keluarga yang baru" in text(answer)
    assert "Sakit keras" in text(answer)
    desk.post(path, {"seen": "1", "happened_on": "2026-11-02", "new_head": str(siti.pk), "widowed": "1"})
    assert (of(world.budi).base_status, of(world.siti).family_role) == (codes.DEAD, codes.HEAD)
    assert desk.post(path, {"seen": "2", "happened_on": "2026-11-02"}).status_code == 409


def test_a_status_changes_with_a_reason(world: World, desk: Client) -> None:
    son = member(world, "BAGAS")
    path = f"/desk/penduduk/{son.pk}/status/"
    assert "Hilang" in text(desk.get(path))
    assert desk.post(path, {"seen": "1", "status": "2"}).status_code == 422
    given = {"seen": "1", "status": "6", "happened_on": "2026-11-02", "note": "Merantau"}
    assert desk.post(path, given).status_code == 302
    assert Resident.objects.get(pk=son.pk).base_status == codes.GONE


def test_those_who_only_read_see_no_forms(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world.kades.account)
    path = f"/desk/penduduk/{of(world.siti).pk}/"
    assert "Ubah data" not in text(client.get(path))
    for form in ("ubah/", "meninggal/", "status/"):
        assert client.get(f"{path}{form}").status_code == 403
        assert client.post(f"{path}{form}", {"seen": "1"}).status_code == 403
