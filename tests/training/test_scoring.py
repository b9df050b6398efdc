"""The score's weights, fitted on candidates that were run and judged."""

from __future__ import annotations

import json
import random
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from agent.decide.score import score_from
from ground.errors import SettingsError
from tests.interpreter.pocket_phone import pocket_doc
from training.outcomes import outcome, question
from training.scoring import (
    BAD,
    LEAST,
    MOST_ASKED,
    RIGHT_ASKED,
    fit_ask,
    fit_score,
    read_score,
    worth_of_parts,
    write_ask,
    write_score,
)
from training.tried import read_candidates

pytestmark = pytest.mark.whole

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


def test_the_person_is_asked_seldom_and_mostly_about_what_is_right(tmp_path: Path) -> None:
    tasks = read_candidates(folder_of(tmp_path, 3 * LEAST))
    score, figures = fit_score(tasks)
    asked = figures["asked"]
    assert asked["of"] == len(tasks) and asked["asked"] <= MOST_ASKED * len(tasks)
    assert asked["right"] >= RIGHT_ASKED * asked["asked"]
    # held to be asked about: all that the score never lets run
    strict = replace(score, run=1.0, sure=1.0)
    again, figures = fit_ask(tasks, strict)
    about = [one for task in tasks if (one := question(task, strict)) is not None and one.chance >= again.ask]
    assert again.tables == strict.tables and again.run == 1.0
    assert 0 < len(about) == figures["asked"]["asked"] <= MOST_ASKED * len(tasks)
    assert sum(one.right for one in about) == figures["asked"]["right"] >= RIGHT_ASKED * len(about)


def test_where_nothing_tells_them_apart_nobody_is_asked(tmp_path: Path) -> None:
    tasks = read_candidates(folder_of(tmp_path, 2 * LEAST, telling=False))
    assert fit_score(tasks)[1]["asked"] == {"of": len(tasks), "asked": 0, "right": 0}


def test_a_kept_score_gets_a_new_limit_for_asking_and_keeps_all_else(tmp_path: Path) -> None:
    tasks = read_candidates(folder_of(tmp_path, LEAST))
    file = tmp_path / "score.toml"
    with pytest.raises(SettingsError, match="can't be read"):
        read_score(file)
    file.write_text("[decide]\nrun = 1\n")
    with pytest.raises(SettingsError, match="holds no score"):
        read_score(file)
    score, figures = fit_score(tasks)
    write_score(score, figures, file)
    before = tomllib.loads(file.read_text("utf-8"))
    write_ask(replace(score, ask=0.61), {"asked": {"of": 1, "asked": 0, "right": 0}}, file)
    after = tomllib.loads(file.read_text("utf-8"))
    assert read_score(file).ask == 0.61 and after.pop("asked") == {"of": 1, "asked": 0, "right": 0}
    before.pop("asked")
    before["decide"]["ask"] = 0.61
    assert after == before


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
