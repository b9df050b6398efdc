"""`thumbwright apps verify|update|diff|export|import`: a doc held against the phone or against another, or handed on."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import asdict
from dataclasses import replace as replaced
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ground.exits import ExitCode
from ui.printing import print_json, say

if TYPE_CHECKING:
    from agent.learn.again import How, Looked
    from apidocs.doc import AppDoc
    from apidocs.explore.exploring import Progress
    from apidocs.explore.putting_back import PutBack
    from phones.phone import Phone

_serial = click.option("-s", "--serial", default="", metavar="SERIAL|demo")
_calls = click.option(
    "--calls", default=300, type=click.IntRange(min=1), show_default=True, help="Budget: acts on the phone."
)
_minutes = click.option(
    "--minutes", default=10.0, type=click.FloatRange(min=0, min_open=True), show_default=True, help="Budget: time."
)
_allow = click.option("--allow", multiple=True, metavar="EFFECT", help="As of learning: let it do this too.")
_json = click.option("--json", "as_json", is_flag=True)


@click.command("verify")
@click.argument("app")
@_serial
@_calls
@_minutes
@_allow
@_json
def verify_command(app: str, serial: str, calls: int, minutes: float, allow: tuple[str, ...], as_json: bool) -> int:
    """Go through APP's screens on the phone and say what of its doc no longer fits. Nothing new is tried, the doc stays.

    A doc that comes with thumbwright is marked with what was found: verified, or in part; what isn't there is left out of it.

    The exit code is 0 where all fits that was met, 8 where something doesn't.
    """
    from agent.learn.again import verify

    looked = look_again(app, serial, calls, minutes, allow, as_json, verify)
    if as_json:
        print_json(as_data(looked))
    else:
        tell(looked, "All that was met fits the doc.")
        if looked.doc.shipped is not None:
            say(f"The doc of {looked.doc.label} that comes with thumbwright is {looked.doc.shipped} now.")
        if not looked.fits and looked.doc.shipped is not None:
            say(
                f"What isn't there was left out of it. To learn the app itself: thumbwright apps learn {looked.doc.package}"
            )
        elif not looked.fits:
            say(f"To learn what changed: thumbwright apps update {looked.doc.package}")
    return ExitCode.DONE if looked.fits else ExitCode.DIFFERENT


@click.command("update")
@click.argument("app")
@_serial
@_calls
@_minutes
@_allow
@click.option(
    "--all", "everything", is_flag=True, help="Open the menus and dialogs of pages that look as they did, too."
)
@_json
def update_command(
    app: str, serial: str, calls: int, minutes: float, allow: tuple[str, ...], everything: bool, as_json: bool
) -> int:
    """Learn what has changed in APP since it was learned, and that alone. Names and edits by hand stay."""
    from agent.learn.again import update

    def updated(phone: Phone, name: str, how: How) -> Looked:
        return update(phone, name, how, extent="all" if everything else "changed")

    looked = look_again(app, serial, calls, minutes, allow, as_json, updated)
    if as_json:
        print_json(as_data(looked))
    else:
        unmet = (
            "Not met"
            if everything
            else "Taken for what they were, since what they open from looks as it did (--all opens them)"
        )
        tell(looked, "Nothing has changed of what was met.", unmet)
    return ExitCode.DONE if looked.put_back.whole else ExitCode.PARTLY


@click.command("diff")
@click.argument("old")
@click.argument("new")
@_json
def diff_command(old: str, new: str, as_json: bool) -> int:
    """What is different between two docs of one app: each a learned app, or the file of a pack or a doc.

    `+` is new, `-` is gone, `~` has changed; things that only have another name in the other doc are the same. The exit code is 0
    where there is no difference, 8 where there is.
    """
    from apidocs.keep.diffing import diff
    from apidocs.keep.steady import steadied
    from ground.errors import DocError

    before, after = _doc_of(old), _doc_of(new)
    if before.package != after.package:
        raise DocError(f"{before.package} and {after.package} are two apps: a difference is told of one app's docs")
    lines = diff(before, steadied(after, before))
    if as_json:
        print_json(lines)
    else:
        click.echo("".join(f"{line}\n" for line in lines), nl=False)
    return ExitCode.DIFFERENT if lines else ExitCode.DONE


@click.command("export")
@click.argument("app")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Default: PACKAGE.appdoc here.")
@click.option("--without", multiple=True, metavar="WORDS", help="Leave out whatever says this. Can be repeated.")
@_json
def export_command(app: str, output: Path | None, without: tuple[str, ...], as_json: bool) -> None:
    """Write the doc of APP as a file to hand on.

    Your own samples and edits aren't in it, nor texts with an address or a number of yours, nor options that people add. What it
    says of options is listed: look through it, and leave out with --without what is yours.
    """
    from apidocs.keep import store
    from apidocs.keep.packs import packed

    doc = store.load(_package(app), edited=False)
    text, left_out = packed(doc, without)
    path = output or Path(f"{doc.package}.appdoc")
    path.write_text(text, "utf-8")
    if as_json:
        print_json({"path": str(path), "sha256": _hash(text), "left_out": left_out})
        return
    for line in left_out:
        say(f"Left out: {line}")
    for line in _options(text):
        say(f"It names: {line}")
    say(f"Wrote {path} (sha256 {_hash(text)}).")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Though there is a doc of this app, and they differ.")
@_json
def import_command(file: Path, replace: bool, as_json: bool) -> None:
    """Take in a doc that somebody exported. Nothing of it is run, and your edits stay.

    What it says of a control's effect is believed only where the control's own words don't say worse. One that would take the place
    of a doc of yours that says otherwise isn't taken in without --replace.
    """
    from apidocs.keep import store
    from apidocs.keep.diffing import diff
    from apidocs.keep.overlay import leftovers, with_overlay
    from apidocs.keep.packs import let_in, read_pack
    from ground.errors import DocError

    doc = read_pack(file)
    lines: list[str] = []
    there = doc.package in store.list_packages()
    if there:
        lines = diff(store.load(doc.package, edited=False), doc)
        if lines and not replace:
            raise DocError(
                f"There is a doc of {doc.label} already, which differs in {len(lines)} things: thumbwright apps diff "
                f"{doc.package} {file}. To have this one instead: --replace"
            )
    overlay = store.load_overlay(doc.package)
    if lines or not there:  # else it is the doc that is kept, which is believed
        doc = let_in(doc)
        with_overlay(doc, overlay, str(store.overlay_path(doc.package)))
        store.save(doc)
    lost = leftovers(doc, overlay)
    if as_json:
        print_json({"package": doc.package, "screens": len(doc.screens), "changes": lines, "edits_without_place": lost})
        return
    for line in lost:
        say(f"Of your edits this has no place now, and is kept: {line}")
    say(f"{doc.label} ({doc.package} {doc.version}): {len(doc.screens)} screens, {len(doc.samples)} samples.")


COMMANDS = (verify_command, update_command, diff_command, export_command, import_command)


def look_again(
    app: str,
    serial: str,
    calls: int,
    minutes: float,
    allow: tuple[str, ...],
    quiet: bool,
    look: Callable[[Phone, str, How], Looked],
) -> Looked:
    """Look at an app again on a phone, with a bar for who waits."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    from agent.learn.again import How
    from agent.learn.learning import DEMO_EFFECTS
    from apidocs.doc.paths import HARMLESS
    from thumbwright.use.learned import put_back_words
    from thumbwright.use.opening import DEMO, opened_phone
    from thumbwright.use.policies import effects_of

    put_back: list[PutBack] = []
    with contextlib.ExitStack() as stack:
        phone = stack.enter_context(opened_phone(serial))
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        bar = stack.enter_context(Bar(*columns, console=Console(stderr=True), disable=quiet))
        task = bar.add_task(f"Looking at {app}", total=calls)

        def report(progress: Progress) -> None:
            bar.update(task, completed=progress.acts, description=str(replaced(progress, doing="")))

        how = How(
            allow=HARMLESS | effects_of(allow) | (DEMO_EFFECTS if serial == DEMO else frozenset()),
            calls=calls,
            seconds=minutes * 60,
            on_progress=report,
            on_put_back=put_back.append,
            phone_name=DEMO if serial == DEMO else "",
        )
        try:
            return look(phone, app, how)
        except BaseException:
            for line in (line for result in put_back for line in put_back_words(app, result)):
                say(line)
            raise


