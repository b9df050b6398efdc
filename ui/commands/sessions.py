"""`thumbwright sessions …`: what was done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from ground.errors import SettingsError
from ground.settings import load_settings
from sessions import reading, retention
from sessions.records import DECISION, STATUSES, SessionDetail, SessionRecord
from thumbwright.use.exports import FORMS, exported
from thumbwright.use.stores import open_store
from ui.groups import ListingGroup
from ui.printing import print_json, print_table, say


@click.group("sessions", cls=ListingGroup)
def command() -> None:
    """What was done: list, show, search, keep, remove."""


def _print_heads(heads: list[SessionRecord]) -> None:
    rows = [
        (
            h.id,
            h.started[:16].replace("T", " "),
            h.status,
            h.app_label or h.app,
            h.calls,
            f"{h.size / 1024:.0f}" if h.size else "",
            "kept" if h.kept else "",
            h.task,
        )
        for h in heads
    ]
    print_table(("id", "started (UTC)", "status", "app", "calls", "KB", "", "task"), rows)
    if not heads:
        say("No sessions.")


@command.command("list")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="So many at most.")
@click.option("--status", type=click.Choice(STATUSES), default=None, help="Only those that ended so.")
@click.option("--app", default="", help="Package.")
@click.option("--json", "as_json", is_flag=True)
def list_command(limit: int, status: str | None, app: str, as_json: bool) -> None:
    """The newest sessions."""
    with open_store(say) as store:
        heads = reading.list_sessions(store, limit=limit, status=status or "", app=app)
        size = reading.file_size(store)
    if as_json:
        print_json(heads)
        return
    _print_heads(heads)
    if heads:
        say(f"The store takes {in_kb(size)}; screens that several sessions show are kept once.", dim=True)


@command.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True)
def search_command(words: tuple[str, ...], as_json: bool) -> None:
    """Sessions whose task, answer or script has all the WORDS."""
    with open_store(say) as store:
        heads = reading.search_sessions(store, " ".join(words))
    print_json(heads) if as_json else _print_heads(heads)


@command.command("show")
@click.argument("session", default="last")
@click.option("--why", "why", is_flag=True, help="Only why its script was taken or held back: each candidate, weighed.")
@click.option("--json", "as_json", is_flag=True)
def show_command(session: str, why: bool, as_json: bool) -> None:
    """One session whole: script, calls, consents, answer. SESSION is an id, its beginning, or `last`."""
    with open_store(say) as store:
        detail = reading.load_session(store, session)
    if why:
        decisions = [event.text for event in detail.events if event.kind == DECISION]
        print_json(decisions) if as_json else click.echo("\n\n".join(decisions) or "No script was decided about in it.")
        return
    print_json(detail) if as_json else _print_detail(detail)


def _print_detail(detail: SessionDetail) -> None:
    head = detail.head
    click.echo(
        f"{head.id}  {head.status}  {head.started[:19].replace('T', ' ')} UTC  {head.app_label or head.app}  {head.phone}"
    )
    screens = "gone with time" if head.pruned else in_kb(head.size) + (", kept" if head.kept else "")
    click.echo(f"Task: {head.task}\nScreens and pictures: {screens}")
    if head.pace:
        click.echo(f"{head.pace}, waiting for you left out")
    if head.connections_out is not None:
        click.echo(f"Connections to other machines: {head.connections_out}")
    for attempt in detail.attempts:
        click.echo(
            f"\nAttempt {attempt.number} ({attempt.kind}), {attempt.prompt_tokens} tokens in "
            f"({attempt.evaluated_tokens} evaluated), {attempt.output_tokens} out, {attempt.ms / 1000:.1f} s"
        )
        for number, line in enumerate(attempt.script.splitlines(), 1):
            click.echo(f"  {number:3} {line}")
        for note in attempt.notes:
            click.echo(f"      repaired: {note}")
        for problem in attempt.problems:
            click.echo(f"      problem: {problem}")
        for call in (c for c in detail.calls if c.attempt == attempt.id):
            name = f"{call.ref}.{call.op}".removesuffix(".do")
            line = f"line {call.line:<3}" if call.line else " " * 8
            click.echo(f"  {line} {call.ms:6.0f} ms  {call.status:9} {call.effect:9} {name}({_args(call.args)})")
            for step in (*call.steps, call.shown):
                if step:
                    click.echo(f"{'':12}{step}")
            if call.error:
                click.echo(f"{'':12}{call.error}")
    for consent in detail.consents:
        click.echo(
            f"\nConsent, line {consent.line}: {consent.detail}: {'yes' if consent.granted else 'no'} ({consent.how})"
        )
    for event in detail.events:
        if event.kind != DECISION:
            click.echo(f"\n{event.at[11:19]} {event.kind}: {event.text}")
        else:
            click.echo(f"\n{event.at[11:19]} {event.kind}: {event.text.splitlines()[0]} (all of it: --why)")
    click.echo(f"\nAnswer: {head.answer}")


def _args(args: list[object]) -> str:
    return ", ".join(repr(arg) for arg in args)


@command.command("keep")
@click.argument("session")
@click.option("--no", "no", is_flag=True, help="No longer.")
@click.option("--consents", is_flag=True, help="Let the consents given in it hold for its replays, too, word for word.")
def keep_command(session: str, no: bool, consents: bool) -> None:
    """Keep a session's screens beyond their time."""
    with open_store(say) as store:
        found = reading.keep_session(store, session, kept=not no)
        held = store.keep_consents(found, kept=not no) if consents else 0
        size = reading.load_session(store, found).head.size
    say(f"{found} is {'no longer kept' if no else 'kept'}: {in_kb(size)} of screens and pictures.")
    if consents:
        say(f"{held} consents {'no longer hold' if no else 'hold'} for its replays.")


