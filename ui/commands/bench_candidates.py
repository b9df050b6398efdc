"""`thumbwright bench candidates`: every script that the model writes for generated apps' tasks, carried out and judged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ui.commands.bench_options import adapter_option, model_option, opened_writer, seeds_of
from ui.printing import say


@click.command("candidates")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--half",
    type=click.Choice(("train", "measure")),
    default="train",
    show_default=True,
    help="The domains that are fitted with, or those that are measured with.",
)
@click.option("--apps", default=24, show_default=True, type=click.IntRange(min=1), help="So many apps.")
@click.option("--tasks", default=12, show_default=True, type=click.IntRange(min=1), help="So many tasks of each.")
@click.option(
    "--seeds", callback=seeds_of, metavar="A..B", default="11", show_default=True, help="An app is a domain and a seed."
)
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 8), help="Phones used at the same time.")
@model_option
@adapter_option
def candidates_command(
    folder: Path, half: Any, apps: int, tasks: int, seeds: range, jobs: int, model: str, adapter: str
) -> None:
    """Write several scripts for each task of generated apps, carry each out as if it had been chosen, and keep in FOLDER what the
    judge says of it: what the score is fitted on (`thumbwright train score`), or measured with (`thumbwright bench score`). The
    same command goes on where it was stopped."""
    from bench.foundry.candidates import Choice, collect

    def told(line: dict[str, Any]) -> None:
        found = [f"{one['verdict'] or 'check'} ×{len(one['seeds'])}" for one in line["candidates"]]
        say(f"{line['key']}  {line['seconds']} s  {', '.join(found)}")

    with opened_writer(model, adapter) as writer:
        lines = collect(writer, Choice(half, apps, tasks, (seeds[0], seeds[-1])), folder, jobs=jobs, on_task=told)
    say(f"{folder}: {sum(len(line['candidates']) for line in lines)} candidates of {len(lines)} tasks.")
