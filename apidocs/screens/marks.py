"""What a dump shows of its screen's structure, as short strings: the marks that screens are told apart by.

Rows of content lists, typed texts, clocks, counts and the state of toggles leave no mark. The notation, one mark a string:

`frame:X` a control that stands outside anything that scrolls, `body:X` one inside, `id:X` a container's id, `opt:X` an
option of a dialog, `word:X` a word of a message, `list:X` a list, `title:X`, `tab:X` the selected tab, `mode:X` a state of
the toolbar, `kind:X`. X is an id's name, or `"words"` where the words are the only constant.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field
from typing import Any

from phones.hierarchy import Node

from ..doc.words import word_set
from .lists import Lists, find_lists
from .windows import TOP, Window, is_radio, is_scroll, words_on

_QUOTED = re.compile(r"[\"“”„«»‘][^\"“”„«»’]*[\"“”„«»’]|\S*[\d@/\\.:]\S+|\S*\d\S*")
_WORD = re.compile(r"[^\W\d_]{2,}")
_COUNTED = re.compile(r"\d+(\s*/\s*\d+)?(\s+[^\W\d]+){0,2}")
"""The heading of a selection: "3", "3 selected"."""
_ACTION_MODE = ("action_mode", "action_context", "actionmode")
_GENERIC = word_set("content title summary text icon image label name text1 text2 message custom list")
FURNITURE = word_set(
    """content action_bar_root action_bar_container decor_content_parent toolbar action_bar main_content
    container list_container recycler_view content_frame content_parent coordinator rootContainer
    navigationToolbar app_bar parentPanel topPanel contentPanel customPanel custom buttonPanel title_template
    scrollIndicatorDown scrollIndicatorUp dialog_holder titleDividerNoCustom textSpacerNoButtons"""
)
"""Ids of Android's and its libraries' own containers, which say nothing of a screen."""
_NOISE = word_set("statusBarBackground navigationBarBackground snackbar_text snackbar_layout snackbar_action")


@dataclass
class Seen:
    """One dump, read for comparing."""

    window: Window
    lists: Lists
    package: str
    activity: str
    kind: str
    title: str
    tabs: frozenset[str]
    mode: str
    frame: frozenset[str] = frozenset()
    body: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    options: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    leads_back: bool = False
    """It has an arrow that leads back to where it was opened."""
    steady: set[int] = field(default_factory=set)
    """`id()` of nodes outside anything that scrolls."""
    controls: list[Any] | None = field(default=None, repr=False, compare=False)
    """What `elements.collecting` read of it: a walk asks for that a dozen times a dump."""

    def marks(self) -> set[str]:
        """All of it as the doc keeps it."""
        found = {f"kind:{self.kind}"} | {f"tab:{tab}" for tab in self.tabs}
        found |= {f"title:{self.title}"} if self.title else set()
        found |= {f"mode:{self.mode}"} if self.mode else set()
        for prefix, values in (
            ("frame", self.frame),
            ("body", self.body),
            ("id", self.ids),
            ("opt", self.options),
            ("word", self.words),
            ("list", self.listed),
        ):
            found |= {f"{prefix}:{value}" for value in values}
        return found


def look(window: Window, fixed: Set[str] = frozenset()) -> Seen:
    """Read one window. `fixed` names lists that the whole walk showed to be fixed rows."""
    lists = find_lists(window, frozenset(fixed))
    selecting = acts_on_selection(window)
    seen = Seen(
        window=window,
        lists=lists,
        package=window.root.package,
        activity=window.activity,
        kind=window.kind,
        title="" if selecting and window.drawn else window.title,
        tabs=window.selected if window.kind == "page" else frozenset(),
        mode="action" if selecting else "",
        listed=frozenset(rows.key for rows in lists.found),
        leads_back=any(map(window.is_up, window.nodes)),
    )
    _fill(seen)
    return seen


def acts_on_selection(window: Window) -> bool:
    """Whether the toolbar is that of a selection mode, in which a tap on a row picks it."""
    if window.drawn:
        tabs = {id(tab) for group in window.tabs for tab in group}
        picked = any(n.selected and (n.clickable or n.long_clickable) and id(n) not in tabs for n in window.nodes)
        top = window.root.bounds.top + window.root.bounds.height * TOP
        first = next((n for n in window.nodes if n.text.strip() and not n.clickable), None)
        said = first.text.strip() if first is not None and first.bounds.center[1] < top else ""
        # what is picked may be out of sight: then what ends it stands before the number
        ends = (
            said.isdecimal() and len(said) < 4 and window.kind == "page" and first is not None and _ended(window, first)
        )
        return bool(_COUNTED.fullmatch(said)) and (picked or ends)
    return any(part in name for name in window.ids for part in _ACTION_MODE)


def _ended(window: Window, count: Node) -> bool:
    """Whether something that one taps, and that doesn't lead back, stands on the line of a number before it."""
    across = count.bounds.center[1]
    before = [n for n in window.nodes if n.clickable and n.bounds.right <= count.bounds.left]
    return any(n.bounds.top < across < n.bounds.bottom and not window.is_up(n) for n in before)


