"""Every candidate of a task judged: what the model writes for generated apps' tasks, the likeliest script and drawn ones, each
carried out by the product on a phone as it was at first, with nothing deciding which of them may.

    candidates.jsonl    a task a line, with its candidates: as the model wrote them, as they ran, and what the judge says

What is fitted on such a folder (`thumbwright train score`) is the score that decides in the product, so it has to be of the
train half; of the measure half it says what each part of the score is worth, without running anything again.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from agent.decide.candidates import DRAWN, MAX_OUTPUT_TOKENS
from agent.learn.learning import warm
from agent.model.writing import Drawing, Generation, Prompt, StopReason, Warmth, Writer
from agent.prepare.preparing import Prepared, prepare_with
from agent.prepare.switches import PRODUCT
from agent.task.loop import carry_out
from agent.task.task_result import TaskResult
from agent.task.unwatched import Unwatched
from bench.honest.person import ScriptedPerson
from bench.pocket.running import own_home
from foundry.attempting import form
from foundry.blueprint import Blueprint, draw_blueprint
from foundry.domain import load_domain
from foundry.halves import OWN, Half, domain_files
from foundry.judging import judge_phone
from foundry.kept_lines import add_lines, lines_of
from foundry.learned import learned_doc, name_of
from foundry.planning.phone import FoundryPhone
from foundry.planning.verifying import Planner
from foundry.tasks import Task, draw_tasks
from ground.errors import ModelError, ThumbwrightError
from interpreter.consent.policy import Policy
from interpreter.sandbox.worker import Sandbox

from .plans import Plans

LINES = "candidates.jsonl"
UNDECIDED = PRODUCT.without("score", "redo")


@dataclass(frozen=True)
class Tried:
    """A candidate and what came of it."""

    reply: str
    """As the model wrote it."""
    script: str
    """As it ran, or would have."""
    seeds: list[int]
    """By which it was written; 0 is the likeliest."""
    sureness: float
    tokens: int
    endless: bool = False
    problems: list[str] = field(default_factory=list)
    """What the check has against it: it didn't run."""
    notes: int = 0
    """Changes that were made in it."""
    status: str = ""
    answer: str = ""
    verdict: str = ""
    """One of `foundry.judging.VERDICTS`; empty where it didn't run."""


@dataclass(frozen=True)
class Choice:
    """Which apps and tasks."""

    half: Half = "train"
    apps: int = 20
    tasks: int = 10
    seeds: tuple[int, int] = (11, 11)


def collect(
    writer: Writer,
    choice: Choice,
    home: Path,
    *,
    jobs: int = 1,
    on_task: Callable[[dict[str, Any]], None] = lambda line: None,
) -> list[dict[str, Any]]:
    """Write, run and judge; what `home` holds already isn't done again. Raises ThumbwrightError."""
    if not isinstance(writer, Drawing):
        raise ModelError("Candidates are drawn by a model file; a server can't.")
    files = domain_files(OWN, choice.half)
    pairs = itertools.product(range(choice.seeds[0], choice.seeds[1] + 1), files)
    apps = [(path, draw_blueprint(load_domain(path), seed)) for seed, path in itertools.islice(pairs, choice.apps)]
    home.mkdir(parents=True, exist_ok=True)
    out = home / LINES
    done = {line["key"] for line in lines_of(out)} if out.exists() else set()
    told, asking = threading.Lock(), threading.Lock()

    def keep(line: dict[str, Any]) -> None:
        with told:
            add_lines(out, [line])
            on_task(line)

    with own_home(home) as folder, ThreadPoolExecutor(jobs) as pool:
        parts = [apps[number::jobs] for number in range(jobs)]
        runs = [
            pool.submit(_part, part, folder / f"phone-{number}", folder, choice, writer, asking, done, keep)
            for number, part in enumerate(parts)
            if part
        ]
        for run in runs:
            run.result()
    return list(lines_of(out))


