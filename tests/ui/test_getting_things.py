"""Phones and models by their keys: pairing by scan and by code, connecting, cleaning; fetching, verifying, removing. What
talks to the network or waits for a camera is replaced; that it works is tested in its own room."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, ProgressBar, Static

from agent.files.model_files import FileVerdict, ModelFile
from agent.files.partial import Progress
from demophone.phone import DemoPhoneThread
from ground import paths
from ground.errors import CancelledError, ModelError
from phones import adb
from phones.errors import PairingFailed
from tests.ui.conftest import Opened, until
from ui.app import ThumbwrightApp
from ui.widgets.dialogs import Confirm
from ui.widgets.key_bar import KeyBar
from ui.widgets.pairing import Pairing
from ui.widgets.table import Table
from ui.widgets.top_bar import ViewTab

pytestmark = pytest.mark.usefixtures("soon_meant", "learned")


def app_of(pilot: Pilot[int]) -> ThumbwrightApp:
    return cast(ThumbwrightApp, pilot.app)


def trouble(pilot: Pilot[int]) -> str:
    return str(app_of(pilot).trouble.query_one(Static).content)


async def confirm(pilot: Pilot[int]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, Confirm) and pilot.app.screen.seen_at is not None)
    await pilot.pause(0.06)
    await pilot.press("y")
    await until(pilot, lambda: not isinstance(pilot.app.screen, Confirm))


@pytest.fixture
def used(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Phones that were to be used, after that of the start."""
    found: list[str] = []
    monkeypatch.setattr("ui.phone_thread.PhoneThread.use", lambda self, serial: found.append(serial))
    return found


# phones


