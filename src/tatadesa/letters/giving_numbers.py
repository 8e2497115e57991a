"""Giving a letter its number: which counter counts it, what it prints, and that nobody had it before.

Counters are named by what tells their numbers apart on paper (a classification code, a short code of the letter), so
two counters of one scheme cannot print the same. When a scheme has changed, a counter begins behind everything that was
ever printed with its code.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max

from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue.models import Service
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.letters import numbering
from tatadesa.letters.models import (
    CounterScheme,
    NumberCounter,
    NumberSettings,
    ServiceNumbering,
    SkippedNumbers,
    TakenNumber,
)
from tatadesa.letters.template import DEFAULT_COUNTER
from tatadesa.offices.models import Office

_COUNTER_LENGTH = 40
_NEEDED = {CounterScheme.CLASSIFICATION: "klasifikasi", CounterScheme.SERVICE: "layanan"}
_MOVED = "Cara menghitung diganti. Nomor ini sudah dipakai hitungan yang lama."


@dataclass(frozen=True)
class Wanted:
    """What a letter says about its number; ``service`` is None for a letter on paper."""

    classification: str
    security: str = "B"
    counter: str = DEFAULT_COUNTER
    service: Service | None = None


def settings_of(office: Office) -> NumberSettings:
    """How ``office`` counts."""
    return NumberSettings.objects.filter(office=office).first() or NumberSettings(office=office)


def numbering_of(office: Office, service: Service | None) -> ServiceNumbering:
    """What the office writes into the numbers of this letter; empty where nothing was ever set."""
    found = ServiceNumbering.objects.filter(office=office, service=service).first() if service else None
    return found or ServiceNumbering(office=office)


def numberings_of(office: Office) -> list[ServiceNumbering]:
    """What the office has set for single letters, with their services. One query."""
    return list(ServiceNumbering.objects.filter(office=office).select_related("service"))


def service_code(service: Service, own: ServiceNumbering) -> str:
    """``{layanan}``: the office's own short code, else the first letters of the words of the name."""
    return own.code or "".join(word[0] for word in service.slug.split("-") if word).upper()[:30]


def check_scheme(scheme: str, pattern: str) -> None:
    """Raise ``InvalidInput`` at ``number_pattern`` when numbers of two counters could look the same."""
    needed = _NEEDED.get(CounterScheme(scheme))
    if needed and needed not in numbering.names_in(pattern):
        words = f"Dengan cara menghitung ini pola harus memuat {{{needed}}}, supaya tidak ada nomor kembar."
        raise InvalidInput({numbering.FIELD: words}, words)


def take_number(
    office: Office,
    wanted: Wanted,
    dated: date,
    staff: StaffMember,
    *,
    subject: str,
    person: str,
    kind: str = TakenNumber.Kind.LETTER,
) -> TakenNumber:
    """The next number for a letter ``dated`` so, written down for good when the caller's transaction commits.

    Raises ``Conflict`` that names a number which is taken already, and ``InvalidInput`` for a bad pattern.
    """
    settings, own = settings_of(office), numbering_of(office, wanted.service)
    classification = own.classification or wanted.classification
    code = service_code(wanted.service, own) if wanted.service else own.code
    counter = counter_name(settings.scheme, wanted.counter, classification, code)
    row = numbering.held(office, counter, dated.year)
    if row.edition != settings.edition:
        _move_on(row, settings, classification, code)
    running = row.last + 1
    parts = numbering.NumberParts(classification, running, office.number_code, dated, wanted.security, code)
    number = numbering.format_number(own.pattern or office.number_pattern, parts)
    if TakenNumber.objects.filter(office=office, number=number).exists():
        raise Conflict(
            f"Nomor {number} sudah dipakai surat lain. Ubah pola atau nomor awal di Pengaturan, Nomor surat."
        )
    row.last, row.edition = running, settings.edition
    row.save(update_fields=["last", "edition"])
    return TakenNumber.objects.create(
        office=office,
        counter=counter,
        year=dated.year,
        running=running,
        number=number,
        classification=classification,
        service_code=code,
        kind=kind,
        subject=subject[:160],
        person=person[:120],
        dated=dated,
        taken_by=staff,
        taken_at=now(),
    )


def last_before_next(office: Office, scheme: str, year: int) -> int:
    """The number behind which the common counter of ``office`` would go on next, counted by ``scheme``.

    A counter that has not been used since the scheme changed still holds its old number, and will go on behind
    everything (see ``take_number``).
    """
    settings = settings_of(office)
    row = NumberCounter.objects.filter(office=office, counter=DEFAULT_COUNTER, year=year).first()
    last, edition = (row.last, row.edition) if row else (0, 0)
    if scheme == settings.scheme and edition == settings.edition:
        return last
    used = TakenNumber.objects.filter(office=office, year=year).aggregate(most=Max("running"))["most"] or 0
    return max(last, used)


def give_up_number(office_id: UUID, number: str, reason: str) -> None:
    """No letter will carry the number that was taken for one: it stays written down as cancelled, with why."""
    taken = TakenNumber.objects.filter(office=office_id, number=number, cancelled_at=None)
    taken.update(cancelled_at=now(), reason=reason[:240])


def counter_name(scheme: str, series: str, classification: str, code: str) -> str:
    """The counter for a letter: the template's own series, or one for each code."""
    if scheme == CounterScheme.CLASSIFICATION:
        return f"k:{classification}"[:_COUNTER_LENGTH]
    if scheme == CounterScheme.SERVICE:
        return f"l:{code}"[:_COUNTER_LENGTH]
    return series


def skip_to(row: NumberCounter, last: int, reason: str) -> None:
    """Let the held counter go on behind ``last``; what lies between is written down with its reason."""
    if last <= row.last:
        return
    SkippedNumbers.objects.create(
        office_id=row.office_id,
        counter=row.counter,
        year=row.year,
        first=row.last + 1,
        last=last,
        reason=reason,
        at=now(),
    )
    row.last = last
    row.save(update_fields=["last"])


def _move_on(row: NumberCounter, settings: NumberSettings, classification: str, code: str) -> None:
    used = TakenNumber.objects.filter(office=row.office_id, year=row.year)
    if settings.scheme == CounterScheme.CLASSIFICATION:
        used = used.filter(classification=classification)
    elif settings.scheme == CounterScheme.SERVICE:
        used = used.filter(service_code=code)
    skip_to(row, used.aggregate(most=Max("running"))["most"] or 0, _MOVED)
