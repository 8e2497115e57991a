"""The states of a complaint and the only ways between them."""

from typing import Final

from django.db import models


class State(models.TextChoices):
    """Where a complaint stands, in words for both sides."""

    NEW = "new", "Baru"
    WORKING = "working", "Diproses"
    WAITING = "waiting", "Menunggu jawaban pelapor"
    CLOSED = "closed", "Selesai"


class Verb(models.TextChoices):
    """What can happen to a complaint; each is one file in ``actions/`` and one kind of event."""

    COMPLAIN = "complain", "Pengaduan dikirim"
    TAKE = "take", "Mulai diproses"
    ASK = "ask", "Petugas bertanya"
    ANSWER = "answer", "Petugas menjawab"
    REPLY = "reply", "Balasan pelapor"
    TERM = "term", "Batas waktu diubah"
    ESCALATE = "escalate", "Diteruskan ke pimpinan"
    ROUTE = "route", "Diteruskan ke yang bisa memutuskan"
    LAPOR = "lapor", "Nomor SP4N-LAPOR! dicatat"
    CLOSE = "close", "Selesai"
    REOPEN = "reopen", "Dibuka lagi oleh pelapor"


class Outcome(models.TextChoices):
    """How a complaint ended."""

    RESOLVED = "resolved", "Ditindaklanjuti dan selesai"
    UNFOUNDED = "unfounded", "Sudah diperiksa, tidak terbukti"
    FORWARDED = "forwarded", "Diteruskan ke instansi yang berwenang"


OPEN_STATES: Final = (State.NEW, State.WORKING, State.WAITING)
_SAME: Final = (Verb.TERM, Verb.LAPOR)
TRANSITIONS: Final[dict[tuple[State, Verb], State]] = {
    (State.NEW, Verb.TAKE): State.WORKING,
    (State.NEW, Verb.REPLY): State.NEW,
    (State.NEW, Verb.ESCALATE): State.NEW,
    (State.WORKING, Verb.TAKE): State.WORKING,
    (State.WORKING, Verb.ASK): State.WAITING,
    (State.WORKING, Verb.ANSWER): State.WORKING,
    (State.WORKING, Verb.REPLY): State.WORKING,
    (State.WORKING, Verb.ESCALATE): State.WORKING,
    (State.WORKING, Verb.CLOSE): State.CLOSED,
    (State.WAITING, Verb.TAKE): State.WAITING,
    (State.WAITING, Verb.ANSWER): State.WAITING,
    (State.WAITING, Verb.REPLY): State.WORKING,
    (State.WAITING, Verb.ESCALATE): State.WAITING,
    (State.WAITING, Verb.CLOSE): State.CLOSED,
    (State.CLOSED, Verb.REOPEN): State.WORKING,
    (State.CLOSED, Verb.LAPOR): State.CLOSED,
    # Whoever it comes to begins anew.
    **{(state, Verb.ROUTE): State.NEW for state in OPEN_STATES},
    **{(state, verb): state for state in OPEN_STATES for verb in _SAME},
}


def next_state(state: str, verb: Verb) -> State | None:
    """The state after ``verb``, or None when the verb is not possible in ``state``."""
    return TRANSITIONS.get((State(state), verb))
