"""The clock's second tab: the time here and in other cities."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from demophone.apps._clock_tab import Tab
from demophone.toolkit import Screen, View, column, floating_button, list_row, list_view, page, search_bar, text

CITIES = {
    "Amsterdam": "Europe/Amsterdam",
    "Athens": "Europe/Athens",
    "Auckland": "Pacific/Auckland",
    "Bangkok": "Asia/Bangkok",
    "Beijing": "Asia/Shanghai",
    "Berlin": "Europe/Berlin",
    "Bogota": "America/Bogota",
    "Buenos Aires": "America/Argentina/Buenos_Aires",
    "Cairo": "Africa/Cairo",
    "Cape Town": "Africa/Johannesburg",
    "Chicago": "America/Chicago",
    "Delhi": "Asia/Kolkata",
    "Denver": "America/Denver",
    "Dubai": "Asia/Dubai",
    "Dublin": "Europe/Dublin",
    "Helsinki": "Europe/Helsinki",
    "Hong Kong": "Asia/Hong_Kong",
    "Honolulu": "Pacific/Honolulu",
    "Istanbul": "Europe/Istanbul",
    "Jakarta": "Asia/Jakarta",
    "Lagos": "Africa/Lagos",
    "Lima": "America/Lima",
    "Lisbon": "Europe/Lisbon",
    "London": "Europe/London",
    "Los Angeles": "America/Los_Angeles",
    "Madrid": "Europe/Madrid",
    "Mexico City": "America/Mexico_City",
    "Nairobi": "Africa/Nairobi",
    "New York": "America/New_York",
    "Oslo": "Europe/Oslo",
    "Paris": "Europe/Paris",
    "Reykjavik": "Atlantic/Reykjavik",
    "Rome": "Europe/Rome",
    "Sao Paulo": "America/Sao_Paulo",
    "Seoul": "Asia/Seoul",
    "Singapore": "Asia/Singapore",
    "Stockholm": "Europe/Stockholm",
    "Sydney": "Australia/Sydney",
    "Tokyo": "Asia/Tokyo",
    "Toronto": "America/Toronto",
    "Vienna": "Europe/Vienna",
    "Warsaw": "Europe/Warsaw",
    "Zurich": "Europe/Zurich",
}
"""Their time zones."""
HOME = ZoneInfo("Europe/London")
"""Where the phone lives."""


def there(now: datetime, city: str) -> tuple[datetime, float]:
    """The time in a city when it is `now` on the phone, and how many hours that is ahead."""
    here = now.astimezone(HOME) if now.tzinfo else now.replace(tzinfo=HOME)
    local = here.astimezone(ZoneInfo(CITIES[city]))
    ahead = (local.utcoffset() or timedelta()) - (here.utcoffset() or timedelta())
    return local, ahead / timedelta(hours=1)


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
        local, hours = there(self.now(), name)
        many = f"{abs(hours):g} {'hour' if abs(hours) == 1 else 'hours'}"
        ahead = "Same time" if not hours else f"{many} {'ahead' if hours > 0 else 'behind'}"
        time = text(self.clock(local.hour, local.minute), "city_time", size=24, margin=(0, 0, 12, 0))
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
