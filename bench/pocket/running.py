"""Running pocket tasks: docs learned on a clean demo phone as `thumbwright apps learn` does it, then every task through the
whole product on a phone as it was at first, with everything consented to; the judge looks at what the apps have stored.

The product gets the person's words and the phone, as it would from the command line: which app a task needs is its own to
find. The demo phone's control channel is for the judge and for resetting alone.
"""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from agent.learn.describing import describe
from agent.learn.learning import CALLS, DEMO_EFFECTS, SECONDS, learn, warm, with_samples
from agent.model.writing import Writer
from agent.prepare.preparing import prepare
from agent.task.loop import carry_out
from agent.task.task_result import TaskResult
from agent.task.unwatched import Unwatched
from apidocs.doc import Effect
from apidocs.keep import store as docs
from bench.lexical import LexicalWriter, lexical_script
from bench.quiet import Nobody
from bench.statistics import load, median, wilson
from bench.writers import adapter_of
from demophone.process import Control, DemoPhoneProcess
from ground import paths
from ground.errors import SettingsError, ThumbwrightError
from interpreter.calls import Call, Outcome
from interpreter.consent.policy import Policy
from phones.android import open_phone
from phones.phone import Phone

from .calendar_tasks import CALENDAR_TASKS
from .fresh import FRESH_TASKS
from .judging import PocketTask, State, judge
from .tasks import CLOCK, TASKS

log = logging.getLogger(__name__)

GROUPS = {"": "", "calendar": "calendar_app.py", "fresh": "mail_app.py"}
"""The tasks by what the phone has besides its own apps: nothing; an app that was fresh once; the one nothing was made with."""

DEFINITION = (
    "A task is a success when every app of the phone ends with exactly what the task asks for stored, nothing else "
    "changed, and the answer says the value that was asked for."
)


@dataclass
class PocketRow:
    """One task's run and what the judge says of it."""

    id: str
    task: str
    success: bool = False
    verdict: str = "fail"
    """success, or fail."""
    why: str = ""
    """What differs from what the task asks for."""
    status: str = ""
    """How the product says it ended."""
    answer: str = ""
    problem: str = ""
    apps: str = ""
    """Whose doc the task was prepared with, and why."""
    script: str = ""
    """The last one that was run."""
    scripts: list[str] = field(default_factory=list)
    """What the model wrote, as it wrote it."""
    checks: list[list[str]] = field(default_factory=list)
    """What the check found wrong with each of them, after repair."""
    calls: list[dict[str, Any]] = field(default_factory=list)
    seconds: float = 0.0
    """From the words to the answer, model and phone together."""
    model_s: float = 0.0
    prompt_tokens: int = 0
    evaluated_tokens: int = 0
    output_tokens: int = 0
    group: str = ""
    """A key of `GROUPS`."""


@dataclass(frozen=True)
class LearnedApp:
    """What learning one app came to."""

    package: str
    screens: int
    elements: int
    samples: int
    steps: int
    seconds: float
    kept: bool = False
    """Whether the doc was there already and only its samples were made again."""


def choose_tasks(tasks: Sequence[PocketTask], only: Collection[str]) -> list[PocketTask]:
    """Those named, or all. Raises SettingsError for an id that no task has."""
    unknown = [name for name in only if name not in {task.id for task in tasks}]
    if unknown:
        raise SettingsError(f"There is no pocket task {unknown[0]!r}. Tasks: {', '.join(task.id for task in tasks)}")
    return [task for task in tasks if not only or task.id in only]


def run_pocket(
    writer: Writer | None,
    *,
    only: Collection[str] = (),
    fresh: bool = False,
    home: Path | None = None,
    baseline: bool = True,
    budget_calls: int = CALLS,
    on_learned: Callable[[LearnedApp], None] = lambda app: None,
    on_row: Callable[[PocketRow], None] = lambda row: None,
) -> dict[str, Any]:
    """Learn the apps, run the tasks, and return what came of it, as plain data.

    `writer` None runs the baseline alone. `home` keeps docs and prompt prefixes, and takes docs that are there already
    (their samples are made again); without it everything is learned afresh. Raises SettingsError for an unknown id, and
    PhoneError, DocError or ModelError where nothing can be run at all.
    """
    chosen = choose_tasks(every_task(fresh), only)
    rows: list[PocketRow] = []
    plain: list[PocketRow] = []
    apps: list[LearnedApp] = []
    with own_home(home) as folder:
        # those on a further app on a phone of their own: the others are not to meet it
        for app in GROUPS:
            group = [task for task in chosen if group_of(task) == app]
            if not group:
                continue
            with PocketPhone.opened(folder, app=GROUPS[app]) as bench:
                learned = {app.package for app in apps}
                for package in dict.fromkeys(package for task in group for package in task.apps):
                    if package not in learned:
                        apps.append(learn_app(bench, package, writer, budget_calls, on_learned))
                if baseline or writer is None:
                    plain += [run_task(task, bench, None) for task in group]
                for task in group if writer is not None else ():
                    rows.append(run_task(task, bench, writer))
                    on_row(rows[-1])
    return {"adapter": adapter_of(writer), **summary(rows, plain, apps)}


