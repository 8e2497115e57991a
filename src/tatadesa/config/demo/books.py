"""Letters on paper and from outside: what a village's books hold besides the letters of the application."""

from __future__ import annotations

from datetime import date, timedelta

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import office_today
from tatadesa.letters.actions.cancel_number import cancel_number
from tatadesa.letters.actions.enter_dispatch import Sent, enter_dispatch
from tatadesa.letters.actions.enter_letter import Entered, enter_letter
from tatadesa.letters.actions.reserve_number import reserve_number
from tatadesa.letters.models import DispatchEntry

_CAME = (
    (9, "005/214/Kec", "Kecamatan", "Undangan rapat koordinasi pendataan penduduk", "000.1.5", "Sekdes, hadiri."),
    (5, "400.7/88", "Puskesmas", "Jadwal posyandu keliling", "400.7", "Kasi Kesejahteraan, umumkan ke RT."),
    (1, "900/17/BKAD", "Badan Keuangan Daerah", "Permintaan laporan realisasi dana desa", "900.1", ""),
)
_DECADE = 3660


def write_sample_books(operator: StaffMember) -> None:
    """Some that came, one from ten years ago, two paper numbers of which one was cancelled, and one sent."""
    today = office_today(operator.office.timezone)
    for days, number, party, subject, code, disposition in _CAME:
        day = today - timedelta(days=days)
        enter_letter(operator, Entered("masuk", day, number, day, party, subject, code, disposition))
    old = today - timedelta(days=_DECADE)
    enter_letter(operator, Entered("masuk", old, "005/9", old, "Kecamatan", "Undangan senam bersama", "000.1.5"))
    day = date(today.year, today.month, 1)
    invitation, double = (
        reserve_number(
            operator,
            subject="Undangan musyawarah desa",
            person="Ketua RT dan RW",
            classification="000.1.5",
            dated=day,
        )
        for _ in range(2)
    )
    cancel_number(operator, double.pk, reason="Terambil dua kali untuk surat yang sama.")
    way = DispatchEntry.Way.COURIER
    enter_dispatch(
        operator, Sent(day, invitation.number, day, invitation.subject, "Ketua RT dan RW", way, "Diterima Pak Slamet")
    )
