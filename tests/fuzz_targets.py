"""What takes in bytes that somebody else may have made, each as a function that raises nothing but what it says it raises.

`tests/test_fuzzing.py` throws a little at them each time, `tests/fuzz_longer.py` as much as one likes.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from agent.fit.doubts import doubts
from agent.learn.describing import read_reply
from agent.record import saved_tasks
from agent.record.from_elsewhere import session_from_elsewhere
from apidocs.doc import AppDoc
from apidocs.doc.stubs import render_stubs
from apidocs.explore.droidbot import read_recording
from apidocs.explore.walk import Step, Walk
from apidocs.keep import store
from apidocs.keep.foreign import cautious, flaws_of
from apidocs.make.building import build_doc
from apidocs.screens.recognising import ScreenIndex
from demophone.adbd import Transport
from demophone.device import Device
from demophone.phone import DemoPhone
from ground import paths
from ground.errors import DocError, PhoneError, SettingsError, StoreError
from interpreter.check.preflight import Problem, shape, syntax
from phones.hierarchy import Hierarchy, HierarchyError
from tests.apidocs.typed import typed_stubs
from thumbwright.use.policies import make_policy

DATA = Path(__file__).parent / "ui" / "data"
NOTES = AppDoc.model_validate_json((DATA / "app.demo.notes.json").read_text("utf-8"))
Target = Callable[[bytes], object]


def text_of(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def dump(data: bytes) -> None:
    """A dump of a screen, as a phone sends it: read, told apart, its controls collected."""
    with contextlib.suppress(HierarchyError, DocError):
        hierarchy = Hierarchy.parse(data)
        ScreenIndex(NOTES).identify(hierarchy)
        build_doc(Walk("a", "A", steps=[Step(hierarchy, None, hierarchy)]))


def doc(data: bytes) -> None:
    """An app's doc. One that is let in can be made into stubs, and those are Python."""
    text = text_of(data)
    if not flaws_of(text):
        found = cautious(AppDoc.model_validate_json(text))
        render_stubs(found)
        compile(typed_stubs(found), "stubs", "exec")


def overlay(data: bytes) -> None:
    """Hand edits of a doc."""
    path = store.overlay_path(NOTES.package)
    path.write_bytes(data)
    with contextlib.suppress(DocError):
        store.load_overlay(NOTES.package)


def saved_task(data: bytes) -> None:
    with contextlib.suppress(SettingsError):
        saved_tasks.from_elsewhere(text_of(data), "task", "task.md").report()


def session(data: bytes) -> None:
    with contextlib.suppress(StoreError):
        session_from_elsewhere(text_of(data), "session.json")


def policy(data: bytes) -> None:
    """The settings' rules. What can't be read allows nothing."""
    file = paths.config_file()
    paths.private_dir(file.parent)
    file.write_bytes(data)
    with contextlib.suppress(SettingsError):
        make_policy(())


def droidbot(data: bytes) -> None:
    """A recording of DroidBot's: the first line's worth is its exploration, the rest one of its states."""
    exploration, _, state = data.partition(b"\n\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "states").mkdir()
        (folder / "exploration.json").write_bytes(exploration)
        (folder / "states" / "state_1.json").write_bytes(state)
        with contextlib.suppress(DocError):
            build_doc(read_recording(folder).walk)


def script(data: bytes) -> None:
    """What a model may write."""
    text = text_of(data)
    tree = syntax(text)
    if not isinstance(tree, Problem):
        list(shape(tree))
    doubts(text, "delete the note Milk", NOTES)


def described(data: bytes) -> None:
    """What a model says of controls."""
    read_reply(text_of(data))


class _Sink:
    """Takes what a transport sends, as a socket would."""

    def write(self, data: bytes) -> None:
        return

    async def drain(self) -> None:
        return

    def close(self) -> None:
        return


def _phone() -> DemoPhone:
    return DemoPhone(Device())


def adbd(data: bytes) -> None:
    """What an adb server sends to the phone: it hangs up on nonsense, and that is all."""

    async def run() -> None:
        reader = asyncio.StreamReader()
        reader.feed_data(data)
        reader.feed_eof()
        sink: Any = _Sink()
        await Transport(reader, sink, b"device::", None, _phone().services.open).run()
        for _ in range(5):
            await asyncio.sleep(0)
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in left:
            task.cancel()
        for found in await asyncio.gather(*left, return_exceptions=True):
            if isinstance(found, Exception) and not isinstance(found, PhoneError | ConnectionError):
                raise found

    asyncio.run(run())


def rpc(data: bytes) -> None:
    """A request to the phone's uiautomator server: an answer that is JSON, whatever it was."""
    json.loads(asyncio.run(_phone().services.rpc.handle(data)))


TARGETS: dict[str, Target] = {
    one.__name__: one
    for one in (dump, doc, overlay, saved_task, session, policy, droidbot, script, described, adbd, rpc)
}


def seeds() -> dict[str, list[bytes]]:
    """Something whole for each to begin with."""
    message = b"CNXN\x01\x00\x00\x01\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00\x00\x00\xbc\xb1\xa7\xb1"
    hierarchy = (
        b'<?xml version="1.0"?><hierarchy rotation="0"><node index="0" text="Save" resource-id="b:id/save" '
        b'class="android.widget.Button" package="a" content-desc="" checkable="false" checked="false" clickable="true" '
        b'enabled="true" focusable="true" focused="false" scrollable="false" long-clickable="false" password="false" '
        b'selected="false" bounds="[0,0][1080,200]"/></hierarchy>'
    )
    small = NOTES.model_copy(update={"screens": NOTES.screens[:1], "transitions": [], "samples": NOTES.samples[:1]})
    small_text = small.model_dump_json(exclude_defaults=True)
    front = f'thumbwright_task = 1\ntask = "count"\napp = "{NOTES.package}"'
    task = f"+++\n{front}\n+++\n\n```python\nfinish(1)\n```\n\n```json\n{small_text}\n```\n"
    view = {
        "temp_id": 0,
        "class": "android.widget.Button",
        "text": "OK",
        "bounds": [[0, 0], [9, 9]],
        "children": [],
        "parent": -1,
    }
    state = {"views": [view], "foreground_activity": "a/.B"}
    exploration = [{"state": "state_1.json", "next_state": "state_1.json", "action": {"type": "click", "view": 0}}]
    return {
        "dump": [hierarchy],
        "doc": [small_text.encode()],
        "overlay": [b'removed = ["x"]\n[screens.main.elements.search]\nname = "look"\neffect = "read"\n'],
        "saved_task": [task.encode()],
        "session": [(Path(__file__).parent.parent / "sessions" / "bundled" / "first.json").read_bytes()[:200_000]],
        "policy": [b'ask_from = "commit"\nallow = ["commit"]\n[policy]\ndelete = "never"\n[policy."com.a"]\nsend = "ask"\n'],
        "droidbot": [json.dumps(exploration).encode() + b"\n\n" + json.dumps(state).encode()],
        "script": [b'for note in main.notes():\n    note.long_press()\nfinish("x")\n'],
        "described": [b"- shutter: take a picture; snap, capture\n"],
        "adbd": [message, message + b"OPEN" + bytes(20)],
        "rpc": [
            b'{"jsonrpc":"2.0","id":1,"method":"dumpWindowHierarchy","params":[false,50]}',
            b'{"method":"click","params":[1,2]}',
        ],
    }  # fmt: skip
