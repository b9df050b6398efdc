"""Which button keeps what was put in on a screen. One answer for samples, the check, repair, and what is asked before Enter.

A button counts because the screen's fields are tied to it, or because its own words say so. No other one does, whatever
else can be tapped there: a page of settings that also sells something is no form.
"""

from __future__ import annotations

from . import Effect, Element, Kind, Screen
from .buttons import goes_on, says_it_saves
from .effects import gravest
from .table import rows_of
from .words import words_of


def committing(screen: Screen, field: Element | None = None) -> Element | None:
    """What keeps or sends the values put in there; None where they hold at once, or where it isn't clear."""
    if screen.kind == "menu":
        return None  # its entries are things to do, each by itself
    if field is not None and field.commit:
        return screen.element(field.commit)
    tied = list(dict.fromkeys(e.commit for e in screen.elements if e.commit))
    if len(tied) == 1:
        button = screen.element(tied[0])
        return None if field is not None and adds_beside(screen, button) else button
    buttons = [e for e in screen.elements if e.kind is Kind.BUTTON and (not tied or e.name in tied)]
    saving = [e for e in buttons if e.effect is Effect.COMMIT and says_it_saves(e.said)]
    typed = any(e.kind is Kind.INPUT for e in screen.elements)
    # it goes with what is written, or holds at once; the list of a page stands for the switches in its rows
    switches = (Kind.TOGGLE, Kind.CHOICE, Kind.LIST) if screen.kind == "page" else (Kind.TOGGLE, Kind.CHOICE)
    set_there = field is not None and field.kind in switches
    sending = [e for e in buttons if e.effect is Effect.SEND] if typed and not set_there else []
    found = saving or sending
    return found[0] if len(found) == 1 and (tied or _takes_values(screen)) else None


def goes_on_with(screen: Screen) -> Element | None:
    """What leads on to a form's next step, and keeps nothing yet."""
    if committing(screen) is not None or not any(e.kind is Kind.INPUT for e in screen.elements):
        return None
    found = [e for e in screen.elements if e.kind is Kind.BUTTON and goes_on(e.label or e.locator.content_desc)]
    return found[0] if len(found) == 1 else None


def entered(screen: Screen, field: Element | None = None) -> Effect:
    """What Enter does to what was typed there: what its button does; the gravest, where that isn't clear."""
    ends = committing(screen, field)
    if ends is not None:
        return ends.effect
    return gravest([Effect.INPUT, *(e.effect for e in screen.elements if e.effect is Effect.SEND)])


def adds_beside(screen: Screen, button: Element | None) -> bool:
    """Whether a button only adds what stands in the field beside it, whatever else is there: it says so ("Follow-up", "Add
    follow-up"), or what it makes goes to a list on the same screen."""
    fields = [e for e in screen.elements if button is not None and e.commit == button.name]
    if button is None or len(fields) != 1 or says_it_saves(button.said):
        return False
    named = set(words_of(fields[0].said))
    listed = screen.kind == "page" and any(e.kind is Kind.LIST for e in screen.elements)
    return listed or bool(named) and named < set(words_of(button.said))


def _takes_values(screen: Screen) -> bool:
    """Whether something can be put in or switched there, be it in the rows of a list."""
    if any(e.kind in (Kind.INPUT, Kind.TOGGLE, Kind.CHOICE) for e in screen.elements):
        return True
    return any(part.kind is Kind.TOGGLE for rows in rows_of(screen) for part in rows.item.parts)
