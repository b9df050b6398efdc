"""`thumbwright apps learn` as a process: what it says, how it ends, and what Ctrl-C leaves."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from apidocs.doc import AppDoc, Screen, Transition
from apidocs.explore.journal import journal_path
from apidocs.keep import store as docs
from demophone.apps import builtin_apps
from demophone.device import Device
from demophone.latency import REALISTIC
from demophone.phone import DemoPhoneThread
from ground.exits import ExitCode
from tests.apidocs.explore.sticky_app import StickyApp

from .conftest import Running

Cli = Callable[..., tuple[int, str, str]]
STICKY = StickyApp.package


@pytest.fixture
def demo(start_demo_phone: Callable[..., DemoPhoneThread]) -> DemoPhoneThread:
    return start_demo_phone(lambda: Device([*builtin_apps(), StickyApp()]))


def stored(demo: DemoPhoneThread) -> dict[str, Any]:
    return demo.call(lambda: demo.device.app_state(STICKY))


def make_stubborn(demo: DemoPhoneThread) -> None:
    demo.call(lambda: demo.device.tasks.apps[STICKY].store.update(stubborn=True))  # type: ignore[attr-defined]


def test_what_was_put_back_is_said(cli: Cli, demo: DemoPhoneThread) -> None:
    before = stored(demo)
    code, _, said = cli("apps", "learn", "sticky", "-s", demo.serial, "--no-warm")
    assert code == ExitCode.DONE and stored(demo) == before
    assert "Put back in Sticky: Open: folder stands at All, was Work." in said


def test_what_could_not_be_put_back_is_in_the_json_and_the_exit_code_tells(cli: Cli, demo: DemoPhoneThread) -> None:
    make_stubborn(demo)
    code, printed, _ = cli("apps", "learn", "sticky", "-s", demo.serial, "--no-warm", "--json")
    data = json.loads(printed)
    assert code == ExitCode.PARTLY and data["kept"] is True and data["ended"] == "done"
    assert data["put_back"]["left"] == [{"place": "Open", "what": "folder", "before": "Work", "now": "All"}]
    assert data["put_back"]["whole"] is False and data["put_back"]["checked"] == 3


def test_a_worse_doc_is_not_kept_and_the_exit_code_tells(cli: Cli, demo: DemoPhoneThread) -> None:
    screens = [Screen(name=name, package=STICKY) for name in ("main", *(f"further_{n}" for n in range(20)))]
    ways = [Transition(source="main", element="", action="back", target=screen.name) for screen in screens]
    docs.save(AppDoc(package=STICKY, label="Sticky", start="main", screens=screens, transitions=ways))
    code, printed, _ = cli("apps", "learn", "sticky", "-s", demo.serial, "--no-warm", "--json")
    assert code == ExitCode.DOC and json.loads(printed)["kept"] is False and docs.load(STICKY).screen("further_0")
    assert "the kept one" in json.loads(printed)["refused"]
    assert cli("apps", "learn", "sticky", "-s", demo.serial, "--no-warm", "--replace")[0] == ExitCode.DONE
    assert docs.load(STICKY).screen("further_0") is None


def test_an_interrupted_learning_puts_back_and_says_so(
    start: Callable[..., Running], start_demo_phone: Callable[..., DemoPhoneThread], eventually: Callable[..., None]
) -> None:
    demo = start_demo_phone(lambda: Device([*builtin_apps(), StickyApp()]), latency=REALISTIC)
    before = stored(demo)
    learning = start("apps", "learn", "sticky", "-s", demo.serial, "--no-warm")
    eventually(lambda: stored(demo)["settings"]["folder"] == "All", 60)
    learning.interrupt()
    assert learning.end() == ExitCode.CANCELLED
    assert stored(demo) == before and docs.list_packages() == []
    assert "Put back in" in learning.stderr and "Traceback" not in learning.stderr


@pytest.mark.long
def test_a_killed_learning_is_put_back_by_the_next(
    start: Callable[..., Running],
    cli: Cli,
    start_demo_phone: Callable[..., DemoPhoneThread],
    eventually: Callable[..., None],
) -> None:
    demo = start_demo_phone(lambda: Device([*builtin_apps(), StickyApp()]), latency=REALISTIC)
    before = stored(demo)
    learning = start("apps", "learn", "sticky", "-s", demo.serial, "--no-warm")
    journal = journal_path(STICKY, demo.serial)
    eventually(lambda: journal.exists() and '"now": "All"' in journal.read_text("utf-8"), 60)
    learning.process.kill()
    learning.end()
    assert stored(demo) != before
    assert cli("apps", "learn", "sticky", "-s", demo.serial, "--no-warm")[0] == ExitCode.DONE
    assert stored(demo) == before and not journal_path(STICKY, demo.serial).exists()


def test_the_home_screen_is_refused_in_words(cli: Cli, serial: str) -> None:
    code, _, said = cli("apps", "learn", "launcher3", "-s", serial, "--no-warm")
    assert code == ExitCode.DOC and "is the home screen" in said
    assert "launcher" not in cli("apps", "list", "-s", serial)[1]
