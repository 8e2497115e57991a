"""Change a draft: one edit at a time, each of which can be undone."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue.builder.content import OFFICERS, walk_both
from tatadesa.catalogue.builder.edits import Edit, Edited, Past
from tatadesa.catalogue.builder.locking import add_edit, hold_draft, write
from tatadesa.catalogue.builder.problems import check_draft
from tatadesa.catalogue.builder.queries import past_kinds
from tatadesa.core.errors import InvalidInput


@transaction.atomic
def edit_draft(staff: StaffMember, slug: str, edit: Edit, *, seen: UUID) -> Edited:
    """Apply ``edit`` to the draft of a service of the officer's office; one that changes nothing leaves no trace.

    ``seen`` as in ``hold_draft``. Raises ``NotAllowed``, ``NotFound``, ``Conflict`` and ``InvalidInput`` with what is
    wrong, in the labels people know.
    """
    held = hold_draft(staff, slug, seen)
    past = past_kinds(held.service, held.draft)
    edited = edit.apply(held.content, past)
    if edited.content == held.content:
        return edited
    check_draft(edited.content)
    _require_own_ids(edited, past)
    write(held, edited.content)
    add_edit(held.draft, staff, edited.content, edited.words)
    return edited


def _require_own_ids(edited: Edited, past: Past) -> None:
    """An id that once was another kind of field would put old answers and new ones into one column."""
    for path, field in walk_both(edited.content["form"], edited.content["officer_form"]):
        if path in past and field["kind"] not in past[path]:
            column = path.removeprefix(OFFICERS)
            message = (
                f"Isian “{field['label']}” memakai nama kolom “{column}”, yang di versi lama berisi jenis isian lain. "
                "Ganti “id” isian itu di berkasnya."
            )
            raise InvalidInput({"": message}, message)
