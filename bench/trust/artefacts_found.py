"""Artefacts found in the trackers of tools that drive phones; docs/field-notes.md has what was made of each."""

from __future__ import annotations

import socket
import threading

from interpreter.screen.matching import choose_text
from phones import adb
from phones.apps import read_current
from phones.hierarchy import Hierarchy
from phones.locating import Locator, find

from .artefact_reading import APP, Artefact, asked, front_package, message, names, node, page, screen, touched

_PAGE = node(
    "android.widget.FrameLayout", node("android.widget.Button", text="Pay", at="[40,300][1040,420]", clickable=True)
)
_FLIP = """mFocusedApp=ActivityRecord{14d88c3 u0 com.android.systemui/.subscreen.SubHomeActivity t9}
mFocusedApp=ActivityRecord{d72327 u0 eu.niko.smart.universal/crc648a3abc16689e594e.MainActivity t409}
mCurrentFocus=null
mCurrentFocus=Window{2785a60 u0 eu.niko.smart.universal/crc648a3abc16689e594e.MainActivity}
"""
_ANDROID_14 = """mCurrentFocus=null
    topResumedActivity=ActivityRecord{d9b8281 u0 tv.danmaku.bili/.MainActivityV2 t57}
"""
_ANDROID_10 = """  mCurrentFocus=null
  mFocusedApp=AppWindowToken{9d7f2 token=Token{4e1 ActivityRecord{4a0 u0 com.sec.android.app.launcher/.Launcher t3}}}
"""


def _listed(printed: str) -> list[tuple[str, bool]]:
    return [(phone.serial, phone.ready) for phone in adb.read_listed(printed)]


def _by_another_server(said: bytes) -> str:
    """What is said of something that is no adb server: an emulator's console listens on ports of its own."""
    with socket.create_server(("127.0.0.1", 0)) as console:

        def answer() -> None:
            with console.accept()[0] as connection:
                connection.recv(64)
                connection.sendall(said)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        import adbutils

        told = message(lambda: adb.list_all(adbutils.AdbClient("127.0.0.1", console.getsockname()[1])))
        thread.join(5)
    return told[:17]


def _dialog(package: str, said: str, *buttons: tuple[str, str]) -> Hierarchy:
    pressed = [
        node("android.widget.Button", text=words, id=name, at=f"[{100 + n * 440},1300][{500 + n * 440},1400]", clickable=True,
             package=package)
        for n, (words, name) in enumerate(buttons)
    ]  # fmt: skip
    title = node(
        "android.widget.TextView", text=said, id="android:id/alertTitle", at="[100,1000][980,1100]", package=package
    )
    return screen(_PAGE, node("android.widget.FrameLayout", title, *pressed, at="[60,900][1020,1500]", package=package))


def _twice() -> Hierarchy:
    """A button that is in the dump twice, once without a place."""
    return page(
        node("android.widget.Button", text="Continue", at="[0,0][0,0]", clickable=True),
        node("android.widget.Button", text="Continue", at="[40,1300][1040,1420]", clickable=True),
    )


def _under_a_bar() -> Hierarchy:
    """A row the upper part of which lies under a bar that was drawn later."""
    row = node(text="Row", at="[0,100][1080,400]", clickable=True)
    bar = node("android.widget.Toolbar", text="Shop", at="[0,0][1080,260]", clickable=True)
    return page(row, bar)


def _pressed_by_words(words: str) -> str:
    """What takes the touch on words in a row."""
    said = node("android.widget.TextView", text=words, at="[60,320][300,400]")
    shown = page(node("android.view.ViewGroup", said, at="[40,300][1040,420]", clickable=True))
    taken = find(shown, Locator(text=words))[0].node.actionable()
    return taken.short_class if taken is not None else ""


