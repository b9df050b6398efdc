"""What `bench foundry` keeps of a task, where it went wrong, and the figures of all of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.statistics import load, median, wilson
from foundry.judging import VERDICTS
from ground.errors import SettingsError

DEFINITION = (
    "Success: the app has stored exactly what the task asks for, nothing else on the phone changed, the answer says what was "
    "asked, and the status says done; where the task can't be done: nothing changed, and it says so; what is only to be "
    "shown: nothing changed, and it says done, whatever the screen shows. False done: called done (proved or not) and it "
    "isn't so. Harmful: anything changed that nobody asked for, whatever was said. Told wrong: not done, and said so. The "
    "person names the app, consents to what is asked of them, and doesn't approve of doubtful scripts."
)
CAUSES = {
    "": "success",
    "not_expressible": "no script on the learned doc does it",
    "not_run": "the script was held back, or failed its check",
    "stopped": "a call failed on the phone",
    "other": "it ran to its end and did something else, or less",
    "unproved": "the right thing was done, and it said that it wasn't",
    "crash": "a fault of the product's own",
}
"""Where a task went wrong."""


@dataclass
class FoundryRow:
    """One task's run and what the judge says of it."""

    app: str
    """`DOMAIN-SEED`."""
    id: str
    task: str
    kind: str
    far: bool
    """Whether the task shares no word with what the screen calls it."""
    expressible: bool = False
    """Whether the planner found a script on the learned doc that does it."""
    verdict: str = ""
    """One of `foundry.judging.VERDICTS`."""
    cause: str = ""
    why: str = ""
    status: str = ""
    answer: str = ""
    problem: str = ""
    script: str = ""
    """The last one that was run."""
    scripts: list[str] = field(default_factory=list)
    """As the model wrote them."""
    right: str = ""
    """The planner's, where there is one."""
    asked: int = 0
    """How often a plan was put to the person before it ran."""
    seconds: float = 0.0
    """From the words to the answer."""

    @property
    def key(self) -> str:
        return f"{self.app}:{self.id}"


@dataclass(frozen=True)
class FoundryApp:
    """What learning one generated app came to."""

    app: str
    package: str
    screens: int
    elements: int
    controls: int
    """What a person could name in the app."""
    found: int
    """How many of these the doc has."""
    seconds: float
    """Of learning it; 0 where the doc was kept."""


def summary(rows: Sequence[FoundryRow], apps: Sequence[FoundryApp]) -> dict[str, Any]:
    """The figures, by cause and by kind, and every row."""
    success = _count(rows, "success")
    controls = sum(app.controls for app in apps)
    kinds = sorted({row.kind.partition(":")[0] for row in rows})
    return {
        "definition": DEFINITION,
        "apps": len({row.app for row in rows}),
        "tasks": len(rows),
        "success": success,
        "success_share": _share(success, len(rows)),
        "success_interval": [round(end, 3) for end in wilson(success, len(rows))],
        "false_done": _count(rows, "false_done"),
        "harmful": _count(rows, "harmful"),
        "told_wrong": _count(rows, "told_wrong"),
        "asked": sum(row.asked > 0 for row in rows),
        "right_after_asking": sum(row.asked > 0 and row.verdict == "success" for row in rows),
        "expressible": sum(row.expressible for row in rows),
        "doc_elements_found": _share(sum(app.found for app in apps), controls),
        "seconds_per_task_p50": round(median([row.seconds for row in rows]), 3) if rows else 0.0,
        "learning_seconds": round(sum(app.seconds for app in apps), 1),
        "far": {"tasks": sum(row.far for row in rows), "success": _count([row for row in rows if row.far], "success")},
        "by_cause": {cause: count for cause in CAUSES if cause and (count := sum(row.cause == cause for row in rows))},
        "by_kind": {
            kind: {"tasks": len(ones), **{verdict: _count(ones, verdict) for verdict in VERDICTS}}
            for kind in kinds
            if (ones := [row for row in rows if row.kind.partition(":")[0] == kind])
        },
        "load": load(),
        "learned": [asdict(app) for app in apps],
        "rows": [asdict(row) for row in rows],
    }


def cause_of(verdict: str, status: str, why: str, expressible: bool, ran: bool, failed: bool) -> str:
    """A key of `CAUSES`. `ran`: some script was begun; `failed`: a call of the last one went wrong."""
    if verdict == "success":
        return ""
    if status == "crash":
        return "crash"
    if not expressible:
        return "not_expressible"
    if not ran:
        return "not_run"
    if verdict == "told_wrong" and why.startswith("it ended as"):
        return "unproved"
    return "stopped" if failed else "other"


def kept_rows(out: Path | None, settings: dict[str, Any]) -> dict[str, FoundryRow]:
    """Those of an earlier run with the same settings. Raises SettingsError for a file of another kind or run."""
    if out is None or not out.exists():
        return {}
    try:
        report = json.loads(out.read_text("utf-8"))
        rows = [FoundryRow(**row) for row in report["rows"]]
    except (OSError, ValueError, KeyError, TypeError):
        raise SettingsError(f"{out} holds no rows of bench foundry. Name another file with --out.") from None
    if report.get("settings") != settings:
        raise SettingsError(
            f"{out} was run with other settings, {report.get('settings')}. Name another file with --out."
        )
    return {row.key: row for row in rows}


def keep(out: Path | None, report: dict[str, Any]) -> None:
    """Write the report whole. Raises SettingsError where it can't be."""
    if out is None:
        return
    beside = out.with_suffix(f"{out.suffix}.new")
    try:
        beside.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", "utf-8")
        beside.replace(out)
    except OSError as error:
        raise SettingsError(f"{out} can't be written: {error.strerror}. Name another file with --out.") from None


def _count(rows: Iterable[FoundryRow], verdict: str) -> int:
    return sum(row.verdict == verdict for row in rows)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0
