"""The score's weights (`agent/decide/score.toml`), fitted on candidates for generated apps, carried out and judged.

A logistic regression for each table of `agent.decide.score`; little is believed of few (a
penalty on the weights). How good it is comes from apps left out in turn. A script runs from the chance on at
which few enough of their tasks are called done and aren't; where none does, the person is asked from the chance on at which
few enough are asked, and what they are asked about is mostly right.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import tomlkit

from agent.decide.features import AGREEMENT, BY_MEANING, NAMES
from agent.decide.score import TABLES, Score, Weights, score_from, table_of
from ground.errors import SettingsError

from .outcomes import alone, best, outcome, question, undecided
from .tried import TriedTask

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
MOST_ASKED = 0.10
RIGHT_ASKED = 0.9
"""The person is asked about one task in ten at most, and in so many of those the right plan is among those that are put to them: a
question that mostly comes to nothing is a bother, and soon answered without being read. Met are to be 85 %, and what is met is
stranger than what is fitted on."""
SURE = 0.45
"""A chance from which on a script isn't held against others: half of the scripts reach it, and drawing for more won nothing."""


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
    apps = _enough(tasks)
    scores: list[tuple[Score, list[TriedTask]]] = []
    for number in range(min(FOLDS, len(apps))):
        out = set(apps[number::FOLDS])
        fitted = fit([task for task in tasks if task.app not in out], without)
        scores.append((Score(fitted, 0.0, SURE, 1.0), [task for task in tasks if task.app in out]))
    limits = [step / 100 for step in range(20, 100)]
    too_low = [limit for limit in limits if _bad(_outcomes(scores, limit)) > MOST_BAD * len(tasks)]
    run = next((limit for limit in limits if limit > max(too_low, default=0.0)), limits[-1])
    ask, asked = _ask_from((replace(score, run=run, sure=max(SURE, run)), left) for score, left in scores)
    figures = {
        "tasks": len(tasks),
        "apps": len(apps),
        "left_out": dict(sorted(_outcomes(scores, run).items())),
        "asked": asked,
    }
    return Score(fit(tasks, without), run, max(SURE, run), ask), figures


def fit_ask(tasks: Sequence[TriedTask], score: Score) -> tuple[Score, dict[str, Any]]:
    """The score as it is, but for the chance from which on the person is asked. Raises SettingsError for too little."""
    _enough(tasks)
    ask, asked = _ask_from([(score, tasks)])
    told = Counter(outcome(task, score) for task in tasks)
    return replace(score, ask=ask), {"tasks": len(tasks), "outcomes": dict(sorted(told.items())), "asked": asked}


def _ask_from(scores: Iterable[tuple[Score, Sequence[TriedTask]]]) -> tuple[float, dict[str, int]]:
    """The lowest chance from which on no more are asked than `MOST_ASKED` and as many of them are right as `RIGHT_ASKED` says; how
    many of the tasks that comes to, and how many of those are right."""
    found = [question(task, score) for score, tasks in scores for task in tasks]
    for limit in (step / 100 for step in range(20, 201)):
        asked = [one.right for one in found if one is not None and one.chance >= limit]
        if len(asked) <= MOST_ASKED * len(found) and sum(asked) >= RIGHT_ASKED * len(asked):
            break
    return limit, {"of": len(found), "asked": len(asked), "right": sum(asked)}


def _enough(tasks: Sequence[TriedTask]) -> list[str]:
    """Their apps."""
    apps = sorted({task.app for task in tasks})
    if len(tasks) < LEAST or len(apps) < LEAST_APPS:
        raise SettingsError(
            f"There are candidates of {len(tasks)} tasks of {len(apps)} apps; {LEAST} of {LEAST_APPS} are needed."
        )
    return apps


def _outcomes(scores: Iterable[tuple[Score, Sequence[TriedTask]]], run: float) -> Counter[str]:
    told: Counter[str] = Counter()
    for score, tasks in scores:
        told += Counter(outcome(task, replace(score, run=run, sure=max(SURE, run))) for task in tasks)
    return told


def _bad(told: Mapping[str, int]) -> int:
    return sum(told.get(name, 0) for name in BAD)


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
        "without other candidates": Counter(alone(task, score) for task in tasks),
        "without the score": Counter(undecided(task) for task in tasks),
        "the best there was": Counter(best(task) for task in tasks),
    }
    for name in NAMES if fitted_on else ():
        if name != "bias":
            fitted, _ = fit_score(fitted_on, [name])
            told[f"without {name}"] = Counter(outcome(task, fitted) for task in tasks)
    return {part: dict(sorted(found.items())) for part, found in told.items()}


def write_score(score: Score, figures: Mapping[str, Any], out: Path) -> None:
    """Keep the weights as `agent.decide.score` reads them. Raises SettingsError where that can't be."""
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
    document["asked"] = figures["asked"]
    _write(document, out)


def read_score(file: Path) -> Score:
    """A score that was kept. Raises SettingsError where there is none in `file`."""
    return score_from(_kept(file))


def write_ask(score: Score, figures: Mapping[str, Any], out: Path) -> None:
    """Keep in a score's file, beside all that is in it, from which chance on the person is asked. Raises SettingsError where that
    can't be."""
    document = _kept(out)
    document["decide"]["ask"] = score.ask
    document["asked"] = figures["asked"]
    _write(document, out)


def _kept(file: Path) -> tomlkit.TOMLDocument:
    try:
        document = tomlkit.parse(file.read_text("utf-8"))
        score_from(document)
    except OSError as error:
        raise SettingsError(f"{file} can't be read: {error.strerror}.") from None
    except (ValueError, LookupError, TypeError) as error:
        raise SettingsError(f"{file} holds no score ({type(error).__name__}: {error}).") from None
    return document


def _write(document: tomlkit.TOMLDocument, out: Path) -> None:
    try:
        out.write_text(tomlkit.dumps(document), "utf-8")
    except OSError as error:
        raise SettingsError(f"{out} can't be written: {error.strerror}. Name another file with --out.") from None
