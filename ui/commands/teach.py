"""`thumbwright teach`: show a task once on the phone, and have it as a command of one's own."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from ground.errors import CancelledError, RefusedError, SettingsError
from ground.exits import ExitCode

if TYPE_CHECKING:
    from agent.record.parameters import Proposal
    from agent.record.saved_tasks import SavedTask
    from agent.teach.showing import Shown
    from agent.teach.watching import Watch
    from thumbwright.use.teaching import Lesson
    from ui.interrupts import Interrupts

_THAT_WAS_IT = ("d", "done", "q")
_TYPING_S = 1.0
"""What is typed is told once no letter has come for so long."""


@click.command("teach")
@click.argument("task")
@click.option(
    "--as", "name", default="", metavar="NAME", help="What to keep it as; made of the task's words otherwise."
)
@click.option("-s", "--serial", default="", metavar="SERIAL|demo", help="Which phone it is shown on.")
@click.option(
    "--app", default="", help="Package or name of the app; otherwise the first one that something is done in."
)
@click.option(
    "--step", is_flag=True, help="Step by step: Enter after each thing done, instead of watching all the while."
)
@click.option("--keep", "fixed", multiple=True, metavar="VALUE", help="A value that is always the same: no parameter.")
@click.option(
    "--with",
    "other",
    multiple=True,
    metavar="NAME=VALUE",
    help="Another value for the proof: what was deleted can't be deleted again.",
)
@click.option(
    "--yes", is_flag=True, help="Take the script and its parameters as they are. Consents are asked all the same."
)
@click.option("--allow", multiple=True, metavar="EFFECT", help="Consent beforehand, for the proof. Can be repeated.")
@click.option("--replace", is_flag=True, help="In place of the task that has this name.")
@click.option("--json", "as_json", is_flag=True)
def command(
    task: str,
    name: str,
    serial: str,
    app: str,
    step: bool,
    fixed: tuple[str, ...],
    other: tuple[str, ...],
    yes: bool,
    allow: tuple[str, ...],
    replace: bool,
    as_json: bool,
) -> int:
    """Show TASK once: do it on the phone while this watches, and press Enter here when that was it.

    What you did is shown as a script in the names of the app's doc. Its texts become parameters, it is done once more as proof,
    and what could be proved is kept: as a task (thumbwright run @NAME) and as a sample for what is asked of the app.

    What is typed into a password field is never read: such a step uses a stored secret (thumbwright secrets set).
    """
    from agent.teach.watching import Watch
    from ground.phone_lock import this_command
    from thumbwright.use.opening import opened_phone
    from thumbwright.use.policies import effects_of
    from thumbwright.use.stores import open_store
    from thumbwright.use.teaching import keep, lesson, made, missing_secrets, name_for, prove
    from ui.commands.run import EXITS
    from ui.console import ConsolePerson, ConsoleWatcher
    from ui.interrupts import Interrupts
    from ui.printing import print_json, say

    effects_of(allow)  # wrong names are said before anything starts
    _values(other)
    name = name_for(task, name, instead=replace)
    interrupts = Interrupts()
    with contextlib.ExitStack() as stack:
        store = stack.enter_context(open_store(say))
        phone = stack.enter_context(opened_phone(serial, doing=this_command(f"teach {name}")))
        stack.enter_context(interrupts.heeded())
        with lesson(phone, app, listen=not step) as learning:
            watch = Watch(learning.phone, learning.fingers)
            watch.begin()
            _say_how(learning, step, serial)
            answers = _Answers(interrupts)
            _watch(watch, learning, answers if step else None, interrupts)
            shown = learning.shown(watch, answers.again)
        _say_what(shown)
        if missing := missing_secrets(shown):
            raise SettingsError(
                f"The script types a password, which was not read. Nothing is kept yet: store it first, and show it again: "
                f"thumbwright secrets set {missing[0]}"
            )
        chosen = _chosen([p for p in shown.proposals if str(p.value) not in fixed], yes)
        kept = made(name, task, shown, chosen)
        values = _agreed(kept, shown, _values(other), yes, interrupts)
        report = prove(
            kept,
            shown,
            values,
            phone=phone,
            watcher=ConsoleWatcher(wait_for_enter=False, quiet=as_json, interrupts=interrupts),
            person=ConsolePerson(interrupts),
            store=store,
            allow=allow,
            cancel=interrupts.cancel,
            tell=lambda words: say(words, bold=True),
        )
        result = report.result
        stays = result.status == "done" or (
            result.status == "unproved" and _yes(f"{result.answer} Keep it all the same?", interrupts)
        )
        if stays:
            kept = keep(kept, shown, report.session, instead=replace)
    if as_json:
        print_json(
            {
                "task": task,
                "name": name if stays else "",
                "script": shown.script,
                "parameters": [p.model_dump() for p in kept.parameters],
                "problems": shown.problems,
                "proof": {"session": report.session, "status": result.status, "answer": result.answer},
            }
        )
    elif stays:
        from ui.commands.tasks import usage

        say(f"Kept as @{name}, and as a sample of {shown.doc.label}.")
        click.echo(usage(kept))
    else:
        say(
            f"Not kept: done once more as proof, it ended {result.status.replace('_', ' ')}. {result.answer}",
            fg="yellow",
        )
        if kept.parameters and result.status == "failed":
            first = kept.parameters[0].name
            say(
                f"Was it about something that has gone now? Show it again, and prove it on another: --with {first}=…",
                dim=True,
            )
        say(f"The proof is session {report.session}: thumbwright sessions show {report.session}", dim=True)
    if stays:
        return ExitCode.DONE
    return ExitCode.PHONE if result.lost else EXITS[result.status] or ExitCode.NOT_DONE


def _say_how(learning: Lesson, step: bool, serial: str) -> None:
    from thumbwright.use.opening import DEMO
    from ui.printing import say

    if serial == DEMO:
        say(
            f"The demo phone has no glass to touch. Do it with adb -s {learning.phone.serial} shell input tap X Y, or in the "
            "terminal UI, whose picture of the phone can be touched.",
            dim=True,
        )
    if step:
        say("Do one thing on the phone now, then press Enter here. When that was all, type d and Enter.", bold=True)
        return
    say("Do it on the phone now, not too fast. Press Enter here when that was it.", bold=True)
    if learning.deaf:
        say(
            "This phone doesn't tell of touches, so what you do is read off its screens; where that isn't clear you are asked "
            "afterwards.",
            dim=True,
        )


def _watch(watch: Watch, learning: Lesson, answers: _Answers | None, interrupts: Interrupts) -> None:
    """Until the person says that was it; with `answers` step by step, and what isn't clear is asked at once. Raises
    CancelledError, PhoneError, NotLearned, RefusedError."""
    from agent.teach.watching import watch as go_on_watching
    from ui.printing import say

    lines, told = _Lines(), _Told(learning, watch, answers)
    if answers is None:

        def ended() -> bool:
            told.tell()
            return lines.came()

        go_on_watching(watch, ended, interrupts.cancel)
    while answers is not None and not interrupts.cancel.is_set():
        if not lines.came():
            interrupts.cancel.wait(0.05)
            continue
        last, turns = lines.said in _THAT_WAS_IT or lines.over, len(watch.turns)
        watch.look()
        told.tell(over=True)
        if last:
            break
        seen = "Seen." if len(watch.turns) > turns else "Nothing on the screen is other than before."
        say(f"{seen} The next thing, then Enter; d and Enter when that was all.", dim=True)
        lines = _Lines()
    if interrupts.cancel.is_set():
        raise CancelledError("You stopped it. Nothing is kept.")
    told.tell(over=True)


class _Told:
    """Says what is understood, as it comes; what is being typed once something else is done."""

    def __init__(self, learning: Lesson, watch: Watch, answers: _Answers | None) -> None:
        """`answers`: what isn't clear is asked at once."""
        self._learning, self._watch, self._answers = learning, watch, answers
        self._said: list[str] = []
        self._turns, self._since = 0, time.monotonic()

    def tell(self, *, over: bool = False) -> None:
        """Raises NotLearned, RefusedError."""
        from ui.printing import say

        if len(self._watch.turns) != self._turns:
            self._turns, self._since = len(self._watch.turns), time.monotonic()
        ask = self._answers.ask if self._answers is not None else None
        lines = self._learning.understood(self._watch.turns, ask=ask)
        quiet = over or time.monotonic() - self._since > _TYPING_S
        if lines and not quiet and ".set_text(" in lines[-1]:
            lines = lines[:-1]
        for line in lines[len(self._said) :] if lines[: len(self._said)] == self._said else lines[-1:]:
            say(f"  {line}", fg="cyan")
        self._said = lines


