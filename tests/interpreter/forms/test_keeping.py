"""Forms that keep what was put in when they are left: leaving one is asked about, whichever way it is left, and refused it keeps
nothing. What an app holds at once, or loses, needs no question."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext

import pytest

from apidocs.doc import AppDoc, Effect, Element, Kind
from interpreter.calls.errors import Denied, Finished
from interpreter.consent.closing import ANYTHING, NOTHING, Closing
from interpreter.forms.saving import one_that_saves
from phones.locating import Locator
from tests.interpreter.pocket_phone import View, button, dialog, page, words
from tests.interpreter.pocket_run import Answers, Run
from tests.interpreter.sketch import Sketch, doc_of, way

BOX = (60, 500, 660, 580)
WITH = 'Save (by leaving the form), with: title = "Butter"?'


class Autosave(Sketch):
    """A form that keeps its title when it is left, be it a page or a dialog; with a page of its own behind "More", a list with a
    search, and a page of settings."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self.form, self.kept, self.fields = form, ["Groceries"], {"name": "", "search": ""}
        self.draw = {"main": self._main, "form": self._form, "settings": self._settings, "second": self._second}
        self.over = {"form"} if form == "dialog" else set()

    def open_form(self) -> None:
        self.fields["title"], self.fields["note"] = "", ""
        self.go("form")()

    def _main(self) -> View:
        rows = [words(one, (20, 400 + 60 * i, 700, 450 + 60 * i)) for i, one in enumerate(self.kept)]
        return page(
            button("Add", (20, 20, 200, 100), self.open_form, "add"),
            button("Settings", (220, 20, 400, 100), self.go("settings"), "settings"),
            self._field("search", (20, 150, 700, 250)),
            self._field("name", (20, 260, 400, 340)),
            button("New thing", (420, 260, 700, 340), self.add_named, "new_thing"),
            button("New tag", (420, 1000, 700, 1080), lambda: None, "new_tag"),
            *rows,
        )

    def add_named(self) -> None:
        self.kept.append(self.fields["name"])
        self.fields["name"] = ""

    def _form(self) -> View:
        if self.form == "dialog":
            return dialog("Add", self._field("title", BOX))
        up = View("widget.ImageButton", (0, 0, 90, 90), "", "up", "Navigate up", on_tap=self.away)
        on = button("Next", (500, 900, 700, 980), self.go("second"), "next")
        saves = View("widget.ImageButton", (620, 0, 710, 90), on_tap=self.away)
        return page(words("New thing", (100, 0, 400, 90)), up, saves, self._field("title", BOX), on)

    def _second(self) -> View:
        return page(words("Second step", (100, 0, 400, 90)), self._field("note", (60, 700, 660, 780)))

    def _settings(self) -> View:
        return page(words("How it is", (0, 0, 300, 90)), self._field("title", BOX))

    def away(self) -> None:
        if self.place[-1] == "second":
            self.leave()
        if self.place[-1] == "form" and self.fields["title"]:
            self.kept.append(self.fields["title"])
        self.leave()

    def key(self, name: str) -> None:
        self._act(f"key {name}", self.away if name == "back" and self.place[-1] != "main" else lambda: None)

    def launch(self, package: str, *, stop_first: bool = False) -> None:
        if stop_first:
            self.place = ["home", "main"]


def doc(phone: Autosave, settings: str = "Settings") -> AppDoc:
    def element(name: str, kind: Kind, **more: object) -> Element:
        return Element.model_validate({"name": name, "kind": kind, "locator": Locator(resource_id=name), **more})

    title = element("title", Kind.INPUT, effect=Effect.INPUT)
    add, to_settings = element("add", Kind.BUTTON, label="Add"), element("settings", Kind.BUTTON, label="Settings")
    search, name = (element(one, Kind.INPUT, effect=Effect.INPUT) for one in ("search", "name"))
    makes = [element(one, Kind.BUTTON, label=one.replace("_", " ").capitalize()) for one in ("new_thing", "new_tag")]
    page_only = [element("up", Kind.BUTTON, label="Navigate up"), element("next", Kind.BUTTON, label="Next")]
    picture = Element(name="picture", kind=Kind.BUTTON, locator=Locator(path="FrameLayout[0]/ImageButton[2]"))
    form = [title, *([*page_only, picture] if phone.form == "page" else [])]
    note = element("note", Kind.INPUT, effect=Effect.INPUT)
    return doc_of(
        "main",
        [
            phone.as_screen("main", elements=[add, to_settings, search, name, *makes]),
            phone.as_screen("form", phone.form, elements=form),
            phone.as_screen("second", elements=[note]),
            phone.as_screen("settings", title=settings, elements=[title]),
        ],
        way("main", "add", "form"),
        way("main", "settings", "settings"),
        way("form", "", "main", "back"),
        way("settings", "", "main", "back"),
        way("form", "next", "second"),
    )


