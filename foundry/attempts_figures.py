"""What a model's attempts came to, in figures: how many were right, and where the others went wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .attempting import CAUSES


def figures(lines: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Of attempts.jsonl: the likeliest scripts and the drawn ones apart, each counted as often as it was written."""
    tried = [line for line in lines if not line["skipped"]]
    greedy = [one for line in tried for one in line["attempts"] if one["greedy"]]
    drawn = Counter[str]()
    for line in tried:
        for one in line["attempts"]:
            drawn[one["cause"]] += one["times"] - one["greedy"]
    kinds: dict[str, Counter[str]] = {}
    for line in tried:
        kind = kinds.setdefault(line["kind"].partition(":")[0], Counter())
        kind["tasks"] += 1
        kind["right"] += any(one["greedy"] and not one["cause"] for one in line["attempts"])
    return {
        "tasks": len(tried),
        "skipped": dict(Counter(line["skipped"] for line in lines if line["skipped"])),
        "greedy": _counted(Counter(one["cause"] for one in greedy)),
        "samples": _counted(drawn),
        "any_right": sum(any(not one["cause"] for one in line["attempts"]) for line in tried),
        "by_kind": {kind: dict(count) for kind, count in sorted(kinds.items())},
        "preferences": _records(lines, "prefer"),
        "right_pairs": _records(lines, "pairs"),
    }


def _counted(causes: Counter[str]) -> dict[str, Any]:
    attempts = sum(causes.values())
    return {
        "attempts": attempts,
        "right": causes[""],
        "right_share": round(causes[""] / attempts, 3) if attempts else 0.0,
        "by_cause": {cause: causes[cause] for cause in CAUSES if cause and causes[cause]},
    }


def _records(lines: Iterable[Mapping[str, Any]], key: str) -> int:
    return sum(len(line[key]) for line in lines)
