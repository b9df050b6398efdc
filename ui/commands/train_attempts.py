"""`thumbwright train attempts`: what the model itself writes, sorted by check and run. Progress goes to stderr."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ui.commands.bench_options import adapter_option, model_option, opened_writer, written_with
from ui.commands.train_options import FOLDER, json_option, made_option, made_pairs_option, tell_task
from ui.printing import print_json, say

if TYPE_CHECKING:
    from foundry.progress import Progress


@click.command("attempts")
@made_pairs_option
@made_option
@adapter_option
@model_option
@click.option("--apps", default=0, show_default=True, type=click.IntRange(min=0), help="The first so many; 0 for all.")
@click.option(
    "--tasks-per-app",
    default=0,
    show_default=True,
    type=click.IntRange(min=0),
    help="So many of each, drawn; 0 for all.",
)
@click.option(
    "--samples", default=3, show_default=True, type=click.IntRange(0, 900), help="Scripts drawn beside the likeliest."
)
@click.option(
    "--seed", default=1, show_default=True, type=click.IntRange(min=1), help="Another one: other tasks, other samples."
)
@click.option("--domains", type=FOLDER, help="The folder of the domains that the pairs are of, if not the project's.")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 8), help="Demo phones at the same time.")
@json_option
def attempts_command(
    pairs: Path,
    out: Path,
    adapter: str,
    model: str,
    apps: int,
    tasks_per_app: int,
    samples: int,
    seed: int,
    domains: Path | None,
    jobs: int,
    as_json: bool,
) -> None:
    """Let the model write scripts for tasks that it was trained on, run each on its app as it stands, and keep what is to be
    learned of them: which of two is better (for `train prefer`), and right ones of its own."""
    from foundry.attempts import Choice, make_attempts
    from foundry.halves import OWN
    from training.pairs import read_folder
    from ui.interrupts import Interrupts

    folder = read_folder(pairs)
    interrupts = Interrupts()
    with opened_writer(model, adapter) as writer, interrupts.heeded():
        found = make_attempts(
            (pair.model_dump() for pair in folder.pairs),
            folder.docs,
            out,
            writer,
            Choice(apps, tasks_per_app, samples, seed),
            made_with=written_with(model, writer),
            domains=domains or OWN,
            jobs=jobs,
            cancelled=interrupts.cancel.is_set,
            on_progress=_tell,
        )
    if as_json:
        print_json(found)
        return
    _summarise(out, found)


def _summarise(out: Path, found: dict[str, Any]) -> None:
    from foundry.attempting import CAUSES

    for name in ("greedy", "samples"):
        part = found[name]
        if not part["attempts"]:
            continue
        said = "; ".join(f"{count} {CAUSES[cause]}" for cause, count in part["by_cause"].items())
        say(f"{name}: {part['right']} of {part['attempts']} right ({part['right_share']:.0%}); {said}")
    for why, count in found["skipped"].items():
        say(f"{count} left out: {_LEFT_OUT[why]}")
    say(
        f"{out}: {found['preferences']} preferences and {found['right_pairs']} right pairs of {found['tasks']} tasks, "
        f"{found['any_right']} of which were right at least once."
    )


_LEFT_OUT = {
    "too_large": "the doc doesn't fit a prompt whole",
    "stale": "the right script isn't right on the app as it is made now",
}


def _tell(progress: Progress) -> None:
    line = progress.last or {"skipped": "", "attempts": []}
    written = sum(one["times"] for one in line["attempts"])
    right = sum(one["times"] for one in line["attempts"] if not one["cause"])
    tell_task(progress, line["skipped"] or f"{right} of {written} right")
