"""Messages leave by the adapter of their channel, are tried again when the provider asks, and never for ever."""

from typing import ClassVar

import pytest
from django.conf import settings
from procrastinate.contrib.django.models import ProcrastinateJob

from tatadesa.accounts.messages import available_channels, queue_message
from tatadesa.accounts.ports import Channel, Message, Outcome, Sent
from tatadesa.accounts.tasks import GrowingPauses, Postponed, send_message

MESSAGE = Message(Channel.WHATSAPP, "6281234567890", "pin_diganti", "PIN diganti", "PIN akun Anda diganti.")


class FakeSender:
    """A provider that answers as the test says."""

    ready = True
    answer = Sent(Outcome.SENT)
    got: ClassVar[list[Message]] = []

    def is_ready(self) -> bool:
        return self.ready

    def send(self, message: Message) -> Sent:
        self.got.append(message)
        return self.answer


class NoSender(FakeSender):
    ready = False


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> type[FakeSender]:
    ports = {"message.whatsapp": f"{__name__}.FakeSender", "message.email": f"{__name__}.NoSender"}
    monkeypatch.setattr(settings, "PORT_ADAPTERS", {**settings.PORT_ADAPTERS, **ports})
    monkeypatch.setattr(FakeSender, "got", [])
    return FakeSender


def run(until: int = 2**40) -> None:
    send_message(**{**ProcrastinateJob.objects.get().args, "until": until})


def test_only_channels_that_are_set_up_are_offered(fake: type[FakeSender]) -> None:
    assert available_channels() == [Channel.WHATSAPP]


@pytest.mark.django_db
def test_it_arrives_whole(fake: type[FakeSender]) -> None:
    queue_message(MESSAGE)
    run()
    assert fake.got == [MESSAGE]


@pytest.mark.django_db
def test_a_busy_provider_is_asked_again_and_an_old_message_is_given_up(
    fake: type[FakeSender], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fake, "answer", Sent(Outcome.RETRY, retry_after=90))
    queue_message(MESSAGE)
    with pytest.raises(Postponed) as postponed:
        run()
    job = type("Job", (), {"attempts": 0})()
    decision = GrowingPauses().get_retry_decision(exception=postponed.value, job=job)
    assert decision.retry_at is not None
    run(until=1)
    assert len(fake.got) == 1


@pytest.mark.django_db
def test_a_refusal_is_final_and_the_log_names_nobody(
    fake: type[FakeSender], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(fake, "answer", Sent(Outcome.REFUSED, "not a WhatsApp number"))
    queue_message(MESSAGE)
    run()
    assert "not a WhatsApp number" in caplog.text
    assert MESSAGE.to not in caplog.text + repr(MESSAGE)
