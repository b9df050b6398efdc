"""Scripts given in place of the model's: what the file of right ones has, who may read it, and that a wrong one is none."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench.droidtask.reporting import run_droidtask
from bench.droidtask.right_scripts import FILE, RightScript, read_scripts
from ground.errors import SettingsError
from ui.commands.bench import droidtask_command

ROOT = Path(__file__).parents[3]
NOT_FOR = (
    "agent",
    "apidocs",
    "demophone",
    "farm",
    "foundry",
    "ground",
    "interpreter",
    "phones",
    "sessions",
    "thumbwright",
    "training",
)
"""Rooms that make something of what they read: nothing that measures them may be among it."""


def test_no_room_that_writes_or_learns_names_the_file() -> None:
    readers = [
        str(path.relative_to(ROOT))
        for room in NOT_FOR
        for path in sorted((ROOT / room).rglob("*"))
        if path.suffix in (".py", ".toml", ".txt")
        and any(name in path.read_text("utf-8") for name in ("right_scripts.toml", "bench.droidtask"))
    ]
    assert readers == []


def test_each_recorded_task_has_a_script_or_a_reason(recordings: list[Path]) -> None:
    tasks = {
        (folder.name, task["id"])
        for folder in recordings
        for task in json.loads((folder / "tasks.json").read_text("utf-8"))
    }
    assert set(read_scripts()) == tasks


@pytest.mark.parametrize(
    "text",
    [
        "[app.task1]\nscript = ''",
        "[app.task1]\nscript = 'a.tap()'\nwhy_not = 'no way'",
        "[app.task1]\nscript = 3",
        "[app.task1]\nscript = 'a.tap()'\nwords = 'x'",
        "app = 3",
        "[app.task1",
    ],
)
def test_a_file_of_something_else_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "scripts.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match="no file of right scripts"):
        read_scripts(file)


def test_right_scripts_succeed_and_others_do_not(recordings: list[Path]) -> None:
    small = min(recordings, key=lambda folder: len(json.loads((folder / "tasks.json").read_text("utf-8"))))
    right = {key: one for key, one in read_scripts().items() if key[0] == small.name}
    keys = sorted(right)
    changed = right | {
        keys[1]: dataclasses.replace(right[keys[1]], script=right[keys[1]].script.splitlines()[-1]),
        keys[2]: RightScript(why_not="nothing does it"),
    }
    del changed[keys[3]]
    report = run_droidtask(small.parent, None, agent="given", app=small.name, scripts=changed)
    verdicts = {(row["app"], row["id"]): row["verdict"] for row in report["rows"]}
    assert verdicts[keys[0]] == "success" == verdicts[keys[4]]
    assert "success" not in {verdicts[key] for key in keys[1:4]}


def test_a_script_for_a_task_that_was_not_recorded_is_refused(recordings: list[Path]) -> None:
    folder = recordings[0]
    scripts = {(folder.name, "task0"): RightScript("back()")}
    with pytest.raises(SettingsError, match=f"scripts for task0, which the recording .*{folder.name} has not"):
        run_droidtask(folder.parent, None, agent="given", app=folder.name, scripts=scripts)


@pytest.mark.parametrize("more", [["--no-rules"], ["--agent", "step"], ["--without", "samples"]])
def test_given_scripts_are_run_as_they_stand(tmp_path: Path, more: list[str]) -> None:
    asked = CliRunner().invoke(droidtask_command, ["--data", str(tmp_path), "--scripts", str(FILE), *more])
    assert asked.exit_code == 2
    assert "as it stands" in asked.output
