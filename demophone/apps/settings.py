"""Settings: pages made from `_settings_pages` over the phone's real settings, a search over them, and the pages that are lists."""

from __future__ import annotations

from typing import Any

from demophone.apps import _settings_pages as pages
from demophone.apps._settings_lists import Apps, Bluetooth, Languages, ScreenLock, Wifi
from demophone.apps._settings_pages import PAGES, TITLES, Act, Fact, Flag, Heading, Item, Key, Level, Line, Link, Pick
from demophone.intents import Intent
from demophone.toolkit import (
    App,
    Screen,
    View,
    box,
    card,
    column,
    icon_button,
    image,
    list_view,
    page,
    pref,
    pref_category,
    pref_switch,
    row,
    search_bar,
    slider,
    text,
    toolbar,
)  # fmt: skip

LISTS: dict[str, type[Screen]] = {
    "wifi": Wifi,
    "bluetooth": Bluetooth,
    "apps": Apps,
    "languages": Languages,
    "lock": ScreenLock,
}


ACTIONS = {
    "WIFI_SETTINGS": "wifi",
    "BLUETOOTH_SETTINGS": "bluetooth",
    "DISPLAY_SETTINGS": "display",
    "SOUND_SETTINGS": "sound",
    "BATTERY_SAVER_SETTINGS": "saver",
    "LOCATION_SOURCE_SETTINGS": "location",
    "AIRPLANE_MODE_SETTINGS": "network",
    "DATA_ROAMING_SETTINGS": "mobile",
    "TETHER_SETTINGS": "hotspot",
    "ZEN_MODE_SETTINGS": "dnd",
    "INTERNAL_STORAGE_SETTINGS": "storage",
    "APPLICATION_SETTINGS": "apps",
    "DATE_SETTINGS": "datetime",
    "LOCALE_SETTINGS": "languages",
    "SECURITY_SETTINGS": "security",
    "PRIVACY_SETTINGS": "privacy",
    "ACCESSIBILITY_SETTINGS": "accessibility",
    "NOTIFICATION_SETTINGS": "notifications",
    "DEVICE_INFO_SETTINGS": "about",
}
"""Android's actions for pages of Settings, and the pages here."""


class SettingsApp(App):
    package, label, version, icon, accent = "app.demo.settings", "Settings", "14", "settings", "#455A64"
    system_app = True

    def seed(self) -> dict[str, Any]:
        return {
            "networks": [
                {"name": "Maple House", "secure": True, "saved": True, "connected": True},
                {"name": "Maple House 5G", "secure": True, "saved": True, "connected": False},
                {"name": "CafeCorner Guest", "secure": False, "saved": False, "connected": False},
                {"name": "Neighbours-24", "secure": True, "saved": False, "connected": False},
                {"name": "Print-3F", "secure": True, "saved": False, "connected": False},
            ],
            "bluetooth": [
                {"name": "Kitchen speaker", "paired": True, "connected": False},
                {"name": "Running earbuds", "paired": True, "connected": True},
                {"name": "Living room TV", "paired": False, "connected": False},
                {"name": "Fitness band", "paired": False, "connected": False},
            ],
            "languages": ["English (United States)"],
        }

    def start(self) -> Screen:
        return Home()

    def take(self, intent: Intent) -> Screen | bool:
        """A page of Settings by its action."""
        namespace, _, action = intent.action.rpartition(".")
        if namespace != "android.settings":
            return False
        if action == "SETTINGS":
            return Home()
        name = ACTIONS.get(action, "")
        return LISTS[name]() if name in LISTS else Page(name) if name else False

    def exported(self) -> dict[str, Any]:
        return {
            ".WifiSettingsActivity": Wifi,
            ".DisplaySettingsActivity": lambda: Page("display"),
            ".AppsActivity": Apps,
        }

    def state(self) -> dict[str, object]:
        """The phone's settings by namespace, beside what the app keeps itself."""
        found: dict[str, Any] = {**super().state(), "pin_set": bool(self.system.pin)}
        for (space, name), value in self.system.settings.items():
            found.setdefault(space, {})[name] = value
        return found


