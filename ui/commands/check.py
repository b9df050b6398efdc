"""`thumbwright check`: a script against its app's doc."""

from __future__ import annotations

from pathlib import Path

import click

from ground.errors import SettingsError
from ground.exits import ExitCode


@click.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--app", required=True, help="Package or name of the app whose doc the script is for.")
@click.option("--json", "as_json", is_flag=True)
def command(file: Path, app: str, as_json: bool) -> int:
    """Check the script in FILE: names, types, reachability, forms left unsaved, and what it would ask consent for."""
    from interpreter.check.checking import check
    from thumbwright.use.docs import doc_to_show
    from thumbwright.use.given import script_text
    from ui.printing import print_json, say

    if not file.is_file():
        raise SettingsError(f"There is no script {file}.")
    report = check(script_text(file), doc_to_show(app))
    if as_json:
        print_json(report)
    else:
        for problem in report.problems:
            place = f"{file}:{problem.line}" if problem.line else str(file)
            click.echo(f"{place}: {problem.severity}: {problem.words}")
        for effect in report.effects:
            click.echo(f"{file}:{effect.line}: {effect.effect.value}: {effect.what}.{effect.op}")
        errors = sum(problem.severity == "error" for problem in report.problems)
        say("It would be refused." if errors else "It can run.")
    return ExitCode.SCRIPT if any(problem.severity == "error" for problem in report.problems) else ExitCode.DONE
