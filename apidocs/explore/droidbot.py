"""Recordings in DroidBot's output format, read as walks.

Opens `exploration.json` and the states it names, and nothing else of the folder: traces of tasks that lie beside them must
not reach a doc. Damage is named and skipped where the rest is usable.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ground.errors import DocError
from phones.hierarchy import Bounds, Hierarchy, Node

from .walk import Act, ActKind, Step, Walk

_ACTS: dict[str, ActKind] = {
    "click": "tap",
    "touch": "tap",
    "long_click": "long_press",
    "long_touch": "long_press",
    "set_text": "set_text",
    "scroll": "scroll",
    "back": "back",
    "intent": "launch",
    "launch": "launch",
}
_FLAGS = {
    "checkable": "checkable",
    "checked": "checked",
    "clickable": "clickable",
    "enabled": "enabled",
    "focusable": "focusable",
    "focused": "focused",
    "scrollable": "scrollable",
    "long_clickable": "long_clickable",
    "is_password": "password",
    "selected": "selected",
}


@dataclass
class Recording:
    """One app's exploration as it was recorded."""

    folder: Path
    walk: Walk
    states: dict[str, Hierarchy] = field(default_factory=dict)
    """By the file's name, those the exploration names."""
    nodes: dict[str, dict[int, Node]] = field(default_factory=dict)
    """By the file's name: DroidBot's `temp_id` of each view to its node."""
    problems: list[str] = field(default_factory=list)
    """What was damaged and left out, a sentence each."""


def read_recording(folder: Path) -> Recording:
    """Read a folder with `exploration.json` and `states/`.

    Raises DocError where it is no recording at all, or nothing of it is usable.
    """
    records = _exploration(folder)
    recording = Recording(folder, Walk(package="", label=""))
    failed: set[str] = set()
    packages: dict[str, int] = {}
    for number, record in enumerate(records):
        step = _step(recording, record, number, failed)
        if step is None:
            continue
        recording.walk.steps.append(step)
        for dump in (step.before, step.after):
            packages[dump.package] = packages.get(dump.package, 0) + 1
    if not recording.walk.steps:
        raise DocError(
            f"Nothing in {folder} could be used: {'; '.join(recording.problems[:3]) or 'the exploration is empty'}. "
            "Record the app again."
        )
    first = recording.walk.steps[0].before.package
    recording.walk.package = (
        first
        if packages.get(first, 0) * 10 >= max(packages.values())
        else max(sorted(packages), key=lambda name: packages[name])
    )
    recording.walk.label = folder.name
    return recording


def read_state(path: Path) -> tuple[Hierarchy, dict[int, Node]]:
    """One of DroidBot's state files as a hierarchy, with the nodes by `temp_id`.

    Raises DocError where the file is no state, or has no views.
    """
    data = _json(path)
    if not isinstance(data, dict) or not isinstance(data.get("views"), list):
        raise DocError(f"{path} is not a DroidBot state: it has no list of views.")
    views = [view for view in data["views"] if isinstance(view, dict)]
    if not views:
        raise DocError(f"{path} has no views: the screen was not readable when it was recorded.")
    return _hierarchy(views, str(data.get("foreground_activity") or ""))


def _exploration(folder: Path) -> list[Any]:
    path = folder / "exploration.json"
    if not path.is_file():
        raise DocError(f"{folder} is no recording: there is no exploration.json in it. Name the folder that holds it.")
    data = _json(path)
    if isinstance(data, dict):
        data = data.get("steps")
    if not isinstance(data, list):
        raise DocError(f"{path} is not an exploration: a list of steps was expected.")
    return data


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DocError(f"{path} can't be read ({error.strerror or error}).") from None
    except (ValueError, RecursionError) as error:
        raise DocError(f"{path} is damaged: it is not JSON ({error}).") from None


