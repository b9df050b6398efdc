"""What a plan speaks of, as a person would call it: things by the labels on the screen, values, tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from apidocs.doc import AppDoc, Element, Kind
from apidocs.doc.nouns import field_label, row_noun
from apidocs.doc.words import cut, plural
from interpreter.reading.same_script import OPPOSITES

from .tree import Each, Nth, Read, Rows, Subject

MOST = 40
COUNT = "number of them"
"""What a name that only counts is called."""
_NAMED = 3
"""Values of a list said one by one."""
_ORDER = {0: "first", 1: "second", 2: "third", -1: "last"}
_COMPARED: dict[type[ast.cmpop], str] = {
    ast.Eq: "is",
    ast.NotEq: "is not",
    ast.Lt: "is less than",
    ast.Gt: "is more than",
    ast.LtE: "is at most",
    ast.GtE: "is at least",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "is in",
    ast.NotIn: "is not in",
}
_HAS: dict[type[ast.cmpop], str] = {ast.In: "has", ast.NotIn: "has no"}


class Unsayable(ValueError):
    """Something of a plan that there are no words for: what is kept under a name, or known as code alone."""


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
        self._each.append(variable)
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

    def thing(self, on: Subject, row: str = "") -> str:
        """A thing by its label; a row as `the note "Milk"`, or `it` within a loop, or as it is called by `row`."""
        if on.row is not None:
            row = row or self.row(on)
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

    def value(self, expr: ast.expr) -> str:
        """A value within a sentence. Raises Unsayable, as all that says one."""
        match expr:
            case ast.Constant(str() as text):
                return f'"{cut(text, self._most)}"'
            case ast.Constant(bool() as value):
                return "yes" if value else "no"
            case ast.Constant(None):
                return "nothing"
            case ast.Constant(int() | float() as number):
                return str(number)
            case ast.JoinedStr(values):
                said = [str(part.value) if isinstance(part, ast.Constant) else "…" for part in values]
                return f'"{cut("".join(said), self._most)}"'
            case ast.Name(name) if name in self._each:
                return "it"
            case ast.Name(name) if name == COUNT:
                return f"the {COUNT}"
            case Subject():
                return self.thing(expr)
            case Read():
                return self._read(expr)
            case Rows(on):
                return f"every {self.noun(on)}"
            case ast.Call(ast.Name("len"), [of]):
                return f"the number of {self._many(of)}"
            case ast.Call(ast.Name("ask"), [question]):
                return f"what you say to {self.value(question)}"
            case ast.Call(ast.Name("secret"), [name]):
                return f"the secret {self.value(name)}"
            case ast.Call(ast.Attribute(ast.Constant(str()), "join"), [texts]):
                return self.value(texts)
            case ast.List(items):
                return self.several(items)
            case ast.ListComp(value, [ast.comprehension(ast.Name(name), over, tests)]):
                with self.each(name):
                    return self._collected(value, over, tests)
            case ast.IfExp(test, ast.Constant("yes"), ast.Constant("no")):
                return f"whether {self.test(test)}"
            case ast.IfExp(test, yes, no):
                return f"{self.value(yes)} if {self.test(test)}, else {self.value(no)}"
            case ast.BoolOp(ast.Or(), [said, ast.Constant(str()) as otherwise]):
                return f"{self.value(said)}, else {self.value(otherwise)}"
            case ast.UnaryOp(ast.Not()) | ast.BoolOp() | ast.Compare(ops=[_]):
                return f"whether {self.test(expr)}"
        if (folded := _folded(expr)) is not None:
            return self.value(folded)
        raise Unsayable(ast.dump(expr))

    def answer(self, expr: ast.expr) -> str:
        """What follows on `Answer`."""
        match expr if (folded := _folded(expr)) is None else folded:
            case Read(Subject(row=None) as on, "text"):
                return f"with what {self.thing(on)} says"
        said = self.value(expr)
        literal = isinstance(expr, ast.Constant | ast.JoinedStr) and said.startswith('"')
        return said if literal or said.startswith("whether ") else f"with {said}"

    def several(self, items: Sequence[ast.expr]) -> str:
        """Values one by one, the first few: `"Budget", "Packing" and 2 more`."""
        said = [self.value(item) for item in items]
        if len(items) > _NAMED:
            return f"{', '.join(said[:_NAMED])} and {len(items) - _NAMED} more"
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

    def _collected(self, value: ast.expr, over: ast.expr, tests: list[ast.expr]) -> str:
        if not isinstance(over, Rows):
            return f"{self.value(value)} of each of {self.value(over)}"
        each = f"every {self.noun(over.on)}{self._passing(tests)}"
        match value:
            case Read(Subject(row=Each()), name):
                return f"the {plain(name)} of {each}"
            case Subject(row=Each()):
                return each
        return f"{self.value(value)} of {each}"

    def _passing(self, tests: list[ast.expr]) -> str:
        """Which of the rows, where not all of them."""
        if not tests:
            return ""
        test = tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), tests)
        return f" {self.whose(test) or f'if {self.test(test)}'}"

    def _many(self, of: ast.expr) -> str:
        match of:
            case Rows(on):
                return plural(self.noun(on))
            case ast.ListComp(_, [ast.comprehension(ast.Name(name), Rows(on), tests)]) if tests:
                with self.each(name):
                    return f"{plural(self.noun(on))}{self._passing(tests)}"
        return self.value(of)

    # tests

    def test(self, expr: ast.expr, *, holds: bool = True) -> str:
        """A test as a clause: `Wi-Fi is on`, `there is no note "Milk"`. `holds` False: its opposite."""
        match expr:
            case ast.UnaryOp(ast.Not(), test):
                return self.test(test, holds=not holds)
            case ast.BoolOp(op, tests):
                if any(isinstance(part, ast.BoolOp) for one in tests for part in ast.walk(one)):
                    raise Unsayable("tests within tests: without brackets it would be another one")
                word = " and " if isinstance(op, ast.And) == holds else " or "
                return word.join(self.test(test, holds=holds) for test in tests)
            case Read(on, "is_on"):
                return f"{self.thing(on)} is {'on' if holds else 'off'}"
            case Read(on, "is_open"):
                return f"{self.thing(on)} is {'' if holds else 'not '}in front"
            case Read(on, "exists"):
                if on.row is not None and not isinstance(on.row, Each):
                    which = self.thing(on).removeprefix("the ")
                    return f"there is {_a(which) if holds else f'no {which}'}"
                return f"{self.thing(on)} is {'' if holds else 'not '}there"
            case Read():
                return f"{self.value(expr)} says {'something' if holds else 'nothing'}"
            case ast.Compare(left, [op], [right]):
                kind = type(op) if holds else OPPOSITES.get(type(op), type(op))
                said = f"{self.value(left)} {_COMPARED[kind]} {self.value(right)}"
                return said if holds or kind is not type(op) else f"not: {said}"
        return f"{self.value(expr)}" if holds else f"not {self.value(expr)}"

    def whose(self, test: ast.expr) -> str:
        """A test of the row that a loop has come to, as its attribute: `whose title has "draft"`; empty where it isn't one."""
        match test:
            case ast.UnaryOp(ast.Not(), Read(Subject(row=Each(), part=part), "is_on")) if part:
                return f"whose {plain(part)} is off"
            case Read(Subject(row=Each(), part=part), "is_on") if part:
                return f"whose {plain(part)} is on"
            case ast.Compare(left, [op], [right]) if type(op) in _HAS and (said := self._own(right)):
                return f"whose {said} {_HAS[type(op)]} {self.value(left)}"
            case ast.Compare(left, [op], [right]) if type(op) not in _HAS and (said := self._own(left)):
                return f"whose {said} {_COMPARED[type(op)]} {self.value(right)}"
            case ast.UnaryOp(ast.Not(), ast.Compare(left, [op], right)) if type(op) in OPPOSITES:
                return self.whose(ast.Compare(left, [OPPOSITES[type(op)]()], right))
            case ast.BoolOp(ast.And(), tests):
                said_all = [self.whose(one) for one in tests]
                return " and ".join(said_all) if all(said_all) else ""
        return ""

    def _own(self, expr: ast.expr) -> str:
        """The row's own text that an expression is; empty where it is something else."""
        match expr:
            case Read(Subject(row=Each(), part="", variable=name), text) if name in self._each:
                return plain(text)
        return self._own(folded) if (folded := _folded(expr)) is not None else ""


def _folded(expr: ast.expr) -> ast.expr | None:
    """The text that is compared without what makes no difference: `.lower()`, `.strip()`."""
    match expr:
        case ast.Call(ast.Attribute(text, "lower" | "upper" | "casefold" | "strip"), [], []):
            return text if not isinstance(text, ast.Constant | Subject) else None
    return None


def _a(noun: str) -> str:
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"
