"""The answer in plain words: the script's own where it gave one, else what was done, said from the calls."""

from __future__ import annotations

from collections.abc import Sequence

from apidocs.doc import AppDoc

from .deeds_done import Act, deeds, said, stood_so


def say_done(calls: Sequence[Act], doc: AppDoc) -> str:
    """What a run did, in one sentence: `Done: set theme to "Light".`"""
    acts = deeds(calls)
    if not acts:
        return "Done. Nothing on the phone had to be changed."
    told = said(acts, doc)
    return f"Done: {told}." if told else f"Done, in {len(acts)} steps."


def say_unproved(calls: Sequence[Act], doc: AppDoc, why: Sequence[str], answer: str = "") -> str:
    """What a run did, or read, of which not everything could be seen."""
    return f"{_sentence(answer or say_done(calls, doc))} Not proved: {'; '.join(why)}."


def say_partly(calls: Sequence[Act], doc: AppDoc, why: Sequence[str], answer: str = "") -> str:
    """What was done of a task and what was not."""
    told = f"{_sentence(answer)} " if answer else ""
    return f"{told}Partly done: {'; '.join(why)}. {say_so_far(calls, doc)}"


def say_so_far(calls: Sequence[Act], doc: AppDoc) -> str:
    """What had been done when a run ended before its end, one sentence."""
    acts = deeds([one for one in calls if not stood_so(one[1])])
    if not acts:
        return "Nothing was changed."
    told = said(acts, doc)
    return f"Done before that: {told}." if told else f"{len(acts)} steps had been carried out."


def say_not_done(why: str, next_step: str = "") -> str:
    """`Not done, because …`, and what to do next."""
    text = _sentence(f"Not done, because {lower(why)}".rstrip())
    return f"{text} {next_step}".rstrip()


def lower(text: str) -> str:
    """As it goes on within a sentence."""
    return text if text[:2] in ("I ", "I’") else text[:1].lower() + text[1:]


def _sentence(text: str) -> str:
    """With a full stop, where nothing ends it."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
