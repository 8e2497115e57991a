"""Decide what becomes of letters whose term is over. Nothing is deleted; it is written down."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.core.plain import one_line
from tatadesa.letters import archive, classifications
from tatadesa.letters.models import AgendaEntry, ArchiveDecision
from tatadesa.letters.permissions import require_archivist

MOST_AT_ONCE, MAX_NOTE = 100, 240


@transaction.atomic
def decide_archive(staff: StaffMember, entry_ids: Sequence[UUID], *, fate: str, note: str) -> int:
    """Write ``fate`` (an ``ArchiveDecision.Fate``) about letters of the own office; gives how many.

    Raises ``NotAllowed``, ``InvalidInput`` at ``pilih``, ``nasib`` or ``catatan``, and ``Conflict`` when one of them is
    not due, was decided about already, or belongs to a class that is kept for ever.
    """
    require_archivist(staff)
    note = one_line(note)
    errors = {}
    if not 0 < len(set(entry_ids)) <= MOST_AT_ONCE:
        errors["pilih"] = f"Centang surat yang diputuskan, paling banyak {MOST_AT_ONCE} sekaligus."
    if fate not in ArchiveDecision.Fate.values:
        errors["nasib"] = "Pilih salah satu."
    if not 0 < len(note) <= MAX_NOTE:
        errors["catatan"] = f"Tulis dasar keputusan, misalnya nomor berita acara. Paling panjang {MAX_NOTE} huruf."
    if errors:
        raise InvalidInput(errors)
    rows = archive.due_rows(staff).filter(pk__in=set(entry_ids)).order_by("pk")
    entries = list(rows.select_for_update(of=("self",)))
    if len(entries) != len(set(entry_ids)):
        raise Conflict("Sebagian surat ini belum sampai masanya atau sudah diputuskan. Muat ulang halaman.")
    rules = classifications.retentions(staff.office)
    for entry in entries:
        if fate == ArchiveDecision.Fate.DESTROYED:
            _require_destroyable(entry, rules)
    label = f"{staff.name}, {staff.position}"
    ArchiveDecision.objects.bulk_create(
        ArchiveDecision(
            office_id=staff.office_id,
            entry=entry,
            fate=fate,
            note=note,
            decided_by=staff,
            decided_label=label,
            decided_at=now(),
        )
        for entry in entries
    )
    return AgendaEntry.objects.filter(office=staff.office_id, pk__in=[entry.pk for entry in entries]).update(fate=fate)


def _require_destroyable(entry: AgendaEntry, rules: classifications.Rules) -> None:
    if classifications.retention_of(rules, entry.classification).fate == classifications.KEEP:
        raise Conflict(f"Surat {entry.number or entry.subject} termasuk golongan permanen, jadi tidak dimusnahkan.")
