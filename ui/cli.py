"""The command line's root: finds commands without importing them, and turns our errors into messages and exit codes.

stdout is data; everything said to the person goes to stderr.
"""

from __future__ import annotations

import importlib
import io
import sys
from typing import Any

import click

from ground import outward
from ground.exits import ExitCode
from ui import logs

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("ui.commands.demo", "The whole way once, on the demo phone."),
    "run": ("ui.commands.run", "Carry out a task, a script file or a saved task."),
    "teach": ("ui.commands.teach", "Show a task once on the phone, and keep it."),
    "write": ("ui.commands.write", "Write the script for a task and stop there."),
    "replay": ("ui.commands.replay", "Repeat a session's calls on a phone, without a model."),
    "undo": ("ui.commands.undo", "Put back the settings that a session changed."),
    "check": ("ui.commands.check", "Check a script against its app's doc; the phone is not touched."),
    "doctor": ("ui.commands.doctor", "Look for what is missing or wrong, and say how to mend it."),
    "apps": ("ui.commands.apps", "What apps offer: learn, list and show their docs."),
    "tasks": ("ui.commands.tasks", "Saved tasks: list, save, show, edit, remove, schedule."),
    "sessions": ("ui.commands.sessions", "What was done: list, show, search, keep, remove."),
    "phones": ("ui.commands.phones", "Phones that adb knows, and the demo phone."),
    "farm": ("ui.commands.farm", "Phones on several machines: up, join, run, status, key."),
    "models": ("ui.commands.models", "Model files and adapters: list, pull, use, verify, remove."),
    "train": ("ui.commands.train", "The apprentice: an adapter of the model, trained on pairs of task and script."),
    "plugins": ("ui.commands.plugins", "What other packages have added: models, docs, phones, exporters."),
    "policy": ("ui.commands.policy", "What is allowed, asked about and never done: show, set."),
    "secrets": ("ui.commands.secrets", "Passwords and the like, typed by scripts and seen by nobody: set, list, rm."),
    "config": ("ui.commands.config", "Settings: show, set, validate, path."),
    "mcp": ("ui.commands.mcp", "Phones for an agent: the MCP server, and its entry in a client's settings."),
    "bench": ("ui.commands.bench", "Success, speed and scale, measured."),
    "foundry": ("ui.commands.foundry", "Generated apps: the domains that they are made of."),
}
"""Name → module and one line of help, kept here so that `--help` imports none of them."""

MEANINGS = {
    ExitCode.DONE: "done",
    ExitCode.NOT_DONE: "the task was not done",
    ExitCode.USAGE: "the words of the command are off",
    ExitCode.PHONE: "no phone, or it was lost",
    ExitCode.MODEL: "no model, or it is damaged or died",
    ExitCode.DOC: "no such app, or its doc can't be used",
    ExitCode.SCRIPT: "the script was refused or broke its limits",
    ExitCode.REFUSED: "a consent was not given",
    ExitCode.DIFFERENT: "a replay met another screen",
    ExitCode.STORE: "the session store, or another file of ours, can't be used",
    ExitCode.UNPROVED: "carried out, and the phone could not show that all of it took effect",
    ExitCode.PARTLY: "some of the task was done and some not",
    ExitCode.CANCELLED: "cancelled",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return logs.logging_command(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS:
            import difflib

            near = difflib.get_close_matches(name, COMMANDS, 1)
            hint = f" Did you mean: thumbwright {near[0]}?" if near else ' To run a task: thumbwright run "…"'
            ctx.fail(f"There is no command {name!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(int(code)), text) for code, text in MEANINGS.items()])


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    params=logs.options(),
)
@click.version_option(package_name="thumbwright")
@click.pass_context
def root(ctx: click.Context) -> None:
    """Tell your phone what to do: a small model on this machine writes a short script, and your phone carries it out.

    Without a command, the terminal UI opens. Where a command with --json fails, it prints the error as JSON.
    """
    if ctx.invoked_subcommand is None:
        from ui.terminal import run_terminal

        ctx.exit(run_terminal())


def main(args: list[str] | None = None) -> None:
    """Entry point; never returns."""
    outward.count()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a terminal or a pipe of another encoding: what it can't show is replaced, and no answer lost over it
            stream.reconfigure(errors="replace")
    sys.exit(invoke(args))


def invoke(args: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    said = sys.argv[1:] if args is None else args
    try:
        result: Any = root.main(args=said, standalone_mode=False)
    except SystemExit:  # no command of ours raises it: click does, where whoever read stdout has seen enough
        return ExitCode.DONE
    except (Exception, KeyboardInterrupt) as error:
        from ui.failures import tell

        code = tell(error, said, root)
        if code is None:
            raise
        return code
    return int(result) if isinstance(result, int) else ExitCode.DONE
