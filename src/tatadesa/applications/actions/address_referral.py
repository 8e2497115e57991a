"""Say whom a question is for that a rule has asked without knowing an agency."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications import referral_targets
from tatadesa.applications.models import Referral
from tatadesa.applications.referral_locking import lock_own, require_open
from tatadesa.applications.referral_permissions import require_manager
from tatadesa.applications.referrals import address
from tatadesa.core.errors import Conflict, InvalidInput


@transaction.atomic
def address_referral(staff: StaffMember, number: str, referral_id: UUID, target: str, *, seen: int) -> Referral:
    """Give it to ``target`` (a key of the form); its time begins now. Raises ``Conflict`` when somebody has it."""
    application, referral = lock_own(staff, number, referral_id, seen)
    require_manager(staff, application)
    require_open(referral)
    if not referral.is_unaddressed:
        raise Conflict(f"Permintaan ini sudah dikirim ke {referral.to_label}.")
    chosen = referral_targets.chosen(staff, target)
    if chosen.role and referral.is_handover:
        raise InvalidInput({"target": "Keputusan hanya dapat diserahkan ke instansi."})
    address(application, referral, chosen, staff)
    return referral
