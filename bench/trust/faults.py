"""Each fault of the demo phone, struck at many moments of small tasks, judged by the phone's state and by what is said.

Survived is: the task ended right, or it was ended with a message that names the cause and the phone is as that message says.
A change nobody ordered, and a "done" that isn't so, are never survived.
"""

from __future__ import annotations

import copy
import itertools
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from agent.task.task_result import TaskResult
from apidocs.doc import AppDoc
from demophone.faults.listed import FAULTS
from ground.errors import PhoneError

from .stage import NOTES, Stage, State, learn_notes, own_adb, run_on

if TYPE_CHECKING:
    from .kept import PartRows
    from .means import Means

ACTS: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
CALLS: tuple[int, ...] = (1, 3, 6, 10, 15, 21)
LATE: tuple[int, ...] = (2, 9)
LONG = frozenset({"hang", "offline", "unplugged", "adb-restarted", "second-client", "slow-screen", "endless-animation"})
"""What makes a run take many seconds."""


@dataclass(frozen=True)
class Task:
    """A small task on the Notes app."""

    name: str
    words: str
    script: str
    wanted: Callable[[State], None]
    """Makes of the state before what it has to be after."""
    answer: str


def _add(stored: State) -> None:
    note = {"title": "Picnic", "body": "Bread", "folder": "Personal", "pinned": False, "items": None, "deleted": False}
    stored["notes"].append(note)


def _delete(stored: State) -> None:
    _note(stored, "Book club")["deleted"] = True


def _switch(stored: State) -> None:
    stored["settings"]["word_count"] = True


def _note(stored: State, title: str) -> dict[str, Any]:
    found: dict[str, Any] = next(note for note in stored["notes"] if note["title"] == title)
    return found


TASKS = (
    Task(
        "adds",
        "Add a note called Picnic that says Bread",
        'new_note_dialog.text_note.tap()\nnew_note.title.set_text("Picnic")\nnew_note.note.set_text("Bread")\n'
        'new_note.save.tap()\nfinish("added")\n',
        _add,
        "added",
    ),
    Task(
        "deletes",
        "Delete the note Book club",
        'main.note("Book club").long_press()\nselection.delete.tap()\nfind("Delete").tap()\nfinish("deleted")\n',
        _delete,
        "deleted",
    ),
    Task("switches", "Show the word count", 'settings.show_word_count.turn_on()\nfinish("on")\n', _switch, "on"),
    Task(
        "reads",
        "What does the note Bike repair say?",
        'finish(main.note("Bike repair").preview)\n',
        lambda stored: None,
        "Rear brake pads",
    ),
)

NAMED: dict[str, str] = {
    "connection-dropped": r"lost|answer",
    "unplugged": r"was lost",
    "offline": r"was lost",
    "adb-restarted": r"was lost|answer",
    "server-killed": r"answer|server",
    "hang": r"didn't answer|answer( to .+)? was lost",
    "empty-dump": r"empty|shows nothing|hides",
    "garbled-dump": r"not XML",
    "stale-dump": r"nothing changed|looks as before|didn't change|isn't known",
    "big-dump": r"",
    "slow-screen": r"slow|didn't come to rest",
    "endless-animation": r"rest|still",
    "permission-aosp": r"permission|access this device's location",
    "permission-miui": r"permission|access this device's location",
    "permission-huawei": r"permission|access this device's location",
    "rating": r"Enjoying Notes",
    "not-responding": r"isn't responding",
    "crash": r"keeps stopping",
    "incoming-call": r"is calling|a call, ",
    "low-battery": r"Low battery",
    "shade-down": r"notification shade",
    "locked": r"screen is locked",
    "rotated": r"was turned|screen changed just before",
    "keyboard-over": r"keyboard",
    "keyboard-language": r"keyboard",
    "foreign-app": r"app\.demo\.clock",
    "clock-changed": r"clock",
    "storage-full": r"Storage full",
    "second-client": r"another automation tool|Another accessibility tool",
    "person-back": r"screen changed just before|isn't saved|Discard",
    "person-scrolls": r"screen changed just before",
    "toast-over": r"nothing changed|covers",
    "reordered": r"screen changed just before|rows of .* fit|has gone",
    "moved": r"screen changed just before",
    "renamed": r"is(n't)? (no longer )?there|isn't on",
    "relabelled": r"is no longer there|isn't there any more|isn't on|waits for an answer",
    "letters": r"row .* has gone",
}
"""What a message has to have in it to name the cause, where the task is ended."""


@dataclass(frozen=True)
class Outcome:
    """One task with one fault at one moment."""

    fault: str
    at: int
    task: str
    status: str
    state: str
    """before, wanted, or else: what is otherwise."""
    said: str
    survived: bool
    wrong_tap: bool
    seconds: float
    noticed_s: float = 0.0
    """From the fault to the end of the run."""


def moments(fault: str) -> Sequence[int]:
    """When to strike: every act of the tasks, or a choice of their calls; of what takes long, fewer."""
    if fault in LONG:
        return LATE
    return ACTS if FAULTS[fault].counts == "act" else CALLS


@dataclass(frozen=True)
class Case:
    """A fault at one moment of a task."""

    fault: str
    task: Task
    at: int

    @property
    def key(self) -> str:
        return f"{self.fault}@{self.at} {self.task.name}"

    @property
    def earlier(self) -> list[str]:
        """The keys of the same at earlier moments."""
        return [replace(self, at=at).key for at in moments(self.fault) if at < self.at]


