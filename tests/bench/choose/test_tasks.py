from __future__ import annotations

from collections import Counter

from bench.choose.tasks import every_task, phone_apps


def test_there_are_150_tasks_for_120_apps() -> None:
    assert (len(every_task()), len({task.words for task in every_task()})) == (150, 150)
    assert len({app.package for app in phone_apps()}) == len({app.label for app in phone_apps()}) == 120
    assert Counter(task.fits for task in every_task()) == {"one": 130, "several": 8, "none": 12}


def test_each_task_is_for_what_is_there() -> None:
    there = {app.package for app in phone_apps()} | {"phone"}
    for task in every_task():
        assert task.packages <= there
        assert bool(task.packages) == (task.fits != "none")
        assert (len(task.packages) > 1) or task.fits != "several"


def test_the_halves_are_fixed() -> None:
    assert sum(task.seen for task in every_task()) == 82
