"""What an officer typed into the forms about agencies, read and checked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tatadesa.applications.models import Application, Referral
from tatadesa.applications.referrals import Ask
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import many_lines
from tatadesa.forms.context import Field
from tatadesa.forms.registry import kind_of
from tatadesa.forms.schema import answering

MAX_QUESTION = 1000
MAX_NOTE = 2000
MAX_DAYS = 30
MAX_FILES = 5
_NEEDS_NOTE = (Referral.Decision.CONDITIONS, Referral.Decision.REFUSED, Referral.Decision.NOT_COMPETENT)


@dataclass(frozen=True)
class Asked:
    """The form as typed: ``target`` names the choice, ``days`` are working days until the deadline."""

    target: str
    question: str
    days: str
    documents: Sequence[str] = ()
    shares: Sequence[str] = ()
    shows_nik: bool = False
    is_blocking: bool = True


def shareable(application: Application) -> list[Field]:
    """The fields whose answers may be shared; files are chosen one by one."""
    fields = answering(application.version.form)
    return [item for item in fields if not kind_of(item).keeps_files and item["id"] in application.answers]


def read_ask(application: Application, kind: str, asked: Asked, errors: dict[str, str]) -> Ask:
    """The question of an officer; raises ``InvalidInput`` with ``errors`` and what is wrong besides."""
    question = many_lines(asked.question)
    if not question:
        errors["question"] = "Tulis apa yang ingin ditanyakan, supaya instansi tahu apa yang harus dijawab."
    elif len(question) > MAX_QUESTION:
        errors["question"] = f"Pertanyaan paling panjang {MAX_QUESTION} huruf."
    if not (
        asked.days.isascii() and asked.days.isdecimal() and len(asked.days) < 4 and 1 <= int(asked.days) <= MAX_DAYS
    ):
        errors["days"] = f"Isi jumlah hari kerja, 1 sampai {MAX_DAYS}."
    known = {str(row.pk) for row in application.attachments.all()}
    if not set(asked.documents) <= known:
        errors["documents"] = "Ada berkas yang sudah diganti warga. Centang lagi."
    if not set(asked.shares) <= {item["id"] for item in shareable(application)}:
        errors["shares"] = "Ada isian yang tidak dikenal. Centang lagi."
    if errors:
        raise InvalidInput(errors)
    return Ask(
        kind=kind,
        question=question,
        documents=sorted(set(asked.documents)),
        shares=sorted(set(asked.shares)),
        shows_nik=asked.shows_nik,
        days=int(asked.days),
        is_blocking=asked.is_blocking,
    )


def read_answer(decision: str, note: str, files: Collection[object]) -> tuple[str, str]:
    """Decision and note as they are kept; raises ``InvalidInput``."""
    errors: dict[str, str] = {}
    if decision not in Referral.Decision.values:
        errors["decision"] = "Pilih satu jawaban."
    note = many_lines(note)
    if len(note) > MAX_NOTE:
        errors["note"] = f"Catatan paling panjang {MAX_NOTE} huruf."
    elif not note and decision in _NEEDS_NOTE:
        errors["note"] = "Tulis syarat atau alasannya, supaya kantor desa dapat menindaklanjuti."
    if len(files) > MAX_FILES:
        errors["files"] = f"Paling banyak {MAX_FILES} berkas."
    if errors:
        raise InvalidInput(errors)
    return decision, note
