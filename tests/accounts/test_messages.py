"""A message to an address is an event that its listener reads, sealed until then."""

import json
from uuid import uuid4

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tatadesa.accounts.messages import available_channels, end_message, queue_message, unseal_message
from tatadesa.accounts.ports import Channel, Message

MESSAGE = Message(Channel.WHATSAPP, "6281234567890", "pin_diganti", "PIN diganti", "PIN akun Anda diganti.", "123456")


@pytest.mark.django_db
def test_only_channels_that_are_set_up_are_offered(channels: None, settings) -> None:
    assert available_channels(uuid4()) == [Channel.WHATSAPP, Channel.EMAIL]
    settings.SMTP_URL = ""
    assert available_channels(uuid4()) == [Channel.WHATSAPP]


@pytest.mark.django_db
def test_it_travels_sealed_and_is_read_whole() -> None:
    queue_message(MESSAGE, uuid4(), key="k")
    [job] = ProcrastinateJob.objects.all()
    payload = job.args["payload"]
    assert unseal_message(payload["sealed"]) == MESSAGE
    assert payload["key"] == "k"
    written = json.dumps(job.args)
    assert not any(secret in written for secret in (MESSAGE.to, MESSAGE.text, MESSAGE.code))
    assert not any(secret in repr(MESSAGE) for secret in (MESSAGE.to, MESSAGE.text, MESSAGE.code))


@pytest.mark.django_db
def test_its_end_is_told_to_the_same_listener() -> None:
    end_message("k")
    [job] = ProcrastinateJob.objects.all()
    assert job.args == {"handler": "tatadesa.notices.handlers.on_message_over", "payload": {"key": "k"}}


def test_what_was_deleted_or_sealed_elsewhere_is_nothing() -> None:
    assert unseal_message("") is None
    assert unseal_message("gAAAAA") is None
