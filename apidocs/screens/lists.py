"""Lists in a dump: rows made over and over whose texts are content. Fixed rows (settings, menus, options) are none.

From one dump it tells rows by their shared ids and classes; `apidocs.make` adds what the whole walk says of them (`fixed`). What a
row says never leaves this module but as the content vocabulary, which exists to be kept out of docs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from phones.hierarchy import Node
from phones.locating import Locator, structural_path

from ..doc import Effect, Element, Item, Kind
from ..doc.api import RESERVED
from ..doc.words import identifier, plural, purpose_words, singular, without_verbs, word_set
from .drawn_lists import bubbles, has_way_back, rows_drawn
from .drawn_rows import drawn_parts
from .row_parts import own_box, parts_of, title_of
from .windows import Window, is_list, is_radio, texts, visible

_PREFERENCE_IDS = word_set(
    """android:id/title android:id/summary android:id/widget_frame android:id/icon_frame
    android:id/switch_widget android:id/checkbox"""
)
_LIBRARY_ROWS = word_set(
    """design_menu_item_text design_menu_item_action_area_stub navigation_bar_item_icon_view
    navigation_bar_item_labels_group submenuarrow group_divider"""
)
_DIALOG_LISTS = frozenset({"select_dialog_listview"})
_STRIPS = ("PagerTabStrip", "PagerTitleStrip")
_FIXED_PAGES = word_set("settings preferences options setup configuration about help")
"""Headings of pages whose rows are always the same."""
_EMPTY_NAMES = word_set("item entry list row content data dir main element object result")

_POSITION = re.compile(r"\[\d+\]")
MESSAGES = "messages"
"""How the key of a conversation's list begins."""


@dataclass
class Rows:
    """One list in one dump."""

    container: Node
    rows: list[Node]
    key: str
    """What stays the same of it from dump to dump: the id of its container and of its rows."""
    section: bool = False
    """Rows that stand in a layout and not in a list view: surer evidence is asked of them."""

    @property
    def titles(self) -> list[str]:
        """What the rows say first: content."""
        return [said[0].text.strip() for said in map(texts, self.rows) if said]


@dataclass
class Lists:
    """All lists of a dump, and the nodes in them."""

    found: list[Rows] = field(default_factory=list)
    inside: set[int] = field(default_factory=set)
    """`id()` of every node in a row."""
    tops: dict[int, Rows] = field(default_factory=dict)
    """`id()` of every row's top node."""

    def row_of(self, node: Node) -> tuple[Rows, Node] | None:
        """The list and the row a node stands in."""
        for each in (node, *node.ancestors()):
            if id(each) in self.tops:
                return self.tops[id(each)], each
        return None


def find_lists(window: Window, fixed: frozenset[str] = frozenset()) -> Lists:
    """The content lists of a window; those whose key is in `fixed` are left out."""
    lists = Lists()
    if window.kind == "menu":
        return lists
    tabs = {id(tab) for group in window.tabs for tab in group}
    bar = {id(n) for n in window.bar.walk()} if window.bar is not None else set()
    drawn = window.drawn and window.kind == "page" and word_set(window.title.lower()).isdisjoint(_FIXED_PAGES)
    sections = Counter(
        _row_id(c) for n in window.nodes for c in {_row_id(c): c for c in n.children}.values() if _row_id(c)
    )
    for node in window.nodes:
        if id(node) in lists.inside or id(node) in bar:
            continue
        found = _rows_in(node, tabs, sections) or (_of_drawn(node, window) if drawn else [])
        for rows in found:
            if rows.key in fixed:
                continue
            lists.found.append(rows)
            for row in rows.rows:
                lists.tops[id(row)] = rows
                lists.inside.update(id(n) for n in row.walk())
    return _joined(lists)


def _joined(lists: Lists) -> Lists:
    """One list where the same rows stand under several parents."""
    by_key: dict[str, Rows] = {}
    for rows in lists.found:
        if rows.key in by_key:
            by_key[rows.key].rows.extend(rows.rows)
            for row in rows.rows:
                lists.tops[id(row)] = by_key[rows.key]
        else:
            by_key[rows.key] = rows
    lists.found = list(by_key.values())
    return lists


def _row_id(node: Node) -> str:
    """An id of the app's own, or empty."""
    return node.resource_id if node.resource_id and not node.resource_id.startswith("android:") else ""


def _signature(row: Node) -> str:
    if _row_id(row):
        return row.id_name
    inside = sorted({n.id_name for n in row.walk() if _row_id(n) and n.short_class.endswith("TextView")})
    if not inside:  # a mark on the chosen row must not make it another kind of row
        inside = sorted({n.id_name for n in row.walk() if _row_id(n)})
    return f"{row.short_class}({','.join(inside[:3])})" if inside else ""


