"""What rows said when they were read, and whether the script's own acts leave that standing.

A script reads a row's texts without another look at the phone. Once it has done something to a row, or on the row's page, or in
what it opened of it, the row may say something else: its texts are asked for again then. What a row is called stays, since it is
how the row is known. Knows the script and the doc, and not the phone.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import replace

from apidocs.doc import AppDoc, Effect
from apidocs.doc.api import FOUND, METHODS, ROW
from apidocs.doc.effects import severity

from ..calls import Call, Ref
from ..calls.declared import declared
from ..reading.members import Members
from ..reading.scripts import Source

_ACTS = frozenset(m.name for ms in (*METHODS.values(), ROW, FOUND) for m in ms if m.acts)
_MAY_CHANGE = _ACTS | {"enter", "do"}
_Row = tuple[str, str, str]


class RowTexts:
    """The texts of the rows of one run."""

    def __init__(self, doc: AppDoc, members: Members, source: Source) -> None:
        self._doc, self._members = doc, members
        self._acts = _acts(source.tree)
        self._at_once = _read_in_callbacks(source.tree)
        """The names that have to be at hand, whatever they say by now: within a callback nothing can be asked."""
        self._said: dict[_Row, dict[str, str]] = {}
        self._old: dict[_Row, set[str]] = {}
        """The rows that may say something else by now, and which of their parts were seen to since."""
        self._opened: _Row | None = None
        """The row that the script went into last."""
        self._page = ""
        """The page on which it used something that is no row: what a menu or a dialog over it does may change all its rows."""

    def met(self, ref: Ref) -> None:
        """A row was read from its list."""
        row = _row(ref)
        self._said[row] = dict(ref.texts)
        self._old.pop(row, None)

    def sent(self, ref: Ref) -> Mapping[str, str]:
        """The texts that go along with a row's handle, and are read without being asked for: all of them where the script does
        nothing to the phone."""
        title = self._title(ref)
        return {n: text for n, text in ref.texts if not self._acts or n == title or n in self._at_once}

    def at_hand(self, ref: Ref) -> str | None:
        """What a part of a row said, where nothing was done since that may have changed it; None where that has to be asked for."""
        row = _row(ref)
        stands = ref.part in self._old.get(row, {ref.part}) or ref.part == self._title(ref)
        return self._said.get(row, {}).get(ref.part) if stands else None

    def asked(self, ref: Ref) -> Ref:
        """A part of a row whose text is asked for again, with what it said last."""
        said = self._said.get(_row(ref))
        return replace(ref, texts=tuple(said.items())) if said is not None else ref

    def read(self, ref: Ref, text: str) -> None:
        """A part of a row was asked for again."""
        said = self._said.get(_row(ref), {})
        if said.get(ref.part, text) != text:
            said[ref.part] = text
            self._old.get(_row(ref), set()).add(ref.part)

    def acted(self, call: Call) -> None:
        """The script calls something: where that is an act, what may say something else by now is what it is done to."""
        if call.op not in _MAY_CHANGE:
            return
        ref, effect = call.ref, declared(call.ref, call.op, self._doc)
        if ref.row:
            self._page = ""
            if not ref.part:
                self._opened = _row(ref)
            if ref.part or severity(effect) > severity(Effect.NAVIGATE):
                self._old[_row(ref)] = set()
            return
        screen = self._doc.screen(ref.screen)
        if screen is not None and screen.kind == "page" and (ref.element or ref.found):
            self._page = screen.name
        if severity(effect) > severity(Effect.INPUT) or call.op == "enter" or self._leads_nowhere(ref, effect):
            page = ref.screen if screen is not None and screen.kind == "page" else self._page
            self._old |= {row: set() for row in self._said if row[0] == page or row == self._opened}

    def _leads_nowhere(self, ref: Ref, effect: Effect) -> bool:
        """Whether a button isn't known to lead to a screen, so that it is there to do something."""
        if not ref.element or effect is not Effect.NAVIGATE:
            return False
        return all((t.source, t.element) != (ref.screen, ref.element) for t in self._doc.transitions)

    def _title(self, ref: Ref) -> str:
        rows = self._members.table.rows(ref.screen, ref.element)
        return rows.item.title if rows is not None else ""


def _row(ref: Ref) -> _Row:
    return ref.screen, ref.element, ref.row


def _acts(tree: ast.Module | None) -> bool:
    """Whether a script does anything to the phone; of a text that isn't Python nobody can say."""
    return tree is None or any(isinstance(n, ast.Attribute) and n.attr in _ACTS for n in ast.walk(tree))


def _read_in_callbacks(tree: ast.Module | None) -> frozenset[str]:
    """The names after a dot in functions that are handed to a method: `rows.sort(key=lambda r: r.date)`."""
    if tree is None:
        return frozenset()
    named: dict[str, ast.AST] = {n.name: n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
    for n in ast.walk(tree):
        if isinstance(n, ast.Assign) and isinstance(n.value, ast.Lambda):
            named |= {target.id: n.value for target in n.targets if isinstance(target, ast.Name)}
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)]
    handed = [arg for call in calls for arg in (*call.args, *(k.value for k in call.keywords))]
    functions = [named.get(one.id) if isinstance(one, ast.Name) else one for one in handed]
    callbacks = [one for one in functions if isinstance(one, ast.Lambda | ast.FunctionDef)]
    return frozenset(n.attr for one in callbacks for n in ast.walk(one) if isinstance(n, ast.Attribute))