def every_task(fresh: bool) -> tuple[PocketTask, ...]:
    """The 24, and with `fresh` those on apps that nothing was made for when they were run first."""
    return (*TASKS, *CALENDAR_TASKS, *FRESH_TASKS) if fresh else TASKS


def group_of(task: PocketTask) -> str:
    """A key of `GROUPS`."""
    return "fresh" if task in FRESH_TASKS else "calendar" if task in CALENDAR_TASKS else ""


@contextlib.contextmanager
def own_home(kept: Path | None) -> Iterator[Path]:
    """A folder of the run's own for docs, sessions and prefixes, so that nothing of the person's takes part; model files
    stay where they are. `kept`: a folder that keeps them; only one run uses it at a time. Raises SettingsError for the second."""
    before = {name: os.environ.get(name) for name in ("THUMBWRIGHT_HOME", "THUMBWRIGHT_MODELS")}
    models = str(paths.models_dir())
    with contextlib.ExitStack() as stack:
        folder = kept or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="thumbwright-pocket-")))
        folder = paths.private_dir(folder.resolve())
        if kept:
            stack.enter_context(_by_one_run(folder))
        os.environ.update(THUMBWRIGHT_HOME=str(folder), THUMBWRIGHT_MODELS=models)
        try:
            yield folder
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


@contextlib.contextmanager
def _by_one_run(folder: Path) -> Iterator[None]:
    try:
        with FileLock(folder / "in_use.lock", timeout=0):
            yield
    except Timeout:
        raise SettingsError(
            f"Another run is using {folder}: their phones would be each other's. Wait for it, or give another folder."
        ) from None


@dataclass(frozen=True)
class PocketPhone:
    """The demo phone as the product meets it, and the channel by which it is reset and judged."""

    phone: Phone
    control: Control

    @classmethod
    @contextlib.contextmanager
    def opened(cls, folder: Path, *, app: str = "") -> Iterator[PocketPhone]:
        """`app` is the file of one more app, beside this one."""
        extra = [Path(__file__).with_name(app)] if app else []
        state = paths.private_dir(folder / "pocket-phone")
        with contextlib.ExitStack() as stack:
            demo = stack.enter_context(
                DemoPhoneProcess(state=state, reset=True, apps=extra, control=True, fixed_clock=CLOCK)
            )
            control = stack.enter_context(contextlib.closing(Control(demo.control_port)))
            phone = open_phone(demo.address)
            stack.callback(phone.close)
            yield cls(phone, control)

    def reset(self) -> State:
        """Everything as it was at first; returns what the apps have stored then."""
        self.control.ask("reset")
        return self.state()

    def state(self) -> State:
        apps = [app["package"] for app in self.control.ask("apps")]
        return {package: self.control.ask("state", package=package) for package in sorted(apps)}


def learn_app(
    bench: PocketPhone,
    package: str,
    writer: Writer | None,
    budget_calls: int = CALLS,
    on_learned: Callable[[LearnedApp], None] = lambda app: None,
) -> LearnedApp:
    """Learn one app on a clean phone, with the effects that `apps learn` allows itself on the demo phone."""
    began = time.monotonic()
    kept = any(info.package == package for info in docs.list_docs())
    steps = 0
    if kept:
        doc = with_samples(docs.load(package))
        if writer is not None:
            doc = describe(doc, writer)
        docs.save(doc)
        if writer is not None:
            warm(doc, writer)
    else:
        bench.reset()
        learned = learn(
            bench.phone, package, allow=DEMO_EFFECTS, budget_calls=budget_calls, budget_s=SECONDS, writer=writer
        )
        doc, steps = learned.doc, learned.steps
    elements = sum(len(screen.elements) for screen in doc.screens)
    seconds = round(time.monotonic() - began, 1)
    app = LearnedApp(package, len(doc.screens), elements, len(doc.samples), steps, seconds, kept)
    on_learned(app)
    return app


