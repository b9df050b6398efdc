"""Learning what a task needs, when it needs it: at once on the demo phone, asked about on somebody's, in part within a budget."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

import agent.learn.on_demand as on_demand
from agent.learn.learning import DEMO_EFFECTS, doc_from
from agent.learn.on_demand import OnDemand
from agent.prepare.preparing import prepare
from apidocs.explore.exploring import explore
from apidocs.keep import store as docs
from demophone.apps import builtin_apps
from demophone.device import Device
from demophone.phone import DemoPhoneThread
from ground.errors import CancelledError, NotLearned, RefusedError
from phones.android import AndroidPhone, open_phone
from sessions.titles import last_seen

pytestmark = pytest.mark.whole

NOTES = "app.demo.notes"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))


@pytest.fixture
def phone(start_demo_phone: Callable[..., DemoPhoneThread]) -> Iterator[AndroidPhone]:
    demo = start_demo_phone(lambda: Device(builtin_apps()))
    with open_phone(demo.serial) as opened:
        yield opened


class Asked:
    """A person who answers each question so, and keeps what was asked."""

    def __init__(self, answer: str | Exception) -> None:
        self.answer, self.questions = answer, list[str]()

    def __call__(self, question: str, options: Sequence[str]) -> str:
        self.questions.append(question)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def test_the_demo_phone_is_learned_without_a_question(phone: AndroidPhone) -> None:
    told: list[str] = []
    asked = Asked("no")
    prepared = prepare("make a note: buy stamps", phone, learn=OnDemand(phone, "make a note", asked, tell=told.append))
    assert prepared.doc.package == NOTES and not prepared.doc.partial and prepared.learning_s > 0
    assert asked.questions == [] and "Notes isn't learned yet" in told[0] and "Notes is learned" in told[1]


@pytest.mark.parametrize("private", [False, True])
def test_what_rows_are_called_is_kept_unless_the_task_is_private(phone: AndroidPhone, private: bool) -> None:
    OnDemand(phone, "make a note", Asked("no"), private=private)(NOTES, "Notes")
    assert ("Groceries" in last_seen(phone.serial).get(NOTES, ())) is not private


@pytest.mark.parametrize(
    ("app", "task"),
    [("notes", "add a note called Milk"), pytest.param("contacts", "call Ben", marks=pytest.mark.long)],
)
def test_what_is_looked_at_first_costs_nothing_of_the_rest(phone: AndroidPhone, app: str, task: str) -> None:
    """A row that a selection mode unpicks leads back to the list, which is no page of one thing for that."""
    docs_of = [doc_from(explore(phone, f"app.demo.{app}", allow=DEMO_EFFECTS, near=near)) for near in ("", task)]
    screens, near = ({frozenset(e.name for e in screen.elements) for screen in doc.screens} for doc in docs_of)
    assert len(near) >= len(screens)
    assert sum(len(s.elements) for s in docs_of[1].screens) >= sum(len(s.elements) for s in docs_of[0].screens)


@pytest.mark.parametrize("answer", ["no", RefusedError("nobody is at the terminal")], ids=["no", "nobody there"])
def test_somebodys_phone_is_left_alone_without_a_yes(
    phone: AndroidPhone, monkeypatch: pytest.MonkeyPatch, answer: str | Exception
) -> None:
    monkeypatch.setattr(on_demand, "is_demo", lambda phone: False)
    asked = Asked(answer)
    with pytest.raises(NotLearned, match="Notes"):
        prepare("make a note: buy stamps", phone, learn=OnDemand(phone, "make a note", asked))
    assert "Notes isn't learned yet. Look at it now, for up to 1.5 minutes" in asked.questions[0]
    assert docs.list_packages() == []


def test_within_a_budget_it_is_learned_in_part_near_the_task_and_grows(
    phone: AndroidPhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_demand, "is_demo", lambda phone: False)
    monkeypatch.setattr(on_demand, "CALLS", 9)
    learner = OnDemand(phone, "change the text size in the settings", Asked("y"))
    part = learner(NOTES, "Notes")
    assert part.partial and docs.load(NOTES).partial
    assert any("text_size" in element.name for screen in part.screens for element in screen.elements)
    other = OnDemand(phone, "xyzzy plugh", Asked("yes"))
    assert other.wants(part) and not learner.wants(part)
    monkeypatch.setattr(on_demand, "CALLS", 60)
    grown = other.more(part)
    assert len(grown.screens) > len(part.screens) and not grown.partial


def test_stopped_while_learning_there_is_no_doc_and_it_can_go_on(phone: AndroidPhone) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(CancelledError, match="What was seen is kept.* --continue"):
        OnDemand(phone, "make a note", Asked("yes"), cancel=stop)(NOTES, "Notes")
    assert docs.list_packages() == []