def _fill(seen: Seen) -> None:
    counts: dict[str, int] = {}
    for node in seen.window.nodes:
        if node.resource_id and id(node) not in seen.lists.inside:
            counts[node.id_name] = counts.get(node.id_name, 0) + 1
    frame: set[str] = set()
    body: set[str] = set()
    ids: set[str] = set()
    options: set[str] = set()
    words: set[str] = set()
    moving = _moving(seen.window)
    foreign = web_content(seen.window)
    for node in seen.window.nodes:
        if id(node) in seen.lists.inside or node.id_name in _NOISE or id(node) in foreign:
            continue
        if id(node) not in moving:
            seen.steady.add(id(node))
        shared = counts.get(node.id_name, 0) > 1 or node.id_name in _GENERIC or node.resource_id.startswith("android:")
        if is_radio(node):
            options.add(_words(words_on(node) or words_beside(node)) if shared or not node.id_name else node.id_name)
        elif node.clickable or node.checkable or node.editable:
            name = _name(node, shared, seen.window)
            if name:
                (body if id(node) in moving else frame).add(name)
        elif node.resource_id and not shared and node.id_name not in FURNITURE:
            ids.add(node.id_name)
        plain = node.text and not node.clickable and not node.checkable and not node.editable
        said = plain and node is not seen.window.title_node
        if seen.kind == "dialog" and said and (node.id_name in ("message", "") or len(node.text.split()) > 3):
            words.update(message_words(node.text))
    seen.frame, seen.body, seen.ids = frozenset(frame), frozenset(body), frozenset(ids)
    seen.options, seen.words = frozenset(options), frozenset(words)


def _moving(window: Window) -> set[int]:
    """Nodes in what scrolls; of scrolling views within each other the innermost, as whole pages are often one, too."""
    moving: set[int] = set()
    for node in window.nodes:
        if is_scroll(node) and node.id_name != "buttonPanel":
            below = {id(n) for n in node.walk() if n is not node}
            if not any(id(n) in below and is_scroll(n) and n.bounds.area * 10 > node.bounds.area for n in window.nodes):
                moving |= below
    return moving


def web_content(window: Window) -> set[int]:
    """Nodes of a web page shown in an app that has controls of its own: what a page says is content."""
    inside = {id(n) for web in window.nodes if web.short_class.endswith("WebView") for n in web.walk() if n is not web}
    own = sum(1 for n in window.nodes if id(n) not in inside and (n.clickable or n.editable))
    return inside if own >= 3 else set()


def words_beside(node: Node) -> str:
    """The words of the row a bare radio button or switch stands in."""
    row = node.parent
    return words_on(row) if row is not None and row.bounds.height < node.bounds.height * 3 else ""


def _name(node: Node, shared: bool, window: Window) -> str:
    if window.is_up(node):
        return ""
    if node.resource_id and not shared:
        return node.id_name
    if node.editable:
        return f"{node.id_name or node.short_class}"
    said = words_on(node)
    return _words(said) if said else (node.id_name or "")


def _words(said: str) -> str:
    """Words as a mark, without numbers: a counter in a label must not make another label of it."""
    plain = " ".join(re.sub(r"\d+", "#", said).split())
    return f'"{plain[:48]}"'


def message_words(text: str) -> set[str]:
    """The words of a message, without names in quotes, numbers, paths."""
    return {word.lower() for word in _WORD.findall(_QUOTED.sub(" ", text))}
