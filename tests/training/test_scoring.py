"""The score's weights, fitted on candidates that were run and judged."""

from __future__ import annotations

import json
import random
import tomllib
from pathlib import Path

import pytest

from agent.decide.score import score_from
from ground.errors import SettingsError
from tests.interpreter.pocket_phone import pocket_doc
from training.scoring import BAD, LEAST, fit_score, outcome, read_candidates, worth_of_parts, write_score

DOC = pocket_doc()


def folder_of(tmp_path: Path, tasks: int, *, telling: bool = True) -> Path:
    """Candidates of which the surer and more often written ones are right; with `telling` False, any of them."""
    draw = random.Random(4)
    toggles = [f"{s.name}.{e.name}.turn_off()" for s in DOC.screens for e in s.elements if e.kind == "toggle"][:2]
    lines = []
    for number in range(tasks):
        right = draw.random() < 0.5
        sure = draw.uniform(-0.2, 0) if right and telling else draw.uniform(-1, -0.3)
        often = 4 if right and telling else 2
        said = {"reply": "", "tokens": 9, "endless": False, "problems": [], "notes": 0, "answer": ""}
        candidates = [
            said | {"script": toggles[0], "seeds": list(range(often)), "sureness": sure,
                    "verdict": "success" if right else "false_done"},
            said | {"script": toggles[1], "seeds": list(range(often, 5)), "sureness": -0.9, "verdict": "told_wrong"},
        ]  # fmt: skip
        lines.append(
            {
                "key": f"app{number % 12}:{number:03}",
                "doc": DOC.package,
                "task": "turn it off",
                "kind": "",
                "candidates": candidates,
            }
        )
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "app.json").write_text(json.dumps({"doc": DOC.model_dump(mode="json")}))
    (tmp_path / "candidates.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return tmp_path


def test_what_tells_right_from_wrong_is_weighed_and_little_false_is_run(tmp_path: Path) -> None:
    tasks = read_candidates(folder_of(tmp_path, 2 * LEAST))
    score, figures = fit_score(tasks)
    assert score.tables["among"].worth["likelihood"] > 0 and score.tables["among"].worth["agreement"] > 0
    told = figures["left_out"]
    assert told["success"] > 0.8 * LEAST and sum(told.get(name, 0) for name in BAD) < 0.1 * LEAST
    write_score(score, figures, tmp_path / "score.toml")
    again = score_from(tomllib.loads((tmp_path / "score.toml").read_text("utf-8")))
    assert [outcome(task, again) for task in tasks] == [outcome(task, score) for task in tasks]


def test_where_nothing_tells_them_apart_hardly_anything_runs(tmp_path: Path) -> None:
    tasks = read_candidates(folder_of(tmp_path, 2 * LEAST, telling=False))
    told = fit_score(tasks)[1]["left_out"]
    assert told.get("held", 0) > LEAST


def test_the_worth_of_each_part_is_told(tmp_path: Path) -> None:
    tasks = read_candidates(folder_of(tmp_path, LEAST))
    found = worth_of_parts(tasks, fit_score(tasks)[0], tasks)
    assert sum(found["all"].values()) == LEAST == sum(found["without likelihood"].values())
    assert found["the best there was"]["success"] >= found["all"].get("success", 0)


def test_too_little_and_something_else_are_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="has no candidates"):
        read_candidates(tmp_path / "nowhere")
    folder = folder_of(tmp_path, 3)
    with pytest.raises(SettingsError, match="100 of 5 are needed"):
        fit_score(read_candidates(folder))
    (folder / "candidates.jsonl").write_text('{"key": 1}\n')
    with pytest.raises(SettingsError, match="is not what thumbwright bench candidates writes"):
        read_candidates(folder)
