"""The register's own history: what each entry holds, how it is written, how it reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now
from tatadesa.core.text import phone_words
from tatadesa.residents.cells import Value, as_json
from tatadesa.residents.columns import Column, by_field, words
from tatadesa.residents.models import Mutation, Resident

Changes = dict[str, list[Any]]

# What an entry can say beside the 43 columns.
ELSEWHERE: Final = {
    "phone": "Nomor HP",
    "moved_to": "Pindah ke",
    "moved_from": "Datang dari",
    "cause": "Sebab meninggal",
    "account": "Akun warga",
}


@dataclass(frozen=True)
class Change:
    """One changed attribute in words; ``old`` is empty where there was nothing."""

    label: str
    old: str
    new: str


def difference(before: Mapping[str, Value], after: Mapping[str, Value]) -> Changes:
    """What differs, in the register's own spelling: codes as numbers, dates as ISO text."""
    return {
        field: [as_json(before.get(field)), as_json(value)]
        for field, value in after.items()
        if value != before.get(field)
    }


def record(
    resident: Resident,
    kind: Mutation.Kind,
    *,
    staff: StaffMember | None,
    happened_on: date,
    changes: Changes,
    note: str = "",
) -> Mutation:
    """Write one entry, inside the change's transaction; ``happened_on`` is the office's date of the event itself."""
    return Mutation.objects.create(
        office_id=resident.office_id,
        resident=resident,
        kind=kind,
        happened_on=happened_on,
        changes=changes,
        note=note,
        recorded_by=staff.account if staff else None,
        recorded_label=f"{staff.name}, {staff.position}" if staff else "Sistem",
        recorded_at=now(),
    )


def in_words(changes: Mapping[str, list[Any]]) -> list[Change]:
    """``changes`` of an entry for people, in the order of the sheet."""
    order = {field: place for place, field in enumerate((*by_field, *ELSEWHERE))}
    known = sorted(changes.items(), key=lambda item: order.get(item[0], len(order)))
    return [Change(_label(field), *(_value(field, value) for value in pair)) for field, pair in known]


def _label(field: str) -> str:
    column = by_field.get(field)
    return column.label if column else ELSEWHERE.get(field, field)


def _value(field: str, value: Any) -> str:
    column = by_field.get(field)
    if value is None or value == "":
        return ""
    if column is None:
        return phone_words(str(value)) if field == "phone" else str(value)
    return _column_value(column, value)


def _column_value(column: Column, value: Any) -> str:
    if column.kind == "date" and isinstance(value, str):
        return words(column, date.fromisoformat(value))
    return words(column, value)
