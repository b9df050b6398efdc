"""The phone that shows a recording, from a task's own start state, and writes down every act with the edge it took.

An act goes along the recorded edge: first this task's trace, then the same state and node, then the same structure; else
it has its generic meaning (toggle, radio, typed text, scroll, back, cancel); else the run has left the recording, and the
screen stays empty from then on, or as it is where that is asked for. What a generic act changed is shown until another
recorded state comes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from demophone.contract import AppEntry, UiNode

from .picture import wireframe
from .recording import Edge, NodeKey, Recording, State, Task, acted_on, is_editable, key_of, right_text
from .shown import Shown

BACK, HOME, ENTER = 4, 3, 66
LONG_PRESS_MS = 400
LAUNCHER = "com.android.launcher3"


@dataclass
class Logged:
    """One act, as the scorer reads it."""

    kind: str
    """tap, long_tap, set_text, scroll, back or launch."""
    state: str
    """File of the state it was done in."""
    node: NodeKey | None
    text: str
    how: str
    """trace, state, structure, or the generic meaning (toggle, radio, typed, focus, scroll, back, cancel, chosen), or left."""
    after: str
    """File of the state after it."""


class RecordedDevice:
    """Fulfils `contract.DeviceApi` from a recording."""

    def __init__(self, folder: Path) -> None:
        self.recording = Recording(folder)
        first = next(iter(self.recording.states.values()))
        self.width, self.height = first.size
        self.rotation = 0
        self.props = {
            "ro.product.name": "recorded",
            "ro.product.model": f"Recording of {folder.name}",
            "ro.product.device": "recorded",
            "ro.product.brand": "demo",
            "ro.product.cpu.abi": "x86_64",
            "ro.build.version.sdk": "33",
            "ro.build.version.release": "13",
            "ro.serialno": f"recorded-{folder.name}",
            "persist.sys.locale": "en-US",
        }
        self.settings: dict[tuple[str, str], str] = {("secure", "default_input_method"): "demo/.Keyboard"}
        self.imes = ["demo/.Keyboard"]
        self.screen_on, self.locked, self.auto_rotate = True, False, False
        self.clipboard, self.pin = "", ""
        self.label = folder.name.replace("_", " ").capitalize()
        self.task: Task | None = None
        self.home = self._walk_start()
        """Where the exploration walk began: what a launch shows without a task."""
        self.begin("")

    # what the benchmark says over the control channel

    def begin(self, task_id: str, *, stays: bool = False) -> dict[str, Any]:
        """Start anew: at the task's start state, or with no task at the walk's first one. `stays`: where the run leaves the
        recording, the screen is shown on as it is, and nothing changes it any more."""
        recording = self.recording
        self.task = recording.tasks.get(task_id)
        self.trace: list[Edge] = recording.trace(self.task) if self.task else []
        self.reached = -1
        """Step of the trace that was taken last."""
        start = recording.states.get(self.task.steps[0]["state_file"]) if self.task else None
        if start is None and self.task is not None:
            start = recording.by_identity.get(self.task.start)
        if start is None:
            start = self.home
        self.start_state: State = start
        self.package = self.home.package
        """Of the recorded app; other apps' screens may be in the recording as well."""
        self.now = Shown(start)
        self.history: list[Shown] = []
        self.log: list[Logged] = []
        self.left = False
        self.stays = stays
        self.running = True
        return {"task": self.task.words if self.task else "", "package": self.package, "label": self.label}

    def _walk_start(self) -> State:
        walk = self.recording._json(self.recording.folder / "exploration.json")
        for step in walk if isinstance(walk, list) else []:
            if step.get("state") in self.recording.states:
                return self.recording.states[step["state"]]
        return next(iter(self.recording.states.values()))

    def report(self) -> dict[str, Any]:
        """What was done since `begin`: for the scorer."""
        return {
            "left": self.left,
            "final": self.now.state.file,
            "checked": self.now.values(),
            "log": [asdict(entry) for entry in self.log],
        }

    # what the wire side asks

    def windows(self) -> list[UiNode]:
        if self.left and not self.stays or not self.running:
            package = LAUNCHER if not self.running else self.package
            return [UiNode("android.widget.FrameLayout", package, bounds=(0, 0, self.width, self.height))]
        return [self.now.root]

    def tap(self, x: float, y: float, hold_ms: int = 0) -> bool:
        node = self.now.at(x, y)
        if node is None or self.left or not self.running:
            return node is not None
        kind = "long_tap" if hold_ms >= LONG_PRESS_MS else "tap"
        target = acted_on(node, kind)
        edge = self._edge(kind, target)
        if edge is not None:
            self._go(edge, kind, target)
        else:
            self._generic_tap(kind, target)
        return True

    def _generic_tap(self, kind: str, target: UiNode) -> None:
        if kind == "tap":
            if is_editable(target):
                self._stay(kind, target, "focus")
                self.now.focus(target)
                return
            if target.cls.endswith(("RadioButton", "CheckedTextView")) and target.checkable:
                self._stay(kind, target, "chosen" if target.checked else "radio")
                self.now.choose(target)
                return
            switch = switch_of(target)
            if switch is not None:
                self._stay(kind, target, "toggle")
                self.now.toggle(switch)
                return
            if target.resource_id == "android:id/button2" or target.text.casefold() == "cancel":
                self._back(kind, target, "cancel")
                return
        self._leave(kind, target, "")

    def type_text(self, text: str, *, replace: bool) -> bool:
        field = next((node for node in self.now.root.walk() if node.focused and is_editable(node)), None)
        if field is None or self.left:
            return False
        return self.set_node_text(field, text if replace else field.text + text)

    def set_node_text(self, node: UiNode, text: str) -> bool:
        if self.left or not is_editable(node):
            return False
        if not text:
            self.now.set_text(node, "")  # emptied to be typed into: not an act yet
            return True
        edge = self._edge("set_text", node, text)
        if edge is not None:
            self._go(edge, "set_text", node, text)
            self.now.show_typed(key_of(node), edge.text, text)
        else:
            self._stay("set_text", node, "typed", text)
            self.now.set_text(node, text)
        return True

    def drag(self, x1: float, y1: float, x2: float, y2: float, duration_ms: int) -> bool:
        if abs(x1 - x2) < 20 and abs(y1 - y2) < 20:
            return self.tap(x1, y1, duration_ms)
        self._scroll(down=y2 < y1)
        return True

    def scroll_node(self, node: UiNode, *, forward: bool, horizontal: bool = False) -> bool:
        return self._scroll(down=forward)

    def _scroll(self, *, down: bool) -> bool:
        if self.left:
            return False
        if down:
            edge = self._edge("scroll", None)
            if edge is not None:
                self._go(edge, "scroll", None)
                return True
        elif self.log and self.history and self.log[-1].kind == "scroll" and self.log[-1].how != "scroll":
            self._back("scroll", None, "back")
            return True
        self._stay("scroll", None, "scroll")
        return False

    def key(self, code: int, meta: int = 0) -> bool:
        if code == BACK and not self.left:
            edge = self._edge("back", None)
            if edge is not None:
                self._go(edge, "back", None)
            else:
                self._back("back", None, "back")
        elif code == HOME and not self.left:
            self.running = False
        return True

    def start(self, package: str, activity: str = "") -> bool:
        if package != self.package:
            return False
        if not self.left and (not self.running or self.now.state.package != package):
            self.running = True
            self._log("launch", None, "", "launch", self.start_state)
            self.now, self.history = Shown(self.start_state), []
        return True

    def stop_app(self, package: str) -> None:
        if package == self.package:
            self.running = False

    # edges

    def _edge(self, kind: str, node: UiNode | None, text: str = "") -> Edge | None:
        key = self.now.recorded_key(node) if node is not None else None
        state = self.now.state
        ahead = [edge for edge in self.trace if edge.step > self.reached] + self.trace
        words = self.task.words if self.task else ""
        return (
            _first(
                ahead,
                kind,
                lambda e: e.source.identity == state.identity and e.node == key and self._says(e, text, words),
            )
            or _first(
                self.recording.edges,
                kind,
                lambda e: e.source.identity == state.identity and e.node == key and e.text == text,
            )
            or _first(
                [*ahead, *self.recording.edges],
                kind,
                lambda e: e.source.structure == state.structure and _alike(e.node, key) and self._says(e, text, words),
            )
        )

    def _says(self, edge: Edge, text: str, words: str) -> bool:
        if edge.kind != "set_text":
            return True
        return right_text(text, edge.text, words) if edge.step >= 0 else edge.text == text

    def _go(self, edge: Edge, kind: str, node: UiNode | None, text: str = "") -> None:
        same = edge.source.identity == self.now.state.identity
        how = "structure" if not same else "trace" if edge.step >= 0 else "state"
        if edge.step >= 0:
            self.reached = edge.step
        self._log(kind, node, text, how, edge.target)
        if kind == "back" and self.history:
            self.history.pop()
        elif kind != "back":
            self.history.append(self.now)
        self.now = Shown(edge.target)

    def _stay(self, kind: str, node: UiNode | None, how: str, text: str = "") -> None:
        self._log(kind, node, text, how, self.now.state)

    def _back(self, kind: str, node: UiNode | None, how: str) -> None:
        if not self.history:
            self._leave(kind, node, "")
            return
        before = self.history.pop()
        self._log(kind, node, "", how, before.state)
        self.now = before

    def _leave(self, kind: str, node: UiNode | None, text: str) -> None:
        self._log(kind, node, text, "left", self.now.state)
        self.left = True

    def _log(self, kind: str, node: UiNode | None, text: str, how: str, after: State) -> None:
        key = self.now.recorded_key(node) if node is not None else None
        self.log.append(Logged(kind, self.now.state.file, key, text, how, after.file))

    # the rest of a phone, as far as a recording has one

    def apps(self) -> list[AppEntry]:
        activity = self.start_state.activity.split("/", 1)[-1] or ".Main"
        return [AppEntry(self.package, self.label, activity)]

    def foreground(self) -> tuple[str, str]:
        if not self.running:
            return LAUNCHER, ".Launcher"
        package, _, activity = self.now.state.activity.partition("/")
        return package or self.package, activity

    def clear_data(self, package: str) -> bool:
        return False

    def uninstall(self, package: str) -> bool:
        return False

    def install_keyboard(self) -> None:
        return

    def pid_of(self, package: str) -> int:
        return 4321 if self.running and package == self.package else 0

    def set_rotation(self, quarter_turns: int, *, freeze: bool) -> None:
        return

    def wake(self) -> None:
        return

    def sleep(self) -> None:
        return

    def unlock(self) -> None:
        return

    def open_notifications(self) -> bool:
        return False

    def open_quick_settings(self) -> bool:
        return False

    def close_shade(self) -> None:
        return

    def open_url(self, url: str) -> None:
        return

    def last_toast(self) -> str:
        return ""

    def clear_toast(self) -> None:
        return

    def screenshot_png(self) -> bytes:
        return wireframe(self.windows(), self.width, self.height)

    def settled(self) -> bool:
        return True

    def app_state(self, package: str) -> dict[str, object]:
        return self.report()


def switch_of(node: UiNode) -> UiNode | None:
    """The one thing in a node that can be switched: itself, or the only checkable below it."""
    if node.checkable:
        return node
    below = [one for one in node.walk() if one.checkable]
    return below[0] if len(below) == 1 else None


def _first(edges: Iterable[Edge], kind: str, fits: Any) -> Edge | None:
    return next((edge for edge in edges if edge.kind == kind and fits(edge)), None)


def _alike(one: NodeKey | None, other: NodeKey | None) -> bool:
    """The same node in a state of the same structure: the words may be others only where it has none of its own."""
    if one is None or other is None:
        return one is other
    return replace(one, path="") == replace(other, path="") and one.path == other.path