def _rows_in(node: Node, tabs: set[int], sections: Counter[str]) -> list[Rows]:
    children = [c for c in node.children if visible(c) and id(c) not in tabs]
    if not children or is_radio(node) or node.short_class.endswith(("RadioGroup", "Toolbar", "ActionMenuView")):
        return []
    if node.short_class.endswith(_STRIPS) or "tab_strip" in node.id_name:
        said = [c for c in children if c.text]
        return (
            [Rows(node, said, f"{node.id_name}/{said[0].short_class}")]
            if said and not any(c.selected for c in said)
            else []
        )
    if node.short_class == "HorizontalScrollView":
        return _of_strip(node, tabs)
    if is_list(node):
        return _of_list_view(node, children)
    return _of_layout(node, children, sections)


def _drops_down(row: Node) -> bool:
    """Whether something is chosen in it: a line of settings."""
    return any(n.short_class.endswith("Spinner") for n in row.walk())


def _of_list_view(node: Node, children: list[Node]) -> list[Rows]:
    if node.id_name in _DIALOG_LISTS or _settings_like(children) or any(_option(c) or _drops_down(c) for c in children):
        return []
    groups: dict[str, list[Node]] = {}
    for child in children:
        if not _holds_a_list(child):
            groups.setdefault(_signature(child), []).append(child)
    result = []
    for signature, rows in groups.items():
        touchable = any(n.clickable or n.long_clickable or n.checkable for row in rows for n in row.walk())
        if signature and (touchable or len(rows) > 1 or _row_id(rows[0])):
            result.append(Rows(node, rows, f"{node.id_name}/{signature}"))
        elif not signature and (
            any(row.long_clickable for row in rows) or len(rows) > 1 and all(_framework_text(row) for row in rows)
        ):
            result.append(Rows(node, rows, f"{node.id_name}/{rows[0].short_class}"))
        elif not signature and (side_by_side := _side_by_side(rows)):
            result.append(Rows(node, side_by_side, f"{node.id_name}/{side_by_side[0].short_class}"))
    return result


def _holds_a_list(child: Node) -> bool:
    """A section of a page that has a list of its own, and is no row itself."""
    return any(is_list(n) and any(c.clickable and visible(c) for c in n.children) for n in child.walk())


def _side_by_side(children: list[Node]) -> list[Node]:
    """What one swipes through from side to side, cards and pictures: content, with or without ids."""
    cards = [c for c in children if c.clickable and not c.selected and c.children]
    alike = len({(c.short_class, c.bounds.top, c.bounds.bottom) for c in cards}) == 1
    return cards if len(cards) > 1 and alike and not any(n.selected for c in cards for n in c.walk()) else []


def _of_strip(node: Node, tabs: set[int]) -> list[Rows]:
    """A strip one can swipe along that grows and shrinks: breadcrumbs, chips. One of them is a list, too."""
    groups: dict[str, list[Node]] = {}
    for each in node.walk():
        if id(each) in tabs or any(id(parent) in tabs for parent in each.ancestors()):
            return []
        if _row_id(each) and each.clickable and texts(each):
            groups.setdefault(each.id_name, []).append(each)
    return [Rows(node, rows, f"{node.id_name}/{name}") for name, rows in groups.items()]


def _framework_text(row: Node) -> bool:
    """A row of Android's own making, `simple_list_item_1`."""
    return any(n.resource_id in ("android:id/text1", "android:id/text2") for n in row.walk())


def _of_layout(node: Node, children: list[Node], sections: Counter[str]) -> list[Rows]:
    result = []
    groups: dict[str, list[Node]] = {}
    for child in children:
        groups.setdefault(_signature(child), []).append(child)
    for signature, rows in groups.items():
        if not signature or len(rows) < 2 or _library(rows) or _settings_like(rows):
            continue
        shared = _row_id(rows[0])
        if any(n.short_class.endswith("RadioButton") and n.resource_id for row in rows for n in row.walk()):
            continue
        # the same rows in several sections of a page are made by hand: a list of links, a menu
        if shared and sections[shared] > 1 and not any(r.long_clickable for r in rows):
            continue
        if (
            shared
            and (len(rows) > 1 or rows[0].text)
            or all(row.clickable and texts(row) for row in rows)
            and len(rows) > 2
        ):
            result.append(Rows(node, rows, f"{node.id_name}/{signature}", section=True))
    if not result and len(children) >= 5:
        plain = [
            c for c in children if c.clickable and not c.children and not c.resource_id and len(c.text) <= 4 and c.text
        ]
        if len(plain) >= 5 and len({c.short_class for c in plain}) == 1:
            result.append(Rows(node, plain, f"{node.id_name}/{plain[0].short_class}", section=True))
    return result