def run_task(task: PocketTask, bench: PocketPhone, writer: Writer | None) -> PocketRow:
    """One task on a fresh phone; without a writer by the words alone. What goes wrong on the way is the row's affair."""
    row = PocketRow(task.id, task.words, group=group_of(task))
    before = bench.reset()
    began = time.monotonic()
    try:
        result = _carried_out(task, bench.phone, writer, row)
    except ThumbwrightError as error:
        result = TaskResult("failed", str(error), problem=f"{type(error).__name__}: {error}")
    except Exception as error:
        # a fault of the product's own costs it this task, not us the others; the log has all of it
        log.exception("task %s", task.id)
        result = TaskResult("failed", "", problem=f"{type(error).__name__}: {error}")
    seconds = time.monotonic() - began
    verdict = judge(task, before, bench.state(), result.answer)
    spent = result.generations
    return replace(
        row,
        success=verdict.success,
        verdict="success" if verdict.success else "fail",
        why=verdict.why,
        status=result.status,
        answer=result.answer,
        problem=result.problem,
        script=result.script,
        scripts=[one.reply or one.text for one in result.attempts],
        checks=[one.errors for one in result.attempts],
        calls=[_as_row(call, outcome) for call, outcome in result.calls],
        seconds=round(seconds, 3),
        model_s=round(result.model_s, 3),
        prompt_tokens=sum(one.prompt_tokens for one in spent),
        evaluated_tokens=sum(one.evaluated_tokens for one in spent),
        output_tokens=sum(one.output_tokens for one in spent),
    )


def _carried_out(task: PocketTask, phone: Phone, writer: Writer | None, row: PocketRow) -> TaskResult:
    prepared = prepare(task.words, phone, writer=writer)
    row.apps = f"{prepared.doc.label}: {prepared.why}"
    script = "" if writer is not None else lexical_script(task.words, prepared.doc)
    if writer is None and not script:
        return TaskResult("refused", "No element shares a word with the task.")
    return carry_out(
        prepared,
        phone=phone,
        writer=writer or LexicalWriter(script),
        watcher=Unwatched(),
        person=Nobody(),
        policy=Policy(allow=frozenset(Effect)),
    )


def _as_row(call: Call, outcome: Outcome) -> dict[str, Any]:
    return {
        "line": call.line,
        "call": f"{call.ref}.{call.op}" if str(call.ref) else call.op,
        "args": [str(arg) for arg in call.args],
        "status": outcome.status,
        "error": outcome.error,
        "value": str(outcome.value)[:200] if outcome.value is not None else None,
        "screens": [outcome.screen_before, outcome.screen_after],
        "steps": outcome.steps,
        "ms": round(outcome.ms, 1),
    }


def summary(rows: Sequence[PocketRow], baseline: Sequence[PocketRow], apps: Sequence[LearnedApp]) -> dict[str, Any]:
    """The figures, the keys of the 24 first, and every row."""
    figures: dict[str, Any] = {}
    for group in GROUPS:
        prefix = f"{group}_" if group else ""
        ours = [row for row in rows if row.group == group]
        success, by_words = _successes(ours), [row for row in baseline if row.group == group]
        figures |= {
            f"{prefix}tasks": len(ours),
            f"{prefix}success": success,
            f"{prefix}interval" if prefix else "success_interval": _interval(success, len(ours)),
            f"{prefix}baseline_success": _successes(by_words),
        }
    return {
        "definition": DEFINITION,
        **figures,
        "baseline_tasks": sum(not row.group for row in baseline),
        "seconds_per_task_p50": round(median([row.seconds for row in rows]), 3),
        "model_seconds_per_task_p50": round(median([row.model_s for row in rows]), 3),
        "load": load(),
        "apps": [asdict(app) for app in apps],
        "rows": [asdict(row) for row in rows],
        "baseline": [
            {"id": row.id, "script": row.script, "verdict": row.verdict, "why": row.why, "answer": row.answer}
            for row in baseline
        ],
    }


def _successes(rows: Sequence[PocketRow]) -> int:
    return sum(row.success for row in rows)


def _interval(successes: int, tasks: int) -> list[float]:
    return [round(end, 3) for end in wilson(successes, tasks)]
