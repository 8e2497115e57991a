"""A link that an officer hands over by other means, when the messages do not arrive."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications import referral_links
from tatadesa.applications.referral_locking import lock_own, require_open
from tatadesa.applications.referral_permissions import require_manager
from tatadesa.core.errors import Conflict


@transaction.atomic
def make_link(staff: StaffMember, number: str, referral_id: UUID, *, seen: int) -> str:
    """The whole address of a fresh link, told this once. Only for a question to a contact without account."""
    application, referral = lock_own(staff, number, referral_id, seen)
    require_manager(staff, application)
    require_open(referral)
    if referral.to_contact_id is None:
        raise Conflict("Instansi ini menjawab lewat akunnya sendiri, tidak lewat tautan.")
    _, token = referral_links.make(referral)
    return referral_links.address(token)
