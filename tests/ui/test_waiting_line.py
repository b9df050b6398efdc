"""What is said while the model reads: nothing for a moment, else how long it will take."""

from __future__ import annotations

import pytest

from ui.waiting_line import WaitingLine


def told(capsys: pytest.CaptureFixture[str], seconds_each: float, *, live: bool) -> str:
    now = [100.0]
    line = WaitingLine(lambda: now[0], live=live)
    for done in range(0, 1001, 100):
        line("It reads", done, 1000)
        now[0] += seconds_each
    return capsys.readouterr().err


def test_what_takes_a_moment_isnt_worth_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, 0.1, live=False) == told(capsys, 0.1, live=True) == ""


def test_a_long_wait_is_said_once_with_its_length(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, 1.4, live=False) == "It reads: about 14 s\n"


def test_in_a_terminal_the_line_counts_down_and_ends(capsys: pytest.CaptureFixture[str]) -> None:
    said = [part for part in told(capsys, 1.4, live=True).split("\r") if part]
    assert said[0] == "It reads: 10 %, 13 s to go"
    assert said[-2:] == ["It reads: 90 %, 1 s to go", "It reads: 14 s\n"]
