"""`thumbwright bench dumps`: what is made of real apps' dumps, against what a person sees on them."""

from __future__ import annotations

from pathlib import Path

import click

from ui.commands.bench_options import json_option, keep, out_option
from ui.printing import print_json, print_table, say


@click.command("dumps")
@click.option(
    "--data",
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of the dumps that the table in bench/dumps is about.",
)
@click.option(
    "--misses", is_flag=True, help="Name each thing that was missed, in the half where that may be looked at."
)
@json_option
@out_option
def dumps_command(data: Path, misses: bool, as_json: bool, out: Path | None) -> None:
    """Real apps' dumps, each made a doc of by itself: are the things there that a person sees, and under names one would say?"""
    from bench.dumps.scoring import run_dumps

    report = run_dumps(data)
    keep(report, out)
    if as_json:
        print_json(report)
        return
    if misses:
        for file, missed in report["missed"].items():
            say(file)
            for one in missed:
                say(f"    {one}")
    print_table(
        ("half", "dumps", "things right", "share", "nothing left alone", "share"),
        [
            (
                half,
                str(of["dumps"]),
                f"{of['right']} of {of['things']}",
                f"{of['share']:.1%}",
                f"{of['left_alone']} of {of['nothings']}",
                f"{of['nothing_share']:.1%}",
            )
            for half, of in ((half, report[half]) for half in ("mend", "count", "all"))
        ],
    )
    say(f"\n{report['definition']}")
