"""A child was born into a family of the village."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import InvalidInput
from tatadesa.residents import codes
from tatadesa.residents.adding import add, first_entry, read_new
from tatadesa.residents.amending import require_free
from tatadesa.residents.cells import Value
from tatadesa.residents.history import record
from tatadesa.residents.locking import Card, lock_card
from tatadesa.residents.models import Mutation, Resident
from tatadesa.residents.permissions import require_editor
from tatadesa.residents.reading import day, family_values, judge, line

FIELDS: Final = (
    "name",
    "nik",
    "sex",
    "birth_place",
    "birth_date",
    "family_role",
    "blood_type",
    "birth_certificate",
    "religion",
    "citizenship",
    "father_name",
    "father_nik",
    "mother_name",
    "mother_nik",
)
# By the ids of ``codes``: no school, no work, unmarried, no card yet.
_NEWBORN: Final[dict[str, Value]] = {
    "education": 1,
    "current_education": 1,
    "occupation": 1,
    "marital_status": codes.UNMARRIED,
    "id_card": 1,
    "id_card_recording": 1,
}
_PARENTS: Final = (("father", codes.MALE, "ayah"), ("mother", codes.FEMALE, "ibu"))


@transaction.atomic
def record_birth(
    staff: StaffMember,
    family_id: UUID,
    *,
    seen: int,
    values: Mapping[str, Any],
    father: UUID | None = None,
    mother: UUID | None = None,
    note: str = "",
    confirmed: bool = False,
) -> Resident:
    """Add the child to the parents' card. ``seen`` is the card's edition, so sending twice adds once.

    ``father`` and ``mother`` are members of the card: their names and NIKs come from the register, and from ``values``
    only for a parent who is elsewhere. Without a NIK the child gets a temporary one; without a faith or citizenship the
    head's. Raises as ``change_resident``.
    """
    require_editor(staff)
    card = lock_card(staff, family_id, seen)
    note = line("note", note)
    head = card.head
    if head is None:
        raise InvalidInput({"": "Kartu keluarga ini belum punya kepala keluarga. Pilih dahulu kepala keluarganya."})
    typed = {**values, **_parents(card, {"father": father, "mother": mother})}
    usual = {"family_role": codes.CHILD, "religion": head.religion, "citizenship": head.citizenship}
    child = {**_NEWBORN, **read_new(FIELDS, typed, usual), "ethnicity": head.ethnicity}
    if child["family_role"] == codes.HEAD:
        raise InvalidInput({"family_role": "Bayi tidak bisa menjadi kepala keluarga."})
    born = day("birth_date", child["birth_date"], staff.office)
    of_card = family_values(card.family)
    require_free(staff.office, child["nik"])
    judge(staff.office, None, {**child, **of_card}, confirmed=confirmed)
    resident = add(card.family, child)
    card.changed()
    changes = first_entry({**child, **of_card})
    record(resident, Mutation.Kind.BIRTH, staff=staff, happened_on=born, changes=changes, note=note)
    return resident


def _parents(card: Card, chosen: Mapping[str, UUID | None]) -> dict[str, str]:
    """Names and numbers of the parents who are on the card."""
    found: dict[str, str] = {}
    for name, sex, words in _PARENTS:
        key = chosen[name]
        parent = next((member for member in card.members if member.pk == key), None)
        if key is not None and (parent is None or parent.sex != sex):
            raise InvalidInput({name: f"Orang ini tidak bisa menjadi {words}. Pilih lagi."})
        if parent is not None:
            found |= {f"{name}_name": parent.name, f"{name}_nik": parent.nik}
    return found
