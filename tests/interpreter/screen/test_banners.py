"""What the system lays over an app and leaves it the rest of the display, and what takes all touches: a shade."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest

from apidocs.screens.windows import Window
from ground.errors import PhoneError
from interpreter.calls.errors import CallFailed, Changed
from interpreter.calls.limits import Limits
from interpreter.screen import front as fronts
from interpreter.screen.covering import free_point, under_banner
from interpreter.screen.front import Front
from interpreter.screen.interruptions import clear, recognise
from phones.hierarchy import Hierarchy
from phones.phone import Key
from tests.apidocs.walks import dump, n
from tests.interpreter.pocket_phone import PocketPhone, pocket_doc

SYSTEM = "com.android.systemui"
DISPLAY = (0, 0, 720, 1280)
APP = n(
    "FrameLayout",
    n("Button", text="Archive", id="archive", clickable=True, box=(560, 90, 700, 160)),
    n("Button", text="Send", id="send", clickable=True, box=(40, 1100, 680, 1200)),
    package="org.example.mail",
    box=DISPLAY,
)


def _system(*children: str) -> str:
    return n("FrameLayout", *children, package=SYSTEM, box=DISPLAY)


NOTIFICATION = _system(
    n(
        "ViewGroup",
        n(
            "FrameLayout",
            n("TextView", text="Ruth", package=SYSTEM, box=(120, 110, 600, 140)),
            n("Button", text="Reply", clickable=True, package=SYSTEM, box=(120, 150, 240, 190)),
            id="expandableNotificationRow",
            clickable=True,
            package=SYSTEM,
            box=(14, 80, 706, 200),
        ),
        id="notification_stack_scroller",
        package=SYSTEM,
        box=DISPLAY,
    )
)
CHIP = _system(
    n("ImageView", id="dismiss_button", content_desc="Dismiss", clickable=True, package=SYSTEM, box=(20, 900, 60, 940))
)
VOLUME = n(
    "FrameLayout",
    n("ImageButton", content_desc="Mute", clickable=True, package=SYSTEM, box=(600, 300, 700, 400)),
    package=SYSTEM,
    box=(580, 280, 720, 900),
)
TILE = n("Switch", text="Internet", clickable=True, package=SYSTEM, box=(20, 60, 340, 140))
SHADE = _system(n("LinearLayout", TILE, id="quick_qs_panel", package=SYSTEM, box=(0, 40, 720, 300)))
LOCK = _system(n("TextView", text="9:41", id="keyguard_clock", package=SYSTEM, box=(100, 200, 600, 400)))


@pytest.mark.parametrize("banner", [NOTIFICATION, CHIP, VOLUME])
@pytest.mark.parametrize("first", [True, False])
def test_a_banner_leaves_the_app_in_front(banner: str, first: bool) -> None:
    shown = dump(banner, APP) if first else dump(APP, banner)
    window = Window.of(shown)
    assert shown.package == "org.example.mail" and window is not None and window.root.package == "org.example.mail"
    assert recognise(shown) is None and len(shown.banners) == 1


@pytest.mark.parametrize(
    ("roots", "kind"),
    [
        ((NOTIFICATION,), "shade"),
        ((SHADE,), "shade"),
        ((APP, SHADE), "shade"),
        ((LOCK,), "locked"),
        ((APP, LOCK), "locked"),
    ],
)
def test_what_takes_all_touches_is_in_the_way(roots: tuple[str, ...], kind: str) -> None:
    found = recognise(dump(*roots))
    assert found is not None and found.kind == kind and not dump(*roots).banners


def test_a_question_of_the_systems_is_one_beside_the_app_too() -> None:
    button = n(
        "Button", text="Turn on", id="android:id/button1", clickable=True, package=SYSTEM, box=(360, 700, 640, 780)
    )
    title = n("TextView", text="Battery Saver", id="android:id/alertTitle", package=SYSTEM, box=(80, 420, 640, 480))
    shown = dump(APP, n("FrameLayout", title, button, package=SYSTEM, box=(40, 400, 680, 800)))
    window = Window.of(shown)
    assert window is not None and window.root.package == SYSTEM and window.kind == "dialog"


def test_what_lies_under_a_banner_is_told_from_what_lies_beside_it() -> None:
    shown = dump(APP, NOTIFICATION)
    archive, send = (next(x for x in shown.walk() if x.id_name == name) for name in ("archive", "send"))
    assert under_banner(shown, archive) and not under_banner(shown, send)


def test_what_is_half_under_a_banner_is_touched_beside_it() -> None:
    row = n("FrameLayout", id="row", clickable=True, package="org.example.mail", box=(0, 100, 720, 260))
    shown = dump(n("FrameLayout", row, package="org.example.mail", box=DISPLAY), NOTIFICATION)
    node = next(x for x in shown.walk() if x.id_name == "row")
    x, y = free_point(shown, node)
    assert node.bounds.contains(x, y) and not (14 <= x < 706 and 80 <= y < 200)


class Phone(PocketPhone):
    """Shows one dump after the other, the last one for good; its shade closes by Android's own command where `collapses`."""

    def __init__(self, *shown: Hierarchy, collapses: Hierarchy | None = None) -> None:
        super().__init__()
        self.left, self.collapses, self.keys = list(shown), collapses, list[str]()
        self.commands: list[Sequence[str]] = []
        self.taps: list[tuple[int, int]] = []

    def dump(self) -> Hierarchy:
        return self.left.pop(0) if len(self.left) > 1 else self.left[0]

    def settle(self, timeout_s: float = 5.0, stop: threading.Event | None = None) -> Hierarchy:
        return self.dump()

    def tap(self, x: int, y: int, *, on: object = None) -> None:
        self.taps.append((x, y))

    def key(self, name: Key) -> None:
        self.keys.append(name)

    def command(self, words: Sequence[str]) -> str:
        self.commands.append(words)
        if self.collapses is not None:
            self.left = [self.collapses]
        return ""


