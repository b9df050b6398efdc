"""Groups of commands as the command line has them: what each command does is said whole, and one of them is done where none is
named."""

from __future__ import annotations

import re
from typing import Any

import click

_SENTENCE = re.compile(r"(?<=\.)\s+(?=[A-Z`])")


class ToldGroup(click.Group):
    """Its help has the first sentence of each command's, in as many lines as it takes: click cuts it off at one."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, _first_sentence(one.help or one.short_help or "")) for name, one in commands if one is not None]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


class ListingGroup(ToldGroup):
    """Its `default` command is done where none is named, with the options that were given: `sessions --json` is `sessions list
    --json`."""

    def __init__(self, *args: Any, default: str = "list", **attrs: Any) -> None:
        super().__init__(*args, **{"subcommand_metavar": "[COMMAND] [ARGS]...", **attrs})
        self.default = default

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {option for param in self.get_params(ctx) for option in param.opts}
        at = next((index for index, word in enumerate(args) if word not in own), len(args))
        if at == len(args) or args[at].startswith("-"):
            args = [*args[:at], self.default, *args[at:]]
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_commands(ctx, formatter)
        formatter.write_paragraph()
        formatter.write_text(f"Where none is named: {self.default}.")


def _first_sentence(words: str) -> str:
    return _SENTENCE.split(" ".join(words.split("\n\n")[0].replace("\b", " ").split()))[0]
