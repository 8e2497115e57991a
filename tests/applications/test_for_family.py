"""A citizen applies for somebody of the own family card."""

import uuid

import pytest

from tatadesa.applications import queries
from tatadesa.applications.actions.cancel import cancel
from tatadesa.applications.actions.save_draft import Content, save_draft
from tatadesa.applications.actions.submit import submit
from tatadesa.applications.models import Application, Draft
from tatadesa.applications.subjects import family_of
from tatadesa.core.errors import InvalidInput, NotAllowed, NotFound
from tatadesa.letters.queries import letter_of_citizen
from tatadesa.letters.queries import of_citizen as letters_of_citizen
from tatadesa.residents import codes
from tatadesa.residents.models import Family, Resident
from tests.family import child, tie
from tests.letters.stages import issue_for
from tests.people import World, answers, sent


def draft_for(world: World, resident: Resident) -> uuid.UUID:
    key = uuid.uuid4()
    raw = answers(world.siti, world.version, nama=resident.name)
    save_draft(world.siti, world.version, key, Content(raw, complete=True), resident_id=resident.pk)
    return key


def sent_for(world: World, resident: Resident) -> Application:
    return submit(world.siti, draft_for(world, resident))


def test_the_family_is_oneself_first_then_the_card(world: World) -> None:
    child(world)
    said = [(subject.resident.name, subject.relation) for subject in family_of(world.siti)]
    assert said == [("SITI AMINAH", ""), ("BUDI SANTOSO", "suami"), ("DIMAS PRATAMA", "anak")]


def test_the_application_is_about_the_child_and_says_who_made_it(world: World) -> None:
    dimas = child(world)
    application = sent_for(world, dimas)
    assert application.resident == dimas
    assert application.applicant_name == "DIMAS PRATAMA"
    assert application.register_data["penduduk.nik"] == dimas.nik
    assert (application.author, application.citizen) == (world.siti, world.siti)
    assert (application.author_label, application.relation) == ("SITI AMINAH", "anak")
    event = application.events.get()
    assert event.actor_label == "SITI AMINAH"
    assert "untuk DIMAS PRATAMA (anak)" in event.words


def test_for_oneself_nothing_is_added(world: World) -> None:
    application = sent(world.siti, world.version)
    assert (application.author_label, application.relation, application.applicant_account) == ("", "", None)


@pytest.mark.parametrize("status", [codes.DEAD, codes.MOVED, codes.MISSING])
def test_not_for_who_has_died_or_moved(world: World, status: int) -> None:
    dimas = child(world, base_status=status)
    with pytest.raises(NotFound):
        draft_for(world, dimas)


def test_not_for_a_stranger_and_not_for_another_village(world: World) -> None:
    for stranger in (world.joko.resident, world.rina.resident):
        with pytest.raises(NotFound):
            draft_for(world, stranger)
    with pytest.raises(NotFound):
        save_draft(world.siti, world.version, uuid.uuid4(), Content({}, complete=False), resident_id=uuid.uuid4())
    assert not Draft.objects.exists()


def test_the_family_is_looked_up_again_when_it_is_sent(world: World) -> None:
    dimas = child(world)
    key = draft_for(world, dimas)
    dimas.family = world.joko.resident.family
    dimas.save()
    with pytest.raises(InvalidInput) as refused:
        submit(world.siti, key)
    assert refused.value.errors.keys() == {"untuk"}
    assert Draft.objects.filter(key=key).exists(), "nothing is lost"


def test_who_has_moved_away_applies_for_nobody(world: World) -> None:
    key = draft_for(world, child(world))
    Resident.objects.filter(account=world.siti).update(base_status=codes.MOVED)
    with pytest.raises(NotAllowed, match="tidak lagi tercatat"):
        submit(world.siti, key)


def test_an_adult_with_an_own_account_reads_what_another_made_for_him(world: World) -> None:
    application = sent_for(world, world.budi.resident)
    assert application.applicant_account == world.budi
    for account in (world.siti, world.budi):
        assert queries.of_citizen(account, application.number) == application
        assert queries.list_of_citizen(account).rows == [application]
        assert queries.running_of_citizen(account) == [application]
    file = application.attachments.get().file
    assert queries.file_of_citizen(world.budi, file.pk) == file
    for stranger in (world.joko, world.rina):
        assert queries.list_of_citizen(stranger).rows == []
        with pytest.raises(NotFound):
            queries.of_citizen(stranger, application.number)
        with pytest.raises(NotFound):
            queries.file_of_citizen(stranger, file.pk)


def test_but_only_its_owner_changes_it(world: World) -> None:
    application = sent_for(world, world.budi.resident)
    with pytest.raises(NotFound):
        queries.of_owner(world.budi, application.number)
    with pytest.raises(NotFound):
        cancel(world.budi, application.number)
    assert cancel(world.siti, application.number).events.last().actor_label == "SITI AMINAH"


def test_the_letter_is_about_the_applicant_and_both_have_it(world: World) -> None:
    letter = issue_for(world, sent_for(world, world.budi.resident))
    assert letter.resident_name == "BUDI SANTOSO"
    for account in (world.siti, world.budi):
        assert letters_of_citizen(account).rows == [letter]
        assert letter_of_citizen(account, letter.pk) == letter
    with pytest.raises(NotFound):
        letter_of_citizen(world.joko, letter.pk)


def test_lists_of_both_kinds_are_one_list_in_order(world: World) -> None:
    made = [sent(world.budi, world.version), sent_for(world, world.budi.resident), sent(world.budi, world.version)]
    first = queries.list_of_citizen(world.budi, limit=2)
    second = queries.list_of_citizen(world.budi, after=first.next, limit=2)
    assert [*first.rows, *second.rows] == made[::-1]
    assert second.next == ""


def test_who_leaves_the_family_keeps_what_was_made_before(world: World) -> None:
    application = sent_for(world, world.budi.resident)
    alone = Family.objects.create(office=world.karangsari, no_kk="3302070101109008", address="x", rt="001", rw="001")
    Resident.objects.filter(account=world.budi).update(family=alone)
    assert queries.of_citizen(world.budi, application.number) == application
    assert queries.of_citizen(world.siti, application.number) == application


def test_another_account_of_the_resident_reads_nothing_by_itself(world: World) -> None:
    dimas = child(world)
    application = sent_for(world, dimas)
    tie(dimas, world.joko)
    assert queries.list_of_citizen(world.joko).rows == [], "reading comes with the event of the tie"
    assert application.applicant_account is None
