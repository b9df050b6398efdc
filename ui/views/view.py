"""What the views have in common: a name, the app by its right type, and being told when they are shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from textual.containers import Vertical

if TYPE_CHECKING:
    from ui.app import ThumbwrightApp


class View(Vertical):
    """One of the app's views."""

    HELP = ""

    def __init__(self, name: str) -> None:
        super().__init__(id=name, classes="view")

    @property
    def ui(self) -> ThumbwrightApp:
        """The app."""
        return cast("ThumbwrightApp", self.app)

    def take_focus(self, selector: str) -> None:
        """Now, and not with the next message: a letter typed right after is for this view."""
        self.screen.set_focus(self.query_one(selector))

    def entered(self) -> None:
        """It is in front now: put the focus where it belongs, and read anew what may have changed."""

    def stopping(self) -> Callable[[], object] | None:
        """What stops what is under way here, as Ctrl-C does; None where nothing is."""
        return None

    def left(self) -> None:
        """Another view is in front now."""


def make_view(name: str) -> View:
    """Imported when it is first wanted: the first paint doesn't wait for it."""
    import importlib

    made: View = importlib.import_module(f"ui.views.{name}").make()
    return made
