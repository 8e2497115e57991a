"""An officer applies for a resident at the counter."""

import uuid

import pytest

from tatadesa.accounts.actions.create_citizen import create_citizen
from tatadesa.accounts.actions.create_staff_member import create_staff_member
from tatadesa.applications import queries
from tatadesa.applications.actions.cancel_at_counter import cancel_at_counter
from tatadesa.applications.actions.return_for_correction import return_for_correction
from tatadesa.applications.actions.revise import revise
from tatadesa.applications.actions.revise_at_counter import revise_at_counter
from tatadesa.applications.actions.save_counter_draft import save_counter_draft
from tatadesa.applications.actions.save_draft import save_draft
from tatadesa.applications.actions.submit import submit
from tatadesa.applications.actions.submit_at_counter import submit_at_counter
from tatadesa.applications.actions.take import take
from tatadesa.applications.drafts import Content
from tatadesa.applications.handlers import on_account_tied
from tatadesa.applications.models import Application
from tatadesa.applications.states import State
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tatadesa.offices.models import Office
from tatadesa.residents import codes
from tests.counter import PAPER, at_counter, begin, on_paper
from tests.family import child, elder, rt_head, tie
from tests.letters.stages import issue_for
from tests.people import PIN, World, answers, sent


def returned(world: World, application: Application, *fields: str) -> Application:
    application = take(world.other_operator, application.number)
    return return_for_correction(
        world.other_operator,
        application.number,
        seen=application.event_count,
        fields=list(fields),
        message="Perbaiki.",
    )


def test_the_resident_is_the_applicant_and_the_officer_the_author(world: World) -> None:
    karto = elder(world)
    application = at_counter(world, karto)
    assert (application.resident, application.applicant_name) == (karto, "KARTO WIRYO")
    assert (application.author, application.citizen) == (world.operator.account, None)
    assert application.is_from_counter
    assert application.register_data["penduduk.nik"] == karto.nik
    event = application.events.get()
    assert event.words == "Permohonan dibuat di kantor oleh Operator Pelayanan Sri Wahyuni dan menunggu diperiksa."
    assert (event.actor, event.actor_label) == (world.operator.account, "Sri Wahyuni, Operator Pelayanan")


def test_it_belongs_to_the_residents_account_where_there_is_one(world: World) -> None:
    application = at_counter(world, world.joko.resident)
    assert application.citizen == world.joko
    assert queries.of_owner(world.joko, application.number) == application
    with pytest.raises(NotFound):
        queries.of_citizen(world.siti, application.number)


def test_sent_twice_it_is_one(world: World) -> None:
    key = begin(world, elder(world))
    assert submit_at_counter(world.operator, key) == submit_at_counter(world.operator, key)
    assert Application.objects.count() == 1


def test_a_colleagues_draft_is_not_mine(world: World) -> None:
    with pytest.raises(NotFound):
        submit_at_counter(world.other_operator, begin(world, elder(world)))


@pytest.mark.parametrize("role", ["kades", "administrator", "agency_officer"])
def test_roles_that_serve_nobody(world: World, role: str) -> None:
    officer = create_staff_member(world.karangsari, "x", "uji-coba-sandi-91", "Xaver", "Petugas", [role])
    with pytest.raises(NotAllowed):
        begin(world, elder(world), officer)


def test_another_village_serves_nobody_here(world: World) -> None:
    karto = elder(world)
    with pytest.raises(NotFound):
        begin(world, karto, world.stranger_operator)
    agency = Office.objects.create(
        code="kua-uji", kind=Office.Kind.KUA, name="KUA Uji", region_id="33.02.07", address="x", number_code="KUA"
    )
    clerk = create_staff_member(agency, "kua", "uji-coba-sandi-91", "Umar", "Petugas", ["operator", "agency_officer"])
    with pytest.raises(NotFound):
        begin(world, karto, clerk)


def test_a_service_of_another_office_is_not_filled_in(world: World) -> None:
    content = Content({}, complete=False)
    with pytest.raises(NotFound):
        save_counter_draft(world.operator, elder(world).pk, world.sidamulya_version, uuid.uuid4(), content)


@pytest.mark.parametrize("status", [codes.DEAD, codes.MOVED])
def test_not_for_who_has_died_or_moved_also_meanwhile(world: World, status: int) -> None:
    karto = elder(world)
    key = begin(world, karto)
    karto.base_status = status
    karto.save()
    with pytest.raises(NotFound):
        submit_at_counter(world.operator, key)
    with pytest.raises(NotFound):
        begin(world, karto)


def test_an_rt_head_serves_the_own_rt_only_and_reads_what_was_made_there(world: World) -> None:
    head = rt_head(world)
    application = at_counter(world, elder(world), head)
    assert queries.of_office(head, application.number) == application
    with pytest.raises(NotFound):
        begin(world, world.siti.resident, head)
    for neighbour in (rt_head(world, "001"), rt_head(world, "003", "001"), rt_head(world, "", "")):
        with pytest.raises(NotFound):
            begin(world, application.resident, neighbour)
        with pytest.raises(NotFound):
            queries.of_office(neighbour, application.number)


def test_paper_shown_at_the_counter_needs_no_file(world: World) -> None:
    application = on_paper(world, elder(world))
    assert application.on_paper == ["kk"]
    assert not application.attachments.exists()


