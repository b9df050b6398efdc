"""A dialog that the script left unconfirmed: the commonest slip of a small model is the OK it forgets.

Confirmed only where the script meant it: it did something inside the dialog, or the dialog asks back about an act that was
itself consented to. Anything else is left alone, and navigation closes it with back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from apidocs.doc import Effect
from apidocs.effects import asks
from phones.hierarchy import Hierarchy

from .dialogs import dialog_in_front, is_negative, positive_button, title_of_dialog
from .front import Front, Sight
from .policy import effect_of_tap
from .states import Spot


@dataclass(frozen=True)
class LastAct:
    """What the script did last, as far as it matters here."""

    effect: Effect
    dialog: str | None
    """The dialog it was done in, as `dialog_key` tells it; None on a page."""


def dialog_key(hierarchy: Hierarchy) -> str | None:
    """Which dialog is in front: the same one keeps its heading while it is filled in. None where there is none."""
    root = dialog_in_front(hierarchy)
    return None if root is None else f"{root.package}/{title_of_dialog(hierarchy)}"


def confirm_left_open(
    front: Front, sight: Sight, last: LastAct | None, agree: Callable[[Spot, Effect], None]
) -> Sight | None:
    """Press the button that confirms, and return what is seen then; None where there was nothing to confirm.

    `agree(spot, effect)` gets the consent.
    """
    root = dialog_in_front(sight.hierarchy)
    key = dialog_key(sight.hierarchy)
    if root is None or last is None:
        return None
    meant = last.dialog == key if last.dialog is not None else asks(last.effect)
    button = positive_button(root) if meant else None
    if button is None or is_negative(button) or not button.enabled:
        return None
    spot = Spot(button, sight, "the dialog's button")
    effect = effect_of_tap(spot, None)
    agree(spot, effect)
    front.note(f'confirmed the dialog that was left open: "{spot.words}" in "{title_of_dialog(sight.hierarchy)}"')
    return front.tap(button, effect)
