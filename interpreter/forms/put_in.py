"""What the script has put into forms and not saved yet: what consent is asked with, what navigation must not lose, and what stood
there before, to be put back where it is not to be kept.

Knows only what was done through this run. A screen is a form where its doc names what saves it. What stood there is written down
right before anything is put in, so that a run that is stopped in the middle knows of it, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from apidocs.doc import Element, Kind, Screen
from apidocs.doc.buttons import says_it_saves
from apidocs.doc.committing import adds_beside, committing
from apidocs.doc.words import cut
from phones.hierarchy import Node

from ..calls import Call, Outcome
from ..calls.errors import CallFailed
from ..screen.options import chosen_on
from ..screen.states import Spot, field_at, field_text, is_on, value_of

PutKind = Literal["text", "switch", "choice"]
_KINDS: dict[str, PutKind] = {
    "set_text": "text",
    "append_text": "text",
    "turn_on": "switch",
    "turn_off": "switch",
    "choose": "choice",
}


@dataclass(eq=False)
class Draft:
    """One value put in."""

    call: Call
    outcome: Outcome
    kind: PutKind
    screen: Screen | None
    element: Element | None
    """Of the doc; None where it was found by its words."""
    node: Node
    """What it was put into, as it was then."""
    before: str | None
    """What stood there; `on` or `off` of a switch. None where it can't be told: a password."""
    value: str | None = None
    """What was put in; None where it isn't known: the run was stopped in the middle, or it is a secret."""
    left: bool = False
    """Another page has been in front since: what stands in such a field may be another thing's."""

    @property
    def key(self) -> tuple[str, str]:
        """As `forms.Forms` knows it: the screen and the name of the field."""
        ref = self.call.ref
        return (self.screen.name if self.screen is not None else ""), ref.part or ref.element or ref.found


def draft_of(call: Call, outcome: Outcome, screen: Screen | None, element: Element | None, spot: Spot) -> Draft | None:
    """What is to be remembered before a value is put in at a spot; None where nothing can be put back there."""
    kind = _KINDS.get(call.op)
    if kind is None or call.ref.row:
        return None  # what is set in a row of a list holds at once
    node, before = field_at(spot) if kind == "text" else spot.node, stands_there(kind, spot, element)
    if node is None:
        return None  # it opens another screen first, with the real one
    if kind == "choice" and not before or kind == "text" and node.password and before:
        before = None  # it isn't shown
    return Draft(call, outcome, kind, screen, element, node, before)


def stands_there(kind: PutKind, spot: Spot, element: Element | None) -> str | None:
    """What a field or a choice holds, or how a switch stands, `on` or `off`; None where that can't be told."""
    if kind == "choice":
        return chosen_on(spot.node, element) or value_of(spot)
    if kind == "text":
        field = field_at(spot)
        return field_text(field) if field is not None else None
    on = is_on(spot)
    return None if on is None else "on" if on else "off"


def since_origin(drafts: Sequence[Draft]) -> list[Draft]:
    """Of all that was put into one field in turn, what belongs to the thing in it now: where a later one met something else
    than the one before had put in, that was another thing's field."""
    found = [drafts[-1]]
    for earlier in reversed(drafts[:-1]):
        if earlier.value is None or earlier.value != found[0].before:
            break
        found.insert(0, earlier)
    return found


@dataclass
class Entry:
    """One value put in."""

    screen: str
    element: str
    value: str
    unsaved: bool
    """Whether leaving the screen would lose it."""
    save: str
    """The element of its screen that saves it; empty where none is known."""
    replaced: str = ""
    """What the field held before the script's first value went into it."""
    added: str = ""
    """The text that was added to what the field held; empty where the value took its place."""
    keeps: bool = False
    """Whether leaving the screen may keep it, as nothing on it saves."""

    @property
    def said(self) -> str:
        """`title = "Milk"`, for a question."""
        return f'{self.element} + "{self.added}"' if self.added else f'{self.element} = "{self.value}"'

    @property
    def lines_replaced(self) -> int:
        """How many lines of it are lost once the form is saved; 0 where the old text still stands in the new one."""
        if not self.replaced.strip() or self.replaced.strip() in self.value:
            return 0
        return sum(bool(line.strip()) for line in self.replaced.splitlines())


def _is_form(screen: Screen, element: Element | None) -> bool:
    """Whether what is set there waits to be saved: a switch on a page of settings holds at once, whatever can be sent there."""
    if element is None or element.commit or element.kind in (Kind.INPUT, Kind.LIST):
        return True
    return any(e.commit or e.kind is Kind.INPUT for e in screen.elements)


def _save_of(screen: Screen | None, element: Element | None, switch: bool) -> Element | None:
    """What saves a value. Of what the doc doesn't name no button that only adds what its field holds; of a row's part, and of a
    `switch` or a choice, only one that says it saves."""
    if screen is None or not _is_form(screen, element):
        return None
    save = committing(screen, element)
    if save is None or element is not None:
        return save
    return None if adds_beside(screen, save) or switch and not says_it_saves(save.said) else save