def test_without_paper_or_file_it_is_refused(world: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        submit_at_counter(world.operator, begin(world, elder(world), kk=[]))
    assert refused.value.errors.keys() == {"kk"}


def test_where_a_file_came_after_all_paper_is_not_claimed(world: World) -> None:
    karto, key = elder(world), uuid.uuid4()
    content = Content(answers(world.operator.account, world.version), complete=True, on_paper=PAPER)
    save_counter_draft(world.operator, karto.pk, world.version, key, content)
    assert submit_at_counter(world.operator, key).on_paper == []


def test_the_officer_who_made_it_may_check_it(world: World) -> None:
    letter = issue_for(world, at_counter(world, elder(world)))
    labels = [event.actor_label for event in letter.application.events.order_by("position")]
    assert labels[:2] == ["Sri Wahyuni, Operator Pelayanan"] * 2, "but the history shows it"
    assert letter.file.owner is None
    assert letter.application.events.last().words.endswith("Surat dapat diambil di kantor.")


def test_what_was_sent_back_is_mended_at_the_counter_by_any_who_serves(world: World) -> None:
    application = returned(world, at_counter(world, elder(world)), "keperluan")
    key = uuid.uuid4()
    raw = {**application.answers, "keperluan": "Berobat"}
    content = Content(raw, complete=True, application=application)
    save_counter_draft(world.sekdes, application.resident_id, world.version, key, content)
    mended = revise_at_counter(world.sekdes, application.number, key)
    assert mended.state == State.IN_REVIEW
    assert mended.answers["keperluan"] == "Berobat"
    assert mended.attachments.count() == 1, "a colleague's scan stays"
    assert mended.events.last().actor_label == "Dwi Lestari, Sekretaris Desa"


def test_paper_sent_back_has_to_be_shown_again(world: World) -> None:
    application = returned(world, on_paper(world, elder(world)), "kk")
    key = uuid.uuid4()
    content = Content({}, complete=True, application=application)
    save_counter_draft(world.operator, application.resident_id, world.version, key, content)
    with pytest.raises(InvalidInput):
        revise_at_counter(world.operator, application.number, key)
    content = Content({}, complete=True, application=application, on_paper=PAPER)
    save_counter_draft(world.operator, application.resident_id, world.version, key, content)
    assert revise_at_counter(world.operator, application.number, key).on_paper == ["kk"]


def test_its_owner_mends_it_on_the_phone_and_the_officers_scan_stays(world: World) -> None:
    application = returned(world, at_counter(world, world.joko.resident), "keperluan")
    draft = save_draft(
        world.joko,
        world.version,
        uuid.uuid4(),
        Content({"keperluan": "Berobat"}, complete=True, application=application),
    )
    mended = revise(world.joko, application.number, draft.key)
    assert mended.answers["keperluan"] == "Berobat"
    assert mended.attachments.count() == 1
    assert mended.events.last().actor_label == "JOKO PRASETYO"


def test_a_citizen_cannot_claim_paper(world: World) -> None:
    application = returned(world, on_paper(world, world.joko.resident), "kk")
    draft = save_draft(world.joko, world.version, uuid.uuid4(), Content({}, complete=True, application=application))
    draft.on_paper = ["kk"]
    draft.save()
    with pytest.raises(InvalidInput):
        revise(world.joko, application.number, draft.key)


def test_an_application_from_a_phone_is_the_citizens(world: World) -> None:
    application = sent(world.siti, world.version)
    content = Content({}, complete=False, application=application)
    with pytest.raises(NotAllowed):
        save_counter_draft(world.operator, application.resident_id, world.version, uuid.uuid4(), content)
    with pytest.raises(NotAllowed):
        revise_at_counter(world.operator, application.number, uuid.uuid4())
    with pytest.raises(NotAllowed):
        cancel_at_counter(world.operator, application.number, seen=1)


def test_it_is_taken_back_when_its_applicant_asks(world: World) -> None:
    application = at_counter(world, elder(world))
    with pytest.raises(Conflict):
        cancel_at_counter(world.operator, application.number, seen=0)
    with pytest.raises(NotFound):
        cancel_at_counter(world.stranger_operator, application.number, seen=1)
    assert cancel_at_counter(world.operator, application.number, seen=1).state == State.CANCELLED


def test_an_account_tied_later_gets_what_the_counter_made(world: World) -> None:
    karto = elder(world)
    application = at_counter(world, karto)
    account = create_citizen(world.karangsari, karto.nik, PIN, karto.name)
    tie(karto, account)
    payload = {"account_id": str(account.pk), "resident_id": str(karto.pk)}
    for _ in range(2):
        on_account_tied(payload)
    assert queries.of_owner(account, application.number) == application
    assert queries.list_of_citizen(account).rows == [application]


def test_and_may_read_what_the_family_made(world: World) -> None:
    dimas, key = child(world), uuid.uuid4()
    save_draft(
        world.siti, world.version, key, Content(answers(world.siti, world.version), complete=True), resident_id=dimas.pk
    )
    application = submit(world.siti, key)
    account = create_citizen(world.karangsari, dimas.nik, PIN, dimas.name)
    tie(dimas, account)
    on_account_tied({"account_id": str(account.pk), "resident_id": str(dimas.pk)})
    assert queries.list_of_citizen(account).rows == [application]
    assert queries.of_owner(world.siti, application.number) == application


def test_a_tie_undone_meanwhile_gives_nothing(world: World) -> None:
    karto = elder(world)
    application = at_counter(world, karto)
    on_account_tied({"account_id": str(world.joko.pk), "resident_id": str(karto.pk)})
    application.refresh_from_db()
    assert application.reader_ids == []
