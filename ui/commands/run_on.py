"""`thumbwright run --on …`: one task on many phones of this machine. One script, one consent, each phone a session of its own."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from farm.planning import Plans, make_plans
from farm.work import Outcome, Work, counted
from ground.errors import PhoneError, ScriptError
from ui.console import ConsolePerson, ConsoleWatcher
from ui.interrupts import Interrupts
from ui.printing import say


@dataclass(frozen=True)
class Many:
    """How `run --on`, or `farm run`, was said."""

    on: str
    at_once: int
    report: Path | None
    words: str
    """What is done, in words; of a script its file."""
    work: Work | None
    """Where the script is at hand: a file's, a saved task's. None: it is written."""
    app: str = ""
    allow: tuple[str, ...] = ()
    yes: bool = False
    dry_run: bool = False
    private: bool = False
    model: str = ""
    adapter: str = ""
    wait_s: float = 0.0
    as_json: bool = False


def run_on(many: Many) -> int:
    """Choose the phones, write the script once for each version of the app, let it run on all, report. The exit code."""
    from farm.doing import chosen_here, write_work
    from farm.survey import survey, with_version
    from thumbwright.use.opening import open_writer, opened_phone, use_adb_of_settings
    from thumbwright.use.stores import open_store
    from ui.many_report import checked_report, exit_code, finished
    from ui.waiting_line import WaitingLine

    checked_report(many.report)
    use_adb_of_settings()
    chosen = chosen_here(many.on)
    facts = survey(chosen.serials)
    lost = [Outcome(serial, "lost", f"Phone {serial} can't be used: {why}.") for serial, why in chosen.missing.items()]
    lost += [Outcome(one.serial, "lost", one.lost) for one in facts if one.lost]
    facts = [one for one in facts if not one.lost]
    for outcome in lost:
        say(f"{outcome.answer} The others go on without it.", fg="yellow")
    if not facts:
        raise PhoneError(f"--on {many.on}: none of these phones can be asked what it is. {lost[0].answer}")
    interrupts = Interrupts()
    person = ConsolePerson(interrupts)
    with contextlib.ExitStack() as stack:
        store = stack.enter_context(open_store(say))
        waiting = WaitingLine()
        writer = (
            None
            if many.work is not None
            else stack.enter_context(contextlib.closing(open_writer(None, many.model, waiting, many.adapter)))
        )
        stack.enter_context(interrupts.heeded())
        watcher = watcher_of(many, interrupts)

        def write(serial: str) -> Work:
            assert writer is not None  # where a script is at hand, none is written
            with opened_phone(serial) as phone:
                return write_work(
                    many.words,
                    app=many.app,
                    phone=phone,
                    writer=writer,
                    watcher=watcher,
                    person=person,
                    store=store,
                    private=many.private,
                    cancel=interrupts.cancel,
                )

        plans = make_plans(facts, many.work, write=write, versions=with_version, say=partial(say, fg="yellow"))
        works = approved(plans, watcher, many)
        ended = not_let(plans, many) if works is None else _carried_out(many, works, person, interrupts)
        outcomes = [*ended, *plans.without, *lost]
        finished(many.report, many.words, plans, outcomes, store, as_json=many.as_json)
    if not many.as_json:
        print_outcomes(outcomes, many.report)
    return exit_code(outcomes)


def watcher_of(many: Many, interrupts: Interrupts) -> ConsoleWatcher:
    wait = not (many.yes or many.dry_run)
    return ConsoleWatcher(wait_for_enter=wait, quiet=many.as_json, interrupts=interrupts)


def approved(plans: Plans, watcher: ConsoleWatcher, many: Many) -> dict[str, Work] | None:
    """The work of each phone, once the person let it run, with what they changed in the script; None where they didn't. Raises
    ScriptError where it can't run."""
    from agent.decide.candidates import given
    from interpreter.check.checking import check
    from interpreter.reading.declining import only_declines

    for line in plans.differ:
        say(f"  they differ: {line}", fg="yellow")
    works: dict[str, Work] = {}
    seen: dict[str, str | None] = {}
    for plan in plans.plans:
        work = dataclasses.replace(plan.work, allow=many.allow)
        if work.script_by != "model":
            checked = given(work.script, work.doc)
            watcher.script(work.script, [], checked.report)
            if checked.errors:
                raise ScriptError(f"Not run: {checked.errors[0]}")
        if many.dry_run:
            continue
        if work.script_by == "model" and only_declines(work.script):
            works |= dict.fromkeys(plan.serials, work)  # nothing in it to let run
            continue
        if work.script not in seen:
            if not many.as_json:
                count = len(plan.serials)
                say(f"For {count} {'phone' if count == 1 else 'phones'}: {', '.join(plan.serials)}.", bold=True)
            seen[work.script] = watcher.approve(work.script, check(work.script, work.doc))
        let = seen[work.script]
        if let is None:
            return None
        if let != work.script:
            changed = given(let, work.doc)
            if changed.errors:
                raise ScriptError(f"Not run as you changed it: {changed.errors[0]}")
            work = dataclasses.replace(work, script=let, script_by="person")
        works |= dict.fromkeys(plan.serials, work)
    return None if many.dry_run else works


def not_let(plans: Plans, many: Many) -> list[Outcome]:
    said = "Nothing was done on any phone (dry run)." if many.dry_run else "You did not let the script run."
    return [Outcome(serial, "written" if many.dry_run else "denied", said) for serial in plans.phones]


def _carried_out(many: Many, works: dict[str, Work], person: ConsolePerson, interrupts: Interrupts) -> list[Outcome]:
    from farm.doing import do_on
    from farm.one_person import OnePerson
    from farm.together import on_each
    from ui.many_shown import ManyTable

    serials = list(works)
    with ManyTable(serials, quiet=many.as_json) as table:
        everybody = OnePerson(person, serials, table.paused)

        def do(serial: str) -> Outcome:
            return do_on(
                serial,
                works[serial],
                person=everybody.on(serial),
                cancel=interrupts.cancel,
                tell=lambda words: table.doing(serial, words),
                wait_s=many.wait_s,
            )

        return on_each(
            serials,
            do,
            at_once=many.at_once,
            cancel=interrupts.cancel,
            begun=table.begun,
            ended=table.ended,
            meanwhile=everybody.answer_waiting,
        )


def print_outcomes(outcomes: Sequence[Outcome], report: Path | None, *, here: bool = True) -> None:
    """The answers on stdout, the rest as words; `here` says whether their sessions are in this machine's store."""
    say()
    for one in outcomes:
        click.echo(f"{one.serial}: {one.answer or one.status}")
    say(f"\n{counted(outcomes)}.", bold=True)
    sessions = [one.session for one in outcomes if one.session]
    if report is not None:
        say(f"All of it on one page: {report}", dim=True)
    elif sessions and here:
        say(f"All on one page: thumbwright sessions report {' '.join(sessions)}", dim=True)