class _Lines:
    """One line that the person types, read beside what goes on."""

    def __init__(self) -> None:
        self.said = ""
        self.over = False
        """Whether the input has ended."""
        self._came = threading.Event()
        threading.Thread(target=self._read, name="enter", daemon=True).start()

    def _read(self) -> None:
        line = sys.stdin.readline()
        self.said, self.over = line.strip().casefold(), not line
        self._came.set()

    def came(self) -> bool:
        return self._came.is_set()


class _Answers:
    """What the person says was done, where the screens tell of several things. What was asked at once isn't asked again when all of
    it is read from its beginning: the questions come in the same order."""

    def __init__(self, interrupts: Interrupts) -> None:
        self._interrupts = interrupts
        self._given: list[tuple[str, str]] = []

    def ask(self, question: str, options: Sequence[str]) -> str:
        """Raises RefusedError where nobody is there."""
        said = _asked(question, options, self._interrupts)
        self._given.append((question, said))
        return said

    def again(self, question: str, options: Sequence[str]) -> str:
        """The same, or what was said to this question before."""
        if self._given and self._given[0][0] == question and self._given[0][1] in options:
            return self._given.pop(0)[1]
        return _asked(question, options, self._interrupts)


def _asked(question: str, options: Sequence[str], interrupts: Interrupts) -> str:
    """What was done, where the screens tell of several things. Raises RefusedError where nobody is there."""
    from ui.console import is_interactive
    from ui.printing import say

    if not is_interactive():
        raise RefusedError(f"{question} It could be: {', '.join(options)}. Nobody is at the terminal to say which.")
    say(f"\n{question}", bold=True)
    for number, option in enumerate(options, 1):
        say(f"  {number}  {option}")
    try:
        with interrupts.asking():
            number = click.prompt("Which?", type=click.IntRange(1, len(options)), err=True)
    except click.Abort:
        raise RefusedError(f"{question} Nobody said which.") from None
    return options[number - 1]


