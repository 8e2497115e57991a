"""Where an account is signed in: one row per session. Ending a device deletes its session."""

from datetime import timedelta
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from tatadesa.accounts.browser_words import browser_words
from tatadesa.accounts.models import Account, Device
from tatadesa.core import live
from tatadesa.core.clock import now
from tatadesa.core.effects import emit
from tatadesa.core.errors import NotFound

_ID, _SEEN = "device", "device_seen"
_SEEN_EVERY_SECONDS = 300


def begin(request: HttpRequest, account: Account) -> Device:
    """Note the session that has just been opened for ``account``."""
    if request.session.session_key is None:
        request.session.create()
    moment = now()
    device = Device.objects.create(
        account=account,
        session_key=str(request.session.session_key),
        label=browser_words(request.headers.get("User-Agent", "")),
        created_at=moment,
        last_seen_at=moment,
    )
    request.session[_ID] = str(device.pk)
    request.session[_SEEN] = int(moment.timestamp())
    return device


def current(request: HttpRequest) -> UUID | None:
    """The device this session belongs to."""
    known = request.session.get(_ID)
    return UUID(known) if known else None


def topics(request: HttpRequest) -> list[str]:
    """What a live stream of this session listens to besides its subject: the device's own end."""
    device_id = current(request)
    return [live.device_topic(device_id)] if device_id else []


def touch(request: HttpRequest) -> None:
    """Note that the session is in use, at most every five minutes; costs no query in between."""
    seen, moment = request.session.get(_SEEN), now()
    if seen is None or moment.timestamp() - seen < _SEEN_EVERY_SECONDS:
        return
    request.session[_SEEN] = int(moment.timestamp())
    _present(request).update(last_seen_at=moment)


def follow(request: HttpRequest) -> None:
    """The present session got another key: its device stays the same."""
    _present(request).update(session_key=request.session.session_key)


def devices_of(account: Account) -> list[Device]:
    """Where the account is signed in right now, the one used last first. One query."""
    alive = Session.objects.filter(expire_date__gt=now()).values("session_key")
    return list(Device.objects.filter(account=account, session_key__in=alive).order_by("-last_seen_at", "-id"))


def end(account: Account, device_id: UUID) -> Device:
    """Sign one device of ``account`` out; raises ``NotFound`` for anybody else's."""
    device = end_if_there(account, device_id)
    if device is None:
        raise NotFound("Perangkat ini sudah keluar.")
    return device


@transaction.atomic
def end_if_there(account: Account, device_id: UUID) -> Device | None:
    """Sign one device of ``account`` out, or do nothing where it is gone already."""
    device = Device.objects.select_for_update(of=("self",)).filter(account=account, pk=device_id).first()
    if device is not None:
        _end(account, [device])
    return device


@transaction.atomic
def end_all(account: Account, *, keep: UUID | None = None) -> int:
    """Sign ``account`` out everywhere, but for the device ``keep``; how many devices that were."""
    rows = Device.objects.select_for_update(of=("self",)).filter(account=account).order_by("pk")
    gone = [device for device in rows if device.pk != keep]
    _end(account, gone)
    return len(gone)


def _present(request: HttpRequest) -> QuerySet[Device]:
    known = current(request)
    return Device.objects.filter(pk=known) if known else Device.objects.none()


def _end(account: Account, devices: list[Device]) -> None:
    """Session, device, open live stream and push messages all end together."""
    if not devices:
        return
    ids = [device.pk for device in devices]
    Session.objects.filter(session_key__in=[device.session_key for device in devices]).delete()
    Device.objects.filter(pk__in=ids).delete()
    live.publish([live.device_topic(device_id) for device_id in ids], live.ENDED, {})
    emit("account.signed_out", {"account_id": str(account.pk), "devices": [str(device_id) for device_id in ids]})


@transaction.atomic
def sweep(*, older_than: timedelta = timedelta(hours=1)) -> int:
    """Remove ended sessions and the devices that lost theirs; how many devices that were."""
    Session.objects.filter(expire_date__lt=now()).delete()
    lost = Device.objects.filter(created_at__lt=now() - older_than)
    count, _ = lost.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return count
