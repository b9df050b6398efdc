"""A worker that was taken over tells lies: what it says may end a run, and do nothing else to us."""

from __future__ import annotations

import os

import pytest

from bench.trust.attacks import LIMITS, by_forged_worker
from interpreter.sandbox.worker import Sandbox

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a lying worker is begun by a shell")


@pytest.mark.parametrize(
    "way", ["dies at once", "dies amid", "hangs amid", "noise", "longest frame", "endless frames", "twice", "order"]
)
def test_a_worker_that_lies_ends_the_run(way: str) -> None:
    with Sandbox(LIMITS) as sandbox:
        row = by_forged_worker(way, 0, sandbox)
    assert row.escaped == ""
    assert row.ended.startswith(("crashed", "failed"))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("way", ["cut", "flips", "words", "ids"])
def test_a_worker_that_lies_a_little_gets_no_further_than_a_script(way: str, seed: int) -> None:
    with Sandbox(LIMITS) as sandbox:
        assert by_forged_worker(way, seed, sandbox).escaped == ""


@pytest.mark.long
@pytest.mark.timeout(900)
def test_many_spoiled_words_of_a_worker() -> None:
    with Sandbox(LIMITS) as sandbox:
        rows = [by_forged_worker(way, seed, sandbox) for way in ("flips", "ids", "words") for seed in range(400)]
    assert [row for row in rows if row.escaped] == []
