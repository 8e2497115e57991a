"""Agencies hear by the same rules as everybody: channels in order, words of the village, a life for each message."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tatadesa.applications import referral_links
from tatadesa.applications.actions.keep_deadline import keep_deadlines
from tatadesa.applications.actions.reject import reject
from tatadesa.applications.actions.remind import remind
from tatadesa.applications.actions.withdraw_referral import withdraw_referral
from tatadesa.applications.models import Application, Event, Referral, ReferralLink
from tatadesa.core.clock import now, pretend
from tatadesa.notices.models import Notice, NoticeWords, Round
from tatadesa.notices.ports import Fate
from tatadesa.notices.queries import notices_of_referral
from tatadesa.notices.receipts import take_in
from tatadesa.notices.rounds import advance
from tests.agencies import asked, polsek, puskesmas, to_contact, to_office
from tests.gateways.emulators import Running
from tests.notices.helpers import tell
from tests.notices.phones import received, set_office, whatsapp
from tests.notices.post import deliver_all, mails, outside, post_office
from tests.people import World

PHONE, MAIL = "6281234567890", "pkm@contoh.id"


@pytest.fixture
def cloud(world: World, settings) -> Iterator[Running]:
    set_office(world)
    with whatsapp(world, settings) as running:
        yield running


@pytest.fixture
def post(settings) -> Iterator[Running]:
    with post_office(settings) as running:
        yield running


def tell_all() -> None:
    for event in Event.objects.order_by("at", "pk"):
        tell(event)


def seen(referral: Referral) -> int:
    return Application.objects.get(pk=referral.application_id).event_count


def states() -> list[tuple[str, str]]:
    return [(notice.channel, notice.state) for notice in outside()]


def test_a_contact_hears_on_the_first_channel_and_gets_a_link_without_personal_data(
    world: World, cloud: Running, post: Running
) -> None:
    asked(world, to_contact(puskesmas(world)))
    tell_all()
    deliver_all()
    [message] = received(cloud, PHONE)
    assert "Desa Karangsari meminta pendapat Puskesmas Uji, paling lambat" in message["text"]
    assert "hanya untuk Puskesmas Uji" in message["text"]
    assert not any(secret in message["text"].upper() for secret in ("SITI", "330207"))
    token = message["text"].split("/instansi/")[1].split("/")[0]
    assert referral_links.find(token).channel == "whatsapp"
    kept = f"{list(ReferralLink.objects.values_list())}{list(Notice.objects.values_list())}"
    assert token not in kept + str(list(Round.objects.values_list()))
    assert (mails(post, MAIL), states()) == ([], [("whatsapp", "sent")])


def test_when_it_fails_the_next_channel_has_its_turn_with_a_link_of_its_own(
    world: World, cloud: Running, post: Running
) -> None:
    cloud.misbehave("error", status=400, code="131026")
    asked(world, to_contact(puskesmas(world)))
    tell_all()
    deliver_all()
    advance(Round.objects.get().pk)
    deliver_all()
    assert states() == [("whatsapp", "failed"), ("email", "sent")]
    [mail] = mails(post, MAIL)
    token = mail["text"].replace("\n", "").split("/instansi/")[1].split("/")[0]
    assert referral_links.find(token).channel == "email"
    assert mail["subject"] == "Permintaan dari Desa Karangsari"


def test_what_was_delivered_ends_the_round_and_its_link_is_no_longer_kept(world: World, cloud: Running) -> None:
    asked(world, to_contact(puskesmas(world)))
    tell_all()
    deliver_all()
    assert Round.objects.get().sealed
    take_in(outside()[0], Fate.DELIVERED)
    advance(Round.objects.get().pk)
    turn = Round.objects.get()
    assert (turn.ended_at is None, turn.sealed) == (False, "")


def test_an_agency_with_a_desk_is_sent_there_by_mail(world: World, cloud: Running, post: Running) -> None:
    officer = polsek()
    officer.office.email = "polsek@contoh.id"
    officer.office.save()
    asked(world, to_office(officer))
    tell_all()
    deliver_all()
    [mail] = mails(post, "polsek@contoh.id")
    assert "/desk/rujukan/" in mail["text"].replace("=\n", "")
    assert ReferralLink.objects.count() == 0


def test_a_reminder_is_a_message_of_its_own_and_the_late_one_reaches_the_asking_mailbox(
    world: World, cloud: Running, post: Running
) -> None:
    world.karangsari.email = "desa@contoh.id"
    world.karangsari.save()
    referral = asked(world, to_contact(puskesmas(world)))
    remind(world.operator, referral.application.number, referral.pk, seen=seen(referral))
    with pretend(now() + timedelta(days=6)):
        keep_deadlines()
    tell_all()
    deliver_all()
    titles = [notice.title for notice in notices_of_referral(referral)]
    assert titles == ["Pengingat dari Desa Karangsari"] * 2 + ["Permintaan dari Desa Karangsari"]
    [mail] = mails(post, "desa@contoh.id")
    assert mail["subject"] == f"Permohonan {referral.application.number}: instansi belum menjawab"
    assert f"/desk/permohonan/{referral.application.number}/" in mail["text"].replace("\n", "")


def test_the_village_says_it_in_its_own_words(world: World, cloud: Running) -> None:
    NoticeWords.objects.create(
        office=world.karangsari, kind="agency_asked", title="Nuwun sewu", body="{tujuan}: {permintaan}, {nomor}"
    )
    referral = asked(world, to_contact(puskesmas(world)))
    tell_all()
    assert outside()[0].title == "Nuwun sewu"
    assert outside()[0].body == f"Puskesmas Uji: pendapat, {referral.application.number}"


def test_the_rule_says_whether_and_on_which_channels(world: World, cloud: Running, post: Running) -> None:
    set_office(world, rules={"agency_asked": {"channels": ["email"]}, "agency_reminded": {"channels": []}})
    referral = asked(world, to_contact(puskesmas(world)))
    remind(world.operator, referral.application.number, referral.pk, seen=seen(referral))
    tell_all()
    assert states() == [("email", "queued")]


def test_told_again_it_is_told_once(world: World, cloud: Running) -> None:
    asked(world, to_contact(puskesmas(world)))
    for _ in range(3):
        tell_all()
        deliver_all()
    assert (len(received(cloud, PHONE)), ReferralLink.objects.count()) == (1, 1)


def test_what_was_withdrawn_before_it_went_goes_no_more(world: World, cloud: Running) -> None:
    referral = asked(world, to_contact(puskesmas(world)))
    tell_all()
    withdraw_referral(world.operator, referral.application.number, referral.pk, seen=seen(referral), reason="Salah.")
    deliver_all()
    assert (received(cloud, PHONE), states()) == ([], [("whatsapp", "failed")])
    tell_all()
    assert states() == [("whatsapp", "failed")]


def test_an_end_is_told_where_the_office_wants_it_and_holds_no_link(world: World, cloud: Running) -> None:
    set_office(world, rules={"agency_asked": {"channels": []}, "agency_ended": {"channels": ["whatsapp"]}})
    referral = asked(world, to_contact(puskesmas(world)))
    withdraw_referral(world.operator, referral.application.number, referral.pk, seen=seen(referral), reason="Salah.")
    tell_all()
    deliver_all()
    [message] = received(cloud, PHONE)
    assert message["text"].endswith("Desa Karangsari tidak lagi menunggu pendapat Puskesmas Uji.")


def test_the_end_of_a_request_ends_its_questions_for_who_was_asked(world: World, cloud: Running) -> None:
    set_office(world, rules={"agency_ended": {"channels": ["whatsapp"]}})
    referral = asked(world, to_contact(puskesmas(world)))
    other = puskesmas(world, name="Puskesmas Lain", phone="6281299990000")
    recalled = asked(world, to_contact(other), Application.objects.get(pk=referral.application_id))
    tell_all()
    deliver_all()
    withdraw_referral(world.operator, referral.application.number, recalled.pk, seen=seen(referral), reason="Salah.")
    tell_all()
    deliver_all()
    before = [len(received(cloud, phone)) for phone in (PHONE, "6281299990000")]
    reject(world.operator, referral.application.number, seen=seen(referral), reason="Berkas palsu.")
    tell_all()
    deliver_all()
    assert [len(received(cloud, phone)) for phone in (PHONE, "6281299990000")] == [before[0] + 1, before[1]]
    assert received(cloud, PHONE)[-1]["text"].endswith("Desa Karangsari tidak lagi menunggu pendapat Puskesmas Uji.")
    referral.refresh_from_db()
    assert referral.state == Referral.State.WITHDRAWN


def test_a_mail_server_that_is_down_for_an_hour_loses_nothing(world: World, settings) -> None:
    set_office(world)
    settings.SMTP_URL, settings.MAIL_FROM = "smtp://127.0.0.1:9?tls=no", "desa@contoh.id"
    asked(world, to_contact(puskesmas(world, phone="")))
    tell_all()
    deliver_all()
    with pretend(now() + timedelta(hours=1)):
        advance(Round.objects.get().pk)
    with post_office(settings) as post:
        deliver_all()
        assert len(mails(post, MAIL)) == 1
    assert states() == [("email", "sent")]


def test_after_a_day_and_a_half_nobody_tries_any_more(world: World, settings) -> None:
    set_office(world)
    settings.SMTP_URL, settings.MAIL_FROM = "smtp://127.0.0.1:9?tls=no", "desa@contoh.id"
    asked(world, to_contact(puskesmas(world, phone="")))
    tell_all()
    deliver_all()
    with pretend(now() + timedelta(hours=37)):
        advance(Round.objects.get().pk)
    assert Round.objects.get().sealed == ""
    with post_office(settings) as post:
        deliver_all()
        assert mails(post, MAIL) == []
    assert states() == [("email", "failed")]
