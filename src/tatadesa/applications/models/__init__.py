"""Applications, their drafts, steps, attachments, events and talk: a file per aggregate."""

from tatadesa.applications.models.application import Application, Attachment
from tatadesa.applications.models.draft import Draft
from tatadesa.applications.models.event import Event
from tatadesa.applications.models.message import Message, MessageFile
from tatadesa.applications.models.officers import ApplicationLook, InternalNote, RequirementCheck
from tatadesa.applications.models.step import Step

__all__ = [
    "Application",
    "ApplicationLook",
    "Attachment",
    "Draft",
    "Event",
    "InternalNote",
    "Message",
    "MessageFile",
    "RequirementCheck",
    "Step",
]
