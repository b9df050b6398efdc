"""The view where tasks are done, by its keys, on the demo phone with a scripted model."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Input, Static, TextArea

from demophone.phone import DemoPhoneThread
from sessions import reading
from sessions.store import Store
from tests.ui import scenes
from tests.ui.conftest import ADD_NOTE, Opened, ScriptedWriter, until
from ui.app import ThumbwrightApp
from ui.messages import AppChosen, OnTheWay, PhoneChanged, RunBegan
from ui.steering import Mode
from ui.views.run import RunView
from ui.views.run_shown import Phase
from ui.widgets.dialogs import Consent, EditText
from ui.widgets.phone_screen import PhoneScreen
from ui.widgets.script_view import ScriptView
from ui.widgets.table import Table

pytestmark = pytest.mark.usefixtures("soon_meant", "learned")


def run_view(pilot: Pilot[int]) -> RunView:
    return cast(RunView, cast(ThumbwrightApp, pilot.app).view("run"))


def app_of(pilot: Pilot[int]) -> ThumbwrightApp:
    return cast(ThumbwrightApp, pilot.app)


async def give(pilot: Pilot[int], task: str) -> None:
    """Type a task and press Enter."""
    run_view(pilot).query_one("#task", Input).value = task
    await pilot.press("enter")


def asked(pilot: Pilot[int]) -> bool:
    return isinstance(pilot.app.screen, Consent)


def answer(pilot: Pilot[int]) -> str:
    return str(run_view(pilot).query_one("#answer", Static).content)


async def finished(pilot: Pilot[int]) -> None:
    await until(pilot, lambda: run_view(pilot).phase is Phase.IDLE)


async def consented(pilot: Pilot[int], key: str = "y") -> None:
    await until(pilot, lambda: asked(pilot))
    await until(pilot, lambda: cast(Consent, pilot.app.screen).seen_at is not None)
    await pilot.pause(0.06)
    await pilot.press(key)


async def test_a_task_is_written_waits_for_enter_asks_and_answers(demo_phone: DemoPhoneThread, opened: Opened) -> None:
    async with opened(demo_phone, ScriptedWriter(ADD_NOTE, adapter="apprentice")) as pilot:
        await give(pilot, "add a note called Milk")
        await until(pilot, lambda: run_view(pilot).phase is Phase.WAITING)
        assert "new_note.save.tap()" in run_view(pilot).query_one(ScriptView).text
        await pilot.press("enter")
        await consented(pilot)
        await finished(pilot)
        assert "Done" in answer(pilot)
        assert app_of(pilot).status.app_label == "Notes"
        took = re.search(r"First act after (\S+) s, answer after (\S+) s", answer(pilot))
        assert took is not None
    with Store() as store:
        head = reading.list_sessions(store)[0]
        consents = reading.load_session(store, head.id).consents
    assert (head.status, head.task) == ("done", "add a note called Milk")
    assert head.pace == took.group() and 0 < float(took[1]) <= float(took[2])
    assert head.model == "scripted + apprentice", "the record says which adapter wrote it"
    assert [(c.granted, c.how) for c in consents] == [(True, "asked")]


async def test_a_real_phones_name_is_no_reason_to_trust_it_like_the_demo_phone(
    demo_phone: DemoPhoneThread, opened: Opened, home: Path
) -> None:
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "phones.toml").write_text(f'"{demo_phone.serial}" = "demo phone"\n')
    async with opened(demo_phone, ScriptedWriter(ADD_NOTE)) as pilot:
        assert app_of(pilot).phone.state.name == "demo phone"
        assert not app_of(pilot).phone.state.demo
        await give(pilot, "add a note called Milk")
        await until(pilot, lambda: run_view(pilot).phase is Phase.WAITING)
        await pilot.press("escape")
        await finished(pilot)


async def test_what_is_asked_can_be_read_in_the_smallest_terminal(demo_phone: DemoPhoneThread, opened: Opened) -> None:
    async with opened(demo_phone, ScriptedWriter(ADD_NOTE), size=(40, 12)) as pilot:
        await give(pilot, "add a note called Milk")
        await until(pilot, lambda: run_view(pilot).phase is Phase.WAITING)
        await pilot.press("enter")
        await until(pilot, lambda: asked(pilot))
        await pilot.pause()
        said = pilot.app.screen.query_one("#said")
        assert said.size.width >= 30 and said.size.height >= 1
        assert all(button.region.right <= 40 for button in pilot.app.screen.query(Button))
        await consented(pilot, "n")
        await finished(pilot)


async def test_no_consent_means_that_nothing_is_saved(demo_phone: DemoPhoneThread, opened: Opened) -> None:
    async with opened(demo_phone, ScriptedWriter(ADD_NOTE)) as pilot:
        await give(pilot, "add a note called Milk")
        await until(pilot, lambda: run_view(pilot).phase is Phase.WAITING)
        await pilot.press("enter")
        await consented(pilot, "n")
        await finished(pilot)
    with Store() as store:
        assert reading.list_sessions(store)[0].status == "denied"


async def test_a_key_typed_before_the_question_could_be_read_is_no_consent(
    demo_phone: DemoPhoneThread, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(demo_phone, ScriptedWriter(ADD_NOTE)) as pilot:
        await give(pilot, "add a note called Milk")
        await until(pilot, lambda: run_view(pilot).phase is Phase.WAITING)
        await pilot.press("enter")
        await until(pilot, lambda: asked(pilot))
        monkeypatch.setattr("ui.deliberate.QUIET_S", 30.0)
        await pilot.press("y", "y", "tab", "enter", "y")
        assert asked(pilot)
        await pilot.press("n")
        await finished(pilot)
    with Store() as store:
        assert reading.list_sessions(store)[0].status == "denied"


async def test_leaving_a_waiting_script_does_nothing(demo_phone: DemoPhoneThread, opened: Opened) -> None:
    async with opened(demo_phone, ScriptedWriter(ADD_NOTE)) as pilot:
        await give(pilot, "add a note called Milk")
        await until(pilot, lambda: run_view(pilot).phase is Phase.WAITING)
        await pilot.press("escape")
        await finished(pilot)
        assert "did not let" in answer(pilot)
        assert run_view(pilot).query_one("#steps", Table).row_count == 0


async def test_a_script_edited_before_it_runs_runs_as_edited(demo_phone: DemoPhoneThread, opened: Opened) -> None:
    async with opened(demo_phone, ScriptedWriter(ADD_NOTE)) as pilot:
        await give(pilot, "add a note called Milk")
        await until(pilot, lambda: run_view(pilot).phase is Phase.WAITING)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.screen, EditText))
        pilot.app.screen.query_one(TextArea).text = 'finish("edited")\n'
        await pilot.press("ctrl+s")
        await finished(pilot)
        assert answer(pilot).startswith("edited")


async def test_the_same_script_runs_again_without_the_model(demo_phone: DemoPhoneThread, opened: Opened) -> None:
    writer = ScriptedWriter('finish("hello")\n')
    async with opened(demo_phone, writer) as pilot:
        await give(pilot, "say hello in notes")
        await until(pilot, lambda: run_view(pilot).phase is Phase.WAITING)
        await pilot.press("enter")
        await finished(pilot)
        run_view(pilot).query_one("#answer", Static).update("")
        await pilot.press("ctrl+r")
        await until(pilot, lambda: answer(pilot).startswith("hello"))
    assert writer.asked == 1


async def test_a_script_file_runs_by_its_name_and_again_for_its_own_app(
    demo_phone: DemoPhoneThread, opened: Opened, tmp_path: Path
) -> None:
    file = tmp_path / "mine.py"
    file.write_text(f"# app: Notes\n{ADD_NOTE}", "utf-8")
    writer = ScriptedWriter(ADD_NOTE)
    async with opened(demo_phone, writer) as pilot:
        for key in ("", "ctrl+r"):
            if key:
                await pilot.press(key)
            else:
                await give(pilot, str(file))
            await consented(pilot)
            await finished(pilot)
            assert answer(pilot).startswith("Done")
    assert writer.asked == 0


async def test_a_script_file_that_is_not_there_is_no_task_in_words(
    demo_phone: DemoPhoneThread, opened: Opened, tmp_path: Path
) -> None:
    writer = ScriptedWriter(ADD_NOTE)
    async with opened(demo_phone, writer) as pilot:
        await give(pilot, str(tmp_path / "nothing.py"))
        await until(pilot, lambda: app_of(pilot).trouble.shown)
    assert writer.asked == 0


async def test_a_script_that_is_held_back_can_be_run_as_it_stands(demo_phone: DemoPhoneThread, opened: Opened) -> None:
    writer = ScriptedWriter(ADD_NOTE, sureness=-0.01)
    async with opened(demo_phone, writer) as pilot:
        await give(pilot, "add a note called Bread")
        await finished(pilot)
        assert "It would do this: " in answer(pilot) and "Ctrl+R runs the script as it stands" in answer(pilot)
        await pilot.press("ctrl+r")
        await consented(pilot)
        await until(pilot, lambda: answer(pilot).startswith("Done"))
    assert writer.asked == 1


async def test_cancelling_ends_the_writing(demo_phone: DemoPhoneThread, opened: Opened) -> None:
    writer = ScriptedWriter(ADD_NOTE)
    writer.hold.clear()
    async with opened(demo_phone, writer) as pilot:
        await give(pilot, "add a note called Milk")
        await until(pilot, lambda: run_view(pilot).query_one(ScriptView).text)
        await pilot.press("escape")
        await finished(pilot)
        assert "Cancelled" in answer(pilot)


async def test_how_much_the_model_has_read_is_seen_until_it_writes(demo_phone: DemoPhoneThread, opened: Opened) -> None:
    writer = ScriptedWriter(ADD_NOTE)
    writer.hold.clear()
    async with opened(demo_phone, writer) as pilot:
        app = cast(ThumbwrightApp, pilot.app)
        await give(pilot, "add a note called Milk")
        script = run_view(pilot).query_one(ScriptView)
        await until(pilot, lambda: script.text)
        app._model_waits("The model reads", 450, 1000)
        await until(pilot, lambda: "the model has read 45 %" in str(script.border_subtitle))
        app._model_waits("The model reads", 1000, 1000)
        await until(pilot, lambda: "being written" in str(script.border_subtitle))
        await pilot.press("escape")
        await finished(pilot)


STEPS = 'main.search.tap()\nsearch.collapse.tap()\nmain.search.tap()\nfinish("all of it")\n'


async def test_pausing_and_stepping_let_one_call_through_at_a_time(demo_phone: DemoPhoneThread, opened: Opened) -> None:
    async with opened(demo_phone, ScriptedWriter(STEPS)) as pilot:
        view = run_view(pilot)
        await give(pilot, "search in notes")
        await until(pilot, lambda: view.phase is Phase.WAITING)
        assert view.steering is not None
        view.steering.pause()
        await pilot.press("enter")
        await until(pilot, lambda: view.phase is Phase.RUNNING and view.check_action("go_on", ()))
        await pilot.press("s")
        await until(pilot, lambda: _calls(view) == 1 and view.mode is Mode.PAUSED)
        await pilot.press("s")
        await until(pilot, lambda: _calls(view) == 2 and view.mode is Mode.PAUSED)
        await pilot.press("space")
        await finished(pilot)
        assert answer(pilot).startswith('Done: tapped "Search"')


def _calls(view: RunView) -> int:
    """Rows of the steps that are calls."""
    table = view.query_one("#steps", Table)
    return sum(1 for row in range(table.row_count) if str(table.get_row_at(row)[1]).strip())


async def test_the_person_takes_over_and_the_run_goes_on_from_their_screen(
    demo_phone: DemoPhoneThread, opened: Opened
) -> None:
    async with opened(demo_phone, ScriptedWriter(STEPS)) as pilot:
        view = run_view(pilot)
        await give(pilot, "search in notes")
        await until(pilot, lambda: view.phase is Phase.WAITING)
        assert view.steering is not None
        view.steering.take_over()
        view.action_approve()  # at once: the phone has the focus in a moment
        phone = view.query_one(PhoneScreen)
        await until(pilot, lambda: phone.in_hand and phone.hierarchy is not None and pilot.app.focused is phone)
        phone.post_message(PhoneScreen.Hand("open", lambda p: p.launch("app.demo.clock")))
        await until(pilot, lambda: phone.hierarchy is not None and phone.hierarchy.package == "app.demo.clock")
        await pilot.press("space")
        await finished(pilot)
        assert answer(pilot).startswith('Done: tapped "Search"')
    with Store() as store:
        calls = reading.load_session(store, "last").calls
    assert any("the person used the phone" in step for step in calls[0].steps)


async def test_without_a_phone_it_says_how_to_get_one(adb_server: object, opened: Opened) -> None:
    async with opened(None, ScriptedWriter(ADD_NOTE)) as pilot:
        await until(pilot, lambda: app_of(pilot).phone.state.words)
        await give(pilot, "add a note called Milk")
        assert app_of(pilot).trouble.shown
        await pilot.press("escape")
        assert not app_of(pilot).trouble.shown


async def test_a_model_that_fails_is_a_panel_and_the_next_task_works(
    demo_phone: DemoPhoneThread, opened: Opened
) -> None:
    from ground.errors import ModelError

    writer = ScriptedWriter(ModelError("The model process died. Try again."), 'finish("back")\n')
    async with opened(demo_phone, writer) as pilot:
        await give(pilot, "add a note called Milk")
        await finished(pilot)
        assert "died" in str(app_of(pilot).trouble.query_one(Static).content)
        await give(pilot, "say something in notes")
        await until(pilot, lambda: run_view(pilot).phase is Phase.WAITING)
        await pilot.press("enter")
        await finished(pilot)
        assert 'The script itself says: "back"' in answer(pilot)


@pytest.mark.parametrize("view", ["f2", "f5"])
async def test_a_phone_unplugged_while_idle_is_found_again(
    demo_phone: DemoPhoneThread, opened: Opened, view: str
) -> None:
    async with opened(demo_phone) as pilot:
        app = app_of(pilot)
        await pilot.press(view)
        demo_phone.unplug()
        await until(pilot, lambda: app.status.phone.kind == "lost", 40)
        demo_phone.replug()
        await until(pilot, lambda: app.status.phone.kind == "ready", 40)


async def test_a_click_on_the_idle_phone_taps_there(demo_phone: DemoPhoneThread, opened: Opened) -> None:
    async with opened(demo_phone) as pilot:
        phone = run_view(pilot).query_one(PhoneScreen)
        await until(pilot, lambda: phone.hierarchy is not None)
        for _ in range(20):
            await pilot.press("shift+tab") if pilot.app.focused is not phone else None
            if pilot.app.focused is phone:
                break
        before = phone.hierarchy.package if phone.hierarchy else ""
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: phone.hierarchy is not None and phone.hierarchy.package != before)


async def test_texts_of_phone_and_model_are_no_markup(demo_phone: DemoPhoneThread, opened: Opened) -> None:
    script = "finish(\"//node[@text='x'] [/b] [red]\")\n"
    async with opened(demo_phone, ScriptedWriter(script)) as pilot:
        await give(pilot, "say [bold]something[/] in notes")
        await until(pilot, lambda: run_view(pilot).phase is Phase.WAITING)
        await pilot.press("enter")
        await finished(pilot)
        assert "//node[@text='x'] [/b] [red]" in answer(pilot)


async def test_a_consent_leaves_the_script_and_the_phone_to_be_seen(home: Path) -> None:
    app = scenes.StillApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await scenes.asking(cast("Pilot[object]", pilot))
        strip = app.screen.query_one("#dialog").region
        run = app.view("run")
        assert not any(strip.overlaps(run.query_one(part).region) for part in ("#script", "#phone"))
        assert app.screen.styles.background.a == 0


async def test_while_its_app_is_looked_at_that_is_said_and_no_script_is_being_written(home: Path) -> None:
    app = scenes.StillApp()
    async with app.run_test(size=(100, 30)) as pilot:
        view = await scenes.still(cast("Pilot[object]", pilot))
        app.post_message(PhoneChanged(scenes.READY))
        await pilot.pause()
        script = view.query_one(ScriptView)
        view._begin("water the plants", lambda: None)
        view.post_message(RunBegan())
        view.post_message(OnTheWay("Garden isn't learned yet: looking at it now."))
        await until(pilot, lambda: "looking at it now" in str(script.query_one("#lines", Static).content))
        view._tick()
        assert "getting ready" in str(script.border_subtitle)
        view.post_message(AppChosen("Garden", "what it is for comes nearest", False))
        await until(pilot, lambda: "For Garden" in str(script.query_one("#lines", Static).content))
        view._tick()
        assert "being written" in str(script.border_subtitle)
