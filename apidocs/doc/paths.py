"""The transition graph: the known way from one screen to another, what opens a screen, what can't be reached.

Only says what is known. Whether a way can be taken now (a form half filled in, a screen that has changed) and what to do
where none is known (back, relaunch) is the interpreter's.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from . import AppDoc, Effect, Kind, Transition
from .effects import severity

HARMLESS = frozenset({Effect.READ, Effect.NAVIGATE})
"""What is done on the way, and on somebody's phone while an app is learned, without being asked."""
CHANGING = frozenset(Effect) - HARMLESS
"""What a way must not do unasked: changing a setting counts, and so does saving."""

_NEEDS_ROW = frozenset({"open"})
_MOVES = frozenset({"tap", "long_press", "open", "part", "back", "launch"})
"""Typing and choosing are never a way to somewhere."""
_GUESSED_BACK = 3.0
"""Cost of a back that was never seen: a dialog closes to where it was opened, as a rule."""


def effect_of_step(doc: AppDoc, step: Transition) -> Effect | None:
    """What taking the transition does; None where its element is not in the doc any more."""
    if not step.element or step.action in ("back", "launch"):
        return Effect.NAVIGATE
    screen = doc.screen(step.source)
    element = screen.element(step.element) if screen else None
    if element is None:
        return None
    if element.kind is Kind.LIST and element.item is not None:
        return Effect.NAVIGATE if step.action in ("long_press", "part") else element.item.effect
    return Effect.NAVIGATE if step.action == "long_press" else element.effect


def needs_row(doc: AppDoc, step: Transition) -> bool:
    """Whether somebody has to say which row is meant."""
    if step.action in _NEEDS_ROW:
        return True
    screen = doc.screen(step.source)
    element = screen.element(step.element) if screen and step.element else None
    return element is not None and element.kind is Kind.LIST


def starts(doc: AppDoc) -> dict[str, str]:
    """What a launch shows, by package: one app, or each of those that a doc for a task over several was merged from."""
    found = {doc.package: doc.start}
    for step in doc.transitions:
        screen = doc.screen(step.target)
        if step.action == "launch" and not step.source and screen is not None and screen.package:
            found.setdefault(screen.package, screen.name)
    return found


def home_of(doc: AppDoc, screen: str) -> tuple[str, str]:
    """The app to launch for a screen, and the screen that shows.

    A prompt or a picker that is another app's window belongs to the app it is opened from.
    """
    homes = starts(doc)
    passed: set[str] = set()
    todo = [screen]
    while todo:
        name = todo.pop(0)
        found = doc.screen(name)
        if found is None or name in passed:
            continue
        passed.add(name)
        package = found.package or doc.package
        if package in homes:
            return package, homes[package]
        todo += [s.source for s in doc.transitions if s.target == name and s.source]
    return doc.package, doc.start


def route(
    doc: AppDoc,
    start: str,
    goal: str,
    *,
    avoid_effects: Collection[Effect] = CHANGING,
    rows: Collection[tuple[str, str]] = (),
) -> list[Transition] | None:
    """The best known way from `start` to `goal`; empty where they are the same, None where none is known.

    `start=""` stands for "not in the app": the way begins with a launch. `rows` names the lists, as (screen, element),
    of which a row is at hand; rows of others are never opened, as nobody said which. Harmless steps that were often
    seen, and seen to lead there, come first.
    """
    if goal == start:
        return []
    if not start:
        onward = route(doc, doc.start, goal, avoid_effects=avoid_effects, rows=rows) if doc.start else None
        launch = Transition(source="", element="", action="launch", target=doc.start)
        return None if onward is None else [launch, *onward]
    outgoing: dict[str, list[tuple[Transition, float]]] = {}
    for step, cost in _edges(doc, avoid_effects, True):
        if step.action == "launch" or (needs_row(doc, step) and (step.source, step.element) not in rows):
            continue
        outgoing.setdefault(step.source, []).append((step, cost))
    queue: list[tuple[float, int, str, tuple[Transition, ...]]] = [(0.0, 0, start, ())]
    done: set[str] = set()
    order = 0  # equal costs are taken in the doc's order, so that a way is the same every time
    while queue:
        cost, _, screen, taken = heapq.heappop(queue)
        if screen == goal:
            return list(taken)
        if screen in done:
            continue
        done.add(screen)
        for step, more in outgoing.get(screen, ()):
            if step.target not in done:
                order += 1
                heapq.heappush(queue, (cost + more, order, step.target, (*taken, step)))
    return None


def reachable(doc: AppDoc, start: str, *, avoid_effects: Collection[Effect] = CHANGING, rows: bool = True) -> set[str]:
    """The screens that can be got to from `start`, itself included; `rows`: opening rows counts."""
    outgoing: dict[str, list[str]] = {}
    for step, _ in _edges(doc, avoid_effects, rows):
        if step.action != "launch":
            outgoing.setdefault(step.source, []).append(step.target)
    found, todo = {start}, [start]
    while todo:
        for target in outgoing.get(todo.pop(), ()):
            if target not in found:
                found.add(target)
                todo.append(target)
    return found


