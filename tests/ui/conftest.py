"""The terminal UI over a demo phone, with a scripted model and its own home."""

from __future__ import annotations

import shutil
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from agent.model.writing import Generation, Prompt, StopReason, Warmth, ignore, never
from demophone.phone import DemoPhoneThread
from ground.errors import ModelError
from ui import deliberate
from ui.app import ThumbwrightApp

DATA = Path(__file__).parent / "data"
ADD_NOTE = 'new_note.title.set_text("Milk")\nnew_note.save.tap()\n'
TIMEOUT_S = 20.0


class ScriptedWriter:
    """Answers with what was queued, line by line; `hold` keeps it from going on until it is set."""

    context = 8192

    def __init__(self, *replies: str | Exception, adapter: str = "", sureness: float | None = None) -> None:
        self.replies: deque[str | Exception] = deque(replies)
        self.adapter, self.sureness = adapter, sureness
        self.hold = threading.Event()
        self.hold.set()
        self.asked = 0
        self.warmed = 0
        self.closed = False

    def generate(
        self,
        prompt: Prompt,
        *,
        max_tokens: int = 300,
        on_token: Callable[[str], None] = ignore,
        cancelled: Callable[[], bool] = never,
    ) -> Generation:
        self.asked += 1
        if not self.replies:
            raise ModelError("The scripted writer has no reply left.")
        reply = self.replies.popleft() if len(self.replies) > 1 else self.replies[0]
        if isinstance(reply, Exception):
            raise reply
        for line in reply.splitlines(keepends=True):
            on_token(line)
            while not self.hold.wait(0.02):
                if cancelled():
                    return Generation("", StopReason.CANCELLED, model="scripted")
        tokens = len(reply.split())
        return Generation(
            reply,
            StopReason.STOP,
            900,
            output_tokens=tokens,
            model="scripted",
            adapter=self.adapter,
            sureness=self.sureness,
        )

    def warm(self, prompt: Prompt, *, cancelled: Callable[[], bool] = never) -> Warmth:
        self.warmed += 1
        return Warmth(900, 0.0, "memory")

    def count(self, prompt: Prompt) -> int:
        return 900

    def close(self) -> None:
        self.closed = True


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's own folder, with one app learned, and nothing of this machine's settings."""
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))
    for name in ("THUMBWRIGHT_MODELS", "ANDROID_SERIAL", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "where").mkdir()
    monkeypatch.chdir(
        tmp_path / "where"
    )  # what is written without a path, a doctor's report, is not left in the checkout
    return tmp_path / "home"


@pytest.fixture
def learned(home: Path) -> str:
    """Notes of the demo phone is learned; its package."""
    apps = home / "data" / "apps"
    apps.mkdir(parents=True)
    shutil.copy(DATA / "app.demo.notes.json", apps)
    return "app.demo.notes"


@pytest.fixture
def soon_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers count sooner, so that tests don't wait for them; the rule itself stays."""
    monkeypatch.setattr(deliberate, "QUIET_S", 0.05)


async def until(pilot: Pilot[int], condition: Callable[[], object], timeout_s: float = TIMEOUT_S) -> None:
    """Let the app work until something holds; fail where it never does."""
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end, f"not within {timeout_s} s"
        await pilot.pause(0.02)
    await pilot.pause()


Opened = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


@pytest.fixture
def opened() -> Opened:
    """`async with opened(phone, writer, size=(…)) as pilot:`: the app, closed down after."""

    @asynccontextmanager
    async def open_app(
        phone: DemoPhoneThread | None = None,
        writer: ScriptedWriter | None = None,
        size: tuple[int, int] = (100, 30),
    ) -> AsyncIterator[Pilot[int]]:
        app = ThumbwrightApp(serial=phone.serial if phone else "", writer=writer)
        try:
            async with app.run_test(size=size, notifications=True) as pilot:
                if phone is not None:
                    await until(pilot, lambda: app.phone.state.kind == "ready")
                yield pilot
        finally:
            app.close_down()

    return open_app
