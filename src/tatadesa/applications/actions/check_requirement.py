"""An officer ticks a requirement off, or says what does not fit."""

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.checklist import asked
from tatadesa.applications.history import announce, staff_label
from tatadesa.applications.locking import lock_for_staff
from tatadesa.applications.models import Application, RequirementCheck
from tatadesa.applications.permissions import require_actor
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput, NotFound
from tatadesa.core.plain import one_line

MAX_REASON = 200
_VERDICTS = RequirementCheck.Verdict


@transaction.atomic
def check_requirement(
    staff: StaffMember, number: str, field_id: str, *, seen: int, verdict: str, reason: str = ""
) -> Application:
    """Write ``verdict`` (empty takes the tick away) at the requirement of ``field_id``.

    For whoever may decide now. ``seen`` is the history's length on the page: a document that was sent anew since is
    not judged unseen. Raises ``NotFound``, ``NotAllowed``, ``Conflict``, ``InvalidInput``.
    """
    application = lock_for_staff(staff, number, seen)
    require_actor(staff, application)
    if field_id not in asked(application):
        raise NotFound
    if not verdict:
        application.checks.filter(field_id=field_id).delete()
        announce(application, to_citizens=False)
        return application
    reason = one_line(reason) if verdict == _VERDICTS.UNFIT else ""
    if verdict not in _VERDICTS.values:
        raise InvalidInput({"verdict": "Pilih sesuai atau tidak sesuai."})
    if verdict == _VERDICTS.UNFIT and not 0 < len(reason) <= MAX_REASON:
        raise InvalidInput({"why": f"Tulis apa yang tidak sesuai, paling panjang {MAX_REASON} huruf."})
    RequirementCheck.objects.update_or_create(
        application=application,
        field_id=field_id,
        defaults={
            "office_id": application.office_id,
            "verdict": verdict,
            "reason": reason,
            "by": staff,
            "by_label": staff_label(staff),
            "at": now(),
        },
    )
    announce(application, to_citizens=False)
    return application
