"""Which kept states are trusted, and which go."""

from __future__ import annotations

import os
import stat
import struct
from array import array
from pathlib import Path

import pytest

from agent.model.prefixes import MAGIC, PrefixStore

TOKENS = [5, 7, 11]


def state(tokens: list[int], size: int = 100) -> bytes:
    return struct.pack("=III", MAGIC, 3, len(tokens)) + array("i", tokens).tobytes() + bytes(size)


def writing(data: bytes, ok: bool = True):  # type: ignore[no-untyped-def]
    def write(path: Path) -> bool:
        path.write_bytes(data)
        return ok

    return write


def kept(store: PrefixStore, *numbers: int) -> list[int]:
    return [n for n in numbers if list(store.folder.glob(f"{store.key([n], 'model')}.*.kv"))]


@pytest.fixture
def store(tmp_path: Path) -> PrefixStore:
    return PrefixStore(tmp_path, limit_bytes=1000)


def test_saved_state_is_found_and_private(store: PrefixStore) -> None:
    assert store.find(TOKENS, "model") is None
    assert store.save(TOKENS, "model", writing(state(TOKENS)))
    path = store.find(TOKENS, "model")
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_other_tokens_model_or_build_are_other_states(store: PrefixStore) -> None:
    store.save(TOKENS, "model", writing(state(TOKENS)))
    assert store.find([5, 7], "model") is None
    assert store.find([5, 7, 12], "model") is None
    assert store.find(TOKENS, "another model") is None


@pytest.mark.parametrize(
    "data",
    [b"", b"ggsq", state(TOKENS)[:14], state([5, 7, 12]), state([5, 7]), b"\0" * 200],
    ids=["empty", "header cut", "tokens cut", "other tokens", "fewer tokens", "zeros"],
)
def test_damaged_file_is_removed(data: bytes, store: PrefixStore) -> None:
    store.save(TOKENS, "model", writing(data))
    (path,) = store.folder.iterdir()
    assert store.find(TOKENS, "model") is None
    assert not path.exists()


def test_state_that_lost_its_end_is_removed(store: PrefixStore) -> None:
    store.save(TOKENS, "model", writing(state(TOKENS)))
    (path,) = store.folder.iterdir()
    path.write_bytes(path.read_bytes()[:-1])
    assert store.find(TOKENS, "model") is None
    assert not path.exists()


def test_longest_unused_go_first(store: PrefixStore) -> None:
    for number in range(4):
        store.save([number], "model", writing(state([number], 300)))
        found = store.find([number], "model")
        assert found
        os.utime(found, (number, number))
    assert store.find([1], "model"), "now it is the one used last"
    store.save([9], "model", writing(state([9], 300)))
    assert kept(store, 0, 1, 2, 3, 9) == [1, 3, 9]


def test_state_larger_than_the_limit_is_kept_alone(store: PrefixStore) -> None:
    store.save([1], "model", writing(state([1])))
    store.save([2], "model", writing(state([2], 5000)))
    assert kept(store, 1, 2) == [2]


def test_state_that_could_not_be_written_leaves_nothing(store: PrefixStore) -> None:
    def full(path: Path) -> bool:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    assert not store.save(TOKENS, "model", writing(b"half", ok=False))
    assert not store.save(TOKENS, "model", full)
    assert list(store.folder.iterdir()) == []
