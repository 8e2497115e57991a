"""Have the photo of a registration read and keep what the card says, as a suggestion for the form and the officer."""

import logging
from typing import Any
from uuid import UUID

from django.db import transaction

from tatadesa.core.errors import NotFound
from tatadesa.registrations import photos
from tatadesa.registrations.models import IdentityPhoto, Registration
from tatadesa.registrations.ports import CardReader, CardReaderDown, CardUnreadable

# Also while an officer has it: the person may have typed and sent everything before the reader came to it.
_WANTED = (Registration.State.BEGUN, Registration.State.ASKED, Registration.State.WAITING)
_Reading = Registration.Reading

logger = logging.getLogger(__name__)


def read_card(registration_id: UUID, reader: CardReader, *, is_last_try: bool) -> None:
    """Read the present photo; does nothing when it was replaced, deleted or read meanwhile.

    The row's lock is not held while ``reader`` works. Raises ``CardReaderDown`` to be tried again; on the last try the
    photo counts as unreadable instead, and the person types.
    """
    photo = _begin(registration_id)
    if photo is None:
        return
    card: dict[str, Any]
    try:
        found = reader.read(photos.plain(photo))
    except (CardUnreadable, NotFound) as error:
        state, card = _Reading.UNREADABLE, {"message": str(error)}
    except CardReaderDown:
        if not is_last_try:
            raise
        logger.warning("the card of registration %s could not be read: the reader failed again", registration_id)
        state, card = _Reading.UNREADABLE, {}
    else:
        state, card = _Reading.READ, {**found.fields, "doubtful": list(found.doubtful)}
    _finish(registration_id, photo, state, card)


def _begin(registration_id: UUID) -> IdentityPhoto | None:
    """The photo to read, the registration marked as being read; None when there is nothing to do."""
    with transaction.atomic():
        registration = _held(registration_id)
        photo = IdentityPhoto.objects.filter(registration=registration_id, deleted_at=None).first()
        if registration is None or photo is None or registration.reading not in (_Reading.WAITING, _Reading.READING):
            return None
        registration.reading = _Reading.READING
        registration.save(update_fields=("reading",))
        return photo


def _finish(registration_id: UUID, photo: IdentityPhoto, state: _Reading, card: dict[str, Any]) -> None:
    with transaction.atomic():
        registration = _held(registration_id)
        # Another photo has a job of its own; of a deleted one nothing may be kept.
        present = IdentityPhoto.objects.filter(pk=photo.pk, sha256=photo.sha256, deleted_at=None)
        if registration is not None and present.exists():
            registration.reading = state
            registration.card = card
            # No new edition: it adds what the card says, and must not turn away an officer who decides right now.
            registration.save(update_fields=("reading", "card"))


def _held(registration_id: UUID) -> Registration | None:
    rows = Registration.objects.select_for_update(of=("self",))
    return rows.filter(pk=registration_id, state__in=_WANTED).first()