def _of_drawn(node: Node, window: Window) -> list[Rows]:
    rows = rows_drawn(node, window)
    # pages with a way back are one of many: what is found out of their rows may not be said of those at the start
    place = "behind" if has_way_back(window) else ""
    if not rows and (said := bubbles(node)):
        return [Rows(node, said, f"{MESSAGES}{node.id_name}/{said[0].short_class}", section=True)]
    return [Rows(node, rows, f"{place}{node.id_name}/{rows[0].short_class}", section=True)] if rows else []


def _library(rows: list[Node]) -> bool:
    return any(n.id_name in _LIBRARY_ROWS for row in rows for n in row.walk())


def _settings_like(rows: list[Node]) -> bool:
    """Rows as Android's settings and menus make them, whose words are fixed."""
    for row in rows:
        ids = {n.resource_id for n in row.walk()}
        if ids & _PREFERENCE_IDS and not _row_id(row) and "android:id/text1" not in ids:
            return True
    return _library(rows)


def _option(row: Node) -> bool:
    return any(is_radio(n) for n in row.walk())


def item_words(rows: Rows, fallback: str = "") -> str:
    """The singular noun for a row: from its id, its list's id, the parts' ids, else from the screen's name."""
    if rows.container.id_name and "month" in rows.container.id_name and len(rows.rows) > 20:
        return "day"
    sources = [rows.rows[0].id_name, rows.container.id_name]
    if rows.container.short_class.endswith(_STRIPS) or "tab_strip" in rows.container.id_name:
        return "tab"
    for source in sources:
        words = without_verbs(purpose_words(source))
        words = [singular(word.removesuffix("picker") or word) for word in words if word not in _EMPTY_NAMES]
        words = [w for i, w in enumerate(words) if w not in words[:i]]
        if words and any(len(word) > 2 for word in words):
            return identifier("_".join(words[-2:]))
    fallen = singular(identifier(fallback))
    return fallen if fallen and "_" not in fallen and fallen not in _EMPTY_NAMES else "item"


def describe_list(rows: list[Rows], name: str, taken: set[str], labels: Mapping[int, str] | None = None) -> Element:
    """The element for one list, from what it showed in all dumps of its screen. `taken` gets the plural's name; `labels` has what
    the texts of rows without ids are called elsewhere."""
    sample = max((row for each in rows for row in each.rows), key=lambda row: sum(1 for _ in row.walk()))
    owner = next(each for each in rows if any(row is sample for row in each.rows))
    every = [row for each in rows for row in each.rows]
    if _have_ids(every):
        parts = parts_of(every, name)
        title = title_of(every, [part for part in parts if part.kind is Kind.TEXT])
    else:
        parts = drawn_parts(every, labels or {})
        title = next((part.name for part in parts if part.kind is Kind.TEXT), "")
    box = own_box([each.rows for each in rows], [part.name for part in parts])
    many = plural(name)
    while many in taken or many in RESERVED or many == name:
        many += "_list"
    taken.add(many)
    container = owner.container
    row = Locator(resource_id=sample.resource_id, cls=sample.cls)
    if not sample.resource_id or sum(each.resource_id == sample.resource_id for each in every) * 2 <= len(every):
        row = Locator(cls=sample.cls, path=_row_path(sample, container))
    return Element(
        name=many,
        kind=Kind.LIST,
        locator=Locator(
            resource_id=container.resource_id,
            cls=container.cls,
            path="" if container.resource_id else structural_path(container),
        ),
        item=Item(
            name=name,
            row=row,
            parts=[*parts, box] if box is not None else parts,
            title=title,
            effect=Effect.SETTINGS if box is not None else Effect.NAVIGATE,
        ),
    )


def _row_path(row: Node, container: Node) -> str:
    """The path to a row with its own position left open, and that of what is around it in its list."""
    if not any(each is container for each in row.ancestors()):
        return structural_path(row).rsplit("[", 1)[0]
    return f"{structural_path(container)}/{_POSITION.sub('', structural_path(row, container))}"


def _have_ids(rows: list[Node]) -> bool:
    """Whether ids tell the pieces of rows: not those that a test gives each row by itself (`check-0`, `check-1`)."""
    ids = [{n.resource_id for n in row.walk() if n.resource_id} for row in rows]
    count = Counter(ident for each in ids for ident in each)
    return bool(count) and (len(rows) == 1 or max(count.values()) > 1 or any(":" in ident for ident in count))
