"""What an adapter's sureness is worth against doubts: weights fitted on what it wrote for generated apps that it was not trained
on, run and judged (`thumbwright train attempts`).

A logistic regression over `agent.trust.features`, little is believed of few (a penalty on the weights). The threshold is the
lowest chance from which, apps left out in turn, at least `PRECISION` of the doubted scripts were right.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.doubts import doubts
from agent.trust import GRAVE, Trust, features
from agent.writing import Generation, StopReason
from apidocs.doc import AppDoc
from thumbwright.errors import SettingsError

PRECISION = 0.9
"""Of doubted scripts that run all the same, so many have to be right."""
LEAST = 100
"""Attempts below which nothing is fitted."""
_PENALTY = 1.0
_NEVER = 2.0
"""A threshold that no chance reaches."""


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
        lines = (folder / "attempts.jsonl").read_text("utf-8").splitlines()
    except OSError as error:
        raise SettingsError(f"{folder} has no attempts in it ({error.strerror}): thumbwright train attempts") from None
    docs: dict[str, AppDoc] = {}
    found = []
    for line in lines:
        row = json.loads(line)
        doc = docs.get(row["doc"])
        if doc is None:
            text = (folder / "docs" / f"{row['doc']}.doc.json").read_text("utf-8")
            doc = docs[row["doc"]] = AppDoc.model_validate_json(text)
        found += [_tried(row, attempt, doc) for attempt in row["attempts"] if attempt["greedy"]]
    told = [one for one in found if one is not None]
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


def fit_trust(tried: Sequence[Tried]) -> tuple[Trust, dict[str, Any]]:
    """Weights from all, the threshold from apps left out in turn; and what that comes to, as plain figures."""
    apps = sorted({one.app for one in tried})
    chances: list[tuple[float, bool]] = []
    for number in range(min(10, len(apps))):
        out = set(apps[number::10])
        weights = Trust(fit([one for one in tried if one.app not in out]), 0)
        chances += [(weights.chance(t.found), t.right) for t in tried if t.app in out and t.doubted and not t.grave]
    threshold = _threshold(chances)
    run = [right for chance, right in chances if chance >= threshold]
    figures = {
        "attempts": len(tried),
        "right": sum(one.right for one in tried),
        "doubted": sum(one.doubted for one in tried),
        "doubted_right": sum(one.doubted and one.right for one in tried),
        "overruled": len(run),
        "overruled_right": sum(run),
    }
    return Trust(fit(tried), threshold), figures


def _threshold(chances: Sequence[tuple[float, bool]]) -> float:
    """The lowest chance from which on enough are right."""
    ranked = sorted(chances, reverse=True)
    best, right = _NEVER, 0
    for number, (chance, so) in enumerate(ranked, 1):
        right += so
        if right >= PRECISION * number and number >= 10:
            best = chance
    return round(best, 4)
