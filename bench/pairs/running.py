"""Writing a script for each pair as the product does, up to where it would be run, and counting those that are the right one.

Rows hold what came of a pair and nothing that it says: who measures with a folder that is kept back is not to see its tasks.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from agent.learn.learning import warm
from agent.model.writing import Writer, never
from agent.prepare.preparing import prepare_with
from agent.prepare.switches import PRODUCT, Switches
from agent.task.scripting import write_script
from agent.task.unwatched import Unwatched
from apidocs.doc import AppDoc
from bench.statistics import load, median, wilson
from ground.errors import SettingsError
from interpreter.reading.same_script import same

from .reading import Pair, read_pairs

LENGTHS = ("1", "2", "3", "4 to 6", "7 and more")
DEFINITION = (
    "equal: the product's last script, as it would be run, is the right one as a syntax tree, whatever its variables are called "
    "and however its texts are put together. equal_as_text: letter for letter. held: it would be run only if the person says "
    "so, or not at all."
)


@dataclass(frozen=True)
class PairRow:
    """What came of one pair."""

    app: str
    number: int
    key: str
    lines: int
    """Of the right script."""
    equal: bool
    equal_as_text: bool
    held: bool
    scripts: int
    """How many the model wrote."""
    prompt_tokens: int
    evaluated_tokens: int
    output_tokens: int
    script_s: float
    """Of the first script: from asking to its last token."""
    first_token_s: float
    whole_prefix: bool


def run_pairs(
    data: Path,
    writer: Writer,
    *,
    switches: Switches = PRODUCT,
    limit: int = 0,
    settings: dict[str, Any] | None = None,
    out: Path | None = None,
    on_row: Callable[[PairRow], None] = lambda row: None,
) -> dict[str, Any]:
    """Every pair of the folder `data`, or the first `limit`; returns the figures with the rows. `settings` says what decides
    them (model, adapter, switches); an `out` of other ones isn't gone on from.

    Raises SettingsError for a folder or an `out` of another kind, ModelError where the model can't be used.
    """
    kind = settings or {}
    apps = read_pairs(data, limit)
    kept = _earlier(out, kind)
    rows: list[PairRow] = []
    for app in apps:
        if any(_of(pair) not in kept for pair in app.pairs):
            warm(app.doc, writer)
        for pair in app.pairs:
            row = kept.get(_of(pair))
            if row is None:
                row = write_pair(pair, app.doc, writer, switches)
                kept[_of(pair)] = row
                _keep(out, {**kind, **summarise(list(kept.values())), "rows": [asdict(one) for one in kept.values()]})
                on_row(row)
            rows.append(row)
    return {**kind, **summarise(rows), "rows": [asdict(row) for row in rows]}


def _of(pair: Pair) -> tuple[str, int, str]:
    return pair.app, pair.number, pair.key


def write_pair(pair: Pair, doc: AppDoc, writer: Writer, switches: Switches) -> PairRow:
    """Raises ModelError."""
    prepared = prepare_with(pair.task, doc, switches=switches)
    began = time.perf_counter()
    decision = write_script(prepared, writer, Unwatched(), None, cancelled=never, switches=switches)
    took = time.perf_counter() - began
    last, spent = decision.best, decision.spent
    return PairRow(
        app=pair.app,
        number=pair.number,
        key=pair.key,
        lines=len([line for line in pair.script.splitlines() if line.strip()]),
        equal=same(last.text, pair.script),
        equal_as_text=last.text.strip() == pair.script.strip(),
        held=bool(last.errors) or not last.text.strip(),
        scripts=len(spent),
        prompt_tokens=sum(one.prompt_tokens for one in spent),
        evaluated_tokens=sum(one.evaluated_tokens for one in spent),
        output_tokens=sum(one.output_tokens for one in spent),
        script_s=round(took, 3),
        first_token_s=round(spent[0].first_token_s, 3),
        whole_prefix=prepared.whole,
    )


def summarise(rows: Sequence[PairRow]) -> dict[str, Any]:
    """Counts and a 95 % interval, the same counts an app and by the right script's length; seconds with the load beside them,
    of scripts whose prefix was whole, and so was kept."""
    counts = _counts(rows)
    timed = [row for row in rows if row.whole_prefix]
    return {
        "definition": DEFINITION,
        **counts,
        "equal_share": round(counts["equal"] / len(rows), 4) if rows else 0.0,
        "interval": [round(end, 3) for end in wilson(counts["equal"], len(rows))],
        "seconds_per_script_p50": round(median([row.script_s for row in timed]), 3),
        "first_token_p50_s": round(median([row.first_token_s for row in timed]), 3),
        "prompt_tokens": sum(row.prompt_tokens for row in rows),
        "evaluated_tokens": sum(row.evaluated_tokens for row in rows),
        "output_tokens": sum(row.output_tokens for row in rows),
        "load": load(),
        "by_app": _grouped(rows, lambda row: row.app, dict.fromkeys(row.app for row in rows)),
        "by_length": _grouped(rows, lambda row: _length(row.lines), LENGTHS),
    }


def _counts(rows: Sequence[PairRow]) -> dict[str, int]:
    return {
        "pairs": len(rows),
        "equal": sum(row.equal for row in rows),
        "equal_as_text": sum(row.equal_as_text for row in rows),
        "held": sum(row.held for row in rows),
        "held_though_equal": sum(row.held and row.equal for row in rows),
        "asked_again": sum(row.scripts > 1 for row in rows),
    }


def _grouped(
    rows: Sequence[PairRow], group: Callable[[PairRow], str], names: Iterable[str]
) -> dict[str, dict[str, int]]:
    found = {name: [row for row in rows if group(row) == name] for name in names}
    return {name: _counts(ones) for name, ones in found.items() if ones}


def _length(lines: int) -> str:
    return LENGTHS[min(lines, 3) - 1] if lines <= 3 else LENGTHS[3] if lines <= 6 else LENGTHS[4]


def _earlier(out: Path | None, kind: dict[str, Any]) -> dict[tuple[str, int, str], PairRow]:
    if out is None or not out.exists():
        return {}
    try:
        report = json.loads(out.read_text("utf-8"))
        rows = [PairRow(**row) for row in report["rows"]]
    except (OSError, ValueError, KeyError, TypeError):
        raise SettingsError(f"{out} holds no rows of bench pairs. Name another file with --out.") from None
    for key, value in kind.items():
        if report.get(key) != value:
            raise SettingsError(
                f"{out} holds a run with {key} {report.get(key)!r}, this one has {value!r}. Name another file with --out."
            )
    return {(row.app, row.number, row.key): row for row in rows}


def _keep(out: Path | None, report: dict[str, Any]) -> None:
    if out is None:
        return
    partial = out.with_suffix(".partial")
    try:
        partial.write_text(json.dumps(report, indent=1, ensure_ascii=False), "utf-8")
        partial.replace(out)
    except OSError as error:
        raise SettingsError(f"{out} can't be written: {error.strerror}. Name another file with --out.") from None
