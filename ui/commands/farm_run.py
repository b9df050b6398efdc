"""`thumbwright farm run`: one task on phones of several machines."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from farm.planning import Plans, make_plans
from farm.work import Outcome, Work
from ground.errors import PhoneError, RefusedError, SettingsError
from ui.commands.run_on import Many, approved, not_let, print_outcomes, watcher_of
from ui.interrupts import Interrupts
from ui.printing import say

if TYPE_CHECKING:
    from farm.asking import Meeting
    from farm.net import FarmNet


@click.command("run", context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("task")
@click.option("--on", default="all", show_default=True, metavar="all|tag:NAME|HOST/S1,S2", help="Phones of the farm.")
@click.option(
    "--at",
    default="",
    metavar="ADDRESS",
    help="Of the farm; without it the one of `farm up` here, else this machine's phones.",
)
@click.option(
    "--key",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The farm's key, instead of the one in its usual place.",
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
    "--within",
    default="10m",
    show_default=True,
    metavar="10m",
    help="What takes longer ends as unknown, and isn't repeated.",
)
@click.option("--wait", default="", metavar="5m", help="Wait so long for a phone that is locked, away or in use.")
@click.option(
    "--report",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.html|.json",
    help="All of it on one page, or as data. The sessions stay on the phones' hosts.",
)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def run_command(
    ctx: click.Context,
    task: str,
    on: str,
    at: str,
    key: Path | None,
    app: str,
    yes: bool,
    allow: tuple[str, ...],
    dry_run: bool,
    private: bool,
    within: str,
    wait: str,
    page: Path | None,
    as_json: bool,
) -> int:
    """Carry out TASK, in words, or the script in TASK.py, or @NAME, on phones of the farm.

    A script that is to be written is written once, by the model of a phone's host. What it will save, send or delete is asked
    about once, before it is handed out. Each phone gets it at most once; where that can't be told, it says so.
    """
    from farm.doing import doc_of
    from farm.version import need_dask
    from ground.secret_store import stored_values
    from phones.hiding import Values
    from thumbwright.use.given import given_saved, given_script, given_words, script_in
    from thumbwright.use.policies import effects_of, make_policy
    from thumbwright.use.waiting import seconds_of
    from ui.commands.run import refuse_extra

    if not task.strip():
        raise SettingsError('The task is empty. Say what to do: thumbwright farm run "add a note called Milk" --on all')
    make_policy(allow)
    effects_of(allow)
    within_s, wait_s = seconds_of(within), seconds_of(wait)
    if within_s <= 0:
        raise SettingsError("--within: a time is wanted, such as 10m")
    if task.startswith("@"):
        from ui.commands.tasks import parameter_values

        given = given_saved(task, parameter_values(ctx.args))
    else:
        refuse_extra(ctx, task)
        script = script_in(task)
        given = given_words(task, app) if script is None else given_script(script, task, app, f"run {Path(task).name}")
    words, work = Values(stored_values()).hide(given.words), None
    if given.script:
        kept: Literal["", "person"] = "" if given.doc is not None else "person"
        work = Work(words, given.script, given.doc or doc_of(given.app), given.title, kept, allow, private)
    need_dask()
    many = Many(
        on, 0, page, given.title or words, work, given.app, allow, yes, dry_run, private, wait_s=wait_s, as_json=as_json
    )
    with farm_at(at, key, embed=True) as net:
        return _run(net, many, within_s)


@contextlib.contextmanager
def farm_at(at: str, key: Path | None, *, embed: bool) -> Iterator[FarmNet]:
    """The farm at an address, else the one that `farm up` keeps here; else, with `embed`, one of this machine alone that ends with
    us. Raises FarmError."""
    from farm.address import parse
    from farm.errors import FarmError
    from farm.up import found
    from farm.version import need_dask

    need_dask()
    from farm.net import FarmNet, scheduling

    address = parse(at, key) if at else found()
    with contextlib.ExitStack() as stack:
        if address is not None:
            yield stack.enter_context(FarmNet(address))
            return
        if not embed:
            raise FarmError("There is no farm here. Begin one: thumbwright farm up; or say where one is: --at ADDRESS")
        from farm.host import Host
        from thumbwright.use.opening import open_writer, use_adb_of_settings

        use_adb_of_settings()
        up = stack.enter_context(scheduling(None, Host(open_writer=open_writer)))
        yield stack.enter_context(FarmNet(up))


def _run(net: FarmNet, many: Many, within_s: float) -> int:
    from farm.asking import about, meet, with_version, write
    from farm.choosing import choose
    from thumbwright.use.stores import open_store
    from ui.many_report import checked_report, exit_code, finished

    checked_report(many.report)
    meeting = meet(net)
    for name, why in meeting.refused.items():
        say(f"{name} can't be used: {why}", fg="yellow")
    if not meeting.hosts:
        raise PhoneError(
            f"No host of the farm at {net.contact} can be used. On each phone's host: thumbwright farm join …"
        )
    there = [one for met in meeting.hosts for one in met.there()]
    chosen = choose(many.on, there, {}, lambda name: name)
    facts = about(net, chosen.serials)
    lost = [Outcome(phone, "lost", f"Phone {phone} can't be used: {why}.") for phone, why in chosen.missing.items()]
    lost += [Outcome(one.serial, "lost", one.lost) for one in facts if one.lost]
    facts = [one for one in facts if not one.lost]
    for outcome in lost:
        say(f"{outcome.answer} The others go on without it.", fg="yellow")
    if not facts:
        raise PhoneError(f"--on {many.on}: none of these phones can be asked what it is. {lost[0].answer}")
    interrupts = Interrupts()
    watcher = watcher_of(many, interrupts)

    def written(phone: str) -> Work:
        say(f"The script is written by {phone.partition('/')[0]} …", dim=True)
        with interrupts.at_once():
            work = write(net, phone, many.words, many.app, many.private)
        watcher.token(work.script)
        return work

    with interrupts.heeded(), open_store(say) as store:
        plans = make_plans(
            facts, many.work, write=written, versions=partial(with_version, net), say=partial(say, fg="yellow")
        )
        works = approved(plans, watcher, many)
        if works is None:
            ended = not_let(plans, many)
        else:
            works = _consented(works, plans, interrupts)
            ended = _sent(net, meeting, works, many, within_s, interrupts)
        outcomes = [*ended, *plans.without, *lost]
        finished(many.report, many.words, plans, outcomes, store, as_json=many.as_json)
    if not many.as_json:
        print_outcomes(outcomes, many.report, here=False)
    return exit_code(outcomes)


def _consented(works: dict[str, Work], plans: Plans, interrupts: Interrupts) -> dict[str, Work]:
    """With the person's consent to what the scripts will do: on the hosts nobody is there to be asked. Raises RefusedError."""
    import dataclasses

    from interpreter.check.checking import check
    from interpreter.consent.policy import ONE_BY_ONE
    from thumbwright.use.policies import make_policy
    from ui.console import is_interactive

    allowed: dict[str, tuple[str, ...]] = {}
    for work in {id(one): one for one in works.values()}.values():
        policy = make_policy(work.allow)
        if work.script in allowed:
            continue
        granted = list(work.allow)
        for act in check(work.script, work.doc).effects:
            if act.effect.value in work.allow or not policy.asks(act.effect, work.doc.package):
                continue
            phones = sum(one.script == work.script for one in works.values())
            source = work.script.splitlines()[act.line - 1].strip()
            what = f"On {phones} phones: line {act.line}, {act.what}.{act.op} ({act.effect.value}): {source}"
            beforehand = f"Beforehand: --allow {act.effect.value}"
            if act.effect in ONE_BY_ONE and in_loop(work.script, act.line):
                raise RefusedError(
                    f"{what} is in a loop: each needs consent, and nobody can ask on the hosts. {beforehand}"
                )
            if not is_interactive():
                raise RefusedError(f"{what} needs consent, and nobody is at the terminal. {beforehand}")
            with interrupts.asking():
                if not click.confirm(f"{what}. Go on?", default=False, err=True):
                    raise RefusedError(
                        f"Not run: consent to {act.effect.value} was not given. Nothing was done on any phone."
                    )
            granted.append(act.effect.value)
        allowed[work.script] = tuple(dict.fromkeys(granted))
    return {phone: dataclasses.replace(work, allow=allowed[work.script]) for phone, work in works.items()}


def in_loop(script: str, line: int) -> bool:
    """Whether what stands on a line may be done more than once; a function counts, since it can be called again and again."""
    import ast

    from ground.syntax import parse

    again = (ast.For, ast.While, ast.FunctionDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    return any(n.lineno <= line <= (n.end_lineno or n.lineno) for n in ast.walk(parse(script)) if isinstance(n, again))


def _sent(
    net: FarmNet, meeting: Meeting, works: dict[str, Work], many: Many, within_s: float, interrupts: Interrupts
) -> list[Outcome]:
    from farm.sending import Sending, Task
    from ui.many_shown import ManyTable

    as_data = {id(work): work.to_data() for work in works.values()}
    tasks = [Task(*_parts(phone), as_data[id(work)]) for phone, work in works.items()]
    with ManyTable(list(works), quiet=many.as_json) as table:
        return Sending(
            net,
            tasks,
            within_s=within_s,
            wait_s=many.wait_s,
            offsets={met.name: met.ahead_s for met in meeting.hosts},
            cancel=interrupts.cancel,
            begun=lambda task: table.begun(task.phone),
            ended=table.ended,
        ).run()


def _parts(phone: str) -> tuple[str, str]:
    host, _, serial = phone.partition("/")
    return host, serial
