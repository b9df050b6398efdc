"""The client on a demo phone, with a home of its own, one app learned, and a model that says what it was told to."""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import thumbwright as tw
from agent.model.writing import Generation, Prompt, StopReason, Warmth, ignore, never
from demophone.device import Device
from demophone.phone import DemoPhoneThread
from ground.errors import ModelError
from tests.conftest import AdbServer

DOC = Path(__file__).parents[1] / "ui" / "data" / "app.demo.notes.json"
ADD_NOTE = 'new_note.title.set_text("Milk")\nnew_note.save.tap()\n'


class ScriptedWriter:
    """Answers with what was queued, the last for ever; remembers what it was asked."""

    context = 8192

    def __init__(self, *replies: str | Exception) -> None:
        self.replies = deque(replies)
        self.asked: list[Prompt] = []
        self.closed = False

    def generate(
        self,
        prompt: Prompt,
        *,
        max_tokens: int = 300,
        on_token: Callable[[str], None] = ignore,
        cancelled: Callable[[], bool] = never,
    ) -> Generation:
        self.asked.append(prompt)
        if not self.replies:
            raise ModelError("The scripted writer has no reply left.")
        reply = self.replies.popleft() if len(self.replies) > 1 else self.replies[0]
        if isinstance(reply, Exception):
            raise reply
        for line in reply.splitlines(keepends=True):
            on_token(line)
        return Generation(reply, StopReason.STOP, 900, output_tokens=len(reply.split()), model="scripted")

    def warm(self, prompt: Prompt, *, cancelled: Callable[[], bool] = never) -> Warmth:
        return Warmth(900, 0.0, "memory")

    def count(self, prompt: Prompt) -> int:
        return 900

    def close(self) -> None:
        self.closed = True


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's own folder, with Notes learned."""
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))
    for name in ("THUMBWRIGHT_MODELS", "ANDROID_SERIAL"):
        monkeypatch.delenv(name, raising=False)
    apps = tmp_path / "home" / "data" / "apps"
    apps.mkdir(parents=True)
    shutil.copy(DOC, apps)
    return tmp_path / "home"


@pytest.fixture
def writer() -> ScriptedWriter:
    return ScriptedWriter(ADD_NOTE)


@pytest.fixture(scope="module")
def still_phone(
    adb_server: AdbServer, module_monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tw.Phone]:
    """One phone for the tests of a module that leave it as it was; each has a home of its own all the same."""
    module_monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path_factory.mktemp("still")))
    with DemoPhoneThread(Device) as demo:
        adb_server.connect(demo.serial)
        with tw.connect(demo.serial, writer=ScriptedWriter(ADD_NOTE)) as phone:
            yield phone
        adb_server.run("disconnect", demo.serial)


@pytest.fixture(scope="module")
def module_monkeypatch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture
def phone(home: Path, demo_phone: DemoPhoneThread, writer: ScriptedWriter) -> Iterator[tw.Phone]:
    with tw.connect(demo_phone.serial, writer=writer) as phone:
        yield phone
