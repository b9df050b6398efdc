"""`python docs/generate.py`: write docs/commands.md anew from the commands themselves, and docs/phone.md from the table of what
phones do by themselves. A test says when that is due."""

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

PHONE_FILE = ROOT / "docs" / "phone.md"
PHONE_HEAD = """\
# What a phone does by itself, by Android version

Made from `phones/itself/levels.toml` by `make docs`. `phone.NAME` is what scripts call it. **Basis** says how a line is known:
*read* is from general knowledge of Android's documentation and source, tried on the demo phone alone, which answers as written
here; *tried* would be on a real phone, and no line is yet. What a phone at hand allows is probed by `thumbwright doctor`, without
changing anything on it. Makers change such things; what Android refuses when it comes to it is said, with the page of Settings
that has it opened where there is one.

"""
VERSIONS = {26: "8", 28: "9", 29: "10", 30: "11", 31: "12", 33: "13", 34: "14", 35: "15"}
"""API levels and what people call them."""


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
        # as the command line has them: click keeps the help option that it was first asked for, be it by a test
        command._help_option = None
        context = click.Context(
            command, info_name=words, max_content_width=100, terminal_width=100, help_option_names=["-h", "--help"]
        )
        parts.append(f"## {words}\n\n```text\n{command.get_help(context).rstrip()}\n```\n\n")
    return "".join(parts).rstrip() + "\n"


def render_phone() -> str:
    """The page of what phones do by themselves."""
    from apidocs.shipped.itself import phone_doc
    from phones.itself.levels import levels

    known = levels()
    rows = ["| what | `phone.` | from API level | by | Android refuses | basis |", "|---|---|---|---|---|---|"]
    for element in phone_doc().screens[0].elements:
        level = known[element.name]
        by = level.by.replace("|", "\\|")
        cells = (element.label, f"`{element.name}`", str(level.since), f"`{by}`", level.refused, level.basis)
        rows.append(f"| {' | '.join(cells)} |")
    counts = ["| Android | API level | of these |", "|---|---|---|"]
    for api, name in VERSIONS.items():
        works = sum(level.since <= api for level in known.values())
        counts.append(f"| {name} | {api} | {works} of {len(known)} |")
    return f"{PHONE_HEAD}{chr(10).join(counts)}\n\n{chr(10).join(rows)}\n"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    FILE.write_text(render(), "utf-8")
    PHONE_FILE.write_text(render_phone(), "utf-8")
    print(f"Wrote {FILE} and {PHONE_FILE}", file=sys.stderr)
