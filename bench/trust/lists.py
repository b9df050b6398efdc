"""Tasks on lists of chance: rows that are nearly alike, in any order, some of which move while the task is on; never the wrong row.

A list has rows that differ in a word, a digit or an accent. The task deletes, opens or pins one of them, while in every third one a
sync reorders the list or a banner pushes it down between two touches.
"""

from __future__ import annotations

import copy
import itertools
import random
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from apidocs.doc import AppDoc
from interpreter.consent.policy import Policy
from interpreter.run.runner import run_script
from interpreter.sandbox.worker import Sandbox
from phones.android import AndroidPhone

from .stage import GIVEN, NOTES, Careful, Stage, State, learn_notes, own_adb

if TYPE_CHECKING:
    from .kept import PartRows
    from .means import Means

LISTS = 500
_WORDS = (
    "Milk Bread Budget Review Trip Lisbon Draft Invoice Zoë José Café Müller Recipe Plan Garden Bike Rent Ideas".split()
)
_FAULTS = (
    "reordered@1",
    "reordered@2",
    "moved@1",
    "moved@2",
    "person-scrolls@1",
    "letters@2",
    "stale-dump@1",
    "stale-dump@2",
)
_DOING = {
    "delete": 'main.note({0!r}).long_press()\nselection.delete.tap()\nfind("Delete").tap()\nfinish("deleted")\n',
    "pin": 'main.note({0!r}).long_press()\nselection.pin.tap()\nfinish("pinned")\n',
    "read": "finish(main.note({0!r}).preview)\n",
}


@dataclass(frozen=True)
class ListRow:
    """One task on one list."""

    doing: str
    title: str
    fault: str
    status: str
    done: bool
    wrong: bool
    """Another row was touched with effect, or a thing was said to be done that isn't so."""
    why: str = ""


def run(means: Means, rows: PartRows) -> None:
    """Those of the 500 that have no row yet; one phone and one worker for all of them."""
    missing = rows.missing(range(LISTS), str)
    if (first := next(missing, None)) is None:
        return
    with own_adb(), Stage() as stage:
        for number, row in run_lists(stage, learn_notes(stage), itertools.chain([first], missing)):
            if row.wrong:
                means.say(f"list {number}: {row.why}")
            rows.keep(str(number), asdict(row))


def figures(rows: PartRows) -> dict[str, Any]:
    keys = list(map(str, range(LISTS)))
    there = rows.among(keys)
    return {
        "list_tasks": len(there),
        "list_tasks_done": sum(row["done"] for row in there),
        "list_tasks_left": rows.left(keys),
        "list_tasks_wrong_taps": sum(row["wrong"] for row in there),
    }


def run_lists(stage: Stage, doc: AppDoc, numbers: Iterable[int], *, seed: int = 3) -> Iterator[tuple[int, ListRow]]:
    """These tasks, each on the list that its number draws."""
    numbers = iter(numbers)
    with Sandbox() as sandbox:
        for first in numbers:  # again where a phone was lost
            with stage.opened() as phone:
                for number in itertools.chain([first], numbers):
                    chance = random.Random(f"{seed}/{number}")
                    row = one_list(stage, phone, sandbox, doc, chance, faulty=number % 3 == 2)
                    yield number, row
                    if row.status == "lost":
                        break


def one_list(
    stage: Stage, phone: AndroidPhone, sandbox: Sandbox, doc: AppDoc, chance: random.Random, *, faulty: bool
) -> ListRow:
    """A list, one row of it, one thing to do."""
    titles = _titles(chance)
    title, doing = chance.choice(titles), chance.choice(list(_DOING))
    stage.reset(lambda stored: _fill(stored, titles, chance))
    before = stage.state()
    fault = chance.choice(_FAULTS) if faulty else ""
    if fault:
        stage.arm(fault)
    result = run_script(
        _DOING[doing].format(title), doc, phone, policy=Policy(allow=GIVEN), person=Careful(), sandbox=sandbox,
        task=f"{doing} the note {title}",
    )  # fmt: skip
    wanted, after = copy.deepcopy(before), stage.state()
    note = next(n for n in wanted["stored"][NOTES]["notes"] if n["title"] == title)
    if doing != "read":
        note["deleted" if doing == "delete" else "pinned"] = True
    so, as_before = _notes(after) == _notes(wanted), _notes(after) == _notes(before)
    right = so and (doing != "read" or result.answer.strip() == note["body"])
    wrong = not (so or as_before) or result.status == "done" and not right
    why = (
        f"{doing} {title!r} of {titles} with {fault or 'nothing'}: {result.status}, {result.answer[:120]}"
        if wrong
        else ""
    )
    status = "lost" if result.lost else result.status
    return ListRow(doing, title, fault, status, status == "done" and right, wrong, why)


def _titles(chance: random.Random) -> list[str]:
    """Six to thirty titles that are nearly alike, each once."""
    stems = [" ".join(chance.sample(_WORDS, chance.choice((1, 2)))) for _ in range(chance.randrange(3, 9))]
    every = [stem + end for stem in stems for end in ("", " 1", " 2", " 12", " (old)", " notes")]
    return sorted(
        dict.fromkeys(chance.sample(every, min(len(set(every)), chance.randrange(6, 31)))),
        key=lambda _: chance.random(),
    )


def _fill(stored: State, titles: list[str], chance: random.Random) -> None:
    stored["notes"] = [
        {
            "id": number,
            "title": title,
            "body": f"body of {title}",
            "folder": chance.choice(["Home", "Work", "Travel"]),
            "created": f"2024-01-{1 + number % 28:02} 09:00",
            "edited": f"2024-02-{1 + chance.randrange(28):02} 09:{number:02}",
            "pinned": False,
            "items": None,
            "deleted": False,
        }
        for number, title in enumerate(titles, 1)
    ]


def _notes(state: State) -> list[dict[str, Any]]:
    notes = copy.deepcopy(state["stored"][NOTES]["notes"])
    return sorted(({**note, "edited": ""} for note in notes), key=lambda note: int(note["id"]))
