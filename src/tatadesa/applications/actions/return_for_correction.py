"""Send an application back to the citizen with an exact list of what to mend."""

from collections.abc import Sequence

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import record, staff_label
from tatadesa.applications.locking import lock_for_staff
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import require_actor
from tatadesa.applications.states import Verb
from tatadesa.applications.steps import back_to_first
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import many_lines

MAX_MESSAGE = 1000


@transaction.atomic
def return_for_correction(
    staff: StaffMember, number: str, *, seen: int, fields: Sequence[str], message: str
) -> Application:
    """Open ``fields`` (ids of the form) to the citizen, with ``message``; it comes back to whoever checked it."""
    application = lock_for_staff(staff, number, seen)
    step = require_actor(staff, application)
    known = {field["id"] for field in application.version.form["fields"]}
    errors = {}
    if not fields or not set(fields) <= known:
        errors["fields"] = "Centang isian atau berkas yang harus diperbaiki."
    message = many_lines(message)
    if not message:
        errors["message"] = "Tulis apa yang harus diperbaiki, supaya warga tidak menebak."
    elif len(message) > MAX_MESSAGE:
        errors["message"] = f"Pesan paling panjang {MAX_MESSAGE} huruf."
    if errors:
        raise InvalidInput(errors)
    if step.kind == "issue":
        application.taken_by = back_to_first(application).done_by
    application.correction = {"fields": list(fields), "message": message}
    record(
        application,
        Verb.RETURN,
        actor=staff.account,
        label=staff_label(staff),
        words=message,
        data={"fields": list(fields)},
    )
    return application
