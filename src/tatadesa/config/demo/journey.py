"""Takes a sample application as far as it shall come, with the actions that people's clicks call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.cancel import cancel
from tatadesa.applications.actions.check_requirement import check_requirement
from tatadesa.applications.actions.note_internally import note_internally
from tatadesa.applications.actions.reject import reject
from tatadesa.applications.actions.return_for_correction import return_for_correction
from tatadesa.applications.actions.revise import revise
from tatadesa.applications.actions.save_draft import save_draft
from tatadesa.applications.actions.take import take
from tatadesa.applications.actions.write_to_citizen import write_to_citizen
from tatadesa.applications.actions.write_to_office import write_to_office
from tatadesa.applications.models import Application
from tatadesa.applications.queries import of_office
from tatadesa.core.ids import uuid7
from tatadesa.letters.actions.issue import issue
from tatadesa.letters.actions.withdraw import withdraw


@dataclass(frozen=True)
class Desk:
    """The officers of the village."""

    operator: StaffMember
    kasi: StaffMember
    sekdes: StaffMember
    kades: StaffMember

    def see(self, application: Application) -> int:
        """How many events the officer's page shows now."""
        return of_office(self.operator, application.number).event_count


def _leave(desk: Desk, account: Account, application: Application) -> None:
    """Nobody has looked at it yet."""


def _take(desk: Desk, account: Account, application: Application) -> None:
    take(desk.kasi, application.number)


def _cancel(desk: Desk, account: Account, application: Application) -> None:
    cancel(account, application.number)


def _return(desk: Desk, account: Account, application: Application) -> None:
    take(desk.operator, application.number)
    return_for_correction(
        desk.operator,
        application.number,
        seen=desk.see(application),
        fields=["kk"],
        message="Foto Kartu Keluarga terpotong di bagian bawah. Mohon foto ulang seluruh lembar dari atas.",
    )


def _resubmit(desk: Desk, account: Account, application: Application) -> None:
    _return(desk, account, application)
    raw: dict[str, Any] = {"kk": application.answers["kk"]}
    draft = save_draft(account, application.version, uuid7(), raw, complete=True, application=application)
    revise(account, application.number, draft.key)
    _talk(desk, account, application)


def _talk(desk: Desk, account: Account, application: Application) -> None:
    """A question, its answer, a note and a tick: what a request's page holds beside the history."""
    number = application.number
    write_to_citizen(
        desk.operator, number, key=uuid7(), text="Apakah suratnya akan dipakai bulan ini juga?", awaits_reply=True
    )
    write_to_office(account, number, key=uuid7(), text="Ya Bu, untuk berobat tanggal 10.")
    note_internally(desk.kasi, number, key=uuid7(), text="Ketua RT membenarkan keadaan keluarganya.")
    check_requirement(desk.operator, number, "ktp", seen=desk.see(application), verdict="fits")


def _reject(desk: Desk, account: Account, application: Application) -> None:
    take(desk.operator, application.number)
    reject(
        desk.operator,
        application.number,
        seen=desk.see(application),
        reason="Alamat yang diisi berada di luar desa ini. Surat domisili dibuat oleh desa tempat Anda tinggal.",
    )


def _approve(desk: Desk, account: Account, application: Application) -> None:
    take(desk.operator, application.number)
    approve(desk.operator, application.number, seen=desk.see(application), note="Data cocok dengan buku penduduk.")


def _complete(desk: Desk, account: Account, application: Application) -> None:
    _approve(desk, account, application)
    issue(desk.kades, application.number, seen=desk.see(application))


def _complete_by_secretary(desk: Desk, account: Account, application: Application) -> None:
    _approve(desk, account, application)
    issue(desk.sekdes, application.number, seen=desk.see(application))


def _withdraw(desk: Desk, account: Account, application: Application) -> None:
    _approve(desk, account, application)
    letter = issue(desk.kades, application.number, seen=desk.see(application))
    withdraw(desk.kades, letter.pk, reason="Usaha sudah pindah ke desa lain sebelum surat dipakai.")


ENDINGS: dict[str, Callable[[Desk, Account, Application], None]] = {
    "submitted": _leave,
    "in_review": _take,
    "cancelled": _cancel,
    "correction": _return,
    "resubmitted": _resubmit,
    "rejected": _reject,
    "approved": _approve,
    "completed": _complete,
    "completed_by_secretary": _complete_by_secretary,
    "withdrawn": _withdraw,
}
