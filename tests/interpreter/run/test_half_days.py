"""An hour of the clock of 24 put into a form with a choice of AM and PM beside it, as Android's time picker has."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from apidocs.doc import AppDoc, Effect, Element, Kind
from interpreter.calls.errors import CallFailed, Denied
from phones.locating import Locator
from tests.interpreter.pocket_phone import View, button, dialog, page, words
from tests.interpreter.pocket_run import Answers, Run
from tests.interpreter.sketch import Sketch, doc_of, group, radios, way

HALVES = ("AM", "PM")


class Bell(Sketch):
    """A page with a button that opens a time picker; `rings` is what was confirmed."""

    def __init__(self, *, full_day: bool = False, hour: str = "hour", halves: tuple[str, str] = HALVES) -> None:
        super().__init__()
        self.cancels = True
        self.full_day, self.hour, self.halves = full_day, hour, halves
        self.rings = ""
        self.values = {"half": halves[0]}
        self.fields = {hour: "9", "minute": "30"}
        self.draw = {"main": self._page, "pick_time": self._picker}
        self.over = {"pick_time"}

    def _page(self) -> View:
        bell = button("Bell", (400, 0, 560, 90), self.go("pick_time"), "bell")
        return page(words("Bells", (0, 0, 300, 90), "heading"), bell)

    def _picker(self) -> View:
        def pick(name: str) -> Callable[[], None]:
            return self.put("half", name)

        def ok() -> None:
            most = 23 if self.full_day else 12
            if int(self.fields[self.hour]) > most:
                self.toast = "Enter a valid time"
                return
            half = "" if self.full_day else f" {self.values['half']}"
            self.rings = f"{self.fields[self.hour]}:{self.fields['minute']}{half}"
            self.leave()

        marks = radios(self.halves, lambda: self.values["half"], pick, 600)
        halves = [] if self.full_day else [group("halves", (60, 600, 660, 760), marks)]
        cancel = button("Cancel", (300, 880, 460, 960), self.leave, "android:id/button2")
        return dialog(
            "Pick a time",
            self._field(self.hour, (60, 480, 300, 560)),
            self._field("minute", (360, 480, 660, 560)),
            *halves,
            *([cancel] if self.cancels else []),
            button("OK", (480, 880, 640, 960), ok, "android:id/button1"),
        )


def doc(phone: Bell) -> AppDoc:
    def field(name: str) -> Element:
        return Element(
            name=name,
            kind=Kind.INPUT,
            locator=Locator(resource_id=f"{phone_id}{name}"),
            effect=Effect.INPUT,
            commit="ok",
        )

    phone_id = "com.example.pocket:id/"
    half = Element(
        name="half",
        kind=Kind.CHOICE,
        locator=Locator(resource_id=f"{phone_id}halves"),
        effect=Effect.SETTINGS,
        options=list(phone.halves),
        inline=True,
        commit="ok",
    )
    answers = [
        Element(name="cancel", kind=Kind.BUTTON, label="Cancel", locator=Locator(text="Cancel")),
        Element(name="ok", kind=Kind.BUTTON, label="OK", locator=Locator(text="OK"), effect=Effect.COMMIT),
    ]
    bell = Element(name="bell", kind=Kind.BUTTON, label="Bell", locator=Locator(resource_id=f"{phone_id}bell"))
    picker = [field(phone.hour), field("minute"), half, *answers]
    return doc_of(
        "main",
        [phone.as_screen("main", elements=[bell]), phone.as_screen("pick_time", "dialog", elements=picker)],
        way("main", "bell", "pick_time"),
    )


def made(phone: Bell, person: Answers | None = None) -> Run:
    return Run(phone, doc=doc(phone), person=person)


def calls(run: Run) -> list[tuple[str, tuple[object, ...]]]:
    return [(f"{call.ref}.{call.op}", call.args) for call, outcome in run.host.calls if outcome.status == "ok"]


@pytest.mark.parametrize(
    ("said", "stood", "rings"),
    [
        ("20", "AM", "8:15 PM"),
        ("13", "PM", "1:15 PM"),
        ("23", "AM", "11:15 PM"),
        ("0", "PM", "12:15 AM"),
        ("00", "PM", "12:15 AM"),
        ("8", "AM", "8:15 AM"),
        ("8", "PM", "8:15 PM"),
        ("12", "AM", "12:15 AM"),
    ],
)
def test_an_hour_of_the_full_day_goes_in_with_its_half(said: str, stood: str, rings: str) -> None:
    phone = Bell()
    phone.values["half"] = stood
    run = made(phone)
    run("set_text", "pick_time.hour", said)
    run("set_text", "pick_time.minute", "15")
    run("tap", "pick_time.ok")
    assert phone.rings == rings


def test_what_is_asked_proven_and_written_down_is_the_time_as_it_stands_there() -> None:
    phone = Bell()
    run = made(phone)
    run("set_text", "pick_time.hour", "20")
    run("set_text", "pick_time.minute", "15")
    run("tap", "pick_time.ok")
    assert calls(run) == [
        ("pick_time.open", ()),
        ("pick_time.half.choose", ("PM",)),
        ("pick_time.hour.set_text", ("8",)),
        ("pick_time.minute.set_text", ("15",)),
        ("pick_time.ok.tap", ()),
    ]
    proofs = [outcome.proof for _, outcome in run.host.calls]
    assert [proof.what for proof in proofs[1:3] if proof is not None] == ['half: "PM" is marked', 'hour shows "8"']
    assert [question.what for question in run.person.asked] == [
        'Save in "Pick a time", with: half = "PM", hour (replaces "9") = "8", minute (replaces "30") = "15"?'
    ]
    seqs = [call.seq for call, _ in run.host.calls]
    assert seqs == sorted(set(seqs)) and [call.seq for call in run.notebook.begun] == seqs


def refused(phone: Bell) -> Run:
    run = made(phone, Answers(consents=0))
    run("set_text", "pick_time.hour", "20")
    with pytest.raises(Denied):
        run("tap", "pick_time.ok")
    run.host.take_back("denied")
    assert (phone.rings, phone.place) == ("", ["home", "main"])
    return run


def test_both_are_taken_back_where_saving_is_refused() -> None:
    run = refused(Bell())
    assert [call.op for call in run.notebook.undid] == ["choose", "set_text"]


def test_both_are_put_back_where_leaving_may_keep_them() -> None:
    phone = Bell()
    phone.cancels = False
    refused(phone)
    assert (phone.fields["hour"], phone.values["half"]) == ("9", "AM")


def test_a_phone_set_to_24_hours_takes_the_hour_as_it_is() -> None:
    twelve, phone = Bell(), Bell(full_day=True)
    run = Run(phone, doc=doc(twelve))
    run("set_text", "pick_time.hour", "20")
    run("set_text", "pick_time.minute", "15")
    run("tap", "pick_time.ok")
    assert phone.rings == "20:15"


def test_a_number_that_is_no_hour_goes_in_as_it_is() -> None:
    phone = Bell(hour="guests")
    run = made(phone)
    run("set_text", "pick_time.guests", "20")
    assert (phone.fields["guests"], phone.values["half"]) == ("20", "AM")


def test_two_options_that_are_no_halves_of_the_day_are_left_alone() -> None:
    phone = Bell(halves=("Once", "Daily"))
    run = made(phone)
    run("set_text", "pick_time.hour", "20")
    assert (phone.fields["hour"], phone.values["half"]) == ("20", "Once")


def test_halves_in_another_language() -> None:
    phone = Bell(halves=("오전", "오후"))
    run = made(phone)
    run("set_text", "pick_time.hour", "15")
    assert (phone.fields["hour"], phone.values["half"]) == ("3", "오후")


def test_the_right_half_may_be_chosen_behind_it_and_the_other_not() -> None:
    phone = Bell()
    run = made(phone)
    run("set_text", "pick_time.hour", "20")
    run("choose", "pick_time.half", "PM")
    with pytest.raises(CallFailed, match='is "PM", and not "AM"'):
        run("choose", "pick_time.half", "AM")
    assert phone.values["half"] == "PM"


def test_an_hour_that_is_in_the_other_half_than_was_chosen_goes_in_as_it_is_and_is_refused() -> None:
    phone = Bell()
    run = made(phone)
    run("choose", "pick_time.half", "AM")
    run("set_text", "pick_time.hour", "20")
    run("tap", "pick_time.ok")
    assert (phone.rings, phone.values["half"]) == ("", "AM")
