"""What a plan is made of: steps, loops, branches, the answer, and the expressions in them. Data only.

What has no form of its own here (arithmetic, f-strings, functions of the script) is kept as text, with the things of the doc
that it touches. Names that the doc doesn't have keep their place, marked as not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from interpreter.calls import Ref
from interpreter.reading.uses import ANY_ROW

Constant = str | int | float | bool | None


@dataclass(frozen=True)
class Value:
    """A value that stands in the script."""

    value: Constant


@dataclass(frozen=True)
class Variable:
    """What a name of the script's own holds."""

    name: str


@dataclass(frozen=True)
class Nth:
    """A row by its place in the list, as Python counts: 0 is the first, -1 the last."""

    number: int


@dataclass(frozen=True)
class Each:
    """The row that a variable holds: the one a loop has come to, or one that was worked out."""


@dataclass(frozen=True)
class Subject:
    """What a step is on, as the script names it. All empty: the phone itself, as for `back()`."""

    screen: str = ""
    element: str = ""
    """The doc's name of an element or a list."""
    item: str = ""
    """Of a list's row picked by its text: the name by which the script asks for one."""
    row: Expr | Nth | Each | None = None
    """Which row: its text, its place, or whichever the variable holds; None where it isn't a row."""
    part: str = ""
    """The piece of the row."""
    found: Expr | None = None
    """The text by which it is looked for on the screen."""
    variable: str = ""
    """The script's own name for the screen, the element, the row or what was found; a part stands behind it."""
    known: bool = True
    """Whether the doc has it. False: the names are as the script has them."""

    @property
    def ref(self) -> Ref:
        """As calls name it; the row and what is looked for only as far as the script says them."""
        found = self.found.value if isinstance(self.found, Value) else "…" if self.found is not None else ""
        row = self.row.value if isinstance(self.row, Value) else ""
        return Ref(
            screen=self.screen,
            element=self.element,
            row=ANY_ROW if self.row is not None else "",
            row_text=str(row or ""),
            part=self.part,
            found=str(found),
        )


@dataclass(frozen=True)
class Read:
    """What the phone says of a thing: `settings.wifi.is_on`, `note.title`."""

    on: Subject
    name: str
    """The property, or the row's text part."""
    known: bool = True


@dataclass(frozen=True)
class Rows:
    """Every row of a list: `main.notes()`."""

    on: Subject
    called: bool = True
    """False: it was written without its brackets, which gives no rows."""


@dataclass(frozen=True)
class Count:
    """How many there are of something: `len(…)`."""

    of: Expr


@dataclass(frozen=True)
class Asked:
    """What the person says to a question: `ask("Which one?")`."""

    question: Expr


@dataclass(frozen=True)
class Secret:
    """A stored value that nobody sees: `secret("pin")`."""

    name: Expr


@dataclass(frozen=True)
class Not:
    """The opposite of a test."""

    test: Expr


@dataclass(frozen=True)
class Both:
    """Every one of some tests."""

    tests: tuple[Expr, ...]


@dataclass(frozen=True)
class Either:
    """At least one of some tests."""

    tests: tuple[Expr, ...]


@dataclass(frozen=True)
class Compare:
    """Two values held against each other."""

    left: Expr
    op: str
    """As Python writes it: `==`, `not in`, `<`."""
    right: Expr


@dataclass(frozen=True)
class Chosen:
    """One of two values, by a test: `"yes" if … else "no"`."""

    test: Expr
    yes: Expr
    no: Expr


@dataclass(frozen=True)
class Folded:
    """A text without what makes no difference: `.lower()`, `.strip()`."""

    text: Expr
    how: str


@dataclass(frozen=True)
class Listed:
    """A list that stands in the script."""

    items: tuple[Expr, ...]


@dataclass(frozen=True)
class Collected:
    """Something of every row, or of those that pass a test: `[note.title for note in main.notes() if …]`."""

    value: Expr
    variable: str
    over: Expr
    test: Expr | None = None


@dataclass(frozen=True)
class Joined:
    """Texts put together with something between: `", ".join(…)`."""

    between: Expr
    texts: Expr


@dataclass(frozen=True)
class Touch:
    """One use of the phone within a text that is kept as it is."""

    ref: Ref
    op: str
    acts: bool


@dataclass(frozen=True)
class Code:
    """An expression that has no form of its own here."""

    text: str
    touches: tuple[Touch, ...] = ()


Expr = (
    Value
    | Variable
    | Subject
    | Read
    | Rows
    | Count
    | Asked
    | Secret
    | Not
    | Both
    | Either
    | Compare
    | Chosen
    | Folded
    | Listed
    | Collected
    | Joined
    | Code
)


@dataclass(frozen=True)
class Step:
    """One act on the phone."""

    on: Subject
    op: str
    """A method or function of `apidocs.doc.api`."""
    args: tuple[Expr, ...] = ()
    known: bool = True
    """Whether the thing is in the doc and can do that."""


@dataclass(frozen=True)
class Look:
    """Something read or looked for, of which nothing is made."""

    at: Expr


@dataclass(frozen=True)
class Keep:
    """Something kept under a name."""

    variable: str
    value: Expr


@dataclass(frozen=True)
class More:
    """Something put to what is kept under a name: `count += 1`."""

    variable: str
    by: Expr


@dataclass(frozen=True)
class Loop:
    """Steps for each of several things."""

    variable: str
    over: Expr
    body: tuple[Node, ...]


@dataclass(frozen=True)
class While:
    """Steps again and again while a test holds."""

    test: Expr
    body: tuple[Node, ...]


@dataclass(frozen=True)
class Branch:
    """Steps that depend on a test."""

    test: Expr
    then: tuple[Node, ...]
    otherwise: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Answer:
    """The end, with what is said to the person."""

    value: Expr | None = None


@dataclass(frozen=True)
class Leave:
    """A loop left, or its next turn begun."""

    how: Literal["break", "continue"]


@dataclass(frozen=True)
class AsWritten:
    """A statement that has no form of its own here."""

    text: str
    touches: tuple[Touch, ...] = ()


Node = Step | Look | Keep | More | Loop | While | Branch | Answer | Leave | AsWritten
