"""The questions to others, as a part of the request's page."""

from collections.abc import Sequence
from typing import Any

from tatadesa.accounts.models import StaffMember
from tatadesa.applications import referral_queries
from tatadesa.applications.models import Application, Event
from tatadesa.applications.referral_permissions import may_refer
from tatadesa.letters.handing_off import entry_of, may_send, settings_of
from tatadesa.letters.models import Letter


def referrals_on_page(
    staff: StaffMember, application: Application, letter: Letter | None, history: Sequence[Event]
) -> dict[str, Any]:
    """What the page shows of them, and how the letter went to the kecamatan. One query, three with a letter."""
    referrals = referral_queries.of_application(application)
    sends = letter is not None and letter.state == Letter.State.ISSUED and may_send(staff)
    return {
        "hand_off": {
            "entry": entry_of(letter) if letter is not None else None,
            "may_send": sends and settings_of(staff.office).is_on,
        },
        "referrals": referrals,
        "outdated_referrals": referral_queries.outdated(referrals, history),
        "may_refer": may_refer(staff, application),
    }
