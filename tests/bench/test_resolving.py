"""Where a right script's elements stand among all of a doc, from both layouts of a folder of pairs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from apidocs.doc import AppDoc
from bench.resolving import run_resolving
from ground.errors import SettingsError
from ground.exits import ExitCode
from tests.agent.conftest import home, pad_doc
from ui.cli import invoke

__all__ = ["home", "pad_doc"]
PAIRS = [
    ("Tap new note", "main.new_note.tap()"),
    ("zzz", 'editor.color.choose("Red")'),
    ("How many?", "finish(1)"),
]


def _folder(tmp_path: Path, doc: AppDoc, together: bool) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "pad.doc.json").write_text(doc.model_dump_json(), "utf-8")
    lines = [{"task": task, "script": script, "doc": "pad", "kind": "task"} for task, script in PAIRS]
    lines += [{"task": "x", "script": "main.new_note.tap()", "doc": "pad", "kind": "redo"}] if together else []
    name = "pairs.jsonl" if together else "pad.pairs.jsonl"
    (tmp_path / name).write_text("\n".join(map(json.dumps, lines)), "utf-8")
    return tmp_path


@pytest.mark.parametrize("together", [False, True], ids=["a file an app", "one file"])
def test_what_is_named_stands_first_and_what_is_not_in_the_middle(
    together: bool, tmp_path: Path, pad_doc: AppDoc
) -> None:
    report = run_resolving(_folder(tmp_path, pad_doc, together), None, lambda app: None)
    # seven elements: one is named, and one task says nothing of them, so that its own stands at the middle place, the fourth
    assert report["used"] == 2
    assert report["words"] == {"first_3": 0.5, "first_8": 1.0}
    assert report["words"] == report["both"]
    assert "meaning" not in report and report["memory_mb"] is None


def test_a_folder_without_pairs(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="holds no pairs"):
        run_resolving(tmp_path, None, lambda app: None)


def test_the_command_says_how_to_have_meaning_too(
    tmp_path: Path, pad_doc: AppDoc, capsys: pytest.CaptureFixture[str]
) -> None:
    assert invoke(["bench", "resolve", "--data", str(_folder(tmp_path, pad_doc, False))]) == ExitCode.DONE
    told = capsys.readouterr()
    assert "thumbwright models pull minilm" in told.err
    assert "50.0%" in told.out and "new_note" not in told.out + told.err