def _part(
    part: Sequence[tuple[Path, Blueprint]],
    place: Path,
    folder: Path,
    choice: Choice,
    writer: Any,
    asking: threading.Lock,
    done: set[str],
    keep: Callable[[dict[str, Any]], None],
) -> None:
    with (
        FoundryPhone.opened([(path, blueprint.seed) for path, blueprint in part], place) as phone,
        Sandbox() as sandbox,
    ):
        for _, blueprint in part:
            tasks = draw_tasks(blueprint, 1, choice.tasks)
            name = name_of(blueprint)
            todo = [task for task in tasks if f"{name}:{task.id}" not in done]
            if not todo:
                continue
            doc = learned_doc(phone.phone, blueprint, folder / "docs")
            with asking:
                warm(doc, writer)
            plans, planner = Plans(folder / "plans", blueprint, doc), Planner.of(phone, blueprint, doc, sandbox)
            for task in todo:
                began = time.monotonic()
                right = plans.find(task, planner)
                prepared = prepare_with(task.words, doc)
                with asking:
                    drawn = writer.draw(prepared.prompt, range(DRAWN + 1), max_tokens=MAX_OUTPUT_TOKENS)
                tried = _tried(drawn, prepared, task, blueprint, phone)
                keep(
                    {
                        "key": f"{name}:{task.id}", "doc": doc.package, "task": task.words, "kind": task.kind,
                        "far": task.far, "right": right, "candidates": [asdict(one) for one in tried],
                        "seconds": round(time.monotonic() - began, 1),
                    }
                )  # fmt: skip


def _tried(
    drawn: Sequence[Generation], prepared: Prepared, task: Task, blueprint: Blueprint, phone: FoundryPhone
) -> list[Tried]:
    """The candidates, those that say the same once; each distinct script is run once."""
    by_reply: dict[str, list[int]] = {}
    for seed, generation in enumerate(drawn):
        by_reply.setdefault(form(generation.text), []).append(seed)
    outcomes: dict[str, Tried] = {}
    told = []
    for seeds in by_reply.values():
        generation = drawn[seeds[0]]
        one = Tried(
            generation.text, "", seeds, generation.sureness or 0.0, generation.output_tokens,
            generation.stop in (StopReason.LENGTH, StopReason.REPEAT),
        )  # fmt: skip
        told.append(one if one.endless else _outcome(one, generation, prepared, task, blueprint, phone, outcomes))
    return told


def _outcome(
    one: Tried,
    generation: Generation,
    prepared: Prepared,
    task: Task,
    blueprint: Blueprint,
    phone: FoundryPhone,
    outcomes: dict[str, Tried],
) -> Tried:
    result = _carried_out(generation, prepared, task, phone, dry_run=True)
    written = result.attempts[-1]
    one = replace(one, script=written.text, problems=written.errors, notes=len(written.notes))
    if written.errors or not written.text.strip():
        return one
    key = form(written.text)
    if key not in outcomes:
        before = phone.reset()
        result = _carried_out(generation, prepared, task, phone)
        said: str = result.status
        verdict = judge_phone(blueprint, task.intent, before, phone.whole(), status=said, answer=result.answer)
        outcomes[key] = replace(one, status=said, answer=result.answer, verdict=verdict.name)
    known = outcomes[key]
    return replace(one, status=known.status, answer=known.answer, verdict=known.verdict)


def _carried_out(
    generation: Generation, prepared: Prepared, task: Task, phone: FoundryPhone, *, dry_run: bool = False
) -> TaskResult:
    try:
        return carry_out(
            prepared,
            phone=phone.phone,
            writer=Given(generation),
            watcher=Unwatched(),
            person=ScriptedPerson("give", getattr(task.intent, "title", "")),
            policy=Policy(),
            dry_run=dry_run,
            switches=UNDECIDED,
        )
    except ThumbwrightError as error:
        return TaskResult("failed", str(error), problem=type(error).__name__)


class Given:
    """A writer that has written already."""

    context = 8192

    def __init__(self, generation: Generation) -> None:
        self._generation = generation

    def generate(self, prompt: Prompt, **_: Any) -> Generation:
        return self._generation

    def warm(self, prompt: Prompt, **_: Any) -> Warmth:
        return Warmth(0, 0.0, "none")

    def count(self, prompt: Prompt) -> int:
        return 0

    def close(self) -> None: ...
