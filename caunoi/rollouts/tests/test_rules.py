"""What a checklist makes of a place, whatever is in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caunoi.rollouts.rules import BEFORE_LIVE, PLACE_STATES, Asked, may, share, state_of, unfulfilled

ASKED = st.builds(Asked, st.sampled_from("abc"), st.booleans(), st.booleans(), st.booleans())


@given(st.lists(ASKED, max_size=8), st.sampled_from(PLACE_STATES))
def test_a_place_is_ready_only_when_nothing_obligatory_is_open(asked: list[Asked], before: str) -> None:
    after = state_of(asked, before)
    if before in BEFORE_LIVE:
        assert after in BEFORE_LIVE
        assert after != "ready" or not unfulfilled(asked)
    else:
        assert after == before


@given(st.lists(ASKED, max_size=8))
def test_to_fulfil_one_more_never_takes_a_place_back(asked: list[Asked]) -> None:
    order = ["planned", "preparing", "ready"]
    for number, one in enumerate(asked):
        better = [*asked[:number], Asked(one.name, one.obligatory, True, one.begun), *asked[number + 1 :]]
        assert order.index(state_of(better, "planned")) >= order.index(state_of(asked, "planned"))


def test_what_is_not_live_is_not_paused_and_what_was_stopped_stays_so() -> None:
    assert [state for state in PLACE_STATES if may("paused", state)] == ["live"]
    assert [state for state in PLACE_STATES if may("resumed", state)] == ["paused"]
    assert not any(may(act, "stopped") for act in ("live", "paused", "resumed", "stopped"))


def test_the_live_share_of_nothing_is_nothing() -> None:
    assert (share({}), share({"live": 1, "planned": 3})) == (0.0, 0.25)