def _step(recording: Recording, record: Any, number: int, failed: set[str]) -> Step | None:
    if not isinstance(record, dict) or not record.get("state"):
        recording.problems.append(f"Step {number} says no state")
        return None
    before = _state(recording, str(record["state"]), failed)
    if before is None:
        return None
    if not record.get("next_state"):
        # a walk's last record has nowhere to go: its dump still counts
        return Step(before, None, before)
    after = _state(recording, str(record["next_state"]), failed)
    if after is None:
        return None
    return Step(before, _act(recording, record, number), after)


def _state(recording: Recording, name: str, failed: set[str]) -> Hierarchy | None:
    base = Path(name).name
    if base in recording.states:
        return recording.states[base]
    if base in failed:
        return None
    try:
        hierarchy, nodes = read_state(recording.folder / "states" / base)
    except DocError as error:
        failed.add(base)
        recording.problems.append(str(error))
        return None
    recording.states[base], recording.nodes[base] = hierarchy, nodes
    return hierarchy


def _act(recording: Recording, record: dict[str, Any], number: int) -> Act | None:
    action = record.get("action")
    if action is None:
        return None
    kind = _ACTS.get(str(action))
    if kind is None:
        recording.problems.append(f"Step {number} does {action!r}, which is not known")
        return None
    if kind in ("back", "launch"):
        return Act(kind)
    view = record.get("view")
    node = None
    if isinstance(view, dict):
        candidate = recording.nodes[Path(str(record["state"])).name].get(_number(view.get("temp_id"), -1))
        if candidate is not None and _same(candidate, view):
            node = candidate
    if node is None and kind != "scroll":
        recording.problems.append(f"Step {number} points to a view that its state doesn't have")
        return None
    return Act(kind, node, str(record.get("text") or ""))


def _same(node: Node, view: dict[str, Any]) -> bool:
    return node.cls == str(view.get("class") or "") and node.resource_id == str(view.get("resource_id") or "")


def _hierarchy(views: list[dict[str, Any]], activity: str) -> tuple[Hierarchy, dict[int, Node]]:
    nodes = {_number(view.get("temp_id"), index): _node(view) for index, view in enumerate(views)}
    roots: list[Node] = []
    for index, view in enumerate(views):
        key, parent_key = _number(view.get("temp_id"), index), _number(view.get("parent"), -1)
        node, parent = nodes[key], nodes.get(parent_key)
        # a view that names a later one as its parent would make a circle
        if parent is None or parent_key >= key:
            roots.append(node)
        else:
            node.parent, node.index = parent, len(parent.children)
            parent.children.append(node)
    for root in roots:
        _prune(root)
    return Hierarchy(roots=roots, activity=activity), nodes


def _prune(node: Node) -> None:
    """Leave out what isn't visible, as uiautomator does."""
    node.children = [child for child in node.children if child.bounds != _HIDDEN]
    for child in node.children:
        _prune(child)


_HIDDEN = Bounds(-1, -1, -1, -1)


def _node(view: dict[str, Any]) -> Node:
    flags: dict[str, Any] = {ours: bool(view.get(theirs)) for theirs, ours in _FLAGS.items()}
    cls = str(view.get("class") or "")
    if view.get("editable") and not cls.endswith(("EditText", "AutoCompleteTextView", "SearchAutoComplete")):
        # uiautomator tells editable fields by class only
        cls = "android.widget.EditText"
    return Node(
        cls=cls,
        package=str(view.get("package") or ""),
        resource_id=str(view.get("resource_id") or ""),
        text=str(view.get("text") or ""),
        content_desc=str(view.get("content_description") or ""),
        bounds=_bounds(view.get("bounds")) if view.get("visible", True) else _HIDDEN,
        **flags,
    )


def _bounds(value: Any) -> Bounds:
    try:
        (left, top), (right, bottom) = value
        return Bounds(int(left), int(top), int(right), int(bottom))
    except (TypeError, ValueError):
        return Bounds(0, 0, 0, 0)


def _number(value: Any, default: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else default
