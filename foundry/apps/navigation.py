"""The ways from the list to everything else: icons, a menu, a drawer, a bottom bar, tabs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from demophone.toolkit import Overlay, View, bottom_bar, box, column, icon_button, image, list_view, row, tabs, text
from demophone.toolkit.view import MATCH, Rect, dp

from ..changes import archives_of
from .base import FoundryScreen, MenuItems
from .pages import FactsPage, facts_list
from .settings import Settings, setting_rows

if TYPE_CHECKING:
    from .home import Home

BOTTOM, TABS = 5, 4
"""Places that a bottom bar and tabs have room for; the others are in the menu."""
_ICONS = ("info", "list", "calendar", "globe", "person")


class Places:
    """The places of an app: by their paths, in order; `settings` last."""

    def __init__(self, home: Home) -> None:
        self.home, self.how = home, home.bp.navigation

    def paths(self) -> list[str]:
        domain = self.home.domain
        return [
            *(f"flag.{key}" for key in archives_of(domain)),
            *(f"page.{page.key}" for page in domain.pages),
            "settings",
        ]

    def in_place(self) -> list[str]:
        """Those that are shown in the list's own place."""
        # two that are called the same can't stand beside each other
        names = {self.home.label(path): path for path in [*self.paths(), "home"]}
        paths = [path for path in self.paths() if names[self.home.label(path)] == path]
        if self.how == "bottom":
            return [*paths[: BOTTOM - 2], "settings"] if len(paths) > BOTTOM - 1 else paths
        if self.how == "tabs":
            return [path for path in paths if path != "settings"][: TABS - 1]
        return []

    def elsewhere(self) -> list[str]:
        here = self.in_place()
        return [path for path in self.paths() if path not in here]

    def open(self, path: str) -> None:
        """Go to a place on a screen of its own."""
        from .things import ThingList

        kind, _, key = path.partition(".")
        screen: FoundryScreen
        if kind == "flag":
            screen = ThingList(key)
        elif kind == "page":
            screen = FactsPage(next(page for page in self.home.domain.pages if page.key == key))
        else:
            screen = Settings()
        self.home.open(screen)

    def icon_of(self, path: str) -> str:
        if path == "settings":
            return "settings"
        if path.startswith("flag."):
            return "archive"
        return _ICONS[[f"page.{page.key}" for page in self.home.domain.pages].index(path) % len(_ICONS)]

    # -- views ------------------------------------------------------------------------------------------------------

    def icons(self) -> list[tuple[str, str, str, Callable[[], None]]]:
        """For the toolbar: name, icon, label, and what it does."""
        if self.how != "flat":
            return []
        return [(path, self.icon_of(path), self.home.label(path), partial(self.open, path)) for path in self.paths()]

    def menu(self) -> MenuItems:
        """Entries of the toolbar's menu."""
        if self.how in ("flat", "drawer"):
            return []
        items: MenuItems = [(self.home.label(path), partial(self.open, path)) for path in self.elsewhere()]
        if self.how == "menu":
            items[-1:-1] = self.actions()
        return items

    def actions(self) -> MenuItems:
        return [
            (self.home.label(f"action.{action.key}"), partial(self.home.run_action, action.key))
            for action in self.home.domain.actions
        ]

    def opener(self) -> View | None:
        """The icon that opens the drawer."""
        if self.how != "drawer":
            return None
        return icon_button("menu", "Open navigation drawer", lambda: self.home.show(Drawer(self)))

    def bottom(self) -> View | None:
        if self.how != "bottom" or self.home.selected:
            return None
        names = {self.home.label(path): path for path in ["home", *self.in_place()]}
        items = [("home" if path == "home" else self.icon_of(path), label) for label, path in names.items()]
        chosen = self.home.label(self.home.at or "home")
        return self._counted(bottom_bar(items, chosen, lambda label: self._go(names[label])))

    def tabs(self) -> View | None:
        if self.how != "tabs" or self.home.selected or self.home.searching:
            return None
        names = {self.home.label(path): path for path in ["home", *self.in_place()]}
        return self._counted(
            tabs(list(names), self.home.label(self.home.at or "home"), lambda label: self._go(names[label]))
        )

    def _counted(self, bar: View) -> View:
        """Flutter tells the number of each tab with its name."""
        entries = [view for view in bar.walk() if view.desc and view.children]
        if self.home.bp.make == "flutter":
            for number, view in enumerate(entries, 1):
                view.desc = f"{view.desc}\nTab {number} of {len(entries)}"
        return bar

    def _go(self, path: str) -> None:
        self.home.go("" if path == "home" else path)

    def content(self) -> View:
        """What is shown in the list's place."""
        kind, _, key = self.home.at.partition(".")
        if kind == "page":
            return facts_list(self.home, next(page for page in self.home.domain.pages if page.key == key))
        return list_view("recycler_view", setting_rows(self.home))


class Drawer(Overlay):
    """The panel that comes in from the left: the app's places and what it does as a whole."""

    def __init__(self, places: Places) -> None:
        super().__init__()
        self.places = places

    def frame(self, area: Rect, wanted: Callable[[int], tuple[int, int]]) -> Rect:
        return Rect(area.left, area.top, area.left + dp(300), area.bottom)

    def build(self) -> View:
        home = self.places.home
        entries = [self._entry("home", home.label("home"), lambda: None)]
        for path in self.places.paths()[:-1]:
            entries.append(self._entry(self.places.icon_of(path), home.label(path), partial(self.places.open, path)))
        entries += [self._entry("refresh", label, act) for label, act in self.places.actions() if act]
        entries.append(self._entry("settings", home.label("settings"), lambda: self.places.open("settings")))
        heading = text(home.bp.label, "nav_header", size=20, bold=True, width=MATCH, pad=(24, 24, 16, 16))
        return box(
            column(heading, list_view("design_navigation_view", entries), bg="dialog", height=MATCH), height=MATCH
        )

    def _entry(self, icon: str, label: str, act: Callable[[], object]) -> View:
        def go() -> None:
            self.dismiss()
            act()

        return row(
            image(icon), text(label, "design_menu_item_text", margin=(24, 0, 0, 0)), pad=(24, 0, 16, 0), height=52, on_click=go,
            id=_id_of(label), key=f"menu:{label}",
        )  # fmt: skip


def _id_of(label: str) -> str:
    """The id of a drawer's entry."""
    return f"nav_{''.join(c if c.isalnum() else '_' for c in label.lower())}"
