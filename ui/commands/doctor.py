"""`thumbwright doctor`: every check with its reason and its fix."""

from __future__ import annotations

from pathlib import Path

import click

from ground.exits import ExitCode


@click.command("doctor")
@click.option("-s", "--serial", default="", metavar="SERIAL|demo", help="Which phone to look at.")
@click.option("--fix", is_flag=True, help="Mend first what can be mended without asking.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    is_flag=False,
    flag_value="thumbwright-doctor.md",
    help="Write the result to a file, without personal data, to attach to a bug report.",
)
@click.option("--no-speed", is_flag=True, help="Don't have the model write a few words.")
@click.option("--json", "as_json", is_flag=True)
def command(serial: str, fix: bool, report: Path | None, no_speed: bool, as_json: bool) -> int:
    """Look for what is missing or wrong, from adb to the model, and say how to mend it."""
    from ui.checks import all_checks
    from ui.printing import print_json, say

    if fix:
        from ui.phone_care import safe_fixes

        for mended in safe_fixes(serial):
            say(f"mended: {mended}")
    checks = []
    for check in all_checks(serial, speed=not no_speed):
        checks.append(check)
        if not as_json:
            mark, colour = {"ok": ("✓", "green"), "warn": ("!", "yellow")}.get(check[1], ("✗", "red"))
            click.echo(f"{click.style(mark, fg=colour)} {check[0]}: {check[2]}")
            if check[3]:
                click.echo(f"    {check[3]}")
    if as_json:
        print_json([dict(zip(("name", "state", "reason", "fix"), check, strict=True)) for check in checks])
    if report is not None:
        from ui.reports import write_report

        say(f"Report: {write_report(checks, report)}")
    failed = sum(check[1] == "fail" for check in checks)
    say(f"{len(checks)} checks, {failed} failed." if failed else f"{len(checks)} checks, nothing stands in the way.")
    return ExitCode.NOT_DONE if failed else ExitCode.DONE
