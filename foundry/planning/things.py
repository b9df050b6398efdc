"""Scripts for what is done to one thing and to several: by the row, on its details, in a loop over the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from apidocs.doc import Kind, Screen
from apidocs.table import Rows, rows_of
from apidocs.ways import literal

from ..domain import Parts
from ..intents import (
    Add,
    AddPart,
    AskFlag,
    Count,
    CountParts,
    DeedAll,
    DoDeed,
    Exists,
    FlagAll,
    ListAll,
    ListParts,
    Plain,
    ReadField,
    SetField,
    SetFlag,
    Show,
    Tick,
    Where,
)
from .drafts import Draft, indented, put_row, with_control
from .finding import ROW, Control, Finder, Place, norm
from .values import asking, picking, putting, reading, saves, switching

Said = Mapping[str, str]
_ALTERNATIVES = 3
"""Ways of putting one value in that are tried where several are put in."""


class Things:
    """Writes them for one doc. `said` has the person's own words for a value."""

    def __init__(self, finder: Finder) -> None:
        self.finder, self.blueprint = finder, finder.blueprint
        self.thing = finder.blueprint.domain.thing

    def drafts(self, intent: Plain, said: Said) -> Iterator[Draft]:
        if isinstance(intent, Add):
            yield from Adding(self.finder, said).drafts(intent)
            return
        for rows in (*self.finder.lists, None):
            if isinstance(intent, DeedAll | FlagAll | Count | ListAll):
                if rows is not None:
                    yield from Loops(self.finder, rows, said).drafts(intent)
                continue
            title = getattr(intent, "title", "")
            row = self.finder.row(rows, said.get(title, title))
            for draft in self._of_one(intent, rows, said):
                yield draft.about(row)

    def _of_one(self, intent: Plain, rows: Rows | None, said: Said) -> Iterator[Draft]:
        finder = self.finder
        if isinstance(intent, Exists):
            yield Draft((), f"{ROW}.exists", "yes_no")
        elif isinstance(intent, Show):
            yield Draft((f"{ROW}.open()",))
        elif isinstance(intent, SetFlag):
            for control in self._controls(f"flag.{intent.flag}", rows):
                yield from switching(finder, control, intent.on)
        elif isinstance(intent, AskFlag):
            for control in self._controls(f"flag.{intent.flag}", rows):
                yield from asking(control)
        elif isinstance(intent, ReadField):
            for control in self._controls(f"field.{intent.field}", rows):
                yield from reading(control)
        elif isinstance(intent, SetField):
            kind = next(f.kind for f in self.thing.fields if f.key == intent.field)
            value = as_written(intent.value, kind, said)
            for control in self._controls(f"field.{intent.field}", rows):
                yield from putting(finder, control, value, kind, intent.value)
            if kind == "choice":
                options = next(f.values for f in self.thing.fields if f.key == intent.field)
                for place in finder.places(rows):
                    if place.screen is not None:
                        yield from picking(finder, place.before, place.screen, options, value)
        elif isinstance(intent, DoDeed):
            for control in self._controls(f"deed.{intent.deed}", rows):
                yield from doing(finder, control)
        elif self.thing.parts is not None:
            yield from OfParts(finder, rows, self.thing.parts, said).drafts(intent)

    def _controls(self, path: str, rows: Rows | None) -> Iterator[Control]:
        return self.finder.of_thing(path, rows)


def doing(finder: Finder, control: Control) -> Iterator[Draft]:
    """Tap it, and confirm what it asks."""
    confirm: tuple[str, ...] = ()
    if control.screen is not None and control.element is not None:
        confirm = finder.ground.confirmation(control.screen.name, control.element.name)
    if control.kind in (Kind.BUTTON, Kind.TEXT, None):
        yield with_control(control, f"{control.at}.tap()", *confirm)


def as_written(value: str, kind: str, said: Said) -> str:
    """A value as a script has it: options as the app has them, dates and times as the person said them, numbers in digits."""
    return said.get(value, value) if kind in ("date", "time") else value


def _within(value: str, others: Iterable[str]) -> bool:
    """Whether one of the others has it in it, and more."""
    return any(value in other and value != other for other in others)


