"""What the product makes of one real dump, held against what a person sees on it.

A doc is made of the dump alone. A thing counts as right where an element of that doc would touch it, is of a right kind and has
a name that a person can read; a row where a list has it; what is nothing, where no element touches it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from apidocs.doc import AppDoc, Element, Kind
from apidocs.doc.words import split_words
from apidocs.explore.walk import Step, Walk
from apidocs.make.building import build_doc
from apidocs.screens.windows import Window
from ground.errors import DocError, SettingsError
from phones.hierarchy import Bounds, Hierarchy, HierarchyError, Node
from phones.locating import find

from .table import Half, Thing, half_of, read_table

DEFINITION = (
    "share: of the things that a person sees on the dump (table bench/dumps/things.txt), those that a doc made of it alone would "
    "touch, with a right kind and a name with the words a person would say; nothing_share: of what is no thing (decoration, "
    "layout, headings, labels), what no element touches. Misses of the half `count` are not shown, and nothing is mended by them."
)
LONGEST_NAME = 6
"""Words that a name may have and still be one."""
_SAME = 0.6
"""Of the two areas together, what has to be shared for a row to be the one meant."""
_RIGHT: dict[str, tuple[Kind, ...]] = {
    "button": (Kind.BUTTON,),
    "tab": (Kind.BUTTON, Kind.CHOICE),
    "setting": (Kind.BUTTON, Kind.CHOICE),
    "entry": (Kind.BUTTON, Kind.LIST),
    "row": (Kind.LIST,),
    "part": (Kind.BUTTON, Kind.TOGGLE, Kind.TEXT, Kind.CHOICE),
    "field": (Kind.INPUT,),
    "toggle": (Kind.TOGGLE,),
    "switch": (Kind.TOGGLE, Kind.BUTTON),
    "slider": (Kind.CHOICE, Kind.INPUT, Kind.BUTTON),
    "option": (Kind.CHOICE, Kind.BUTTON),
    "text": (Kind.TEXT, Kind.BUTTON, Kind.CHOICE, Kind.INPUT),
}


@dataclass(frozen=True)
class Touch:
    """One node that an element of the doc means, and as what."""

    node: Node
    kind: Kind
    name: str
    words: str
    """All it is called: name, label, description."""
    state: bool = False
    """The node carries the element's value."""
    row: bool = False
    part: bool = False


@dataclass
class Score:
    """Of one dump."""

    file: str
    things: int = 0
    right: int = 0
    nothings: int = 0
    left_alone: int = 0
    missed: list[str] = field(default_factory=list)


def doc_of(hierarchy: Hierarchy) -> AppDoc:
    """The doc of one dump, as if a walk had seen no more. Raises DocError where there is nothing to make one of."""
    package = hierarchy.package
    return build_doc(Walk(package, package, steps=[Step(hierarchy, None, hierarchy)]))


def score(file: str, hierarchy: Hierarchy, things: list[Thing]) -> Score:
    """Hold the doc of a dump against what is seen on it."""
    result = Score(file)
    try:
        touches = list(_touches(doc_of(hierarchy), hierarchy))
    except DocError as error:
        touches = []
        result.missed.append(f"no doc: {error}")
    window = Window.of(hierarchy)
    for thing in things:
        why = _wrong(thing, touches, hierarchy, window)
        if thing.kind == "nothing":
            result.nothings += 1
            result.left_alone += not why
        else:
            result.things += 1
            result.right += not why
        if why:
            said = "|".join(thing.names)
            result.missed.append(f"{','.join(map(str, thing.bounds))} {thing.kind} {said}: {why}")
    return result


def run_dumps(folder: Path) -> dict[str, Any]:
    """Both halves of a folder of dumps. Raises SettingsError where it hasn't those of the table."""
    table = read_table()
    scores: dict[Half, list[Score]] = {"mend": [], "count": []}
    for file, things in sorted(table.items()):
        path = folder / f"{file}.xml"
        if not path.is_file():
            raise SettingsError(
                f"There is no {path.name} in {folder}. Give the folder of the dumps that the table is about."
            )
        try:
            hierarchy = Hierarchy.parse(path.read_bytes())
        except HierarchyError as error:
            raise SettingsError(f"{path} can't be read as a dump: {error}") from None
        scores[half_of(file)].append(score(file, hierarchy, things))
    return {
        "definition": DEFINITION,
        **{half: _counted(those) for half, those in scores.items()},
        "all": _counted([*scores["mend"], *scores["count"]]),
        "missed": {one.file: one.missed for one in scores["mend"] if one.missed},
    }


