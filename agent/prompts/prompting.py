"""From an app's stubs, its samples and a task to a `Prompt`. The words are in `agent/prompts/*.j2`, one file a turn.

It decides what is said to the model and in which order. Which screens and samples are worth a place is decided before
(`apidocs`), how turns become tokens after (`agent.model.chat`). The prefix is the same text for every task of an app: nothing
of a task, a screen or a time may get into it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from apidocs.doc import Sample

from ..model.writing import FENCE, OPENING, Prompt, Turn

if TYPE_CHECKING:
    import jinja2

MOST_CHARS = 3000
"""Of a text in a prompt: some 1,000 tokens, 6 s to read without a GPU."""
_TASK_LINE = re.compile(r"(\n\s*)Task:")
NO_STATEMENT = ("#", "import", "from", "class", "def")
"""Beginnings of lines that no script has. A small model that starts with one of them has lost the app, and writes on and on
about another program."""


@dataclass(frozen=True)
class Failure:
    """What was wrong with a script, told to the model that wrote it."""

    script: str
    error: str
    line: int = 0
    """From 1; 0 where the script as a whole is wrong."""

    @property
    def source(self) -> str:
        lines = self.script.splitlines()
        return lines[self.line - 1].strip() if 0 < self.line <= len(lines) else ""


@functools.cache
def _templates() -> jinja2.Environment:
    import jinja2

    return jinja2.Environment(
        loader=jinja2.PackageLoader("agent", "prompts"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # plain text for a model, not HTML
    )


def render(template: str, **values: object) -> str:
    """A template of `agent/prompts`, filled in."""
    return _templates().get_template(template).render(**values).strip()


def clean(text: str, limit: int = MOST_CHARS) -> str:
    """Return text of unknown origin as a prompt can carry it: no control characters, no code fence, no line that begins like
    a task of ours, cut to `limit`."""
    text = "".join(c for c in text if c.isprintable() or c == "\n").replace(FENCE, "'''").strip()
    text = _TASK_LINE.sub(r"\1'Task':", text)
    return text if len(text) <= limit else text[:limit].rstrip() + " …"


def _fenced(script: str) -> str:
    return f"{OPENING}{script.strip()}\n{FENCE}"


def no_hints(task: str) -> Sequence[str]:
    """Stands for an index nobody made."""
    return ()


def _task(task: str, hints: Sequence[str]) -> Turn:
    words = " ".join(clean(task).split())
    return Turn("user", render("task.j2", task=words, hints=list(hints)))


def render_prompt(
    doc_stubs: str,
    samples: Sequence[Sample],
    app_label: str,
    task: str,
    hints: Callable[[str], Sequence[str]] = no_hints,
    more_hints: Sequence[str] = (),
) -> Prompt:
    """Return the prompt that asks for the task's script. `hints` gives the names that a task's words point at, for the samples'
    tasks as for this one."""
    app, stubs = " ".join(clean(app_label, 80).split()), doc_stubs.replace(FENCE, "'''").strip()
    prefix = [Turn("system", render("system.j2", app=app, stubs=stubs))]
    for sample in samples:
        prefix += [_task(sample.task, hints(sample.task)), Turn("assistant", _fenced(sample.script))]
    asked = _task(task, [*hints(task), *more_hints])
    return Prompt(tuple(prefix), (asked,), as_document=True, barred=NO_STATEMENT, adapted=True)


def render_redo(prompt: Prompt, failure: Failure) -> Prompt:
    """Return the prompt that asks again after `failure` of a script that `prompt` had asked for.

    Only the last failure is told, whatever came before: a small model takes earlier wrong scripts as examples.
    """
    redo = render("redo.j2", line=failure.line, source=failure.source, error=clean(failure.error, 600))
    suffix = (prompt.suffix[0], Turn("assistant", _fenced(failure.script)), Turn("user", redo))
    return replace(prompt, suffix=suffix, goes_on=True)
