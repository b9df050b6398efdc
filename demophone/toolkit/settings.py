"""Settings pages: rows bound to values of the app's storage, so that an app only names them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from .bars import MenuItem, page, toolbar
from .rows import pref, pref_switch
from .screen import Screen
from .view import View
from .widgets import list_view


class SettingsScreen(Screen):
    """A page of preference rows over `store[section]`."""

    activity = ".SettingsActivity"
    title = "Settings"
    section = "settings"

    @abstractmethod
    def rows(self) -> list[View]:
        """What is on the page, top to bottom."""

    def menu_items(self) -> Sequence[MenuItem]:
        """The three dots, where there are any."""
        return []

    def build(self) -> View:
        return page(toolbar(self, self.title, menu=self.menu_items(), up=True), list_view("recycler_view", self.rows()))

    def get(self, key: str) -> Any:
        return self.store[self.section][key]

    def set(self, key: str, value: Any) -> None:
        """Keep a value; a page overrides this where a change has to do something."""
        self.store[self.section][key] = value

    def flag(self, key: str, title: str, summary: str = "", *, icon: str = "", enabled: bool = True) -> View:
        """A row with a switch."""
        return pref_switch(
            title, bool(self.get(key)), lambda on: self.set(key, on), summary, icon=icon, enabled=enabled
        )

    def choice(self, key: str, title: str, options: list[str], *, icon: str = "", confirm: bool = False) -> View:
        """A row that says what is chosen and opens the list of choices."""

        def ask() -> None:
            self.choose(title, options, str(self.get(key)), lambda value: self.set(key, value), confirm=confirm)

        return pref(title, str(self.get(key)), ask, icon=icon)

    def line(self, key: str, title: str, hint: str = "", *, empty: str = "Not set", icon: str = "") -> View:
        """A row that opens a dialog for a line of text."""
        value = str(self.get(key))
        return pref(
            title,
            value or empty,
            lambda: self.prompt(title, lambda typed: self.set(key, typed.strip()), value=value, hint=hint),
            icon=icon,
        )
