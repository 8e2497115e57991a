"""Do again what was taken back."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue.builder.locking import hold_draft, write
from tatadesa.core.errors import Conflict


@transaction.atomic
def redo_edit(staff: StaffMember, slug: str, *, seen: UUID) -> str:
    """The edit that was undone last holds again; gives its words. ``seen`` and errors as in ``undo_edit``."""
    held = hold_draft(staff, slug, seen)
    after = held.draft.edits.filter(is_undone=True).order_by("position").first()
    if after is None:
        raise Conflict("Tidak ada yang bisa diulangi.")
    after.is_undone = False
    after.save(update_fields=["is_undone"])
    write(held, after.content)
    return after.words
