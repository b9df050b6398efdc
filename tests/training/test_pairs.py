"""A pairs folder as it comes from outside: read, or refused with the file and line where something is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from apidocs.doc import AppDoc
from ground.errors import DocError, SettingsError
from training.pairs import read_folder

from .tiny import NOTES

GOOD: dict[str, Any] = {"doc": "notes", "task": "open the notes", "script": "main.open.tap()", "kind": "task"}
FAILURE = {"script": "main.opn.tap()", "error": "there is no opn", "line": 1, "carried_out": False, "screen": ""}


def folder_of(path: Path, *lines: dict[str, Any] | str, doc: AppDoc = NOTES, file: str = "pairs.jsonl") -> Path:
    (path / "docs").mkdir()
    (path / "docs" / "notes.doc.json").write_text(doc.model_dump_json(), "utf-8")
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    (path / file).write_text(text, "utf-8")
    return path


def test_pairs_are_read_with_the_docs_they_name(tmp_path: Path) -> None:
    held = GOOD | {"split": "held_out", "failure": FAILURE, "kind": "redo", "source": "foundry"}
    found = read_folder(folder_of(tmp_path, GOOD, "", held))
    assert [pair.task for pair in found.pairs] == ["open the notes"] * 2
    assert len(found.of("train")) == len(found.of("held_out")) == 1
    failure = found.of("held_out")[0].failure
    assert failure is not None
    assert failure.as_failure().source == "main.opn.tap()"
    assert found.docs["notes"].package == NOTES.package


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("{", "line 2.*JSON", id="no JSON"),
        pytest.param(GOOD | {"task": ""}, "line 2: task", id="no task"),
        pytest.param(GOOD | {"script": "  \n"}, "line 2: script is empty", id="a script of nothing"),
        pytest.param(GOOD | {"kind": "other"}, "line 2: kind", id="unknown kind"),
        pytest.param(GOOD | {"doc": "../../etc/passwd"}, "line 2: doc", id="a doc outside"),
        pytest.param(GOOD | {"doc": "gone"}, "doc gone", id="a doc that isn't there"),
        pytest.param(GOOD | {"failure": {"error": "no script"}}, "line 2: failure.script", id="a failure with holes"),
        pytest.param(GOOD | {"more": 1}, "line 2: more", id="a field nobody knows"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, line: dict[str, Any] | str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        read_folder(folder_of(tmp_path, GOOD, line))


def test_a_text_may_hold_what_ends_a_line_elsewhere(tmp_path: Path) -> None:
    line = json.dumps(GOOD | {"task": "open\u2028the\x85notes"}, ensure_ascii=False)
    assert read_folder(folder_of(tmp_path, GOOD, line)).pairs[1].task == "open\u2028the\x85notes"


def test_bytes_that_are_no_text_are_named_with_their_line(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, GOOD)
    with (folder / "pairs.jsonl").open("ab") as file:
        file.write(b"\n\xff\xfe")
    with pytest.raises(SettingsError, match="line 2"):
        read_folder(folder)


@pytest.mark.parametrize("damaged", [b'{"package": 3}', b"", b"\xff"])
def test_a_damaged_doc_is_named(tmp_path: Path, damaged: bytes) -> None:
    folder = folder_of(tmp_path, GOOD)
    (folder / "docs" / "notes.doc.json").write_bytes(damaged)
    with pytest.raises(DocError, match=r"notes\.doc\.json"):
        read_folder(folder)


def test_a_folder_without_pairs_says_what_one_has(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"docs/ID\.doc\.json"):
        read_folder(tmp_path)
    with pytest.raises(SettingsError, match="no lines"):
        read_folder(folder_of(tmp_path))


def test_preferences_are_read_alone(tmp_path: Path) -> None:
    better = {"doc": "notes", "task": "open", "chosen": "main.open.tap()", "rejected": "main.close.tap()"}
    found = read_folder(folder_of(tmp_path, better, file="prefer.jsonl"), preferences=True)
    assert found.preferences[0].rejected == "main.close.tap()"
    assert found.pairs == []
