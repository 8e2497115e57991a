"""Looks through a link are written down twice: by the link, and for the person they are about."""

from django.http import HttpRequest

from tatadesa.accounts.addresses import client_address
from tatadesa.applications import referral_links
from tatadesa.applications.models import ReferralLink
from tatadesa.core.access_log import record_look


def log_look(request: HttpRequest, link: ReferralLink, act: str, purpose: str) -> None:
    """Note that somebody with ``link`` saw data of the applicant; ``act`` is a ``ReferralLinkUse.Act``."""
    referral_links.log_use(link, act, client_address(request))
    application = link.referral.application
    record_look(
        office_id=link.office_id,
        actor_id=link.pk,
        resident_id=application.resident_id,
        purpose=purpose,
        about=application.number,
    )
