"""Connecting a phone: `tw.connect`."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path

from agent.model.writing import Waiting, Writer, wait_silently
from ground.settings import Settings, load_settings

from .client import Phone
from .in_python import in_python
from .one_model import OneModel
from .use.opening import DEMO
from .use.waiting import awaited_phone, seconds_of


def connect(
    phone: str = "",
    *,
    wait: str | float = 0,
    model: str = "",
    adapter: str = "",
    writer: Writer | None = None,
    app: str = "",
    allow: Sequence[str] = (),
    settings: Settings | None = None,
    on_wait: Waiting = wait_silently,
) -> Phone:
    """The phone by its serial, its name or its `host:port`; `demo` for the one that ships with this; else the only one there is.

    It is this program's alone until it is closed. `wait`: so long for a phone that is locked, away or in use (`"10m"`, or
    seconds). `model` and `adapter` are used instead of those of the settings, `writer` instead of any model; it is loaded when a
    task first needs it, and `on_wait` is told what that waits for. `app` is what tasks and scripts are for that name none, and
    `allow` what is consented to in all of them.

    Raises PhoneInUse where another program has the phone, NoPhone and other PhoneErrors, SettingsError.
    """
    with in_python():
        chosen = settings or load_settings()
        wait_s = seconds_of(wait) if isinstance(wait, str) else float(wait)
        with contextlib.ExitStack() as stack:
            device = stack.enter_context(awaited_phone(phone, wait_s, settings=chosen, doing=_this_program()))
            return Phone(
                device,
                stack.pop_all(),
                is_demo=(phone or chosen.serial) == DEMO,
                model=OneModel(chosen, model, adapter, writer, on_wait),
                app=app,
                allow=allow,
            )


def _this_program() -> str:
    """What others are told who find the phone taken."""
    name = Path(sys.argv[0]).name if sys.argv and sys.argv[0] not in ("", "-c", "-m") else ""
    return f"{name or 'a Python program'} (import thumbwright)"
