"""How well a task fits a learned app: its words and its texts by meaning, what it is called, and other apps' screens left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from agent.model.meaning import Meaning
from agent.prepare.app_for import app_for
from agent.prepare.learned_fit import PARTS, known_of, own_names, parts, scored, shared_words
from apidocs.doc import AppDoc, Element, Item, Kind, Screen
from phones.locating import Locator
from phones.phone import InstalledApp


class Letters(Meaning):
    """Two texts are as near as the words they share are many: what a test can foretell."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        path.write_bytes(b"an encoder")

    def vectors(self, texts: Sequence[str], cancelled: Callable[[], bool] = lambda: False) -> npt.NDArray[np.float32]:
        made = np.full((len(texts), 257), 1e-3, np.float32)
        for row, text in zip(made, texts, strict=True):
            for word in text.casefold().replace(":", " ").replace(",", " ").split():
                row[sum(word.encode()) % 257] += 1
        made /= np.linalg.norm(made, axis=1, keepdims=True)
        return made


@pytest.fixture
def meaning(tmp_path: Path) -> Meaning:
    return Letters(tmp_path / "encoder.gguf")


def doc(label: str, title: str, *texts: str, item: str = "thing") -> AppDoc:
    elements = [Element(name=f"e{n}", kind=Kind.BUTTON, label=text, locator=Locator()) for n, text in enumerate(texts)]
    rows = Element(name="things", kind=Kind.LIST, locator=Locator(), item=Item(name=item, row=Locator()))
    screen = Screen(name="main", title=title, elements=[*elements, rows])
    return AppDoc(package=f"org.{label.lower()}", label=label, screens=[screen], start="main")


HEAT = doc("Warmly", "Warmly Home", "Heating", "Comfort", "Eco", "Target temperature", item="room")
LIST = doc("Getit", "Get It Done", "Deadline", "Important", "New task", "Postponed", item="task")
APPS = [InstalledApp(one.package, one.label, "1") for one in (HEAT, LIST)]


def test_everything_that_a_doc_says_is_known_of_its_app_and_what_its_screens_call_it() -> None:
    known = known_of(LIST, ["Getit"])
    assert {"Getit", "Get It Done", "postponed", "task"} <= set(known.texts)
    assert own_names(doc("A", "")) == ()


def test_a_screen_of_another_app_that_was_opened_from_it_is_not_its_own() -> None:
    share = Screen(name="share", package="org.other", elements=[Element(name="print", kind=Kind.BUTTON, label="Print")])
    known = known_of(LIST.model_copy(update={"screens": [*LIST.screens, share]}), [])
    assert [screen.name for screen in known.doc.screens] == ["main"]


def test_a_word_counts_by_how_few_apps_have_it() -> None:
    shared = shared_words({"room", "eco"}, {"a": {"room", "eco"}, "b": {"room"}, "c": set()})
    assert 1 >= shared["a"] > shared["b"] > shared["c"] == 0


def test_the_app_whose_doc_speaks_of_it_scores_higher(meaning: Meaning) -> None:
    words = {HEAT.package: 0.5, LIST.package: 0.0}
    each = parts(
        "heating comfort",
        {one.package: known_of(one, []) for one in (HEAT, LIST)},
        words,
        [["heating"], ["tasks"]],
        meaning,
    )
    assert all(len(values) == len(PARTS) for values in each.values())
    score = scored(each)
    assert score[HEAT.package] > score[LIST.package]


@pytest.mark.parametrize(
    ("task", "package"),
    [("turn the heating down to eco", HEAT.package), ("the deadline of that task is postponed", LIST.package)],
)
def test_a_learned_app_that_nobody_names_is_taken_by_what_its_doc_says(
    meaning: Meaning, task: str, package: str
) -> None:
    found = app_for(task, APPS, [HEAT, LIST], meaning=lambda: meaning)
    assert found.choice is not None and found.choice.packages == (package,)


def test_where_nothing_tells_two_learned_apps_apart_both_are_asked_about(meaning: Meaning) -> None:
    found = app_for("the task in that room is a new comfort", APPS, [HEAT, LIST], meaning=lambda: meaning)
    assert found.choice is None and {fit.package for fit in found.asked} >= {HEAT.package, LIST.package}


def test_a_setting_of_the_phones_said_of_what_a_learned_app_has_is_not_the_phones(meaning: Meaning) -> None:
    texts = doc("Chatterbox", "All", "New message", "Text message", "Messages", "Chat", "Text size", "SMS", "Chats")
    app = InstalledApp(texts.package, texts.label, "1")
    task = "make the writing in my text messages as big as it goes"
    found = app_for(task, [app, *APPS], [texts, HEAT, LIST], meaning=lambda: meaning)
    assert found.choice is None or found.choice.packages == (texts.package,)
    assert app_for("make the text as big as it goes", [app], [texts], meaning=lambda: meaning).choice is not None


@pytest.mark.parametrize(
    ("task", "package"),
    [("put it on my list in Get It Done", "org.getit"), ("change it in Eco, please", ""), ("what is in Home?", "")],
)
def test_what_an_apps_screens_call_it_names_it_unless_something_else_is_called_so(task: str, package: str) -> None:
    tabs = doc("Tabs", "Home", "Home", "Eco")
    apps = [*APPS, InstalledApp(tabs.package, tabs.label, "1")]
    found = app_for(task, apps, [HEAT, LIST, tabs])
    why = found.choice.why if found.choice is not None else ""
    assert (found.choice.packages[0] if found.choice and why == "named in the task" else "") == package
