"""A run beside the loop that tells of it."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from ui.mcp.jobs import Ended, Job


async def test_who_is_told_that_a_run_ended_finds_it_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    job, seen = Job("demo", "a task", can_ask=False, answer_s=1.0), threading.Event()
    in_loop, calls = job._in_loop, [0]

    def held_up(call: Callable[[], object]) -> None:
        """The thread is as slow as can be: what it has to say comes only once the one before was heard."""
        calls[0] += 1
        if calls[0] > 1:
            assert seen.wait(20)
        in_loop(call)

    monkeypatch.setattr(job, "_in_loop", held_up)
    job.start(lambda job: "done", lambda job: None)
    try:
        told = await job.events.get()
        assert isinstance(told, Ended) and told.value == "done" and job.ended.is_set()
    finally:
        seen.set()
        job.join(20)
