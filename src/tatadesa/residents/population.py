"""Ask Dukcapil about a person: bounded, logged, and never in anybody's way."""

import json
import time
from dataclasses import asdict
from datetime import date, timedelta
from uuid import UUID

from django.db import connection, transaction

from tatadesa.accounts import secrets
from tatadesa.accounts.models import StaffMember
from tatadesa.accounts.throttle import spend
from tatadesa.core.clock import now
from tatadesa.core.errors import TooMany
from tatadesa.offices.models import Office
from tatadesa.residents.models import PopulationQuery, PopulationSettings
from tatadesa.residents.ports import ELEMENTS, Elements, SourceAnswer, SourceSettings, SourceStatus, source

TRIAL = "uji sambungan"
GOOD_FOR = timedelta(hours=24)
FAILURES_ALLOWED = 3
PAUSE = timedelta(minutes=3)
# An officer compares a handful of people an hour; a registration's own checks come in bursts.
_OFFICER_LIMIT = {"capacity": 60, "per_seconds": 3600}
_OFFICE_LIMIT = {"capacity": 300, "per_seconds": 3600}
_PAUSED = "Sambungan ke Dukcapil sedang diistirahatkan karena beberapa kali gagal. Coba lagi beberapa menit lagi."
_UNREADABLE = "Sandi Dukcapil yang tersimpan tidak terbaca lagi. Administrator perlu mengisinya kembali."

# One of several askers gets through once the pause is over; the others wait for what that one finds.
_CLAIM = """
UPDATE residents_populationsettings SET paused_until = %(until)s
WHERE office_id = %(office)s AND (paused_until IS NULL OR paused_until <= %(now)s)
RETURNING 1
"""
_FAIL = """
UPDATE residents_populationsettings SET
  failures = failures + 1,
  paused_until = CASE WHEN failures + 1 >= %(allowed)s THEN %(until)s ELSE NULL END
WHERE office_id = %(office)s
"""


def settings_of(office: Office) -> PopulationSettings:
    """How ``office`` reaches Dukcapil; what a new office starts with where nothing was ever set."""
    return PopulationSettings.objects.filter(office=office).first() or PopulationSettings(office=office)


def is_on(office: Office) -> bool:
    """Whether the office asks Dukcapil at all."""
    return PopulationSettings.objects.filter(office=office, is_on=True).exists()


def verify(office: Office, elements: Elements, *, actor_id: UUID | None, purpose: str) -> SourceAnswer:
    """Compare ``elements`` with Dukcapil for ``office``.

    Never raises for what Dukcapil, the network or a limit does: ``UNAVAILABLE`` with a reason an officer can read, or
    ``OFF``. May take as long as the office's time limit: call it from a job or for an officer who waits for it, never
    inside a transaction. ``actor_id`` is None for the check of a registration; ``purpose`` is a short key. Written down
    are who, why, when and the result; a positive answer counts for a day without asking again.
    """
    settings = settings_of(office)
    if not settings.is_on:
        return SourceAnswer(SourceStatus.OFF, reason="Kantor ini tidak memakai Dukcapil.")
    return _guarded(settings, elements, actor_id, purpose, is_trial=False)


def try_connection(office: Office, *, actor_id: UUID) -> SourceAnswer:
    """Ask about nobody (a NIK that cannot exist), also while switched off or resting; otherwise as ``verify``."""
    settings = settings_of(office)
    if not settings.base_url:
        return SourceAnswer(SourceStatus.UNAVAILABLE, reason="Isi alamat layanan dan simpan dulu.")
    nobody = Elements(
        nik="0" * 16,
        name="UJI SAMBUNGAN",
        birth_place="UJI",
        birth_date=date(2000, 1, 1),
        sex=1,
        no_kk="0" * 16,
        mother_name="UJI",
    )
    return _guarded(settings, nobody, actor_id, TRIAL, is_trial=True)


def recent_queries(office: Office, count: int = 20) -> list[tuple[PopulationQuery, str]]:
    """The last questions of ``office``, newest first, with the name of who asked. Two queries."""
    entries = list(PopulationQuery.objects.filter(office=office).order_by("-at", "-id")[:count])
    actors = {entry.actor_id for entry in entries if entry.actor_id}
    names: dict[UUID | None, str] = dict(StaffMember.objects.filter(pk__in=actors).values_list("pk", "name"))
    return [(entry, names.get(entry.actor_id, "Pendaftaran akun")) for entry in entries]


