"""Prepared letters whose application ended without them: the number stays written down, the pages go."""

from __future__ import annotations

from django.db import transaction

from tatadesa.applications.states import State
from tatadesa.letters.giving_numbers import give_up_number
from tatadesa.letters.models import PreparedLetter

_ENDED = (State.REJECTED, State.CANCELLED)
_BATCH = 200


@transaction.atomic
def give_up_ended() -> int:
    """Give up letters that nobody will sign; gives how many. Running it again changes nothing.

    An application that is opened again later gets a new letter with a new number.
    """
    rows = PreparedLetter.objects.select_for_update(of=("self",), skip_locked=True).select_related("application")
    found = list(rows.filter(state=PreparedLetter.State.PREPARED, application__state__in=_ENDED)[:_BATCH])
    for prepared in found:
        state = State(prepared.application.state).label.lower()
        prepared.state, prepared.content = PreparedLetter.State.ABANDONED, None
        prepared.failure = f"Permohonan berakhir tanpa surat: {state}."
        prepared.save(update_fields=["state", "content", "failure"])
        give_up_number(prepared.office_id, prepared.number, prepared.failure)
    return len(found)
