"""Every error that using thumbwright from Python can raise, in one place. All derive from ThumbwrightError, and each has
`what` (what happened), `where` (on which phone, app, file or session, as far as that is known) and `to_do`.
"""

from __future__ import annotations

from typing import Any

from ground.errors import (
    CancelledError,
    DiskError,
    DocError,
    ModelError,
    NotLearned,
    PhoneError,
    PluginError,
    RefusedError,
    ScriptError,
    SettingsError,
    StoreError,
    ThumbwrightError,
)
from ground.exits import ExitCode
from ground.phone_lock import PhoneInUse
from interpreter.calls.errors import CallFailed
from phones.errors import AppMissing, NoPhone, PhoneLost, SeveralPhones


class NotDone(ThumbwrightError):
    """A task ended otherwise than done, and the program asked for nothing less."""

    exit_code = ExitCode.NOT_DONE

    def __init__(self, result: Any) -> None:
        """`result` is the `thumbwright.Result` that it ended with."""
        self.result = result
        super().__init__(
            f"{result.answer or result.problem or f'The task ended {result.status}.'} "
            f"What was done: thumbwright sessions show {result.session}",
            where=f"{result.app}, session {result.session}",
        )


class PhoneBusy(PhoneError):
    """One phone object is used in two places at once: by two threads, or by a callback of its own run."""

    def __init__(self, serial: str, doing: str) -> None:
        super().__init__(
            f"Phone {serial} is in the middle of something: {doing}. Wait until it has ended, stop it (phone.stop()), or "
            "connect another phone for the other thread.",
            where=serial,
        )


class PhoneClosed(PhoneError):
    """The phone object was closed, and is used."""

    def __init__(self, serial: str) -> None:
        super().__init__(
            f'The connection to phone {serial} was closed. Connect it again: tw.connect("{serial}")', where=serial
        )


class Expected(ThumbwrightError, AssertionError):
    """What `phone.expect(…)` waited for didn't come; says what was seen instead."""


__all__ = [
    "AppMissing",
    "CallFailed",
    "CancelledError",
    "DiskError",
    "DocError",
    "Expected",
    "ModelError",
    "NoPhone",
    "NotDone",
    "NotLearned",
    "PhoneBusy",
    "PhoneClosed",
    "PhoneError",
    "PhoneInUse",
    "PhoneLost",
    "PluginError",
    "RefusedError",
    "ScriptError",
    "SettingsError",
    "SeveralPhones",
    "StoreError",
    "ThumbwrightError",
]
