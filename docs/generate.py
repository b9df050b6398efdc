"""`python docs/generate.py`: write docs/commands.md anew from the commands themselves. A test says when that is due."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "commands.md"
HEAD = """\
# Commands

Made from the commands' own help by `make docs`. Data goes to stdout, everything said to you to stderr; `--json` gives the
data as JSON.

"""


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command and group with its words, in the order of `--help`."""
    from ui.cli import root

    yield "thumbwright", root
    yield from _below("thumbwright", root)


def _below(words: str, group: click.Group) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group, info_name=words)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        yield f"{words} {name}", command
        if isinstance(command, click.Group):
            yield from _below(f"{words} {name}", command)


def render() -> str:
    """The whole page."""
    parts = [HEAD]
    for words, command in commands():
        # as the command line has them: click keeps the help option that it was first asked for
        context = click.Context(
            command, info_name=words, max_content_width=100, terminal_width=100, help_option_names=["-h", "--help"]
        )
        parts.append(f"## {words}\n\n```text\n{command.get_help(context).rstrip()}\n```\n\n")
    return "".join(parts).rstrip() + "\n"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    FILE.write_text(render(), "utf-8")
    print(f"Wrote {FILE}", file=sys.stderr)
