"""What an adapter's sureness is worth against doubts: weights fitted on what it wrote for generated apps that it was not trained
on, run and judged (`thumbwright train attempts`).

A logistic regression over `agent.trust.features`, little is believed of few (a penalty on the weights). The threshold is the
lowest chance from which, apps left out in turn, at least `PRECISION` of the doubted scripts were right. Fitted on scripts as they
were written, the likeliest of each task, which nothing has mended yet: `agent.scripting` lets sureness count for no others.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.doubts import doubts
from agent.trust import GRAVE, LOWEST, Trust, features
from agent.writing import Generation, StopReason
from apidocs.doc import AppDoc
from thumbwright.errors import SettingsError

from .machine import require_packages

PRECISION = 0.9
"""Of doubted scripts that run all the same, so many have to be right."""
LEAST = 100
"""Attempts below which nothing is fitted."""
LEAST_APPS = 5
"""Apps that they are of, at least: those left out in turn are what the threshold goes by."""
FEWEST_OVERRULED = 10
"""Doubted scripts that a threshold lets run, or nothing is known of it."""
_PENALTY = 1.0


@dataclass(frozen=True)
class Tried:
    """A script as it was written, whether it was right, and what speaks against it."""

    app: str
    right: bool
    found: Mapping[str, float]
    doubted: bool
    grave: bool


def read_tried(folder: Path) -> list[Tried]:
    """The likeliest scripts of an attempts folder. Raises SettingsError where there is none or too little in it."""
    try:
        lines = (folder / "attempts.jsonl").read_bytes().split(b"\n")
    except OSError as error:
        raise SettingsError(f"{folder} has no attempts in it ({error.strerror}): thumbwright train attempts") from None
    docs: dict[str, AppDoc] = {}
    told: list[Tried] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            doc = docs.get(row["doc"])
            if doc is None:
                text = (folder / "docs" / f"{row['doc']}.doc.json").read_bytes()
                doc = docs[row["doc"]] = AppDoc.model_validate_json(text)
            found = [_tried(row, attempt, doc) for attempt in row["attempts"] if attempt["greedy"]]
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            raise SettingsError(
                f"{folder / 'attempts.jsonl'}, line {number}: not what thumbwright train attempts writes "
                f"({type(error).__name__}). The same command again makes it whole."
            ) from None
        told += [one for one in found if one is not None]
    if len(told) < LEAST:
        raise SettingsError(f"{folder} has {len(told)} attempts that can be used; {LEAST} are needed.")
    return told


def _tried(row: Mapping[str, Any], attempt: Mapping[str, Any], doc: AppDoc) -> Tried | None:
    if attempt.get("sureness") is None or attempt["cause"] in ("endless", "syntax", "check"):
        return None  # those don't run, whatever is doubted
    kinds = {one.kind for one in doubts(attempt["script"], row["task"], doc)}
    generation = Generation("", StopReason.STOP, sureness=attempt["sureness"], weakest=attempt["weakest"])
    app = row["source"].rpartition(":")[0]
    return Tried(
        app, not attempt["cause"], features(kinds, generation, attempt["script"]), bool(kinds), bool(kinds & GRAVE)
    )


def fit(tried: Sequence[Tried]) -> dict[str, float]:
    """Weights by feature. Needs torch, as all of training does."""
    import torch

    names = sorted({name for one in tried for name in one.found})
    rows = torch.tensor([[one.found.get(name, 0.0) for name in names] for one in tried], dtype=torch.float64)
    right = torch.tensor([float(one.right) for one in tried], dtype=torch.float64)
    weights = torch.zeros(len(names), dtype=torch.float64, requires_grad=True)
    search = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")
    free = torch.tensor([name != "bias" for name in names], dtype=torch.float64)

    def loss() -> Any:
        search.zero_grad()
        wrong = torch.nn.functional.binary_cross_entropy_with_logits(rows @ weights, right, reduction="sum")
        total = wrong + _PENALTY * (free * weights * weights).sum()
        total.backward()
        return total

    search.step(loss)
    return {name: round(float(weight), 4) for name, weight in zip(names, weights.detach(), strict=True)}


def fit_trust(tried: Sequence[Tried]) -> tuple[Trust | None, dict[str, Any]]:
    """Weights from all, the threshold from apps left out in turn; and what that comes to, as plain figures. No trust where no
    threshold tells the right ones from the wrong: then every doubt stands. Raises ModelError without torch, SettingsError for
    attempts of too few apps."""
    require_packages()
    apps = sorted({one.app for one in tried})
    if len(apps) < LEAST_APPS:
        raise SettingsError(f"The attempts are of {len(apps)} apps; {LEAST_APPS} are needed.")
    chances: list[tuple[float, bool]] = []
    for number in range(min(10, len(apps))):
        out = set(apps[number::10])
        weights = Trust(fit([one for one in tried if one.app not in out]), 0)
        chances += [(weights.chance(t.found), t.right) for t in tried if t.app in out and t.doubted and not t.grave]
    threshold = _threshold(chances)
    run = [right for chance, right in chances if threshold is not None and chance >= threshold]
    figures = {
        "attempts": len(tried),
        "right": sum(one.right for one in tried),
        "doubted": sum(one.doubted for one in tried),
        "doubted_right": sum(one.doubted and one.right for one in tried),
        "overruled": len(run),
        "overruled_right": sum(run),
    }
    return None if threshold is None else Trust(fit(tried), threshold), figures


def _threshold(chances: Sequence[tuple[float, bool]]) -> float | None:
    """The lowest chance from which on enough are right, of those that the product takes for a threshold."""
    ranked = sorted((one for one in chances if one[0] >= LOWEST), reverse=True)
    best, right = None, 0
    for number, (chance, so) in enumerate(ranked, 1):
        right += so
        if right >= PRECISION * number and number >= FEWEST_OVERRULED:
            best = math.floor(chance * 1e4) / 1e4  # rounded up, it would leave out the one it is of
    return best
