"""One whole path with the real model: words, script, consent, the note on the phone."""

from __future__ import annotations

import importlib.util
from typing import cast

import pytest
from textual.widgets import Input, Static

from demophone.phone import DemoPhoneThread
from tests.ui.conftest import Opened, until
from ui.app import ThumbwrightApp
from ui.views.run import RunView
from ui.views.run_shown import Phase
from ui.widgets.dialogs import Consent
from ui.widgets.phone_screen import PhoneScreen


@pytest.mark.model
@pytest.mark.timeout(600)
@pytest.mark.usefixtures("soon_meant", "learned")
async def test_a_note_is_added_by_the_real_model(
    demo_phone: DemoPhoneThread, opened: Opened, monkeypatch: pytest.MonkeyPatch, models_folder: str
) -> None:
    if importlib.util.find_spec("llama_cpp") is None:
        pytest.skip("llama-cpp-python is not installed")
    monkeypatch.setenv("THUMBWRIGHT_MODELS", models_folder)
    async with opened(demo_phone) as pilot:
        app = cast(ThumbwrightApp, pilot.app)
        view = cast(RunView, app.view("run"))
        view.query_one("#task", Input).value = "add a note called Milk"
        await pilot.press("enter")
        await until(pilot, lambda: view.phase in (Phase.WAITING, Phase.IDLE), 300)
        assert view.phase is Phase.WAITING, app.trouble.query_one(Static).content
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Consent), 60)
        question = cast(Consent, pilot.app.screen)
        await until(pilot, lambda: question.seen_at is not None)
        await pilot.pause(0.06)
        await pilot.press("y")
        await until(pilot, lambda: view.phase is Phase.IDLE, 60)
        assert "Done" in str(view.query_one("#answer", Static).content)
        shown = view.query_one(PhoneScreen).hierarchy
        assert shown is not None
        assert any(node.text == "Milk" for node in shown.walk())
