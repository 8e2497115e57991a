"""The receipt of a submitted application: one small page a citizen can keep or show at the office."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice

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
_NO_LETTER = "Tanda terima ini bukan surat keterangan."


def receipt_pdf(application: Application, timeline_url: str) -> bytes:
    """One A5 page: office, number, service, date, documents, what happens next, QR of ``timeline_url``.

    Takes an application as ``applications.queries.of_citizen`` gives it. Carries no NIK and no answers.
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
            ("Diterima", moment_words(application.submitted_at, zone)),
            ("Dijanjikan selesai", moment_words(application.due_at, zone)),
        ],
        "files": _files(application),
        "next": [
            "Petugas memeriksa isian dan berkas. Sampai saat itu isian masih dapat diubah atau dibatalkan.",
            "Bila ada yang perlu diperbaiki, Anda diberi tahu bagian yang harus diperbaiki.",
            "Setelah disetujui, surat diterbitkan dan dapat Anda unduh dari halaman permohonan.",
        ],
        "qr": qr_svg(timeline_url),
        "link": printable(timeline_url),
        "footer": printable(f"{office.full_name} · {_OPEN}: {office.opening_hours}. {_NO_LETTER}"),
    }
    return typeset.receipt_pdf(data, local(application.submitted_at, zone))


def _files(application: Application) -> list[str]:
    labels = {field["id"]: str(field.get("label", field["id"])) for field in application.version.form["fields"]}
    attachments = list(application.attachments.all())
    lines = [_line(labels, attachment) for attachment in islice(attachments, _MAX_FILES)]
    more = len(attachments) - len(lines)
    return [*lines, f"dan {more} berkas lain"] if more else lines


def _line(labels: dict[str, str], attachment: Attachment) -> str:
    label = _short(labels.get(attachment.field_id, attachment.field_id), _MAX_NAME)
    return printable(f"{label} ({_short(attachment.file.original_name, _MAX_NAME)})")


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
