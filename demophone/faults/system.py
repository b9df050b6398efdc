"""Faults of the system around the app: its prompts, its bars, its keyboard, its clock; other programs and other hands."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from ..device import Device
from ..system import keys
from ..toolkit import App, Screen, View, button, column, text
from ..toolkit.dialogs import Dialog
from ..toolkit.view import MATCH
from .arming import Ask, Fault, Strike, Swallowed

if TYPE_CHECKING:
    from ..phone import DemoPhone

INCALL = "com.android.incallui"
RINGS_S = 20.0
CYRILLIC_IME = "dev.patrickgold.florisboard/.FlorisImeService"


class Prompt(Dialog):
    """A dialog of somebody else's over the app: another package, buttons with ids of their maker."""

    def __init__(self, package: str, title: str, message: str, answers: list[tuple[str, str]], **more: object) -> None:
        """`answers`: words and id of each button, one under the other where the ids are a maker's own."""
        super().__init__(title, "", cancelable=False)
        self.owner, self.words, self.answers = package, message, answers
        self.message_id = str(more.get("message_id", "android:id/message"))
        self.on_answer: Callable[[str], object] = lambda words: None

    @property
    def window_package(self) -> str:
        return self.owner

    def body(self) -> View:
        buttons = [button(words, lambda w=words: self._answer(w), name, width=MATCH) for words, name in self.answers]  # type: ignore[misc]
        return column(text(self.words, self.message_id, width=MATCH), *buttons, pad=(24, 12, 24, 24))

    def _answer(self, words: str) -> None:
        self.dismiss()
        self.on_answer(words)

    def on_back(self) -> bool:
        self._answer("(back)")
        return True


class CallScreen(Screen):
    """Somebody rings."""

    activity = ".InCallActivity"

    def build(self) -> View:
        answer, decline = (
            button(w, lambda w=w: self.answer(w), i, width=MATCH, height=64, margin=(24, 12, 24, 0))  # type: ignore[misc]
            for w, i in (("Answer", "answer_button"), ("Decline", "decline_button"))
        )
        who = text("Mum", "contactgrid_contact_name", size=32, align="center", margin=(0, 96, 0, 0))
        return column(
            who, text("Incoming call", "contactgrid_status_text", align="center"), answer, decline, height=MATCH
        )

    def answer(self, words: str) -> None:
        self.store["answered"] = words
        self.close()

    def on_back(self) -> bool:
        return True


class CallApp(App):
    """The part of a phone that rings."""

    package, label, version, in_launcher, system_app = INCALL, "Phone", "14", False, True

    def start(self) -> Screen:
        return CallScreen()


def own(phone: DemoPhone) -> Device:
    """The device, which has apps of its own. A recording's has none, and no fault of these."""
    assert isinstance(phone.device, Device), "faults of the screen need the demo phone's own apps"
    return phone.device


def _put_up(package: str, title: str, message: str, answers: list[tuple[str, str]], **more: object) -> Strike:
    async def strike(phone: DemoPhone, ask: Ask) -> None:
        device = own(phone)
        label = device.tasks.front.app.label
        prompt = Prompt(
            package or device.tasks.front.app.package, title.format(label), message.format(label), answers, **more
        )
        prompt.on_answer = lambda words: phone.android.faults.told.append(
            f"{title.format(label) or message.format(label)}: {words}"
        )
        device.tasks.front.show(prompt)
        device.happened()

    return strike


async def _hangs(phone: DemoPhone, ask: Ask) -> None:
    """The app doesn't take its touch; the system asks what to do, and it answers again after Wait."""
    device = own(phone)
    prompt = Prompt(
        "android",
        f"{device.tasks.front.app.label} isn't responding",
        "",
        [("Close app", "android:id/aerr_close"), ("Wait", "android:id/aerr_wait")],
    )
    app = device.tasks.front.app

    def answered(words: str) -> None:
        phone.android.faults.told.append(f"isn't responding: {words}")
        if words == "Close app":
            device.tasks.stop(app.package)

    prompt.on_answer = answered
    device.tasks.front.show(prompt)
    device.happened()
    raise Swallowed()


async def _crashes(phone: DemoPhone, ask: Ask) -> None:
    device = own(phone)
    device._crashed(device.tasks.front.app, RuntimeError("Attempt to invoke virtual method on a null object reference"))
    device.happened()
    raise Swallowed()


async def _rings(phone: DemoPhone, ask: Ask) -> None:
    device = own(phone)
    app = CallApp()
    app.attach(device, None)
    device.tasks.install(app)
    screen = app.start()
    device.tasks.push(app, screen)
    device.happened()

    async def give_up() -> None:
        await asyncio.sleep(RINGS_S)
        screen.close()
        device.happened()

    task = asyncio.get_running_loop().create_task(give_up())
    phone.background.add(task)
    task.add_done_callback(phone.background.discard)


async def _shade(phone: DemoPhone, ask: Ask) -> None:
    own(phone).open_notifications()


async def _locked(phone: DemoPhone, ask: Ask) -> None:
    device = own(phone)
    device.sleep()
    device.locked = True


async def _rotated(phone: DemoPhone, ask: Ask) -> None:
    own(phone).set_rotation(1, freeze=False)


async def _keyboard(phone: DemoPhone, ask: Ask) -> None:
    device = own(phone)
    device.compositor.keyboard_forced = device.compositor.keyboard_up = True
    device.happened()


