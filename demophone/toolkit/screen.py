"""Screens and what lies over them: the hosts of views, with what they remember between two builds.

A host's `build` makes its views from its state each time something happened. What the person typed, how far they scrolled
and where the focus is stays in the host. A screen is an activity on its app's back stack; an overlay (dialog, menu, sheet)
belongs to a screen and takes every touch until it goes.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from .app import App, Store
from .view import Rect, View

if TYPE_CHECKING:
    from .dialogs import Dialog

AnyOverlay = TypeVar("AnyOverlay", bound="Overlay")


class Host(ABC):
    """Whatever has views: a screen or an overlay."""

    app: App

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        """Typed text by field name."""
        self.scrolls: dict[str, int] = {}
        """Scroll offsets in pixels by view key; setting one to a large number scrolls to the end."""
        self.limits: dict[str, int] = {}
        self.focus = ""
        """Key of the view that has the input focus."""
        self.all_selected = False
        """The focused field's text is marked: the next thing typed replaces it."""
        self.autofocused = ""
        """The field that got the focus by itself; a new one gets it again."""
        self.keyboard_wanted = False
        """Set when a field got the focus by itself: the keyboard comes up."""

    @abstractmethod
    def build(self) -> View:
        """The views of this moment. Called often; must change nothing."""

    def on_back(self) -> bool:
        """The back key; True says it was dealt with and the host stays."""
        return False

    def on_swipe(self, dx: float, dy: float) -> bool:
        """A swipe that nothing under it scrolled by; True says it was dealt with."""
        return False

    def toast(self, text: str) -> None:
        """A short message at the bottom of the screen."""
        self.app.system.show_toast(text)

    def now(self) -> datetime:
        return self.app.now()

    @property
    def store(self) -> Store:
        return self.app.store

    wallpaper = False
    """Its bars show the wallpaper: the launcher, the lock screen."""
    live = False
    """Changes by itself as time passes (a stopwatch): built anew at every look."""

    @property
    def window_package(self) -> str:
        """Whose window it is: a permission prompt is not the app's."""
        return self.app.package

    @property
    def window_activity(self) -> str:
        """The activity `dumpsys` names while this is in front."""
        return ""


class Screen(Host):
    """One activity of an app."""

    activity = ".MainActivity"

    def __init__(self) -> None:
        super().__init__()
        self.overlays: list[Overlay] = []
        self.stack: list[Screen] = []
        """The app's back stack, this screen included; set when it is opened."""
        self.touched: Rect = Rect(0, 0, 0, 0)
        """Where the person touched last: menus open there."""

    # -- going from screen to screen ------------------------------------------------------------------------

    def open(self, screen: Screen) -> None:
        """Go to another screen of this app; back returns here."""
        screen.app, screen.stack = self.app, self.stack
        self.stack.append(screen)

    def close(self) -> None:
        """Leave this screen, without asking its `on_back`."""
        if self in self.stack:
            self.stack.remove(self)

    def replace(self, screen: Screen) -> None:
        """Go to another screen that takes this one's place."""
        self.close()
        self.open(screen)

    def back_to(self, kind: type[Screen]) -> None:
        """Leave everything above the last screen of a kind."""
        while len(self.stack) > 1 and not isinstance(self.stack[-1], kind):
            self.stack.pop()

    @property
    def window_activity(self) -> str:
        return self.activity

    @property
    def top(self) -> Host:
        """What gets the keys: the last overlay, else the screen."""
        return self.overlays[-1] if self.overlays else self

    # -- what lies over it ----------------------------------------------------------------------------------

    def show(self, overlay: AnyOverlay) -> AnyOverlay:
        """Put a dialog, menu or sheet over this screen."""
        overlay.app, overlay.screen = self.app, self
        self.overlays.append(overlay)
        return overlay

    def dialog(self, title: str, message: str = "", **buttons: Any) -> Dialog:
        """A dialog with a title, a message and up to three buttons (`positive=("OK", handler)` …)."""
        from .dialogs import Dialog

        return self.show(Dialog(title, message, **buttons))

    def confirm(
        self, title: str, message: str, action: str, then: Callable[[], object], cancel: str = "Cancel"
    ) -> None:
        """Ask before something is done."""
        self.dialog(title, message, positive=(action, then), negative=(cancel, None))

    def ask_discard(self, message: str = "Your changes have not been saved.") -> None:
        """Leaving a form that was changed: really?"""
        self.dialog("Discard changes?", message, positive=("Discard", self.close), negative=("Keep editing", None))

    def choose(
        self, title: str, options: list[str], chosen: str, then: Callable[[str], object], *, confirm: bool = False
    ) -> None:
        """One of several; picked at once, or with OK where `confirm`."""
        from .dialogs import ChoiceDialog

        self.show(ChoiceDialog(title, options, chosen, then, confirm=confirm))

    def choose_several(
        self, title: str, options: list[str], chosen: list[str], then: Callable[[list[str]], object]
    ) -> None:
        """Any of several, with OK and Cancel."""
        from .dialogs import MultiChoiceDialog

        self.show(MultiChoiceDialog(title, options, chosen, then))

    def prompt(self, title: str, then: Callable[[str], object], **field: Any) -> None:
        """Ask for a line of text; `value`, `hint`, `action`, `input`, `message` as in PromptDialog."""
        from .dialogs import PromptDialog

        self.show(PromptDialog(title, then, **field))

    def menu(self, items: Sequence[tuple[str, Callable[[], object] | None]]) -> None:
        """An overflow menu where the person touched."""
        from .menus import Menu

        self.show(Menu(items, self.touched))

    def ask_permission(self, permission: str, what: str, then: Callable[[bool], object]) -> None:
        """Let the system ask once (`what` ends "Allow Contacts to …"); asked before and granted, `then(True)` comes at once."""
        if self.app.system.granted(self.app.package, permission):
            then(True)
            return
        from .prompts import PermissionPrompt

        self.show(PermissionPrompt(permission, what, then))

    def share(self, content: str) -> None:
        """The system's sheet of places a text can go to."""
        from .prompts import share_sheet

        self.show(share_sheet(self, content))


class Overlay(Host):
    """Something over a screen that must go before the screen can be used again."""

    screen: Screen
    dim = True
    """The rest is darkened."""
    outside_closes = True
    """A touch beside it closes it (and does nothing else)."""

    def dismiss(self) -> None:
        """Take it away."""
        if self in self.screen.overlays:
            self.screen.overlays.remove(self)

    @property
    def window_activity(self) -> str:
        return self.screen.window_activity

    def cancel(self) -> None:
        """Taken away by the back key or a touch outside."""
        self.dismiss()

    def on_back(self) -> bool:
        self.cancel()
        return True

    @abstractmethod
    def frame(self, area: Rect, wanted: Callable[[int], tuple[int, int]]) -> Rect:
        """Where its window goes in the free area of the display; `wanted(width)` measures its views."""
