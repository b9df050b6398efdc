"""Learning on the demo phone without a model: where it begins, what it leaves, what is kept of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from agent.learn.learning import learn, learnable
from apidocs.doc import AppDoc, Screen
from apidocs.explore.exploring import Progress
from apidocs.explore.journal import journal_path
from apidocs.keep import store as docs
from demophone.apps import builtin_apps
from demophone.device import Device
from demophone.phone import DemoPhoneThread
from ground.errors import CancelledError, DocError, PhoneError
from phones.android import AndroidPhone, open_phone
from tests.apidocs.explore.sticky_app import StickyApp

pytestmark = pytest.mark.whole

NOTES = "app.demo.notes"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))


@pytest.fixture
def demo(start_demo_phone: Callable[..., DemoPhoneThread]) -> DemoPhoneThread:
    return start_demo_phone(lambda: Device([*builtin_apps(), StickyApp()]))


@pytest.fixture
def phone(demo: DemoPhoneThread) -> Iterator[AndroidPhone]:
    with open_phone(demo.serial) as opened:
        yield opened


def front(demo: DemoPhoneThread) -> object:
    """The screen in front, as the demo phone's own object."""
    return demo.call(lambda: demo.device.tasks.front)  # type: ignore[attr-defined]


def plain(doc: AppDoc) -> dict[str, object]:
    return doc.model_dump(exclude={"made_at"})


def press_first_note(phone: AndroidPhone) -> None:
    phone.launch(NOTES)
    row = next(node for node in phone.settle().walk() if node.id_name == "note_card")
    phone.long_press(*row.bounds.center)
    assert any("action_mode" in node.id_name for node in phone.settle().walk())


def test_from_a_selection_it_learns_the_same_as_from_the_start(phone: AndroidPhone) -> None:
    fresh = learn(phone, "notes").doc
    press_first_note(phone)
    again = learn(phone, "notes").doc
    assert plain(again) == plain(fresh) and fresh.start == "main" and len(fresh.screens) > 5


def test_after_learning_the_notes_are_shown_unfiltered(demo: DemoPhoneThread, phone: AndroidPhone) -> None:
    learned = learn(phone, "notes")
    screen = front(demo)
    assert learned.put_back.whole and learned.put_back.checked
    assert getattr(screen, "folder", None) == "All notes" and not getattr(screen, "selected", None)


def test_a_doc_that_came_out_worse_is_not_kept(phone: AndroidPhone) -> None:
    rich = learn(phone, "notes").doc
    more = [Screen(name=f"further_{n}", elements=rich.screens[0].elements) for n in range(len(rich.screens))]
    docs.save(rich.model_copy(update={"screens": [*rich.screens, *more]}))
    learned = learn(phone, "notes")
    assert learned.refused.startswith("it has ") and "the kept one" in learned.refused
    assert docs.load(NOTES).screen("further_0") is not None and learned.doc.screen("further_0") is not None
    assert learn(phone, "notes", replace=True).refused == "" and docs.load(NOTES).screen("further_0") is None


def test_one_that_does_not_begin_at_the_start_is_not_kept_at_all(
    phone: AndroidPhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apidocs.keep.soundness.false_start", lambda doc: "it starts with a selection")
    monkeypatch.setattr("agent.learn.learning.false_start", lambda doc: "it starts with a selection")
    with pytest.raises(DocError, match="Notes was not learned: it starts with a selection"):
        learn(phone, "notes")
    assert docs.list_packages() == []


def test_the_home_screen_is_not_offered_and_not_learned(phone: AndroidPhone) -> None:
    apps = phone.installed_apps()
    assert {app.package for app in apps} - {app.package for app in learnable(apps)} == {"com.android.launcher3"}
    with pytest.raises(DocError, match="is the home screen"):
        learn(phone, "launcher3")


def test_a_journal_lives_while_an_app_is_learned(phone: AndroidPhone) -> None:
    path = journal_path(StickyApp.package, phone.serial)
    lived: list[bool] = []
    learn(phone, StickyApp.package, on_progress=lambda progress: lived.append(path.exists()))
    assert all(lived) and lived and not path.exists()


def test_what_a_lost_phone_left_otherwise_is_put_back_by_the_next_learning(
    demo: DemoPhoneThread, phone: AndroidPhone
) -> None:
    before = demo.call(lambda: demo.device.app_state(StickyApp.package))

    def unplugged(progress: Progress) -> None:
        if progress.acts >= 8:
            demo.unplug()

    learned = learn(phone, StickyApp.package, on_progress=unplugged)
    assert learned.put_back.problem and [change.what for change in learned.put_back.left] == ["folder", "Details"]
    assert learned.ended.startswith("phone:")
    assert demo.call(lambda: demo.device.app_state(StickyApp.package)) != before
    assert journal_path(StickyApp.package, demo.serial).exists()
    demo.replug()
    with _reconnected(demo) as again:
        assert learn(again, StickyApp.package).put_back.whole
    assert demo.call(lambda: demo.device.app_state(StickyApp.package)) == before
    assert not journal_path(StickyApp.package, demo.serial).exists()


def _reconnected(demo: DemoPhoneThread) -> AndroidPhone:
    for _ in range(20):
        try:
            return open_phone(demo.serial)
        except PhoneError:
            continue
    return open_phone(demo.serial)


def test_stopping_puts_back_and_keeps_no_doc(demo: DemoPhoneThread, phone: AndroidPhone) -> None:
    before = demo.call(lambda: demo.device.app_state(StickyApp.package))

    def stop(progress: Progress) -> None:
        if progress.acts >= 8:
            raise CancelledError("You stopped it.")

    with pytest.raises(CancelledError):
        learn(phone, StickyApp.package, on_progress=stop)
    assert demo.call(lambda: demo.device.app_state(StickyApp.package)) == before
    assert docs.list_packages() == [] and not journal_path(StickyApp.package, demo.serial).exists()
