"""Take back the last edit of a draft."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue.builder.locking import hold_draft, write
from tatadesa.core.errors import Conflict


@transaction.atomic
def undo_edit(staff: StaffMember, slug: str, *, seen: UUID) -> str:
    """The draft is again what it was before the last edit, whoever made it; gives the words of what was taken back.

    ``seen`` as in ``hold_draft``. Raises ``NotAllowed``, ``NotFound``, ``Conflict`` (also when nothing is left).
    """
    held = hold_draft(staff, slug, seen)
    before = held.draft.edits.filter(position__lt=held.last.position).order_by("-position").first()
    if before is None:
        raise Conflict("Tidak ada lagi yang bisa diurungkan.")
    held.last.is_undone = True
    held.last.save(update_fields=["is_undone"])
    write(held, before.content)
    return held.last.words
