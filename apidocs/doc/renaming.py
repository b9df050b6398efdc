"""Giving the things of a doc other names, everywhere they stand: links, transitions, and the scripts of its samples.

Scripts keep their own look: only the names are exchanged in the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from . import AppDoc, Element, Sample, Screen, Transition
from .script_names import Spot, uses
from .table import ApiTable, api_names


@dataclass(frozen=True)
class Names:
    """New names by old ones. What isn't in here stays."""

    screens: Mapping[str, str] = field(default_factory=dict)
    elements: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By (screen, element)."""
    items: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By (screen, list): what one row is called."""
    parts: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    """By (screen, list, part)."""

    def screen(self, name: str) -> str:
        return self.screens.get(name, name)

    def element(self, screen: str, name: str) -> str:
        return self.elements.get((screen, name), name)

    def spot(self, spot: Spot, old: str) -> str:
        """The new name of what stands at a spot of a script."""
        if not spot.element:
            return self.screen(spot.screen)
        if spot.part:
            return self.parts.get((spot.screen, spot.element, spot.part), old)
        if spot.item:
            return self.items.get((spot.screen, spot.element), old)
        return self.element(spot.screen, spot.element)


def renamed(doc: AppDoc, names: Names) -> AppDoc:
    """The doc with new names; the given one stays as it is."""
    table = api_names(doc)
    return doc.model_copy(
        update={
            "start": names.screen(doc.start),
            "screens": [_screen(s, names) for s in doc.screens],
            "transitions": [_transition(t, names) for t in doc.transitions],
            "samples": [
                Sample(task=s.task, script=rename_in(s.script, table, names), source=s.source) for s in doc.samples
            ],
        }
    )


def rename_in(script: str, table: ApiTable, names: Names) -> str:
    """The script with new names. One that is no Python comes back as it is."""
    lines = [line.encode() for line in script.split("\n")]
    for spot in sorted(uses(script, table).spots, key=lambda s: (s.line, s.start), reverse=True):
        line = lines[spot.line - 1]
        new = names.spot(spot, line[spot.start : spot.end].decode())
        lines[spot.line - 1] = line[: spot.start] + new.encode() + line[spot.end :]
    return "\n".join(line.decode() for line in lines)


def _screen(screen: Screen, names: Names) -> Screen:
    serving, _, served = screen.serves.partition(".")
    serves = f"{names.screen(serving)}.{names.element(serving, served)}" if served else screen.serves
    elements = [_element(screen.name, e, names) for e in screen.elements]
    return screen.model_copy(update={"name": names.screen(screen.name), "serves": serves, "elements": elements})


def _element(screen: str, element: Element, names: Names) -> Element:
    changes: dict[str, object] = {"name": names.element(screen, element.name)}
    if element.commit:
        changes["commit"] = names.element(screen, element.commit)
    if element.item is not None:
        key = (screen, element.name)
        parts = [
            p.model_copy(update={"name": names.parts.get((*key, p.name), p.name), "opens": names.screen(p.opens)})
            for p in element.item.parts
        ]
        changes["item"] = element.item.model_copy(
            update={
                "name": names.items.get(key, element.item.name),
                "parts": parts,
                "title": names.parts.get((*key, element.item.title), element.item.title),
                "opens": names.screen(element.item.opens),
                "menu": names.screen(element.item.menu),
            }
        )
    return element.model_copy(update=changes)


def _transition(step: Transition, names: Names) -> Transition:
    element = names.element(step.source, step.element)
    if element == step.element and (item := names.items.get((step.source, step.element))):
        element = item
    return step.model_copy(
        update={"source": names.screen(step.source), "element": element, "target": names.screen(step.target)}
    )
