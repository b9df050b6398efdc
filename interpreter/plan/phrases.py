"""What a plan speaks of, as a person would call it: things by the labels on the screen, values, tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from apidocs.doc import AppDoc, Element, Kind
from apidocs.doc.nouns import field_label, row_noun
from apidocs.doc.words import cut, plural
from interpreter.reading.scripts import parsed

from .tree import (
    Asked,
    Both,
    Chosen,
    Code,
    Collected,
    Compare,
    Count,
    Each,
    Either,
    Expr,
    Folded,
    Joined,
    Listed,
    Not,
    Nth,
    Read,
    Rows,
    Secret,
    Subject,
    Value,
    Variable,
)

MOST = 40
_CODE = 30
_NAMED = 3
"""Values of a list said one by one."""
_ORDER = {0: "first", 1: "second", 2: "third", -1: "last"}
_COMPARED = {
    "==": "is",
    "!=": "is not",
    "<": "is less than",
    ">": "is more than",
    "<=": "is at most",
    ">=": "is at least",
    "is": "is",
    "is not": "is not",
}
_OPPOSITE = {"==": "!=", "!=": "==", "in": "not in", "not in": "in", "is": "is not", "is not": "is"}


def plain(name: str) -> str:
    """A name as words."""
    return name.replace("_", " ")


class Phrases:
    """Words the things of one doc."""

    def __init__(self, doc: AppDoc, *, most: int = MOST) -> None:
        """`most`: characters of a label or a text before it is cut."""
        self._doc, self._most = doc, most
        self._each: list[str] = []
        """The names of what the loops around have come to: `it`."""

    @contextmanager
    def each(self, variable: str) -> Iterator[None]:
        """Within, the loop's variable is `it`."""
        self._each.append(variable.split(", ")[-1])
        try:
            yield
        finally:
            self._each.pop()

    # things

    def screen(self, name: str) -> str:
        """A screen by its title."""
        screen = self._doc.screen(name)
        title = screen.title if screen is not None else ""
        title = title if any(letter.isalpha() for letter in title) else ""  # "1", of what is selected, names no screen
        return cut(title.strip(" :?"), self._most) or plain(name).capitalize()

    def thing(self, on: Subject) -> str:
        """A thing by its label; a row as `the note "Milk"`, or `it` within a loop."""
        if on.row is not None:
            row = self.row(on)
            return f"{plain(on.part).capitalize()} of {row}" if on.part else row
        if on.found is not None:
            return self.value(on.found)
        if not on.element:
            return self.screen(on.screen) if on.screen else "what is in front"
        return f"{plain(on.part).capitalize()} of {self.label(on)}" if on.part else self.label(on)

    def action(self, on: Subject, op: str) -> str | None:
        """What a call on a screen itself does, where it is an action of the doc's."""
        element = self._doc.element(on.screen, op) if not on.element else None
        return element.label if element is not None and element.kind is Kind.ACTION else None

    def noun(self, on: Subject) -> str:
        """What one row of a list is called."""
        element = self._element(on)
        if element is not None and element.item is not None:
            return row_noun(self._doc, on.screen, element)
        return plain(on.item or on.element)

    def _element(self, on: Subject) -> Element | None:
        return self._doc.element(on.screen, on.element)

    def label(self, on: Subject) -> str:
        element = self._element(on)
        label = field_label(element).strip().split("\n")[0] if element is not None else ""
        return cut(label.rstrip(" :…"), self._most) or plain(on.element).capitalize()

    def row(self, on: Subject) -> str:
        """The row itself, whatever piece of it is meant."""
        match on.row:
            case Each():
                return "it" if on.variable in self._each or not on.variable else f"the {plain(on.variable)}"
            case Nth(number):
                place = _ORDER.get(number) or f"{number + 1}." if number >= -1 else f"{-number}. last"
                return f"the {place} {self.noun(on)}"
            case None:
                return self.noun(on)
            case text:
                return f"the {self.noun(on)} {self.value(text)}"

    # values

    def value(self, expr: Expr) -> str:
        """A value within a sentence."""
        match expr:
            case Value(str() as text):
                return f'"{cut(text, self._most)}"'
            case Value(bool() as value):
                return "yes" if value else "no"
            case Value(None):
                return "nothing"
            case Value(value):
                return str(value)
            case Variable(name):
                return "it" if name in self._each else f"the {plain(name)}"
            case Subject():
                return self.thing(expr)
            case Read():
                return self._read(expr)
            case Rows(on):
                return f"every {self.noun(on)}"
            case Count(of):
                return f"the number of {self._many(of)}"
            case Asked(question):
                return f"what you say to {self.value(question)}"
            case Secret(name):
                return f"the secret {self.value(name)}"
            case Folded(text):
                return self.value(text)
            case Listed(items):
                return self.several(items)
            case Collected(value, variable, over, test):
                with self.each(variable):
                    return self._collected(value, over, test)
            case Joined(_, texts):
                return self.value(texts)
            case Chosen(test, Value("yes"), Value("no")):
                return f"whether {self.test(test)}"
            case Chosen(test, yes, no):
                return f"{self.value(yes)} if {self.test(test)}, else {self.value(no)}"
            case Not() | Both() | Either() | Compare():
                return f"whether {self.test(expr)}"
            case Code(text):
                return made_text(text, self._most) or cut(text, _CODE)

    def answer(self, expr: Expr) -> str:
        """What follows on `Answer`."""
        said = self.value(expr)
        literal = isinstance(expr, Value | Code) and said.startswith('"')
        return said if literal or said.startswith("whether ") else f"with {said}"

    def several(self, items: Sequence[Expr]) -> str:
        """Values one by one, the first few: `"Budget", "Packing" and 2 more`."""
        said = [self.value(item) for item in items[:_NAMED]]
        if len(items) > _NAMED:
            return f"{', '.join(said)} and {len(items) - _NAMED} more"
        return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said) or "nothing"

    def _read(self, read: Read) -> str:
        on, name = read.on, read.name
        if name in ("is_on", "exists", "is_open"):
            return f"whether {self.test(read)}"
        if on.row is not None and not on.part:
            row = self.row(on)
            said = "text" if name in ("text", "value") else plain(name)
            return f"its {said}" if row == "it" else f"the {said} of {row}"
        return self.thing(on) if name in ("text", "value") else f"{plain(name)} of {self.thing(on)}"

    def _collected(self, value: Expr, over: Expr, test: Expr | None) -> str:
        if not isinstance(over, Rows):
            return f"{self.value(value)} of each of {self.value(over)}"
        each = f"every {self.noun(over.on)}"
        passing = f" {self.whose(test) or f'if {self.test(test)}'}" if test is not None else ""
        match value:
            case Read(Subject(row=Each()), name):
                return f"the {plain(name)} of {each}{passing}"
            case Subject(row=Each()):
                return f"{each}{passing}"
        return f"{self.value(value)} of {each}{passing}"

    def _many(self, of: Expr) -> str:
        match of:
            case Rows(on):
                return plural(self.noun(on))
            case Collected(_, variable, Rows(on), test) if test is not None:
                with self.each(variable):
                    return f"{plural(self.noun(on))} {self.whose(test) or f'if {self.test(test)}'}"
        return self.value(of)

    # tests

    def test(self, expr: Expr, *, holds: bool = True) -> str:
        """A test as a clause: `Wi-Fi is on`, `there is no note "Milk"`. `holds` False: its opposite."""
        match expr:
            case Not(test):
                return self.test(test, holds=not holds)
            case Both(tests):
                return (" and " if holds else " or ").join(self.test(test, holds=holds) for test in tests)
            case Either(tests):
                return (" or " if holds else " and ").join(self.test(test, holds=holds) for test in tests)
            case Read(on, "is_on"):
                return f"{self.thing(on)} is {'on' if holds else 'off'}"
            case Read(on, "is_open"):
                return f"{self.thing(on)} is {'' if holds else 'not '}in front"
            case Read(on, "exists"):
                if on.row is not None and not isinstance(on.row, Each):
                    which = self.thing(on).removeprefix("the ")
                    return f"there is {_a(which) if holds else f'no {which}'}"
                return f"{self.thing(on)} is {'' if holds else 'not '}there"
            case Compare(left, op, right):
                op = op if holds else _OPPOSITE.get(op, op)
                if op in ("in", "not in"):
                    return f"{self.value(left)} is {'' if op == 'in' else 'not '}in {self.value(right)}"
                said = f"{self.value(left)} {_COMPARED[op]} {self.value(right)}"
                return said if holds or op != expr.op else f"not: {said}"
        return f"{self.value(expr)}" if holds else f"not {self.value(expr)}"

    def whose(self, test: Expr) -> str:
        """A test of the row that a loop has come to, as its attribute: `whose title has "draft"`; empty where it isn't one."""
        match test:
            case Not(Read(Subject(row=Each(), part=part), "is_on")) if part:
                return f"whose {plain(part)} is off"
            case Read(Subject(row=Each(), part=part), "is_on") if part:
                return f"whose {plain(part)} is on"
            case Compare(left, ("in" | "not in") as op, right) if said := self._own(right):
                return f"whose {said} has {'' if op == 'in' else 'no '}{self.value(left)}"
            case Compare(left, op, right) if op not in ("in", "not in") and (said := self._own(left)):
                return f"whose {said} {_COMPARED[op]} {self.value(right)}"
            case Not(Compare() as inner) if inner.op in _OPPOSITE:
                return self.whose(Compare(inner.left, _OPPOSITE[inner.op], inner.right))
            case Both(tests):
                said_all = [self.whose(one) for one in tests]
                return " and ".join(said_all) if all(said_all) else ""
        return ""

    def _own(self, expr: Expr) -> str:
        """The row's own text that an expression is; empty where it is something else."""
        match expr:
            case Folded(text):
                return self._own(text)
            case Read(Subject(row=Each(), part="", variable=name), text) if name in self._each:
                return plain(text)
        return ""


def made_text(code: str, most: int) -> str:
    """A text that is put together, with … for what goes into it; empty where it is something else."""
    tree = parsed(code)
    made = tree.body[0].value if tree is not None and tree.body and isinstance(tree.body[0], ast.Expr) else None
    if not isinstance(made, ast.JoinedStr):
        return ""
    said = [str(part.value) if isinstance(part, ast.Constant) else "…" for part in made.values]
    return f'"{cut("".join(said), most)}"'


def _a(noun: str) -> str:
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"
