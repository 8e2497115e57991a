"""Correcting a person: each value judged at its field, what looks odd confirmed, nobody's work overwritten."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tatadesa.residents import codes
from tatadesa.residents.actions.change_resident import change_resident
from tatadesa.residents.models import Mutation, Resident
from tatadesa.residents.reading import Unconfirmed
from tests.people import World
from tests.residents.register import entries, fresh, of, role

pytestmark = pytest.mark.django_db


def change(world: World, **values: Any) -> Resident:
    siti = of(world.siti)
    return change_resident(world.operator, siti.pk, seen=siti.edition, values=values)


def test_what_is_typed_is_kept_and_written_down_in_the_registers_own_spelling(world: World) -> None:
    siti = of(world.siti)
    values = {
        "occupation": "65",
        "birth_certificate": "3302-LT-01",
        "passport_expires": "2030-01-31",
        "latitude": "-7,5",
    }
    change_resident(world.operator, siti.pk, seen=1, values=values, note="Menurut ijazah")
    siti = fresh(siti)
    assert (siti.occupation, siti.passport_expires, siti.latitude) == (65, date(2030, 1, 31), Decimal("-7.500000"))
    assert siti.edition == 2
    [entry] = entries(siti)
    assert entry.changes == {
        "occupation": [9, 65],
        "birth_certificate": ["", "3302-LT-01"],
        "passport_expires": [None, "2030-01-31"],
        "latitude": [None, "-7.500000"],
    }
    assert (entry.kind, entry.note) == (Mutation.Kind.CHANGE, "Menurut ijazah")
    assert entry.recorded_label == "Sri Wahyuni, Operator Pelayanan"


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("nik", "123", "16 digit"),
        ("nik", "3302070000889001", "Tanggal lahir"),
        ("nik", "", "Wajib"),
        ("name", "S1TI", "huruf"),
        ("name", "", "Wajib"),
        ("birth_date", "31-02-1990", "kalender"),
        ("birth_date", "2090-01-01", "belum tiba"),
        ("religion", "99", "tidak dikenal"),
        ("phone", "12", "nomor HP"),
        ("father_nik", "3302076505909001", "NIK sendiri"),
        ("base_status", "2", "tidak dapat diubah"),
        ("family.no_kk", "3302070101109001", "tidak dapat diubah"),
    ],
)
def test_a_wrong_value_is_told_at_its_field_and_nothing_is_saved(
    world: World, field: str, typed: str, words: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        change(world, **{field: typed, "occupation": "65"})
    assert words in refused.value.errors[field]
    assert of(world.siti).occupation == 9
    assert not Mutation.objects.exists()


def test_a_nik_of_somebody_else_is_refused(world: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        change(world, nik=of(world.joko).nik)
    assert "sudah tercatat" in refused.value.errors["nik"]


def test_what_looks_odd_is_saved_only_when_confirmed(world: World) -> None:
    siti = of(world.siti)
    with pytest.raises(Unconfirmed) as odd:
        change_resident(world.operator, siti.pk, seen=1, values={"sex": "1"})
    assert odd.value.warnings.keys() == {"nik", "family_role"}
    assert of(world.siti).sex == codes.FEMALE
    change_resident(world.operator, siti.pk, seen=1, values={"sex": "1"}, confirmed=True)
    assert of(world.siti).sex == codes.MALE


def test_what_was_odd_before_is_not_asked_again(world: World) -> None:
    siti = of(world.siti)
    change_resident(world.operator, siti.pk, seen=1, values={"sex": "1"}, confirmed=True)
    change_resident(world.operator, siti.pk, seen=2, values={"occupation": "65"})
    assert of(world.siti).occupation == 65


def test_an_unknown_region_in_a_nik_only_warns(world: World) -> None:
    joko = of(world.joko)
    with pytest.raises(Unconfirmed) as odd:
        change_resident(world.operator, joko.pk, seen=1, values={"nik": "9271010107800001"})
    assert "Kode wilayah" in odd.value.warnings["nik"]


def test_an_old_entry_that_todays_rules_refuse_does_not_block_another_field(world: World) -> None:
    siti = of(world.siti)
    Resident.objects.filter(pk=siti.pk).update(name="SITI 2", phone="0282-555")
    change_resident(world.operator, siti.pk, seen=1, values={"name": "SITI 2", "phone": "0282-555", "occupation": "65"})
    assert of(world.siti).name == "SITI 2"


def test_whoever_saw_an_older_page_gets_a_conflict(world: World) -> None:
    siti = of(world.siti)
    change_resident(world.operator, siti.pk, seen=1, values={"occupation": "65"})
    with pytest.raises(Conflict):
        change_resident(world.other_operator, siti.pk, seen=1, values={"occupation": "8"})
    assert of(world.siti).occupation == 65


def test_saving_without_a_change_says_so(world: World) -> None:
    with pytest.raises(Conflict):
        change(world, occupation="9", name="SITI AMINAH")
    assert of(world.siti).edition == 1


def test_another_village_finds_nobody_and_other_roles_may_not(world: World) -> None:
    siti = of(world.siti)
    with pytest.raises(NotFound):
        change_resident(world.stranger_operator, siti.pk, seen=1, values={"occupation": "65"})
    head = role(world.other_operator, "rt", rt="001", rw="002")
    for staff in (world.kades, head, role(world.other_operator, "kasi")):
        with pytest.raises(NotAllowed):
            change_resident(staff, siti.pk, seen=1, values={"occupation": "65"})
    change_resident(world.sekdes, siti.pk, seen=1, values={"occupation": "65"})


def test_a_corrected_nik_opens_the_account_from_then_on(world: World) -> None:
    change(world, nik="3302 0765 0590 9099")
    siti = of(world.siti)
    assert siti.nik == siti.account.login == "3302076505909099"  # type: ignore[union-attr]
    assert siti.account.events.get().kind == "login_changed"  # type: ignore[union-attr]


def test_a_nik_that_another_account_uses_is_a_conflict_and_nothing_changes(world: World) -> None:
    world.joko.login = "3302076505909099"
    world.joko.save()
    with pytest.raises(Conflict):
        change(world, nik="3302076505909099")
    assert of(world.siti).nik == "3302076505909001"


def test_a_temporary_nik_stays_until_the_real_one_is_typed(world: World) -> None:
    siti = of(world.siti)
    Resident.objects.filter(pk=siti.pk).update(nik="0123456789012345")
    change_resident(world.operator, siti.pk, seen=1, values={"nik": "", "occupation": "65"})
    assert of(world.siti).nik == "0123456789012345"
    with pytest.raises(InvalidInput):
        change_resident(world.operator, siti.pk, seen=2, values={"nik": "0123456789012346"})
    change_resident(world.operator, siti.pk, seen=2, values={"nik": "3302076505909001"})
    assert of(world.siti).nik == "3302076505909001"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=140), nik=st.text(max_size=20) | st.from_regex(r"[0-9]{16}", fullmatch=True))
def test_any_name_and_nik_is_kept_or_refused_at_its_field(world: World, name: str, nik: str) -> None:
    siti = of(world.siti)
    refused = _refusal(world, siti, {"name": name, "nik": nik})
    kept = fresh(siti)
    if refused is None:
        assert any(letter.isalpha() for letter in kept.name)
        assert len(kept.nik) == 16
    else:
        assert refused <= {"name", "nik"}
        assert (kept.name, kept.nik, kept.edition) == (siti.name, siti.nik, siti.edition)


def _refusal(world: World, resident: Resident, values: dict[str, str]) -> set[str] | None:
    """The fields at fault, none for a conflict (nothing differs); None when it was saved."""
    try:
        change_resident(world.operator, resident.pk, seen=resident.edition, values=values, confirmed=True)
    except InvalidInput as error:
        return set(error.errors)
    except Conflict:
        return set()
    return None
