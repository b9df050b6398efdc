"""`thumbwright bench farm`: many phones, and hosts that are killed."""

from __future__ import annotations

from pathlib import Path

import click

from ui.commands.bench_options import json_option, out_option
from ui.printing import print_json, print_table, say


@click.command("farm")
@click.option("--phones", default=8, show_default=True, type=click.IntRange(2, 32), help="Demo phones on this machine.")
@click.option("--replays", default=64, show_default=True, type=click.IntRange(min=1), help="Replays of saved tasks.")
@click.option(
    "--kills", default=20, show_default=True, type=click.IntRange(min=0), help="Hosts that are killed; 0: none."
)
@click.option("--no-speedup", is_flag=True, help="Only the kills.")
@json_option
@out_option
def farm_command(phones: int, replays: int, kills: int, no_speedup: bool, as_json: bool, out: Path | None) -> None:
    """How much faster many phones are than one, and what is left of tasks whose hosts are killed in the middle, judged by what the
    phones have stored. A quarter of an hour on two cores that nobody else uses."""
    from bench.farm.measuring import measure
    from farm.version import need_dask
    from ui.commands.bench_options import keep

    if kills:
        need_dask()
    figures = measure(phones=phones, replays=replays, kills=kills, speed=not no_speedup, tell=say)
    keep(figures, out)
    if as_json:
        print_json(figures)
        return
    print_table(("figure", "value"), [(name, value) for name, value in figures.items() if name != "definition"])
    say(f"\n{figures['definition']}")
