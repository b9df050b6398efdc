"""`thumbwright apps …`: what apps offer."""

from __future__ import annotations

import contextlib
from dataclasses import asdict
from dataclasses import replace as replaced
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ground.exits import ExitCode
from ui.commands.apps_again import COMMANDS as AGAIN
from ui.commands.apps_edit import edit_command
from ui.commands.apps_map import map_command
from ui.groups import ListingGroup
from ui.printing import print_json, print_table, say

if TYPE_CHECKING:
    from agent.learn.learning import Learned
    from apidocs.doc import AppDoc
    from apidocs.explore.exploring import Progress
    from apidocs.keep.store import DocInfo


@click.group("apps", cls=ListingGroup)
def command() -> None:
    """What apps offer: learn, list and show their docs."""


@command.command("list")
@click.option("-s", "--serial", default="", metavar="SERIAL|demo", help="List this phone's apps too, learned or not.")
@click.option("--json", "as_json", is_flag=True)
def list_command(serial: str, as_json: bool) -> None:
    """The apps that have a doc. Docs of some of Android's own apps come with thumbwright: those are unverified until `apps verify`
    has walked them on the phone.
    """
    from agent.learn.learning import learnable
    from apidocs.keep.store import list_docs
    from apidocs.shipped.apps import has_shipped, ships
    from thumbwright.use.opening import opened_phone

    infos = list_docs()
    rows: list[tuple[object, ...]] = [
        (i.package, i.label, i.version, i.screens, i.elements, i.samples, i.made_at[:10], _note(i)) for i in infos
    ]
    if serial:
        with opened_phone(serial, lock=False) as phone:
            known = {info.package for info in infos}
            rows += [
                (app.package, app.label, app.version, "", "", "", "", _NOT_LEARNED[has_shipped(app.package)])
                for app in learnable(phone.installed_apps())
                if app.package not in known
            ]
    names = ("package", "app", "version", "screens", "elements", "samples", "learned", "note")
    if as_json:
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    else:
        print_table(names, rows)
        if not rows:
            say("No app has been learned. Learn one: thumbwright apps learn PACKAGE -s demo")
        say(
            f"Docs that come with thumbwright, unverified, for where they fit: {', '.join(one.label for one in ships())}. "
            "Look at one: thumbwright apps show com.android.deskclock"
        )


_NOT_LEARNED = {False: "not learned", True: "not learned; a doc comes with thumbwright, unverified"}


def _note(info: DocInfo) -> str:
    return ", ".join(words for words in (info.shipped, "edited" if info.edited else "") if words)


