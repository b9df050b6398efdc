"""`thumbwright check`: what a script would do and what is wrong with it, without a phone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ground.exits import ExitCode

Cli = Callable[..., tuple[int, str, str]]


def test_a_script_that_can_run_is_listed_by_what_it_does(cli: Cli, learned: str, tmp_path: Path) -> None:
    file = tmp_path / "milk.py"
    file.write_text('new_note.title.set_text("Milk")\nnew_note.save.tap()\n')
    code, out, said = cli("check", str(file), "--app", "notes")
    assert code == ExitCode.DONE
    assert f"{file}:2: commit: " in out
    assert "It can run." in said


def test_a_name_that_is_not_there_is_an_error_with_its_line(cli: Cli, learned: str, tmp_path: Path) -> None:
    file = tmp_path / "wrong.py"
    file.write_text("main.search.tap()\nzeppelin.fly.tap()\n")
    code, out, said = cli("check", str(file), "--app", "notes")
    assert code == ExitCode.SCRIPT
    assert f"{file}:2: error: " in out
    assert "refused" in said


def test_json_has_problems_and_effects(cli: Cli, learned: str, tmp_path: Path) -> None:
    file = tmp_path / "milk.py"
    file.write_text('new_note.title.set_text("Milk")\nnew_note.save.tap()\n')
    code, out, _ = cli("check", str(file), "--app", "notes", "--json")
    report = json.loads(out)
    assert code == ExitCode.DONE
    assert report["problems"] == []
    assert [effect["line"] for effect in report["effects"]] == [1, 2]


def test_a_file_that_is_not_there_is_said(cli: Cli, learned: str) -> None:
    code, _, said = cli("check", "nowhere.py", "--app", "notes")
    assert code == ExitCode.USAGE
    assert "There is no script nowhere.py" in said


@pytest.mark.parametrize("command", ["check", "run"])
def test_a_file_that_is_no_text_is_said(cli: Cli, learned: str, tmp_path: Path, command: str) -> None:
    file = tmp_path / "windows.py"
    file.write_text("main.search.tap()\n", "utf-16")
    code, _, said = cli(command, str(file), "--app", "notes")
    assert code == ExitCode.USAGE
    assert "isn't a text in UTF-8" in said and "Traceback" not in said


def test_a_mark_that_an_editor_put_first_is_no_error(cli: Cli, learned: str, tmp_path: Path) -> None:
    file = tmp_path / "windows.py"
    file.write_text("main.search.tap()\n", "utf-8-sig")
    assert cli("check", str(file), "--app", "notes")[0] == ExitCode.DONE


def test_what_is_wrong_and_what_to_do_are_two_sentences(cli: Cli, learned: str, tmp_path: Path) -> None:
    file = tmp_path / "wrong.py"
    file.write_text("mian.search.tap()\nimport os\n")
    _, out, _ = cli("check", str(file), "--app", "notes")
    assert "`mian` is not defined. Did you mean" in out
    file.write_text("x = 1\n")
    _, out, _ = cli("check", str(file), "--app", "notes")
    assert f"{file}: error: The script uses nothing of the app. Call" in out
