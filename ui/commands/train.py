"""`thumbwright train …`: an adapter of the model, trained on pairs of task and script. Progress goes to stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ground.exits import ExitCode
from ground.settings import load_settings
from ui.commands.train_keep import keep_command
from ui.groups import ToldGroup
from ui.interrupts import Interrupts
from ui.printing import print_json, say

from .score import fit_command
from .train_attempts import attempts_command
from .train_data import data_command
from .train_merge import merge_command
from .train_paraphrase import paraphrase_command
from .train_sketches import sketches_command

if TYPE_CHECKING:
    from training.running import Progress
    from training.work import Outcome

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, dir_okay=False)
RATE = click.FloatRange(min=0, min_open=True)
EVERY_S = 15.0
"""Between two lines of progress, where no terminal shows one that changes."""


@click.group("train", cls=ToldGroup, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """The apprentice: an adapter of the model, trained on pairs of task and script."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


command.add_command(data_command)
command.add_command(sketches_command)
command.add_command(fit_command)
command.add_command(attempts_command)
command.add_command(paraphrase_command)

command.add_command(keep_command)
command.add_command(merge_command)

pairs_option = click.option(
    "--pairs", type=FOLDER, required=True, help="The folder with pairs.jsonl (or prefer.jsonl) and docs/."
)
out_option = click.option(
    "--out", type=FOLDER, required=True, help="The run's folder: checkpoints, prefix states, adapter.gguf."
)
base_option = click.option(
    "--base", default="", help="The model to train beside: a name of `thumbwright models`, or a GGUF file."
)
states_option = click.option(
    "--states", type=FOLDER, help="Where the docs' evaluated states are kept, if not in --out: runs can share them."
)
seed_option = click.option(
    "--seed",
    default=0,
    show_default=True,
    type=click.IntRange(min=0),
    help="Another one: another order, another beginning.",
)
tokens_option = click.option(
    "--batch-tokens",
    default=800,
    show_default=True,
    type=click.IntRange(min=1),
    help="Tokens of a step at most: what memory is taken.",
)
json_option = click.option("--json", "as_json", is_flag=True)


@command.command("run")
@pairs_option
@out_option
@base_option
@states_option
@click.option(
    "--from",
    "start",
    type=FILE,
    help="Begin with the adapter of this checkpoint, or GGUF file, instead of an empty one.",
)
@click.option(
    "--rank",
    default=8,
    show_default=True,
    type=click.IntRange(min=1),
    help="How wide the adapter is; 8 makes a file of 18 MB.",
)
@click.option("--rate", default=2e-4, show_default=True, type=RATE, help="The highest learning rate.")
@click.option("--epochs", default=1, show_default=True, type=click.IntRange(min=1), help="Passes over all pairs.")
@click.option("--batch", default=8, show_default=True, type=click.IntRange(min=1), help="Pairs of a step.")
@click.option(
    "--look-every",
    default=50,
    show_default=True,
    type=click.IntRange(min=1),
    help="Steps between two looks at the part held out.",
)
@seed_option
@tokens_option
@json_option
def run_command(
    pairs: Path,
    out: Path,
    base: str,
    states: Path | None,
    start: Path | None,
    rank: int,
    rate: float,
    epochs: int,
    batch: int,
    look_every: int,
    seed: int,
    batch_tokens: int,
    as_json: bool,
) -> None:
    """Train on pairs, and export the adapter. Stopped or killed, the same command goes on from its last checkpoint."""
    from training.schedule import Plan

    plan = Plan(
        rank=rank,
        alpha=2.0 * rank,
        rate=rate,
        epochs=epochs,
        batch=batch,
        look_every=look_every,
        seed=seed,
        batch_tokens=batch_tokens,
    )
    _train(plan, pairs, out, base, as_json, start=start, states=states)


@command.command("prefer")
@pairs_option
@out_option
@click.option(
    "--from",
    "start",
    type=FILE,
    required=True,
    help="The checkpoint, or GGUF adapter, to begin from, and to be compared with.",
)
@base_option
@states_option
@click.option("--rate", default=2e-5, show_default=True, type=RATE, help="The highest learning rate.")
@click.option("--epochs", default=1, show_default=True, type=click.IntRange(min=1), help="Passes over all preferences.")
@seed_option
@tokens_option
@json_option
def prefer_command(
    pairs: Path,
    out: Path,
    start: Path,
    base: str,
    states: Path | None,
    rate: float,
    epochs: int,
    seed: int,
    batch_tokens: int,
    as_json: bool,
) -> None:
    """Train on which of two answers is better (prefer.jsonl), from a checkpoint on, and export the adapter."""
    from training.schedule import Plan

    plan = Plan(rate=rate, epochs=epochs, seed=seed, batch=4, batch_tokens=batch_tokens, dropout=0.0)
    _train(plan, pairs, out, base, as_json, start=start, states=states, preferences=True)


