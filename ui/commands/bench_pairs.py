"""`thumbwright bench pairs`: scripts against the right ones."""

from __future__ import annotations

from pathlib import Path

import click

from ui.commands.bench_options import (
    adapter_option,
    json_option,
    kept_option,
    model_option,
    no_rules_option,
    opened_writer,
    without_option,
    written_with,
)
from ui.printing import print_json, print_table, say


@click.command("pairs")
@click.option(
    "--data",
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of APP.pairs.jsonl, a task and its right script a line, and docs/APP.doc.json.",
)
@click.option("--limit", type=click.IntRange(min=1), help="So many pairs in all, the first ones of each app.")
@no_rules_option
@without_option
@model_option
@adapter_option
@json_option
@kept_option
def pairs_command(
    data: Path,
    limit: int | None,
    no_rules: bool,
    without: tuple[str, ...],
    model: str,
    adapter: str,
    as_json: bool,
    out: Path | None,
) -> None:
    """How many scripts are the right one, as syntax trees; nothing is run. What tasks and scripts say is neither shown nor kept."""
    from agent.prepare.switches import PRODUCT, switched_off
    from bench.pairs.running import PairRow, run_pairs

    done = equal = 0

    def told(row: PairRow) -> None:
        nonlocal done, equal
        done, equal = done + 1, equal + row.equal
        say(f"{done:4} {row.app:12} {row.number:3} {row.script_s:5.1f} s  {equal} equal so far")

    off = switched_off(without, no_rules)
    with opened_writer(model, adapter) as writer:
        report = run_pairs(
            data,
            writer,
            switches=PRODUCT.without(*off),
            limit=limit or 0,
            settings={
                **written_with(model, writer),
                "without": off,
            },
            out=out,
            on_row=told,
        )
    if as_json:
        print_json(report)
        return
    keys = ("pairs", "equal", "equal_as_text", "held", "held_though_equal", "asked_again")
    lengths = [(f"{name} lines", counts) for name, counts in report["by_length"].items()]
    groups = [*report["by_app"].items(), *lengths, ("all", report)]
    print_table(("", *keys), [(name, *(counts[key] for key in keys)) for name, counts in groups])
    low, high = report["interval"]
    say(f"\n{report['definition']}")
    say(f"equal: {report['equal_share']:.1%} (95 %: {low:.0%} to {high:.0%}); adapter: {report['adapter']}")
    say(f"seconds a script, p50: {report['seconds_per_script_p50']} (load {report['load']})")
