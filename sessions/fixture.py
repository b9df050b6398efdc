"""A session as a recorded app: a folder that the demo phone can show, and a test that replays the session on it.

For bug reports: whoever gets it sees the screens that were seen, with the steps between them, and needs neither the phone
nor the app. The folder has DroidBot's form, which the demo phone reads. It holds what the screens said.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from lxml import etree

from ground.errors import SettingsError, StoreError

from .records import SessionDetail

Load = Callable[[str], bytes]
_BOUNDS = re.compile(r"\[(-?\d+),(-?\d+)\]\[(-?\d+),(-?\d+)\]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:x?0?[0-9a-fA-F]);")
_FLAGS = ("checkable", "checked", "clickable", "enabled", "focusable", "focused", "scrollable", "selected")
_ACTIONS = {"tap": "tap", "long_press": "long_tap", "type": "set_text", "swipe": "scroll"}

_TEST = '''\
"""What happened in session {id}: {task}

It ended {status}: {answer}
"""

from itertools import pairwise
from pathlib import Path

from bench.quiet import Nobody
from demophone.process import DemoPhoneProcess
from interpreter.consent.policy import Policy
from interpreter.replay.replaying import replay_session
from phones.android import open_phone
from sessions import reading
from sessions.portable import import_session, read_portable
from sessions.store import Store

HERE = Path(__file__).parent


def test_session_{id}(tmp_path: Path) -> None:
    with Store(tmp_path / "sessions.db") as store, DemoPhoneProcess(recorded=HERE / "app") as demo:
        session = import_session(store, read_portable((HERE / "session.json").read_text("utf-8"), "session.json"))
        detail = reading.load_session(store, session)
        phone = open_phone(demo.address)
        try:
            result = replay_session(
                detail, lambda sha: reading.blob(store, sha), phone, policy=Policy(), person=Nobody()
            )
        finally:
            phone.close()
    # what should have happened instead is for you to say
    assert result.ok, "; ".join(f"{{v.call}}: {{v.note}}" for v in result.verdicts if v.verdict not in ("same", "healed"))
'''


def write_fixture(detail: SessionDetail, load: Load, portable: str, folder: Path) -> list[Path]:
    """Write the recorded app, the session and the test skeleton; returns the files' folders and names.

    `portable` is the session as `sessions.portable.export_session` gives it. Raises SettingsError where the folder isn't
    empty, or no screens are kept: it had none, or they are gone.
    """
    if folder.exists() and any(folder.iterdir()):
        raise SettingsError(f"{folder} is not empty. Choose another folder: -o FOLDER")
    steps = _steps(detail, load)
    if not steps.states:
        raise StoreError(f"Session {detail.head.id} keeps no screens, so there is nothing to show on a phone.")
    states = folder / "app" / "states"
    states.mkdir(parents=True)
    for name, state in steps.states.items():
        (states / name).write_text(json.dumps(state, ensure_ascii=False, indent=1), "utf-8")
    (folder / "app" / "exploration.json").write_text(json.dumps(steps.walk, ensure_ascii=False, indent=1), "utf-8")
    (folder / "session.json").write_text(portable, "utf-8")
    said = {k: " ".join(str(v).split()).replace("\\", "/").replace('"""', "'''") for k, v in vars(detail.head).items()}
    test = folder / f"test_session_{detail.head.id}.py"
    test.write_text(
        _TEST.format(id=said["id"], task=said["task"], status=said["status"], answer=said["answer"]), "utf-8"
    )
    return [folder / "app", folder / "session.json", test]


class _Recording:
    """States by their file's name, and the walk between them."""

    def __init__(self) -> None:
        self.states: dict[str, dict[str, Any]] = {}
        self.walk: list[dict[str, Any]] = []
        self._names: dict[str, str] = {}

    def add(self, sha: str, load: Load, package: str) -> str:
        """The file name of a dump's state; empty where it is gone or shows nothing."""
        if sha not in self._names:
            self._names[sha] = ""
            try:
                state = _state(load(sha), sha, package)
            except StoreError:
                state = None
            if state is not None:
                self._names[sha] = f"state_{len(self.states):03}.json"
                self.states[self._names[sha]] = state
        return self._names[sha]


