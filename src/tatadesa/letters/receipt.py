"""The receipt of a submitted application: one small page a citizen can keep or show at the office."""

from __future__ import annotations

from dataclasses import asdict

from tatadesa.applications.models import Application, Attachment
from tatadesa.core.clock import local
from tatadesa.core.text import moment_words
from tatadesa.letters import typeset
from tatadesa.letters.compose import letterhead
from tatadesa.letters.glyphs import printable
from tatadesa.letters.pictures import qr_svg

# What fits on one page beside everything else.
_MAX_FILES = 8
_MAX_NAME = 32
_OPEN = "Jam layanan"
_SCAN_OWN = "Pindai kode ini dengan kamera ponsel, masuk dengan akun Anda, lalu lihat tahap permohonan."
_SCAN_PUBLIC = "Pindai kode ini dengan kamera ponsel. Tanpa akun terlihat statusnya saja, bukan data Anda."
_NO_LETTER = "Tanda terima ini bukan surat keterangan."


def receipt_pdf(application: Application, url: str, *, is_public: bool = False) -> bytes:
    """One A5 page: office, number, service, date, documents, what happens next, QR of ``url``.

    That is the timeline of the account, or with ``is_public`` the page of the status alone. Takes an application as
    ``applications.queries.of_citizen`` gives it. Carries no NIK and no answers.
    """
    office, zone = application.office, application.office.timezone
    data = {
        "title": "TANDA TERIMA PERMOHONAN",
        "number": printable(application.number),
        "author": printable(office.full_name),
        "letterhead": asdict(letterhead(office)),
        "rows": [
            ("Layanan", printable(application.version.name)),
            ("Pemohon", printable(application.applicant_name)),
            *_author(application),
            ("Diterima", moment_words(application.submitted_at, zone)),
            ("Dijanjikan selesai", moment_words(application.due_at, zone)),
        ],
        "files": _files(application),
        "next": [
            "Petugas memeriksa isian dan berkas. Sampai saat itu isian masih dapat diubah atau dibatalkan.",
            "Bila ada yang perlu diperbaiki, Anda diberi tahu bagian yang harus diperbaiki.",
            "Setelah disetujui, surat diterbitkan dan dapat Anda unduh dari halaman permohonan."
            if application.reader_ids
            else "Setelah disetujui, surat diterbitkan dan dapat Anda ambil di kantor ini dengan tanda terima ini.",
        ],
        "scan": _SCAN_PUBLIC if is_public else _SCAN_OWN,
        "qr": qr_svg(url),
        "link": printable(url),
        "footer": printable(f"{office.full_name} · {_OPEN}: {office.opening_hours}. {_NO_LETTER}"),
    }
    return typeset.receipt_pdf(data, local(application.submitted_at, zone))


def _author(application: Application) -> list[tuple[str, str]]:
    if not application.author_label:
        return []
    return [("Dibuat oleh", printable(application.author_label))]


def _files(application: Application) -> list[str]:
    labels = {field["id"]: str(field.get("label", field["id"])) for field in application.version.form["fields"]}
    shown = [printable(f"{_short(labels.get(name, name), _MAX_NAME)} (diperlihatkan)") for name in application.on_paper]
    shown += [printable(f"{_short(labels.get(name, name), _MAX_NAME)} (akan dibawa)") for name in application.to_bring]
    attachments = list(application.attachments.all())
    every = [*shown, *(_line(labels, attachment) for attachment in attachments)]
    lines = every[:_MAX_FILES]
    more = len(every) - len(lines)
    return [*lines, f"dan {more} berkas lain"] if more else lines


def _line(labels: dict[str, str], attachment: Attachment) -> str:
    label = _short(labels.get(attachment.field_id, attachment.field_id), _MAX_NAME)
    return printable(f"{label} ({_short(attachment.file.original_name, _MAX_NAME)})")


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
