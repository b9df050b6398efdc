"""Whatever a run had begun when the person said no, stopped it, or it failed: nothing of it is kept, not by it and not by the
next run. Random forms of the demo phone's apps, filled in at random and left at random points; judged by what the apps have
stored."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from agent.learn.learning import DEMO_EFFECTS, doc_from
from apidocs.doc import AppDoc, Effect, Element, Kind, Screen
from apidocs.doc.committing import committing
from apidocs.doc.paths import HARMLESS, needs_row
from apidocs.doc.routing import Routes
from apidocs.explore.exploring import explore
from bench.honest.left_open import unsaved_texts
from demophone.apps import builtin_apps, load_app
from demophone.device import Device
from demophone.phone import DemoPhoneThread
from demophone.whole import whole_state
from foundry.state_diff import changes
from ground.errors import CancelledError
from interpreter.calls import Question
from interpreter.consent.policy import Policy
from interpreter.run.runner import run_script
from interpreter.sandbox.worker import Sandbox
from phones.android import AndroidPhone, open_phone
from phones.hierarchy import Node
from phones.phone import Key

CALENDAR = Path(__file__).parents[3] / "bench" / "pocket" / "calendar_app.py"
CLOCK = datetime(2026, 3, 2, 9, 30)
APPS = ["app.demo.notes", "app.demo.contacts", "app.demo.clock", "app.demo.settings", "app.demo.calendar"]
TEXTS = ["Milk", "7", "12", "a b c", "Zoë & Ω 🙂", "one\ntwo", "", "x" * 70]
NUMBERS = frozenset("hour minute hours minutes seconds day month year".split())
_DOCS: dict[str, AppDoc] = {}


def device() -> Device:
    return Device([*builtin_apps(), load_app(CALENDAR)], fixed_clock=CLOCK)


@pytest.fixture
def learned(start_demo_phone: Callable[..., DemoPhoneThread]) -> Callable[[Sequence[str]], list[AppDoc]]:
    """What is known of some apps, each learned once."""

    def docs_of(apps: Sequence[str]) -> list[AppDoc]:
        for package in apps:
            if package not in _DOCS:
                with open_phone(start_demo_phone(device).serial) as phone:
                    _DOCS[package] = doc_from(explore(phone, package, allow=HARMLESS | DEMO_EFFECTS))
        return [_DOCS[package] for package in apps]

    return docs_of


@pytest.fixture(scope="module")
def warm() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@dataclass
class Stopping:
    """A person who says no, or stops the run at a question."""

    stops: bool

    def consent(self, question: Question) -> int:
        if self.stops:
            raise CancelledError("You stopped it.")
        return 0

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        raise AssertionError("nothing is asked")


class CutShort(AndroidPhone):
    """A phone whose person presses Ctrl-C during the act that `after` counts down to."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.cancel, self.after = threading.Event(), -1

    def _count(self) -> None:
        self.after -= 1
        if self.after == 0:
            self.cancel.set()

    def tap(self, x: int, y: int, *, on: Node | None = None) -> None:
        super().tap(x, y, on=on)
        self._count()

    def key(self, name: Key) -> None:
        super().key(name)
        self._count()

    def type_text(self, text: str, *, clear: bool = True) -> None:
        super().type_text(text, clear=clear)
        self._count()


def forms_of(doc: AppDoc) -> list[tuple[Screen, Element]]:
    """Every form, and what saves it."""
    fillable = [s for s in doc.screens if any(e.kind is Kind.INPUT for e in s.elements)]
    found = [(s, committing(s)) for s in fillable if s.package in ("", doc.package)]
    return [(screen, save) for screen, save in found if save is not None]


def lists_of(doc: AppDoc) -> list[tuple[Screen, Element]]:
    return [(s, e) for s in doc.screens for e in s.elements if e.item is not None and s.name in reached(doc)]


def leads(doc: AppDoc, start: str, goal: str) -> bool:
    """Whether a script comes from one screen to another without opening a row."""
    path = Routes(doc).path(start, goal, set())
    return start == goal or bool(path) and not any(needs_row(doc, edge) for edge in path)


def reached(doc: AppDoc) -> set[str]:
    return {s.name for s in doc.screens if leads(doc, doc.start, s.name)}


def ways_to(doc: AppDoc, goal: str) -> list[str]:
    """Lines that open a row from which the screen is reached; one empty line where none is needed."""
    if goal in reached(doc):
        return [""]
    found = []
    for screen, element in lists_of(doc):
        assert element.item is not None
        opens = element.item.opens
        if opens and leads(doc, opens, goal):
            found.append(f"{screen.name}.{element.name}()[{{row}}].open()\n")
    return found


