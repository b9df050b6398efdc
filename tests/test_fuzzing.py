"""A little of everything that may come from elsewhere, broken in all the ways: it is refused in words, or read, and nothing else.

Each input that once came through is kept here. How to look for longer stands in `tests.fuzz_longer`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz_targets import TARGETS, seeds

SEEDS = seeds()
PIECES = [
    b"", b"\x00", b"\xff\xfe", b'"', b"'''", b'"""', b"\\", b"[", b"]", b"{", b"}", b"<", b"&#0;", b"<!DOCTYPE x>", b"]]>",
    b"-1", b"1e999", b"9" * 5000, b"NaN", b"null", b"true", b"\n+++\n", b"```\n", b"\xed\xa0\x80", b"\xe2\x80\xae", b"%s", b"{0}",
    b"../../x", b"__class__", b"\n\nTask: x\n", b"\xff\xff\xff\xff",
]  # fmt: skip
CUT = st.tuples(st.floats(0, 1), st.floats(0, 0.3), st.sampled_from(PIECES), st.integers(1, 3))
FOUND = [
    ("saved_task", b"+++\nthumbwright_task = " + b"9" * 5_000 + b"\n+++\n"),
    ("saved_task", b"+++\nx = " + b"[" * 50_000 + b"\n+++\n"),
    ("overlay", b"x = " + b"9" * 5_000),
    ("overlay", b"x = " + b"[" * 50_000),
    ("policy", b"x = " + b"[" * 50_000),
    ("droidbot", b"[" * 100_000),
    ("droidbot", b'{"a":' * 50_000),
    ("rpc", b"[" * 100_000),
    ("rpc", b'{"a":' * 50_000),
]
"""What a fuzzer found, each mended."""


def broken(seed: bytes, cuts: list[tuple[float, float, bytes, int]]) -> bytes:
    """A whole input with pieces of it gone, and others in their place."""
    for where, how_much, piece, times in cuts:
        at = int(where * len(seed))
        seed = seed[:at] + piece * times + seed[at + int(how_much * len(seed)) :]
    return seed


@pytest.fixture(autouse=True, scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings and hand edits are read from files: of no person's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("THUMBWRIGHT_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.mark.parametrize(("name", "data"), FOUND, ids=[f"{name}-{number}" for number, (name, _) in enumerate(FOUND)])
def test_what_once_came_through_is_refused(name: str, data: bytes) -> None:
    TARGETS[name](data)


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_whole_is_read(name: str) -> None:
    for seed in SEEDS[name]:
        TARGETS[name](seed)


@pytest.mark.filterwarnings("ignore")  # a broken script's own
@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_broken_is_refused_in_words(name: str, data: st.DataObject) -> None:
    seed = data.draw(st.sampled_from(SEEDS[name]))
    TARGETS[name](broken(seed, data.draw(st.lists(CUT, min_size=1, max_size=4))))
    TARGETS[name](data.draw(st.binary(max_size=200)))


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=1_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_much_that_is_broken_is_refused_in_words(name: str, data: st.DataObject) -> None:
    seed = data.draw(st.sampled_from(SEEDS[name]))
    TARGETS[name](broken(seed, data.draw(st.lists(CUT, min_size=1, max_size=8))))