def tell(looked: Looked, none: str, unmet: str = "Not met, so nothing is said of them") -> None:
    """What came of it, in words."""
    from thumbwright.use.learned import put_back_words

    for line in looked.changes:
        click.echo(line)
    for task in looked.samples:
        click.echo(f'! sample "{task}" names what isn\'t there any more')
    if looked.unseen:
        say(f"{unmet}: {', '.join(looked.unseen)}.")
    for line in put_back_words(looked.doc.label, looked.put_back):
        say(line)
    say(f"{len(looked.changes)} changes, {looked.acts} steps." if looked.changes else f"{none} {looked.acts} steps.")


def as_data(looked: Looked) -> dict[str, object]:
    """The same for a program."""
    return {
        "package": looked.doc.package,
        "fits": looked.fits,
        "shipped": looked.doc.shipped or "",
        "changes": list(looked.changes),
        "samples": list(looked.samples),
        "unseen": list(looked.unseen),
        "steps": looked.acts,
        "put_back": {**asdict(looked.put_back), "whole": looked.put_back.whole},
    }


def _doc_of(name: str) -> AppDoc:
    from apidocs.keep import store
    from apidocs.keep.packs import read_doc

    path = Path(name)
    return read_doc(path) if path.is_file() else store.load(_package(name), edited=False)


def _package(app: str) -> str:
    from thumbwright.use.docs import own_doc

    return own_doc(app).package


def _hash(text: str) -> str:
    import json

    return str(json.loads(text)["sha256"])


def _options(text: str) -> list[str]:
    """The options that a pack names, a line each choice."""
    import json

    from apidocs.doc import AppDoc

    doc = AppDoc.model_validate(json.loads(text)["doc"])
    return [f"{s.name}.{e.name}: {', '.join(e.options)}" for s in doc.screens for e in s.elements if e.options]
