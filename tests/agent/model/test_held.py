"""What of the state in memory the next prompt can use: the model's own is never taken for the adapter's, nor the other way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.model.held import Held


def held(plain: list[int], adapted: list[int]) -> Held:
    made = Held()
    made.add(plain, adapted=False)
    made.add(adapted, adapted=True)
    return made


@pytest.mark.parametrize(
    ("plain", "adapted", "tokens", "prefix", "itself", "with_adapter"),
    [
        pytest.param([1, 2], [], [1, 2, 3], 2, 2, 2, id="the prefix is the same for both"),
        pytest.param([1, 2], [3, 4], [1, 2, 3, 5], 2, 2, 3, id="what the adapter read of a task is the adapter's"),
        pytest.param([1, 2, 3], [], [1, 2, 3, 5], 2, 3, 2, id="what the model read of it is the model's"),
        pytest.param([1], [2, 3], [1, 2, 3], 2, 1, 1, id="a longer prefix has to be read by the model itself"),
        pytest.param([1, 2], [3], [9, 2, 3], 2, 0, 0, id="another prefix"),
        pytest.param([], [], [1], 1, 0, 0, id="nothing held"),
    ],
)
def test_what_can_be_used_again(
    plain: list[int], adapted: list[int], tokens: list[int], prefix: int, itself: int, with_adapter: int
) -> None:
    state = held(plain, adapted)
    assert state.common(tokens) == state.common_behind(tokens, prefix, adapted=False) == itself
    assert state.common_behind(tokens, prefix, adapted=True) == with_adapter


def test_what_was_read_with_the_adapter_is_forgotten_before_the_model_reads_on() -> None:
    state = held([1, 2], [3])
    with pytest.raises(AssertionError, match="forgotten first"):
        state.add([4], adapted=False)
    state.cut(2)
    state.add([4], adapted=False)
    assert (state.tokens, state.plain) == ([1, 2, 4], 3)


few = st.lists(st.integers(0, 2), max_size=6)


@given(plain=few, adapted=few, tokens=few, prefix=st.integers(0, 6), keep=st.integers(0, 12), wanted=st.booleans())
def test_only_what_was_read_the_way_it_is_to_be_is_used_again(
    plain: list[int], adapted: list[int], tokens: list[int], prefix: int, keep: int, wanted: bool
) -> None:
    state = held(plain, adapted)
    state.cut(keep)
    prefix = min(prefix, len(tokens))
    ways = [(token, place >= state.plain) for place, token in enumerate(state.tokens)]
    right = [(token, wanted and place >= prefix) for place, token in enumerate(tokens)]
    again = state.common_behind(tokens, prefix, adapted=wanted)
    assert ways[:again] == right[:again]
    assert 0 <= state.plain <= len(state) == min(keep, len(plain) + len(adapted))
