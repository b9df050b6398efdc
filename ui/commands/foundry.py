"""`thumbwright foundry …`: the domains that generated apps are made of."""

from __future__ import annotations

from pathlib import Path

import click

from ground.exits import ExitCode
from ui.groups import ToldGroup
from ui.printing import print_json, print_table, say


@click.group("foundry", cls=ToldGroup)
def command() -> None:
    """Generated apps: the domains that they are made of."""


json_option = click.option("--json", "as_json", is_flag=True, help="As JSON.")


@command.command("check")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@json_option
def check_command(folder: Path, as_json: bool) -> None:
    """What is wrong with the domains (NAME.yaml) in FOLDER; docs/foundry.md has their schema.

    Ends with 2 where anything is.
    """
    from foundry.checking import check_folder

    report = check_folder(folder)
    wrong = {name: found for name, found in report.items() if found}
    if as_json:
        print_json({"domains": len(report), "wrong": len(wrong), "problems": wrong})
    else:
        for name, found in wrong.items():
            for problem in found:
                click.echo(f"{name}: {problem}")
        say(f"{len(report)} domains, {len(wrong)} with something wrong")
    if wrong:
        click.get_current_context().exit(ExitCode.USAGE)


@command.command("list")
@json_option
def list_command(as_json: bool) -> None:
    """The domains that come with the project, and the half that each is in."""
    from foundry.halves import domain_files, half_of

    rows = [(path.stem, half_of(path.stem)) for path in domain_files()]
    if as_json:
        print_json([{"domain": name, "half": half} for name, half in rows])
    else:
        print_table(("domain", "half"), rows)
