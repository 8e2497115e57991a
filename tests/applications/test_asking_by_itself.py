"""A step that asks agencies by its own rules, and what happens to questions when the application ends."""

from typing import Any

import pytest

from tatadesa.applications.actions.answer_referral import answer_referral
from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.reject import reject
from tatadesa.applications.actions.return_for_correction import return_for_correction
from tatadesa.applications.actions.revise import revise
from tatadesa.applications.actions.take import take
from tatadesa.applications.inbox import Wanted, inbox
from tatadesa.applications.models import Application, Referral
from tatadesa.applications.queries import timeline
from tatadesa.applications.referral_queries import outdated
from tatadesa.core.errors import Conflict
from tests.agencies import polsek
from tests.applications.test_revise import change
from tests.people import WORKFLOW, World, answers, publish_service, sent

SCHOOL = {"of": "jawaban.peruntukan", "op": "is", "to": "sekolah"}
ASKS = [
    {"to": "polsek", "kind": "opinion", "question": "Aman?", "answers": ["keperluan"], "when": SCHOOL},
    {"to": "puskesmas", "kind": "opinion", "question": "Tenang?", "when": {"not": SCHOOL}},
]
CHAIN: list[dict[str, Any]] = [
    WORKFLOW[0],
    {"key": "pendapat", "label": "Pendapat instansi", "kind": "verify", "roles": ["operator"], "ask": ASKS},
    WORKFLOW[1],
]


def at_the_asking_step(world: World) -> Application:
    version = publish_service(world.karangsari, "izin-uji", workflow=CHAIN)
    number = sent(world.siti, version).number
    take(world.operator, number)
    return approve(world.operator, number, seen=2)


def test_it_asks_when_it_opens_only_what_its_rules_say(world: World) -> None:
    officer = polsek()
    application = at_the_asking_step(world)
    [referral] = Referral.objects.all()
    assert (referral.to_office, referral.question, referral.shares) == (officer.office, "Aman?", ["keperluan"])
    assert application.open_referrals == 1
    assert [row.number for row in inbox(world.operator, Wanted("instansi")).rows] == [application.number]


def test_approval_waits_for_the_answer(world: World) -> None:
    polsek()
    application = at_the_asking_step(world)
    application = take(world.operator, application.number)
    with pytest.raises(Conflict, match="Masih menunggu jawaban: Polsek Uji"):
        approve(world.operator, application.number, seen=application.event_count)


def test_an_agency_nobody_knows_is_told_and_not_lost(world: World) -> None:
    application = at_the_asking_step(world)
    application = take(world.operator, application.number)
    with pytest.raises(Conflict, match="Belum dipilih siapa yang ditanya"):
        approve(world.operator, application.number, seen=application.event_count)


def test_a_correction_that_makes_a_rule_true_asks_then(world: World) -> None:
    polsek()
    version = publish_service(world.karangsari, "izin-uji", workflow=CHAIN)
    application = sent(world.siti, version, peruntukan="bank")
    take(world.operator, application.number)
    approve(world.operator, application.number, seen=2)
    asked = [row.wanted_kind for row in Referral.objects.all()]
    application = take(world.operator, application.number)
    seen = application.event_count
    words = {"fields": ["peruntukan"], "message": "Salah."}
    application = return_for_correction(world.operator, application.number, seen=seen, **words)
    revise(world.siti, application.number, change(world.siti, application, peruntukan="sekolah"))
    assert (asked, [row.wanted_kind for row in Referral.objects.order_by("asked_at")]) == (
        ["puskesmas"],
        ["puskesmas", "polsek"],
    )


def test_nobody_need_answer_once_it_has_ended(world: World) -> None:
    polsek()
    application = at_the_asking_step(world)
    application = take(world.operator, application.number)
    reject(world.operator, application.number, seen=application.event_count, reason="Tidak lengkap.")
    application.refresh_from_db()
    [referral] = Referral.objects.all()
    assert (application.open_referrals, referral.state, referral.shows_data) == (0, "withdrawn", False)


def corrected(world: World, application: Application, **changes: Any) -> Application:
    """Sent back for these fields, and mended by the citizen."""
    application = take(world.operator, application.number)
    words = {"fields": list(changes), "message": "Salah."}
    application = return_for_correction(world.operator, application.number, seen=application.event_count, **words)
    return revise(world.siti, application.number, change(world.siti, application, **changes))


def test_an_answer_about_other_facts_does_not_do_and_it_asks_anew(world: World) -> None:
    officer = polsek()
    application = at_the_asking_step(world)
    answered = answer_referral(officer, Referral.objects.get().pk, decision="agreed")
    application = corrected(world, application, keperluan="Pentas dangdut")
    first, second = Referral.objects.order_by("asked_at")
    assert (first.pk, first.state, second.state, second.rule) == (answered.pk, "answered", "open", "0")
    assert application.open_referrals == 1
    assert outdated([first, second], timeline(application)) == {first.pk}
    application = take(world.operator, application.number)
    with pytest.raises(Conflict, match="Masih menunggu jawaban: Polsek Uji"):
        approve(world.operator, application.number, seen=application.event_count)


def test_an_answer_stays_good_while_what_was_shown_stays(world: World) -> None:
    officer = polsek()
    application = at_the_asking_step(world)
    answer_referral(officer, Referral.objects.get().pk, decision="agreed")
    application = corrected(world, application, jumlah="7")
    assert Referral.objects.count() == 1
    assert outdated(Referral.objects.all(), timeline(application)) == frozenset()


def test_a_question_that_waits_shows_the_new_document(world: World) -> None:
    polsek()
    chain = [CHAIN[0], {**CHAIN[1], "ask": [{**ASKS[0], "documents": ["kk"]}]}, CHAIN[2]]
    version = publish_service(world.karangsari, "izin-uji", workflow=chain)
    number = sent(world.siti, version).number
    take(world.operator, number)
    application = approve(world.operator, number, seen=2)
    before = Referral.objects.get().documents
    application = corrected(world, application, kk=answers(world.siti, version)["kk"])
    referral = Referral.objects.get()
    assert referral.state == "open"
    assert referral.documents == [str(row.pk) for row in application.attachments.all()] != before
