"""`thumbwright plugins`: what other packages have added."""

from __future__ import annotations

import click

from ground.exits import ExitCode


@click.command("plugins")
@click.option("--json", "as_json", is_flag=True)
def command(as_json: bool) -> int:
    """What is added by packages: models, docs, phones, exporters; each is imported once to see whether it can be.

    \b
    writers    writes scripts: --model NAME
    docs       gives docs of apps that aren't learned
    phones     opens phones: -s NAME:ADDRESS
    exporters  makes files of sessions: sessions export ID --to NAME
    """
    from ground.errors import PluginError
    from ground.plugins import KINDS, plugins
    from ui.printing import print_json, print_table, say

    rows = []
    for kind in KINDS:
        for one in plugins(kind):
            try:
                one.load()
                trouble = ""
            except PluginError as error:
                trouble = error.reason
            rows.append((kind, one.name, one.package, one.entry.value, trouble))
    names = ("kind", "name", "package", "module", "trouble")
    if as_json:
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    else:
        print_table(names, rows)
        if not rows:
            say("No plugins are installed. How one is written: docs/python.md")
    return ExitCode.USAGE if any(row[-1] for row in rows) else ExitCode.DONE
