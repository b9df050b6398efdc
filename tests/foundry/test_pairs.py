"""The pairs folder: only the train half is opened, what is there is not made again, docs in other clothes fit their scripts."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from apidocs.doc import AppDoc
from apidocs.doc.script_names import uses
from apidocs.doc.table import api_names, problems
from foundry import pairs
from foundry.damaging import checked
from foundry.halves import OWN, half_of
from foundry.pairing import AppPairs
from foundry.pairs import App, choose_apps, make_pairs
from foundry.variants import varied
from interpreter.check.checking import check

pytestmark = pytest.mark.whole


def test_pairs_are_made_of_the_train_half_alone(
    adb_server: object, domains_opened: Callable[[], set[str]], tmp_path: Path
) -> None:
    found = make_pairs(tmp_path, apps=1, seeds=[9], tasks_per_app=6, jobs=1)
    assert found["apps"] == 1 and found["pairs"] > 0 and not found["failed"]
    assert {half_of(name) for name in domains_opened()} == {"train"}
    lines = [json.loads(line) for line in (tmp_path / "pairs.jsonl").read_text("utf-8").splitlines()]
    assert set(lines[0]) == {"doc", "task", "script", "kind", "failure", "split", "source"}
    for line in lines:
        doc = AppDoc.model_validate_json((tmp_path / "docs" / f"{line['doc']}.doc.json").read_text("utf-8"))
        assert not [p for p in check(line["script"], doc).problems if p.severity == "error"] or line["failure"]
    # the same command again makes nothing new
    assert make_pairs(tmp_path, apps=1, seeds=[9], tasks_per_app=6, jobs=1)["pairs"] == found["pairs"]


def test_an_app_that_was_cut_off_is_made_again_and_no_pair_comes_twice(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made: list[str] = []

    def batch(apps: list[App], out: Path, tasks: int) -> list[AppPairs]:
        made.extend(app.name for app in apps)
        pair = {"doc": "d", "task": "t", "script": "s", "kind": "task", "failure": None, "split": "train"}
        return [AppPairs(app.name, "train", pairs=[{**pair, "source": f"{app.name}:1"}]) for app in apps]

    monkeypatch.setattr(pairs, "_batch", batch)
    make_pairs(tmp_path, apps=3, seeds=[1], jobs=1)
    lines = (tmp_path / "apps.jsonl").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "apps.jsonl").write_text("".join(lines[:2]) + lines[2][:10], "utf-8")
    first = list(made)
    made.clear()
    assert make_pairs(tmp_path, apps=3, seeds=[1], jobs=1)["pairs"] == 3
    assert made == first[2:]


def test_every_tenth_app_is_held_out_whatever_others_there_are() -> None:
    apps = choose_apps(OWN, range(1, 30), 0)
    held = [app for app in apps if app.split == "held_out"]
    assert 0.05 < len(held) / len(apps) < 0.16
    assert all(half_of(app.domain.stem) == "train" for app in apps)


DOC = AppDoc.model_validate(
    {
        "package": "a.b",
        "label": "B",
        "start": "main",
        "screens": [
            {
                "name": "main",
                "title": "B",
                "elements": [
                    {"name": "add", "kind": "button", "label": "Add", "locator": {"text": "Add"}},
                    {"name": "loud", "kind": "toggle", "label": "Loud", "locator": {"text": "Loud"}},
                    {"name": "quiet", "kind": "toggle", "label": "Quiet", "locator": {"text": "Quiet"}},
                    {
                        "name": "films",
                        "kind": "list",
                        "locator": {"resource_id": "list"},
                        "item": {"name": "film", "row": {"resource_id": "row"}, "opens": "details"},
                    },
                ],
            },
            {
                "name": "details",
                "title": "Film",
                "elements": [{"name": "delete", "kind": "button", "label": "Delete", "locator": {"text": "Delete"}}],
            },
        ],
        "transitions": [{"source": "main", "element": "films", "action": "open", "target": "details"}],
        "samples": [{"task": "loud", "script": "main.loud.turn_on()"}],
    }
)
SCRIPT = 'main.film("Tram").open()\ndetails.delete.tap()'


@pytest.mark.parametrize("variant", ["plain", "thinned", "renamed", "masked"])
@pytest.mark.parametrize("seed", range(4))
def test_a_doc_in_other_clothes_still_fits_its_scripts(variant: Any, seed: int) -> None:
    other = varied(DOC, variant, [SCRIPT], random.Random(seed))
    assert problems(other.doc) == []
    (script,) = other.scripts(SCRIPT)
    assert uses(script, api_names(other.doc)).unknown == []
    assert all(uses(sample.script, api_names(other.doc)).unknown == [] for sample in other.doc.samples)
    if variant in ("renamed", "masked"):
        assert script != SCRIPT


def test_a_wrong_name_is_told_as_the_product_tells_it() -> None:
    failure = checked(SCRIPT.replace("delete", "deleted"), DOC)
    assert failure is not None and failure.line == 2 and "deleted" in failure.error
    assert checked(SCRIPT, DOC) is None
