"""What a plan is made of: the script's own tree, in which every path to a thing of the doc is one node that says which thing it is.

All else stays as Python has it: loops, tests, values, the script's own names, names that the doc doesn't have, and whatever
they are put together to. A plan's tree is never changed in its place; see `parts`.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from interpreter.calls import Ref
from interpreter.reading.uses import ANY_ROW


class _Alike:
    """Nodes that are equal where they say the same."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ast.AST) and dumped(self) == dumped(other)

    def __hash__(self) -> int:
        return hash(dumped(self))


@dataclass(eq=False)
class Nth(_Alike, ast.expr):
    """A row by its place in the list, as Python counts: 0 is the first, -1 the last."""

    number: int
    _fields = ("number",)


@dataclass(eq=False)
class Each(_Alike, ast.expr):
    """The row that a variable holds: the one a loop has come to, or one that was worked out."""

    _fields = ()


@dataclass(eq=False)
class Subject(_Alike, ast.expr):
    """What a step is on, as the script names it. All empty: the phone itself, as for `back()`."""

    screen: str = ""
    element: str = ""
    """The doc's name of an element or a list."""
    item: str = ""
    """Of a list's row picked by its text: the name by which the script asks for one."""
    row: ast.expr | None = None
    """Which row: its text, its place, or whichever the variable holds; None where it isn't a row."""
    part: str = ""
    """The piece of the row."""
    found: ast.expr | None = None
    """The text by which it is looked for on the screen."""
    variable: str = ""
    """The script's own name for the screen, the element, the row or what was found; a part stands behind it."""
    _fields = ("screen", "element", "item", "row", "part", "found", "variable")

    @property
    def ref(self) -> Ref:
        """As calls name it; the row and what is looked for only as far as the script says them."""
        found = self.found.value if isinstance(self.found, ast.Constant) else "…" if self.found is not None else ""
        row = self.row.value if isinstance(self.row, ast.Constant) else ""
        return Ref(
            screen=self.screen,
            element=self.element,
            row=ANY_ROW if self.row is not None else "",
            row_text=str(row or ""),
            part=self.part,
            found=str(found),
        )


@dataclass(eq=False)
class Read(_Alike, ast.expr):
    """What the phone says of a thing: `settings.wifi.is_on`, `note.title`."""

    on: Subject
    name: str
    """The property, or the row's text part."""
    _fields = ("on", "name")


@dataclass(eq=False)
class Rows(_Alike, ast.expr):
    """Every row of a list: `main.notes()`."""

    on: Subject
    _fields = ("on",)


@dataclass(eq=False)
class Step(_Alike, ast.stmt):
    """One act on the phone."""

    on: Subject
    op: str
    """A method or function of `apidocs.doc.api`."""
    args: list[ast.expr] = field(default_factory=list)
    _fields = ("on", "op", "args")


@dataclass(eq=False)
class Answer(_Alike, ast.stmt):
    """The end, with what is said to the person."""

    value: ast.expr | None = None
    _fields = ("value",)


def dumped(part: object) -> str:
    """A text that is the same for trees that are the same."""
    return f"[{', '.join(map(dumped, part))}]" if isinstance(part, list) else ast.dump(part)  # type: ignore[arg-type]


def constant(value: str | int) -> ast.Constant:
    """A value that stands in the script."""
    return ast.Constant(value)


def variable(name: str) -> ast.Name:
    """What a name of the script's own holds."""
    return ast.Name(name, ast.Load())
