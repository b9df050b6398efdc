"""The clock's second tab: the time here and in other cities."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from demophone.apps._clock_tab import Tab
from demophone.toolkit import Screen, View, column, floating_button, list_row, list_view, page, search_bar, text

CITIES = {
    "Amsterdam": 2,
    "Athens": 3,
    "Auckland": 12,
    "Bangkok": 7,
    "Beijing": 8,
    "Berlin": 2,
    "Bogota": -5,
    "Buenos Aires": -3,
    "Cairo": 3,
    "Cape Town": 2,
    "Chicago": -5,
    "Delhi": 5.5,
    "Denver": -6,
    "Dubai": 4,
    "Dublin": 1,
    "Helsinki": 3,
    "Hong Kong": 8,
    "Honolulu": -10,
    "Istanbul": 3,
    "Jakarta": 7,
    "Lagos": 1,
    "Lima": -5,
    "Lisbon": 1,
    "London": 1,
    "Los Angeles": -7,
    "Madrid": 2,
    "Mexico City": -6,
    "Nairobi": 3,
    "New York": -4,
    "Oslo": 2,
    "Paris": 2,
    "Reykjavik": 0,
    "Rome": 2,
    "Sao Paulo": -3,
    "Seoul": 9,
    "Singapore": 8,
    "Stockholm": 2,
    "Sydney": 10,
    "Tokyo": 9,
    "Toronto": -4,
    "Vienna": 2,
    "Warsaw": 2,
    "Zurich": 2,
}
"""Hours ahead of UTC in summer."""
HOME = 1
"""The phone lives in London."""


class WorldTab(Tab):
    @property
    def live(self) -> bool:  # type: ignore[override]
        return bool(self.settings["seconds"])

    def build(self) -> View:
        now = self.now()
        seconds = f":{now.second:02}" if self.settings["seconds"] else ""
        time = self.clock(now.hour, now.minute)
        time = time.replace(" ", f"{seconds} ") if " " in time else time + seconds
        cls = "android.widget.TextClock" if self.settings["style"] == "Digital" else "android.widget.AnalogClock"
        head = column(
            text(time, "digital_clock", size=54, align="center", cls=cls),
            text(f"{now:%a}, {now:%b} {now.day}", "date", color="muted", align="center"),
            pad=(16, 32, 16, 24),
        )
        return list_view("cities", [head, *(self.city(name) for name in self.store["cities"])], pad=(0, 0, 0, 96))

    def button(self) -> View:
        return floating_button("globe", "Cities", lambda: self.screen.open(CityList()))

    def menu(self) -> list[tuple[str, Callable[[], object]]]:
        return []

    def city(self, name: str) -> View:
        there = self.now() + timedelta(hours=CITIES[name] - HOME)
        hours = CITIES[name] - HOME
        ahead = "Same time" if not hours else f"{abs(hours):g} hours {'ahead' if hours > 0 else 'behind'}"
        time = text(self.clock(there.hour, there.minute), "city_time", size=24, margin=(0, 0, 12, 0))
        return list_row(
            name, ahead, id="city_row", title_id="city_name", subtitle_id="hours_ahead", trailing=time,
            on_long=lambda: self.ask_remove(name), key=f"city:{name}",
        )  # fmt: skip

    def ask_remove(self, name: str) -> None:
        self.screen.confirm("Remove city?", name, "Remove", lambda: self.store["cities"].remove(name))


class CityList(Screen):
    """All cities, those shown with a tick; typing narrows the list."""

    activity = ".CityActivity"

    def build(self) -> View:
        wanted = self.values.get("search_src_text", "").strip().lower()
        rows = [self.row(name) for name in CITIES if wanted in name.lower()]
        return page(
            search_bar(self, self.close, "Search for a city"), list_view("city_list", rows, empty="No city found")
        )

    def row(self, name: str) -> View:
        shown: list[str] = self.store["cities"]
        on = name in shown

        def flip() -> None:
            shown.remove(name) if on else shown.append(name)

        return View(
            cls="android.widget.CheckBox", id="city_check", text=name, art="checkbox", checkable=True, checked=on, on_click=flip,
            height=56, pad=(16, 0, 16, 0), gravity="middle", key=f"city:{name}",
        )  # fmt: skip
