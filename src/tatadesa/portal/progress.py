"""Where an application stands, in the words of the one who waits for it."""

from dataclasses import dataclass

from tatadesa.applications.models import Application, Step
from tatadesa.applications.permissions import active_step
from tatadesa.applications.states import FINAL_STATES, State
from tatadesa.core.clock import local, now
from tatadesa.core.text import date_words, day_name

LOOKS = {
    State.CORRECTION: "warn",
    State.APPROVED: "good",
    State.COMPLETED: "good",
    State.REJECTED: "bad",
    State.WITHDRAWN: "bad",
    State.CANCELLED: "quiet",
}


@dataclass(frozen=True)
class Stage:
    """One dot of the progress line: ``done``, ``active`` or ``waiting``."""

    label: str
    status: str


@dataclass(frozen=True)
class Progress:
    """``next_step`` says what happens now and who does it; ``promise`` until when; ``look`` is a colour's name."""

    next_step: str
    promise: str
    late: bool
    look: str
    stages: list[Stage]


def progress(application: Application, zone: str) -> Progress:
    """Reads the application's (prefetched) steps; ``zone`` is its office's."""
    running = application.state not in FINAL_STATES and application.state != State.CORRECTION
    late = running and application.due_at < now()
    return Progress(
        next_step=next_step(application),
        promise=promise(application, zone) if running else "",
        late=late,
        look=LOOKS.get(State(application.state), "wait"),
        stages=_stages(application),
    )


def next_step(application: Application) -> str:
    """What happens next, one sentence."""
    step = active_step(application)
    match State(application.state):
        case State.SUBMITTED:
            return "Menunggu giliran diperiksa petugas."
        case State.IN_REVIEW if step is not None:
            held = "Petugas sedang mengerjakan tahap" if application.taken_by_id else "Menunggu petugas untuk tahap"
            return f"{held} “{step.label}”."
        case State.IN_REVIEW:
            return "Petugas sedang memeriksa permohonan Anda."
        case State.CORRECTION:
            return "Giliran Anda: perbaiki isian yang diminta petugas, lalu kirim lagi."
        case State.APPROVED:
            return "Surat Anda disiapkan dan menunggu ditandatangani."
        case State.COMPLETED:
            return "Surat sudah terbit dan bisa diunduh."
        case State.REJECTED:
            return "Permohonan ditolak. Alasannya ada di riwayat. Anda boleh mengajukan yang baru."
        case State.CANCELLED:
            return "Permohonan ini sudah Anda batalkan."
        case State.WITHDRAWN:
            return "Surat ini dicabut dan tidak berlaku lagi. Hubungi kantor desa."


def promise(application: Application, zone: str) -> str:
    """Until when the service standard promises an answer; says so when that moment has passed."""
    due = local(application.due_at, zone).date()
    when = f"{day_name(due)}, {date_words(due)}"
    if application.due_at < now():
        return f"Lewat dari waktu yang dijanjikan ({when}). Anda boleh menanyakannya ke kantor desa."
    return f"Selesai paling lambat {when}."


def _stages(application: Application) -> list[Stage]:
    known = {Step.Status.DONE: "done", Step.Status.ACTIVE: "active"}
    asked = [step for step in application.steps.all() if step.status != Step.Status.SKIPPED]
    steps = [Stage(step.label, known.get(Step.Status(step.status), "waiting")) for step in asked]
    return [Stage("Dikirim", "done"), *steps]
