"""The 43 attributes of a person as pages show and ask for them, in groups people know from their papers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest

from tatadesa.core.errors import Conflict, DomainError
from tatadesa.core.text import phone_words
from tatadesa.residents.cells import Value
from tatadesa.residents.columns import Column, by_field, words
from tatadesa.residents.nik import is_temporary
from tatadesa.residents.reading import Unconfirmed

Group = tuple[str, tuple[str, ...]]

GROUPS: Final[tuple[Group, ...]] = (
    (
        "Identitas",
        ("name", "nik", "sex", "birth_place", "birth_date", "religion", "citizenship", "blood_type", "ethnicity"),
    ),
    ("Kontak dan tempat tinggal", ("phone", "present_address", "latitude", "longitude")),
    ("Keluarga", ("marital_status", "father_name", "father_nik", "mother_name", "mother_nik")),
    ("Pendidikan dan pekerjaan", ("education", "current_education", "occupation")),
    ("KTP elektronik", ("id_card", "id_card_recording", "card_tag")),
    (
        "Akta dan dokumen",
        (
            "birth_certificate",
            "marriage_certificate",
            "marriage_date",
            "divorce_certificate",
            "divorce_date",
            "passport_number",
            "passport_expires",
            "stay_permit_number",
        ),
    ),
    ("Kesehatan", ("health_insurance", "insurance_number", "disability", "contraception", "pregnancy")),
)
# What a form does not ask for: events of their own change these.
_EVENTS: Final[Group] = (
    "Kartu keluarga",
    ("family.no_kk", "family_role", "base_status", "family.address", "family.dusun", "family.rt", "family.rw"),
)
SHOWN: Final[tuple[Group, ...]] = (GROUPS[0], _EVENTS, *GROUPS[1:])
_PHONE: Final = Column("", "phone", "Nomor HP", "text", max_length=30, empty="")
_HINTS: Final = {
    "nik": "16 angka. Kosongkan bila belum punya: dibuatkan NIK sementara.",
    "family.no_kk": "16 angka, di atas kartu keluarga.",
    "phone": "Misalnya 0812-3456-7890.",
    "latitude": "Misalnya -7.428912.",
    "longitude": "Misalnya 109.234567.",
    "name": "Seperti di KTP atau akta.",
}
_WAS: Final = "dulu-"


@dataclass(frozen=True)
class Shown:
    """One attribute in words; ``text`` is empty when nothing is known. ``mark`` says what is special about it."""

    label: str
    text: str
    mark: str = ""


@dataclass(frozen=True)
class Asked:
    """One field of a form: what it holds now, what was there when the page was made, and what is wrong or odd."""

    name: str
    label: str
    kind: str
    value: str
    was: str = ""
    options: tuple[tuple[str, str], ...] = ()
    max_length: int = 0
    is_required: bool = False
    hint: str = ""
    error: str = ""
    warning: str = ""
    fresh: str = ""

    @property
    def id(self) -> str:
        """Safe for labels and links."""
        return self.name.replace(".", "-")


@dataclass(frozen=True)
class Attempt:
    """A change that was refused; ``typed`` stays on the page."""

    refused: DomainError
    typed: Mapping[str, str]

    @property
    def errors(self) -> dict[str, str]:
        """By field; the whole form's under an empty name."""
        return getattr(self.refused, "errors", None) or {"": self.refused.message}

    @property
    def warnings(self) -> dict[str, str]:
        """What looks odd, by field."""
        return self.refused.warnings if isinstance(self.refused, Unconfirmed) else {}

    @property
    def is_conflict(self) -> bool:
        """Somebody else was faster."""
        return isinstance(self.refused, Conflict)


def shown(values: Mapping[str, Value], groups: Iterable[Group] = SHOWN) -> list[tuple[str, list[Shown]]]:
    """Every attribute in words, group by group."""
    return [(title, [_shown(field, values.get(field)) for field in fields]) for title, fields in groups]


def asked(
    fields: Iterable[str], present: Mapping[str, Value], attempt: Attempt | None = None, *, optional: Iterable[str] = ()
) -> list[Asked]:
    """The fields of a form, filled with what was typed, else with ``present``. ``optional`` need not be filled in."""
    return [_asked(field, present, attempt, is_optional=field in set(optional)) for field in fields]


def typed_values(request: HttpRequest, fields: Iterable[str]) -> dict[str, str]:
    """What was typed into ``fields``."""
    return {field: request.POST.get(field, "").replace("\0", "") for field in fields}


def touched_values(request: HttpRequest, fields: Iterable[str]) -> dict[str, str]:
    """What was typed into the fields that no longer hold what the page was made with (where the page says what it was).

    So that saving again after a conflict carries one's own changes and never puts back what a colleague changed.
    """
    typed = typed_values(request, fields)
    return {field: text for field, text in typed.items() if text != request.POST.get(f"{_WAS}{field}")}


def label_of(field: str) -> str:
    """The words for ``field`` on screens."""
    return _column(field).label


def _column(field: str) -> Column:
    return _PHONE if field == "phone" else by_field[field]


def _shown(field: str, value: Value) -> Shown:
    column = _column(field)
    if field == "phone":
        return Shown(column.label, phone_words(str(value or "")))
    mark = "NIK sementara" if column.kind == "nik" and is_temporary(str(value)) else ""
    return Shown(column.label, words(column, value), mark)


def _asked(field: str, present: Mapping[str, Value], attempt: Attempt | None, *, is_optional: bool) -> Asked:
    column = _column(field)
    now = _cell(column, present.get(field))
    typed = attempt.typed.get(field) if attempt else None
    errors = attempt.errors if attempt else {}
    warnings = attempt.warnings if attempt else {}
    has_moved = attempt is not None and attempt.is_conflict and typed is not None and typed != now
    return Asked(
        name=field,
        label=column.label,
        kind=column.kind,
        value=now if typed is None else typed,
        was=now,
        options=tuple((str(code), label) for code, label in column.codes or ()),
        max_length=column.max_length,
        is_required=column.is_required and not is_optional,
        hint=_hint(field, present.get(field)),
        error=errors.get(field, ""),
        warning=warnings.get(field, ""),
        fresh=words(column, present.get(field)) if has_moved else "",
    )


def _hint(field: str, value: Value) -> str:
    if field == "nik" and value:
        return "Ganti dengan NIK dari Dukcapil." if is_temporary(str(value)) else "16 angka."
    return _HINTS.get(field, "")


def _cell(column: Column, value: Value) -> str:
    """A value as a form's field holds it: the code of a choice, an ISO date."""
    if value is None:
        return ""
    if column.field == "phone":
        return phone_words(str(value))
    return value.isoformat() if isinstance(value, date) else str(value)