def in_kb(size: int) -> str:
    """`43 KB`, `1.2 MB`."""
    return f"{size / 1_048_576:.1f} MB" if size >= 1_048_576 else f"{size / 1024:.0f} KB"


@command.command("export")
@click.argument("session", nargs=-1, required=True)
@click.option(
    "--to", "form", metavar=f"[{'|'.join(FORMS)}|PLUGIN]", default="json", show_default=True, help="What to make of it."
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Instead of stdout.")
def export_command(session: tuple[str, ...], form: str, output: Path | None) -> None:
    """A session as a file that can be taken elsewhere.

    \b
    json     everything of it; `sessions import` reads it
    python   a script that runs with uiautomator2 alone
    maestro  a Maestro flow
    junit    its calls as test cases
    jsonl    task, doc and script, one line a SESSION, what is personal taken out
    PLUGIN   what a plugin makes of it, such as csv, a table of its calls: thumbwright plugins
    """
    if len(session) > 1 and form != "jsonl":
        raise SettingsError(f"--to {form} takes one session; several go into --to jsonl.")
    with open_store(say) as store:
        text = "".join(exported(store, one, form) for one in session)
    if output is None:
        click.echo(text, nl=False)
        return
    output.write_text(text, "utf-8")
    say(
        f"Wrote {output}."
        + (" It holds every screen and text of the session: mind whom you give it to." if form == "json" else "")
    )


@command.command("report")
@click.argument("session", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Instead of session-ID.html.")
def report_command(session: tuple[str, ...], output: Path | None) -> None:
    """One HTML page that needs nothing else: answer, script, timeline, screens. Several SESSIONs go on one page."""
    from sessions.report import render_report

    with open_store(say) as store:
        details = [reading.load_session(store, one) for one in session]
        page = render_report(details, lambda sha: reading.blob(store, sha))
    where = output or Path(f"session-{details[0].head.id}.html")
    where.write_text(page, "utf-8")
    say(
        f"Wrote {where}, {where.stat().st_size // 1024} KB. It shows every screen of the session: mind whom you send it to."
    )


@command.command("fixture")
@click.argument("session")
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="Folder, instead of fixture-ID.")
def fixture_command(session: str, output: Path | None) -> None:
    """A session as a recorded app for the demo phone, with a test that replays it: a bug report for who lacks the phone."""
    from sessions.fixture import write_fixture
    from sessions.portable import export_session

    with open_store(say) as store:
        detail = reading.load_session(store, session)
        folder = output or Path(f"fixture-{detail.head.id}")
        written = write_fixture(
            detail, lambda sha: reading.blob(store, sha), export_session(store, detail.head.id), folder
        )
    for path in written:
        click.echo(path)
    say("It holds what the screens said: look through it before you give it away.")


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_command(file: Path) -> None:
    """Read a session that `sessions export ID --to json` wrote. Its consents hold for no replay here."""
    from agent.record.from_elsewhere import session_from_elsewhere
    from sessions.portable import import_session

    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} can't be read: {error}") from None
    found = session_from_elsewhere(text, str(file))
    with open_store(say) as store:
        session = import_session(store, found)
    say(f"Imported as {session}, and kept. Look at it: thumbwright sessions show {session}")


@command.command("rm")
@click.argument("session", nargs=-1, required=True)
def rm_command(session: tuple[str, ...]) -> None:
    """Remove sessions, with every screen and text of theirs."""
    with open_store(say) as store:
        before = reading.file_size(store)
        removed = reading.remove_sessions(store, list(session))
        freed = before - reading.file_size(store)
    say(f"Removed {', '.join(removed)}: {in_kb(max(0, freed))} freed.")


@command.command("prune")
@click.option("--days", type=click.IntRange(min=0), default=None, help="Instead of the setting keep_screens_days.")
def prune_command(days: int | None) -> None:
    """Drop the screens of sessions that are older than the setting says and not kept."""
    limit = load_settings().keep_screens_days if days is None else days
    with open_store(say) as store:
        before = reading.file_size(store)
        count = retention.prune(store, before=(datetime.now(UTC) - timedelta(days=limit)).isoformat())
        freed = before - reading.file_size(store)
    say(f"Dropped the screens of {count} calls older than {limit} days: {in_kb(max(0, freed))} freed.")
