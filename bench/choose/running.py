"""Running the choosing on every task: no phone and no model that writes has a part in it, only the encoder."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from agent.model.meaning import Meaning
from agent.prepare.app_for import AppChoice, app_for
from bench.statistics import load, median
from phones.phone import InstalledApp

from .tasks import ChooseTask, every_task, phone_apps

DEFINITION = (
    "Right: the app the task is for was chosen (any of those that do as well), or for a task that several fit alike the person "
    "was asked which of them, or for what no app does it was said that none fits. Asked: the person was asked though one "
    "was to be chosen, with a right one among at most four. Wrong: all else. Two halves by a hash of the words: who built the "
    "choosing looked at single tasks of the seen half only."
)
Verdict = Literal["right", "asked", "wrong"]


@dataclass(frozen=True)
class ChooseRow:
    """One task and what was chosen for it."""

    task: ChooseTask
    verdict: Verdict
    said: str
    ms: float


def verdict_of(task: ChooseTask, found: AppChoice) -> Verdict:
    """What came of one."""
    asked = {fit.package for fit in found.asked}
    if task.fits == "none":
        nothing = found.choice is None and not asked
        return "right" if nothing else "asked" if asked else "wrong"
    if task.fits == "several":
        right = len(asked) > 1 and (asked <= task.packages or task.packages <= asked)
        return "right" if right else "asked" if asked & task.packages else "wrong"
    if found.choice is not None:
        return "right" if {found.opens, found.choice.packages[0]} & task.packages else "wrong"
    return "asked" if asked & task.packages else "wrong"


def run_choose(meaning: Meaning | None, *, names_only: bool = False) -> dict[str, Any]:
    """Choose for all of them. `names_only` takes the table of well-known apps away: the apps are known by their icons' names
    alone, as one that isn't in it is."""
    apps = _unknown(phone_apps()) if names_only else phone_apps()
    package = {one.package: known.package for one, known in zip(apps, phone_apps(), strict=True)}
    rows = []
    for task in every_task():
        began = time.perf_counter()
        found = app_for(task.words, apps, meaning=lambda: meaning)
        ms = 1000 * (time.perf_counter() - began)
        rows.append(ChooseRow(task, verdict_of(task, _back(found, package)), _said(found), ms))
    return summary(rows)


def _unknown(apps: Sequence[InstalledApp]) -> list[InstalledApp]:
    return [replace(app, package=f"unknown.{app.package}") for app in apps]


def _back(found: AppChoice, package: dict[str, str]) -> AppChoice:
    choice = found.choice
    if choice is not None:
        choice = replace(choice, packages=tuple(package.get(p, p) for p in choice.packages))
    return replace(
        found,
        choice=choice,
        asked=tuple(replace(fit, package=package.get(fit.package, fit.package)) for fit in found.asked),
    )


def _said(found: AppChoice) -> str:
    if found.absent.absent:
        return f"there is no {found.absent.absent}"
    if found.asked:
        return "which: " + ", ".join(f"{fit.label} {fit.score:.2f}" for fit in found.asked)
    return f"{found.choice.packages[0]}: {found.choice.why}" if found.choice is not None else "nothing fits"


def summary(rows: Sequence[ChooseRow]) -> dict[str, Any]:
    """The figures, all and by half, and the rows of the half that may be looked at."""
    return {
        "definition": DEFINITION,
        "tasks": len(rows),
        **_counts(rows),
        "seen_half": _counts([row for row in rows if row.task.seen]),
        "other_half": _counts([row for row in rows if not row.task.seen]),
        "kinds": {fits: _counts([row for row in rows if row.task.fits == fits]) for fits in ("one", "several", "none")},
        "ms_p50": round(median([row.ms for row in rows]), 1),
        "load": load(),
        "rows": [
            {"words": row.task.words, "fits": row.task.fits, "verdict": row.verdict, "said": row.said}
            for row in rows
            if row.task.seen
        ],
    }


def _counts(rows: Sequence[ChooseRow]) -> dict[str, int]:
    count = Counter(row.verdict for row in rows)
    return {"right": count["right"], "asked": count["asked"], "wrong": count["wrong"]}
