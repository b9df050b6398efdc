"""The entry in a client's settings: where it belongs, and that nothing else in them is lost."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path

import pytest

from ground.exits import ExitCode
from ui.cli import invoke
from ui.mcp.installing import Client, entry_for


@pytest.fixture
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of its own, without settings."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.parametrize(
    ("client", "platform", "file"),
    [
        ("claude-desktop", "linux", ".config/Claude/claude_desktop_config.json"),
        ("claude-desktop", "darwin", "Library/Application Support/Claude/claude_desktop_config.json"),
        ("claude-desktop", "win32", "AppData/Roaming/Claude/claude_desktop_config.json"),
        ("vscode", "linux", ".config/Code/User/mcp.json"),
        ("vscode", "darwin", "Library/Application Support/Code/User/mcp.json"),
        ("vscode", "win32", "AppData/Roaming/Code/User/mcp.json"),
        ("cursor", "linux", ".cursor/mcp.json"),
        ("claude-code", "linux", "project/.mcp.json"),
    ],
)
def test_each_client_has_its_file(client: str, platform: str, file: str) -> None:
    home = Path("/home/somebody")
    entry = entry_for(Client(client), [], platform=platform, home=home, folder=home / "project", environment={})
    assert entry.file == home / file
    assert entry.key == ("servers" if client == "vscode" else "mcpServers")


def test_the_entry_says_by_full_path_what_starts_this_installation() -> None:
    around = {"THUMBWRIGHT_HOME": "/somewhere", "HOME": "/home/somebody"}
    entry = entry_for(Client.CURSOR, ["--profile", "full"], environment=around)
    assert Path(entry.value["command"]).is_absolute()
    assert entry.value["args"][-3:] == ["mcp", "--profile", "full"]
    assert entry.value["env"] == {"THUMBWRIGHT_HOME": "/somewhere"}


def test_what_else_stands_there_stays_and_a_copy_is_kept(person: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = person / ".cursor" / "mcp.json"
    file.parent.mkdir()
    before = '{"mcpServers": {"other": {"command": "x"}}, "more": [1, "ü"]}'
    file.write_text(before, "utf-8")
    file.chmod(0o600)
    assert invoke(["mcp", "install", "--client", "cursor", "--allow", "commit"]) == ExitCode.DONE
    now = json.loads(file.read_text("utf-8"))
    assert now["more"] == [1, "ü"] and now["mcpServers"]["other"] == {"command": "x"}
    assert now["mcpServers"]["thumbwright"]["args"][-4:] == ["--profile", "no-commerce", "--allow", "commit"]
    assert file.with_name("mcp.json.backup1").read_text("utf-8") == before
    if sys.platform != "win32":
        assert stat.S_IMODE(os.stat(file).st_mode) == 0o600
    told = capsys.readouterr()
    assert json.loads(told.out)["mcpServers"]["thumbwright"] == now["mcpServers"]["thumbwright"]
    assert str(file) in told.err and "mcp.json.backup1" in told.err
    assert invoke(["mcp", "install", "--client", "cursor", "--allow", "commit"]) == ExitCode.DONE
    assert "has it already" in capsys.readouterr().err and not file.with_name("mcp.json.backup2").exists()
    assert invoke(["mcp", "install", "--client", "cursor", "--profile", "readonly"]) == ExitCode.DONE
    assert file.with_name("mcp.json.backup2").exists()


@pytest.mark.parametrize(
    "text",
    ["{", '// a comment\n{"mcpServers": {}}', "[]", '{"mcpServers": []}', "\x00", '"' + "x" * 10],
    ids=["cut off", "comments", "a list", "servers are a list", "no text", "a string left open"],
)
def test_a_file_that_is_not_what_it_should_be_is_left_alone(
    person: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = person / ".cursor" / "mcp.json"
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    assert invoke(["mcp", "install", "--client", "cursor"]) == ExitCode.USAGE
    assert file.read_text("utf-8") == text and list(file.parent.iterdir()) == [file]
    told = capsys.readouterr().err
    assert "Nothing was changed" in told and '"thumbwright"' in told


def test_print_writes_nothing(person: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["mcp", "install", "--client", "vscode", "--print"]) == ExitCode.DONE
    assert json.loads(capsys.readouterr().out)["servers"]["thumbwright"]["type"] == "stdio"
    assert not list(person.glob(".config/**/*"))


def test_a_new_file_is_made_where_there_is_none(person: Path) -> None:
    assert invoke(["mcp", "install", "--client", "claude-code"]) == ExitCode.DONE
    assert "thumbwright" in json.loads((Path.cwd() / ".mcp.json").read_text("utf-8"))["mcpServers"]


def test_an_effect_that_there_is_not_is_refused_before_anything_is_written(person: Path) -> None:
    assert invoke(["mcp", "install", "--client", "cursor", "--allow", "everything"]) == ExitCode.USAGE
    assert not (person / ".cursor").exists()
