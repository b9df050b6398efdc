"""`thumbwright teach` as a process, with somebody at the demo phone's glass."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pytest

from agent.record import saved_tasks
from apidocs.keep import store as docs
from ground.exits import ExitCode
from phones.android import AndroidPhone, open_phone
from phones.hierarchy import Node
from tests.ui.cli.conftest import COMMAND, TIMEOUT_S

if TYPE_CHECKING:
    from demophone.phone import DemoPhoneThread

NOTES = "app.demo.notes"
ADD_A_NOTE = ("fab", "Text note", "#0", "=Milk", "Save")
READY = ("Do it on the phone now", "Do one thing on the phone now")


class Teaching:
    """One call of the command. `does` is the person: what they touch, and what they type after a `=`."""

    def __init__(self, demo: DemoPhoneThread, eyes: AndroidPhone, *args: str) -> None:
        self._demo, self._eyes = demo, eyes
        command = [*COMMAND, "teach", "-s", demo.serial, *args]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
        )
        self.said: list[str] = []
        stderr = self.process.stderr
        assert stderr is not None
        self._reading = threading.Thread(target=lambda: self.said.extend(iter(stderr.readline, "")))
        self._reading.start()

    @property
    def stderr(self) -> str:
        return "".join(self.said)

    def does(self, eventually: Callable[..., None], acts: Sequence[str], until: Sequence[str]) -> None:
        """Each act is waited for: `until` says what is heard of it."""
        eventually(self._ready, TIMEOUT_S)
        for act, words in zip(acts, until, strict=True):
            self._act(act)
            eventually(lambda words=words: words in self.stderr or self.process.poll() is not None, TIMEOUT_S)

    def _ready(self) -> bool:
        return any(words in self.stderr for words in READY) or self.process.poll() is not None

    def does_step_by_step(self, eventually: Callable[..., None], acts: Sequence[str]) -> None:
        """Enter after each, and it is waited for what is said of it. An empty one is an Enter with nothing done."""
        eventually(self._ready, TIMEOUT_S)
        for number, act in enumerate(acts, 1):
            if act:
                self._act(act)
            self._press_enter()
            eventually(lambda number=number: self._heard(number), TIMEOUT_S)

    def _heard(self, times: int) -> bool:
        return self.stderr.count("The next thing, then Enter") == times or self.process.poll() is not None

    def _press_enter(self, line: str = "") -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def _act(self, act: str) -> None:
        if act.startswith("="):
            self._demo.call(lambda: self._demo.device.type_text(act[1:], replace=False))
            return
        node = self._node(act.removeprefix("!"))
        self._demo.finger(*node.bounds.center, hold_ms=600 if act.startswith("!") else 60)

    def _node(self, what: str) -> Node:
        shown = list(self._eyes.settle().walk())
        if what.startswith("#"):
            return [n for n in shown if n.editable][int(what[1:])]
        return [n for n in shown if what in (n.text, n.content_desc, n.id_name) and n.bounds.area][-1]

    def that_was_it(self, line: str = "") -> tuple[int, str]:
        """Enter; the exit code, and what went to stdout."""
        out = self._enter(line)
        return self.process.wait(TIMEOUT_S), out

    def _enter(self, line: str) -> str:
        assert self.process.stdout is not None
        if self.process.poll() is None:
            self._press_enter(line)
        out = self.process.stdout.read()
        self._reading.join()
        return out

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._reading.join()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert pipe is not None
            pipe.close()


@pytest.fixture
def eyes(demo_phone: DemoPhoneThread) -> Iterator[AndroidPhone]:
    """The person's own: where things are on the screen."""
    with open_phone(demo_phone.serial) as phone:
        phone.launch(NOTES)
        yield phone


@pytest.fixture
def teach(demo_phone: DemoPhoneThread, eyes: AndroidPhone) -> Iterator[Callable[..., Teaching]]:
    begun: list[Teaching] = []

    def begin(*args: str) -> Teaching:
        begun.append(Teaching(demo_phone, eyes, *args))
        return begun[-1]

    yield begin
    for one in begun:
        one.close()


def titles(demo: DemoPhoneThread) -> list[str]:
    state: Any = demo.call(lambda: demo.device.app_state(NOTES))
    return [note["title"] for note in state["notes"]]


HEARD = ("main.new_note", "new_note_dialog.text_note", "", "title.set_text", "new_note.save.tap()")


