"""The line for a task: its history, what it offers, saved tasks with their parameters, the app that is chosen, help."""

from __future__ import annotations

from typing import cast

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from agent.record import saved_tasks
from agent.record.parameters import propose
from apidocs.keep import store as docs
from demophone.phone import DemoPhoneThread
from sessions import reading
from sessions.store import Store
from tests.ui import scenes
from tests.ui.conftest import ADD_NOTE, Opened, ScriptedWriter, until
from ui.app import ThumbwrightApp
from ui.views.run import RunView
from ui.views.run_shown import Phase
from ui.widgets.dialogs import Consent, Explain, Form, Pick
from ui.widgets.task_input import TaskInput

pytestmark = pytest.mark.usefixtures("soon_meant", "learned")


def line_of(pilot: Pilot[int]) -> TaskInput:
    return cast(ThumbwrightApp, pilot.app).view("run").query_one(TaskInput)


async def test_up_and_down_go_through_earlier_tasks_and_back_to_the_draft(adb_server: object, opened: Opened) -> None:
    scenes.fill_store()
    async with opened() as pilot:
        line = line_of(pilot)
        await until(pilot, lambda: cast(ThumbwrightApp, pilot.app).earlier_tasks)
        await pilot.press(*"dra", "up")
        assert line.value == scenes.TASK
        await pilot.press("up")
        assert line.value == "how many notes are in Home?"
        await pilot.press("up", "down", "down")
        assert line.value == "dra"


@pytest.mark.parametrize(
    ("typed", "whole"),
    [("how ma", "how many notes are in Home?"), ("open No", "open Notes"), ("@pic", "@picnic"), ("x", "x")],
    ids=["an earlier task", "an app's name", "a saved task", "nothing for one letter"],
)
async def test_what_is_offered_is_taken_with_the_right_arrow(
    adb_server: object, opened: Opened, learned: str, typed: str, whole: str
) -> None:
    scenes.fill_store()
    saved_tasks.save(saved_tasks.make_task("picnic", "open about", "about.open()", docs.load(learned), []))
    async with opened() as pilot:
        line = line_of(pilot)
        await until(pilot, lambda: cast(ThumbwrightApp, pilot.app).saved_tasks == ["@picnic"])
        await pilot.press(*typed)
        await until(pilot, lambda: whole == typed or line._suggestion)
        await pilot.press("right")
        assert line.value == whole


async def test_a_saved_task_asks_for_its_parameters_and_no_model(
    demo_phone: DemoPhoneThread, opened: Opened, learned: str
) -> None:
    doc = docs.load(learned)
    task = saved_tasks.make_task("shopping", scenes.TASK, ADD_NOTE, doc, propose(ADD_NOTE, doc))
    saved_tasks.save(task)
    writer = ScriptedWriter(ADD_NOTE)
    async with opened(demo_phone, writer) as pilot:
        view = cast(RunView, cast(ThumbwrightApp, pilot.app).view("run"))
        view.query_one("#task", Input).value = "@shopping"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Form))
        pilot.app.screen.query_one(Input).value = "Bread"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: view.phase is Phase.WAITING)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Consent))
        said = " ".join(str(part.content) for part in pilot.app.screen.query(Static))
        assert "Bread" in said, "a consent shows the literal values"
        await until(pilot, lambda: cast(Consent, pilot.app.screen).seen_at is not None)
        await pilot.pause(0.06)
        await pilot.press("y")
        await until(pilot, lambda: view.phase is Phase.IDLE)
    assert writer.asked == 0
    with Store() as store:
        assert reading.list_sessions(store)[0].status == "done"


async def test_a_saved_task_that_isnt_there_is_a_panel(demo_phone: DemoPhoneThread, opened: Opened) -> None:
    async with opened(demo_phone) as pilot:
        await pilot.press(*"@nothing", "enter")
        trouble = cast(ThumbwrightApp, pilot.app).trouble
        await until(pilot, lambda: trouble.shown)
        assert "nothing" in str(trouble.query_one(Static).content)


async def test_the_app_can_be_said_instead_of_found(demo_phone: DemoPhoneThread, opened: Opened) -> None:
    async with opened(demo_phone, ScriptedWriter('finish("hello")\n')) as pilot:
        app = cast(ThumbwrightApp, pilot.app)
        await until(pilot, lambda: app.app_names)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(pilot.app.screen, Pick))
        await pilot.press(*"notes", "enter")
        await until(pilot, lambda: app.status.app_label == "Notes")
        await pilot.press(*"zzz", "enter")
        await until(pilot, lambda: cast(RunView, app.view("run")).phase is Phase.WAITING)
    with Store() as store:
        assert reading.list_sessions(store)[0].app == "app.demo.notes"


async def test_whether_a_script_waits_is_changed_by_a_key(demo_phone: DemoPhoneThread, opened: Opened) -> None:
    async with opened(demo_phone, ScriptedWriter('finish("hello")\n')) as pilot:
        view = cast(RunView, cast(ThumbwrightApp, pilot.app).view("run"))
        await pilot.press("f8", "f8")  # always, never
        await pilot.press(*"say hello in notes", "enter")
        await until(pilot, lambda: 'says: "hello"' in str(view.query_one("#answer", Static).content))


async def test_question_mark_explains_while_nothing_is_typed_and_is_a_letter_after(
    adb_server: object, opened: Opened
) -> None:
    async with opened() as pilot:
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, Explain))
        await pilot.press("escape")
        await pilot.press("a", "question_mark")
        assert not isinstance(pilot.app.screen, Explain)
        assert line_of(pilot).value == "a?"
