"""Tasks drawn for a generated app: whole sentences, the same for a seed, and never beyond what can be expected of the app."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, time
from typing import Any
from unittest.mock import patch

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from foundry.blueprint import Blueprint, draw_blueprint
from foundry.domain import Domain, load_domain
from foundry.drawing.whole import NOT_OFFERED
from foundry.expecting import expected
from foundry.halves import OWN
from foundry.intents import MISSING, Add, If, SetField
from foundry.phrases import fill
from foundry.saying import TODAY, say_date, say_time, say_title
from foundry.tasks import FAR_TASKS, MIX, Task, draw_tasks
from ground.moments import read_date, read_time

pytestmark = pytest.mark.whole

MOVIES = load_domain(OWN / "movies.yaml")


@settings(max_examples=30, deadline=None)
@given(app=st.integers(0, 10_000), seed=st.integers(0, 10_000))
def test_tasks_are_whole_sentences_that_the_app_can_be_judged_by(app: int, seed: int) -> None:
    blueprint = draw_blueprint(MOVIES, app)
    tasks = draw_tasks(blueprint, seed, 20)
    assert len(tasks) == 20 and tasks == draw_tasks(blueprint, seed, 20)
    state = blueprint.first_state()
    for task in tasks:
        assert task.words.strip() and not re.search(r"[{}]|\s\s", task.words), task
        assert task.kind.split(":")[0] in MIX
        after, replies = expected(blueprint, state, task.intent)
        if task.kind.startswith("irrelevant"):
            assert after == state and replies == [MISSING]
        elif not task.kind.startswith("composites"):
            assert MISSING not in replies, task


def test_most_tasks_share_no_word_with_the_screen_and_every_kind_is_there() -> None:
    tasks = [task for app in range(10) for task in draw_tasks(draw_blueprint(MOVIES, app), 1, 40)]
    assert sum(task.far for task in tasks) / len(tasks) >= FAR_TASKS
    kinds = Counter(task.kind.split(":")[0] for task in tasks)
    assert kinds.keys() == MIX.keys()
    assert kinds["reads"] > kinds["adds"] > kinds["loops"]


def test_seeds_differ() -> None:
    blueprint = draw_blueprint(MOVIES, 1)
    assert [t.words for t in draw_tasks(blueprint, 1, 10)] != [t.words for t in draw_tasks(blueprint, 2, 10)]


@given(day=st.dates(date(2025, 1, 1), date(2027, 12, 31)), seed=st.integers())
def test_a_day_as_said_is_read_as_that_day(day: date, seed: int) -> None:
    assert read_date(say_date(day, random.Random(seed)), TODAY) == day


@given(moment=st.times(), seed=st.integers())
def test_a_time_as_said_is_read_as_that_time(moment: time, seed: int) -> None:
    moment = moment.replace(second=0, microsecond=0)
    assert read_time(say_time(moment, random.Random(seed))) == moment


def test_a_slip_stays_nearest_to_the_title_it_means() -> None:
    said = {say_title("Night Tram", random.Random(seed), ["Night Trams"]) for seed in range(300)}
    assert said == {"Night Tram", '"Night Tram"', "night tram"}


def test_articles_go_with_what_is_put_behind_them() -> None:
    assert fill("is more of a {value}", {"value": "Animation"}) == "is more of an Animation"
    assert fill("an {value}, A {value}", {"value": "Drama"}) == "a Drama, A Drama"


# -- what can only be meant in one way -----------------------------------------------------------------------------


def _with(titles: Sequence[str], **changed: Any) -> Blueprint:
    """An app of the films with these titles, of which the first four to twelve are there."""
    data = yaml.safe_load((OWN / "movies.yaml").read_text("utf-8"))
    data["thing"]["fields"][0]["values"] = list(titles)
    for path, value in changed.items():
        part = data
        *way, last = path.split("__")
        for step in way:
            part = part[int(step) if step.isdigit() else step]
        part[last] = value
    return draw_blueprint(Domain.model_validate(data), 1)


def _drawn(blueprint: Blueprint, kind: str, seeds: int = 40) -> list[Task]:
    """Tasks of one kind, as if people came with no other."""
    with patch("foundry.tasks.MIX", {kind.partition(":")[0]: 1}):
        drawn = [task for seed in range(seeds) for task in draw_tasks(blueprint, seed, 25)]
    return [task for task in drawn if task.kind.startswith(kind)]


PLACES = [
    name + more for name in "Prado Tate MoMA Uffizi Louvre Albertina Guggenheim Orsay".split() for more in ("", " Bar")
]


@pytest.mark.parametrize("kind", ["reads:exists", "irrelevant:not_there", "composites:unless"])
def test_no_title_is_asked_for_that_is_part_of_one_that_is_there(kind: str) -> None:
    blueprint = _with(PLACES)
    there = [thing["fields"]["title"] for thing in blueprint.first_state()["things"]]
    tasks = _drawn(blueprint, kind)
    assert tasks
    for task in tasks:
        asked = task.intent.question if isinstance(task.intent, If) else task.intent
        title = str(getattr(asked, "title", ""))
        words = set(title.split())
        parts = [one for one in there if words < set(one.split()) or words > set(one.split())]
        assert title in there or not parts, task


def test_a_title_of_digits_is_put_where_it_belongs() -> None:
    numbers = ["1", "2", "3", "11", "12", "13", "21", "22", "23", "31", "32", "33", "112", "113", "221", "331"]
    blueprint = _with(
        numbers, thing__fields__1__values=["123", "213"], thing__add__ask=["note down {title}", "keep {title}"]
    )
    for task in _drawn(blueprint, "composites:unless", 60):
        assert isinstance(task.intent, If) and isinstance(task.intent.then, Add)
        found = re.findall(r"\d+", task.words)
        assert task.intent.then.title in found
        for key, value in task.intent.then.fields:
            assert key != "minutes" or value in found


def test_all_of_several_is_never_left_open_and_takes_doing() -> None:
    texts = ["I don't keep {title} any longer", "no more {title}", "throw {title} out", "off with {title}"]
    blueprint = _with(MOVIES.thing.title.values, thing__deeds__0__ask=texts)
    state, tasks = blueprint.first_state(), _drawn(blueprint, "loops")
    assert any("throw" in task.words.lower() for task in tasks)
    for task in tasks:
        assert not re.search("don't keep|no more", task.words), task
        assert expected(blueprint, state, task.intent)[0] != state, task


def test_nobody_takes_back_what_they_say_again() -> None:
    blueprint = _with(MOVIES.thing.title.values, thing__fields__1__values=["84", "92"])
    for task in _drawn(blueprint, "composites:correction"):
        if isinstance(task.intent, SetField) and task.intent.field == "minutes":
            assert len(set(re.findall("84|92", task.words))) == 2, task


def test_a_value_with_a_backslash_is_said_as_it_stands() -> None:
    blueprint = _with(MOVIES.thing.title.values, thing__fields__2__values=["AC\\DC", "Back\\1"])
    assert any("\\" in task.words for task in _drawn(blueprint, "reads:count"))


def test_what_nothing_offers_isn_t_an_option_here() -> None:
    blueprint = _with(MOVIES.thing.title.values, settings__0__values=["Light", *NOT_OFFERED[1:]])
    state = blueprint.first_state()
    for task in _drawn(blueprint, "irrelevant:not_offered"):
        assert expected(blueprint, state, task.intent)[1] == [MISSING], task


def test_a_label_that_two_have_is_not_all_that_is_said() -> None:
    shared = ["Budget", "Budget "]
    blueprint = _with(
        MOVIES.thing.title.values, settings__3__labels=shared[:1] * 2, pages__1__facts__0__labels=shared[:1] * 2
    )
    for task in _drawn(blueprint, "reads:fact"):
        assert "budget" not in task.words.lower(), task
