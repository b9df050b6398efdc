"""Calls on elements: getting there, doing it, reading it back."""

from __future__ import annotations

import pytest

from apidocs.doc import Effect, Element, Kind, Part
from interpreter.calls.errors import CallFailed
from interpreter.consent.closing import Closing
from phones.locating import Locator
from tests.interpreter.pocket_phone import PocketPhone, pocket_doc
from tests.interpreter.pocket_run import Run


@pytest.fixture
def run() -> Run:
    return Run()


def test_reaches_an_element_from_the_launcher_by_launching_and_the_shortest_way(run: Run) -> None:
    run("turn_on", "settings.dark_mode")
    assert run.phone.log == ["launch com.example.pocket", "tap Settings", "tap Dark mode"]
    assert run.phone.settings["Dark mode"]


def test_records_each_call_with_both_screens_and_what_was_touched(run: Run) -> None:
    run("turn_on", "settings.dark_mode")
    outcome = run.last
    assert (outcome.status, outcome.screen_before, outcome.screen_after) == ("ok", "settings", "settings")
    assert outcome.effect.value == "settings"
    assert outcome.locator_used == "resource_id+label"
    assert outcome.bounds == (0, 100, 720, 200)
    assert 'checked="false"' in outcome.xml_before and outcome.xml_before != outcome.xml_after
    assert [s for s in outcome.steps if "main.settings" in s]


def test_a_switch_that_is_on_already_is_not_touched(run: Run) -> None:
    run("turn_on", "settings.show_dates")
    assert run.phone.log[-1] == "tap Settings"
    assert run.phone.settings["Show dates"]


def test_a_switch_that_does_not_move_is_said_to_be_stuck_and_tapped_once(run: Run) -> None:
    with pytest.raises(CallFailed, match="still off"):
        run("turn_on", "settings.stuck")
    assert run.phone.log.count("tap Stuck") == 1


@pytest.mark.parametrize(("ticks", "state"), [(0, False), (1, True)], ids=["off", "on"])
def test_reads_whether_a_switch_is_on(run: Run, ticks: int, state: bool) -> None:
    run.phone.settings["Dark mode"] = bool(ticks)
    assert run("is_on", "settings.dark_mode") is state


def test_an_element_that_is_gone_is_looked_for_to_both_ends_and_said_to_be_missing(run: Run) -> None:
    with pytest.raises(CallFailed, match=r"settings\.missing .*isn't on the screen"):
        run("turn_on", "settings.missing")
    assert run.phone.log.count("swipe") >= 3
    assert run("exists", "settings.missing") is False


def test_a_choice_is_opened_picked_confirmed_and_read_back(run: Run) -> None:
    run("choose", "settings.theme", "Light")
    assert run.phone.choices["Theme"] == "Light"
    assert run.phone.log[-3:] == ["tap Theme", "tap Light", "tap OK"]
    assert run("value", "settings.theme") == "Light"


def test_a_choice_that_closes_by_itself_needs_no_button(run: Run) -> None:
    run("choose", "settings.language", "deutsch")
    assert run.phone.choices["Language"] == "Deutsch"
    assert run.phone.log[-1] == "tap Deutsch"


def test_a_setting_whose_words_say_so_already_is_opened_to_see(run: Run) -> None:
    run("choose", "settings.theme", "system")
    assert run.phone.log[-3:] == ["tap Theme", "tap System", "tap OK"]
    assert run.phone.choices["Theme"] == "System"


@pytest.mark.parametrize(
    ("option", "says"),
    [("Purple", 'doesn\'t offer \'Purple\'.*"System", "Light"'), ("Solarized", "Several options.*fit 'Solarized'")],
    ids=["not offered", "two fit"],
)
def test_an_option_that_is_not_clearly_offered_is_refused_and_the_choice_closed(
    run: Run, option: str, says: str
) -> None:
    with pytest.raises(CallFailed, match=says):
        run("choose", "settings.theme", option)
    assert run.phone.place[-1] == "settings"
    assert run.phone.choices["Theme"] == "System"


