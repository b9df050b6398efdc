"""Reading a recording in DroidBot's output format: states as trees, and every recorded step between two of them.

Two sources of steps are told apart, because only one of them may be known to whoever writes a doc: the exploration walk,
and the traces of tasks. Both drive the phone.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from demophone.contract import UiNode
from ground.errors import PhoneError


class RecordingError(PhoneError):
    """The folder is no recording, or holds nothing that can be shown."""


@dataclass(frozen=True)
class NodeKey:
    """What makes two nodes of two states the same: id, class, text and place, not bounds."""

    cls: str
    resource_id: str
    text: str
    path: str

    def __str__(self) -> str:
        return f"{self.cls.rsplit('.', 1)[-1]}#{self.resource_id.rsplit('/', 1)[-1]} {self.text!r}"


@dataclass(eq=False)
class State:
    """One recorded dump."""

    file: str
    identity: str
    """DroidBot's `state_str`: the same with the same texts."""
    structure: str
    """`state_str_content_free`: the same whatever the texts."""
    activity: str
    root: UiNode
    size: tuple[int, int]
    by_view: dict[int, UiNode]
    """DroidBot's view numbers (`temp_id`) to nodes; invisible views have none."""

    @property
    def package(self) -> str:
        return self.activity.split("/", 1)[0] or self.root.package

    def ids(self) -> frozenset[str]:
        return frozenset(node.resource_id for node in self.root.walk() if node.resource_id)


@dataclass(frozen=True)
class Edge:
    """One recorded step."""

    kind: str
    """tap, long_tap, set_text, scroll or back."""
    source: State
    node: NodeKey | None
    text: str
    target: State
    step: int = -1
    """Place in the task's trace; -1 elsewhere."""


@dataclass(frozen=True)
class Task:
    """A task of the recording, with its ground truth as recorded."""

    id: str
    words: str
    start: str
    """Identity of the state it begins in."""
    final: str
    replayable: bool
    steps: tuple[dict[str, Any], ...]
    published: dict[str, bool] = field(default_factory=dict)


_KINDS = {
    "click": "tap",
    "tap": "tap",
    "long_click": "long_tap",
    "long_tap": "long_tap",
    "set_text": "set_text",
    "scroll": "scroll",
}


