"""What a plain terminal shows of a script while it is written."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from interpreter.check.checking import CheckReport
from ui.console import ConsoleWatcher
from ui.live_script import MOST, LiveScript

SCRIPT = 'new_note.title.set_text("Milk")\nnew_note.save.tap()\n'


def shown(*pieces: str) -> str:
    put: list[str] = []
    live = LiveScript(put.append)
    for piece in pieces:
        live.feed(piece)
    live.end()
    return "".join(put)


@pytest.mark.parametrize(
    "text",
    [SCRIPT, f"```python\n{SCRIPT}```", f"```python\n{SCRIPT}```\n", f"```\n{SCRIPT}", SCRIPT.rstrip() + "```"],
    ids=["bare", "fenced", "fenced, and a line", "an open fence", "a fence on the last line"],
)
@pytest.mark.parametrize("step", [1, 3, 1000])
def test_fences_are_not_shown_however_the_text_comes(text: str, step: int) -> None:
    assert shown(*(text[at : at + step] for at in range(0, len(text), step))) == SCRIPT


def test_letters_are_shown_as_they_come() -> None:
    put: list[str] = []
    live = LiveScript(put.append)
    live.feed("main.se")
    live.feed("arch")
    assert "".join(put) == "main.search"


def test_a_model_that_goes_on_and_on_is_not_followed() -> None:
    lines = [f"main.search.tap()  # {number}\n" for number in range(40)]
    assert shown(*lines) == "".join(lines[:MOST]) + "…\n"


@given(st.lists(st.text(alphabet="ab`. \n", max_size=8)))
@example([" ", "```", "."])
def test_it_always_ends_its_line_and_never_shows_a_fence(pieces: list[str]) -> None:
    said = shown(*pieces)
    assert not said or said.endswith("\n")
    assert "```" not in said


def test_what_is_said_next_begins_on_its_own_line(capsys: pytest.CaptureFixture[str]) -> None:
    watcher = ConsoleWatcher(wait_for_enter=False)
    watcher.writing(1, "")
    watcher.token("```python\nmain.serch.tap()\n```")
    watcher.writing(2, "main has no `serch`")
    watcher.token("```python\nmain.search.tap()")
    watcher.script("main.search.tap()", [], CheckReport([], []))
    watcher.writing(1, "")  # the script is asked for again, from where the run stands
    watcher.token("main.search.tap()\n")
    assert capsys.readouterr().err.splitlines() == [
        "Script:",
        "main.serch.tap()",
        "Once more, because main has no `serch`",
        "main.search.tap()",
        "On from here:",
        "main.search.tap()",
    ]
