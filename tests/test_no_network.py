"""No socket leaves this machine but for fetching a model: every connection of whole runs is listened to.

An audit hook sees each `connect` and each name that is looked up, in this process and in every Python process it starts
(the model's, the demo phone's), whatever library makes it. adb is not Python; what it does is its own, and it is told to
talk to the demo phone on this machine only.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ground.exits import ExitCode

pytestmark = pytest.mark.whole

HOOK = """
import os, sys

def _listen(event, args):
    if event == "socket.connect":
        _, address = args
        said = ["connect", str(address[0]) if isinstance(address, tuple) else str(address)]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        said = ["look up", str(args[0])]
    elif event == "socket.bind":
        _, address = args
        said = ["listen", str(address[0]) if isinstance(address, tuple) else str(address)]
    elif event == "socket.sendto":
        said = ["send", str(args[1])]
    else:
        return
    with open(os.environ["SOCKETS_SEEN"], "a") as file:
        file.write(repr([os.getpid(), *said]) + chr(10))

sys.addaudithook(_listen)
"""
LOCAL = ("127.", "::1", "localhost", "None", "/")
SCRIPT = 'new_note.title.set_text("Milk")\nnew_note.save.tap()\n'
DATA = Path(__file__).parent / "ui" / "data"


@pytest.fixture
def listened(tmp_path: Path, adb_server: object) -> Callable[..., tuple[int, str, list[tuple[int, str, str]]]]:
    """`listened("run", …)`: exit code, what was said, and every socket: process, what was done, where to."""
    site, seen, home = tmp_path / "site", tmp_path / "seen", tmp_path / "home"
    site.mkdir()
    (site / "sitecustomize.py").write_text(HOOK)
    (home / "data" / "apps").mkdir(parents=True)
    (home / "data" / "apps" / "app.demo.notes.json").write_bytes((DATA / "app.demo.notes.json").read_bytes())
    seen.touch()

    def run(*args: str, **environment: str) -> tuple[int, str, list[tuple[int, str, str]]]:
        root = str(Path(__file__).parent.parent)
        done = subprocess.run(
            [sys.executable, "-c", "from ui.cli import main; main()", *args],
            env=os.environ
            | {
                "THUMBWRIGHT_HOME": str(home),
                "SOCKETS_SEEN": str(seen),
                "PYTHONPATH": os.pathsep.join([str(site), root]),
                "HF_HUB_OFFLINE": "0",
            }
            | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=800,  # pytest ends it sooner; the model reads its prefix for the first time
        )
        lines = [tuple(eval(line, {"__builtins__": {}})) for line in seen.read_text().splitlines()]
        return done.returncode, done.stdout + done.stderr, lines

    return run


def leaving(seen: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """What doesn't stay on this machine."""
    return [one for one in seen if not one[2].startswith(LOCAL)]


def test_the_listening_hears_what_leaves(tmp_path: Path) -> None:
    """Against a test that can't fail: an address that can't be reached is heard all the same."""
    site, seen = tmp_path / "site", tmp_path / "seen"
    site.mkdir()
    (site / "sitecustomize.py").write_text(HOOK)
    code = (
        "import socket; s = socket.socket(); s.settimeout(0.01)\ntry: s.connect(('192.0.2.1', 9))\nexcept OSError: pass"
    )
    environment = os.environ | {"PYTHONPATH": str(site), "SOCKETS_SEEN": str(seen)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=30)
    assert leaving([tuple(eval(line)) for line in seen.read_text().splitlines()])


def test_a_task_on_the_demo_phone_stays_on_this_machine(
    listened: Callable[..., tuple[int, str, list[tuple[int, str, str]]]], tmp_path: Path
) -> None:
    script = tmp_path / "milk.py"
    script.write_text(SCRIPT)
    code, said, seen = listened(
        "run", str(script), "--app", "notes", "-s", "demo", "--yes", "--allow", "commit", "--json"
    )
    assert code == ExitCode.DONE, said
    assert json.loads(said[: said.rindex("}") + 1])["status"] == "done"
    assert {what for _, what, _ in seen} >= {"connect", "listen"}
    assert len({process for process, _, _ in seen}) >= 2, "the demo phone was not heard"
    assert leaving(seen) == []
    _, kept, _ = listened("sessions", "show", "last", "--json")
    assert json.loads(kept)["head"]["connections_out"] == 0


def test_asking_a_server_for_a_script_stays_on_this_machine(
    listened: Callable[..., tuple[int, str, list[tuple[int, str, str]]]],
) -> None:
    code, said, seen = listened("write", "add a note", "--app", "notes", THUMBWRIGHT_SERVER_URL="http://127.0.0.1:9/v1")
    assert code == ExitCode.MODEL, said
    assert "connect" in {what for _, what, _ in seen}
    assert leaving(seen) == []


@pytest.mark.parametrize(
    "url", ["http://192.0.2.1:8080/v1", "http://example.com/v1", "http://127.0.0.1.example.com/v1"]
)
def test_a_server_elsewhere_is_never_connected_to(
    listened: Callable[..., tuple[int, str, list[tuple[int, str, str]]]], url: str
) -> None:
    code, said, seen = listened("write", "add a note", "--app", "notes", THUMBWRIGHT_SERVER_URL=url)
    assert code != ExitCode.DONE
    assert "this machine" in said
    assert leaving(seen) == []


@pytest.mark.parametrize(
    "args", [["models"], ["apps"], ["sessions"], ["phones"], ["doctor"], ["mcp"]], ids=lambda args: str(args[0])
)
def test_looking_around_stays_on_this_machine(
    listened: Callable[..., tuple[int, str, list[tuple[int, str, str]]]], args: list[str]
) -> None:
    _, said, seen = listened(*args)
    assert "Traceback" not in said
    assert leaving(seen) == []


@pytest.mark.model
@pytest.mark.timeout(900)
def test_a_task_written_by_the_model_stays_on_this_machine(
    listened: Callable[..., tuple[int, str, list[tuple[int, str, str]]]], models_folder: str
) -> None:
    command = ("run", "add a note called Milk", "--app", "notes", "-s", "demo", "--yes", "--allow", "commit")
    code, said, seen = listened(*command, THUMBWRIGHT_MODELS=models_folder)
    # whether the script may be run is another matter: the model has written one, and the phone was there
    assert code in (ExitCode.DONE, ExitCode.UNPROVED, ExitCode.SCRIPT) and "Script:" in said, said
    assert leaving(seen) == []
