"""Ask another office, a contact or a colleague for an opinion on an application."""

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications import referral_targets
from tatadesa.applications.locking import lock_for_staff
from tatadesa.applications.models import Referral
from tatadesa.applications.permissions import active_step
from tatadesa.applications.referral_form import Asked, read_ask
from tatadesa.applications.referral_permissions import require_referrer
from tatadesa.applications.referrals import refer
from tatadesa.core.errors import InvalidInput


@transaction.atomic
def ask_opinion(
    staff: StaffMember, number: str, asked: Asked, *, seen: int, kind: str = Referral.Kind.OPINION
) -> Referral:
    """Put the question; only the ticked documents and answers can be seen there.

    ``seen`` is the history's length on the officer's page. Raises ``NotFound``, ``NotAllowed``, ``Conflict``, and
    ``InvalidInput`` naming each field that is not right.
    """
    application = lock_for_staff(staff, number, seen)
    require_referrer(staff, application)
    errors: dict[str, str] = {}
    target = None
    try:
        target = referral_targets.chosen(staff, asked.target)
    except InvalidInput as refused:
        errors |= refused.errors
    if target is not None and target.role and kind == Referral.Kind.HANDOVER:
        errors["target"] = "Keputusan hanya dapat diserahkan ke instansi. Rekan di kantor dimintai pendapat."
    ask = read_ask(application, kind, asked, errors)
    return refer(application, active_step(application), ask, target, staff=staff)
