"""Mail and SMS over real wires, for what is told to addresses and agencies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from procrastinate.contrib.django.models import ProcrastinateJob

from tatadesa.gateways.mail.emulator import make_server as make_mail_server
from tatadesa.gateways.zenziva.emulator import make_server as make_sms_server
from tatadesa.notices import handlers
from tatadesa.notices.actions.deliver_message import deliver_message
from tatadesa.notices.models import Notice
from tests.gateways.emulators import Running
from tests.notices.phones import connect
from tests.people import World


@contextmanager
def post_office(settings: Any) -> Iterator[Running]:
    """The installation's mail server."""
    with Running(make_mail_server(0, 0)) as running:
        settings.SMTP_URL = f"smtp://127.0.0.1:{running.server.smtp.server_address[1]}?tls=no"
        settings.MAIL_FROM = "Desa <desa@contoh.id>"
        yield running


@contextmanager
def short_messages(world: World, settings: Any) -> Iterator[Running]:
    """Zenziva as the SMS of Karangsari."""
    settings.CHANNELS_MAY_BE_PRIVATE = True
    with Running(make_sms_server(0)) as running:
        connect(world, "zenziva", userkey="u", passkey="p", url=f"{running.url}/reguler")
        yield running


def mails(running: Running, address: str) -> list[dict[str, Any]]:
    """The letters that arrived for ``address``."""
    answer = httpx.get(f"{running.url}/surat/{address}")
    found: list[dict[str, Any]] = answer.json() if answer.status_code == 200 else []
    return found


def outside() -> list[Notice]:
    """Notices to who has no account, oldest first."""
    return list(Notice.objects.filter(account=None).order_by("created_at", "pk"))


def run_effects() -> None:
    """What the effect jobs of messages do, in their order; safe to repeat, as they are."""
    for job in ProcrastinateJob.objects.filter(task_name="core.run_effect").order_by("id"):
        name = job.args["handler"].rpartition(".")[2]
        if name.startswith("on_message_"):
            getattr(handlers, name)(job.args["payload"])


def deliver_all() -> None:
    """Every message that waits has its try."""
    for notice in outside():
        deliver_message(notice.pk)
