"""An app that keeps whatever is touched: its tab, its folder, its view; and that begins where it was left."""

from __future__ import annotations

from functools import partial
from typing import Any

from demophone.toolkit import (
    App,
    Screen,
    SettingsScreen,
    View,
    bottom_bar,
    button,
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


class CardsApp(App):
    """Cards that are switched on their pages, which a list opens, and further away a button the last one."""

    package, label, version = "app.test.cards", "Cards", "1.0"

    def seed(self) -> dict[str, Any]:
        return {"cards": [{"name": name, "inactive": name == "Zoo"} for name in ("Air", "Gym", "Zoo")]}

    def start(self) -> Screen:
        return Wallet()


class Wallet(Screen):
    def build(self) -> View:
        cards = self.store["cards"]
        rows = [
            list_row(card["name"], on_click=partial(self.show_card, n), id="card_row", title_id="card_name")
            for n, card in enumerate(cards)
        ]
        more = button("History", lambda: self.open(History()), "history")
        return page(toolbar(self, "Wallet"), more, list_view("cards", rows))

    def show_card(self, number: int) -> None:
        self.open(Card(number))


class History(Screen):
    def build(self) -> View:
        return page(toolbar(self, "History", up=True), button("Recent", lambda: self.open(Card(2)), "recent"))


class Card(Screen):
    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def build(self) -> View:
        card = self.store["cards"][self.number]
        switch = pref_switch("Inactive", card["inactive"], lambda on: card.update(inactive=on))
        return page(toolbar(self, "Card", up=True), switch)
