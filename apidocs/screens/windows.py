"""The window in front of a dump: which it is, whether page, dialog or menu, its title and its selected tab.

Looks at one dump only and knows Android's own vocabulary; what makes two dumps the same place is `telling_apart`'s matter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from phones.hierarchy import SYSTEM_PACKAGES, Hierarchy, Node

from ..doc.words import WAY_BACK

LIST_CLASSES = ("RecyclerView", "ListView", "GridView", "ExpandableListView", "StackView")
SCROLL_CLASSES = ("ScrollView", "NestedScrollView", *LIST_CLASSES)
_DIALOG_IDS = frozenset(
    {"parentPanel", "buttonPanel", "alertTitle", "dialog_title", "mdtp_ok", "mtrl_picker_fullscreen"}
)
_DIALOG_BUTTONS = frozenset({"android:id/button1", "android:id/button2", "android:id/button3"})
_TITLE_IDS = (
    "alertTitle",
    "dialog_title",
    "dialog_title_textview",
    "title_template",
    "toolbar_title",
    "action_bar_title",
)
_SHEETS = frozenset({"design_bottom_sheet", "touch_outside"})
_BAR_IDS = ("toolbar", "action_bar", "actionbar", "app_bar", "appbar")
_DRAWN_IDS = frozenset({"action_bar_root", "content", "statusBarBackground", "navigationBarBackground"})
"""What a window has around views that are drawn by a toolkit of their own."""
PLAIN_VIEWS = ("View", "ViewGroup")
"""What such views are, in React Native groups of them."""
_ARROWS = frozenset("> › » → ❯ ▸ ▶ ➔ ➜ ⟩ 〉 ﹥ ＞ ⌄ ˅ ▾ ▼".split())
TOP = 0.12
"""Of the window's height: where a heading without a toolbar stands."""
_STRIP = 200
"""Pixels of height from which what is drawn and scrolls does so up and down, and is no strip of chips."""
_HEADING = 50
"""Characters of one at most: a paragraph that stands first is what is said, and no name for the place."""


def is_list(node: Node) -> bool:
    """A view that shows rows, by its class."""
    return node.short_class.endswith(LIST_CLASSES)


def is_bar(node: Node) -> bool:
    """A toolbar, or what is around one."""
    return node.short_class.endswith("Toolbar") or any(part in node.id_name.lower() for part in _BAR_IDS)


def is_scroll(node: Node) -> bool:
    """A view whose content moves, so that what stands in it may be absent from another dump."""
    drawn = node.short_class == "View" and node.scrollable and node.bounds.height > _STRIP
    return drawn or node.short_class.endswith(SCROLL_CLASSES) and not node.short_class.startswith("Horizontal")


def is_radio(node: Node) -> bool:
    """One of several that exclude each other."""
    if node.short_class.endswith(("RadioButton", "CheckedTextView")):
        return node.checkable or node.clickable or bool(node.text)
    return node.checkable and any(_only_role(child) for child in node.children)


def _only_role(node: Node) -> bool:
    """What Compose puts into a line that is one of several: a node that has a class, for the role, and nothing else."""
    acts = node.checkable or node.clickable
    return node.short_class == "RadioButton" and not acts and not node.label and not node.children


def visible(node: Node) -> bool:
    return node.bounds.width > 1 and node.bounds.height > 1


def texts(node: Node) -> list[Node]:
    """The nodes in it that say something, from top to bottom and from the start of each line."""
    return [each for each in node.walk() if each.text.strip() and visible(each)]


def without_arrow(said: list[Node]) -> list[Node]:
    """Texts of a line without the sign at its end that it leads on, which is a letter in some apps and says nothing."""
    while len(said) > 1 and said[-1].text.strip() in _ARROWS:
        said = said[:-1]
    return said


def words_on(node: Node) -> str:
    """What the node says: its own text or description, else the first text in it, else the first description in it."""
    own = node.text.strip() or node.content_desc.strip()
    if own:
        return own
    inside = texts(node)
    if inside:
        return inside[0].text.strip()
    return next((n.content_desc.strip() for n in node.walk() if n.content_desc.strip()), "")


def candidates(hierarchy: Hierarchy) -> list[Node]:
    """Window roots that could be the app's, the one on top first.

    Keyboards and the system's bars are none, its shade and dialogs lie over all others; where one window lies within another
    it lies on top of it.
    """
    roots = [r for r in hierarchy.roots if not hierarchy.is_bar(r) and not r.keyboard and visible(r)]
    order = {id(root): index for index, root in enumerate(roots)}
    return sorted(roots, key=lambda root: (root.package not in SYSTEM_PACKAGES, _covers(root, roots), -order[id(root)]))


