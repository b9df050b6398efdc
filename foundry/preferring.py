"""What is to be learned of a task's attempts: which of two answers is better, or an answer of the model's own that is right.

The model's own right script is taken before the planner's, since it is nearer to what the model would say anyhow, if it isn't
longer: what is done beside the way is nothing to learn.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Any

from interpreter.reading.scripts import parsed

from .attempting import Attempt, form

MOST = 2
"""Preferences of one task."""
_TELLS = frozenset({"check", "run", "judged", "luck"})
"""Causes of what is wrong and yet whole: half a script, or no Python, is nobody's answer."""


def learned_from(
    pair: Mapping[str, Any], attempts: Sequence[Attempt]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Preferences (`prefer.jsonl`) and further right pairs (`pairs.jsonl`) of a task's attempts, the likelier first."""
    right = pair["script"]
    longest = _statements(right)
    own = [one.script for one in attempts if one.right and not one.broke and _statements(one.script) <= longest]
    better = own[0] if own else right
    asked = {"doc": pair["doc"], "task": pair["task"], "failure": None, "split": "train"}
    preferences = [
        {**asked, "chosen": better.strip(), "rejected": one.script.strip(), "source": f"{pair['source']}:preferred"}
        for one in attempts
        if one.cause in _TELLS
    ][:MOST]
    if preferences or form(better) == form(right):
        return preferences, []
    return [], [{**asked, "script": better.strip(), "kind": pair["kind"], "source": f"{pair['source']}:own"}]


def _statements(script: str) -> int:
    tree = parsed(script)
    return sum(isinstance(node, ast.stmt) for node in ast.walk(tree)) if tree else 0
