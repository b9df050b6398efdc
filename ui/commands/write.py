"""`thumbwright write`: the script for a task, and no more."""

from __future__ import annotations

import contextlib

import click

from ground.exits import ExitCode


@click.command("write")
@click.argument("task")
@click.option(
    "-s", "--serial", default="", metavar="SERIAL|demo", help="Look at this phone for the apps that are there."
)
@click.option("--app", default="", help="Package or name of the app.")
@click.option("--model", default="", help="Instead of the model that is set.")
@click.option("--adapter", default="", help="Instead of the adapter that is set: its name, a GGUF adapter, or `none`.")
@click.option("--json", "as_json", is_flag=True)
def command(task: str, serial: str, app: str, model: str, adapter: str, as_json: bool) -> int:
    """Write the script for TASK and print it. No phone is needed where the app's doc is there; none is touched."""
    from agent.prepare.preparing import prepare
    from agent.task.scripting import write_script
    from ground.secret_store import stored_values
    from phones.hiding import Values
    from thumbwright.use.opening import open_writer, opened_phone
    from ui.console import ConsoleWatcher
    from ui.printing import print_json, say
    from ui.waiting_line import WaitingLine

    with contextlib.ExitStack() as stack:
        phone = stack.enter_context(opened_phone(serial)) if serial else None
        writer = stack.enter_context(
            contextlib.closing(open_writer(model=model, adapter=adapter, on_wait=WaitingLine()))
        )
        task = Values(stored_values()).hide(task)
        prepared = prepare(task, phone, app=app, writer=writer)
        watcher = ConsoleWatcher(wait_for_enter=False, quiet=as_json)
        say(f"For {prepared.doc.label}: {prepared.why}.", dim=True)
        decision = write_script(prepared, writer, watcher, None, cancelled=lambda: False)
    written = decision.best
    watcher.script(written.text, written.notes, written.report)
    if written.offers:
        watcher.offered(written.offers)
    if as_json:
        print_json(
            {
                "app": prepared.doc.package,
                "script": written.text,
                "notes": written.notes,
                "offers": [{"what": str(offer), "diff": offer.diff} for offer in written.offers],
                "problems": written.errors,
            }
        )
    else:
        click.echo(written.text.rstrip())
        seconds = sum(g.first_token_s + g.decode_s for g in decision.spent)
        count = len(decision.candidates)
        say(f"{seconds:.1f} s, {count} {'candidate' if count == 1 else 'candidates'}", dim=True)
    return ExitCode.SCRIPT if written.errors else ExitCode.DONE
