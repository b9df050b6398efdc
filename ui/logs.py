"""What goes on inside, line by line on stderr: `-v` tells the steps, `--debug` all of it, prompts and replies included.

Our own loggers alone: what other libraries have to say stays theirs, unless it is a warning.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

ROOMS = ("agent", "apidocs", "bench", "demophone", "foundry", "interpreter", "phones", "sessions", "thumbwright", "ui")
_FORMAT = "%(asctime)s.%(msecs)03d %(levelname)-7s %(name)s: %(message)s"
AnyCommand = TypeVar("AnyCommand", bound=click.Command)


def log_to_stderr(level: int) -> None:
    """Begin; called twice, the wordier one holds."""
    root = logging.getLogger()
    if not any(isinstance(handler, _ToStderr) for handler in root.handlers):
        handler = _ToStderr()
        handler.setFormatter(logging.Formatter(_FORMAT, "%H:%M:%S"))
        root.addHandler(handler)
    for room in ROOMS:
        logger = logging.getLogger(room)
        logger.setLevel(min(level, logger.level or level))


class _ToStderr(logging.StreamHandler[Any]):
    """Writes to what is stderr at the time: a progress bar or a test may have put something else there."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)


def _begin(level: int) -> Callable[[click.Context, click.Parameter, bool], None]:
    def callback(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
        if wanted:
            log_to_stderr(level)

    return callback


def options(hidden: bool = False) -> list[click.Option]:
    """`-v` and `--debug`, for the root, and for every command: people write them at either end."""
    return [
        click.Option(
            ["-v", "--verbose"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            hidden=hidden,
            callback=_begin(logging.INFO),
            help="Log the steps to stderr.",
        ),
        click.Option(
            ["--debug"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            hidden=hidden,
            callback=_begin(logging.DEBUG),
            help="Log all of it to stderr, prompts and replies included.",
        ),
    ]


def logging_command(command: AnyCommand) -> AnyCommand:
    """The command, and those below it, with these options, said in the root's help alone."""
    taken = {opt for param in command.params for opt in param.opts}
    command.params += [option for option in options(hidden=True) if not taken & set(option.opts)]
    if isinstance(command, click.Group):
        for below in command.commands.values():
            logging_command(below)
    return command
