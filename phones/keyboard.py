"""The keyboard that types what it is told over adb, and the person's own keyboard, which comes back.

Decides when the keyboard app has to be installed and how the person's choice is restored; whether what was typed arrived
is looked at by `typing_in`. It is the last way to type: it puts an app on the phone.
"""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Callable

from .errors import CallRefused
from .line import Line

KEYBOARD_ID = "com.github.uiautomator/.AdbKeyboard"
_REMOTE_APK = "/data/local/tmp/thumbwright-keyboard.apk"
_READY_S = 5.0


class Keyboard:
    """The input method of one phone, changed only while needed."""

    def __init__(self, line: Line, apk: Callable[[], str]) -> None:
        """`apk` tells where the keyboard app lies on this computer."""
        self._line = line
        self._apk = apk
        self._before: str | None = None
        self._was_enabled = True

    def current(self) -> str:
        """The id of the input method in use, `package/.Class`; empty where there is none."""
        said = self._line.shell("settings get secure default_input_method").strip()
        return "" if said == "null" else said

    def type(self, text: str) -> None:
        """Type into the focused field where the cursor stands. Raises CallRefused."""
        self._use()
        self._tell("ADB_KEYBOARD_INPUT_TEXT", base64.b64encode(text.encode("utf-8")).decode("ascii"))

    def clear(self) -> None:
        """Empty the focused field. Raises CallRefused."""
        self._use()
        self._tell("ADB_KEYBOARD_CLEAR_TEXT")

    def restore(self) -> None:
        """Give the person's keyboard back, if it was changed; safe to call twice."""
        before, self._before = self._before, None
        if before is None:
            return
        if before:
            self._line.shell(["ime", "set", before], doing="give the keyboard back")
        if not self._was_enabled:
            self._line.shell(["ime", "disable", KEYBOARD_ID], doing="give the keyboard back")

    def _use(self) -> None:
        current = self.current()
        if current == KEYBOARD_ID:
            return
        if KEYBOARD_ID not in self._ids("-a"):
            self._install()
        if self._before is None:
            self._before, self._was_enabled = current, KEYBOARD_ID in self._ids()
        self._line.shell(["ime", "enable", KEYBOARD_ID])
        self._line.shell(["ime", "set", KEYBOARD_ID])
        self._wait(lambda: self.current() == KEYBOARD_ID, "switch to the adb keyboard")

    def _ids(self, *options: str) -> list[str]:
        return self._line.shell(["ime", "list", "-s", *options]).split()

    def _install(self) -> None:
        self._line.push(self._apk(), _REMOTE_APK)
        said = self._line.shell(
            ["pm", "install", "-r", "-t", _REMOTE_APK], doing="install the adb keyboard", timeout_s=60
        )
        self._line.shell(["rm", "-f", _REMOTE_APK])
        if "Success" not in said:
            raise CallRefused(self._line.serial, "install the adb keyboard", said.strip()[-200:])
        self._wait(lambda: KEYBOARD_ID in self._ids("-a"), "install the adb keyboard")

    def _wait(self, come: Callable[[], bool], doing: str) -> None:
        deadline = time.monotonic() + _READY_S
        while not come():
            if time.monotonic() > deadline:
                raise CallRefused(self._line.serial, doing, f"not so after {_READY_S:g} s")
            time.sleep(0.05)

    def _tell(self, action: str, text: str | None = None) -> None:
        extra = ["--es", "text", text] if text is not None else []
        said = self._line.shell(["am", "broadcast", "-a", action, *extra], doing="type with the adb keyboard")
        if not re.search(r"result=-1\b", said):
            raise CallRefused(self._line.serial, "type with the adb keyboard", "the keyboard didn't take it")
