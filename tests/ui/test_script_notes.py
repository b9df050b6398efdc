"""What repair changed in a script, and what it offers, is shown before it runs; an offer is taken by a key."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import Static

from interpreter.check.checking import CheckReport
from interpreter.reading.edits import Change
from interpreter.repair.repairing import RepairNote
from tests.ui import scenes
from ui.messages import ApprovalAsked, Reply, ScriptOffered, ScriptReady
from ui.steering import Steering
from ui.views.run import RunView
from ui.views.run_shown import Phase
from ui.widgets.key_bar import KeyBar
from ui.widgets.script_notes import script_notes
from ui.widgets.script_view import ScriptView

WRITTEN = "new_note.ok.tap()\nmain.search.open()\n"
SCRIPT = WRITTEN.replace("ok", "save")
OTHER = SCRIPT.replace("search", "more_options")
CHANGED = RepairNote(1, "new_note has no ok: it is save", "new_note.ok.tap()", "new_note.save.tap()")
OFFER = Change(SCRIPT, OTHER, 2, "the task says more options")


def test_a_change_is_shown_as_the_lines_before_and_after() -> None:
    said = [str(line) for line in script_notes([str(CHANGED), "Left out what isn't code"], [OFFER], CheckReport())]
    assert said[1:4] == ["Line 1: new_note has no ok: it is save", "  - new_note.ok.tap()", "  + new_note.save.tap()"]
    assert "Left out what isn't code" in said
    assert said[-4:-1] == [str(OFFER), "  - main.search.open()", "  + main.more_options.open()"]


def test_of_a_script_that_is_right_nothing_is_said() -> None:
    assert script_notes([], [], CheckReport()) == []


async def test_what_was_changed_and_what_is_offered_is_seen_before_it_runs_and_o_takes_it(adb_server: object) -> None:
    app = scenes.StillApp()
    async with app.run_test(size=(80, 24)) as pilot:
        view, reply = await _waiting(pilot)
        script = view.query_one(ScriptView)
        notes = str(view.query_one("#notes", Static).content)
        assert "- new_note.ok.tap()" in notes
        assert "+ main.more_options.open()" in notes
        assert script.border_title == "Script, changed in 1 place"
        assert "o takes the offer" in str(script.border_subtitle)
        assert "Take offer" in str(app.query_one(KeyBar).render())
        await pilot.press("o")
        await pilot.pause(0.1)
        assert script.text == OTHER
        assert "you took the offer" in str(view.query_one("#notes", Static).content)
        assert view.phase is Phase.WAITING, "it still waits"
        await pilot.press("enter")
        assert reply.wait(Steering().cancel) == OTHER


async def _waiting(pilot: Pilot[int]) -> tuple[RunView, Reply[str | None]]:
    """A script that waits, changed in one place and with one offer."""
    view = await scenes.still(pilot)  # type: ignore[arg-type]
    await scenes.running(pilot)  # type: ignore[arg-type]
    reply: Reply[str | None] = Reply()
    view.post_message(ScriptReady(SCRIPT, [str(CHANGED)], CheckReport()))
    view.post_message(ScriptOffered([OFFER]))
    view.post_message(ApprovalAsked(SCRIPT, reply))
    await pilot.pause(0.1)
    await pilot.pause()
    return view, reply
