"""Takes a sample application as far as it shall come, with the actions that people's clicks call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.applications.actions.answer_referral import answer_referral
from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.ask_opinion import ask_opinion
from tatadesa.applications.actions.cancel import cancel
from tatadesa.applications.actions.check_requirement import check_requirement
from tatadesa.applications.actions.note_internally import note_internally
from tatadesa.applications.actions.reject import reject
from tatadesa.applications.actions.return_for_correction import return_for_correction
from tatadesa.applications.actions.revise import revise
from tatadesa.applications.actions.save_contact import save_contact
from tatadesa.applications.actions.save_draft import Content, save_draft
from tatadesa.applications.actions.take import take
from tatadesa.applications.actions.write_to_citizen import write_to_citizen
from tatadesa.applications.actions.write_to_office import write_to_office
from tatadesa.applications.models import Application
from tatadesa.applications.queries import of_office as application_of_office
from tatadesa.applications.referral_form import Asked
from tatadesa.applications.referral_queries import contacts_of
from tatadesa.applications.referral_targets import of_contact, of_office
from tatadesa.config.demo.signing import sign
from tatadesa.core.ids import uuid7
from tatadesa.letters.actions.withdraw import withdraw


@dataclass(frozen=True)
class Desk:
    """The officers of the village."""

    operator: StaffMember
    kasi: StaffMember
    sekdes: StaffMember
    kades: StaffMember
    agencies: Mapping[str, StaffMember]

    def see(self, application: Application) -> int:
        """How many events the officer's page shows now."""
        return application_of_office(self.operator, application.number).event_count


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
    draft = save_draft(account, application.version, uuid7(), Content(raw, complete=True, application=application))
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
    sign(desk.kades, application.number, seen=desk.see(application))


def _complete_by_secretary(desk: Desk, account: Account, application: Application) -> None:
    _approve(desk, account, application)
    sign(desk.sekdes, application.number, seen=desk.see(application))


def _withdraw(desk: Desk, account: Account, application: Application) -> None:
    _approve(desk, account, application)
    letter = sign(desk.kades, application.number, seen=desk.see(application))
    withdraw(desk.kades, letter.pk, reason="Usaha sudah pindah ke desa lain sebelum surat dipakai.")


def _ask(desk: Desk, account: Account, application: Application) -> None:
    """Three agencies are asked: one has answered on its desk, one has yet to, one got a link."""
    take(desk.operator, application.number)
    contact = {"kind": "lain", "name": "Koramil Sumpiuh", "email": "koramil@sumpiuh.example", "is_active": "1"}
    save_contact(desk.sekdes, contact)
    documents = [str(row.pk) for row in application.attachments.all() if row.field_id == "persetujuan_tetangga"]
    shares = [
        name
        for name in ("nama_acara", "hiburan", "tanggal_mulai", "jam_mulai", "tempat")
        if name in application.answers
    ]
    asks = {
        "puskesmas": "Apakah perlu petugas kesehatan jaga di tempat acara?",
        "polsek": "Apakah ada keberatan terhadap acara dengan pengeras suara sampai pukul 22.00?",
        "koramil": "Apakah ada hal keamanan wilayah yang perlu diperhatikan?",
    }
    for name, question in asks.items():
        officer = desk.agencies.get(name)
        target = of_office(officer.office) if officer is not None else of_contact(contacts_of(desk.sekdes)[0])
        asked = Asked(target.key, question, "4", documents=documents, shares=shares)
        referral = ask_opinion(desk.operator, application.number, asked, seen=desk.see(application))
        if name == "puskesmas" and officer is not None:
            answer_referral(
                officer,
                referral.pk,
                decision="conditions",
                note="Sediakan satu tempat teduh untuk pos kesehatan. Dua petugas kami datang pukul 10.00.",
            )


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
    "asked": _ask,
}
