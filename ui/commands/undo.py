"""`thumbwright undo`: put back what a session set."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import click

from ground.exits import ExitCode

if TYPE_CHECKING:
    from sessions.records import SessionRecord


@click.command("undo")
@click.argument("session", default="last")
@click.option(
    "-s", "--serial", default="", metavar="SERIAL|demo", help="Which phone; the session's own if nothing is said."
)
@click.option("--yes", is_flag=True, help="Don't wait for Enter before it runs.")
@click.option("--allow", multiple=True, metavar="EFFECT", help="Consent beforehand. Can be repeated.")
@click.option("--json", "as_json", is_flag=True)
def command(session: str, serial: str, yes: bool, allow: tuple[str, ...], as_json: bool) -> int:
    """Put back what SESSION set (an id, its beginning, or `last`: the last task), the last one first: the phone's own settings, and
    an app's switches and choices and the texts that were saved, on its pages, in the rows of lists and on the pages they open. A
    row is opened where only one says what it said, and nothing is put back that has been changed since. What can't be is said,
    with why: what was made, sent or deleted stays.

    It runs as a session of its own: shown first, read back, and it can be undone itself. Of a task that was done in two parts, the
    phone's and an app's, both are put back.
    """
    from ground.phone_lock import this_command
    from sessions import reading
    from thumbwright.use.opening import DEMO, opened_phone
    from thumbwright.use.policies import make_policy
    from thumbwright.use.stores import open_store
    from ui.commands.run import EXITS
    from ui.console import ConsolePerson, ConsoleWatcher
    from ui.interrupts import Interrupts
    from ui.printing import print_json, say
    from ui.undoing import undo

    make_policy(allow)  # wrong names are said before anything starts
    interrupts = Interrupts()
    with contextlib.ExitStack() as stack:
        store = stack.enter_context(open_store(say))
        detail = reading.load_session(store, session)
        serial = serial or _phone_of(detail.head)
        phone = stack.enter_context(opened_phone(serial, doing=this_command(f"undo {session}")))
        stack.enter_context(interrupts.heeded())
        undone = undo(
            detail,
            phone=phone,
            store=store,
            watcher=ConsoleWatcher(wait_for_enter=not (yes or serial == DEMO), quiet=as_json, interrupts=interrupts),
            person=ConsolePerson(interrupts),
            allow=allow,
            cancel=interrupts.cancel,
        )
    report = undone.report
    status = report.result.status if report is not None else "not_done"
    status = "partly" if status == "done" and undone.left else status
    if as_json:
        print_json(
            {
                "session": report.session if report is not None else "",
                "undone": detail.head.id,
                "status": status,
                "answer": undone.answer,
                "script": report.result.script if report is not None else "",
                "left": undone.left,
            }
        )
    else:
        click.echo(undone.answer)
    return ExitCode.PHONE if report is not None and report.result.lost else EXITS[status]


def _phone_of(head: SessionRecord) -> str:
    """The phone that a session was made on. A demo phone that has ended since is started again: its address is another each time,
    its data is what it was."""
    from thumbwright.use.opening import DEMO, where_connected

    was_demo = head.serial.startswith("127.0.0.1:") and head.phone.startswith("Demo Phone")
    return DEMO if was_demo and not where_connected(head.serial) else head.serial
