"""Random keys, pastes, resizes and clicks over all views, while the phone is unplugged and the model fails at random: nothing
may break, nothing may hang, and nothing may be consented to by accident."""

from __future__ import annotations

import asyncio
import contextlib
import random
import string
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import cast

import pytest
from textual import events
from textual.errors import NoWidget
from textual.pilot import Pilot

from demophone.phone import DemoPhoneThread
from ground.errors import ModelError, ThumbwrightError
from sessions.store import Store
from tests.ui.conftest import ADD_NOTE, Opened, ScriptedWriter, until
from ui import deliberate
from ui.app import ThumbwrightApp
from ui.views.run import RunView
from ui.widgets.trouble import Trouble

SEED = 20261120
HANG_S = 4.0
"""What waits for a phone, a model or a lock takes longer. How long a frame takes is no question for a test: on a processor that
others use too, one of 0.6 s took 1.5."""
KEYS = [
    *"abcdefghijklmnopqrstuvwxyz/ ?",
    *["enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "backspace", "home", "end", "space"],
    *["f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "ctrl+r", "ctrl+t", "ctrl+o", "ctrl+g", "ctrl+p", "ctrl+s"],
    *["y", "enter", "y", "n", "pageup", "pagedown", "ctrl+l"],
]
PASTES = [
    "y",
    "add a note called Milk",
    "//node[@text='x'] [/b]",
    "\x1b[31mred",
    "ü 日本 👍🏽",
    "y\ny\ny\n",
    "x" * 3000,
]
SIZES = [(80, 24), (80, 24), (100, 30), (140, 45), (200, 60), (40, 12), (81, 25), (20, 6)]


class Heart:
    """Finds out for how long the app's thread did nothing but one thing, and what that was.

    Counted is time in which that thread had a processor, or waited while no thread of ours asked for one: on a busy machine it
    may wait for its turn, or for another of ours that waits for its turn, which is no hang.
    """

    BEAT_S = 0.01

    def __init__(self) -> None:
        self.longest, self.where = 0.0, ""
        self._beats = 0
        self._thread = threading.get_ident()
        self._stop = threading.Event()
        self._loop = asyncio.get_running_loop()

    def __enter__(self) -> Heart:
        self._beat()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._watcher.join()

    def _beat(self) -> None:
        self._beats += 1
        if not self._stop.is_set():
            self._loop.call_later(self.BEAT_S, self._beat)

    def _used(self) -> float:
        """Seconds of a processor, of the app's thread."""
        if hasattr(time, "pthread_getcpuclockid"):
            return time.clock_gettime(time.pthread_getcpuclockid(self._thread))
        return time.process_time()

    def _all_wait(self) -> bool:
        """Whether every thread of ours but this one waits for something other than a processor."""
        states = []
        for thread in Path("/proc/self/task").glob("*"):  # none where there is no Linux
            if thread.name != str(threading.get_native_id()):
                with contextlib.suppress(OSError):  # it ended
                    states.append((thread / "stat").read_text().rpartition(")")[2].split()[0])
        return "R" not in states

    def _watch(self) -> None:
        beats, still = self._beats, 0.0
        at, used, used_by_all = time.monotonic(), self._used(), time.process_time()
        while not self._stop.wait(self.BEAT_S):
            before, used_before, all_before = at, used, used_by_all
            at, used, used_by_all = time.monotonic(), self._used(), time.process_time()
            # where nothing of ours had a processor, and nothing asks for one, it waits for what doesn't come
            stuck = used_by_all - all_before < (at - before) / 5 and self._all_wait()
            still += at - before if stuck else used - used_before
            if self._beats != beats:
                beats, still = self._beats, 0.0
            elif still > self.longest:
                self.longest = still
                frame = sys._current_frames().get(self._thread)
                self.where = "".join(traceback.format_stack(frame)[-12:]) if still > HANG_S / 2 and frame else ""


class Monkey:
    """Does one random thing after the other, and remembers when it did it."""

    def __init__(self, pilot: Pilot[int], phone: DemoPhoneThread) -> None:
        self.pilot, self.phone = pilot, phone
        self.dice = random.Random(SEED)
        self.app = cast(ThumbwrightApp, pilot.app)
        self.unplugged = False
        self.longest, self.where = 0.0, ""
        """The longest time in which the app answered nothing, in seconds, and what it did then."""
        self.typed_at: list[float] = []

    async def act(self) -> None:
        kind = self.dice.random()
        if kind < 0.80:
            self.typed_at.append(time.monotonic())
            self._press(self.dice.choice(KEYS))
            if self.dice.random() < 0.3:  # sometimes one at a time, sometimes several in one go
                await self.pilot.pause()
        elif kind < 0.86:
            self.typed_at.append(time.monotonic())
            self.app.post_message(events.Paste(self.dice.choice(PASTES)))
            await self.pilot.pause()
        elif kind < 0.96:
            self.typed_at.append(time.monotonic())
            width, height = self.app.size
            with contextlib.suppress(NoWidget):  # of the pilot, where a screen is pushed and not laid out yet
                await self.pilot.click(offset=(self.dice.randrange(width), self.dice.randrange(height)))
        elif kind < 0.985:
            await self.pilot.resize_terminal(*self.dice.choice(SIZES))
        else:
            self.unplugged = not self.unplugged
            # in a thread: the phone is the test's, and the app need not wait for it
            await asyncio.to_thread(self.phone.unplug if self.unplugged else self.phone.replug)

    def _press(self, key: str) -> None:
        names = {"space": " ", "slash": "/", "?": "?"}
        letter = key if len(key) == 1 else names.get(key)
        name = {" ": "space", "/": "slash", "?": "question_mark"}.get(key, key)
        self.app.post_message(events.Key(name, letter))

    async def start_task(self) -> None:
        view = cast(RunView, self.app.view("run"))
        view.start(f"add a note called {''.join(self.dice.choices(string.ascii_letters, k=5))}")
        await self.pilot.pause()


async def _go_wild(opened: Opened, phone: DemoPhoneThread, acts: int) -> Monkey:
    writer = ScriptedWriter(
        *[reply for _ in range(200) for reply in (ADD_NOTE, ModelError("The model process died. Try again."), ADD_NOTE)]
    )
    async with opened(phone, writer) as pilot:
        monkey = Monkey(pilot, phone)
        with Heart() as heart:
            for number in range(acts):
                if number % 40 == 0:
                    await monkey.start_task()
                await monkey.act()
        monkey.longest, monkey.where = heart.longest, heart.where
        print(f"the longest time without an answer: {heart.longest:.2f} s")
        assert pilot.app.is_running
        if monkey.unplugged:
            phone.replug()
        # whatever is open can be put away, and every view still comes
        await pilot.resize_terminal(100, 30)
        for _ in range(8):
            await pilot.press("escape")
        app = monkey.app
        view = cast(RunView, app.view("run"))
        if view.steering is not None:
            view.steering.stop()
        await until(pilot, lambda: view.steering is None, 30)
        for key, name in (("f3", "sessions"), ("f4", "apps"), ("f5", "phones"), ("f6", "models"), ("f7", "settings")):
            for _ in range(3):
                await pilot.press("escape")
            await pilot.press(key)
            with contextlib.suppress(AssertionError):
                await until(pilot, lambda name=name: app.here == name, 5)  # type: ignore[misc]
            assert app.here == name, f"{name} doesn't come; open: {app.screen_stack}"
    return monkey


@pytest.mark.parametrize("how", ["busy", "waiting"])
async def test_a_hang_would_be_found(how: str) -> None:
    with Heart() as heart:
        await asyncio.sleep(0.1)
        end = time.thread_time() + 0.3 if how == "busy" else 0.0
        while time.thread_time() < end:
            pass
        if how == "waiting":
            threading.Event().wait(0.4)
        await asyncio.sleep(0.1)
    assert heart.longest > 0.2


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """Errors that a panel had to call a fault of ours."""
    found: list[BaseException] = []
    say_error = Trouble.say_error

    def note(self: Trouble, error: BaseException, title: str = "") -> None:
        if not isinstance(error, ThumbwrightError):
            found.append(error)
        say_error(self, error, title)

    monkeypatch.setattr(Trouble, "say_error", note)
    # leaving by way of the palette is no break, but would end the test
    monkeypatch.setattr(ThumbwrightApp, "leave", lambda self, code: None)
    return found


def _accidents(monkey: Monkey) -> list[str]:
    """Consents that were given though no key of the monkey came after a quiet moment."""
    quiet = any(b - a >= deliberate.QUIET_S for a, b in zip(monkey.typed_at, monkey.typed_at[1:], strict=False))
    with Store() as store:
        rows = store.db.conn.execute("select detail from consents where granted = 1 and how = 'asked'").fetchall()
    return [] if quiet else [str(row[0]) for row in rows]


@pytest.mark.timeout(240)
async def test_two_hundred_random_acts_break_nothing(
    demo_phone: DemoPhoneThread,
    opened: Opened,
    learned: str,
    monkeypatch: pytest.MonkeyPatch,
    faults: list[BaseException],
) -> None:
    # no gap between two acts is as long, so that any consent would be one by accident
    monkeypatch.setattr(deliberate, "QUIET_S", 60.0)
    monkey = await _go_wild(opened, demo_phone, 200)
    assert _accidents(monkey) == []
    assert faults == []
    assert monkey.longest < HANG_S, f"{monkey.longest:.1f} s:\n{monkey.where}"


@pytest.mark.long
@pytest.mark.timeout(1800)
async def test_five_thousand_random_acts_break_nothing(
    demo_phone: DemoPhoneThread,
    opened: Opened,
    learned: str,
    monkeypatch: pytest.MonkeyPatch,
    faults: list[BaseException],
) -> None:
    monkeypatch.setattr(deliberate, "QUIET_S", 60.0)
    monkey = await _go_wild(opened, demo_phone, 5000)
    assert _accidents(monkey) == []
    assert faults == []
    assert monkey.longest < HANG_S, f"{monkey.longest:.1f} s:\n{monkey.where}"