def _front(phone: Phone) -> Front:
    return Front(phone, pocket_doc(), Limits(patience_s=0, settle_s=0), threading.Event())


def test_a_banner_over_the_app_has_nothing_pressed() -> None:
    phone = Phone(dump(APP, NOTIFICATION))
    front = _front(phone)
    clear(front, front.settle(), lambda message: False)
    assert not phone.keys and not phone.commands and not front.steps


def test_the_shade_is_closed_by_the_phone_and_no_app_gets_back() -> None:
    phone = Phone(dump(SHADE), collapses=dump(APP))
    front = _front(phone)
    sight = clear(front, front.settle(), lambda message: False)
    assert phone.commands == [["cmd", "statusbar", "collapse"]] and not phone.keys
    assert sight.hierarchy.package == "org.example.mail" and "was closed" in front.steps[0]


def test_back_goes_to_a_shade_that_stays_alone_and_never_to_an_app() -> None:
    phone = Phone(dump(SHADE))
    with pytest.raises(CallFailed, match="notification shade stays"):
        clear(_front(phone), _front(phone).settle(), lambda message: False)
    assert phone.keys == ["back", "back"]
    beside = Phone(dump(APP, SHADE))
    front = _front(beside)
    with pytest.raises(CallFailed, match="notification shade stays"):
        clear(front, front.settle(), lambda message: False)
    assert not beside.keys and not front.steps


def test_a_tap_waits_for_a_notification_to_go() -> None:
    phone = Phone(dump(APP, NOTIFICATION), dump(APP, NOTIFICATION), dump(APP))
    front = _front(phone)
    archive = next(x for x in front.settle().hierarchy.walk() if x.id_name == "archive")
    front.tap(archive)
    assert phone.taps == [(630, 125)] and "waited for" in front.steps[0]


def test_a_notification_that_stays_gets_no_tap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fronts, "_BANNER_S", 0.2)
    phone = Phone(dump(APP, NOTIFICATION))
    front = _front(phone)
    archive = next(x for x in front.settle().hierarchy.walk() if x.id_name == "archive")
    with pytest.raises(Changed, match="notification lies over"):
        front.tap(archive)
    assert not phone.taps


def test_a_phone_that_only_passes_commands_on_to_one_without_any_takes_none() -> None:
    class Passing(Phone):
        def command(self, words: Sequence[str]) -> str:
            raise PhoneError("It takes no commands of its own.")

    phone = Passing(dump(SHADE), dump(SHADE), dump(APP))
    front = _front(phone)
    sight = clear(front, front.settle(), lambda message: False)
    assert phone.keys == ["back"] and sight.hierarchy.package == "org.example.mail"
