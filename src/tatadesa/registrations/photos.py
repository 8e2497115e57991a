"""Photos of KTPs: encrypted, apart from all other files, seen by people only with a stamp burned in, and soon gone.

The bytes are sealed (``files.sealing``) for their registration: moved to another one they do not open. The plain
picture is never written anywhere.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction

from tatadesa.core.clock import now, office_today
from tatadesa.core.errors import NotFound
from tatadesa.files import storage
from tatadesa.files.sealing import Seal, SealBroken
from tatadesa.offices.models import Office
from tatadesa.registrations.models import IdentityPhoto, Registration
from tatadesa.registrations.stamping import stamped

FOLDER = "ktp"
# What a killed or rolled back request has left is no longer somebody's who is just being answered.
ORPHAN_AFTER = timedelta(hours=1)
_SEAL = Seal(b"TDF1", b"tatadesa.registrations.photo.v1", "PHOTO_SECRET")

logger = logging.getLogger(__name__)


def store(registration: Registration, jpeg: bytes) -> IdentityPhoto:
    """Keep ``jpeg``, as ``files.images.normalise`` wrote it, as the photo of ``registration`` in place of an older one.

    Call inside a transaction that holds the registration. The bytes are on disk when this returns; those of a rolled
    back transaction are found by ``sweep_orphans``.
    """
    token = secrets.token_hex(16)
    sealed = ContentFile(_SEAL.close(jpeg, registration.pk.bytes))
    name = storage.private().save(f"{FOLDER}/{token[:2]}/{token}", sealed)
    old = IdentityPhoto.objects.select_for_update(of=("self",)).filter(registration=registration).first()
    if old is not None:
        _remove_at_commit(old.storage_name)
    moment = now()
    days = timedelta(days=registration.office.identity_photo_days)
    photo, _ = IdentityPhoto.objects.update_or_create(
        registration=registration,
        defaults={
            "office_id": registration.office_id,
            "storage_name": name,
            "size": len(jpeg),
            "sha256": hashlib.sha256(jpeg).hexdigest(),
            "created_at": moment,
            "delete_after": moment + days,
            "deleted_at": None,
        },
    )
    return photo


def plain(photo: IdentityPhoto) -> bytes:
    """The picture itself, for the card reader only; no person ever gets these bytes.

    Raises ``NotFound`` when it is deleted, lost, or does not open under the present secret.
    """
    gone = NotFound("Foto KTP ini sudah dihapus atau tidak dapat dibuka.")
    if not photo.storage_name:
        raise gone
    try:
        with storage.private().open(photo.storage_name) as stream:
            sealed: bytes = stream.read()
        return _SEAL.open(sealed, photo.registration_id.bytes)
    except (FileNotFoundError, SealBroken) as error:
        logger.warning("photo %s cannot be opened: %s", photo.pk, type(error).__name__)
        raise gone from error


def watermarked(photo: IdentityPhoto, *, words: str, turn: int = 0) -> bytes:
    """A JPEG for an officer's eyes: ``words`` burned in all over, turned clockwise by ``turn`` (0, 90, 180, 270)."""
    return stamped(plain(photo), words, turn)


def stamp_words(office: Office) -> str:
    """What is burned into a photo that somebody looks at today."""
    today = office_today(office.timezone)
    return f"HANYA UNTUK PENDAFTARAN TATADESA {office.full_name.upper()} {today:%d-%m-%Y}"


def delete(photo: IdentityPhoto) -> None:
    """Forget the photo: the row says when, the bytes go at commit. Call inside a transaction that holds it."""
    if photo.deleted_at is not None:
        return
    _remove_at_commit(photo.storage_name)
    photo.storage_name = ""
    photo.deleted_at = now()
    photo.save(update_fields=("storage_name", "deleted_at"))


def delete_of(registration: Registration) -> None:
    """Forget the photo of ``registration``, if there is one."""
    photo = IdentityPhoto.objects.select_for_update(of=("self",)).filter(registration=registration).first()
    if photo is not None:
        delete(photo)


def sweep_orphans() -> int:
    """Remove bytes that no photo names any more; gives how many files went."""
    private = storage.private()
    removed = 0
    for folder in _folders():
        _, names = private.listdir(folder)
        paths = [f"{folder}/{name}" for name in names]
        known = set(IdentityPhoto.objects.filter(storage_name__in=paths).values_list("storage_name", flat=True))
        for path in paths:
            if path not in known and now() - private.get_modified_time(path) > ORPHAN_AFTER:
                private.delete(path)
                removed += 1
    return removed


def _folders() -> Iterator[str]:
    return storage.folders(FOLDER)


def _remove_at_commit(name: str) -> None:
    if name:
        transaction.on_commit(partial(storage.delete, name))
