"""Dialogs that lie over each other: what was there before an act is not taken for an answer to it."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc, Effect, Element, Kind, Screen
from interpreter.consent.closing import NOTHING
from phones.locating import Locator
from tests.interpreter.pocket_phone import PACKAGE, View, button, dialog, page, words
from tests.interpreter.pocket_run import Run
from tests.interpreter.sketch import Sketch, doc_of, way

DETAILS = (60, 480, 660, 560)


class Details(Sketch):
    """A thing opens as a dialog with a switch, a menu of its own and a button that asks; what is marked is said in the dialog."""

    def __init__(self) -> None:
        super().__init__()
        self.values = {"loud": "", "shared": "", "gone": ""}
        self.over = {"details", "menu", "question"}
        self.draw = {
            "main": lambda: page(
                words("Things", (0, 0, 300, 90)),
                button("Lamp", DETAILS, self.go("details"), "lamp"),
                button("New", (60, 700, 660, 780), self.go("form"), "new"),
            ),
            "details": self._details,
            "menu": self._menu,
            "question": self._question,
            "form": self._form,
        }
        self.over.add("form")

    def _switch(self, name: str, *then: object) -> View:
        on = bool(self.values[name])
        do = self.put(name, "" if on else "on", *then)  # type: ignore[arg-type]
        return View("widget.Switch", (60, 600, 660, 680), name.title(), name, on_tap=do, checkable=True, checked=on)

    def _details(self) -> View:
        more = button("More", (500, 400, 660, 470), self.go("menu"), "more")
        said = [words("Marked as loud", (60, 700, 660, 780), "said")] if self.values["loud"] else []
        share = button("Share", (60, 900, 300, 980), self.put("shared", "yes"), "share")
        drop = button("Remove", (310, 900, 660, 980), self.go("question"), "remove")
        return dialog("Lamp", more, self._switch("loud"), *said, share, drop)

    def _menu(self) -> View:
        entry = View(
            "widget.TextView", (420, 500, 700, 580), "Loud", "entry", on_tap=self.put("loud", "on", self.leave)
        )
        return View("widget.ListView", (400, 480, 710, 600), "", "menu_list", children=[entry])

    def _form(self) -> View:
        field = self._field("name", (60, 600, 660, 680))
        keep = button("Keep", (480, 880, 640, 960), self.put("kept", "yes", self.leave), "keep")
        day = button("Day", (60, 700, 300, 780), lambda: None, "day")
        return dialog("New lamp", field, day, button("Discard", (60, 880, 200, 960), self.leave, "discard"), keep)

    def _question(self) -> View:
        yes = button(
            "Remove", (480, 880, 640, 960), self.put("gone", "yes", self.leave, self.leave), "android:id/button1"
        )
        no = button("Cancel", (60, 880, 200, 960), self.leave, "android:id/button2")
        return dialog("Remove lamp?", words("It will be gone.", (60, 560, 660, 640)), no, yes)


class Places(Details):
    """The question is where to, and nothing on it says yes."""

    def _question(self) -> View:
        there = [
            View(
                "widget.TextView",
                (60, top, 660, top + 80),
                place,
                on_tap=self.put("gone", place, self.leave, self.leave),
            )
            for top, place in ((560, "Attic"), (650, "Shed"))
        ]
        return dialog("Where to?", *there, button("Cancel", (60, 880, 200, 960), self.leave, "android:id/button2"))


def doc(phone: Details) -> AppDoc:
    def element(name: str, label: str, kind: Kind = Kind.BUTTON, effect: Effect = Effect.NAVIGATE) -> Element:
        return Element(name=name, kind=kind, label=label, locator=Locator(resource_id=name), effect=effect)

    loud = element("loud", "Loud", Kind.TOGGLE, Effect.SETTINGS)
    details = [element("more", "More"), loud, element("share", "Share", effect=Effect.SHARE)]
    details.append(element("remove", "Remove", effect=Effect.DELETE))
    form = [element("name", "Name", Kind.INPUT, Effect.INPUT), element("day", "Day"), element("keep", "Keep")]
    form.append(element("discard", "Discard", effect=Effect.DELETE))
    screens = [
        phone.as_screen("main", elements=[element("lamp", "Lamp"), element("new", "New")]),
        phone.as_screen("details", "dialog", elements=details),
        phone.as_screen("question", "dialog", elements=[]),
        phone.as_screen("form", "dialog", elements=form),
        Screen(name="day", kind="dialog", package=PACKAGE),
    ]
    ways = [way("main", "lamp", "details"), way("details", "remove", "question"), way("form", "day", "day")]
    return doc_of("main", screens, *ways, way("main", "new", "form"))


@pytest.fixture
def run() -> Run:
    phone = Details()
    return Run(phone, doc=doc(phone), allow=frozenset({Effect.SHARE, Effect.DELETE}))


CAME = [
    ("opened and left", [("tap", "main.lamp")], "opened"),
    ("a switch turned in it", [("tap", "main.lamp"), ("turn_on", "details.loud")], "used"),
    ("a deed done in it", [("tap", "main.lamp"), ("tap", "details.share")], "used"),
    ("read in it", [("tap", "main.lamp"), ("is_on", "details.loud")], "used"),
    ("typed into a form", [("tap", "main.new"), ("set_text", "form.name", "Desk")], "asked"),
    ("an act's question", [("tap", "main.lamp"), ("tap", "details.remove")], "asked"),
]


@pytest.mark.parametrize(("acts", "came"), [c[1:] for c in CAME], ids=[c[0] for c in CAME])
def test_how_the_dialog_in_front_came_up_is_told(run: Run, acts: list[tuple[str, ...]], came: str) -> None:
    for op, on, *args in acts:
        run(op, on, *args)
    assert [one.came for one in run.host.left_open()] == [came]


def test_a_dialog_that_grows_with_what_is_set_in_it_asks_nothing(run: Run) -> None:
    run("tap", "main.lamp")
    run("turn_on", "details.loud")
    assert run.last.proof is not None and run.last.proof.verdict == "held"


def test_a_dialog_under_a_question_that_has_closed_is_none() -> None:
    phone = Details()
    run = Run(phone, doc=doc(phone), allow=frozenset({Effect.SHARE, Effect.DELETE}))
    run("tap", "main.lamp")
    run("tap", "details.remove")
    run("tap", "question?Cancel")
    run("turn_on", "details.loud")
    assert [one.came for one in run.host.left_open()] == ["used"]
    assert phone.values == {"loud": "on", "shared": "", "gone": ""}


def test_what_stands_beside_discard_saves_the_form_at_the_end() -> None:
    phone = Details()
    run = Run(phone, doc=doc(phone), allow=frozenset({Effect.COMMIT}))
    run("tap", "main.new")
    run("set_text", "form.name", "Desk")
    run.host.close_up()
    assert (phone.values.get("kept"), run.host.left_open()) == ("yes", [])


@pytest.mark.parametrize("phone", [Details(), Places()], ids=["yes or no", "one of several"])
def test_a_question_that_was_left_without_an_answer_refutes_its_act(phone: Details) -> None:
    run = Run(phone, doc=doc(phone), allow=frozenset({Effect.DELETE}), closing=NOTHING)
    run("tap", "main.lamp")
    run("tap", "details.remove")
    asked = run.last
    assert asked.proof is None
    run("open", "main")
    assert asked.proof is not None and asked.proof.verdict == "refuted" and "got no answer" in asked.proof.what
    assert phone.values["gone"] == ""


def test_a_thing_s_own_page_is_no_form_that_discard_belongs_to() -> None:
    phone = Details()
    made = doc(phone)
    form = made.screen("form")
    assert form is not None
    form.elements.append(Element(name="parts", kind=Kind.LIST, locator=Locator(resource_id="parts")))
    run = Run(phone, doc=made, allow=frozenset({Effect.COMMIT}))
    run("tap", "main.new")
    run("set_text", "form.name", "Desk")
    run.host.close_up()
    assert "kept" not in phone.values
