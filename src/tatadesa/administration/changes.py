"""Who changed what about an office: written in the change's own transaction, shown on its settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from tatadesa.accounts.models import StaffMember
from tatadesa.administration.models import OfficeChange
from tatadesa.administration.permissions import require_office_manager
from tatadesa.core import keyset
from tatadesa.core.errors import Conflict
from tatadesa.offices.models import Office

CONFIRMED = "Diperiksa, sudah benar."
_LONGEST = 1000


@dataclass(frozen=True)
class Page:
    """Changes, newest first, and the key where the next page begins (empty at the end)."""

    rows: list[OfficeChange]
    next: str


def hold_office(staff: StaffMember, seen: UUID | None) -> Office:
    """The officer's own office with its row held until the transaction ends.

    ``seen`` is the latest change that the officer's page showed, None for none. Raises ``NotAllowed``, and ``Conflict``
    when a colleague has changed something since.
    """
    require_office_manager(staff)
    # Rows that refer to the office may be written meanwhile: only its own columns are about to change.
    office = Office.objects.select_for_update(no_key=True).get(pk=staff.office_id)
    if latest(office) != seen:
        raise Conflict("Rekan Anda baru saja mengubah pengaturan kantor. Lihat keadaan terbarunya, lalu simpan lagi.")
    return office


def latest(office: Office) -> UUID | None:
    """The newest change of ``office``: what a page shows and its form sends back."""
    return OfficeChange.objects.filter(office=office).order_by("-at", "-id").values_list("pk", flat=True).first()


def note(staff: StaffMember, topic: OfficeChange.Topic, words: Sequence[str]) -> bool:
    """Write down what ``staff`` changed about the own office; gives whether there was anything to write.

    Saving without a change counts the first time: somebody has looked and found it right.
    """
    if not words and OfficeChange.objects.filter(office=staff.office_id, topic=topic).exists():
        return False
    OfficeChange.objects.create(
        office_id=staff.office_id,
        topic=topic,
        actor=staff,
        actor_label=f"{staff.name}, {staff.position}",
        words=(" ".join(words) or CONFIRMED)[:_LONGEST],
    )
    return bool(words)


def changes_of(staff: StaffMember, *, after: str = "", limit: int = 20) -> Page:
    """One page of the changes of the officer's own office. One query. Raises ``NotAllowed``."""
    require_office_manager(staff)
    rows = OfficeChange.objects.filter(office=staff.office_id)
    if after:
        moment, last = keyset.decode(after)
        rows = rows.filter(Q(at__lt=moment) | Q(at=moment, pk__lt=last))
    found = list(rows.order_by("-at", "-id")[: limit + 1])
    shown = found[:limit]
    return Page(shown, keyset.encode(shown[-1].at, shown[-1].pk) if len(found) > limit else "")


def differences(office: Office, wanted: dict[str, tuple[str, str]]) -> list[str]:
    """Set the text fields of ``office`` to what is ``wanted`` (label and value by name); what changed, in sentences."""
    words = []
    for name, (label, value) in wanted.items():
        old = getattr(office, name)
        if old != value:
            words.append(f"{label}: {old or 'kosong'} → {value or 'kosong'}.")
            setattr(office, name, value)
    return words
