"""What a walk changed is put back by the app's own controls, over adb, and what can't be is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from apidocs.doc import Effect
from apidocs.doc.paths import HARMLESS
from apidocs.explore.exploring import Progress, explore
from apidocs.explore.putting_back import PutBack
from apidocs.explore.standing import Kept, Ledger, Start, standing
from apidocs.screens.marks import look
from apidocs.screens.windows import Window
from demophone.apps import builtin_apps
from demophone.device import Device
from demophone.phone import DemoPhoneThread
from ground.errors import CancelledError
from phones.android import AndroidPhone, open_phone
from phones.hierarchy import Hierarchy
from tests.apidocs.explore.sticky_app import CardsApp, StickyApp
from tests.apidocs.walks import editor, main_page, settings_page

pytestmark = pytest.mark.whole

PACKAGE = StickyApp.package


@pytest.fixture
def demo(start_demo_phone: Callable[..., DemoPhoneThread]) -> DemoPhoneThread:
    return start_demo_phone(lambda: Device([*builtin_apps(), StickyApp()]))


@pytest.fixture
def phone(demo: DemoPhoneThread) -> Iterator[AndroidPhone]:
    with open_phone(demo.serial) as opened:
        yield opened


def stored(demo: DemoPhoneThread) -> dict[str, object]:
    return demo.call(lambda: demo.device.app_state(PACKAGE))


def put(demo: DemoPhoneThread, *, stubborn: bool = False, **settings: object) -> None:
    def there() -> None:
        store = demo.device.tasks.apps[PACKAGE].store  # type: ignore[attr-defined]
        store["stubborn"] = stubborn
        store["settings"].update(settings)

    demo.call(there)


def walked(phone: AndroidPhone, *, ledger: Ledger | None = None, stop_at: int = 10_000) -> PutBack:
    found: list[PutBack] = []

    def progress(progress: Progress) -> None:
        if progress.acts >= stop_at:
            raise CancelledError("enough")

    try:
        explore(phone, PACKAGE, on_progress=progress, on_put_back=found.append, ledger=ledger)
    except CancelledError:
        assert stop_at < 10_000
    return found[0]


@pytest.mark.parametrize("stop", [CancelledError("enough"), KeyboardInterrupt()])
def test_stopped_while_it_looks_again_it_puts_back_what_it_knows_of(
    stop: BaseException, demo: DemoPhoneThread, phone: AndroidPhone
) -> None:
    before, found = stored(demo), list[PutBack]()

    def progress(progress: Progress) -> None:
        if progress.again:
            raise stop

    with pytest.raises(type(stop)):
        explore(phone, PACKAGE, on_progress=progress, on_put_back=found.append)
    assert stored(demo) == before and len(found[0].restored) == 2 and found[0].whole


@pytest.mark.parametrize("tab", ["Open", "History"])
def test_folder_tab_and_switch_are_put_back(tab: str, demo: DemoPhoneThread, phone: AndroidPhone) -> None:
    put(demo, tab=tab)
    before = stored(demo)
    result = walked(phone)
    assert stored(demo) == before
    said = [f"{tab}: folder stands at All, was Work", f"{tab}: Details stands at on, was off"]
    restored = [str(one) for one in result.restored if one.place]
    assert sorted(restored) == sorted(said)
    assert result.whole and not result.rows and not result.unseen and result.checked == 3


def test_what_cannot_be_put_back_is_told(demo: DemoPhoneThread, phone: AndroidPhone) -> None:
    put(demo, stubborn=True)
    result = walked(phone)
    assert [str(change) for change in result.left] == ["Open: folder stands at All, was Work"] and not result.whole
    assert result.rows.startswith("its first screen lists other rows than before: without Work 0")


def test_a_walk_that_is_stopped_puts_back_what_it_changed(demo: DemoPhoneThread, phone: AndroidPhone) -> None:
    before = stored(demo)
    result = walked(phone, stop_at=8)
    assert stored(demo) == before and result.restored and not result.unseen


def test_a_walk_that_was_killed_is_put_back_by_the_next(demo: DemoPhoneThread, phone: AndroidPhone) -> None:
    before = stored(demo)
    kept: list[tuple[list[Kept], Start | None]] = []
    ledger = Ledger(on_change=lambda ledger: kept.append((ledger.kept(), ledger.start)))
    walked(phone, ledger=ledger)
    put(demo, folder="All", tab="History", details=True)
    earlier, start = kept[-1]
    result = walked(phone, ledger=Ledger(earlier=earlier, earlier_start=start))
    assert stored(demo) == before and result.whole
    assert "Open: folder stands at All, was Work" in map(str, result.restored)


def test_what_a_person_has_changed_since_is_left(demo: DemoPhoneThread, phone: AndroidPhone) -> None:
    kept: list[list[Kept]] = []
    walked(phone, ledger=Ledger(on_change=lambda ledger: kept.append(ledger.kept())))
    put(demo, folder="Home")
    walked(phone, ledger=Ledger(earlier=kept[-1]))
    assert stored(demo)["settings"] == {"folder": "Home", "tab": "Open", "details": False, "strict": False}


def test_the_page_of_another_thing_is_not_one_that_was_changed(
    start_demo_phone: Callable[..., DemoPhoneThread],
) -> None:
    demo, found = start_demo_phone(lambda: Device([CardsApp()])), list[PutBack]()
    before = demo.call(lambda: demo.device.app_state(CardsApp.package))
    with open_phone(demo.serial) as phone:
        walk = explore(phone, CardsApp.package, allow=frozenset({*HARMLESS, Effect.COMMIT}), on_put_back=found.append)
    states = {n.checked for step in walk.steps for n in step.after.walk() if n.checkable}
    assert states == {True, False}, "both kinds of cards have to be seen"
    assert demo.call(lambda: demo.device.app_state(CardsApp.package)) == before
    assert found[0].whole and not found[0].restored


def test_rows_are_the_persons_own_and_forms_of_the_moment() -> None:
    def whats(dumped: Hierarchy) -> list[str]:
        window = Window.of(dumped)
        assert window is not None
        return [one.what for one, _ in standing(look(window))]

    assert sorted(whats(settings_page())) == ["Start week on Sunday", "Theme"]
    assert whats(main_page("Milk")) == [] and whats(editor("Milk", "Eggs")) == []


def test_two_switches_of_one_name_are_not_taken_for_one() -> None:
    ledger, window, other = Ledger(), Window.of(settings_page(on=True)), Window.of(settings_page(on=False))
    assert window is not None and other is not None
    ledger.note(0, look(window))
    ledger.note(0, look(other), scrolled=True)
    assert ledger.owed(0) == [] and ledger.kept() == []
    ledger = Ledger()
    ledger.note(0, look(window))
    ledger.note(0, look(other))
    assert [one.what for one in ledger.owed(0)] == ["Start week on Sunday"]
