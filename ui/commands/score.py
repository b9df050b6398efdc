"""`thumbwright train score` and `thumbwright bench score`: the weights of the score fitted, and what each part of it is worth."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ui.printing import print_json, print_table, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from agent.model.meaning import Meaning

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("score")
@click.argument("folders", type=FOLDER, nargs=-1, required=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("score.toml"),
    show_default=True,
    help="Where the weights are written.",
)
@click.option(
    "--only-ask",
    is_flag=True,
    help="Leave the weights in that file as they are, and find only from which chance on the person is asked.",
)
@click.option("--json", "as_json", is_flag=True)
def fit_command(folders: Sequence[Path], out: Path, only_ask: bool, as_json: bool) -> None:
    """Fit the score's weights on candidates of FOLDERS (`thumbwright bench candidates`), which have to be of the train half."""
    from training.scoring import fit_ask, fit_score, read_score, write_ask, write_score
    from training.tried import read_candidates

    kept = read_score(out) if only_ask else None
    with _encoder() as meaning:
        tasks = [task for folder in folders for task in read_candidates(folder, meaning)]
    if kept is not None:
        score, figures = fit_ask(tasks, kept)
        write_ask(score, figures, out)
    else:
        score, figures = fit_score(tasks)
        write_score(score, figures, out)
    if as_json:
        print_json(figures)
        return
    print_table(("feature", "alone", "among"), _rows(score.tables["alone"].worth, score.tables["among"].worth))
    if kept is None:
        say(f"{out}: a script runs from {score.run:.2f} on. Apps left out in turn: {figures['left_out']}.")
    asked = figures["asked"]
    say(
        f"{out}: the person is asked from {score.ask:.2f} on: {asked['asked']} of {asked['of']} tasks, {asked['right']} right."
    )


@click.command("score")
@click.argument("folder", type=FOLDER)
@click.option(
    "--fitted-on", type=FOLDER, multiple=True, help="Candidates of the train half: parts are left out by fitting anew."
)
@click.option("--json", "as_json", is_flag=True)
def measure_command(folder: Path, fitted_on: Sequence[Path], as_json: bool) -> None:
    """What the score makes of the candidates in FOLDER, which it was not fitted on: with all of it, without each of its features
    (with --fitted-on), without other candidates than the likeliest, and with what was likeliest run whatever speaks against it.
    Nothing is run again."""
    from agent.decide.score import shipped_score
    from training.scoring import worth_of_parts
    from training.tried import read_candidates

    with _encoder() as meaning:
        tasks = read_candidates(folder, meaning)
        before = [task for one in fitted_on for task in read_candidates(one, meaning)]
    found = worth_of_parts(tasks, shipped_score(), before)
    if as_json:
        print_json(found)
        return
    names = ("success", "false_done", "harmful", "told_wrong", "held")
    print_table(("", *names), [(part, *(told.get(name, 0) for name in names)) for part, told in found.items()])


@contextlib.contextmanager
def _encoder() -> Iterator[Meaning]:
    """The encoder, which the score is fitted and measured with. Raises ModelError where it isn't here."""
    from agent.model.meaning import open_meaning
    from ground.errors import ModelError

    meaning = open_meaning()
    if meaning is None:
        raise ModelError(
            "The score is fitted with the model for meaning, which isn't here: thumbwright models pull minilm"
        )
    with contextlib.closing(meaning):
        yield meaning


def _rows(alone: Mapping[str, float], among: Mapping[str, float]) -> list[tuple[Any, ...]]:
    return [(name, alone.get(name, ""), worth) for name, worth in among.items()]
