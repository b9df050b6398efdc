"""The pairs of one generated app: its doc in a variant, its tasks with their right scripts, second turns after a wrong script."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from apidocs.doc import AppDoc
from ground.errors import ThumbwrightError
from interpreter.sandbox.worker import Sandbox

from .blueprint import Blueprint
from .damaging import failures
from .learned import learned_doc, name_of
from .looking_for import tells
from .planning.phone import FoundryPhone
from .planning.verifying import Plan, Planner, Verifier
from .tasks import Task, draw_tasks
from .taught_phrases import TAUGHT
from .variants import Varied, draw_variant, varied

REDO_SHARE = 0.15
"""Of the tasks, those that also come as the second turn after a script that was wrong."""
FAR = 0.4
"""The share of tasks in words that the screen doesn't say. Measured is with more of them (`tasks.WANTED_FAR`); but who has
learned from those alone looks past the words that do stand there."""
PER_DOC = 30
"""Tasks of one doc: each variant costs a prefix of its own, and too many tasks of an app teach its ways."""


@dataclass
class AppPairs:
    """What came of one app."""

    app: str
    split: str
    docs: dict[str, AppDoc] = field(default_factory=dict)
    pairs: list[dict[str, Any]] = field(default_factory=list)
    tasks: int = 0
    kinds: dict[str, list[int]] = field(default_factory=dict)
    """By kind of task how many there were, and how many had a right script."""
    causes: dict[str, int] = field(default_factory=dict)
    variants: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    runs: int = 0
    problem: str = ""
    """Why nothing came of it."""


def pair_tasks(blueprint: Blueprint, count: int) -> list[Task]:
    """The tasks that an app's pairs are made of."""
    return draw_tasks(blueprint, 1, count, FAR, TAUGHT)


def app_pairs(
    phone: FoundryPhone, sandbox: Sandbox, blueprint: Blueprint, kept: Path, *, tasks: int, split: str
) -> AppPairs:
    """Learn the app, if its doc isn't in the folder `kept`, draw its tasks, plan and verify them. What goes wrong with an app is
    told in what comes of it."""
    found = AppPairs(name_of(blueprint), split)
    try:
        began = time.monotonic()
        phone.reset()
        doc = learned_doc(phone.phone, blueprint, kept)
        found.seconds["learn"] = round(time.monotonic() - began, 2)
        began = time.monotonic()
        _fill(found, phone, sandbox, blueprint, doc, tasks)
        found.seconds["plan"] = round(time.monotonic() - began, 2)
    except ThumbwrightError as error:
        found.problem = f"{type(error).__name__}: {error}"
    return found


def _fill(
    found: AppPairs, phone: FoundryPhone, sandbox: Sandbox, blueprint: Blueprint, doc: AppDoc, count: int
) -> None:
    planner = Planner.of(phone, blueprint, doc, sandbox, guesses=False)
    drawn = pair_tasks(blueprint, count)
    found.tasks = len(drawn)
    plans = []
    for task in drawn:
        plan = planner.plan(task)
        kind = found.kinds.setdefault(task.kind, [0, 0])
        kind[0] += 1
        kind[1] += bool(plan.script)
        if plan.script:
            plans.append(plan)
        elif plan.cause:
            found.causes[plan.cause] = found.causes.get(plan.cause, 0) + 1
    found.runs = planner.verifier.runs
    draw = random.Random(f"{blueprint.package} variants")
    for number, begin in enumerate(range(0, len(plans), PER_DOC)):
        those = plans[begin : begin + PER_DOC]
        variant = draw_variant(draw)
        if variant == "partial":  # what such a doc lacks may be in the app after all: it doesn't say what is not
            those = [plan for plan in those if plan.task.kind != "irrelevant:absent"]
        other = varied(doc, variant, [plan.script for plan in those], draw)
        name = f"{found.app}-{number}{variant[:2]}"
        verifier = Verifier(phone, blueprint, other.doc, sandbox)
        pairs = list(_pairs(those, other, verifier, name, found, draw, again=variant != "plain"))
        found.runs += verifier.runs
        if pairs:
            found.docs[name] = other.doc
            found.pairs += pairs
            found.variants.append(variant)


def _pairs(
    plans: list[Plan], other: Varied, verifier: Verifier, doc: str, found: AppPairs, draw: random.Random, *, again: bool
) -> Iterator[dict[str, Any]]:
    domain, _, seed = found.app.rpartition("-")
    for plan in plans:
        ways = (
            way for way in other.scripts(plan.script) if tells(way, plan.script, f"{verifier.stubs} {plan.task.words}")
        )
        script = next((way for way in ways if not again or _still_right(way, plan, verifier)), "")
        if not script:
            continue
        irrelevant = plan.task.kind in ("irrelevant:absent", "irrelevant:not_offered")
        pair = {
            "doc": doc, "task": plan.task.words, "script": script, "kind": "irrelevant" if irrelevant else "task", "failure": None,
            "split": found.split, "source": f"{domain}:{seed}:{plan.task.id}",
        }  # fmt: skip
        yield pair
        if not irrelevant and draw.random() < REDO_SHARE:
            failure = next(failures(script, verifier.doc, draw), None)
            if failure is not None:
                yield {**pair, "kind": "redo", "failure": asdict(failure), "source": f"{pair['source']}:redo"}


def _still_right(script: str, plan: Plan, verifier: Verifier) -> bool:
    return not verifier.problems(script) and verifier.judged(script, plan.task.intent)[1].success
