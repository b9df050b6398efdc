"""Asking the model which app a task is for, where the task's words alone don't say it.

"Text Omar that I'm late" has no word of any app's labels; a small model knows what texting is. The list of apps is one
fixed prefix, so that only the task's own few tokens are evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest

from apidocs.doc import AppDoc, Kind
from apidocs.doc.words import alone, plural

from ..model.writing import Prompt, Turn, Writer
from ..prompts.prompting import clean, render
from .choosing import Choice

MOST_WORDS = 40
"""Of what is said of an app: some 60 tokens."""


def about(doc: AppDoc) -> str:
    """What an app is for, in its own words: what its lists hold, then what its first pages offer."""
    said: list[str] = []
    for words in _words(doc):
        if words and words not in said:
            said.append(words)
        if sum(len(one.split()) for one in said) >= MOST_WORDS:
            break
    return ", ".join(said)


def _words(doc: AppDoc) -> Iterator[str]:
    near = {doc.start} | {step.target for step in doc.transitions if step.source == doc.start}
    first = sorted(
        (s for s in doc.screens if s.package in ("", doc.package)),
        key=lambda s: (s.name != doc.start, s.name not in near),
    )
    for screen in first[:12]:
        for element in screen.elements:
            if element.kind is Kind.LIST and element.item is not None:
                yield plural(element.item.name).replace("_", " ")
    for screen in first:
        if screen.kind == "page" and screen.name != doc.start:
            yield screen.name.replace("_", " ")
    for screen in first[:4]:
        for element in screen.elements:
            if element.kind in (Kind.BUTTON, Kind.TOGGLE, Kind.CHOICE):
                yield element.name.replace("_", " ")


def which_prompt(task: str, docs: Sequence[AppDoc]) -> Prompt:
    """The prompt; its prefix depends on the docs alone."""
    apps = [{"label": clean(doc.label, 40), "about": clean(about(doc), 400)} for doc in docs]
    turns = [Turn("system", render("choose.j2", apps=apps))]
    for tasks in zip_longest(*map(_examples, docs)):
        for doc, told in zip(docs, tasks, strict=True):
            if told is not None:
                turns += [_asked(told), Turn("assistant", clean(doc.label, 40))]
    return Prompt(tuple(turns), (_asked(task),), prefill="", stops=("\n",))


def _asked(task: str) -> Turn:
    return Turn("user", f"Task: {' '.join(clean(task).split())}\nApp:")


def _examples(doc: AppDoc) -> Iterator[str]:
    """Tasks of the app's own samples: one about a row of its lists, one that fills in a form. With them the model chose right for
    33 of 36 tasks on five apps, without for 30; more were no better."""
    items = {e.item.name for screen in doc.screens for e in screen.elements if e.item is not None}
    of_row = (s.task for s in doc.samples if any(f'.{item}("' in s.script for item in items))
    of_form = (s.task for s in doc.samples if ".set_text(" in s.script and "search" not in s.script)
    for tasks in (of_row, of_form):
        yield from islice(tasks, 1)


def ask_which(task: str, docs: Sequence[AppDoc], writer: Writer) -> Choice | None:
    """The app or apps the model names; None where it names none of them. Raises ModelError."""
    reply = writer.generate(which_prompt(task, docs), max_tokens=12).text.casefold()
    found = []
    for doc in docs:
        at = re.search(alone(doc.label.casefold()), reply)
        if at:
            found.append((at.start(), doc.package))
    named = tuple(package for _, package in sorted(found)[:2])
    return Choice(named, "chosen by the model") if named else None
