"""Pairs through the product with a model whose replies are given: what is counted, kept and gone on from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from agent.prepare.switches import AFTER_THE_MODEL, PRODUCT
from apidocs.doc import AppDoc
from bench.pairs.running import PairRow, run_pairs
from ground.errors import SettingsError
from ground.exits import ExitCode
from tests.agent.conftest import ScriptedWriter
from ui.cli import invoke

MILK = 'editor.title.set_text("Milk")\neditor.save.tap()'
PAIRS = {
    "pad": [
        ("Write a note called Milk", MILK),
        ("How many notes are there?", "finish(len(main.notes()))"),
        ("Make the note Milk red", 'main.note("Milk").open()\neditor.color.choose("Red")\neditor.save.tap()'),
    ],
    "other": [("Open a new note", "main.new_note.tap()")],
}


@pytest.fixture
def data(tmp_path: Path, pad_doc: AppDoc) -> Path:
    folder = tmp_path / "pairs"
    (folder / "docs").mkdir(parents=True)
    for app, pairs in PAIRS.items():
        (folder / "docs" / f"{app}.doc.json").write_text(pad_doc.model_dump_json(), "utf-8")
        lines = [json.dumps({"task": task, "script": script}) for task, script in pairs]
        (folder / f"{app}.pairs.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


REPLIES = (
    "main.new_note.tap()",  # the app that comes first
    MILK.replace('"', "'"),
    "finish(len(main.notes()))",
    'editor.title.set_text("Chocolate")\neditor.save.tap()',
)


def counts(report: dict[str, Any]) -> tuple[int, int, int]:
    return report["pairs"], report["equal"], report["equal_as_text"]


def test_right_scripts_are_counted_by_app_and_length(data: Path) -> None:
    report = run_pairs(data, ScriptedWriter(*REPLIES), switches=PRODUCT)
    assert counts(report) == (4, 3, 2)
    assert report["equal_share"] == 0.75 and report["interval"][0] < 0.75 < report["interval"][1]
    assert {app: counts(one) for app, one in report["by_app"].items()} == {"other": (1, 1, 1), "pad": (3, 2, 1)}
    assert {name: one["pairs"] for name, one in report["by_length"].items()} == {"1": 2, "2": 1, "3": 1}
    # a text that nobody said: held, for the person to decide
    assert (report["held"], report["held_though_equal"], report["asked_again"]) == (1, 0, 0)


def test_without_rules_the_first_script_counts_as_it_stands(data: Path) -> None:
    writer = ScriptedWriter("new_note.tap()", *REPLIES[1:])
    report = run_pairs(data, writer, switches=PRODUCT.without(*AFTER_THE_MODEL))
    assert (report["equal"], report["asked_again"]) == (2, 0), "the screen that is missing isn't put in"
    assert run_pairs(data, ScriptedWriter("new_note.tap()", *REPLIES[1:], "x"))["by_app"]["other"]["equal"] == 1


def test_nothing_that_a_pair_says_is_kept(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    report = run_pairs(data, ScriptedWriter(*REPLIES), out=out)
    for kept in (out.read_text("utf-8"), json.dumps(report)):
        assert "Milk" not in kept and "new_note" not in kept


def test_a_limit_takes_the_first_of_each_app(data: Path) -> None:
    report = run_pairs(data, ScriptedWriter(*REPLIES[:3]), limit=3)
    assert [(row["app"], row["number"]) for row in report["rows"]] == [("other", 1), ("pad", 1), ("pad", 2)]


def test_a_run_goes_on_from_what_is_kept(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    run_pairs(data, ScriptedWriter(*REPLIES[:2]), limit=2, out=out, settings={"adapter": "none"})
    told: list[PairRow] = []
    writer = ScriptedWriter(*REPLIES[2:], "no.thing()")
    report = run_pairs(data, writer, out=out, settings={"adapter": "none"}, on_row=told.append)
    assert counts(report) == (4, 3, 2) and len(told) == 2
    assert json.loads(out.read_text("utf-8"))["pairs"] == 4

    changed = data / "pad.pairs.jsonl"
    changed.write_text(changed.read_text("utf-8").replace("How many", "Tell how many"), "utf-8")
    again: list[PairRow] = []
    writer = ScriptedWriter("finish(len(main.notes()))")
    report = run_pairs(data, writer, out=out, settings={"adapter": "none"}, on_row=again.append)
    assert [row.number for row in again] == [2] and report["pairs"] == 4


def test_a_run_with_another_adapter_is_not_gone_on_from(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    run_pairs(data, ScriptedWriter(*REPLIES[:1]), limit=1, out=out, settings={"adapter": "none"})
    with pytest.raises(SettingsError, match="run with adapter 'none', this one has 'apprentice 12'"):
        run_pairs(data, ScriptedWriter(), limit=1, out=out, settings={"adapter": "apprentice 12"})
    out.write_text("{}")
    with pytest.raises(SettingsError, match="no rows of bench pairs"):
        run_pairs(data, ScriptedWriter(), out=out)


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("pad.pairs.jsonl", '{"task": "a", "script": "b"}\n{"task": "a"}\n', r"pad\.pairs\.jsonl, line 2: not a pair"),
        ("docs/pad.doc.json", "{}", r"pad\.doc\.json is no doc of an app"),
        ("new.pairs.jsonl", "", r"new\.doc\.json is no doc of an app"),
    ],
)
def test_what_can_t_be_read_is_named(file: str, text: str, said: str, data: Path) -> None:
    (data / file).write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=said):
        run_pairs(data, ScriptedWriter())


def test_a_folder_without_pairs_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="holds no pairs"):
        run_pairs(tmp_path, ScriptedWriter())


def test_the_command_gives_the_figures(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import contextlib

    given: list[tuple[str, str]] = []

    def opened(model: str, adapter: str) -> Any:
        given.append((model, adapter))
        return contextlib.nullcontext(ScriptedWriter(*REPLIES))

    monkeypatch.setattr("ui.commands.bench_pairs.opened_writer", opened)
    assert invoke(["bench", "pairs", "--data", str(data), "--adapter", "none", "--json"]) == ExitCode.DONE
    found = json.loads(capsys.readouterr().out)
    assert (found["pairs"], found["equal"], found["adapter"], found["without"]) == (4, 3, "none", [])
    assert given == [("", "none")]
    assert invoke(["bench", "pairs", "--data", str(data), "--no-rules", "--limit", "4"]) == ExitCode.DONE
    out, err = capsys.readouterr()
    assert "pad" in out and "equal: " in err and "Milk" not in out + err


def test_an_app_may_have_dots_in_its_name(data: Path) -> None:
    (data / "other.pairs.jsonl").rename(data / "org.other.pairs.jsonl")
    (data / "docs" / "other.doc.json").rename(data / "docs" / "org.other.doc.json")
    assert run_pairs(data, ScriptedWriter("main.new_note.tap()"), limit=1)["by_app"].keys() == {"org.other"}
