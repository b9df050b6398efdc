"""A task, a learning and a replay where the system lets nothing leave the machine: a network namespace with nothing in it but
loopback. What needs more fails there, whatever language it is written in, adb included."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
UP = """
import fcntl, os, socket, struct, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    # SIOCSIFFLAGS, IFF_UP | IFF_RUNNING: loopback is there, and down
    fcntl.ioctl(s, 0x8914, struct.pack("16sH22x", b"lo", 0x41))
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
SCRIPT = 'new_note.title.set_text("Milk")\nnew_note.save.tap()\n'


def in_a_network_of_its_own() -> list[str]:
    """The beginning of a command line that is cut off; empty where this system makes no namespaces for us."""
    program = shutil.which("unshare")
    if program is None or sys.platform != "linux":
        return []
    words = [program, "--net", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    tried = subprocess.run([*words, sys.executable, "-c", UP, "-c", "pass"], capture_output=True)
    return words if tried.returncode == 0 else []


CUT_OFF = in_a_network_of_its_own()
pytestmark = [
    pytest.mark.skipif(not CUT_OFF, reason="no network namespaces for this user"),
    pytest.mark.timeout(600),
]


def cut_off(home: Path, code: str, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*CUT_OFF, sys.executable, "-c", UP, "-c", code, *args],
        env=os.environ | {"THUMBWRIGHT_HOME": str(home), "PYTHONPATH": str(ROOT)} | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=500,
    )


@pytest.mark.long
def test_nothing_leaves_there(tmp_path: Path) -> None:
    """Against a test that can't fail: an address elsewhere is out of reach at once, one on this machine is not."""
    code = (
        "import socket\n"
        "here = socket.create_server(('127.0.0.1', 0))\n"
        "socket.create_connection(here.getsockname(), 5); print('here')\n"
        "try: socket.create_connection(('192.0.2.1', 9), 5)\n"
        "except OSError as error: print(error.errno)\n"
    )
    here, refused = cut_off(tmp_path, code).stdout.split()
    assert here == "here" and int(refused) == 101, "Network is unreachable"


WHOLE = """
import contextlib, json, socket, subprocess, sys
from ui.cli import invoke

def said(*args):
    sys.argv = ["thumbwright", *args]
    print(json.dumps({"args": args[:2], "code": invoke(list(args))}), flush=True)

said("apps", "learn", "app.demo.notes", "-s", "demo")
said("run", sys.argv_script, "--app", "notes", "-s", "demo", "--yes", "--allow", "commit")
said("replay", "last", "-s", "demo", "--allow", "commit")
"""


@pytest.mark.long
def test_a_learning_a_task_and_a_replay(tmp_path: Path) -> None:
    script = tmp_path / "milk.py"
    script.write_text(SCRIPT)
    done = cut_off(
        tmp_path / "home",
        WHOLE.replace("sys.argv_script", repr(str(script))),
        ANDROID_ADB_SERVER_PORT="5099",
        THUMBWRIGHT_MODELS=str(tmp_path / "none"),
    )
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"args"')]
    assert [line["code"] for line in lines] == [0, 0, 0], done.stdout[-3000:] + done.stderr[-3000:]


@pytest.mark.model
@pytest.mark.timeout(900)
def test_a_task_that_the_model_writes(tmp_path: Path, models_folder: str) -> None:
    data = ROOT / "tests" / "ui" / "data" / "app.demo.notes.json"
    apps = tmp_path / "home" / "data" / "apps"
    apps.mkdir(parents=True)
    (apps / data.name).write_bytes(data.read_bytes())
    words = ("run", "add a note called Milk", "--app", "notes", "-s", "demo", "--yes", "--allow", "commit", "--json")
    done = cut_off(
        tmp_path / "home",
        "import sys; from ui.cli import main; main(sys.argv[1:])",
        *words,
        ANDROID_ADB_SERVER_PORT="5099",
        THUMBWRIGHT_MODELS=models_folder,
    )
    assert '"script"' in done.stdout and "Traceback" not in done.stderr, done.stdout[-2000:] + done.stderr[-2000:]