def every_case(names: Iterable[str] = FAULTS) -> list[Case]:
    """Every fault at every moment of every task."""
    return [Case(name, task, at) for name in names for task in TASKS for at in moments(name)]


def run(means: Means, rows: PartRows) -> None:
    """Those that have no row yet. A moment that a task doesn't come to has a row that says so, and so have those after it."""
    missing = rows.missing(every_case(), lambda case: case.key)
    if (first := next(missing, None)) is None:
        return
    with own_adb(), Stage() as stage:
        doc = learn_notes(stage)
        for case in itertools.chain([first], missing):
            if any(earlier in rows and not rows[earlier]["struck"] for earlier in case.earlier):
                outcome = None
            else:
                outcome = one_run(stage, doc, case.fault, case.task, case.at)
            if outcome is None:
                rows.keep(case.key, {"struck": False})
                continue
            rows.keep(case.key, {"struck": True, **asdict(outcome)})
            if not outcome.survived or outcome.wrong_tap:
                means.say(f"{case.key}: {outcome.status}, {outcome.state}: {outcome.said[:200]}")


def figures(rows: PartRows) -> dict[str, Any]:
    """A fault counts once it has struck, and is survived where it was at every moment."""
    keys = [case.key for case in every_case()]
    struck = [row for row in rows.among(keys) if row["struck"]]
    faults = list(dict.fromkeys(row["fault"] for row in struck))
    missed = {row["fault"] for row in struck if not row["survived"]}
    return {
        "faults": len(faults),
        "faults_survived": len(faults) - len(missed),
        "faults_missed": sorted(missed),
        "faults_left": rows.left(keys),
        "fault_runs": len(struck),
        "fault_runs_done": sum(row["status"] == "done" for row in struck),
        "fault_wrong_taps": sum(row["wrong_tap"] for row in struck),
        "unplugged_noticed_s": max((r["noticed_s"] for r in struck if r["fault"] == "unplugged"), default=0.0),
    }


def one_run(stage: Stage, doc: AppDoc, name: str, task: Task, at: int) -> Outcome | None:
    """A task while a fault strikes; None where it ended before."""
    stage.reset()
    before = stage.state()
    began = time.monotonic()
    with stage.opened() as phone:
        stage.arm(f"{name}@{at}")
        try:
            result = run_on(phone, doc, task.script, task.words)
        except PhoneError as error:
            result = TaskResult("failed", str(error), problem=str(error), lost=True)
    ended = time.monotonic()
    struck_at, told = stage.struck()
    if struck_at is None:
        return None
    outcome = judged(name, task, at, result, before, stage.state(), told, round(ended - began, 3))
    return replace(outcome, noticed_s=round(ended - struck_at, 3))


def judged(
    name: str, task: Task, at: int, result: TaskResult, before: State, after: State, told: Sequence[str], seconds: float
) -> Outcome:
    """What is said held against what the phone has stored."""
    state = standing(task, before, after)
    said = " ".join([result.answer, result.problem, *result.why])
    reason = re.sub(r"[Nn]othing (was|had been) (changed|done)", "", said)
    ended_right = result.status == "done" and state == "wanted" and task.answer in result.answer
    if task.name == "reads":
        state_ok = state == "wanted"
        ended_right = result.status == "done" and state_ok and task.answer in result.answer
    honest = (
        result.status not in ("done", "written")
        and state in ("before", "wanted")
        and bool(re.search(NAMED[name], reason))
    )
    if state == "wanted" and task.name != "reads" and re.search(r"[Nn]othing was (changed|done)", said):
        honest = False
    # a tap of ours on what a fault put up, that nobody asked for
    pressed = [
        one for one in told if re.search(r": (Rate now|Turn on battery saver|Allow|While using|Only this|Answer)", one)
    ]
    wrong = state not in ("before", "wanted") or bool(pressed)
    return Outcome(
        name,
        at,
        task.name,
        result.status,
        "; ".join([state, *pressed]),
        said,
        (ended_right or honest) and not wrong,
        wrong,
        seconds,
    )


def standing(task: Task, before: State, after: State) -> str:
    """before, wanted, or what is otherwise."""
    wanted = copy.deepcopy(before)
    task.wanted(wanted["stored"][NOTES])
    was, is_, should = (_plain(state) for state in (before, after, wanted))
    if is_ == should:
        return "wanted"
    if is_ == was:
        return "before"
    notes = [n for n in is_["stored"][NOTES]["notes"] if n not in was["stored"][NOTES]["notes"]]
    gone = [n for n in was["stored"][NOTES]["notes"] if n not in is_["stored"][NOTES]["notes"]]
    others = [k for k in is_["stored"] if is_["stored"][k] != was["stored"].get(k)]
    return f"else: {notes} {gone} in {others}"[:400]


def _plain(state: State) -> State:
    """Without what a clock writes, and without the app that a call brought with it."""
    plain = copy.deepcopy(state)
    for note in plain["stored"][NOTES]["notes"]:
        for name in ("id", "created", "edited"):
            note.pop(name, None)
    plain["stored"].pop("com.android.incallui", None)
    for space in (plain["settings"], plain["stored"]["app.demo.settings"]):
        _forget(space, re.compile(r"input_method|user_rotation|rotation"))
    return plain


def _forget(values: Any, names: re.Pattern[str]) -> None:
    """Without what the fault itself sets."""
    if isinstance(values, dict):
        for name in [name for name in values if names.search(str(name))]:
            del values[name]
        for value in values.values():
            _forget(value, names)
