"""`thumbwright bench …`: what the product is measured by. Progress goes to stderr, figures to stdout."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
from pathlib import Path
from typing import Any

import click

from ui.commands.bench_candidates import candidates_command
from ui.commands.bench_dayone import choose_command, dayone_command
from ui.commands.bench_dumps import dumps_command
from ui.commands.bench_explore import explore_command
from ui.commands.bench_farm import farm_command
from ui.commands.bench_foundry import as_the_command_line_does, foundry_command
from ui.commands.bench_mcp import mcp_command
from ui.commands.bench_options import (
    adapter_option,
    home_option,
    json_option,
    keep,
    kept_option,
    model_option,
    no_rules_option,
    out_option,
    without_option,
    written_with,
)
from ui.commands.bench_options import opened_writer as _writer
from ui.commands.bench_pairs import pairs_command
from ui.commands.bench_resolve import resolve_command
from ui.commands.bench_trust import trust_command
from ui.commands.score import measure_command
from ui.groups import ToldGroup
from ui.printing import plain, print_json, print_table, say

MEASURED = {
    "ui": "The terminal UI: first paint, key to paint, memory.",
    "sessions": "The store with 10,000 sessions; replays and healing on a changed app.",
}
"""Benchmarks that take no options of their own: `bench.NAME.measure()` returns the figures."""


class BenchGroup(ToldGroup):
    """Lists the benchmarks that are installed, without importing any."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *(name for name in MEASURED if importlib.util.find_spec(f"bench.{name}"))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in MEASURED and importlib.util.find_spec(f"bench.{cmd_name}"):
            return _measuring(cmd_name)
        return super().get_command(ctx, cmd_name)


@click.group("bench", cls=BenchGroup, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Success, speed and scale, measured."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


command.add_command(mcp_command)
command.add_command(pairs_command)
command.add_command(dayone_command)
command.add_command(choose_command)
command.add_command(dumps_command)
command.add_command(farm_command)
command.add_command(foundry_command)
command.add_command(explore_command)
command.add_command(resolve_command)
command.add_command(candidates_command)
command.add_command(measure_command)
command.add_command(trust_command)


@command.command("pocket")
@click.option("--only", multiple=True, metavar="ID", help="This task alone. Can be repeated.")
@click.option(
    "--fresh",
    is_flag=True,
    help="Add the tasks on two further apps, one of which prompts and rules were not made with.",
)
@click.option("--baseline-only", is_flag=True, help="Without a model: the element whose words fit best.")
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep docs and prompt prefixes in this folder, and use those that are there. Without it all is learned afresh.",
)
@model_option
@adapter_option
@json_option
@out_option
def pocket_command(
    only: tuple[str, ...],
    fresh: bool,
    baseline_only: bool,
    home: Path | None,
    model: str,
    adapter: str,
    as_json: bool,
    out: Path | None,
) -> None:
    """Tasks as a person would say them, on the demo phone's apps, judged by the state the phone ends in and the answer."""
    from bench.pocket.running import LearnedApp, PocketRow, choose_tasks, every_task, run_pocket

    total = len(choose_tasks(every_task(fresh), only))
    done = 0

    def learned(app: LearnedApp) -> None:
        how = "kept" if app.kept else f"{app.steps} steps, {app.seconds:.0f} s"
        say(f"{app.package}: {app.screens} screens, {app.elements} elements, {app.samples} samples ({how})")

    def told(row: PocketRow) -> None:
        nonlocal done
        done += 1
        say(f"{done:3}/{total} {row.verdict:8} {row.seconds:5.1f} s  {row.id}  {row.why[:140]}")

    with contextlib.ExitStack() as stack:
        writer = None if baseline_only else stack.enter_context(_writer(model, adapter))
        report = run_pocket(writer, only=only, fresh=fresh, home=home, on_learned=learned, on_row=told)
    keep(report, out)
    if as_json:
        print_json(report)
        return
    plain_rows = {row["id"]: row["verdict"] for row in report["baseline"]}
    rows = report["rows"] or report["baseline"]
    print_table(
        ("task", "verdict", "by words", "seconds", "why"),
        [(r["id"], r["verdict"], plain_rows.get(r["id"], ""), r.get("seconds", ""), r["why"][:100]) for r in rows],
    )
    say(f"\n{report['definition']}")
    for label, key in (("tasks", ""), ("tasks on Calendar", "calendar_"), ("fresh tasks", "fresh_")):
        if count := report[f"{key}tasks"]:
            low, high = report[f"{key}interval" if key else "success_interval"]
            say(f"{label}: {report[f'{key}success']} of {count} (95 %: {low:.0%} to {high:.0%})")
    say(f"by words alone: {report['baseline_success']} of {report['baseline_tasks']}")
    say(f"seconds a task, p50: {report['seconds_per_task_p50']} (load {report['load']})")


