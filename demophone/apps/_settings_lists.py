"""The pages of Settings that are lists of things rather than rows of settings: networks, devices, apps, languages, screen lock."""

from __future__ import annotations

from typing import Any

from demophone.toolkit import (
    App,
    Screen,
    View,
    button,
    icon_button,
    image,
    list_row,
    list_view,
    page,
    pref,
    pref_category,
    pref_switch,
    row,
    text,
    toolbar,
)

LANGUAGES = [
    "Deutsch (Deutschland)", "English (United Kingdom)", "English (United States)", "Español (España)", "Français (France)",
    "Italiano (Italia)", "Nederlands (Nederland)", "Norsk bokmål (Norge)", "Polski (Polska)", "Português (Portugal)",
    "Suomi (Suomi)", "Svenska (Sverige)", "Türkçe (Türkiye)",
]  # fmt: skip
Thing = dict[str, Any]


class Wifi(Screen):
    activity = ".WifiSettingsActivity"

    def build(self) -> View:
        on = self.app.system.settings.get(("global", "wifi_on")) == "1"
        rows = [pref_switch("Use Wi‑Fi", on, self.turn)]
        if on:
            rows += [self.network(n) for n in sorted(self.store["networks"], key=lambda n: not n["connected"])]
            rows.append(pref("Add network", "", self.add, icon="add"))
        return page(toolbar(self, "Wi‑Fi", up=True), list_view("recycler_view", rows))

    def turn(self, on: bool) -> None:
        self.app.system.settings["global", "wifi_on"] = "1" if on else "0"

    def network(self, network: Thing) -> View:
        state = "Connected" if network["connected"] else "Saved" if network["saved"] else ""
        gear = (
            icon_button("settings", "", lambda: self.menu_of(network), "settings_button") if network["saved"] else None
        )
        return pref(network["name"], state, lambda: self.tapped(network), icon="wifi", widget=gear)

    def tapped(self, network: Thing) -> None:
        if network["connected"]:
            self.menu_of(network)
        elif network["saved"] or not network["secure"]:
            self.connect(network)
        else:
            check = lambda typed: "" if len(typed) >= 8 else "The password has at least 8 characters"  # noqa: E731
            self.prompt(
                network["name"],
                lambda _: self.connect(network),
                hint="Password",
                input="password",
                action="Connect",
                field="password",
                check=check,
            )

    def connect(self, network: Thing) -> None:
        for other in self.store["networks"]:
            other["connected"] = other is network
        network["saved"] = True
        self.toast(f"Connected to {network['name']}")

    def menu_of(self, network: Thing) -> None:
        def act(what: str) -> None:
            if what == "Connect":
                self.connect(network)
            elif what == "Disconnect":
                network["connected"] = False
            else:
                network.update(saved=False, connected=False)

        self.choose(network["name"], ["Disconnect" if network["connected"] else "Connect", "Forget"], "", act)

    def add(self) -> None:
        def keep(name: str) -> None:
            self.store["networks"].append({"name": name.strip(), "secure": False, "saved": True, "connected": False})

        self.prompt(
            "Add network", keep, hint="Network name", action="Save", check=lambda typed: "" if typed else "Enter a name"
        )


class Bluetooth(Screen):
    activity = ".BluetoothActivity"

    def build(self) -> View:
        on = self.app.system.settings.get(("global", "bluetooth_on")) == "1"
        rows = [pref_switch("Use Bluetooth", on, self.turn)]
        if on:
            rows.append(pref_category("Saved devices"))
            rows += [self.device(d) for d in self.store["bluetooth"] if d["paired"]]
            rows.append(pref_category("Available devices"))
            rows += [self.device(d) for d in self.store["bluetooth"] if not d["paired"]]
        return page(toolbar(self, "Bluetooth", up=True), list_view("recycler_view", rows))

    def turn(self, on: bool) -> None:
        self.app.system.settings["global", "bluetooth_on"] = "1" if on else "0"

    def device(self, device: Thing) -> View:
        def pair() -> None:
            device.update(paired=True, connected=True)

        def tapped() -> None:
            if device["paired"]:
                device["connected"] = not device["connected"]
            else:
                self.confirm(f"Pair with {device['name']}?", "Bluetooth pairing code: 448 210", "Pair", pair)

        def forget() -> None:
            self.confirm(
                "Forget device?",
                f"The phone will no longer be paired with {device['name']}.",
                "Forget",
                lambda: device.update(paired=False, connected=False),
            )

        gear = icon_button("settings", "", forget, "settings_button") if device["paired"] else None
        return pref(device["name"], "Connected" if device["connected"] else "", tapped, icon="bluetooth", widget=gear)


