"""`thumbwright bench trust`: can a run be trusted?"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ui.commands.bench_options import adapter_option, home_option, json_option, model_option, opened_writer, out_option

if TYPE_CHECKING:
    from agent.model.writing import Writer
    from agent.task.task_result import TaskResult
    from apidocs.doc import AppDoc
    from interpreter.calls import Person
    from phones.phone import Phone

PARTS = {
    "faults": "What goes wrong with phones, struck in the middle of tasks.",
    "artefacts": "What real phones' screens look like.",
    "kills": "Killed at any moment.",
    "attacks": "Scripts, native code and lying workers against the sandbox.",
    "injections": "Orders in what a phone shows and in what is imported, with the model.",
}
"""Each is a module of `bench.trust` with `measure(means)`; its figures begin with names of their own."""


@click.command("trust")
@click.option("--only", default="", metavar="PART,…", help=f"These parts alone, of {', '.join(PARTS)}.")
@home_option
@model_option
@adapter_option
@json_option
@out_option
def trust_command(only: str, home: Path | None, model: str, adapter: str, as_json: bool, out: Path | None) -> None:
    """Can a run be trusted? Faults of phones, screens as they really are, being killed, attacks on the sandbox, and orders that
    come from what a phone shows."""
    import json

    from bench.trust.means import Means
    from ui.printing import plain, print_json, print_table, say

    chosen = chosen_parts(only)
    report: dict[str, Any] = {}
    with contextlib.ExitStack() as stack:
        opened: list[Any] = []

        def writer() -> Any:
            if not opened:
                opened.append(stack.enter_context(opened_writer(model, adapter)))
            return opened[0]

        means = Means(say, writer, carried_out, replayed, home)
        for part in chosen:
            say(f"{part}: {PARTS[part]}")
            report |= importlib.import_module(f"bench.trust.{part}").measure(means)
    report = plain(report)
    if out is not None:
        out.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", "utf-8")
    if as_json:
        print_json(report)
    else:
        figures = {name: value for name, value in report.items() if not isinstance(value, list | dict)}
        print_table(("figure", "value"), figures.items())


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
