"""`thumbwright tasks …`: scripts that worked, kept as commands of one's own."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ground.errors import SettingsError
from ui.groups import ListingGroup
from ui.printing import print_json, print_table, say

if TYPE_CHECKING:
    from agent.record.parameters import Proposal
    from agent.record.saved_tasks import SavedTask


@click.group("tasks", cls=ListingGroup)
def command() -> None:
    """Saved tasks: list, save, show, edit, import, rm, schedule. Run one: thumbwright run @NAME."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True)
def list_command(as_json: bool) -> None:
    """The saved tasks, with their parameters."""
    from agent.record import saved_tasks

    found, broken = [], []
    for name in saved_tasks.names():
        try:
            found.append(saved_tasks.load(name))
        except SettingsError as error:
            broken.append(str(error))
    if as_json:
        print_json([_as_json(task) for task in found])
    else:
        rows = [
            (f"@{t.name}", t.front.label or t.front.app, " ".join(_option(p.name) for p in t.parameters), t.front.task)
            for t in found
        ]
        print_table(("name", "app", "parameters", "task"), rows)
        if not found:
            say("No saved tasks. Make one of a session that worked: thumbwright tasks save last NAME")
    for told in broken:
        say(told, fg="yellow")


@command.command("save")
@click.argument("session")
@click.argument("name")
@click.option("--keep", "keep", multiple=True, metavar="VALUE", help="A value that is always the same: no parameter.")
@click.option("--name", "renamed", multiple=True, metavar="OLD=NEW", help="Call a parameter otherwise.")
@click.option("--yes", is_flag=True, help="Take the parameters as they are proposed.")
@click.option("--replace", is_flag=True, help="In place of the task that has this name.")
def save_command(
    session: str, name: str, keep: tuple[str, ...], renamed: tuple[str, ...], yes: bool, replace: bool
) -> None:
    """Make a task NAME of the script of SESSION (an id, its beginning, or `last`)."""
    from agent.record import saved_tasks
    from agent.record.parameters import propose
    from interpreter.replay.replaying import recorded_doc
    from sessions import reading
    from thumbwright.use.stores import open_store
    from ui.console import is_interactive

    with open_store(say) as store:
        detail = reading.load_session(store, session)
        if not detail.head.script.strip():
            raise SettingsError(f"Session {detail.head.id} has no script to save.")
        if detail.head.status != "done":
            say(
                f"Session {detail.head.id} ended {detail.head.status}: what it did may not be what you want again.",
                fg="yellow",
            )
        doc = recorded_doc(detail, lambda sha: reading.blob(store, sha))
    proposals = [p for p in propose(detail.head.script, doc) if str(p.value) not in keep]
    _rename(proposals, renamed)
    if not yes and is_interactive():
        proposals = [p for p in proposals if confirmed(p)]
    task = saved_tasks.make_task(
        name, detail.head.task, detail.head.script, doc, proposals, locale=detail.head.locale, session=detail.head.id
    )
    path = saved_tasks.save(task, instead=replace)
    shown = saved_tasks.offer_as_sample(task, detail.head.script)
    say(f"Saved as {path}")
    if shown:
        say(
            f"The model reads {doc.label} anew before its next task there, up to a minute, once: it learns from this one."
        )
    click.echo(usage(task))


def _rename(proposals: list[Proposal], renamed: tuple[str, ...]) -> None:
    for pair in renamed:
        old, _, new = pair.partition("=")
        found = next((p for p in proposals if p.parameter.name == old), None)
        if found is None or not new.isidentifier():
            offered = ", ".join(p.parameter.name for p in proposals) or "none"
            raise SettingsError(f"--name {pair}: OLD=NEW is wanted, OLD one of: {offered}")
        found.parameter = found.parameter.model_copy(update={"name": new})


def confirmed(proposal: Proposal) -> bool:
    """Whether the person takes it for a parameter."""
    p = proposal.parameter
    kind = f"one of {', '.join(p.options)}" if p.options else p.type
    question = f'{p.used}: "{p.default}" ({kind}). Is it other each time, as {_option(p.name)}?'
    return click.confirm(question, default=True, err=True)


