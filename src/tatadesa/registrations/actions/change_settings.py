"""Change how an office handles registrations."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Least

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import InvalidInput
from tatadesa.offices.models import Office
from tatadesa.registrations.models import IdentityPhoto
from tatadesa.registrations.permissions import require_setter

MAX_DAYS = 60
# Shorter than the week of the reminder would be no time at all.
WAITING_DAYS = (14, 90)


@transaction.atomic
def change_settings(
    staff: StaffMember, *, instant_accounts: bool, identity_photo_days: int, registration_days: int
) -> Office:
    """Set all three for the officer's own office.

    ``identity_photo_days`` (1 to ``MAX_DAYS``) also brings forward the end of photos that are there already; a longer
    time is for new ones only, as their owners were told the shorter one. ``registration_days`` (``WAITING_DAYS``) is
    for all that wait.
    """
    require_setter(staff)
    errors = {}
    if not 1 <= identity_photo_days <= MAX_DAYS:
        errors["identity_photo_days"] = f"Isi angka 1 sampai {MAX_DAYS}."
    shortest, longest = WAITING_DAYS
    if not shortest <= registration_days <= longest:
        errors["registration_days"] = f"Isi angka {shortest} sampai {longest}."
    if errors:
        raise InvalidInput(errors)
    office = Office.objects.select_for_update().get(pk=staff.office_id)
    office.instant_accounts = instant_accounts
    office.identity_photo_days = identity_photo_days
    office.registration_days = registration_days
    office.save(update_fields=("instant_accounts", "identity_photo_days", "registration_days"))
    present = IdentityPhoto.objects.filter(office=office, deleted_at=None)
    present.update(delete_after=Least("delete_after", F("created_at") + timedelta(days=identity_photo_days)))
    return office
