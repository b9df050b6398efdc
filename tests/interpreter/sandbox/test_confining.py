"""A worker's process can do nothing to the machine, whatever runs in it: tried by native code, not by scripts."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from apidocs.doc import AppDoc
from bench.trust.native_probe import ALLOWED, REFUSED, probed
from ground import paths
from interpreter.sandbox import confining, entering, syscalls
from interpreter.sandbox.confining import Confinement, launcher, what_there_is
from interpreter.sandbox.worker import Sandbox
from tests.interpreter.notes_app import NotesHost

resource = pytest.importorskip("resource", reason="no limits and no filters on this system")

ROOT = Path(__file__).parent.parent.parent.parent
bounded = pytest.mark.skipif(not what_there_is().whole, reason="; ".join(what_there_is().lacks))


def full_rules() -> entering.Rules:
    there, known = what_there_is(), syscalls.machine()
    assert known
    return entering.Rules(
        confining.LIMITS, there.landlock, confining.LIBRARIES, syscalls.filter_of(known), syscalls.ENTRY_FD, 0
    )


@bounded
def test_native_code_in_a_worker_reaches_nothing(tmp_path: Path) -> None:
    found = probed(full_rules(), tmp_path)
    assert {name for name, what in found.items() if what == "done"} == ALLOWED
    assert {what for name, what in found.items() if name not in ALLOWED} <= REFUSED
    assert len(found) > 45
    assert sorted(path.name for path in tmp_path.iterdir()) == ["secret", "target"]
    assert (tmp_path / "target").read_text() == "as it was"


@bounded
def test_the_probe_tells_an_open_door(tmp_path: Path) -> None:
    """Against a test that can't fail: without the rules the same attempts come through."""
    harmless = [
        "read a file",
        "write a file",
        "make a file",
        "a socket of the internet",
        "a pipe",
        "list a folder",
        "a fork",
    ]
    found = probed(entering.Rules({}), tmp_path, *harmless, "memfd_create")
    assert set(found.values()) == {"done"} and len(found) == 8


@bounded
@pytest.mark.parametrize("missing", ["landlock", "seccomp"])
def test_each_of_the_two_holds_files_or_calls_by_itself(tmp_path: Path, missing: str) -> None:
    rules = full_rules()
    if missing == "landlock":
        rules.landlock = 0
    else:
        rules.seccomp = b""
    held = {
        "landlock": {"write a file", "make a file", "a socket of the internet", "a fork", "execve", "another program"},
        "seccomp": {
            "read a file",
            "read /etc/passwd",
            "write a file",
            "make a file",
            "another program",
            "list a folder",
        },
    }
    open_door = {"landlock": "read a file", "seccomp": "a socket of this machine"}[missing]
    found = probed(rules, tmp_path, *held[missing], open_door)
    assert found.pop(open_door) == "done"
    assert set(found) == held[missing] and set(found.values()) <= REFUSED


PROGRAMS = [
    ("cat", ["/etc/passwd"], "read"),
    ("cat", ["/proc/self/environ"], "read"),
    ("ls", ["/"], "list"),
    ("touch", ["{}/new"], "make"),
    ("cp", ["/bin/true", "{}/new"], "copy"),
    ("rm", ["{}/target"], "remove"),
    ("env", ["true"], "begin another program"),
    ("sh", ["-c", "(echo forked) | cat"], "fork"),
    ("bash", ["-c", "echo > /dev/tcp/127.0.0.1/{port}"], "connect"),
    ("chmod", ["777", "{}/target"], "change"),
]


@bounded
@pytest.mark.parametrize(("name", "arguments", "what"), PROGRAMS, ids=[f"{p[0]}-{p[2]}" for p in PROGRAMS])
def test_a_native_program_in_a_worker_s_place_is_refused(
    tmp_path: Path, name: str, arguments: list[str], what: str
) -> None:
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"no {name} on this system")
    (tmp_path / "target").write_text("as it was")
    (tmp_path / "target").chmod(0o600)
    listener = None
    if what == "connect":
        listener = socket.create_server(("127.0.0.1", 0))
        arguments = [one.format(port=listener.getsockname()[1]) for one in arguments]
    arguments = [one.format(tmp_path) if "{}" in one else one for one in arguments]
    confined = launcher(program)
    assert confined
    done = subprocess.run([confined, *arguments], capture_output=True, text=True, timeout=30)
    if listener:
        listener.close()
    assert done.returncode != 0 and not done.stdout, (done.stdout, done.stderr)
    assert "can't be confined" not in done.stderr, "it was not even begun"
    assert [path.name for path in tmp_path.iterdir()] == ["target"]
    assert (tmp_path / "target").stat().st_mode & 0o777 == 0o600


@bounded
def test_what_only_computes_on_its_streams_runs_confined() -> None:
    """The other side of the tests above: a program that is refused nothing it needs."""
    confined = launcher(shutil.which("cat") or "")
    assert confined
    done = subprocess.run([confined], input="through", capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stdout) == (0, "through")


