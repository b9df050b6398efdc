"""What a script leaves open: dialogs, questions about what it did, changes that a button saves."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from apidocs.doc import AppDoc, Effect, Element, Item, Kind
from interpreter.calls.errors import CallFailed, Denied
from interpreter.consent.closing import NOTHING, Closing
from phones.locating import Locator
from tests.interpreter.pocket_phone import View, button, dialog, page, words
from tests.interpreter.pocket_run import Answers, Run
from tests.interpreter.sketch import Sketch, doc_of, way

PICKER = "com.example.documents"
PRINTING = "com.android.printspooler"


class Looks(Sketch):
    """A page whose Save comes up with the first change, a page to pick from in a dialog, and a send button that asks."""

    def __init__(self) -> None:
        super().__init__()
        self.values = {"dark": "", "saved": "", "picked": "", "sent": ""}
        self.over = {"pick", "question"}
        self.draw = {
            "main": self._main,
            "looks": self._looks,
            "pick": self._pick,
            "question": self._question,
        }
        self.question, self.yes, self.package = "Send it now?", "Send", ""
        self.saves_at_once = self.has_save = False
        self.named = "tape.txt"
        self.draw["picker"] = self._picker
        self.draw["print"] = self._print
        self.may = True

    def _main(self) -> View:
        return page(
            words("Start", (0, 0, 300, 90), "heading"),
            button("Looks", (0, 200, 720, 290), self.go("looks"), "looks"),
            button("Pick", (0, 300, 720, 390), self.go("pick"), "pick"),
            button("Send", (0, 400, 720, 490), self._ask, "send"),
            button("Print", (0, 500, 720, 590), self.go("print"), "print"),
        )

    def _ask(self) -> None:
        if self.question:
            self.go("question")()
        else:
            self.values["sent"] = "yes"

    def _picker(self) -> View:
        where = View("widget.TextView", (0, 0, 300, 90), "Downloads", "heading", package=PICKER)
        name = View("widget.EditText", (0, 900, 500, 990), self.named, "title", on_tap=lambda: None, package=PICKER)
        save = button("SAVE", (520, 900, 720, 990), self.put("sent", "yes", self.leave), "save", package=PICKER)
        return page(where, name, save, package=PICKER)

    def _print(self) -> View:
        printer = words("Save as PDF", (0, 200, 400, 290), "title")
        do = button("", (600, 400, 700, 500), self.go("picker"), "print_button", package=PRINTING)
        return page(printer, do, package=PRINTING)

    def _looks(self) -> View:
        switch = View(
            "widget.Switch",
            (0, 200, 720, 290),
            "Dark",
            "dark",
            on_tap=self.put("dark", "on"),
            checkable=True,
            checked=bool(self.values["dark"]),
        )
        save = View(
            "widget.ImageView", (600, 0, 720, 90), "", "menu_save", "Save", on_tap=self.put("saved", "yes", self.leave)
        )
        shown = [save] if self.has_save or self.values["dark"] and not self.saves_at_once else []
        return page(words("Looks", (0, 0, 300, 90), "looks_heading"), switch, *shown)

    def _pick(self) -> View:
        rows = [
            View(
                "widget.TextView",
                (60, 480 + 100 * i, 660, 580 + 100 * i),
                name,
                "row",
                on_tap=self.put("picked", name, self.leave),
            )
            for i, name in enumerate(("Alarms", "Music"))
        ]
        listed = View("widget.ListView", (60, 480, 660, 680), "", "folders", children=rows)
        ok = button(
            "OK", (480, 880, 640, 960), self.put("picked", "this", self.leave), "android:id/button1", enabled=self.may
        )
        return dialog(
            "Select a folder", listed, button("Cancel", (60, 880, 200, 960), self.leave, "android:id/button2"), ok
        )

    def _question(self) -> View:
        more = {"package": self.package} if self.package else {}
        return dialog(
            "",
            View("widget.TextView", (60, 480, 660, 560), self.question, "message", **more),  # type: ignore[arg-type]
            button("Cancel", (60, 880, 200, 960), self.leave, "android:id/button2", **more),
            button(self.yes, (480, 880, 640, 960), self.put("sent", "yes", self.leave), "android:id/button1", **more),
            **more,
        )


def doc(phone: Looks) -> AppDoc:
    def tap(name: str, label: str, effect: Effect = Effect.NAVIGATE) -> Element:
        return Element(name=name, kind=Kind.BUTTON, label=label, locator=Locator(resource_id=name), effect=effect)

    dark = Element(
        name="dark", kind=Kind.TOGGLE, label="Dark", locator=Locator(resource_id="dark"), effect=Effect.SETTINGS
    )
    row = Item(name="folder", row=Locator(resource_id="row"))
    folders = Element(name="folders", kind=Kind.LIST, locator=Locator(resource_id="folders"), item=row)
    ok = Element(
        name="ok", kind=Kind.BUTTON, label="OK", locator=Locator(resource_id="android:id/button1"), effect=Effect.COMMIT
    )
    main = [
        tap("looks", "Looks"),
        tap("pick", "Pick"),
        tap("send", "Send", Effect.SEND),
        tap("print", "Print", Effect.SHARE),
    ]
    screens = [
        phone.as_screen("main", elements=main),
        phone.as_screen("looks", elements=[dark]),
        phone.as_screen("pick", "dialog", elements=[folders, ok]),
        phone.as_screen("question", "dialog", elements=[ok.model_copy(update={"name": "send", "label": "Send"})]),
    ]
    ways = [way("main", "looks", "looks"), way("main", "pick", "pick"), way("main", "send", "question")]
    return doc_of("main", screens, *ways, way("looks", "", "main", "back"))


@pytest.fixture
def phone() -> Looks:
    return Looks()


@pytest.fixture
def run(phone: Looks) -> Run:
    return Run(phone, doc=doc(phone), allow=frozenset({Effect.COMMIT, Effect.SEND}))


def test_a_change_that_made_a_save_button_come_up_is_saved_at_the_end(run: Run, phone: Looks) -> None:
    run("turn_on", "looks.dark")
    run.host.close_up()
    assert phone.values["saved"] == "yes"
    assert "saved what was changed here" in " ".join(run.last.steps)


def test_it_is_saved_before_the_page_is_left(run: Run, phone: Looks) -> None:
    run("turn_on", "looks.dark")
    run("open", "main")
    assert phone.log == ["tap Looks", "tap Dark", "tap Save"]


@pytest.mark.parametrize("which", ["has_save", "saves_at_once"], ids=["was there before", "comes not"])
def test_a_save_button_that_has_nothing_to_do_with_the_change_is_left_alone(run: Run, phone: Looks, which: str) -> None:
    setattr(phone, which, True)
    run("turn_on", "looks.dark")
    run.host.close_up()
    assert phone.values["saved"] == ""


def test_a_change_the_script_saved_itself_is_saved_once(run: Run, phone: Looks) -> None:
    run("turn_on", "looks.dark")
    run("tap", "looks?Save")
    run.host.close_up()
    assert phone.log.count("tap Save") == 1


def test_saving_needs_consent(phone: Looks) -> None:
    run = Run(phone, doc=doc(phone), person=Answers(consents=0))
    run("turn_on", "looks.dark")
    with pytest.raises(Denied, match="Consent to commit was not given"):
        run.host.close_up()
    assert phone.values["saved"] == ""


def test_a_question_about_what_was_done_is_answered(run: Run, phone: Looks) -> None:
    run("tap", "main.send")
    run.host.close_up()
    assert phone.values["sent"] == "yes"


def test_what_comes_of_the_answer_proves_the_act_that_was_asked_about(run: Run, phone: Looks) -> None:
    run("tap", "main.send")
    run("open", "looks")
    sent = run.host.calls[0][1]
    assert phone.values["sent"] == "yes"
    assert sent.proof is not None and sent.proof.verdict == "held"
    assert [call.op for call, _ in run.notebook.later] == ["tap"]


@pytest.mark.parametrize("yes", [True, False], ids=["let", "not let"])
def test_a_graver_question_that_the_app_asks_upon_the_act_is_put_to_the_person(phone: Looks, yes: bool) -> None:
    phone.question, phone.yes = "Send it and delete all drafts?", "OK"
    run = Run(phone, doc=doc(phone), person=Answers())
    run("tap", "main.send")
    run.person.consents = int(yes)
    with nullcontext() if yes else pytest.raises(Denied, match="Consent to delete was not given"):
        run.host.close_up()
    assert phone.values["sent"] == ("yes" if yes else "")
    assert [q.effect for q in run.person.asked] == [Effect.SEND, Effect.DELETE]
    assert 'the app asks: "Send it and delete all drafts?"' in run.person.asked[1].what


def test_nobody_is_asked_about_it_where_the_words_let_nothing_be_changed(phone: Looks) -> None:
    phone.question, phone.yes = "Send it and delete all drafts?", "OK"
    run = Run(phone, doc=doc(phone), closing=NOTHING)
    run("tap", "main.send")
    run.host.close_up()
    assert phone.values["sent"] == ""
    assert [q.effect for q in run.person.asked] == [Effect.SEND]


@pytest.mark.parametrize("asked", ["Pay 5 euros?", "Install the update?"])
def test_nor_whether_something_is_bought_or_installed(phone: Looks, asked: str) -> None:
    phone.question, phone.yes = asked, "OK"
    run = Run(phone, doc=doc(phone))
    run("tap", "main.send")
    run.host.close_up()
    assert phone.values["sent"] == ""


CLOSED_UP = [
    ("all that is allowed", Closing(), "yes", "yes"),
    ("what saves alone", Closing(frozenset({Effect.COMMIT})), "yes", ""),
    ("sending alone", Closing(frozenset({Effect.SEND})), "", "yes"),
    ("a person's script", NOTHING, "", ""),
    ("what the person let it do", Closing(frozenset(), consented=True), "", "yes"),
]


@pytest.mark.parametrize(("closing", "saved", "sent"), [c[1:] for c in CLOSED_UP], ids=[c[0] for c in CLOSED_UP])
def test_only_what_may_be_is_pressed_without_the_script(phone: Looks, closing: Closing, saved: str, sent: str) -> None:
    allow = frozenset({Effect.COMMIT, Effect.SEND})
    for what, name, value in (("turn_on", "looks.dark", saved), ("tap", "main.send", sent)):
        run = Run(phone, doc=doc(phone), allow=allow, closing=closing)
        run(what, name)
        run.host.close_up()
        assert phone.values["saved" if what == "turn_on" else "sent"] == value
        phone.place[:] = ["main"]


def test_another_apps_page_that_asks_where_to_save_is_answered_too(run: Run, phone: Looks) -> None:
    phone._ask = phone.go("picker")  # type: ignore[method-assign]
    run("tap", "main.send")
    run.host.close_up()
    assert phone.values["sent"] == "yes"
    assert f"{PICKER} asked where to save" in " ".join(run.last.steps)


def test_what_is_to_be_printed_is_printed_and_saved_where_that_asks_for_a_place(run: Run, phone: Looks) -> None:
    run("tap", "main.print")
    run.host.close_up()
    assert phone.values["sent"] == "yes"
    assert [q.effect for q in run.person.asked] == [Effect.SHARE, Effect.SHARE]
    assert [step for step in run.last.steps if "asked" in step] == [
        f'{PRINTING} asked how to print: "print_button"',
        f'{PICKER} asked where to save: "SAVE"',
    ]


@pytest.mark.parametrize(("named", "on"), [("", "main.send"), ("tape.txt", "main.pick")], ids=["no name", "not a deed"])
def test_it_is_left_where_no_deed_led_to_it_or_something_is_lacking(
    run: Run, phone: Looks, named: str, on: str
) -> None:
    phone.named = named
    phone._ask = phone.go("picker")  # type: ignore[method-assign]
    phone.draw["pick"] = phone._picker
    run("tap", on)
    run.host.close_up()
    assert phone.values["sent"] == ""


def test_a_switch_that_was_just_turned_is_not_tapped_back(run: Run, phone: Looks) -> None:
    run("turn_on", "looks.dark")
    run("tap", "looks.dark")
    assert phone.log == ["tap Looks", "tap Dark"]
    assert "has just been set" in " ".join(run.last.steps)


@pytest.mark.parametrize(
    ("question", "package"),
    [("Pay 5 euros for it?", ""), ("Send it now?", "com.example.system"), ("Delete it?", "com.example.system")],
    ids=["costs", "another app asks", "another app asks more"],
)
def test_a_question_about_something_else_is_left_to_the_person(
    run: Run, phone: Looks, question: str, package: str
) -> None:
    phone.question, phone.yes, phone.package = question, "OK", package
    run.host.doc.transitions = [t for t in run.host.doc.transitions if t.target != "question"]  # nobody saw it
    run("tap", "main.send")
    run.host.close_up()
    assert phone.values["sent"] == "" and phone.place[-1] == "question"


def test_a_button_of_a_dialog_that_a_pick_has_closed_is_not_gone_back_for(run: Run, phone: Looks) -> None:
    run("open", run.row("Alarms", "pick.folders"))
    run("tap", "pick.ok")
    assert phone.log == ["tap Pick", "tap Alarms"]
    assert phone.values["picked"] == "Alarms"
    assert "nothing to press: pick.ok" in " ".join(run.last.steps)


def test_a_dialog_that_was_confirmed_for_the_script_is_not_opened_again_for_its_button(run: Run, phone: Looks) -> None:
    run("tap", "main.pick")
    run("open", run.row("Alarms", "pick.folders"))
    phone.place.append("pick")  # it stays open until it is confirmed
    run("turn_on", "looks.dark")
    assert phone.log[-3:] == ["tap OK", "tap Looks", "tap Dark"]
    run("tap", "pick.ok")
    assert phone.log[-1] == "tap Save"  # left for the dialog's button, which is pressed already
    assert "nothing to press: pick.ok" in " ".join(run.last.steps)


def test_a_question_that_was_not_asked_this_time_needs_no_answer(run: Run, phone: Looks) -> None:
    phone.question = ""
    run("tap", "main.send")
    run("tap", "question.send")
    assert phone.log == ["tap Send"]


def test_a_dialog_nobody_has_opened_is_opened_for_its_button(run: Run, phone: Looks) -> None:
    run("tap", "pick.ok")
    assert phone.log == ["tap Pick", "tap OK"]


def test_what_is_greyed_out_without_a_cause_of_the_script_is_not_tapped(run: Run, phone: Looks) -> None:
    phone.may = False
    with pytest.raises(CallFailed, match="greyed out"):
        run("tap", "pick.ok")
    assert phone.log == ["tap Pick"]
