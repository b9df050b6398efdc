"""A shelf of demo phones with realistic latencies, and the saved tasks that are replayed on them. Each replay leaves a note with a
title of its own, so that the phones themselves tell what was done, and how often."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from agent.record.saved_tasks import SavedTask, make_task
from apidocs.doc import AppDoc
from demophone.process import Control, DemoPhoneProcess
from farm.work import Work
from ground.errors import PhoneError

PACKAGE = "app.demo.notes"
ADD = """\
new_note_dialog.text_note.tap()
new_note.title.set_text("Groceries")
new_note.save.tap()
"""
ADD_WITH_TEXT = """\
new_note_dialog.text_note.tap()
new_note.title.set_text("Groceries")
new_note.start_typing.set_text("Bread, olives and lemonade")
new_note.save.tap()
"""
ALLOW = ("commit",)


@dataclass
class ShelfPhone:
    """One demo phone of the shelf."""

    demo: DemoPhoneProcess
    control: Control

    @property
    def serial(self) -> str:
        return self.demo.address

    def titles(self) -> Counter[str]:
        """The titles of its notes, as it keeps them itself, with how many there are of each."""
        return Counter(str(note["title"]) for note in self.control.ask("state", package=PACKAGE)["notes"])


@contextlib.contextmanager
def shelf(folder: Path, count: int, *, realistic: bool = True) -> Iterator[list[ShelfPhone]]:
    """So many demo phones, known to adb. Raises PhoneError."""
    from phones.adb import connect

    with contextlib.ExitStack() as stack:
        phones = []
        for number in range(count):
            state = folder / f"phone-{number}"
            state.mkdir(parents=True)
            demo = stack.enter_context(DemoPhoneProcess(state=state, realistic=realistic, control=True))
            control = Control(demo.control_port)
            stack.callback(control.close)
            connect(demo.address)
            stack.callback(_forget, demo.address)
            phones.append(ShelfPhone(demo, control))
        yield phones


def _forget(address: str) -> None:
    from phones import wireless

    with contextlib.suppress(PhoneError):
        wireless.disconnect(address)


def saved_tasks(doc: AppDoc) -> list[SavedTask]:
    """The tasks, with the title as their parameter, as `tasks save` makes them."""
    from agent.record.parameters import propose

    found = []
    for name, words, script in (
        ("add-note", "add a note called Groceries", ADD),
        ("add-note-with-text", "add a note called Groceries that says Bread, olives and lemonade", ADD_WITH_TEXT),
    ):
        chosen = [one for one in propose(script, doc) if one.value == "Groceries"]
        found.append(make_task(name, words, script, doc, chosen))
    return found


def works(doc: AppDoc, titles: list[str]) -> list[Work]:
    """A saved task for each title, the tasks in turn."""
    tasks = saved_tasks(doc)
    found = []
    for number, title in enumerate(titles):
        task = tasks[number % len(tasks)]
        values = {task.parameters[0].name: title}
        found.append(Work(task.words(values), task.script_for(values), task.doc, allow=ALLOW))
    return found


def bundled_doc(folder: Path) -> AppDoc:
    """The doc of Notes that ships with the bundled session: nothing has to be learned first."""
    from interpreter.replay.replaying import recorded_doc
    from sessions import reading
    from sessions.bundled import bundled_file
    from sessions.portable import import_session, read_portable
    from sessions.store import Store

    file = bundled_file()
    with Store(folder / "bundled.db") as store:
        session = import_session(store, read_portable(file.read_text("utf-8"), file.name))
        detail = reading.load_session(store, session)
        return recorded_doc(detail, lambda sha: reading.blob(store, sha))
