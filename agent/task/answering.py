"""The answer in plain words: the script's own where it gave one, else what was done, said from the calls."""

from __future__ import annotations

from collections.abc import Sequence

from apidocs.doc import AppDoc
from apidocs.doc.nouns import row_noun
from apidocs.doc.words import plural, within_sentence
from interpreter.run.held_back import are_letters
from interpreter.screen.matching import quoted

from .deeds_done import Act, deeds, said, stood_so


def say_done(calls: Sequence[Act], doc: AppDoc) -> str:
    """What a run did, in one sentence: `Done: set theme to "Light".`"""
    acts = deeds(calls)
    if not acts:
        return "Done. Nothing on the phone had to be changed."
    told = said(acts, doc)
    return f"Done: {told}." if told else f"Done, in {len(acts)} steps."


def say_unproved(calls: Sequence[Act], doc: AppDoc, why: Sequence[str], answer: str) -> str:
    """What a run did, or read, of which not everything could be seen."""
    return f"{sentence(answer or say_done(calls, doc))} Not proved: {'; '.join(why)}."


def say_partly(calls: Sequence[Act], doc: AppDoc, why: Sequence[str], answer: str = "") -> str:
    """What was done of a task and what was not."""
    told = f"{sentence(answer)} " if answer else ""
    return f"{told}Partly done: {'; '.join(why)}. {say_so_far(calls, doc)}"


def say_so_far(calls: Sequence[Act], doc: AppDoc) -> str:
    """What had been done when a run ended before its end, one sentence."""
    acts = deeds([one for one in calls if not stood_so(one[1])])
    if not acts:
        return "Nothing was changed."
    told = said(acts, doc)
    return f"Done before that: {told}." if told else f"{len(acts)} steps had been carried out."


def say_rows_left(calls: Sequence[Act], doc: AppDoc) -> str:
    """Which rows of a list a run that broke off on one of them was still to go to; empty where it was in no list, or at its end."""
    at = next((n for n in reversed(range(len(calls))) if calls[n][0].op == "rows" and calls[n][1].rows), None)
    if at is None or not calls[-1][0].in_loop:
        return ""
    over, outcome = calls[at]
    titles = [title for title, _ in outcome.rows or ()]
    turned = [
        c.ref.row_text
        for c, _ in calls[at:]
        if (c.ref.screen, c.ref.element) == (over.ref.screen, over.ref.element) and c.ref.row
    ]
    where = len(titles) - 1 - titles[::-1].index(turned[-1]) if turned and turned[-1] in titles else -1
    left = titles[where + 1 :]
    if where < 0 or not left:
        return ""
    element = doc.element(over.ref.screen, over.ref.element)
    noun = row_noun(doc, over.ref.screen, element) if element is not None else "row"
    named = quoted(left, _ROWS)
    return f'It stopped at the {noun} "{turned[-1]}"; {len(left)} more {"was" if len(left) == 1 else "were"} not come to: {named}.'


def say_letters_opened(calls: Sequence[Act], doc: AppDoc) -> str:
    """That mails or the like were opened one after another, which counts as reading them; empty where none were."""
    opened: dict[str, set[str]] = {}
    for call, outcome in calls:
        if call.op == "open" and call.ref.row and call.in_loop and outcome.status == "ok":
            element = doc.element(call.ref.screen, call.ref.element)
            noun = row_noun(doc, call.ref.screen, element) if element is not None else ""
            opened.setdefault(noun, set()).add(call.ref.row)
    many = [f"{len(rows)} {plural(noun)}" for noun, rows in opened.items() if are_letters(noun) and len(rows) > 1]
    return f"{' and '.join(many)} were opened for it, and may count as read now." if many else ""


_ROWS = 8
"""Rows named one by one."""


def say_not_done(why: str, next_step: str = "") -> str:
    """`Not done, because …`, and what to do next."""
    text = sentence(f"Not done, because {lower(why)}".rstrip())
    return f"{text} {next_step}".rstrip()


def lower(text: str) -> str:
    """As it goes on within a sentence."""
    return text if text[:2] in ("I ", "I’") else within_sentence(text)


def sentence(text: str) -> str:
    """With a full stop, where nothing ends it."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