def _guarded(
    settings: PopulationSettings, elements: Elements, actor_id: UUID | None, purpose: str, *, is_trial: bool
) -> SourceAnswer:
    """Everything around the question: limits, a repeat within the day, the pause, the log."""
    try:
        _spend(settings.office_id, actor_id)
        plain = as_source_settings(settings)
    except TooMany as error:
        return SourceAnswer(SourceStatus.UNAVAILABLE, reason=error.message)
    except ValueError:
        return SourceAnswer(SourceStatus.UNAVAILABLE, reason=_UNREADABLE)
    entry = PopulationQuery(
        office_id=settings.office_id,
        actor_id=actor_id,
        purpose=purpose,
        nik_fingerprint=secrets.fingerprint(elements.nik),
        question_fingerprint=_question(settings, elements),
        elements=[name for name in plain.elements if getattr(elements, name)],
        is_repeat=True,
        is_complete=True,
        milliseconds=0,
    )
    if not is_trial and _was_matched(entry):
        return _written(entry, SourceAnswer(SourceStatus.MATCHED, dict.fromkeys(entry.elements, True)))
    if not is_trial and not _may_ask(settings):
        return SourceAnswer(SourceStatus.UNAVAILABLE, reason=_PAUSED)
    started = time.monotonic()
    answer = source().verify(plain, elements)
    entry.milliseconds = int((time.monotonic() - started) * 1000)
    entry.is_repeat = False
    entry.is_complete = set(answer.fields) == set(entry.elements)
    with transaction.atomic():
        _remember_health(settings, answer)
        return _written(entry, answer)


def as_source_settings(settings: PopulationSettings) -> SourceSettings:
    """What the adapter needs, secrets in clear; raises ``ValueError`` when the installation's secret has changed."""
    return SourceSettings(
        base_url=settings.base_url,
        path=settings.path,
        method=settings.method,
        reads_data=settings.family == PopulationSettings.Family.READ,
        user_id=settings.user_id,
        password=secrets.decrypt(settings.password) if settings.password else "",
        client_ip=settings.client_ip,
        nik_key=settings.nik_key,
        user_key=settings.user_key,
        password_key=settings.password_key,
        ip_key=settings.ip_key,
        threshold_key=settings.threshold_key,
        threshold=settings.threshold,
        threshold_as_text=settings.threshold_as_text,
        date_day_first=settings.date_format == PopulationSettings.DateFormat.DAY_FIRST,
        sends_transaction_id=settings.sends_transaction_id,
        elements=tuple(name for name in ELEMENTS if name in settings.elements),
        basic_user=settings.basic_user,
        basic_password=secrets.decrypt(settings.basic_password) if settings.basic_password else "",
        timeout_seconds=float(settings.timeout_seconds),
        verifies_tls=settings.verifies_tls,
        ca_certificate=settings.ca_certificate,
    )


def _spend(office_id: UUID, actor_id: UUID | None) -> None:
    if actor_id is None:
        spend("population", f"office:{office_id}", **_OFFICE_LIMIT)
    else:
        spend("population", str(actor_id), **_OFFICER_LIMIT)


def _question(settings: PopulationSettings, elements: Elements) -> str:
    """Another setting (a stricter threshold, say) makes it another question."""
    return secrets.fingerprint(json.dumps([str(settings.pk), settings.edition, asdict(elements)], default=str))


def _was_matched(entry: PopulationQuery) -> bool:
    return PopulationQuery.objects.filter(
        office_id=entry.office_id,
        question_fingerprint=entry.question_fingerprint,
        status=SourceStatus.MATCHED.value,
        is_repeat=False,
        is_complete=True,
        at__gt=now() - GOOD_FOR,
    ).exists()


def _may_ask(settings: PopulationSettings) -> bool:
    if settings.failures < FAILURES_ALLOWED:
        return True
    moment = now()
    until = moment + timedelta(seconds=2 * settings.timeout_seconds)
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"office": settings.pk, "now": moment, "until": until})
        return cursor.fetchone() is not None


def _remember_health(settings: PopulationSettings, answer: SourceAnswer) -> None:
    if answer.status is SourceStatus.UNAVAILABLE:
        values = {"office": settings.pk, "allowed": FAILURES_ALLOWED, "until": now() + PAUSE}
        with connection.cursor() as cursor:
            cursor.execute(_FAIL, values)
    elif settings.failures:
        PopulationSettings.objects.filter(pk=settings.pk).update(failures=0, paused_until=None)


def _written(entry: PopulationQuery, answer: SourceAnswer) -> SourceAnswer:
    entry.status = answer.status.value
    entry.at = now()
    entry.save(force_insert=True)
    return answer
