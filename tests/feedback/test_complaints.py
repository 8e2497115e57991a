"""A complaint from its beginning to its end, and who may do what."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.deadlines import due_at
from tatadesa.applications.sweeping import sweep_unused_files
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound, TooMany
from tatadesa.feedback.actions.answer import answer
from tatadesa.feedback.actions.change_term import change_term
from tatadesa.feedback.actions.close import close
from tatadesa.feedback.actions.complain import Said, complain
from tatadesa.feedback.actions.escalate import escalate
from tatadesa.feedback.actions.note_lapor import note_lapor
from tatadesa.feedback.actions.reopen import reopen
from tatadesa.feedback.actions.reply import reply
from tatadesa.feedback.actions.take import take
from tatadesa.feedback.handlers import on_complaint_event
from tatadesa.feedback.models import Complaint, ComplaintEvent
from tatadesa.feedback.queries import complaint_of_office, file_of_office, of_office, waiting_count
from tatadesa.files.models import StoredFile
from tatadesa.notices.models import Notice
from tatadesa.privacy.personal_data import collect
from tests.feedback.stages import complained, completed, taken, with_photo
from tests.people import World


def refreshed(complaint: Complaint) -> Complaint:
    return Complaint.objects.get(pk=complaint.pk)


def test_it_begins_with_a_number_a_clock_and_an_event(world: World) -> None:
    made = complained(world, number=completed(world).number)
    assert made.due_at == due_at(made.created_at, 5, world.karangsari)
    assert (made.office, made.state, made.resident) == (world.karangsari, "new", world.siti.resident)
    assert [event.verb for event in made.events.all()] == ["complain"]
    assert complained(world, category="biaya").due_at == due_at(made.created_at, 14, world.karangsari)


def test_the_same_form_twice_is_one_complaint(world: World) -> None:
    key, said = uuid.uuid4(), Said("lambat", "Lama.")
    assert complain(world.siti, key, said).pk == complain(world.siti, key, said).pk


def test_what_is_missing_or_not_ones_own_is_named(world: World) -> None:
    application = completed(world)
    said = Said("x", " \0 ", number=application.number, officer=str(world.stranger_kades.pk), files=["x"])
    with pytest.raises(InvalidInput) as refused:
        complain(world.joko, uuid.uuid4(), said)
    assert set(refused.value.errors) == {"permohonan", "kategori", "petugas", "isi", "bukti"}
    with pytest.raises(InvalidInput):
        complain(world.siti, uuid.uuid4(), Said("lambat", "x" * 3001, number="\0", officer="\0"))


def test_five_in_a_day_are_enough(world: World) -> None:
    for _ in range(5):
        complained(world)
    with pytest.raises(TooMany):
        complained(world)


def test_asked_back_answered_and_closed(world: World) -> None:
    made = taken(world)
    answer(world.operator, made.number, seen=2, words="Tanggal berapa?", asks=True)
    assert refreshed(made).state == "waiting"
    reply(world.siti, made.number, "Tanggal 3.")
    assert refreshed(made).state == "working"
    close(world.operator, made.number, seen=4, outcome="resolved", words="Suratnya sudah terbit.")
    done = refreshed(made)
    assert (done.state, done.outcome, done.closed_at is not None) == ("closed", "resolved", True)
    with pytest.raises(Conflict):
        reply(world.siti, made.number, "Masih.")
    with pytest.raises(Conflict):
        answer(world.operator, made.number, seen=5, words="Lagi.")


def test_reopened_once_within_seven_days(world: World) -> None:
    made = taken(world)
    close(world.operator, made.number, seen=2, outcome="unfounded", words="Tidak terbukti.")
    with pytest.raises(NotFound):
        reopen(world.joko, made.number, "Saya juga.")
    reopen(world.siti, made.number, "Belum selesai.")
    assert (refreshed(made).state, refreshed(made).outcome) == ("working", "")
    close(world.operator, made.number, seen=4, outcome="resolved", words="Sudah.")
    with pytest.raises(Conflict):
        reopen(world.siti, made.number, "Sekali lagi.")


def test_not_reopened_on_the_eighth_day(world: World) -> None:
    made = taken(world)
    close(world.operator, made.number, seen=2, outcome="unfounded", words="Tidak terbukti.")
    Complaint.objects.update(closed_at=now() - timedelta(days=7, minutes=1))
    with pytest.raises(Conflict):
        reopen(world.siti, made.number, "Belum selesai.")


def test_another_term_counts_from_the_same_beginning(world: World) -> None:
    made = taken(world)
    for term, reason, field in (("x", "a", "batas"), ("simple", "a", "batas"), ("long", " ", "alasan")):
        with pytest.raises(InvalidInput) as refused:
            change_term(world.operator, made.number, seen=2, term=term, reason=reason)
        assert field in refused.value.errors
    change_term(world.operator, made.number, seen=2, term="long", reason="Menunggu kabupaten.")
    assert refreshed(made).due_at == due_at(made.created_at, 60, world.karangsari)


def test_only_its_holder_works_on_it_and_only_on_what_was_seen(world: World) -> None:
    made = complained(world)
    with pytest.raises(NotAllowed):
        answer(world.operator, made.number, seen=1, words="Ya.")
    take(world.operator, made.number, seen=1)
    with pytest.raises(Conflict):
        take(world.other_operator, made.number, seen=2)
    with pytest.raises(Conflict):
        answer(world.operator, made.number, seen=1, words="Ya.")
    assert take(world.kades, made.number, seen=2).taken_by == world.kades
    with pytest.raises(NotFound):
        take(world.stranger_operator, made.number, seen=3)


def test_the_officer_it_is_about_never_meets_it(world: World) -> None:
    made = complained(world, category="petugas", officer=str(world.operator.pk))
    for see in (
        lambda: complaint_of_office(world.operator, made.number),
        lambda: take(world.operator, made.number, seen=1),
    ):
        with pytest.raises(NotFound):
            see()
    assert (waiting_count(world.operator), of_office(world.operator, tab="baru").rows) == (0, [])
    with pytest.raises(NotAllowed):
        take(world.other_operator, made.number, seen=1)
    assert take(world.sekdes, made.number, seen=1).state == "working"


def test_the_head_is_judged_by_the_secretary(world: World) -> None:
    made = complained(world, category="petugas", officer=str(world.kades.pk))
    with pytest.raises(NotFound):
        take(world.kades, made.number, seen=1)
    take(world.sekdes, made.number, seen=1)


def test_what_is_about_unnamed_officers_goes_to_the_leaders(world: World) -> None:
    made = complained(world, category="biaya")
    with pytest.raises(NotAllowed):
        take(world.operator, made.number, seen=1)
    take(world.kades, made.number, seen=1)


def test_handed_up_it_is_the_leaders(world: World) -> None:
    made = taken(world)
    escalate(world.operator, made.number, seen=2, note="Menyangkut anggaran.")
    with pytest.raises(NotAllowed):
        take(world.operator, made.number, seen=3)
    take(world.sekdes, made.number, seen=3)
    with pytest.raises(Conflict):
        escalate(world.sekdes, made.number, seen=4, note="Lagi.")
    assert "anggaran" not in json.dumps(collect(world.siti))


@pytest.mark.parametrize(("typed", "kept"), [("#1234567", "1234567"), (" 12 345 ", "12345")])
def test_the_number_of_lapor(world: World, typed: str, kept: str) -> None:
    made = complained(world)
    assert note_lapor(world.operator, made.number, seen=1, tracking=typed).lapor_id == kept


@pytest.mark.parametrize("typed", ["", "abc", "123", "1" * 13, "١٢٣٤٥", "12\x0034x"])
def test_what_is_no_number_of_lapor(world: World, typed: str) -> None:
    with pytest.raises(InvalidInput):
        note_lapor(world.operator, complained(world).number, seen=1, tracking=typed)


def test_a_file_of_a_confidential_one_is_for_the_leaders(world: World) -> None:
    made = with_photo(world, is_confidential=True)
    item = made.files.get()
    with pytest.raises(NotFound):
        file_of_office(world.operator, made.number, item.pk)
    assert file_of_office(world.kades, made.number, item.pk) == item


def test_the_sweep_of_forgotten_uploads_leaves_its_files(world: World) -> None:

    made = with_photo(world)
    StoredFile.objects.update(created_at=now() - timedelta(days=9))
    for hour in range(24):
        sweep_unused_files(hour)
    assert made.files.count() == 1
    assert StoredFile.objects.filter(pk=made.files.get().file_id).exists()


def test_the_citizen_is_told_that_not_what(world: World) -> None:
    made = taken(world)
    answer(world.operator, made.number, seen=2, words="Rahasia negara.")
    for event in ComplaintEvent.objects.all():
        for _ in range(2):
            on_complaint_event({"event_id": str(event.pk)})
    bodies = set(Notice.objects.values_list("body", flat=True))
    assert bodies == {f"Pengaduan {made.number}: sedang diproses", f"Pengaduan {made.number}: ada jawaban"}
    assert set(Notice.objects.values_list("account", flat=True)) == {world.siti.pk}


def test_the_history_cannot_be_rewritten(world: World) -> None:
    complained(world)
    for statement in ("UPDATE feedback_complaintevent SET words = ''", "DELETE FROM feedback_complaintevent"):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_tabs_hold_what_they_say(world: World) -> None:
    fresh, working = complained(world), taken(world)
    Complaint.objects.filter(pk=working.pk).update(due_at=now() - timedelta(days=1))
    assert of_office(world.operator, tab="baru").rows == [fresh]
    assert of_office(world.operator, tab="diproses").rows == [working]
    assert of_office(world.operator, tab="terlambat").rows == [working]
    assert of_office(world.operator, tab="selesai").rows == []
    assert waiting_count(world.operator) == 2
    with pytest.raises(NotFound):
        of_office(world.operator, tab="x")


def test_it_is_in_the_copy_of_ones_data(world: World) -> None:
    made = complained(world)
    assert made.number in json.dumps(collect(world.siti))
    assert made.number not in json.dumps(collect(world.budi))


def test_roles_without_complaints_have_none(world: World) -> None:
    made = complained(world)
    StaffMember.objects.filter(pk=world.operator.pk).update(roles=["administrator"])
    staff = StaffMember.objects.get(pk=world.operator.pk)
    with pytest.raises(NotFound):
        complaint_of_office(staff, made.number)
    assert waiting_count(staff) == 0