@command.command("show")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True)
def show_command(name: str, as_json: bool) -> None:
    """One task: its words, parameters, script, and what it does to the world."""
    from agent.record import saved_tasks

    task = saved_tasks.load(name.removeprefix("@"))
    if as_json:
        print_json({**_as_json(task), "script": task.script, "effects": _effects(task)})
        return
    click.echo(
        f"@{task.name}: {task.front.task}\n{task.front.label or task.front.app} {task.front.version} ({task.front.app})"
    )
    for p in task.parameters:
        kind = f"one of {', '.join(p.options)}" if p.options else p.type
        click.echo(f"  {_option(p.name)}  {kind}, {p.default!r} where it isn't given; goes into {p.used}")
    click.echo()
    for number, line in enumerate(task.script.splitlines(), 1):
        click.echo(f"  {number:3} {line}")
    _print_effects(task)
    click.echo(f"\n{usage(task)}")


def _effects(task: SavedTask) -> list[dict[str, object]]:
    report = task.report()
    # the values stand above the script while it is checked
    head = len(task.parameters)
    return [{"line": e.line - head, "what": e.what, "op": e.op, "effect": e.effect.value} for e in report.effects]


def _print_effects(task: SavedTask) -> None:
    from apidocs.doc import Effect
    from apidocs.doc.effects import asks

    effects = [e for e in _effects(task) if asks(Effect(str(e["effect"])))]
    click.echo()
    for effect in effects:
        click.echo(f"  line {effect['line']}: {effect['effect']}  {effect['what']}.{effect['op']}")
    if not effects:
        click.echo("  It saves, sends, deletes and calls nothing, as far as its doc tells.")
    for problem in task.report().problems:
        say(
            f"  {problem.severity}: line {problem.line - len(task.parameters)}: {problem.words}",
            fg="yellow",
        )


@command.command("edit")
@click.argument("name")
def edit_command(name: str) -> None:
    """Open a task's file in $EDITOR; what can't be used afterwards is said, and the file kept as it was."""
    from agent.record import saved_tasks

    task = saved_tasks.load(name.removeprefix("@"))
    assert task.path is not None  # it was read from there
    text = click.edit(task.path.read_text("utf-8"), extension=".md", require_save=True)
    if text is None:
        say("Nothing was changed.")
        return
    changed = saved_tasks.parse(text, task.name, "What you wrote")
    errors = changed.report().errors
    if errors:
        raise SettingsError(f"What you wrote doesn't pass the check, so nothing was changed: {errors[0].words}")
    saved_tasks.save_text(task.name, text)
    say(f"Changed {task.path}")


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "name", default="", help="Another name than the file's.")
@click.option("--yes", is_flag=True, help="Don't ask once its effects are shown.")
@click.option("--replace", is_flag=True, help="In place of the task that has this name.")
def import_command(file: Path, name: str, yes: bool, replace: bool) -> None:
    """Take in a task from elsewhere: it is checked, and what it does is shown first."""
    from agent.record import saved_tasks
    from ui.console import is_interactive

    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} can't be read: {error}") from None
    wanted = name or file.name.removesuffix(saved_tasks.SUFFIX)
    path = saved_tasks.task_path(wanted)
    task = saved_tasks.from_elsewhere(text, wanted, str(file))
    errors = task.report().errors
    if errors:
        raise SettingsError(
            f"{file} doesn't pass the check: line {errors[0].line - len(task.parameters)}: {errors[0].message}"
        )
    click.echo(f"{task.front.task}  ({task.front.label or task.front.app})")
    for number, line in enumerate(task.script.splitlines(), 1):
        click.echo(f"  {number:3} {line}")
    _print_effects(task)
    if not yes and not (is_interactive() and click.confirm("Take it in?", default=False, err=True)):
        raise SettingsError("Not taken in. Once you have read it: --yes")
    if path.exists() and not replace:
        raise SettingsError(f"There is a task {wanted} already. Another name: --as NAME, or --replace")
    saved_tasks.save_text(wanted, saved_tasks.render(task))
    say(f"Taken in as @{wanted}.")


