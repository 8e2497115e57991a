"""Keep what an officer has filled in so far for a resident at the counter."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications import drafts
from tatadesa.applications.counter import require_counter, resident_at_counter
from tatadesa.applications.models import Draft
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.catalogue.queries import offer_of
from tatadesa.core.errors import NotFound


@transaction.atomic
def save_counter_draft(
    staff: StaffMember, resident_id: UUID, version: ServiceVersion, key: UUID, content: drafts.Content
) -> Draft:
    """Write the officer's draft ``key`` about ``resident_id``, new or changes to an application from the counter.

    Raises ``NotAllowed``, ``NotFound``, ``Conflict``.
    """
    application = content.application
    if application is None:
        resident = resident_at_counter(staff, resident_id)
    else:
        require_counter(staff, application)
        drafts.require_open(application)
        resident = application.resident
    is_offered = application is not None or offer_of(staff.office, version.service) is not None
    if not is_offered or resident.pk != resident_id:
        raise NotFound
    return drafts.write(staff.account, version, key, content, resident, "")
