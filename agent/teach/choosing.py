"""A choice while it stands open: what was picked in it, and whether that was taken when it closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from apidocs.doc import Element, Screen
from interpreter.screen.front import Sight
from interpreter.screen.options import options_in

from .values import as_said


@dataclass(eq=False)
class Opened:
    """A choice that was opened on a page."""

    screen: Screen
    element: Element
    was: list[str]
    """What it showed before."""
    page: Sight
    picked: str = ""
    refused: bool = False
    """Whether the last thing touched takes back: Cancel, the back key."""

    @property
    def name(self) -> str:
        """As a script says it."""
        return f"{self.screen.name}.{self.element.name}"

    def pick(self, option: str) -> None:
        self.picked = option or self.picked


def option_at(opened: Opened, sight: Sight, x: int, y: int) -> str:
    """The words of the option at a pixel; empty where none is."""
    under = [o for o in options_in(sight.hierarchy, opened.page.hierarchy) if o.finger.bounds.contains(x, y)]
    return min(under, key=lambda o: o.finger.bounds.area).text if under else ""


def closed(opened: Opened, shown: list[str], today: date) -> str:
    """What was chosen, once the page is in front again and shows this; empty where nothing was."""
    if opened.refused and shown == opened.was:
        return ""
    known = opened.element.options
    if opened.picked and (not opened.refused or opened.picked in shown):
        return opened.picked
    new = [text for text in shown if text not in opened.was]
    said = next((text for text in new if text in known), new[0] if new else "")
    return as_said(opened.element, said, today) if said else ""
