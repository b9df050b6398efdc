"""A draft of a script: the lines that do it, and what it answers, so that two can be joined and one hung on a condition."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from .finding import ROW, Control


@dataclass(frozen=True)
class Draft:
    """Lines, and an expression that is answered with."""

    lines: tuple[str, ...]
    answer: str = ""
    """An expression; empty: nothing is answered."""
    says: Literal["value", "yes_no"] = "value"
    guessed: bool = False
    """Some of its words stand neither in the doc nor in the task."""

    @property
    def script(self) -> str:
        return "\n".join((*self.lines, *self.ending))

    @property
    def ending(self) -> tuple[str, ...]:
        if not self.answer:
            return ()
        return (f'finish("yes" if {self.answer} else "no")' if self.says == "yes_no" else f"finish({self.answer})",)

    def about(self, row: str) -> Draft:
        """With the row put in."""
        return replace(self, lines=tuple(put_row(line, row) for line in self.lines), answer=put_row(self.answer, row))


def put_row(text: str, row: str) -> str:
    return text.replace(ROW, row)


def with_control(control: Control, *lines: str, answer: str = "", says: Literal["value", "yes_no"] = "value") -> Draft:
    return Draft((*control.before, *lines), answer, says, control.guessed)


def indented(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"    {line}" for line in lines)


def joined(first: Draft, second: Draft) -> Draft:
    """One after the other; answers that both give are given together."""
    guessed = first.guessed or second.guessed
    if not first.answer or not second.answer:
        says = second.says if second.answer else first.says
        # what the first answers is read before the second goes on
        if first.answer:
            kept = (*first.lines, f"answer = {first.answer}", *second.lines)
            return Draft(kept, "answer", says, guessed)
        return Draft((*first.lines, *second.lines), second.answer, says, guessed)
    one, other = _worded(first), _worded(second)
    lines = (*first.lines, f"answer = {one}", *second.lines)
    return Draft(lines, f'f"{{answer}}, {{{other}}}"', "value", guessed)


def conditional(question: Draft, holds: bool, then: Draft) -> Draft:
    """`then` where the question is answered with yes, or with no."""
    head = f"if {question.answer}:" if holds else f"if not {question.answer}:"
    if not holds and " == " in question.answer:
        head = f"if {question.answer.replace(' == ', ' != ')}:"
    body = indented((*then.lines, *then.ending))
    return Draft((*question.lines, head, *body), guessed=question.guessed or then.guessed)


def _worded(draft: Draft) -> str:
    return f"'yes' if {draft.answer} else 'no'" if draft.says == "yes_no" else draft.answer
