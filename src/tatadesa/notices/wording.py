"""What a notice says: the public number and the status; in the application also for whom of the family it is.

A push message shows on a locked screen, and phones are shared: no name of a person or a letter, no NIK, no answer.
"""

import json
from dataclasses import dataclass, replace
from uuid import UUID

from tatadesa.applications.models import Event, Message
from tatadesa.applications.states import State, Verb
from tatadesa.notices.models import Notice

_TITLE = "Kabar permohonan Anda"
_LONGEST_TITLE = 120
# The push service sees the length of an encrypted message; all of ours have the same.
_PAYLOAD_BYTES = 512


@dataclass(frozen=True)
class Words:
    """A notice in words, and the page it leads to."""

    title: str
    body: str
    link: str


def words(event: Event) -> Words:
    """``Permohonan 26-K7QM-3XPD: Sedang diperiksa``."""
    number, status = event.application.number, State(event.state).label
    return Words(title=_TITLE, body=f"Permohonan {number}: {status}", link=f"/permohonan/{number}/")


def message_words(message: Message) -> Words:
    """That there is one, and about which application; nothing of what it says."""
    number = message.application.number
    return Words("Pesan dari kantor", f"Permohonan {number}: ada pesan baru", f"/permohonan/{number}/pesan/")


def handed_words(event: Event) -> Words:
    """To the colleague a request was handed to: which one, and by whom. Read on the desk only."""
    number = event.application.number
    return Words(
        f"Permohonan {number} diserahkan kepada Anda", f"Oleh {event.actor_label}"[:240], f"/desk/permohonan/{number}/"
    )


def words_inside(event: Event, account_id: UUID) -> Words:
    """The same for ``account_id``, signed in: says whom it is about, or who made it, where that is somebody else."""
    application, told = event.application, words(event)
    if application.author_id == account_id and application.relation:
        title = f"Kabar permohonan untuk {application.applicant_name} ({application.relation})"
    elif application.author_label and event.verb == Verb.SUBMIT:
        title = f"Permohonan untuk Anda dibuat oleh {application.author_label}"
    else:
        title = _TITLE
    return replace(told, title=title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…")


def payload(notice: Notice) -> bytes:
    """The JSON that the service worker shows, padded with blanks to one length."""
    message = {"title": notice.title, "body": notice.body, "link": notice.link, "tag": str(notice.pk)}
    return json.dumps(message, ensure_ascii=False).encode().ljust(_PAYLOAD_BYTES)
