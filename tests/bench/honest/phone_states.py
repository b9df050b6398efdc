"""The phone of the honest tasks, in this process: its state before a task, and any state it is to be in."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import bench.pocket
from bench.honest.judging import Ending, HonestTask
from bench.pocket.judging import Change as Edit
from bench.pocket.judging import Wanted
from bench.pocket.tasks import CLOCK as MOMENT
from demophone.apps import builtin_apps, load_app
from demophone.device import Device
from demophone.whole import Whole, put_stored, whole_state

_FURTHER = ("calendar_app.py", "mail_app.py")


@cache
def fresh() -> Whole:
    """The phone as it is before any task; to be copied, not changed."""
    return _told(_phone())


def before(task: HonestTask) -> Whole:
    """The phone as the task finds it."""
    return edited(fresh(), task.seed) if task.seed is not None else copy.deepcopy(fresh())


def edited(state: Whole, *edits: Edit | None) -> Whole:
    """The state with what these make of what is stored."""
    found = copy.deepcopy(state)
    for edit in edits:
        if edit is not None:
            edit(found["stored"])
    for package, kept in found["stored"].items():
        if kept != state["stored"][package]:
            found["stored"][package] = _as_the_app_would(_exemplary(kept))
    return found


def ended(task: HonestTask, ending: Ending, *more: Edit) -> Whole:
    """The phone as an ending wants it; `more` is what else happened to it."""
    return edited(before(task), ending.change, *more)


def on_a_phone(state: Whole) -> Whole:
    """The same, as a phone tells it that has stored it."""
    device = _phone()
    for package, kept in state["stored"].items():
        if kept != fresh()["stored"][package]:
            put_stored(device, package, kept)
    return _told(device)


def _phone() -> Device:
    folder = Path(bench.pocket.__file__).parent
    apps = [*builtin_apps(), *(load_app(folder / name) for name in _FURTHER)]
    return Device(apps, fixed_clock=datetime.fromisoformat(MOMENT))


def _told(device: Device) -> Whole:
    told: Whole = json.loads(json.dumps(whole_state(device)))
    return told


def _exemplary(value: Any) -> Any:
    """With the example of each value that may be one of several."""
    if isinstance(value, Wanted):
        return value.example  # type: ignore[attr-defined]
    if isinstance(value, Mapping):
        return {key: _exemplary(one) for key, one in value.items()}
    return [_exemplary(one) for one in value] if isinstance(value, list) else value


def _as_the_app_would(stored: dict[str, Any]) -> dict[str, Any]:
    """With ids and stamps for the records that are new."""
    for records in stored.values():
        if not isinstance(records, list) or not any(isinstance(one, dict) and "id" in one for one in records):
            continue
        for one in records:
            if "id" not in one:
                one["id"] = max(other.get("id", 0) for other in records) + 1
                if "edited" in records[0]:
                    one.update(created="2026-03-02 09:30", edited="2026-03-02 09:30")
    return stored
