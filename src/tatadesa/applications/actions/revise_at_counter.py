"""An officer sends changes to an application from the counter, for an applicant who stands there again."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.actions.revise import apply_changes
from tatadesa.applications.counter import require_counter
from tatadesa.applications.history import staff_label
from tatadesa.applications.locking import lock_for_staff
from tatadesa.applications.models import Application


@transaction.atomic
def revise_at_counter(staff: StaffMember, number: str, key: UUID) -> Application:
    """As ``revise``, for the officer's draft ``key``; raises ``NotAllowed`` for an application from a phone."""
    application = lock_for_staff(staff, number)
    require_counter(staff, application)
    return apply_changes(application, staff.account, key, staff_label(staff))
