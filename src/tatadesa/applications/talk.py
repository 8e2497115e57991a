"""Reads on the thread between officers and the citizen, and who may write in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.applications.models import Application, Message, MessageFile
from tatadesa.applications.permissions import may_take_papers, readable
from tatadesa.applications.states import OPEN_STATES
from tatadesa.core.clock import now
from tatadesa.core.errors import NotFound
from tatadesa.files.models import StoredFile

OPEN_AFTER_DECISION = timedelta(days=30)
UNDO_FOR = timedelta(seconds=60)
MAX_FILES = 5
_SHOWN = 100


@dataclass(frozen=True)
class Thread:
    """The latest messages, oldest first. ``has_more``: there are older ones that are not shown."""

    messages: list[Message]
    has_more: bool

    @property
    def last_id(self) -> str:
        """What a page tells that it has shown; empty for an empty thread."""
        return str(self.messages[-1].pk) if self.messages else ""

    @property
    def edition(self) -> str:
        """Changes whenever the thread would look different."""
        seen = sum(row.seen_at is not None for row in self.messages)
        return f"{self.last_id}-{seen}-{sum(row.withdrawn_at is not None for row in self.messages)}"

    @property
    def unseen_by_office(self) -> int:
        """How many of the citizen's no officer has seen."""
        return sum(not row.is_from_office and row.seen_at is None for row in self.messages)


@dataclass(frozen=True)
class Gist:
    """What the citizen's page of an application says of its thread: how many there are, how many not yet seen."""

    total: int
    unseen: int


def _count(**wanted: object) -> Subquery:
    rows = Message.objects.filter(application=OuterRef("pk"), **wanted).order_by()
    return Subquery(rows.values("application").annotate(n=Count("pk")).values("n"))


COUNTS = {"talk_total": _count(), "talk_unseen": _count(is_from_office=True, seen_at=None)}
"""What a page reads with its application to know its ``Gist``."""


def readable_by(account: Account, application: str = "") -> Q:
    """Of any rows, those about applications the citizen may read; ``application`` is the way there (``x__``)."""
    return Q(**{f"{application}citizen": account}) | Q(**{f"{application}applicant_account": account})


def thread_of(application: Application) -> Thread:
    """The thread of an application that the caller has fetched through its owner. Two queries."""
    files = Prefetch("files", MessageFile.objects.select_related("file").order_by("id"))
    rows = list(application.messages.prefetch_related(files).order_by("-sent_at", "-id")[: _SHOWN + 1])
    return Thread(rows[:_SHOWN][::-1], len(rows) > _SHOWN)


def gist_for_citizen(application: Application) -> Gist:
    """Of an application read with ``COUNTS``; no query."""
    read = vars(application)
    return Gist(read["talk_total"] or 0, read["talk_unseen"] or 0)


def is_open(application: Application) -> bool:
    """True while there is something to talk about: until 30 days after a decision."""
    if application.state in OPEN_STATES or application.decided_at is None:
        return True
    return now() < application.decided_at + OPEN_AFTER_DECISION


def may_write_to_citizen(staff: StaffMember, application: Application) -> bool:
    """True for those who work on what comes to the office, where somebody with an account reads it."""
    return may_take_papers(staff) and bool(application.reader_ids) and is_open(application)


def may_withdraw(message: Message, account: Account) -> bool:
    """Its author, within a minute."""
    return message.author_id == account.pk and message.withdrawn_at is None and now() < message.sent_at + UNDO_FOR


def file_of_message(staff: StaffMember, number: str, file_id: UUID) -> StoredFile:
    """A file of a message about an application that the officer may read; raises ``NotFound``."""
    own = MessageFile.objects.select_related("file").filter(readable(staff, "message__application"), file=file_id)
    about = {"message__application__office": staff.office_id, "message__application__number": number}
    found = own.filter(**about).first()
    if found is None:
        raise NotFound
    return found.file


def told_to(account: Account, file_id: UUID) -> MessageFile | None:
    """A file of a message that the citizen may read."""
    told = MessageFile.objects.select_related("file").filter(readable_by(account, "message__application__"))
    return told.filter(file=file_id).first()
