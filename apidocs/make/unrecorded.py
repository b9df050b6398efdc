"""Acts that a recording lacks: what opened a page is called as the page is.

A recorder tells what was touched from the dump before the touch, and where the person had scrolled since, nothing in that dump was.
What came up then is known all the same, and so is the page that it came from: settings call an entry "Language" and the page
behind it, too. The entry is taken into the doc by those words, which is how it is found on the phone, by scrolling.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from phones.locating import Locator

from ..doc import Effect, Element, Kind, Screen, Transition
from ..doc.effects import effect_of
from ..doc.paths import HARMLESS
from ..elements.naming import Namer
from .trace import Place


def entries_by_heading(
    unrecorded: Sequence[tuple[int, int]],
    places: Mapping[int, Place],
    screens: Sequence[Screen],
    transitions: Sequence[Transition],
    start: str,
) -> list[Transition]:
    """Put an entry into each page that a page came from by an act that wasn't recorded, and give the transitions of these.

    `unrecorded` are the numbers of the places before and after such acts. Only pages that scroll, in one app, and only where
    nothing else is known to open what came up; nothing whose words may do more than lead somewhere.
    """
    by_name = {screen.name: screen for screen in screens}
    opened = {start, *(step.target for step in transitions if step.element)}
    found: list[Transition] = []
    for before, after in dict.fromkeys(unrecorded):
        if before not in places or after not in places:
            continue
        source, target = by_name[places[before].name], by_name[places[after].name]
        if target.name in opened or not target.title or source.package != target.package:
            continue
        if not (source.kind == target.kind == "page" and _scrolls(places[before])):
            continue
        if any(element.label == target.title for element in source.elements):
            continue
        if effect_of(target.title, "", "", Kind.BUTTON) not in HARMLESS:
            continue
        namer = Namer()
        namer.taken |= {element.name for element in source.elements}
        name = namer.give(target.title)
        entry = Element(
            name=name,
            kind=Kind.BUTTON,
            label=target.title,
            locator=Locator(text=target.title),
            effect=Effect.NAVIGATE,
        )
        source.elements.append(entry)
        found.append(Transition(source=source.name, element=name, action="tap", target=target.name))
    return found


def _scrolls(place: Place) -> bool:
    return any(node.scrollable for _, seen, _ in place.dumps for node in seen.window.nodes)
