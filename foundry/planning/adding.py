"""Scripts that add a thing: a form on one screen or on two, or a field above the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, product

from apidocs.doc import Kind, Screen

from ..intents import Add, SetField
from .drafts import Draft
from .finding import Control, Finder
from .values import Said, as_written, picking, putting, saves

_ALTERNATIVES = 3
"""Ways of putting one value in that are tried where several are put in."""


@dataclass(frozen=True)
class Adding:
    """One more thing: a form filled in on one screen or on two, or a field above the list."""

    finder: Finder
    said: Said
    of_one: Callable[[SetField], Iterator[Draft]]
    """Changes a field of a thing that is there."""

    def drafts(self, intent: Add) -> Iterator[Draft]:
        thing = self.finder.blueprint.domain.thing
        values = {thing.title.key: intent.title, **dict(intent.fields)}
        for screen in self._forms():
            for nth in range(_ALTERNATIVES):
                yield from self._filled(screen, values, nth)
        if intent.fields:
            yield from self._afterwards(intent)

    def _afterwards(self, intent: Add) -> Iterator[Draft]:
        """Added by its title alone, and the rest put in on its details."""
        for screen in self._forms():
            for begun in islice(
                self._filled(screen, {self.finder.blueprint.domain.thing.title.key: intent.title}, 0), 2
            ):
                ways = [
                    list(islice(self.of_one(SetField(intent.title, key, value)), _ALTERNATIVES))
                    for key, value in intent.fields
                ]
                for puts in product(*ways):
                    lines = tuple(line for put in puts for line in put.lines)
                    yield Draft((*begun.lines, *lines), guessed=any(put.guessed for put in (begun, *puts)))

    def _forms(self) -> list[Screen]:
        """Screens with a field for the title that need no thing at hand, those of several fields first."""
        title = self.finder.blueprint.domain.thing.title.key
        found = []
        for screen in self.finder.screens:
            if self.finder.ground.ways[screen.name].rows is None and self._field(screen, f"field.{title}") is not None:
                found.append(screen)
        inline = [s for s in self.finder.screens if s not in found and self._inline(s) is not None]
        return sorted(found, key=lambda s: -sum(e.kind in (Kind.INPUT, Kind.CHOICE) for e in s.elements)) + inline

    def _field(self, screen: Screen, path: str, kinds: tuple[Kind, ...] = (Kind.INPUT,)) -> Control | None:
        for element in self.finder.matching(screen, path):
            if element.kind in kinds:
                before = self.finder.ground.ways[screen.name].lines() if screen.name in self.finder.ground.ways else ()
                return Control(before, f"{screen.name}.{element.name}", element.kind, screen, element)
        return None

    def _inline(self, screen: Screen) -> Control | None:
        """A field that adds what is typed into it."""
        inputs = [e for e in screen.elements if e.kind is Kind.INPUT and e.commit and "search" not in e.name]
        if self.finder.ground.ways[screen.name].rows is not None or not inputs:
            return None
        return Control((), f"{screen.name}.{inputs[0].name}", Kind.INPUT, screen, inputs[0])

    def _filled(self, first: Screen, values: dict[str, str], nth: int) -> Iterator[Draft]:
        """`nth`: which of several ways to put a value in."""
        thing = self.finder.blueprint.domain.thing
        screens = [first, *self._following(first)]
        lines: list[str] = []
        at, last = first, None
        guessed = False
        for field in thing.fields:
            if field.key not in values:
                continue
            value = as_written(values[field.key], field.kind, self.said)
            path = f"field.{field.key}"
            kinds = (Kind.INPUT, Kind.CHOICE, Kind.BUTTON)
            controls = [(s, c) for s in screens if (c := self._field(s, path, kinds)) is not None]
            control = controls[0] if controls else None
            if control is None and field is thing.title and (inline := self._inline(first)) is not None:
                control = first, inline
            put = None
            if control is not None:
                bare = Control((), control[1].at, control[1].kind, control[1].screen, control[1].element)
                ways = list(putting(self.finder, bare, value, field.kind, values[field.key]))
                put = ways[min(nth, len(ways) - 1)] if ways else None
            if put is None and field.kind == "choice":
                picks = ((s, d) for s in screens for d in picking(self.finder, (), s, field.values, value))
                screen, put = next(picks, (first, None))
            elif control is not None:
                screen = control[0]
            if put is None:
                return
            if screen is not at:
                lines += self._on(at, screen)
                at = screen
            last = control[1].element if control is not None and last is None else last
            kept = {line for save in saves(self.finder, screen, last) for line in save}
            lines += [line for line in put.lines if line not in kept]
            guessed = guessed or put.guessed
        before = self.finder.ground.ways[first.name].lines()
        later = [s for s in screens if s is not first]
        for ending in saves(self.finder, at, last):
            yield Draft((*before, *lines, *ending), guessed=guessed)
        if later and at is first:
            for ending in saves(self.finder, later[0], None):
                yield Draft((*before, *lines, *self._on(first, later[0]), *ending), guessed=guessed)

    def _following(self, screen: Screen) -> list[Screen]:
        """The second step of a form."""
        return [s for e in screen.elements if (s := self._next(screen, e.name)) is not None][:1]

    def _next(self, screen: Screen, element: str) -> Screen | None:
        found = screen.element(element)
        if found is None or found not in self.finder.matching(screen, "next"):
            return None
        return self.finder.ground.taps.get((screen.name, element))

    def _on(self, screen: Screen, target: Screen) -> list[str]:
        return [f"{screen.name}.{e.name}.tap()" for e in screen.elements if self._next(screen, e.name) is target][:1]
