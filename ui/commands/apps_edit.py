"""`thumbwright apps edit`: an app's doc in an editor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ground.errors import DocError
from ground.exits import ExitCode
from ui.printing import print_json, say

if TYPE_CHECKING:
    from apidocs.doc import AppDoc
    from apidocs.keep.edit_drafts import Draft
    from apidocs.keep.edit_reading import Reading


@click.command("edit")
@click.argument("app")
@click.option("--screen", default="", metavar="SCREEN", help="This one of its screens alone.")
@click.option("--anew", is_flag=True, help="Don't go on with what was typed before and couldn't be taken.")
@click.option("--print", "only_print", is_flag=True, help="Print what can be changed, and open nothing.")
@click.option(
    "--from",
    "source",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE",
    help="Take the changes from a file (- for stdin), in the form that --print has; what isn't in it stays.",
)
@click.option("--json", "as_json", is_flag=True)
def edit_command(app: str, screen: str, anew: bool, only_print: bool, source: Path | None, as_json: bool) -> int:
    """Change by hand what the doc of APP says: names, labels, other words, what things do, worked tasks.

    It is opened in $EDITOR as a text. Learning the app again leaves your changes as they are. What can't be taken is said with its
    line, and stays typed: the next `apps edit` opens it again.
    """
    from apidocs.keep.edit_drafts import draft_of, text_of
    from thumbwright.use.docs import own_doc

    package = own_doc(app).package
    if only_print:
        click.echo(text_of(package, screen), nl=False)
        return ExitCode.DONE
    if source is not None:
        waiting = draft_of(package)
        if waiting.taken_up and not anew:
            raise DocError(
                f"{waiting.path} has what you typed before, not taken yet. Look at it, or give it up: --anew"
            )
        draft = draft_of(package, screen, anew=True)
        draft.write(_text_in(source))
        reading = draft.take(_check)
        if reading.flaws:
            draft.forget()  # it is in the file
            return _refuse(
                reading,
                as_json,
                f"Nothing was changed: {'what came on stdin' if str(source) == '-' else source} can't be taken.",
            )
        return _tell(draft, reading, as_json)
    draft = draft_of(package, screen, anew=anew)
    if draft.taken_up:
        say("What you typed last time and couldn't be taken is opened again (--anew begins anew).")
    return _edited(draft, as_json)


def _edited(draft: Draft, as_json: bool) -> int:
    """Open it until it can be taken, or the person has enough."""
    from ui.console import is_interactive

    while True:
        try:
            click.edit(filename=str(draft.path))
        except click.ClickException as error:
            kept = f"What you typed is kept: {draft.path}" if draft.touched else "Nothing was changed"
            if not draft.touched:
                draft.forget()
            raise DocError(
                f"The editor didn't do it ({error.message}). {kept}. Name one in EDITOR; or without an editor: "
                f"thumbwright apps edit {draft.package} --print > FILE, and once it is changed --from FILE"
            ) from None
        reading = draft.take(_check)
        if not reading.flaws:
            return _tell(draft, reading, as_json)
        kept = f"Nothing was changed; what you typed is kept, and apps edit opens it again: {draft.path}"
        if as_json or not is_interactive():
            return _refuse(reading, as_json, kept)
        _say_flaws(reading)
        if not click.confirm("Open it again?", default=True, err=True):
            say(kept)
            return ExitCode.DOC


def _refuse(reading: Reading, as_json: bool, what: str) -> int:
    if as_json:
        flaws = [{"line": flaw.line, "message": flaw.message} for flaw in reading.flaws]
        print_json({"kept": False, "flaws": flaws, "changes": []})
        say(what)
        return ExitCode.DOC
    _say_flaws(reading)
    say(what)
    return ExitCode.DOC


def _say_flaws(reading: Reading) -> None:
    for flaw in reading.flaws:
        say(str(flaw), fg="red")


def _tell(draft: Draft, reading: Reading, as_json: bool) -> int:
    from apidocs.keep import store
    from apidocs.keep.overlay import leftovers

    if as_json:
        print_json({"kept": True, "flaws": [], "changes": [str(change) for change in reading.changes]})
    else:
        for change in reading.changes:
            click.echo(str(change))
    if not reading.changes:
        say("Nothing was changed.")
        return ExitCode.DONE
    overlay = store.load_overlay(draft.package)
    for line in leftovers(store.load(draft.package, edited=False), overlay):
        say(f"Of your edits this has no place now, and is kept: {line}")
    say(f"Kept. It stays when the app is learned again. Your edits: {store.overlay_path(draft.package)}")
    if draft.before.exists():
        say(f"As they were before: {draft.before}")
    return ExitCode.DONE


def _check(script: str, doc: AppDoc) -> list[tuple[int, str]]:
    from interpreter.check.checking import check

    return [(problem.line, f"{problem.message}. {problem.hint}".rstrip(". ")) for problem in check(script, doc).errors]


def _text_in(source: Path) -> str:
    try:
        with click.open_file(str(source), encoding="utf-8") as file:
            return str(file.read())
    except (OSError, UnicodeDecodeError) as error:
        raise DocError(f"{source} can't be read: {error}") from None
