"""`thumbwright policy`: rules kept in the settings, shown, and held to by a run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from demophone.device import Device
from demophone.phone import DemoPhoneThread
from ground import paths
from ground.exits import ExitCode
from ground.settings import load_settings
from ui.cli import invoke

NOTES = "app.demo.notes"
ADD_MILK = '# app: Notes\nnew_note.title.set_text("Milk")\nnew_note.save.tap()\n'


def rules(capsys: pytest.CaptureFixture[str], *args: str) -> dict[str, tuple[str, str]]:
    capsys.readouterr()
    assert invoke(["policy", "show", "--json", *args]) == ExitCode.DONE
    return {row["effect"]: (row["rule"], row["from"]) for row in json.loads(capsys.readouterr().out)}


def test_rules_are_kept_as_toml_and_taken_back(learned: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert rules(capsys)["delete"] == ("ask", "default")
    for words in (
        ["delete", "never"],
        ["commit", "allow", "--app", "notes"],
        ["send", "never", "--app", "com.example.mail"],
    ):
        assert invoke(["policy", "set", *words]) == ExitCode.DONE
    text = paths.config_file().read_text("utf-8")
    assert 'delete = "never"' in text
    assert '[policy."app.demo.notes"]\ncommit = "allow"' in text
    assert load_settings().policy == {
        "delete": "never",
        NOTES: {"commit": "allow"},
        "com.example.mail": {"send": "never"},
    }
    assert rules(capsys, "--app", "notes")["commit"] == ("allow", "rule")
    assert rules(capsys, "--app", "notes")["delete"] == ("never", "rule for every app")
    assert invoke(["policy", "set", "commit", "default", "--app", "notes"]) == ExitCode.DONE
    assert rules(capsys, "--app", "notes")["commit"] == ("ask", "default")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[policy]\ndelete = "sometimes"', "policy"),
        ('[policy]\nreading = "never"', "reading"),
        ('[policy]\nread = "ask"', "read"),
        ('[policy."com.example.mail"]\nsending = "never"', "sending"),
        ('[policy]\n"com.example.mail" = "never"', "its rules stand in"),
        ("policy = 3", "policy"),
    ],
)
def test_what_is_no_rule_is_told(text: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    paths.config_file().parent.mkdir(parents=True)
    paths.config_file().write_text(text, "utf-8")
    assert invoke(["config", "validate"]) == ExitCode.USAGE
    assert told in capsys.readouterr().err
    assert invoke(["run", "add a note", "-s", "nophone"]) == ExitCode.USAGE, (
        "nothing runs under rules that can't be read"
    )


@pytest.mark.parametrize("words", [["reading", "never"], ["delete", "sometimes"], ["navigate", "ask"]], ids=" ".join)
def test_what_is_no_rule_is_not_kept(words: list[str]) -> None:
    assert invoke(["policy", "set", *words]) == ExitCode.USAGE
    assert not paths.config_file().exists()


@pytest.mark.parametrize(
    ("rule", "where", "options", "code", "saved"),
    [
        pytest.param("never", [], ["--allow", "commit"], ExitCode.REFUSED, False, id="never, whatever is allowed"),
        pytest.param(
            "never", ["--app", "notes"], ["--allow", "commit"], ExitCode.REFUSED, False, id="never in this app"
        ),
        pytest.param("never", ["--app", "a.b"], ["--allow", "commit"], ExitCode.DONE, True, id="never in another"),
        pytest.param("allow", ["--app", "notes"], [], ExitCode.DONE, True, id="allowed in this app"),
        pytest.param("allow", ["--app", "a.b"], [], ExitCode.REFUSED, False, id="allowed in another"),
    ],
)
def test_a_run_holds_to_the_rules(
    rule: str,
    where: list[str],
    options: list[str],
    code: int,
    saved: bool,
    learned: str,
    home: Path,
    start_demo_phone: Callable[..., DemoPhoneThread],
    capsys: pytest.CaptureFixture[str],
) -> None:
    device = Device()
    phone = start_demo_phone(lambda: device)
    assert invoke(["policy", "set", "commit", rule, *where]) == ExitCode.DONE
    file = home.parent / "where" / "milk.py"
    file.write_text(ADD_MILK, "utf-8")
    assert invoke(["run", str(file), "-s", phone.serial, "--yes", *options]) == code, capsys.readouterr().err
    assert ("'title': 'Milk'" in str(phone.call(lambda: device.app_state(NOTES)))) == saved
    if rule == "never" and not saved:
        assert "thumbwright policy show" in capsys.readouterr().out
