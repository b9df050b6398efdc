"""Words of the terminal UI that count and tell times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from interpreter.replay.replaying import CallVerdict, ReplayResult
from sessions.records import SessionDetail, head_of
from thumbwright.use.replays import summary
from ui.widgets.doc_words import learned


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (5, "learned just now"),
        (90, "learned 1 min ago"),
        (3 * 86_400, "learned 3 days ago"),
        (None, "learned some time ago"),
    ],
)
def test_when_an_app_was_learned(seconds: int | None, said: str) -> None:
    at = "" if seconds is None else (datetime.now(UTC) - timedelta(seconds=seconds)).isoformat()
    assert learned(at) == said


@pytest.mark.parametrize(
    ("calls", "said"),
    [(0, "Replayed 0 calls: none."), (1, "Replayed 1 call: 1 same."), (2, "Replayed 2 calls: 2 same.")],
)
def test_a_replay_counts_its_calls(calls: int, said: str) -> None:
    same = [CallVerdict(number, "main.search.tap()", 1, "same") for number in range(calls)]
    detail = SessionDetail(head_of({"id": "abc0de", "kind": "task", "task": "t", "status": "done", "started": ""}))
    assert summary(detail, ReplayResult("abc0de", same)) == said
