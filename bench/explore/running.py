"""Explore apps as `apps learn` does on a demo phone, each on one of its own, and hold what came of it against the truth."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from agent.learn.learning import CALLS, DEMO_EFFECTS, SECONDS
from apidocs.doc import AppDoc, Effect
from apidocs.doc.paths import HARMLESS
from apidocs.explore.exploring import Progress, explore
from apidocs.explore.walk import Walk
from apidocs.make.building import build_doc
from bench.statistics import load
from demophone.apps import builtin_apps, load_app
from demophone.device import Device
from demophone.phone import DemoPhoneThread
from demophone.toolkit import App
from foundry.blueprint import draw_blueprint
from foundry.domain import load_domain
from foundry.halves import OWN, Half, domain_files
from foundry.mounting import app_of
from phones.android import open_phone

from .scoring import Score, score
from .truth import Crawler
from .watching import WatchedPhone, differences, plain, stored

CLOCK = datetime(2026, 3, 2, 9, 0)
MADE = 12
"""Generated apps that are explored, where it isn't said how many."""
DEMO = ("notes", "clock", "contacts", "settings", "calendar", "mail")
_FILES = {name: Path(__file__).parents[1] / "pocket" / f"{name}_app.py" for name in ("calendar", "mail")}
DEFINITION = (
    "An app is explored on a demo phone of its own. Its true places and things are read inside the toolkit: all that is reached "
    "without changing what is stored. A thing counts as known where the doc tells the screen from a dump and an element of it "
    "is found at what would take the touch; a place is whole where all its things are known, and where one of several is picked "
    "also where the choice that opens it is. Taken for one is no error where nobody could tell two places apart by what they show "
    "outside of rows. Marked is an act after which something stored, of this app or another, has come or gone or was sent."
)


@dataclass
class AppRow:
    """What came of one app."""

    app: str
    element_coverage: float = 0.0
    screen_coverage: float = 0.0
    kind_precision: float = 0.0
    name_agreement: float = 0.0
    screen_errors: float = 0.0
    marked_triggered: int = 0
    changed_and_left: int = 0
    acts: int = 0
    seconds: float = 0.0
    phone_seconds: float = 0.0
    actions_per_element: float = 0.0
    overhead_ratio: float = 0.0
    ended: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    causes: dict[str, int] = field(default_factory=dict)
    """How often which of what went wrong."""
    marked: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


@dataclass
class Explored:
    """An app with its row, for who wants to look closer."""

    row: AppRow
    score: Score
    doc: AppDoc
    walk: Walk


def chosen_apps(domains: Path | None, half: Half, made: int, only: Sequence[str]) -> dict[str, Callable[[], App]]:
    """The apps to be explored by name: so many generated ones of a half, drawn by their names' hash, and the demo phone's."""
    apps: dict[str, Callable[[], App]] = {}
    files = domain_files(domains or OWN, half if domains is None else None)
    files = sorted(files, key=lambda file: hashlib.sha256(f"explore {file.stem}".encode()).digest())
    for number in range(made):
        file, seed = files[number % len(files)], 1 + number // len(files)
        apps[f"{file.stem}-{seed}"] = _made(file, seed)
    for name in DEMO:
        apps[name] = _shipped(name)
    return {name: make for name, make in apps.items() if not only or name in only}


def _made(file: Path, seed: int) -> Callable[[], App]:
    def make() -> App:
        return app_of(draw_blueprint(load_domain(file), seed))

    return make


def _shipped(name: str) -> Callable[[], App]:
    def make() -> App:
        if name in _FILES:
            return load_app(_FILES[name])
        return next(app for app in builtin_apps() if app.package == f"app.demo.{name}")

    return make


