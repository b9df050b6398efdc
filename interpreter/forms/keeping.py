"""Forms that nothing on them saves: leaving one may keep what was put into it, so that leaving it is what has to be asked about.

Reads the doc and the screen; presses nothing. What an app holds at once (a switch of its settings, a search) isn't kept by leaving.
"""

from __future__ import annotations

from apidocs.doc import AppDoc, Effect, Element, Kind, Screen
from apidocs.doc.buttons import leaves_page, says_it_saves
from apidocs.doc.committing import committing
from apidocs.doc.effects import asks
from apidocs.doc.words import words_of
from apidocs.samples.phrasing import phrases
from phones.hierarchy import Node

from ..screen.dialogs import dialog_in_front, is_negative, positive_button, window_key, words_of_button
from ..screen.front import Sight
from ..screen.interruptions import asks_to_discard
from ..screen.states import Spot, field_text
from .put_in import Entry, Forms
from .saving import saving_controls


def may_keep(screen: Screen | None, element: Element | None, node: Node) -> bool:
    """Whether leaving the screen may keep what was put in there, as nothing else does. `element` is the doc's, `node` what stands
    there."""
    settings = phrases().spoken["settings_screens"]
    if screen is not None and (screen.kind == "menu" or settings & {*words_of(screen.name), *words_of(screen.title)}):
        return False
    if _searches(element, node) or screen is not None and _saved_otherwise(screen, element):
        return False
    if node.editable or element is not None and element.kind is Kind.INPUT:
        return True
    # a switch or a choice waits for something only among fields
    return screen is not None and any(not _saved_otherwise(screen, field) for field in _fields(screen))


def kept_by_leaving(sight: Sight, doc: AppDoc, forms: Forms) -> list[Entry]:
    """The values that leaving what is in front may keep; none where something there saves, or there is nothing."""
    standing = forms.standing()
    if not standing or saving_controls(sight):
        return []
    root = dialog_in_front(sight.hierarchy)
    yes = positive_button(root) if root is not None else None
    if yes is not None and not is_negative(yes):
        return []
    here = [e for e in standing if e.screen == sight.name]
    if not here and not _goes_on(sight, doc, standing):
        return []
    return standing


def taken_by(spot: Spot, forms: Forms) -> list[Entry]:
    """The values that a press may take though the doc doesn't say so: "New companion" beside the field for its name, or a picture
    that says nothing at all, of which nobody knows that it doesn't save."""
    standing = [e for e in forms.standing() if e.screen == spot.sight.name]
    if not standing:
        return []
    if wordless(spot.node):
        return standing
    if not phrases().spoken["create"] & set(words_of(words_of_button(spot.node) or spot.node.content_desc)):
        return []
    _, middle = spot.node.bounds.center
    fields = [n for n in spot.sight.nodes if n.editable and field_text(n).strip() and not _searches(None, n)]
    return standing if any(n.bounds.top <= middle <= n.bounds.bottom for n in fields) else []


def wordless(node: Node) -> bool:
    """Whether nothing on a button, or in its id, says what it does."""
    said = (n.text or n.content_desc or n.hint or n.id_name for n in node.walk())
    return not node.editable and not node.checkable and not any(said)


def were_taken(spot: Spot, after: Sight) -> bool:
    """Whether a press that may take values has: the form has given way to a page, or stays and takes the next one."""
    return not wordless(spot.node) or after.kind == "page" and was_left(spot.sight, after)


def goes_up(node: Node) -> bool:
    """Whether a button leaves what it stands on, as the back key does."""
    return leaves_page(words_of_button(node) or node.content_desc)


def was_left(before: Sight, after: Sight) -> bool:
    """Whether what was in front has gone, without the app having asked whether that is meant."""
    if asks_to_discard(after.hierarchy):
        return False
    return before.name != after.name or window_key(before.hierarchy) != window_key(after.hierarchy)


def _goes_on(sight: Sight, doc: AppDoc, standing: list[Entry]) -> bool:
    """Whether the page in front is a further step of a form: a form itself, opened from it, that nothing saves either."""
    if sight.kind != "page" or sight.owner != doc.package:
        return False
    if sight.screen is None:
        return any(node.editable and not _searches(None, node) for node in sight.nodes)
    name, before = sight.name, {e.screen for e in standing}
    opened = any(t.target == name and t.source in before and t.action == "tap" for t in doc.transitions)
    fields = _fields(sight.screen)
    return opened and bool(fields) and not any(_saved_otherwise(sight.screen, field) for field in fields)


def _fields(screen: Screen) -> list[Element]:
    return [e for e in screen.elements if e.kind is Kind.INPUT and not _searches(e, None)]


def _saved_otherwise(screen: Screen, element: Element | None) -> bool:
    """Whether the doc knows a button that takes what is put in there."""
    if committing(screen, element) is not None:
        return True
    buttons = [e for e in screen.elements if e.kind is Kind.BUTTON]
    if any(says_it_saves(e.said) or e.effect in (Effect.ACCOUNT, Effect.PAY) for e in buttons):
        return True  # what is typed for signing in, or to be paid, is taken by that
    # "Add quote" beside "Quote"
    named = set(words_of(element.said)) if element is not None and element.kind is Kind.INPUT else set()
    return bool(named) and any(asks(e.effect) and named < set(words_of(e.said)) for e in buttons)


def _searches(element: Element | None, node: Node | None) -> bool:
    """Whether a field only finds something."""
    texts = [element.name, element.label, element.description] if element is not None else []
    texts += [node.hint, node.id_name, node.content_desc] if node is not None else []
    searching = {*phrases().spoken["searching"], "filter", "url"}
    return any(searching & set(words_of(text)) for text in texts)
