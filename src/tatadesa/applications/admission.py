"""May somebody apply for a service now? Told before the form is filled in, and enforced when it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from tatadesa.applications.models import Application
from tatadesa.applications.states import OPEN_STATES, State
from tatadesa.catalogue import rules
from tatadesa.catalogue.models import Service, ServiceAtOffice, ServiceVersion
from tatadesa.catalogue.offers import Offered
from tatadesa.catalogue.queries import offer_of
from tatadesa.core.clock import office_today
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.core.text import date_words
from tatadesa.offices.models import Office
from tatadesa.residents.models import Resident

WHOM = "untuk"
"""The form's question for whom it is: what is wrong with the person is said there."""

_PERIODS = {
    Service.QuotaPeriod.DAY: "hari ini",
    Service.QuotaPeriod.WEEK: "minggu ini",
    Service.QuotaPeriod.MONTH: "bulan ini",
    Service.QuotaPeriod.YEAR: "tahun ini",
}


class Ground(Enum):
    """Why somebody cannot apply."""

    CLOSED = "closed"
    FULL = "full"
    PERSON = "person"
    RUNNING = "running"


@dataclass(frozen=True)
class Refusal:
    """Why not, in words for the applicant; ``running`` is the application that is in the way."""

    ground: Ground
    words: str
    running: Application | None = None


@dataclass(frozen=True)
class Applicant:
    """Whom an application would be about: ``resident`` with what the register says.

    ``relation`` is what the person is to whoever fills in, empty for oneself and at the counter.
    """

    resident: Resident
    register: Mapping[str, str]
    relation: str = ""


def why_not(offered: Offered | None, version: ServiceVersion, applicant: Applicant | None) -> Refusal | None:
    """Why nothing can be sent now, None when it can; ``applicant`` None asks only of the service.

    ``version`` is the one that is filled in, perhaps an older one. At most two queries: for a quota, and for an open
    request where only one may be.
    """
    refusal = _closed(offered)
    if refusal is None and offered is not None:
        refusal = _full(offered)
    if refusal is None and applicant is not None:
        refusal = of_person(version, applicant)
    return refusal


def of_person(version: ServiceVersion, applicant: Applicant) -> Refusal | None:
    """The same of the applicant alone, whatever holds for the service."""
    return _not_for(version, applicant) or _running(version, applicant)


def require(version: ServiceVersion, home: Office, applicant: Applicant) -> Offered:
    """How ``home`` offers the service; raises ``InvalidInput`` for the person, ``Conflict`` for all else.

    Inside the transaction that sends, with the applicant's row held: the quota's row is held too, so nobody else can
    take the last place or send the same meanwhile.
    """
    offered = offer_of(home, version.service)
    if offered is not None and offered.service.quota is not None:
        _hold_quota(offered)
    refusal = why_not(offered, version, applicant)
    if refusal is None and offered is not None:
        return offered
    words = refusal.words if refusal is not None else ""
    if refusal is not None and refusal.ground is Ground.PERSON:
        raise InvalidInput({WHOM: words}, words)
    raise Conflict(f"{words} Isian tetap tersimpan sebagai draf.")


def places_left(offered: Offered) -> int | None:
    """How many more may apply in this period; None without a quota. One query."""
    service = offered.service
    if service.quota is None:
        return None
    office = offered.handled_at
    begin = datetime.combine(period(service, office_today(office.timezone))[0], time(), ZoneInfo(office.timezone))
    sent = Application.objects.filter(office=office, service=service, submitted_at__gte=begin)
    return max(service.quota - sent.exclude(state=State.CANCELLED).count(), 0)


def period(service: Service, today: date) -> tuple[date, date]:
    """The first day of the quota's period that ``today`` is in, and of the next one. Weeks begin on Monday."""
    match service.quota_period:
        case Service.QuotaPeriod.DAY:
            return today, today + timedelta(days=1)
        case Service.QuotaPeriod.WEEK:
            monday = today - timedelta(days=today.weekday())
            return monday, monday + timedelta(days=7)
        case Service.QuotaPeriod.MONTH:
            first = today.replace(day=1)
            return first, (first + timedelta(days=31)).replace(day=1)
        case _:
            return date(today.year, 1, 1), date(today.year + 1, 1, 1)


def _closed(offered: Offered | None) -> Refusal | None:
    if offered is None:
        return Refusal(Ground.CLOSED, "Layanan ini tidak lagi ada di desa ini.")
    words = offered.closed(office_today(offered.handled_at.timezone))
    return Refusal(Ground.CLOSED, words) if words else None


def _full(offered: Offered) -> Refusal | None:
    if places_left(offered) != 0:
        return None
    service = offered.service
    following = period(service, office_today(offered.handled_at.timezone))[1]
    when = _PERIODS[Service.QuotaPeriod(service.quota_period)]
    words = f"Kuota {when} ({service.quota} permohonan) sudah habis. Coba lagi mulai {date_words(following)}."
    return Refusal(Ground.FULL, words)


def _not_for(version: ServiceVersion, applicant: Applicant) -> Refusal | None:
    if applicant.relation and not rules.for_family(version.rules):
        words = "Layanan ini hanya bisa diajukan oleh orangnya sendiri, tidak untuk anggota keluarga."
        return Refusal(Ground.PERSON, words)
    today = office_today(applicant.resident.office.timezone)
    if rules.may_apply(version.rules, applicant.register, today):
        return None
    who = rules.who_words(version.rules)
    words = f"Menurut data penduduk, {applicant.resident.name} belum memenuhi syarat layanan ini. Syaratnya: {who}"
    return Refusal(Ground.PERSON, words)


def _running(version: ServiceVersion, applicant: Applicant) -> Refusal | None:
    if not rules.one_open(version.rules):
        return None
    running = Application.objects.filter(
        service=version.service_id, resident=applicant.resident, state__in=OPEN_STATES
    ).only("number", "state", "citizen_id", "applicant_account_id")
    first = running.order_by("submitted_at").first()
    if first is None:
        return None
    name = applicant.resident.name
    words = (
        f"{name} masih punya permohonan layanan ini yang belum selesai. Tunggu sampai selesai, atau batalkan dahulu."
    )
    return Refusal(Ground.RUNNING, words, first)


def _hold_quota(offered: Offered) -> None:
    """Hold the row of this service at the office that handles it: one quota, one lock, no other office waits."""
    place = {"office": offered.handled_at, "service": offered.service}
    ServiceAtOffice.objects.bulk_create([ServiceAtOffice(**place)], ignore_conflicts=True)
    ServiceAtOffice.objects.select_for_update(of=("self",)).get(**place)
