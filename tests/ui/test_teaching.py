"""A task shown once in the terminal UI: on the picture of the phone, or on its own glass."""

from __future__ import annotations

from typing import cast

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from agent.record import saved_tasks
from apidocs.keep import store as docs
from demophone.phone import DemoPhoneThread
from tests.ui.conftest import Opened, until
from ui.app import ThumbwrightApp
from ui.views.run import RunView
from ui.views.run_shown import Phase
from ui.widgets.dialogs import Consent, Form
from ui.widgets.phone_screen import PhoneScreen
from ui.widgets.script_view import ScriptView

pytestmark = pytest.mark.usefixtures("soon_meant")
NOTES = "app.demo.notes"


def run_view(pilot: Pilot[int]) -> RunView:
    return cast(RunView, cast(ThumbwrightApp, pilot.app).view("run"))


def answer(pilot: Pilot[int]) -> str:
    return str(run_view(pilot).query_one("#answer", Static).content)


async def begin(pilot: Pilot[int], task: str, name: str) -> RunView:
    """Ctrl+N, the words, the name; the app to show it in is in front."""
    view = run_view(pilot)
    phone = view.query_one(PhoneScreen)
    view.query_one("#task", Input).value = task
    await pilot.press("ctrl+n")
    await until(pilot, lambda: isinstance(pilot.app.screen, Form))
    assert pilot.app.screen.query_one("#field-task", Input).value == task
    pilot.app.screen.query_one("#field-name", Input).value = name
    await pilot.press("ctrl+s")
    await until(pilot, lambda: view.phase is Phase.SHOWING and pilot.app.focused is phone)
    await until(pilot, lambda: phone.hierarchy is not None)
    return view


async def tap(pilot: Pilot[int], what: str) -> None:
    """Choose it on the picture with the arrows, and tap it with Enter."""
    phone = run_view(pilot).query_one(PhoneScreen)

    def there() -> bool:
        return any(what in (n.id_name, *(i.label for i in n.walk())) for n in phone._touchable())

    await until(pilot, there)
    for _ in range(60):
        await pilot.press("down")
        node = phone._chosen
        if node is not None and what in (node.id_name, *(i.label for i in node.walk())):
            break
    before = phone.hierarchy
    await pilot.press("enter")
    await until(pilot, lambda: phone.hierarchy is not before)


async def consented(pilot: Pilot[int]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, Consent))
    await until(pilot, lambda: cast(Consent, pilot.app.screen).seen_at is not None)
    await pilot.pause(0.06)
    await pilot.press("y")


def start_notes(demo: DemoPhoneThread) -> None:
    demo.call(lambda: demo.device.start(NOTES))


async def test_what_is_done_on_the_picture_becomes_a_task(
    demo_phone: DemoPhoneThread, learned: str, opened: Opened
) -> None:
    start_notes(demo_phone)
    samples = len(docs.load(learned).samples)
    async with opened(demo_phone) as pilot:
        view = await begin(pilot, "add a note called Milk", "jot")
        script = view.query_one(ScriptView)
        await tap(pilot, "fab")
        await tap(pilot, "Text note")
        await until(pilot, lambda: "text_note.tap()" in script.text)
        await pilot.press("i")
        await until(pilot, lambda: isinstance(pilot.app.screen, Form))
        pilot.app.screen.query_one("#field-text", Input).value = "Milk"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: 'set_text("Milk")' in script.text)
        await tap(pilot, "Save")
        await until(pilot, lambda: "save.tap()" in script.text)
        await pilot.press("d")
        await until(pilot, lambda: view.phase is Phase.WAITING)
        assert script.text.strip() == 'new_note.start_typing.set_text("Milk")\nnew_note.save.tap()'
        assert "Is that the task?" in answer(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Form))
        pilot.app.screen.query_one("#field-start_typing", Input).value = "Bread"
        await pilot.press("ctrl+s")
        await consented(pilot)
        await until(pilot, lambda: view.phase is Phase.IDLE, 60)
        assert "Kept as @jot" in answer(pilot)
        assert [p.name for p in saved_tasks.load("jot").parameters] == ["start_typing"]
        assert len(docs.load(learned).samples) == samples + 1
        app = cast(ThumbwrightApp, pilot.app)
        await until(pilot, lambda: "@jot" in app.saved_tasks)


async def test_a_finger_on_the_phone_itself_is_watched_and_esc_leaves_nothing(
    demo_phone: DemoPhoneThread, learned: str, opened: Opened
) -> None:
    start_notes(demo_phone)
    async with opened(demo_phone) as pilot:
        view = await begin(pilot, "look at the menu", "")
        phone = view.query_one(PhoneScreen)
        await until(pilot, lambda: any(n.content_desc == "More options" for n in phone._touchable()))
        at = next(n.bounds.center for n in phone._touchable() if n.content_desc == "More options")
        demo_phone.finger(*at)
        await until(pilot, lambda: "main.more_options.tap()" in view.query_one(ScriptView).text)
        await pilot.press("escape")
        await until(pilot, lambda: view.phase is Phase.IDLE)
        assert "nothing is kept" in answer(pilot)
    assert saved_tasks.names() == []


async def test_an_app_that_isnt_learned_is_said_with_the_key_that_learns_it(
    demo_phone: DemoPhoneThread, opened: Opened
) -> None:
    start_notes(demo_phone)
    async with opened(demo_phone) as pilot:
        view = await begin(pilot, "add a note", "")
        await tap(pilot, "fab")
        await until(pilot, lambda: view.phase is Phase.IDLE)
        assert "Notes isn't learned yet" in answer(pilot) and "Ctrl+L learns Notes" in answer(pilot)


async def test_a_name_that_is_taken_is_said_before_anything_is_shown(
    demo_phone: DemoPhoneThread, learned: str, opened: Opened
) -> None:
    saved_tasks.task_path("jot").write_text("")
    async with opened(demo_phone) as pilot:
        view = run_view(pilot)
        view.teach("add a note", "jot")
        app = cast(ThumbwrightApp, pilot.app)
        await until(pilot, lambda: app.trouble.shown)
        assert view.phase is Phase.IDLE
        assert "There is a task jot already" in str(app.trouble.query_one(Static).content)
