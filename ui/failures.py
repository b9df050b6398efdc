"""A command's failure, told: the words on stderr for the person, and with `--json` the error on stdout for whoever reads data."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from ground.disk import disk_error
from ground.errors import ThumbwrightError
from ground.exits import ExitCode
from ground.phone_lock import PhoneInUse
from ui.printing import print_json

JSON = "--json"


def tell(error: BaseException, args: Sequence[str], root: click.Group) -> int | None:
    """Say what happened and return the exit code; None for what is a defect of ours, which Python shows whole. `root` is the
    command line that was given `args`."""
    if isinstance(error, BrokenPipeError):
        return ExitCode.DONE  # whoever read stdout has seen enough
    told = disk_error(error) or error if isinstance(error, OSError) else error
    if isinstance(told, PhoneInUse) and "--wait" not in (options := _options(args, root)):
        told.args = (told.told(options),)
    code = _code(told)
    if JSON in args:
        _print(told, ExitCode.NOT_DONE if code is None else code)
    if isinstance(told, click.ClickException):
        told.show(sys.stderr)
    elif code is not None:
        click.echo(_words(told), err=True)
    return code


def _options(args: Sequence[str], root: click.Group) -> set[str]:
    """Of the command that is called: the first words that name one are it, before whatever is given to it."""
    command: click.Command = root
    with click.Context(root) as ctx:
        for word in args:
            below = command.get_command(ctx, word) if isinstance(command, click.Group) else None
            command = below or command
    return {option for param in command.params for option in param.opts}


def _code(error: BaseException) -> int | None:
    if isinstance(error, (click.exceptions.Abort, KeyboardInterrupt)):
        return ExitCode.CANCELLED
    return error.exit_code if isinstance(error, (click.ClickException, ThumbwrightError)) else None


def _words(error: BaseException) -> str:
    if isinstance(error, (click.exceptions.Abort, KeyboardInterrupt)):
        return "Cancelled."
    return error.format_message() if isinstance(error, click.ClickException) else str(error)


def _print(error: BaseException, code: int) -> None:
    kind = "Cancelled" if code == ExitCode.CANCELLED else type(error).__name__
    print_json({"error": {"kind": kind, "message": _words(error), "exit_code": int(code)}})
