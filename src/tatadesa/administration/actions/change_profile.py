"""Change where an office is and how it is reached."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.administration import changes
from tatadesa.administration.models import OfficeChange
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import one_line

_PHONE = re.compile(r"\+?[0-9(][0-9() -]{4,18}")
_POSTCODE = re.compile(r"[0-9]{5}")
_EMAIL = EmailValidator()


@dataclass(frozen=True)
class Profile:
    """What citizens and letters need to find the office; only the address is a must."""

    address: str
    postcode: str = ""
    phone: str = ""
    email: str = ""
    complaints_contact: str = ""


def read_profile(typed: Profile) -> Profile:
    """``typed`` as it is kept; raises ``InvalidInput`` naming every field at fault."""
    found = Profile(*(one_line(getattr(typed, name)) for name in Profile.__dataclass_fields__))
    errors = {}
    if not 0 < len(found.address) <= 200:
        errors["alamat"] = "Tulis alamat kantor, misalnya Jl. Balai Desa No. 1. Paling panjang 200 huruf."
    if found.postcode and not _POSTCODE.fullmatch(found.postcode):
        errors["kode_pos"] = "Kode pos terdiri dari 5 angka."
    if found.phone and not _PHONE.fullmatch(found.phone):
        errors["telepon"] = "Tulis nomor telepon dengan angka, misalnya (0282) 497001 atau 081234567890."
    if found.email and not _is_email(found.email):
        errors["surel"] = "Tulis alamat e-mail lengkap, misalnya kantor@desa-karangsari.id."
    if len(found.complaints_contact) > 160:
        errors["pengaduan"] = "Paling panjang 160 huruf."
    if errors:
        raise InvalidInput(errors)
    return found


@transaction.atomic
def change_profile(staff: StaffMember, typed: Profile, *, seen: UUID | None) -> bool:
    """Make the profile hold for the officer's own office; gives whether anything changed.

    ``seen`` as in ``changes.hold_office``. Raises ``NotAllowed``, ``InvalidInput``, ``Conflict``.
    """
    office = changes.hold_office(staff, seen)
    profile = read_profile(typed)
    words = changes.differences(
        office,
        {
            "address": ("Alamat", profile.address),
            "postcode": ("Kode pos", profile.postcode),
            "phone": ("Telepon", profile.phone),
            "email": ("E-mail", profile.email),
            "complaints_contact": ("Pengaduan", profile.complaints_contact),
        },
    )
    office.save()
    return changes.note(staff, OfficeChange.Topic.PROFILE, words)


def _is_email(text: str) -> bool:
    try:
        _EMAIL(text)
    except ValidationError:
        return False
    return len(text) <= 254
