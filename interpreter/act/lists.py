"""The lists of a run: each one's rows by their text, in another list or within a row where the one that was named hasn't them,
and the row that the task itself names."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from apidocs.doc import AppDoc, Effect, Element, Screen
from apidocs.doc.paths import HARMLESS
from ground import moments
from phones.hierarchy import Node
from sessions.titles import Listed

from ..calls import ABSENT, Ref
from ..calls.errors import CallFailed
from ..find.loading import loads, when_filled
from ..find.navigating import Navigator
from ..find.near_rows import same_words
from ..find.rows import NoSuchRow, RowList
from ..find.shown_rows import own_app, titles_of
from ..proof.of_run import Proofs
from ..screen.front import Front, Sight
from ..screen.matching import plain_words, quoted, says_title
from ..screen.shown_effect import refuse_hidden

_LED_IN = re.compile(r"^(?:(?:about|by|called|from|named|of|on|the|titled|with|my|our)\s+)+", re.IGNORECASE)
"""What leads over to a thing's name in a sentence and isn't part of it: "about the school trip"."""
_TO_A_PLACE = r"\b(?:in|into|from|to|under|within|on|of) (?:the |my |our )?"
"""What leads over to where something is, in plain words: "from the recents"."""
_PARTS = re.compile(r"[,.;:!?]|\b(?:and|but)\b", re.IGNORECASE)
_NEGATED = re.compile(r"n[’']t\b|\b(?:not|no|never|nothing|none|without|except|besides|dont)\b", re.IGNORECASE)
"""A part of a sentence with one of these says where something isn't meant."""
MOST_TWINS = 2
"""Lists that are looked through besides for a row: of the same things, on the same screen, on pages that the task names."""
_Read = TypeVar("_Read")
_DEEP = 3
"""Folders within each other that are opened for a row."""


