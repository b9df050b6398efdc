"""A doc of what was seen of an app again, laid into the doc of before: what has changed is as it is now, the rest as it was.

Names stay, as when all of an app is learned again. What was not tried this time, since it looks as it did, keeps what is known
of it: where it leads, its options, what confirms them.
"""

from __future__ import annotations

from ..doc import AppDoc, Element, Item, Kind, Screen, Transition
from ..doc.paths import reachable
from ..doc.renaming import Names, renamed
from .pairing import same_screens
from .steady import steadied


def merged(old: AppDoc, new: AppDoc, again: set[str] | None = None) -> AppDoc:
    """`again` names the old screens that were learned anew, None for those that look otherwise now. Of others that were met on the
    way nothing is taken over. Samples are the old ones: the caller makes the bank anew."""
    new = _unlike(steadied(new, old), old)
    met = {screen.name: screen for screen in new.screens}
    before = {screen.name: screen for screen in old.screens}
    if again is None:
        again = {name for name, screen in met.items() if name in before and changed(before[name], screen)}
    taken = (again & met.keys()) | (met.keys() - before.keys())
    tried = {(way.source, way.element) for way in new.transitions if way.element}
    screens = [_merged(one, met[one.name], tried) if one.name in taken else one for one in old.screens]
    screens += [screen for name, screen in met.items() if name not in before]
    ways = [way for way in new.transitions if way.source in taken]
    known = {(way.source, way.element, way.action) for way in old.transitions}
    ways = [way for way in ways if way.element or (way.source, "", way.action) not in known]
    instead = {(way.source, way.element, way.action) for way in ways}
    kept = [way for way in old.transitions if (way.source, way.element, way.action) not in instead]
    doc = old.model_copy(
        update={
            "version": new.version,
            "locale": new.locale,
            "made_at": new.made_at,
            "start": new.start if new.start in {screen.name for screen in screens} else old.start,
            "screens": screens,
            "transitions": [*kept, *ways],
        }
    )
    return _whole(doc, sure=set(met))


def changed(old: Screen, new: Screen) -> bool:
    """Whether a screen looks otherwise than it did: something on it is new, says something else, or is missing that always stood
    there. What a screen shows only at times may be missing."""
    for element in new.elements:
        before = old.element(element.name)
        if before is None and element.kind is not Kind.TEXT:
            return True
        if before is not None and not _looks_same(before, element):
            return True
    return bool(_missing(old, new))


def _looks_same(before: Element, now: Element) -> bool:
    said, says = before.label or before.locator.content_desc, now.label or now.locator.content_desc
    return said == says and before.locator.resource_id == now.locator.resource_id


def _missing(old: Screen, new: Screen) -> set[str]:
    """Ids and words that always stood on a screen and now don't."""
    always = {mark for mark in old.marks if mark.startswith(("id:", "frame:"))}
    return always - {mark.lstrip("~") for mark in new.marks}


def _unlike(new: AppDoc, old: AppDoc) -> AppDoc:
    """The new doc without names that are an old one's of another screen."""
    pairs, taken = same_screens(new, old), {screen.name for screen in old.screens}
    others = {}
    for screen in new.screens:
        if pairs.get(screen.name) != screen.name and screen.name in taken:
            number = 2
            while (name := f"{screen.name}_{number}") in taken or new.screen(name) is not None:
                number += 1
            taken.add(name)
            others[screen.name] = name
    return renamed(new, Names(screens=others)) if others else new


def _merged(old: Screen, new: Screen, tried: set[tuple[str, str]]) -> Screen:
    missing = {mark.partition(":")[2].strip('"') for mark in _missing(old, new)}
    elements = []
    for element in new.elements:
        before = old.element(element.name)
        if before is None:
            elements.append(element)
        elif (new.name, element.name) not in tried and _looks_same(before, element):
            elements.append(before)
        else:
            elements.append(_with_known(element, before))
    for before in old.elements:  # what a screen shows at times only
        shown = {before.locator.resource_id.rpartition("/")[2], before.locator.resource_id, before.label} - {""}
        if new.element(before.name) is None and not shown & missing:
            elements.append(before)
    return new.model_copy(update={"elements": elements, "description": new.description or old.description})


def _with_known(now: Element, before: Element) -> Element:
    """An element with what was known of it and wasn't looked at now."""
    known: dict[str, object] = {
        key: getattr(before, key)
        for key in ("options", "picks", "confirm", "commit", "args")
        if getattr(before, key) and not getattr(now, key)
    }
    if before.label == now.label:
        known |= {key: getattr(before, key) for key in ("description", "also") if not getattr(now, key)}
    if before.tried:
        known |= {"tried": True, "left": None}
    if known.get("options") and now.kind != before.kind:
        known["kind"] = before.kind
    if before.item is not None and now.item is not None:
        known["item"] = _item_with_known(now.item, before.item)
    return now.model_copy(update=known)


def _item_with_known(now: Item, before: Item) -> Item:
    known: dict[str, object] = {
        key: getattr(before, key)
        for key in ("opens", "menu", "menu_by")
        if getattr(before, key) and not getattr(now, key)
    }
    was = {part.name: part.opens for part in before.parts}
    known["parts"] = [
        part.model_copy(update={"opens": part.opens or was.get(part.name, "")}) if part.kind is Kind.BUTTON else part
        for part in now.parts
    ]
    return now.model_copy(update=known)


def _whole(doc: AppDoc, sure: set[str]) -> AppDoc:
    """Without ways from what has gone, and without screens that nothing leads to any more; `sure` were seen."""
    names = {screen.name: {element.name for element in screen.elements} for screen in doc.screens}
    ways = [way for way in doc.transitions if _holds(way, names)]
    doc = doc.model_copy(update={"transitions": ways})
    there = reachable(doc, doc.start, avoid_effects=frozenset()) | sure
    screens = [_linked(screen, there) for screen in doc.screens if screen.name in there]
    return doc.model_copy(
        update={
            "screens": screens,
            "transitions": [way for way in ways if (not way.source or way.source in there) and way.target in there],
        }
    )


def _holds(way: Transition, names: dict[str, set[str]]) -> bool:
    if way.target not in names or way.source and way.source not in names:
        return False
    return not way.element or way.element in names[way.source]


def _linked(screen: Screen, there: set[str]) -> Screen:
    """A screen without links to what has gone."""
    elements = []
    for element in screen.elements:
        item = element.item
        if item is not None:
            element = element.model_copy(update={"item": item.linked(there)})
        elements.append(element)
    return screen.model_copy(update={"elements": elements})