def explore_app(
    name: str, make: Callable[[], App], folder: Path, *, allow: frozenset[Effect] = DEMO_EFFECTS
) -> Explored:
    """Explore one app on a clean phone and score its doc. `allow`: as of learning."""
    others = [] if name not in DEMO else [app for app in builtin_apps() if app.package != make().package]

    def fresh(state: Path | None = None) -> Device:
        return Device([make(), *(type(app)() for app in others)], fixed_clock=CLOCK, state_dir=state)

    package = make().package
    with DemoPhoneThread(lambda: fresh(folder)) as demo:
        device = demo.device
        assert isinstance(device, Device)  # as it was made
        phone = open_phone(demo.serial)
        try:
            watched = WatchedPhone(phone, lambda: plain(stored(device)))
            began = time.monotonic()

            def told(progress: Progress) -> None:
                watched.doing = progress.doing

            walk = explore(watched, package, budget_calls=CALLS, budget_s=SECONDS, allow=allow, on_progress=told)
            seconds = time.monotonic() - began
            left = watched.left()
        finally:
            phone.close()
    doc = build_doc(walk)
    result = score(doc, Crawler(fresh, package).read())
    return Explored(_row(name, result, watched, walk, seconds, left), result, doc, walk)


def _row(name: str, result: Score, watched: WatchedPhone, walk: Walk, seconds: float, left: list[str]) -> AppRow:
    causes: dict[str, int] = {}
    for missed in result.missed:
        why = missed.why.split(" '")[0] if missed.why.startswith("called") else missed.why
        why = "the same screen as another place" if why.startswith("the same screen") else why
        causes[why] = causes.get(why, 0) + 1
    counts = {key: value for key, value in vars(result).items() if isinstance(value, int)}
    return AppRow(
        app=name,
        **_rates(counts),
        marked_triggered=len(watched.marked),
        changed_and_left=len(left),
        acts=watched.acts,
        seconds=round(seconds, 1),
        phone_seconds=round(watched.phone_s, 1),
        actions_per_element=round(watched.acts / max(1, result.known), 2),
        overhead_ratio=round(seconds / max(0.01, watched.phone_s), 2),
        ended=walk.ended,
        counts=counts,
        causes=causes,
        marked=watched.marked,
        left=left,
    )


def _rates(counts: dict[str, int]) -> dict[str, float]:
    def rate(part: str, whole: str) -> float:
        return round(counts[part] / max(1, counts[whole]), 4)

    return {
        "element_coverage": rate("known", "things"),
        "screen_coverage": rate("whole", "places"),
        "kind_precision": rate("right_kinds", "kinds"),
        "name_agreement": rate("agreeing", "labels"),
        "screen_errors": rate("screen_errors", "screens_told"),
    }


def run_explore(
    *,
    domains: Path | None = None,
    half: Half = "measure",
    made: int = MADE,
    only: Sequence[str] = (),
    careful: bool = False,
    on_app: Callable[[Explored], None] = lambda explored: None,
) -> dict[str, Any]:
    """Explore all and report; `careful`: with harmless touches alone, as on somebody's phone. Raises SettingsError where there are
    no such domains, PhoneError where a phone is lost."""
    rows: list[AppRow] = []
    for name, make in chosen_apps(domains, half, made, only).items():
        with tempfile.TemporaryDirectory() as folder:
            explored = explore_app(name, make, Path(folder), allow=HARMLESS if careful else DEMO_EFFECTS)
        rows.append(explored.row)
        on_app(explored)
    return {
        "definition": DEFINITION,
        "half": half,
        "careful": careful,
        "load": load(),
        "all": _all(rows),
        "apps": [asdict(row) for row in rows],
    }


def _all(rows: list[AppRow]) -> dict[str, Any]:
    counts: dict[str, int] = {}
    causes: dict[str, int] = {}
    for row in rows:
        for total, part in ((counts, row.counts), (causes, row.causes)):
            for key, value in part.items():
                total[key] = total.get(key, 0) + value
    acts, seconds = sum(row.acts for row in rows), sum(row.seconds for row in rows)
    return {
        "apps": len(rows),
        **(_rates(counts) if rows else {}),
        "marked_triggered": sum(row.marked_triggered for row in rows),
        "changed_and_left": sum(row.changed_and_left for row in rows),
        "actions_per_element": round(acts / max(1, counts.get("known", 0)), 2),
        "overhead_ratio": round(seconds / max(0.01, sum(row.phone_seconds for row in rows)), 2),
        "counts": counts,
        "causes": dict(sorted(causes.items(), key=lambda pair: -pair[1])),
    }


__all__ = ["DEFINITION", "AppRow", "Explored", "differences", "run_explore"]
