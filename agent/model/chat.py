"""From turns to the text a model was trained on: ChatML, or the template that a model file carries.

Scripts are asked for as one document within a single answer, task and script in turn, a blank line behind each script. The
template's tokens around every turn are saved that way, before the task and behind it, and so are the scripts' fences.

The turns' own text never meets the template's control tokens: the template is rendered with marks in place of the texts
and cut at them, so that each piece can be tokenised as what it is. A screen that says `<|im_end|>` says only that.
A model file's template is foreign code: jinja2's sandbox runs it, in the worker process.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ground.errors import ModelError

from .writing import FENCE, OPENING, Prompt, Turn

CHATML_MARK = "<|im_start|>"
_BEGIN = Turn("user", "Write the script for each of these tasks.")
_MARK = re.compile("\x02(\\d+)\x03")
_BLANK_LINES = re.compile(r"\n\s*\n")
SCRIPT_ENDS = ("\n\n", "\nTask:")
"""Of a script in a document: with the blank line behind it, or where the next task begins."""


@dataclass(frozen=True)
class Piece:
    """A stretch of the conversation as the model sees it."""

    text: str
    control: bool
    """Of the template, whose control tokens count; False: of a turn, plain text whatever it says."""
    in_prefix: bool
    """Belongs to the part that is the same for every task of the app."""


@functools.cache
def chatml() -> str:
    """The template of ChatML models, without the default system turn and tools that theirs carry."""
    return files("agent").joinpath("prompts", "chatml.j2").read_text("utf-8")


def lay_out(prompt: Prompt, template: str, bos: str = "", eos: str = "") -> list[Piece]:
    """Return the prompt's pieces in order, the prefill last. `bos` and `eos` are what the template may write for them.

    Raises ModelError where the template fails, or leaves turns out.
    """
    if prompt.as_document:
        return _document(prompt, template, bos, eos)
    for turns in (prompt.turns, _system_in_user(prompt.turns)):
        try:
            text = _render(turns, template, bos, eos)
            break
        except TemplateError as error:  # some templates refuse a system turn
            failure = error
    else:
        raise ModelError(f"The model's chat template can't be used: {failure}")
    folded = len(prompt.turns) - len(turns)
    last_of_prefix = len(prompt.prefix) - 1 - folded
    pieces: list[Piece] = []
    seen: list[int] = []
    for position, part in enumerate(_MARK.split(text)):
        last = seen[-1] if seen else -1
        # what the template puts before a task is the same for all of them
        in_prefix = last_of_prefix >= 0 and (last < last_of_prefix or last == last_of_prefix and position % 2 == 0)
        if position % 2:
            seen.append(int(part))
            pieces.append(Piece(turns[int(part)].text, control=False, in_prefix=in_prefix))
        elif part:
            pieces.append(Piece(part, control=True, in_prefix=in_prefix))
    if seen != list(range(len(turns))):
        raise ModelError("The model's chat template leaves out or repeats turns, so it can't be used here.")
    if prompt.prefill:
        pieces.append(Piece(prompt.prefill, control=False, in_prefix=False))
    return pieces


def stops_of(prompt: Prompt) -> tuple[str, ...]:
    """What the answer ends before, as the prompt is laid out."""
    return SCRIPT_ENDS if prompt.as_document else prompt.stops


def _document(prompt: Prompt, template: str, bos: str, eos: str) -> list[Piece]:
    """The rules as a turn, and all else as the beginning of an answer."""
    rules = Prompt((prompt.prefix[0], _BEGIN), (), prefill="")
    pieces = [Piece(piece.text, piece.control, in_prefix=True) for piece in lay_out(rules, template, bos, eos)]
    # what every task begins with belongs to the prefix; a token ends with it, since a space begins the next
    lead, space, rest = prompt.suffix[0].text.partition(" ")
    known = "".join(map(_in_document, prompt.prefix[1:])) + lead
    rest = _BLANK_LINES.sub("\n", rest)
    asked = f"{space}{rest}\n" + "".join(map(_in_document, prompt.suffix[1:]))
    if len(prompt.suffix) > 1:  # the task once more: without it a small model recites the document
        asked += _in_document(prompt.suffix[0])
    pieces.append(Piece(known, control=False, in_prefix=True))
    pieces.append(Piece(asked, control=False, in_prefix=False))
    return pieces


def _in_document(turn: Turn) -> str:
    """A blank line stands behind a script and nowhere else: what a screen says can't be taken for the next task."""
    script = turn.role == "assistant"
    text = turn.text.removeprefix(OPENING).removesuffix(FENCE).strip() if script else turn.text
    return _BLANK_LINES.sub("\n", text) + ("\n\n" if script else "\n")


def _system_in_user(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    if len(turns) > 1 and turns[0].role == "system" and turns[1].role == "user":
        return (Turn("user", f"{turns[0].text}\n\n{turns[1].text}"), *turns[2:])
    return tuple(turns)


def _render(turns: Sequence[Turn], template: str, bos: str, eos: str) -> str:
    def raise_exception(message: str) -> None:
        raise TemplateError(message)

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
    )
    environment.globals["raise_exception"] = raise_exception
    messages = [{"role": turn.role, "content": f"\x02{i}\x03"} for i, turn in enumerate(turns)]
    return environment.from_string(template).render(
        messages=messages, add_generation_prompt=True, bos_token=bos, eos_token=eos, tools=None
    )