def openers(doc: AppDoc, screen: str) -> list[Transition]:
    """The transitions that open a screen from another one, the most harmless and most often seen first. What comes back to it from
    its own menu or dialog, "Sort items" in the menu of a list, opens nothing."""
    opening = [
        (severity(effect), needs_row(doc, step), -step.seen, at, step)
        for at, step in enumerate(doc.transitions)
        if step.target == screen
        and step.source != screen
        and step.element
        and step.action in _MOVES
        and not _stands_over(doc, step.source, screen)
        and (effect := effect_of_step(doc, step)) is not None
    ]
    return [entry[-1] for entry in sorted(opening, key=lambda e: e[:-1])]


def _stands_over(doc: AppDoc, name: str, below: str) -> bool:
    """Whether a screen is a menu or a dialog that only comes up from the one below."""
    screen = doc.screen(name)
    sources = {step.source for step in doc.transitions if step.target == name and step.element and step.source != name}
    return screen is not None and screen.kind != "page" and sources == {below}


@dataclass(frozen=True)
class Place:
    """A screen in the tree of ways from the start."""

    screen: str
    depth: int
    """Steps from the start; -1 where no harmless way is known."""
    via: str = ""
    """What opens it: `main.add`, `main.notes open`."""


@dataclass(frozen=True)
class Summary:
    """The graph in short, for showing."""

    screens: int
    elements: int
    transitions: int
    places: list[Place]
    """As a tree: each below the one it is opened from; those without a way at the end."""
    unreachable: list[str]


def summary(doc: AppDoc) -> Summary:
    """Count and arrange the screens."""
    children: dict[str, list[tuple[Transition, str]]] = {}
    depth = {doc.start: 0} if doc.screen(doc.start) else {}
    todo = list(depth)
    edges = [s for s, _ in _edges(doc, frozenset(), True) if s.action not in ("launch", "back")]
    while todo:
        screen = todo.pop(0)
        for step in edges:
            if step.source == screen and step.target not in depth:
                depth[step.target] = depth[screen] + 1
                children.setdefault(screen, []).append((step, step.target))
                todo.append(step.target)

    def walk(screen: str, via: str) -> Iterator[Place]:
        yield Place(screen, depth[screen], via)
        for step, target in children.get(screen, ()):
            how = "" if step.action == "tap" else f" {step.action}"
            yield from walk(target, f"{step.source}.{step.element}{how}")

    places = list(walk(doc.start, "")) if depth else []
    lost = [s.name for s in doc.screens if s.name not in depth]
    return Summary(
        screens=len(doc.screens),
        elements=sum(len(s.elements) for s in doc.screens),
        transitions=len(doc.transitions),
        places=[*places, *(Place(name, -1) for name in lost)],
        unreachable=lost,
    )


def _edges(doc: AppDoc, avoid_effects: Collection[Effect], rows: bool) -> Iterator[tuple[Transition, float]]:
    """Usable transitions and what they cost: one, more where the same act led elsewhere too or does something."""
    names = {s.name for s in doc.screens}
    total: dict[tuple[str, str, str], int] = {}
    for step in doc.transitions:
        key = (step.source, step.element, step.action)
        total[key] = total.get(key, 0) + max(1, step.seen)
    seen_back: set[str] = set()
    for step in doc.transitions:
        if step.action not in _MOVES or step.target not in names or step.source not in names:
            continue
        effect = effect_of_step(doc, step)
        if effect is None or effect in avoid_effects or (not rows and needs_row(doc, step)):
            continue
        if step.action == "back":
            seen_back.add(step.source)
        share = max(1, step.seen) / total[(step.source, step.element, step.action)]
        yield step, 1.0 + severity(effect) / len(Effect) + 2.0 * (1.0 - share) + (0.5 if step.action == "back" else 0.0)
    for step in doc.transitions:
        screen = doc.screen(step.target)
        effect = effect_of_step(doc, step)
        opened = step.element and step.source in names and step.source != step.target and effect in HARMLESS
        if not opened or screen is None or step.target in seen_back or step.target == doc.start:
            continue
        if step.action in ("tap", "open", "long_press", "part"):
            for below in sorted(_below(doc, step.source, frozenset())):
                if below != step.target:
                    back = Transition(source=step.target, element="", action="back", target=below, seen=0)
                    yield back, _GUESSED_BACK if screen.kind != "page" else _GUESSED_BACK + 1.0


def _below(doc: AppDoc, screen: str, passed: frozenset[str]) -> set[str]:
    """The pages that are seen again when what a screen opened is closed: a dialog or menu has gone by then."""
    found = doc.screen(screen)
    if found is None or screen in passed:
        return set()
    if found.kind == "page":
        return {screen}
    sources = {s.source for s in doc.transitions if s.target == screen and s.element and s.source != screen}
    return set().union(*(_below(doc, source, passed | {screen}) for source in sources))