@command.command("rm")
@click.argument("name", nargs=-1, required=True)
def rm_command(name: tuple[str, ...]) -> None:
    """Delete saved tasks."""
    from agent.record import saved_tasks

    wanted, there = list(dict.fromkeys(one.removeprefix("@") for one in name)), saved_tasks.names()
    for one in wanted:
        if one not in there:
            saved_tasks.load(one)  # raises, before any is removed
    for one in wanted:
        saved_tasks.remove(one)
    say(f"Removed {', '.join(wanted)}.")


@command.command("schedule", context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("name")
@click.option("--at", required=True, metavar="HH:MM", help="When, each day.")
@click.option("--days", default="", metavar="mon,tue,…", help="Only on these days.")
@click.option(
    "--via", type=click.Choice(["systemd", "cron"]), default="systemd", show_default=True, help="Who starts it."
)
@click.option("-s", "--serial", default="", metavar="SERIAL|demo")
@click.option("--allow", multiple=True, metavar="EFFECT", help="Consent beforehand: nobody will be there to ask.")
@click.option("--wait", default="30m", show_default=True, help="How long to wait for a phone that is locked or away.")
@click.option("--install", is_flag=True, help="Put it in place, too; otherwise it is only printed.")
@click.pass_context
def schedule_command(
    ctx: click.Context,
    name: str,
    at: str,
    days: str,
    via: str,
    serial: str,
    allow: tuple[str, ...],
    wait: str,
    install: bool,
) -> None:
    """A systemd timer or a cron line that runs a task; its parameters as with run: --title "…".

    It never enters a PIN: a phone that stays locked is waited for, and then the run says why it wasn't done.
    """
    from agent.record import saved_tasks
    from thumbwright.use.policies import effects_of
    from thumbwright.use.waiting import seconds_of
    from ui.schedules import cron_line, install_cron, install_systemd, run_line, systemd_units

    task = saved_tasks.load(name.removeprefix("@"))
    values = parameter_values(ctx.args)
    task.script_for(values)
    effects_of(allow)
    seconds_of(wait)
    line = run_line(task.name, values, serial=serial, allow=allow, wait=wait)
    needed = {str(e["effect"]) for e in _needing_consent(task)} - set(allow)
    if needed:
        say(
            f"Nobody will be there to ask, so it will stop at: {', '.join(sorted(needed))}. To consent: --allow EFFECT",
            fg="yellow",
        )
    if via == "cron":
        text = cron_line(line, at, days)
        click.echo(text)
        if install:
            install_cron(task.name, text)
            say("Added to your crontab.")
        return
    units = systemd_units(task.name, line, at, days)
    for file, text in units.items():
        click.echo(f"# {file}\n{text}")
    if install:
        where = install_systemd(units)
        say(f"Installed in {where}. Look at it: systemctl --user list-timers")


def _needing_consent(task: SavedTask) -> list[dict[str, object]]:
    from apidocs.doc import Effect
    from apidocs.doc.effects import asks

    return [e for e in _effects(task) if asks(Effect(str(e["effect"])))]


def parameter_values(arguments: list[str]) -> dict[str, str]:
    """`--title X --when=07:30` as names and values. Raises SettingsError for what is neither."""
    values: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--") or len(word) < 3:
            raise SettingsError(f'{word!r} is too much. Parameters are given as --name "value"')
        name, equals, value = word[2:].partition("=")
        if not equals:
            if not rest:
                raise SettingsError(f'--{name} has no value. Parameters are given as --{name} "value"')
            value = rest.pop(0)
        values[name.replace("-", "_")] = value
    return values


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def usage(task: SavedTask) -> str:
    """How to run it."""
    options = " ".join(f"{_option(p.name)} {shlex.quote(p.default)}" for p in task.parameters)
    return f"thumbwright run @{task.name} {options}".rstrip()


def _as_json(task: SavedTask) -> dict[str, object]:
    return {
        "name": task.name,
        "task": task.front.task,
        "app": task.front.app,
        "parameters": [p.model_dump() for p in task.parameters],
        "file": str(task.path) if task.path else "",
    }
