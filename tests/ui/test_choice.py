"""A question with a few answers: low on the screen, the harmless answer first, any other only where it is meant."""

from __future__ import annotations

from typing import cast

import pytest
from textual.pilot import Pilot

from agent.decide.asking_person import NEITHER
from tests.ui import scenes
from tests.ui.conftest import until
from ui import deliberate
from ui.messages import QuestionAsked, Reply
from ui.steering import Steering
from ui.views.run import RunView
from ui.widgets.choice import Choice
from ui.widgets.dialogs import Form, Pick
from ui.widgets.script_view import ScriptView

pytestmark = pytest.mark.whole


async def asked(pilot: Pilot[int], *options: str) -> Reply[str | None]:
    view: RunView = await scenes.still(cast("Pilot[object]", pilot))
    await scenes.running(cast("Pilot[object]", pilot))
    reply: Reply[str | None] = Reply()
    view.post_message(QuestionAsked("Run it all the same?", options, reply))
    kind = Choice if 0 < len(options) <= 4 else Pick if options else Form
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
    return reply


@pytest.mark.parametrize(
    ("keys", "said"),
    [(["y"], "yes"), (["n"], "no"), (["enter"], "no"), (["tab", "enter"], "yes"), (["escape"], None)],
)
async def test_an_answer_is_a_key_or_a_button(
    adb_server: object, soon_meant: None, keys: list[str], said: str | None
) -> None:
    app = scenes.StillApp()
    async with app.run_test(size=(80, 24)) as pilot:
        reply = await asked(pilot, "no", "yes")
        dialog = cast(Choice, app.screen)
        await until(pilot, lambda: dialog.seen_at is not None)
        script = app.view("run").query_one(ScriptView).region
        assert dialog.query_one("#dialog").region.y > script.y + 4, "the script stays to be read"
        for key in keys:
            await pilot.pause(0.1)
            await pilot.press(key)
        assert reply.wait(Steering().cancel) == said


async def test_yes_typed_in_passing_is_no_answer(adb_server: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliberate, "QUIET_S", 30.0)
    app = scenes.StillApp()
    async with app.run_test(size=(80, 24)) as pilot:
        reply = await asked(pilot, "no", "yes")
        await pilot.press("y", "tab", "enter")
        assert isinstance(app.screen, Choice)
        await pilot.press("n")
        assert reply.wait(Steering().cancel) == "no"


async def test_many_answers_are_a_list_and_none_a_line(adb_server: object) -> None:
    app = scenes.StillApp()
    async with app.run_test(size=(80, 24)) as pilot:
        reply = await asked(pilot, *"abcde")
        await pilot.press("down", "enter")
        assert reply.wait(Steering().cancel) == "b"
        reply = await asked(pilot)
        await pilot.press(*"Milk", "enter")
        assert reply.wait(Steering().cancel) == "Milk"


PLANS = (
    'Delete the mail "Water will be off on Tuesday" and two more',
    'Mark the mail "Water will be off on Tuesday" as read, and leave the others where they are',
    NEITHER,
)


@pytest.mark.parametrize(
    ("keys", "said"), [(["enter"], NEITHER), (["2"], PLANS[1]), (["shift+tab", "enter"], PLANS[1])]
)
async def test_long_answers_stand_below_each_other_and_the_one_that_does_nothing_is_at_hand(
    adb_server: object, soon_meant: None, keys: list[str], said: str
) -> None:
    app = scenes.StillApp()
    async with app.run_test(size=(80, 24)) as pilot:
        reply = await asked(pilot, *PLANS)
        dialog = cast(Choice, app.screen)
        await until(pilot, lambda: dialog.seen_at is not None)
        room = dialog.query_one("#dialog").region
        answers = [button.region for button in dialog.query("Button")]
        assert all(room.contains_region(one) and one.width > 40 for one in answers)
        assert [one.y for one in answers] == sorted({one.y for one in answers})
        for key in keys:
            await pilot.pause(0.1)
            await pilot.press(key)
        assert reply.wait(Steering().cancel) == said


async def test_a_plan_taken_in_passing_is_no_answer(adb_server: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliberate, "QUIET_S", 30.0)
    app = scenes.StillApp()
    async with app.run_test(size=(80, 24)) as pilot:
        reply = await asked(pilot, *PLANS)
        await pilot.press("1", "shift+tab", "enter")
        assert isinstance(app.screen, Choice)
        await pilot.press("escape")
        assert reply.wait(Steering().cancel) is None
