"""Numbers of letters and of paper: counters, changes of scheme, cancelling, and that every gap has its word."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import count
from threading import Barrier

import pytest
from django.db import Error, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tatadesa.administration import changes
from tatadesa.administration.actions.change_numbering import (
    Instead,
    Rules,
    change_numbering,
    change_service_numbering,
    set_start,
)
from tatadesa.administration.models import OfficeChange
from tatadesa.core.clock import office_today
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tatadesa.letters import number_gaps
from tatadesa.letters.actions.cancel_number import cancel_number
from tatadesa.letters.actions.reserve_number import reserve_number
from tatadesa.letters.actions.withdraw import withdraw
from tatadesa.letters.giving_numbers import Wanted, take_number
from tatadesa.letters.models import AgendaEntry, Letter, NumberCounter, TakenNumber
from tests.letters.stages import issued
from tests.people import World

PATTERN = "{klasifikasi}/{nomor:03}/{layanan}/{kode}/{tahun}"


def today(world: World) -> date:
    return office_today(world.karangsari.timezone)


def reserved(world: World, classification: str = "400.10.2.2", subject: str = "Undangan rapat") -> TakenNumber:
    return reserve_number(
        world.operator, subject=subject, person="Ketua RT 01", classification=classification, dated=today(world)
    )


def change(world: World, scheme: str = "all", pattern: str = PATTERN) -> bool:
    world.karangsari.refresh_from_db()
    office = world.karangsari
    world.kades.office = world.operator.office = office
    done = change_numbering(world.kades, Rules(pattern, office.number_code, scheme), seen=changes.latest(office))
    office.refresh_from_db()
    world.kades.office = world.operator.office = office
    return done


def test_paper_and_letters_count_together_and_stand_in_the_agenda(world: World) -> None:
    paper, letter = reserved(world), issued(world)
    assert (paper.running, letter.running) == (1, 2)
    assert [entry.number for entry in AgendaEntry.objects.order_by("running")] == [paper.number, letter.number]
    assert AgendaEntry.objects.get(letter=letter).taken is not None


def test_a_cancelled_number_stays_with_its_reason_and_is_never_given_again(world: World) -> None:
    paper = reserved(world)
    with pytest.raises(InvalidInput) as refused:
        cancel_number(world.operator, paper.pk, reason=" ")
    assert "alasan" in refused.value.errors
    cancel_number(world.operator, paper.pk, reason="Salah ketik.")
    with pytest.raises(Conflict):
        cancel_number(world.operator, paper.pk, reason="Lagi.")
    assert reserved(world).running == 2
    assert AgendaEntry.objects.get(taken=paper).note == "Batal: Salah ketik."


def test_only_keepers_of_the_office_reserve_and_cancel(world: World) -> None:
    paper = reserved(world)
    world.other_operator.roles = ["rt"]
    with pytest.raises(NotAllowed):
        reserve_number(world.other_operator, subject="x", person="y", classification="470", dated=today(world))
    with pytest.raises(NotFound):
        cancel_number(world.stranger_kades, paper.pk, reason="Bukan milik saya.")
    letter = issued(world)
    with pytest.raises(Conflict, match="dicabut dari permohonannya"):
        cancel_number(world.operator, TakenNumber.objects.get(number=letter.number).pk, reason="x")


def test_bad_input_names_its_fields(world: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        reserve_number(world.operator, subject="\x00", person="", classification="<b>", dated=None, security="X")
    assert set(refused.value.errors) == {"perihal", "kepada", "klasifikasi", "tanggal", "keamanan"}
    assert not NumberCounter.objects.exists()


def test_one_counter_for_each_classification(world: World) -> None:
    change(world, "classification")
    numbers = [reserved(world, code).running for code in ("470", "470", "145", "470")]
    assert numbers == [1, 2, 1, 3]


def test_a_scheme_that_could_print_twins_is_refused(world: World) -> None:
    for scheme in ("classification", "service"):
        with pytest.raises(InvalidInput) as refused:
            change(world, scheme, "{nomor}/{kode}/{tahun}")
        assert "pola" in refused.value.errors


def test_a_change_in_the_middle_of_the_year_never_gives_a_number_twice(world: World) -> None:
    for scheme in ("all", "classification", "service", "all", "classification"):
        change(world, scheme)
        for code in ("470", "145", "470"):
            reserved(world, code)
    assert TakenNumber.objects.count() == 15
    assert all(row.unknown == 0 for row in number_gaps.counts(world.karangsari, today(world).year))
    assert "Hitungan:" in OfficeChange.objects.filter(topic="numbers").latest("at").words


def test_a_new_pattern_that_would_print_a_taken_number_is_refused_by_name(world: World) -> None:
    change(world, pattern="{kode}.{nomor}/2/{tahun}")
    reserved(world)
    with pytest.raises(InvalidInput) as refused:
        change(world, pattern="{kode}.1/{nomor}/{tahun}")
    code, year = world.karangsari.number_code, today(world).year
    assert f"{code}.1/2/{year}" in refused.value.errors["pola"]


def test_saving_again_after_a_change_of_counting_is_no_twin(world: World) -> None:
    reserved(world)
    change(world, "classification")
    for _ in range(2):
        reserved(world)
    change(world, "all")
    assert change(world, "all") is False
    assert reserved(world).running == 4


def test_the_database_refuses_a_twin_whatever_the_counter(world: World) -> None:
    change(world, pattern="{kode}.{nomor}/2/{tahun}")
    reserved(world)
    world.karangsari.number_pattern = "{kode}.1/{nomor}/{tahun}"
    with pytest.raises(Conflict, match="sudah dipakai"), transaction.atomic():
        reserved(world)
    with pytest.raises(Error), transaction.atomic():
        TakenNumber.objects.all().delete()
    with pytest.raises(Error), transaction.atomic():
        TakenNumber.objects.update(number="1")


def test_a_village_begins_at_147(world: World) -> None:
    set_start(world.kades, "147", code="", seen=None)
    assert reserved(world).running == 147
    [row] = number_gaps.counts(world.karangsari, today(world).year)
    assert (row.skipped, row.unknown) == (146, 0)
    for typed in ("147", "0", "x", "9" * 30, "\x00"):
        with pytest.raises(InvalidInput):
            set_start(world.kades, typed, code="", seen=changes.latest(world.karangsari))


def test_one_letter_has_its_own_classification_and_pattern(world: World) -> None:
    said = Instead("500.3.3", "{nomor:04}/{layanan}/{klasifikasi}/{tahun}", "UJI")
    change_service_numbering(world.kades, "surat-uji", said, seen=None)
    letter = issued(world)
    assert letter.number == f"0001/UJI/500.3.3/{letter.year}"
    assert AgendaEntry.objects.get(letter=letter).classification == "500.3.3"
    with pytest.raises(InvalidInput) as refused:
        change_service_numbering(world.kades, "tidak-ada", Instead("<", "{x}", "/"), seen=changes.latest(letter.office))
    assert set(refused.value.errors) == {"layanan", "klasifikasi", "pola", "singkatan"}


def test_an_operator_does_not_change_the_numbering(world: World) -> None:
    with pytest.raises(NotAllowed):
        change_numbering(world.operator, Rules(PATTERN, "X", "all"), seen=None)
    with pytest.raises(NotAllowed):
        set_start(world.operator, "5", code="", seen=None)


def test_every_gap_is_explained(world: World) -> None:
    set_start(world.kades, "3", code="", seen=None)
    paper, cancelled, letter = reserved(world), reserved(world), issued(world)
    cancel_number(world.operator, cancelled.pk, reason="Batal rapat.")
    withdraw(world.kades, letter.pk, reason="Salah nama.")
    take_number(world.karangsari, Wanted("470"), today(world), world.kades, subject="Surat", person="Siti")
    [row], gaps = number_gaps.gaps_of(world.operator, today(world).year)
    assert (row.last, row.issued, row.unknown, row.being_signed) == (6, 0, 0, 1)
    assert [(gap.first, gap.kind) for gap in gaps] == [
        (6, "Sedang ditandatangani"),
        (5, "Dicabut"),
        (4, "Dibatalkan"),
        (3, "Surat kertas"),
        (1, "Dilewati"),
    ]
    assert gaps[3].number == paper.number


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["470", "145", "cancel", "lost", "all", "classification", "service"]), max_size=14))
def test_whatever_is_done_in_whatever_order_nothing_is_doubled_or_lost(world: World, acts: list[str]) -> None:
    with transaction.atomic():
        for act in acts:
            _do(world, act)
        numbers = list(TakenNumber.objects.values_list("number", flat=True))
        assert len(numbers) == len(set(numbers)) == sum(act in ("470", "145") for act in acts)
        assert not any(row.unknown for row in number_gaps.counts(world.karangsari, today(world).year))
        transaction.set_rollback(True)
    world.karangsari.refresh_from_db()


def _do(world: World, act: str) -> None:
    if act in ("470", "145"):
        reserved(world, act)
    elif act == "cancel":
        row = TakenNumber.objects.filter(cancelled_at=None).first()
        if row:
            cancel_number(world.operator, row.pk, reason="Uji.")
    elif act == "lost":
        with transaction.atomic():
            reserved(world)
            transaction.set_rollback(True)
    else:
        change(world, act)


@pytest.mark.django_db(transaction=True)
def test_two_hundred_at_once_leave_no_double_and_no_gap_without_a_word(world: World) -> None:
    threads, order = 200, random.Random(7)
    barrier, kinds = (
        Barrier(40),
        [order.choice(["reserve", "reserve", "cancel", "letter", "lost"]) for _ in range(threads)],
    )
    office, day = world.karangsari, today(world)
    serial = count()

    def act(kind: str) -> None:
        if next(serial) < 40:
            barrier.wait(timeout=60)
        try:
            _in_thread(kind, world, day)
        finally:
            connection.close()

    with ThreadPoolExecutor(40) as pool:
        list(pool.map(act, kinds))
    rows = TakenNumber.objects.filter(office=office)
    expected = threads - kinds.count("lost")
    assert sorted(rows.values_list("running", flat=True)) == list(range(1, expected + 1))
    assert len(set(rows.values_list("number", flat=True))) == expected
    [counted] = number_gaps.counts(office, day.year)
    assert (counted.last, counted.cancelled, counted.unknown) == (expected, kinds.count("cancel"), 0)
    assert not Letter.objects.exists()


def _in_thread(kind: str, world: World, day: date) -> None:
    if kind in ("reserve", "cancel"):
        taken = reserved(world)
        if kind == "cancel":
            cancel_number(world.operator, taken.pk, reason="Uji.")
        return
    with transaction.atomic():
        take_number(world.karangsari, Wanted("470"), day, world.kades, subject="Surat", person="Siti")
        transaction.set_rollback(kind == "lost")
