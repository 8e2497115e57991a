"""What a row changes of a resident who is in the register already, and what it may not. Pure."""

from __future__ import annotations

from typing import Final

from tatadesa.residents import codes
from tatadesa.residents.cells import Value, as_json
from tatadesa.residents.columns import COLUMNS, PLACE, words
from tatadesa.residents.contradictions import Reason
from tatadesa.residents.sheets.verdicts import FAMILY_PLACES, Draft, Known, Shown

_STATUS, _NO_KK = PLACE["status_dasar"], PLACE["no_kk"]
_OF_ADDRESS = frozenset(COLUMNS[place].field for place in FAMILY_PLACES)
_CHANGED_SINCE: Final = "Diubah petugas setelah lembar ini diperiksa; isi petugas yang dipakai."


def changes_of(known: Known, values: list[Value]) -> dict[str, list[object]]:
    """Field to old and new, of what ``values`` (in the order of ``COLUMNS``) say differently."""
    return {
        column.field: [as_json(old), as_json(new)]
        for column, old, new in zip(COLUMNS, known.values, values, strict=True)
        if old != new
    }


def later_changes_stay(draft: Draft, known: Known, shown: Shown) -> None:
    """Let the row say nothing about what was not shown as a change, or is no longer what it was then."""
    for place, (column, said_) in enumerate(zip(COLUMNS, draft.said, strict=True)):
        stored = known.values[place]
        if said_ is None or said_ == stored or place == _STATUS:
            continue
        if column.field not in shown or shown[column.field][0] != as_json(stored):
            draft.said[place] = None
            draft.reasons.append(Reason(column.key, _CHANGED_SINCE, is_warning=True))
    if draft.said[_NO_KK] is None:
        # The address belongs to the card of the sheet.
        for place in FAMILY_PLACES:
            draft.said[place] = None


def status_stays(draft: Draft, known: Known, changes: dict[str, list[object]]) -> None:
    """Refuse a row that would change a status, or the data of somebody who has died or left."""
    column = COLUMNS[_STATUS]
    stored, stated = known.values[_STATUS], draft.said[_STATUS]
    label = words(column, stored)
    if stated is not None and stated != stored:
        message = (
            f"Di register: {label}. Impor tidak mengubah status; catat kematian, kepindahan, atau kedatangan di "
            "halaman penduduk itu."
        )
        draft.reasons.append(Reason(column.key, message))
    elif stored != codes.ALIVE and stated is None and not changes.keys() <= _OF_ADDRESS:
        message = f"Penduduk ini tercatat {label}, jadi datanya tidak diubah lewat impor."
        draft.reasons.append(Reason(column.key, message))
