"""Registrations as they lie before an officer, without the way the person took to get there."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from django.db import transaction
from PIL import Image

from tatadesa.accounts.passwords import hash_pin
from tatadesa.core.clock import now
from tatadesa.offices.models import Office
from tatadesa.registrations import photos
from tatadesa.registrations.models import Registration
from tatadesa.residents.models import Family, Resident

PIN = "493817"


def neighbour(office: Office, **changes: Any) -> Resident:
    """A resident without an account: Dewi, who lives beside Siti."""
    family = Family.objects.get_or_create(
        office=office,
        no_kk="3302070101109017",
        defaults={"address": "Jl. Kenanga 5", "dusun": "Krajan", "rt": "002", "rw": "001"},
    )[0]
    values: dict[str, Any] = {
        "nik": "3302075703929017",
        "name": "DEWI KARTIKA",
        "sex": 2,
        "birth_place": "BANYUMAS",
        "birth_date": date(1992, 3, 17),
        "religion": 1,
        "education": 5,
        "occupation": 9,
        "marital_status": 1,
        "family_role": 1,
        **changes,
    }
    return Resident.objects.create(office=office, family=family, **values)


def picture(size: tuple[int, int] = (640, 404), color: str = "lightblue") -> bytes:
    """A JPEG of the shape of a card."""
    buffer = io.BytesIO()
    Image.new("RGB", size, color).save(buffer, "JPEG")
    return buffer.getvalue()


def waiting(office: Office, resident: Resident | None = None, *, photo: bool = True, **changes: Any) -> Registration:
    """A registration as sent: the words of ``resident`` (Dewi's where there is none), with a photo of the card."""
    values: dict[str, Any] = {
        "state": Registration.State.WAITING,
        "nik": resident.nik if resident else "3302075703929017",
        "name": resident.name if resident else "DEWI KARTIKA",
        "birth_place": "BANYUMAS",
        "birth_date": resident.birth_date if resident else date(1992, 3, 17),
        "sex": 2,
        "address": "Jl. Kenanga 5",
        "rt": "002",
        "rw": "001",
        "phone": "628120000901",
        "contact_confirmed_at": now(),
        "pin_hash": hash_pin(PIN),
        "consent_version": "1",
        "consent_at": now(),
        "match": Registration.Match.EXACT if resident else Registration.Match.ABSENT,
        "resident": resident,
        "created_at": now(),
        "sent_at": now(),
        **changes,
    }
    registration = Registration.objects.create(office=office, **values)
    if photo:
        with transaction.atomic():
            photos.store(registration, picture())
        registration.reading = Registration.Reading.READ
        registration.card = {"nik": registration.nik, "name": registration.name, "birth_date": "1992-03-17", "sex": "2"}
        registration.save()
    return registration
