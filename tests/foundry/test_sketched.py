"""Sketches: every one that comes with the project holds together, what doesn't is named with its line, and pairs are made once."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from foundry.sketched import add_sketches, read_sketch, sketch_files, sketch_pairs
from ground.errors import SettingsError
from interpreter.check.checking import check
from training.pairs import read_folder

pytestmark = pytest.mark.whole

DOC = """
label = "Jotter"
start = "notes"

[[screen]]
name = "notes"
elements = [
  { name = "new_note", label = "New note", icon = true, opens = "edit_note" },
  { name = "notes", kind = "list", id = "list", item = { name = "note", holds = "title", title = "title", parts = [
    { name = "title", id = "title" },
  ] } },
]

[[screen]]
name = "edit_note"
elements = [
  { name = "title", kind = "input", label = "Title", commit = "save" },
  { name = "save", label = "Save", icon = true },
]

[[screen]]
name = "settings"
elements = [
  { name = "theme", kind = "choice", label = "Theme", row = true, options = ["Light", "Dark"] },
  { name = "word_count", kind = "toggle", label = "Show word count", row = true },
]
"""
TASKS = [
    ("make everything dark", 'settings.theme.choose("Dark")'),
    ("stop counting my words", "settings.word_count.turn_off()"),
    ("jot down Landlord", 'edit_note.title.set_text("Landlord")\nedit_note.save.tap()'),
    ("how many have I got", "finish(len(notes.notes()))"),
    ("cook dinner", 'finish("Not done: this app has nothing for that")'),
]


def _sketch(folder: Path, name: str = "jotter", doc: str = DOC, tasks: list[tuple[str, str]] = TASKS) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.toml"
    file.write_text(doc, "utf-8")
    lines = [json.dumps({"task": task, "script": script}) + "\n" for task, script in tasks]
    file.with_suffix(".jsonl").write_text("".join(lines), "utf-8")
    return file


@pytest.mark.parametrize("file", sketch_files(), ids=lambda file: file.stem)
def test_every_sketch_holds_together(file: Path) -> None:
    sketch = read_sketch(file)  # each script passes the check
    assert len(sketch.tasks) >= 30
    assert sum(script.startswith("find(") for _, script in sketch.tasks) < len(sketch.tasks) / 4


@pytest.mark.parametrize("file", sketch_files()[::16], ids=lambda file: file.stem)
def test_in_other_variants_too_the_doc_allows_each_script(file: Path) -> None:
    docs, pairs = sketch_pairs(read_sketch(file))
    for pair in pairs:
        assert not check(pair["script"], docs[pair["doc"]]).errors, pair


def test_some_are_held_out() -> None:
    held_out = [file for file in sketch_files() if file.read_text("utf-8").startswith("held_out = true\n")]
    assert 4 <= len(held_out) <= len(sketch_files()) // 5


def test_each_task_comes_once_as_written_and_once_in_another_variant(tmp_path: Path) -> None:
    sketch = read_sketch(_sketch(tmp_path))
    docs, pairs = sketch_pairs(sketch)
    as_written = [pair for pair in pairs if pair["doc"] == "sketch.jotter.plain"]
    assert [(pair["task"], pair["script"]) for pair in as_written] == TASKS
    assert [pair["kind"] for pair in as_written] == ["task"] * 4 + ["irrelevant"]
    assert len(docs) == 2 and len({pair["source"] for pair in pairs}) == len(pairs)


def test_one_that_is_held_out_is_never_learned_from(tmp_path: Path) -> None:
    sketch = read_sketch(_sketch(tmp_path, doc="held_out = true\n" + DOC))
    docs, pairs = sketch_pairs(sketch)
    assert {pair["split"] for pair in pairs} == {"held_out"} and list(docs) == ["sketch.jotter.plain"]


def test_they_are_put_behind_what_is_there_and_none_twice(tmp_path: Path) -> None:
    _sketch(tmp_path / "sketches")
    out = tmp_path / "pairs"
    first = add_sketches(out, tmp_path / "sketches")
    assert first["sketches"] == 1 and first["docs"] == 2 and first["pairs"] >= len(TASKS)
    assert add_sketches(out, tmp_path / "sketches")["pairs"] == 0
    assert len(read_folder(out).pairs) == first["pairs"]


def test_of_each_so_many_can_be_taken_all_of_one_doc(tmp_path: Path) -> None:
    for name in ("jotter", "scribbler", "memos"):
        _sketch(tmp_path / "sketches", name)
    for folder in ("pairs", "again"):
        assert add_sketches(tmp_path / folder, tmp_path / "sketches", 3) == {"sketches": 3, "docs": 3, "pairs": 9}
    found = read_folder(tmp_path / "pairs")
    assert len(found.docs) == 3 and len({(pair.doc, pair.task) for pair in found.pairs}) == 9
    assert found.pairs == read_folder(tmp_path / "again").pairs


@pytest.mark.parametrize(
    ("doc", "tasks", "said"),
    [
        (DOC.replace("edit_note\" }", "edit_nothing\" }"), TASKS, "notes.new_note: there is no screen 'edit_nothing'"),
        (DOC.replace('commit = "save"', 'commit = "ok"'), TASKS, "edit_note.title: 'ok' is nothing on that screen"),
        (DOC.replace('start = "notes"', 'start = "home"'), TASKS, "start: there is no screen 'home'"),
        ("label = ", TASKS, "jotter.toml is no sketch"),
        (DOC + "colour = 1\n", TASKS, "jotter.toml is no sketch"),
        (DOC, [*TASKS, ("open the moon", "moon.open()")], "jotter.jsonl, line 6: "),
        (DOC, [*TASKS, TASKS[0]], "line 6: 'make everything dark' stands there twice"),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_named(tmp_path: Path, doc: str, tasks: list[tuple[str, str]], said: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(said)):
        read_sketch(_sketch(tmp_path, doc=doc, tasks=tasks))


def test_lines_that_are_no_pairs_and_missing_files_are_named(tmp_path: Path) -> None:
    file = _sketch(tmp_path)
    tasks = file.with_suffix(".jsonl")
    tasks.write_text('{"task": "x"}\n', "utf-8")
    with pytest.raises(SettingsError, match=r"jotter\.jsonl, line 1: not a pair"):
        read_sketch(file)
    tasks.write_bytes(b"\xff\n")
    with pytest.raises(SettingsError, match=r"jotter\.jsonl can't be read"):
        read_sketch(file)
    tasks.unlink()
    with pytest.raises(SettingsError, match=r"jotter\.jsonl is missing"):
        read_sketch(file)
    with pytest.raises(SettingsError, match="has no sketch"):
        sketch_files(tmp_path / "none")


def test_no_sketch_is_for_an_app_that_measures() -> None:
    """The recorded apps are of two makers; no sketch is to be of those families."""
    family = re.compile(
        r"simple (mobile|calendar|gallery|contacts|dialer|notes)|fossify|firefox|mozilla", re.IGNORECASE
    )
    for file in sketch_files():
        assert not family.search(file.read_text("utf-8")), file.name
