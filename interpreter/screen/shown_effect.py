"""What tapping a node does as far as the screen itself tells, whatever a doc says of it: for docs from elsewhere, whose word on
effects, on kinds and on where things lead may be a lie."""

from __future__ import annotations

from apidocs.doc import AppDoc, Effect, Kind
from apidocs.doc.effects import effect_of, severity
from phones.hierarchy import Hierarchy, Node

from ..calls.errors import CallFailed
from .dialogs import words_around, words_of_button


def shown_effect(hierarchy: Hierarchy, node: Node) -> Effect:
    """By the node's own words, or those of the one text within it, and by the dialog around it."""
    texts = [one.label for one in node.walk() if one.label]
    said = words_of_button(node) or (texts[0] if len(set(texts)) == 1 else "")
    kind = Kind.TOGGLE if node.checkable else Kind.INPUT if node.editable else Kind.BUTTON
    return effect_of(said, node.id_name, node.content_desc, kind, context=words_around(hierarchy, node))


def refuse_hidden(doc: AppDoc, hierarchy: Hierarchy, node: Node, agreed: Effect) -> None:
    """Of a hop on the way that a doc from elsewhere describes: raises CallFailed where it does more than was agreed to. To save
    is told by the forms: an OK may only pick a date."""
    if not (doc.foreign or doc.unsure):
        return
    shown = shown_effect(hierarchy, node)
    if severity(shown) > max(severity(agreed), severity(Effect.COMMIT)):
        said = words_of_button(node) or node.id_name
        raise CallFailed(
            f"\"{said}\" would {shown.value}, and the app's doc, which wasn't learned here, doesn't say so. It was not tapped."
        )