class Forms:
    """Values put in since the last save."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self.drafts: list[Draft] = []
        """All that was put in, with what stood there before; see `unkept`."""
        self._refusals: dict[str, str] = {}
        """What the app said when a form was to be saved and it didn't take it, by screen."""

    def put(
        self,
        screen: Screen | None,
        element: Element | None,
        name: str,
        value: str,
        replaced: str | None = None,
        added: str = "",
        *,
        keeps: bool = False,
        row: bool = False,
    ) -> None:
        """Note a value; it takes the place of an earlier one of the same field. `replaced` is what the field held, `added` what
        of the value was put after it; `keeps`, see `keeping`; `row`: it is a part of a list's row."""
        where = screen.name if screen else ""
        self._refusals.pop(where, None)
        before = next((e for e in self._entries if (e.screen, e.element) == (where, name)), None)
        pending = before is not None and (before.unsaved or before.keeps)
        lost = before.replaced if before is not None and pending else replaced or ""
        self._entries = [e for e in self._entries if e is not before]
        save = _save_of(screen, element, row or replaced is None)
        saved_by = save.name if save else ""
        self._entries.append(Entry(where, name, value, save is not None, saved_by, lost, added, keeps and not saved_by))

    def saved_by(self, screen: str, element: Element | None, *, asks: bool) -> list[Entry]:
        """The values that a press would save: on what is known to save them, or on something found by its words that
        `asks` for consent."""
        if element is None:
            return self.unsaved(screen) if asks and screen else []
        return [e for e in self.unsaved(screen) if screen and e.save == element.name]

    def pressed(self, screen: str, element: str) -> None:
        """The script pressed something: what that saves is saved."""
        kept = [e for e in self._entries if (e.screen, e.save) != (screen, element) or not element]
        gone = {(e.screen, e.element) for e in self._entries} - {(e.screen, e.element) for e in kept}
        ended = {d.key for d in self.drafts if gone and d.key[0] == screen and d.outcome.status != "ok"}
        self.drafts = [d for d in self.drafts if d.key not in gone | ended]
        self._entries = kept

    def refused(self, screen: str, said: str) -> None:
        """What was pressed on a screen did nothing but have the app say that it doesn't take what was put in."""
        self._refusals[screen] = said

    def saved(self) -> None:
        """Everything was saved or sent, or is in no form any more."""
        self._entries.clear()
        self.drafts.clear()

    def left(self, screen: str) -> None:
        """The screen was left on purpose: what was put in there is still shown, and no longer held to be at risk."""
        self.went_on(screen)
        for entry in self._entries:
            if entry.screen == screen:
                entry.keeps = False

    def went_on(self, screen: str) -> None:
        """The script went on from the screen by something on it: what it put in there may still stand below, or go with it."""
        for entry in self._entries:
            if entry.screen == screen:
                entry.unsaved = False

    def standing(self) -> list[Entry]:
        """Values that leaving their screens may keep."""
        return [e for e in self._entries if e.keeps]

    def kept(self, entries: Sequence[Entry]) -> None:
        """The person consented to these, and their screens were left."""
        gone = {(e.screen, e.element) for e in entries}
        self._entries = [e for e in self._entries if (e.screen, e.element) not in gone]
        self.drafts = [d for d in self.drafts if d.key not in gone]

    def unsaved(self, screen: str = "") -> list[Entry]:
        """Values that leaving would lose: of one screen, or of all."""
        return [e for e in self._entries if e.unsaved and (not screen or e.screen == screen)]

    def unkept(self) -> list[Draft]:
        """What was put in and nothing has saved, and what was just being put in when the run was stopped; in order."""
        there = {(e.screen, e.element) for e in self._entries}
        return [d for d in self.drafts if d.key in there or d.outcome.status != "ok"]

    def came_to(self, screen: Screen) -> None:
        """A page of the doc's came to the front."""
        for draft in self.drafts:
            if screen.kind == "page" and draft.screen is not None and draft.screen.name != screen.name:
                draft.left = True

    def put_in(self, screen: str) -> list[Entry]:
        """Values put in on a screen since the last save, in order."""
        return [e for e in self._entries if e.screen == screen]

    def keep(self, screen: Screen | None, doc_screen: Screen | None) -> None:
        """Refuse to go from `screen` to `doc_screen` where that would lose input. Raises CallFailed.

        A dialog or a menu opens over the form and loses nothing; an unknown screen may be anything.
        """
        if doc_screen is not None and doc_screen.kind in ("dialog", "menu"):
            return
        at_risk = self.unsaved(screen.name) if screen else self.unsaved()
        if not at_risk:
            return
        form = at_risk[0].screen
        held = ", ".join(e.said for e in at_risk)
        if form in self._refusals:
            said = cut(self._refusals[form])
            raise CallFailed(f'{form} wasn\'t saved ({held}): the app says "{said}"')
        way = f"{form}.{at_risk[0].save}.tap()"
        raise CallFailed(f"{form} holds input that isn't saved ({held}). First: {way}, or leave it on purpose: back()")
