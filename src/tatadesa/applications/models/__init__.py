"""Applications, their drafts, steps, attachments, events and referrals: a file per aggregate."""

from tatadesa.applications.models.application import Application, Attachment
from tatadesa.applications.models.draft import Draft
from tatadesa.applications.models.event import Event
from tatadesa.applications.models.lists import BatchRow, BatchRun, SavedFilter
from tatadesa.applications.models.queue import QueueDay, QueueTicket
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
    "BatchRow",
    "BatchRun",
    "Draft",
    "Event",
    "QueueDay",
    "QueueTicket",
    "Referral",
    "ReferralFile",
    "ReferralLink",
    "ReferralLinkUse",
    "SavedFilter",
    "Step",
]
