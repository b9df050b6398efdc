"""`thumbwright train paraphrase`: tasks in other words that the model found itself. Progress goes to stderr."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ui.commands.bench_options import adapter_option, model_option, opened_writer, written_with
from ui.commands.train_options import json_option, made_option, made_pairs_option, tell_task
from ui.printing import print_json, say

if TYPE_CHECKING:
    from foundry.progress import Progress


@click.command("paraphrase")
@made_pairs_option
@made_option
@adapter_option
@model_option
@click.option(
    "--per-task", default=2, show_default=True, type=click.IntRange(1, 9), help="Ways of a task tried at most."
)
@click.option("--tasks", default=0, show_default=True, type=click.IntRange(min=0), help="So many, drawn; 0 for all.")
@click.option(
    "--seed", default=1, show_default=True, type=click.IntRange(min=1), help="Another one: other tasks, other words."
)
@json_option
def paraphrase_command(
    pairs: Path, out: Path, adapter: str, model: str, per_task: int, tasks: int, seed: int, as_json: bool
) -> None:
    """Have the model itself say tasks in other words, and keep those for which the model with its adapter writes the very
    script that is right: further pairs, to be put to the others."""
    from foundry.paraphrasing import Choice, make_paraphrases
    from training.pairs import read_folder
    from ui.interrupts import Interrupts

    folder = read_folder(pairs)
    interrupts = Interrupts()
    with opened_writer(model, adapter) as writer, interrupts.heeded():
        found = make_paraphrases(
            (pair.model_dump() for pair in folder.pairs),
            folder.docs,
            out,
            writer,
            Choice(per_task, tasks, seed),
            made_with=written_with(model, writer),
            cancelled=interrupts.cancel.is_set,
            on_progress=_tell,
        )
    if as_json:
        print_json(found)
        return
    _summarise(out, found)


def _summarise(out: Path, found: dict[str, Any]) -> None:
    from foundry.paraphrasing import STRAYED
    from foundry.rewording import FLAWS

    say(f"{found['said']} ways said of {found['tasks']} tasks")
    for why, count in found["cleaned_out"].items():
        say(f"{count} left out: {FLAWS[why]}")
    for why, count in found["strayed"].items():
        say(f"{count} left out: {STRAYED[why]}")
    if count := found["skipped"].get("too_large"):
        say(f"{count} tasks left out: the doc doesn't fit a prompt whole")
    say(
        f"{out}: {found['kept']} pairs; {found['came_back']} of {found['written']} ways came back to the right script "
        f"({found['came_back_share']:.0%}), {found['tasks_with_one']} of {found['tasks']} tasks have one."
    )


def _tell(progress: Progress) -> None:
    line = progress.last or {"skipped": "", "ways": [], "pairs": []}
    tell_task(progress, line["skipped"] or f"{len(line['pairs'])} kept of {len(line['ways'])} said")
