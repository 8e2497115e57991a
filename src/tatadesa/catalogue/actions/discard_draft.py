"""Throw a draft away; what is published stays."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue.builder.locking import hold_draft, hold_service


@transaction.atomic
def discard_draft(staff: StaffMember, slug: str, *, seen: UUID) -> bool:
    """Remove the draft and its edits, and the service too when nothing was ever published of it or set for it.

    Gives whether there is still a version to show. ``seen`` as in ``hold_draft``. Raises ``NotAllowed``, ``NotFound``,
    ``Conflict``.
    """
    service = hold_service(staff, slug)
    hold_draft(staff, slug, seen).draft.delete()
    if service.versions.exists():
        return True
    if not service.changes.exists() and not service.at_offices.exists():
        service.delete()
    return False
