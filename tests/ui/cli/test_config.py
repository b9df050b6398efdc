"""`thumbwright config`: settings shown with their origin, kept, checked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ground import paths
from ground.exits import ExitCode
from ground.settings import Settings, load_settings
from ui.cli import invoke


def shown(capsys: pytest.CaptureFixture[str], *args: str) -> dict[str, dict[str, object]]:
    capsys.readouterr()
    assert invoke(["config", "show", *args, "--json"]) == ExitCode.DONE
    return {row["key"]: row for row in json.loads(capsys.readouterr().out)}


def test_every_setting_is_shown_with_what_it_means(capsys: pytest.CaptureFixture[str]) -> None:
    rows = shown(capsys)
    assert list(rows) == list(Settings.model_fields)
    assert all(row["meaning"] and row["from"] == "default" for row in rows.values()), rows


def test_it_is_said_where_a_value_comes_from(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert invoke(["config", "set", "threads", "3"]) == ExitCode.DONE
    assert invoke(["config", "set", "serial", "R58"]) == ExitCode.DONE
    monkeypatch.setenv("THUMBWRIGHT_SERIAL", "another")
    rows = shown(capsys)
    assert (rows["threads"]["value"], rows["threads"]["from"]) == (3, "file")
    assert (rows["serial"]["value"], rows["serial"]["from"]) == ("another", "THUMBWRIGHT_SERIAL")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (["allow", "commit", "share"], ["commit", "share"]),
        (["allow", "commit,share"], ["commit", "share"]),
        (["keep_screens_days", "0"], 0),
        (["ask_from", "send"], "send"),
        (["theme", "nord"], "nord"),
        (["server_url", "http://127.0.0.1:8080/v1"], "http://127.0.0.1:8080/v1"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) and len(value) > 1 else "",
)
def test_what_is_set_holds(words: list[str], value: object) -> None:
    assert invoke(["config", "set", *words]) == ExitCode.DONE
    assert getattr(load_settings(), words[0]) == value


def test_without_a_value_the_default_holds_again_and_comments_stay(home: Path) -> None:
    file = paths.config_file()
    file.parent.mkdir(parents=True)
    file.write_text("# mine\nthreads = 3\n", "utf-8")
    assert invoke(["config", "set", "threads"]) == ExitCode.DONE
    assert load_settings().threads == 0
    assert "# mine" in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["tempo", "3"], "There is no setting 'tempo'"),
        (["ask_from", "sending"], "There is no effect 'sending'"),
        (["allow", "commit,typing"], "There is no effect 'typing'"),
        (["theme", "mauve"], "There is no theme 'mauve'. Themes: thumbwright-dark"),
        (["threads", "many"], "whole number"),
        (["keep_screens_days", "--", "-1"], "keep_screens_days"),
        (["server_url", "https://example.com/v1"], "must be on this machine"),
        (["keys", "x"], "is a table"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_what_cannot_be_used_is_refused_and_not_kept(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert invoke(["config", "set", *words]) == ExitCode.USAGE
    assert told in capsys.readouterr().err
    assert not paths.config_file().exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('ask_from = "often"', "There is no effect 'often'"),
        ('allow = ["everything"]', "There is no effect 'everything'"),
        ("threads = -1", "threads"),
        ("= 3", "not valid TOML"),
    ],
)
def test_validate_names_what_is_wrong(text: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    paths.config_file().parent.mkdir(parents=True)
    paths.config_file().write_text(text, "utf-8")
    assert invoke(["config", "validate", "--json"]) == ExitCode.USAGE
    assert told in json.loads(capsys.readouterr().out)["error"]["message"]


def test_validate_is_content_with_what_can_be_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["config", "validate"]) == ExitCode.DONE
    assert invoke(["config", "path"]) == ExitCode.DONE
    assert capsys.readouterr().out.strip() == str(paths.config_file())
