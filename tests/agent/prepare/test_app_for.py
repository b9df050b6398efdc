"""The app of a task on a phone on which nothing is learned: by what apps are for, the phone itself, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.model.meaning import Meaning
from agent.prepare.app_for import AppChoice, app_for
from agent.prepare.choosing import Choice
from agent.prepare.which_app import Fit, decide, kind_of
from apidocs.doc import AppDoc, Element, Kind, Screen
from bench.choose.tasks import phone_apps
from phones.phone import InstalledApp

DEMO = [
    InstalledApp(f"app.demo.{name.lower()}", name, "1")
    for name in ("Notes", "Clock", "Contacts", "Settings", "Calendar", "Mail")
]


def chosen(task: str, installed: list[InstalledApp] = DEMO) -> str:
    """By words alone, as without the encoder."""
    found = app_for(task, installed)
    if found.choice is not None:
        return found.choice.packages[0].rpartition(".")[2]
    return (
        f"no {found.absent.absent or found.missing}" if found.absent.absent or found.missing else f"{len(found.asked)}?"
    )


@pytest.mark.parametrize(
    ("task", "app"),
    [
        ("is wifi on?", "phone"),
        ("set an alarm for 7", "phone"),
        ("turn off my 7 o'clock alarm", "clock"),
        ("delete all my alarms", "clock"),
        ("make a note: buy stamps", "notes"),
        ("open the clock", "phone"),
        ("what's the weather like?", "no weather"),
        ("any new emails?", "3?"),
        ("play Thriller on Spotify", "no Spotify"),
        ("open wikipedia.org and turn the volume down", "phone"),
    ],
)
def test_with_nothing_learned(task: str, app: str) -> None:
    assert chosen(task) == app


@pytest.mark.parametrize(
    "task",
    [
        "Bigger text in my notes, please",
        "what's the wifi password at the cabin?",
        "which bluetooth headphones did the reviewer recommend?",
        "read the last text message from the bank",
        "who called me this morning?",
    ],
)
def test_a_word_of_the_phones_in_a_task_for_something_else_is_not_enough(task: str) -> None:
    assert chosen(task) != "phone"


@pytest.mark.parametrize(
    "said",
    ["“play Spotify”", "‘play Spotify’", "«play Spotify»", "„play Spotify“", "'play Spotify'", "labelled Spotify"],
)
def test_an_app_in_what_is_to_be_written_is_not_meant(said: str) -> None:
    assert chosen(f"add a note {said}") == "notes"


def test_a_phone_that_only_opens_an_app_says_which() -> None:
    found = app_for("open weixin", phone_apps())
    assert found.choice is not None and (found.choice.packages, found.opens) == (("phone",), "com.tencent.mm")


def test_learned_apps_alone_are_chosen_by_their_docs() -> None:
    toggle = Element(name="word_count", kind=Kind.TOGGLE, label="Word count")
    doc = AppDoc(package="app.demo.settings", label="Settings", screens=[Screen(name="main", elements=[toggle])])
    found = app_for("turn off the word count", [DEMO[3]], [doc])
    assert found.choice is not None and found.choice.packages == ("app.demo.settings",)


@pytest.mark.parametrize(
    ("task", "missing"),
    [
        ("am I free on Friday?", "calendar"),
        ("what's on my calendar today?", "calendar"),
        ("who is at the meeting?", ""),  # the notes have a word for it
        ("add a note about the appointment", ""),  # two kinds
        ("delete the blue one", ""),
    ],
)
def test_where_every_app_is_learned_none_is_taken_for_a_kind_that_isnt_there(task: str, missing: str) -> None:
    toggle = Element(name="meeting", kind=Kind.TOGGLE, label="Meeting notes")
    name = Element(name="calendar", kind=Kind.BUTTON, label="Calendar")  # an app's name in a list of apps
    doc = AppDoc(package="app.demo.notes", label="Notes", screens=[Screen(name="main", elements=[toggle, name])])
    assert app_for(task, [DEMO[0]], [doc]).missing == missing


def saying(package: str, label: str, *texts: str) -> AppDoc:
    elements = [Element(name=f"e{n}", kind=Kind.BUTTON, label=text) for n, text in enumerate(texts)]
    return AppDoc(package=package, label=label, screens=[Screen(name="main", elements=elements)])


def test_a_learned_app_is_of_the_kind_that_its_screens_speak_of() -> None:
    etar = InstalledApp("org.a.etar", "Etar", "1")
    doc = saying(
        etar.package, etar.label, "New event", "Agenda", "Edit event", "All events", "Calendars", "Event colour"
    )
    assert (kind_of(etar), kind_of(etar, doc)) == ("", "calendar")
    assert app_for("when is my next appointment?", [DEMO[0], etar], [doc]).missing == ""


def test_a_learned_app_of_no_known_kind_may_be_for_anything() -> None:
    trolley, notes = InstalledApp("org.a.trolley", "Trolley", "1"), saying("app.demo.notes", "Notes", "New note")
    task = "what's the weather like?"
    assert app_for(task, [DEMO[0], DEMO[1]], [notes]).missing == "weather"
    shopping = saying(trolley.package, "Trolley", "Oats")
    assert app_for(task, [DEMO[0], DEMO[1], trolley], [notes, shopping]).missing == ""
    assert app_for("am I free on Friday?", [DEMO[0]], [notes]).missing == "calendar"
    assert app_for("am I free on Friday?", [DEMO[0], trolley], [notes, shopping]).missing == ""


def test_beside_a_named_app_that_is_not_learned_none_is_taken_for_words_of_a_clause() -> None:
    notion = InstalledApp("notion.id", "Notion", "1")
    found = app_for("open our trip plan in Notion", [DEMO[0], notion], [saying("app.demo.notes", "Notes", "Open plan")])
    assert found.choice is not None and found.choice.packages == ("notion.id",)


HEADSPACE, CALM, CHESS = (Fit(name, name, score) for name, score in (("a", 0.5), ("b", 0.5), ("c", 0.3)))
NOWHERE = Fit("", "taxi", 0.7)


@pytest.mark.parametrize(
    ("fits", "sure", "asked", "missing"),
    [
        ([HEADSPACE, CHESS], "a", "", ""),
        ([HEADSPACE, CALM, CHESS], "", "ab", ""),
        ([CHESS, Fit("d", "d", 0.295)], "", "cd", ""),
        ([CHESS], "c", "", ""),
        ([Fit("d", "d", 0.2)], "", "", ""),
        ([], "", "", ""),
        ([NOWHERE, HEADSPACE, CHESS], "", "", "taxi"),
        ([Fit("", "taxi", 0.55), HEADSPACE, CHESS], "a", "", ""),
    ],
)
def test_what_is_sure_asked_or_missing(fits: list[Fit], sure: str, asked: str, missing: str) -> None:
    which = decide(fits)
    found = which.sure.package if which.sure is not None else ""
    assert (found, "".join(fit.package for fit in which.asked), which.missing) == (sure, asked, missing)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_words_come_to_one_thing_and_never_to_the_launcher(task: str) -> None:
    launcher = InstalledApp("com.android.launcher3", "Launcher3", "1", home=True)
    found = app_for(task, DEMO, in_front=launcher.package, homes=[launcher.package])
    assert isinstance(found, AppChoice)
    assert found.choice is None or launcher.package not in found.choice.packages


BRIGHT = "how bright is my screen right now?"


@pytest.mark.parametrize(("own", "app", "taken"), [(0.7, 0.5, "phone"), (0.7, 0.65, "2?"), (0.2, 0.05, "0?")])
def test_the_phone_itself_is_one_of_those_that_are_compared_whatever_is_learned(
    monkeypatch: pytest.MonkeyPatch, own: float, app: float, taken: str
) -> None:
    element = Element(name="screen", kind=Kind.TOGGLE, label="Screen saver")
    doc = AppDoc(package="app.demo.settings", label="Settings", screens=[Screen(name="main", elements=[element])])
    fits = [Fit("phone", "the phone itself", own), Fit("app.demo.settings", "Settings", app, learned=True)]
    monkeypatch.setattr("agent.prepare.app_for.ranked", lambda *_: fits)
    found = app_for(BRIGHT, [DEMO[3]], [doc], meaning=lambda: Meaning(Path("none")))
    assert (found.choice.packages[0] if found.choice is not None else f"{len(found.asked)}?") == taken
    without = app_for(BRIGHT, [DEMO[3]], [doc])
    assert without.choice is not None and without.choice.packages == ("app.demo.settings",)


@pytest.mark.parametrize(("own", "app", "asked"), [(0.3, 0.48, False), (0.3, 0.6, True)])
def test_a_learned_app_that_fits_far_better_than_what_the_phone_has_a_word_for_is_asked_about(
    monkeypatch: pytest.MonkeyPatch, own: float, app: float, asked: bool
) -> None:
    diary = saying("org.diary", "Diary", "Entry")
    fits = [Fit("org.diary", "Diary", app, learned=True), Fit("phone", "the phone itself", own)]
    monkeypatch.setattr("agent.prepare.app_for.ranked", lambda *_: fits)
    found = app_for(
        "text Ana I'm late", [InstalledApp("org.diary", "Diary", "1")], [diary], meaning=lambda: Meaning(Path("none"))
    )
    assert ({fit.package for fit in found.asked} == {"org.diary", "phone"}) is asked
    assert (found.choice is not None and found.choice.packages == ("phone",)) is not asked


@pytest.mark.parametrize(
    ("labels", "said", "taken"),
    [
        (("Clock", "Calendar"), "app.1", "app.1"),
        (("Clock", "Calendar"), "app.2", ""),  # it names none of those
        (("Clock", "Calendar"), "", ""),
        (("Kalends", "Ivory"), "app.1", ""),  # what these are for nobody knows
    ],
    ids=["one of them", "another", "none", "of no kind"],
)
def test_between_apps_of_known_kinds_that_come_near_the_model_says_which(
    monkeypatch: pytest.MonkeyPatch, labels: tuple[str, str], said: str, taken: str
) -> None:
    docs = [saying(f"app.{n}", label, "Entry") for n, label in enumerate((*labels, "Notes"))]
    apps = [InstalledApp(doc.package, doc.label, "1") for doc in docs]
    fits = [Fit(f"app.{n}", label, 0.5 - n / 100, learned=True) for n, label in enumerate(labels)]
    monkeypatch.setattr("agent.prepare.app_for.ranked", lambda *_: fits)
    found = app_for(
        "is there something in the morning?",
        apps,
        docs,
        meaning=lambda: Meaning(Path("none")),
        ask=lambda task, among: Choice((said,), "the model") if said else None,
    )
    assert (found.choice.packages[0] if found.choice is not None else "") == taken
    assert bool(found.asked) is not bool(taken)


def test_where_the_phone_itself_comes_nearest_no_model_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    docs = [saying(f"app.{n}", label, "Entry") for n, label in enumerate(("Clock", "Calendar"))]
    apps = [InstalledApp(doc.package, doc.label, "1") for doc in docs]
    fits = [Fit("phone", "the phone itself", 0.5), Fit("app.0", "Clock", 0.49, learned=True)]
    monkeypatch.setattr("agent.prepare.app_for.ranked", lambda *_: fits)
    found = app_for(
        "is there something in the morning?",
        apps,
        docs,
        meaning=lambda: Meaning(Path("none")),
        ask=lambda task, among: Choice(("app.0",), "the model"),
    )
    assert found.choice is None and len(found.asked) == 2


def test_a_learned_app_of_another_kind_than_the_words_speak_of_does_not_outdo_the_phone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mail = saying("app.mail", "Mail", "Parcel")
    fits = [Fit("app.mail", "Mail", 0.7, learned=True), Fit("phone", "the phone itself", 0.3)]
    monkeypatch.setattr("agent.prepare.app_for.ranked", lambda *_: fits)
    found = app_for(
        "text Ana that the parcel is here",
        [InstalledApp("app.mail", "Mail", "1")],
        [mail],
        meaning=lambda: Meaning(Path("none")),
    )
    assert found.choice is not None and found.choice.packages == ("phone",)


@pytest.mark.parametrize(("label", "taken"), [("Calendar", "phone"), ("Ivory", "app.0")])
def test_what_is_the_phones_by_far_is_whatever_apps_of_known_kinds_are_learned(
    monkeypatch: pytest.MonkeyPatch, label: str, taken: str
) -> None:
    docs = [saying("app.0", label, "Entry"), saying("app.1", "Notes", "Entry")]
    apps = [InstalledApp(doc.package, doc.label, "1") for doc in docs]

    def ranked(task: str, installed: object, learned: Sequence[AppDoc], encoder: object, *_: object) -> list[Fit]:
        own, app = (0.4, 0.6) if learned else (0.7, 0.3)
        fits = [Fit("phone", "the phone itself", own), Fit("app.0", label, app, learned=bool(learned))]
        return sorted(fits, key=lambda fit: -fit.score)

    monkeypatch.setattr("agent.prepare.app_for.ranked", ranked)
    found = app_for("my eggs want six minutes", apps, docs, meaning=lambda: Meaning(Path("none")))
    assert found.choice is not None and found.choice.packages == (taken,)


def test_where_all_come_near_the_model_says_which_as_without_the_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    docs = [saying(f"app.{n}", label, "Entry") for n, label in enumerate(("Clock", "Calendar", "Notes", "Mail"))]
    fits = [Fit(doc.package, doc.label, 0.5, learned=True) for doc in docs]
    monkeypatch.setattr("agent.prepare.app_for.ranked", lambda *_: fits)
    apps = [InstalledApp(doc.package, doc.label, "1") for doc in docs]
    found = app_for(
        "关闭蓝牙",
        apps,
        docs,
        meaning=lambda: Meaning(Path("none")),
        ask=lambda task, among: None,
    )
    assert found.choice is None and not found.asked