def _covers(root: Node, others: list[Node]) -> int:
    """How many other windows lie within this one."""
    return sum(1 for o in others if o is not root and o.bounds.area < root.bounds.area and _within(o, root))


def _within(inner: Node, outer: Node) -> bool:
    return inner.bounds.intersect(outer.bounds) == inner.bounds


@dataclass
class Window:
    """The window in front, read once."""

    root: Node
    size: tuple[int, int]
    """Width and height of the display in pixels, as far as the dump tells."""
    nodes: list[Node] = field(default_factory=list)
    activity: str = ""
    """The last part of the activity's class name, or empty."""

    @classmethod
    def of(cls, hierarchy: Hierarchy, package: str = "") -> Window | None:
        """The window in front; of `package` where it has one. None where only the system's bars are there."""
        found = candidates(hierarchy)
        if not found:
            return None
        root = next((r for r in found if r.package == package), found[0]) if package else found[0]
        owner, _, name = hierarchy.activity.rpartition("/")
        # an activity of another package says nothing of this window
        activity = name.rsplit(".", 1)[-1] if not owner or owner == root.package else ""
        return cls(root, hierarchy.size, [n for n in root.walk() if visible(n)], activity)

    @cached_property
    def ids(self) -> set[str]:
        return {n.id_name for n in self.nodes if n.resource_id}

    @cached_property
    def drawn(self) -> bool:
        """Whether its views are drawn by Compose, Flutter, React Native or the like: plain views without ids of the app's package.
        An id alone is what its tests find a view by."""
        plain = sum(n.short_class in PLAIN_VIEWS for n in self.nodes)
        return plain > 1 and {n.id_name for n in self.nodes if ":" in n.resource_id} <= _DRAWN_IDS

    @cached_property
    def kind(self) -> str:
        """page, dialog or menu."""
        full_ids = {n.resource_id for n in self.nodes}
        if full_ids & _DIALOG_BUTTONS and not self._fills() or self.ids & _DIALOG_IDS:
            return "dialog"
        if self.ids & _SHEETS and "design_bottom_sheet" in self.ids:
            return "dialog"
        if not self._floats():
            return "page"
        plain = not any(n.editable or n.checkable and n.short_class.endswith("RadioButton") for n in self.nodes)
        rows = [n for n in self.nodes if n.clickable and words_on(n) and not n.short_class.endswith("Button")]
        enough = 1 if any(is_list(n) for n in self.nodes[:3]) else 2
        other = any(n.clickable and n not in rows for n in self.nodes)
        return "menu" if plain and not other and len(rows) >= enough and self._stacked(rows) else "dialog"

    def _fills(self) -> bool:
        bounds = self.root.bounds
        return (
            bounds.left <= 0
            and bounds.top <= 0
            and bounds.width >= self.size[0]
            and bounds.height >= self.size[1] * 0.7
        )

    def _floats(self) -> bool:
        bounds, (width, height) = self.root.bounds, self.size
        inset = bounds.left > 0 or (bounds.right < width)
        # without a system bar in the dump the window itself gives the size, and only its left edge tells
        return inset and (bounds.left > 0 or bounds.width < width * 0.95) and bounds.height < max(height, bounds.bottom)

    @staticmethod
    def _stacked(rows: list[Node]) -> bool:
        """One under the other."""
        return len({row.bounds.left for row in rows}) <= 2 and len({row.bounds.top for row in rows}) == len(rows)

    @cached_property
    def bar(self) -> Node | None:
        """The toolbar, if the window has one."""
        for node in self.nodes:
            if is_bar(node):
                inner = [n for n in node.walk() if n.short_class.endswith("Toolbar") or "toolbar" in n.id_name.lower()]
                chosen = next((n for n in reversed(inner) if n.children), node)
                if (
                    chosen.id_name != "action_bar_root"
                    and chosen.bounds.height < max(self.size[1], 1) * 0.35
                    and chosen.children
                ):
                    return chosen
        return None

    @cached_property
    def title_node(self) -> Node | None:
        """The heading: a dialog's title panel, or the first text of the toolbar that isn't to be tapped."""
        for node in self.nodes:
            if node.id_name in _TITLE_IDS and node.text.strip():
                return node
        if self.kind == "page" and self.bar is not None:
            for node in self.bar.walk():
                if node.text.strip() and visible(node) and not _touchable(node, self.bar) and not node.selected:
                    return node
        return self._drawn_title() if self.drawn and self.bar is None and self.kind != "menu" else None

    def _drawn_title(self) -> Node | None:
        """Of a window that is drawn: the first words at its top that nothing happens at."""
        below = self.root.bounds.top + self.root.bounds.height * TOP
        scrolled = {id(around) for node in self.nodes if node.text.strip() for around in _cut_off_by(node)}
        for node in self.nodes:
            if not (node.text or node.content_desc).strip():
                continue
            if _touchable(node, self.root):
                if self.kind == "dialog" or not self.is_up_words(node):
                    return None
                continue
            if any(id(around) in scrolled for around in node.ancestors()):
                continue
            first = self._highest(node) if self.kind == "page" else node
            high = self.kind == "dialog" or first.bounds.center[1] < below
            short = len(first.text or first.content_desc) <= _HEADING
            return first if high and short and not first.children else None
        return None

    def _highest(self, found: Node) -> Node:
        """What stands wholly above the first words: a bar that lies over the page comes after it in the dump."""
        above = [
            n
            for n in self.nodes
            if n.text.strip()
            and n.bounds.bottom <= found.bounds.top
            and n.bounds.height
            and len(n.text) <= _HEADING
            and not n.children
            and not _touchable(n, self.root)
            and not _cut_off_by(n)
        ]
        return min(above, key=lambda n: n.bounds.top, default=found)

    @cached_property
    def title(self) -> str:
        node = self.title_node
        return (node.text.strip() or node.content_desc.strip()) if node is not None else ""

    @cached_property
    def tabs(self) -> list[list[Node]]:
        """Groups of siblings of which exactly one is selected: tab bars, bottom navigation, mode switches."""
        groups: list[list[Node]] = []
        for node in self.nodes:
            if is_list(node):
                continue
            around = [c for c in node.children if visible(c)]
            for group in self._lines(around) if self.drawn else [around]:
                if not 2 <= len(group) <= 7 or sum(c.selected for c in group) != 1:
                    continue
                if len({c.short_class for c in group}) > 1 or any(n.checkable for c in group for n in c.walk()):
                    continue
                if self.drawn and (all(c.long_clickable for c in group) or _in_form(node)):
                    continue  # rows, or options of a form, of which one is picked
                if all(words_on(c) for c in group) and any(c.clickable for c in group):
                    groups.append(group)
        return groups

    @staticmethod
    def _lines(nodes: list[Node]) -> list[list[Node]]:
        """Nodes that stand side by side: what is drawn has no layout around them that would tell."""
        lines: dict[tuple[int, int], list[Node]] = {}
        for node in nodes:
            lines.setdefault((node.bounds.top, node.bounds.bottom), []).append(node)
        return list(lines.values())

    @cached_property
    def selected(self) -> frozenset[str]:
        """The words on the selected tabs."""
        return frozenset(words_on(tab) for group in self.tabs for tab in group if tab.selected)

    def is_up(self, node: Node) -> bool:
        """The arrow at the start of the toolbar, which does what the back key does."""
        if self.bar is None and self.drawn:
            at_top = node.bounds.bottom < self.root.bounds.top + self.root.bounds.height * TOP
            return at_top and node.bounds.left < self.size[0] * 0.1 and self.is_up_words(node)
        if self.bar is None or not node.short_class.startswith("Image") or node.resource_id.endswith(":id/menu"):
            return False
        if not any(parent is self.bar for parent in node.ancestors()):
            return False
        said = node.content_desc.strip().lower()
        at_start = node.bounds.left - self.bar.bounds.left < self.size[0] * 0.1
        return said in WAY_BACK or (not said and not node.id_name and at_start)

    @staticmethod
    def is_up_words(node: Node) -> bool:
        return words_on(node).lower().rpartition(", ")[2] in WAY_BACK  # "Tasks, back"

    @cached_property
    def buttons(self) -> dict[str, Node]:
        """A dialog's own buttons by their id's name: button1 is the positive one, button2 the negative."""
        return {n.id_name: n for n in self.nodes if n.resource_id in _DIALOG_BUTTONS}


def _cut_off_by(node: Node) -> list[Node]:
    """What scrolls with a text right at its upper edge, which came there from below: no heading is in that any more."""
    return [n for n in node.ancestors() if n.scrollable and n.bounds.top == node.bounds.top]


def _in_form(node: Node) -> bool:
    """Whether it scrolls up and down together with fields."""
    around = next((each for each in (node, *node.ancestors()) if is_scroll(each)), None)
    return around is not None and any(each.editable for each in around.walk())


def _touchable(node: Node, within: Node) -> bool:
    for each in (node, *node.ancestors()):
        if each is within:
            return False
        if each.clickable or each.long_clickable or each.editable:
            return True
    return False
