"""DroidTask's figures: all apps run one after another into a file that a later run goes on from, summed up with intervals,
and compared with an earlier run task by task.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from agent.model.writing import Writer
from agent.prepare.switches import PRODUCT, Switches
from bench.statistics import load, median, wilson
from ground.errors import SettingsError

from .right_scripts import RightScript
from .running import NO_SCRIPTS, Agent, TaskRow, folders_of, read_rows, run_app, write_rows

STEP_SHARE = 3
"""The step baseline does every third task, by its place in the app: the same ones each time."""
DEFINITION = (
    "success: the recorded acts occur in order, the run ends in the recorded final state, and nothing else changed. "
    "left: an act was done that the recording doesn't know. lenient: all recorded acts are among those carried out."
)


def run_droidtask(
    data: Path,
    writer: Writer | None,
    *,
    agent: Agent = "script",
    app: str = "",
    switches: Switches = PRODUCT,
    scripts: Mapping[tuple[str, str], RightScript] = NO_SCRIPTS,
    settings: dict[str, Any] | None = None,
    out: Path | None = None,
    on_row: Callable[[TaskRow], None] = lambda row: None,
) -> dict[str, Any]:
    """All tasks, or one app's; returns the summary with the rows. `settings` says what decides the figures (model and so
    on) and is kept beside them: a run that was made otherwise isn't gone on from.

    Raises ThumbwrightError for a folder without recordings, SettingsError for an `out` of another kind of run.
    """
    kind = {"agent": agent, **(settings or {})}
    folders = folders_of(data, app)
    _all_known(scripts, folders)
    rows = _earlier(out, kind)

    def told(row: TaskRow) -> None:
        rows.append(row)
        if out is not None:
            write_rows(out, rows, {**kind, **summarise(rows)})
        on_row(row)

    for folder in folders:
        run_app(
            folder,
            writer,
            agent=agent,
            switches=switches,
            scripts=scripts,
            already=list(rows),
            wanted=lambda number, task_id: agent != "step" or number % STEP_SHARE == 0,
            on_row=told,
        )
    wanted = [row for row in rows if not app or row.app == app]
    return {**kind, **summarise(wanted), "rows": [asdict(row) for row in wanted]}


def _all_known(scripts: Mapping[tuple[str, str], RightScript], folders: Sequence[Path]) -> None:
    """Raises SettingsError for a script of a task that the recordings haven't: a name misspelt would count as one not done."""
    for folder in folders:
        tasks = {task["id"] for task in json.loads((folder / "tasks.json").read_text("utf-8"))}
        if unknown := sorted(task for name, task in scripts if name == folder.name and task not in tasks):
            raise SettingsError(f"There are scripts for {', '.join(unknown)}, which the recording {folder} has not.")


def _earlier(out: Path | None, kind: dict[str, Any]) -> list[TaskRow]:
    if out is None or not out.exists():
        return []
    data = read_report(out)
    for key, value in kind.items():
        if data.get(key) != value:
            raise SettingsError(
                f"{out} holds a run with {key} {data.get(key)!r}, this one has {value!r}. Name another file with --out."
            )
    return read_rows(out)


def read_report(file: Path) -> dict[str, Any]:
    """A report written earlier. Raises SettingsError where the file is none."""
    try:
        data = json.loads(file.read_text("utf-8"))
        for row in data["rows"]:
            TaskRow(**row)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(f"{file} is no report of this benchmark ({type(error).__name__}: {error}).") from None
    assert isinstance(data, dict)
    return data


def summarise(rows: Sequence[TaskRow]) -> dict[str, Any]:
    """Counts, 95 % intervals, tokens and seconds in all, and the same counts an app. Seconds hold with the load beside
    them; `seconds_per_script_p50` is of scripts whose prefix was whole and kept (others: `seconds_cut_p50`)."""
    written = [row for row in rows if row.script_s > 0]
    whole = [row.script_s for row in written if row.whole_prefix]
    cut = [row.script_s for row in written if not row.whole_prefix]
    counts = _counts(rows)
    return {
        "definition": DEFINITION,
        **counts,
        "intervals": {
            key: [round(end, 3) for end in wilson(counts[key], len(rows))]
            for key in ("success", "left", "fail", "lenient")
        },
        "seconds_per_script_p50": round(median(whole), 3),
        "first_token_p50_s": round(median([row.first_token_s for row in written if row.whole_prefix]), 3),
        "scripts_cut": len(cut),
        "seconds_cut_p50": round(median(cut), 3),
        "prompt_tokens": sum(row.prompt_tokens for row in rows),
        "evaluated_tokens": sum(row.evaluated_tokens for row in rows),
        "output_tokens": sum(row.output_tokens for row in rows),
        "model_seconds": round(sum(row.model_s for row in rows), 3),
        "load": load(),
        "apps": {
            name: _counts([row for row in rows if row.app == name]) for name in dict.fromkeys(r.app for r in rows)
        },
    }


def _counts(rows: Sequence[TaskRow]) -> dict[str, int]:
    verdicts = {name: sum(row.verdict == name for row in rows) for name in ("success", "left", "fail")}
    return {"tasks": len(rows), **verdicts, "lenient": sum(row.lenient for row in rows)}


def compare(new: Sequence[TaskRow], old: Sequence[TaskRow]) -> dict[str, Any]:
    """What changed a task, over the tasks in both, and what the old run spent for one token or second of the new one."""
    before = {(row.app, row.id): row for row in old}
    pairs = [(row, before[row.app, row.id]) for row in new if (row.app, row.id) in before]
    solved = [pair for pair in pairs if all(row.verdict == "success" for row in pair)]
    return {
        "tasks": len(pairs),
        "success": sum(row.verdict == "success" for row, _ in pairs),
        "success_before": sum(row.verdict == "success" for _, row in pairs),
        "gained": [_change(row, was) for row, was in pairs if row.verdict == "success" != was.verdict],
        "lost": [_change(row, was) for row, was in pairs if was.verdict == "success" != row.verdict],
        "other": [
            _change(row, was)
            for row, was in pairs
            if row.verdict != was.verdict and "success" not in (row.verdict, was.verdict)
        ],
        "spent_before_by_now": {
            "all": _ratios(pairs),
            "solved_by_both": _ratios(solved),
            "solved_by_both_leniently": _ratios([pair for pair in pairs if all(row.lenient for row in pair)]),
        },
    }


def _change(row: TaskRow, was: TaskRow) -> dict[str, str]:
    return {"app": row.app, "id": row.id, "task": row.task, "before": was.verdict, "now": row.verdict}


def _ratios(pairs: Sequence[tuple[TaskRow, TaskRow]]) -> dict[str, float | int | None]:
    def ratio(kind: str) -> float | None:
        now = sum(float(getattr(row, kind)) for row, _ in pairs)
        was = sum(float(getattr(row, kind)) for _, row in pairs)
        return round(was / now, 2) if now else None

    kinds = (
        "evaluated_tokens",
        "evaluated_until_left",
        "prompt_tokens",
        "output_tokens",
        "model_s",
        "model_s_until_left",
    )
    return {"tasks": len(pairs), **{kind: ratio(kind) for kind in kinds}}
