"""Running generated apps' tasks: each app learned by exploring on a clean phone, then its tasks through the whole product,
each on a phone as it was at first, judged by the whole phone's state and the answer.

The docs stay in a folder, and are made anew where the app, the toolkit or the learner changed. Several phones can be used
at once: the model is asked by one at a time while others act.
"""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from agent.learn.learning import warm
from agent.model.writing import Writer
from agent.task.task_result import TaskResult
from apidocs.doc import AppDoc
from apidocs.keep import store as docs
from bench.honest.person import ScriptedPerson
from bench.pocket.running import own_home
from foundry.blueprint import Blueprint, draw_blueprint
from foundry.domain import load_domain
from foundry.halves import OWN, domain_files
from foundry.judging import Verdict, judge_phone
from foundry.learned import kept_doc, learned_doc, name_of
from foundry.planning.finding import Finder
from foundry.planning.phone import FoundryPhone
from foundry.planning.verifying import Planner
from foundry.tasks import Task, draw_tasks
from ground.errors import CancelledError, SettingsError, ThumbwrightError
from interpreter.calls import Person
from interpreter.sandbox.worker import Sandbox
from phones.phone import Phone

from .knowing import KnowingPerson
from .plans import Plans
from .rows import FoundryApp, FoundryRow, cause_of, keep, kept_rows, summary

log = logging.getLogger(__name__)


class Doing(Protocol):
    """The product: carries a task on a named app out as the command line does. Raises ThumbwrightError."""

    def __call__(
        self, words: str, *, app: str, phone: Phone, writer: Writer, person: Person
    ) -> tuple[TaskResult, str]: ...


@dataclass(frozen=True)
class Choice:
    """Which apps and tasks are run."""

    apps: int = 20
    tasks: int = 10
    """Of each app."""
    seeds: tuple[int, int] = (1, 1)
    """First and last; an app is a domain and a seed, the domains one after the other before the next seed."""
    answers: bool = False
    """Whether the person answers which plan is meant (`KnowingPerson`), and doesn't just say no."""
    domains: Path | None = None
    """A folder of further domains, all of which are used; None: those of the project's measure half."""

    def blueprints(self) -> list[tuple[Path, Blueprint]]:
        """Raises SettingsError where there are no such domains or seeds."""
        first, last = self.seeds
        if last < first or self.apps < 1 or self.tasks < 1:
            raise SettingsError(f"Nothing to run: {self.apps} apps, {self.tasks} tasks each, seeds {first}..{last}.")
        files = domain_files(self.domains) if self.domains else domain_files(OWN, "measure")
        domains = [(path, load_domain(path)) for path in files]
        pairs = itertools.product(range(first, last + 1), domains)
        return [(path, draw_blueprint(domain, seed)) for seed, (path, domain) in itertools.islice(pairs, self.apps)]

    def plain(self) -> dict[str, Any]:
        known = {"tasks": self.tasks, "domains": str(self.domains or "measure")}
        return known | ({"answers": True} if self.answers else {})


class OneAtATime:
    """A writer that several runs share: whoever comes second waits."""

    def __init__(self, writer: Writer) -> None:
        self._writer, self._lock = writer, threading.Lock()

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._writer, name)
        if not callable(found):
            return found

        def held(*args: Any, **options: Any) -> Any:
            with self._lock:
                return found(*args, **options)

        return held


def run_foundry(
    writer: Writer,
    do: Doing,
    choice: Choice,
    *,
    home: Path | None = None,
    out: Path | None = None,
    jobs: int = 1,
    settings: dict[str, Any] | None = None,
    on_app: Callable[[FoundryApp], None] = lambda app: None,
    on_row: Callable[[FoundryRow], None] = lambda row: None,
) -> dict[str, Any]:
    """Learn the apps, run their tasks, and return what came of it, as plain data.

    `home` keeps docs, prompt prefixes and which tasks can be expressed; `out` keeps the rows, and those that are in it
    already aren't run again. Raises SettingsError for what can't be run, PhoneError, DocError or ModelError where nothing
    can be run at all.
    """
    wanted = {**choice.plain(), **(settings or {})}
    chosen = choice.blueprints()
    rows, apps = kept_rows(out, wanted), dict[str, FoundryApp]()
    told = threading.Lock()
    shared = OneAtATime(writer) if jobs > 1 else writer

    def learned(app: FoundryApp) -> None:
        with told:
            apps[app.app] = app
            on_app(app)

    def ran(row: FoundryRow) -> None:
        with told:
            rows[row.key] = row
            on_row(row)
            keep(out, report())

    def report() -> dict[str, Any]:
        names = [name_of(blueprint) for _, blueprint in chosen]
        ordered = sorted(
            (row for row in rows.values() if row.app in names), key=lambda row: (names.index(row.app), row.id)
        )
        return {"settings": wanted, **summary(ordered, [apps[name] for name in names if name in apps])}

    with own_home(home) as folder, ThreadPoolExecutor(jobs) as pool:
        parts = [chosen[number::jobs] for number in range(jobs)]
        runs = [
            pool.submit(_run_part, part, folder / f"phone-{number}", folder, choice, shared, do, rows, learned, ran)
            for number, part in enumerate(parts)
            if part
        ]
        for run in runs:
            run.result()
    return report()


