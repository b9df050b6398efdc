"""A task is begun once, whoever delivers it how often."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from farm.claims import Claims
from farm.work import Outcome
from ground import paths
from ground.errors import StoreError


def test_of_many_that_claim_a_task_at_once_one_gets_it() -> None:
    claims = Claims()
    with ThreadPoolExecutor(8) as pool:
        earlier = list(pool.map(lambda _: claims.begin("t1", "S1"), range(8)))
    assert sum(one is None for one in earlier) == 1


def test_a_second_delivery_is_told_what_became_of_the_first() -> None:
    claims = Claims()
    assert claims.begin("t1", "S1") is None
    under_way = claims.begin("t1", "S1")
    assert under_way is not None and under_way.alive
    assert under_way.told().status == "unknown" and "under way" in under_way.told().answer
    outcome = Outcome("S1", "done", "It says 3.", "abc", 2.5, 4, [], "t1")
    claims.end("t1", outcome)
    ended = claims.begin("t1", "S1")
    assert ended is not None and ended.told() == outcome
    assert Claims().of(["t1", "t2"]) == {"t1": ended}


def test_of_one_whose_process_died_it_is_said_that_nobody_knows() -> None:
    code = "from farm.claims import Claims; print(Claims().begin('t1', 'S1'))"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
    told = Claims().of(["t1"])["t1"].told()
    assert told.status == "unknown"
    assert "its process ended in the middle" in told.answer


def test_many_are_found_at_once_and_the_newest_first() -> None:
    claims = Claims()
    for number in range(3):
        claims.begin(f"t{number}", "S1")
    assert set(claims.of([f"t{number}" for number in range(1200)])) == {"t0", "t1", "t2"}
    assert [claim.task for claim in claims.latest(2)] == ["t2", "t1"]


def test_where_it_cant_be_written_nothing_is_begun() -> None:
    (paths.farm_dir() / "claims.db").write_text("this is no database, and long enough to be told from an empty one")
    with pytest.raises(StoreError, match="can't be used"):
        Claims().begin("t1", "S1")
