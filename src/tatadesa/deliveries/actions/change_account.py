"""An office says how it reaches a courier."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput, NotFound
from tatadesa.deliveries import couriers
from tatadesa.deliveries.models import CourierAccount
from tatadesa.deliveries.permissions import require_setter
from tatadesa.deliveries.ports import Courier, SettingField

_LONGEST = 500


@transaction.atomic
def change_account(staff: StaffMember, provider: str, typed: Mapping[str, str], *, seen: int) -> CourierAccount:
    """Set the values of the provider's ``fields`` for the officer's own office; ``seen`` is the edition of the page.

    An empty secret stays what it was, unless an address has changed: nobody can have it sent somewhere new. Raises
    ``NotAllowed``, ``NotFound`` for an unknown provider, ``InvalidInput`` by field, ``Conflict``.
    """
    require_setter(staff)
    courier = couriers.known(provider)
    if courier is None:
        raise NotFound
    couriers.row_of(staff.office_id, provider)
    row = CourierAccount.objects.select_for_update(of=("self",)).get(office_id=staff.office_id, provider=provider)
    if row.edition != seen:
        raise Conflict("Sambungan ini baru saja diubah orang lain. Muat ulang halaman, lalu ubah lagi.")
    values = read(courier, typed, couriers.values_of(row))
    row.sealed = couriers.seal(values)
    row.failures, row.paused_until, row.last_failure = 0, None, ""
    row.edition += 1
    row.changed_by_id, row.changed_at = staff.pk, now()
    row.save()
    return row


def read(courier: Courier, typed: Mapping[str, str], kept: Mapping[str, str]) -> dict[str, str]:
    """What is to be kept of ``typed`` beside the secrets ``kept`` before; raises ``InvalidInput`` by field."""
    values: dict[str, str] = {}
    errors: dict[str, str] = {}
    for field in courier.fields:
        text = typed.get(field.name, "").strip()
        values[field.name] = text
        if fault := _fault(field, text, bool(kept.get(field.name))):
            errors[field.name] = fault
    moved = any(
        is_address(field) and values[field.name] != kept.get(field.name, "") for field in courier.fields if kept
    )
    for field in courier.fields:
        if field.is_secret and not values[field.name] and kept.get(field.name):
            if moved:
                errors[field.name] = "Alamat berubah: isi lagi, supaya yang lama tidak terkirim ke tempat lain."
            values[field.name] = kept[field.name]
    if errors:
        raise InvalidInput(errors)
    return values


def is_address(field: SettingField) -> bool:
    """Whether the field names a server."""
    return field.default.startswith(("https://", "http://")) or field.name.endswith(("url", "host"))


def _fault(field: SettingField, text: str, is_kept: bool) -> str:  # noqa: FBT001 - read once, right above
    if len(text) > _LONGEST or not text.isprintable():
        return f"Paling panjang {_LONGEST} huruf, tanpa baris baru."
    if field.is_required and not text and not (field.is_secret and is_kept) and not field.default:
        return f"Isi {field.label.lower()}."
    if field.choices and text and text not in {key for key, _ in field.choices}:
        return "Pilih salah satu."
    if is_address(field) and text:
        try:
            parts = urlsplit(text)
            good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
            _ = parts.port
        except ValueError:
            good = False
        if not good:
            return "Tulis alamat lengkap, contoh https://api.contoh.id."
    return ""
