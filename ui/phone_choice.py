"""Choosing between phones where several are connected: what each is, and who has it. The list of the phones' view in small."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from ground.phone_lock import in_use

from .phone_thread import DEMO, DEMO_NAME

if TYPE_CHECKING:
    from .app import ThumbwrightApp


def choices() -> list[tuple[str, str]]:
    """Serial and words of what can be used, those that another run has at the end. Raises PhoneError, SettingsError."""
    from phones.adb import list_phones, once
    from thumbwright.use.phone_names import names

    called = names()
    free, taken = [], []
    for phone in once(list_phones()):
        if not phone.ready:
            continue
        words = f"{called.get(phone.serial) or phone.model or 'a phone'}  {phone.serial}"
        held = in_use(phone.serial)
        if held is None:
            free.append((phone.serial, words))
        else:
            taken.append((phone.serial, f"{words}  in use by {held.who}"))
    return [*free, (DEMO, f"{DEMO_NAME}  starts one, with made-up apps"), *taken]


def choose_phone(ui: ThumbwrightApp, then: Callable[[], object] = lambda: None) -> None:
    """Let the person choose one, and use it; `then` is called where they did."""
    from .widgets.dialogs import Pick

    def show(found: list[tuple[str, str]]) -> None:
        if len(ui.screen_stack) > 1:
            return

        def picked(serial: str | None) -> None:
            if serial:
                ui.phone.use(serial)
                then()

        ui.ask_person(Pick("Which phone?", found, "Several phones are connected."), picked)

    def look() -> None:
        try:
            found = choices()
        except Exception as error:
            ui.trouble_with(error)
            return
        ui.call_from_thread(show, found)

    threading.Thread(target=look, name="choices", daemon=True).start()
