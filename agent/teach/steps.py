"""What was done, as lines of a script: each step in the doc's names, and the script that all of them make.

Ways are left out where the interpreter finds them by itself; a step that only set something again is the last one's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from apidocs.doc import AppDoc
from apidocs.doc.paths import needs_row, route

BACK = "back()"


@dataclass(frozen=True)
class Step:
    """One line."""

    on: str
    """The screen it was done on; empty where the doc doesn't know it."""
    call: str
    about: str = ""
    """What it sets, `settings.theme`; empty where it sets nothing."""
    way: bool = False
    """Whether it only led on to another screen."""
    leads: str = ""
    """The screen that came of it; empty where the doc doesn't know it."""
    via: str = ""
    """Of a way: the element."""
    undo: str = ""
    """What puts it back as it was, where that was seen."""
    secret: str = ""
    """The name of the secret that it types."""
    unknown: str = ""
    """What of it the doc doesn't know, for the person."""


def settled(steps: Sequence[Step]) -> list[Step]:
    """Of what was set several times in one place, the last; it puts back what stood there at first. A row that was only looked into
    is left out."""
    kept: list[Step] = []
    for step in steps:
        looked = _looked_into(kept, step)
        if looked is not None:
            del kept[looked:]
            continue
        before = _set_before(kept, step)
        if before is None:
            kept.append(step)
            continue
        place, undo = kept.index(before), before.undo or step.undo
        if undo and undo == step.call:
            kept.pop(place)  # it stands as it stood
        else:
            kept[place] = replace(step, undo=undo)
    return kept


def _set_before(kept: Sequence[Step], step: Step) -> Step | None:
    """What set the same before; None where something was done with it meanwhile."""
    for earlier in reversed(kept):
        if earlier.about == step.about and step.about:
            return earlier
        if not earlier.about and not earlier.way:
            return None
    return None


def _looked_into(kept: Sequence[Step], step: Step) -> int | None:
    """Where a detour began that this step ends: a row was opened, and left again with nothing done there."""
    if step.call != BACK or not step.way:
        return None
    at = next((i for i in reversed(range(len(kept))) if not kept[i].way), -1)
    if at >= 0 and kept[at].call.endswith(".open()") and kept[at].on == step.leads and kept[at].leads == step.on:
        return at
    return None


def script_of(steps: Sequence[Step], doc: AppDoc) -> str:
    """The script; empty where nothing was done that one could say."""
    lines: list[str] = []
    run: list[Step] = []
    at = doc.start
    steps = settled(steps)
    for step in steps:
        if step.way:
            run.append(step)
            continue
        lines += [kept.call for kept in _needed(run, at, step.on, doc)]
        lines.append(step.call)
        run, at = [], step.leads or step.on
    if not lines and run:
        goal = run[-1].leads
        kept = _needed(run, at, goal, doc)
        lines = [k.call for k in kept] + ([] if kept and kept[-1].leads == goal else [f"{goal}.open()"])
    return "\n".join(lines) + "\n" if lines else ""


def _needed(run: Sequence[Step], at: str, goal: str, doc: AppDoc) -> Sequence[Step]:
    """Of the ways between two steps, those that have to be said: all from where the doc knows no way on."""
    if not run:
        return ()
    found = None
    if goal:  # else it goes on where the doc knows nothing, and what led there has to be said
        found = route(doc, at, goal) if at else None
        found = found if found is not None else route(doc, doc.start, goal)
    if found is None:
        return run[max((i for i, s in enumerate(run) if s.on), default=0) :]
    last = run[-1]
    if last.leads == goal and found and not needs_row(doc, found[-1]):
        hop = found[-1]
        if hop.source == last.on and hop.element and last.via and hop.element != last.via:
            return run[-1:]  # the place is one, and which door leads there may matter: a list, or a text
    return ()


def putting_back(steps: Sequence[Step]) -> str:
    """A script that sets what was set as it stood before, the last one first; empty where nothing can be."""
    return "".join(step.undo + "\n" for step in reversed(settled(steps)) if step.undo)