class Lists:
    """Every list that a run has met, so that its rows are known again."""

    def __init__(self, front: Front, navigator: Navigator, doc: AppDoc, task: str, proofs: Proofs) -> None:
        self._front = front
        self._navigator = navigator
        self._doc = doc
        self._task = task
        self._proofs = proofs
        self._met: dict[tuple[str, str], RowList] = {}
        self._unsure: dict[tuple[str, str], NoSuchRow] = {}
        """Of each row that was taken and is only likely the one that was meant, by what it was asked for by and its key, why;
        until the person has said that it is."""
        self._meant: set[tuple[str, str]] = set()
        """Those of which they have said so."""

    def of(self, screen: Screen, element: Element) -> RowList:
        """One list. Raises CallFailed where the doc doesn't describe its rows."""
        key = (screen.name, element.name)
        if key not in self._met:
            self._met[key] = RowList(self._front, self._navigator, screen, element)
        return self._met[key]

    def listed(self) -> list[Listed]:
        """What the lists that were read said when they were read last."""
        return [
            Listed(app, rows.name, titles_of(rows.called), rows.all_seen)
            for rows in self._met.values()
            if rows.called is not None and (app := own_app(self._doc, rows.screen.name))
        ]

    def all(self, screen: Screen, element: Element) -> list[Ref]:
        """Every row of one list, written down as looked through. Raises CallFailed."""
        rows = self.of(screen, element)
        try:
            return self._filled(rows, rows.all)
        finally:
            self._proofs.looked_through(rows)

    def named(self, screen: Screen, element: Element, text: str) -> Ref:
        """The row with this text, be it in another list of the screen, or of the same things elsewhere: favourites are a
        part of all contacts. Where none says it, one that alone has all its words, or comes nearest and lacks some of them, is
        taken and `unsure`: it may be read, and is asked about before anything is done to it. Raises CallFailed."""
        try:
            found = self._surely(screen, element, text)
            rows = self._met.get((found.screen, found.element))
            if rows is None or found.row not in rows.unlike:
                return found
            error = NoSuchRow(
                f'No row of {rows.name} says "{text}". Did you mean "{found.row_text}"?', (), found, told=True
            )
        except NoSuchRow as none:
            if none.likely is None:
                raise
            found, error = none.likely, none
            self._front.note(f'took the row "{found.row_text}" for "{text}" (all its words)')
        if (text, found.row) not in self._meant:
            self._unsure[text, found.row] = error
        return found

    def unsure(self, *, told: bool) -> list[NoSuchRow]:
        """Why each row that was taken and is only likely the one meant may be another; `told`: the person is about to be asked
        with what a row was taken for."""
        return [error for error in self._unsure.values() if not (told and error.told)]

    def is_meant(self, error: NoSuchRow) -> None:
        """The person has said that the row of an `unsure` is the one."""
        self._meant |= {at for at, one in self._unsure.items() if one is error}
        self._unsure = {at: one for at, one in self._unsure.items() if one is not error}

    def _surely(self, screen: Screen, element: Element, text: str) -> Ref:
        rows = self.of(screen, element)
        try:
            return self._named(rows, text)
        except NoSuchRow:
            for other, its in self._others(screen, element):
                try:
                    found = self._named(self.of(other, its), text)
                except CallFailed:
                    continue
                self._front.note(f"no such row in {rows.name}; taken from {other.name}.{its.name}")
                return found
            within = self._within(rows, text)
            if within is not None:
                return within
            bare = _LED_IN.sub("", text)
            if bare and bare != text:
                with suppress(NoSuchRow):
                    return self._named(rows, bare)
            raise

    def whether(self, screen: Screen, element: Element, text: str) -> Ref:
        """The row with this text, or one that has its words in another form ("bikes", and "Bike repair"), or one that isn't there,
        where its list was looked through whole. Raises CallFailed where that could not be, where several rows fit, and where
        one has some of the words: it may be the one."""
        try:
            found = self._surely(screen, element, text)
            rows = self._met.get((found.screen, found.element))
            if rows is None or found.row not in rows.unlike or same_words(text, found.row_text):
                return found
            raise CallFailed(
                f'Whether {rows.name} has "{text}" isn\'t sure: "{found.row_text}" comes nearest. Say its whole name.'
            )
        except NoSuchRow as none:
            if len(none.having) == 1:
                self._front.note(f'took the row "{none.having[0].row_text}" for "{text}" (all its words)')
                self._unsure[text, none.having[0].row] = none
                return none.having[0]
            if none.having or not self.of(screen, element).all_seen:
                raise
            rows = self.of(screen, element)
            if (one := rows.on_day(text)) is not None:
                self._front.note(f'took the row "{one.row_text}" for "{text}" (its days)')
                self._unsure[text, one.row] = none
                return one
        if moments.read(text) is not None and rows.tells_no_moment:
            raise CallFailed(
                f'Whether there is one for "{text}" can\'t be told by {rows.name}: none of its rows says a day or a time, they are '
                f"{quoted(rows.called or ())}."
            )
        return Ref(screen.name, element.name, row=ABSENT, row_text=text)

    def _named(self, rows: RowList, text: str) -> Ref:
        try:
            return self._filled(rows, lambda: rows.named(text))
        finally:
            self._proofs.looked_through(rows, asked=text)

    def _filled(self, rows: RowList, read: Callable[[], _Read]) -> _Read:
        """What is read of a list, read again where the list was still being filled; a row that was found is found. Raises
        CallFailed."""

        def loading(sight: Sight, found: _Read | None) -> bool:
            return not isinstance(found, Ref) and loads(sight, rows)

        return when_filled(self._front, rows.name, read, loading)

    def _others(self, screen: Screen, element: Element) -> list[tuple[Screen, Element]]:
        beside = [(screen, e) for e in screen.elements if e.item is not None and e is not element]
        pages = [one for one in self._doc.screens if one.kind == "page" and one.package == screen.package]
        pages = [page for page in pages if page is not screen]
        said = [(page, e) for page in pages if self._is_said(page) for e in page.elements if e.item is not None]
        item = element.item.name if element.item is not None else ""
        pages.sort(key=lambda page: page.name != self._doc.start)
        twins = [(page, e) for page in pages for e in page.elements if e.item is not None and e.item.name == item]
        found = [*said[:MOST_TWINS], *beside[:MOST_TWINS], *twins[:MOST_TWINS]]
        return [pair for at, pair in enumerate(found) if all(pair[1] is not other for _, other in found[:at])]

    def _is_said(self, screen: Screen) -> bool:
        """Whether the task says that what is meant is there: "in the recents"."""
        called = {plain_words(screen.title), plain_words(screen.name.replace("_", " "))} - {""}
        parts = [plain_words(part) for part in _PARTS.split(self._task) if not _NEGATED.search(part)]
        return any(re.search(rf"{_TO_A_PLACE}{re.escape(one)}\b", part) for one in called for part in parts)

    def _within(self, rows: RowList, text: str) -> Ref | None:
        """The row in what other rows of the list hold, where rows were seen to open a list of their own like: folders. Only those
        are opened that the task names. None where it isn't there; then the list is as it was."""
        listed = (rows.screen.name, rows.element.name)
        nests = any(
            (t.source, t.element, t.action, t.target) == (*listed, "open", listed[0]) for t in self._doc.transitions
        )
        if not nests or rows.item.effect not in HARMLESS:
            return None
        opened = 0
        while opened < _DEEP and (node := self.row_of_task(rows.screen, rows.element)) is not None:
            before = self._front.look()
            refuse_hidden(self._doc, before.hierarchy, node, Effect.NAVIGATE)
            after = self._front.tap(node, Effect.NAVIGATE)
            if after.name != rows.screen.name or after.signature == before.signature:
                self._navigator.go(rows.screen)  # that was no folder
                break
            opened += 1
            with suppress(NoSuchRow):
                return self._named(rows, text)
        for _ in range(opened):
            self._front.key("back")
        return None

    def row_of_task(self, screen: Screen, element: Element) -> Node | None:
        """The one row whose title stands in the task, brought into view; None where there is none, or several."""
        try:
            rows = self.of(screen, element)
            named = [ref for ref in rows.all() if says_title(self._task, ref.row_text)]
            longest = max((len(ref.row_text) for ref in named), default=0)
            named = [ref for ref in named if len(ref.row_text) == longest]
            if len(named) != 1:
                return None
            spot = rows.bring(named[0])
        except CallFailed:
            return None
        self._front.note(f'took the row "{named[0].row_text}", which the task names')
        return spot.node
