"""Adapters on the command line: listed with their model, picked, refused by name, and told by doctor."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from agent.files import adapter_files
from ground import paths
from ground.exits import ExitCode
from ground.settings import load_settings
from tests.agent.made_adapters import write_adapter, write_gguf
from ui.checks import machine_checks
from ui.cli import invoke


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The model that is set, which no adapter ships for."""
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(adapter_files, "SHIPPED", tmp_path / "shipped")
    adapter_files.SHIPPED.mkdir()
    path = write_gguf(tmp_path / "base.gguf", {"general.architecture": "qwen2"})
    assert invoke(["models", "use", str(path)]) == ExitCode.DONE
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def made(folder: Path, base: Path, name: str = "mine") -> Path:
    return write_adapter(folder / f"{name}.gguf", digest(base), width=4, layers=1, rank=1)


def doctor() -> tuple[str, str, str]:
    [row] = [(state, reason, fix) for name, state, reason, fix in machine_checks() if name == "adapter"]
    return row


def test_without_adapters_nothing_is_said_of_them(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["models"]) == ExitCode.DONE
    assert "adapter" not in capsys.readouterr().out
    assert doctor() == ("ok", "none: scripts are written by the model itself", "")
    assert invoke(["models", "use", "none"]) == ExitCode.DONE
    assert load_settings().adapter == "none"


def test_one_is_listed_picked_verified_and_removed(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = made(paths.adapters_dir(), base)
    assert invoke(["models", "use", "mine"]) == ExitCode.DONE
    assert load_settings().adapter == "mine" and load_settings().model == str(base)
    capsys.readouterr()

    assert invoke(["models"]) == ExitCode.DONE
    line = next(line for line in capsys.readouterr().out.splitlines() if "mine" in line)
    for said in ("*", "here", digest(path)[:12], "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf", "3 pairs"):
        assert said in line
    assert invoke(["models", "list", "--json"]) == ExitCode.DONE
    [found] = [one for one in json.loads(capsys.readouterr().out) if one["kind"] == "adapter"]
    assert (found["key"], found["sha256"], found["base_sha256"]) == ("mine", digest(path), digest(base))
    assert doctor() == ("ok", f"mine: {path}", "")

    assert invoke(["models", "verify", "mine"]) == ExitCode.DONE
    assert invoke(["models", "pull", "mine"]) == ExitCode.DONE
    assert invoke(["models", "rm", "mine"]) == ExitCode.DONE
    assert "freed" in capsys.readouterr().err and not path.exists()
    assert load_settings().adapter == ""


def test_another_model_takes_the_set_adapter_with_it(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = made(tmp_path, base, "elsewhere")
    assert invoke(["models", "use", str(path)]) == ExitCode.DONE
    assert load_settings().adapter == str(path)
    other = write_gguf(tmp_path / "other.gguf", {"general.architecture": "llama"})
    assert invoke(["models", "use", str(other)]) == ExitCode.DONE
    assert "isn't used any more" in capsys.readouterr().err
    assert (load_settings().model, load_settings().adapter) == (str(other), "")


def test_what_is_for_another_model_is_refused_and_nothing_changes(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = write_gguf(tmp_path / "other.gguf", {"general.architecture": "llama"})
    path = made(paths.adapters_dir(), other)
    assert invoke(["models", "use", "mine"]) == ExitCode.MODEL
    assert "base.gguf is another one" in capsys.readouterr().err
    assert load_settings().adapter == "" and path.exists()


def test_one_that_was_picked_and_then_damaged_is_told_with_what_to_do(
    base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = made(paths.adapters_dir(), base)
    assert invoke(["models", "use", "mine"]) == ExitCode.DONE
    path.write_bytes(path.read_bytes()[:100])
    state, reason, fix = doctor()
    assert state == "fail" and str(path) in reason and fix == "thumbwright models use none"
    assert invoke(["models", "verify", "mine"]) == ExitCode.MODEL
    assert invoke(["write", "add a note", "--app", "notes"]) == ExitCode.MODEL
    assert "thumbwright models use none" in capsys.readouterr().err


def test_doctor_tells_a_shipped_one_that_is_damaged(base: Path) -> None:
    path = made(adapter_files.SHIPPED, base, "apprentice")
    said = {"file": path.name, "sha256": digest(path), "base_file": base.name, "base_sha256": digest(base)}
    path.with_suffix(".toml").write_text("\n".join(f'{key} = "{value}"' for key, value in said.items()), "utf-8")
    path.write_bytes(path.read_bytes() + b"more")
    state, reason, _fix = doctor()
    assert state == "warn" and "isn't what it was made as" in reason and "without it" in reason


def test_an_adapter_and_a_server_don_t_go_together(
    base: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("THUMBWRIGHT_SERVER_URL", "http://127.0.0.1:9/v1")
    assert invoke(["write", "add a note", "--adapter", "mine"]) == ExitCode.MODEL
    assert "is for a model file" in capsys.readouterr().err