def test_typing_focuses_the_field_and_reads_it_back(run: Run) -> None:
    run("set_text", "compose.to", "Bob")
    run("set_text", "compose.message", "on my way 🚲")
    assert run.phone.fields == {"to": "Bob", "message": "on my way 🚲"}
    assert run("text", "compose.to") == "Bob"


def test_typing_that_does_not_stick_fails(run: Run) -> None:
    def garble(text: str, *, clear: bool = True) -> None:
        run.phone.fields["to"] = "garbled"

    run.phone.type_text = garble  # type: ignore[method-assign]
    with pytest.raises(CallFailed, match='holds "garbled" after "Bob"'):
        run("set_text", "compose.to", "Bob")


def test_a_secret_is_typed_and_neither_returned_nor_recorded(run: Run) -> None:
    run = Run(secrets={"code": "hunter22"})
    value = run("secret", "", "code")
    assert "hunter22" not in str(value)
    run("set_text", "compose.to", str(value))
    assert run.phone.fields["to"] == "hunter22"
    assert run("text", "compose.to") == value
    assert all("hunter22" not in repr(vars(outcome)) for _, outcome in run.host.calls)


def test_a_password_field_takes_text_and_tells_only_its_length(run: Run) -> None:
    run("set_text", "compose.pin", "1234")
    assert run.phone.fields["pin"] == "1234"


def test_a_button_that_is_greyed_out_is_not_tapped(run: Run) -> None:
    make = run.phone._compose

    def greyed() -> object:
        root = make()
        next(v for v in root.children if v.text == "Send").enabled = False
        return root

    run.phone._compose = greyed  # type: ignore[method-assign, assignment]
    with pytest.raises(CallFailed, match="greyed out"):
        run("tap", "compose.send")


def test_found_words_are_scrolled_to_and_their_switch_turned(run: Run) -> None:
    run("turn_off", "settings?Autosave notes")
    assert run.phone.settings["Autosave notes"] is False
    assert run.phone.log[-1] == "tap Autosave notes"


@pytest.mark.parametrize(
    "text", ["autosave NOTES", "Auto-save notes", "autosave", "notes autosave"], ids=["case", "hyphen", "part", "order"]
)
def test_found_words_need_not_be_said_to_the_letter(run: Run, text: str) -> None:
    run("turn_off", f"settings?{text}")
    assert run.phone.settings["Autosave notes"] is False


def test_words_that_nothing_says_are_not_replaced_by_others(run: Run) -> None:
    with pytest.raises(CallFailed, match='Nothing on settings says "Bluetooth"'):
        run("turn_off", "settings?Bluetooth")


def test_words_that_several_things_say_are_refused(run: Run) -> None:
    with pytest.raises(CallFailed, match='Several things.*"Info 1"'):
        run("tap", "settings?Info")


def test_a_found_choice_is_chosen_like_one_of_the_doc(run: Run) -> None:
    run("choose", "settings?Theme", "Dark")
    assert run.phone.choices["Theme"] == "Dark"


def test_scrolling_says_whether_anything_moved(run: Run) -> None:
    moved = [run("scroll_down", "settings") for _ in range(4)]
    assert moved[0] is True and moved[-1] is False


def test_is_open_only_looks(run: Run) -> None:
    assert run("is_open", "settings") is False
    assert run.phone.log == []
    run("open", "settings")
    assert run("is_open", "settings") is True


def test_opens_another_app_by_its_name_or_says_what_there_is(run: Run) -> None:
    run("open_app", "", "clock")
    assert run.phone.log == ["launch com.example.clock"]
    with pytest.raises(CallFailed, match='No app is called "Maps": "Pocket", "Clock"'):
        run("open_app", "", "Maps")


def test_a_text_that_a_page_of_several_lacks_is_empty_once_another_page_shows_it(run: Run) -> None:
    assert run("text", "settings.missing", in_loop=True) == ""
    for rests_on_it in [("turn_on", "settings.dark_mode"), ("finish", "", "0")]:
        with pytest.raises(CallFailed, match=r"settings\.missing .*isn't on the screen"):
            run(*rests_on_it)
    assert not run.phone.settings["Dark mode"]
    run.phone.more_settings.append("Not there any more")
    assert run("text", "settings.missing", in_loop=True)
    run.phone.more_settings.clear()
    assert run("text", "settings.missing", in_loop=True) == ""
    run("turn_on", "settings.dark_mode")
    assert run.phone.settings["Dark mode"]


