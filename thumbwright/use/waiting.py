"""Waiting for a phone that is away, asleep, locked or in use. Never enters a PIN; what stood in the way
at the end is what is said."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable, Iterator

from ground.errors import PhoneError, SettingsError
from ground.phone_lock import PhoneInUse
from ground.settings import Settings
from phones.phone import Phone

from .opening import opened_phone

_DURATION = re.compile(r"(\d+)\s*([smh]?)")
_EVERY_S = 10.0
_SOON_S = 1.0
"""A phone that another run has is free from one moment to the next."""


def seconds_of(text: str) -> float:
    """`90`, `90s`, `30m` or `2h` in seconds; empty is none. Raises SettingsError."""
    if not text:
        return 0.0
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        raise SettingsError(f"--wait {text!r}: a time is wanted, such as 30m, 90s or 2h")
    return int(match[1]) * {"": 1, "s": 1, "m": 60, "h": 3600}[match[2]]


def _in_words(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 60 else f"{seconds:.0f} s"


@contextlib.contextmanager
def awaited_phone(
    serial: str,
    wait_s: float,
    *,
    settings: Settings | None = None,
    doing: str = "",
    say: Callable[[str], None] = lambda text: None,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Phone]:
    """`opened_phone`, tried again until `wait_s` is over. Raises PhoneError saying what stood in the way."""
    until = time.monotonic() + wait_s
    with contextlib.ExitStack() as stack:
        told = ""
        while True:
            try:
                phone = stack.enter_context(opened_phone(serial, settings, doing=doing))
                break
            except PhoneError as error:
                left = until - time.monotonic()
                if left <= 0:
                    waited = f". Waited {_in_words(wait_s)}" if wait_s else ""
                    error.args = (f"Not run: {str(error).rstrip('.')}{waited}",)  # who asks for its kind still finds it
                    raise
                if str(error) != told:
                    told = str(error)
                    say(f"Waiting up to {_in_words(left)}: {told}")
                every = _SOON_S if isinstance(error, PhoneInUse) else _EVERY_S
                sleep(min(every, max(0.1, left)))
        yield phone
