"""Scripts of a whole doc, written for one that knows less of the app: a control that the doc lacks is looked for by the words that
stand on the control. Every way that may do is given; a run tells which one does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from apidocs.doc import AppDoc, Element, Kind
from apidocs.doc.buttons import says_yes
from apidocs.doc.script_names import Spot, uses
from apidocs.doc.table import api_names
from apidocs.samples.ways import literal

_LOOKED_FOR = re.compile(r'find\("((?:[^"\\]|\\.)+)"\)')
_EVERYWHERE = frozenset({"settings"})
"""What a page is called in any app; what keeps, confirms or deletes is called alike in most, too."""


def rewritten(script: str, whole: AppDoc, less: AppDoc) -> Iterator[str]:
    """The script of the whole doc for one that knows less: as it stands where it names nothing that is gone, else with `find`
    in place of what is, and the taps that lead to screens that the doc no longer knows. Nothing where a control without
    words is gone, or a list: nobody can say what to look for."""
    table = api_names(less)
    used = uses(script, table)
    blind = not used.unknown and _chooses_blindly(script, less)
    if not used.unknown and not blind:
        yield script
        return
    ways: list[str] = []
    for led in (True, False):
        lines = _lines(script, whole, less, led=led)
        if lines is not None:
            ways += ["\n".join(lines), "\n".join(_chosen_by_tapping(lines, blind=blind))]
    yield from (way for way in dict.fromkeys(ways) if not uses(way, table).unknown)


def _chooses_blindly(script: str, less: AppDoc) -> bool:
    """Whether it chooses from a control whose options aren't known: it may as well be a button."""
    spots = [s for s in uses(script, api_names(less)).spots if s.element and not s.part]
    return any(
        (e := _element(less, s)) is not None and e.kind is Kind.BUTTON and ".choose(" in _rest(script, s) for s in spots
    )


def _rest(script: str, spot: Spot) -> str:
    return script.split("\n")[spot.line - 1].encode()[spot.end :].decode()[:8]


def _element(doc: AppDoc, spot: Spot) -> Element | None:
    screen = doc.screen(spot.screen)
    return screen.element(spot.element) if screen else None


def _lines(script: str, whole: AppDoc, less: AppDoc, *, led: bool) -> list[str] | None:
    """The script's lines with what is gone looked for; `led`: with the taps that lead to a screen that the doc doesn't know,
    before the first line on it. None where that can't be said."""
    spots = uses(script, api_names(whole)).spots
    reached: set[str] = set()
    lines = script.split("\n")
    # from the last one on, so that the places of those before stay as they are; a screen's name goes with its control
    controls = [s for s in spots if s.element]
    names = {s.line: s for s in spots if not s.element}
    if len(names) < sum(not s.element for s in spots):
        return None  # several in one line
    new: dict[int, tuple[str, ...]] = {}
    for spot in reversed(controls):
        there = less.screen(spot.screen)
        if there is not None and there.element(spot.element) is not None:
            continue
        element = _element(whole, spot)
        label = said_of(element) if element is not None and not spot.part else ""
        name = names.get(spot.line)
        if not label or name is None or element is None or element.kind is Kind.LIST:
            return None
        encoded = lines[spot.line - 1].encode()
        head = "" if there is None else f"{spot.screen}."
        found = f"{head}find({literal(label)})"
        lines[spot.line - 1] = (encoded[: name.start] + found.encode() + encoded[spot.end :]).decode()
        if there is None:
            new[spot.line] = _way(spot.screen, whole, less)
    done: list[str] = []
    for number, line in enumerate(lines, 1):
        name = names.get(number)
        if (
            led
            and name is not None
            and number in new
            and name.screen not in reached
            and not line.startswith((" ", "elif "))
        ):
            done += [one for one in new[number] if one not in done]
        if name is not None:
            reached.add(name.screen)
        done.append(line)
    return done


def _way(screen: str, whole: AppDoc, less: AppDoc) -> tuple[str, ...]:
    """Taps that lead to a screen that isn't known, from the last one that is."""
    taps: list[str] = []
    at, seen = screen, {screen}
    while less.screen(at) is None:
        step = next(
            (t for t in whole.transitions if t.target == at and t.action in ("tap", "open") and t.source not in seen),
            None,
        )
        source = whole.screen(step.source) if step else None
        element = source.element(step.element) if source and step else None
        if step is None or element is None or element.kind is Kind.LIST:
            return tuple(reversed(taps))
        there = less.screen(step.source)
        label = said_of(element)
        if there is not None and there.element(step.element) is not None:
            taps.append(f"{step.source}.{step.element}.tap()")
        elif label:
            taps.append(f"{f'{step.source}.' if there is not None else ''}find({literal(label)}).tap()")
        else:
            return tuple(reversed(taps))
        at = step.source
        seen.add(at)
    return tuple(reversed(taps))


def _chosen_by_tapping(lines: list[str], *, blind: bool) -> list[str]:
    """An option of a control whose options nobody knows is tapped once they are shown."""
    done = []
    for line in lines:
        head, choose, rest = line.partition(".choose(")
        if choose and (blind or "find(" in head) and rest.endswith(")") and rest.count('"') == 2:
            indent = line[: len(line) - len(line.lstrip())]
            done += [f"{head}.tap()", f"{indent}find({rest[:-1]}).tap()"]
        else:
            done.append(line)
    return done


def said_of(element: Element) -> str:
    """The words that stand on a control, as a person reads them; empty where there are none."""
    texts = (element.label, element.locator.text, element.locator.content_desc)
    firsts = (text.split("\n")[0].strip(" :…") for text in texts)
    return next((first for first in firsts if first), "")


def tells(script: str, original: str, said: str) -> bool:
    """Whether what a script looks for, and its original didn't, is told: by the doc or the task (`said`), or by every app."""
    words = said.casefold()
    new = {json.loads(f'"{one}"') for one in set(_LOOKED_FOR.findall(script)) - set(_LOOKED_FOR.findall(original))}

    def told(one: str) -> bool:
        return re.search(rf"(?<!\w){re.escape(one.casefold())}(?!\w)", words) is not None

    return all(told(one) or says_yes(one) or one.casefold() in _EVERYWHERE for one in new)
