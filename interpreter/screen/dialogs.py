"""Dialogs as a dump shows them: whether one stands in front, what it says, which button says yes, which one leaves it with nothing
kept, and which dialogs lie over each other.

Reads only; what is a dialog is told as the docs tell it (`apidocs.screens.windows`). Android's own ids are trusted first; apps that
draw their own dialogs are told by the buttons' words. A button that leaves is named only where its words leave no doubt; else
there is the back key.
"""

from __future__ import annotations

import re

from apidocs.doc import Kind
from apidocs.doc.buttons import cancels, discards, keeps_nothing, says_no, says_yes, takes_back
from apidocs.doc.effects import asks, effect_of
from apidocs.screens.windows import PLAIN_VIEWS, Window, texts, words_on
from phones.hierarchy import Hierarchy, Node

Layer = tuple[str, str]
"""A dialog's key, and which of the doc's screens it is: a thing and the form that changes it may have the same heading."""
_ASKS_TO_SAVE = re.compile(r"\bsave\b(?! (?:them|it)?\s*later)", re.IGNORECASE)
_WITHOUT = re.compile(r"without saving|unsaved|lose|lost|not (?:be|been) saved|discard", re.IGNORECASE)


def keyboard(hierarchy: Hierarchy) -> Node | None:
    """The keyboard's window, where the dump has it."""
    return next((r for r in hierarchy.roots if r.keyboard and r.bounds.area), None)


def dialog_in_front(hierarchy: Hierarchy) -> Node | None:
    """The root of the dialog on top, or None where a page or a menu is in front."""
    window = Window.of(hierarchy)
    return window.root if window is not None and window.kind == "dialog" else None


def dialog_around(hierarchy: Hierarchy, node: Node) -> Node | None:
    """The root of the dialog in front, where the node stands in it."""
    root = dialog_in_front(hierarchy)
    return root if root is not None and (node is root or any(a is root for a in node.ancestors())) else None


def words_around(hierarchy: Hierarchy, node: Node) -> str:
    """What the dialog says that the node stands in; empty on a page."""
    root = dialog_around(hierarchy, node)
    return words_of_dialog(root) if root is not None else ""


def buttons(root: Node) -> list[Node]:
    """What can be tapped and says something, and is neither a field nor a choice."""
    return [
        n
        for n in root.walk()
        if n.clickable
        and not n.checkable
        and not n.editable
        and (n.label and n.short_class.endswith(("Button", "TextView")) or _drawn(n))
    ]


def _drawn(node: Node) -> bool:
    """A button as Compose has it, or React Native, which reads its words out once more: a plain view with its words below it."""
    said = texts(node) if node.short_class in PLAIN_VIEWS else []
    return len(said) == 1 and said[0] is not node and node.label in ("", said[0].text)


def words_of_button(node: Node) -> str:
    """What a button says: on itself, or on the words that are drawn on it."""
    return node.label or (words_on(node) if _drawn(node) else "")


def positive_button(root: Node) -> Node | None:
    """The button that says yes. None where none is known to: a guess could be the wrong way round."""
    own, offered = _own_button(root, "button1"), buttons(root)
    if own is not None:
        return own
    known = [n for n in offered if says_yes(words_of_button(n))]
    if known or len(offered) != 2:
        return known[-1] if known else None
    # of two, where one takes back, the other one does it: "Move to bin"
    does = [n for n in offered if asks(effect_of(words_of_button(n), "", "", Kind.BUTTON))]
    if len(does) != 1 or sum(map(is_negative, offered)) != 1 or is_negative(does[0]):
        return None
    # beside fields, "Discard" takes back what was put in, and "Keep" doesn't
    return None if takes_back(words_of_button(does[0])) and any(n.editable for n in root.walk()) else does[0]


def _own_button(root: Node, name: str) -> Node | None:
    """As Android's own dialogs have them: button1 agrees, button2 doesn't."""
    return next((n for n in root.walk() if n.resource_id == f"android:id/{name}" and n.clickable), None)


def is_negative(node: Node) -> bool:
    """Whether a button only takes back: Cancel, No."""
    return says_no(words_of_button(node))


def keeps_fields(root: Node, node: Node) -> bool:
    """Whether a button keeps what is put into a dialog's fields, whatever it says: all that is there besides is Cancel."""
    pressed = buttons(root)
    if not any(n.editable for n in root.walk()) or len(pressed) != 2 or not any(n is node for n in pressed):
        return False
    other = next(n for n in pressed if n is not node)
    return takes_back(words_of_button(other)) and not takes_back(words_of_button(node))


