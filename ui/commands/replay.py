"""`thumbwright replay`: the recorded calls of a session again, without a model."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ground.errors import CancelledError, SettingsError
from ground.exits import ExitCode
from interpreter.replay.replaying import CallVerdict, ReplayResult, ReplayWatcher, call_text
from sessions.records import CallRecord, SessionDetail
from sessions.store import Store
from ui.interrupts import Interrupts
from ui.printing import print_json, print_table, say

if TYPE_CHECKING:
    from thumbwright.use.replays import Replayed

MARKS = {"same": ("✓", "green"), "healed": ("≈", "yellow"), "different": ("≠", "red"), "stopped": ("■", "red")}


@click.command("replay")
@click.argument("session", default="")
@click.option(
    "-s",
    "--serial",
    default="",
    metavar="SERIAL|demo",
    help="Which phone; the session's own where it is connected, if nothing is said. `demo` is the one that ships with this.",
)
@click.option(
    "--bundled", is_flag=True, help="The session that ships with this, on a demo phone whose data is thrown away."
)
@click.option(
    "--rerun", is_flag=True, help="Run the script again instead of repeating its calls; still without a model."
)
@click.option("--resume", is_flag=True, help="Go on with a session that was cut off: what it did isn't done again.")
@click.option("--from", "first", type=click.IntRange(min=1), default=None, metavar="N", help="Begin with call N.")
@click.option("--until", type=click.IntRange(min=1), default=None, metavar="N", help="Stop after call N.")
@click.option("--pause", is_flag=True, help="Wait for Enter before each call.")
@click.option(
    "--speed",
    type=click.FloatRange(min=0),
    default=0.0,
    metavar="X",
    help="1 keeps the recorded pace, 2 is twice that; as fast as the phone otherwise.",
)
@click.option(
    "--allow", multiple=True, metavar="EFFECT", help="Consent beforehand: commit, send, delete … Can be repeated."
)
@click.option("--wait", default="", metavar="30m", help="Wait so long for a phone that is locked, away or in use.")
@click.option("--no-heal", is_flag=True, help="Stop at the first difference instead of looking for what was meant.")
@click.option("--keep-healing", is_flag=True, help="Put what was healed into the app's doc without asking.")
@click.option("--json", "as_json", is_flag=True)
@click.option(
    "--junit", type=click.Path(dir_okay=False, path_type=Path), help="Write the result per call as JUnit XML, for a CI."
)
def command(
    session: str,
    serial: str,
    bundled: bool,
    rerun: bool,
    resume: bool,
    first: int | None,
    until: int | None,
    pause: bool,
    speed: float,
    allow: tuple[str, ...],
    wait: str,
    no_heal: bool,
    keep_healing: bool,
    as_json: bool,
    junit: Path | None,
) -> int:
    """Repeat the recorded calls of SESSION (an id, its beginning, or `last`: the last task), each only on the screen that was
    recorded.

    No model is loaded. What saves, sends, deletes, calls or pays asks as in a first run: an old consent holds only where it
    was kept (`sessions keep ID --consents`). Per call the result is same, healed, different or stopped; the exit code is 0
    where all were the same or healed and the task was done then, 8 where one wasn't, else what the first run's would be.
    """
    from sessions import reading
    from thumbwright.use.opening import where_connected
    from thumbwright.use.policies import make_policy
    from thumbwright.use.replay_options import ReplayOptions
    from thumbwright.use.replays import bundled_on_scratch, do_replay, do_rerun, no_success
    from thumbwright.use.stores import open_store
    from thumbwright.use.waiting import awaited_phone, seconds_of
    from ui.commands.run import EXITS
    from ui.console import ConsolePerson, ConsoleWatcher

    if bool(session) == bundled:
        raise SettingsError(
            "Say which session: thumbwright replay ID (or last), or --bundled for the one that ships with this."
        )
    policy = make_policy(allow)
    interrupts = Interrupts()
    person = ConsolePerson(interrupts)
    with contextlib.ExitStack() as stack:
        if bundled:
            store, detail, phone = stack.enter_context(bundled_on_scratch(serial))
            # its phone is thrown away, and it only saves a note
            policy = make_policy([*allow, *{c.effect for c in detail.consents if c.granted}])
        else:
            store = stack.enter_context(open_store(say))
            detail = reading.load_session(store, session)
            wanted = serial or where_connected(detail.head.serial)
            phone = stack.enter_context(awaited_phone(wanted, seconds_of(wait), say=say))
        stack.enter_context(interrupts.heeded())
        watcher = ConsoleReplay(interrupts, pause=pause, quiet=as_json)
        if not as_json:
            head = detail.head
            say(
                f"Session {head.id}, {head.status.replace('_', ' ')}. {head.app_label or head.app}: {head.task}",
                bold=True,
            )
        if rerun or resume:
            found, ran = do_rerun(
                detail,
                phone=phone,
                store=store,
                policy=policy,
                person=person,
                watcher=ConsoleWatcher(wait_for_enter=False, quiet=as_json, interrupts=interrupts),
                cancel=interrupts.cancel,
                resume=resume,
            )
            if as_json:
                print_json({"session": found, "status": ran.status, "answer": ran.answer})
            else:
                click.echo(ran.answer)
            return ExitCode.PHONE if ran.lost else EXITS[ran.status]
        replayed = do_replay(
            detail,
            phone=phone,
            store=store,
            policy=policy,
            person=person,
            watcher=watcher,
            options=ReplayOptions(first or 0, until or 0, speed, not no_heal),
            cancel=interrupts.cancel,
        )
        found, result = replayed.session, replayed.result
        if result.healings and not bundled:
            _healed(result, found, detail, store, keep_healing, quiet=as_json)
    if junit is not None:
        from sessions.exporting import junit_of_verdicts

        junit.write_text(
            junit_of_verdicts(
                detail, result.verdicts, result.seconds, "; ".join(result.refuted) or no_success(detail, result)
            ),
            "utf-8",
        )
    if as_json:
        print_json(_as_json(replayed, "" if bundled else found))
    else:
        _print(result, "" if bundled else found, no_success(detail, result))
    if interrupts.cancel.is_set():
        return ExitCode.CANCELLED
    return EXITS[replayed.status] if result.ok else ExitCode.DIFFERENT


class ConsoleReplay(ReplayWatcher):
    """Prints each call as it happens."""

    def __init__(self, interrupts: Interrupts, *, pause: bool = False, quiet: bool = False) -> None:
        self._interrupts, self._pause, self._quiet = interrupts, pause, quiet

    def calling(self, record: CallRecord) -> bool:
        if not self._pause:
            return True
        question = f"Next: {call_text(record)}  [Enter: go on, anything else: stop]"
        try:
            with self._interrupts.asking():
                return not click.prompt(question, default="", show_default=False, err=True).strip()
        except (CancelledError, click.Abort):
            return False

    def done(self, verdict: CallVerdict) -> None:
        if self._quiet:
            return
        mark, color = MARKS[verdict.verdict]
        say(
            f"  {click.style(mark, fg=color)} {verdict.call}  {click.style(f'{verdict.verdict}, {verdict.ms:.0f} ms', dim=True)}"
        )
        if verdict.note:
            say(f"      {verdict.note}", fg=color if verdict.verdict != "same" else None, dim=verdict.verdict == "same")


def _healed(result: ReplayResult, replay: str, detail: SessionDetail, store: Store, keep: bool, *, quiet: bool) -> None:
    """Show what was healed, and keep it where the person says so."""
    from thumbwright.use.replays import keep_healing
    from ui.console import is_interactive

    if not quiet:
        say("\nHealed:", bold=True)
        for healing in result.healings:
            say(f"  {healing.what} {healing.screen}{'.' + healing.element if healing.element else ''}")
            if healing.old:
                say(f"    - {healing.old}", fg="red")
            say(f"    + {healing.new}", fg="green")
    if not keep and not quiet and is_interactive():
        keep = click.confirm(
            "Keep this for the next time, in the session and in the app's doc?", default=False, err=True
        )
    if keep:
        changed = keep_healing(store, replay, detail, result)
        say(f"Kept in {', '.join(changed)}.")
    elif not quiet:
        say(f"Not kept. Both screens: thumbwright sessions report {replay}. To keep it: --keep-healing")


def _as_json(replayed: Replayed, session: str) -> dict[str, object]:
    result = replayed.result
    return {
        "session": session,
        "of": result.session,
        "status": result.status,
        "task": replayed.status,
        "answer": result.answer,
        "outdated": result.outdated,
        "seconds": round(result.seconds, 2),
        "notices": result.notices,
        "refuted": result.refuted,
        "calls": [
            {"seq": v.seq, "line": v.line, "call": v.call, "verdict": v.verdict, "note": v.note, "ms": round(v.ms, 1)}
            for v in result.verdicts
        ],
        "healings": [
            {
                "seq": h.seq,
                "what": h.what,
                "screen": h.screen,
                "element": h.element,
                "old": h.old,
                "new": h.new,
                "score": h.score,
            }
            for h in result.healings
        ],
    }


def _print(result: ReplayResult, session: str, worth: str) -> None:
    for notice in result.notices:
        say(notice, fg="yellow")
    say()
    counts = [(name, sum(v.verdict == name for v in result.verdicts)) for name in MARKS]
    print_table(("calls", *(name for name, _ in counts)), [(len(result.verdicts), *(count for _, count in counts))])
    if result.answer:
        click.echo(f"Recorded answer: {result.answer}")
    if result.outdated:
        say(
            f"The recorded answer, {result.outdated!r}, isn't repeated: what it was worked out from isn't as it was, or wasn't "
            f"read. To work it out anew: thumbwright replay {result.session} --rerun",
            fg="yellow",
        )
    for said in (*result.refuted, worth):
        if said:
            say(said, fg="yellow")
    say(
        f"{result.seconds:.1f} s, no model. "
        + (f"Kept as session {session}." if session else "Nothing of it was kept."),
        dim=True,
    )
