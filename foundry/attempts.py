"""The attempts folder: what a model itself writes for tasks of the train half, sorted by check, run and judge, to train it with.

    attempts.jsonl      a task each: its attempts with what came of them, and what is to be learned of them
    prefer.jsonl        which of two answers is better: for `thumbwright train prefer`
    pairs.jsonl         the model's own right scripts, where they differ from the planner's
    docs/ID.doc.json    the docs they name
    made_with.json      model, adapter, samples and seed
    home/               phones, and what the model has read

Opens no file of the measure half, and nothing of the part held out. Goes on where it stopped: a task that stands in
attempts.jsonl is done; the other two files are made of it.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.model.writing import Writer, never
from agent.prepare.preparing import prepare_with
from apidocs.doc import AppDoc
from ground.errors import CancelledError, ModelError, ThumbwrightError
from interpreter.sandbox.worker import Sandbox

from .asked import Asked, AskedApp, chosen
from .attempting import Trial, write_attempts
from .attempts_figures import figures
from .blueprint import draw_blueprint
from .domain import load_domain
from .halves import OWN
from .kept_lines import add_lines, docs_folder, keep_doc, lines_of, write_lines
from .made_with import same_as_before
from .pairing import pair_tasks
from .pairs import BATCH, at_home
from .planning.phone import FoundryPhone
from .planning.verifying import Verifier
from .preferring import learned_from
from .progress import Progress
from .tasks import Task

ATTEMPTS = "attempts.jsonl"


@dataclass(frozen=True)
class Choice:
    """Which tasks are tried, and how often."""

    apps: int = 0
    """The first so many of the folder; 0 for all of them."""
    tasks_per_app: int = 0
    """So many of each, drawn; 0 for all of them."""
    samples: int = 3
    """Scripts drawn for a task, beside the likeliest."""
    seed: int = 1


def make_attempts(
    pairs: Iterable[Mapping[str, Any]],
    docs: Mapping[str, AppDoc],
    out: Path,
    writer: Writer,
    choice: Choice,
    *,
    made_with: Mapping[str, Any] | None = None,
    domains: Path = OWN,
    jobs: int = 1,
    cancelled: Callable[[], bool] = never,
    on_progress: Callable[[Progress], None] = lambda progress: None,
) -> dict[str, Any]:
    """Let the model try, keep what came of it in the folder `out`, and return the figures.

    Raises SettingsError for pairs that aren't of the train half or a folder that was made otherwise, ModelError where the
    model can't be asked, CancelledError; what is there by then is kept.
    """
    apps = chosen(pairs, domains, apps=choice.apps, tasks_per_app=choice.tasks_per_app, seed=choice.seed)
    same_as_before(out, {**(made_with or {}), "samples": choice.samples, "seed": choice.seed})
    docs_folder(out)
    done = {line["source"] for line in lines_of(out / ATTEMPTS)}
    total = sum(len(app.tasks) for app in apps)
    todo = [app.without(done) for app in apps]
    todo = [app for app in todo if app.tasks]
    run = _Run(docs, out, writer, choice, cancelled, on_progress, total, sum(len(app.tasks) for app in todo))
    on_progress(Progress(total - run.todo, total, 0.0))
    batches = [todo[at : at + BATCH] for at in range(0, len(todo), BATCH)]
    if jobs > 1 and len(batches) < jobs:
        batches = [part for number in range(jobs) if (part := todo[number::jobs])]
    try:
        with at_home(out / "home"), ThreadPoolExecutor(jobs) as pool:
            ended = [pool.submit(run.batch, batch, number).exception for number, batch in enumerate(batches)]
            problems = [problem for end in ended if (problem := end()) is not None]
        if problems:  # what stopped one phone is told, and not that the others stopped with it
            raise min(problems, key=lambda problem: isinstance(problem, CancelledError))
    finally:
        write_learned(out)
    return figures(lines_of(out / ATTEMPTS)) | {"failed": run.failed}


class _Run:
    """What the phones of a run share."""

    def __init__(
        self,
        docs: Mapping[str, AppDoc],
        out: Path,
        writer: Writer,
        choice: Choice,
        cancelled: Callable[[], bool],
        on_progress: Callable[[Progress], None],
        total: int,
        todo: int,
    ) -> None:
        self.docs, self.out, self.writer, self.choice = docs, out, writer, choice
        self.on_progress, self.total, self.todo = on_progress, total, todo
        self.failed: dict[str, str] = {}
        self._cancelled, self._stopped, self._lock = cancelled, threading.Event(), threading.Lock()
        self._asking = threading.Lock()  # the model changes docs between tasks and not between a task's scripts
        self._began, self._count = time.monotonic(), 0

    def cancelled(self) -> bool:
        """By the person, or because another phone's thread gave up."""
        return self._stopped.is_set() or self._cancelled()

    def _go_on(self) -> None:
        if self.cancelled():
            raise CancelledError("Cancelled; the tasks before it are kept.")

    def batch(self, apps: Sequence[AskedApp], number: int) -> None:
        """The tasks of several apps, on one phone of their own."""
        self._go_on()
        place = self.out / "home" / f"phone-{number}"
        try:
            with contextlib.ExitStack() as stack:
                phone = stack.enter_context(FoundryPhone.opened([(app.domain, app.seed) for app in apps], place))
                sandbox = stack.enter_context(Sandbox())
                for app in apps:
                    self._app(app, phone, sandbox)
        except BaseException:
            self._stopped.set()
            raise

    def _app(self, app: AskedApp, phone: FoundryPhone, sandbox: Sandbox) -> None:
        blueprint = draw_blueprint(load_domain(app.domain), app.seed)
        drawn = pair_tasks(blueprint, max(int(one.task_id) for one in app.tasks))
        try:
            phone.reset()
            for one in app.tasks:
                self._go_on()
                verifier = Verifier(phone, blueprint, self.docs[one.doc], sandbox)
                self._keep(self._task(one, one.among(drawn), verifier))
        except (CancelledError, ModelError):
            raise
        except ThumbwrightError as error:
            with self._lock:
                self.failed[app.name] = f"{type(error).__name__}: {error}"
                self._tell(problem=f"{app.name}: {error}")

    def _task(self, one: Asked, task: Task | None, verifier: Verifier) -> dict[str, Any]:
        began = time.monotonic()
        line: dict[str, Any] = {
            "source": one.source, "doc": one.doc, "task": one.words, "kind": task.kind if task else "", "right": one.script,
            "skipped": "", "attempts": [], "prefer": [], "pairs": [],
        }  # fmt: skip
        prepared = prepare_with(one.words, verifier.doc)
        if not prepared.whole:
            return line | {"skipped": "too_large"}
        if task is None:
            return line | {"skipped": "stale"}
        trial = Trial(verifier, task.intent, one.script)
        if not trial.holds():
            return line | {"skipped": "stale"}
        with self._asking:
            written = write_attempts(
                prepared.prompt,
                self.writer,
                samples=self.choice.samples,
                seed=self.choice.seed,
                cancelled=self.cancelled,
            )
        attempts = []
        for attempt in written:
            self._go_on()
            attempts.append(trial.judged(attempt))
        prefer, pairs = learned_from(one.plain(), attempts)
        line |= {"attempts": [attempt.plain() for attempt in attempts], "prefer": prefer, "pairs": pairs}
        return line | {"seconds": round(time.monotonic() - began, 2)}

    def _keep(self, line: dict[str, Any]) -> None:
        with self._lock:
            if line["prefer"] or line["pairs"]:
                keep_doc(self.out, line["doc"], self.docs[line["doc"]])
            add_lines(self.out / ATTEMPTS, [line])
            self._count += 1
            self._tell(line)

    def _tell(self, line: dict[str, Any] | None = None, problem: str = "") -> None:
        left = (time.monotonic() - self._began) / max(1, self._count) * (self.todo - self._count)
        self.on_progress(Progress(self.total - self.todo + self._count, self.total, left, line, problem))


def write_learned(out: Path) -> None:
    """prefer.jsonl and pairs.jsonl, made of the attempts."""
    lines = lines_of(out / ATTEMPTS)
    for name, key in (("prefer.jsonl", "prefer"), ("pairs.jsonl", "pairs")):
        write_lines(out / name, [one for line in lines for one in line[key]])
