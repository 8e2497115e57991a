"""All that a message outside the application can say, and the office's words that say it.

UU 27/2022 (art. 56) is about data that leave the country; push services, WhatsApp, Telegram and mail do. So there is no
way to put anything else into a message: ``fill`` takes ``Facts`` and knows four names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Final
from uuid import UUID

from tatadesa.applications.models import Event, Referral
from tatadesa.applications.states import State, Verb
from tatadesa.core.errors import InvalidInput
from tatadesa.core.text import moment_words
from tatadesa.deliveries.ports import ParcelState
from tatadesa.notices.kinds import kind_of
from tatadesa.notices.models import NoticeWords

PLACEHOLDERS: Final = {
    "nomor": "nomor permohonan",
    "layanan": "nama layanan",
    "status": "status permohonan",
    "kantor": "nama kantor",
    "permintaan": "pendapat atau keputusan",
    "tujuan": "instansi yang ditanya",
    "batas": "batas waktu menjawab",
}
USUAL_TITLE, USUAL_BODY = "Kabar permohonan Anda", "Permohonan {nomor}: {status}"
LONGEST_TITLE, LONGEST_BODY = 60, 160
_USUAL: Final = {
    "message": ("Pesan dari kantor", "Permohonan {nomor}: ada pesan baru"),
    "complaint": ("Kabar pengaduan Anda", "Ada kabar tentang pengaduan Anda di {kantor}."),
    "survey": ("Bagaimana pelayanan kami?", "{kantor} ingin mendengar penilaian Anda."),
    "agency_asked": ("Permintaan dari {kantor}", "{kantor} meminta {permintaan} {tujuan}, paling lambat {batas}."),
    "agency_reminded": (
        "Pengingat dari {kantor}",
        "{kantor} menunggu {permintaan} {tujuan}, paling lambat {batas}.",
    ),
    "agency_changed": (
        "Berkas berubah",
        "Warga mengubah berkas untuk {permintaan} {tujuan} di {kantor}. Baca lagi, paling lambat {batas}.",
    ),
    "agency_ended": ("Permintaan ditarik", "{kantor} tidak lagi menunggu {permintaan} {tujuan}."),
    "agency_late": (
        "Permohonan {nomor}: instansi belum menjawab",
        "{tujuan} belum menjawab sampai batas waktunya. Ingatkan, tarik, atau tunggu.",
    ),
    "other": ("Kabar dari kantor", "Ada kabar untuk Anda di {kantor}."),
}
_HOLE: Final = re.compile(r"\{([a-z]*)\}")
_LONG_NUMBER: Final = re.compile(r"(?:[0-9][ .-]?){16}")


@dataclass(frozen=True)
class Facts:
    """``number`` and ``status`` are empty for what is no application."""

    number: str = ""
    service: str = ""
    status: str = ""
    office: str = ""

    def by_placeholder(self) -> dict[str, str]:
        """As the words name them."""
        return {"nomor": self.number, "layanan": self.service, "status": self.status, "kantor": self.office}

    def as_json(self) -> dict[str, str]:
        """For a row."""
        return asdict(self)

    @staticmethod
    def of_json(kept: Mapping[str, str]) -> Facts:
        """What ``as_json`` gave."""
        what = AgencyFacts if "wanted" in kept else Facts
        return what(**{known.name: str(kept.get(known.name, "")) for known in fields(what)})


@dataclass(frozen=True)
class Template:
    """Title and body with placeholders."""

    title: str
    body: str


# What happened to a parcel says more than the state of its request, which stays as it is.
_PARCELS: Final = {
    "sent": "Surat dikirim",
    ParcelState.OUT_FOR_DELIVERY: "Surat sedang diantar",
    ParcelState.FAILED_ATTEMPT: "Surat belum berhasil diantar",
    ParcelState.DELIVERED: "Surat sudah sampai",
    ParcelState.RETURNED: "Surat kembali ke kantor",
    "cancelled": "Pengiriman surat dibatalkan",
}


def facts_of(event: Event) -> Facts:
    """What may be said outside of what happened to an application. Its version and office are read."""
    application = event.application
    status = _PARCELS.get(str(event.data.get("deliver", ""))) if event.verb == Verb.DELIVER else None
    return Facts(
        application.number,
        application.version.name,
        status or State(event.state).label,
        application.office.full_name,
    )


@dataclass(frozen=True)
class AgencyFacts(Facts):
    """What an agency is told besides: what is wanted, of whom, until when. Nothing of it is about a person."""

    wanted: str = ""
    whom: str = ""
    until: str = ""

    def by_placeholder(self) -> dict[str, str]:
        """As the words name them."""
        return {**super().by_placeholder(), "permintaan": self.wanted, "tujuan": self.whom, "batas": self.until}


def agency_facts(event: Event, referral: Referral) -> AgencyFacts:
    """What may be said to whom ``referral`` asks. Its application's version and office are read."""
    office = event.application.office
    wanted, until = "keputusan" if referral.is_handover else "pendapat", moment_words(referral.due_at, office.timezone)
    told = facts_of(event)
    return AgencyFacts(
        told.number, told.service, told.status, told.office, wanted=wanted, whom=referral.to_label, until=until
    )


