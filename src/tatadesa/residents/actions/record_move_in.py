"""Somebody comes to live in the village: onto a card of the village, or as the head of a new one."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.residents import codes
from tatadesa.residents.adding import add, card_number, first_entry, new_card, read_new, save_card
from tatadesa.residents.amending import amend
from tatadesa.residents.cells import Value
from tatadesa.residents.history import record
from tatadesa.residents.locking import CHANGED, Card, lock_cards, require_seen
from tatadesa.residents.models import Family, Mutation, Resident
from tatadesa.residents.permissions import require_editor
from tatadesa.residents.reading import PERSON_FIELDS, day, family_values, judge, line, values_of

FIELDS: Final = (*PERSON_FIELDS, "family_role")
_LONGEST_PLACE = 200
_CAN_RETURN = (codes.MOVED, codes.GONE, codes.MISSING)


@transaction.atomic
def record_move_in(
    staff: StaffMember,
    *,
    values: Mapping[str, Any],
    happened_on: object,
    origin: str,
    seen: int | None = None,
    note: str = "",
    confirmed: bool = False,
) -> Resident:
    """Add the person in ``values`` (by field, the card's as ``family.no_kk``), who comes from ``origin``.

    A No. KK the village knows is joined, whatever else is typed about the address; any other makes a new card, which
    begins with its head. Whoever was here before and left comes back as the same person, with the old history.
    ``seen`` is the edition of a card whose page was open. Raises as ``change_resident``.
    """
    require_editor(staff)
    note = line("note", note)
    place = line("origin", origin, longest=_LONGEST_PLACE, required="Tulis alamat asal, paling sedikit kabupatennya.")
    of_person = {field: cell for field, cell in values.items() if not field.startswith("family.")}
    of_card = {field: cell for field, cell in values.items() if field.startswith("family.")}
    former, card = _lock(staff, _digits(of_person.get("nik")), card_number(of_card))
    is_new = card is None
    card = card or new_card(staff.office, of_card)
    require_seen(card.family.edition, None if is_new else seen)
    person = read_new(FIELDS, of_person, {})
    born = person["birth_date"]
    happened = day("happened_on", happened_on, staff.office, not_before=born if isinstance(born, date) else None)
    _check_head(card, person, is_new=is_new)
    shown = {**person, **family_values(card.family), "base_status": codes.ALIVE}
    judge(staff.office, values_of(former, former.family) if former else None, shown, confirmed=confirmed)
    if is_new:
        save_card(card.family)
    else:
        card.changed()
    if former is None:
        resident, changes = add(card.family, person), first_entry(shown)
    else:
        resident = former
        changes = amend(former, {**person, "base_status": codes.ALIVE}, onto=card.family)
    changes["moved_from"] = ["", place]
    record(resident, Mutation.Kind.MOVE_IN, staff=staff, happened_on=happened, changes=changes, note=note)
    return resident


def _digits(typed: object) -> str:
    return "".join(character for character in str(typed or "") if character.isdigit())


def _lock(staff: StaffMember, nik: str, number: str) -> tuple[Resident | None, Card | None]:
    """Who has this NIK in the village already, and the card with this number, as far as there are any."""
    known = Resident.objects.filter(office=staff.office_id, nik=nik).only("family_id").first() if nik else None
    family = Family.objects.filter(office=staff.office_id, no_kk=number).only("pk").first()
    cards = lock_cards(staff, {found for found in (known and known.family_id, family and family.pk) if found})
    card = cards[family.pk] if family else None
    if card is not None and card.family.no_kk != number:
        raise Conflict(CHANGED)
    former = None
    if known is not None:
        former = next((one for one in cards[known.family_id].members if one.pk == known.pk and one.nik == nik), None)
        if former is None:
            raise Conflict(CHANGED)
        if former.base_status not in _CAN_RETURN:
            status = former.get_base_status_display()
            raise InvalidInput({"nik": f"NIK ini sudah tercatat atas nama {former.name}, dengan status {status}."})
    return former, card


def _check_head(card: Card, person: Mapping[str, Value], *, is_new: bool) -> None:
    is_head = person["family_role"] == codes.HEAD
    if not card.living and not is_head:
        words = "Nomor KK ini belum ada di desa ini" if is_new else "Kartu keluarga ini sedang kosong"
        raise InvalidInput({"family_role": f"{words}. Mulai dari kepala keluarganya."})
    if is_head and card.head is not None:
        raise InvalidInput({"family_role": f"Kepala keluarga kartu ini sudah ada: {card.head.name}."})
