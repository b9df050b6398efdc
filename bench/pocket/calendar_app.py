"""Calendar: events in an agenda and day by day, in several calendars, with search and settings.

An app for the demo phone that doesn't come with it, so that nothing was made with it in mind: `thumbwright phones demo --app
bench/pocket/calendar_app.py`.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from demophone.toolkit import (
    App,
    DatePicker,
    Screen,
    SettingsScreen,
    TimePicker,
    View,
    bottom_bar,
    card,
    checkbox,
    column,
    dropdown,
    floating_button,
    icon_button,
    image,
    list_row,
    list_view,
    page,
    pref,
    pref_category,
    row,
    scroll_view,
    search_bar,
    switch,
    text,
    text_field,
    toolbar,
)

Event = dict[str, Any]
REPEATS = ["Does not repeat", "Every day", "Every week", "Every month", "Every year"]
REMINDERS = ["None", "At time of event", "10 minutes before", "30 minutes before", "1 hour before", "1 day before"]
LENGTHS = {"15 minutes": 15, "30 minutes": 30, "1 hour": 60, "2 hours": 120}
_EVENTS = [
    ("Stand-up", "2026-03-02", "10:00", "10:15", "Meeting room 2", "Work", ""),
    ("Haircut", "2026-03-02", "17:30", "18:00", "Mill Street", "Personal", ""),
    ("Yoga class", "2026-03-03", "18:30", "19:30", "Community hall", "Personal", ""),
    ("Dentist", "2026-03-04", "15:20", "15:50", "Dr Patel, Bridge Road 8", "Personal", "Bring the insurance card"),
    ("Parents' evening", "2026-03-04", "19:00", "20:30", "Oakfield School, room 14", "Family", ""),
    ("Team lunch", "2026-03-05", "12:30", "13:30", "Trattoria Nonna", "Work", ""),
    ("Yoga class", "2026-03-05", "18:30", "19:30", "Community hall", "Personal", ""),
    ("Budget review", "2026-03-06", "14:00", "15:00", "Meeting room 1", "Work", "Slides by Thursday"),
    ("Grandma's 80th", "2026-03-07", "", "", "Rose Garden Inn", "Family", "Cake is ordered"),
    ("Yoga class", "2026-03-10", "18:30", "19:30", "Community hall", "Personal", ""),
    ("Car service", "2026-03-11", "08:15", "09:00", "Fenton Garage", "Personal", ""),
    ("Interview: Marta", "2026-03-12", "11:00", "12:00", "Meeting room 2", "Work", ""),
    ("Flight to Lisbon", "2026-03-20", "06:50", "09:40", "Terminal 2", "Personal", "Seat 14C"),
    ("Half-term", "2026-03-23", "", "", "", "Family", ""),
]  # fmt: skip


class CalendarApp(App):
    package, label, version, icon, accent = "app.demo.calendar", "Calendar", "5.1", "calendar", "#1F6F8B"

    def seed(self) -> dict[str, Any]:
        events = [
            {"id": number, "title": title, "day": day, "start": start, "end": end, "all_day": not start, "place": place,
             "calendar": calendar, "repeat": REPEATS[0], "reminder": REMINDERS[2], "notes": notes, "important": False}
            for number, (title, day, start, end, place, calendar, notes) in enumerate(_EVENTS, 1)
        ]  # fmt: skip
        settings = {
            "week_start": "Monday", "hour24": False, "week_numbers": False, "declined": True, "reminder": REMINDERS[2],
            "length": "1 hour", "calendar": "Personal", "theme": "System default", "vibrate": True,
        }  # fmt: skip
        return {"events": events, "calendars": {"Family": True, "Personal": True, "Work": True}, "settings": settings}

    def start(self) -> Screen:
        return Main()


class CalendarScreen(Screen):
    """What all screens of the app share: events in order, and how moments are written."""

    @property
    def settings(self) -> dict[str, Any]:
        found: dict[str, Any] = self.store["settings"]
        return found

    def events(self) -> list[Event]:
        shown = [e for e in self.store["events"] if self.store["calendars"][e["calendar"]]]
        return sorted(shown, key=lambda e: (e["day"], e["start"]))

    def clock(self, moment: str) -> str:
        at = datetime.strptime(moment, "%H:%M")
        return moment if self.settings["hour24"] else f"{at.hour % 12 or 12}:{at:%M} {'PM' if at.hour >= 12 else 'AM'}"

    def when(self, event: Event) -> str:
        return "All day" if event["all_day"] else f"{self.clock(event['start'])} – {self.clock(event['end'])}"

    def date(self, day: str) -> str:
        on = date.fromisoformat(day)
        return f"{on:%a} {on.day} {on:%b}"

    def event_row(self, event: Event) -> View:
        time = text(
            "All day" if event["all_day"] else self.clock(event["start"]),
            "event_time",
            size=13,
            color="muted",
            width=72,
        )
        star = (
            image("star", "event_important", "Important", icon_size=18, color="accent") if event["important"] else None
        )
        below = ", ".join(part for part in (event["place"], event["calendar"]) if part)
        return list_row(
            event["title"] or "(No title)", below, id="event_row", title_id="event_title", subtitle_id="event_details",
            leading=time, trailing=star, on_click=lambda: self.open(Detail(event)), key=f"event:{event['id']}",
        )  # fmt: skip


class Main(CalendarScreen):
    def __init__(self) -> None:
        super().__init__()
        self.tab, self.searching, self.day = "Agenda", False, ""

    def build(self) -> View:
        wanted = self.values.get("search_src_text", "").strip().lower() if self.searching else ""
        found = [e for e in self.events() if wanted in f"{e['title']} {e['place']} {e['notes']}".lower()]
        body = self.one_day() if self.tab == "Day" and not self.searching else self.agenda(found)
        tabs = None if self.searching else bottom_bar([("list", "Agenda"), ("calendar", "Day")], self.tab, self.pick)
        fab = (
            None
            if self.searching
            else floating_button("add", "New event", lambda: self.open(Edit(None, self.shown_day())))
        )
        if fab:
            fab.margin = (0, 0, 16, 96)
        return page(self.bar(), *body, tabs, fab=fab)

    def bar(self) -> View:
        if self.searching:
            return search_bar(self, self.end_search, "Search events")
        menu = [("Calendars", lambda: self.open(Calendars())), ("Settings", lambda: self.open(Settings()))]
        return toolbar(self, "Calendar", [icon_button("search", "Search", self.begin_search, "menu_search")], menu)

    def agenda(self, events: list[Event]) -> list[View]:
        rows: list[View] = []
        for event in (e for e in events if self.searching or e["day"] >= f"{self.now():%Y-%m-%d}"):
            heading = self.date(event["day"])
            if not rows or all(heading != view.text for view in rows):
                rows.append(text(heading, "date_heading", bold=True, color="accent", width=-1, pad=(16, 14, 16, 4)))
            rows.append(self.event_row(event))
        empty = "No events found" if self.searching else "Nothing planned"
        return [list_view("agenda_list", rows, empty=empty, pad=(0, 4, 0, 88))]

    def shown_day(self) -> str:
        return self.day if self.tab == "Day" and self.day else f"{self.now():%Y-%m-%d}"

    def one_day(self) -> list[View]:
        def go(days: int) -> None:
            self.day = (date.fromisoformat(self.shown_day()) + timedelta(days=days)).isoformat()

        head = row(
            icon_button("back", "", lambda: go(-1), "previous_day"),
            text(self.date(self.shown_day()), "shown_day", size=20, weight=1, gravity="center", width=-1),
            icon_button("right", "", lambda: go(1), "next_day"),
            pad=(8, 8, 8, 8),
        )
        rows = [self.event_row(event) for event in self.events() if event["day"] == self.shown_day()]
        return [head, list_view("day_list", rows, empty="Nothing planned")]

    def pick(self, tab: str) -> None:
        self.tab, self.day = tab, ""

    def begin_search(self) -> None:
        self.searching = True

    def end_search(self) -> None:
        self.searching, self.values["search_src_text"] = False, ""

    def on_back(self) -> bool:
        if not self.searching:
            return False
        self.end_search()
        return True


class Detail(CalendarScreen):
    activity = ".EventActivity"

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event

    def build(self) -> View:
        event = self.event
        important = event["important"]
        star = icon_button("star" if important else "star_off", "", self.flip, "menu_important", selected=important)
        edit = icon_button("edit", "Edit event", lambda: self.open(Edit(event)), "menu_edit")
        menu = [("Duplicate", self.duplicate), ("Share", self.share_it), ("Delete", self.ask_delete)]
        lines = [
            ("clock", "detail_when", f"{self.date(event['day'])}, {self.when(event)}"), ("flag", "detail_place", event["place"]),
            ("calendar", "detail_calendar", event["calendar"]), ("bell", "detail_reminder", event["reminder"]),
            ("refresh", "detail_repeat", event["repeat"]), ("note", "detail_notes", event["notes"]),
        ]  # fmt: skip
        rows = [list_row(words, leading=image(icon), title_id=name) for icon, name, words in lines if words]
        title = text(event["title"] or "(No title)", "detail_title", size=26, margin=(16, 16, 16, 16))
        return page(toolbar(self, "", [star, edit], menu, up=True), scroll_view(title, *rows, id="detail_scroll"))

    def flip(self) -> None:
        self.event["important"] = not self.event["important"]

    def duplicate(self) -> None:
        number = max(e["id"] for e in self.store["events"]) + 1
        self.store["events"].append({**self.event, "id": number})
        self.toast("Event duplicated")
        self.close()

    def share_it(self) -> None:
        self.share(f"{self.event['title']}\n{self.date(self.event['day'])}, {self.when(self.event)}")

    def ask_delete(self) -> None:
        def delete() -> None:
            self.store["events"].remove(self.event)
            self.toast("Event deleted")
            self.close()

        self.confirm("Delete event?", self.event["title"], "Delete", delete)


class Edit(CalendarScreen):
    activity = ".EditEventActivity"

    def __init__(self, event: Event | None, day: str = "") -> None:
        super().__init__()
        self.event, self.form, self.new_day = event, dict(event or {}), day

    def filled(self) -> Event:
        """The form; of a new event what the settings say, beginning with the next full hour."""
        if not self.form:
            begin = self.now().replace(minute=0) + timedelta(hours=1)
            end = begin + timedelta(minutes=LENGTHS[self.settings["length"]])
            self.form = {
                "day": self.new_day, "start": f"{begin:%H:%M}", "end": f"{end:%H:%M}", "all_day": False, "repeat": REPEATS[0],
                "calendar": self.settings["calendar"], "reminder": self.settings["reminder"], "important": False,
            }  # fmt: skip
        for field in ("title", "place", "notes"):
            self.values.setdefault(f"event_{field}", self.form.get(field, ""))
            self.form[field] = self.values[f"event_{field}"].strip()
        if not self.form["all_day"] and not self.form["start"]:
            self.form.update(start="09:00", end="10:00")
        return self.form

    def build(self) -> View:
        form = self.filled()
        save = icon_button("check", "Save", self.save, "menu_save")

        def moment(label: str, field: str) -> View:
            return pref(label, self.clock(form[field]), lambda: self.pick_time(field, f"{label} time"))

        def chooser(label: str, field: str, options: list[str]) -> View:
            return dropdown(form[field], lambda: self.choose(label, options, form[field], self.take(field)), f"event_{field}",
                            margin=(16, 6, 16, 6))  # fmt: skip

        times = [] if form["all_day"] else [moment("Start", "start"), moment("End", "end")]
        whole = switch(form["all_day"], self.take("all_day"), "event_all_day", desc="All day")
        return page(
            toolbar(self, "Edit event" if self.event else "New event", [save], up=True),
            scroll_view(
                text_field("event_title", "Title", margin=(16, 6, 16, 6), autofocus=not self.event),
                row(text("All day", weight=1, pad=(16, 0, 0, 0)), whole, pad=(0, 0, 16, 0)),
                pref("Date", self.date(form["day"]), self.pick_day),
                *times,
                text_field("event_place", "Location", margin=(16, 6, 16, 6)),
                chooser("Calendar", "calendar", list(self.store["calendars"])),
                chooser("Repeat", "repeat", REPEATS),
                chooser("Reminder", "reminder", REMINDERS),
                text_field("event_notes", "Notes", input="multiline", margin=(16, 6, 16, 24)),
                id="edit_scroll",
            ),
        )

    def take(self, field: str) -> Any:
        return lambda value: self.form.update({field: value})

    def pick_day(self) -> None:
        self.show(DatePicker(date.fromisoformat(self.form["day"]), self.take("day")))

    def pick_time(self, field: str, title: str) -> None:
        at = datetime.strptime(self.form[field] or "09:00", "%H:%M")

        def take(hour: int, minute: int) -> None:
            picked = at.replace(hour=hour, minute=minute)
            if field == "start":  # the event keeps its length, within the day
                end = datetime.strptime(self.form["end"] or "10:00", "%H:%M") + (picked - at)
                self.form["end"] = f"{end:%H:%M}" if end.day == at.day else "23:59"
            self.form[field] = f"{picked:%H:%M}"

        self.show(TimePicker(at.hour, at.minute, take, full_day=self.settings["hour24"], title=title))

    def save(self) -> None:
        form = self.filled()
        if not form["all_day"] and form["end"] < form["start"]:
            self.toast("The event ends before it starts")
            return
        if form["all_day"]:
            form["start"] = form["end"] = ""
        if self.event is None:
            self.event = {"id": max((e["id"] for e in self.store["events"]), default=0) + 1}
            self.store["events"].append(self.event)
        self.event.update(form)
        self.toast("Event saved")
        self.close()

    def on_back(self) -> bool:
        form = self.filled()
        if form == self.event or (self.event is None and not any(form[f] for f in ("title", "place", "notes"))):
            return False
        self.ask_discard()
        return True


class Calendars(CalendarScreen):
    activity = ".CalendarsActivity"

    def build(self) -> View:
        def flip(name: str) -> Any:
            return lambda on: self.store["calendars"].update({name: on})

        rows = [
            card(checkbox(on, flip(name), name, "calendar_check", width=-1), key=f"calendar:{name}")
            for name, on in self.store["calendars"].items()
        ]
        hint = text("Events of calendars without a tick are hidden.", "hint", color="muted", pad=(16, 12, 16, 8))
        add = floating_button("add", "Add calendar", self.add)
        return page(toolbar(self, "Calendars", up=True), column(hint), list_view("calendars_list", rows), fab=add)

    def add(self) -> None:
        def wrong(name: str) -> str:
            return "Enter another name" if not name or name in self.store["calendars"] else ""

        keep = lambda name: self.store["calendars"].update({name.strip(): True})  # noqa: E731
        self.prompt("Add calendar", keep, hint="Name", action="Add", field="calendar_name", check=wrong)


class Settings(SettingsScreen):
    def rows(self) -> list[View]:
        return [
            pref_category("General"),
            self.choice("week_start", "Start of the week", ["Saturday", "Sunday", "Monday"]),
            self.flag("hour24", "Use 24-hour format"),
            self.flag("week_numbers", "Show week numbers"),
            self.flag("declined", "Show declined events"),
            self.choice("theme", "Theme", ["System default", "Light", "Dark"]),
            pref_category("New events"),
            self.choice("calendar", "Default calendar", list(self.store["calendars"])),
            self.choice("length", "Default length", list(LENGTHS)),
            self.choice("reminder", "Default reminder", REMINDERS),
            pref_category("Notifications"),
            self.flag("vibrate", "Vibrate"),
            pref("About", f"Calendar {self.app.version}"),
        ]
