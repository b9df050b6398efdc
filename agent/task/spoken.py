"""An answer as people say it: a state that a script read as `True` is "Yes, Wi-Fi is on."."""

from __future__ import annotations

import re

from apidocs.doc import AppDoc, Kind
from interpreter.calls import Read
from interpreter.run.runner import RunResult

_STATES = re.compile(r"(?:True|False)(?:[\s,;]+(?:True|False))*")
_OFF = re.compile(r"\b(?:off|disabled|inactive)\b", re.IGNORECASE)
_ON = re.compile(r"\b(?:on|enabled|active)\b", re.IGNORECASE)


def spoken(answer: str, run: RunResult, doc: AppDoc, task: str) -> str:
    """The answer with what was read said in words, where it is nothing but states, or has some among other values; any other stays
    as it is."""
    if not _STATES.fullmatch(answer.strip()):
        return _among_others(answer, run, doc)
    states = [word == "True" for word in re.findall(r"True|False", answer)]
    named = _named(states, run.read, doc)
    if len(states) > 1:
        if not named:
            return ", ".join("yes" if state else "no" for state in states).capitalize() + "."
        return f"{', '.join(named)}."
    yes = "Yes" if states[0] else "No"
    if not named:
        return f"{yes}."
    if _OFF.search(task) and not _ON.search(task):
        return f"{named[0]}."  # "is it off?": a yes would have to mean the other way round
    return f"{yes}, {named[0]}."


def _among_others(answer: str, run: RunResult, doc: AppDoc) -> str:
    """ "50%, True" as "50%, Wi-Fi is on"."""
    parts = [part.strip() for part in answer.split(",")]
    states = [part == "True" for part in parts if part in ("True", "False")]
    switches = [one for one in run.read if one.value.casefold() in ("yes", "no")]
    named = iter(_named(states, switches, doc) if states else ())
    said = [next(named, part) if part in ("True", "False") else part for part in parts]
    return ", ".join(said) if states and said != parts else answer


def _named(states: list[bool], read: list[Read], doc: AppDoc) -> list[str]:
    """What each state is of, `Wi-Fi is on`; nothing where that isn't sure: other things were read, or it was worked out."""
    if len(read) != len(states):
        return []
    found = []
    for state, one in zip(states, read, strict=True):
        screen = doc.screen(one.ref.screen)
        element = screen.element(one.ref.element) if screen is not None and not one.ref.row else None
        if element is None or element.kind is not Kind.TOGGLE or one.value.casefold() != ("yes" if state else "no"):
            return []
        found.append(f"{element.label or element.name.replace('_', ' ')} is {'on' if state else 'off'}")
    return found
