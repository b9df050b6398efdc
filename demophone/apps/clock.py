"""Clock: alarms, world clock, timers and a stopwatch in tabs, and their settings."""

from __future__ import annotations

from typing import Any

from demophone.apps import _seeds
from demophone.apps._clock_alarms import EXTRA, AlarmTab, set_alarm
from demophone.apps._clock_tab import next_id
from demophone.apps._clock_timers import StopwatchTab, TimerTab, remaining
from demophone.apps._clock_world import WorldTab
from demophone.intents import Intent
from demophone.toolkit import App, Screen, SettingsScreen, View, bottom_bar, page, pref, pref_category, toolbar

TABS = [("alarm", "Alarm"), ("clock", "Clock"), ("timer", "Timer"), ("stopwatch", "Stopwatch")]
MINUTES = ["1 minute", "5 minutes", "10 minutes", "15 minutes", "20 minutes", "25 minutes", "30 minutes"]


class ClockApp(App):
    package, label, version, icon, accent = "app.demo.clock", "Clock", "7.6", "clock", "#5A4FA3"

    def seed(self) -> dict[str, Any]:
        settings = {
            "style": "Digital",
            "hour24": False,
            "seconds": False,
            "week_start": "Monday",
            "silence_after": "10 minutes",
            "snooze": "10 minutes",
            "gradual": "Never",
            "volume_buttons": "Do nothing",
            "alarm_sort": "Alarm time",
            "timer_sound": "Timer expired",
            "timer_vibrate": True,
            "timer_max": "1 minute",
            "keep_awake": True,
        }
        stopwatch: dict[str, Any] = {"began": None, "before": 0.0, "laps": []}
        cities = ["London", "New York", "Tokyo"]
        timers = [{"id": 1, "label": "Tea", "length": 240, "left": 240.0, "began": None, "rung": False}]
        return {
            "alarms": _seeds.alarms(),
            "timers": timers,
            "stopwatch": stopwatch,
            "cities": cities,
            "settings": settings,
        }

    def start(self) -> Screen:
        return Main()

    def take(self, intent: Intent) -> Screen | bool:
        """Alarms and timers that others ask for, as Android's clock takes them."""
        name = intent.action.rpartition(".")[2]
        tab = {"SET_ALARM": "Alarm", "SHOW_ALARMS": "Alarm", "SET_TIMER": "Timer", "SHOW_TIMERS": "Timer"}.get(name)
        if tab is None:
            return False
        done = name == "SET_ALARM" and set_alarm(self.store["alarms"], intent)
        done = done or name == "SET_TIMER" and self._timer(intent)
        if done and intent.extras.get(f"{EXTRA}.SKIP_UI"):
            return True
        front = self.system.top_screen(self.package)
        if isinstance(front, Main):
            front.tab = tab
            return self.system.launch(self.package)
        return Main(tab)

    def _timer(self, intent: Intent) -> bool:
        """Start a timer of the length that is given; False where none is."""
        seconds = intent.number(f"{EXTRA}.LENGTH")
        if not seconds or not 1 <= seconds <= 86_400:
            return False
        timers = self.store["timers"]
        timers.insert(
            0,
            {
                "id": next_id(timers),
                "label": intent.text(f"{EXTRA}.MESSAGE"),
                "length": seconds,
                "left": float(seconds),
                "began": self.now().isoformat(),
                "rung": False,
            },
        )
        return True

    def tick(self) -> bool:
        """A timer that runs out rings once: a notification, and it stands at nought."""
        rang = False
        for timer in self.store["timers"]:
            if timer["began"] and remaining(timer, self.now()) <= 0 and not timer["rung"]:
                timer.update(began=None, left=0.0, rung=True)
                self.system.notify(self.package, "Time's up", timer["label"] or "Timer")
                rang = True
        return rang


class Main(Screen):
    """The four tabs; each draws itself and knows what the round button does."""

    def __init__(self, tab: str = "Alarm") -> None:
        super().__init__()
        self.tab = tab
        self.tabs = {
            "Alarm": AlarmTab(self),
            "Clock": WorldTab(self),
            "Timer": TimerTab(self),
            "Stopwatch": StopwatchTab(self),
        }

    @property
    def live(self) -> bool:  # type: ignore[override]
        return self.tabs[self.tab].live

    def build(self) -> View:
        tab = self.tabs[self.tab]
        menu = [*tab.menu(), ("Settings", lambda: self.open(Settings()))]
        fab = tab.button()
        if fab is not None:
            fab.margin, fab.align = (0, 0, 0, 96), "center bottom"
        return page(toolbar(self, self.tab, menu=menu), tab.build(), bottom_bar(TABS, self.tab, self.pick), fab=fab)

    def pick(self, tab: str) -> None:
        self.tab = tab


class Settings(SettingsScreen):
    def rows(self) -> list[View]:
        return [
            pref_category("Clock"),
            self.choice("style", "Style", ["Digital", "Analog"]),
            self.flag("hour24", "Use 24-hour format"),
            self.flag("seconds", "Display time with seconds"),
            self.choice("week_start", "Start week on", ["Saturday", "Sunday", "Monday"]),
            self.flag("keep_awake", "Prevent phone from sleeping", "While a timer or the stopwatch is in front"),
            pref_category("Alarms"),
            self.choice("silence_after", "Silence after", [*MINUTES, "Never"]),
            self.choice("snooze", "Snooze length", MINUTES),
            self.choice(
                "gradual", "Gradually increase volume", ["Never", "5 seconds", "15 seconds", "30 seconds", "60 seconds"]
            ),
            self.choice(
                "volume_buttons", "Volume buttons", ["Control volume", "Snooze", "Dismiss", "Do nothing"], confirm=True
            ),
            self.choice("alarm_sort", "Sort alarms by", ["Alarm time", "Creation order", "On first"]),
            pref_category("Timers"),
            self.choice("timer_sound", "Timer sound", ["Silent", "Timer expired", "Bells", "Harp"], confirm=True),
            self.flag("timer_vibrate", "Timer vibrate"),
            self.choice("timer_max", "Timer reminder lasts", ["30 seconds", "1 minute", "5 minutes", "10 minutes"]),
            pref("Help", "Frequently asked questions", lambda: self.open(Help())),
            pref("About", f"Clock {self.app.version}"),
        ]


class Help(SettingsScreen):
    activity = ".HelpActivity"
    title = "Help"
    answers = {
        "Why did my alarm not ring?": "Check that the phone is on, the alarm volume is up and Do Not Disturb lets alarms through.",
        "How do I repeat an alarm?": "Expand the alarm with the arrow and touch the days of the week.",
        "Do timers go on in the background?": "Yes. A notification comes when the time is up.",
        "How long does an alarm ring?": "As long as Settings > Silence after says.",
    }

    def rows(self) -> list[View]:
        return [pref(question, "", self.tell(question, answer)) for question, answer in self.answers.items()]

    def tell(self, question: str, answer: str) -> Any:
        return lambda: self.dialog(question, answer, positive=("Close", None))
