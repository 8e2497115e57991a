"""Applications, their drafts, steps, attachments, events, referrals and talk: a file per aggregate."""

from tatadesa.applications.models.application import Application, Attachment
from tatadesa.applications.models.draft import Draft
from tatadesa.applications.models.event import Event
from tatadesa.applications.models.lists import BatchRow, BatchRun, SavedFilter
from tatadesa.applications.models.message import Message, MessageFile
from tatadesa.applications.models.officers import ApplicationLook, InternalNote, RequirementCheck
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
    "ApplicationLook",
    "Attachment",
    "BatchRow",
    "BatchRun",
    "Draft",
    "Event",
    "InternalNote",
    "Message",
    "MessageFile",
    "QueueDay",
    "QueueTicket",
    "Referral",
    "ReferralFile",
    "ReferralLink",
    "ReferralLinkUse",
    "RequirementCheck",
    "SavedFilter",
    "Step",
]
