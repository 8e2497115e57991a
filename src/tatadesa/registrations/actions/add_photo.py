"""Take the photo of a KTP and have it read."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image

from tatadesa.accounts.throttle import spend
from tatadesa.core.errors import Conflict
from tatadesa.core.jobs import queue
from tatadesa.files import images
from tatadesa.files.actions.receive import read_bounded
from tatadesa.files.limits import FileRefused
from tatadesa.files.sniffing import sniff
from tatadesa.registrations import history, photos, tasks
from tatadesa.registrations.filling import OPEN, find, hold
from tatadesa.registrations.models import Registration

# Below this the small print of a card is a blur, for the reader and for an officer.
SHORTEST_SIDE = 300
_NO_PHOTO = "Berkas ini bukan foto. Kirim foto KTP (JPG, PNG atau HEIC)."
_TOO_SMALL = "Foto ini terlalu kecil, tulisan di KTP tidak terbaca. Foto ulang KTP dengan kamera, dari dekat."


def add_photo(registration_id: UUID, upload: UploadedFile[Any], *, address: str) -> Registration:
    """Check ``upload`` by its content, keep it encrypted in place of an older one, and queue the reading of the card.

    Raises ``FileRefused`` with words for the sender, ``Conflict`` when no photo is wanted now, and ``TooMany`` after 12
    photos in an hour for one registration or 120 from one client ``address``.
    """
    spend("register-photo-address", address, capacity=120, per_seconds=3600)
    spend("register-photo", str(registration_id), capacity=12, per_seconds=3600)
    _require_wanted(find(registration_id))
    # Decoded before the row is held: it takes a moment, and may be refused.
    jpeg = _checked(upload)
    with transaction.atomic():
        registration = hold(registration_id)
        _require_wanted(registration)
        photos.store(registration, jpeg)
        registration.reading = Registration.Reading.WAITING
        registration.card = {}
        registration.asked_fields = [asked for asked in registration.asked_fields if asked != "photo"]
        registration.edition += 1
        registration.save()
        history.record(registration, "add_photo", registration.state, None, "Foto KTP diterima.")
        queue(tasks.read_card, registration_id=str(registration.pk))
    return registration


def _require_wanted(registration: Registration) -> None:
    is_asked = registration.state == Registration.State.ASKED
    if registration.state not in OPEN or (is_asked and "photo" not in registration.asked_fields):
        raise Conflict("Foto KTP sudah diterima. Petugas tidak meminta foto lagi.")


def _checked(upload: UploadedFile[Any]) -> bytes:
    content = read_bounded(upload)
    try:
        kind = sniff(content)
    except FileRefused as refused:
        # Of the kinds of other uploads nothing is said here: a card is photographed.
        raise FileRefused(_NO_PHOTO) if content else refused from refused
    if kind == "PDF":
        raise FileRefused(_NO_PHOTO)
    jpeg = images.normalise(content, kind)
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as picture:
        if min(picture.size) < SHORTEST_SIDE:
            raise FileRefused(_TOO_SMALL)
    return jpeg
