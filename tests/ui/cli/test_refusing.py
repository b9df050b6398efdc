"""A consent that was not given: nothing is kept, not by this run nor by the next, and nothing is told as done that wasn't."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from demophone.phone import DemoPhoneThread
from ground.exits import ExitCode
from sessions.reading import list_sessions, load_session
from sessions.store import Store

GONE = 'main.note("Groceries").long_press()\nselection.delete.tap()\n'
BUTTER = 'main.note("Groceries").open()\nedit_note.start_typing.set_text("butter")\nedit_note.save.tap()\n'
HOW_MANY = "finish(str(len(main.notes())))\n"


def notes(phone: DemoPhoneThread) -> list[tuple[str, str]]:
    stored: Any = phone.call(lambda: phone.device.app_state("app.demo.notes")["notes"])
    return [(note["title"], note["body"]) for note in stored if not note["deleted"]]


def test_what_was_typed_is_kept_neither_by_the_run_nor_by_the_next_one(
    cli: Callable[..., tuple[int, str, str]], model: Any, demo_phone: DemoPhoneThread, learned: str
) -> None:
    before = notes(demo_phone)
    model.scripts = [BUTTER]
    code, said, _ = cli("run", "replace my groceries note by butter", "-s", demo_phone.serial, "--yes")
    assert code == ExitCode.REFUSED
    assert 'Save the note "Groceries", with: start typing (replaces 6 lines) = "butter"' in said
    assert "What had been put into start typing was taken back, and the form left." in said
    assert 'Done before that: opened the note "Groceries".' in said and "typed" not in said
    assert notes(demo_phone) == before
    model.scripts = [HOW_MANY]
    code, said, _ = cli("run", "how many notes do I have?", "-s", demo_phone.serial, "--yes")
    assert (code, notes(demo_phone)) == (ExitCode.DONE, before)
    with Store() as store:
        calls = load_session(store, list_sessions(store)[1].id).calls
    assert [(call.op, call.status) for call in calls] == [
        ("row", "ok"), ("open", "ok"), ("set_text", "undone"), ("tap", "denied"),
    ]  # fmt: skip


def test_a_deletion_that_was_refused_is_not_told_as_one(
    cli: Callable[..., tuple[int, str, str]], model: Any, demo_phone: DemoPhoneThread, learned: str
) -> None:
    before = notes(demo_phone)
    model.scripts = [GONE]
    code, said, _ = cli("run", "delete the note Groceries", "-s", demo_phone.serial, "--yes")
    assert (code, notes(demo_phone)) == (ExitCode.REFUSED, before)
    assert 'Delete the note "Groceries"' in said and "What had been selected is selected no more." in said
    assert "Nothing was changed." in said and "deleted" not in said and "tapped" not in said


def test_a_script_that_waits_for_the_person_is_run_by_the_command_that_is_told(
    cli: Callable[..., tuple[int, str, str]], model: Any, demo_phone: DemoPhoneThread, learned: str
) -> None:
    before = notes(demo_phone)
    model.scripts = [GONE]
    code, _, besides = cli("run", "add a note called Milk", "-s", demo_phone.serial, "--yes")
    assert (code, notes(demo_phone)) == (ExitCode.SCRIPT, before)
    told = re.search(r"^To run the script as it stands: thumbwright (.+)$", besides, re.MULTILINE)
    assert told, besides
    code, said, besides = cli(*told[1].split(), "--allow", "delete")
    assert code == ExitCode.DONE, said
    assert notes(demo_phone) == [note for note in before if note[0] != "Groceries"], said + besides


def test_no_command_is_told_for_a_script_that_was_not_recorded(
    cli: Callable[..., tuple[int, str, str]], model: Any, demo_phone: DemoPhoneThread, learned: str
) -> None:
    model.scripts = [GONE]
    code, said, besides = cli("run", "add a note called Milk", "-s", demo_phone.serial, "--yes", "--private")
    assert code == ExitCode.SCRIPT
    assert "--rerun" not in said + besides
