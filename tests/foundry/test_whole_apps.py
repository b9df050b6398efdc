"""Whole generated apps of many blueprints: everything can be seen, and random touches do no harm."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from foundry.blueprint import Blueprint, draw_blueprint
from foundry.domain import Domain, load_domain

from .crawling import TRAIN, Phone, walk

pytestmark = pytest.mark.whole


@pytest.mark.parametrize("number", range(3))
def test_all_of_a_blueprint_can_be_seen(number: int) -> None:
    everything_is_there(load_domain(TRAIN[number]), number)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("path", TRAIN, ids=lambda path: path.stem)
def test_all_of_every_blueprint_can_be_seen(path: Path) -> None:
    for seed in range(2):
        everything_is_there(load_domain(path), seed)


def everything_is_there(domain: Domain, seed: int) -> None:
    blueprint = draw_blueprint(domain, seed)
    places, words = walk(blueprint)
    missing = [
        f"{path}: {blueprint.labels[path]}" for path, _ in domain.sayables() if blueprint.labels[path] not in words
    ]
    assert places > 8 and not missing
    assert set(blueprint.facts.values()) <= words


@pytest.mark.parametrize("seed", range(12))
def test_random_touches_do_no_harm(seed: int) -> None:
    monkey(draw_blueprint(load_domain(TRAIN[seed % len(TRAIN)]), seed), 60)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(0, 160, 20))
def test_random_touches_of_hundreds_of_apps_do_no_harm(seed: int) -> None:
    for number in range(seed, seed + 20):
        monkey(draw_blueprint(load_domain(TRAIN[number % len(TRAIN)]), number), 200)


def monkey(blueprint: Blueprint, steps: int) -> None:
    """Touch, hold, swipe, type and go back at random: the app stays up, and its state keeps its shape."""
    draw, phone = random.Random(blueprint.package), Phone(blueprint)
    for _ in range(steps):
        controls = phone.controls()
        if not phone.in_front or not controls:
            phone.back()
            phone.start()
            continue
        node = draw.choice(controls)
        left, top, right, bottom = node.bounds
        x, y = (left + right) // 2, (top + bottom) // 2
        what = draw.random()
        if node.cls.endswith("EditText"):
            phone.device.set_node_text(node, draw.choice(["", "7", "2026", "Night Tram", "x" * 300]))
        elif what < 0.08:
            phone.back()
        elif what < 0.16:
            phone.device.drag(max(x, 400), y, 60, y, 300)
        elif what < 0.2:
            phone.device.drag(540, 1600, 540, 700, 300)
        else:
            phone.touch(node, hold=what < 0.3)
        assert not phone.device.crashes, phone.device.crashes
        assert_shape(blueprint, phone.state)


def assert_shape(blueprint: Blueprint, state: dict[str, Any]) -> None:
    first, thing = blueprint.first_state(), blueprint.domain.thing
    assert state.keys() == first.keys()
    assert {key: type(value) for key, value in state["settings"].items()} == {
        key: type(value) for key, value in first["settings"].items()
    }
    for setting in blueprint.domain.settings:
        assert setting.kind != "choice" or state["settings"][setting.key] in setting.values
    ids = [one["id"] for one in state["things"]]
    assert len(set(ids)) == len(ids) and max(ids, default=0) <= state["last_id"]
    for one in state["things"]:
        assert one.keys() == {"id", "fields", "flags", "parts"} and one["fields"][thing.title.key]
        assert one["fields"].keys() == {field.key for field in thing.fields}
        assert one["flags"].keys() == {flag.key for flag in thing.flags}
        assert all(isinstance(on, bool) for on in one["flags"].values())
        assert all(part.keys() == {"text", "done"} and part["text"] for part in one["parts"])
        for field in thing.fields:
            value = one["fields"][field.key]
            assert field.kind != "choice" or value in field.values
            assert field.kind != "number" or not value or value.isdigit()
    assert state["view"].keys() == {"filter", "sort"}
    assert state["done"].keys() == first["done"].keys()