@command.command("learn")
@click.argument("app")
@click.option("-s", "--serial", default="", metavar="SERIAL|demo")
@click.option("--calls", default=300, type=click.IntRange(min=1), show_default=True, help="Budget: acts on the phone.")
@click.option(
    "--minutes", default=10.0, type=click.FloatRange(min=0, min_open=True), show_default=True, help="Budget: time."
)
@click.option(
    "--allow", multiple=True, metavar="EFFECT", help="Let the exploration do this too; on the demo phone it may do all."
)
@click.option("--wait", default="", metavar="30m", help="Wait so long for a phone that is locked, away or in use.")
@click.option("--no-warm", is_flag=True, help="Don't evaluate the doc's prompt now; the first task will wait for it.")
@click.option("--only", default="", metavar="SCREEN", help="Learn this one of its screens again, and leave the rest.")
@click.option(
    "--continue", "carry_on", is_flag=True, help="Go on with a learning that was cut off, or ran out of its budget."
)
@click.option("--replace", is_flag=True, help="Keep the new doc though it is worse than the kept one.")
@click.option("--json", "as_json", is_flag=True)
def learn_command(
    app: str,
    serial: str,
    calls: int,
    minutes: float,
    allow: tuple[str, ...],
    wait: str,
    no_warm: bool,
    only: str,
    carry_on: bool,
    replace: bool,
    as_json: bool,
) -> int:
    """Explore APP (package or name) and write its doc; the model adds other words for what says little.

    It begins at the app's own start. On a real phone only what is harmless is tapped: tabs, menus, pages of settings, two rows
    of a list, lines that show a value, the editor for one more thing, which is left by back. What may do something is left
    alone, told at the end, and tried where --allow says so; switches, options and what acts at once are left alone in any
    case. What stands otherwise afterwards (a tab, a filter) is put back; what can't be is told, and the exit code is 11.
    Ctrl-C puts back, too.

    What is seen is kept as it goes: --continue goes on with a learning that was stopped, killed, lost its phone or ran out of
    its budget, with what was allowed then. Kept for 14 days, for you alone.
    """
    if only:
        if carry_on or replace:
            raise click.UsageError(
                "--only goes with neither --continue nor --replace: it is a small thing to begin again."
            )
        return _learn_screen(app, serial, calls, minutes, allow, only, as_json)
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    from agent.learn.learning import DEMO_EFFECTS, learn
    from apidocs.doc.paths import HARMLESS
    from apidocs.explore.putting_back import PutBack
    from ground.errors import ModelError
    from thumbwright.use.learned import go_on_words, put_back_words, words_of
    from thumbwright.use.opening import DEMO, open_writer
    from thumbwright.use.policies import effects_of
    from thumbwright.use.waiting import awaited_phone, seconds_of

    effects = HARMLESS | effects_of(allow) | (DEMO_EFFECTS if serial == DEMO else frozenset())
    put_back: list[PutBack] = []

    def left_at(kind: type[BaseException] | None, *_: object) -> None:
        """However it was cut off: what was put back until then, and what was not."""
        if kind is not None:
            for line in (line for result in put_back for line in put_back_words(app, result)):
                say(line)
            if put_back:
                say(go_on_words(app))

    with contextlib.ExitStack() as stack:
        stack.push(left_at)
        phone = stack.enter_context(awaited_phone(serial, seconds_of(wait), say=say))
        writer = None
        if not no_warm:
            try:
                writer = stack.enter_context(contextlib.closing(open_writer()))
            except ModelError as error:
                say(f"The doc's prompt is not evaluated now: {error}")
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        bar = stack.enter_context(Bar(*columns, console=Console(stderr=True), disable=as_json))
        task = bar.add_task(f"Learning {app}", total=calls)

        def report(progress: Progress) -> None:
            bar.update(task, completed=progress.acts, description=str(replaced(progress, doing="")))

        def described(done: int, questions: int) -> None:
            what = "Other words for its controls" if done < questions else "Evaluating the prompt"
            bar.update(task, completed=done, total=max(1, questions), description=what)

        learned = learn(
            phone,
            app,
            allow=effects,
            budget_calls=calls,
            budget_s=minutes * 60,
            on_progress=report,
            on_put_back=put_back.append,
            on_described=described,
            writer=writer,
            replace=replace,
            carry_on=carry_on,
            phone_name=DEMO if serial == DEMO else "",
        )
    if as_json:
        print_json(_as_data(learned))
    else:
        for line in words_of(learned):
            say(line)
        say(f"Look at it: thumbwright apps show {learned.doc.package}")
    if learned.refused:
        return ExitCode.DOC
    if learned.ended.startswith("phone:"):
        return ExitCode.PHONE
    return ExitCode.DONE if learned.put_back.whole else ExitCode.PARTLY


def _learn_screen(
    app: str, serial: str, calls: int, minutes: float, allow: tuple[str, ...], screen: str, as_json: bool
) -> int:
    from agent.learn.again import learn_screen
    from ui.commands.apps_again import as_data, look_again, tell

    looked = look_again(
        app, serial, calls, minutes, allow, as_json, lambda phone, name, how: learn_screen(phone, name, screen, how)
    )
    if as_json:
        print_json(as_data(looked))
    else:
        tell(replaced(looked, unseen=()), f"{screen} is as it was.")
    return ExitCode.DONE if looked.put_back.whole else ExitCode.PARTLY


