"""The questions to others, as a part of the request's page."""

from typing import Any

from tatadesa.accounts.models import StaffMember
from tatadesa.applications import referral_queries
from tatadesa.applications.models import Application
from tatadesa.applications.referral_permissions import may_refer


def referrals_on_page(staff: StaffMember, application: Application) -> dict[str, Any]:
    """What the page shows of them. One query."""
    return {
        "referrals": referral_queries.of_application(application),
        "may_refer": may_refer(staff, application),
    }
