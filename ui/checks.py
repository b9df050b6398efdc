"""What `doctor` looks at beside the phone: model, memory, store, packages."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from importlib.metadata import packages_distributions

from thumbwright import paths
from thumbwright.errors import ThumbwrightError
from thumbwright.settings import load_settings

Row = tuple[str, str, str, str]
ROOMS = ("agent", "apidocs", "bench", "demophone", "interpreter", "phones", "sessions", "thumbwright", "ui")


def machine_checks() -> Iterator[Row]:
    """Name, state (ok, warn, fail), reason, fix."""
    yield from _settings()
    yield from _model()
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
    from agent.model_files import resolve_model

    settings = load_settings()
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
    except ThumbwrightError as error:
        yield "model", "fail", str(error), "thumbwright models pull"
        return
    yield "model", "ok", f"{settings.model}: {path}", ""


def _memory() -> Row:
    if not hasattr(os, "sysconf") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return "memory", "ok", "this system doesn't say how much there is", ""
    total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    enough = total >= 4e9
    fix = "" if enough else "The 1.5B model takes 2 GB; a smaller one: thumbwright models use qwen2.5-coder-0.5b"
    return "memory", "ok" if enough else "warn", f"{total / 1e9:.1f} GB", fix


def _store() -> Row:
    from sessions.store import Store

    try:
        with Store() as store:
            aside = store.put_aside
            count = store.db.conn.execute("select count(*) from sessions").fetchone()[0]
    except ThumbwrightError as error:
        return "sessions", "fail", str(error), ""
    free = shutil.disk_usage(paths.database().parent).free
    if free < 200e6:
        return "sessions", "warn", f"only {free / 1e6:.0f} MB of disk left", "thumbwright sessions prune --days 0"
    if aside:
        return "sessions", "warn", f"the store was damaged and put aside as {aside}", ""
    return "sessions", "ok", f"{count} sessions in {paths.database()}", ""


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
