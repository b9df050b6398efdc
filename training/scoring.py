"""The score's weights (`agent/decide/score.toml`), fitted on candidates for generated apps, carried out and judged.

A logistic regression for each table of `agent.decide.score`; little is believed of few (a
penalty on the weights). How good it is comes from apps left out in turn. A script runs from the chance on at
which few enough of their tasks are called done and aren't.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from agent.decide.candidates import plan_key
from agent.decide.deciding import GRAVE
from agent.decide.features import AGREEMENT, BY_MEANING, NAMES, features
from agent.decide.score import TABLES, Score, Weights, table_of
from agent.fit.doubts import doubts
from agent.model.meaning import Meaning
from agent.resolve.resolving import Resolver, resolver_of
from apidocs.doc import AppDoc
from ground.errors import SettingsError

PENALTY = 100.0
"""On what a feature's usual spread does: the largest that is no worse than the best one by more than its error, apps left out in
turn. Of few apps much is chance."""
FOLDS = 10
LEAST = 100
"""Tasks below which nothing is fitted."""
LEAST_APPS = 5
MOST_BAD = 0.04
"""The share of tasks, apps left out in turn, that may come out called done and not, or harmful, where a script runs from. One in
twenty is the most that is to be met, and what is met is stranger than what is fitted on."""
BAD = frozenset({"false_done", "harmful"})
STEPS = 40
LEAST_SPREAD = 0.05
"""Of a feature: one that hardly ever differs says little."""
ASK = 0.25
"""A chance from which on the person is asked, one in four; below, a question would mostly be a bother."""
SURE = 0.45
"""A chance from which on a script isn't held against others: half of the scripts reach it, and drawing for more won nothing."""


@dataclass(frozen=True)
class Tried:
    """A candidate, what speaks for and against it, and what came of it."""

    alone: Mapping[str, float]
    among: Mapping[str, float]
    verdict: str
    """Empty where it can't run."""
    likeliest: bool
    grave: bool


@dataclass(frozen=True)
class TriedTask:
    """A task and its candidates, each distinct script once."""

    app: str
    kind: str
    candidates: tuple[Tried, ...]


def read_candidates(folder: Path, meaning: Meaning | None = None) -> list[TriedTask]:
    """Of a folder of `thumbwright bench candidates`; `meaning` is the encoder. Raises SettingsError where there is none, or
    something else in it."""
    try:
        text = (folder / "candidates.jsonl").read_bytes()
        lines = [json.loads(line) for line in text.split(b"\n") if line.strip()]
        docs: dict[str, AppDoc] = {}
        for file in (folder / "docs").glob("*.json"):
            doc = AppDoc.model_validate(json.loads(file.read_bytes())["doc"])
            docs[doc.package] = doc
        resolvers = {name: resolver_of(doc, meaning) for name, doc in docs.items()} if meaning is not None else {}
        return [_task(line, docs[line["doc"]], resolvers.get(line["doc"])) for line in lines]
    except OSError as error:
        raise SettingsError(
            f"{folder} has no candidates in it ({error.strerror}): thumbwright bench candidates"
        ) from None
    except (ValueError, LookupError, TypeError) as error:
        raise SettingsError(
            f"{folder} is not what thumbwright bench candidates writes ({type(error).__name__}: {error})."
        ) from None


def _task(line: Mapping[str, Any], doc: AppDoc, resolver: Resolver | None) -> TriedTask:
    groups: dict[tuple[bool, str], list[Mapping[str, Any]]] = {}
    for one in line["candidates"]:
        groups.setdefault((one["endless"], plan_key(one["script"] or one["reply"], doc)), []).append(one)
    able = sum(len(one["seeds"]) for one in line["candidates"] if one["verdict"])
    tried = []
    for ones in groups.values():
        first = min(ones, key=lambda one: min(one["seeds"]))
        times = sum(len(one["seeds"]) for one in ones)
        found = doubts(first["script"], line["task"], doc)
        likelihood = first["sureness"] * first["tokens"]
        alone = features(first["script"], line["task"], doc, likelihood=likelihood, resolver=resolver)
        tried.append(
            Tried(
                alone,
                {**alone, AGREEMENT: min(1.0, times / max(1, able))},
                first["verdict"],
                any(0 in one["seeds"] for one in ones),
                any(doubt.kind in GRAVE for doubt in found),
            )
        )
    return TriedTask(line["key"].partition(":")[0], line["kind"], tuple(tried))


def fit(tasks: Sequence[TriedTask], without: Collection[str] = ()) -> dict[str, Weights]:
    """The score's tables, from the candidates that ran. Features in `without` are left out."""
    ran = [one for task in tasks for one in task.candidates if one.verdict]
    told = {}
    for among in (False, True):
        for by_meaning in (True, False):
            ones = [one for one in ran if BY_MEANING[0] in one.among] if by_meaning else ran
            left = {*without, *(() if among else (AGREEMENT,)), *(() if by_meaning else BY_MEANING)}
            found = [one.among if among else one.alone for one in ones or ran]
            told[table_of(among, by_meaning)] = _fit(found, [one.verdict == "success" for one in ones or ran], left)
    return told


def _fit(found: Sequence[Mapping[str, float]], right: Sequence[bool], without: Collection[str]) -> Weights:
    names = [name for name in NAMES if name not in without]
    usual = {name: _mean(one[name] for one in found if name in one) for name in names}
    rows = np.array([[one.get(name, usual[name]) for name in names] for one in found])
    weights = _logistic(rows, np.array(right, dtype=float), np.array([name != "bias" for name in names], dtype=float))
    worth = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
    return Weights(worth, {name: round(usual[name], 3) for name in names})


