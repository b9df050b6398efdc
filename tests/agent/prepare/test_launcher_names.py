"""Names of apps read from the phone's own home screen: once, kept, and tapped where nothing else tells whose one is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from agent.prepare import launcher_names
from agent.prepare.choosing_aloud import choose, resolve_app_on
from agent.prepare.launcher_names import LauncherNames, assigned
from demophone.apps import builtin_apps
from demophone.device import Device
from demophone.phone import DemoPhoneThread
from demophone.system import launcher
from demophone.toolkit import View, button, column, row
from demophone.toolkit.view import MATCH
from ground.errors import DocError
from ground.paths import launcher_names_file
from phones.android import AndroidPhone, open_phone
from phones.phone import InstalledApp
from tests.apidocs.explore.sticky_app import StickyApp


class Ledger(StickyApp):
    """An app whose package says nothing of its name."""

    package, label = "org.example.kq7", "Haushaltsbuch"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))


@pytest.fixture
def demo(start_demo_phone: Callable[..., DemoPhoneThread]) -> DemoPhoneThread:
    return start_demo_phone(lambda: Device([*builtin_apps(), Ledger()]))


@pytest.fixture
def phone(demo: DemoPhoneThread) -> Iterator[AndroidPhone]:
    with open_phone(demo.serial) as opened:
        yield opened


def test_they_are_read_home_and_drawer_and_kept(phone: AndroidPhone) -> None:
    installed = phone.installed_apps()
    names = launcher_names.read(phone, installed)
    assert names.by_package["app.demo.notes"] == "Notes" and "Haushaltsbuch" in names.in_drawer and names.on_home == []
    assert launcher_names.kept(phone.serial) == names
    assert launcher_names.kept("another") is None
    assert oct(launcher_names_file().stat().st_mode)[-3:] == "600"


def test_an_app_that_only_the_home_screen_knows_is_found_by_its_name_and_then_known(phone: AndroidPhone) -> None:
    installed = phone.installed_apps()
    choice = choose("how much did I spend in Haushaltsbuch?", phone, [], installed, None, None)
    assert choice.packages == ("org.example.kq7",)
    kept = launcher_names.kept(phone.serial)
    assert (
        kept is not None
        and kept.by_package["org.example.kq7"] == "Haushaltsbuch"
        and "Haushaltsbuch" not in kept.in_drawer
    )
    again = choose("open Haushaltsbuch", phone, [], installed, None, None)
    assert again.packages in (("org.example.kq7",), ("phone",))


@pytest.fixture
def touched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was tapped of a home screen with a shortcut that looks like an app, and a widget with a button."""
    found: list[str] = []
    page = launcher.Home.build

    def with_more(self: launcher.Home) -> View:
        shortcut = View(
            cls="android.widget.TextView", id="icon", text="Grandma Ida", desc="Grandma Ida", size=13, height=96,
            on_click=lambda: found.append("Grandma Ida"),
        )  # fmt: skip
        return column(
            row(shortcut, button("Evening lights", lambda: found.append("lights"), "lights")), page(self), height=MATCH
        )

    monkeypatch.setattr(launcher.Home, "build", with_more)
    return found


@pytest.mark.parametrize("task", ["frobnicate grandma ida", "frobnicate the evening lights"])
def test_what_stands_on_the_home_screen_alone_is_not_tapped_unasked(
    phone: AndroidPhone, touched: list[str], task: str
) -> None:
    with pytest.raises(DocError):
        choose(task, phone, [], phone.installed_apps(), None, None)
    assert touched == []


@pytest.mark.parametrize(("said", "tapped"), [("no", []), ("yes", ["Grandma Ida"]), ("", [])])
def test_a_shortcut_is_tapped_where_the_person_says_so(
    phone: AndroidPhone, touched: list[str], said: str, tapped: list[str]
) -> None:
    names = launcher_names.read(phone, phone.installed_apps())
    assert names.on_home == ["Grandma Ida"] and "Evening lights" not in names.in_drawer
    asked: list[str] = []

    def say(question: str, options: Sequence[str]) -> str:
        asked.append(question)
        return said

    with pytest.raises(DocError):
        choose("frobnicate grandma ida", phone, [], phone.installed_apps(), None, say)
    assert touched == tapped and len(asked) == 1 and "“Grandma Ida”" in asked[0]


def test_what_nothing_is_called_is_still_said(phone: AndroidPhone) -> None:
    with pytest.raises(DocError, match="nothing says which app"):
        choose("frobnicate the whatsit", phone, [], phone.installed_apps(), None, None)


def test_a_damaged_file_is_read_anew(phone: AndroidPhone) -> None:
    launcher_names_file().write_text('{"x": 3, "y": [')
    assert launcher_names.kept(phone.serial) is None
    launcher_names_file().write_text('{"' + phone.serial + '": 3}')
    assert launcher_names.kept(phone.serial) is None


@pytest.mark.parametrize(
    ("labels", "packages", "by_package", "unknown"),
    [
        (["WeChat", "Uhr"], ["com.tencent.mm", "com.google.android.deskclock"], {"com.tencent.mm": "WeChat"}, ["Uhr"]),
        (["Weixin"], ["com.tencent.mm"], {"com.tencent.mm": "Weixin"}, []),
        (["Ledger"], ["org.example.ledger"], {"org.example.ledger": "Ledger"}, []),
        (["Wallet"], ["org.a.wallet", "org.b.wallet"], {}, ["Wallet"]),
        ([], ["org.a.wallet"], {}, []),
    ],
)
def test_names_are_given_only_to_packages_that_are_sure(
    labels: list[str], packages: list[str], by_package: dict[str, str], unknown: list[str]
) -> None:
    from phones.apps import label_from_package

    apps = [InstalledApp(package, label_from_package(package), "1") for package in packages]
    assert assigned(labels, apps) == LauncherNames(by_package, unknown)


def test_what_a_person_names_to_be_learned_is_found_by_its_name_there(phone: AndroidPhone) -> None:
    installed = phone.installed_apps()
    assert resolve_app_on(phone, "notes", [], installed) == "app.demo.notes"
    assert launcher_names.kept(phone.serial) is None  # nothing had to be looked for
    assert resolve_app_on(phone, "haushaltsbuch", [], installed) == "org.example.kq7"
    assert resolve_app_on(phone, "Haushaltsbuch", [], installed) == "org.example.kq7"
    with pytest.raises(DocError, match="There is no app 'nothing of the kind'"):
        resolve_app_on(phone, "nothing of the kind", [], installed)
