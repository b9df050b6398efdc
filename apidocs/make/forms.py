"""Forms: which button saves what is typed into a field, and what a form for new shares with the one for old."""

from __future__ import annotations

from phones.hierarchy import Node

from ..doc import Effect, Element, Kind, Screen
from ..doc.buttons import says_it_saves, takes_back
from .trace import Place


def inherit(screens: list[Screen]) -> None:
    """What was opened on one screen stands for the same thing on its like: the form for new and for old."""
    known: dict[tuple[str, str], Element] = {}
    for screen in screens:
        for element in screen.elements:
            if element.kind is Kind.CHOICE and element.options and not element.inline and element.locator.resource_id:
                known.setdefault((screen.activity, element.locator.resource_id), element)
    for screen in screens:
        for element in screen.elements:
            model = known.get((screen.activity, element.locator.resource_id))
            same = model is not None and model.name == element.name and not element.options
            if model is not None and same and element.kind in (Kind.BUTTON, Kind.CHOICE):
                element.kind, element.options = Kind.CHOICE, list(model.options)
                element.effect, element.confirm = model.effect, model.confirm


_MAKES = ("create", "finish")
_COMMITS = (Effect.COMMIT, Effect.SEND)


def tie_to_commit(place: Place, elements: list[Element]) -> None:
    """Tie a form's fields to what saves it: a dialog's positive button, else the screen's save or send."""
    nodes = {place.names[d.key]: d.first.node for d in place.drafts if d.key in place.names}
    positive = next((n for n, node in nodes.items() if node.resource_id == "android:id/button1"), "")
    saving = [e for e in elements if e.kind is Kind.BUTTON and e.effect in _COMMITS]
    plain = next((e.name for e in saving if says_it_saves(e.name) or e.name in _MAKES), "") or (
        keeps(elements) if place.kind == "dialog" else ""
    )
    typed = any(e.kind is Kind.INPUT for e in elements)
    for element in elements:
        in_form = element.kind is Kind.INPUT or place.kind == "dialog" and element.kind in (Kind.TOGGLE, Kind.CHOICE)
        if not in_form or element.confirm is not None or element.kind is Kind.CHOICE and not element.inline:
            continue
        if element.name == "search" or element.name.endswith(("query", "filter")):
            continue
        commit = positive or plain
        if not commit and (element.kind is Kind.INPUT or not typed):  # what adds the text beside it keeps no switch
            commit = _beside(nodes[element.name], [(e.name, nodes[e.name]) for e in saving])
        element.commit = commit if commit != element.name else ""


def keeps(elements: list[Element]) -> str:
    """Of a dialog with fields and two buttons the one that isn't Cancel: it keeps what is put in, whatever it says ("Keep")."""
    pressed = [e for e in elements if e.kind is Kind.BUTTON]
    others = [e for e in pressed if not takes_back(e.label or e.name)]
    fields = any(e.kind is Kind.INPUT for e in elements)
    return others[0].name if fields and len(pressed) == 2 and len(others) == 1 else ""


def _beside(node: Node, saving: list[tuple[str, Node]]) -> str:
    """The button that sends what is typed into a field: one in the same small part of the screen."""
    around: Node | None = node.parent
    for _ in range(3):
        if around is None:
            break
        inside = {id(n) for n in around.walk()}
        if sum(n.clickable or n.editable for n in around.walk()) > 6:
            break
        here = [(name, button) for name, button in saving if id(button) in inside]
        if here:
            after = [pair for pair in here if pair[1].bounds.left >= node.bounds.right - 8]
            return (after or here)[-1][0]
        around = around.parent
    return ""
