"""Running DroidTask: docs from the exploration walks, then every task through the whole product on the recorded phone.

What a doc is made of comes from `apidocs.explore.droidbot`, which opens the walk and nothing else; the tasks' traces are known to
the recorded phone and to the scorer alone.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from agent.decide.asking_person import NEITHER
from agent.decide.score import shipped_score
from agent.learn.describing import describe
from agent.learn.learning import doc_from, warm
from agent.model.writing import Writer
from agent.prepare.preparing import prepare_with
from agent.prepare.switches import PRODUCT, Switches
from agent.task.loop import carry_out
from agent.task.task_result import TaskResult
from agent.task.unwatched import Unwatched
from apidocs.doc import AppDoc, Effect
from apidocs.explore.droidbot import read_recording
from bench.lexical import LexicalWriter, lexical_script
from bench.quiet import Nobody
from demophone.process import Control, DemoPhoneProcess
from demophone.recorded.recording import Recording
from ground.errors import ThumbwrightError
from interpreter.calls import Call, Outcome
from interpreter.consent.policy import Policy
from phones.android import open_phone
from phones.phone import Phone

from .right_scripts import RightScript
from .scoring import score
from .stepping import step_through

Agent = Literal["script", "step", "lexical", "given"]
NO_SCRIPTS: Mapping[tuple[str, str], RightScript] = {}
NONE_GIVEN = RightScript(why_not="no script is given for it")


@dataclass
class TaskRow:
    """One task's run and what the scorer says of it."""

    app: str
    id: str
    task: str
    verdict: str
    lenient: bool
    reasons: list[str]
    status: str
    answer: str
    script: str
    log: list[dict[str, Any]]
    """The acts as the recorded phone logged them."""
    prompt_tokens: int = 0
    evaluated_tokens: int = 0
    output_tokens: int = 0
    model_s: float = 0.0
    script_s: float = 0.0
    """Of the first script: from asking to its last token."""
    first_token_s: float = 0.0
    whole_prefix: bool = True
    evaluated_until_left: int = 0
    """Of the evaluated tokens, those up to the act that left the recording: a stepwise agent goes on after it."""
    model_s_until_left: float = 0.0
    seconds: float = 0.0
    problem: str = ""
    scripts: list[str] = field(default_factory=list)
    """What the model wrote, as it wrote it."""
    checks: list[list[str]] = field(default_factory=list)
    """What the check found wrong with each of them, after repair."""


def folders_of(data: Path, app: str = "") -> list[Path]:
    """The recordings below `data`. Raises ThumbwrightError where there are none."""
    found = [one for one in sorted(data.glob("*")) if (one / "tasks.json").is_file()]
    found = [one for one in found if not app or one.name == app]
    if not found:
        what = f"no recording {app!r}" if app else "no recordings (folders with tasks.json and states/)"
        raise ThumbwrightError(f"{data} holds {what}.")
    return found


@contextlib.contextmanager
def recorded_phone(folder: Path) -> Iterator[tuple[Phone, Control]]:
    """A recording as a phone over adb, and the channel by which tasks are begun and the log is read."""
    with DemoPhoneProcess(recorded=folder, control=True) as demo:
        phone = open_phone(demo.address)
        try:
            with contextlib.closing(Control(demo.control_port)) as control:
                yield phone, control
        finally:
            phone.close()


def run_app(
    folder: Path,
    writer: Writer | None,
    *,
    agent: Agent = "script",
    switches: Switches = PRODUCT,
    scripts: Mapping[tuple[str, str], RightScript] = NO_SCRIPTS,
    already: Sequence[TaskRow] = (),
    wanted: Callable[[int, str], bool] = lambda number, task_id: True,
    on_row: Callable[[TaskRow], None] = lambda row: None,
) -> list[TaskRow]:
    """All tasks of one app that aren't among `already`; each row is told as soon as it is there. The agent `given` runs those of
    `scripts` as they stand, and asks no model."""
    recording = Recording(folder)
    walk = read_recording(folder).walk
    doc = doc_from(walk)
    if writer is not None and agent == "script":
        if switches.descriptions:
            doc = describe(doc, writer)
        warm(doc, writer)
    done = {(row.app, row.id) for row in already}
    rows = [row for row in already if row.app == folder.name]
    with recorded_phone(folder) as (phone, control):
        for number, task in enumerate(recording.tasks.values()):
            if (folder.name, task.id) in done or not wanted(number, task.id):
                continue
            control.ask("begin", task=task.id, stays=agent == "step")
            began = time.monotonic()
            within: int | None = None
            if agent == "step":
                assert writer is not None
                stepped = step_through(
                    task.words, phone, writer, most=len(task.steps) - 1 + 2, left=lambda: bool(control.ask("left"))
                )
                result, within = stepped.result, stepped.until_left
            else:
                given = scripts.get((folder.name, task.id), NONE_GIVEN)
                result = _run(task.words, doc, phone, writer, agent, switches, control, given)
            report = control.ask("report")
            verdict = score(recording, task, report)
            row = _row(folder.name, task.id, task.words, result, within, report, time.monotonic() - began)
            row.verdict, row.lenient, row.reasons = verdict.verdict, verdict.lenient, verdict.reasons
            rows.append(row)
            on_row(row)
    return rows


