"""Looking after phones: cleaning one up, and what `doctor --fix` may do by itself. For the command line and the terminal UI."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from ground import paths
from ground.errors import PhoneError, ThumbwrightError
from ground.phone_lock import PhoneInUse
from ground.settings import load_settings
from phones import adb, wireless
from phones.keyboard import KEYBOARD_ID, Keyboard
from phones.line import Line
from phones.server import keyboard_apk, remove_traces
from thumbwright.use.opening import DEMO, use_adb_of_settings
from thumbwright.use.phone_names import phone_meant, serial_of


@contextlib.contextmanager
def serial_here(wanted: str) -> Iterator[str]:
    """What adb lists the phone under that `-s` means, or else the settings, as for a task; empty: none is named.

    The demo phone is started for as long, or met where somebody keeps it running. Raises PhoneError, SettingsError.
    """
    settings = load_settings()
    use_adb_of_settings(settings)
    serial = serial_of(phone_meant(wanted, settings))
    if serial != DEMO:
        yield serial
        return
    from demophone.process import DemoPhoneProcess

    with contextlib.ExitStack() as stack:
        try:
            serial = stack.enter_context(DemoPhoneProcess()).address
        except PhoneInUse as error:
            if error.holder is None or not error.holder.address:
                raise
            serial = error.holder.address
        adb.connect(serial)
        yield serial


def known_phones(say: Callable[[str], None]) -> list[str]:
    """Serials of the phones that were met: adb lists them, they have a name or a tag, or a session was made on them. A demo phone
    that has ended is none: its port is another each time. `say` is told what is to be told of the store.
    Raises SettingsError, StoreError."""
    from farm.tags import tags
    from sessions.reading import serials_met
    from thumbwright.use.phone_names import names
    from thumbwright.use.stores import open_store

    listed: list[str] = []
    with contextlib.suppress(PhoneError):  # without adb, those of before are known
        use_adb_of_settings()
        listed = [phone.serial for phone in adb.list_phones()]
    named = [*names(), *tags()]
    with open_store(say) as store:
        met = [serial for serial in serials_met(store) if not serial.startswith("127.0.0.1:")]
    return list(dict.fromkeys([*listed, *named, *met]))


def clean_phone(serial: str = "") -> list[str]:
    """Take off a phone what was put there; returns what was removed or given back. Raises PhoneError.

    Accessibility services come back by themselves once the server that reads the screen has ended.
    """
    with serial_here(serial) as found:
        line = Line(adb.choose(adb.list_phones(), found or None).serial)
        given_back = _give_keyboard_back(line)
        return [*given_back, *remove_traces(line)]


def _give_keyboard_back(line: Line) -> list[str]:
    if Keyboard(line, keyboard_apk).current() != KEYBOARD_ID:
        return []
    line.shell(["ime", "disable", KEYBOARD_ID], doing="give the keyboard back")
    line.shell(["ime", "reset"], doing="give the keyboard back")
    return ["the adb keyboard as the one in use (yours is back)"]


def safe_fixes(serial: str = "") -> Iterator[str]:
    """Mend what can be mended without asking, and say each: files open to others, ghosts on the network, our keyboard
    left behind by a run that was killed."""
    for file in _open_to_others():
        file.chmod(0o700 if file.is_dir() else 0o600)
        yield f"{file} was readable by others; now it is yours alone"
    try:
        listed = adb.list_all()
    except PhoneError:
        return
    for phone in listed:
        if phone.state == "offline" and ":" in phone.serial:
            with contextlib.suppress(PhoneError):
                wireless.disconnect(phone.serial)
                yield f"{phone.serial} was an offline ghost; adb has forgotten it"
    with contextlib.suppress(ThumbwrightError), serial_here(serial) as found:
        chosen = adb.choose(adb.list_phones(), found or None)
        for done in _give_keyboard_back(Line(chosen.serial)):
            yield f"{chosen.serial}: {done}"


def _open_to_others() -> list[Path]:
    if os.name == "nt":
        return []
    ours = [paths.database(), paths.docs_dir(), paths.config_file(), paths.prefix_dir(), paths.tasks_dir()]
    files = [path for path in ours if path.exists()]
    files += [file for folder in files if folder.is_dir() for file in folder.iterdir() if file.is_file()]
    return [path for path in files if path.stat().st_mode & 0o077]