class SettingsPage(Screen):
    """What every page can do: show items, and go where they lead."""

    def setting(self, key: Key) -> str:
        return self.app.system.settings.get(key, "")

    def write(self, key: Key, value: str) -> None:
        self.app.system.settings[key] = value

    def row(self, item: Item) -> View:
        """The row of an item; its summary is what is set now, where it has none of its own."""
        match item:
            case Heading():
                return pref_category(item.title)
            case Flag():
                on = self.setting(item.key) == item.on
                return pref_switch(
                    item.title, on, lambda on: self.write(item.key, item.on if on else item.off), item.summary
                )
            case Pick():
                label = self.label(item)
                summary = item.summary.replace("%s", label) if "%s" in item.summary else label
                return pref(item.title, summary, lambda: self.pick(item))
            case Level():
                return self.level(item)
            case Line():
                return pref(item.title, self.setting(item.key) or "Not set", lambda: self.edit(item))
            case Act():
                return pref(item.title, item.summary, lambda: self.ask(item))
            case Link():
                return pref(
                    item.title, item.summary or self.summary(item.page), lambda: self.go(item.page), icon=item.icon
                )
        return pref(item.title, item.summary)

    def label(self, item: Pick) -> str:
        now = self.setting(item.key)
        return next((label for label, value in item.options.items() if value == now), now)

    def summary(self, name: str) -> str:
        """What a link says of its page: On or Off where the page begins with a switch, the network, the language."""
        if name == "wifi":
            networks = self.store["networks"]
            return (
                next((n["name"] for n in networks if n["connected"]), "On")
                if self.setting(("global", "wifi_on")) == "1"
                else "Off"
            )
        if name == "bluetooth":
            return "On" if self.setting(("global", "bluetooth_on")) == "1" else "Off"
        if name == "languages":
            return ", ".join(self.store["languages"])
        if name == "lock":
            return ScreenLock.kind(self.app)
        first = PAGES.get(name, [Fact("")])[0]
        return ("On" if self.setting(first.key) == first.on else "Off") if isinstance(first, Flag) else ""

    def level(self, item: Level) -> View:
        typed = self.setting(item.key)
        value = int(typed) if typed.isdecimal() else 0

        def slide(share: float) -> None:
            self.write(item.key, str(round(share * item.top)))

        bar = slider(value / item.top, slide, "seekbar", item.title, key=f"level:{item.title}")
        return column(
            text(item.title, "android:id/title", size=17, margin=(16, 0, 0, 0)),
            bar,
            pad=(56, 12, 16, 4),
            key=f"row:{item.title}",
        )

    def pick(self, item: Pick) -> None:
        self.choose(
            item.title,
            list(item.options),
            self.label(item),
            lambda label: self.write(item.key, item.options[label]),
            confirm=item.confirm,
        )

    def edit(self, item: Line) -> None:
        def check(typed: str) -> str:
            return "" if typed else "Enter a name"

        self.prompt(
            item.title, lambda typed: self.write(item.key, typed.strip()), value=self.setting(item.key), check=check
        )

    def ask(self, item: Act) -> None:
        def act() -> None:
            for key, value in item.writes().items():
                self.write(key, value)
            self.toast(item.done)

        self.confirm(item.question, "This can't be undone.", item.action, act)

    def go(self, name: str) -> None:
        self.open(LISTS[name]() if name in LISTS else Page(name))


class Home(SettingsPage):
    activity = ".Settings"

    def build(self) -> View:
        bar = card(
            row(image("search", margin=(0, 0, 16, 0)), text("Search settings", "search_action_bar_title", color="muted")),
            id="search_action_bar", on_click=lambda: self.open(Search()), pad=(20, 14, 20, 14), radius=28, margin=(16, 8, 16, 8),
        )  # fmt: skip
        title = text("Settings", "homepage_title", size=32, width=-1, pad=(24, 32, 24, 8))
        return page(
            list_view("recycler_view", [title, bar, *(self.row(item) for item in pages.HOME)]),
            id="settings_homepage_container",
        )


class Page(SettingsPage):
    activity = ".SubSettings"

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def build(self) -> View:
        search = icon_button("search", "Search settings", lambda: self.open(Search()))
        return page(
            toolbar(self, TITLES[self.name], [search], up=True),
            list_view("recycler_view", [self.row(i) for i in PAGES[self.name]]),
        )


class Search(SettingsPage):
    """Every row of every page, by its words; touching one leads to its page."""

    activity = ".SearchActivity"

    def build(self) -> View:
        wanted = self.values.get("search_src_text", "").strip().lower()
        found = [
            (name, item) for name, items in PAGES.items() for item in items if wanted and wanted in item.title.lower()
        ]
        found += [("", link) for link in pages.HOME if wanted and wanted in link.title.lower()]
        rows = [self.hit(name, item) for name, item in found if not isinstance(item, Heading)]
        empty = "No results" if wanted else "Type to search all settings"
        return page(search_bar(self, self.close, "Search settings"), list_view("search_results", rows, empty=empty))

    def hit(self, name: str, item: Item) -> View:
        target = item.page if isinstance(item, Link) else name
        title = text(item.title, "android:id/title", size=17)
        where = text(f"Settings > {TITLES[name]}" if name else "Settings", "android:id/summary", size=14, color="muted")
        return box(
            column(title, where),
            pad=(24, 12, 24, 12),
            on_click=lambda: self.go(target),
            key=f"hit:{name}:{item.title}",
            cls="android.widget.LinearLayout",
        )
