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
SHIPPED_FILE = ROOT / "docs" / "shipped.md"
SHIPPED_HEAD = """\
# Docs that come with thumbwright

Some of Android's own apps have a doc before they were learned, so that a task on a new phone needn't wait. They are made from
the apps' public sources (ids, labels, what opens what), in `apidocs/shipped/aosp/`, one file an app; labels whose text wasn't
looked up there are from general knowledge of these apps. **None of them was ever held against a real phone**: Settings and
Clock were held against nine published page sources of real phones (`pytest tests/apidocs/shipped/test_real_dumps.py`: 42 of
the 50 things that can be touched on seven of them are named, and nothing is named wrongly; one in another language and one
of a page that the doc lacks are taken for none of its screens), and both were walked on the demo phone, in apps built like
them. So:

- A doc is **unverified** until `thumbwright apps verify PACKAGE` has walked it on your phone: it goes to every screen that a
  harmless way leads to, looks for what is named there, and touches nothing else. What isn't there is left out from then on;
  the doc is then *verified*, or *verified in part* where some screens weren't reached. `apps list`, `apps show` and the
  terminal UI say which, and so does every run before it begins.
- It is taken for an installed app that was never learned, where the phone speaks English and the app's first screen is as the
  doc says (at least 60 % of it). Another maker's app of the same package, or a later one that looks otherwise, is learned on
  the spot, as any app is. A task that the doc has nothing of
  leads to a look at the app, too; and where a run by it came to nothing, with nothing done, the app is learned (asked first on
  a phone that is somebody's) and the task tried once more.
- Until it was verified as a whole, what is found by its id has to say what the doc says it does, and of two that could be
  meant none is touched: a name that isn't there fails and says so. What the screen itself calls sending, calling or deleting
  is asked about, whatever the doc says.
- `thumbwright apps learn PACKAGE` replaces it, and keeps its names where they fit.

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


def render_shipped() -> str:
    """The page of docs that come with the program."""
    from apidocs.shipped.apps import shipped_doc, ships

    rows = ["| app | package | built alike | Android | screens | names | sources |", "|---|---|---|---|---|---|---|"]
    for one in ships():
        doc = shipped_doc(one.package)
        assert doc is not None  # it ships
        names = sum(len(screen.elements) for screen in doc.screens)
        alike, sources = ", ".join(f"`{package}`" for package in one.like), "; ".join(one.sources)
        cells = (one.label, f"`{one.package}`", alike, one.android, str(len(doc.screens)), str(names), sources)
        rows.append(f"| {' | '.join(cells)} |")
    return f"{SHIPPED_HEAD}{chr(10).join(rows)}\n"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    FILE.write_text(render(), "utf-8")
    PHONE_FILE.write_text(render_phone(), "utf-8")
    SHIPPED_FILE.write_text(render_shipped(), "utf-8")
    print(f"Wrote {FILE}, {PHONE_FILE} and {SHIPPED_FILE}", file=sys.stderr)