_ROUNDED = node(
    "android.widget.ImageView",
    id="com.android.systemui:id/rounded_corners_top",
    at="[0,0][1080,2400]",
    package="com.android.systemui",
)
_UDEV = "009d1cd696d5194a        no permissions (user in plugdev group; are your udev rules wrong?); see [http://developer.android.com"
FOUND = (
    Artefact("React Native's comma behind a label", "label", "react/react-native#25581",
             lambda: names(page(node("android.widget.Button", desc="TestLabel, ", at="[40,300][1040,420]", clickable=True)))[0][0],
             "testlabel"),
    Artefact("the role before the label", "label", "react/react-native#11077",
             lambda: names(page(node("android.view.ViewGroup", desc="Button, Send it", at="[40,300][1040,420]",
                                     clickable=True)))[0][0], "send_it"),
    Artefact("a label that is there twice", "label", "GeekyAnts/NativeBase#3060",
             lambda: names(page(node("android.view.ViewGroup", node("android.view.ViewGroup", node("android.widget.TextView",
                                text="Click me", at="[60,320][400,400]"), desc="Click to switch value", at="[40,300][1040,420]"),
                                desc="Click to switch value", at="[40,300][1040,420]", clickable=True))),
             [("click_me", "button")]),
    Artefact("a foldable's two apps in focus", "front", "appium/appium#17106",
             lambda: read_current(_FLIP).package, "eu.niko.smart.universal"),
    Artefact("no window in focus, an activity resumed", "front", "openatx/uiautomator2#952",
             lambda: read_current(_ANDROID_14).package, "tv.danmaku.bili"),
    Artefact("Android 10's tokens within tokens", "front", "S2-group/android-runner#28",
             lambda: read_current(_ANDROID_10).package, "com.sec.android.app.launcher"),
    Artefact("no permissions, and why", "serial", "quamotion/madb#141", lambda: _listed(_UDEV), [("009d1cd696d5194a", False)]),
    Artefact("no permissions for a place on the bus", "serial", "dungngminh/simutil#32",
             lambda: _listed("usb:1-4.4              no permissions (missing udev rules? user is in the plugdev group)"),
             [("usb:1-4.4", False)]),
    Artefact("lines that end as on Windows", "serial", "JuanCF/scrcpy-mcp#47",
             lambda: _listed("emulator-5554\tdevice\r\n\r\nR58M40\toffline\r\n"), [("emulator-5554", True), ("R58M40", False)]),
    Artefact("a serial of several words", "serial", "flutter/flutter#189446",
             lambda: _listed("my device (2)          device product:model"), [("my device (2)", True)]),
    Artefact("an emulator's console instead of adb", "serial", "Swind/pure-python-adb#59",
             lambda: _by_another_server(b"Android Console: type 'help' for a list of commands\r\nOK\r\n"), "adb doesn't work "),
    Artefact("a button without a place, and the same with one", "bounds", "mobile-dev-inc/Maestro#497",
             lambda: names(_twice()), [("continue_", "button")]),
    Artefact("a thing that lies half under a bar", "bounds", "openatx/uiautomator2#1093",
             lambda: touched(_under_a_bar(), lambda n: n.text == "Row")[1] >= 260, True),
    Artefact("a button below nine tenths of the display", "bounds", "mobile-dev-inc/Maestro#653",
             lambda: touched(page(node("android.widget.Button", text="Install", at="[40,2250][1040,2390]", clickable=True)),
                             lambda n: n.text == "Install"), (540, 2320)),
    Artefact("a view that a dialog has below the display", "bounds", "appium/appium#20479",
             lambda: "not on the display" in message(lambda: touched(
                 page(node("android.widget.Button", text="OK", at="[40,2500][1040,2600]", clickable=True)),
                 lambda n: n.text == "OK")), True),
    Artefact("words in a row that takes the touch", "bounds", "AlexGladkov/claude-in-mobile#35",
             lambda: _pressed_by_words("Orders"), "ViewGroup"),
    Artefact("the corners that the system draws over all", "front", "mobile-dev-inc/Maestro#1056",
             lambda: front_package(screen(_PAGE, _ROUNDED)), (APP, APP)),
    Artefact("an emoji as two halves", "letters", "appium/appium-desktop#846, appium/appium#5252",
             lambda: Hierarchy.parse('<hierarchy><node text="&#55357;&#56842; Hi"/></hierarchy>').roots[0].text, "😊 Hi"),
    Artefact("half an emoji", "letters", "appium/appium#5252",
             lambda: Hierarchy.parse('<hierarchy><node text="&#55357; Hi"/></hierarchy>').roots[0].text.strip(), "Hi"),
    Artefact("words on two lines", "letters", "appium/appium#9428, mobile-dev-inc/Maestro#736",
             lambda: choose_text("LOGIN IS THIS WITH NEW LINE", ["Cancel", "LOGIN IS THIS \nWITH NEW LINE"]).best, 1),
    Artefact("blanks that don't break at the end", "letters", "mobile-dev-inc/Maestro#1301",
             lambda: choose_text("Episode 26", ["Episode 2\u00a0\u00a0", "Episode 26\u00a0\u00a0"]).best, 1),
    Artefact("a blank at the end", "letters", "mobile-dev-inc/maestro-studio#30",
             lambda: choose_text("twodos", ["twodos ", "todos"]).best, 0),
    Artefact("the system itself isn't responding", "popup", "appium/appium-uiautomator2-driver#614",
             lambda: asked(_dialog("android", "System UI isn't responding", ("Close app", "android:id/aerr_close"),
                                   ("Wait", "android:id/aerr_wait"))), ("hang", "Close app", "Wait")),
    Artefact("an app of an older Android", "popup", "ARM-software/workload-automation#908",
             lambda: asked(_dialog("android", "This app was built for an older version of Android and may not work properly.",
                                   ("OK", "android:id/button1"))), ("nag", "", "OK")),
    Artefact("a crash told by another app's dialog", "popup", "linkedin/test-butler#57",
             lambda: asked(_dialog("android", "Google Play services keeps stopping", ("Close app", "android:id/aerr_close"))),
             ("crash", "Close app", "")),
)  # fmt: skip
