"""An officer fills in the office's own fields of an application."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import announce, staff_label
from tatadesa.applications.locking import lock_for_staff
from tatadesa.applications.models import Application, InternalNote
from tatadesa.applications.officer_form import check, has_fields
from tatadesa.applications.permissions import require_actor
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.core.ids import uuid7
from tatadesa.forms.summary import summarise


@transaction.atomic
def fill_officer_form(staff: StaffMember, number: str, *, seen: int, raw: Mapping[str, Any]) -> Application:
    """Keep the answers ``raw``; an internal note says what was changed, so that nothing is overwritten unseen.

    For whoever may decide now. Raises ``NotFound``, ``NotAllowed``, ``Conflict``, ``InvalidInput`` by field.
    """
    application = lock_for_staff(staff, number, seen)
    require_actor(staff, application)
    if not has_fields(application):
        raise Conflict("Layanan ini tidak punya isian petugas.")
    cleaned = check(staff, application, raw)
    if cleaned.errors:
        raise InvalidInput(cleaned.errors)
    before = application.officer_answers
    if cleaned.values == before:
        return application
    application.officer_answers = cleaned.values
    application.save(update_fields=["officer_answers", "updated_at"])
    rows = summarise(application.version.officer_form, cleaned.values, {})
    changed = [
        f"{row.label}: {row.text or '(kosong)'}" for row in rows if _differs(before, cleaned.values, row.field_id)
    ]
    InternalNote.objects.create(
        office_id=application.office_id,
        application=application,
        author=staff,
        author_label=staff_label(staff),
        key=uuid7(),
        text="\n".join(["Isian petugas disimpan.", *changed]),
        at=now(),
    )
    announce(application, to_citizens=False)
    return application


def _differs(before: Mapping[str, Any], after: Mapping[str, Any], name: str) -> bool:
    return before.get(name) != after.get(name)
