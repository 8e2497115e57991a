"""One message a morning for each officer: what waits, in numbers, instead of one message for each thing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from django.conf import settings as installation
from django.db import transaction
from django.db.models import Count, Q

from tatadesa.accounts.models import Right, StaffMember
from tatadesa.applications.models import Application
from tatadesa.applications.states import OPEN_STATES, State
from tatadesa.core.clock import local, now
from tatadesa.notices import channels
from tatadesa.notices.actions.tell_staff import tell_staff
from tatadesa.notices.models import NoticeSettings, Preference
from tatadesa.notices.ports import Outcome, Outgoing
from tatadesa.notices.wording import Words
from tatadesa.offices.calendar import Calendar
from tatadesa.offices.models import Office


@dataclass(frozen=True)
class Counts:
    """What waits for one officer."""

    waiting: int = 0
    late: int = 0
    to_sign: int = 0

    @property
    def is_empty(self) -> bool:
        """Nothing to say."""
        return not (self.waiting or self.late or self.to_sign)

    def words(self) -> str:
        """``3 menunggu Anda, 1 lewat waktu, 2 siap ditandatangani.``"""
        parts = (
            (self.waiting, "menunggu diperiksa"),
            (self.late, "lewat waktu"),
            (self.to_sign, "siap ditandatangani"),
        )
        return ", ".join(f"{count} {words}" for count, words in parts if count) + "."


def counts_for(staff: StaffMember) -> Counts:
    """What waits for the roles of ``staff`` today; one query."""
    if not staff.may(Right.SEE):
        return Counts()
    counts = _count(staff.office_id, Q(turn_roles__overlap=staff.current_roles))
    return counts if staff.may(Right.SIGN) else replace(counts, to_sign=0)


def _count(office_id: UUID, mine: Q) -> Counts:
    working = mine & Q(state__in=(State.SUBMITTED, State.IN_REVIEW))
    found = Application.objects.filter(office=office_id, state__in=OPEN_STATES).aggregate(
        waiting=Count("pk", filter=working),
        late=Count("pk", filter=working & Q(due_at__lt=now())),
        to_sign=Count("pk", filter=Q(state=State.APPROVED)),
    )
    return Counts(found["waiting"], found["late"], found["to_sign"])


def send_due() -> int:
    """Send the morning's messages of every office whose hour has come and that works today; gives how many offices."""
    sent = 0
    kept = NoticeSettings.objects.in_bulk()
    for office in Office.objects.filter(is_active=True).order_by("pk").iterator():
        settings = kept.get(office.pk) or NoticeSettings(office=office)
        here = local(now(), office.timezone)
        if not settings.has_digest or settings.digest_on == here.date() or here.time() < settings.digest_at:
            continue
        if Calendar.of(office).spans(here.date()):
            sent += _send(office)
    return sent


def _send(office: Office) -> bool:
    """Once per office and day: the row of the settings is the lock, each officer's notice has its occasion."""
    today = local(now(), office.timezone).date()
    with transaction.atomic():
        NoticeSettings.objects.get_or_create(office=office)
        row = NoticeSettings.objects.select_for_update(of=("self",)).get(office=office)
        if row.digest_on == today:
            return False
        row.digest_on = today
        row.save(update_fields=["digest_on"])
        declined = Preference.objects.filter(has_digest=False, account__staff_member__office=office)
        unwilling = set(declined.values_list("account_id", flat=True))
        for staff in StaffMember.objects.filter(office=office, account__is_active=True).select_related("office"):
            counts = counts_for(staff)
            if not counts.is_empty and staff.pk not in unwilling:
                said = Words("Pekerjaan hari ini", counts.words(), "/desk/")
                tell_staff(staff, f"digest:{today.isoformat()}", said)
    total = _count(office.pk, Q())
    if not total.is_empty:
        alert(office, "Pekerjaan hari ini", total.words(), f"digest:{today.isoformat()}")
    return True


def alert(office: Office, title: str, text: str, key: str) -> bool:
    """Tell the office through its own alert channels, where it has any; numbers only, nothing about a person."""
    account = channels.account_of(office.pk, channels.ALERTS)
    by = channels.known(channels.ALERTS)
    if by is None or not by.is_ready(account):
        return False
    message = Outgoing(
        to=office.code,
        key=key,
        title=f"{office.full_name}: {title}",
        text=text,
        link=f"{installation.BASE_URL}/desk/",
    )
    return by.send(account, message).outcome is Outcome.SENT
