"""Texts that a script types into a field and loses: it types there again before anything has taken the first one in."""

from __future__ import annotations

from collections.abc import Iterator

from apidocs.doc import AppDoc, Element, Kind, Screen
from apidocs.doc.committing import adds_beside
from apidocs.doc.words import words_of

from .flow import Open
from .uses import Reading, Use

_PUTTING_IN = ("choose", "turn_on", "turn_off")
"""What goes on filling in the same form."""
_TAKING_IN = frozenset({"add", "plus", "insert"})


def lost_texts(reading: Reading, doc: AppDoc) -> Iterator[tuple[Open, Use]]:
    """Each typed text that is lost, with the button that would have taken it in where there is one, and what replaces it."""
    typed: dict[object, Use] = {}
    for use in reading.uses:
        if use.op == "set_text":
            before = typed.get(use.ref)
            if before is not None and _loses(before, use, reading):
                screen = doc.screen(use.ref.screen)
                yield (
                    Open(screen or Screen(name=use.ref.screen), taking_in(screen, use.ref.element), before, before),
                    use,
                )
            typed[use.ref] = use
        elif use.acts and use.op not in _PUTTING_IN:
            typed.clear()


def last_of_several(reading: Reading, doc: AppDoc) -> Iterator[Open]:
    """The text that ends a row of texts for one field: it has to be taken in as those before it."""
    lost = {one.first.ref for one, _ in lost_texts(reading, doc)}
    tapped = {(use.ref.screen, use.ref.element) for use in reading.uses if use.op == "tap"}
    uses = [use for use in reading.uses if use.acts and use.op not in _PUTTING_IN]
    for use, after in zip(uses, [*uses[1:], None], strict=False):
        screen = doc.screen(use.ref.screen)
        button = taking_in(screen, use.ref.element) if screen is not None and use.op == "set_text" else None
        if screen is None or button is None or use.ref not in lost and (screen.name, button.name) not in tapped:
            continue
        same = after is not None and after.op == "set_text" and after.ref == use.ref
        taken = after is not None and (
            after.op == "enter" or (after.ref.screen, after.ref.element) == (screen.name, button.name)
        )
        if not same and not taken:
            yield Open(screen, button, use, use)


def taking_in(screen: Screen | None, field: str) -> Element | None:
    """The button that takes what stands in a field into a list, and leaves the field for the next text; None where none says so."""
    known = screen.element(field) if screen is not None else None
    if screen is None or known is None:
        return None
    said = {*words_of(known.label or known.description or known.name), *_TAKING_IN}
    for button in screen.elements:
        words = set(words_of(button.label or button.description or button.name))
        adds = bool(words & _TAKING_IN) and words <= said
        if button.kind is Kind.BUTTON and (adds or known.commit == button.name and adds_beside(screen, button)):
            return button
    return None


def _loses(first: Use, second: Use, reading: Reading) -> bool:
    """Whether the second text replaces another one, in the same block: of two branches only one is gone."""
    if first.statement is None or second.statement is None or first.literal(0) == second.literal(0):
        return False
    return any(one is second.statement for one in reading.block_of(first.statement))
