"""`python -m demophone` and its control channel."""

from __future__ import annotations

import base64
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import AdbServer, wait_until


class Control:
    """A client of the control channel."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._file = self._socket.makefile("rwb")

    def send(self, line: bytes) -> dict[str, Any]:
        self._file.write(line + b"\n")
        self._file.flush()
        answer: dict[str, Any] = json.loads(self._file.readline())
        return answer

    def __call__(self, do: str, **fields: Any) -> Any:
        answer = self.send(json.dumps({"do": do, **fields}).encode())
        assert answer["ok"], answer
        return answer["result"]

    def close(self) -> None:
        self._file.close()
        self._socket.close()


Start = Callable[..., tuple[subprocess.Popen[bytes], dict[str, Any]]]


@pytest.fixture
def start() -> Iterator[Start]:
    with ExitStack() as stack:

        def go(*arguments: str) -> tuple[subprocess.Popen[bytes], dict[str, Any]]:
            command = [sys.executable, "-m", "demophone", *arguments]
            process = stack.enter_context(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE))
            stack.callback(process.kill)
            assert process.stdout is not None
            return process, json.loads(process.stdout.readline())

        yield go


def test_it_says_where_it_is_and_ends_with_its_parent(start: Start, tmp_path: Path) -> None:
    port_file = tmp_path / "port.json"
    process, ready = start("--with-parent", "--port-file", str(port_file))
    assert ready["pid"] == process.pid
    assert ready["serial"] == f"127.0.0.1:{ready['port']}"
    assert json.loads(port_file.read_text()) == ready
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(10) == 0
    assert not port_file.exists()


def test_sigterm_ends_it_cleanly(start: Start) -> None:
    process, _ = start()
    process.terminate()
    assert process.wait(10) == 0


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["--port", "99999"], 2, "0 to 65535"),
        (["--fixed-clock", "noon"], 2, "2026-03-01T09:30"),
        (["--app", "/no/such.py"], 3, "no app file /no/such.py"),
        (["--reset", "--state", "."], 3, "not a demo phone's state"),
    ],
    ids=["port", "clock", "app", "reset of a strange folder"],
)
def test_wrong_arguments_are_refused(arguments: list[str], code: int, word: str) -> None:
    command = [sys.executable, "-m", "demophone", *arguments]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    assert done.returncode == code, done.stderr
    assert word in done.stderr
    assert done.stdout == ""


def test_the_control_channel_does_what_its_page_says(start: Start, adb_server: Any, tmp_path: Path) -> None:
    process, ready = start("--control-port", "0", "--state", str(tmp_path), "--with-parent")
    control = Control(ready["control_port"])
    serial = ready["serial"]
    try:
        adb_server.connect(serial)

        def shell(line: str) -> str:
            done: bytes = adb_server.run("shell", line, serial=serial).stdout
            return done.decode()

        package = next(app["package"] for app in control("apps") if not app["system"])
        assert isinstance(control("state", package=package), dict)
        kept = control("whole")["stored"][package]
        control("put", package=package, stored={**kept, "left": "behind"})
        assert control("whole")["stored"][package] == {**kept, "left": "behind"}
        assert "as `stored` an object" in control.send(b'{"do": "put", "package": "x"}')["error"]
        control("lock")
        assert "      showing=true" in shell("dumpsys window policy")
        control("unlock")
        assert "      showing=false" in shell("dumpsys window policy")
        control("sleep")
        assert "mWakefulness=Asleep" in shell("dumpsys power")
        control("wake")
        control("unlock")
        assert "mWakefulness=Awake" in shell("dumpsys power")
        assert base64.b64decode(control("screenshot")).startswith(b"\x89PNG")
        assert control("toast") == ""
        assert "dumpsys power" in [item["what"] for item in control("asked", kind="shell")]
        shell("settings put system font_scale 1.3")
        control("reset")
        assert shell("settings get system font_scale") != "1.3\n"
        control("unplug")
        assert adb_server.run("shell", "true", serial=serial).returncode != 0
        control("replug")
        adb_server.connect(serial)
        control("kill_server")
        assert "no app" in control.send(b'{"do": "state", "package": "x"}')["error"]
        assert "there are: state, apps" in control.send(b'{"do": "dance"}')["error"]
        assert control.send(b"nonsense")["ok"] is False
        control("quit")
        assert process.wait(10) == 0
    finally:
        control.close()
        adb_server.run("disconnect", serial)


@pytest.mark.parametrize("end", ["its parent ends", "SIGTERM", "Ctrl-C"])
def test_adb_forgets_it_when_it_ends(start: Start, adb_server: AdbServer, end: str) -> None:
    process, ready = start("--with-parent")
    adb_server.connect(ready["serial"])
    assert process.stdin is not None
    ways: dict[str, Callable[[], object]] = {
        "its parent ends": process.stdin.close,
        "SIGTERM": process.terminate,
        "Ctrl-C": lambda: process.send_signal(signal.SIGINT),
    }
    ways[end]()
    assert process.wait(10) == 0
    assert adb_server.state(ready["serial"]) == ""


def test_adb_forgets_it_though_the_one_who_started_it_was_killed(adb_server: AdbServer, tmp_path: Path) -> None:
    port_file = tmp_path / "port.json"
    command = [sys.executable, "-m", "demophone", "--with-parent", "--port-file", str(port_file)]
    parent = subprocess.Popen(
        [sys.executable, "-c", f"import subprocess, time; p = subprocess.Popen({command!r}, stdin=-1); time.sleep(60)"],
        stdout=subprocess.DEVNULL,
    )
    wait_until(port_file.exists)
    serial = json.loads(port_file.read_text())["serial"]
    adb_server.connect(serial)
    parent.kill()
    parent.wait()
    wait_until(lambda: not port_file.exists())
    assert adb_server.state(serial) == ""


def test_one_that_was_killed_itself_is_no_phone_any_more(start: Start, adb_server: AdbServer) -> None:
    from phones import adb
    from phones.checks import run_checks
    from ui.phone_care import safe_fixes

    process, ready = start()
    adb_server.connect(ready["serial"])
    process.kill()
    process.wait()
    wait_until(lambda: adb_server.state(ready["serial"]) == "offline")
    assert adb.list_phones() == []
    checks = {check.name: check for check in run_checks()}
    # others of this machine may have ended as well
    assert ready["serial"] in checks["phones"].reason and "ended" in checks["phones"].reason
    assert checks["phones"].state == "warn" and "phone" not in checks
    assert [said for said in safe_fixes() if ready["serial"] in said]
    wait_until(lambda: adb_server.state(ready["serial"]) == "")
