"""Open and close a service, bound how many may apply, offer it to the villages around."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue import changes
from tatadesa.catalogue.models import Service
from tatadesa.catalogue.permissions import require_settings_editor
from tatadesa.core.errors import InvalidInput, NotFound
from tatadesa.core.text import date_words

MOST = 100_000


@dataclass(frozen=True)
class Settings:
    """What the owner says of a service; ``is_offered`` shows it in every village of the owner's region."""

    is_open: bool
    opens_on: date | None = None
    closes_on: date | None = None
    quota: int | None = None
    quota_period: str = Service.QuotaPeriod.MONTH
    is_offered: bool = False
    handled_by: str = Service.HandledBy.VILLAGE


@transaction.atomic
def change_settings(staff: StaffMember, slug: str, wanted: Settings, *, seen: UUID | None) -> bool:
    """Make ``wanted`` hold for a published service of the officer's office; gives whether anything changed.

    ``seen`` as in ``changes.require_seen``. Raises ``NotAllowed``, ``NotFound``, ``Conflict``, ``InvalidInput``.
    """
    require_settings_editor(staff)
    own = Service.objects.select_for_update(of=("self",)).filter(office=staff.office_id, current__isnull=False)
    service = own.filter(slug=slug).first()
    if service is None:
        raise NotFound
    service.office = staff.office
    changes.require_seen(staff.office, service, seen)
    _check(staff, wanted)
    words = _differences(service, wanted)
    if not words:
        return False
    service.is_open, service.opens_on, service.closes_on = wanted.is_open, wanted.opens_on, wanted.closes_on
    service.quota, service.quota_period = wanted.quota, wanted.quota_period
    service.offered_to = staff.office.region_id if wanted.is_offered else ""
    service.handled_by = wanted.handled_by
    service.save()
    changes.note(staff, service, words)
    return True


def _check(staff: StaffMember, wanted: Settings) -> None:
    errors = {}
    if wanted.opens_on and wanted.closes_on and wanted.closes_on < wanted.opens_on:
        errors["tutup"] = "Hari tutup tidak boleh sebelum hari buka."
    if wanted.quota is not None and not 1 <= wanted.quota <= MOST:
        errors["kuota"] = "Isi 1 atau lebih, atau kosongkan bila tidak dibatasi."
    if wanted.quota_period not in Service.QuotaPeriod.values:
        errors["periode"] = "Pilih salah satu."
    if wanted.handled_by not in Service.HandledBy.values:
        errors["ditangani"] = "Pilih salah satu."
    if wanted.is_offered and staff.office.is_village:
        errors["tawarkan"] = "Hanya kantor di atas desa yang bisa menawarkan layanannya ke desa-desa."
    if errors:
        raise InvalidInput(errors)


def _differences(service: Service, wanted: Settings) -> list[str]:
    """What changes, in sentences."""
    words = []
    if service.is_open != wanted.is_open:
        words.append("Dibuka." if wanted.is_open else "Ditutup.")
    if service.opens_on != wanted.opens_on:
        words.append(f"Hari buka: {_day(wanted.opens_on)}.")
    if service.closes_on != wanted.closes_on:
        words.append(f"Hari terakhir: {_day(wanted.closes_on)}.")
    if (service.quota, service.quota_period) != (wanted.quota, wanted.quota_period):
        per = Service.QuotaPeriod(wanted.quota_period).label
        words.append(f"Kuota: {wanted.quota} per {per}." if wanted.quota is not None else "Kuota: tidak dibatasi.")
    if bool(service.offered_to) != wanted.is_offered:
        words.append("Ditawarkan ke semua desa." if wanted.is_offered else "Tidak lagi ditawarkan ke desa-desa.")
    if service.handled_by != wanted.handled_by:
        words.append(f"Ditangani oleh: {Service.HandledBy(wanted.handled_by).label}.")
    return words


def _day(day: date | None) -> str:
    return date_words(day) if day is not None else "tidak ditentukan"
