"""What the demo's citizens say about the service: a rating for each decided application, and two complaints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.applications.queries import list_of_citizen
from tatadesa.config.demo.samples import ELDER, NEIGHBOUR
from tatadesa.core.ids import uuid7
from tatadesa.feedback.actions.answer import answer
from tatadesa.feedback.actions.complain import Said, complain
from tatadesa.feedback.actions.rate import rate
from tatadesa.feedback.actions.take import take
from tatadesa.feedback.elements import ELEMENTS
from tatadesa.feedback.surveys import rateable

# One row for each application: what was answered from U1 to U9, and a remark.
_GIVEN = (
    ("443443334", "Petugasnya ramah, tetapi jam buka sebaiknya sampai sore."),
    ("344444434", ""),
    ("332434423", "Tolong beri kabar bila kepala desa sedang tugas luar."),
    ("434443344", "Tidak perlu bolak-balik lagi, terima kasih."),
    ("222433323", ""),
)


def give_sample_feedback(citizens: Sequence[Account], staff: Mapping[str, StaffMember]) -> None:
    """Every decided application of ``citizens`` is rated by its owner, through the same actions as the pages.

    The demo decides only a handful; that is just enough for a report, and the report says how far that is from a fair
    sample.
    """
    given = iter(_GIVEN)
    for account in citizens:
        rows = list_of_citizen(account).rows
        wanted = rateable(rows)
        for application in rows:
            answers = next(given, None) if application.pk in wanted else None
            if answers is None:
                continue
            chosen = {element.key: value for element, value in zip(ELEMENTS, answers[0], strict=True)}
            rate(account, application.number, chosen, remark=answers[1], with_profile=True)
    _complain(citizens, staff["operator"])


def _complain(citizens: Sequence[Account], operator: StaffMember) -> None:
    slow = "Sudah tiga hari saya menunggu jawaban tentang jadwal pelayanan keliling di dusun kami. Belum ada kabar."
    first = complain(citizens[NEIGHBOUR], uuid7(), Said("lambat", slow))
    first = take(operator, first.number, seen=first.event_count)
    words = "Terima kasih sudah mengingatkan. Jadwalnya sedang kami susun dan kami umumkan Senin depan."
    answer(operator, first.number, seen=first.event_count, words=words)
    paid = "Di luar kantor ada orang yang meminta uang untuk mempercepat surat. Mohon ditertibkan."
    complain(citizens[ELDER], uuid7(), Said("biaya", paid, is_confidential=True))