def filled(form: str, consents: int = 1, known: bool = True, **more: object) -> tuple[Autosave, Run]:
    """`known`: whether the doc has the form's second step."""
    phone = Autosave(form)
    made = doc(phone)
    made.screens = [screen for screen in made.screens if known or screen.name != "second"]
    made.transitions = [way for way in made.transitions if known or way.target != "second"]
    run = Run(phone, doc=made, person=Answers(consents=consents), **more)  # type: ignore[arg-type]
    run("tap", "main.add")
    run("set_text", "form.title", "Butter")
    return phone, run


def finish(run: Run) -> None:
    run.host.close_up()


WAYS: dict[str, Callable[[Run], object]] = {
    "back": lambda run: run("back"),
    "another page named": lambda run: run("set_text", "settings.title", "x"),
    "another app": lambda run: run("open_app", "", "com.example.other"),
    "the end": finish,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", ["page", "dialog"])
def test_leaving_is_asked_about_and_refused_it_keeps_nothing(form: str, way: str) -> None:
    phone, run = filled(form, consents=0)
    with pytest.raises(Denied):
        WAYS[way](run)
    assert [q.what for q in run.person.asked] == [WITH]
    assert phone.place[-1] == "form"
    taken = run.host.take_back("denied")
    assert (phone.kept, phone.place[-1], taken.left) == (["Groceries"], "main", [])
    assert "title was taken back" in str(taken)


@pytest.mark.parametrize("way", ["back", "another page named", "the end"])
@pytest.mark.parametrize("form", ["page", "dialog"])
def test_with_consent_it_is_kept_and_not_asked_about_again(form: str, way: str) -> None:
    phone, run = filled(form)
    WAYS[way](run)
    run("back")
    finish(run)
    assert ([q.what for q in run.person.asked], phone.kept) == ([WITH], ["Groceries", "Butter"])
    assert run.host.take_back("failed").left == []
    assert phone.kept == ["Groceries", "Butter"]


def test_the_button_that_goes_up_leaves_as_back_does() -> None:
    phone, run = filled("page", consents=0)
    with pytest.raises(Denied):
        run("tap", "form.up")
    run.host.take_back("denied")
    assert (len(run.person.asked), phone.kept) == (1, ["Groceries"])


def test_going_on_to_a_second_step_is_not_leaving_and_leaving_that_is() -> None:
    phone, run = filled("page")
    run("tap", "form.next")
    assert run.person.asked == []
    run("set_text", "second.note", "soft")
    run("back")
    assert [q.what for q in run.person.asked] == [WITH.replace("?", ', note = "soft"?')]
    assert phone.kept == ["Groceries", "Butter"]


@pytest.mark.parametrize(("note", "known"), [("", True), ("soft", True), ("", False)])
def test_a_first_step_that_can_not_be_come_back_to_is_not_kept_either(note: str, known: bool) -> None:
    phone, run = filled("page", consents=0, known=known)
    run("tap", "form.next")
    if note:
        run("set_text", "second.note", note)
    with pytest.raises(Denied):
        run("back")
    taken = run.host.take_back("denied")
    assert (phone.kept, phone.place[-1], taken.left) == (["Groceries"], "main", [])
    assert "started anew" in str(taken)


@pytest.mark.parametrize("consents", [1, 0])
def test_a_button_beside_the_field_that_makes_something_of_it_is_asked_about(consents: int) -> None:
    phone = Autosave("page")
    run = Run(phone, doc=doc(phone), person=Answers(consents=consents))
    run("tap", "main.new_thing")  # there is nothing to make one of
    phone.kept = []
    run("set_text", "main.name", "Butter")
    run("tap", "main.new_tag")  # not beside it
    assert run.person.asked == []
    with nullcontext() if consents else pytest.raises(Denied):
        run("tap", "main.new_thing")
    if not consents:
        run.host.take_back("denied")
    assert [q.what for q in run.person.asked] == ['Tap "New thing", with: name = "Butter"?']
    assert (phone.kept, phone.fields["name"]) == (["Butter"] if consents else [], "")


@pytest.mark.parametrize("consents", [1, 0])
def test_a_picture_that_says_nothing_may_save_and_is_asked_about(consents: int) -> None:
    phone, run = filled("page", consents=consents)
    with nullcontext() if consents else pytest.raises(Denied):
        run("tap", "form.picture")
    taken = run.host.take_back("denied")
    assert [q.what for q in run.person.asked] == ['Tap "picture", with: title = "Butter"?']
    assert (phone.kept, taken.left) == (["Groceries", "Butter"] if consents else ["Groceries"], [])


def test_nothing_put_in_asks_nothing() -> None:
    phone = Autosave("page")
    run = Run(phone, doc=doc(phone))
    run("tap", "main.add")
    run("back")
    run("set_text", "main.search", "milk")  # finds something, and keeps nothing
    run("back")
    run("set_text", "settings.title", "x")  # holds as it is typed
    run("back")
    finish(run)
    assert run.person.asked == []


def test_what_was_put_in_to_read_something_off_is_left_standing() -> None:
    phone, run = filled("page")
    read = run("text", "form.title")
    with pytest.raises(Finished):
        run("finish", "", read)
    assert (run.person.asked, phone.kept) == ([], ["Groceries"])


def test_what_a_finish_says_by_itself_is_no_reading() -> None:
    phone, run = filled("page")
    with pytest.raises(Finished):
        run("finish", "", "The thing was added")
    assert ([q.what for q in run.person.asked], phone.kept) == ([WITH], ["Groceries", "Butter"])


@pytest.mark.parametrize("closing", [NOTHING, Closing(frozenset({Effect.READ})), Closing(leaves=False)])
def test_a_run_that_may_press_nothing_by_itself_leaves_no_form_at_its_end(closing: Closing) -> None:
    phone, run = filled("page", closing=closing)
    finish(run)
    assert (run.person.asked, phone.place[-1], phone.kept) == ([], "form", ["Groceries"])


def test_a_form_with_a_button_that_saves_is_left_without_a_question() -> None:
    phone = Autosave("page")
    made = doc(phone)
    form = made.screen("form")
    assert form is not None
    form.elements.append(
        Element(name="save", kind=Kind.BUTTON, label="Save", effect=Effect.COMMIT, locator=Locator(resource_id="save"))
    )
    run = Run(phone, doc=made)
    run("tap", "main.add")
    run("set_text", "form.title", "Butter")
    run("back")
    assert run.person.asked == []


class Asking(Autosave):
    """A form that keeps nothing when it is left, and asks; "Keep" saves it."""

    def __init__(self, *, also: str = "") -> None:
        super().__init__("page")
        self.also, self.draw["discard"] = also, self._discard
        self.over = {"discard"}

    def _form(self) -> View:
        up = View("widget.ImageButton", (0, 0, 90, 90), "", "up", "Navigate up", on_tap=self.away)
        keep = button("Keep", (500, 0, 700, 80), self._keep, "keep")
        other = [button(self.also, (300, 0, 480, 80), lambda: None, "also")] if self.also else []
        return page(words("New thing", (100, 0, 290, 90)), up, keep, *other, self._field("title", BOX))

    def _discard(self) -> View:
        no = button("Cancel", (60, 880, 200, 960), self.leave, "android:id/button2")
        yes = button("Discard", (480, 880, 640, 960), self._lose, "android:id/button1")
        return dialog("Discard changes?", no, yes)

    def _keep(self) -> None:
        self.kept.append(self.fields["title"])
        self.leave()

    def _lose(self) -> None:
        self.leave()
        self.leave()

    def away(self) -> None:
        if self.place[-1] == "form" and self.fields["title"]:
            self.go("discard")()
        else:
            self.leave()


def asking(also: str = "") -> tuple[Asking, Run]:
    phone = Asking(also=also)
    made = doc(phone)
    form = made.screen("form")
    assert form is not None
    form.elements = [e for e in form.elements if e.name in ("title", "up")]
    for name, label in (("keep", "Keep"), ("also", also)):
        if label:
            form.elements.append(Element(name=name, kind=Kind.BUTTON, label=label, locator=Locator(resource_id=name)))
    run = Run(phone, doc=made)
    run("tap", "main.add")
    run("set_text", "form.title", "Butter")
    return phone, run


def test_where_the_app_asks_whether_it_shall_be_lost_the_form_is_gone_back_to_and_saved() -> None:
    phone, run = asking()
    finish(run)
    assert (phone.kept, phone.place[-1]) == (["Groceries", "Butter"], "main")
    assert run.host.left_open() == [] and run.last.proof is not None and run.last.proof.verdict == "held"
    assert [q.what for q in run.person.asked] == [WITH]


def test_nothing_is_pressed_where_it_is_not_clear_what_saves() -> None:
    phone, run = asking(also="Keep a copy")
    finish(run)
    assert (phone.kept, phone.place[-1]) == (["Groceries"], "form")


def saving_form(closing: Closing = ANYTHING) -> tuple[Asking, Run]:
    phone = Asking()
    made = doc(phone)
    form = made.screen("form")
    assert form is not None
    title = next(e for e in form.elements if e.name == "title").model_copy(update={"commit": "keep"})
    keep = Element(
        name="keep", kind=Kind.BUTTON, label="Keep", effect=Effect.COMMIT, locator=Locator(resource_id="keep")
    )
    form.elements = [title, keep]
    run = Run(phone, doc=made, closing=closing)
    run("tap", "main.add")
    run("set_text", "form.title", "Butter")
    return phone, run


@pytest.mark.parametrize(("closing", "saved"), [(Closing(), True), (NOTHING, False)], ids=["allowed", "a person's"])
def test_what_the_doc_knows_to_save_a_form_is_pressed_at_the_end(closing: Closing, saved: bool) -> None:
    phone, run = saving_form(closing)
    finish(run)
    assert phone.kept == ["Groceries", "Butter"][: 1 + saved]
    assert bool(run.host.left_open()) is not saved


def test_a_form_that_something_was_read_off_is_not_saved() -> None:
    phone, run = saving_form()
    with pytest.raises(Finished):
        run("finish", "", run("text", "form.title"))
    assert phone.kept == ["Groceries"]


SAVES = [
    ("a word nobody knows", [("keep", "Keep", Effect.NAVIGATE)], "keep"),
    ("it says so", [("keep", "Save", Effect.COMMIT)], "keep"),
    ("a deed of its own", [("keep", "Copy", Effect.COMMIT)], ""),
    ("beside a deed of its own", [("keep", "Keep", Effect.NAVIGATE), ("also", "Copy", Effect.COMMIT)], "keep"),
    ("two that may", [("keep", "Keep", Effect.NAVIGATE), ("also", "Stow", Effect.NAVIGATE)], ""),
    ("it leads away", [("keep", "Help", Effect.NAVIGATE)], ""),
]


@pytest.mark.parametrize(("buttons", "saves"), [c[1:] for c in SAVES], ids=[c[0] for c in SAVES])
def test_the_only_thing_that_can_be_what_saves(buttons: list[tuple[str, str, Effect]], saves: str) -> None:
    _, run = asking(also="Also")
    sight = run.host.front.look()
    assert sight.screen is not None
    sight.screen.elements = [e for e in sight.screen.elements if e.name in ("title", "up")]
    for name, label, effect in buttons:
        more = {"label": label, "effect": effect, "locator": Locator(resource_id=name)}
        sight.screen.elements.append(Element.model_validate({"name": name, "kind": Kind.BUTTON, **more}))
    found = one_that_saves(sight, run.host.doc)
    assert (found.id_name if found is not None else "") == saves
