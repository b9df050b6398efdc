"""A change that is taken only once it is saved: the check mark or the Save button that came up when something was changed.

Remembers what a page offered before the script's first change on it. What saves and wasn't there then, or couldn't be
tapped, belongs to that change; a script that goes on without it has forgotten it. What a dialog asks is `left_open`'s matter.
"""

from __future__ import annotations

from apidocs.doc import AppDoc, Effect, Element, Kind
from apidocs.doc.buttons import icon_saves, keeps_nothing, leads_from_form, says_it_saves
from apidocs.doc.effects import severity
from apidocs.doc.words import words_of
from apidocs.screens.windows import LIST_CLASSES
from phones.hierarchy import Node

from ..screen.dialogs import words_of_button
from ..screen.front import PageKey, Sight

Key = tuple[str, str, str]


class Changes:
    """What the script changed on a page and has not saved, as far as the page shows it."""

    def __init__(self) -> None:
        self._page: PageKey | None = None
        self._offered: frozenset[Key] = frozenset()

    def made(self, before: Sight) -> None:
        """The script changed something on the screen that was in front `before`."""
        if before.page is None or before.page == self._page:
            return
        self._page, self._offered = before.page, frozenset(_key(n) for n in saving_controls(before))

    def pressed(self, before: Sight, node: Node) -> None:
        """The script tapped something: what saves has saved."""
        if before.page == self._page and any(n is node for n in saving_controls(before)):
            self.forget()

    def unsaved(self, sight: Sight) -> Node | None:
        """What saves the changes made on the page in front; None where none came up, or more than one."""
        if self._page is None or sight.page != self._page:
            return None
        new = [n for n in saving_controls(sight) if _key(n) not in self._offered]
        return new[0] if len(new) == 1 else None

    def forget(self) -> None:
        """The page was saved or left."""
        self._page, self._offered = None, frozenset()


def saving_controls(sight: Sight) -> list[Node]:
    """What can be tapped now, stands in no list, and says that it saves."""
    found = [n for n in sight.nodes if n.clickable and n.enabled and not n.checkable and not n.editable]
    return [n for n in found if _saves(n) and not any(a.short_class.endswith(LIST_CLASSES) for a in n.ancestors())]


def one_that_saves(sight: Sight, doc: AppDoc) -> Node | None:
    """The only thing on a form that can be what saves it, whatever it says ("Keep"). What the doc knows to fill the form in, to
    ask for a value, to lead on, to leave or to do something else saves nothing."""
    screen = sight.screen
    if screen is None or sight.kind in ("", "menu"):
        return None
    over = {s.name for s in doc.screens if s.kind != "page" and s.name != screen.name}
    asks = {t.element for t in doc.transitions if t.source == screen.name and t.target in over}
    known = [(e, m.node) for e in screen.elements if e.name not in asks for m in sight.find(e.locator)[:1]]
    others = {id(n) for e, node in known if _does_else(e) for n in node.walk()}
    found = [n for e, n in known if e.kind is Kind.BUTTON and n.clickable and n.enabled and id(n) not in others]
    return found[0] if len(found) == 1 else None


def takes_back_beside(sight: Sight) -> bool:
    """Whether a form has a button that keeps nothing of what was put in: then another one keeps it. On a thing's own page, which
    has deeds and lists, "Discard" is one of the deeds."""
    for element in sight.screen.elements if sight.screen is not None else []:
        grave = severity(element.effect) > severity(Effect.COMMIT)
        if element.kind is Kind.LIST or grave and not keeps_nothing(element.label or element.name):
            return False
    back = any(n.clickable and keeps_nothing(words_of_button(n)) for n in sight.nodes)
    return back and any(n.editable for n in sight.nodes)


def _does_else(element: Element) -> bool:
    """Whether a thing's kind or its own words say that it is no button that saves: what has words for a deed ("Copy") does that."""
    return (
        element.kind is not Kind.BUTTON
        or severity(element.effect) > severity(Effect.NAVIGATE)
        and not says_it_saves(element.said)
        or keeps_nothing(element.said)
        or leads_from_form(element.said)
    )


def _saves(node: Node) -> bool:
    said = words_of_button(node)
    return says_it_saves(said) if words_of(said) else icon_saves(node.id_name)


def _key(node: Node) -> Key:
    return node.resource_id, words_of_button(node), node.cls
