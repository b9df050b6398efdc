"""What opens web addresses, searches and maps: a page that says what it would show. It has no place on the home screen."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from ..intents import VIEW, Intent
from ..toolkit import App, Screen, View, column, page, text, toolbar

_SCHEMES = {"http": "Browser", "https": "Browser", "geo": "Map", "google.navigation": "Map", "market": "Store"}


class Browser(App):
    """One app for the web, the map and the store."""

    package, label, version, system_app, in_launcher = "com.android.browser", "Browser", "1.0", True, False
    activity = ""

    def seed(self) -> dict[str, Any]:
        return {"opened": []}

    def start(self) -> Screen:
        return Shown("Browser", "about:blank")

    def take(self, intent: Intent) -> Screen | bool:
        scheme = intent.data.partition(":")[0].lower()
        if intent.action == "android.intent.action.WEB_SEARCH":
            return self.shown("Browser", f"search: {intent.text('query')}")
        if intent.action == VIEW and scheme in _SCHEMES:
            return self.shown(_SCHEMES[scheme], intent.data)
        return False

    def shown(self, title: str, address: str) -> Screen:
        """A page for an address, which is kept among those that were opened."""
        self.store["opened"].append(address)
        return Shown(title, address)


class Shown(Screen):
    """One page."""

    def __init__(self, title: str, address: str) -> None:
        super().__init__()
        self.title, self.address = title, address

    def build(self) -> View:
        return page(
            toolbar(self, self.title, up=True),
            column(
                text(unquote(self.address), "url_bar", size=16, pad=(16, 16, 16, 16)),
                text(
                    "This phone is not connected to the internet.", "no_connection", color="muted", pad=(16, 0, 16, 0)
                ),
            ),
        )
