"""`thumbwright train sketches`: pairs of the apps that are only written down. Progress goes to stderr."""

from __future__ import annotations

from pathlib import Path

import click

from ui.commands.train_options import FOLDER, json_option
from ui.printing import print_json, say


@click.command("sketches")
@click.option(
    "--out",
    type=FOLDER,
    required=True,
    help="The folder of pairs that they are put into, behind what is there; none is put there twice.",
)
@click.option("--sketches", type=FOLDER, help="A folder of sketches (NAME.toml, NAME.jsonl) instead.")
@click.option(
    "--tasks",
    default=0,
    type=click.IntRange(min=0),
    help="So many pairs of each at most, all of one variant of its doc. Without it: all.",
)
@json_option
def sketches_command(out: Path, sketches: Path | None, tasks: int, as_json: bool) -> None:
    """Make pairs of sketches: docs of apps written by hand, with tasks in people's words and their right scripts."""
    from foundry.sketched import SKETCHES, add_sketches

    found = add_sketches(out, sketches or SKETCHES, tasks)
    if as_json:
        print_json(found)
        return
    say(f"{out}: {found['pairs']} pairs more, over {found['docs']} docs of {found['sketches']} sketches.")
