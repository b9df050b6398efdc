"""What the tests of this room share: small screens written by hand, and a demo phone behind a real adb server."""

import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from demophone.device import Device
from demophone.phone import DemoPhoneThread
from demophone.toolkit import App, Screen, View, column, text
from demophone.toolkit.widgets import button, text_field
from phones import adb
from phones.android import AndroidPhone, open_phone
from phones.hierarchy import Hierarchy
from tests.conftest import SERVER, end_quickly, server_jar

DATA = Path(__file__).parent / "data"
FORM = "org.example.form"


@pytest.fixture
def settings() -> Hierarchy:
    """Three rows made from one layout (the second without a switch), a button, and the status bar."""
    return Hierarchy.parse((DATA / "settings.xml").read_bytes())


class FormScreen(Screen):
    """Fields of several kinds, and a button that counts how often it was tapped."""

    def build(self) -> View:
        return column(
            text_field("name", "Your name"),
            text_field("number", "Phone number", input="phone"),
            text_field("pin", "Password", input="password"),
            text_field("story", "Story", input="multiline"),
            button("Count", self._count, "count"),
            button("Toast", lambda: self.toast("Saved"), "toast"),
            text(f"{self.store['taps']} taps", "taps"),
        )

    def _count(self) -> None:
        self.store["taps"] += 1


class FormApp(App):
    package, label = FORM, "Form"

    def seed(self) -> dict[str, Any]:
        return {"taps": 0}

    def start(self) -> Screen:
        return FormScreen()


class ListApp(App):
    package, label = "org.example.list", "List"

    def start(self) -> Screen:
        return FormScreen()


@pytest.fixture(scope="session")
def adb_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A real adb server of our own, with keys of its own, away from whatever runs on this computer; its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANDROID_ADB_SERVER_PORT", str(port))
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        patch.delenv("ANDROID_SERIAL", raising=False)
        end_quickly(patch)
        adb.open_client()
        yield port
        subprocess.run([adb.adb_program(), "-P", str(port), "kill-server"], check=False, capture_output=True)


@pytest.fixture
def demo(adb_server: int) -> Iterator[DemoPhoneThread]:
    """A demo phone with two apps, connected to adb."""
    with DemoPhoneThread(lambda: Device([FormApp(), ListApp()])) as demo:
        demo.call(lambda: demo.phone.android.files.write(SERVER, server_jar(), mtime=0))
        adb.connect(demo.serial)
        yield demo
        adb.open_client().disconnect(demo.serial)


@pytest.fixture
def phone(demo: DemoPhoneThread) -> Iterator[AndroidPhone]:
    with open_phone(demo.serial) as phone:
        yield phone