async def test_a_phone_that_scanned_the_code_is_used(
    adb_server: object, opened: Opened, used: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scanned = threading.Event()

    def wait(ticket: Any, *, cancelled: Callable[[], bool]) -> str:
        while not scanned.wait(0.02):
            if cancelled():
                raise CancelledError("put away")
        return "192.168.1.20"

    monkeypatch.setattr("phones.wireless.pair_by_ticket", wait)
    monkeypatch.setattr(
        "phones.wireless.connect_host", lambda host, **_: adb.Listed(f"{host}:37099", "device", "Pixel_8")
    )
    async with opened(size=(80, 24)) as pilot:
        await pilot.press("f5", "p")
        await until(pilot, lambda: isinstance(pilot.app.screen, Pairing))
        assert "█" in str(pilot.app.screen.query_one("#qr", Static).content)
        scanned.set()
        await until(pilot, lambda: "192.168.1.20:37099" in used)


async def test_a_phone_is_paired_by_its_code_and_what_goes_wrong_is_said(
    adb_server: object, opened: Opened, used: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def pair(address: str, code: str) -> None:
        if code != "123456":
            raise PairingFailed(address, "wrong code")

    monkeypatch.setattr("phones.wireless.pair_by_ticket", lambda *a, **k: _never(k["cancelled"]))
    monkeypatch.setattr("phones.adb.pair", pair)
    monkeypatch.setattr("phones.wireless.connect_host", lambda host, **_: adb.Listed(f"{host}:40001", "device"))
    async with opened() as pilot:
        await pilot.press("f5", "p")
        await until(pilot, lambda: isinstance(pilot.app.screen, Pairing))
        said = pilot.app.screen.query_one("#said", Static)
        pilot.app.screen.query_one("#address", Input).value = "192.168.1.20:41235"
        pilot.app.screen.set_focus(pilot.app.screen.query_one("#code"))
        await pilot.press(*"000000", "enter")
        await until(pilot, lambda: "wrong code" in str(said.content))
        pilot.app.screen.query_one("#code", Input).value = "123456"
        await pilot.press("enter")
        await until(pilot, lambda: "192.168.1.20:40001" in used)


def _never(cancelled: Callable[[], bool]) -> str:
    wait = threading.Event()
    while not cancelled():
        wait.wait(0.02)
    raise CancelledError("put away")


async def test_cleaning_a_phone_asks_first_and_says_what_was_removed(
    demo_phone: DemoPhoneThread, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleaned: list[str] = []

    def clean(serial: str) -> list[str]:
        cleaned.append(serial)
        return ["the server"]

    monkeypatch.setattr("ui.phone_care.clean_phone", clean)
    async with opened(demo_phone) as pilot:
        await pilot.press("f5")
        table = app_of(pilot).view("phones").query_one("#listed", Table)
        await until(pilot, lambda: demo_phone.serial in table._keys)
        table.choose(demo_phone.serial)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        await pilot.press("n")
        await pilot.press("x")
        await confirm(pilot)
        await until(pilot, lambda: cleaned == [demo_phone.serial])


async def test_what_adb_says_of_each_phone_stands_beside_it(
    adb_server: object, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = [adb.Listed("A", "unauthorized"), adb.Listed("1.2.3.4:5", "offline"), adb.Listed("B", "device", "Pixel")]
    monkeypatch.setattr("phones.adb.list_phones", lambda: listed)
    async with opened(size=(80, 24)) as pilot:
        await pilot.press("f5")
        table = app_of(pilot).view("phones").query_one("#listed", Table)
        await until(pilot, lambda: table.row_count == 4)
        words = [str(table.get_row_at(row)[3]).strip() for row in range(4)]
        assert [words[0], words[2]] == ["ready", "offline"], "what can be used comes first"
        assert "Allow USB debugging" in words[1]


async def test_restarting_adb_lets_go_of_the_phone_and_takes_it_again(
    demo_phone: DemoPhoneThread, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    restarted = threading.Event()
    monkeypatch.setattr("phones.wireless.restart_server", restarted.set)
    async with opened(demo_phone) as pilot:
        await pilot.press("f5", "s")
        await until(pilot, restarted.is_set)
        await until(pilot, lambda: app_of(pilot).phone.state.kind == "ready")


async def test_a_key_cuts_the_cable_of_the_chosen_phone(
    demo_phone: DemoPhoneThread, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut: list[str] = []

    def by_tcpip(serial: str) -> adb.Listed:
        cut.append(serial)
        return adb.Listed("1.2.3.4:5555", "device")

    monkeypatch.setattr("phones.wireless.by_tcpip", by_tcpip)
    async with opened(demo_phone) as pilot:
        await pilot.press("f5")
        table = app_of(pilot).view("phones").query_one("#listed", Table)
        await until(pilot, lambda: demo_phone.serial in table._keys)
        table.choose(demo_phone.serial)
        await pilot.press("t")
        await until(pilot, lambda: cut == [demo_phone.serial])


# models


async def models(pilot: Pilot[int]) -> Any:
    await pilot.press("f6")
    view = app_of(pilot).view("models")
    await until(pilot, lambda: view.query_one("#files", Table).row_count >= 2)
    return view


async def test_fetching_a_model_shows_how_far_it_is_and_can_be_stopped(
    adb_server: object, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pull(key: str, source: str, report: Callable[[Progress], None], cancelled: Callable[[], bool]) -> ModelFile:
        report(Progress(250, 1000, "hub"))
        return cast(ModelFile, _never(cancelled))

    monkeypatch.setattr("agent.files.model_files.pull", pull)
    async with opened() as pilot:
        view = await models(pilot)
        await pilot.press("p")
        await confirm(pilot)
        await until(pilot, lambda: view.query_one(ProgressBar).percentage == 0.25)
        assert "hub" in str(view.query_one("#pull-words", Static).content)
        await pilot.press("escape")
        await until(pilot, lambda: not view.has_class("pulling"))
        assert not app_of(pilot).trouble.shown, "who stops it need not be told that it went wrong"


async def test_a_download_that_fails_is_a_panel(
    adb_server: object, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pull(*_: object) -> ModelFile:
        raise ModelError("The hub can't be reached. What has arrived is kept: p goes on.")

    monkeypatch.setattr("agent.files.model_files.pull", pull)
    async with opened() as pilot:
        await models(pilot)
        await pilot.press("p")
        await confirm(pilot)
        await until(pilot, lambda: "can't be reached" in trouble(pilot))


async def test_a_model_is_verified_and_removed(
    adb_server: object, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def verify(key: str, *_: object) -> FileVerdict:
        asked.append(key)
        return FileVerdict(True, "", "right")

    monkeypatch.setattr("agent.files.model_files.verify", verify)
    async with opened() as pilot:
        view = await models(pilot)
        key = view.query_one("#files", Table).chosen
        file = paths.models_dir() / view._files[key].path.name
        file.write_bytes(b"GGUF" + bytes(100))
        await pilot.press("v")
        await until(pilot, lambda: asked == [key] and not view.has_class("pulling"))
        await pilot.press("delete")
        await confirm(pilot)
        await until(pilot, lambda: not file.exists())


# settings


async def test_f_mends_what_is_safe_to_mend(
    demo_phone: DemoPhoneThread, opened: Opened, home: Path, learned: str
) -> None:
    file = home / "data" / "apps" / f"{learned}.json"
    file.chmod(0o644)
    async with opened(demo_phone) as pilot:
        await pilot.press("f7")
        view = app_of(pilot).view("settings")
        checks = view.query_one("#checks", Table)
        await until(pilot, lambda: checks.border_subtitle and "look" not in str(checks.border_subtitle), 40)
        await pilot.press("f")
        await until(pilot, lambda: file.stat().st_mode & 0o777 == 0o600)


# keys and the mouse


async def test_every_key_is_at_the_bottom_at_eighty_columns(adb_server: object, opened: Opened) -> None:
    async with opened(size=(80, 24)) as pilot:
        for key, name in (("f3", "sessions"), ("f4", "apps"), ("f5", "phones"), ("f6", "models"), ("f7", "settings")):
            await pilot.press(key)
            await until(pilot, lambda name=name: app_of(pilot).here == name)  # type: ignore[misc]
            await pilot.pause()
            bar = pilot.app.screen.query_one(KeyBar)
            await until(pilot, lambda bar=bar: len(bar._rows(80)) == bar.size.height)  # type: ignore[misc]
            painted = "".join(bar.render_line(y).text for y in range(bar.size.height))
            shown = {b.binding.description for b in pilot.app.screen.active_bindings.values() if b.binding.show}
            assert [words for words in shown if words not in painted] == []


async def test_a_click_goes_to_a_view_and_one_at_the_bottom_presses_its_key(adb_server: object, opened: Opened) -> None:
    async with opened(size=(80, 24)) as pilot:
        app = app_of(pilot)
        assert await pilot.click("#tab-phones")
        await until(pilot, lambda: app.here == "phones")
        assert isinstance(app.screen.query_one("#tab-phones"), ViewTab)
        bar = app.screen.query_one(KeyBar)
        await until(pilot, lambda: bar.size.height == 2)
        line, first, _, _ = next(spot for spot in bar._spots if spot[3] == "p")
        await pilot.click(KeyBar, offset=(first + 1, line))
        await until(pilot, lambda: isinstance(pilot.app.screen, Pairing))


async def test_without_colour_nothing_is_painted_in_one(
    adb_server: object, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(size=(80, 24)) as pilot:
        styles = {segment.style for y in range(24) for segment in pilot.app.screen._compositor.render_strips()[y]}
        colours = {style.color.triplet for style in styles if style and style.color and style.color.triplet}
        assert all(max(colour) - min(colour) <= 2 for colour in colours), colours
