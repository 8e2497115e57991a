"""Make every link to a question useless, when one has gone to the wrong place."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications import referral_links
from tatadesa.applications.referral_locking import lock_own
from tatadesa.applications.referral_permissions import require_manager


@transaction.atomic
def revoke_links(staff: StaffMember, number: str, referral_id: UUID, *, seen: int) -> int:
    """Gives how many links opened something until now; the question itself stays open."""
    application, referral = lock_own(staff, number, referral_id, seen)
    require_manager(staff, application)
    return referral_links.revoke_all(referral)