class Loops:
    """Over all rows of a list."""

    def __init__(self, finder: Finder, rows: Rows, said: Said) -> None:
        self.finder, self.rows, self.said = finder, rows, said
        self.thing = finder.blueprint.domain.thing
        self.var = rows.variable(finder.doc)
        self.every = f"{rows.screen}.{rows.all.example}"
        self.head = f"for {self.var} in {self.every}:"
        self.title = f"{self.var}.{rows.title.name}" if rows.title else f"{self.var}.text"

    def drafts(self, intent: DeedAll | FlagAll | Count | ListAll) -> Iterator[Draft]:
        conditions = list(self._conditions(intent.where))
        if isinstance(intent, Count):
            for before, test, guessed in conditions:
                yield self._count(before, test, guessed)
        elif isinstance(intent, ListAll):
            for before, test, guessed in conditions:
                yield self._list(before, test, guessed)
        else:
            acts = list(self._acts(intent))
            for before, test, guessed in conditions:
                for act in acts[:4]:
                    yield self._act(before, test, act, guessed)

    def _conditions(self, where: Where) -> Iterator[tuple[tuple[str, ...], str, bool]]:
        """Lines that a row needs before it can be asked, the test, and whether it is guessed."""
        but = self._but(where.but)
        if not where.path:
            yield (), but, False
            return
        kind, _, key = where.path.partition(".")
        for control in self.finder.of_thing(where.path, self.rows):
            before = tuple(put_row(line, self.var) for line in control.before)
            at = put_row(control.at, self.var)
            for test in self._tests(control, at, kind, where):
                yield before, " and ".join(one for one in (test, but) if one), control.guessed
        if kind == "field":
            said = as_written(where.value, self._kind(key), self.said)
            for test in self._holds(key, said, f"{self.var}.text"):
                yield (), " and ".join(one for one in (test, but) if one), False

    def _but(self, title: str) -> str:
        """A row's title is another than this."""
        if not title:
            return ""
        said = literal(self.said.get(title, title))
        if not _within(title, self.thing.title.values):
            return f"{said} not in {self.title}"
        return f"{self.title} != {said}" if self.rows.title else f'{said} not in {self.title}.split(", ")'

    def _holds(self, key: str, value: str, at: str) -> Iterator[str]:
        """A value stands in what is read, and no other one that it is part of: "Work" where there is "Work out", too."""
        field = next(one for one in self.thing.fields if one.key == key)
        if field.kind in ("date", "time") or not _within(value, field.values):
            yield f"{literal(value)} in {at}"
            return
        for form in dict.fromkeys((value, f"{value} {field.unit}".strip())):
            yield f"{at} == {literal(form)}"
            yield f'{literal(form)} in {at}.split(", ")'

    def _tests(self, control: Control, at: str, kind: str, where: Where) -> Iterator[str]:
        if kind == "flag":
            for draft in asking(control):
                yield put_row(draft.answer, self.var)
            return
        key = where.path.partition(".")[2]
        value = as_written(where.value, self._kind(key), self.said)
        for draft in reading(control):
            yield from self._holds(key, value, put_row(draft.answer, self.var))

    def _kind(self, key: str) -> str:
        return next(f.kind for f in self.thing.fields if f.key == key)

    def _count(self, before: tuple[str, ...], test: str, guessed: bool) -> Draft:
        if not test:
            return Draft((), f"len({self.every})")
        if not before:
            return Draft((), f"len([{self.var} for {self.var} in {self.every} if {test}])", guessed=guessed)
        inside = indented((*before, f"if {test}:", *indented(("count += 1",))))
        return Draft(("count = 0", self.head, *inside), "count", guessed=guessed)

    def _list(self, before: tuple[str, ...], test: str, guessed: bool) -> Draft:
        if not before:
            tested = f" if {test}" if test else ""
            return Draft((), f'", ".join([{self.title} for {self.var} in {self.every}{tested}])', guessed=guessed)
        # once it is open the row is no more in front: its words are kept before
        inside = indented((f"title = {self.title}", *before, f"if {test}:", *indented(("found.append(title)",))))
        return Draft(("found = []", self.head, *inside), '", ".join(found)', guessed=guessed)

    def _acts(self, intent: DeedAll | FlagAll) -> Iterator[Draft]:
        path = f"deed.{intent.deed}" if isinstance(intent, DeedAll) else f"flag.{intent.flag}"
        for control in self.finder.of_thing(path, self.rows):
            made = (
                doing(self.finder, control)
                if isinstance(intent, DeedAll)
                else switching(self.finder, control, intent.on)
            )
            for draft in made:
                yield draft.about(self.var)

    def _act(self, before: tuple[str, ...], test: str, act: Draft, guessed: bool) -> Draft:
        # what the test opened needs no opening again
        lines = act.lines[len(before) :] if before and act.lines[: len(before)] == before else act.lines
        body = (*before, *((f"if {test}:", *indented(lines)) if test else lines))
        return Draft((self.head, *indented(body)), guessed=guessed or act.guessed)


@dataclass(frozen=True)
class Adding:
    """One more thing: a form filled in on one screen or on two, or a field above the list."""

    finder: Finder
    said: Said

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
        of_one = Things(self.finder)
        for screen in self._forms():
            for begun in islice(
                self._filled(screen, {self.finder.blueprint.domain.thing.title.key: intent.title}, 0), 2
            ):
                ways = [
                    list(islice(of_one.drafts(SetField(intent.title, key, value), self.said), _ALTERNATIVES))
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
