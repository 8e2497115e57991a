"""A sheet goes into the register: each format, both modes, again, and beside other officers."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.residents.actions.apply_import import decide
from tatadesa.residents.models import Family, ImportRun, Mutation, Resident
from tests.people import World
from tests.residents.sheets import samples
from tests.residents.sheets.samples import ACCEPTED, ALL, checked, counts, imported, person, table, words

FORMATS: dict[str, Callable[[Any], bytes]] = {
    "xlsx": samples.xlsx,
    "xlsx with strings in the cells": lambda rows: samples.xlsx(rows, shared=False),
    "xls": samples.xls,
    "ods": samples.ods,
    "csv with commas": samples.delimited,
    "csv with semicolons": lambda rows: samples.delimited(rows, ";", "utf-8-sig"),
    "csv with tabs": lambda rows: samples.delimited(rows, "\t", "utf-16"),
    "csv of Windows": lambda rows: samples.delimited(rows, ";", "cp1252"),
}


@pytest.mark.parametrize("write", FORMATS.values(), ids=FORMATS)
def test_every_format_gives_the_same_register(world: World, write: Callable[[Any], bytes]) -> None:
    run = imported(world.operator, write(table([person(1, nama="JOSÉ ANDRÉ", rt="3", lat=-7.4289), person(2)])), ALL)
    assert (run.state, counts(run)) == (ImportRun.State.DONE, (2, 0, 0, 0))
    head = Resident.objects.select_related("family").get(office=world.karangsari, nik="3302071508950001")
    assert (head.name, head.sex, head.birth_date, head.religion, head.education) == (
        "JOSÉ ANDRÉ",
        1,
        date(1995, 8, 15),
        1,
        5,
    )
    assert (head.citizenship, head.blood_type, head.base_status, head.latitude) == (1, 13, 1, Decimal("-7.4289"))
    family = head.family
    assert (family.no_kk, family.address, family.dusun, family.rt, family.rw) == (
        "3302070101050001",
        "Jl. Kenanga 1",
        "Krajan",
        "003",
        "002",
    )
    assert family.members.count() == 2


def test_columns_in_any_order_and_only_the_required_ones(world: World) -> None:
    keys = [key for key in reversed(samples.KEYS) if key in person()]
    rows = table([person(1)], keys)
    rows[0] = [f" {key.upper()} " for key in keys]
    assert counts(imported(world.operator, samples.xlsx(rows))) == (1, 0, 0, 0)


def test_a_second_import_of_the_same_sheet_changes_nothing(world: World) -> None:
    sheet = samples.xlsx(table([person(number) for number in range(1, 9)]))
    imported(world.operator, sheet)
    before = list(Resident.objects.order_by("pk").values_list())
    again = checked(world.operator, sheet)
    assert counts(again) == (0, 0, 8, 0)
    with pytest.raises(InvalidInput, match="Ada isian"):
        decide(again, None, ACCEPTED)
    assert list(Resident.objects.order_by("pk").values_list()) == before


def test_a_second_import_changes_only_what_differs(world: World) -> None:
    people = [person(1), person(2)]
    imported(world.operator, samples.xlsx(table(people)))
    kept = Resident.objects.get(nik=people[0]["nik"])
    people[1] = {**people[1], "pekerjaan_id": "GURU", "tempatlahir": ""}
    run = imported(world.operator, samples.xlsx(table(people)))
    assert counts(run) == (0, 1, 1, 0)
    changed = Resident.objects.get(nik=people[1]["nik"])
    assert (changed.occupation, changed.birth_place, changed.edition) == (65, "BANYUMAS", 2)
    entry = Mutation.objects.get(resident=changed, changes__has_key="occupation")
    assert (entry.kind, entry.changes) == ("import", {"occupation": [9, 65]})
    assert entry.recorded_label == "Sri Wahyuni, Operator Pelayanan"
    assert entry.note == "Impor penduduk.xlsx, baris 3"
    assert Resident.objects.filter(pk=kept.pk, edition=1, updated_at=kept.updated_at).exists()


def test_who_is_new_gets_an_entry_in_the_history(world: World) -> None:
    imported(world.operator, samples.xlsx(table([person(1)])))
    entry = Mutation.objects.get(resident__nik=person(1)["nik"])
    assert (entry.kind, entry.recorded_by, entry.office) == ("import", world.operator.account, world.karangsari)


def test_all_or_nothing_does_nothing_when_a_row_is_refused(world: World) -> None:
    run = checked(world.operator, samples.xlsx(table([person(1), person(2, sex="X")])))
    assert counts(run) == (1, 0, 0, 1)
    with pytest.raises(InvalidInput) as refused:
        decide(run, None, ALL)
    assert "1 baris" in refused.value.errors["mode"]
    assert not Resident.objects.filter(nik=person(1)["nik"]).exists()


def test_accepted_rows_only(world: World) -> None:
    run = imported(world.operator, samples.xlsx(table([person(1), person(2, sex="X"), person(3)])))
    assert (run.state, counts(run)) == (ImportRun.State.DONE, (2, 0, 0, 1))
    assert Resident.objects.filter(nik__in=[person(1)["nik"], person(3)["nik"]]).count() == 2
    assert words(run)[3].startswith("sex: “X” tidak dikenal.")


def test_a_move_to_another_family_is_a_change(world: World) -> None:
    siti = world.siti.resident
    old, new = siti.family, Family.objects.get(no_kk="3302070101109002")
    run = imported(world.operator, samples.xlsx(table([_row_of(siti, no_kk=new.no_kk, family=new)])))
    assert counts(run) == (0, 1, 0, 0)
    siti.refresh_from_db()
    assert (siti.family_id, siti.edition) == (new.pk, 2)
    entry = Mutation.objects.get(resident=siti)
    assert entry.changes["family.no_kk"] == [old.no_kk, new.no_kk]
    assert entry.changes["family.rt"] == ["001", "003"]
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.edition, new.edition) == (2, 2)


def test_a_move_to_a_family_that_is_new(world: World) -> None:
    siti = world.siti.resident
    run = imported(world.operator, samples.xlsx(table([_row_of(siti, no_kk="3302072403200007", rt="9")])))
    assert counts(run) == (0, 1, 0, 0)
    assert Resident.objects.get(pk=siti.pk).family.rt == "009"


def test_a_new_address_is_written_once_and_everybody_on_the_card_hears_of_it(world: World) -> None:
    siti, budi = world.siti.resident, world.budi.resident
    run = imported(world.operator, samples.xlsx(table([_row_of(siti, alamat="Jl. Melati 99")])))
    assert counts(run) == (0, 1, 0, 0)
    family = Family.objects.get(pk=siti.family_id)
    assert (family.address, family.edition) == ("Jl. Melati 99", 2)
    for one in (siti, budi):
        assert Mutation.objects.get(resident=one).changes == {"family.address": ["Jl. Melati 1", "Jl. Melati 99"]}


def test_rows_of_one_family_that_disagree_about_the_address(world: World) -> None:
    sheet = table([person(1, rt="1"), person(2, rt="2"), person(3, rt="")])
    run = imported(world.operator, samples.xlsx(sheet))
    assert counts(run) == (3, 0, 0, 0)
    assert Family.objects.get(no_kk=person(1)["no_kk"]).rt == "001"
    assert "Berbeda dengan baris 2" in words(run)[3]
    assert counts(checked(world.operator, samples.xlsx(sheet))) == (0, 0, 3, 0)


@pytest.mark.parametrize("status", [2, 3, 4, 6, 9])
def test_the_dead_and_the_gone_are_never_brought_back(world: World, status: int) -> None:
    siti = world.siti.resident
    Resident.objects.filter(pk=siti.pk).update(base_status=status)
    sheet = [_row_of(siti, status_dasar=1), _row_of(siti, pekerjaan_id=65), _row_of(siti)]
    for row, expected in zip(sheet, ((0, 0, 0, 1), (0, 0, 0, 1), (0, 0, 1, 0)), strict=True):
        assert counts(checked(world.operator, samples.xlsx(table([row])))) == expected
    corrected = imported(
        world.operator, samples.xlsx(table([_row_of(siti, status_dasar=status, nama="SITI AMINAH A")]))
    )
    assert counts(corrected) == (0, 1, 0, 0)
    assert Resident.objects.get(pk=siti.pk).base_status == status


def test_nobody_dies_by_import(world: World) -> None:
    run = checked(world.operator, samples.xlsx(table([_row_of(world.siti.resident, status_dasar="MATI")])))
    assert counts(run) == (0, 0, 0, 1)
    assert "Di register: Hidup" in words(run)[2]


def test_a_nik_twice_in_the_sheet(world: World) -> None:
    run = checked(world.operator, samples.xlsx(table([person(1), person(1, nama="LAIN")])))
    assert counts(run) == (1, 0, 0, 1)
    assert words(run)[3] == "nik: NIK ini sudah ada di baris 2 lembar ini."


def test_the_same_nik_in_another_village_is_another_register(world: World) -> None:
    rina = world.rina.resident
    run = imported(world.operator, samples.xlsx(table([person(1, nik=rina.nik, nama="ORANG LAIN")])))
    assert counts(run) == (1, 0, 0, 0)
    rina.refresh_from_db()
    assert rina.name == "RINA WATI"
    assert Resident.objects.filter(nik=rina.nik).count() == 2


def test_without_a_nik_a_temporary_one_is_made_once(world: World) -> None:
    sheet = samples.xlsx(table([person(1), person(2, nik="0"), person(3, nik=0), person(4, nik="0", nama="WARGA C")]))
    run = imported(world.operator, sheet)
    assert counts(run) == (3, 0, 0, 1)
    assert "sudah ada di baris 3" in words(run)[5]
    baby = Resident.objects.get(name=person(2)["nama"])
    assert len(baby.nik) == 16
    assert baby.nik[0] == "0"
    assert counts(checked(world.operator, sheet)) == (0, 0, 3, 1)
    written = samples.xlsx(table([person(2, nik=baby.nik)]))
    assert counts(checked(world.operator, written)) == (0, 0, 1, 0)


def test_rows_below_the_mark_and_empty_ones_are_left_out(world: World) -> None:
    rows = table([person(1), {}, person(2), {"dusun": "###"}, person(3)])
    run = checked(world.operator, samples.xlsx(rows))
    assert counts(run) == (2, 0, 0, 0)
    assert sorted(words(run)) == [2, 4]


def test_two_imports_never_run_at_once(world: World) -> None:
    samples.upload(world.operator, samples.xlsx(table([person(1)])))
    with pytest.raises(Conflict, match="Masih ada impor"):
        samples.upload(world.operator, samples.xlsx(table([person(2)])))
    samples.upload(world.stranger_operator, samples.xlsx(table([person(1)])))


def _row_of(resident: Resident, family: Family | None = None, **changes: Any) -> dict[str, Any]:
    family = family or resident.family
    return {
        "alamat": family.address,
        "dusun": family.dusun,
        "rw": family.rw,
        "rt": family.rt,
        "nama": resident.name,
        "no_kk": family.no_kk,
        "nik": resident.nik,
        "sex": resident.sex,
        "tempatlahir": resident.birth_place,
        "tanggallahir": resident.birth_date,
        "agama_id": resident.religion,
        "pendidikan_kk_id": resident.education,
        "pekerjaan_id": resident.occupation,
        "status_kawin": resident.marital_status,
        "kk_level": resident.family_role,
        **changes,
    }
