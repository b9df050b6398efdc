"""What is said where no harmless way leads to a screen, and what the script has to do itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from apidocs.doc import AppDoc, Transition
from apidocs.doc.paths import needs_row
from phones.hierarchy import Hierarchy


def no_way(doc: AppDoc, here: str, goal: str, by_rows: Iterable[Sequence[Transition]], missing: Iterable[str]) -> str:
    """`here` is what is in front, as a person calls it; `by_rows` are ways that a script could go, since rows are opened on them;
    `missing` are things that should have been on the way and weren't there."""
    for path in by_rows:
        for edge in path:
            element = doc.element(edge.source, edge.element)
            if element is not None and element.item is not None and needs_row(doc, edge):
                part = element.item.opening(edge.target) if edge.action == "part" else None
                act = f"{part.name}.tap" if part is not None else "open" if edge.action == "open" else "long_press"
                return (
                    f"{goal} is reached through a row of {edge.source}.{element.name}, and which one isn't said. "
                    f"First {'use' if part is not None else 'open'} a row: {edge.source}.{element.item.name}('…').{act}()"
                )
    for edge in doc.transitions:
        element = doc.element(edge.source, edge.element)
        if edge.target == goal and element is not None:
            names = ", ".join(dict.fromkeys(missing))
            gone = f"{names} isn't there any more. " if names else ""
            return (
                f"No harmless way leads from {here} to {goal}. {gone}"
                f"It was seen after {edge.source}.{edge.element}: use that first, if it is what is meant."
            )
    return f"No known way leads from {here} to {goal}."


def said_there(hierarchy: Hierarchy) -> str:
    """The first words on a screen, for a message."""
    words = [n.label for n in hierarchy.walk() if n.label and (n.clickable or n.checkable or n.text)]
    return ", ".join(f'"{w[:30]}"' for w in dict.fromkeys(words[:60]))[:300] or "nothing that says anything"
