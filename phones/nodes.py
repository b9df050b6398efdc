"""One view of a dump and its place on the display. Coordinates are pixels, right and bottom exclusive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Bounds(NamedTuple):
    """A rectangle in pixels; right and bottom are exclusive."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return max(0, self.right - self.left)

    @property
    def height(self) -> int:
        return max(0, self.bottom - self.top)

    @property
    def area(self) -> int:
        return self.width * self.height

    @property
    def center(self) -> tuple[int, int]:
        return (self.left + self.right) // 2, (self.top + self.bottom) // 2

    def contains(self, x: int, y: int) -> bool:
        return self.left <= x < self.right and self.top <= y < self.bottom

    def intersect(self, other: Bounds) -> Bounds:
        return Bounds(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )


EDITABLE = ("EditText", "AutoCompleteTextView", "SearchAutoComplete")
"""Classes of fields one can type into."""


@dataclass(eq=False, slots=True)
class Node:
    """One view of the dump. Equality is identity: two rows with the same attributes are two nodes."""

    cls: str = ""
    """Java class name, `android.widget.Button`."""
    package: str = ""
    resource_id: str = ""
    """Full id, `com.example:id/save`, or empty."""
    text: str = ""
    content_desc: str = ""
    hint: str = ""
    """Only newer servers report it."""
    checkable: bool = False
    checked: bool = False
    clickable: bool = False
    enabled: bool = True
    focusable: bool = False
    focused: bool = False
    scrollable: bool = False
    long_clickable: bool = False
    password: bool = False
    selected: bool = False
    keyboard: bool = False
    """The root of the on-screen keyboard's window."""
    spoken: bool = False
    """Its words are read as others than the dump has (see `spoken`), and the phone wouldn't find it by them."""
    bounds: Bounds = Bounds(0, 0, 0, 0)
    index: int = 0
    """Position among its siblings."""
    parent: Node | None = field(default=None, repr=False)
    children: list[Node] = field(default_factory=list, repr=False)

    @property
    def id_name(self) -> str:
        """The resource id without package and `id/`."""
        return self.resource_id.rsplit("/", 1)[-1]

    @property
    def short_class(self) -> str:
        """The class without its package: `Button`."""
        return self.cls.rsplit(".", 1)[-1]

    @property
    def label(self) -> str:
        """What a person sees or hears of it: text, else content-desc, else hint."""
        return self.text or self.content_desc or self.hint

    @property
    def editable(self) -> bool:
        """A field one can type into; uiautomator tells it by class only."""
        return self.short_class.endswith(EDITABLE)

    def walk(self) -> Iterator[Node]:
        """This node and everything below it, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def ancestors(self) -> Iterator[Node]:
        """From the parent up to the window's root."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def actionable(self) -> Node | None:
        """The nearest clickable, checkable, long-clickable or editable node at or above this one."""
        for node in (self, *self.ancestors()):
            if node.clickable or node.checkable or node.long_clickable or node.editable:
                return node
        return None