@bounded
@pytest.mark.parametrize(
    ("limits", "code", "ends"),
    [
        ({"RLIMIT_AS": 400_000_000}, "b'x' * 900_000_000", "MemoryError"),
        ({"RLIMIT_CPU": 1}, "while True: pass", ""),
        ({"RLIMIT_NOFILE": 8}, "import os\nfor i in range(20): os.dup(0)", "Too many open files"),
    ],
    ids=["memory", "processor", "files"],
)
def test_limits_hold_against_native_code(limits: dict[str, int], code: str, ends: str) -> None:
    script = f"from interpreter.sandbox.entering import Rules, confine\nconfine(Rules({limits!r}))\n{code}"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert done.returncode != 0
    assert ends in done.stderr


def workers() -> list[int]:
    """Processes of monty that this one has begun."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                stat = (folder / "stat").read_text()
            except OSError:
                continue
            if stat.partition("(")[2].startswith("monty") and int(stat.rpartition(")")[2].split()[1]) == os.getpid():
                found.append(int(folder.name))
    return found


@bounded
def test_the_sandbox_s_own_worker_is_confined(doc: AppDoc, host: NotesHost) -> None:
    before = set(workers())
    with Sandbox() as sandbox:
        assert sandbox.run('finish("1")', doc, host).answer == "1"
        (worker,) = set(workers()) - before
        status = dict(line.split(":\t", 1) for line in Path(f"/proc/{worker}/status").read_text().splitlines())
        limits = Path(f"/proc/{worker}/limits").read_text()
        handles = sorted(int(path.name) for path in Path(f"/proc/{worker}/fd").iterdir())
        environment = Path(f"/proc/{worker}/environ").read_bytes()
    assert (status["Seccomp"], status["NoNewPrivs"]) == ("2", "1")
    assert [line.split()[3] for line in limits.splitlines() if line.startswith("Max file size")] == ["0"]
    assert handles == [0, 1, 2]
    assert environment == b""


@bounded
def test_to_confine_a_worker_takes_little_of_its_start() -> None:
    """Some 12 ms of computing when it was made: counted so, since a busy machine is not its fault."""
    program = shutil.which("cat") or ""
    confined = launcher(program)
    assert confined

    def least(program: str) -> float:
        took: list[float] = []
        for _ in range(8):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([program], stdin=subprocess.DEVNULL, env={}, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            took.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        return min(took)

    assert least(str(confined)) - least(program) < 0.05


def test_a_worker_that_does_not_start_confined_runs_without_and_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, doc: AppDoc, host: NotesHost, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "broken.sh"
    broken.write_text("#!/bin/sh\nexit 126\n")
    broken.chmod(0o700)
    monkeypatch.setattr("interpreter.sandbox.worker.launcher", lambda program: broken)
    with caplog.at_level(logging.WARNING), Sandbox() as sandbox:
        assert sandbox.run('finish("1")', doc, host).answer == "1"
    assert "goes on without" in caplog.text


def test_where_nothing_can_be_done_the_plain_worker_is_used(
    monkeypatch: pytest.MonkeyPatch, doc: AppDoc, host: NotesHost
) -> None:
    monkeypatch.setattr(confining, "what_there_is", lambda: Confinement(lacks=["nothing there"]))
    with Sandbox() as sandbox:
        assert sandbox.run('finish("1")', doc, host).answer == "1"


def test_a_place_that_cannot_be_written_is_no_reason_to_stop(
    monkeypatch: pytest.MonkeyPatch, doc: AppDoc, host: NotesHost
) -> None:
    def no_room(text: str) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(confining, "_kept", no_room)
    with Sandbox() as sandbox:
        assert sandbox.run('finish("1")', doc, host).answer == "1"


def test_a_launcher_that_was_changed_is_written_anew() -> None:
    if not what_there_is().limits:
        pytest.skip("no launcher here")
    program = shutil.which("cat") or ""
    first = launcher(program)
    assert first
    said = first.read_text()
    first.write_text("#!/bin/sh\necho changed\n")
    again = launcher(program)
    assert again == first and again.read_text() == said
    assert again.stat().st_mode & 0o777 == 0o700


def test_a_system_without_limits_has_a_sandbox_all_the_same() -> None:
    """As on Windows: no such module, no such calls."""
    code = (
        "import sys; sys.modules['resource'] = None\n"
        "import interpreter.sandbox.worker\n"
        "from interpreter.sandbox import confining\n"
        "import os; os.name = 'nt'\n"
        "print(confining.what_there_is().limits)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["False"], done.stderr


def test_both_machines_filters_are_whole_and_know_their_calls() -> None:
    for one in syscalls.MACHINES.values():
        code = syscalls.filter_of(one)
        assert len(code) % 8 == 0 and len(code) // 8 < 4096
        assert set(syscalls.CHECKED) - {"open"} <= set(one.numbers)
        assert len(set(one.numbers.values())) == len(one.numbers)


def test_workers_that_start_together_are_all_confined(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path))
    program = shutil.which("cat") or ""
    with ThreadPoolExecutor(8) as together:
        for _ in range(30):
            for file in paths.workers_dir().glob("worker-*"):
                file.unlink()
            begun = threading.Barrier(8)

            def start(begun: threading.Barrier = begun) -> Path | None:
                begun.wait()
                return launcher(program)

            found = [one.result() for one in [together.submit(start) for _ in range(8)]]
            assert None not in found and len(set(found)) == 1
    assert not caplog.records
