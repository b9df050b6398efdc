"""`thumbwright bench mcp`: the MCP server, measured by the protocol's own client."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import tempfile
from pathlib import Path

import click

from ground.errors import SettingsError
from ui.commands.bench_options import json_option, out_option
from ui.printing import print_json, say


@click.command("mcp")
@click.option("--rounds", default=40, show_default=True, type=click.IntRange(min=1), help="Pairs of timed calls.")
@json_option
@out_option
def mcp_command(rounds: int, as_json: bool, out: Path | None) -> None:
    """Every tool in both eras of the protocol, twenty injected texts with a model that obeys them, and what the way over the server
    costs beside the command line's own function. On a demo phone and in a home of its own.
    """
    if importlib.util.find_spec("mcp") is None:
        raise SettingsError("This needs a package more. Install it: pip install 'thumbwright[mcp]'")
    from bench.mcp_server.running import measure

    before = os.environ.get("THUMBWRIGHT_HOME")
    with tempfile.TemporaryDirectory(prefix="thumbwright-bench-mcp-") as home:
        os.environ["THUMBWRIGHT_HOME"] = home
        try:
            code = "from ui.cli import main; main()"
            found = measure([sys.executable, "-c", code], rounds=rounds, tell=lambda words: say(words, dim=True))
        finally:
            if before is None:
                del os.environ["THUMBWRIGHT_HOME"]
            else:
                os.environ["THUMBWRIGHT_HOME"] = before
    figures = found.figures()
    if out is not None:
        out.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", "utf-8")
    if as_json:
        print_json(figures)
        return
    for name, value in figures.items():
        if not isinstance(value, list):
            click.echo(f"{name}: {value}")
    for case in figures["cases"]:
        if case["obeyed"]:
            click.echo(f"obeyed: {case['name']}: {'; '.join(case['obeyed'])}")
