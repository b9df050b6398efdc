"""How well a task's words are led to what its right script uses: by words, as the prompt's hints are matched; by meaning, as the
score weighs it; and by both. No model writes anything."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.model.meaning import Meaning
from agent.resolve.resolving import Resolver, resolver_of
from apidocs.doc import AppDoc
from apidocs.doc.script_names import uses
from apidocs.doc.table import api_names
from apidocs.retrieve.hinting import HintIndex

from .pairs.reading import AppPairs, read_pairs
from .statistics import load, median

FIRST = (3, 8)
DEFINITION = (
    "Of the elements that a task's right script uses, the share that is among the first 3 or 8 of all elements of the doc, by "
    "their score for the task's words; those with the same score share the middle of their places."
)
WAYS = ("words", "meaning", "both")


@dataclass(frozen=True)
class Match:
    """An element that a task may mean, with its scores by each way; None where the encoder isn't here."""

    name: str
    by: dict[str, float | None]


@dataclass(frozen=True)
class Row:
    """An element that a right script uses, and the places it has, from 0; None by a way that wasn't to be had."""

    app: str
    places: dict[str, float | None]


def run_resolving(data: Path, meaning: Meaning | None, on_app: Callable[[str], None]) -> dict[str, Any]:
    """Raises SettingsError where the folder holds no pairs."""
    rows: list[Row] = []
    task_ms: list[float] = []
    doc_ms: list[float] = []
    for app in read_pairs(data):
        on_app(app.app)
        begun = time.perf_counter()
        resolver, index = resolver_of(app.doc, meaning) if meaning is not None else None, HintIndex(app.doc)
        doc_ms.append(1000 * (time.perf_counter() - begun))
        rows += _rows(app, resolver, index, task_ms)
    shares = {
        way: {f"first_{most}": round(_share(rows, way, most), 3) for most in FIRST}
        for way in WAYS
        if any(row.places[way] is not None for row in rows)
    }
    return {
        "definition": DEFINITION,
        "used": len(rows),
        **shares,
        "ms_per_task_p50": round(median(task_ms), 1),
        "ms_per_doc_p50": round(median(doc_ms), 1),
        "ms_per_doc_most": round(max(doc_ms, default=0.0), 1),
        "memory_mb": _memory_mb(meaning.pid) if meaning is not None and meaning.pid else None,
        "load": load(),
    }


def _rows(app: AppPairs, resolver: Resolver | None, index: HintIndex, task_ms: list[float]) -> Iterator[Row]:
    table = api_names(app.doc)
    for pair in app.pairs:
        used = {f"{screen}.{element}" for screen, element in uses(pair.script, table).elements}
        if not used:
            continue
        begun = time.perf_counter()
        matches = list(_matches(pair.task, app.doc, resolver, index))
        task_ms.append(1000 * (time.perf_counter() - begun))
        for match in matches:
            if match.name in used:
                yield Row(app.app, {way: _place(match, matches, way) for way in WAYS})


def _matches(task: str, doc: AppDoc, resolver: Resolver | None, index: HintIndex) -> Iterator[Match]:
    words, near = index.scores(task), resolver.near(task) if resolver is not None else {}
    for screen in doc.screens:
        for element in screen.elements:
            said = words.get(f"{screen.name}.{element.item.name if element.item else element.name}", 0.0)
            meant = near.get(name := f"{screen.name}.{element.name}")
            both = said if meant is None else min(1.0, (said + max(0.0, meant)) / 2)
            yield Match(name, {"words": said, "meaning": meant, "both": both})


def _place(match: Match, matches: Sequence[Match], way: str) -> float | None:
    own = match.by[way]
    if own is None:
        return None
    others = [one.by[way] or 0.0 for one in matches]
    return sum(other > own for other in others) + (sum(other == own for other in others) - 1) / 2


def _share(rows: Sequence[Row], way: str, most: int) -> float:
    places = [place for row in rows if (place := row.places[way]) is not None]
    return sum(place < most for place in places) / len(places) if places else 0.0


def _memory_mb(pid: int) -> int:
    """Of a process, resident, what it shares with others included."""
    said = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True)
    return int(said.stdout or 0) // 1000
