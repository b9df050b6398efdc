"""`thumbwright doctor`: every check with its reason and its fix."""

from __future__ import annotations

from collections.abc import Iterator

import click

from thumbwright.exits import ExitCode


@click.command("doctor")
@click.option("-s", "--serial", default="", metavar="SERIAL", help="Which phone to look at.")
@click.option("--json", "as_json", is_flag=True)
def command(serial: str, as_json: bool) -> int:
    """Look for what is missing or wrong, from adb to the model, and say how to mend it."""
    from ui.printing import print_json, say

    checks = []
    for check in _checks(serial):
        checks.append(check)
        if not as_json:
            mark, colour = {"ok": ("✓", "green"), "warn": ("!", "yellow")}.get(check[1], ("✗", "red"))
            click.echo(f"{click.style(mark, fg=colour)} {check[0]}: {check[2]}")
            if check[3]:
                click.echo(f"    {check[3]}")
    if as_json:
        print_json([dict(zip(("name", "state", "reason", "fix"), check, strict=True)) for check in checks])
    failed = sum(check[1] == "fail" for check in checks)
    say(f"{len(checks)} checks, {failed} failed." if failed else f"{len(checks)} checks, nothing stands in the way.")
    return ExitCode.NOT_DONE if failed else ExitCode.DONE


def _checks(serial: str) -> Iterator[tuple[str, str, str, str]]:
    from phones.checks import run_checks
    from ui.checks import machine_checks

    for check in run_checks(serial or None):
        yield check.name, str(check.state), check.reason, check.fix
    yield from machine_checks()
