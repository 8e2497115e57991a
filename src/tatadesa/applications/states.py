"""The states of an application and the only ways between them. The steps within a service are data."""

from django.db import models


class State(models.TextChoices):
    """Where an application stands, in the words a citizen reads."""

    SUBMITTED = "submitted", "Terkirim"
    IN_REVIEW = "in_review", "Sedang diperiksa"
    CORRECTION = "correction", "Perlu diperbaiki"
    APPROVED = "approved", "Disetujui, surat disiapkan"
    COMPLETED = "completed", "Selesai"
    REJECTED = "rejected", "Ditolak"
    CANCELLED = "cancelled", "Dibatalkan"
    WITHDRAWN = "withdrawn", "Surat dicabut"


OPEN_STATES = (State.SUBMITTED, State.IN_REVIEW, State.CORRECTION, State.APPROVED)


class Verb(models.TextChoices):
    """What can happen to an application; each is one file in ``actions/`` and one kind of event."""

    SUBMIT = "submit", "Permohonan dikirim"
    REVISE = "revise", "Isian diubah warga"
    TAKE = "take", "Mulai diperiksa"
    RELEASE = "release", "Dilepas petugas"
    RETURN = "return", "Dikembalikan untuk diperbaiki"
    RESUBMIT = "resubmit", "Perbaikan dikirim"
    FORWARD = "forward", "Diteruskan ke tahap berikutnya"
    APPROVE = "approve", "Disetujui"
    REJECT = "reject", "Ditolak"
    CANCEL = "cancel", "Dibatalkan pemohon"
    COMPLETE = "complete", "Surat terbit"
    WITHDRAW = "withdraw", "Surat dicabut"
    PAPER = "paper", "Berkas kertas diterima"
    REFER = "refer", "Diteruskan ke instansi"
    OPINION = "opinion", "Dijawab instansi"
    RECALL = "recall", "Permintaan ke instansi berakhir"
    REMIND = "remind", "Instansi diingatkan"
    REASSIGN = "reassign", "Dialihkan ke petugas lain"
    REOPEN = "reopen", "Dibuka kembali"
    DELIVER = "deliver", "Pengiriman surat"
    STAND_IN = "stand_in", "Dikerjakan kantor"


TRANSITIONS: dict[tuple[State, Verb], State] = {
    (State.SUBMITTED, Verb.REVISE): State.SUBMITTED,
    (State.SUBMITTED, Verb.TAKE): State.IN_REVIEW,
    (State.SUBMITTED, Verb.CANCEL): State.CANCELLED,
    (State.SUBMITTED, Verb.PAPER): State.SUBMITTED,
    (State.IN_REVIEW, Verb.TAKE): State.IN_REVIEW,
    (State.IN_REVIEW, Verb.RELEASE): State.IN_REVIEW,
    (State.IN_REVIEW, Verb.FORWARD): State.IN_REVIEW,
    (State.IN_REVIEW, Verb.RETURN): State.CORRECTION,
    (State.IN_REVIEW, Verb.APPROVE): State.APPROVED,
    (State.IN_REVIEW, Verb.REJECT): State.REJECTED,
    (State.IN_REVIEW, Verb.PAPER): State.IN_REVIEW,
    (State.CORRECTION, Verb.RESUBMIT): State.IN_REVIEW,
    (State.CORRECTION, Verb.CANCEL): State.CANCELLED,
    (State.CORRECTION, Verb.PAPER): State.CORRECTION,
    (State.APPROVED, Verb.RETURN): State.CORRECTION,
    (State.APPROVED, Verb.REJECT): State.REJECTED,
    (State.APPROVED, Verb.COMPLETE): State.COMPLETED,
    (State.APPROVED, Verb.PAPER): State.APPROVED,
    (State.COMPLETED, Verb.WITHDRAW): State.WITHDRAWN,
    (State.IN_REVIEW, Verb.REASSIGN): State.IN_REVIEW,
    (State.COMPLETED, Verb.REOPEN): State.IN_REVIEW,
    (State.REJECTED, Verb.REOPEN): State.IN_REVIEW,
    (State.WITHDRAWN, Verb.REOPEN): State.IN_REVIEW,
}
# A question to others moves nothing; it may be asked while an officer works on the request. What was asked before the
# request went back to the citizen may still be answered meanwhile.
TRANSITIONS |= {(state, Verb.REFER): state for state in (State.IN_REVIEW, State.APPROVED)}
TRANSITIONS |= {
    (state, verb): state
    for state in (State.IN_REVIEW, State.CORRECTION, State.APPROVED)
    for verb in (Verb.OPINION, Verb.RECALL, Verb.REMIND)
}
# A step of an RT or RW head whom nobody is comes to the office wherever it waits.
TRANSITIONS |= {(state, Verb.STAND_IN): state for state in OPEN_STATES}
# A printed letter is on its way whatever happens to the request meanwhile.
TRANSITIONS |= {(state, Verb.DELIVER): state for state in State if state not in (State.SUBMITTED, State.CANCELLED)}

DECIDED_STATES = (State.COMPLETED, State.REJECTED, State.WITHDRAWN)
"""The office has said yes or no."""
FINAL_STATES = (State.COMPLETED, State.REJECTED, State.CANCELLED, State.WITHDRAWN)


def next_state(state: str, verb: Verb) -> State | None:
    """The state after ``verb``, or None when the verb is not possible in ``state``."""
    return TRANSITIONS.get((State(state), verb))
