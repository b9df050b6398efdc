"""The clock's timers and its stopwatch: what runs is stored as when it began, so that it goes on while nobody looks."""

from __future__ import annotations

from datetime import datetime
from math import ceil
from typing import Any

from demophone.apps._clock_tab import Tab, next_id
from demophone.toolkit import (
    DurationPicker,
    View,
    button,
    card,
    column,
    floating_button,
    icon_button,
    list_view,
    row,
    space,
    text,
)

Timer = dict[str, Any]


def remaining(timer: Timer, now: datetime) -> float:
    """Seconds left on a timer; less than 0 once it has run out."""
    gone = (now - datetime.fromisoformat(timer["began"])).total_seconds() if timer["began"] else 0.0
    return float(timer["left"]) - gone


def as_time(seconds: float) -> str:
    """`4:05`, `1:00:00`."""
    whole = max(0, ceil(seconds))
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


class TimerTab(Tab):
    @property
    def live(self) -> bool:  # type: ignore[override]
        return any(timer["began"] for timer in self.store["timers"])

    def build(self) -> View:
        return list_view("timers", [self.card(t) for t in self.store["timers"]], empty="No timers", pad=(0, 4, 0, 96))

    def button(self) -> View:
        return floating_button("add", "Add timer", self.add)

    def card(self, timer: Timer) -> View:
        running = bool(timer["began"])

        def name(label: str) -> None:
            timer["label"] = label.strip()

        def rename() -> None:
            self.screen.prompt("Label", name, value=timer["label"], hint="Label", field="label_field")

        left = remaining(timer, self.now())
        label = text(timer["label"] or "Label", "timer_label", size=14, color="muted", on_click=rename, weight=1)
        delete = icon_button("close", "Delete timer", lambda: self.ask_delete(timer), "delete_timer")
        time = text("Time's up" if timer["rung"] else as_time(left), "timer_time_text", size=40, align="center")
        buttons = row(
            button("Reset", lambda: self.reset(timer), "reset_timer"),
            button("+1:00", lambda: self.longer(timer), "add_one_min"),
            space(weight=1),
            icon_button(
                "pause" if running else "play", "", lambda: self.flip(timer), "play_pause", bg="container", radius=24
            ),
        )
        return card(row(label, delete), time, buttons, id="timer_card", key=f"timer:{timer['id']}", pad=(16, 4, 12, 12))

    def flip(self, timer: Timer) -> None:
        if timer["began"]:
            timer.update(left=remaining(timer, self.now()), began=None)
        else:
            if timer["left"] <= 0:
                timer["left"] = float(timer["length"])
            timer.update(began=self.now().isoformat(), rung=False)

    def reset(self, timer: Timer) -> None:
        timer.update(left=float(timer["length"]), began=None, rung=False)

    def longer(self, timer: Timer) -> None:
        timer.update(left=timer["left"] + 60, rung=False)

    def add(self) -> None:
        def take(seconds: int) -> None:
            timers = self.store["timers"]
            timers.append(
                {
                    "id": next_id(timers),
                    "label": "",
                    "length": seconds,
                    "left": float(seconds),
                    "began": None,
                    "rung": False,
                }
            )

        self.screen.show(DurationPicker(0, take, "New timer"))

    def ask_delete(self, timer: Timer) -> None:
        what = timer["label"] or as_time(timer["length"])
        self.screen.confirm("Delete timer?", what, "Delete", lambda: self.store["timers"].remove(timer))


class StopwatchTab(Tab):
    @property
    def live(self) -> bool:  # type: ignore[override]
        return bool(self.watch["began"])

    @property
    def watch(self) -> dict[str, Any]:
        found: dict[str, Any] = self.store["stopwatch"]
        return found

    def passed(self) -> float:
        began = self.watch["began"]
        gone = (self.now() - datetime.fromisoformat(began)).total_seconds() if began else 0.0
        return float(self.watch["before"]) + gone

    def build(self) -> View:
        running = bool(self.watch["began"])
        laps = [
            row(
                text(f"# {number}", "lap_number", color="muted", weight=1), text(_fine(lap), "lap_time"), pad=(32, 10, 32, 10),
                key=f"lap:{number}",
            )
            for number, lap in reversed(list(enumerate(self.watch["laps"], 1)))
        ]  # fmt: skip
        controls = row(
            icon_button("refresh", "Reset", self.reset, "stopwatch_reset", enabled=self.passed() > 0),
            icon_button(
                "pause" if running else "play",
                "",
                self.flip,
                "stopwatch_start",
                width=72,
                height=72,
                bg="accent",
                color="on_accent",
                radius=36,
                margin=(32, 0, 32, 0),
            ),
            icon_button("flag", "Lap", self.lap, "stopwatch_lap", enabled=running),
            width=-2,
            align="center",
            margin=(0, 16, 0, 16),
        )
        time = text(_fine(self.passed()), "stopwatch_time_text", size=52, align="center", margin=(0, 48, 0, 8))
        return column(time, controls, list_view("laps_list", laps), weight=1, height=-1)

    def flip(self) -> None:
        if self.watch["began"]:
            self.watch.update(before=self.passed(), began=None)
        else:
            self.watch["began"] = self.now().isoformat()

    def lap(self) -> None:
        self.watch["laps"].append(round(self.passed() - sum(self.watch["laps"]), 2))

    def reset(self) -> None:
        self.watch.update(began=None, before=0.0, laps=[])


def _fine(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes):02}:{rest:05.2f}"
