"""Going to a screen: paths, back, launching, and what is never done on the way."""

from __future__ import annotations

import pytest

from apidocs.doc import Effect, Element, Kind
from interpreter.calls.errors import CallFailed
from phones.locating import Locator
from tests.interpreter.pocket_phone import PocketPhone
from tests.interpreter.pocket_run import Run


@pytest.fixture
def run() -> Run:
    return Run()


def test_stays_where_it_is_when_the_element_is_in_front(run: Run) -> None:
    run.phone.place = ["home", "main", "settings"]
    run("turn_on", "settings.dark_mode")
    assert run.phone.log == ["tap Dark mode"]


def test_goes_back_where_that_is_the_known_way(run: Run) -> None:
    run.phone.place = ["home", "main", "settings"]
    run("set_text", "compose.to", "Bob")
    assert run.phone.log[:2] == ["key back", "tap Write"]


def test_goes_back_from_a_screen_that_nobody_knows(run: Run) -> None:
    run.phone.place = ["home", "main", "settings", "theme_dialog"]
    run("tap", "main.new_note")
    assert run.phone.log == ["key back", "key back", "tap New note"]


def test_starts_the_app_afresh_when_bringing_it_up_does_not_help(run: Run) -> None:
    # the app comes up on a screen without a way out
    run.phone.place = ["home"]

    def launch(package: str, *, stop_first: bool = False) -> None:
        run.phone.log.append(f"launch {stop_first}")
        run.phone.place = ["home", "main"] if stop_first else ["home"]

    run.phone.launch = launch  # type: ignore[method-assign]
    run("tap", "main.new_note")
    assert run.phone.log == ["launch False", "launch True", "tap New note"]


def test_each_hop_is_checked_and_one_that_leads_elsewhere_is_not_tried_again(run: Run) -> None:
    run.phone.place = ["home", "main"]
    run.phone._settings = run.phone._compose  # type: ignore[method-assign]
    with pytest.raises(CallFailed, match=r"No known way|No harmless way"):
        run("turn_on", "settings.dark_mode")
    assert run.phone.log.count("tap Settings") == 1
    assert "expected settings, came to compose" in " ".join(run.last.steps)


def test_a_screen_behind_a_row_needs_a_row_opened_by_the_script(run: Run) -> None:
    run.phone.place = ["home", "main"]
    with pytest.raises(CallFailed, match=r"First open a row: main\.note\('…'\)\.open\(\)"):
        run("text", "editor.body")
    assert run.phone.log == []
    run("open", run.row("note 03"))
    assert run("text", "editor.body") == "about note 03"


def test_back_leads_to_a_row_that_was_opened_before(run: Run) -> None:
    run.phone.place = ["home", "main"]
    run("open", run.row("note 03"))
    run("tap", "editor.delete")
    run.host.last_act = None  # as if the script meant to leave the question open
    assert run("text", "editor.body") == "about note 03"
    assert run.phone.deleted == []


def test_a_form_with_unsaved_input_is_not_left(run: Run) -> None:
    run("set_text", "compose.message", "half written")
    before = list(run.phone.log)
    with pytest.raises(CallFailed, match=r'message = "half written".*First: compose\.send\.tap\(\).*back\(\)'):
        run("turn_on", "settings.dark_mode")
    assert run.phone.log == before
    assert run.phone.place[-1] == "compose"


def test_a_form_that_the_script_left_itself_is_not_held_back(run: Run) -> None:
    run("set_text", "compose.message", "half written")
    run("back")
    run("turn_on", "settings.dark_mode")
    assert run.phone.settings["Dark mode"]


def test_a_form_that_was_sent_can_be_left(run: Run) -> None:
    run("set_text", "compose.message", "done")
    run("tap", "compose.send")
    run("turn_on", "settings.dark_mode")
    assert run.phone.sent == [("", "done")]


def test_a_question_about_discarding_is_answered_with_no(run: Run) -> None:
    run.phone.place = ["home", "main"]
    run("open", run.row("note 02"))
    run.phone.fields["body"] = "typed by hand"
    with pytest.raises(CallFailed, match="Discard changes"):
        run("turn_on", "settings.dark_mode")
    assert run.phone.place[-1] == "editor"
    assert run.phone.fields["body"] == "typed by hand"


def test_saving_is_never_a_way_to_somewhere(run: Run) -> None:
    run.phone.place = ["home", "main", "create_note"]
    run.phone.fields = {"new_title": "typed by hand"}
    run("turn_on", "settings.dark_mode")
    assert "tap OK" not in run.phone.log
    assert "typed by hand" not in run.phone.notes


@pytest.mark.parametrize(("consents", "granted"), [(1, True), (0, False)], ids=["given", "not given"])
def test_a_permission_is_the_persons_to_give(run: Run, consents: int, granted: bool) -> None:
    run.person.consents = consents
    run.phone.place = ["home", "main", "settings", "permission"]
    run("turn_on", "settings.dark_mode")
    assert run.phone.permission is granted
    assert "use the camera" in run.person.asked[0].what
    assert run.phone.settings["Dark mode"]


def test_nobody_there_means_no_permission() -> None:
    run = Run(nobody=True)
    run.phone.place = ["home", "main", "permission"]
    run("open", "settings")
    assert run.phone.permission is False


def test_a_crash_is_closed_and_reported(run: Run) -> None:
    run.phone.place = ["home", "main", "crash"]
    with pytest.raises(CallFailed, match="Pocket keeps stopping"):
        run("turn_on", "settings.dark_mode")
    assert run.phone.place == ["home"]
    run("turn_on", "settings.dark_mode")
    assert run.phone.settings["Dark mode"]


def test_what_lies_below_another_apps_window_is_not_touched() -> None:
    phone = PocketPhone()
    phone.place = ["home", "main", "settings", "permission"]
    run = Run(phone)
    run("tap", "settings.dark_mode")
    assert phone.log[0] == "tap Only this time"


@pytest.mark.parametrize(("commit", "stays"), [("", False), ("send", True)], ids=["holds at once", "waits to be saved"])
def test_a_switch_keeps_from_leaving_only_where_it_waits_to_be_saved(run: Run, commit: str, stays: bool) -> None:
    settings = run.host.doc.screen("settings")
    assert settings is not None
    settings.elements.append(
        Element(name="send", kind=Kind.BUTTON, label="Send feedback", locator=Locator(text="x"), effect=Effect.SEND)
    )
    for element in settings.elements:
        element.commit = commit if element.name == "dark_mode" else ""
    run("turn_on", "settings.dark_mode")
    if stays:
        with pytest.raises(CallFailed, match="holds input that isn't saved"):
            run("tap", "main.new_note")
    else:
        run("tap", "main.new_note")
        assert run.phone.log[-1] == "tap New note"


def test_what_lies_above_is_touched_where_it_is_found(run: Run) -> None:
    run.phone.place = ["home", "main", "settings"]
    run.phone.scrolled = 1000
    run.phone.settings["Show dates"] = False
    run("turn_on", "settings.show_dates")
    assert run.phone.settings["Show dates"]
    assert [line for line in run.phone.log if line.startswith("tap")] == ["tap Show dates"]
