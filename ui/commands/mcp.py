"""`thumbwright mcp …`: phones for an agent, over the Model Context Protocol."""

from __future__ import annotations

import importlib.util
import sys

import click

from ground.errors import SettingsError
from ui.groups import ToldGroup

PROFILES = ("readonly", "no-commerce", "full")
CLIENTS = ("claude-desktop", "claude-code", "cursor", "vscode")
profile_option = click.option(
    "--profile",
    type=click.Choice(PROFILES),
    default="no-commerce",
    show_default=True,
    help="readonly: nothing is typed, switched or saved. no-commerce: nothing is bought, no app installed. "
    "full: what your own rules say.",
)
allow_option = click.option(
    "--allow",
    multiple=True,
    metavar="EFFECT",
    help="Consent beforehand, for clients that can't ask: commit, send, delete … Can be repeated. No rule is overruled.",
)


@click.group("mcp", cls=ToldGroup, invoke_without_command=True)
@profile_option
@allow_option
@click.pass_context
def command(ctx: click.Context, profile: str, allow: tuple[str, ...]) -> None:
    """Serve an agent over standard input and output (MCP): ten tools for the phones of this computer.

    An agent's client starts this itself; `thumbwright mcp install` writes it into the client's settings. Needs the extra: pip
    install 'thumbwright[mcp]'. What saves, sends, deletes, calls or pays is asked of you by the client, or refused.
    """
    if ctx.invoked_subcommand is not None:
        return
    if importlib.util.find_spec("mcp") is None:
        raise SettingsError("The MCP server needs a package more. Install it: pip install 'thumbwright[mcp]'")
    from thumbwright.use.policies import effects_of
    from ui.mcp.profiles import Profile
    from ui.mcp.runs import Room
    from ui.mcp.server import serve
    from ui.printing import say

    effects_of(allow)  # a wrong name is said before anything starts
    if sys.stdin.isatty():
        say(
            "This speaks with an agent's client, which starts it itself: thumbwright mcp install --client NAME. Ctrl-C ends it."
        )
    serve(Room(Profile(profile), allow))


@command.command("install")
@click.option("--client", type=click.Choice(CLIENTS), required=True, help="Whose settings.")
@click.option("--print", "only_print", is_flag=True, help="Print the entry, and write nothing.")
@profile_option
@allow_option
def install_command(client: str, only_print: bool, profile: str, allow: tuple[str, ...]) -> None:
    """Write the server's entry into a client's settings; what else stands there stays, and a copy of the file is kept.

    Of claude-code it is .mcp.json in this folder, of the others the person's own settings. Start the client anew afterwards.
    """
    from thumbwright.use.policies import effects_of
    from ui.mcp.installing import Client, entry_for, install
    from ui.printing import say

    effects_of(allow)
    arguments = ["--profile", profile, *(word for effect in allow for word in ("--allow", effect))]
    entry = entry_for(Client(client), arguments)
    click.echo(entry.text)
    if only_print:
        say(f"Not written. It belongs into {entry.file}", dim=True)
        return
    done = install(entry)
    if not done.changed:
        say(f"{done.file} has it already.")
        return
    kept = f" As it was before: {done.backup}." if done.backup is not None else ""
    say(f"Written to {done.file}.{kept} Start {client} anew.")
    if importlib.util.find_spec("mcp") is None:
        say("The server itself needs a package more: pip install 'thumbwright[mcp]'", fg="yellow")
