"""Opening what a use of the phone needs: the phone, and the model."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

from agent.model.writing import Waiting, Writer, wait_silently
from ground.errors import ModelError, PhoneError
from ground.settings import Settings, load_settings
from phones.phone import Phone

from .phone_names import phone_meant, serial_of
from .plugged import PluginWriter, open_with, phone_plugin, writer_plugin

DEMO = "demo"


def use_adb_of_settings(settings: Settings | None = None) -> None:
    """The adb program that the settings name is the one that is started, unless the environment names another."""
    chosen = settings or load_settings()
    if chosen.adb_path:
        os.environ.setdefault("ADBUTILS_ADB_PATH", chosen.adb_path)


def where_connected(serial: str) -> str:
    """The serial of a phone that a session was made on, where adb lists it as ready; else empty: any other will do."""
    from phones.adb import list_phones

    use_adb_of_settings()
    with contextlib.suppress(PhoneError):  # said when a phone is opened
        return serial if any(phone.ready and phone.serial == serial for phone in list_phones()) else ""
    return ""


@contextlib.contextmanager
def opened_phone(
    serial: str, settings: Settings | None = None, *, doing: str = "", lock: bool = True
) -> Iterator[Phone]:
    """The phone by its serial, the demo phone by `demo`, one of a plugin by `PLUGIN:ADDRESS`, or the only one; given back as
    it was found. Raises PhoneError, PluginError.

    Nobody else gets it meanwhile, unless `lock` is False: whoever only asks it something needs no lock. `doing` is what
    others are told; empty: the command.
    """
    from ground.phone_lock import phone_lock
    from phones.android import open_phone

    chosen = settings or load_settings()
    use_adb_of_settings(chosen)
    with contextlib.ExitStack() as stack:
        wanted = serial_of(phone_meant(serial, chosen))
        if wanted == DEMO:
            from demophone.process import DemoPhoneProcess

            demo = stack.enter_context(DemoPhoneProcess(doing=doing))
            wanted = demo.address
        if (transport := phone_plugin(wanted)) is not None:
            if lock:
                stack.enter_context(phone_lock(wanted, doing))
            given = open_with(transport, wanted)
            stack.callback(given.close)
            yield given
            return
        held = lambda found: stack.enter_context(phone_lock(found, doing)) if lock else None  # noqa: E731
        phone = open_phone(wanted or None, before=held)
        stack.callback(phone.close)
        yield phone


def open_writer(
    settings: Settings | None = None, model: str = "", on_wait: Waiting = wait_silently, adapter: str = ""
) -> Writer:
    """The model of the settings: a file in a worker process, a server on this machine, or a plugin by its name; `on_wait` is
    told what keeps its first words waiting. `model` and `adapter` are used instead of those that are set; with another model,
    the set adapter isn't. Raises ModelError, PluginError."""
    chosen = settings or load_settings()
    set_adapter = chosen.adapter if not model or model == chosen.model or chosen.adapter == "none" else ""
    if chosen.server_url and not model:
        if adapter not in ("", "none"):
            raise ModelError(
                f"The adapter {adapter} is for a model file, and {chosen.server_url} is asked instead: name a model as well "
                "(--model), or let the setting server_url be empty."
            )
        from agent.model.openai_server import ServerWriter

        return ServerWriter(chosen.server_url)
    if (found := writer_plugin(model or chosen.model)) is not None:
        return PluginWriter(found, chosen, on_wait)
    from agent.model.local import open_local_writer

    return open_local_writer(
        model or chosen.model, threads=chosen.threads, on_wait=on_wait, adapter=adapter or set_adapter
    )
