"""Tasks drawn for a generated app: whole sentences, the same for a seed, and never beyond what can be expected of the app."""

from __future__ import annotations

import random
import re
from collections import Counter
from datetime import date, time

from hypothesis import given, settings
from hypothesis import strategies as st

from foundry.blueprint import draw_blueprint
from foundry.domain import load_domain
from foundry.expecting import expected
from foundry.halves import OWN
from foundry.intents import MISSING
from foundry.phrases import fill
from foundry.saying import TODAY, say_date, say_time, say_title
from foundry.tasks import FAR_TASKS, MIX, draw_tasks
from interpreter.moments import read_date, read_time

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