class UntilLeft(Unwatched):
    """Stops a run that has left the recording: no second try, no hint to agent or model."""

    def __init__(self, control: Control, cancel: threading.Event) -> None:
        self._control, self._cancel = control, cancel

    def done(self, call: Call, outcome: Outcome) -> None:
        if self._control.ask("left"):
            self._cancel.set()


ASKED_FROM = 0.25
"""The chance from which on that person is asked. They say yes to anything, so to be asked seldom would only leave scripts unrun."""


class LetsItRun(Nobody):
    """Says yes, too, where it is asked whether a script is meant that its task's words don't speak of, and takes the first of two
    plans: what it does is scored."""

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        if NEITHER in options:
            return options[0]
        return "yes" if "yes" in options else super().ask(question, options)


def _run(
    task: str,
    doc: AppDoc,
    phone: Phone,
    writer: Writer | None,
    agent: Agent,
    switches: Switches,
    control: Control,
    given: RightScript,
) -> TaskResult:
    cancel = threading.Event()
    prepared = prepare_with(task, doc, switches=switches)
    script = lexical_script(task, doc) if agent == "lexical" else ""
    if agent == "lexical" and not script:
        return TaskResult("refused", "No element shares a word with the task.")
    if agent == "given" and given.why_not:
        return TaskResult("refused", given.why_not)
    return carry_out(
        prepared,
        phone=phone,
        writer=LexicalWriter(script) if script else writer,
        watcher=UntilLeft(control, cancel),
        cancel=cancel,
        person=LetsItRun(),
        policy=Policy(allow=frozenset(Effect)),
        switches=switches,
        script=given.script,
        score=replace(shipped_score(), ask=ASKED_FROM),
    )


def _row(
    app: str,
    task_id: str,
    words: str,
    result: TaskResult,
    within: int | None,
    report: dict[str, Any],
    seconds: float,
) -> TaskRow:
    """`within`: how many generations came before the recording was left; None: all."""
    spent = result.generations
    first = spent[0] if spent else None
    return TaskRow(
        app=app,
        id=task_id,
        task=words,
        verdict="fail",
        lenient=False,
        reasons=[],
        status=result.status,
        answer=result.answer,
        script=result.script,
        log=report["log"],
        prompt_tokens=sum(one.prompt_tokens for one in spent),
        evaluated_tokens=sum(one.evaluated_tokens for one in spent),
        output_tokens=sum(one.output_tokens for one in spent),
        model_s=round(result.model_s, 3),
        script_s=round(first.first_token_s + first.decode_s, 3) if first else 0.0,
        first_token_s=round(first.first_token_s, 3) if first else 0.0,
        evaluated_until_left=sum(one.evaluated_tokens for one in spent[:within]),
        model_s_until_left=round(sum(one.first_token_s + one.decode_s for one in spent[:within]), 3),
        seconds=round(seconds, 3),
        problem=result.problem,
        scripts=[one.reply or one.text for one in result.attempts],
        checks=[one.errors for one in result.attempts],
    )


def read_rows(file: Path) -> list[TaskRow]:
    """Rows of an earlier, perhaps unfinished run."""
    if not file.exists():
        return []
    data = json.loads(file.read_text("utf-8"))
    return [TaskRow(**row) for row in data.get("rows", [])]


def write_rows(file: Path, rows: Sequence[TaskRow], summary: dict[str, Any]) -> None:
    partial = file.with_suffix(".partial")
    partial.write_text(
        json.dumps({**summary, "rows": [asdict(row) for row in rows]}, indent=1, ensure_ascii=False), "utf-8"
    )
    partial.replace(file)
