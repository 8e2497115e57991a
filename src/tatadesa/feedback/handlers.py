"""What happens here when something happens below or beside; named in ``config/wiring.py``."""

from collections.abc import Mapping
from typing import Final

from tatadesa.feedback.models import ComplaintEvent
from tatadesa.feedback.states import Verb
from tatadesa.notices.actions.tell import tell
from tatadesa.notices.wording import Words

# Words of the office to the citizen; of the rest the notice in the application is enough.
_RINGS: Final = frozenset({Verb.ASK, Verb.ANSWER, Verb.CLOSE})
_SAYS: Final = {
    Verb.TAKE: "sedang diproses",
    Verb.ASK: "ada pertanyaan untuk Anda",
    Verb.ANSWER: "ada jawaban",
    Verb.TERM: "batas waktu berubah",
    Verb.ESCALATE: "diteruskan ke pimpinan",
    Verb.ROUTE: "diteruskan ke yang bisa memutuskan",
    Verb.LAPOR: "dicatat di SP4N-LAPOR!",
    Verb.CLOSE: "selesai",
}


def on_complaint_event(payload: Mapping[str, str]) -> None:
    """Tell the citizen what the office did, never what it wrote. Running it again adds nothing."""
    event = ComplaintEvent.objects.select_related("complaint").get(pk=payload["event_id"])
    says = _SAYS.get(Verb(event.verb))
    if says is None:
        return
    complaint = event.complaint
    said = Words("Kabar pengaduan Anda", f"Pengaduan {complaint.number}: {says}", f"/pengaduan/{complaint.number}/")
    tell(complaint.account_id, event.office_id, f"complaint:{event.pk}", said, rings=event.verb in _RINGS)
