"""States are made once, whole, and given in order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from agent.model.writing import Prompt, Warmth
from ground.errors import ModelError
from training.keeping import by_model_file, by_torch, keep_states, state_file, stream

from .tiny import groups, tiny_base, torch_here


def silent(_done: int, _of: int) -> None:
    pass


def never() -> bool:
    return False


def test_only_states_that_arent_there_are_made(tmp_path: Path) -> None:
    made = groups(3)
    state_file(tmp_path, made[1]).write_bytes(b"kept")
    asked: list[str] = []
    told: list[tuple[int, int]] = []

    def make(group: Any, path: Path) -> None:
        asked.append(group.doc)
        path.write_bytes(b"new")

    assert keep_states(tmp_path, made, make, lambda done, of: told.append((done, of)), never)
    assert (asked, told) == (["app0", "app2"], [(0, 2), (1, 2)])
    assert state_file(tmp_path, made[1]).read_bytes() == b"kept"


def test_cancelled_between_two_it_keeps_those_that_are_made(tmp_path: Path) -> None:
    made = groups(3)

    def make(_group: object, path: Path) -> None:
        path.write_bytes(b"new")

    assert not keep_states(tmp_path, made, make, silent, lambda: len(list(tmp_path.iterdir())) == 1)
    assert len(list(tmp_path.iterdir())) == 1


def test_the_products_own_states_are_moved_from_where_it_leaves_them(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "old.1.kv").write_bytes(b"another's")

    def warm(_prompt: Prompt) -> Warmth:
        (fresh / "key.3.kv").write_bytes(b"new")
        return Warmth(10, 0.1, "evaluated")

    (group, other) = groups(2)
    by_model_file(warm, fresh)(group, tmp_path / "a.kv")
    assert (tmp_path / "a.kv").read_bytes() == b"new"
    assert not list(fresh.iterdir())
    with pytest.raises(ModelError, match="app1 was not kept"):
        by_model_file(lambda _prompt: Warmth(10, 0.1, "evaluated"), fresh)(other, tmp_path / "b.kv")


def test_states_come_in_order_and_another_docs_is_refused(tmp_path: Path) -> None:
    torch = torch_here()
    base, made = tiny_base(), groups(2)
    keep_states(tmp_path, made, by_torch(base), silent, never)
    found = list(stream(tmp_path, [made[1], made[0], made[1]], base.shape, torch.float32, "cpu"))
    assert torch.equal(found[0].keys[0], found[2].keys[0])
    assert not torch.equal(found[0].keys[0], found[1].keys[0])
    state_file(tmp_path, made[0]).rename(state_file(tmp_path, made[1]))
    with pytest.raises(ModelError, match="not the state of app1"):
        list(stream(tmp_path, [made[1]], base.shape, torch.float32, "cpu"))
