"""Learned apps on phones: subjects of the train half alone, dealt by rule, and the weights that are fitted on them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from agent.prepare.app_for import AppChoice
from agent.prepare.choosing import Choice
from agent.prepare.learned_fit import PARTS, WEIGHTS_FILE
from agent.prepare.which_app import Fit
from apidocs.doc import AppDoc, Screen
from bench.choose.learned import (
    ROWS,
    LearnedApp,
    doc_in,
    found_of,
    learned_apps,
    other_docs,
    phones_of,
    run_learned,
)
from bench.choose.weighing import _fitted, weighed, weights_text
from foundry.blueprint import draw_blueprint
from foundry.changes import things_at
from foundry.domain import load_domain
from foundry.halves import OWN, domain_files
from ground.errors import SettingsError

pytestmark = pytest.mark.whole


def doc(package: str) -> AppDoc:
    return AppDoc(package=package, label="A", screens=[Screen(name="main")], start="main")


def keep(folder: Path, name: str, wrapped: bool = True) -> None:
    data = doc(f"app.{name}").model_dump(mode="json")
    (folder / f"{name}.json").write_text(json.dumps({"doc": data} if wrapped else data), "utf-8")


def test_one_app_of_each_subject_of_the_train_half_and_the_others_beside(tmp_path: Path) -> None:
    train = [path.stem for path in domain_files(half="train")][:12]
    for name in train:
        keep(tmp_path, f"{name}-1")
        keep(tmp_path, f"{name}-2")
    keep(tmp_path, f"{domain_files(half='measure')[0].stem}-1")
    keep(tmp_path, "app.demo.notes", wrapped=False)
    found = learned_apps(tmp_path)
    assert [app.subject for app in found] == train and all(app.tasks for app in found)
    assert [one.package for one in other_docs(tmp_path)] == ["app.app.demo.notes"]


def test_of_each_app_it_is_known_what_the_first_rows_of_its_lists_are_called(tmp_path: Path) -> None:
    for path in domain_files(half="train")[:12]:
        keep(tmp_path, f"{path.stem}-1")
    for app in learned_apps(tmp_path):
        blueprint = draw_blueprint(load_domain(OWN / f"{app.subject}.yaml"), 1)
        key = blueprint.domain.thing.title.key
        stored = [thing["fields"][key] for thing in things_at(blueprint.first_state(), blueprint.domain)]
        assert app.titles[: min(ROWS, len(stored))] == tuple(stored[:ROWS])
        assert set(app.titles) <= {thing["fields"][key] for thing in blueprint.first_state()["things"]}


def test_without_titles_is_the_same_once_more_with_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in domain_files(half="train")[:24]:
        keep(tmp_path, f"{path.stem}-1")
    given: list[bool] = []

    def look(task: str, *_: object, titles: Mapping[str, Sequence[str]], **__: object) -> AppChoice:
        given.append(bool(titles))
        return AppChoice()

    monkeypatch.setattr("bench.choose.learned.app_for", look)
    once = run_learned(None, tmp_path)
    with_titles = len(given)
    assert all(given)
    given.clear()
    both = run_learned(None, tmp_path, without_titles=True)
    assert given.count(True) == given.count(False) == with_titles
    assert {name: both[name] for name in once if name != "load"} == {n: v for n, v in once.items() if n != "load"}
    assert both["six, without titles, part 1"] == both["six, part 1"]


def test_too_few_and_no_docs_are_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="of 0 generated subjects"):
        learned_apps(tmp_path)
    (tmp_path / "a.json").write_text("[]", "utf-8")
    with pytest.raises(SettingsError, match="no doc"):
        doc_in(tmp_path / "a.json")


def test_phones_have_six_of_one_part_each_subject_once_a_round() -> None:
    apps = [LearnedApp(f"s{n}", "A", doc(f"app.s{n}"), ()) for n in range(40)]
    for part in (0, 1):
        phones = list(phones_of(apps, part, rounds=1))
        dealt = [app.subject for six in phones for app in six]
        assert {len(six) for six in phones} == {6} and len(set(dealt)) == len(dealt)
        assert all(app.part == part for six in phones for app in six)


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (AppChoice(Choice(("a", "b"), "")), "right"),
        (AppChoice(Choice(("b", "a"), "")), "wrong"),
        (AppChoice(asked=(Fit("a", "A", 0.5), Fit("b", "B", 0.5))), "asked"),
        (AppChoice(asked=(Fit("b", "B", 0.5),)), "asked without"),
        (AppChoice(missing="taxi"), "none"),
    ],
)
def test_verdicts(found: AppChoice, verdict: str) -> None:
    assert found_of("a", found) == verdict


def test_what_tells_the_right_app_gets_a_weight_and_what_tells_nothing_hardly_any() -> None:
    draw = np.random.default_rng(1)
    values = draw.normal(size=(200, 4, 2))
    right = values[:, :, 0] == values[:, :, 0].max(1, keepdims=True)
    weights = _fitted(values, right)
    assert weights[0] > 5 * abs(weights[1])


def test_what_titles_weigh_leaves_the_other_weights_as_they_are_without_them() -> None:
    draw = np.random.default_rng(1)
    values = draw.normal(size=(400, 4, 1 + len(PARTS)))
    right = (values[:, :, 0] + values[:, :, -1]) == (values[:, :, 0] + values[:, :, -1]).max(1, keepdims=True)
    found = weighed(values, right)
    assert np.allclose(found[:-1], _fitted(values[:, :, :-1], right))
    assert 0.5 < found[-1] / found[0] < 1.5


def test_the_file_of_weights_is_as_the_command_writes_it() -> None:
    text = WEIGHTS_FILE.read_text("utf-8")
    names = [line.split(" = ")[0] for line in text.splitlines() if not line.startswith("#")]
    assert tuple(names) == PARTS
    weights = {line.split(" = ")[0]: float(line.split(" = ")[1]) for line in text.splitlines() if " = " in line}
    assert weights_text(weights) == text