def _counted(scores: list[Score]) -> dict[str, Any]:
    things, right = sum(s.things for s in scores), sum(s.right for s in scores)
    nothings, left_alone = sum(s.nothings for s in scores), sum(s.left_alone for s in scores)
    return {
        "dumps": len(scores),
        "things": things,
        "right": right,
        "share": round(right / max(1, things), 4),
        "nothings": nothings,
        "left_alone": left_alone,
        "nothing_share": round(left_alone / max(1, nothings), 4),
    }


def _touches(doc: AppDoc, hierarchy: Hierarchy) -> Iterator[Touch]:
    """Every node that the doc's elements mean in the dump; of a list its rows and what is in them."""
    for screen in doc.screens:
        for element in screen.elements:
            words = f"{element.name} {element.label} {element.description}"
            if element.item is not None:
                yield from _touches_of_list(element, hierarchy, words)
                continue
            for match in find(hierarchy, element.locator)[:1]:
                yield Touch(match.node, element.kind, element.name, words)
                if element.inline:
                    offered = " ".join(element.options)
                    inside = [n for n in match.node.walk() if n.clickable or n.checkable]
                    yield from (Touch(n, element.kind, element.name, f"{words} {offered}") for n in inside)
            if element.state is not None:
                for match in find(hierarchy, element.state)[:1]:
                    yield Touch(match.node, element.kind, element.name, words, state=True)


def _touches_of_list(element: Element, hierarchy: Hierarchy, words: str) -> Iterator[Touch]:
    item = element.item
    assert item is not None
    for row in find(hierarchy, item.row):
        said = " ".join(n.label for n in row.node.walk())
        yield Touch(row.node, Kind.LIST, item.name, f"{words} {item.name} {said}", row=True)
        for part in item.parts:
            for match in find(row.node, part.locator)[:1]:
                yield Touch(match.node, part.kind, part.name, f"{part.name} {part.label}", part=True)


def _wrong(thing: Thing, touches: list[Touch], hierarchy: Hierarchy, window: Window | None) -> str:
    """What is wrong with what the doc has for a thing; empty where it is right."""
    if thing.kind == "nothing":
        those = [t for t in touches if t.node.bounds == thing.bounds and not t.state and not t.part]
        return f"is {_told(those)}" if those else ""
    if thing.kind == "back":
        here = [n for n in hierarchy.walk() if n.bounds == thing.bounds]
        return "" if window is not None and any(map(window.is_up, here)) else "not known as the way back"
    found = [t for t in touches if _hits(t, thing)]
    if not found:
        return "no element"
    kinds = [t for t in found if t.kind in _RIGHT[thing.kind]]
    if not kinds:
        return f"is {_told(found)}"
    if not any(_is_called(t, thing) for t in kinds):
        return f"called {_told(kinds)}"
    return ""


def _told(touches: list[Touch]) -> str:
    return ", ".join(dict.fromkeys(f"{t.kind} {t.name}" for t in touches))


def _hits(touch: Touch, thing: Thing) -> bool:
    if thing.kind == "row" or touch.row:
        return thing.kind in ("row", "entry") and touch.row and _alike(touch.node.bounds, thing.bounds)
    if touch.part is not (thing.kind == "part"):
        return False
    if touch.node.bounds == thing.bounds:
        return thing.kind == "text" or not touch.state
    if touch.state and thing.kind != "toggle":
        return False
    if thing.kind in ("text", "part"):
        return False
    return any(n.bounds == thing.bounds for n in _around(touch.node))


def _around(node: Node) -> Iterator[Node]:
    """What takes the touch of a node: the nearest that does; of a switch the line that it stands in as well."""
    if node.clickable and not node.checkable:
        return
    for parent in node.ancestors():
        if parent.clickable or parent.editable:
            yield parent
            return


def _alike(one: Bounds, other: Bounds) -> bool:
    shared = one.intersect(other).area
    return shared > _SAME * max(1, one.area + other.area - shared)


def _is_called(touch: Touch, thing: Thing) -> bool:
    """Whether an element's name can be read, and it has the words that a person would say."""
    name = split_words(touch.name)
    if len(name) > LONGEST_NAME or "obfuscated" in name:
        return False
    if not thing.names or touch.row and thing.kind == "row":
        return True
    said = split_words(touch.words)
    joined = touch.words.casefold()
    return any(all(w in said or not w.isascii() and w in joined for w in split_words(one)) for one in thing.names)
