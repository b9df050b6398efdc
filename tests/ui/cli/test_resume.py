"""`thumbwright replay --resume`: a run that was killed is gone on with; what it did isn't done again."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ground.exits import ExitCode
from sessions import reading
from sessions.store import Store
from tests.ui.cli.conftest import Running

if TYPE_CHECKING:
    from demophone.phone import DemoPhoneThread

NOTES = "app.demo.notes"
SCRIPT = 'new_note.title.set_text("Milk")\nwait(2)\nnew_note.save.tap()\n'
Cli = Callable[..., tuple[int, str, str]]


def titles(demo: DemoPhoneThread) -> list[str]:
    state: Any = demo.call(lambda: demo.device.app_state(NOTES))
    return [note["title"] for note in state["notes"]]


@pytest.fixture
def killed(demo_phone: DemoPhoneThread, learned: str, tmp_path: Path, start: Callable[..., Running]) -> None:
    """A run that typed a title, and was killed before it saved the note."""
    file = tmp_path / "milk.py"
    file.write_text(SCRIPT)
    running = start("run", str(file), "--app", "notes", "-s", demo_phone.serial, "--yes", "--allow", "commit")
    running.wait_for("✓ line 1")
    running.process.send_signal(signal.SIGKILL)
    running.end()


def test_what_was_done_isnt_done_again_and_the_rest_is(demo_phone: DemoPhoneThread, killed: None, cli: Cli) -> None:
    assert "Milk" not in titles(demo_phone)
    code, _, said = cli("replay", "last", "--resume", "-s", demo_phone.serial, "--allow", "commit")
    assert code == ExitCode.DONE, said
    assert titles(demo_phone).count("Milk") == 1
    with Store() as store:
        resumed = reading.list_sessions(store)[0]
        calls = reading.load_session(store, resumed.id).calls
    typed = next(call for call in calls if call.op == "set_text")
    assert typed.steps == ["new_note.title held that already"] and not typed.acts
    # it came to its end now: there is nothing more to go on with
    code, _, said = cli("replay", resumed.id, "--resume", "-s", demo_phone.serial)
    assert code == ExitCode.NOT_DONE and "wasn't cut off" in said


def test_what_was_saved_stays_saved_once_whatever_is_waited_for_in_between(
    demo_phone: DemoPhoneThread, learned: str, tmp_path: Path, start: Callable[..., Running], cli: Cli
) -> None:
    file = tmp_path / "two.py"
    file.write_text(f"{SCRIPT}wait(2)\n{SCRIPT.replace('Milk', 'Bread')}")
    running = start("run", str(file), "--app", "notes", "-s", demo_phone.serial, "--yes", "--allow", "commit")
    running.wait_for("✓ line 5")
    running.process.send_signal(signal.SIGKILL)
    running.end()
    demo_phone.call(lambda: demo_phone.device.stop_app(NOTES))
    code, _, said = cli("replay", "last", "--resume", "-s", demo_phone.serial, "--allow", "commit")
    assert code == ExitCode.DONE, said
    assert (titles(demo_phone).count("Milk"), titles(demo_phone).count("Bread")) == (1, 1)
    assert "" not in titles(demo_phone)


def test_a_form_that_is_gone_isnt_saved_empty(demo_phone: DemoPhoneThread, killed: None, cli: Cli) -> None:
    """What was typed went with the app: to save what is there now would be something that nobody asked for."""
    demo_phone.call(lambda: demo_phone.device.stop_app(NOTES))
    before = titles(demo_phone)
    code, _, said = cli("replay", "last", "--resume", "-s", demo_phone.serial, "--allow", "commit")
    added = [title for title in titles(demo_phone) if title not in before]
    assert added in ([], ["Milk"]), said
    assert (code == ExitCode.DONE) is (added == ["Milk"]), said


def test_an_act_of_which_nobody_knows_isnt_repeated(demo_phone: DemoPhoneThread, killed: None, cli: Cli) -> None:
    with Store() as store:
        session = reading.list_sessions(store)[0].id
        typed = reading.load_session(store, session).calls[0]
        store.begin_call(
            session, attempt=typed.attempt, seq=3, line=3, source="new_note.save.tap()", ref="new_note.save",
            target={"screen": "new_note", "element": "save"}, op="tap", args=(), effect="commit",
        )  # fmt: skip
    code, said, _ = cli("replay", session, "--resume", "-s", demo_phone.serial, "--allow", "commit")
    assert code == ExitCode.NOT_DONE and "whether that happened isn't known" in said
    assert "Milk" not in titles(demo_phone)


def test_a_row_that_was_open_is_opened_again_where_it_isnt_any_more(
    demo_phone: DemoPhoneThread, learned: str, tmp_path: Path, start: Callable[..., Running], cli: Cli
) -> None:
    file = tmp_path / "food.py"
    file.write_text('main.note("Groceries").open()\nwait(2)\nedit_note.title.set_text("Food")\nedit_note.save.tap()\n')
    running = start("run", str(file), "--app", "notes", "-s", demo_phone.serial, "--yes", "--allow", "commit")
    running.wait_for("open()")
    running.process.send_signal(signal.SIGKILL)
    running.end()
    demo_phone.call(lambda: demo_phone.device.stop_app(NOTES))
    code, _, said = cli("replay", "last", "--resume", "-s", demo_phone.serial, "--allow", "commit")
    assert code == ExitCode.DONE, said
    assert "Food" in titles(demo_phone) and "Groceries" not in titles(demo_phone)
