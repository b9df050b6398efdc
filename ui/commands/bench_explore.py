"""`thumbwright bench explore`: how well apps are learned whose true screens and things are known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from ui.commands.bench_options import json_option, keep, out_option
from ui.printing import print_json, print_table, say

if TYPE_CHECKING:
    from bench.explore.running import Explored

_SHARES = ("element_coverage", "screen_coverage", "kind_precision", "name_agreement", "screen_errors")
_NUMBERS = ("marked_triggered", "changed_and_left", "actions_per_element", "overhead_ratio")


@click.command("explore")
@click.option(
    "--domains",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Generated apps of the domains in this folder, and not of those that ship.",
)
@click.option("--train", "half", flag_value="train", help="Apps of the half that training may open.")
@click.option("--measure", "half", flag_value="measure", default=True, help="Apps of the half it may not.  [default]")
@click.option("--apps", "made", type=click.IntRange(0), default=12, show_default=True, help="How many generated apps.")
@click.option("--only", multiple=True, metavar="APP", help="This app alone (books-1, notes). Can be repeated.")
@click.option("--careful", is_flag=True, help="With harmless touches alone, as on somebody's phone.")
@click.option("--misses", is_flag=True, help="Name each thing that was missed. Not for the measure half.")
@json_option
@out_option
def explore_command(
    domains: Path | None,
    half: Literal["train", "measure"],
    made: int,
    only: tuple[str, ...],
    careful: bool,
    misses: bool,
    as_json: bool,
    out: Path | None,
) -> None:
    """Explore generated apps and the demo phone's, and hold the docs against what the apps truly have. No model takes part."""
    from bench.explore.running import DEMO, run_explore

    def told(explored: Explored) -> None:
        row = explored.row
        shares = " ".join(f"{getattr(row, name):6.1%}" for name in _SHARES)
        say(f"{row.app:20} {shares}  marked {row.marked_triggered} left {row.changed_and_left} ({row.seconds:.0f} s)")
        if misses and (half == "train" or domains is not None or row.app in DEMO):
            for one in explored.score.missed:
                say(f"    {one.place[:48]:48}  {one.thing[:40]:40}  {one.kind:7} {one.why}")
            for what in dict.fromkeys([*row.marked, *row.left]):
                say(f"    changed: {what}")

    report = run_explore(domains=domains, half=half, made=made, only=only, careful=careful, on_app=told)
    keep(report, out)
    if as_json:
        print_json(report)
        return
    print_table(
        ("app", *(name.replace("_", " ") for name in (*_SHARES, *_NUMBERS))),
        [
            (name, *_cells(row))
            for name, row in (*((row["app"], row) for row in report["apps"]), ("all", report["all"]))
        ],
    )
    say(f"\n{report['definition']}\nload {report['load']}")


def _cells(row: dict[str, Any]) -> list[str]:
    return [f"{row.get(name, 0):.1%}" for name in _SHARES] + [str(row[name]) for name in _NUMBERS]
