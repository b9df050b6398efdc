"""What a script did last: what may still be pressed for it, and what a question of the app's own is about, hangs on that."""

from __future__ import annotations

from dataclasses import dataclass

from apidocs.doc import Effect

from .policy import About


@dataclass(frozen=True)
class LastAct:
    """What the script did last, as far as it matters here."""

    effect: Effect
    dialog: str | None
    """The dialog it was done in, as `dialog_key` tells it; None on a page."""
    screen: str = ""
    """Of the doc, where it was done; empty where that isn't known."""
    element: str = ""
    package: str = ""
    """Whose window it was done in."""
    op: str = ""
    """As the script said it."""
    window: str = ""
    """The window that was in front afterwards, as `window_key` tells it."""
    about: About | None = None
    """What was consented to; None where nothing had to be."""
