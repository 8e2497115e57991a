"""A decided application opened again, and issued again with a new number."""

import pytest

from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.reject import reject
from tatadesa.applications.actions.take import take
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed
from tatadesa.letters.actions.issue import issue
from tatadesa.letters.actions.reopen import reopen
from tatadesa.letters.models import Letter
from tests.desk.stages import issued, taken
from tests.people import World


def test_the_letter_is_withdrawn_and_the_next_has_another_number(world: World) -> None:
    first = issued(world)
    number = first.application.number
    first.application.refresh_from_db()
    opened = reopen(world.kades, number, seen=first.application.event_count, reason="Nama salah.")
    first.refresh_from_db()
    assert (opened.state, opened.decided_at, opened.taken_by, first.state) == ("in_review", None, None, "withdrawn")
    assert f"Surat nomor {first.number} dicabut." in opened.events.get(verb="reopen").words
    again = take(world.operator, number)
    again = approve(world.operator, number, seen=again.event_count)
    second = issue(world.kades, number, seen=again.event_count)
    assert second.number != first.number
    assert Letter.objects.filter(application=opened).count() == 2


def test_what_was_refused_can_be_looked_at_again(world: World) -> None:
    application = taken(world)
    refused = reject(world.operator, application.number, seen=application.event_count, reason="", code="sengketa")
    assert refused.rejection_code == "sengketa"
    opened = reopen(world.sekdes, application.number, seen=refused.event_count, reason="Sengketa selesai.")
    assert (opened.state, opened.rejection_code) == ("in_review", "")
    assert opened.steps.order_by("position")[0].status == "active"


def test_only_by_who_leads_with_a_reason_and_only_what_is_decided(world: World) -> None:
    application = taken(world)
    seen = application.event_count
    with pytest.raises(NotAllowed):
        reopen(world.operator, application.number, seen=seen, reason="Salah.")
    with pytest.raises(InvalidInput):
        reopen(world.kades, application.number, seen=seen, reason=" ")
    with pytest.raises(Conflict):
        reopen(world.kades, application.number, seen=seen, reason="Salah.")
