"""Several phones: the person is asked, a phone that another run has isn't taken, and the task given meanwhile isn't lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from demophone.phone import DemoPhoneThread
from ground.phone_lock import phone_lock
from tests.ui.conftest import Opened, ScriptedWriter, until
from ui.app import ThumbwrightApp
from ui.phone_choice import choices
from ui.views.run import RunView
from ui.views.run_shown import Phase
from ui.widgets.dialogs import Pick
from ui.widgets.guide import Guide
from ui.widgets.table import Table

pytestmark = pytest.mark.usefixtures("learned")
Started = Callable[..., DemoPhoneThread]


def app_of(pilot: Pilot[int]) -> ThumbwrightApp:
    return cast(ThumbwrightApp, pilot.app)


async def asked(pilot: Pilot[int]) -> list[str]:
    """What the person is asked to choose from."""
    await until(pilot, lambda: isinstance(pilot.app.screen, Pick))
    options = pilot.app.screen.query_one(OptionList)
    return [str(option.prompt) for option in options.options]


async def choose(pilot: Pilot[int], serial: str) -> None:
    pilot.app.screen.query_one(Input).value = serial
    await until(pilot, lambda: pilot.app.screen.query_one(OptionList).option_count == 1)
    await pilot.press("enter")


async def test_of_several_phones_the_person_chooses_one(start_demo_phone: Started, opened: Opened) -> None:
    first, second = start_demo_phone(), start_demo_phone()
    async with opened() as pilot:
        said = await asked(pilot)
        assert [any(phone.serial in one for one in said) for phone in (first, second)] == [True, True]
        guide = str(app_of(pilot).view("run").query_one(Guide).content)
        assert "2 phones are connected" in guide
        assert "USB debugging" not in guide
        await choose(pilot, second.serial)
        await until(pilot, lambda: app_of(pilot).phone.state.kind == "ready")
        assert app_of(pilot).phone.state.serial == second.serial


async def test_a_task_given_before_a_phone_was_chosen_is_done_on_the_one_that_is(
    start_demo_phone: Started, opened: Opened
) -> None:
    first, _ = start_demo_phone(), start_demo_phone()
    async with opened(None, ScriptedWriter('finish("hello")\n')) as pilot:
        await asked(pilot)
        await pilot.press("escape")
        view = cast(RunView, app_of(pilot).view("run"))
        view.query_one("#task", Input).value = "say hello in notes"
        await pilot.press("enter")
        await asked(pilot)
        assert view.query_one("#task", Input).value == "say hello in notes", "Esc would lose nothing"
        await choose(pilot, first.serial)
        await until(pilot, lambda: view.phase is Phase.WAITING)
        assert view.query_one("#task", Input).value == ""
        await pilot.press("escape")
        await until(pilot, lambda: view.phase is Phase.IDLE)


async def test_the_one_that_no_other_run_has_is_taken(start_demo_phone: Started, opened: Opened) -> None:
    first, second = start_demo_phone(), start_demo_phone()
    with phone_lock(first.serial, "thumbwright run"):
        async with opened() as pilot:
            await until(pilot, lambda: app_of(pilot).phone.state.kind == "ready")
            assert app_of(pilot).phone.state.serial == second.serial
            await pilot.press("f5")
            table = app_of(pilot).view("phones").query_one("#listed", Table)
            await until(pilot, lambda: first.serial in table._keys)
            words = str(table.get_row(first.serial)[3])
            assert "in use by" in words
            assert "thumbwright run" in words
        assert [serial for serial, _ in choices()] == [second.serial, "demo", first.serial]


async def test_the_only_phone_is_left_alone_while_another_run_has_it(start_demo_phone: Started, opened: Opened) -> None:
    phone = start_demo_phone()
    with phone_lock(phone.serial, "thumbwright run"):
        async with opened() as pilot:
            app = app_of(pilot)
            await until(pilot, lambda: app.phone.state.kind == "taken")
            assert "thumbwright run" in str(app.view("run").query_one(Guide).content)
            assert "USB debugging" not in str(app.view("run").query_one(Guide).content)
            app.view("run").query_one("#task", Input).value = "say hello in notes"
            await pilot.press("enter")
            await until(pilot, lambda: app.trouble.shown)
            assert "in use by" in str(app.trouble.query_one(Static).content)


async def test_a_demo_phone_that_somebody_keeps_running_is_used_where_it_is(
    demo_phone: DemoPhoneThread, opened: Opened
) -> None:
    with phone_lock("demo", "thumbwright phones demo") as tell:
        tell(demo_phone.serial)
        async with opened() as pilot:
            await pilot.press("f9")
            await until(pilot, lambda: app_of(pilot).phone.state.demo and app_of(pilot).phone.state.kind == "ready")
            assert app_of(pilot).phone.state.serial == demo_phone.serial
