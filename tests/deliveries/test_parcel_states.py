"""One state from any events: in whatever order they come, and however often."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tatadesa.deliveries.parcel_states import ENDED, ParcelLabel, standing
from tatadesa.deliveries.ports import ParcelState, TrackingEvent

START = datetime(2026, 11, 1, tzinfo=UTC)
events = st.builds(
    lambda minutes, state: TrackingEvent(START + timedelta(minutes=minutes), state, state.value),
    st.integers(0, 30),
    st.sampled_from(ParcelState),
)


@given(st.lists(events), st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(happened: list[TrackingEvent], chance) -> None:
    again = [*happened, *happened[: len(happened) // 2]]
    chance.shuffle(again)
    assert standing(again) == standing(happened)


@given(st.lists(events))
def test_nothing_comes_after_the_end(happened: list[TrackingEvent]) -> None:
    if any(event.state in ENDED for event in happened):
        assert standing(happened).state in ENDED


def test_a_failed_attempt_is_not_delivered_and_an_unknown_word_says_nothing() -> None:
    def at(minutes: int, state: ParcelState) -> TrackingEvent:
        return TrackingEvent(START + timedelta(minutes=minutes), state, "")

    failed = [at(1, ParcelState.OUT_FOR_DELIVERY), at(2, ParcelState.FAILED_ATTEMPT), at(3, ParcelState.UNKNOWN)]
    assert standing(failed).state is ParcelState.FAILED_ATTEMPT
    assert standing([at(1, ParcelState.UNKNOWN)]).state is ParcelState.REQUESTED


def test_every_state_has_words() -> None:
    assert {state.value for state in ParcelState} == set(ParcelLabel.values)
