"""Going on with a learning that ended before the app was seen whole."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from agent.learn.learning import learn
from apidocs.doc import AppDoc
from apidocs.explore.exploring import Progress
from apidocs.explore.tape import tape_path
from apidocs.keep import store as docs
from demophone.device import Device
from demophone.phone import DemoPhoneThread
from ground.errors import CancelledError, DocError, PhoneError
from phones.android import AndroidPhone, open_phone
from tests.apidocs.explore.sticky_app import StickyApp

from .up_to_order import up_to_order

pytestmark = pytest.mark.whole

STICKY = StickyApp.package


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))


@pytest.fixture
def demo(start_demo_phone: Callable[..., DemoPhoneThread]) -> DemoPhoneThread:
    return start_demo_phone(lambda: Device([StickyApp()]))


@pytest.fixture
def undisturbed(start_demo_phone: Callable[..., DemoPhoneThread]) -> AppDoc:
    """The doc of a learning that went through."""
    with open_phone(start_demo_phone(lambda: Device([StickyApp()])).serial) as phone:
        doc = learn(phone, STICKY).doc
    docs.remove(STICKY)
    return doc


def stored(demo: DemoPhoneThread) -> object:
    return demo.call(lambda: demo.device.app_state(STICKY))


def test_one_that_used_up_its_budget_goes_on_with_another(demo: DemoPhoneThread, undisturbed: AppDoc) -> None:
    before = stored(demo)
    with open_phone(demo.serial) as phone:
        first = learn(phone, STICKY, budget_calls=12)
        assert first.ended == "budget" and first.doc.partial
        again = first
        while again.ended == "budget":
            again = learn(phone, STICKY, budget_calls=12, carry_on=True)
    assert again.steps > first.steps and again.ended == "done"
    assert up_to_order(docs.load(STICKY)) == up_to_order(undisturbed) and stored(demo) == before


def test_one_that_lost_its_phone_goes_on_where_it_was(demo: DemoPhoneThread, undisturbed: AppDoc) -> None:
    before = stored(demo)

    def unplugged(progress: Progress) -> None:
        if progress.acts >= 8:
            demo.unplug()

    with open_phone(demo.serial) as phone:
        assert learn(phone, STICKY, on_progress=unplugged).ended.startswith("phone:")
    demo.replug()
    with _reconnected(demo) as again:
        assert learn(again, STICKY, carry_on=True).put_back.whole
    assert up_to_order(docs.load(STICKY)) == up_to_order(undisturbed) and stored(demo) == before


def _reconnected(demo: DemoPhoneThread) -> AndroidPhone:
    for _ in range(20):
        try:
            return open_phone(demo.serial)
        except PhoneError:
            continue
    return open_phone(demo.serial)


def test_stopping_is_a_pause(demo: DemoPhoneThread, undisturbed: AppDoc) -> None:
    def stop(progress: Progress) -> None:
        if progress.acts >= 8:
            raise CancelledError("You stopped it.")

    with open_phone(demo.serial) as phone:
        with pytest.raises(CancelledError):
            learn(phone, STICKY, on_progress=stop)
        learn(phone, STICKY, carry_on=True)
    assert up_to_order(docs.load(STICKY)) == up_to_order(undisturbed)


def test_what_was_seen_is_for_the_user_alone_and_gone_in_the_end(demo: DemoPhoneThread) -> None:
    path = tape_path(STICKY, demo.serial)
    modes = []
    with open_phone(demo.serial) as phone:
        learn(phone, STICKY, on_progress=lambda progress: modes.append(stat.S_IMODE(path.stat().st_mode)))
        assert set(modes) == {0o600} and not path.exists()
        with pytest.raises(DocError, match="Nothing is there to go on with"):
            learn(phone, STICKY, carry_on=True)


def test_an_app_that_is_not_as_it_was_is_not_gone_on_with(demo: DemoPhoneThread) -> None:
    path = tape_path(STICKY, demo.serial)
    with open_phone(demo.serial) as phone:
        learn(phone, STICKY, budget_calls=6)
        path.write_text(path.read_text("utf-8").replace('"locale":"en-US"', '"locale":"de-DE"', 1), "utf-8")
        with pytest.raises(
            DocError, match=r"another language now \(en-US\) than when its learning was cut off \(de-DE\)"
        ):
            learn(phone, STICKY, carry_on=True)
