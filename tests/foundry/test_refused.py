"""A person who refuses every question, with right scripts on generated apps: what was asked about isn't there afterwards."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest

from apidocs.doc import AppDoc
from foundry.blueprint import Blueprint, draw_blueprint
from foundry.domain import load_domain
from foundry.halves import OWN, domain_files
from foundry.judging import _PASSING_PHONE
from foundry.learned import learned_doc, name_of
from foundry.planning.phone import FoundryPhone
from foundry.planning.verifying import LIMITS, Planner
from foundry.state_diff import changes
from foundry.tasks import draw_tasks
from ground import paths
from ground.errors import RefusedError
from interpreter.calls import Person, Question
from interpreter.consent.policy import Policy
from interpreter.run.runner import run_script
from interpreter.sandbox.worker import Sandbox

pytestmark = pytest.mark.whole

AT_ONCE = re.compile(r"\.things\.#\d+\.(fields|flags|parts\.#\d+)\.\w+: ")
"""A value of one thing: what a switch or a choice of it is asked about no more than a setting."""
KINDS = ("adds", "edits", "deeds", "parts", "loops")


@dataclasses.dataclass
class Refusing(Person):
    """Says no to everything."""

    asked: int = 0

    def consent(self, question: Question) -> int:
        self.asked += 1
        return 0

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        raise RefusedError(question)


@pytest.fixture
def home(adb_server: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(paths.private_dir(tmp_path / "home")))
    return tmp_path


def drawn(wanted: str, count: int) -> list[tuple[Path, Blueprint]]:
    """An app each of so many domains, made as `wanted`; those that keep what is typed without a button first."""
    found = []
    for file in domain_files(half="train"):
        domain = load_domain(file)
        made = [b for b in (draw_blueprint(domain, seed) for seed in range(1, 8)) if b.make == wanted]
        made.sort(key=lambda b: b.save != "autosave")
        found += [(file, blueprint) for blueprint in made[:1]]
    return sorted(found, key=lambda one: one[1].save != "autosave")[:count]


Run = tuple[str, str, int, list[str]]
"""Whose, its script, how often it asked, and what of the phone is other than before."""


def one_run(script: str, words: str, blueprint: Blueprint, doc: AppDoc, phone: FoundryPhone, sandbox: Sandbox) -> Run:
    """A run on a fresh app of which everything is refused."""
    before, person = phone.fresh(blueprint), Refusing()
    run_script(
        script, doc, phone.phone, policy=Policy(), person=person, sandbox=sandbox, task=words, limits=LIMITS, now=phone.now
    )  # fmt: skip
    passing = {**_PASSING_PHONE, ("stored", blueprint.package, "view"): "how it is shown"}
    found = [str(one) for one in changes(before, phone.whole(), passing=passing)]
    if not person.asked and "_text(" not in script:
        found = [one for one in found if not AT_ONCE.search(one)]
    return name_of(blueprint), script, person.asked, found


def refused(apps: list[tuple[Path, Blueprint]], home: Path, each: int) -> Iterator[Run]:
    """Right scripts of each app's tasks."""
    with (
        FoundryPhone.opened([(file, b.seed) for file, b in apps], home / "phone") as phone,
        Sandbox() as sandbox,
    ):
        for _, blueprint in apps:
            phone.reset()
            doc = learned_doc(phone.phone, blueprint, home / "docs")
            planner = Planner.of(phone, blueprint, doc, sandbox, guesses=False)
            wanted = (t for t in draw_tasks(blueprint, 1, 30) if t.kind.split(":")[0] in KINDS)
            plans = ((task, planner.plan(task).script) for task in wanted)
            for task, script in islice(((t, s) for t, s in plans if s), each):
                yield one_run(script, task.words, blueprint, doc, phone, sandbox)


PUT_IN = 'add_parcel.nickname.set_text("Bike Chain")\nadd_parcel.weight.set_text("7")\n'


def test_a_form_in_a_dialog_that_keeps_what_is_typed_is_emptied_before_it_is_left(home: Path) -> None:
    file = OWN / "deliveries.yaml"
    app = draw_blueprint(load_domain(file), 1)
    assert (app.make, app.form, app.save) == ("flutter", "dialog", "autosave")
    with FoundryPhone.opened([(file, app.seed)], home / "phone") as phone, Sandbox() as sandbox:
        phone.reset()
        doc = learned_doc(phone.phone, app, home / "docs")
        for script in (
            f"{PUT_IN}back()",
            PUT_IN,
            f"{PUT_IN}setup.alternate_recipient.turn_on()",
            'main.find("Returns").open()\nparcel_menu.change.tap()\nchange.sender.set_text("Ann")\nback()',
        ):
            assert one_run(script, "add a parcel", app, doc, phone, sandbox)[2:] == (1, []), script


@pytest.mark.long
@pytest.mark.parametrize("make", ["views", "compose", "flutter"])
def test_nothing_is_changed_where_everything_is_refused(home: Path, make: str) -> None:
    runs = list(refused(drawn(make, 8), home, 6))
    assert sum(asked > 0 for _, _, asked, _ in runs) >= 20
    assert [run for run in runs if run[3]] == []