EXAMPLE = AgencyFacts(
    "26-K7QM-3XPD",
    "Surat Keterangan Usaha",
    "Sedang diperiksa",
    wanted="pendapat",
    whom="Puskesmas Sumpiuh",
    until="7 Desember 2026, 15.00 WIB",
)


def usual(kind: str) -> Template:
    """What is said where the office said nothing else."""
    return Template(*_USUAL.get(kind, (USUAL_TITLE, USUAL_BODY)))


def template_of(office_id: UUID, kind: str, language: str = "id") -> Template:
    """The office's words in ``language``, else its Indonesian ones, else the usual ones."""
    found = NoticeWords.objects.filter(office=office_id, kind=kind, language__in={language, "id"})
    rows = {row.language: row for row in found}
    row = rows.get(language) or rows.get("id")
    return Template(row.title, row.body) if row else usual(kind)


def words_of_office(office_id: UUID, language: str) -> dict[str, Template]:
    """What the office itself says in ``language``, by kind."""
    rows = NoticeWords.objects.filter(office=office_id, language=language)
    return {row.kind: Template(row.title, row.body) for row in rows}


def example_of(template: Template, office: str) -> Template:
    """``template`` filled in for an invented request to ``office``."""
    facts = replace(EXAMPLE, office=office)
    return Template(fill(template.title, facts, 120), fill(template.body, facts))


def fill(template: str, facts: Facts, longest: int = 240) -> str:
    """``template`` with the facts in it, on one line."""
    values = facts.by_placeholder()
    words = _HOLE.sub(lambda hole: values.get(hole[1], ""), template)
    return " ".join(words.split())[:longest]


def read_template(title: str, body: str, kind: str) -> Template:
    """What an officer typed; raises ``InvalidInput`` for holes that are not ours and for what must not leave."""
    errors: dict[str, str] = {}
    for name, text, longest in (("title", title, LONGEST_TITLE), ("body", body, LONGEST_BODY)):
        if fault := _fault(text.strip(), longest, kind):
            errors[name] = fault
    if errors:
        raise InvalidInput(errors)
    return Template(title.strip(), body.strip())


def allowed(kind: str) -> list[str]:
    """The placeholders that have a value in this kind."""
    if kind_of(kind).to_agency:
        return list(PLACEHOLDERS)
    return ["kantor"] if kind in ("complaint", "survey", "other") else ["nomor", "layanan", "status", "kantor"]


def _fault(text: str, longest: int, kind: str) -> str:
    if not text:
        return "Isi kalimatnya."
    if len(text) > longest or not text.isprintable():
        return f"Paling panjang {longest} huruf, dalam satu baris."
    good = allowed(kind)
    strange = [name for name in _HOLE.findall(text) if name not in good]
    if strange or "{" in _HOLE.sub("", text) or "}" in _HOLE.sub("", text):
        return "Yang boleh di dalam kurung kurawal hanya " + ", ".join(f"{{{name}}}" for name in good) + "."
    if _LONG_NUMBER.search(text):
        return "Jangan menulis NIK atau nomor panjang: pesan ini lewat server di luar negeri."
    if "http://" in text or "https://" in text or "www." in text:
        return "Jangan menulis alamat situs: tautannya kami tambahkan sendiri."
    return ""
