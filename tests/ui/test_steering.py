"""A run in the person's hands, by its keys: seen as it is written, paused, taken over, asked by, repeated, lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Label, Static

from demophone.latency import Latency
from demophone.phone import DemoPhoneThread
from ground.phone_lock import phone_lock
from interpreter.consent.policy import Policy
from interpreter.replay.replaying import replay_session
from phones.android import open_phone
from sessions import reading
from sessions.exporting import to_maestro, to_python
from sessions.records import TAKEN_OVER
from sessions.store import Store
from tests.ui.conftest import ADD_NOTE, Opened, ScriptedWriter, until
from ui import phone_thread
from ui.app import ThumbwrightApp
from ui.steering import Mode
from ui.views.run import RunView
from ui.views.run_shown import Phase
from ui.widgets.dialogs import Consent, Form, Told
from ui.widgets.phone_screen import PhoneScreen
from ui.widgets.script_view import ScriptView
from ui.widgets.table import Table
from ui.widgets.true_picture import PLACEHOLDER

pytestmark = pytest.mark.usefixtures("soon_meant", "learned")
SLOW = Latency(dump_ms=40, tap_ms=60)
"""So that a run takes as long as a person needs to press a key."""
LONG = 'for n in range(2):\n    main.search.tap()\n    search.collapse.tap()\nfinish("all of it")\n'


def run_view(pilot: Pilot[int]) -> RunView:
    return cast(RunView, cast(ThumbwrightApp, pilot.app).view("run"))


def answer(pilot: Pilot[int]) -> str:
    return str(run_view(pilot).query_one("#answer", Static).content)


def shown(view: RunView) -> str:
    return str(view.query_one("#lines", Static).content)


async def started(pilot: Pilot[int], task: str) -> RunView:
    """Give a task and let its script run."""
    view = run_view(pilot)
    view.query_one("#task", Input).value = task
    await pilot.press("enter")
    await until(pilot, lambda: view.phase is Phase.WAITING)
    await pilot.press("enter")
    return view


async def test_the_script_is_seen_while_it_is_written_and_its_line_while_it_runs(
    start_demo_phone: Callable[..., DemoPhoneThread], opened: Opened
) -> None:
    writer = ScriptedWriter(LONG)
    writer.hold.clear()
    async with opened(start_demo_phone(latency=SLOW), writer) as pilot:
        view = run_view(pilot)
        view.query_one("#task", Input).value = "search in notes"
        await pilot.press("enter")
        await until(pilot, lambda: "for n in range" in shown(view))
        assert "▍" in shown(view) and "finish" not in shown(view)
        writer.hold.set()
        await until(pilot, lambda: view.phase is Phase.WAITING)
        await pilot.press("enter")
        await until(pilot, lambda: "▶" in shown(view))
        await pilot.press("escape")
        await until(pilot, lambda: view.phase is Phase.IDLE)
        assert "▶" not in shown(view)


async def test_space_pauses_a_run_s_steps_it_and_space_goes_on(
    start_demo_phone: Callable[..., DemoPhoneThread], opened: Opened
) -> None:
    async with opened(start_demo_phone(latency=SLOW), ScriptedWriter(LONG)) as pilot:
        view = await started(pilot, "search in notes")
        await until(pilot, lambda: view.phase is Phase.RUNNING and pilot.app.focused is view.query_one(ScriptView))
        await pilot.press("space")
        await until(pilot, lambda: view.mode is Mode.PAUSED)
        steps = view.query_one("#steps", Table)
        await until(pilot, lambda: "paused" in str(view.query_one(ScriptView).border_subtitle))
        await pilot.press("s")
        await until(pilot, lambda: steps.row_count > 0 and view.mode is Mode.PAUSED)
        await pilot.press("space")
        await until(pilot, lambda: view.phase is Phase.IDLE, 60)
        assert answer(pilot).startswith('Done: tapped "Search"')


async def test_t_takes_the_phone_over_its_keys_act_on_it_and_space_gives_it_back(
    start_demo_phone: Callable[..., DemoPhoneThread], opened: Opened
) -> None:
    demo = start_demo_phone(latency=SLOW)
    async with opened(demo, ScriptedWriter(LONG)) as pilot:
        view = await started(pilot, "search in notes")
        phone = view.query_one(PhoneScreen)
        await until(pilot, lambda: phone.hierarchy is not None and phone.hierarchy.package == "app.demo.notes")
        await pilot.press("t")
        await until(pilot, lambda: view.mode is Mode.TAKEN and pilot.app.focused is phone)
        await pilot.press("h")  # the phone's home key
        await until(pilot, lambda: phone.hierarchy is not None and phone.hierarchy.package != "app.demo.notes")
        assert view.phase is Phase.RUNNING
        await pilot.press("space")
        await until(pilot, lambda: view.phase is Phase.IDLE, 60)
        assert answer(pilot).startswith('Done: tapped "Search"')
    with Store() as store:
        detail = reading.load_session(store, "last")
    assert any("the person used the phone" in step for call in detail.calls for step in call.steps)
    # what they did is part of the record, and told by what repeats it
    by_hand = [act for call in detail.calls for act in call.acts if act.get("by") == "person"]
    assert [(act["act"], act["key"]) for act in by_hand] == [("key", "home")]
    assert [event.text for event in detail.events if event.kind == TAKEN_OVER] == [
        f"Before call {next(c.seq for c in detail.calls if by_hand[0] in c.acts)} the person had the phone and did 1 thing "
        "on it here. What is done by hand no replay repeats."
    ]
    exported = to_python(detail)
    assert "# By hand, by the person who had taken over:\n    settle(d)\n    d.press('home')" in exported
    assert "is missing here" in exported and "# By hand, by the person" in to_maestro(detail)
    with Store() as store, open_phone(demo.serial) as again:
        replayed = replay_session(
            detail, lambda sha: reading.blob(store, sha), again, policy=Policy(), person=None, until=1
        )
    assert any("no replay repeats" in notice for notice in replayed.notices)


async def test_a_script_asks_the_person(demo_phone: DemoPhoneThread, opened: Opened) -> None:
    script = 'name = ask("Which [b]title?")\nfinish(name + "!")\n'
    async with opened(demo_phone, ScriptedWriter(script)) as pilot:
        await started(pilot, "ask me in notes")
        await until(pilot, lambda: isinstance(pilot.app.screen, Form))
        assert "Which [b]title?" in " ".join(str(label.content) for label in pilot.app.screen.query(Label))
        await pilot.press(*"Milk", "enter")
        await until(pilot, lambda: answer(pilot).startswith("Not done"))
        assert 'The script itself says: "Milk!"' in answer(pilot)


@pytest.mark.parametrize("waits", ["for the script to be let run", "at a consent", "in a call"])
async def test_ctrl_c_cancels_the_task_wherever_it_stands(
    start_demo_phone: Callable[..., DemoPhoneThread], opened: Opened, waits: str
) -> None:
    script = "main.search.tap()\nwait(50)\nsearch.collapse.tap()\n" if waits == "in a call" else ADD_NOTE
    async with opened(start_demo_phone(latency=SLOW), ScriptedWriter(script)) as pilot:
        view = run_view(pilot)
        task = "search the notes" if waits == "in a call" else "add a note called Milk"
        view.query_one("#task", Input).value = task
        await pilot.press("enter")
        await until(pilot, lambda: view.phase is Phase.WAITING)
        if waits != "for the script to be let run":
            await pilot.press("enter")
        if waits == "at a consent":
            await until(pilot, lambda: isinstance(pilot.app.screen, Consent))
        elif waits == "in a call":
            await until(pilot, lambda: view.query_one("#steps", Table).row_count > 0)
        await pilot.press("ctrl+c")
        await until(pilot, lambda: view.phase is Phase.IDLE)
        assert not isinstance(pilot.app.screen, Consent)
    with Store() as store:
        session = reading.load_session(store, "last")
    assert session.head.status == "cancelled"
    assert [(consent.granted, consent.how) for consent in session.consents] == (
        [(False, "cancelled")] if waits == "at a consent" else []
    )


async def test_ctrl_c_copies_while_nothing_is_under_way(demo_phone: DemoPhoneThread, opened: Opened) -> None:
    async with opened(demo_phone) as pilot:
        line = run_view(pilot).query_one("#task", Input)
        line.value = "add a note"
        line.select_all()
        await pilot.press("ctrl+c")
        assert pilot.app.clipboard == "add a note"


async def test_all_rounds_of_a_loop_are_consented_to_at_once_only_where_that_is_said(
    demo_phone: DemoPhoneThread, opened: Opened
) -> None:
    script = f"for n in range(3):\n    {ADD_NOTE.strip().replace(chr(10), chr(10) + '    ')}\n"
    async with opened(demo_phone, ScriptedWriter(script)) as pilot:
        view = await started(pilot, "add a note called Milk")
        await until(pilot, lambda: isinstance(pilot.app.screen, Consent))
        question = cast(Consent, pilot.app.screen)
        await until(pilot, lambda: question.seen_at is not None)
        assert question.query("#all")
        await pilot.pause(0.06)
        await pilot.press("a")
        await until(pilot, lambda: view.phase is Phase.IDLE)
    with Store() as store:
        consents = reading.load_session(store, "last").consents
    assert [consent.granted for consent in consents if consent.how == "asked"] == [True]


async def test_a_phone_unplugged_in_the_middle_is_a_panel_and_is_used_again(
    start_demo_phone: Callable[..., DemoPhoneThread], opened: Opened
) -> None:
    phone = start_demo_phone(latency=SLOW)
    async with opened(phone, ScriptedWriter(LONG)) as pilot:
        app = cast(ThumbwrightApp, pilot.app)
        view = await started(pilot, "search in notes")
        await until(pilot, lambda: view.query_one("#steps", Table).row_count > 0)
        phone.unplug()
        await until(pilot, lambda: view.phase is Phase.IDLE, 60)
        assert app.trouble.shown or answer(pilot)
        await until(pilot, lambda: app.status.phone.kind == "lost", 60)
        phone.replug()
        await until(pilot, lambda: app.status.phone.kind == "ready", 60)
        view = await started(pilot, "search in notes")
        await until(pilot, lambda: view.query_one("#steps", Table).row_count > 0)


async def test_a_phone_that_another_run_has_is_left_alone_and_taken_up_again(
    demo_phone: DemoPhoneThread, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phone_thread, "RETRY_S", 0.1)
    async with opened(demo_phone, ScriptedWriter(LONG)) as pilot:
        app = cast(ThumbwrightApp, pilot.app)
        with phone_lock(demo_phone.serial, "thumbwright run: add a note"):
            await until(pilot, lambda: app.status.phone.kind == "taken")
            assert '"thumbwright run: add a note"' in app.status.phone.words
            view = run_view(pilot)
            view.query_one("#task", Input).value = "search in notes"
            await pilot.press("enter")
            await until(pilot, lambda: app.trouble.shown and view.phase is Phase.IDLE)
        await until(pilot, lambda: app.status.phone.kind == "ready")


async def test_a_phone_in_use_is_not_grabbed_at_the_start(
    demo_phone: DemoPhoneThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phone_thread, "RETRY_S", 0.1)
    app = ThumbwrightApp(serial=demo_phone.serial)
    with phone_lock(demo_phone.serial, "thumbwright run: add a note"):
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: app.status.phone.kind == "taken")
    app.close_down()


async def test_the_picture_and_the_wireframe_change_at_a_key(demo_phone: DemoPhoneThread, opened: Opened) -> None:
    async with opened(demo_phone) as pilot:
        phone = run_view(pilot).query_one(PhoneScreen)
        await until(pilot, lambda: phone.hierarchy is not None)
        assert not any("▀" in line.text for line in phone._lines)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: any("▀" in line.text for line in phone._lines))
        assert not any(PLACEHOLDER in line.text for line in phone._lines), (
            "a terminal that isn't known gets half blocks"
        )
        await pilot.press("ctrl+g")
        await until(pilot, lambda: not any("▀" in line.text for line in phone._lines))


SECOND_CALL = ["enter", "down", "down", "down", "down"]
"""Behind the app, the decision, the script and the first call."""


@pytest.mark.parametrize(
    ("keys", "calls"),
    [(["c"], 4), ([*SECOND_CALL, "u"], 2), ([*SECOND_CALL, "g"], 3), (["s"], 4)],
    ids=["call by call", "until a call", "from a call on", "the script again"],
)  # fmt: skip
async def test_a_session_is_repeated_whole_in_part_and_call_by_call(
    demo_phone: DemoPhoneThread, opened: Opened, keys: list[str], calls: int
) -> None:
    script = 'main.search.tap()\nsearch.collapse.tap()\nmain.search.tap()\nfinish("found")\n'
    async with opened(demo_phone, ScriptedWriter(script)) as pilot:
        app = cast(ThumbwrightApp, pilot.app)
        view = await started(pilot, "search in notes")
        await until(pilot, lambda: view.phase is Phase.IDLE)
        await pilot.press("f3")
        heads = app.view("sessions").query_one("#heads", Table)
        await until(pilot, lambda: heads.row_count == 1)
        for key in keys:
            await pilot.press(key)
            await pilot.app.workers.wait_for_complete()
        await until(pilot, lambda: app.here == "run" and view.phase is Phase.RUNNING or "replay" in answer(pilot))
        if keys == ["c"]:
            await until(pilot, lambda: view.mode is Mode.PAUSED and pilot.app.focused is view.query_one(ScriptView))
            await pilot.press("s")
            await until(pilot, lambda: view.query_one("#steps", Table).row_count == 1)
            await pilot.press("space")
        await until(pilot, lambda: view.phase is Phase.IDLE and "Session" in answer(pilot), 40)
    with Store() as store:
        heads_now = reading.list_sessions(store)
        assert len(heads_now) == 2
        assert len(reading.load_session(store, heads_now[0].id).calls) == calls


async def test_why_a_script_was_taken_is_shown_on_a_key(demo_phone: DemoPhoneThread, opened: Opened) -> None:
    async with opened(demo_phone, ScriptedWriter('main.search.tap()\nfinish("found")\n')) as pilot:
        view = await started(pilot, "search in notes")
        await until(pilot, lambda: view.phase is Phase.IDLE)
        await pilot.press("ctrl+y")
        await until(pilot, lambda: isinstance(pilot.app.screen, Told))
        assert "likely right" in str(pilot.app.screen.query_one("#said Static", Static).render())
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, Told))
