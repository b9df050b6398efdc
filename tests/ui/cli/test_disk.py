"""A data folder that can't be written, and a full disk: one sentence, the right exit code, never a traceback."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from apidocs.keep import store as docs
from ground import paths
from ground.exits import ExitCode
from ui.cli import invoke

COMMANDS = [
    ["run", "-s", "demo", "add a note"],
    ["apps", "learn", "-s", "demo", "notes"],
    ["apps", "rm", "notes"],
    ["apps", "list"],
    ["tasks", "list"],
    ["sessions", "list"],
    ["sessions", "report", "last"],
    ["replay", "last"],
    ["phones", "demo"],
    ["phones", "rename", "x", "y"],
    ["models", "use", "qwen2.5-coder-0.5b"],
    [],
]


@pytest.fixture
def unwritable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home where no folder can be made, for root too."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "file" / "home"))
    model = tmp_path / "models" / "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
    monkeypatch.setenv("THUMBWRIGHT_MODELS", str(model.parent))
    return tmp_path


@pytest.mark.parametrize("args", COMMANDS, ids=lambda args: " ".join(args) or "the terminal UI")
def test_a_folder_that_cannot_be_written_is_one_sentence(
    args: list[str], unwritable: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    code = invoke(args)
    said = capsys.readouterr().err.strip().splitlines()
    if args[:1] == ["models"]:  # says first that the model isn't there
        assert code == ExitCode.MODEL
        return
    assert code == ExitCode.STORE
    assert (
        len(said) == 1
        and "can't be " in said[0]
        and "THUMBWRIGHT_HOME" in said[0]
        and str(unwritable / "file") in said[0]
    )


def test_a_doc_that_cannot_be_removed_is_told(
    learned: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, missing_ok: bool = False) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(self))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        assert invoke(["apps", "rm", "notes"]) == ExitCode.STORE
    said = capsys.readouterr().err
    assert "Read-only file system" in said and "app.demo.notes.json" in said
    assert docs.doc_path(learned).exists()


def test_a_disk_that_is_full_when_a_doc_is_written_is_told(
    learned: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(fd: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    doc = docs.load(learned)
    before = docs.doc_path(learned).read_bytes()
    monkeypatch.setattr("ui.commands.apps.show_command.callback", lambda **_: docs.save(doc))
    monkeypatch.setattr(os, "fsync", full)
    assert invoke(["apps", "show", "notes"]) == ExitCode.STORE
    said = capsys.readouterr().err
    assert "No space left on device" in said and "Make room" in said
    assert docs.doc_path(learned).read_bytes() == before
    assert [file.name for file in paths.docs_dir().iterdir()] == ["app.demo.notes.json"]