def _steps(detail: SessionDetail, load: Load) -> _Recording:
    found = _Recording()
    # every touch with the dump it was made on, in order; what it led to is the next one's, or the call's own end
    line: list[tuple[str, dict[str, Any] | None]] = []
    for call in detail.calls:
        if call.acts:
            line += [(str(act.get("xml", "")), act) for act in call.acts if act.get("xml")]
        elif call.xml_before:
            line.append((call.xml_before, None))
        if call.xml_after:
            line.append((call.xml_after, None))
    for (sha, act), (next_sha, _) in pairwise([*line, ("", None)]):
        state = found.add(sha, load, detail.head.app)
        if act is None or not next_sha or not state:
            continue
        after = found.add(next_sha, load, detail.head.app)
        action = "back" if act.get("key") == "back" else _ACTIONS.get(act["act"], "")
        if after and action:
            step: dict[str, Any] = {"state": state, "action": action, "next_state": after}
            if action in ("tap", "long_tap", "set_text"):
                step["view"] = _view_at(found.states[state], act)
            if action == "set_text":
                step["text"] = act.get("text", "")
            found.walk.append(step)
    return found


def _state(xml: bytes, sha: str, package: str) -> dict[str, Any] | None:
    """A dump in DroidBot's form: the window in front as a flat list of views."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=True)
    text = _CONTROL.sub("", xml.decode("utf-8", "replace"))
    root = etree.fromstring(text.encode(), parser) if text.strip() else None
    if root is None:
        return None
    windows = [w for w in root if isinstance(w.tag, str)]
    own = [w for w in windows if w.get("package") == package] or [
        w for w in windows if "systemui" not in (w.get("package") or "")
    ]
    if not own:
        return None
    views: list[dict[str, Any]] = []
    _add(own[-1], -1, views)
    right, bottom = views[0]["bounds"][1]
    return {
        "state_str": sha,
        "state_str_content_free": _shape(views),
        "foreground_activity": f"{package}/",
        "width": right,
        "height": bottom,
        "views": views,
    }


def _add(node: etree._Element, parent: int, views: list[dict[str, Any]]) -> None:
    match = _BOUNDS.match(node.get("bounds") or "")
    left, top, right, bottom = map(int, match.groups()) if match else (0, 0, 0, 0)
    number = len(views)
    view: dict[str, Any] = {
        "temp_id": number,
        "parent": parent,
        "visible": True,
        "class": node.get("class") or "",
        "package": node.get("package") or "",
        "resource_id": node.get("resource-id") or "",
        "text": node.get("text") or "",
        "content_description": node.get("content-desc") or "",
        "long_clickable": node.get("long-clickable") == "true",
        "is_password": node.get("password") == "true",
        "bounds": [[left, top], [right, bottom]],
    }
    views.append(view | {flag: node.get(flag) == "true" for flag in _FLAGS})
    for child in node:
        if isinstance(child.tag, str):
            _add(child, number, views)


def _shape(views: list[dict[str, Any]]) -> str:
    return "|".join(f"{v['class'].rsplit('.', 1)[-1]}#{v['resource_id'].rsplit('/', 1)[-1]}" for v in views)


def _view_at(state: dict[str, Any], act: dict[str, Any]) -> dict[str, Any] | None:
    """The view under a touch: the deepest that has the pixel; for typing the field with the focus."""
    if act["act"] == "type":
        return next((v for v in state["views"] if v["focused"]), None)
    x, y = act["x"], act["y"]
    under = [
        v
        for v in state["views"]
        if v["bounds"][0][0] <= x < v["bounds"][1][0] and v["bounds"][0][1] <= y < v["bounds"][1][1]
    ]
    return under[-1] if under else None
