"""`thumbwright run --on …`: one task on many phones of this machine. One script, one consent, each phone a session of its own."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from farm.work import Outcome, Work, counted
from ground.errors import PhoneError, ScriptError
from ui.interrupts import Interrupts
from ui.printing import print_json, say

if TYPE_CHECKING:
    from agent.model.writing import Writer
    from farm.survey import Facts
    from sessions.store import Store
    from ui.console import ConsolePerson, ConsoleWatcher


@dataclass(frozen=True)
class Many:
    """How `run --on` was said."""

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
    from farm.doing import chosen_here
    from farm.survey import survey
    from thumbwright.use.opening import open_writer, use_adb_of_settings
    from thumbwright.use.stores import open_store
    from ui.console import ConsolePerson, ConsoleWatcher
    from ui.many_report import checked_report, data_of, exit_code, write_report
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
        writer = (
            None
            if many.work is not None
            else stack.enter_context(
                contextlib.closing(open_writer(model=many.model, adapter=many.adapter, on_wait=WaitingLine()))
            )
        )
        stack.enter_context(interrupts.heeded())
        watcher = ConsoleWatcher(
            wait_for_enter=not (many.yes or many.dry_run), quiet=many.as_json, interrupts=interrupts
        )
        written = _Written(many, facts, writer, watcher, person, store, interrupts)
        plans = written.plans()
        for line in written.differ:
            say(f"  they differ: {line}", fg="yellow")
        works = _approved(plans, watcher, many.dry_run)
        if works is None:
            said = "Nothing was done on any phone (dry run)." if many.dry_run else "You did not let the script run."
            ended = [Outcome(one.serial, "written" if many.dry_run else "denied", said) for one in facts]
        else:
            ended = _carried_out(many, works, person, interrupts)
        outcomes = [*ended, *written.without, *lost]
        script = plans[0].work.script if plans else ""
        data = data_of(written.words, script, outcomes, written.differ)
        if many.report is not None:
            write_report(many.report, data, store)
    if many.as_json:
        print_json(data)
    else:
        _print(outcomes, many.report)
    return exit_code(outcomes)


@dataclass
class _Plan:
    """One script, and the phones that it is for."""

    work: Work
    serials: list[str]


class _Written:
    """The scripts of one task: one for each version of its app."""

    def __init__(
        self,
        many: Many,
        facts: Sequence[Facts],
        writer: Writer | None,
        watcher: ConsoleWatcher,
        person: ConsolePerson,
        store: Store,
        interrupts: Interrupts,
    ) -> None:
        self._many, self._facts, self._writer, self._watcher = many, facts, writer, watcher
        self._person, self._store, self._interrupts = person, store, interrupts
        self.words = many.words
        self.differ: list[str] = []
        """In what the phones differ, one line each."""
        self.without: list[Outcome] = []
        """Phones that the script is for nobody's: the app isn't there, or no script could be written with them."""

    def plans(self) -> list[_Plan]:
        """Raises what keeps the task from being written at all."""
        from farm.survey import differences

        many = self._many
        first = dataclasses.replace(many.work, allow=many.allow) if many.work is not None else self._first()
        doc = first.doc
        if many.work is None:
            self.words = first.words
        here = self._with_app(doc.package, doc.label, by_commands=all(s.by_commands for s in doc.screens))
        self.differ = differences(here, doc.label)
        if many.work is not None:
            return [_Plan(first, [one.serial for one in here])]
        plans: dict[str, _Plan] = {}
        for one in here:
            version = one.version
            if version not in plans:
                plans[version] = _Plan(first if not plans else self._again(one, first), [])
            plans[version].serials.append(one.serial)
        return list(plans.values())

    def _first(self) -> Work:
        """Written with the first phone that is free."""
        from ground.phone_lock import PhoneInUse

        taken: list[Facts] = []
        for one in self._facts:
            try:
                found = self._write(one.serial)
            except PhoneError as error:
                if not isinstance(error, PhoneInUse) and not isinstance(error.__context__, PhoneInUse):
                    raise
                taken.append(one)
                last = error
                continue
            # those with the version that it was written for come first, so that it is theirs
            self._facts = [one, *(other for other in self._facts if other is not one)]
            return found
        raise last

    def _again(self, one: Facts, first: Work) -> Work:
        """For another version of the app; what can't be written then, isn't run there."""
        say(f"Once more for {one.serial}, which has another version of the app.", dim=True)
        try:
            return self._write(one.serial)
        except (PhoneError, ScriptError) as error:
            say(f"{error} The script of the first version is taken for it.", fg="yellow")
            return first

    def _write(self, serial: str) -> Work:
        from farm.doing import write_work
        from thumbwright.use.opening import opened_phone

        assert self._writer is not None
        with opened_phone(serial) as phone:
            work = write_work(
                self._many.words,
                app=self._many.app,
                phone=phone,
                writer=self._writer,
                watcher=self._watcher,
                person=self._person,
                store=self._store,
                private=self._many.private,
                cancel=self._interrupts.cancel,
            )
        return dataclasses.replace(work, allow=self._many.allow)

    def _with_app(self, package: str, label: str, *, by_commands: bool) -> list[Facts]:
        """The phones that have the app; the others are told."""
        from farm.survey import with_version

        if by_commands:
            return list(self._facts)
        here = []
        for one in with_version(self._facts, package):
            if one.version and not one.lost:
                here.append(one)
                continue
            said = one.lost or f"{label} ({package}) isn't installed on {one.serial}."
            self.without.append(Outcome(one.serial, "lost" if one.lost else "not_run", said))
            say(f"{said} The others go on without it.", fg="yellow")
        if not here:
            raise PhoneError(f"{label} ({package}) is on none of these phones. Nothing was done.")
        return here


def _approved(plans: Sequence[_Plan], watcher: ConsoleWatcher, dry_run: bool) -> dict[str, Work] | None:
    """The work of each phone, once the person let it run, with what they changed in the script; None where they didn't."""
    from agent.decide.candidates import given
    from interpreter.check.checking import check

    works: dict[str, Work] = {}
    seen: dict[str, str | None] = {}
    for plan in plans:
        work = plan.work
        if work.script_by != "model":
            checked = given(work.script, work.doc)
            watcher.script(work.script, [], checked.report)
            if checked.errors:
                raise ScriptError(f"Not run: {checked.errors[0]}")
        if dry_run:
            continue
        if work.script not in seen:
            say(f"For {len(plan.serials)} phones: {', '.join(plan.serials)}.", bold=True)
            seen[work.script] = watcher.approve(work.script, check(work.script, work.doc))
        approved = seen[work.script]
        if approved is None:
            return None
        if approved != work.script:
            changed = given(approved, work.doc)
            if changed.errors:
                raise ScriptError(f"Not run as you changed it: {changed.errors[0]}")
            work = dataclasses.replace(work, script=approved, script_by="person")
        works |= dict.fromkeys(plan.serials, work)
    return None if dry_run else works


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
        )


def _print(outcomes: Sequence[Outcome], report: Path | None) -> None:
    say()
    for one in outcomes:
        click.echo(f"{one.serial}: {one.answer or one.status}")
    say(f"\n{counted(outcomes)}.", bold=True)
    sessions = [one.session for one in outcomes if one.session]
    if report is not None:
        say(f"All of it on one page: {report}", dim=True)
    elif sessions:
        say(f"All on one page: thumbwright sessions report {' '.join(sessions)}", dim=True)
