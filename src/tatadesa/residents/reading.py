"""Reads what an officer typed about a person or a family: each value at its field, errors and warnings apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from tatadesa.accounts.contacts import clean_address
from tatadesa.accounts.ports import Channel
from tatadesa.core.clock import office_today
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import one_line
from tatadesa.core.text import phone_words
from tatadesa.offices.models import Office
from tatadesa.regions.models import Region
from tatadesa.residents import cells
from tatadesa.residents.cells import Value
from tatadesa.residents.columns import COLUMNS, by_field, by_key, parse, words
from tatadesa.residents.contradictions import contradictions
from tatadesa.residents.models import Family, Resident
from tatadesa.residents.nik import is_temporary, no_kk_warnings

MAX_NOTE: Final = 300
FAMILY_FIELDS: Final = tuple(column.field for column in COLUMNS if column.is_of_family)
# What a person's own form changes. Status and the place on the card are events of their own, with rules of their own.
PERSON_FIELDS: Final = (
    *(
        column.field
        for column in COLUMNS
        if not column.is_of_family and column.field not in ("base_status", "family_role")
    ),
    "phone",
)
_JUDGED = frozenset({"nik", "sex", "birth_date"})

Warnings = dict[str, str]


class Unconfirmed(InvalidInput):
    """Nothing is wrong, but something looks odd: an officer has to say that it is right.

    ``warnings`` has the words by field; ``errors`` names the tick that confirms them.
    """

    def __init__(self, warnings: Warnings) -> None:
        super().__init__(
            {"yakin": "Periksa peringatan ini. Bila datanya memang benar, centang kotak ini lalu simpan lagi."},
            "Ada yang janggal. Periksa dahulu sebelum disimpan.",
        )
        self.warnings = warnings


def read(fields: Iterable[str], typed: Mapping[str, Any], present: Mapping[str, Value]) -> dict[str, Value]:
    """The values of those ``fields`` that ``typed`` has, parsed; raises ``InvalidInput`` with the errors by field.

    What was left as it is (in words) is not judged: an old entry that today's rules would refuse must not keep an
    officer from changing another field.
    """
    found: dict[str, Value] = {}
    errors: dict[str, str] = {}
    for field in fields:
        if field not in typed:
            continue
        try:
            found[field] = _value(field, typed[field], present)
        except InvalidInput as error:
            errors.update(error.errors)
        except ValueError as error:
            errors[field] = str(error)
    if unknown := typed.keys() - set(fields):
        errors.update(dict.fromkeys(unknown, "Isian ini tidak dapat diubah di sini."))
    if errors:
        raise InvalidInput(errors)
    return found


def values_of(resident: Resident, family: Family) -> dict[str, Value]:
    """Everything the register says about ``resident``, by the fields of the sheet, and the telephone number."""
    own = {column.field: getattr(resident, column.field) for column in COLUMNS if not column.is_of_family}
    return {**own, **family_values(family), "phone": resident.phone}


def family_values(family: Family) -> dict[str, Value]:
    """What is kept once for the whole card, by the fields of the sheet."""
    return {field: getattr(family, field.removeprefix("family.")) for field in FAMILY_FIELDS}


def judge(
    office: Office, before: Mapping[str, Value] | None, after: Mapping[str, Value], *, confirmed: bool
) -> Warnings:
    """Hold the values of one person against each other; ``before`` is None for somebody new.

    Raises ``InvalidInput`` for what cannot be, and ``Unconfirmed`` for what looks odd unless ``confirmed``; gives the
    warnings that were confirmed. What was odd before and stays as it was is not mentioned again.
    """
    today = office_today(office.timezone)
    is_new_number = before is None or any(before[field] != after[field] for field in _JUDGED)
    is_new_card = before is None or before["family.no_kk"] != after["family.no_kk"]
    names = _region_names(after) if is_new_number or is_new_card else {}
    reasons = contradictions(_row(after), today, names.get if is_new_number else None)
    known = set(contradictions(_row(before), today, None)) if before is not None else set()
    fresh = [reason for reason in reasons if reason not in known]
    errors = {by_key[reason.column].field: reason.message for reason in fresh if not reason.is_warning}
    if errors:
        raise InvalidInput(errors)
    warnings: Warnings = {}
    for reason in fresh:
        _add(warnings, by_key[reason.column].field, reason.message)
    if is_new_card:
        for message in no_kk_warnings(str(after["family.no_kk"]), today=today, region_name=names.get):
            _add(warnings, "family.no_kk", message)
    if warnings and not confirmed:
        raise Unconfirmed(warnings)
    return warnings


def day(
    field: str, typed: object, office: Office, *, not_before: date | None = None, default: date | None = None
) -> date:
    """The date of an event: a day that has come at the office; raises ``InvalidInput`` at ``field``."""
    today = office_today(office.timezone)
    if (typed is None or (isinstance(typed, str) and not typed.strip())) and default is not None:
        return default
    try:
        found = cells.day(cells.tidy(typed) if isinstance(typed, str) else typed)
    except ValueError as error:
        raise InvalidInput({field: str(error)}) from error
    if found > today:
        raise InvalidInput({field: "Tanggal ini belum tiba. Isi tanggal kejadiannya."})
    if not_before is not None and found < not_before:
        raise InvalidInput({field: f"Tanggal ini sebelum tanggal lahir ({cells.words(not_before)})."})
    return found


def line(field: str, typed: str, *, longest: int = MAX_NOTE, required: str = "") -> str:
    """One line of text; ``required`` are the words of the error where it may not be empty."""
    text = one_line(typed)
    if required and not text:
        raise InvalidInput({field: required})
    if len(text) > longest:
        raise InvalidInput({field: f"Paling panjang {longest} huruf."})
    return text


def _value(field: str, typed: Any, present: Mapping[str, Value]) -> Value:
    known = present.get(field)
    if field == "phone":
        text = str(typed or "").strip()
        is_known = text in ("", known, phone_words(str(known)))
        return (known if text else "") if is_known else clean_address(Channel.WHATSAPP, text, "phone")
    column = by_field[field]
    if field in present and isinstance(typed, str):
        text = cells.tidy(typed)
        if text == words(column, known) or (field == "nik" and not text and is_temporary(str(known))):
            return known
    return parse(column, typed)


def _row(values: Mapping[str, Value]) -> list[Value]:
    return [values.get(column.field) for column in COLUMNS]


def _region_names(values: Mapping[str, Value]) -> dict[str, str]:
    """Of the districts and regencies that the numbers begin with."""
    numbers = [str(values[field]) for field in ("nik", "family.no_kk")]
    districts = [f"{number[:2]}.{number[2:4]}.{number[4:6]}" for number in numbers]
    codes_ = {*districts, *(district[:5] for district in districts)}
    return dict(Region.objects.filter(pk__in=codes_).values_list("code", "name"))


def _add(warnings: Warnings, field: str, message: str) -> None:
    warnings[field] = f"{warnings[field]} {message}" if field in warnings else message
