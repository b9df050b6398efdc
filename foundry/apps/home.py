"""What an app opens with: the list of things, and the ways to all else."""

from __future__ import annotations

from demophone.toolkit import View, page, toolbar

from .base import MenuItems
from .forms import open_form
from .navigation import Places
from .things import ThingList, Tool


class Home(ThingList):
    """What the launcher's icon opens: the list, and the ways to all else."""

    def __init__(self) -> None:
        super().__init__()
        self.at = ""
        """Which place of the bottom bar or the tabs is shown; empty is the list."""

    @property
    def places(self) -> Places:
        return Places(self)

    def compose(self) -> View:
        places = self.places
        below = places.bottom()
        fab = self.fab() if not self.at else None
        if fab and below:
            fab.margin = (0, 0, 16, 96)
        undo = self.undo_bar()
        if fab and undo:
            fab.margin = (0, 0, 16, fab.margin[3] + 64)
        content = self.listing() if self.shows_things else [places.content()]
        return page(self.bar(), places.tabs(), *content, undo, below, fab=fab)

    @property
    def shows_things(self) -> bool:
        return not self.at or self.at.startswith("flag.")

    def go(self, path: str) -> None:
        """Another place of the bottom bar or the tabs."""
        self.at = path
        self.place = path.removeprefix("flag.") if path.startswith("flag.") else ""
        self.selected.clear()
        self._end_search()

    @property
    def heading(self) -> str:
        if self.bp.navigation == "bottom" and self.at:
            return self.label(self.at)
        return self.bp.label

    def bar(self) -> View:
        if self.selected or self.searching:
            return super().bar()
        icons, menu = self.tools()
        bar = toolbar(self, self.heading, icons, menu)
        opener = self.places.opener()
        if opener:
            bar.children.insert(0, opener)
        return bar

    def _tools(self) -> list[Tool]:
        tools = super()._tools() if self.shows_things else []
        if self.bp.add == "toolbar" and not self.at:
            tools.insert(0, ("add", "add", self.label("add"), lambda: open_form(self)))
        return [*tools, *self.places.icons()]

    def tools(self) -> tuple[list[View], MenuItems]:
        icons, menu = super().tools()
        if self.bp.add == "menu" and not self.at:
            menu.insert(0, (self.label("add"), lambda: open_form(self)))
        return icons, [*menu, *self.places.menu()]

    def on_back(self) -> bool:
        if super().on_back():
            return True
        if self.at:
            self.go("")
            return True
        return False
