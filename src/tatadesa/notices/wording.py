"""What a notice says: the public number and the status, nothing else.

A push message shows on a locked screen, and phones are shared: no NIK, no answer, no name of a letter.
"""

import json
from dataclasses import dataclass

from tatadesa.applications.models import Event
from tatadesa.applications.states import State
from tatadesa.notices.models import Notice

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
    return Words(title="Kabar permohonan Anda", body=f"Permohonan {number}: {status}", link=f"/permohonan/{number}/")


def payload(notice: Notice) -> bytes:
    """The JSON that the service worker shows, padded with blanks to one length."""
    message = {"title": notice.title, "body": notice.body, "link": notice.link, "tag": str(notice.pk)}
    return json.dumps(message, ensure_ascii=False).encode().ljust(_PAYLOAD_BYTES)
