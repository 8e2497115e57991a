"""The person's own side of a registration. Whoever holds its id is the browser that began it: nobody else knows it."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from tatadesa.core.errors import Conflict, NotFound
from tatadesa.registrations.models import Registration

OPEN = (Registration.State.BEGUN, Registration.State.ASKED)
# What an officer can ask for again, and the fields that it opens.
FIELDS_OF = {
    "nik": ("nik",),
    "name": ("name",),
    "birth_place": ("birth_place",),
    "birth_date": ("birth_date",),
    "sex": ("sex",),
    "address": ("address", "rt", "rw"),
}
ALL_FIELDS = tuple(field for fields in FIELDS_OF.values() for field in fields)
_GONE = "Pendaftaran ini tidak ditemukan atau sudah terlalu lama. Mulai lagi dari awal."


class Step(StrEnum):
    """What the person has to do next."""

    PHOTO = "photo"
    DATA = "data"
    CONTACT = "contact"
    PIN = "pin"
    NOTHING = "nothing"
    """All is there: it can be sent, or has been."""


def find(registration_id: UUID) -> Registration:
    """The registration with its office and photo; raises ``NotFound``. One query."""
    whole = Registration.objects.select_related("office", "photo")
    found = whole.filter(pk=registration_id).exclude(state=Registration.State.EXPIRED).first()
    if found is None:
        raise NotFound(_GONE)
    return found


def hold(registration_id: UUID) -> Registration:
    """The registration, locked until the transaction ends; raises ``NotFound``, and ``Conflict`` once it is sent."""
    rows = Registration.objects.select_for_update(of=("self",)).select_related("office")
    found = rows.filter(pk=registration_id).exclude(state=Registration.State.EXPIRED).first()
    if found is None:
        raise NotFound(_GONE)
    if found.state not in OPEN:
        raise Conflict("Pendaftaran ini sudah dikirim, jadi tidak dapat diubah lagi.")
    return found


def next_step(registration: Registration, *, contact_is_needed: bool) -> Step:
    """The first thing that is missing. ``contact_is_needed`` while a code can reach a phone or e-mail at all."""
    if registration.state == Registration.State.ASKED:
        return _asked_step(registration)
    if registration.state != Registration.State.BEGUN:
        return Step.NOTHING
    if not has_photo(registration):
        return Step.PHOTO
    if not registration.nik:
        return Step.DATA
    if contact_is_needed and registration.contact_confirmed_at is None:
        return Step.CONTACT
    return Step.NOTHING if registration.pin_hash else Step.PIN


def fields_open(registration: Registration) -> tuple[str, ...]:
    """The fields the person may fill in now: all of them at first, later those an officer has asked for."""
    if registration.state != Registration.State.ASKED:
        return ALL_FIELDS
    return tuple(name for asked in registration.asked_fields for name in FIELDS_OF.get(asked, ()))


def has_photo(registration: Registration) -> bool:
    """True while the photo is there. One query where the registration was read without it."""
    photo = getattr(registration, "photo", None)
    return photo is not None and photo.deleted_at is None


def suggestions(registration: Registration) -> tuple[dict[str, str], frozenset[str]]:
    """What to show in the form, as text, and which of it was read from the card with doubt."""
    if registration.nik:
        return {field: _text(getattr(registration, field)) for field in ALL_FIELDS}, frozenset()
    card = registration.card
    read = {field: str(card.get(field) or "") for field in ALL_FIELDS}
    return {**read, "birth_date": _day(read["birth_date"])}, frozenset(card.get("doubtful") or ())


def _asked_step(registration: Registration) -> Step:
    if "photo" in registration.asked_fields:
        return Step.PHOTO
    return Step.DATA if registration.asked_fields else Step.NOTHING


def _text(value: object) -> str:
    return "" if value is None else _day(str(value))


def _day(text: str) -> str:
    """``1990-05-25`` as a card prints it: ``25-05-1990``; anything else as it is."""
    parts = text.split("-")
    is_iso = [len(part) for part in parts] == [4, 2, 2] and all(part.isdigit() for part in parts)
    return "-".join(reversed(parts)) if is_iso else text
