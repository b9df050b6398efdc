"""Hearing of changes on a connection of its own, against the demo phone's server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator

import pytest

from demophone.phone import DemoPhoneThread
from phones import watching
from phones.android import AndroidPhone, open_phone
from phones.line import Line
from phones.watching import Watch


@pytest.fixture
def watch(demo: DemoPhoneThread, phone: AndroidPhone) -> Iterator[Watch]:
    watch = Watch(Line(demo.serial))
    yield watch
    watch.close()


def launch(demo: DemoPhoneThread, package: str) -> None:
    demo.call(lambda: demo.device.start(package))


def waits(demo: DemoPhoneThread) -> int:
    return demo.asked("rpc").count("waitForWindowUpdate")


def test_before_it_begins_nothing_is_known(watch: Watch) -> None:
    assert watch.heard(5.0) is None


def test_a_change_is_heard_once_it_comes(watch: Watch, demo: DemoPhoneThread) -> None:
    watch.begin()
    assert watch.heard(0.05) is False
    launch(demo, "org.example.form")
    assert watch.heard(2.0) is True
    assert watch.heard() is True, "until it begins anew"
    watch.begin()
    assert watch.heard(0.05) is False


def test_it_asks_once_however_often_it_begins(watch: Watch, demo: DemoPhoneThread) -> None:
    for _ in range(5):
        watch.begin()
    assert watch.heard(0.05) is False
    assert waits(demo) == 1


def test_a_wait_that_ended_by_time_leaves_it_unknown(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "LISTENS_S", 0.05)
    watch.begin()
    assert watch.heard(5.0) is None


def test_a_server_that_dies_leaves_it_unknown(watch: Watch, demo: DemoPhoneThread) -> None:
    watch.begin()
    demo.kill_server()
    assert watch.heard(5.0) is None
    watch.begin()
    assert watch.heard() is None, "nobody answers, and that is no error"


def test_a_server_that_cannot_wait_is_not_asked_again(
    watch: Watch, demo: DemoPhoneThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuses(body: bytes) -> bytes:
        return json.dumps({"id": 1, "error": {"code": -32601, "message": "method not found"}}).encode()

    monkeypatch.setattr(demo.phone.services.rpc, "handle", refuses)
    watch.begin()
    assert watch.heard(5.0) is None
    monkeypatch.undo()
    watch.begin()
    assert watch.heard(0.05) is None
    assert waits(demo) == 0


def test_an_answer_that_is_none_leaves_it_unknown(
    watch: Watch, demo: DemoPhoneThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nonsense(body: bytes) -> bytes:
        await asyncio.sleep(0)
        return b"{"

    monkeypatch.setattr(demo.phone.services.rpc, "handle", nonsense)
    watch.begin()
    assert watch.heard(5.0) is None


# what the phone makes of it


def test_what_did_not_change_is_not_dumped_again(phone: AndroidPhone, demo: DemoPhoneThread) -> None:
    settled = phone.settle()
    before = demo.asked("rpc").count("dumpWindowHierarchy")
    assert phone.shown() is settled
    assert demo.asked("rpc").count("dumpWindowHierarchy") == before


def test_what_changed_is_dumped(phone: AndroidPhone, demo: DemoPhoneThread, eventually: Callable[..., None]) -> None:
    phone.settle()
    launch(demo, "org.example.form")
    eventually(lambda: phone.shown().package == "org.example.form")


def test_an_act_takes_one_dump(phone: AndroidPhone, demo: DemoPhoneThread) -> None:
    phone.launch("org.example.form")
    phone.settle()
    before = demo.asked("rpc").count("dumpWindowHierarchy")
    phone.key("home")
    assert phone.settle().package == "com.android.launcher3"
    assert demo.asked("rpc").count("dumpWindowHierarchy") == before + 1


def test_the_end_of_a_phone_ends_its_listening(demo: DemoPhoneThread, eventually: Callable[..., None]) -> None:
    with open_phone(demo.serial) as ours:
        ours.settle()
    eventually(lambda: not demo.call(lambda: demo.phone.services.ui_server.running))
