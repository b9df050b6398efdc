"""What comes of a task with a score: what its judge said of the candidate that runs, that none does, that the person is asked."""

from __future__ import annotations

import math
from dataclasses import dataclass

from agent.decide.asking_person import MOST_PLANS
from agent.decide.deciding import RIVAL
from agent.decide.score import Score

from .tried import Tried, TriedTask

HELD = "held"


@dataclass(frozen=True)
class Question:
    """What the person may be asked about, where nothing runs by itself."""

    chance: float
    """Of the plans that are put to them together."""
    right: bool
    """Whether one of them is right."""


def outcome(task: TriedTask, score: Score) -> str:
    """What comes of a task with this score: a verdict, or `held`."""
    first = likeliest(task)
    if first.verdict and not first.grave and score.chance(first.alone) >= score.sure:
        return first.verdict
    able = _ranked(task, score)
    return able[0].verdict if able and _runs(able[0], score) else HELD


def question(task: TriedTask, score: Score) -> Question | None:
    """What would be asked about a task if `score.ask` were 0, by `agent.decide.asking_person.to_be_put`, with plans that say the
    same in words for one; None where something runs, or nothing can."""
    if outcome(task, score) != HELD:
        return None
    able = _ranked(task, score)
    if not able or not (able[0].does or able[0].declines):
        return None
    put: dict[str, list[Tried]] = {}
    for one in able:
        meant = one is able[0] or not one.grave and score.chance(one.among) >= RIVAL
        if one.does and meant and (one.does in put or len(put) < MOST_PLANS):
            put.setdefault(one.does, []).append(one)
    if not put:
        return None
    chance = math.fsum(score.chance(one.among) for ones in put.values() for one in ones)
    return Question(chance, any(ones[0].verdict == "success" for ones in put.values()))


def alone(task: TriedTask, score: Score) -> str:
    """What would come of it without other candidates than the likeliest."""
    first = likeliest(task)
    return first.verdict if first.verdict and not first.grave and score.chance(first.alone) >= score.run else HELD


def undecided(task: TriedTask) -> str:
    """What would come of it if the likeliest one always ran."""
    return likeliest(task).verdict or HELD


def best(task: TriedTask) -> str:
    """What would come of it if somebody knew which is right."""
    return "success" if any(one.verdict == "success" for one in task.candidates) else HELD


def likeliest(task: TriedTask) -> Tried:
    """The candidate that the model found likeliest, whether it can run or not."""
    return next(one for one in task.candidates if one.likeliest)


def _ranked(task: TriedTask, score: Score) -> list[Tried]:
    """Those that can run, the best first, as `agent.decide.deciding` ranks them."""
    able = [one for one in task.candidates if one.verdict]
    return sorted(able, key=lambda one: (one.grave, -score.chance(one.among)))


def _runs(one: Tried, score: Score) -> bool:
    return not one.grave and score.chance(one.among) >= score.run