@command.command("mine")
@base_option
@click.option("--rate", default=1e-4, show_default=True, type=RATE, help="The highest learning rate.")
@click.option("--epochs", default=2, show_default=True, type=click.IntRange(min=1), help="Passes over all pairs.")
@tokens_option
@json_option
def mine_command(base: str, rate: float, epochs: int, batch_tokens: int, as_json: bool) -> int:
    """Train on your own apps' docs and on tasks that were done, on top of the adapter that comes with thumbwright.

    Nothing leaves this machine. The result is kept as the adapter `own` only if your saved tasks, which it doesn't learn from,
    are written no worse than before. An evening's work: stopped or killed, the same command goes on.
    """
    from training.machine import require_packages

    require_packages()
    from thumbwright.use.stores import open_store
    from training.own import train_own

    shown = _Shown()
    interrupts = Interrupts()
    with interrupts.heeded():
        own = train_own(
            open_store(say),
            base or load_settings().model,
            rate,
            epochs,
            batch_tokens,
            tell=shown.tell,
            on_step=shown.step,
            cancelled=interrupts.cancel.is_set,
        )
    shown.end()
    if as_json:
        print_json(own)
        return ExitCode.DONE if own.kept else ExitCode.NOT_DONE
    outcome, origin = own.outcome, own.outcome.origin
    say(f"Trained on {own.mined.samples} samples and {own.mined.sessions} sessions of {own.mined.docs} apps.")
    if origin.held_out_loss is None or origin.held_out_loss_before is None:
        say("Nothing was left to judge it by, so it isn't kept.")
        return ExitCode.NOT_DONE
    say(
        f"Of {outcome.held_out} {'saved tasks' if own.mined.saved_tasks else 'pairs held out'}, {outcome.right_before} were "
        f"written right before and {outcome.right_after} now; the loss on them was {origin.held_out_loss_before:.3f} and is "
        f"{origin.held_out_loss:.3f}."
    )
    if own.kept is None:
        say("It does worse, so it isn't kept.")
        return ExitCode.NOT_DONE
    say(f"Kept: {own.kept}. Use it: thumbwright models use {own.kept.stem}")
    return ExitCode.DONE


@command.command("export")
@click.argument("checkpoint", type=FILE)
@click.argument("out", type=FILE)
@click.option(
    "--strength",
    default=1.0,
    show_default=True,
    type=click.FloatRange(0, 1, min_open=True),
    help="How much of what was learned counts: with less, more is as the model itself would have it.",
)
def export_command(checkpoint: Path, out: Path, strength: float) -> None:
    """Write the adapter of CHECKPOINT as the GGUF file OUT."""
    from training.checkpoints import load
    from training.exporting import export
    from training.machine import require_packages

    require_packages()
    say(f"{out}: {export(load(checkpoint), out, strength) / 1e6:.1f} MB")


def _train(plan: Any, pairs: Path, out: Path, base: str, as_json: bool, **options: Any) -> None:
    from training.work import train

    interrupts = Interrupts()
    shown = _Shown()
    with interrupts.heeded():
        outcome: Outcome = train(
            pairs,
            out,
            base or load_settings().model,
            plan,
            tell=shown.tell,
            on_step=shown.step,
            cancelled=interrupts.cancel.is_set,
            **options,
        )
    shown.end()
    if as_json:
        print_json(outcome)
        return
    origin = outcome.origin
    loss = f", loss on the part held out {origin.held_out_loss:.3f}" if origin.held_out_loss is not None else ""
    left = f" {outcome.left_out} pairs left out: too large a doc, or too long." if outcome.left_out else ""
    say(
        f"{outcome.adapter}: {outcome.bytes / 1e6:.1f} MB, {origin.pairs} pairs over {origin.docs} docs, "
        f"{origin.steps} steps{loss}.{left}"
    )


class _Shown:
    """One line that changes, on a terminal; elsewhere a line now and then."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._last = 0.0
        self._what = ""
        self._terminal = sys.stderr.isatty()

    def tell(self, what: str, done: int, of: int) -> None:
        self._line(f"{what}{f': {done} of {of}' if of > 1 else ' …'}", always=what != self._what)
        self._what = what

    def step(self, progress: Progress) -> None:
        held = "" if progress.held_out_loss is None else f"  held out {progress.held_out_loss:.3f}"
        self._line(
            f"step {progress.step} of {progress.steps}  loss {progress.loss:.3f}{held}  "
            f"{progress.tokens_per_s:.0f} tokens/s  {_span(progress.left_s)} left",
            always=progress.step == progress.steps,
        )

    def _line(self, text: str, always: bool) -> None:
        if self._terminal:
            click.echo(f"\r\x1b[K{text}", err=True, nl=False)
        elif always or self._now() - self._last >= EVERY_S:
            self._last = self._now()
            say(text)

    def end(self) -> None:
        if self._terminal:
            say()


def _span(seconds: float) -> str:
    minutes = round(seconds / 60)
    return (
        f"{minutes // 60} h {minutes % 60} min"
        if minutes >= 60
        else f"{minutes} min"
        if minutes
        else f"{seconds:.0f} s"
    )
