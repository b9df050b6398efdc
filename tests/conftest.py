"""Shared by every room: an adb server of the tests' own, and the demo phone connected to it.

Everything is imported where it is used, so that rooms without a phone pay nothing.
"""

from __future__ import annotations

import functools
import gc
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.resources import files
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

if TYPE_CHECKING:
    from demophone.phone import DemoPhoneThread

# Compiled modules are kept, also where the environment says otherwise: the tests start hundreds of programs, and each of them
# would compile all it imports anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


# No example fails for how long it took: what else the machine does is no fault of ours.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")


WHOLE = {"opened", "still_world", "over_stdio"}
"""Fixtures of the terminal UI, and of an MCP server in a process of its own: who asks for one goes through the whole product."""


@pytest.hookimpl(tryfirst=True)  # before those are left out that a run isn't for
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What runs tasks of a learned app on a phone, or opens the terminal UI, is `whole`, without a mark of its own."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if asked & WHOLE or ("learned" in asked and asked & {"demo_phone", "start_demo_phone"}):
            item.add_marker(pytest.mark.whole)


def pytest_collection_finish() -> None:
    """Eight thousand collected tests live as long as the run: they need not be gone through at every collection of garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)  # a sixth of the terminal UI's tests was spent looking for garbage


def wait_until(condition: Callable[[], object], timeout_s: float = 15.0) -> None:
    """Wait until it holds; fail where it never does."""
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end, f"not within {timeout_s} s: {condition}"
        time.sleep(0.02)


@pytest.fixture
def eventually() -> Callable[..., None]:
    """`eventually(condition, timeout_s=15)`: instead of a sleep."""
    return wait_until


@pytest.fixture(scope="session")
def models_folder() -> str:
    """Where `thumbwright models pull` put the model, asked before a test moves the home; set as THUMBWRIGHT_MODELS."""
    from ground import paths

    return str(paths.models_dir())


@dataclass(frozen=True)
class AdbServer:
    """The real adb, on a port of its own."""

    binary: str
    port: int

    def run(self, *args: str, serial: str | None = None, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        chosen = ["-s", serial] if serial else []
        command = [self.binary, "-P", str(self.port), *chosen, *args]
        return subprocess.run(command, input=stdin, capture_output=True, timeout=60)

    def ask(self, service: str) -> str:
        """What the server answers to one request, without a program of its own for it; where it fails, why."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as connection:
            connection.sendall(f"{len(service):04x}{service}".encode())
            with connection.makefile("rb") as answer:
                answer.read(4)  # OKAY or FAIL: the text that follows tells as much
                return answer.read(int(answer.read(4) or b"0", 16)).decode()

    def state(self, serial: str) -> str:
        """`device`, `offline`, `unauthorized`; empty where it isn't listed."""
        lines = self.ask("host:devices").splitlines()
        return dict(line.split("\t") for line in lines if "\t" in line).get(serial, "")

    def connect(self, serial: str, state: str = "device") -> None:
        """Connect and wait for a state. Disconnects first: adb keeps dead ones."""
        self.disconnect(serial)

        def reached() -> bool:
            self.ask(f"host:connect:{serial}")
            return self.state(serial) == state

        wait_until(reached)

    def disconnect(self, serial: str) -> None:
        self.ask(f"host:disconnect:{serial}")


def end_quickly(patch: pytest.MonkeyPatch) -> None:
    """adbutils sleeps for 10 ms at the end of each of its connections, a dozen of them for each phone that is opened."""
    import adbutils._adb

    sleep = time.sleep
    quick = SimpleNamespace(**{**vars(time), "sleep": lambda seconds: sleep(min(seconds, 0.001))})
    patch.setattr(adbutils._adb, "time", quick)


SERVER = "/data/local/tmp/u2.jar"


@functools.cache
def server_jar() -> bytes:
    """What uiautomator2 copies to a phone that it meets for the first time."""
    return (files("uiautomator2") / "assets" / "u2.jar").read_bytes()


@pytest.fixture(scope="session")
def adb_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AdbServer]:
    """Starts adb with its own keys and port, points ANDROID_ADB_SERVER_PORT and adbutils there, and ends it after."""
    import adbutils

    home = tmp_path_factory.mktemp("adb-home")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    before = os.environ.get("ANDROID_ADB_SERVER_PORT")
    os.environ["ANDROID_ADB_SERVER_PORT"] = str(port)
    # adbutils reads the variable when it is first imported, which may have happened already
    client: Any = adbutils.adb
    port_before = client._BaseClient__port
    client._BaseClient__port = port
    server = AdbServer(adbutils.adb_path(), port)
    patch = pytest.MonkeyPatch()
    end_quickly(patch)
    # with libusb adb waits almost three seconds for USB before it answers anybody
    environment = {**os.environ, "HOME": str(home), "ANDROID_USER_HOME": str(home), "ADB_LIBUSB": "0"}
    process = subprocess.Popen(
        [server.binary, "-P", str(port), "server", "nodaemon"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def listening() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    try:
        wait_until(listening)
        yield server
    finally:
        process.terminate()
        process.wait(10)
        patch.undo()
        client._BaseClient__port = port_before
        if before is None:
            del os.environ["ANDROID_ADB_SERVER_PORT"]
        else:
            os.environ["ANDROID_ADB_SERVER_PORT"] = before


@pytest.fixture(autouse=True)
def own_adb_server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test meets the server it asked for, though another room has one of its own in the same session."""
    if "adb_server" in request.fixturenames:
        server = request.getfixturevalue("adb_server")
        monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", str(server.port if isinstance(server, AdbServer) else server))


@pytest.fixture
def start_demo_phone(adb_server: AdbServer) -> Iterator[Callable[..., DemoPhoneThread]]:
    """`start_demo_phone(device, **options)`: a phone in a thread, known to adb as `phone.serial`; ended after the test.

    It has been used before (`served`), so that uiautomator's server needn't be copied to it each time.
    """
    from demophone.phone import DemoPhoneThread

    with ExitStack() as stack:

        def start(device: Any = None, *, served: bool = True, **options: Any) -> DemoPhoneThread:
            if device is None:
                from demophone.device import Device

                device = Device
            phone = stack.enter_context(DemoPhoneThread(device, **options))
            if served:
                phone.call(lambda: phone.phone.android.files.write(SERVER, server_jar(), mtime=0))
            stack.callback(adb_server.disconnect, phone.serial)
            adb_server.connect(phone.serial)
            return phone

        yield start


@pytest.fixture
def demo_phone(start_demo_phone: Callable[..., DemoPhoneThread]) -> DemoPhoneThread:
    """A demo phone with its built-in apps, fresh for each test."""
    return start_demo_phone()
