"""`thumbwright run`: a task, a script file or a saved task, carried out."""

from __future__ import annotations

import contextlib
import difflib
import re
from pathlib import Path
from typing import Literal

import click

from ground.errors import SettingsError
from ground.exits import ExitCode

EXITS = {
    "done": ExitCode.DONE,
    "unproved": ExitCode.UNPROVED,
    "partly": ExitCode.PARTLY,
    "written": ExitCode.DONE,
    "not_done": ExitCode.NOT_DONE,
    "failed": ExitCode.NOT_DONE,
    "denied": ExitCode.REFUSED,
    "cancelled": ExitCode.CANCELLED,
    "limit": ExitCode.SCRIPT,
    "refused": ExitCode.SCRIPT,
}


_OPTION = re.compile(r"(-[a-z]|--[a-z][\w-]*)(=.*)?", re.DOTALL)
"""What somebody who types it takes for an option; `- buy milk` is a task."""


@click.command("run", context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("task")
@click.option(
    "-s", "--serial", default="", metavar="SERIAL|demo", help="Which phone; `demo` is the one that ships with this."
)
@click.option("--app", default="", help="Package or name of the app; found from the task otherwise.")
@click.option(
    "--yes", is_flag=True, help="Don't wait for Enter before the script runs. Consents are asked all the same."
)
@click.option(
    "--allow", multiple=True, metavar="EFFECT", help="Consent beforehand: commit, send, delete … Can be repeated."
)
@click.option("--dry-run", is_flag=True, help="Write and check the script, and stop there.")
@click.option("--private", is_flag=True, help="Record neither screens nor texts.")
@click.option(
    "--model", default="", help="Instead of the model that is set: a name of `thumbwright models`, or a GGUF file."
)
@click.option("--adapter", default="", help="Instead of the adapter that is set: its name, a GGUF adapter, or `none`.")
@click.option(
    "--wait",
    default="",
    metavar="30m",
    help="Wait so long for a phone that is locked, away or in use; no PIN is entered.",
)
@click.option(
    "--on",
    default="",
    metavar="all|tag:NAME|S1,S2",
    help="On many phones: one script, one consent, each phone a session of its own.",
)
@click.option(
    "--at-once", default=8, show_default=True, type=click.IntRange(1, 64), help="With --on: phones at a time."
)
@click.option(
    "--report",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.html|.json",
    help="With --on: all of it on one page, or as data.",
)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def command(
    ctx: click.Context,
    task: str,
    serial: str,
    app: str,
    yes: bool,
    allow: tuple[str, ...],
    dry_run: bool,
    private: bool,
    model: str,
    adapter: str,
    wait: str,
    on: str,
    at_once: int,
    page: Path | None,
    as_json: bool,
) -> int:
    """Carry out TASK, in words, or the script in TASK.py, or the saved task @NAME with its parameters: --title "…".

    A script's app is the one that its first lines name (`# app: NAME`), else the one whose screens it uses.

    On a real phone it waits for Enter once the script is written (--yes skips that). What saves, sends, deletes, calls or
    pays asks first (--allow EFFECT consents beforehand). Without a terminal the answer to every question is no.
    """
    from farm.doing import doc_of
    from farm.work import Work
    from ground.pace import Pace
    from ground.phone_lock import this_command
    from ground.secret_store import stored_values
    from phones.hiding import Values
    from thumbwright.use.given import given_saved, given_script, given_words, script_in
    from thumbwright.use.opening import DEMO, open_writer
    from thumbwright.use.policies import effects_of, make_policy
    from thumbwright.use.run_data import report_data
    from thumbwright.use.stores import open_store
    from thumbwright.use.tasks import TaskOptions, do_task, saying_why
    from thumbwright.use.waiting import awaited_phone, seconds_of
    from ui.commands.run_on import Many, run_on
    from ui.console import ConsolePerson, ConsoleWatcher
    from ui.interrupts import Interrupts
    from ui.printing import print_json, say
    from ui.waiting_line import WaitingLine

    pace = Pace()
    if not task.strip():
        raise SettingsError('The task is empty. Say what to do: thumbwright run "add a note called Milk"')
    make_policy(allow)  # wrong names are said before anything starts
    effects_of(allow)
    wait_s = seconds_of(wait)
    if task.startswith("@"):
        from ui.commands.tasks import parameter_values

        given = given_saved(task, parameter_values(ctx.args))
    else:
        refuse_extra(ctx, task)
        script = script_in(task)
        given = given_words(task, app) if script is None else given_script(script, task, app, f"run {Path(task).name}")
    words, title, doc = given.words, given.title, given.doc
    words = Values(stored_values()).hide(words)
    if on:
        if serial:
            raise SettingsError(f"--on {on} and -s {serial}: say one of both. Several phones: --on {serial},…")
        work = None
        if given.script:
            kept: Literal["", "person"] = "" if doc is not None else "person"
            work = Work(words, given.script, doc or doc_of(given.app), title, kept, allow, private)
        return run_on(
            Many(
                on,
                at_once,
                page,
                title or words,
                work,
                given.app,
                allow,
                yes,
                dry_run,
                private,
                model,
                adapter,
                wait_s,
                as_json,
            )
        )
    if page is not None:
        raise SettingsError("--report goes with --on. Of one session: thumbwright sessions report")
    options = TaskOptions(given.app, allow, dry_run, private, given.script, title, doc, learn=yes)
    interrupts = Interrupts()
    with contextlib.ExitStack() as stack:
        store = stack.enter_context(open_store(say))
        writer = (
            None
            if given.script
            else stack.enter_context(
                contextlib.closing(open_writer(model=model, adapter=adapter, on_wait=WaitingLine()))
            )
        )
        with saying_why(store, words, options, serial) if doc is not None else contextlib.nullcontext():
            phone = stack.enter_context(
                awaited_phone(serial, wait_s, doing=this_command("" if private else title or words), say=say)
            )
        stack.enter_context(interrupts.heeded())
        report = do_task(
            words,
            phone=phone,
            writer=writer,
            watcher=ConsoleWatcher(
                wait_for_enter=not (yes or serial == DEMO or dry_run), quiet=as_json, interrupts=interrupts
            ),
            person=ConsolePerson(interrupts),
            options=options,
            store=store,
            cancel=interrupts.cancel,
            tell=lambda line: say(line, dim=True),
            pace=pace,
        )
    result = report.result
    if as_json:
        print_json(report_data(report))
    else:
        say()
        click.echo(result.answer)
        if result.read_from and result.status in ("done", "unproved"):
            say(f"Read from {', '.join(result.read_from)}.", dim=True)
        if besides := report.besides:
            say(besides)
        if result.waits and not private:
            where = f" -s {serial}" if serial else ""
            say(f"To run the script as it stands: thumbwright replay {report.session} --rerun{where}")
        say(f"{report.took}. Shown again by: thumbwright sessions show {report.session}", dim=True)
    return ExitCode.PHONE if result.lost else EXITS[result.status]


def refuse_extra(ctx: click.Context, task: str) -> None:
    """Unknown options are let through for the parameters of saved tasks alone. Raises click's own usage errors."""
    for word in (task, *ctx.args):
        option = _OPTION.fullmatch(word)
        if option is None:
            continue
        saved = next((arg for arg in ctx.args if arg.startswith("@")), "")
        if word == task and saved:
            raise click.UsageError(f"Say the task first, then its options: thumbwright run {saved} {task} …", ctx)
        known = [opt for param in ctx.command.params for opt in param.opts if opt.startswith("--")]
        raise click.NoSuchOption(option[1], possibilities=difflib.get_close_matches(option[1], known), ctx=ctx)
    if ctx.args:
        raise click.UsageError(f"{ctx.args[0]!r} is too much. A task of several words stands in quotes.", ctx)
