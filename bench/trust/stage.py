"""A demo phone in this process, on an adb server of its own: the product meets it over adb, and each case finds it as new.

Its adb server is nobody else's, since some faults end it.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from agent.learn.learning import doc_from
from agent.prepare.preparing import prepare_with
from agent.task.loop import carry_out
from agent.task.task_result import TaskResult
from agent.task.unwatched import Unwatched
from apidocs.doc import AppDoc, Effect
from apidocs.explore.exploring import explore
from demophone.device import Device
from demophone.phone import DemoPhoneThread
from demophone.whole import put_stored
from ground.errors import RefusedError
from interpreter.calls import Person, Question
from interpreter.consent.policy import Policy
from phones.adb import adb_program
from phones.android import AndroidPhone, open_phone
from sessions.bundled import CLOCK

NOTES = "app.demo.notes"
GIVEN = frozenset(Effect) - {Effect.ACCOUNT}
"""All that is consented to: a permission is an account's matter, and nobody gave one."""
EXPLORING = frozenset({Effect.READ, Effect.NAVIGATE, Effect.INPUT, Effect.SETTINGS, Effect.COMMIT})
State = dict[str, Any]


class Careful(Person):
    """Consents to nothing that the policy doesn't give already, and can answer nothing."""

    def consent(self, question: Question) -> int:
        return 0

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        raise RefusedError(f"The script asks {question!r}, and nobody is there.")


class Stage:
    """One phone, made anew by `reset`."""

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        self._thread = self._stack.enter_context(DemoPhoneThread(_device))

    @property
    def serial(self) -> str:
        return self._thread.serial

    def reset(self, seed: Callable[[State], None] | None = None) -> None:
        """A factory-new phone behind the same port; `seed` changes what the Notes app has stored."""

        def anew() -> None:
            device = _device()
            if seed is not None:
                stored = device.app_state(NOTES)
                seed(stored)
                put_stored(device, NOTES, stored)
            self._thread.phone.replace_device(device)

        self._thread.replug()
        self._thread.call(anew)

    def arm(self, *specs: str) -> None:
        self._thread.call(lambda: self._thread.phone.android.faults.arm(list(specs)))

    def struck(self) -> tuple[float | None, list[str]]:
        """When the first fault struck, by the monotonic clock, and what became of what it put up; None: it hasn't."""
        faults = self._thread.phone.android.faults
        return self._thread.call(lambda: (faults.struck_at, list(faults.told)))

    def state(self) -> State:
        """What the apps have stored, what was sent, and the phone's settings but for the keyboard's."""
        return self._thread.call(lambda: state_of(self.device))

    @property
    def device(self) -> Device:
        device = self._thread.phone.device
        assert isinstance(device, Device)
        return device

    def call(self, function: Callable[[], Any]) -> Any:
        """Run something where the device may be touched."""
        return self._thread.call(function)

    @contextlib.contextmanager
    def opened(self) -> Iterator[AndroidPhone]:
        phone = open_phone(self.serial)
        try:
            yield phone
        finally:
            phone.close()

    def close(self) -> None:
        self._stack.close()

    def __enter__(self) -> Stage:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def state_of(device: Device) -> State:
    stored = {app.package: device.app_state(app.package) for app in device.apps()}
    settings = {f"{space}/{key}": value for (space, key), value in device.settings.items() if "input_method" not in key}
    return json.loads(json.dumps({"stored": stored, "settings": settings, "sent": device.sent}, default=str))  # type: ignore[no-any-return]


def run_on(phone: AndroidPhone, doc: AppDoc, script: str, task: str, person: Person | None = None) -> TaskResult:
    """A given script through the whole product, everything consented to."""
    return carry_out(
        prepare_with(task, doc),
        phone=phone,
        writer=None,
        watcher=Unwatched(),
        person=person or Careful(),
        policy=Policy(allow=GIVEN),
        script=script,
    )


def learn_notes(stage: Stage) -> AppDoc:
    """The Notes app's doc, by exploring it on this phone."""
    stage.reset()
    with stage.opened() as phone:
        return doc_from(explore(phone, NOTES, budget_calls=400, budget_s=300, allow=EXPLORING))


@contextlib.contextmanager
def own_adb() -> Iterator[int]:
    """An adb server on a port of its own, for this process and those it starts; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    before = os.environ.get("ANDROID_ADB_SERVER_PORT")
    with tempfile.TemporaryDirectory(prefix="thumbwright-adb-") as home:
        environment = {**os.environ, "HOME": home, "ANDROID_USER_HOME": home, "ADB_LIBUSB": "0"}
        os.environ["ANDROID_ADB_SERVER_PORT"] = str(port)
        server = [adb_program(), "-P", str(port)]
        subprocess.run([*server, "start-server"], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=30, check=False)  # fmt: skip
        try:
            yield port
        finally:
            subprocess.run(
                [*server, "kill-server"], stdin=subprocess.DEVNULL, capture_output=True, timeout=30, check=False
            )
            if before is None:
                del os.environ["ANDROID_ADB_SERVER_PORT"]
            else:
                os.environ["ANDROID_ADB_SERVER_PORT"] = before


def _device() -> Device:
    return Device(fixed_clock=datetime.fromisoformat(CLOCK))
