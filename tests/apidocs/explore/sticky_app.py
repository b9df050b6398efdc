"""An app that keeps whatever is touched: its tab, its folder, its view; and that begins where it was left."""

from __future__ import annotations

from typing import Any

from demophone.toolkit import (
    App,
    Screen,
    SettingsScreen,
    View,
    bottom_bar,
    column,
    dropdown,
    list_row,
    list_view,
    page,
    pref_switch,
    toolbar,
)

FOLDERS = ["All", "Home", "Work"]
TABS = [("list", "Open"), ("check", "History")]


class StickyApp(App):
    package, label, version = "app.test.sticky", "Sticky", "1.0"

    def seed(self) -> dict[str, Any]:
        settings = {"folder": "Work", "tab": "Open", "details": False, "strict": False}
        return {"settings": settings, "folders": [*FOLDERS], "stubborn": False}

    def start(self) -> Screen:
        return Main()


class Main(Screen):
    @property
    def settings(self) -> dict[str, Any]:
        found: dict[str, Any] = self.store["settings"]
        return found

    def build(self) -> View:
        menu = [("Show", self.show_all), ("View", self.view), ("Settings", lambda: self.open(Settings()))]
        rows = [list_row(name, id="task_row", title_id="task_name") for name in self.shown()]
        switch = pref_switch("Details", self.settings["details"], lambda on: self.settings.update(details=on))
        body = column(dropdown(self.settings["folder"], self.pick, "folder_spinner"), switch)
        bar = bottom_bar(TABS, self.settings["tab"], lambda tab: self.settings.update(tab=tab))
        return page(toolbar(self, "Sticky", menu=menu), body, list_view("tasks", rows), bar)

    def shown(self) -> list[str]:
        return [f"{self.settings['folder']} {n}" for n in range(3)]

    def show_all(self) -> None:
        """What a menu item does without a word: on a stubborn app into a folder that can't be left again."""
        self.settings["folder"] = "All"
        if self.store["stubborn"]:
            self.store["folders"] = ["All"]

    def view(self) -> None:
        self.settings["details"] = not self.settings["details"]

    def pick(self) -> None:
        self.menu([(name, lambda name=name: self.settings.update(folder=name)) for name in self.store["folders"]])  # type: ignore[misc]


class Settings(SettingsScreen):
    def rows(self) -> list[View]:
        return [self.flag("strict", "Strict mode"), self.choice("folder", "Default folder", FOLDERS)]