def texts_of_dialog(root: Node) -> list[str]:
    """Title and message, each once; without the buttons, the fields and the choices."""
    taps = {id(n) for n in buttons(root)}
    said = [
        n.text
        for n in root.walk()
        if n.text and id(n) not in taps and not n.editable and not n.checkable and not _in_choice(n)
    ]
    return list(dict.fromkeys(said))


def words_of_dialog(root: Node) -> str:
    """Title and message in one line."""
    return " ".join(texts_of_dialog(root))


def title_of_dialog(hierarchy: Hierarchy) -> str:
    """Its heading, else its first words."""
    window = Window.of(hierarchy)
    if window is None:
        return ""
    return window.title or next((n.text for n in window.nodes if n.text), "")


def dialog_key(hierarchy: Hierarchy) -> str | None:
    """Which dialog is in front: the same one keeps its heading while it is filled in. None where there is none."""
    root = dialog_in_front(hierarchy)
    return None if root is None else f"{root.package}/{title_of_dialog(hierarchy)}"


def window_key(hierarchy: Hierarchy) -> str:
    """Which window is in front, whatever it shows."""
    window = Window.of(hierarchy)
    return "" if window is None else f"{window.root.package}/{window.activity}/{window.kind}/{window.title}"


def _in_choice(node: Node) -> bool:
    return any(
        a.clickable or a.checkable or a.short_class.endswith(("ListView", "RecyclerView")) for a in node.ancestors()
    )


class Layers:
    """The dialogs of one run, kept from one look to the next: a dump needn't show what a menu or a dialog covers. One that was
    there before an act, under a menu or under another dialog, is no answer of the app to it."""

    def __init__(self) -> None:
        self.led_on = True
        """Whether what was done last only leads somewhere."""
        self._stack: list[Layer] = []
        """Those that stand, the one on top last."""
        self._places: set[Layer] = set()
        """Those that something led to that does nothing else: they may come back once a page that covers them is left."""

    @property
    def known(self) -> frozenset[Layer]:
        """What is no answer to an act that is made now."""
        return frozenset(self._places.union(self._stack))

    def saw(self, hierarchy: Hierarchy, screen: str) -> None:
        """A dump came by: a page ends all dialogs, a menu none, and a dialog that stood already ends those above it."""
        window = Window.of(hierarchy)
        if window is None or window.kind == "menu":
            return
        key = dialog_key(hierarchy)
        if key is None:
            self._stack.clear()
            return
        layer = (key, screen)
        at = next((n for n, other in enumerate(self._stack) if same_layer(layer, other)), None)
        if at is not None:
            del self._stack[at + 1 :]
            return
        self._stack.append(layer)
        if self.led_on:
            self._places.add(layer)


def same_layer(one: Layer, other: Layer) -> bool:
    """Whether two may be the same dialog: a heading alone tells, where the doc doesn't know one of them."""
    return one[0] == other[0] and (one[1] == other[1] or "" in (one[1], other[1]))


def discarding_button(root: Node) -> Node | None:
    """The answer to "Discard changes?", "Save changes?", "Leave without saving?" that keeps nothing."""
    offered = buttons(root)
    said = next((n for n in offered if discards(words_of_button(n))), None)
    if said is not None:
        return said
    words = words_of_dialog(root)
    if _WITHOUT.search(words):
        yes = positive_button(root)
        return yes if yes is not None and not is_negative(yes) and not _keeps(yes) else None
    if _ASKS_TO_SAVE.search(words):
        return next((n for n in offered if words_of_button(n).strip().casefold() in ("no", "nein", "non")), None)
    return None


def refusing_button(root: Node) -> Node | None:
    """What closes a dialog without doing what it is for."""
    return _own_button(root, "button2") or next((n for n in buttons(root) if is_negative(n)), None)


def only_closes(root: Node) -> bool:
    """Whether nothing on a dialog takes back what was put in: Close or Dismiss may keep it."""
    return _own_button(root, "button2") is None and not any(keeps_nothing(words_of_button(n)) for n in buttons(root))


def cancelling_button(hierarchy: Hierarchy) -> Node | None:
    """A page's own Cancel."""
    window = Window.of(hierarchy)
    found = [n for n in window.nodes if n.clickable and cancels(words_of_button(n))] if window is not None else []
    return found[0] if len(found) == 1 else None


def _keeps(button: Node) -> bool:
    return bool(re.match(r"^\W*(save|keep|continue editing|stay)\b", words_of_button(button), re.IGNORECASE))
