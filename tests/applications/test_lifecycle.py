"""Any sequence of actions by anybody: no illegal state, no lost event, no wrong role that acts (model-based)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.cancel import cancel
from tatadesa.applications.actions.reject import reject
from tatadesa.applications.actions.release import release
from tatadesa.applications.actions.return_for_correction import return_for_correction
from tatadesa.applications.actions.revise import revise
from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Application, Step
from tatadesa.applications.states import FINAL_STATES, TRANSITIONS, State, Verb
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.core.errors import DomainError
from tatadesa.letters.actions.issue import issue
from tatadesa.letters.actions.withdraw import withdraw
from tatadesa.letters.models import Letter
from tests.applications.test_revise import change
from tests.applications.test_steps import CHAIN
from tests.people import World, publish_service, sent

PEOPLE = ("operator", "other_operator", "sekdes", "kades", "stranger_operator", "stranger_kades")
# Who may ever do what to an application of Karangsari on the way of CHAIN.
MAY = {
    "take": {"operator", "other_operator", "sekdes"},
    "approve": {"operator", "other_operator", "sekdes"},
    "issue": {"kades", "sekdes"},
    "withdraw": {"kades", "sekdes"},
}


class Lifecycle(RuleBasedStateMachine):
    """One application of Siti's; ``world`` and ``version`` are set below. Each run is rolled back in the end."""

    world: World
    version: ServiceVersion

    def __init__(self) -> None:
        super().__init__()
        self.events = 0
        self.savepoint = transaction.savepoint()

    @initialize(purpose=st.sampled_from(["bank", "sekolah"]))
    def send(self, purpose: str) -> None:
        self.number = sent(self.world.siti, self.version, peruntukan=purpose).number
        self.events = 1

    def staff(self, who: str) -> StaffMember:
        found: StaffMember = getattr(self.world, who)
        return found

    @property
    def application(self) -> Application:
        return Application.objects.select_related("version").get(number=self.number)

    def attempt(self, verb: str, who: str, act: Callable[[], object]) -> None:
        """An act succeeds with one event more, or is refused and leaves everything as it was."""
        before = Application.objects.filter(number=self.number).values().get()
        try:
            with transaction.atomic():
                act()
        except DomainError:
            assert Application.objects.filter(number=self.number).values().get() == before
            return
        assert who in MAY.get(verb, set(PEOPLE[:4])), f"{who} must not {verb}"
        now = self.application.event_count
        assert now in (self.events, self.events + 1)
        self.events = now

    @rule(who=st.sampled_from(PEOPLE))
    def take(self, who: str) -> None:
        self.attempt("take", who, lambda: take(self.staff(who), self.number))

    @rule(who=st.sampled_from(PEOPLE))
    def release(self, who: str) -> None:
        self.attempt("release", who, lambda: release(self.staff(who), self.number))

    @rule(who=st.sampled_from(PEOPLE), stale=st.booleans())
    def approve(self, who: str, stale: bool) -> None:
        seen = self.events - stale
        self.attempt("approve", who, lambda: approve(self.staff(who), self.number, seen=seen))
        assert not stale or self.application.event_count == self.events

    @rule(who=st.sampled_from(PEOPLE))
    def reject(self, who: str) -> None:
        self.attempt("reject", who, lambda: reject(self.staff(who), self.number, seen=self.events, reason="Alasan."))

    @rule(who=st.sampled_from(PEOPLE), field=st.sampled_from(["keperluan", "peruntukan"]))
    def give_back(self, who: str, field: str) -> None:
        words: dict[str, Any] = {"fields": [field], "message": "Perbaiki."}
        act = lambda: return_for_correction(self.staff(who), self.number, seen=self.events, **words)  # noqa: E731
        self.attempt("return", who, act)

    @rule(purpose=st.sampled_from(["bank", "sekolah"]))
    def mend(self, purpose: str) -> None:
        application = self.application
        try:
            with transaction.atomic():
                revise(self.world.siti, self.number, change(self.world.siti, application, peruntukan=purpose))
        except DomainError:
            return
        self.events += 1

    @rule()
    def cancel(self) -> None:
        try:
            with transaction.atomic():
                cancel(self.world.siti, self.number)
        except DomainError:
            return
        self.events += 1

    @rule(who=st.sampled_from(PEOPLE))
    def issue(self, who: str) -> None:
        self.attempt("issue", who, lambda: issue(self.staff(who), self.number, seen=self.events))

    @rule(who=st.sampled_from(PEOPLE))
    def withdraw(self, who: str) -> None:
        letter = Letter.objects.filter(application__number=self.number).first()
        if letter is not None:
            self.attempt("withdraw", who, lambda: withdraw(self.staff(who), letter.pk, reason="Salah."))

    @invariant()
    def every_event_is_a_legal_move(self) -> None:
        application = self.application
        events = list(application.events.order_by("position").values_list("position", "verb", "state"))
        assert [position for position, _, _ in events] == list(range(1, self.events + 1))
        assert events[0][1:] == (Verb.SUBMIT, State.SUBMITTED)
        for (_, _, before), (_, verb, after) in pairwise(events):
            assert TRANSITIONS[State(before), Verb(verb)] == after
        assert application.state == events[-1][2]

    @invariant()
    def one_step_has_its_turn_until_the_end(self) -> None:
        application = self.application
        active = [step for step in application.steps.all() if step.status == Step.Status.ACTIVE]
        over = application.state in FINAL_STATES
        assert len(active) == (0 if over else 1)
        assert application.turn_label == ("" if over else active[0].label)
        assert application.turn_roles == ([] if over else active[0].acting_roles)
        assert application.state != State.APPROVED or active[0].kind == "issue"
        assert not over or application.taken_by_id is None

    @invariant()
    def a_letter_is_there_when_it_should_be(self) -> None:
        has_letter = Letter.objects.filter(application__number=self.number).exists()
        assert has_letter == (self.application.state in (State.COMPLETED, State.WITHDRAWN))

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)


@pytest.mark.django_db
def test_no_sequence_of_actions_breaks_it(world: World) -> None:
    bounds = settings(max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
    version = publish_service(world.karangsari, "alur-panjang", workflow=CHAIN)
    run_state_machine_as_test(type("Run", (Lifecycle,), {"world": world, "version": version}), settings=bounds)
