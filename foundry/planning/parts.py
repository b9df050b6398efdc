"""Scripts for the parts of a thing: adding one, ticking it, counting and listing them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from apidocs.doc import Kind, Screen
from apidocs.doc.table import Rows, rows_of
from apidocs.samples.ways import literal

from ..domain import Parts
from ..intents import AddPart, CountParts, ListParts, Plain, Tick
from .drafts import Draft, with_control
from .finding import Control, Finder, Place, norm
from .values import Said, putting, saves


@dataclass(frozen=True)
class OfParts:
    """The lines within a thing."""

    finder: Finder
    rows: Rows | None
    parts: Parts
    said: Said

    def drafts(self, intent: Plain) -> Iterator[Draft]:
        for place in self.finder.places(self.rows):
            if place.screen is None:
                continue
            if isinstance(intent, AddPart):
                yield from self._adding(place, place.screen, intent.text)
            elif isinstance(intent, CountParts):
                yield from self._lists(place, place.screen, lambda rows, var: f"len({rows.screen}.{rows.all.example})")
            elif isinstance(intent, ListParts):
                yield from self._lists(place, place.screen, self._names)
            elif isinstance(intent, Tick):
                yield from self._ticking(place, place.screen, intent)

    def _lists(self, place: Place, screen: Screen, answer: Callable[[Rows, str], str]) -> Iterator[Draft]:
        for rows in rows_of(screen):
            yield Draft(place.before, answer(rows, rows.variable(self.finder.doc)))

    def _names(self, rows: Rows, var: str) -> str:
        text = f"{var}.{rows.title.name}" if rows.title else f"{var}.text"
        return f'", ".join([{text} for {var} in {rows.screen}.{rows.all.example}])'

    def _adding(self, place: Place, screen: Screen, text: str) -> Iterator[Draft]:
        said = literal(text)
        own = {norm(self.parts.one), norm(f"add {self.parts.one}"), norm(f"new {self.parts.one}"), self.parts.key}
        for element in screen.elements:
            words = {norm(element.label), norm(element.description), norm(element.name.replace("_", " "))}
            ids = element.locator.resource_id.rpartition("/")[2]
            if not (own & words) and "part" not in ids and self.parts.key not in ids:
                continue
            control = Control(place.before, f"{screen.name}.{element.name}", element.kind, screen, element)
            if element.kind is Kind.INPUT:
                buttons = [
                    e for e in screen.elements if e.kind is Kind.BUTTON and (own & {norm(e.label)} or "part" in e.name)
                ]
                ties = [(f"{screen.name}.{e.name}.tap()",) for e in buttons]
                for ending in (*ties, *saves(self.finder, screen, element)):
                    yield with_control(control, f"{control.at}.set_text({said})", *ending)
            elif element.kind is Kind.BUTTON:
                yield from putting(self.finder, control, text, "text", text)
                yield with_control(control, f"{control.at}.tap()", f"find({literal(self.parts.one)}).set_text({said})")

    def _ticking(self, place: Place, screen: Screen, intent: Tick) -> Iterator[Draft]:
        word = "on" if intent.done else "off"
        said = literal(intent.text)
        for rows in rows_of(screen):
            for part in rows.item.parts:
                if part.kind is Kind.TOGGLE:
                    yield Draft((*place.before, f"{screen.name}.{rows.item.name}({said}).{part.name}.turn_{word}()"))
        yield Draft((*place.before, f"{screen.name}.find({said}).turn_{word}()"))
