"""What an app's rows were last seen to be called, where it is chosen: a word counts by how few have it, titles choose among those
that come near, and never overturn what is sure by what the apps are for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.model.meaning import Meaning
from agent.prepare.app_for import app_for
from agent.prepare.choosing_aloud import choose
from agent.prepare.learned_fit import said_titles
from agent.prepare.which_app import Fit, Which, decide
from apidocs.doc import AppDoc
from demophone.phone import DemoPhoneThread
from phones.android import open_phone
from phones.phone import InstalledApp
from sessions.store import Store
from sessions.titles import Listed, remember
from tests.agent.prepare.test_learned_fit import Letters, doc

SHED = doc("Sheds", "Sheds", "Entry", "Folder", "Older", item="paper")
DESK = doc("Desks", "Desks", "Entry", "Folder", "Newer", item="paper")
TALK = doc("Talks", "Talks", "New message", "Send message", "Text message", item="chat")
DOCS = [SHED, DESK, TALK]
APPS = [InstalledApp(one.package, one.label, "1") for one in DOCS]
WORDS = st.frozensets(st.sampled_from(["boiler", "manual", "ann", "milk", "home"]), max_size=3)
ONE_APP = st.lists(WORDS, max_size=4)


@pytest.fixture
def meaning(tmp_path: Path) -> Meaning:
    return Letters(tmp_path / "encoder.gguf")


def chosen(task: str, meaning: Meaning, docs: list[AppDoc] = DOCS, **titles: list[str]) -> tuple[str, ...]:
    """The app, or with a question mark those that are asked about."""
    apps = [InstalledApp(one.package, one.label, "1") for one in docs]
    of = {f"org.{name}": said for name, said in titles.items()}
    found = app_for(task, apps, docs, meaning=lambda: meaning, titles=of)
    if found.choice is not None:
        return found.choice.packages
    return ("?", *sorted(fit.package for fit in found.asked))


# -- what of a title counts


@given(WORDS, st.dictionaries(st.sampled_from("abcdef"), ONE_APP), st.dictionaries(st.sampled_from("abcdef"), WORDS))
def test_it_is_a_share_and_another_app_that_has_it_makes_it_no_larger(
    said: frozenset[str], titles: dict[str, list[frozenset[str]]], tables: dict[str, frozenset[str]]
) -> None:
    alone = said_titles(said, titles, tables)
    assert alone.keys() == titles.keys() and all(0 <= share <= 1 for share in alone.values())
    more = said_titles(said, titles | {"g": [frozenset(said)]}, tables)
    assert all(more[app] <= share for app, share in alone.items())
    assert all(not share or any(one and one <= said for one in titles[app]) for app, share in alone.items())


def test_a_title_has_to_be_said_whole() -> None:
    titles = {"a": [frozenset({"boiler", "manual"})]}
    assert said_titles({"boiler", "manual", "somewhere"}, titles, {}) == {"a": 1.0}
    assert said_titles({"boiler"}, titles, {}) == {"a": 0.0}


def test_what_stands_in_five_apps_says_little_of_each_and_so_does_what_docs_speak_of() -> None:
    contact = {app: [frozenset({"ann"})] for app in "abcde"}
    assert said_titles({"ann", "text"}, contact, {}) == dict.fromkeys("abcde", pytest.approx(0.2))
    milk = {"a": [frozenset({"milk"})]}
    assert said_titles({"milk"}, milk, {"b": frozenset({"milk"})})["a"] == pytest.approx(0.5)


# -- what comes of it


def fits(**scores: tuple[float, float]) -> list[Fit]:
    """By name: the score without titles, and what they add."""
    found = [Fit(name, name, bare + more, learned=True, by_titles=more) for name, (bare, more) in scores.items()]
    return sorted(found, key=lambda fit: -fit.score)


def asked(which: Which) -> list[str]:
    assert which.sure is None
    return [fit.package for fit in which.asked]


def test_of_those_that_come_near_the_one_whose_row_is_said_is_taken() -> None:
    assert asked(decide(fits(a=(0.50, 0), b=(0.48, 0), c=(0.2, 0)))) == ["a", "b"]
    which = decide(fits(a=(0.50, 0), b=(0.48, 0.3), c=(0.2, 0)))
    assert which.sure is not None and which.sure.package == "b"


def test_a_row_of_another_app_than_those_that_come_near_makes_a_question_of_it() -> None:
    assert asked(decide(fits(a=(0.50, 0), b=(0.48, 0), c=(0.35, 0.3)))) == ["c", "a", "b"]


def test_what_is_sure_without_titles_is_at_least_asked_about() -> None:
    assert asked(decide(fits(a=(0.60, 0), b=(0.40, 0.3)))) == ["b", "a"]
    assert "a" in asked(decide(fits(a=(0.60, 0), b=(0.30, 0.4), c=(0.31, 0.4))))
    which = decide(fits(a=(0.60, 0.2), b=(0.40, 0)))
    assert which.sure is not None and which.sure.package == "a"


def test_what_fits_nothing_but_for_a_row_is_asked_about() -> None:
    assert asked(decide(fits(a=(0.20, 0.3), b=(0.19, 0)))) == ["a"]


SCORES = st.floats(0, 1)


@given(st.dictionaries(st.sampled_from("abcdef"), st.tuples(SCORES, st.just(0.0) | st.floats(0, 0.5)), min_size=1))
def test_titles_alone_never_take_an_app(scores: dict[str, tuple[float, float]]) -> None:
    which = decide(fits(**scores))
    without = decide(fits(**{name: (bare, 0.0) for name, (bare, _) in scores.items()}))
    near = {fit.package for fit in (*without.asked, *filter(None, [without.sure]))}
    assert which.sure is None or which.sure.package in near
    assert len(which.asked) <= 4
    if without.sure is not None and which.sure is None:
        assert without.sure.package in asked(which)


# -- in choosing


def test_a_thing_that_one_app_has_says_that_it_is_meant(meaning: Meaning) -> None:
    task = "is the boiler manual in a folder of older or newer paper?"
    assert chosen(task, meaning)[0] == "?"
    assert chosen(task, meaning, sheds=["Boiler manual"], desks=["Bike"]) == (SHED.package,)
    assert chosen(task, meaning, sheds=["Bike"], desks=["Boiler manual"]) == (DESK.package,)


def test_a_thing_in_quotes_is_one_too_and_what_something_is_to_be_called_is_none(meaning: Meaning) -> None:
    task = 'put "Boiler manual" in a folder of older or newer paper'
    assert chosen(task, meaning, desks=["Boiler manual"]) == (DESK.package,)
    named = "new folder of older or newer paper called Boiler manual"
    assert chosen(named, meaning, desks=["Boiler manual"]) == chosen(named, meaning)


def test_what_all_have_decides_nothing(meaning: Meaning) -> None:
    task = "is the boiler manual in a folder of older or newer paper?"
    both = chosen(task, meaning, sheds=["Boiler manual"], desks=["Boiler manual"])
    assert both == chosen(task, meaning)


def test_a_contact_in_another_app_doesnt_win_what_is_a_messengers(meaning: Meaning) -> None:
    task = "send Ann a new message in the chat"
    assert chosen(task, meaning) == (TALK.package,)
    assert chosen(task, meaning, sheds=["Ann"], desks=["Ann"], talks=["Ann"]) == (TALK.package,)
    assert TALK.package in chosen(task, meaning, sheds=["Ann"])


def test_what_the_phone_does_itself_is_its_own_whatever_rows_are_called(meaning: Meaning) -> None:
    task = "text Ann that the boiler is fixed"
    assert chosen(task, meaning) == chosen(task, meaning, sheds=["Ann", "Boiler"])


def test_titles_of_an_app_that_isnt_there_or_isnt_learned_change_nothing(meaning: Meaning) -> None:
    task = "is the boiler manual in a folder of older or newer paper?"
    usual = chosen(task, meaning)
    assert chosen(task, meaning, elsewhere=["Boiler manual"]) == usual
    assert chosen(task, meaning, docs=[SHED, DESK], talks=["Boiler manual"]) == chosen(task, meaning, docs=[SHED, DESK])


def test_on_a_phone_it_is_what_was_seen_there(
    start_demo_phone: Callable[..., DemoPhoneThread],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))
    met: list[object] = []

    def look(task: str, **given: object) -> object:
        met.append(given["titles"])
        return app_for(task, [InstalledApp("a", "Notes", "1")])

    monkeypatch.setattr("agent.prepare.choosing_aloud.app_for", look)
    with open_phone(start_demo_phone().serial) as phone:
        with Store() as store:
            remember(store, phone.serial, [Listed("a", "main.notes", ("Milk",))])
            remember(store, "another", [Listed("a", "main.notes", ("Bread",))])
        choose("open Notes", phone, [], [], None, None)
    choose("open Notes", None, [], [], None, None)
    assert met == [{"a": ("Milk",)}, {}]
