"""Let an agency decide the matter of the present step."""

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.actions.ask_opinion import ask_opinion
from tatadesa.applications.models import Referral
from tatadesa.applications.referral_form import Asked


def hand_over(staff: StaffMember, number: str, asked: Asked, *, seen: int) -> Referral:
    """As ``ask_opinion``, but the village cannot approve before the answer, nor against it."""
    return ask_opinion(staff, number, asked, seen=seen, kind=Referral.Kind.HANDOVER)