async def _keyboard_language(phone: DemoPhone, ask: Ask) -> None:
    device = own(phone)
    device.imes.append(CYRILLIC_IME)
    device.settings["secure", "default_input_method"] = CYRILLIC_IME
    device.compositor.keyboard_forced = device.compositor.keyboard_up = True
    device.happened()


async def _foreign(phone: DemoPhone, ask: Ask) -> None:
    device = own(phone)
    front = device.tasks.front.app.package
    device.tasks.start("app.demo.clock" if front != "app.demo.clock" else "app.demo.settings")
    device.happened()


async def _clock(phone: DemoPhone, ask: Ask) -> None:
    device = own(phone)
    device.clock.advance(timedelta(days=40, hours=7).total_seconds())
    device.happened()


async def _full(phone: DemoPhone, ask: Ask) -> None:
    """Whatever an app wants to keep from now on isn't kept, and the app says so."""
    device = own(phone)
    plain = device.act

    def act(what: Callable[[], object], app: App | None = None) -> object:
        before = {one.package: one.state() for one in device.tasks.apps.values()}
        result = plain(what, app)
        for one in device.tasks.apps.values():
            if one.state() != before[one.package]:
                one.store.clear()
                one.store.update(before[one.package])
                device.tasks.front.show(
                    Dialog("Storage full", "Your changes could not be saved. Free up space.", positive=("OK", None))
                )
                device.happened()
        return result

    device.act = act  # type: ignore[method-assign]


async def _second_client(phone: DemoPhone, ask: Ask) -> None:
    """Android gives its UiAutomation to one program at a time: another one has it now."""
    phone.services.ui_server.taken = True
    phone.kill_server()
    await asyncio.sleep(0.05)


async def _person_back(phone: DemoPhone, ask: Ask) -> None:
    device = own(phone)
    device.act(lambda: keys.press(device, keys.BACK, 0))


async def _person_scrolls(phone: DemoPhone, ask: Ask) -> None:
    device = own(phone)
    width, height = device.display_size()
    device.drag(width / 2, height * 0.7, width / 2, height * 0.4, 300)


_MIUI, _HUAWEI, _AOSP = "com.lbe.security.miui", "com.huawei.systemmanager", "com.android.permissioncontroller"
_LOCATION = "Allow {} to access this device's location?"

FAULTS = (
    Fault(
        "permission-aosp", "Android asks for a permission over the app", "act",
        _put_up(_AOSP, "", _LOCATION, [
            ("While using the app", f"{_AOSP}:id/permission_allow_foreground_only_button"),
            ("Only this time", f"{_AOSP}:id/permission_allow_one_time_button"),
            ("Don’t allow", f"{_AOSP}:id/permission_deny_button"),
        ], message_id=f"{_AOSP}:id/permission_message"),
    ),
    Fault(
        "permission-miui", "a Xiaomi asks for a permission over the app", "act",
        _put_up(_MIUI, "", _LOCATION, [
            ("While using the app", f"{_MIUI}:id/permission_allow_foreground_only_button"),
            ("Only this time", f"{_MIUI}:id/permission_allow_onetime_button"),
            ("Deny", f"{_MIUI}:id/permission_deny_button_2"),
        ], message_id=f"{_MIUI}:id/permission_message"),
    ),
    Fault(
        "permission-huawei", "a Huawei asks for a permission over the app", "act",
        _put_up(_HUAWEI, "", _LOCATION, [
            ("Allow", f"{_HUAWEI}:id/btn_allow"), ("Deny", f"{_HUAWEI}:id/btn_forbid"),
        ], message_id=f"{_HUAWEI}:id/permission_desc"),
    ),
    Fault(
        "rating", "the app asks to be rated", "act",
        _put_up("", "Enjoying {}?", "Tell others what you think of it.", [
            ("Rate now", "rate_now"), ("Remind me later", "rate_later"), ("No, thanks", "rate_never"),
        ]),
    ),
    Fault("not-responding", "the app doesn't take its touch, and the system asks: close it or wait", "act", _hangs),
    Fault("crash", "the app breaks down at its touch", "act", _crashes),
    Fault("incoming-call", "somebody rings, over the whole screen", "act", _rings),
    Fault(
        "low-battery", "the system says that the battery is low", "act",
        _put_up("com.android.systemui", "Low battery", "5% remaining", [
            ("Turn on battery saver", "android:id/button1"), ("Dismiss", "android:id/button2"),
        ]),
    ),
    Fault("shade-down", "the notification shade is pulled down", "act", _shade),
    Fault("locked", "the screen goes off and locks", "act", _locked),
    Fault("rotated", "the phone is turned on its side", "act", _rotated),
    Fault("keyboard-over", "the keyboard comes up over the app", "act", _keyboard),
    Fault("keyboard-language", "another keyboard, of another language, comes up over the app", "act", _keyboard_language),
    Fault("foreign-app", "another app comes to the front", "act", _foreign),
    Fault("clock-changed", "the phone's clock goes on by 40 days and 7 hours", "act", _clock),
    Fault("storage-full", "what the app wants to keep isn't kept, which it says", "act", _full),
    Fault("second-client", "another program takes Android's only place for automation", "call", _second_client),
    Fault("person-back", "a person presses back", "act", _person_back),
    Fault("person-scrolls", "a person scrolls", "act", _person_scrolls),
)  # fmt: skip
