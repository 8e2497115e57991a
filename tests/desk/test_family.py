"""A family's page and what happens to a card."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tatadesa.accounts.models import Account
from tatadesa.core.models import AccessLogEntry
from tatadesa.residents import codes
from tatadesa.residents.models import Family, Resident
from tests.desk.stages import text
from tests.desk.test_resident import filled
from tests.people import World
from tests.residents.register import family_of, fresh, member, of

MAX_QUERIES = 9
DAY = "2026-11-02"


@pytest.fixture
def desk(world: World, signed_in: Callable[[Account], Client]) -> Client:
    """The operator's browser."""
    return signed_in(world.operator.account)


def address(world: World, rest: str = "") -> str:
    return f"/desk/penduduk/keluarga/{family_of(world.siti).pk}/{rest}"


def test_the_card_in_its_order_and_each_member_is_logged(world: World, desk: Client) -> None:
    member(world, "BAGAS")
    dead = member(world, "ALMARHUM", codes.HEAD, base_status=codes.DEAD)
    page = text(desk.get(address(world)))
    order = [page.index(name) for name in ("BUDI SANTOSO", "SITI AMINAH", "BAGAS", "ALMARHUM")]
    assert order == sorted(order)
    looked_at = set(AccessLogEntry.objects.values_list("resident_id", flat=True))
    assert looked_at >= {of(world.siti).pk, of(world.budi).pk, dead.pk}


def test_as_many_queries_for_a_large_family_and_a_long_list(world: World, desk: Client) -> None:
    counts = []
    for round_ in range(2):
        for path in (address(world), "/desk/penduduk/keluarga/"):
            with CaptureQueriesContext(connection) as captured:
                assert desk.get(path).status_code == 200
            counts.append(len(captured))
        for number in range(15):
            member(world, f"ANAK {round_} {number}")
            family = Family.objects.create(
                office=world.karangsari,
                no_kk=f"3302070511269{1 + round_}{number:02}",
                address="Jl. A",
                rt="009",
                rw="002",
            )
            Resident.objects.filter(name=f"ANAK {round_} {number}").update(family=family)
    assert counts[:2] == counts[2:]
    assert max(counts) <= MAX_QUERIES


def test_families_by_number_and_place(world: World, desk: Client) -> None:
    page = text(desk.get("/desk/penduduk/keluarga/"))
    assert page.index("3302070101109001") < page.index("3302070101109002")
    assert "RINA" not in page
    assert "2 orang" in page
    page = text(desk.get("/desk/penduduk/keluarga/?rw=2&rt=3"))
    assert "JOKO PRASETYO" in page
    assert "BUDI" not in page
    assert desk.get("/desk/penduduk/keluarga/?setelah=rusak").status_code == 422


def test_address_and_roles_are_saved_together(world: World, desk: Client) -> None:
    siti, budi = of(world.siti), of(world.budi)
    form = filled(text(desk.get(address(world, "ubah/"))))
    changes = {"family.address": "Jl. Baru 1", f"role-{siti.pk}": "1", f"role-{budi.pk}": "2"}
    assert desk.post(address(world, "ubah/"), {**form, **changes}).status_code == 302
    assert (family_of(world.siti).address, of(world.siti).family_role) == ("Jl. Baru 1", codes.HEAD)
    form = filled(text(desk.get(address(world, "ubah/"))))
    answer = desk.post(address(world, "ubah/"), {**form, f"role-{budi.pk}": "1"})
    assert answer.status_code == 422
    assert "tepat satu kepala keluarga" in text(answer)


def test_a_birth_proposes_the_couple_as_parents(world: World, desk: Client) -> None:
    path = address(world, "lahir/")
    page = text(desk.get(path))
    form = filled(page)
    assert (form["father"], form["mother"]) == (str(of(world.budi).pk), str(of(world.siti).pk))
    assert form["religion"] == "1"
    answer = desk.post(path, {**form, "name": "NAWANG"})
    assert answer.status_code == 422
    assert "NAWANG" in text(answer)
    given = {"name": "NAWANG", "sex": "2", "birth_place": "BANYUMAS", "birth_date": "2026-09-03"}
    assert "Kelahiran NAWANG tercatat" in text(desk.post(path, {**form, **given}, follow=True))
    assert Resident.objects.get(name="NAWANG").mother_nik == of(world.siti).nik


def test_moving_out_keeps_what_was_ticked(world: World, desk: Client) -> None:
    siti, path = of(world.siti), address(world, "pindah/")
    assert f'value="{siti.pk}" checked' in text(desk.get(f"{path}?siapa={siti.pk}"))
    answer = desk.post(path, {"seen": "1", "people": [str(siti.pk)], "happened_on": DAY})
    assert answer.status_code == 422
    assert f'value="{siti.pk}" checked' in text(answer)
    given = {"seen": "1", "people": [str(siti.pk), "rusak"], "happened_on": DAY, "destination": "Cilacap"}
    assert "Kepindahan 1 orang tercatat" in text(desk.post(path, given, follow=True))
    assert of(world.siti).base_status == codes.MOVED


def test_a_son_gets_a_card_of_his_own(world: World, desk: Client) -> None:
    son, path = member(world, "BAGAS"), address(world, "pisah/")
    form = filled(text(desk.get(path)))
    card = {"family.no_kk": "3302070511269001", "family.address": "Jl. Dahlia", "family.rt": "1", "family.rw": "1"}
    given = {**form, **card, "people": [str(son.pk)], "happened_on": DAY}
    answer = desk.post(path, given)
    assert f'id="role-{son.pk}-salah"' in text(answer)
    assert desk.post(path, {**given, f"role-{son.pk}": "1"}).status_code == 302
    assert fresh(son).family.no_kk == "3302070511269001"


def test_a_newcomer_joins_the_card_the_page_was_opened_for(world: World, desk: Client) -> None:
    family = family_of(world.siti)
    path = f"/desk/penduduk/datang/?keluarga={family.pk}"
    form = filled(text(desk.get(path)))
    assert form["family.no_kk"] == family.no_kk
    person = {
        "name": "DIMAS", "sex": "1", "birth_place": "CILACAP", "birth_date": "2015-01-01", "religion": "1",
        "education": "2", "occupation": "3", "marital_status": "1", "family_role": "9",
    }  # fmt: skip
    answer = desk.post(path, {**form, **person, "happened_on": DAY})
    assert answer.status_code == 422
    assert "Tulis alamat asal" in text(answer)
    assert "DIMAS" in text(answer)
    desk.post(path, {**form, **person, "happened_on": DAY, "origin": "Cilacap"})
    assert Resident.objects.get(name="DIMAS").family_id == family.pk
    assert desk.get("/desk/penduduk/datang/?keluarga=rusak").status_code == 200
    rina = family_of(world.rina)
    assert desk.get(f"/desk/penduduk/datang/?keluarga={rina.pk}").status_code == 404
