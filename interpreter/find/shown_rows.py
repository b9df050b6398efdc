"""The rows of a list that are in view on one dump: where each stands, what it says and is called. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from apidocs.doc import AppDoc, Element, Item, Part, Screen
from apidocs.doc.paths import starts
from apidocs.doc.words import figures_only
from phones.hiding import PLACEHOLDER
from phones.hierarchy import Bounds, Node
from phones.locating import find
from sessions.titles import Listed

from ..calls.errors import CallFailed
from ..screen.front import Sight
from ..screen.scrolling import free_bounds, scroll_area
from ..screen.states import texts_of
from .joining import Seen


class ShownRows:
    """One list of one screen, as far as it can be seen. Raises CallFailed where the doc doesn't describe its rows."""

    def __init__(self, screen: Screen, element: Element) -> None:
        if element.item is None:
            raise CallFailed(f"{screen.name}.{element.name} is a list whose rows the doc doesn't describe.")
        self.screen = screen
        self.element = element
        self.item: Item = element.item

    @property
    def name(self) -> str:
        return f"{self.screen.name}.{self.element.name}"

    def shown(self, sight: Sight) -> list[Seen]:
        """The rows in view, those cut off included."""
        return [self._seen(node) for node in self._row_nodes(sight)]

    def titles(self, sight: Sight) -> list[str]:
        """What the rows in view are called, as far as that can be seen: of one that is cut off the title may be out of view, and
        what it shows is something else."""
        nodes, box = self._row_nodes(sight), self._box(sight)
        if box is not None and not self.item.title:
            nodes = [n for n in nodes if n.bounds.top > box.top and n.bounds.bottom < box.bottom]
        return [self.title_of(node) for node in nodes]

    def holds(self, sight: Sight, node: Node) -> bool:
        """Whether a node stands in the list."""
        listing = self._list_node(sight)
        return listing is not None and any(around is listing for around in node.ancestors())

    def _box(self, sight: Sight) -> Bounds | None:
        """What of the list can be seen; None where it doesn't scroll."""
        area = scroll_area(sight.hierarchy, self._list_node(sight))
        return free_bounds(sight.hierarchy, area) if area is not None else None

    def title_of(self, node: Node) -> str:
        """What a row is called; empty where what the doc takes for its title isn't there."""
        if self.item.title:
            part = next((p for p in self.item.parts if p.name == self.item.title), None)
            return said_in(node, part) if part else ""
        return next(texts_of(node), "")

    def _row_nodes(self, sight: Sight) -> list[Node]:
        """The list's rows in view, from top to bottom."""
        listing = self._list_node(sight)
        locator = self.item.row.model_copy(update={"instance": 0})
        matches = sight.find(locator)
        if listing is not None:
            inside = {id(n) for n in listing.walk()}
            within = [m for m in matches if id(m.node) in inside]
            matches = within or find(listing, locator)
        if not matches:
            return []
        nodes = [_whole(m.node) for m in matches if m.score >= matches[0].score - 0.01 and m.node.bounds.area]
        return sorted(nodes, key=lambda n: (n.bounds.top, n.bounds.left))

    def _list_node(self, sight: Sight) -> Node | None:
        matches = sight.find(self.element.locator)
        return matches[0].node if matches else None

    def _seen(self, node: Node) -> Seen:
        content = tuple(texts_of(node))
        return Seen(self.title_of(node) or (content[0] if content else ""), content, node.bounds, node)


def menu_button(item: Item, row: Node) -> Node | None:
    """What opens the menu of a row for which a long press does nothing."""
    return next((match.node for match in find(row, item.menu_by)), None) if item.menu_by is not None else None


def said_in(row: Node, part: Part) -> str:
    """What a part of a row says; empty where it isn't there."""
    carriers = find(row, part.locator)
    return carriers[0].node.label if carriers else ""


def _whole(node: Node) -> Node:
    """The row itself, where what tells it is a box in it that says nothing."""
    return node.parent if node.checkable and not node.label and node.parent and node.parent.clickable else node


def listed_on(sight: Sight, doc: AppDoc) -> Iterator[Listed]:
    """The lists that one dump shows of the doc's own apps, as far as they are in view."""
    screen = sight.screen
    if screen is None or (app := screen.package or doc.package) not in starts(doc):
        return
    for element in screen.elements:
        if element.item is not None:
            shown = ShownRows(screen, element)
            yield Listed(app, shown.name, titles_of(shown.titles(sight)))


def titles_of(said: Iterable[str]) -> tuple[str, ...]:
    """Those of titles that name a thing: no time, date or number alone, nothing that a stored secret stands in; each once."""
    return tuple(dict.fromkeys(title for title in said if _names(title)))


def _names(title: str) -> bool:
    return any(map(str.isalpha, title)) and not figures_only(title) and not PLACEHOLDER.search(title)


def own_app(doc: AppDoc, screen_name: str) -> str:
    """The package of the doc's app that a screen is of; empty where it is another app's, opened from it."""
    screen = doc.screen(screen_name)
    app = (screen.package or doc.package) if screen is not None else ""
    return app if app in starts(doc) else ""