@command.command("droidtask")
@click.option(
    "--data",
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of recordings, one folder an app.",
)
@click.option("--app", default="", help="This app's tasks alone.")
@click.option(
    "--agent",
    type=click.Choice(["script", "step", "lexical"]),
    default="script",
    show_default=True,
    help="The product; one action a screen, for a third of the tasks; or the best-fitting words, without a model.",
)
@click.option(
    "--scripts",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Run the scripts in this file as they stand, and ask no model; bench/droidtask/right_scripts.toml has right ones.",
)
@without_option
@no_rules_option
@click.option(
    "--compare",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="OLD.json",
    help="Say which tasks came out otherwise than in this earlier file.",
)
@model_option
@adapter_option
@json_option
@kept_option
def droidtask_command(
    data: Path,
    app: str,
    agent: Any,
    scripts: Path | None,
    without: tuple[str, ...],
    no_rules: bool,
    compare: Path | None,
    model: str,
    adapter: str,
    as_json: bool,
    out: Path | None,
) -> None:
    """Recorded tasks on real apps, scored strictly and leniently."""
    from agent.prepare.switches import PRODUCT, switched_off
    from bench.droidtask.reporting import compare as compared
    from bench.droidtask.reporting import read_report, run_droidtask
    from bench.droidtask.right_scripts import digest_of, read_scripts
    from bench.droidtask.running import TaskRow

    if scripts is not None and (agent != "script" or no_rules or without):
        raise click.UsageError(
            "--scripts runs what is given as it stands: leave out --agent, --without and --no-rules."
        )
    given = read_scripts(scripts) if scripts is not None else {}
    agent = "given" if scripts is not None else agent

    def told(row: TaskRow) -> None:
        lenient = "lenient" if row.lenient else ""
        say(f"{row.app} {row.id} {row.verdict:8} {lenient:8} {row.script_s:5.1f} s  {'; '.join(row.reasons)[:120]}")

    old = read_report(compare) if compare else None
    off = switched_off(without, no_rules)
    switches = PRODUCT.without(*off)
    with contextlib.ExitStack() as stack:
        writer = None if agent in ("lexical", "given") else stack.enter_context(_writer(model, adapter))
        report = run_droidtask(
            data,
            writer,
            agent=agent,
            app=app,
            switches=switches,
            scripts=given,
            settings={
                **written_with(model, writer),
                "without": off,
                **({"scripts": digest_of(scripts)} if scripts is not None else {}),
            },
            out=out,
            on_row=told,
        )
    if old is not None:
        report["compared"] = compared(
            [TaskRow(**row) for row in report["rows"]], [TaskRow(**row) for row in old["rows"]]
        )
    if as_json:
        print_json(report)
        return
    names = ("tasks", "success", "left", "fail", "lenient")
    counts = [*report["apps"].items(), ("all", report)]
    print_table(("app", *names), [(name, *(row[key] for key in names)) for name, row in counts])
    low, high = report["intervals"]["success"]
    say(f"\n{report['definition']}\nsuccess 95 %: {low:.0%} to {high:.0%}")
    say(
        f"script p50 {report['seconds_per_script_p50']} s; tokens: {report['prompt_tokens']} in, {report['evaluated_tokens']} "
        f"of them evaluated, {report['output_tokens']} out; model {report['model_seconds']} s (load {report['load']})"
    )
    for change in ("gained", "lost", "other") if old is not None else ():
        for one in report["compared"][change]:
            say(f"{change}: {one['app']} {one['id']} {one['before']} -> {one['now']}: {one['task']}")


@command.command("honest")
@click.option("--only", multiple=True, metavar="KIND|NAME", help="These tasks alone. Can be repeated.")
@click.option(
    "--second", is_flag=True, help="The second set instead: 124 tasks, of half of which only counts were looked at."
)
@home_option
@model_option
@adapter_option
@json_option
@kept_option
def honest_command(
    only: tuple[str, ...], second: bool, home: Path | None, model: str, adapter: str, as_json: bool, out: Path | None
) -> None:
    """Does it do what was asked, or say that it didn't, and never what nobody asked? 100 everyday tasks on learned apps, 50
    with nothing learned, judged by every change of the whole phone and by what is said."""
    from bench.honest.judging import VERDICTS
    from bench.honest.running import HonestRow, run_honest
    from bench.honest.tasks import choose_tasks
    from bench.pocket.running import LearnedApp

    tasks = choose_tasks(only, second=second)
    total, done = len(tasks), 0

    def learned(app: LearnedApp) -> None:
        how = "kept" if app.kept else f"{app.steps} steps, {app.seconds:.0f} s"
        say(f"{app.package}: {app.screens} screens, {app.elements} elements, {app.samples} samples ({how})")

    def told(row: HonestRow) -> None:
        nonlocal done
        done += 1
        say(f"{done:3}/{total} {row.verdict:10} {row.seconds:5.1f} s  {row.id}  {row.why[:140]}")

    with _writer(model, adapter) as writer:
        report = run_honest(
            writer, as_the_command_line_does, tasks=tasks, home=home, out=out, on_learned=learned, on_row=told
        )
    if as_json:
        print_json(report)
        return
    kinds = [*report["kinds"].items(), ("with nothing learned", report["unlearned"]), ("all", report)]
    print_table(("kind", *VERDICTS), [(kind, *(counts[name] for name in VERDICTS)) for kind, counts in kinds])
    say(f"\n{report['definition']}")
    say(f"right with apps learned: {report['right_learned']}; ended as unproved: {report['unproved']}")
    say(
        f"refused but done: {report['refused_but_done']}; asked for, and done with another value: {report['wrong_values']}"
    )
    say(f"seconds a task, p50: {report['seconds_p50']} (load {report['load']})")


@command.command("speed")
@click.option("--no-model", is_flag=True, help="Only what needs no model: acting on the phone, and --help.")
@adapter_option
@json_option
@out_option
def speed_command(no_model: bool, adapter: str, as_json: bool, out: Path | None) -> None:
    """Acting on the phone and writing scripts: against the plain client, and against the bare model."""
    from bench.speed import measure

    figures = measure(model=not no_model, on_line=say, adapter=adapter)
    keep(figures, out)
    if as_json:
        print_json(figures)


def _measuring(name: str) -> click.Command:
    @click.command(name, help=MEASURED[name], short_help=MEASURED[name])
    @json_option
    @out_option
    def measure_command(as_json: bool, out: Path | None) -> None:
        figures = plain(importlib.import_module(f"bench.{name}").measure())
        keep(figures, out)
        if as_json:
            print_json(figures)
        else:
            print_table(("figure", "value"), figures.items())

    return measure_command
