"""From nothing: no phone, no model, no app learned. What is missing is said with its key, and each key leads on."""

from __future__ import annotations

from typing import cast

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from apidocs.keep import store as docs
from demophone.phone import DemoPhoneThread
from tests.ui.conftest import Opened, ScriptedWriter, until
from ui.app import ThumbwrightApp
from ui.views.run import RunView
from ui.views.run_shown import Phase
from ui.widgets.dialogs import Confirm
from ui.widgets.guide import Guide


def guide(pilot: Pilot[int]) -> str:
    return str(cast(ThumbwrightApp, pilot.app).view("run").query_one(Guide).content)


async def test_it_says_what_is_missing_and_the_keys_for_it(adb_server: object, opened: Opened) -> None:
    async with opened(size=(80, 24)) as pilot:
        await until(pilot, lambda: "GB" in guide(pilot))
        said = guide(pilot)
        for words in ("F9", "demo phone", "1. About phone", "2. Developer options", "3. Plug it in", "F6, then p"):
            assert words in said
        await pilot.press("f6")
        app = cast(ThumbwrightApp, pilot.app)
        await until(pilot, lambda: app.here == "models" and app.view("models").query("Table"))
        await pilot.app.workers.wait_for_complete()
        await pilot.press("p")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        assert "GB" in " ".join(str(part.content) for part in pilot.app.screen.query(Static)), "its size, first"


async def test_one_key_starts_the_demo_phone(adb_server: object, opened: Opened) -> None:
    async with opened() as pilot:
        app = cast(ThumbwrightApp, pilot.app)
        await pilot.press("f9")
        await until(pilot, lambda: app.phone.state.kind == "ready", 60)
        assert app.phone.state.name == "demo phone"
        assert "none is learned" in guide(pilot) or "F6" in guide(pilot)


async def test_a_task_without_a_model_says_how_to_get_one_and_the_guide_comes_back(
    demo_phone: DemoPhoneThread, opened: Opened
) -> None:
    async with opened(demo_phone) as pilot:
        app = cast(ThumbwrightApp, pilot.app)
        view = cast(RunView, app.view("run"))
        view.query_one("#task", Input).value = "open notes"
        await pilot.press("enter")
        await until(pilot, lambda: app.trouble.shown, 40)
        assert "F6" in str(app.trouble.query_one(Static).content)
        assert view.phase is Phase.IDLE
        assert "A model" in guide(pilot)


async def test_an_app_without_a_doc_is_learned_for_its_task_on_the_demo_phone(
    demo_phone: DemoPhoneThread, opened: Opened
) -> None:
    async with opened(demo_phone, ScriptedWriter("finish(len(main.notes()))\n")) as pilot:
        app = cast(ThumbwrightApp, pilot.app)
        view = cast(RunView, app.view("run"))
        view.query_one("#task", Input).value = "how many notes are there?"
        await pilot.press("enter")
        await until(pilot, lambda: view.phase is Phase.WAITING, 60)
        await pilot.press("enter")
        answer = view.query_one("#answer", Static)
        await until(pilot, lambda: view.phase is Phase.IDLE and str(answer.content).startswith("14"), 60)
        assert docs.list_packages() == ["app.demo.notes"]


@pytest.mark.parametrize("theme", ["thumbwright-light", "thumbwright-dark"])
async def test_a_theme_is_chosen_in_the_settings(adb_server: object, opened: Opened, theme: str) -> None:
    async with opened() as pilot:
        await pilot.press("f7", "t", *theme, "enter")
        await until(pilot, lambda: pilot.app.theme == theme)
