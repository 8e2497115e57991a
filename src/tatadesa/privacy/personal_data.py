"""Everything this installation keeps about a citizen, for the citizen (UU 27/2022 art. 7, 13 and 32).

One document that both the JSON and the PDF are made from. Contents of attached files are not repeated in it: the
files themselves can be opened from the applications. KTP photos are never part of an export.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Application, Draft
from tatadesa.applications.queries import readable_by
from tatadesa.core.clock import now
from tatadesa.core.text import moment_words
from tatadesa.deliveries import own_data as own_deliveries
from tatadesa.feedback import own_data
from tatadesa.forms.summary import summarise
from tatadesa.letters.models import Letter
from tatadesa.notices.models import Consent, Notice
from tatadesa.privacy import looks, queries
from tatadesa.regions.lookups import RegionTree
from tatadesa.residents.columns import COLUMNS, words
from tatadesa.residents.models import Mutation, Resident
from tatadesa.residents.queries import family_members, resident_of

# What one page can hold and one request can do; who has more asks the office (and we say so in the document).
_MOST = 500
Rows = list[tuple[str, str]]


def collect(account: Account) -> dict[str, Any]:
    """The document: titled parts, each a list of groups, each a list of (label, text). Everything is text.

    About a dozen queries, whatever the number of applications.
    """
    zone = account.citizen.office.timezone
    resident = resident_of(account)
    parts = [
        ("Akun", [_account(account, zone)]),
        ("Yang terjadi pada akun", _account_events(account, zone)),
        ("Data kependudukan", [_resident(resident)] if resident else []),
        ("Keluarga pada kartu keluarga yang sama", _family(resident) if resident else []),
        ("Perubahan data kependudukan", _mutations(resident, zone) if resident else []),
        ("Permohonan", _applications(account, zone)),
        ("Isian yang belum dikirim", _drafts(account, zone)),
        ("Surat", _letters(account)),
        ("Penilaian pelayanan", own_data.surveys(account, _MOST)),
        ("Pengaduan", own_data.complaints(account, _MOST)),
        ("Pemberitahuan", _notices(account, zone)),
        ("Persetujuan diberi tahu", _consents(account, zone)),
        ("Permintaan tentang data pribadi", _requests(account, zone)),
        ("Siapa yang membuka data ini", _looks(resident, zone) if resident else []),
    ]
    return {
        "dibuat": moment_words(now(), zone),
        "kantor": account.citizen.office.full_name,
        "bagian": [{"judul": title, "isi": groups} for title, groups in parts],
    }


def _account(account: Account, zone: str) -> Rows:
    citizen = account.citizen
    read = queries.acknowledged(account)
    return [
        ("Nama", citizen.name),
        ("NIK untuk masuk", account.login),
        ("Nomor HP", citizen.phone or "-"),
        ("Nomor HP dipastikan", _when(citizen.phone_confirmed_at, zone)),
        ("E-mail", citizen.email or "-"),
        ("E-mail dipastikan", _when(citizen.email_confirmed_at, zone)),
        ("Desa", citizen.office.full_name),
        ("Dibuat", _when(account.created_at, zone)),
        *((f"Pernyataan privasi {row.version} dibaca", _when(row.at, zone)) for row in read),
        *(
            (f"Perangkat: {device.label}", f"terakhir dipakai {_when(device.last_seen_at, zone)}")
            for device in account.devices.order_by("-last_seen_at")[:_MOST]
        ),
        *((f"Kunci sandi: {key.name}", f"dibuat {_when(key.created_at, zone)}") for key in account.passkeys.all()),
    ]


def _account_events(account: Account, zone: str) -> list[Rows]:
    return [
        [("Kapan", _when(row.at, zone)), ("Apa", row.get_kind_display()), ("Keterangan", row.words or "-")]
        for row in account.events.order_by("-at", "-id")[:_MOST]
    ]


def _resident(resident: Resident) -> Rows:
    return [(column.label, words(column, _value(resident, column.field)) or "-") for column in COLUMNS]


def _value(resident: Resident, field: str) -> Any:
    owner: Any = resident
    for name in field.split("."):
        owner = getattr(owner, name)
    return owner


def _family(resident: Resident) -> list[Rows]:
    return [
        [("Nama", member.name), ("Hubungan", member.get_family_role_display())]
        for member in family_members(resident)
        if member.pk != resident.pk
    ]


def _mutations(resident: Resident, zone: str) -> list[Rows]:
    rows = Mutation.objects.filter(resident=resident).order_by("-recorded_at", "-id")[:_MOST]
    return [
        [("Kapan", _when(row.recorded_at, zone)), ("Apa", row.get_kind_display()), ("Dicatat oleh", row.recorded_label)]
        for row in rows
    ]


def _applications(account: Account, zone: str) -> list[Rows]:
    rows = (
        Application.objects.filter(readable_by(account))
        .select_related("version__service", "delivery_choice")
        .prefetch_related("events", "messages", "attachments__file", "shipments")
    )
    return [_application(row, zone) for row in rows.order_by("-submitted_at", "-id")[:_MOST]]


def _application(row: Application, zone: str) -> Rows:
    files = {str(item.file_id): item.file for item in row.attachments.all()}
    answers = summarise(row.version.form, row.answers, {})
    return [
        ("Nomor", row.number),
        ("Layanan", row.version.name),
        ("Untuk", row.applicant_name),
        ("Dikirim", _when(row.submitted_at, zone)),
        ("Status", row.get_state_display()),
        *((item.label, item.text) for item in answers if item.text),
        *own_deliveries.of_application(row, zone),
        *(("Berkas", file.original_name) for file in files.values()),
        *((f"Riwayat {_when(event.at, zone)}", event.words) for event in sorted(row.events.all(), key=_position)),
        *(
            (f"Pesan {_when(told.sent_at, zone)}", f"{told.author_label}: {told.text or '(ditarik atau hanya berkas)'}")
            for told in sorted(row.messages.all(), key=lambda told: told.sent_at)
        ),
    ]


def _position(event: Any) -> int:
    return int(event.position)


def _drafts(account: Account, zone: str) -> list[Rows]:
    regions = RegionTree()
    rows = (
        Draft.objects.filter(author=account).select_related("version", "delivery_wish").order_by("-updated_at")[:_MOST]
    )
    return [
        [
            ("Layanan", row.version.name),
            ("Terakhir diubah", _when(row.updated_at, zone)),
            *((item.label, item.text) for item in summarise(row.version.form, row.answers, {}) if item.text),
            *own_deliveries.of_draft(row, regions),
        ]
        for row in rows
    ]


def _letters(account: Account) -> list[Rows]:
    rows = Letter.objects.filter(readable_by(account, "application__")).order_by("-issued_at")[:_MOST]
    return [
        [("Nomor surat", row.number), ("Perihal", row.subject), ("Keadaan", row.get_state_display())] for row in rows
    ]


def _notices(account: Account, zone: str) -> list[Rows]:
    rows = Notice.objects.filter(account=account).order_by("-created_at", "-id")[:_MOST]
    return [
        [("Kapan", _when(row.created_at, zone)), ("Lewat", row.get_channel_display()), ("Isi", row.body)]
        for row in rows
    ]


def _consents(account: Account, zone: str) -> list[Rows]:
    rows = Consent.objects.filter(account=account).order_by("-given_at", "-id")[:_MOST]
    return [
        [
            ("Lewat", Notice.Channel(row.channel).label),
            ("Disetujui", _when(row.given_at, zone)),
            ("Ditarik", _when(row.withdrawn_at, zone) if row.withdrawn_at else "-"),
        ]
        for row in rows
    ]


def _requests(account: Account, zone: str) -> list[Rows]:
    return [
        [
            ("Kapan", _when(row.created_at, zone)),
            ("Apa", row.get_kind_display()),
            ("Isi", row.text or "-"),
            ("Keadaan", row.get_state_display()),
            ("Jawaban", row.answer or "-"),
        ]
        for row in queries.of_citizen(account, _MOST)
    ]


def _looks(resident: Resident, zone: str) -> list[Rows]:
    return [
        [("Kapan", _when(row.at, zone)), ("Siapa", row.who), ("Apa", f"{row.purpose} {row.about}".strip())]
        for row in looks.who_looked(resident.pk, limit=_MOST).rows
    ]


def _when(moment: datetime | None, zone: str) -> str:
    return moment_words(moment, zone) if moment is not None else "-"
