"""Choose the PIN of the account to be."""

from datetime import date
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.passwords import hash_pin
from tatadesa.core.errors import InvalidInput
from tatadesa.registrations.filling import find, hold
from tatadesa.registrations.models import Registration


def set_pin(registration_id: UUID, pin: str) -> Registration:
    """Keep ``pin`` as its hash. Raises ``InvalidInput`` at ``pin`` when it is no six digits or easily guessed."""
    known = find(registration_id)
    if _is_about(known, pin):
        raise InvalidInput({"pin": "Jangan pakai tanggal lahir atau angka di NIK atau nomor HP. Pilih yang lain."})
    # Hashed before the row is held: that takes its time on purpose.
    pin_hash = hash_pin(pin)
    with transaction.atomic():
        registration = hold(registration_id)
        registration.pin_hash = pin_hash
        registration.save(update_fields=("pin_hash", "updated_at"))
    return registration


def _is_about(registration: Registration, pin: str) -> bool:
    """True for six digits that somebody who knows the person tries first."""
    if len(pin) != 6:
        return False
    return pin in registration.nik or pin in registration.phone or pin in _days(registration.birth_date)


def _days(day: date | None) -> tuple[str, ...]:
    if day is None:
        return ()
    return (f"{day:%d%m%y}", f"{day:%y%m%d}", f"{day:%m%d%y}", f"{day:%m%Y}", f"{day:%Y%m}")
