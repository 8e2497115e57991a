"""Messages to an address (a code, what became of a registration) have channels, fail-over and a life like notices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import httpx
import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tatadesa.accounts.confirmation import check_code, send_code
from tatadesa.accounts.messages import queue_message
from tatadesa.accounts.models import ConfirmationCode
from tatadesa.accounts.ports import Channel, Message
from tatadesa.core.clock import now, pretend
from tatadesa.core.errors import InvalidInput
from tatadesa.notices.models import ChannelAccount, Notice, Round
from tatadesa.notices.ports import Fate
from tatadesa.notices.receipts import take_in
from tatadesa.notices.rounds import advance
from tatadesa.notices.tasks import forget_addresses
from tests.gateways.emulators import Running
from tests.hooks.test_messages import news, post
from tests.mailbox import Mailbox
from tests.notices.phones import received, set_office, whatsapp
from tests.notices.post import deliver_all, mails, outside, post_office, run_effects, short_messages
from tests.people import World

PHONE = "6281234567890"
REGISTER = ConfirmationCode.Purpose.REGISTER


@pytest.fixture
def cloud(world: World, settings) -> Iterator[Running]:
    set_office(world)
    with whatsapp(world, settings) as running:
        yield running


@pytest.fixture
def sms(world: World, settings) -> Iterator[Running]:
    with short_messages(world, settings) as running:
        yield running


def ask(world: World, mailbox: Mailbox) -> str:
    send_code(purpose=REGISTER, subject="s", channel=Channel.WHATSAPP, address=PHONE, office_id=world.karangsari.pk)
    run_effects()
    return mailbox.last_code(PHONE)


def look(seconds: int = 0) -> None:
    with pretend(now() + timedelta(seconds=seconds)):
        advance(Round.objects.get().pk)
        deliver_all()


def texts(sms: Running) -> list[str]:
    return [message["text"] for message in httpx.get(f"{sms.url}/pesan/0{PHONE[2:]}").json()]


def states() -> list[tuple[str, str]]:
    return [(notice.channel, notice.state) for notice in outside()]


def test_a_code_goes_by_whatsapp_alone_when_it_arrives(
    world: World, cloud: Running, sms: Running, mailbox: Mailbox
) -> None:
    code = ask(world, mailbox)
    deliver_all()
    [message] = received(cloud, PHONE)
    assert (message["template"], message["code"]) == ("kode", code)
    take_in(outside()[0], Fate.DELIVERED)
    look(61)
    assert states() == [("whatsapp", "delivered")]
    assert Round.objects.get().sealed == ""


def test_refused_by_whatsapp_the_same_code_goes_by_sms(
    world: World, cloud: Running, sms: Running, mailbox: Mailbox
) -> None:
    cloud.misbehave("error", status=400, code="131026")
    code = ask(world, mailbox)
    deliver_all()
    look()
    assert texts(sms) == [f"Kode TataDesa: {code}. Berlaku 10 menit. Jangan berikan kepada siapa pun."]
    assert states() == [("whatsapp", "failed"), ("sms", "sent")]


def test_a_minute_without_word_of_it_is_enough(world: World, cloud: Running, sms: Running, mailbox: Mailbox) -> None:
    ask(world, mailbox)
    deliver_all()
    look(59)
    assert len(states()) == 1
    look(61)
    assert states() == [("whatsapp", "sent"), ("sms", "sent")]


def test_a_provider_that_is_down_is_called_off_when_the_next_has_its_turn(
    world: World, cloud: Running, sms: Running, mailbox: Mailbox
) -> None:
    cloud.misbehave("error", status=503, code="131016")
    ask(world, mailbox)
    deliver_all()
    look(61)
    deliver_all()
    assert (states(), received(cloud, PHONE)) == ([("whatsapp", "failed"), ("sms", "sent")], [])


def test_a_used_code_is_sent_no_more_and_is_deleted(
    world: World, cloud: Running, sms: Running, mailbox: Mailbox, transactional_db: None
) -> None:
    cloud.misbehave("error", status=503, code="131016")
    code = ask(world, mailbox)
    deliver_all()
    check_code(purpose=REGISTER, subject="s", typed=code)
    run_effects()
    deliver_all()
    turn = Round.objects.get()
    assert (turn.sealed, turn.ended_at is None) == ("", False)
    assert (states(), received(cloud, PHONE), texts(sms)) == ([("whatsapp", "failed")], [], [])


def test_a_wrong_try_ends_nothing(world: World, cloud: Running, mailbox: Mailbox, transactional_db: None) -> None:
    ask(world, mailbox)
    with pytest.raises(InvalidInput):
        check_code(purpose=REGISTER, subject="s", typed="x")
    run_effects()
    assert Round.objects.get().ended_at is None


def test_neither_code_nor_address_stands_in_clear_anywhere(
    world: World, cloud: Running, sms: Running, mailbox: Mailbox
) -> None:
    code = ask(world, mailbox)
    deliver_all()
    look(61)
    kept = f"{list(Notice.objects.values_list())}{list(Round.objects.values_list())}"
    kept += str([job.args for job in ProcrastinateJob.objects.all()])
    assert code not in kept
    assert PHONE not in kept


def test_after_ten_minutes_it_is_gone(world: World, cloud: Running, sms: Running, mailbox: Mailbox) -> None:
    cloud.misbehave("error", status=503, code="131016", times=9)
    sms.misbehave("status", status=503, times=9)
    ask(world, mailbox)
    deliver_all()
    look(61)
    assert Round.objects.get().due_at <= now() + timedelta(minutes=10)
    look(601)
    assert (Round.objects.get().sealed, received(cloud, PHONE), texts(sms)) == ("", [], [])
    assert {state for _, state in states()} == {"failed"}


def test_told_again_it_is_sent_once(world: World, cloud: Running, mailbox: Mailbox) -> None:
    ask(world, mailbox)
    for _ in range(3):
        run_effects()
        deliver_all()
    assert len(received(cloud, PHONE)) == 1


def test_a_callback_finds_it(world: World, cloud: Running, mailbox: Mailbox) -> None:
    ask(world, mailbox)
    deliver_all()
    account = ChannelAccount.objects.get(provider="whatsapp_cloud")
    [message] = received(cloud, PHONE)
    assert post(f"/kait/pesan/whatsapp_cloud/{account.hook_key}/", news("delivered", message["id"])) == 200
    assert states() == [("whatsapp", "delivered")]


def test_a_reply_by_mail_is_what_was_written(world: World, settings) -> None:
    set_office(world)
    said = Message(Channel.EMAIL, "siti@contoh.id", "akun_aktif", "Akun aktif", "Akun Anda sudah aktif.")
    with post_office(settings) as mail_server:
        queue_message(said, world.karangsari.pk)
        run_effects()
        deliver_all()
        [mail] = mails(mail_server, "siti@contoh.id")
    assert (mail["subject"], mail["text"].strip()) == ("Akun aktif", "Akun Anda sudah aktif.")


def test_an_office_without_a_number_of_its_own_uses_everybodys(world: World, settings, channels: None) -> None:
    queue_message(Message(Channel.WHATSAPP, PHONE, "akun_aktif", "Akun", "Aktif."), world.karangsari.pk)
    run_effects()
    assert [notice.provider for notice in outside()] == ["whatsapp_cloud"]


def test_after_a_month_nothing_of_it_is_left(world: World, cloud: Running, mailbox: Mailbox) -> None:
    ask(world, mailbox)
    look(601)
    Notice.objects.update(created_at=now() - timedelta(days=29))
    forget_addresses(0)
    assert Notice.objects.exists()
    Notice.objects.update(created_at=now() - timedelta(days=31))
    forget_addresses(0)
    assert (Notice.objects.count(), Round.objects.count()) == (0, 0)


def test_a_worker_does_all_of_it(
    run_worker: Callable[[], None], world: World, cloud: Running, mailbox: Mailbox
) -> None:
    queue_message(Message(Channel.WHATSAPP, PHONE, "akun_aktif", "Akun", "Aktif."), world.karangsari.pk)
    run_worker()
    assert len(received(cloud, PHONE)) == 1
