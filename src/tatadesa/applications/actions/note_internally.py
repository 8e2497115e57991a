"""An officer leaves words for colleagues."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import announce, staff_label
from tatadesa.applications.locking import lock_for_reader
from tatadesa.applications.models import InternalNote
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import many_lines

MAX_NOTE = 2000


@transaction.atomic
def note_internally(staff: StaffMember, number: str, *, key: UUID, text: str) -> InternalNote:
    """Write a note that stays as it is and never leaves the office, once per ``key``.

    For everybody who may read the application. Raises ``NotFound``, ``InvalidInput``.
    """
    application = lock_for_reader(staff, number)
    text = many_lines(text)
    if not text or len(text) > MAX_NOTE:
        raise InvalidInput({"text": f"Tulis catatan Anda, paling panjang {MAX_NOTE} huruf."})
    note, is_new = InternalNote.objects.get_or_create(
        application=application,
        author=staff,
        key=key,
        defaults={"office_id": application.office_id, "author_label": staff_label(staff), "text": text, "at": now()},
    )
    if is_new:
        announce(application, to_citizens=False)
    return note
