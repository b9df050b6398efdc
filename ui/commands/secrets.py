"""`thumbwright secrets …`: values that scripts have typed and nobody sees."""

from __future__ import annotations

import sys

import click

from ui.groups import ListingGroup
from ui.printing import print_json, print_table, say


@click.group("secrets", cls=ListingGroup)
def command() -> None:
    """Passwords and the like, for scripts: set, list, rm. A script types one by its name, `secret("name")`, and never sees it."""


@command.command("set")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True)
def set_command(name: str, as_json: bool) -> None:
    """Store a secret as NAME in the system's keyring. The value is asked for, or read from stdin; it is no argument, as other
    users of the machine can read those.

    Without a keyring: THUMBWRIGHT_SECRET_NAME=… in the environment.
    """
    from ground import secret_store

    secret_store.checked_name(name)
    if sys.stdin.isatty():
        value = str(click.prompt(f"Value of {name}", hide_input=True, confirmation_prompt="Once more", err=True))
    else:
        value = sys.stdin.readline().rstrip("\r\n")
    secret_store.keep(name, value)
    if as_json:
        print_json({"name": name, "where": "keyring"})
        return
    say(f'Stored. A script types it with secret("{name}").')


@command.command("list")
@click.option("--json", "as_json", is_flag=True)
def list_command(as_json: bool = False) -> None:
    """The names, and where each value lies. No value is shown."""
    from ground.secret_store import listed

    found = listed()
    if as_json:
        print_json(found)
        return
    print_table(("name", "where"), [(one.name, one.where) for one in found])
    if not found:
        say("No secrets. Store one: thumbwright secrets set NAME")


@command.command("rm")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True)
def rm_command(name: str, as_json: bool) -> None:
    """Remove the secret NAME from the keyring."""
    from ground import secret_store

    secret_store.forget(name)
    if as_json:
        print_json({"name": name, "removed": True})
        return
    say(f"Removed {name}.")
