"""How long a task took from its words to the first act and to the answer: measured, kept by the session, and told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from agent.task.unwatched import Unwatched
from ground.pace import Pace
from interpreter.calls import Call, Question
from interpreter.check.checking import CheckReport
from phones.android import AndroidPhone, open_phone
from sessions.reading import list_sessions
from sessions.records import SessionRecord
from sessions.store import Store
from tests.ui.conftest import ScriptedWriter
from thumbwright.use.tasks import TaskOptions, TaskReport, do_task
from ui.cli import root
from ui.steering import Mode
from ui.views.run_phase import Phase, words_of

if TYPE_CHECKING:
    from demophone.phone import DemoPhoneThread

ALARM = 'phone.set_alarm("07:30", days="weekdays")'


class Clock:
    """Stands still but for what the person takes."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Slow(Unwatched):
    """A person who takes a minute over whatever is put to them, and who watches, too."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    def _think(self) -> None:
        self.clock.now += 60

    def approve(self, text: str, report: CheckReport) -> str | None:
        self._think()
        return text

    def called(self, call: Call) -> None:
        self._think()

    def consent(self, question: Question) -> int:
        self._think()
        return 1

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        self._think()
        return options[-1] if options else ""


@pytest.fixture
def phone(demo_phone: DemoPhoneThread) -> Iterator[AndroidPhone]:
    with open_phone(demo_phone.serial) as opened:
        yield opened


def do(phone: AndroidPhone, script: str, clock: Clock, wait_s: float = 0.0) -> tuple[TaskReport, SessionRecord]:
    """One task, asked for so long ago; what the store keeps of it."""
    pace, person = Pace(clock), Slow(clock)
    clock.now += wait_s
    with Store() as store:
        report = do_task(
            "set an alarm for 7:30 every weekday",
            phone=phone,
            writer=ScriptedWriter(f"```python\n{script}\n```"),
            watcher=person,
            person=person,
            options=TaskOptions(),
            store=store,
            pace=pace,
        )
        return report, list_sessions(store)[0]


def test_it_counts_from_the_words_without_what_waited_for_the_person(phone: AndroidPhone) -> None:
    clock = Clock()
    report, head = do(phone, ALARM, clock, wait_s=2.0)
    assert report.result.status == "done" and clock.now >= 182, "read, watched and consented to, a minute each"
    assert (report.result.first_act_s, report.result.answer_s) == (2.0, 2.0)
    assert (head.first_act_ms, head.answer_ms) == (2000, 2000)
    assert report.took.startswith("First act after 2.0 s, answer after 2.0 s (model ")
    shown = CliRunner().invoke(root, ["sessions", "show"], catch_exceptions=False)
    assert "First act after 2.0 s, answer after 2.0 s, waiting for you left out\n" in shown.output


def test_where_nothing_was_done_on_the_phone_there_is_no_first_act(phone: AndroidPhone) -> None:
    report, head = do(phone, "phone.no_such_thing()", Clock(), wait_s=1.0)
    assert report.result.status == "refused"
    assert (head.first_act_ms, head.answer_ms, head.pace) == (None, 1000, "Answer after 1.0 s")


def test_a_session_of_which_nobody_measured_it_says_nothing(tmp_path: Path) -> None:
    with Store() as store:
        session = store.start_session("task", "add a note")
        store.finish_session(session, "done", "Done.")
        assert (list_sessions(store)[0].pace, list_sessions(store)[0].answer_ms) == ("", None)
    shown = CliRunner().invoke(root, ["sessions", "show"], catch_exceptions=False)
    assert "Task: add a note" in shown.output and "after" not in shown.output


@pytest.mark.parametrize(
    ("phase", "mode", "first", "words"),
    [
        (Phase.RUNNING, Mode.GOING, None, "running"),
        (Phase.RUNNING, Mode.GOING, 1.24, "running; first act after 1.2 s"),
        (Phase.RUNNING, Mode.PAUSED, 1.24, "paused: space goes on, s one step"),
        (Phase.WRITING, Mode.GOING, None, "being written … 3 s"),
    ],
)
def test_below_the_running_script_it_stands_once_it_is_known(
    phase: Phase, mode: Mode, first: float | None, words: str
) -> None:
    assert words_of(phase, mode, 3.0, offers=False, asking=False, read=100, first_act_s=first) == words
