"""The archive: searching, the end of a term, and that only a person decides."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import Error, transaction

from tatadesa.core.clock import office_today
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed
from tatadesa.letters import archive
from tatadesa.letters.actions.change_classification import Said, change_classification
from tatadesa.letters.actions.decide_archive import decide_archive
from tatadesa.letters.actions.enter_letter import Entered, enter_letter
from tatadesa.letters.book_queries import Narrowed
from tatadesa.letters.models import AgendaEntry, ArchiveDecision
from tests.letters.stages import issued
from tests.people import World


def kept_since(world: World, years: int, code: str = "000.1.5", **changes: object) -> AgendaEntry:
    """A letter that came so many years ago."""
    day = office_today(world.karangsari.timezone) - timedelta(days=years * 366)
    typed = replace(Entered("masuk", day, "005/1", day, "Camat", "Undangan", code), **changes)
    return enter_letter(world.operator, typed)


def due(world: World) -> list[AgendaEntry]:
    return [kept.entry for kept in archive.due(world.operator).rows]


def test_every_letter_is_found_by_number_name_subject_and_class(world: World) -> None:
    letter, old = issued(world), kept_since(world, 2)
    for words in (letter.number, "siti", "keterangan uji"):
        [kept] = archive.found(world.operator, Narrowed(words=words), "").rows
        assert kept.entry.letter == letter
    assert [kept.entry for kept in archive.found(world.operator, Narrowed(), "000.1").rows] == [old]
    assert archive.found(world.stranger_operator, Narrowed(), "").rows == []


def test_a_term_ends_by_the_rule_of_its_class(world: World) -> None:
    first, _ = kept_since(world, 6), kept_since(world, 4)
    assert due(world) == [first]
    change_classification(world.kades, "000.1", Said("", False, "1", "2", "musnah"))
    assert len(due(world)) == 2
    [kept] = [one for one in archive.due(world.operator).rows if one.entry == first]
    assert kept.is_due
    assert kept.rule.words == "aktif 1 tahun, inaktif 2 tahun, lalu musnah"


def test_a_person_decides_with_a_reason_and_nothing_is_deleted(world: World) -> None:
    entry = kept_since(world, 6)
    assert decide_archive(world.sekdes, [entry.pk], fate="musnah", note="BA 3/2031") == 1
    decision = ArchiveDecision.objects.get()
    assert (decision.entry, decision.note, decision.decided_by) == (entry, "BA 3/2031", world.sekdes)
    assert due(world) == []
    assert AgendaEntry.objects.get().fate == "musnah"
    with pytest.raises(Conflict):
        decide_archive(world.sekdes, [entry.pk], fate="permanen", note="Lagi")
    with pytest.raises(Error), transaction.atomic():
        ArchiveDecision.objects.all().delete()


def test_what_is_kept_for_ever_is_never_destroyed(world: World) -> None:
    entry = kept_since(world, 12, "400.12.2.1")
    with pytest.raises(Conflict, match="permanen"):
        decide_archive(world.kades, [entry.pk], fate="musnah", note="BA 1")
    assert decide_archive(world.kades, [entry.pk], fate="permanen", note="BA 1") == 1


def test_who_may_not_and_what_is_missing(world: World) -> None:
    entry, young = kept_since(world, 6), kept_since(world, 1)
    with pytest.raises(NotAllowed):
        decide_archive(world.operator, [entry.pk], fate="musnah", note="x")
    with pytest.raises(InvalidInput) as refused:
        decide_archive(world.kades, [], fate="dibakar", note=" ")
    assert set(refused.value.errors) == {"pilih", "nasib", "catatan"}
    for staff, one in ((world.kades, young), (world.stranger_kades, entry)):
        with pytest.raises(Conflict):
            decide_archive(staff, [one.pk], fate="musnah", note="x")


def test_a_leap_day_ends_on_the_28th() -> None:
    assert archive.years_from(date(2024, 2, 29), 5) == date(2029, 2, 28)
    assert archive.years_from(date(2024, 2, 29), 4) == date(2028, 2, 29)
