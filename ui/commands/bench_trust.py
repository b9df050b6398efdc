"""`thumbwright bench trust`: can a run be trusted?"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ui.commands.bench_options import adapter_option, home_option, json_option, kept_option, model_option, opened_writer

if TYPE_CHECKING:
    from agent.model.writing import Writer
    from agent.task.task_result import TaskResult
    from apidocs.doc import AppDoc
    from bench.trust.kept import KeptRows
    from interpreter.calls import Person
    from phones.phone import Phone

PARTS = {
    "artefacts": "What real phones' screens look like.",
    "attacks": "Scripts, native code and lying workers against the sandbox.",
    "faults": "What goes wrong with phones, struck in the middle of tasks.",
    "lists": "Tasks on lists of chance, whose rows are nearly alike and move: never the wrong row.",
    "kills": "Killed at any moment.",
    "injections": "Orders in what a phone shows and in what is imported, with the model.",
}
"""Each is a module of `bench.trust` with `run(means, rows)` and `figures(rows)`, whose names are its own."""


@click.command("trust")
@click.option("--only", default="", metavar="PART,…", help=f"These parts alone, of {', '.join(PARTS)}.")
@click.option(
    "--minutes",
    type=click.FloatRange(min=0),
    help="Begin nothing new after so many minutes. What is left is told, and done with the same --out another time.",
)
@home_option
@model_option
@adapter_option
@json_option
@kept_option
def trust_command(
    only: str, minutes: float | None, home: Path | None, model: str, adapter: str, as_json: bool, out: Path | None
) -> None:
    """Can a run be trusted? Faults of phones, tasks on lists of chance, screens as they really are, being killed, attacks on the
    sandbox, and orders that come from what a phone shows."""
    from bench.trust.kept import KeptRows, code_now
    from bench.trust.means import Means
    from ui.printing import plain, print_json, print_table, say

    chosen = {part: importlib.import_module(f"bench.trust.{part}") for part in chosen_parts(only)}
    rows = KeptRows(
        out,
        for_s=None if minutes is None else minutes * 60,
        code=code_now(),
        settings={"model": model, "adapter": adapter},
    )
    figures: dict[str, Any] = {}
    with contextlib.ExitStack() as stack:
        opened: list[Any] = []

        def writer() -> Any:
            if not opened:
                opened.append(stack.enter_context(opened_writer(model, adapter)))
            return opened[0]

        means = Means(say, writer, carried_out, replayed, home)
        try:
            for part, module in chosen.items():
                say(f"{part}: {PARTS[part]}")
                module.run(means, rows.of(part))
        finally:
            for part, module in chosen.items():
                figures |= module.figures(rows.of(part))
            figures = plain(together(figures, rows))
            rows.write(figures)
    if as_json:
        print_json({**figures, "rows": rows.every})
    else:
        print_table(("figure", "value"), figures.items())


def together(figures: dict[str, Any], rows: KeptRows) -> dict[str, Any]:
    """With what is told of several parts as one."""
    wrong = [figures[name] for name in ("fault_wrong_taps", "list_tasks_wrong_taps") if name in figures]
    left = sum(value for name, value in figures.items() if name.endswith("_left"))
    return {
        **figures,
        **({"wrong_taps": sum(wrong)} if wrong else {}),
        "left": left,
        "rows_of_other_code": rows.of_other_code,
    }


def chosen_parts(only: str) -> list[str]:
    """The parts that are named, or all that are there. Raises click's BadParameter for a name that none has."""
    there = [part for part in PARTS if importlib.util.find_spec(f"bench.trust.{part}")]
    named = [name.strip() for name in only.split(",") if name.strip()]
    if wrong := [name for name in named if name not in there]:
        raise click.BadParameter(f"There is no part {wrong[0]!r}: {', '.join(there)}", param_hint="--only")
    return [part for part in there if not named or part in named]


def carried_out(
    words: str,
    *,
    app: str = "",
    script: str = "",
    doc: AppDoc | None = None,
    phone: Phone,
    writer: Writer | None,
    person: Person,
) -> tuple[TaskResult, str]:
    """One task as `run -s demo` carries it out: no wait for Enter, nothing consented to beforehand."""
    from agent.task.unwatched import Unwatched
    from thumbwright.use.stores import open_store
    from thumbwright.use.tasks import TaskOptions, do_task
    from ui.printing import say

    with open_store(say) as store:
        options = TaskOptions(app=app, script=script, doc=doc)
        report = do_task(
            words, phone=phone, writer=writer, watcher=Unwatched(), person=person, options=options, store=store
        )
    return report.result, report.besides


def replayed(text: str, *, phone: Phone, person: Person) -> str:
    """A session's file taken in and repeated, as `sessions import` and `replay` do."""
    from agent.record.from_elsewhere import session_from_elsewhere
    from interpreter.consent.policy import Policy
    from interpreter.replay.replaying import Unwatched
    from sessions.portable import import_session
    from sessions.reading import load_session
    from thumbwright.use.replay_options import ReplayOptions
    from thumbwright.use.replays import do_replay
    from thumbwright.use.stores import open_store
    from ui.printing import say

    with open_store(say) as store:
        session = import_session(store, session_from_elsewhere(text, "the file"))
        done = do_replay(
            load_session(store, session),
            phone=phone,
            store=store,
            policy=Policy(),
            person=person,
            watcher=Unwatched(),
            options=ReplayOptions(),
        )
    return done.status