class Apps(Screen):
    activity = ".AppsActivity"

    def build(self) -> View:
        apps = sorted(self.app.system.installed(), key=lambda app: app.label.lower())
        return page(toolbar(self, "Apps", up=True), list_view("apps_list", [self.row(app) for app in apps]))

    def row(self, app: App) -> View:
        return list_row(
            app.label,
            f"{12 + 7 * (len(app.package) % 9)} MB",
            leading=image(app.icon, "android:id/icon"),
            title_id="android:id/title",
            subtitle_id="android:id/summary",
            on_click=lambda: self.open(AppInfo(app)),
            key=f"app:{app.package}",
        )


class AppInfo(Screen):
    activity = ".AppInfoActivity"

    def __init__(self, shown: App) -> None:
        super().__init__()
        self.shown = shown

    def build(self) -> View:
        system, app = self.app.system, self.shown
        buttons = row(
            button("Open", lambda: system.launch(app.package), "button1", weight=1),
            button("Uninstall", self.uninstall, "button2", weight=1, enabled=not app.system_app),
            button(
                "Force stop",
                self.force_stop,
                "button3",
                weight=1,
                enabled=bool(system.pid_of(app.package)) and app is not self.app,
            ),
        )
        granted = system.granted_to(app.package)
        rows = [
            row(
                image(app.icon, "icon", color="accent", margin=(0, 0, 16, 0)),
                text(app.label, "entity_header_title", size=22),
                pad=(24, 16, 24, 16),
            ),
            buttons,
            pref("Permissions", ", ".join(granted) or "No permissions granted", self.permissions if granted else None),
            pref("Storage & cache", "Clear all data of the app", self.clear),
            pref("Version", app.version),
        ]
        return page(toolbar(self, "App info", up=True), list_view("recycler_view", rows))

    def uninstall(self) -> None:
        def done() -> None:
            self.app.system.uninstall(self.shown.package)
            self.close()

        self.confirm(self.shown.label, "Do you want to uninstall this app?", "OK", done)

    def force_stop(self) -> None:
        stop = lambda: self.app.system.stop_app(self.shown.package)  # noqa: E731
        self.confirm("Force stop?", "If you force stop an app, it may misbehave.", "OK", stop)

    def permissions(self) -> None:
        granted = self.app.system.granted_to(self.shown.package)

        def keep(chosen: list[str]) -> None:
            for permission in set(granted) - set(chosen):
                self.app.system.revoke(self.shown.package, permission)

        self.choose_several("Permissions", granted, granted, keep)

    def clear(self) -> None:
        def done() -> None:
            self.app.system.clear_data(self.shown.package)
            self.toast("App data deleted")

        self.confirm("Delete app data?", "All of its data will be deleted for good.", "Delete", done)


class Languages(Screen):
    activity = ".LocalePickerActivity"

    def build(self) -> View:
        chosen: list[str] = self.store["languages"]
        rows = [self.language(number, name) for number, name in enumerate(chosen, 1)]
        rows.append(pref("Add a language", "", self.add, icon="add"))
        return page(toolbar(self, "Languages", up=True), list_view("recycler_view", rows))

    def language(self, number: int, name: str) -> View:
        chosen: list[str] = self.store["languages"]

        def first() -> None:
            chosen.remove(name)
            chosen.insert(0, name)

        def remove() -> None:
            self.confirm("Remove language?", name, "Remove", lambda: chosen.remove(name))

        cross = icon_button("delete", f"Remove {name}", remove, "remove_language") if len(chosen) > 1 else None
        return pref(f"{number}  {name}", "", first, widget=cross)

    def add(self) -> None:
        chosen: list[str] = self.store["languages"]
        self.choose("Add a language", [name for name in LANGUAGES if name not in chosen], "", chosen.append)


class ScreenLock(Screen):
    activity = ".ScreenLockActivity"

    @staticmethod
    def kind(app: App) -> str:
        """None, Swipe or PIN: what the phone asks for now."""
        if app.system.pin:
            return "PIN"
        return "None" if app.system.settings.get(("secure", "lockscreen.disabled")) == "1" else "Swipe"

    def build(self) -> View:
        rows = [self.row(kind) for kind in ("None", "Swipe", "PIN")]
        return page(toolbar(self, "Screen lock", up=True), list_view("recycler_view", rows))

    def row(self, kind: str) -> View:
        return pref(kind, "Current screen lock" if kind == self.kind(self.app) else "", lambda: self.pick(kind))

    def pick(self, kind: str) -> None:
        def check(typed: str) -> str:
            return "" if len(typed) >= 4 else "The PIN has at least 4 digits"

        def keep(typed: str) -> None:
            self.app.system.pin = typed
            self.toast("PIN set")

        if kind == "PIN":
            self.prompt("Set a PIN", keep, hint="PIN", input="number", action="Confirm", field="pin", check=check)
            return
        self.app.system.pin = ""
        self.app.system.settings["secure", "lockscreen.disabled"] = "1" if kind == "None" else "0"
