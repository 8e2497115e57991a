"""What a notice says: the public number and the status; in the application also for whom of the family it is.

A push message shows on a locked screen, and phones are shared: no name of a person or a letter, no NIK, no answer.
"""

import json
from dataclasses import dataclass, replace
from uuid import UUID

from django.core.signing import BadSignature, Signer

from tatadesa.applications.models import Event, Message
from tatadesa.applications.states import State, Verb
from tatadesa.notices.facts import Facts, facts_of, fill, template_of
from tatadesa.notices.models import Notice

_LONGEST_TITLE, _LONGEST_INSIDE = 120, 240
# The push service sees the length of an encrypted message; all of ours have the same.
_PAYLOAD_BYTES = 512
_RECEIPT = "notices.push"


@dataclass(frozen=True)
class Words:
    """A notice in words, and the page it leads to."""

    title: str
    body: str
    link: str


def words(event: Event) -> Words:
    """``Permohonan 26-K7QM-3XPD: Sedang diperiksa``, or what the office says instead, in Indonesian."""
    application = event.application
    template = template_of(application.office_id, event.verb)
    facts = facts_of(event)
    return Words(
        title=fill(template.title, facts, _LONGEST_TITLE),
        body=fill(template.body, facts),
        link=f"/permohonan/{application.number}/",
    )


def message_words(message: Message) -> Words:
    """That there is one, and about which application; nothing of what it says."""
    application = message.application
    template = template_of(application.office_id, "message")
    facts = Facts(
        application.number, application.version.name, State(application.state).label, application.office.full_name
    )
    title, body = fill(template.title, facts, _LONGEST_TITLE), fill(template.body, facts)
    return Words(title, body, f"/permohonan/{application.number}/pesan/")


def handed_words(event: Event) -> Words:
    """To the colleague a request was handed to: which one, and by whom. Read on the desk only."""
    number = event.application.number
    return Words(
        f"Permohonan {number} diserahkan kepada Anda", f"Oleh {event.actor_label}"[:240], f"/desk/permohonan/{number}/"
    )


def words_inside(event: Event, account_id: UUID) -> Words:
    """The same for ``account_id``, signed in: says whom it is about, or who made it, where that is somebody else.

    Of a parcel it says what the history says, with the waybill.
    """
    application, told = event.application, words(event)
    if event.verb == Verb.DELIVER and event.words:
        told = replace(told, body=f"Permohonan {application.number}: {event.words}"[:_LONGEST_INSIDE])
    if application.author_id == account_id and application.relation:
        title = f"Kabar permohonan untuk {application.applicant_name} ({application.relation})"
    elif application.author_label and event.verb == Verb.SUBMIT:
        title = f"Permohonan untuk Anda dibuat oleh {application.author_label}"
    else:
        title = told.title
    return replace(told, title=title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…")


def payload(notice: Notice, *, silent: bool = False, unread: int = 0) -> bytes:
    """The JSON that the service worker shows, padded with blanks to a multiple of one length.

    ``receipt`` lets the worker say that the message has arrived, without being signed in; ``silent`` does not ring.
    """
    message: dict[str, object] = {
        "title": notice.title,
        "body": notice.body,
        "link": notice.link,
        "tag": str(notice.pk),
        "receipt": receipt_of(notice),
        "unread": unread,
    }
    if silent:
        message["silent"] = True
    content = json.dumps(message, ensure_ascii=False).encode()
    return content.ljust(-(-len(content) // _PAYLOAD_BYTES) * _PAYLOAD_BYTES)


def receipt_of(notice: Notice) -> str:
    """The notice's name, signed: whoever has it was sent the message."""
    return Signer(salt=_RECEIPT).sign(notice.pk.hex)


def read_receipt(text: str) -> UUID | None:
    """The notice that ``receipt_of`` named; None for anything else."""
    try:
        return UUID(Signer(salt=_RECEIPT).unsign(text[:200]))
    except (BadSignature, ValueError):
        return None


def text_of(notice: Notice, link: str) -> str:
    """The whole message of a channel outside: what happened, and where to read more, if anywhere."""
    end = "" if notice.title.endswith((".", "?", "!")) else "."
    return f"{notice.title}{end} {notice.body}" + (f" Buka: {link}" if link else "")
