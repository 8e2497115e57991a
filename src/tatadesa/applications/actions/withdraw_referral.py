"""Take a question back: whoever was asked sees nothing of the application from now on."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.models import Referral
from tatadesa.applications.referral_locking import lock_own, require_open
from tatadesa.applications.referral_permissions import require_manager
from tatadesa.applications.referrals import end
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import many_lines

MAX_REASON = 500


@transaction.atomic
def withdraw_referral(staff: StaffMember, number: str, referral_id: UUID, *, seen: int, reason: str) -> Referral:
    """End an open question without an answer; ``reason`` stays in the office and cannot be empty."""
    application, referral = lock_own(staff, number, referral_id, seen)
    require_manager(staff, application)
    require_open(referral)
    reason = many_lines(reason)
    if not reason:
        raise InvalidInput({"reason": "Tulis mengapa permintaan ini ditarik."})
    if len(reason) > MAX_REASON:
        raise InvalidInput({"reason": f"Alasan paling panjang {MAX_REASON} huruf."})
    end(application, referral, Referral.State.WITHDRAWN, staff=staff, reason=reason)
    return referral
