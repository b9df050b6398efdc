"""The recorded sessions that replays are measured on: samples of the demo apps' docs, run once on a fresh phone.

The docs are learned by exploring, their samples made by rule; nobody chose them for being easy to replay. A sample whose
run isn't done, or touches nothing, is no session. Everything happens on a demo phone in this process.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from agent.learn.learning import doc_from
from agent.record.acts import ActRecorder
from agent.record.recording import StoreRecorder, doc_for_replay
from apidocs.doc import AppDoc, Effect
from apidocs.explore.exploring import explore
from demophone.device import Device
from demophone.mutating import MutatedDevice, Mutation
from demophone.phone import DemoPhoneThread
from demophone.system import touch
from demophone.system.finger import Finger
from demophone.toolkit.view import View
from interpreter.consent.policy import Policy
from interpreter.run.runner import run_script
from phones.android import AndroidPhone, open_phone
from sessions.bundled import CLOCK
from sessions.store import Store

from .quiet import Nobody

EXPLORING = frozenset({Effect.READ, Effect.NAVIGATE, Effect.INPUT, Effect.SETTINGS, Effect.COMMIT})
ALL = frozenset(Effect)


@dataclass
class Touched:
    """What touches changed: for telling a wrong tap from a right one."""

    changing: list[str] = field(default_factory=list)
    """What was touched when the phone's stored state changed, by a name that no mutation alters."""


class Bench:
    """A demo phone whose device can be exchanged under the connection."""

    def __init__(self) -> None:
        self.touched = Touched()
        self._stack = contextlib.ExitStack()
        self._thread = self._stack.enter_context(DemoPhoneThread(self._device))
        self.phone: AndroidPhone = open_phone(self._thread.serial)
        self._stack.callback(self.phone.close)

    def close(self) -> None:
        self._stack.close()

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _device(self, mutation: Mutation | None = None, clock: datetime | None = None) -> Device:
        options: dict[str, Any] = {"fixed_clock": clock or datetime.fromisoformat(CLOCK)}
        device = MutatedDevice(mutation=mutation, **options) if mutation is not None else Device(**options)
        device.finger = _WatchedFinger(device, self.touched)
        return device

    def reset(self, mutation: Mutation | None = None, clock: datetime | None = None) -> None:
        """A factory-new phone behind the same connection, its clock standing where all sessions were recorded, or at `clock`."""
        self.touched = Touched()
        self._thread.call(lambda: self._thread.phone.replace_device(self._device(mutation, clock)))

    def state(self) -> str:
        """Everything the phone has stored, as text that can be compared."""
        return self._thread.call(lambda: state_of(self._device_now()))

    def _device_now(self) -> Device:
        device = self._thread.phone.device
        assert isinstance(device, Device)
        return device


def state_of(device: Device) -> str:
    """What the apps and the system have stored, and what was sent."""
    stored = {app.package: device.app_state(app.package) for app in device.apps()}
    settings = sorted((f"{space}/{key}", value) for (space, key), value in device.settings.items())
    # which keyboard types is the connection's business
    settings = [pair for pair in settings if "input_method" not in pair[0]]
    return json.dumps([stored, settings, device.sent], sort_keys=True, default=str)


class _WatchedFinger(Finger):
    """Notes which touches change what is stored."""

    def __init__(self, device: Device, touched: Touched) -> None:
        super().__init__(device)
        self._touched = touched

    def _touch(self, x: float, y: float, long: bool) -> None:
        before, name = state_of(self.device), self._origin(x, y)
        super()._touch(x, y, long)
        if state_of(self.device) != before:
            self._touched.changing.append(name)

    def _origin(self, x: float, y: float) -> str:
        """Who handles a touch there, whatever it is called in this version: the code, and what it is bound to."""
        window = self._window_at(x, y)
        view: View | None = touch.touched(window.root, x, y) if window is not None else None
        handler = view.on_click if view is not None else None
        code = getattr(handler, "__code__", None)
        bound = [c.cell_contents for c in getattr(handler, "__closure__", None) or ()]
        words = [repr(v) if isinstance(v, (str, int)) else getattr(v, "__qualname__", "") for v in bound]
        host = type(window.host).__name__ if window is not None else ""
        return f"{host}|{getattr(code, 'co_qualname', '')}|{','.join(words)}"


@dataclass(frozen=True)
class Case:
    """A recorded session, and how the phone was after it."""

    session: str
    task: str
    package: str
    state: str
    changing: tuple[str, ...]


def learn_docs(bench: Bench, packages: Sequence[str]) -> dict[str, AppDoc]:
    """Explore each app on a fresh phone."""
    docs = {}
    for package in packages:
        bench.reset()
        docs[package] = doc_from(explore(bench.phone, package, budget_calls=400, budget_s=300, allow=EXPLORING))
    return docs


def record_corpus(bench: Bench, store: Store, docs: Mapping[str, AppDoc], total: int) -> Iterator[Case]:
    """Record sessions, the apps in turn, until there are `total` or no sample is left."""
    queues = {package: list(doc.samples) for package, doc in docs.items()}
    found = 0
    while found < total and any(queues.values()):
        for package, queue in queues.items():
            while queue and found < total:
                sample = queue.pop(0)
                case = record_case(bench, store, docs[package], sample.task, sample.script)
                if case is not None:
                    found += 1
                    yield case
                    break


def begun(bench: Bench, store: Store, doc: AppDoc, task: str) -> str:
    """A session begun on the bench's phone; its id."""
    info = bench.phone.info()
    return store.start_session(
        "task",
        task,
        app=doc.package,
        app_label=doc.label,
        serial="demo",
        doc=doc_for_replay(doc),
        width=info.width_px,
        height=info.height_px,
        locale=info.locale,
    )


def record_case(bench: Bench, store: Store, doc: AppDoc, task: str, script: str) -> Case | None:
    """One sample on a fresh phone; None where its run isn't done, or touches nothing."""
    bench.reset()
    session = begun(bench, store, doc, task)
    acting = ActRecorder(bench.phone)
    recorder = StoreRecorder(store, session, picture=bench.phone.screenshot, acts=acting)
    recorder.add_attempt("given", script)
    result = run_script(script, doc, acting, policy=Policy(allow=ALL), person=Nobody(), recorder=recorder, task=task)
    store.finish_session(session, result.status, result.answer, script, phone_ms=recorder.phone_ms)
    acts = any(o.status == "ok" and c.op != "finish" for c, o in result.calls)
    if result.status != "done" or not acts:
        return None
    return Case(session, task, doc.package, bench.state(), tuple(bench.touched.changing))
