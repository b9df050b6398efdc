"""Which learned app a task is for, where the person names none: generated apps of the train half, six of them on a phone, and the
tasks that are drawn of each. Nobody chose the tasks: they are drawn by rule. Of each app it is known what the first rows of its
lists are called, as a run would have seen them.

The subjects are in two parts by a hash; what a learned app's score weighs is fitted on the first alone (`weighing`).
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from agent.model.meaning import Meaning
from agent.prepare.app_for import AppChoice, app_for
from apidocs.doc import AppDoc
from bench.statistics import load
from foundry.blueprint import Blueprint, draw_blueprint
from foundry.changes import archives_of, things_at
from foundry.domain import load_domain
from foundry.halves import OWN, half_of
from foundry.tasks import draw_tasks
from ground.errors import SettingsError
from phones.phone import InstalledApp

from .running import verdict_of
from .tasks import every_task, phone_apps

PHONE_OF = 6
"""Generated apps on one phone."""
TASKS = 16
"""Of each app."""
ROWS = 8
"""Of each list, so many rows have been seen."""
ROUNDS = 1
"""How often the subjects of a part are dealt to phones."""
DEFINITION = (
    "Six learned apps of generated subjects on a phone, beside the other apps whose docs are in the folder. Right: the task's app "
    "was chosen, or comes first of two. Asked: it was among those the person was asked about; asked without: it was not. Wrong: "
    "another app was chosen. None: it was said that nothing fits. The weights were fitted on the subjects of part 0. "
    "Without titles: nothing is known of what rows are called."
)
Found = Literal["right", "asked", "asked without", "wrong", "none"]
ENDS = ("", ", without titles")
FOUND: tuple[Found, ...] = ("right", "asked", "asked without", "wrong", "none")


@dataclass(frozen=True)
class LearnedApp:
    """A generated app that was learned."""

    subject: str
    label: str
    """What its icon says."""
    doc: AppDoc
    tasks: tuple[str, ...]
    """What people say to it."""
    titles: tuple[str, ...] = ()
    """What the first rows of its lists are called."""

    @property
    def part(self) -> int:
        """0 or 1: the weights are fitted on 0."""
        return hashlib.sha256(f"which app {self.subject}".encode()).digest()[0] % 2

    @property
    def installed(self) -> InstalledApp:
        return InstalledApp(self.doc.package, self.label, "")


def learned_apps(folder: Path) -> list[LearnedApp]:
    """One app of each subject of the train half that was learned into a folder (`train data` keeps them in its `learned`), as
    `SUBJECT-SEED.json`. Raises SettingsError where there are fewer than a phone takes."""
    first: dict[str, Path] = {}
    for path in sorted(folder.glob("*-*.json")):
        subject, seed = path.stem.rsplit("-", 1)
        if seed.isdecimal() and (OWN / f"{subject}.yaml").exists() and half_of(subject) == "train":
            first.setdefault(subject, path)
    if len(first) < 2 * PHONE_OF:
        raise SettingsError(
            f"{folder} has docs of {len(first)} generated subjects of the train half; {2 * PHONE_OF} are needed."
        )
    return [_app(subject, path) for subject, path in first.items()]


def _app(subject: str, path: Path) -> LearnedApp:
    blueprint = draw_blueprint(load_domain(OWN / f"{subject}.yaml"), int(path.stem.rsplit("-", 1)[1]))
    doc = doc_in(path).model_copy(update={"label": blueprint.label})
    tasks = tuple(task.words for task in draw_tasks(blueprint, 1, TASKS))
    return LearnedApp(subject, blueprint.label, doc, tasks, titles_shown(blueprint))


def titles_shown(blueprint: Blueprint) -> tuple[str, ...]:
    """What the first rows of a fresh app's lists are called: of the one that it opens with, and of each archive."""
    state, domain = blueprint.first_state(), blueprint.domain
    lists = [things_at(state, domain, place)[:ROWS] for place in ("", *archives_of(domain))]
    return tuple(dict.fromkeys(str(thing["fields"][domain.thing.title.key]) for rows in lists for thing in rows))


def other_docs(folder: Path) -> list[AppDoc]:
    """Those of apps that aren't generated: on every phone."""
    return [doc_in(path) for path in sorted(folder.glob("*.json")) if not re.fullmatch(r"[a-z_]+-\d+", path.stem)]


def doc_in(path: Path) -> AppDoc:
    """A kept doc. Raises SettingsError for what is none."""
    try:
        data = json.loads(path.read_text("utf-8"))
        return AppDoc.model_validate(data.get("doc", data) if isinstance(data, dict) else data)
    except (OSError, ValueError, ValidationError) as error:
        raise SettingsError(f"{path} holds no doc: {error}") from None


def phones_of(apps: Sequence[LearnedApp], part: int, rounds: int = ROUNDS) -> Iterator[list[LearnedApp]]:
    """The subjects of a part, dealt to phones of six in another order each round; what is left over is on none."""
    own = [app for app in apps if app.part == part]
    for number in range(rounds):
        order = random.Random(f"phones {part} {number}").sample(own, len(own))
        yield from (order[at : at + PHONE_OF] for at in range(0, len(order) - PHONE_OF + 1, PHONE_OF))


def found_of(package: str, choice: AppChoice) -> Found:
    """What came of a task for the app of that package."""
    if choice.choice is not None:
        return "right" if package in (choice.choice.packages[0], choice.opens) else "wrong"
    if choice.asked:
        return "asked" if package in {fit.package for fit in choice.asked} else "asked without"
    return "none"


def titles_of(apps: Sequence[LearnedApp]) -> dict[str, tuple[str, ...]]:
    """By package."""
    return {app.doc.package: app.titles for app in apps}


def run_learned(
    meaning: Meaning | None,
    folder: Path,
    on_phone: Callable[[int], None] = lambda done: None,
    *,
    without_titles: bool = False,
) -> dict[str, Any]:
    """Choose for every task of every app, on a phone of six with the other docs; the first six of each part on one with the 120
    apps of `bench choose`, too, whose own tasks are chosen for there. `without_titles`: once more without them."""
    apps, others = learned_apps(folder), other_docs(folder)
    beside = [InstalledApp(doc.package, doc.label, "") for doc in others]
    names = [
        f"{where}{end}" for end in ENDS[: 1 + without_titles] for where in ("six", "six among 120", "the 150 tasks")
    ]
    count = {(where, part): Counter[str]() for where in names for part in (0, 1)}
    done = 0
    for part in (0, 1):
        for number, six in enumerate(phones_of(apps, part)):
            docs, own = [app.doc for app in six], [app.installed for app in six]
            for end in ENDS[: 1 + without_titles]:
                choose = partial(app_for, meaning=lambda: meaning, titles={} if end else titles_of(six))
                for package, task in [(app.doc.package, task) for app in six for task in app.tasks]:
                    found = choose(task, [*beside, *own], [*others, *docs])
                    count[f"six{end}", part][found_of(package, found)] += 1
                    if number == 0:
                        found = choose(task, [*phone_apps(), *own], docs)
                        count[f"six among 120{end}", part][found_of(package, found)] += 1
                for one in every_task() if number == 0 else ():
                    found = choose(one.words, [*phone_apps(), *own], docs)
                    count[f"the 150 tasks{end}", part][verdict_of(one, found)] += 1
            done += 1
            on_phone(done)
    return {
        "definition": DEFINITION,
        "subjects": len(apps),
        "phones": done,
        "load": load(),
        **{f"{where}, part {part}": {name: table[name] for name in FOUND} for (where, part), table in count.items()},
    }
