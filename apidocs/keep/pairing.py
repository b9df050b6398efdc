"""Which things of two docs of an app are the same: an element keeps being itself when an update gives it another id or other words.

Told by where it stands: by its id, by its words, by what it leads to, each only where no other thing could be meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping

from phones.locating import Locator

from ..doc import AppDoc, Element, Kind, Screen

ENOUGH = 0.5
"""Share of its elements that a screen has in common with what it was."""
Mark = Callable[[Element], Hashable | None]


def same_screens(new: AppDoc, old: AppDoc) -> dict[str, str]:
    """By a new screen's name the old one's that it is: the one with most in common, each once."""
    found: list[tuple[float, str, str]] = []
    for here in new.screens:
        for there in old.screens:
            if here.kind == there.kind and _one_window(here, there, new.package):
                share = _share(here, there) + 0.2 * (here.title == there.title) + 0.1 * (here.name == there.name)
                if share >= ENOUGH:
                    found.append((share, here.name, there.name))
    pairs: dict[str, str] = {}
    for _, now, was in sorted(found, key=lambda one: -one[0]):
        if now not in pairs and was not in pairs.values():
            pairs[now] = was
    return pairs


def _one_window(here: Screen, there: Screen, package: str) -> bool:
    """Whether they are the same app's and the same activity's, as far as both say: a doc that ships doesn't."""
    activities = {here.activity, there.activity} - {""}
    return (here.package or package) == (there.package or package) and len(activities) < 2


def _share(here: Screen, there: Screen) -> float:
    if not (here.elements and there.elements):
        return float(here.title == there.title and bool(here.title) or here.elements == there.elements)
    same = same_elements(here, there)
    met = set(same.values())
    # of a doc that ships: what stands there at times only says nothing by being away
    away = sum(f"at-times:{e.name}" in there.marks for e in there.elements if e.name not in met)
    return len(same) / max(1, len(here.elements) + len(there.elements) - len(same) - away)


Leads = Mapping[str, str]
"""By an element of a screen where it leads, in the old doc's names."""


def same_elements(here: Screen, there: Screen, now: Leads | None = None, was: Leads | None = None) -> dict[str, str]:
    """By a new element's name the old one's that it is. What each led to tells those apart that changed in all else."""
    pairs: dict[str, str] = {}
    for mark in (_mark, _id, _words, _list):
        _add(pairs, here, there, mark, mark)
    if now is not None and was is not None:
        _add(pairs, here, there, _led(now), _led(was))
    return pairs


def _add(pairs: dict[str, str], here: Screen, there: Screen, now: Mark, was: Mark) -> None:
    """Those that have the same mark, and alone have it."""
    new = _alone((now(e), e.name) for e in here.elements if e.name not in pairs)
    old = _alone((was(e), e.name) for e in there.elements if e.name not in pairs.values())
    pairs |= {new[mark]: old[mark] for mark in new if mark in old}


def leads(doc: AppDoc, screen: str, names: Mapping[str, str] | None = None) -> Leads:
    """Where a screen's elements lead, those that always led to one place; `names` has the screens' other names."""
    found: dict[str, set[str]] = {}
    for step in doc.transitions:
        if step.source == screen and step.element:
            found.setdefault(step.element, set()).add(step.target if names is None else names.get(step.target, ""))
    return {element: where for element, targets in found.items() if len(targets) == 1 and (where := min(targets))}


def _led(where: Leads) -> Mark:
    return lambda element: (_group(element), where[element.name]) if element.name in where else None


def _alone(marked: Iterable[tuple[Hashable | None, str]]) -> Mapping[Hashable, str]:
    """What nothing else has."""
    every = [(mark, name) for mark, name in marked if mark is not None]
    counts = Counter(mark for mark, _ in every)
    return {mark: name for mark, name in every if counts[mark] == 1}


def _mark(element: Element) -> Hashable | None:
    """What tells an element from the others of its screen, whatever it is called: its id, else its words."""
    if element.locator.resource_id and element.item is None:
        return "id", id_name(element.locator), element.label, element.locator.under
    row = element.item.row if element.item is not None else None
    if row is not None:
        return "list", row.resource_id or f"{row.cls} {row.path}"
    return "words", element.label or f"{element.locator.cls} {element.locator.path}", element.locator.under


def _id(element: Element) -> Hashable | None:
    return (id_name(element.locator) or None) if element.item is None else None


def _list(element: Element) -> Hashable | None:
    """A list by its own id, whatever its rows are found by."""
    return (id_name(element.locator) or None) if element.item is not None else None


def id_name(locator: Locator) -> str:
    """The id after its package, which a doc that ships leaves open; Android's own stay whole."""
    whole = locator.resource_id
    return whole if whole.startswith("android:") else whole.rpartition("/")[2]


def _words(element: Element) -> Hashable | None:
    said = element.label or element.locator.content_desc or element.locator.text
    return (_group(element), said.casefold(), element.locator.under) if said else None


def _group(element: Element) -> str:
    """Kinds between which an element may change without being another one."""
    return "button" if element.kind in (Kind.BUTTON, Kind.CHOICE) else element.kind.value
