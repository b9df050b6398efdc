"""What a run had begun when it ended in the middle is taken back, in apps that keep, ask, cancel or do nothing when they are
left; and what can't be taken back is said."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc, Effect, Element, Kind
from interpreter.calls.errors import Cancelled, Denied
from phones.locating import Locator
from tests.interpreter.pocket_phone import View, button, dialog, page, words
from tests.interpreter.pocket_run import Answers, Run
from tests.interpreter.sketch import Sketch, doc_of, way

BOX = (20, 200, 700, 300)


class Editor(Sketch):
    """A form with a title, a switch and Save, and what becomes of it when it is left by back."""

    def __init__(self, leaving: str) -> None:
        """`leaving`: keeps, asks, "asks to save", stays, cancels."""
        super().__init__()
        self.leaving = leaving
        self.kept = {"title": "Groceries", "loud": "off"}
        self.fields = {"title": "Groceries"}
        self.loud = False
        self.draw = {"main": self._main, "form": self._form, "ask": self._ask, "more": self._more}
        self.over = {"ask"}

    def open_form(self) -> None:
        self.fields = {"title": self.kept["title"]}
        self.loud = self.kept["loud"] == "on"
        self.go("form")()

    def keep(self) -> None:
        self.kept = {"title": self.fields["title"], "loud": "on" if self.loud else "off"}

    def _main(self) -> View:
        shown = words(self.kept["title"], (20, 400, 700, 500), "shown")
        return page(button("Edit", (20, 100, 200, 180), self.open_form, "edit"), shown)

    def _flip(self) -> None:
        self.loud = not self.loud

    def _save(self) -> None:
        self.keep()
        self.leave()

    def _form(self) -> View:
        switch = View(
            "widget.Switch", (20, 400, 700, 480), "Loud", "loud", on_tap=self._flip, checkable=True, checked=self.loud
        )
        buttons = [button("Save", (500, 20, 700, 100), self._save, "save")]
        if self.leaving == "cancels":
            buttons.append(button("Cancel", (20, 20, 200, 100), self.leave, "cancel"))
        more = button("More", (20, 600, 200, 680), self.go("more"), "more")
        return page(*buttons, self._field("title", BOX), switch, more)

    def _more(self) -> View:
        return page(words("Nothing here", (20, 100, 700, 200), "nothing"))

    def _ask(self) -> View:
        def away() -> None:
            self.leave()
            self.leave()

        def save() -> None:
            self.keep()
            away()

        if self.leaving == "asks to save":
            answers = [("Cancel", self.leave, 60), ("No", away, 260), ("Yes", save, 460)]
            return dialog("Save changes?", *(button(w, (x, 900, x + 150, 970), do) for w, do, x in answers))
        return dialog(
            "Discard changes?",
            button("Keep editing", (60, 900, 300, 970), self.leave, "android:id/button2"),
            button("Discard", (400, 900, 640, 970), away, "android:id/button1"),
        )

    def key(self, name: str) -> None:
        def back() -> None:
            changed = self.fields.get("title") != self.kept["title"] or self.loud != (self.kept["loud"] == "on")
            if name != "back" or self.place[-1] == "main":
                return
            if self.place[-1] != "form":
                self.leave()
            elif self.leaving in ("keeps", "cancels"):
                self.keep()
                self.leave()
            elif self.leaving.startswith("asks") and changed:
                self.go("ask")()
            elif self.leaving != "stays":
                self.leave()

        self._act(f"key {name}", back)

    def launch(self, package: str, *, stop_first: bool = False) -> None:
        return None


def doc(phone: Editor) -> AppDoc:
    def element(name: str, kind: Kind, **more: object) -> Element:
        label = name.capitalize() if kind is not Kind.INPUT else ""
        return Element.model_validate(
            {"name": name, "kind": kind, "label": label, "locator": Locator(resource_id=name), **more}
        )

    form = [
        element("title", Kind.INPUT, commit="save", effect=Effect.INPUT),
        element("loud", Kind.TOGGLE, commit="save", effect=Effect.SETTINGS),
        element("save", Kind.BUTTON, effect=Effect.COMMIT),
        element("more", Kind.BUTTON),
    ]
    return doc_of(
        "main",
        [
            phone.as_screen("main", elements=[element("edit", Kind.BUTTON)]),
            phone.as_screen("form", elements=form),
            phone.as_screen("more"),
        ],
        way("main", "edit", "form"),
        way("form", "more", "more"),
        way("form", "save", "main"),
    )


def refused(phone: Editor) -> Run:
    """A run that fills in the form and is not allowed to save it."""
    run = Run(phone, doc=doc(phone), person=Answers(consents=0))
    run("set_text", "form.title", "Butter")
    run("turn_on", "form.loud")
    with pytest.raises(Denied):
        run("tap", "form.save")
    return run


LEFT = ["keeps", "asks", "asks to save", "cancels"]


@pytest.mark.parametrize("leaving", LEFT)
def test_a_form_is_left_with_nothing_of_it_kept(leaving: str) -> None:
    phone = Editor(leaving)
    run = refused(phone)
    taken = run.host.take_back("denied")
    assert (taken.left, phone.kept, phone.place) == ([], {"title": "Groceries", "loud": "off"}, ["home", "main"])
    assert [outcome.undone for call, outcome in run.host.calls] == [True, True, False]
    assert "title, loud was taken back" in str(taken)
    assert run.notebook.undid == [call for call, _ in run.host.calls[:2]]
    phone.key("back")
    assert phone.kept == {"title": "Groceries", "loud": "off"}


def test_a_form_that_can_not_be_left_is_told_with_what_stands_in_it() -> None:
    phone = Editor("stays")
    taken = refused(phone).host.take_back("denied")
    assert phone.fields["title"] == "Groceries"  # at least what stood there stands there again
    assert 'Left open on the phone: "form" holds title = "Butter", loud = "on"' in str(taken)


@pytest.mark.parametrize("leaving", LEFT)
def test_a_page_opened_from_the_form_does_not_hide_it(leaving: str) -> None:
    phone = Editor(leaving)
    run = Run(phone, doc=doc(phone), person=Answers(consents=0))
    run("set_text", "form.title", "Butter")
    run.phone.go("more")()  # by something that the doc knows nothing of
    run.host.front.forget()
    taken = run.host.take_back("failed")
    assert (taken.left, phone.kept["title"], phone.place) == ([], "Groceries", ["home", "main"])


@pytest.mark.parametrize("leaving", LEFT)
def test_a_run_stopped_while_it_types_is_taken_back_too(leaving: str) -> None:
    phone = Editor(leaving)
    run = Run(phone, doc=doc(phone))
    typing = phone.type_text

    def stopped(text: str, *, clear: bool = True) -> None:
        typing(text, clear=clear)
        run.cancel.set()

    phone.type_text = stopped  # type: ignore[method-assign]
    with pytest.raises(Cancelled):
        run("set_text", "form.title", "Butter")
        run("tap", "form.save")
    phone.type_text = typing  # type: ignore[method-assign]
    assert run.host.take_back("cancelled").left == []
    assert (phone.kept["title"], phone.place) == ("Groceries", ["home", "main"])


@pytest.mark.parametrize("leaving", LEFT)
def test_what_was_saved_with_consent_stays(leaving: str) -> None:
    phone = Editor(leaving)
    run = Run(phone, doc=doc(phone))
    run("set_text", "form.title", "Butter")
    run("tap", "form.save")
    run("set_text", "form.title", "Milk")
    taken = run.host.take_back("failed")
    assert (taken.left, phone.kept["title"]) == ([], "Butter")
    assert [outcome.undone for _, outcome in run.host.calls] == [False, False, True]


def test_another_thing_s_form_gets_nothing_of_the_first_one_s() -> None:
    phone = Editor("keeps")
    run = Run(phone, doc=doc(phone), person=Answers(consents=0))
    run("set_text", "form.title", "Butter")
    run("back")  # the script's own way: the app keeps it
    phone.kept = {"title": "Call Ann", "loud": "off"}  # and the next one that is opened is another thing
    run("set_text", "form.title", "Milk")
    with pytest.raises(Denied):
        run("tap", "form.save")
    assert run.host.take_back("denied").left == []
    assert phone.kept["title"] == "Call Ann"


def test_an_app_that_keeps_an_emptied_form_is_told_of() -> None:
    phone = Editor("keeps")
    phone.kept["title"] = ""
    run = refused(phone)
    phone.keep = lambda: phone.kept.update(title="Untitled")  # type: ignore[method-assign]
    taken = run.host.take_back("denied")
    assert taken.left == []
    assert str(taken).endswith('and the form left; by that "Untitled" came to the screen: look whether it is wanted.')


def test_a_dialog_that_keeps_what_stands_in_it_is_emptied_before_it_is_closed() -> None:
    phone = Editor("keeps")
    phone.over.add("form")
    phone.draw["form"] = lambda: dialog("Change", phone._field("title", (60, 500, 660, 580)))
    own = doc(phone)
    form = own.screen("form")
    assert form is not None
    form.elements, form.kind, form.marks = form.elements[:1], "dialog", phone.as_screen("form").marks
    form.elements[0].commit = ""
    run = Run(phone, doc=own, person=Answers(consents=0))
    run("set_text", "form.title", "Butter")
    taken = run.host.take_back("failed")
    assert (taken.left, phone.kept["title"], phone.place[-1]) == ([], "Groceries", "main")


def test_secrets_and_passwords_are_cleared_and_not_shown() -> None:
    phone = Editor("keeps")
    phone.kept["title"] = ""
    run = Run(phone, doc=doc(phone), person=Answers(consents=0), secrets={"code": "hunter22"})
    run("set_text", "form.title", str(run("secret", "", "code")))
    with pytest.raises(Denied):
        run("tap", "form.save")
    taken = run.host.take_back("denied")
    assert (taken.left, phone.kept["title"]) == ([], "")
    assert "hunter22" not in str(taken)


def test_a_selection_that_nothing_came_of_is_left() -> None:
    run = Run(person=Answers(consents=0))
    run("long_press", run.row("note 02"))
    with pytest.raises(Denied):
        run("tap", "selection.delete")
    taken = run.host.take_back("denied")
    assert (run.phone.place, taken.left) == (["home", "main"], [])
    assert [(call.op, outcome.status, outcome.undone) for call, outcome in run.host.calls][1:] == [
        ("long_press", "ok", True),
        ("tap", "denied", False),
    ]


def test_a_tap_whose_question_was_then_refused_is_told_as_refused() -> None:
    run = Run(allow=frozenset({Effect.DELETE}))
    run("long_press", run.row("note 02"))
    run("tap", "selection.delete")
    assert run.phone.place[-1] == "confirm_delete"
    taken = run.host.take_back("denied")
    assert (run.phone.place, run.phone.deleted, taken.left) == (["home", "main"], [], [])
    assert '"Confirm" was closed' in str(taken)
    assert [(call.op, outcome.status, outcome.undone) for call, outcome in run.host.calls][1:] == [
        ("long_press", "ok", True),
        ("tap", "denied", True),
    ]


def test_a_phone_that_is_gone_leaves_word_of_what_stands_where() -> None:
    phone = Editor("keeps")
    run = refused(phone)
    phone.gone_at = "key back"
    taken = run.host.take_back("denied")
    assert 'holds title = "Butter"' in str(taken)


def test_a_second_ctrl_c_ends_it_at_once_and_says_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    phone = Editor("keeps")
    run = refused(phone)

    def interrupted(text: str, *, clear: bool = True) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(phone, "type_text", interrupted)
    taken = run.host.take_back("cancelled")
    assert taken.left == ['"form" holds title = "Butter", loud = "on"']
    assert phone.place[-1] == "form"  # so that nothing is kept by leaving it


def test_a_run_that_did_nothing_touches_nothing() -> None:
    run = Run()
    assert str(run.host.take_back("failed")) == ""
    assert run.phone.log == []
