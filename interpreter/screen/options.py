"""The options of a choice as a dump shows them: where they stand, what each says, which one is chosen, how to tap it.

Reads only. A dialog's own buttons are no options; a notice that has one button and nothing to pick is no choice at all.
"""

from __future__ import annotations

from dataclasses import dataclass

from apidocs.doc import Effect, Element, Kind
from apidocs.doc.effects import effect_of, severity
from apidocs.screens.windows import Window, is_radio
from phones.hierarchy import Hierarchy, Node

from .dialogs import buttons, words_of_button
from .matching import choose_text
from .states import switch_at


@dataclass(frozen=True, eq=False)
class Option:
    """One thing to pick."""

    text: str
    node: Node
    """What says it; the finger goes to what takes taps there."""

    @property
    def finger(self) -> Node:
        return self.node.actionable() or self.node

    @property
    def marked(self) -> bool | None:
        """Whether it is chosen; None where nothing there can be."""
        node = self.node
        carrier = node if node.checkable else switch_at(node)
        if carrier is not None and carrier.checkable:
            return carrier.checked
        return True if node.selected else None


def options_in(hierarchy: Hierarchy, before: Hierarchy) -> list[Option]:
    """What an opened choice offers: the checkable things with their words, else what can be tapped and is new."""
    window = Window.of(hierarchy)
    if window is None:
        return []
    checkable = [Option(words, n) for n in window.nodes if n.checkable and (words := words_of_option(n))]
    if checkable:
        return checkable
    taps = {id(n) for n in (*window.buttons.values(), *(buttons(window.root) if window.kind == "dialog" else ()))}
    old = {(n.label, n.bounds) for n in before.walk()} if window.kind == "page" else set()
    return [
        Option(n.label, n)
        for n in window.nodes
        if n.label and id(n) not in taps and n is not window.title_node and (n.label, n.bounds) not in old
    ]


def options_on(node: Node, element: Element | None) -> list[Option]:
    """The options that stand on the screen itself, within the choice's own part of it.

    Several groups may stand in one list; the doc's options tell which of the marks are this choice's.
    """
    marks = [n for n in node.walk() if n.checkable or is_radio(n)]
    found = [Option(words, n) for n in marks if (words := words_of_option(n))]
    known = {o.strip().casefold() for o in element.options} if element is not None else set()
    own = [o for o in found if o.text.strip().casefold() in known]
    return own or found


def chosen_on(node: Node, element: Element | None) -> str:
    """What a choice stands on whose options stand open; empty where that can't be told."""
    marked = [o.text for o in options_on(node, element) if o.marked] if element is not None and element.inline else []
    return marked[0] if len(marked) == 1 else ""


def option_among(options: list[Option], wanted: str) -> Option | None:
    """The one that is meant beyond doubt: the same words, letter for letter or but for case and punctuation."""
    choice = choose_text(wanted, [o.text for o in options])
    if choice.how == "exact" and choice.candidates:
        return options[choice.candidates[0]]
    return options[choice.best] if choice.best is not None and choice.how == "same letters" else None


def words_of_option(node: Node) -> str:
    """Of a checkable node: its own words or those in it, or those of the row that it is the switch of."""
    own = next((n.label for n in node.walk() if n.label), "")
    if own:
        return own
    for around in node.ancestors():
        if switch_at(around) is not node:
            return ""
        words = next((n.label for n in around.walk() if n.label), "")
        if words:
            return words
    return ""


def notice_button(hierarchy: Hierarchy) -> Node | None:
    """The only button of a notice: a dialog that says something and asks nothing. None where something can be picked,
    filled in or declined."""
    window = Window.of(hierarchy)
    if window is None or window.kind != "dialog":
        return None
    if any(n.checkable or n.editable or is_radio(n) for n in window.nodes):
        return None
    taps = [n for n in window.nodes if n.clickable]
    pressed = list({id(n): n for n in (*window.buttons.values(), *buttons(window.root))}.values())
    if len(pressed) != 1 or any(n is not pressed[0] for n in taps):
        return None
    said = any(n.text.strip() for n in window.nodes if n is not pressed[0])
    harmless = severity(effect_of(words_of_button(pressed[0]), "", "", Kind.BUTTON)) <= severity(Effect.COMMIT)
    return pressed[0] if said and harmless else None
