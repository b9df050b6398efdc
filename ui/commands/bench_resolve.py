"""`thumbwright bench resolve`: from a task's words to what its right script uses."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from ui.printing import print_json, print_table, say


@click.command("resolve")
@click.option(
    "--data",
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of APP.pairs.jsonl, or pairs.jsonl, and docs/APP.doc.json.",
)
@click.option("--json", "as_json", is_flag=True, help="All figures.")
def resolve_command(data: Path, as_json: bool) -> None:
    """Whether a task's words lead to the elements its right script uses, by words and by meaning. What tasks say is not shown."""
    from agent.files.catalogue import meaning_key
    from agent.model.meaning import open_meaning
    from bench.resolving import WAYS, run_resolving

    meaning = open_meaning()
    if meaning is None:
        say(f"By words only: {meaning_key()} is not on this machine. Fetch it: thumbwright models pull {meaning_key()}")
    with contextlib.closing(meaning) if meaning is not None else contextlib.nullcontext():
        report = run_resolving(data, meaning, say)
    if as_json:
        print_json(report)
        return
    ways = [way for way in WAYS if way in report]
    print_table(
        ("by", "first 3", "first 8"),
        [(way, f"{report[way]['first_3']:.1%}", f"{report[way]['first_8']:.1%}") for way in ways],
    )
    say(f"\n{report['definition']}")
    say(
        f"{report['used']} elements used; a task took {report['ms_per_task_p50']} ms (p50), a doc {report['ms_per_doc_p50']} ms"
    )
    if report["memory_mb"]:
        say(f"memory of the encoder's process: {report['memory_mb']} MB")