def _as_data(learned: Learned) -> dict[str, object]:
    doc = learned.doc
    return {
        "package": doc.package,
        "screens": len(doc.screens),
        "elements": sum(len(screen.elements) for screen in doc.screens),
        "samples": len(doc.samples),
        "steps": learned.steps,
        "ended": learned.ended,
        "kept": not learned.refused,
        "refused": learned.refused,
        "poor": list(learned.poor),
        "put_back": {
            **asdict(learned.put_back),
            "whole": learned.put_back.whole,
        },
    }


@command.command("show")
@click.argument("app")
@click.option("--samples", is_flag=True, help="The bank of worked tasks too.")
@click.option("--json", "as_json", is_flag=True)
def show_command(app: str, samples: bool, as_json: bool) -> None:
    """The doc of APP as the model sees it."""
    from apidocs.coverage.left_alone import left_lines
    from apidocs.doc.stubs import render_stubs
    from thumbwright.use.docs import shipped_words

    doc = _load(app)
    if as_json:
        print_json(doc)
        return
    if said := shipped_words(doc):
        say(said)
    click.echo(render_stubs(doc).rstrip())
    for sample in doc.samples if samples else []:
        click.echo(f"\n# {sample.task}")
        click.echo(sample.script.rstrip())
    for line in left_lines(doc):
        say(line)


@command.command("stubs")
@click.argument("app")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Instead of stdout.")
def stubs_command(app: str, output: Path | None) -> None:
    """The doc of APP as a Python stub file, so that editors and type checkers know its names: > notes.pyi

    For `import thumbwright`: `phone.app("Notes").note("Milk").open()`. The file says how it is used.
    """
    from thumbwright.client_stubs import render_client_stubs

    text = render_client_stubs(_load(app))
    if output is None:
        click.echo(text, nl=False)
        return
    output.write_text(text, "utf-8")
    say(f"Wrote {output}.")


@command.command("import-droidbot")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def import_command(folder: Path, as_json: bool) -> None:
    """Make a doc from the exploration walk of a DroidBot recording in FOLDER."""
    from agent.learn.learning import doc_from
    from apidocs.explore.droidbot import read_recording
    from apidocs.keep import store

    recording = read_recording(folder)
    doc = doc_from(recording.walk)
    store.save(doc)
    if as_json:
        print_json(
            {
                "package": doc.package,
                "screens": len(doc.screens),
                "samples": len(doc.samples),
                "problems": recording.problems,
            }
        )
        return
    for problem in recording.problems:
        say(f"left out: {problem}")
    left_out = f"{len(recording.problems)} parts left out"
    say(f"{doc.label} ({doc.package}): {len(doc.screens)} screens, {len(doc.samples)} samples, {left_out}.")


@command.command("rm")
@click.argument("app")
@click.option("--edits", is_flag=True, help="What was edited by hand too.")
def remove_command(app: str, edits: bool) -> None:
    """Remove the doc of APP, and what its rows were last seen to be called."""
    from apidocs.explore.tape import forget_app
    from apidocs.keep import store
    from apidocs.keep.edit_drafts import Draft
    from thumbwright.use.docs import own_doc
    from thumbwright.use.stores import forget_titles

    package = own_doc(app).package
    store.remove(package, overlay=edits)
    if edits:
        Draft(package).forget()
        Draft(package).before.unlink(missing_ok=True)
    forget_app(package)
    say(f"Removed the doc of {package}.")
    forget_titles(package, say)


def _load(app: str) -> AppDoc:
    from thumbwright.use.docs import doc_to_show

    return doc_to_show(app)


for _command in (*AGAIN, edit_command, map_command):
    command.add_command(_command)