def test_a_text_that_is_read_once_and_isnt_there_is_missing(run: Run) -> None:
    with pytest.raises(CallFailed, match="isn't on the screen"):
        run("text", "settings.missing")


@pytest.mark.parametrize(("closing", "marked"), [(Closing(keeps_marks=True), True), (Closing(), False)])
def test_a_mark_that_is_set_stays_where_the_person_only_sets_marks(closing: Closing, marked: bool) -> None:
    star = Element(name="star", kind=Kind.BUTTON, locator=Locator(resource_id="done"), effect=Effect.COMMIT)
    doc = pocket_doc()
    doc.screens[0].elements.append(star)
    run = Run(doc=doc, closing=closing, allow=frozenset({Effect.COMMIT}))
    run("tap", "main.star")
    assert run.phone.done == {"note 01"}
    run("tap", "main.star")
    assert (run.phone.done == {"note 01"}) is marked
    assert run.last.proof is not None and (run.last.proof.verdict, run.last.proof.before) == ("held", marked)


def test_a_mark_that_stood_already_proves_nothing_where_the_words_speak_of_none() -> None:
    star = Element(name="star", kind=Kind.BUTTON, locator=Locator(resource_id="done"), effect=Effect.COMMIT)
    doc = pocket_doc()
    doc.screens[0].elements.append(star)
    run = Run(doc=doc, closing=Closing(keeps_marks=True, says_marks=False), allow=frozenset({Effect.COMMIT}))
    run.phone.done = {"note 01"}
    run("tap", "main.star")
    assert run.phone.done == {"note 01"} and run.last.proof is not None
    assert (run.last.proof.verdict, run.last.proof.before) == ("unseen", False)


@pytest.mark.parametrize(("closing", "marked"), [(Closing(takes_marks=True), set()), (Closing(), {"note 01"})])
def test_a_mark_that_was_off_is_off_where_the_person_only_takes_marks_off(closing: Closing, marked: set[str]) -> None:
    star = Element(name="star", kind=Kind.BUTTON, locator=Locator(resource_id="done"), effect=Effect.COMMIT)
    doc = pocket_doc()
    doc.screens[0].elements.append(star)
    run = Run(doc=doc, closing=closing, allow=frozenset({Effect.COMMIT}))
    run("tap", "main.star")
    assert run.phone.done == marked
    assert run.last.proof is not None and run.last.proof.before is not bool(marked)


@pytest.mark.parametrize(
    ("task", "says"),
    [("what does the note Bread say?", "about Bread"), ("what does this note say?", "about Bins"), ("", "about Bins")],
)
def test_the_row_that_the_task_names_is_opened_in_place_of_the_one_that_is_open(task: str, says: str) -> None:
    phone = PocketPhone(["Bins", "Bread"])
    phone.opened, phone.fields, phone.place = "Bins", {"body": "about Bins"}, ["home", "main", "editor"]
    assert Run(phone, task=task)("text", "editor.body") == says


@pytest.mark.parametrize(
    ("closing", "set_before", "set_after"),
    [
        (Closing(keeps_marks=True), True, True),
        (Closing(keeps_marks=True), False, True),
        (Closing(takes_marks=True), False, False),
        (Closing(takes_marks=True), True, False),
        (Closing(), True, False),
    ],
)
def test_a_mark_in_a_row_is_heeded_as_one_on_a_page(closing: Closing, set_before: bool, set_after: bool) -> None:
    doc = pocket_doc()
    (listed,) = [e for e in doc.screens[0].elements if e.item is not None]
    assert listed.item is not None
    listed.item.parts.append(Part(name="star", kind=Kind.BUTTON, label="Star", locator=Locator(resource_id="done")))
    run = Run(doc=doc, closing=closing, allow=frozenset({Effect.COMMIT}))
    run.phone.done = {"note 02"} if set_before else set()
    run("tap", run.part(run.row("note 02"), "star"))
    assert run.phone.done == ({"note 02"} if set_after else set())
