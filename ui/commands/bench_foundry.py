"""`thumbwright bench foundry`: tasks on generated apps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.commands.bench_options import (
    adapter_option,
    home_option,
    json_option,
    kept_option,
    model_option,
    opened_writer,
    seeds_of,
    written_with,
)
from ui.printing import print_json, print_table, say

if TYPE_CHECKING:
    from agent.model.writing import Writer
    from agent.task.task_result import TaskResult
    from interpreter.calls import Person
    from phones.phone import Phone


@click.command("foundry")
@click.option("--apps", default=20, show_default=True, type=click.IntRange(min=1), help="So many apps.")
@click.option("--tasks", default=10, show_default=True, type=click.IntRange(min=1), help="So many tasks of each.")
@click.option(
    "--seeds", callback=seeds_of, metavar="A..B", default="1", show_default=True, help="An app is a domain and a seed."
)
@click.option(
    "--domains",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of domains (docs/foundry.md). Without it: the project's measure half.",
)
@click.option("--answers", is_flag=True, help="The person answers which of two plans they mean, as one who knows.")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 8), help="Phones used at the same time.")
@home_option
@model_option
@adapter_option
@json_option
@kept_option
def foundry_command(
    apps: int,
    tasks: int,
    seeds: range,
    domains: Path | None,
    answers: bool,
    jobs: int,
    home: Path | None,
    model: str,
    adapter: str,
    as_json: bool,
    out: Path | None,
) -> None:
    """Apps that nobody tuned to, made from a subject and a seed: each is learned by exploring, its tasks in people's words go
    through the whole product, and are judged by everything that the phone has stored and by the answer."""
    from bench.foundry.rows import CAUSES, FoundryApp, FoundryRow
    from bench.foundry.running import Choice, run_foundry
    from foundry.judging import VERDICTS

    done = 0

    def learned(app: FoundryApp) -> None:
        how = f"{app.seconds:.0f} s" if app.seconds else "kept"
        say(
            f"{app.app}: {app.screens} screens, {app.elements} elements, {app.found} of {app.controls} controls ({how})"
        )

    def told(row: FoundryRow) -> None:
        nonlocal done
        done += 1
        say(f"{done:4} {row.verdict:10} {row.seconds:5.1f} s  {row.key}  {row.cause}")

    with opened_writer(model, adapter) as writer:
        report = run_foundry(
            writer,
            as_the_command_line_does,
            Choice(apps, tasks, (seeds[0], seeds[-1]), answers, domains),
            home=home,
            out=out,
            jobs=jobs,
            settings=written_with(model, writer),
            on_app=learned,
            on_row=told,
        )
    if as_json:
        print_json(report)
        return
    kinds = [*report["by_kind"].items(), ("all", report)]
    print_table(
        ("kind", "tasks", *VERDICTS), [(kind, *(row[name] for name in ("tasks", *VERDICTS))) for kind, row in kinds]
    )
    for cause, count in report["by_cause"].items():
        say(f"{count:4} {CAUSES[cause]}")
    low, high = report["success_interval"]
    say(f"\n{report['definition']}")
    say(
        f"{report['apps']} apps, success {report['success_share']:.1%} (95 %: {low:.0%} to {high:.0%}); "
        f"adapter: {report['settings']['adapter']}"
    )
    say(f"asked in {report['asked']} tasks, {report['right_after_asking']} of them right after it")
    say(
        f"expressible: {report['expressible']} of {report['tasks']}; of the apps' controls the docs have "
        f"{report['doc_elements_found']:.0%}; learning {report['learning_seconds']} s; "
        f"seconds a task, p50: {report['seconds_per_task_p50']} (load {report['load']})"
    )


def as_the_command_line_does(
    words: str, *, app: str = "", phone: Phone, writer: Writer | None, person: Person
) -> tuple[TaskResult, str]:
    """One task as `run -s demo [--app APP]` carries it out: no wait for Enter, nothing consented to beforehand."""
    from agent.task.unwatched import Unwatched
    from thumbwright.use.stores import open_store
    from thumbwright.use.tasks import TaskOptions, do_task

    with open_store(say) as store:
        report = do_task(
            words,
            phone=phone,
            writer=writer,
            watcher=Unwatched(),
            person=person,
            options=TaskOptions(app=app),
            store=store,
        )
    return report.result, report.besides
