"""What is deleted by itself: photos at their date, forgotten and unanswered registrations, the data of decided ones.

Each registration is one short transaction under its own lock; one that somebody holds right now waits for the next run.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from tatadesa.core.clock import now
from tatadesa.offices.models import Office
from tatadesa.registrations import history, photos
from tatadesa.registrations.deadlines import due as deadline
from tatadesa.registrations.models import Registration
from tatadesa.registrations.replies import tell

BEGUN_FOR = timedelta(hours=24)
ASKED_FOR = timedelta(days=30)
BATCH = 500
_State = Registration.State


def sweep() -> int:
    """Do all that is due, at most ``BATCH`` registrations of each kind; gives how many were touched."""
    return delete_due_photos() + expire_forgotten() + expire_unanswered() + expire_undecided() + reduce_decided()


def delete_due_photos() -> int:
    """Delete photos whose date has come, and what was read from them, whatever became of the registration."""
    return _each(Q(photo__deleted_at=None, photo__delete_after__lte=now()), "photo__delete_after", _forget_card)


def expire_forgotten() -> int:
    """End what nobody has gone on filling in for a day."""
    due = Q(state=_State.BEGUN, updated_at__lte=now() - BEGUN_FOR)
    return _each(due, "updated_at", lambda row: expire(row, "Tidak diteruskan."))


def expire_unanswered() -> int:
    """End what was asked for and not mended for thirty days."""
    due = Q(state=_State.ASKED, updated_at__lte=now() - ASKED_FOR)
    return _each(due, "updated_at", lambda row: expire(row, "Tidak diperbaiki dalam 30 hari."))


def expire_undecided() -> int:
    """End what no officer has decided on for the office's number of days, and tell the person."""
    touched = 0
    for days in Office.objects.order_by().values_list("registration_days", flat=True).distinct():
        due = Q(state=_State.WAITING, office__registration_days=days, updated_at__lte=deadline(days))
        touched += _each(due, "updated_at", lambda row, days=days: _expire_undecided(row, days))  # type: ignore[misc]
    return touched


def reduce_decided() -> int:
    """Keep of decided registrations only the decision, once the office's number of days has passed."""
    touched = 0
    for days in Office.objects.order_by().values_list("identity_photo_days", flat=True).distinct():
        due = Q(
            state__in=(_State.ACTIVE, _State.REFUSED),
            office__identity_photo_days=days,
            decided_at__lte=now() - timedelta(days=days),
        ) & ~Q(nik="")
        touched += _each(due, "decided_at", _reduce)
    return touched


def _each(due: Q, order: str, act: Callable[[Registration], None]) -> int:
    touched = 0
    for key in list(Registration.objects.filter(due).order_by(order).values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            rows = Registration.objects.select_for_update(of=("self",), skip_locked=True)
            row = rows.filter(due, pk=key).first()
            if row is not None:
                act(row)
                touched += 1
    return touched


def _expire_undecided(row: Registration, days: int) -> None:
    tell(
        row,
        "pendaftaran_ditolak",
        "Pendaftaran Anda berakhir",
        f"pendaftaran akun Anda belum diputuskan selama {days} hari, jadi berakhir dan datanya dihapus. "
        "Silakan mendaftar lagi, atau datang ke kantor dengan KTP.",
        "/daftar/",
    )
    expire(row, f"Tidak diputuskan dalam {days} hari.")


def _forget_card(row: Registration) -> None:
    photos.delete_of(row)
    row.card = {}
    row.save(update_fields=("card",))


def expire(row: Registration, words: str) -> None:
    """End ``row``, which the caller holds, and empty what is about the person; ``words`` say why."""
    row.state = _State.EXPIRED
    row.edition += 1
    _reduce(row)
    history.record(row, "expire", row.state, None, words)


def _reduce(row: Registration) -> None:
    """Empty what is about the person; the state, who decided, why, and the account and resident it led to stay."""
    photos.delete_of(row)
    row.nik = row.name = row.birth_place = row.address = row.rt = row.rw = ""
    row.phone = row.email = row.pin_hash = ""
    row.birth_date = row.sex = None
    row.card = {}
    row.asked_fields = []
    row.save()