def filling(chance: random.Random, doc: AppDoc) -> str:
    """A script that fills in some of a form and saves it; or that deletes something it has picked or opened."""
    deleting = [(s, e) for s in doc.screens for e in s.elements if e.effect is Effect.DELETE and e.kind is Kind.BUTTON]
    if deleting and chance.random() < 0.25:
        screen, element = chance.choice(deleting)
        picks = [
            f"{s.name}.{e.name}()[{{row}}].long_press()\n"
            for s, e in lists_of(doc)
            if e.item is not None and e.item.menu == screen.name
        ]
        ways = picks or ways_to(doc, screen.name)
        if ways:
            return chance.choice(ways).format(row=chance.randrange(2)) + f"{screen.name}.{element.name}.tap()\n"
    forms = forms_of(doc)
    pages = [form for form in forms if form[0].kind == "page"]
    screen, save = chance.choice(pages if pages and chance.random() < 0.6 else forms)
    lines = []
    fields = [e for e in screen.elements if e.kind is Kind.INPUT or e.commit and e.kind in (Kind.TOGGLE, Kind.CHOICE)]
    for field in chance.sample(fields, chance.randint(1, min(4, len(fields)))):
        on = f"{screen.name}.{field.name}"
        if field.kind is Kind.INPUT:
            numbers = field.name in NUMBERS and chance.random() < 0.9
            lines.append(f"{on}.set_text({chance.choice(['7', '12'] if numbers else TEXTS)!r})")
        elif field.kind is Kind.TOGGLE:
            lines.append(f"{on}.{chance.choice(['turn_on', 'turn_off'])}()")
        elif field.options:
            lines.append(f"{on}.choose({chance.choice(field.options)!r})")
    if chance.random() < 0.2:
        where, rows = chance.choice(lists_of(doc))
        assert rows.item is not None
        lines.insert(chance.randint(1, len(lines)), f'{where.name}.{rows.item.name}("no such thing 4711").open()')
    ways = ways_to(doc, screen.name) or [""]
    head = chance.choice(ways).format(row=chance.randrange(3))
    return head + "\n".join([*lines, f"{screen.name}.{save.name}.tap()", ""])


def harmless(chance: random.Random, doc: AppDoc) -> str:
    """What a person may ask next."""
    screen, element = chance.choice(lists_of(doc))
    return f"finish(str(len({screen.name}.{element.name}())))\n"


def whole(demo: DemoPhoneThread) -> dict[str, Any]:
    """All that the phone keeps, as it is now."""
    held = demo.call(lambda: whole_state(demo.device))  # type: ignore[arg-type]
    return json.loads(json.dumps(held, default=str))  # type: ignore[no-any-return]


def refuse_at_random(count: int, seed: int, demo: DemoPhoneThread, docs: Sequence[AppDoc], sandbox: Sandbox) -> None:
    """Runs that come to nothing, until so many of them were refused or stopped; the rest failed by themselves."""
    chance = random.Random(seed)
    before = whole(demo)
    refused = runs = 0
    with open_phone(demo.serial) as opened:
        opened.__class__ = CutShort
        phone: Any = opened
        while refused < count:
            runs += 1
            assert runs < 4 * count, f"only {refused} of {runs} runs were refused"
            doc = chance.choice(docs)
            script = filling(chance, doc)
            phone.cancel = threading.Event()
            phone.after = chance.randint(1, 12) if chance.random() < 0.3 else -1
            person = Stopping(stops=chance.random() < 0.4)
            result = run_script(
                script, doc, phone, policy=Policy(), person=person, cancel=phone.cancel, sandbox=sandbox
            )
            phone.after = -1
            told = f"run {runs} of seed {seed} in {doc.label}, {result.status} ({result.problem}):\n{script}{result.taken_back}"
            after = whole(demo)
            assert changes(before, after) == [], told
            if result.status != "done":  # it had nothing to save
                assert not result.taken_back.left, told
                assert unsaved_texts(before, after) == [], told
                typed = [o for c, o in result.calls if c.op in ("set_text", "choose", "turn_on", "turn_off")]
                assert all(o.undone or o.status != "ok" for o in typed), told
            following = run_script(harmless(chance, doc), doc, phone, policy=Policy(), person=None, sandbox=sandbox)
            after = whole(demo)
            assert changes(before, after) == [], f"the next run ({following.status}) after {told}"
            refused += result.status in ("denied", "cancelled")


def test_what_is_refused_stopped_or_fails_leaves_nothing(
    start_demo_phone: Callable[..., DemoPhoneThread], learned: Callable[[Sequence[str]], list[AppDoc]], warm: Sandbox
) -> None:
    docs = learned(["app.demo.notes", "app.demo.contacts"])  # the long run has them all
    refuse_at_random(8, 1, start_demo_phone(device), docs, warm)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", [2, 3, 4, 5])
def test_fifty_that_are_refused_stopped_or_fail_leave_nothing(
    start_demo_phone: Callable[..., DemoPhoneThread],
    learned: Callable[[Sequence[str]], list[AppDoc]],
    warm: Sandbox,
    seed: int,
) -> None:
    refuse_at_random(50, seed, start_demo_phone(device), learned(APPS), warm)