def _yes(question: str, interrupts: Interrupts, default: bool = False) -> bool:
    from ui.console import is_interactive

    if not is_interactive():
        return False
    try:
        with interrupts.asking():
            return click.confirm(question, default=default, err=True)
    except click.Abort:
        return False


def _say_what(shown: Shown) -> None:
    from ui.printing import say

    say("\nWhat you did, as a script:", bold=True)
    for number, line in enumerate(shown.script.splitlines(), 1):
        say(f"{number:3} {line}", fg="cyan")
    for line in shown.unknown:
        say(f"  {line}", fg="yellow")
    for line in shown.problems:
        say(f"  not in it: {line}", fg="red")
    for secret in shown.secrets:
        say(f"  What you typed as {secret} was not read: the stored secret of this name is typed instead.", fg="yellow")


def _chosen(proposals: Sequence[Proposal], yes: bool) -> list[Proposal]:
    from ui.commands.tasks import confirmed
    from ui.console import is_interactive

    return [p for p in proposals if yes or not is_interactive() or confirmed(p)]


def _values(other: Sequence[str]) -> dict[str, str]:
    """Raises SettingsError for what names no value."""
    for pair in other:
        if "=" not in pair:
            raise SettingsError(f"--with {pair}: NAME=VALUE is wanted, NAME a parameter's")
    return {name.replace("-", "_"): value for name, _, value in (pair.partition("=") for pair in other)}


def _agreed(kept: SavedTask, shown: Shown, given: dict[str, str], yes: bool, interrupts: Interrupts) -> dict[str, str]:
    """The values to prove it with. Raises RefusedError where the person, or nobody, agrees to it."""
    from apidocs.doc.effects import asks
    from ui.console import is_interactive
    from ui.printing import say

    if shown.problems and (yes or not is_interactive()):
        raise RefusedError(f"Not all of it can be in a script, so nothing is kept: {shown.problems[0]}")
    kept.script_for(given)  # a value that doesn't fit is said before anything is done
    if yes:
        return given
    if not is_interactive():
        raise RefusedError(
            "Nobody is at the terminal to confirm the script, so nothing is kept. To take it as it is: --yes"
        )
    again = "It is done once more now, as proof, and then kept."
    if shown.undo:
        again = "What you switched is set back and it is done once more, as proof; then it is kept."
    elif any(asks(e.effect) for e in shown.report.effects):
        again = "It is done once more now, as proof, for real; then it is kept. Other values can be given for that."
    say(f"\n{again}")
    values = {p.name: given.get(p.name) or _value(p.name, p.default, interrupts) for p in kept.parameters}
    if not _yes("Is that the task, and may it be done now?", interrupts, default=not shown.problems):
        raise RefusedError("You said no: nothing is kept.")
    return values


def _value(name: str, default: str, interrupts: Interrupts) -> str:
    try:
        with interrupts.asking():
            return str(click.prompt(f"  {name}", default=default, err=True))
    except click.Abort:
        return default