def test_what_was_shown_once_is_a_task_and_a_sample(
    demo_phone: DemoPhoneThread, learned: str, teach: Callable[..., Teaching], eventually: Callable[..., None]
) -> None:
    before = len(docs.load(learned).samples)
    lesson = teach(
        "add a note called Milk", "--as", "jot", "--yes", "--allow", "commit", "--with", "title=Bread", "--json"
    )
    lesson.does(eventually, ADD_A_NOTE, HEARD)
    code, out = lesson.that_was_it()
    assert code == ExitCode.DONE, lesson.stderr
    told = json.loads(out)
    assert told["script"] == 'new_note.title.set_text("Milk")\nnew_note.save.tap()\n'
    assert (told["name"], told["proof"]["status"], told["problems"]) == ("jot", "done", [])
    assert {"Milk", "Bread"} <= set(titles(demo_phone)), "shown with one title, proved with another"
    saved = saved_tasks.load("jot")
    assert saved.front.task == "add a note called {title}" and saved.front.session == told["proof"]["session"]
    samples = docs.load(learned).samples
    assert len(samples) == before + 1
    assert (samples[0].task, samples[0].source) == ("add a note called Milk", "person")


def test_step_by_step_each_enter_is_answered_and_the_same_comes_of_it(
    demo_phone: DemoPhoneThread, learned: str, teach: Callable[..., Teaching], eventually: Callable[..., None]
) -> None:
    lesson = teach(
        "add a note called Milk",
        "--step",
        "--as",
        "jot",
        "--yes",
        "--allow",
        "commit",
        "--with",
        "title=Bread",
        "--json",
    )
    lesson.does_step_by_step(eventually, (ADD_A_NOTE[0], "", *ADD_A_NOTE[1:]))
    said = lesson.stderr
    code, out = lesson.that_was_it("d")
    assert code == ExitCode.DONE, lesson.stderr
    assert said.count("Seen.") >= 4, "the new screens, what was typed, and what was saved"
    assert "Nothing on the screen is other than before." in said
    assert '  new_note.title.set_text("Milk")\n' in said, "what is understood is said as it comes"
    told = json.loads(out)
    assert told["script"] == 'new_note.title.set_text("Milk")\nnew_note.save.tap()\n'
    assert {"Milk", "Bread"} <= set(titles(demo_phone))


def test_without_consent_nothing_is_kept(
    demo_phone: DemoPhoneThread, learned: str, teach: Callable[..., Teaching], eventually: Callable[..., None]
) -> None:
    lesson = teach("add a note called Milk", "--as", "jot", "--yes")
    lesson.does(eventually, ADD_A_NOTE, HEARD)
    code, _ = lesson.that_was_it()
    assert code == ExitCode.REFUSED
    assert "needs consent (commit)" in lesson.stderr and "Not kept" in lesson.stderr
    assert titles(demo_phone).count("Milk") == 1
    assert saved_tasks.names() == []


@pytest.mark.parametrize(
    ("acts", "heard", "code", "says"),
    [
        ((), (), ExitCode.USAGE, "there is nothing to keep"),
        (
            ("!Groceries", "Delete", "button1"),
            ("long_press()", "delete.tap()", 'find("Delete")'),
            ExitCode.NOT_DONE,
            "--with note=",
        ),
    ],
    ids=["nothing done", "gone since"],
)
def test_what_cant_be_done_again_isnt_kept(
    learned: str,
    teach: Callable[..., Teaching],
    eventually: Callable[..., None],
    acts: Sequence[str],
    heard: Sequence[str],
    code: ExitCode,
    says: str,
) -> None:
    lesson = teach("tidy up", "--yes", "--allow", "delete")
    lesson.does(eventually, acts, heard)
    assert lesson.that_was_it()[0] == code
    assert says in lesson.stderr
    assert saved_tasks.names() == []


def test_an_app_without_a_doc_is_told_at_once_with_what_to_do(
    teach: Callable[..., Teaching], eventually: Callable[..., None]
) -> None:
    lesson = teach("add a note")
    eventually(lambda: lesson._ready(), TIMEOUT_S)
    lesson._act("fab")
    assert lesson.process.wait(TIMEOUT_S) == ExitCode.DOC
    lesson._reading.join()
    assert "thumbwright apps learn app.demo.notes" in lesson.stderr


def test_a_phone_lost_in_the_middle_leaves_nothing(
    demo_phone: DemoPhoneThread, learned: str, teach: Callable[..., Teaching], eventually: Callable[..., None]
) -> None:
    lesson = teach("add a note called Milk", "--yes")
    lesson.does(eventually, ADD_A_NOTE[:2], HEARD[:2])
    demo_phone.unplug()
    assert lesson.process.wait(TIMEOUT_S) == ExitCode.PHONE
    assert saved_tasks.names() == []


def test_a_name_that_is_taken_is_said_before_anything_is_shown(learned: str, teach: Callable[..., Teaching]) -> None:
    saved_tasks.task_path("jot").write_text("")
    lesson = teach("add a note", "--as", "jot")
    assert lesson.process.wait(TIMEOUT_S) == ExitCode.USAGE
    lesson._reading.join()
    assert "There is a task jot already" in lesson.stderr and READY[0] not in lesson.stderr
