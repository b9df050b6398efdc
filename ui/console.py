"""A task in a plain terminal: the script as it is written, each call as it happens, consent asked in words.

All of it goes to stderr; what the command is asked for (the answer, JSON) goes to stdout.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from agent.task.task_result import Watcher
from ground.errors import RefusedError
from interpreter.calls import Call, Outcome, Person, Question, said_yes
from interpreter.check.checking import CheckReport
from interpreter.reading.edits import Change
from ui.interrupts import Interrupts
from ui.live_script import LiveScript
from ui.printing import say

LOOP_CONSENTS = 50
"""What "all" means in a loop: so many calls of that line, then it asks again."""
_RUN_IT = "Run it? [Enter or y: yes, e: edit, anything else: no]"
_RUN = ("", "run")
"""These let a script run, too; what isn't clearly a yes isn't one."""


def is_interactive() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


class ConsoleWatcher(Watcher):
    """Prints a task as it goes."""

    def __init__(self, *, wait_for_enter: bool, quiet: bool = False, interrupts: Interrupts | None = None) -> None:
        self.wait_for_enter, self.quiet = wait_for_enter, quiet
        self._interrupts = interrupts or Interrupts()
        self._live = LiveScript(self._put)
        self._begun = False

    def _put(self, text: str) -> None:
        if not self.quiet:
            click.echo(click.style(text, fg="cyan") if text.strip() else text, nl=False, err=True)

    def _say(self, text: str, **style: object) -> None:
        if not self.quiet:
            say(text, **style)

    def writing(self, number: int, why: str) -> None:
        self._live.end()
        self._live = LiveScript(self._put)
        first = "On from here:" if self._begun else "Script:"
        self._say(f"Once more, because {why}" if why else first, dim=True)
        self._begun = True

    def token(self, text: str) -> None:
        self._live.feed(text)

    def script(self, text: str, notes: Sequence[str], report: CheckReport) -> None:
        self._live.end()
        if text.strip() != self._live.shown.strip():
            self._say("What came of it:", dim=True)
            for number, line in enumerate(text.splitlines(), 1):
                self._say(f"{number:3} {line}", fg="cyan")
        for note in notes:
            self._say(f"  repaired: {note}", fg="yellow")
        for problem in report.problems:
            self._say(f"  {problem.placed}", fg="yellow")
        self._live = LiveScript(self._put)

    def offered(self, offers: Sequence[Change]) -> None:
        for offer in offers:
            self._say(f"  not changed, and may be meant: {offer}", fg="yellow")
            for line in offer.diff.splitlines():
                self._say(f"    {line}", fg="green" if line.startswith("+") else "red")

    def approve(self, text: str, report: CheckReport) -> str | None:
        if not self.wait_for_enter:
            return text
        if not is_interactive():
            self._say("Nobody is at the terminal to let this run. To run it without asking: --yes")
            return None
        try:
            with self._interrupts.asking():
                answer = click.prompt(_RUN_IT, default="", show_default=False, err=True).strip().casefold()
                if answer in ("e", "edit"):
                    return self._edited(text)
        except click.Abort:
            answer = "no"  # the input has ended
        if answer in _RUN or said_yes(answer):
            return text
        self._say("Not run.")
        return None

    def _edited(self, text: str) -> str | None:
        """The script as the person saved it; None where the editor was left without saving, or with nothing in it."""
        edited = click.edit(text, extension=".py")
        if edited is None or not edited.strip():
            self._say(
                "Not run: the editor was left " + ("without saving." if edited is None else "with an empty script.")
            )
            return None
        return edited

    def called(self, call: Call) -> None:
        pass

    def done(self, call: Call, outcome: Outcome) -> None:
        args = ", ".join(repr(arg) for arg in call.args)
        name = f"{call.ref}.{call.op}".removesuffix(".do") if str(call.ref) else call.op
        value = f" → {outcome.value!r}" if outcome.value not in (None, "") else ""
        mark = {"ok": "✓", "failed": "✗", "denied": "—", "cancelled": "—"}[outcome.status]
        self._say(f"  {mark} line {call.line:<3} {name}({args}){value}  {outcome.effect.value}, {outcome.ms:.0f} ms")
        for step in outcome.steps:
            self._say(f"      {step}", dim=True)
        if outcome.proof is not None and outcome.proof.verdict != "held":
            refuted = outcome.proof.verdict == "refuted"
            self._say(f"      {outcome.proof.what}", fg="red" if refuted else "yellow")
        if outcome.error:
            self._say(f"      {outcome.error}", fg="red")


class OneOf(click.ParamType[str]):
    """One of some answers: in full, by its number, or by a beginning that no other has."""

    name = "answer"

    def __init__(self, options: Sequence[str]) -> None:
        self._options = options

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        said = value.strip().casefold()
        same = [option for option in self._options if option.casefold() == said]
        begun = [option for option in self._options if said and option.casefold().startswith(said)]
        if len(found := same or begun) == 1:
            return found[0]
        if said.isdecimal() and 0 < int(said) <= len(self._options):
            return self._options[int(said) - 1]
        return self.fail(
            f"{value!r} is none of: {', '.join(self._options)}. Its number, 1 to {len(self._options)}, does, too."
        )


class ConsolePerson(Person):
    """Asks at the terminal; where there is none, the answer is no."""

    def __init__(self, interrupts: Interrupts) -> None:
        self._interrupts = interrupts

    def consent(self, question: Question) -> int:
        if not is_interactive():
            say(f"{question.what} needs consent ({question.effect.value}). Beforehand: --allow {question.effect.value}")
            return 0
        say(f"\n{question.what}", bold=True)
        say(f"  {question.literal}", dim=True)
        if question.next_rows:
            say(f"  {question.next_rows}")
        choices = "y: yes, n: no" + (
            f", a: yes, for up to {LOOP_CONSENTS} rounds of this loop" if question.in_loop else ""
        )
        try:
            with self._interrupts.asking():
                reply = click.prompt(
                    f"This may {will(question.effect.value)}. Go on? [{choices}]", default="n", err=True
                )
        except click.Abort:
            return 0  # the input has ended
        key = reply.strip().casefold()
        return LOOP_CONSENTS if key in ("a", "all") and question.in_loop else int(said_yes(key))

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        if not is_interactive():
            raise RefusedError(f"The script asks {question!r}, and nobody is at the terminal to reply.")
        said = question
        yes_or_no = {option.casefold() for option in options} == {"yes", "no"}
        if options and not yes_or_no:
            say(question)
            for number, option in enumerate(options, 1):
                say(f"  {number}  {option}")
            said = f"1 to {len(options)}"
        elif options:
            said = f"{question} ({', '.join(options)})"
        try:
            with self._interrupts.asking():
                return str(click.prompt(said, type=OneOf(options) if options else None, err=True))
        except click.Abort:
            raise RefusedError(f"The script asks {question!r}, and the input has ended.") from None


def will(effect: str) -> str:
    """What an effect may do, as a verb with its object."""
    return {
        "commit": "save something",
        "send": "send something",
        "share": "share something with others",
        "call": "make a call",
        "pay": "cost money",
        "delete": "delete something",
        "install": "install or remove an app",
        "account": "change an account or a permission",
    }.get(effect, effect)