class Recording:
    """One app's folder. Raises RecordingError where it is none; what is damaged in it is skipped and told in `problems`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[str] = []
        if not (folder / "states").is_dir():
            raise RecordingError(f"{folder} is no DroidBot recording: it has no folder states/.")
        self.states: dict[str, State] = {}
        for file in sorted((folder / "states").glob("state_*.json")):
            state = self._state(file)
            if state is not None:
                self.states[file.name] = state
        if not self.states:
            raise RecordingError(f"{folder} has no readable state. {'; '.join(self.problems[:3])}")
        self.by_identity: dict[str, State] = {}
        self.by_structure: dict[str, list[State]] = defaultdict(list)
        for state in self.states.values():
            self.by_identity.setdefault(state.identity, state)
            self.by_structure[state.structure].append(state)
        self.edges: list[Edge] = [*self._event_edges(), *self._walk_edges()]
        self.tasks: dict[str, Task] = {task.id: task for task in self._tasks()}

    def _json(self, file: Path) -> Any:
        try:
            return json.loads(file.read_text("utf-8"))
        except (OSError, ValueError) as error:
            self.problems.append(f"{file.name}: {error}")
            return None

    def _state(self, file: Path) -> State | None:
        data = self._json(file)
        if not isinstance(data, dict) or not data.get("views"):
            self.problems.append(f"{file.name}: no views")
            return None
        nodes: dict[int, UiNode] = {}
        root: UiNode | None = None
        for number, view in enumerate(data["views"]):
            parent = nodes.get(view.get("parent", -1))
            if not view.get("visible", True) or (parent is None and root is not None):
                continue  # an invisible view is in no dump, nor is what hangs below it
            node = _node(view)
            nodes[view.get("temp_id", number)] = node
            if parent is None:
                root = node
            else:
                node.parent, node.index = parent, len(parent.children)
                parent.children.append(node)
        if root is None:
            self.problems.append(f"{file.name}: no visible view")
            return None
        return State(
            file.name,
            data.get("state_str", file.name),
            data.get("state_str_content_free", file.name),
            data.get("foreground_activity") or "",
            root,
            (data.get("width") or 1080, data.get("height") or 2280),
            nodes,
        )

    def _event_edges(self) -> Iterator[Edge]:
        for file in sorted((self.folder / "events").glob("event_*.json")):
            data = self._json(file)
            if not isinstance(data, dict) or not isinstance(data.get("event"), dict):
                continue
            event = data["event"]
            source, target = (
                self.by_identity.get(data.get("start_state", "")),
                self.by_identity.get(data.get("stop_state", "")),
            )
            kind = (
                "back"
                if event.get("event_type") == "key" and event.get("name") == "BACK"
                else _KINDS.get(event["event_type"])
            )
            if kind is None:
                continue
            if source is None or target is None:
                self.problems.append(f"{file.name}: leads from or to a state that isn't there")
                continue
            node = node_of(source, event.get("view"))
            if node is None and kind not in ("back", "scroll"):
                self.problems.append(f"{file.name}: its view is not in its state")
                continue
            yield Edge(kind, source, key_of(acted_on(node, kind)) if node else None, event.get("text") or "", target)

    def _walk_edges(self) -> Iterator[Edge]:
        walk = self._json(self.folder / "exploration.json")
        for at, step in enumerate(walk if isinstance(walk, list) else []):
            source, target = self.states.get(step.get("state", "")), self.states.get(step.get("next_state", ""))
            action = step.get("action")
            kind = "back" if action == "back" else _KINDS.get(action or "")
            if kind is None:
                continue
            if source is None or target is None:
                self.problems.append(f"exploration.json, step {at}: leads from or to a state that isn't there")
                continue
            node = node_of(source, step.get("view"))
            if node is None and kind not in ("back", "scroll"):
                continue
            yield Edge(kind, source, key_of(acted_on(node, kind)) if node else None, step.get("text") or "", target)

    def _tasks(self) -> Iterator[Task]:
        file = self.folder / "tasks.json"
        data = self._json(file) if file.exists() else []
        for task in data if isinstance(data, list) else []:
            yield Task(
                task["id"],
                task["task"],
                task["start_state"],
                task["final_state"],
                bool(task.get("replayable", True)),
                tuple(task["steps"]),
                task.get("published_results") or {},
            )

    def trace(self, task: Task) -> list[Edge]:
        """The task's own steps as edges; a step whose view isn't in its state is left out and told in `problems`."""
        edges = []
        for at, step in enumerate(task.steps[:-1]):
            source = self.states.get(step["state_file"])
            target = self.states.get(task.steps[at + 1]["state_file"])
            kind = _KINDS.get(step["action"])
            if source is None or target is None or kind is None:
                self.problems.append(f"{task.id}, step {at}: can't be placed")
                continue
            node = node_of(source, step.get("view"))
            if node is None and kind != "scroll":
                self.problems.append(f"{task.id}, step {at}: its view is not in its state")
                continue
            key = key_of(acted_on(node, kind)) if node else None
            edges.append(Edge(kind, source, key, step.get("input") or "", target, at))
        return edges


def _node(view: dict[str, Any]) -> UiNode:
    (left, top), (right, bottom) = view.get("bounds") or [[0, 0], [0, 0]]
    cls = view.get("class") or "android.view.View"
    if view.get("editable") and not cls.endswith(("EditText", "AutoCompleteTextView")):
        cls = "android.widget.EditText"  # uiautomator tells a field by its class only
    return UiNode(
        cls=cls,
        package=view.get("package") or "",
        resource_id=view.get("resource_id") or "",
        text=view.get("text") or "",
        content_desc=view.get("content_description") or "",
        checkable=bool(view.get("checkable")),
        checked=bool(view.get("checked")),
        clickable=bool(view.get("clickable")),
        enabled=bool(view.get("enabled", True)),
        focusable=bool(view.get("focusable")),
        focused=bool(view.get("focused")),
        scrollable=bool(view.get("scrollable")),
        long_clickable=bool(view.get("long_clickable")),
        password=bool(view.get("is_password")),
        selected=bool(view.get("selected")),
        bounds=(left, top, right, bottom),
    )


def node_of(state: State, view: dict[str, Any] | None) -> UiNode | None:
    """The state's node for a recorded view: by its number where class and bounds agree, else by class, id and bounds."""
    if not view:
        return None
    wanted = _node(view)
    node = state.by_view.get(view.get("temp_id", -1))
    if node is not None and node.cls == wanted.cls and node.bounds == wanted.bounds:
        return node
    for node in state.root.walk():
        if (node.cls, node.resource_id, node.bounds) == (wanted.cls, wanted.resource_id, wanted.bounds):
            return node
    return None


def acted_on(node: UiNode, kind: str) -> UiNode:
    """The nearest clickable (for typing: editable) node at or above; the node itself where there is none."""
    at: UiNode | None = node
    while at is not None:
        if is_editable(at) if kind == "set_text" else at.clickable or (kind == "long_tap" and at.long_clickable):
            return at
        at = at.parent
    return node


def is_editable(node: UiNode) -> bool:
    return node.cls.endswith(("EditText", "AutoCompleteTextView"))


def path_of(node: UiNode) -> str:
    """Classes and positions from the root."""
    steps: list[str] = []
    at: UiNode | None = node
    while at is not None:
        steps.append(f"{at.cls.rsplit('.', 1)[-1]}[{at.index}]")
        at = at.parent
    return "/".join(reversed(steps))


def key_of(node: UiNode) -> NodeKey:
    return NodeKey(node.cls, node.resource_id, node.text, path_of(node))


def right_text(typed: str, recorded: str, words: str) -> bool:
    """Whether a typed text is right: the recorded one, or one that stands in the task's own words, a file's extension
    there or not."""
    if typed == recorded:
        return True
    bare = typed.strip().casefold()
    stem = bare.rsplit(".", 1)[0] if "." in bare[1:] else bare
    words = words.casefold()
    return bool(bare) and any(words.find(form) >= 0 and _whole(words, form) for form in {bare, stem} if form)


def _whole(words: str, form: str) -> bool:
    at = words.find(form)
    while at >= 0:
        before, after = words[at - 1 : at], words[at + len(form) : at + len(form) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = words.find(form, at + 1)
    return False
