"""`thumbwright train data`: pairs of task and right script from generated apps. Progress goes to stderr."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.commands.bench_options import seeds_of
from ui.commands.train_options import FOLDER, json_option, made_option
from ui.printing import print_json, say

if TYPE_CHECKING:
    from foundry.pairs import Progress


@click.command("data")
@made_option
@click.option("--apps", default=100, show_default=True, help="How many apps; 0 for one of every domain and seed.")
@click.option("--tasks-per-app", default=30, show_default=True, help="Tasks drawn for each app.")
@click.option(
    "--seeds",
    callback=seeds_of,
    default="1..20",
    show_default=True,
    metavar="A..B",
    help="The first and the last seed.",
)
@click.option("--domains", type=FOLDER, help="A folder of domains, of whose train half apps are made instead.")
@click.option("--jobs", default=2, show_default=True, help="Demo phones at the same time.")
@json_option
def data_command(
    out: Path, apps: int, tasks_per_app: int, seeds: range, domains: Path | None, jobs: int, as_json: bool
) -> None:
    """Make pairs: generated apps are learned, their tasks planned, and each script kept that does on its app what it should."""
    from foundry.halves import OWN
    from foundry.pairs import make_pairs
    from ui.interrupts import Interrupts

    interrupts = Interrupts()
    with interrupts.heeded(), interrupts.at_once():
        found = make_pairs(
            out,
            domains=domains or OWN,
            apps=apps,
            seeds=seeds,
            tasks_per_app=tasks_per_app,
            jobs=jobs,
            on_progress=_tell,
        )
    if as_json:
        print_json(found)
        return
    say(
        f"{out}: {found['pairs']} pairs ({found['held_out']} held out) over {found['docs']} docs of {found['apps']} apps; "
        f"{found['expressible']:.0%} of {found['tasks']} tasks can be said with the docs as learned."
    )


def _tell(progress: Progress) -> None:
    last = progress.last
    if last is None:
        say(f"{progress.done} of {progress.apps} apps are there, {progress.pairs} pairs")
        return
    came = last.problem or f"{len(last.pairs)} pairs of {last.tasks} tasks"
    say(
        f"{progress.done} of {progress.apps}  {last.app}: {came}  {progress.pairs} in all, {_time(progress.left_s)} left"
    )


def _time(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes else f"{seconds:.0f} s"