def _logistic(
    rows: npt.NDArray[np.float64], right: npt.NDArray[np.float64], penalised: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Newton's method on the penalised likelihood, which has one optimum; the penalty is on what a feature's usual spread does."""
    spread = np.where(penalised > 0, np.maximum(rows.std(axis=0), LEAST_SPREAD), 1.0)
    rows, weights = rows / spread, np.zeros(rows.shape[1])
    ridge = PENALTY * penalised
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (right - chance) - ridge * weights
        curve = (rows.T * (chance * (1 - chance))) @ rows + np.diag(ridge + 1e-9)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return weights / spread


def fit_score(tasks: Sequence[TriedTask], without: Collection[str] = ()) -> tuple[Score, dict[str, Any]]:
    """The score, and what it comes to on apps left out in turn. A script runs from the lowest chance on from which no more
    come out bad than `MOST_BAD` allows. Raises SettingsError for too little."""
    apps = sorted({task.app for task in tasks})
    if len(tasks) < LEAST or len(apps) < LEAST_APPS:
        raise SettingsError(
            f"There are candidates of {len(tasks)} tasks of {len(apps)} apps; {LEAST} of {LEAST_APPS} are needed."
        )
    scores: list[tuple[Score, list[TriedTask]]] = []
    for number in range(min(FOLDS, len(apps))):
        out = set(apps[number::FOLDS])
        fitted = fit([task for task in tasks if task.app not in out], without)
        scores.append((Score(fitted, 0.0, SURE, ASK), [task for task in tasks if task.app in out]))
    limits = [step / 100 for step in range(20, 100)]
    too_low = [limit for limit in limits if _bad(_outcomes(scores, limit)) > MOST_BAD * len(tasks)]
    run = next((limit for limit in limits if limit > max(too_low, default=0.0)), limits[-1])
    figures = {"tasks": len(tasks), "apps": len(apps), "left_out": dict(sorted(_outcomes(scores, run).items()))}
    return Score(fit(tasks, without), run, max(SURE, run), ASK), figures


def _outcomes(scores: Iterable[tuple[Score, Sequence[TriedTask]]], run: float) -> Counter[str]:
    told: Counter[str] = Counter()
    for score, tasks in scores:
        told += Counter(outcome(task, replace(score, run=run, sure=max(SURE, run))) for task in tasks)
    return told


def _bad(told: Mapping[str, int]) -> int:
    return sum(told.get(name, 0) for name in BAD)


def outcome(task: TriedTask, score: Score) -> str:
    """What comes of a task with this score: a verdict, or `held`."""
    first = next(one for one in task.candidates if one.likeliest)
    if first.verdict and not first.grave and score.chance(first.alone) >= score.sure:
        return first.verdict
    able = [one for one in task.candidates if one.verdict]
    if not able:
        return "held"
    best = max(able, key=lambda one: (not one.grave, score.chance(one.among)))
    return "held" if best.grave or score.chance(best.among) < score.run else best.verdict


def _mean(values: Iterable[float]) -> float:
    known = list(values)
    return math.fsum(known) / len(known) if known else 0.0


def worth_of_parts(
    tasks: Sequence[TriedTask], score: Score, fitted_on: Sequence[TriedTask] = ()
) -> dict[str, dict[str, int]]:
    """What comes of the tasks by what is left out; a feature is left out by fitting on `fitted_on` anew."""
    never = replace(score, sure=2.0)
    told: dict[str, Counter[str]] = {
        "all": Counter(outcome(task, score) for task in tasks),
        "without the likeliest's own chance": Counter(outcome(task, never) for task in tasks),
        "without other candidates": Counter(_alone(task, score) for task in tasks),
        "without the score": Counter(_undecided(task) for task in tasks),
        "the best there was": Counter(_best(task) for task in tasks),
    }
    for name in NAMES if fitted_on else ():
        if name != "bias":
            fitted, _ = fit_score(fitted_on, [name])
            told[f"without {name}"] = Counter(outcome(task, fitted) for task in tasks)
    return {part: dict(sorted(found.items())) for part, found in told.items()}


def _alone(task: TriedTask, score: Score) -> str:
    first = next(one for one in task.candidates if one.likeliest)
    return first.verdict if first.verdict and not first.grave and score.chance(first.alone) >= score.run else "held"


def _undecided(task: TriedTask) -> str:
    return next(one for one in task.candidates if one.likeliest).verdict or "held"


def _best(task: TriedTask) -> str:
    verdicts = {one.verdict for one in task.candidates}
    return "success" if "success" in verdicts else "held"


def write_score(score: Score, figures: Mapping[str, Any], out: Path) -> None:
    """Keep the weights as `agent.decide.score` reads them. Raises SettingsError where that can't be."""
    import tomlkit

    document = tomlkit.document()
    document.add(
        tomlkit.comment(
            "What speaks for and against a script, weighed. Made by: thumbwright train score FOLDER --out agent/decide/score.toml"
        )
    )
    for name in TABLES:
        weights = score.tables[name]
        document[name] = {"worth": dict(weights.worth), "mean": dict(weights.mean)}
    document["decide"] = {"run": score.run, "sure": score.sure, "ask": score.ask}
    document["fitted"] = {"tasks": figures["tasks"], "apps": figures["apps"], "left_out": figures["left_out"]}
    try:
        out.write_text(tomlkit.dumps(document), "utf-8")
    except OSError as error:
        raise SettingsError(f"{out} can't be written: {error.strerror}. Name another file with --out.") from None
