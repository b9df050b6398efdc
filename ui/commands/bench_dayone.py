"""`thumbwright bench dayone` and `bench choose`: a phone on which nothing was learned yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ground.errors import SettingsError
from ui.commands.bench_foundry import as_the_command_line_does
from ui.commands.bench_options import (
    adapter_option,
    home_option,
    json_option,
    keep,
    model_option,
    opened_writer,
    out_option,
)
from ui.printing import print_json, print_table, say

if TYPE_CHECKING:
    from agent.model.meaning import Meaning


@click.command("dayone")
@click.option("--only", multiple=True, metavar="KIND|NAME", help="These alone. Can be repeated.")
@click.option("--settings", "settings", is_flag=True, help="Every setting of the phone's own instead of the 60.")
@click.option(
    "--learned", is_flag=True, help="Learn the phone's six apps first: what was right without must be right with them."
)
@home_option
@model_option
@adapter_option
@json_option
@out_option
def dayone_command(
    only: tuple[str, ...],
    settings: bool,
    learned: bool,
    home: Path | None,
    model: str,
    adapter: str,
    as_json: bool,
    out: Path | None,
) -> None:
    """The first 60 things that people say to a phone on which nothing was learned, judged by the whole phone and the answer."""
    from bench.dayone.running import DayoneRow, run_dayone
    from bench.dayone.tasks import choose_tasks
    from bench.honest.judging import VERDICTS

    which = "settings" if settings else "first"
    total = len(choose_tasks(only, which))
    done = 0

    def told(row: DayoneRow) -> None:
        nonlocal done
        done += 1
        learned = f" (+{row.learning_s:.0f} s learning)" if row.learning_s else ""
        say(f"{done:3}/{total} {row.run.verdict:10} {row.seconds:5.1f} s{learned}  {row.run.id}  {row.run.why[:140]}")

    with opened_writer(model, adapter) as writer:
        report = run_dayone(
            writer,
            as_the_command_line_does,
            only=only,
            which=which,
            learned=learned,
            home=home,
            on_learned=lambda app: say(f"{app.package} learned: {app.screens} screens, {app.elements} elements"),
            on_row=told,
        )
    keep(report, out)
    if as_json:
        print_json(report)
        return
    kinds = [*report["kinds"].items(), ("all", {**report, "right": report["success"]})]
    print_table(("kind", *VERDICTS), [(kind, *(counts[name] for name in VERDICTS)) for kind, counts in kinds])
    say(f"\n{report['definition']}")
    say(
        f"success: {report['success']} of {report['tasks']}; false done: {report['false_done']}; harmful: {report['harmful']}"
    )
    say(
        f"seconds, p50: {report['seconds_p50']}, to the first act {report['first_act_s_p50']}; "
        f"learned on the way in {report['learned']}, "
        f"p50 {report['learning_s_p50']} s (load {report['load']})"
    )


@click.command("choose")
@click.option("--names-only", is_flag=True, help="Without the table of well-known apps: their icons' names alone.")
@click.option("--no-meaning", is_flag=True, help="By words only, as without the encoder.")
@click.option(
    "--learned",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DOCS",
    help="Generated apps learned into this folder instead, six on a phone, with tasks that name none.",
)
@click.option(
    "--without", type=click.Choice(["titles"]), help="With --learned: once more without what rows are called."
)
@click.option(
    "--fit",
    is_flag=False,
    flag_value="all",
    type=click.Choice(["all", "titles"]),
    help="With --learned: fit what a learned app's score weighs, or titles alone, and write that.",
)
@json_option
@out_option
def choose_command(
    names_only: bool,
    no_meaning: bool,
    learned: Path | None,
    without: str | None,
    fit: str | None,
    as_json: bool,
    out: Path | None,
) -> None:
    """Which of 120 installed apps, none of them learned, each of 150 tasks is for."""
    import contextlib

    from agent.files.catalogue import meaning_key
    from agent.model.meaning import open_meaning
    from bench.choose.running import run_choose

    meaning = None if no_meaning else open_meaning()
    if meaning is None and not no_meaning:
        say(f"By words only: {meaning_key()} is not on this machine. Fetch it: thumbwright models pull {meaning_key()}")
    with contextlib.closing(meaning) if meaning is not None else contextlib.nullcontext():
        if learned is not None:
            _among_learned(meaning, learned, without is not None, fit, as_json, out)
            return
        report = run_choose(meaning, names_only=names_only)
    keep(report, out)
    if as_json:
        print_json(report)
        return
    for row in report["rows"]:
        if row["verdict"] != "right":
            say(f"{row['verdict']:6} {row['words']}  ({row['said']})")
    heaps = (("all", report), ("seen half", report["seen_half"]), ("other half", report["other_half"]))
    heaps = (*heaps, *report["kinds"].items())
    print_table(("tasks", "right", "asked", "wrong"), [(n, h["right"], h["asked"], h["wrong"]) for n, h in heaps])
    say(f"\n{report['definition']}\n{report['tasks']} tasks, {report['ms_p50']} ms each (p50, load {report['load']})")


def _among_learned(
    meaning: Meaning | None, folder: Path, without_titles: bool, fit: str | None, as_json: bool, out: Path | None
) -> None:
    from bench.choose.learned import FOUND, run_learned

    if fit:
        if meaning is None:
            raise SettingsError("The weights are fitted with the encoder: thumbwright models pull")
        from agent.prepare.learned_fit import WEIGHTS_FILE
        from bench.choose.weighing import fit_weights, weights_text

        WEIGHTS_FILE.write_text(weights_text(fit_weights(meaning, folder, titles_alone=fit == "titles")), "utf-8")
        say(f"Written to {WEIGHTS_FILE}. What they do: the same command without --fit")
        return
    report = run_learned(meaning, folder, lambda done: say(f"phone {done}"), without_titles=without_titles)
    keep(report, out)
    if as_json:
        print_json(report)
        return
    print_table(("phone", *FOUND), [(k, *(v[n] for n in FOUND)) for k, v in report.items() if isinstance(v, dict)])
    say(f"\n{report['definition']}\n{report['subjects']} subjects, {report['phones']} phones (load {report['load']})")
