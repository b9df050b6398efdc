"""Marks that a button sets and takes off: read, set and taken off by how they stand, and not touched where that can't be seen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from apidocs.doc import AppDoc, Effect, Element, Item, Kind, Part
from interpreter.calls.errors import CallFailed
from interpreter.consent.closing import Closing
from phones.locating import Locator
from tests.interpreter.pocket_phone import View, button, page, words
from tests.interpreter.pocket_run import Answers, Run
from tests.interpreter.sketch import Sketch, doc_of


class Mail(Sketch):
    """A page of a mail with a star as an icon, which stands out while it is set, or says what it does, or shows nothing."""

    def __init__(self, shows: str = "selected") -> None:
        super().__init__()
        self.shows, self.starred, self.toast = shows, False, ""
        self.draw = {"main": self._main}

    def _tap(self) -> None:
        self.starred = not self.starred
        self.toast = {"toast": "Starred" if self.starred else "Unstarred"}.get(self.shows, "")

    def _main(self) -> View:
        says = ("Remove star" if self.starred else "Add star") if self.shows == "words" else ""
        star = View("widget.ImageButton", (600, 0, 700, 90), "", "menu_star", on_tap=self._tap)
        star.desc, star.selected = says, self.shows == "selected" and self.starred
        told = [words(self.toast, (0, 900, 720, 960), "snackbar_text")] if self.toast else []
        return page(
            words("Mail", (0, 0, 300, 90), "heading"), star, button("Reply", (0, 200, 300, 290), lambda: None), *told
        )


def doc(phone: Mail, *, shows_mark: bool = True) -> AppDoc:
    star = Element(
        name="star",
        kind=Kind.BUTTON,
        locator=Locator(resource_id="menu_star"),
        effect=Effect.COMMIT,
        shows_mark=shows_mark,
    )
    return doc_of("main", [phone.as_screen("main", elements=[star])])


def run_on(phone: Mail, *, shows_mark: bool = True, closing: Closing | None = None) -> Run:
    allow = frozenset({Effect.COMMIT})
    return Run(phone, doc=doc(phone, shows_mark=shows_mark), allow=allow, closing=closing or Closing())


@pytest.mark.parametrize("shows", ["selected", "words"])
@pytest.mark.parametrize("stood", [True, False])
def test_it_is_read_and_brought_to_the_wanted_state(shows: str, stood: bool) -> None:
    phone = Mail(shows)
    phone.starred = stood
    run = run_on(phone, shows_mark=shows == "selected")
    assert run("is_on", "main.star") is stood
    run("turn_on", "main.star")
    assert phone.starred and run.last.proof is not None and run.last.proof.verdict == "held"
    run("turn_off", "main.star")
    assert not phone.starred and run.last.proof is not None and run.last.proof.verdict == "held"


def test_one_that_is_seen_to_stand_out_in_a_run_shows_it_from_then_on() -> None:
    phone = Mail()
    phone.starred = True
    run = run_on(phone, shows_mark=False)
    assert run("is_on", "main.star") is True
    run("turn_off", "main.star")
    assert not phone.starred and run("is_on", "main.star") is False


def test_what_does_not_show_it_is_neither_read_nor_taken_off() -> None:
    phone = Mail("nothing")
    run = run_on(phone, shows_mark=False)
    for op in ("is_on", "turn_off"):
        with pytest.raises(CallFailed, match="Whether \"star\" is set can't be seen|Whether .* can't be seen"):
            run(op, "main.star")
    assert phone.log == []


def test_what_a_tap_came_to_is_told_and_kept_for_undo() -> None:
    phone = Mail()
    run = run_on(phone)
    run("tap", "main.star")
    assert run.last.proof is not None and run.last.proof.what.endswith(" is on now") and run.last.replaced == "off"


def test_a_tap_of_which_nothing_is_seen_is_not_proved() -> None:
    run = run_on(Mail("nothing"), shows_mark=False)
    run("tap", "main.star")
    assert run.last.proof is not None and run.last.proof.verdict == "unseen"


class Inbox(Sketch):
    """A list of mails, each with a star of its own as an icon."""

    def __init__(self) -> None:
        super().__init__()
        self.starred = {"Library"}
        self.draw = {"main": self._main}

    def _main(self) -> View:
        rows = []
        for at, title in enumerate(("Library", "School")):
            star = View(
                "widget.ImageButton",
                (600, 300 + 100 * at, 700, 390 + 100 * at),
                "",
                "message_star",
                on_tap=self._flip(title),
            )
            star.selected = title in self.starred
            box = (0, 300 + 100 * at, 720, 400 + 100 * at)
            said = words(title, (0, 300 + 100 * at, 500, 390 + 100 * at), "message_sender")
            rows.append(View("widget.LinearLayout", box, "", "message_row", on_tap=lambda: None, children=[said, star]))
        listed = View("widget.ListView", (0, 300, 720, 500), "", "message_list", children=rows)
        return page(words("Mail", (0, 0, 300, 90), "heading"), listed)

    def _flip(self, title: str) -> Callable[[], None]:
        return lambda: self.starred.symmetric_difference_update({title})

    @property
    def doc(self) -> AppDoc:
        parts = [
            Part(name="sender", kind=Kind.TEXT, locator=Locator(resource_id="message_sender")),
            Part(name="star", kind=Kind.BUTTON, locator=Locator(resource_id="message_star")),
        ]
        item = Item(name="message", row=Locator(resource_id="message_row"), parts=parts)
        rows = Element(name="messages", kind=Kind.LIST, locator=Locator(resource_id="message_list"), item=item)
        return doc_of("main", [self.as_screen("main", elements=[rows])])


def test_a_star_of_a_row_that_is_set_stays_where_only_setting_is_meant_and_asks_before() -> None:
    phone = Inbox()
    run = Run(phone, doc=phone.doc, closing=Closing(keeps_marks=True))
    for title in ("Library", "School"):
        run("tap", run.part(run.row(title, "main.messages"), "star"))
    assert phone.starred == {"Library", "School"}
    assert [question.effect for question in run.person.asked] == [Effect.COMMIT]
    assert run("is_on", run.part(run.row("School", "main.messages"), "star")) is True


@pytest.mark.parametrize("stood", [True, False])
def test_what_the_app_says_of_it_tells_which_way_it_went(stood: bool) -> None:
    phone = Mail("toast")
    phone.starred = stood
    run = run_on(phone, shows_mark=False, closing=Closing(keeps_marks=True))
    run("tap", "main.star")
    assert run.last.proof is not None
    assert run.last.proof.verdict == ("refuted" if stood else "held"), run.last.proof
    assert run.last.replaced == ("on" if stood else "off")


class Told(Inbox):
    """One whose stars show nothing; what a tap did is said."""

    toast = ""

    def _flip(self, title: str) -> Callable[[], None]:
        def flip() -> None:
            super(Told, self)._flip(title)()
            self.toast = "Starred" if title in self.starred else "Unstarred"

        return flip

    def _main(self) -> View:
        drawn = super()._main()
        for view in drawn.children[-1].children:
            view.children[-1].selected = False
        return page(*drawn.children, *([words(self.toast, (0, 900, 720, 960), "snackbar_text")] if self.toast else []))


def test_a_loop_stops_at_the_first_mark_that_it_turned_the_other_way() -> None:
    phone = Told()
    run = Run(phone, doc=phone.doc, closing=Closing(takes_marks=True), person=Answers(consents=9))
    rows = {ref.row_text: ref for ref in run.rows("main.messages")}
    phone.starred = set()
    run("tap", run.part(rows["Library"], "star"), in_loop=True)
    assert run.last.proof is not None and run.last.proof.verdict == "refuted"
    with pytest.raises(CallFailed, match="went wrong before"):
        run("tap", run.part(rows["School"], "star"), in_loop=True)
    assert phone.starred == {"Library"}
