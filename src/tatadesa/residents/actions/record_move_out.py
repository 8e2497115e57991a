"""One, some or all of a family move out of the village."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.residents import codes
from tatadesa.residents.amending import amend
from tatadesa.residents.history import record
from tatadesa.residents.leaving import choose_head, people_on
from tatadesa.residents.locking import lock_card
from tatadesa.residents.models import Mutation, Resident
from tatadesa.residents.permissions import require_editor
from tatadesa.residents.reading import day, line

_LONGEST_PLACE = 200


@transaction.atomic
def record_move_out(
    staff: StaffMember,
    family_id: UUID,
    *,
    seen: int,
    people: Collection[UUID],
    happened_on: object,
    destination: str,
    note: str = "",
    new_head: UUID | None = None,
) -> list[Resident]:
    """Note that ``people``, living members of the card, have moved to ``destination``; ``seen`` is the card's edition.

    When the head leaves and others stay, ``new_head`` takes the place. Accounts stay as they are: whoever has moved
    may still want letters about the time here, and an officer can switch an account off. Raises ``InvalidInput``, and
    ``Conflict`` when somebody else was faster.
    """
    require_editor(staff)
    card = lock_card(staff, family_id, seen)
    leaving = people_on(card, people)
    youngest = max(one.birth_date for one in leaving)
    happened = day("happened_on", happened_on, staff.office, not_before=youngest)
    place = line(
        "destination", destination, longest=_LONGEST_PLACE, required="Tulis alamat tujuan, paling sedikit kabupatennya."
    )
    note = line("note", note)
    others = choose_head(card, people, new_head)
    for one in leaving:
        changes = {**amend(one, {"base_status": codes.MOVED}), "moved_to": ["", place]}
        record(one, Mutation.Kind.MOVE_OUT, staff=staff, happened_on=happened, changes=changes, note=note)
    card.changed()
    for key, changed in others.items():
        words = "Setelah kepala keluarga pindah."
        record(card.one(key), Mutation.Kind.CHANGE, staff=staff, happened_on=happened, changes=changed, note=words)
    return leaving