def _run_part(
    part: Sequence[tuple[Path, Blueprint]],
    place: Path,
    folder: Path,
    choice: Choice,
    writer: Any,
    do: Doing,
    rows: dict[str, FoundryRow],
    learned: Callable[[FoundryApp], None],
    ran: Callable[[FoundryRow], None],
) -> None:
    """One phone's apps, one after the other."""
    with (
        FoundryPhone.opened([(path, blueprint.seed) for path, blueprint in part], place) as phone,
        Sandbox() as sandbox,
    ):
        for _, blueprint in part:
            began = time.monotonic()
            kept = kept_doc(blueprint, folder / "docs") is not None
            doc = learned_doc(phone.phone, blueprint, folder / "docs")
            learned(_as_app(blueprint, doc, 0.0 if kept else time.monotonic() - began))
            docs.save(doc)
            warm(doc, writer)
            plans = Plans(folder / "plans", blueprint, doc)
            planner = Planner.of(phone, blueprint, doc, sandbox)
            for task in draw_tasks(blueprint, 1, choice.tasks):
                if f"{name_of(blueprint)}:{task.id}" not in rows:
                    right = plans.find(task, planner)
                    person = _person(task, right, doc, choice.answers)
                    ran(run_task(task, blueprint, phone, writer, do, right, person))


def _as_app(blueprint: Blueprint, doc: AppDoc, seconds: float) -> FoundryApp:
    finder = Finder(doc, blueprint)
    named = [path for path, _ in blueprint.domain.sayables()]
    found = sum(any(finder.matching(screen, path) for screen in doc.screens) for path in named)
    elements = sum(len(screen.elements) for screen in doc.screens)
    return FoundryApp(name_of(blueprint), doc.package, len(doc.screens), elements, len(named), found, round(seconds, 1))


def run_task(
    task: Task,
    blueprint: Blueprint,
    phone: FoundryPhone,
    writer: Writer,
    do: Doing,
    right: str,
    person: ScriptedPerson,
) -> FoundryRow:
    """One task on a fresh phone; what goes wrong on the way is the row's affair."""
    row = FoundryRow(name_of(blueprint), task.id, task.words, task.kind, task.far, bool(right), right=right)
    before = phone.reset()
    began = time.monotonic()
    result = _carried_out(task.words, blueprint.package, phone.phone, writer, do, person)
    seconds = time.monotonic() - began
    verdict = judge_phone(blueprint, task.intent, before, phone.whole(), status=result.status, answer=result.answer)
    status: str = result.status
    if status == "crash" and verdict.success:
        verdict = Verdict("told_wrong", "it broke down")  # where nothing can be done, that alone is no answer
    failed = bool(result.calls) and result.calls[-1][1].status != "ok"
    return replace(
        row,
        verdict=verdict.name,
        cause=cause_of(verdict.name, status, verdict.why, row.expressible, bool(result.calls), failed),
        why=verdict.why,
        status=result.status,
        answer=result.answer,
        problem=result.problem,
        script=result.script,
        scripts=[one.reply or one.text for one in result.attempts],
        asked=len(person.doubts),
        seconds=round(seconds, 3),
    )


def _person(task: Task, right: str, doc: AppDoc, answers: bool) -> ScriptedPerson:
    meant = getattr(task.intent, "title", "")
    return KnowingPerson(meant, right, doc) if answers else ScriptedPerson("give", meant)


def _carried_out(words: str, app: str, phone: Phone, writer: Writer, do: Doing, person: ScriptedPerson) -> TaskResult:
    """What came of it. The statuses `error` and `crash` are none of the product's, which had no result to give."""
    try:
        return do(words, app=app, phone=phone, writer=writer, person=person)[0]
    except CancelledError as error:
        return TaskResult("cancelled", str(error))
    except ThumbwrightError as error:
        return TaskResult("error", str(error), problem=type(error).__name__)  # type: ignore[arg-type]
    except Exception as error:
        # a fault of the product's own costs it this task, not us the others; the log has all of it
        log.exception("task %r", words)
        return TaskResult("crash", "", problem=f"{type(error).__name__}: {error}")  # type: ignore[arg-type]
