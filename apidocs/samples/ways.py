"""What a script has to write out to stand on a screen, and to finish what it does there.

Harmless ways are taken without the script, so they are no lines of it. Lines are: the row that has to be opened, a button
that does something on the way ("Delete" before its confirmation), the button that saves what was filled in.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from ..doc import AppDoc, Element, Kind, Screen, Transition
from ..doc.committing import committing, goes_on_with
from ..doc.effects import asks
from ..doc.paths import HARMLESS, effect_of_step, route, starts
from ..doc.table import ApiTable, Rows, api_names, plain_elements, rows_of
from ..doc.words import words_of
from .phrasing import has, phrases


def literal(value: str) -> str:
    """A string as a script writes it."""
    return json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True)
class Way:
    """How a script gets to a screen."""

    before: tuple[str, ...] = ()
    rows: Rows | None = None
    """A row of this list has to be picked."""
    action: str = ""
    """`open` or `long_press` of the row, or `part.tap` of a part of it."""
    after: tuple[str, ...] = ()
    """Lines after the row was picked, or all of them where there is none."""

    def lines(self, arg: str = "") -> tuple[str, ...]:
        """The lines, for the row called `arg`."""
        if self.rows is None:
            return (*self.before, *self.after)
        return (*self.before, f"{row(self.rows, arg)}.{self.action}()", *self.after)

    def loop(self, variable: str) -> tuple[str, ...]:
        """The lines for a row that a loop has at hand."""
        return (f"{variable}.{self.action}()", *self.after)


def row(rows: Rows, arg: str) -> str:
    """One row by its text, as a script writes it."""
    return f"{rows.screen}.{rows.item.name}({literal(arg)})"


class Ground:
    """A doc with its ways worked out."""

    def __init__(self, doc: AppDoc) -> None:
        self.doc = doc
        self.table: ApiTable = api_names(doc)
        self.taps: dict[tuple[str, str], Screen] = {}
        """Where a tap on an element mostly leads."""
        often: dict[tuple[str, str], int] = {}
        for step in doc.transitions:
            key, target = (step.source, step.element), doc.screen(step.target)
            if step.action == "tap" and target and step.source != step.target and step.seen > often.get(key, 0):
                often[key], self.taps[key] = step.seen, target
        self.steps: dict[str, tuple[Element, Screen]] = {}
        """By a form's screen: what leads on to its next step, and that; nobody gets there who hasn't filled in the first."""
        for screen in doc.screens:
            button = goes_on_with(screen)
            if button is not None and (target := self.taps.get((screen.name, button.name))):
                self.steps[screen.name] = button, target
        self._distances: dict[str, tuple[int, bool]] = {}
        self.ways = self._ways()

    def screens(self) -> list[Screen]:
        """The app's own screens that a script can get to, in the doc's order."""
        apps = {"", *starts(self.doc)}
        own = (s for s in self.doc.screens if s.package in apps and not s.serves)
        return [s for s in own if s.name in self.ways]

    def is_form(self, screen: Screen) -> bool:
        """Whether something is filled in there and then saved or sent, be it on its next step."""
        saved = self.commit(screen) is not None or screen.name in self.steps
        return any(e.kind is Kind.INPUT for e in screen.elements) and saved

    def commit(self, screen: Screen, element: Element | None = None) -> Element | None:
        """The button that saves or sends what was changed on the screen; None where changes hold at once."""
        return committing(screen, element)

    def confirmation(self, screen: str, element: str) -> tuple[str, ...]:
        """The tap that confirms, where tapping the element brings up a dialog that only asks."""
        dialog = self.taps.get((screen, element))
        only_asks = (Kind.BUTTON, Kind.TEXT, Kind.TOGGLE)  # a switch may say "don't ask again"
        if dialog is None or dialog.kind != "dialog" or any(e.kind not in only_asks for e in dialog.elements):
            return ()
        sure = [e for e in _buttons(dialog) if asks(e.effect)]
        return (f"{dialog.name}.{sure[0].name}.tap()",) if sure else ()

    def saving(self, screen: Screen, element: Element | None = None) -> tuple[str, ...]:
        """The line that saves, with the confirmation that may follow."""
        if screen.name in self.steps:
            onward, target = self.steps[screen.name]
            later = self.saving(target) if target.name not in self.steps else ()
            return (f"{screen.name}.{onward.name}.tap()", *later) if later else ()
        button = self.commit(screen, element)
        if button is None:
            return ()
        lines = (f"{screen.name}.{button.name}.tap()", *self.confirmation(screen.name, button.name))
        return lines + self._saving_below(screen, button)

    def _saving_below(self, screen: Screen, button: Element) -> tuple[str, ...]:
        """The line that saves the form a dialog stood over: picking a time fills in the alarm, and doesn't save it."""
        opened = {t.source for t in self.doc.transitions if t.target == screen.name and t.action == "tap" and t.element}
        below = self.taps.get((screen.name, button.name))
        if below is None or below.kind != "dialog" or opened != {below.name}:
            return ()
        outer = self.commit(below)
        return (f"{below.name}.{outer.name}.tap()",) if outer is not None else ()

    def lists(self) -> list[Rows]:
        """Lists on screens that are got to without picking a row first; of several lists of the same things the one that
        holds all of them: the nearest to the start, and sooner one that doesn't show what was searched for."""
        found: dict[str, tuple[tuple[int, bool], Rows]] = {}
        for screen in self.screens():
            if self.ways[screen.name].rows is not None:
                continue
            rank = self.distance(screen.name)
            listed = list(rows_of(screen))
            # beside a list of things, one whose rows have no parts is a way back: the path on top of a folder
            told = [rows for rows in listed if rows.item.parts] or listed
            for rows in told:
                if rows.item.name not in found or rank < found[rows.item.name][0]:
                    found[rows.item.name] = (rank, rows)
        return [rows for _, rows in found.values()]

    def distance(self, name: str) -> tuple[int, bool]:
        """How far from the start a screen is, and whether it shows what was searched for: of lists of the same things the one
        with the least holds all of them."""
        screen = self.doc.screen(name)
        if name not in self._distances and screen is not None:
            way = route(self.doc, "", name)
            searched = any(has(e, "searching") for e in screen.elements if e.kind is Kind.INPUT)
            self._distances[name] = (99 if way is None else len(way), searched)
        return self._distances[name]

    def _cost(self, way: Way) -> tuple[bool, int, int, bool]:
        """Ways without a row first, then short ones, then those by the list that holds all of the things."""
        far = self.distance(way.rows.screen) if way.rows is not None else (0, False)
        return (way.rows is not None, len(way.before) + len(way.after), *far)

    def _ways(self) -> dict[str, Way]:
        begin = [s for name in starts(self.doc).values() if (s := self.doc.screen(name))]
        ways = {s.name: Way() for s in (begin or self.doc.screens)}
        changed = True
        while changed:  # few screens, and each gets better a few times at most
            changed = False
            for step in self.doc.transitions:
                way = self._onward(step, ways[step.source]) if step.source in ways else None
                if (
                    way
                    and self.doc.screen(step.target)
                    and (step.target not in ways or self._cost(way) < self._cost(ways[step.target]))
                ):
                    ways[step.target] = way
                    changed = True
        return ways

    def _onward(self, step: Transition, way: Way) -> Way | None:
        screen, target = self.doc.screen(step.source), self.doc.screen(step.target)
        if screen is None or target is None or not step.element:
            return None
        rows = self.table.rows(step.source, step.element)
        if rows is not None:
            if way.rows is not None or step.action not in ("open", "long_press", "tap", "part"):
                return None
            part = rows.item.opening(step.target) if step.action == "part" else None
            if step.action == "part" and part is None:
                return None
            action = f"{part.name}.tap" if part is not None else "long_press" if step.action == "long_press" else "open"
            return Way(before=way.lines(), rows=rows, action=action)
        effect = effect_of_step(self.doc, step)
        if step.action != "tap" or effect is None:
            return None
        if step.source in self.steps and self.steps[step.source][0].name == step.element:
            return None
        line = f"{step.source}.{step.element}.tap()"
        if effect in HARMLESS:
            # with a row at hand it is shown where to go on; without, the way is found by itself
            return replace(way, after=(*way.after, line)) if way.rows and target.kind != "page" else way
        saves = self.commit(screen)
        if not asks(effect) or (saves is not None and saves.name == step.element):
            return None
        return replace(way, after=(*way.after, line))


def _buttons(screen: Screen) -> list[Element]:
    return [
        e
        for e in plain_elements(screen)
        if e.kind is Kind.BUTTON
        and not set(words_of(e.label)) & (phrases().skip - {"ok", "done", "yes", "confirm", "next", "continue"})
    ]
