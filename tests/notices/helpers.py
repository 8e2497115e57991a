"""Events, devices and jobs for the tests of notices."""

from __future__ import annotations

from typing import Any

from procrastinate.contrib.django.models import ProcrastinateJob

from tatadesa.accounts.models import Account
from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Application, Event
from tatadesa.notices.actions.subscribe import subscribe
from tatadesa.notices.handlers import on_application_event
from tatadesa.notices.models import Notice, PushSubscription
from tatadesa.notices.ports import public_key
from tests.gateways.webpush.push_service import PushService
from tests.people import World, sent


def with_device(service: PushService, account: Account) -> dict[str, Any]:
    """A new browser of ``account`` that takes push messages."""
    browser = service.new_browser(public_key())
    subscribe(account, browser, "Chrome di Android")
    return browser


def subscription_of(browser: dict[str, Any]) -> PushSubscription | None:
    """What we keep of it."""
    return PushSubscription.objects.filter(endpoint=browser["endpoint"]).first()


def taken(world: World) -> tuple[Application, Event]:
    """Siti's application that the operator has just taken, and that event."""
    application = sent(world.siti, world.version)
    take(world.operator, application.number)
    return application, application.events.get(verb="take")


def tell(event: Event) -> None:
    """What the effect job does."""
    on_application_event({"event_id": str(event.pk)})


def push_notice(event: Event) -> Notice:
    """The only push notice of ``event``."""
    return Notice.objects.get(event=event, channel=Notice.Channel.WEB_PUSH)


def push_jobs() -> list[ProcrastinateJob]:
    """Jobs that wait to deliver a push message."""
    return list(ProcrastinateJob.objects.filter(task_name="notices.send_push", status="todo").order_by("id"))
