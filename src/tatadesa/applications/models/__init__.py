"""Applications, their drafts, steps, attachments, events and referrals: a file per aggregate."""

from tatadesa.applications.models.application import Application, Attachment
from tatadesa.applications.models.draft import Draft
from tatadesa.applications.models.event import Event
from tatadesa.applications.models.referral import (
    AgencyContact,
    Referral,
    ReferralFile,
    ReferralLink,
    ReferralLinkUse,
)
from tatadesa.applications.models.step import Step

__all__ = [
    "AgencyContact",
    "Application",
    "Attachment",
    "Draft",
    "Event",
    "Referral",
    "ReferralFile",
    "ReferralLink",
    "ReferralLinkUse",
    "Step",
]
