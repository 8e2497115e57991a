"""An officer says whether the morning's message is wanted."""

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now
from tatadesa.notices.models import Preference


@transaction.atomic
def change_digest(staff: StaffMember, *, wanted: bool) -> None:
    """Keep it; every officer decides for themselves."""
    values = {"has_digest": wanted, "changed_at": now()}
    Preference.objects.update_or_create(account_id=staff.pk, defaults=values)
