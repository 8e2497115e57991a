"""Questions to agencies: asked, answered, handed over, withdrawn, asked by a rule."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from tatadesa.applications import referral_queries
from tatadesa.applications.actions.address_referral import address_referral
from tatadesa.applications.actions.answer_referral import answer_referral
from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.reject import reject
from tatadesa.applications.actions.remind import remind
from tatadesa.applications.actions.take import take
from tatadesa.applications.actions.withdraw_referral import withdraw_referral
from tatadesa.applications.models import Application, Referral, ReferralFile
from tatadesa.applications.referrals import is_settled, open_for_step, open_referrals
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tatadesa.letters.actions.issue import issue
from tests.agencies import asked, asking_version, form, handed_over, polsek, puskesmas, request_of, taken, to_office
from tests.people import World, photo, publish_service, sent

pytestmark = pytest.mark.django_db


def fresh(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def words(application: Application) -> list[str]:
    return [event.words for event in application.events.order_by("position")]


def seen(referral: Referral) -> int:
    return fresh(referral.application).event_count


def test_a_question_is_in_the_history_and_holds_approval_up(world: World) -> None:
    referral = asked(world, to_office(polsek()))
    application = fresh(referral.application)
    assert words(application)[-1] == "Permohonan diteruskan ke Polsek Uji untuk dimintai pendapat."
    assert (application.open_referrals, application.state) == (1, "in_review")
    with pytest.raises(Conflict, match="Masih menunggu jawaban: Polsek Uji"):
        approve(world.operator, application.number, seen=application.event_count)


def test_one_that_does_not_block_lets_approval_pass(world: World) -> None:
    referral = asked(world, to_office(polsek()), is_blocking=False)
    assert approve(world.operator, referral.application.number, seen=seen(referral)).state == "approved"


def test_an_agencys_answer_frees_the_step(world: World) -> None:
    officer = polsek()
    referral = asked(world, to_office(officer))
    answer_referral(officer, referral.pk, decision="conditions", note="Selesai pukul 22.00.", files=[photo()])
    application = fresh(referral.application)
    event = application.events.latest("position")
    assert event.words == "Polsek Uji sudah menjawab: setuju dengan syarat."
    assert (event.internal_note, event.actor) == ("Selesai pukul 22.00.", officer.account)
    assert ReferralFile.objects.get().referral == referral
    assert application.open_referrals == 0
    assert is_settled(referral.step)
    assert approve(world.operator, application.number, seen=application.event_count).state == "approved"


def test_what_was_handed_over_cannot_be_approved_against_the_agency(world: World) -> None:
    officer = polsek()
    referral = handed_over(world, to_office(officer))
    assert words(fresh(referral.application))[-1] == "Permohonan diteruskan ke Polsek Uji untuk diputuskan."
    answer_referral(officer, referral.pk, decision="refused", note="Jalan provinsi.")
    with pytest.raises(Conflict, match="memutuskan tidak setuju"):
        approve(world.operator, referral.application.number, seen=seen(referral))


def test_a_withdrawn_question_is_gone_for_the_agency(world: World) -> None:
    officer = polsek()
    referral = asked(world, to_office(officer))
    withdraw_referral(world.operator, referral.application.number, referral.pk, seen=seen(referral), reason="Salah.")
    assert words(fresh(referral.application))[-1] == "Permintaan ke Polsek Uji ditarik kembali."
    with pytest.raises(NotFound):
        answer_referral(officer, referral.pk, decision="agreed")
    with pytest.raises(NotFound):
        referral_queries.of_agency(officer, referral.pk)
    assert approve(world.operator, referral.application.number, seen=seen(referral)).state == "approved"


def test_withdrawing_needs_a_reason_and_somebody_who_may(world: World) -> None:
    referral = asked(world, to_office(polsek()))
    number = referral.application.number
    with pytest.raises(InvalidInput) as refused:
        withdraw_referral(world.operator, number, referral.pk, seen=seen(referral), reason=" ")
    assert "reason" in refused.value.errors
    with pytest.raises(NotFound):
        withdraw_referral(world.stranger_kades, number, referral.pk, seen=seen(referral), reason="x")


def test_only_who_checks_asks(world: World) -> None:
    application, target = taken(world), to_office(polsek())
    with pytest.raises(Conflict):
        ask_as(world.other_operator, application, target)
    with pytest.raises(NotAllowed):
        ask_as(world.kades, application, target)
    with pytest.raises(NotFound):
        ask_as(world.stranger_operator, application, target)


def ask_as(staff: Any, application: Application, target: str, **changes: Any) -> Referral:
    from tatadesa.applications.actions.ask_opinion import ask_opinion

    return ask_opinion(staff, application.number, form(target, **changes), seen=application.event_count)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"question": "  "}, {"question"}),
        ({"question": "a" * 1001}, {"question"}),
        ({"days": "0"}, {"days"}),
        ({"days": "9" * 30}, {"days"}),
        ({"days": "²"}, {"days"}),
        ({"target": "kantor:x"}, {"target"}),
        ({"target": "peran:rt"}, {"target"}),
        ({"target": "kontak:00000000-0000-0000-0000-000000000000", "days": ""}, {"target", "days"}),
        ({"documents": ["bukan-berkas"]}, {"documents"}),
        ({"shares": ["kk"]}, {"shares"}),
    ],
)
def test_bad_input_names_its_field(changes: dict[str, Any], fields: set[str], world: World) -> None:
    application, target = taken(world), to_office(polsek())
    with pytest.raises(InvalidInput) as refused:
        ask_as(world.operator, application, **{"target": target, **changes})
    assert set(refused.value.errors) == fields
    assert not Referral.objects.exists()


def test_an_agency_of_another_region_cannot_be_chosen(world: World) -> None:
    world_region = "33.02.07.2902"
    officer = polsek(world_region, "Polsek Lain", "polsek-lain")
    with pytest.raises(InvalidInput):
        ask_as(world.operator, taken(world), to_office(officer))


def test_a_colleague_answers_on_the_request_itself(world: World) -> None:
    referral = asked(world, "peran:kades")
    assert words(fresh(referral.application))[-1] == "Kepala Desa dimintai pendapat tentang permohonan ini."
    with pytest.raises(NotFound):
        answer_referral(world.operator, referral.pk, decision="agreed")
    answer_referral(world.kades, referral.pk, decision="agreed")
    assert words(fresh(referral.application))[-1] == "Kepala Desa sudah menjawab: setuju."


def test_an_answer_that_says_no_says_why(world: World) -> None:
    officer = polsek()
    referral = asked(world, to_office(officer))
    for decision, note in (("refused", ""), ("", "x"), ("maybe", "x"), ("agreed", "a" * 2001)):
        with pytest.raises(InvalidInput):
            answer_referral(officer, referral.pk, decision=decision, note=note)
    answer_referral(officer, referral.pk, decision="agreed")
    with pytest.raises(Conflict, match="sudah dijawab"):
        answer_referral(officer, referral.pk, decision="refused", note="Berubah pikiran.")


def test_a_bad_file_refuses_the_answer_and_leaves_nothing(world: World) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    officer = polsek()
    referral = asked(world, to_office(officer))
    with pytest.raises(InvalidInput) as refused, transaction.atomic():
        answer_referral(officer, referral.pk, decision="agreed", files=[SimpleUploadedFile("x.exe", b"MZ")])
    assert "files" in refused.value.errors
    referral.refresh_from_db()
    assert referral.is_open
    assert not ReferralFile.objects.exists()


def test_the_end_of_a_request_ends_its_questions(world: World) -> None:
    officer = polsek()
    referral = asked(world, to_office(officer))
    application = reject(world.operator, referral.application.number, seen=seen(referral), reason="Bukan warga.")
    referral.refresh_from_db()
    assert (referral.state, application.open_referrals) == ("withdrawn", 0)


def test_reminding_is_told_once_in_half_a_day(world: World) -> None:
    referral = asked(world, to_office(polsek()))
    number = referral.application.number
    remind(world.operator, number, referral.pk, seen=seen(referral))
    assert words(fresh(referral.application))[-1] == "Polsek Uji diingatkan untuk menjawab."
    with pytest.raises(Conflict, match="Baru saja diingatkan"):
        remind(world.operator, number, referral.pk, seen=seen(referral))


ASK = {"to": "polsek", "kind": "opinion", "question": "Amankah?", "days": 2, "documents": ["kk"], "answers": ["jumlah"]}
IF_SCHOOL = {"of": "jawaban.peruntukan", "op": "is", "to": "sekolah"}


def test_a_rule_asks_when_the_check_begins_and_once_only(world: World) -> None:
    officer = polsek()
    version = asking_version(world, {**ASK, "when": IF_SCHOOL}, {**ASK, "when": {"not": IF_SCHOOL}})
    application = sent(world.siti, version)
    assert open_for_step(application, application.steps.get(position=0)) == []
    application = take(world.operator, application.number)
    referral = Referral.objects.get()
    assert (referral.to_office, referral.asked_by, referral.rule) == (officer.office, None, "0")
    assert referral.documents == [str(application.attachments.get().pk)]
    assert referral.shares == ["jumlah"]
    assert open_for_step(application, application.steps.get(position=0)) == []
    assert [row.pk for row in open_referrals(fresh(application))] == [referral.pk]


def test_the_nearest_agency_is_asked(world: World) -> None:
    polsek("33.02", "Polres Uji", "polres-uji")
    near = polsek()
    request_of(world, world.siti, asking_version(world, ASK))
    assert Referral.objects.get().to_office == near.office


def test_without_an_office_the_villages_contact_is_asked(world: World) -> None:
    contact = puskesmas(world)
    request_of(world, world.siti, asking_version(world, {**ASK, "to": "puskesmas"}))
    assert Referral.objects.get().to_contact == contact


def test_nobody_to_ask_is_said_and_an_officer_chooses(world: World) -> None:
    application = request_of(world, world.siti, asking_version(world, ASK))
    referral = Referral.objects.get()
    assert words(application)[-1] == "Permohonan perlu pendapat Polsek."
    with pytest.raises(Conflict, match="Belum dipilih siapa yang ditanya: Polsek"):
        approve(world.operator, application.number, seen=application.event_count)
    officer = polsek()
    address_referral(
        world.operator, application.number, referral.pk, to_office(officer), seen=fresh(application).event_count
    )
    assert words(application)[-1] == "Permohonan diteruskan ke Polsek Uji untuk dimintai pendapat."
    assert referral_queries.of_agency(officer, referral.pk) == referral


def test_issuing_waits_too(world: World) -> None:
    steps = [world.version.workflow[0], {**world.version.workflow[1], "ask": [ASK]}]
    application = request_of(world, world.siti, publish_service(world.karangsari, "dua", workflow=steps))
    application = approve(world.operator, application.number, seen=application.event_count)
    open_for_step(application, application.steps.get(position=1))
    with pytest.raises(Conflict, match="Belum dipilih"):
        issue(world.kades, application.number, seen=fresh(application).event_count)


def test_what_is_shared_is_what_was_ticked(world: World) -> None:
    officer = polsek()
    application = taken(world)
    attachment = application.attachments.get()
    referral = asked(world, to_office(officer), application, shares=["jumlah"], documents=[str(attachment.pk)])
    shared = referral_queries.shared(referral_queries.of_agency(officer, referral.pk))
    assert (shared.applicant, shared.nik) == ("SITI AMINAH", "330207******9001")
    assert shared.purpose == "Mendaftar sekolah anak"
    assert [row.field_id for row in shared.answers] == ["jumlah"]
    assert shared.documents == [attachment]
    bare = asked(world, to_office(officer), fresh(application))
    with pytest.raises(NotFound):
        referral_queries.attachment_of_agency(officer, bare.pk, attachment.pk)
