"""Options that several commands of training have, and how those tell their progress that go through a folder of pairs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.printing import say

if TYPE_CHECKING:
    from foundry.progress import Progress

FOLDER = click.Path(path_type=Path, file_okay=False)
made_pairs_option = click.option(
    "--pairs", type=FOLDER, required=True, help="A folder that `train data` made: tasks of its split `train` are taken."
)
made_option = click.option(
    "--out", type=FOLDER, required=True, help="The folder that is made; the same command goes on where it stopped."
)
json_option = click.option("--json", "as_json", is_flag=True)


def tell_task(progress: Progress, came: str) -> None:
    """`came`: what came of the last task, in words."""
    if progress.problem:
        say(f"{progress.done} of {progress.tasks}  {progress.problem}")
    elif progress.last is None:
        say(f"{progress.done} of {progress.tasks} tasks are there")
    else:
        minutes = round(progress.left_s / 60)
        say(f"{progress.done} of {progress.tasks}  {progress.last['source']}: {came}  {minutes} min left")
