"""Learning seen from the terminal UI: what the list says of the app meanwhile, where the cursor is, and that a task given
meanwhile says what it waits for."""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import cast

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from apidocs.keep import store as docs
from demophone.phone import DemoPhoneThread
from tests.ui.conftest import Opened, ScriptedWriter, until
from ui.app import ThumbwrightApp
from ui.messages import WorkMoved
from ui.views.apps import AppsView
from ui.views.run import RunView
from ui.views.run_shown import Phase
from ui.widgets.screen_graph import ScreenGraph
from ui.widgets.script_view import ScriptView
from ui.widgets.table import Table

pytestmark = pytest.mark.usefixtures("learned")


def app_of(pilot: Pilot[int]) -> ThumbwrightApp:
    return cast(ThumbwrightApp, pilot.app)


def run_view(pilot: Pilot[int]) -> RunView:
    return cast(RunView, app_of(pilot).view("run"))


def row(pilot: Pilot[int], package: str) -> list[str]:
    """What the list says of an app."""
    table = app_of(pilot).view("apps").query_one("#docs", Table)
    return [str(cell).strip() for cell in table.get_row(package)] if package in table._keys else []


async def learning(pilot: Pilot[int], package: str) -> AppsView:
    """Learn an app as Ctrl+L does, and wait until its doc is there and the model describes."""
    app_of(pilot).installed_names[package] = "Notes"
    app_of(pilot).learn(package)
    await until(pilot, lambda: app_of(pilot).here == "apps")
    view = cast(AppsView, app_of(pilot).view("apps"))
    await until(pilot, lambda: "doc is kept" in str(view.query_one("#learning-words", Static).content), 60)
    return view


def _noting(seen: list[list[str]], pilot: Pilot[int], package: str) -> Callable[[AppsView, WorkMoved], None]:
    real = AppsView.on_work_moved

    def moved(self: AppsView, message: WorkMoved) -> None:
        seen.append(row(pilot, package))
        real(self, message)

    return moved


async def test_while_an_app_is_learned_the_list_says_so_and_the_cursor_is_on_it(
    demo_phone: DemoPhoneThread, opened: Opened, learned: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs.remove(learned)
    writer = ScriptedWriter("look for\n")
    writer.hold.clear()
    seen: list[list[str]] = []
    async with opened(demo_phone, writer) as pilot:
        monkeypatch.setattr(AppsView, "on_work_moved", _noting(seen, pilot, learned))
        view = await learning(pilot, learned)
        assert "learning" in {cells[1] for cells in seen if cells}
        assert view.query_one("#docs", Table).chosen == learned
        await until(pilot, lambda: row(pilot, learned)[1] == "now")
        await until(pilot, lambda: app_of(pilot).app_names == {learned: "Notes"})
        assert "isn't learned" not in str(view.query_one("#element", Static).content)
        writer.hold.set()
        await until(pilot, lambda: not view.has_class("learning"))
        await until(pilot, lambda: row(pilot, learned)[1] == "now")


async def test_a_task_given_meanwhile_says_what_it_waits_for_and_can_be_taken_back(
    demo_phone: DemoPhoneThread, opened: Opened, learned: str
) -> None:
    docs.remove(learned)
    writer = ScriptedWriter("look for\n")
    writer.hold.clear()
    async with opened(demo_phone, writer) as pilot:
        view = await learning(pilot, learned)
        await pilot.press("f2")
        run = run_view(pilot)
        line, script = run.query_one("#task", Input), run.query_one(ScriptView)
        for press in (["enter"], ["escape"], ["enter"]):
            if press == ["enter"]:
                line.value = "say hello in notes"
            await pilot.press(*press)
            if press == ["escape"]:
                assert run.phase is Phase.IDLE
                assert line.value == "say hello in notes"
            else:
                await until(pilot, lambda: "Notes is being learned" in str(run.query_one("#lines", Static).content))
                assert run.phase is Phase.QUEUED
                assert "waits" in str(script.border_subtitle)
        assert "Notes is being learned" in app_of(pilot).status.phone.doing
        writer.hold.set()
        writer.replies.extend(['finish("hello")\n'] * 2)
        await until(pilot, lambda: not view.has_class("learning"))
        await until(pilot, lambda: run.phase is Phase.WAITING)
        await pilot.press("escape")
        await until(pilot, lambda: run.phase is Phase.IDLE)
        assert writer.replies, "the task that was taken back was not written"


async def test_why_the_phones_apps_are_not_listed_is_said_and_asked_once(
    demo_phone: DemoPhoneThread, opened: Opened, learned: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs.remove(learned)
    asked = []

    def full(phone: object) -> None:
        asked.append(phone)
        raise OSError(errno.ENOSPC, "No space left on device")

    async with opened(demo_phone) as pilot:
        monkeypatch.setattr("phones.android.AndroidPhone.installed_apps", full)
        await pilot.press("f4")
        view = app_of(pilot).view("apps")
        await until(pilot, lambda: "can't be listed: No space" in str(view.query_one("#element", Static).content))
        assert len(asked) == 1


def offered(pilot: Pilot[int]) -> set[str]:
    """What the keys do, as it stands at the bottom."""
    return {b.binding.description for b in pilot.app.screen.active_bindings.values()}


async def test_an_app_that_is_not_learned_says_so_in_each_of_its_tabs(
    demo_phone: DemoPhoneThread, opened: Opened, learned: str
) -> None:
    async with opened(demo_phone) as pilot:
        await pilot.press("f4")
        view = app_of(pilot).view("apps")
        table = view.query_one("#docs", Table)
        await until(pilot, lambda: "app.demo.clock" in table._keys)
        table.choose("app.demo.clock")
        await until(pilot, lambda: "isn't learned" in str(view.query_one("#element", Static).content))
        said = [str(view.query_one(f"#doc-{name}", Static).content) for name in ("stubs", "samples")]
        said.append(str(view.query_one(ScreenGraph).render()))
        assert all("Clock isn't learned yet" in one and "l learns it" in one for one in said)
        editing = {"Edit", "Add sample", "Remove"}
        assert not editing & offered(pilot), "there is nothing to edit yet"
        table.choose(learned)
        await until(pilot, lambda: editing <= offered(pilot))
