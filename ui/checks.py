"""What `doctor` looks at beside the phone: model, memory, store, packages."""

from __future__ import annotations

import contextlib
import importlib.util
import shutil
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from ground import paths
from ground.errors import PhoneError, SettingsError, ThumbwrightError
from ground.phone_lock import PhoneInUse
from ground.settings import load_settings

from .machine import memory_gb

Row = tuple[str, str, str, str]
ROOMS = ("agent", "apidocs", "bench", "demophone", "interpreter", "phones", "sessions", "thumbwright", "ui")


def all_checks(serial: str = "", *, speed: bool = True) -> Iterator[Row]:
    """Everything from adb to the model, in the order it depends on each other. `speed` has the model write a few words."""
    yield from _phone(serial)
    yield from machine_checks()
    if speed:
        yield from _speed()


def _phone(serial: str) -> Iterator[Row]:
    """The phone that a task would be carried out on, and the way to it."""
    from phones.checks import run_checks

    from .phone_care import serial_here

    with contextlib.ExitStack() as stack:
        try:
            found = stack.enter_context(serial_here(serial))
        except SettingsError as error:
            yield "which phone", "fail", error.what.rstrip("."), error.to_do
            found = serial
        except PhoneInUse as error:
            yield "phone", "fail", error.said.rstrip("."), "Look again once that has ended"
            return
        except PhoneError as error:
            yield "phone", "fail", error.what.rstrip("."), error.to_do
            return
        for check in run_checks(found or None):
            yield check.name, str(check.state), check.reason, check.fix


def machine_checks() -> Iterator[Row]:
    """Name, state (ok, warn, fail), reason, fix."""
    yield from _settings()
    yield from _model()
    yield from _meaning()
    yield _sandbox()
    yield _memory()
    yield _store()
    yield _packages()


def _settings() -> Iterator[Row]:
    try:
        load_settings()
    except ThumbwrightError as error:
        yield "settings", "fail", str(error), f"Mend or remove {paths.config_file()}"
        return
    yield "settings", "ok", str(paths.config_file() if paths.config_file().exists() else "defaults"), ""


def _model() -> Iterator[Row]:
    from agent.files.model_files import ensure_whole, resolve_model

    try:
        settings = load_settings()
    except ThumbwrightError:
        return  # the line about the settings has said so
    if settings.server_url:
        yield "model", "ok", f"asked of {settings.server_url}", ""
        return
    if importlib.util.find_spec("llama_cpp") is None:
        yield (
            "llama.cpp",
            "fail",
            "llama-cpp-python is not installed",
            "pip install 'thumbwright[llama]' (needs a C++ compiler)",
        )
    else:
        yield "llama.cpp", "ok", "llama-cpp-python is installed", ""
    try:
        path = resolve_model(settings.model)
        ensure_whole(path)
    except ThumbwrightError as error:
        yield "model", "fail", str(error), "thumbwright models pull"
        return
    yield "model", "ok", f"{settings.model}: {path}", ""
    yield from _adapter(settings.adapter, path)


def _adapter(wanted: str, base: Path) -> Iterator[Row]:
    """Which one scripts are written with, and what is wrong with one that is shipped for this model."""
    from agent.files.adapter_files import NONE, list_adapters, usable_adapter

    try:
        used = usable_adapter(wanted, base)
    except ThumbwrightError as error:
        yield "adapter", "fail", str(error), f"thumbwright models use {NONE}"
        return
    broken = [one.problem for one in list_adapters() if one.shipped and one.problem] if wanted != NONE else []
    if used:
        yield "adapter", "ok", f"{used.key}: {used.path}", ""
    elif broken:
        yield "adapter", "warn", f"{broken[0]} Scripts are written without it", "Install thumbwright anew"
    else:
        yield "adapter", "ok", "none: scripts are written by the model itself", ""


def _meaning() -> Iterator[Row]:
    """Everything works without it, so that its absence is no fault."""
    from agent.files.catalogue import meaning_key
    from agent.files.model_files import State, ensure_whole, list_models

    key = meaning_key()
    for file in (one for one in list_models() if one.key == key):
        if file.state is State.MISSING:
            yield "meaning", "ok", f"tasks are matched by words; by meaning too with: thumbwright models pull {key}", ""
            return
        try:
            ensure_whole(file.path)
        except ThumbwrightError as error:
            yield "meaning", "warn", f"{error} Tasks are matched by words", f"thumbwright models pull {key}"
            return
        yield "meaning", "ok", f"{key}: {file.path}", ""


def _sandbox() -> Row:
    """What holds a script's worker beside its own bounds. A script runs without it as well."""
    from interpreter.sandbox.confining import what_there_is

    there = what_there_is()
    if there.whole:
        return "sandbox", "ok", "scripts' workers have no files, network or processes by the system's own bounds", ""
    return (
        "sandbox",
        "warn",
        f"bounded by its own means alone in part: {'; '.join(there.lacks)}",
        "See docs/security.md",
    )


def _memory() -> Row:
    total = memory_gb()
    if not total:
        return "memory", "ok", "this system doesn't say how much there is", ""
    fix = "" if total >= 4 else "The 1.5B model takes 2 GB; a smaller one: thumbwright models use qwen2.5-coder-0.5b"
    return "memory", "ok" if total >= 4 else "warn", f"{total:.1f} GB", fix


def _speed() -> Iterator[Row]:
    """How fast the model reads and writes here: what a task will feel like."""
    from agent.model.writing import Prompt, Turn
    from thumbwright.use.opening import open_writer

    try:
        resolve = open_writer()
    except ThumbwrightError:
        return  # the line about the model has said so
    prompt = Prompt((Turn("system", "You write short Python scripts."),), (Turn("user", "Count from one to twenty."),))
    try:
        with contextlib.closing(resolve) as writer:
            done = writer.generate(prompt, max_tokens=32)
    except ThumbwrightError as error:
        yield "speed", "fail", str(error), "thumbwright models verify"
        return
    rate = done.output_tokens / done.decode_s if done.decode_s else 0.0
    fix = "" if rate >= 8 else "A script may take half a minute; a smaller model: thumbwright models"
    yield "speed", "ok" if rate >= 8 else "warn", f"{rate:.0f} tokens a second", fix


def _store() -> Row:
    from thumbwright.use.stores import open_store

    told: list[str] = []
    try:
        with open_store(told.append) as store:
            count = store.db.conn.execute("select count(*) from sessions").fetchone()[0]
        free = shutil.disk_usage(paths.database().parent).free
    except (ThumbwrightError, OSError) as error:
        return "sessions", "fail", str(error), ""
    if free < 200e6:
        return "sessions", "warn", f"only {free / 1e6:.0f} MB of disk left", "thumbwright sessions prune --days 0"
    if told:
        return "sessions", "warn", " ".join(told), ""
    return "sessions", "ok", f"{count} session{'' if count == 1 else 's'} in {paths.database()}", ""


def _packages() -> Row:
    """Our import folders have common names: another package in the same environment may have overwritten them."""
    owners = packages_distributions()
    others = {name: set(owners.get(name, [])) - {"thumbwright"} for name in ROOMS}
    wrong = [f"{name} ({', '.join(sorted(who))})" for name, who in others.items() if who]
    if wrong:
        return (
            "packages",
            "fail",
            f"other packages ship the same folders: {', '.join(wrong)}",
            "Install with: uv tool install thumbwright",
        )
    return "packages", "ok", "no other package ships our folders", ""
