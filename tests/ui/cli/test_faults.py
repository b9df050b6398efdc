"""What the command line says and leaves behind when something goes wrong: a message, an exit code, and nothing lost."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agent.files import hub
from agent.files.catalogue import find_model
from agent.files.partial import PartialFile
from demophone.device import Device
from demophone.phone import DemoPhoneThread
from demophone.rpc import Rpc
from demophone.rpc_elements import Elements
from ground import paths
from ground.exits import ExitCode
from phones.keyboard import KEYBOARD_ID
from sessions.reading import list_sessions, load_session
from sessions.records import SessionDetail
from sessions.store import Store
from ui.cli import invoke

Cli = Callable[..., tuple[int, str, str]]
ADD_MILK = 'new_note.title.set_text("Milk")\nnew_note.save.tap()\n'
ADD_MILK_SLOWLY = 'new_note.title.set_text("Milk")\nwait(30)\nnew_note.save.tap()\n'


def last_session() -> SessionDetail:
    with Store() as store:
        heads = list_sessions(store)
        assert heads, "no session was kept"
        return load_session(store, heads[0].id)


def acts_of(session: SessionDetail) -> list[tuple[str, str]]:
    return [(call.op, call.status) for call in session.calls]


@pytest.fixture
def restless_keyboard(monkeypatch: pytest.MonkeyPatch) -> None:
    """A phone whose fields take text from a keyboard only: so the adb keyboard has to be used."""

    async def refuse(*_: object) -> bool:
        return False

    async def nothing(*_: object) -> None:
        return

    monkeypatch.setattr(Elements, "setText", refuse)
    monkeypatch.setattr(Rpc, "pasteClipboard", nothing)


def test_an_empty_task_is_said_before_anything_starts(cli: Cli) -> None:
    code, out, said = cli("run", "   ")
    assert (code, out) == (ExitCode.USAGE, "")
    assert "The task is empty" in said
    assert 'thumbwright run "' in said


def test_an_unknown_app_is_answered_with_the_nearest(cli: Cli, model: Any, serial: str, learned: str) -> None:
    model.scripts = [ADD_MILK]
    code, _, said = cli("run", "add a note", "--app", "Notse", "-s", serial, "--yes")
    assert code == ExitCode.DOC
    assert "'Notse'" in said
    assert "Nearest: " in said
    assert "Notes" in said.partition("Nearest: ")[2]
    assert model.asked == 0


def test_an_unknown_phone_is_answered_with_those_there_are(cli: Cli, model: Any, serial: str) -> None:
    model.scripts = [ADD_MILK]
    code, _, said = cli("run", "add a note", "-s", "R58M40")
    assert code == ExitCode.PHONE
    assert 'No phone "R58M40"' in said
    assert serial in said


def test_an_effect_that_does_not_exist_is_named(cli: Cli) -> None:
    code, _, said = cli("run", "add a note", "--allow", "everything")
    assert code == ExitCode.USAGE
    assert "'everything'" in said
    assert "commit" in said


def test_a_model_that_is_not_here_is_said_with_how_to_fetch_it(cli: Cli, serial: str, learned: str) -> None:
    code, _, said = cli("run", "add a note called Milk", "-s", serial, "--yes")
    assert code == ExitCode.MODEL
    assert "not on this machine yet" in said
    assert "thumbwright models pull" in said


def test_a_damaged_model_is_said_with_how_to_mend_it(cli: Cli, serial: str, learned: str) -> None:
    file = paths.models_dir() / find_model("qwen2.5-coder-1.5b").file
    file.write_bytes(b"GGUF and then hardly anything")
    code, _, said = cli("run", "add a note called Milk", "-s", serial, "--yes")
    assert code == ExitCode.MODEL
    assert "damaged" in said
    assert "thumbwright models verify" in said
    assert file.exists(), "whose file it is, is for the person to say"


def test_a_file_that_is_no_model_is_refused_by_name(cli: Cli, serial: str, learned: str, tmp_path: Path) -> None:
    file = tmp_path / "letter.gguf"
    file.write_text("Dear model,")
    code, _, said = cli("run", "add a note", "-s", serial, "--model", str(file))
    assert code == ExitCode.MODEL
    assert f"{file} is not a GGUF model file" in said


def test_a_full_disk_ends_a_pull_and_keeps_what_arrived(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    real = os.write
    room = 300_000

    def write(fd: int, data: bytes) -> int:
        nonlocal room
        if fd > 2 and len(data) > 10_000:
            if room < len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            room -= len(data)
        return real(fd, data)

    def fetch(_model: object, partial: PartialFile, *_rest: object, **_options: object) -> None:
        with partial.appending() as put:
            for _ in range(10):
                put(bytes(100_000))

    monkeypatch.setattr(hub, "fetch", fetch)
    monkeypatch.setattr(os, "write", write)
    code = invoke(["models", "pull", "qwen2.5-coder-1.5b"])
    said = capsys.readouterr().err
    assert code == ExitCode.MODEL
    assert "The disk is full" in said
    assert "kept" in said
    kept = [path for path in (home / "data" / "models").rglob("*") if path.is_file() and path.stat().st_size]
    assert sum(path.stat().st_size for path in kept) == 300_000


def test_a_phone_unplugged_in_the_middle_ends_the_run_with_what_was_done(
    start: Callable[..., Any], model: Any, demo_phone: DemoPhoneThread, learned: str
) -> None:
    model.scripts = [ADD_MILK_SLOWLY.replace("wait(30)", "wait(2)")]
    run = start("run", "add a note called Milk", "-s", demo_phone.serial, "--yes", "--allow", "commit")
    run.wait_for("set_text('Milk')")
    demo_phone.unplug()
    assert run.end() == ExitCode.PHONE
    assert "was lost" in run.stdout + run.stderr
    assert "Connect it again" in run.stdout
    assert model.asked == 1, "a lost phone is nothing the model could mend"
    session = last_session()
    assert session.head.status == "failed"
    assert ("set_text", "ok") in acts_of(session)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_run_that_is_stopped_gives_the_keyboard_back_and_says_what_was_taken_back(
    number: signal.Signals,
    restless_keyboard: None,
    start: Callable[..., Any],
    model: Any,
    start_demo_phone: Callable[..., DemoPhoneThread],
    learned: str,
) -> None:
    device = Device()
    phone = start_demo_phone(lambda: device)
    key = ("secure", "default_input_method")
    before = phone.call(lambda: device.settings[key])
    model.scripts = [ADD_MILK_SLOWLY]
    before_tests = signal.signal(number, signal.SIG_DFL)  # who runs the tests under nohup passes on that it is ignored
    try:
        run = start("run", "add a note called Milk", "-s", phone.serial, "--yes", "--allow", "commit")
    finally:
        signal.signal(number, before_tests)
    run.wait_for("set_text('Milk')")
    assert phone.call(lambda: device.settings[key]) == KEYBOARD_ID
    run.process.send_signal(number)
    assert run.end() == ExitCode.CANCELLED
    assert phone.call(lambda: device.settings[key]) == before != KEYBOARD_ID
    if number != signal.SIGHUP:  # the terminal has gone then
        assert "What had been put into title was taken back" in run.stdout and "Nothing was changed." in run.stdout
    session = last_session()
    assert session.head.status == "cancelled"
    assert ("set_text", "undone") in acts_of(session)
    assert ("tap", "ok") not in acts_of(session)


def test_ctrl_c_while_the_model_writes_touches_nothing(
    start: Callable[..., Any], model: Any, demo_phone: DemoPhoneThread, learned: str
) -> None:
    model.scripts = [ADD_MILK]
    model.holds.clear()
    run = start("run", "add a note called Milk", "-s", demo_phone.serial, "--yes", "--allow", "commit")
    run.wait_for("set_text")
    run.interrupt()
    code = run.end()
    model.holds.set()
    assert code == ExitCode.CANCELLED
    assert "nothing was done on the phone" in run.stdout
    assert last_session().head.status == "cancelled"


@pytest.mark.parametrize(
    ("script", "words"),
    [
        pytest.param("n = 1\nwhile n > 0:\n    n = n + 1\nmain.search.tap()\n", "", id="computing for ever"),
        pytest.param("while True:\n    main.folder.value\n", "loop", id="asking for ever"),
        pytest.param("while True:\n    main.search.tap()\n", "loop", id="tapping for ever"),
    ],
)
def test_a_script_without_an_end_is_ended(
    cli: Cli, serial: str, learned: str, tmp_path: Path, script: str, words: str
) -> None:
    file = tmp_path / "endless.py"
    file.write_text(script)
    code, out, said = cli("run", str(file), "--app", "notes", "-s", serial, "--yes")
    assert code == ExitCode.SCRIPT, out + said
    assert out.startswith("Not done, because")
    assert words in (out + said).lower()
    assert last_session().head.status in ("limit", "refused")


def test_a_server_that_breaks_off_is_said(cli: Cli, model: Any, serial: str, learned: str) -> None:
    model.scripts = [ADD_MILK]
    model.breaks_off = True
    code, _, said = cli("run", "add a note called Milk", "-s", serial, "--yes")
    assert code == ExitCode.MODEL
    assert "broke off" in said
    assert last_session().head.status == "failed"


def test_a_server_that_is_not_there_is_said(cli: Cli, serial: str, learned: str) -> None:
    code, _, said = cli(
        "run", "add a note called Milk", "-s", serial, "--yes", THUMBWRIGHT_SERVER_URL="http://127.0.0.1:9/v1"
    )
    assert code == ExitCode.MODEL
    assert "No server answers at http://127.0.0.1:9/v1" in said


def test_a_model_process_that_dies_ends_the_run_with_why(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    serial: str,
    learned: str,
    tmp_path: Path,
) -> None:
    dying = "import json, os, signal, sys\n" + (
        "for line in sys.stdin:\n"
        "    request = json.loads(line)\n"
        "    if request['op'] != 'load': os.kill(os.getpid(), signal.SIGKILL)\n"
        "    print(json.dumps({'id': request['id'], 'event': 'done', 'result': {'context': 8192, 'name': 'm'}}), flush=True)\n"
    )
    real = subprocess.Popen

    def popen(command: Any, *args: Any, **options: Any) -> Any:
        worker = "agent.model.worker" in command
        return real([sys.executable, "-c", dying] if worker else command, *args, **options)

    monkeypatch.setattr(subprocess, "Popen", popen)
    gguf = tmp_path / "m.gguf"
    gguf.write_bytes(b"GGUF" + bytes(100))
    code = invoke(["run", "add a note called Milk", "-s", serial, "--yes", "--model", str(gguf)])
    assert code == ExitCode.MODEL
    assert "The model process died (signal 9, SIGKILL" in capsys.readouterr().err
    assert last_session().head.status == "failed"
