"""A phone in a few lines: one notes app, drawn from its state, that answers taps, swipes and keys at once.

Written by hand for the tests of the acting side. The screen is 720 x 1280; a list shows ten rows of 100 pixels.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from xml.sax.saxutils import quoteattr

from apidocs.doc import AppDoc, Effect, Element, Item, Kind, Part, Screen, Transition
from apidocs.screens.marks import look
from apidocs.screens.windows import Window
from phones.errors import AnswerLost, PhoneLost
from phones.hierarchy import Hierarchy, Node
from phones.locating import Locator
from phones.phone import CurrentApp, InstalledApp, Key, PhoneInfo

PACKAGE = "com.example.pocket"
WIDTH, HEIGHT = 720, 1280
ROW, TOP, BOTTOM = 100, 100, 1100
Box = tuple[int, int, int, int]


@dataclass
class View:
    """A node to draw, and what a touch on it does."""

    cls: str
    box: Box
    text: str = ""
    rid: str = ""
    desc: str = ""
    on_tap: Callable[[], None] | None = None
    on_hold: Callable[[], None] | None = None
    checkable: bool = False
    checked: bool = False
    selected: bool = False
    scrolls: bool = False
    focused: bool = False
    enabled: bool = True
    password: bool = False
    package: str = PACKAGE
    children: list[View] = field(default_factory=list)

    def xml(self) -> str:
        rid = self.rid if not self.rid or ":" in self.rid else f"{self.package}:id/{self.rid}"
        left, top, right, bottom = self.box
        words = {"text": self.text, "resource-id": rid, "class": f"android.{self.cls}", "package": self.package}
        words["content-desc"] = self.desc
        flags = {
            "clickable": self.on_tap is not None,
            "long-clickable": self.on_hold is not None,
            "checkable": self.checkable,
            "checked": self.checked,
            "selected": self.selected,
            "scrollable": self.scrolls,
            "focused": self.focused,
            "enabled": self.enabled,
            "password": self.password,
        }
        said = " ".join(f"{k}={quoteattr(v)}" for k, v in words.items())
        said += "".join(f' {k}="{str(v).lower()}"' for k, v in flags.items())
        inner = "".join(c.xml() for c in self.children)
        return f'<node {said} bounds="[{left},{top}][{right},{bottom}]">{inner}</node>'

    def hit(self, x: int, y: int) -> list[View]:
        """The views at a pixel, outermost first, along the one drawn last."""
        left, top, right, bottom = self.box
        if not (left <= x < right and top <= y < bottom):
            return []
        for child in reversed(self.children):
            path = child.hit(x, y)
            if path:
                return [self, *path]
        return [self]


def button(text: str, box: Box, do: Callable[[], None], rid: str = "", **more: object) -> View:
    return View("widget.Button", box, text, rid, on_tap=do, **more)  # type: ignore[arg-type]


def words(text: str, box: Box, rid: str = "") -> View:
    return View("widget.TextView", box, text, rid)


def page(*children: View, package: str = PACKAGE) -> View:
    return View("widget.FrameLayout", (0, 0, WIDTH, HEIGHT), children=list(children), package=package)


def dialog(title: str, *children: View, package: str = PACKAGE) -> View:
    head = View("widget.TextView", (60, 400, 660, 460), title, "android:id/alertTitle", package=package)
    return View("widget.FrameLayout", (40, 380, 680, 980), children=[head, *children], package=package)


class PocketPhone:
    """Fulfils `phones.phone.Phone`."""

    serial = "pocket"

    def __init__(self, notes: list[str] | None = None) -> None:
        self.notes = [f"note {n:02d}" for n in range(1, 26)] if notes is None else list(notes)
        self.done: set[str] = set()
        """Rows whose box is ticked."""
        self.settings: dict[str, bool] = {
            "Dark mode": False,
            "Show dates": True,
            "Autosave notes": True,
            "Stuck": False,
        }
        self.choices = {"Theme": "System", "Language": "English"}
        self.more_settings: list[str] = []
        """Rows of the settings that aren't always there."""
        self.picked = ""
        self.place: list[str] = ["home"]
        self.fields: dict[str, str] = {}
        self.focus = ""
        self.opened = ""
        """The note that the editor shows."""
        self.selected: list[str] = []
        self.sent: list[tuple[str, str]] = []
        self.deleted: list[str] = []
        self.scrolled = 0
        self.asks_permission = False
        self.permission: bool | None = None
        self.log: list[str] = []
        """Every act, in order: `tap New note`, `key back`, …"""
        self.lose: list[tuple[str, bool]] = []
        """Acts whose answer is lost: how its log line starts, and whether it takes effect all the same."""
        self.gone_at = ""
        """The cable is pulled at the act whose log line starts so."""
        self.dialogs_confirmed = 0
        self.toast = ""
        self.on_dump: Callable[[], None] | None = None

    # the app

    def go(self, place: str) -> Callable[[], None]:
        def do() -> None:
            self.place.append(place)
            self.scrolled, self.focus = 0, ""

        return do

    def leave(self) -> None:
        self.place.pop()
        self.focus, self.scrolled = "", 0
        if not self.place:
            self.place = ["home"]

    def _field(self, rid: str, box: Box, *, password: bool = False) -> View:
        def focus() -> None:
            self.focus = rid

        shown = "•" * len(self.fields.get(rid, "")) if password else self.fields.get(rid, "")
        return View("widget.EditText", box, shown, rid, on_tap=focus, focused=self.focus == rid, password=password)

    def screen(self) -> list[View]:
        """The windows, lowest first."""
        here = self.place[-1]
        below = [getattr(self, f"_{p}")() for p in self.place[-2:-1]] if here in self.OVER else []
        return [*below, getattr(self, f"_{here}")()]

    OVER = frozenset(
        {"create_note", "theme_dialog", "language_menu", "confirm_delete", "discard", "permission", "crash"}
    )

    def _home(self) -> View:
        return page(words("Tuesday", (0, 500, 720, 600), "clock"), package="com.example.launcher")

    def _rows(self, texts: list[str], make: Callable[[str, Box], View]) -> View:
        rows = []
        for i, text in enumerate(texts):
            top = TOP + i * ROW - self.scrolled
            if top + ROW > TOP and top < BOTTOM:
                rows.append(make(text, (0, max(top, TOP), WIDTH, min(top + ROW, BOTTOM))))
        length = len(texts) * ROW
        self.most = max(0, length - (BOTTOM - TOP))
        list_box = (0, TOP, WIDTH, BOTTOM)
        return View("widget.ListView", list_box, "", "list", scrolls=self.most > 0, children=rows)

    def _note_row(self, text: str, box: Box) -> View:
        def open_note() -> None:
            self.opened = text
            self.fields = {"body": f"about {text}"}
            self.go("editor")()

        def hold() -> None:
            self.selected = [text]
            self.place.append("selection")

        def tick() -> None:
            self.done ^= {text}

        left, top, right, bottom = box
        inner = [] if bottom - top < 40 else [words(text, (20, top + 10, 500, bottom - 10), "title")]
        check = View(
            "widget.CheckBox",
            (600, top, 700, bottom),
            "",
            "done",
            on_tap=tick,
            checkable=True,
            checked=text in self.done,
        )
        return View("widget.LinearLayout", box, "", "row", on_tap=open_note, on_hold=hold, children=[*inner, check])

    def _main(self) -> View:
        return page(
            words("Pocket notes", (0, 0, 300, 90), "heading"),
            button("Settings", (400, 0, 560, 90), self.go("settings"), "settings"),
            button("Write", (570, 0, 720, 90), self.go("compose"), "write"),
            self._rows(self.notes, self._note_row),
            button("New note", (500, 1150, 700, 1250), self._new, "new_note"),
        )

    def _new(self) -> None:
        self.fields = {}
        self.go("create_note")()

    def _create_note(self) -> View:
        def ok() -> None:
            if self.fields.get("new_title"):
                self.notes.insert(0, self.fields["new_title"])
            self.leave()

        return dialog(
            "Create a note",
            self._field("new_title", (60, 480, 660, 560)),
            button("Cancel", (300, 880, 460, 960), self.leave, "android:id/button2"),
            button("OK", (480, 880, 640, 960), ok, "android:id/button1"),
        )

    def _selection(self) -> View:
        def ask() -> None:
            self.place[-1] = "confirm_delete"

        return page(
            words(f"{len(self.selected)} selected", (0, 0, 300, 90), "action_mode_title"),
            button("Delete", (560, 0, 720, 90), ask, "delete"),
            self._rows(self.notes, self._note_row),
        )

    def _confirm_delete(self) -> View:
        def ok() -> None:
            for text in self.selected:
                self.notes.remove(text)
                self.deleted.append(text)
            self.dialogs_confirmed += 1
            self.place = ["home", "main"]

        many = len(self.selected)
        return dialog(
            "Confirm",
            View(
                "widget.TextView", (60, 480, 660, 560), f"Delete {many} note{'s' * (many != 1)}?", "android:id/message"
            ),
            button("Cancel", (300, 880, 460, 960), self.leave, "android:id/button2"),
            button("OK", (480, 880, 640, 960), ok, "android:id/button1"),
        )

    def _editor(self) -> View:
        def save() -> None:
            self.fields["saved"] = self.fields["body"]
            self.leave()

        def delete() -> None:
            self.selected = [self.opened]
            self.go("confirm_delete")()

        return page(
            words("Edit", (0, 0, 200, 90), "editor_heading"),
            self._field("body", (0, 200, 720, 500)),
            button("Save", (300, 0, 500, 90), save, "save"),
            button("Delete", (520, 0, 720, 90), delete, "delete_note"),
        )

    def _discard(self) -> View:
        def discard() -> None:
            del self.place[-2:]

        return dialog(
            "Discard changes?",
            button("Discard", (480, 880, 640, 960), discard, "android:id/button1"),
            button("Keep editing", (200, 880, 460, 960), self.leave, "android:id/button2"),
        )

    def _compose(self) -> View:
        def send() -> None:
            self.sent.append((self.fields.get("to", ""), self.fields.get("message", "")))
            self.leave()

        return page(
            words("Write to", (0, 0, 300, 90), "compose_heading"),
            self._field("to", (0, 200, 720, 300)),
            self._field("message", (0, 320, 720, 600)),
            self._field("pin", (0, 620, 720, 700), password=True),
            button("Draft", (100, 900, 300, 1000), lambda: None, "keep_draft"),
            button("Send", (500, 900, 700, 1000), send, "send"),
        )

    def _settings(self) -> View:
        names = ["Dark mode", "Theme", "Language", "Show dates", "Stuck"]
        filler = [f"Info {n}" for n in range(1, 15)]
        return page(
            words("Settings", (0, 0, 300, 90), "settings_heading"),
            self._rows([*names, *self.more_settings, *filler, "Autosave notes"], self._setting),
        )

    def _setting(self, name: str, box: Box) -> View:
        _, top, _, bottom = box
        title = words(name, (20, top, 500, (top + bottom) // 2), "android:id/title")
        children = [title]
        if name in self.settings:
            switch = View(
                "widget.Switch",
                (600, top, 700, bottom),
                "ON" if self.settings[name] else "OFF",
                "android:id/switch_widget",
                checkable=True,
                checked=self.settings[name],
            )
            children.append(switch)

        if name in self.choices:
            children.append(words(self.choices[name], (20, (top + bottom) // 2, 500, bottom), "android:id/summary"))

        def do() -> None:
            if name in self.settings and name != "Stuck":
                self.settings[name] = not self.settings[name]
            elif name == "Theme":
                self.picked = self.choices["Theme"]
                self.place.append("theme_dialog")
            elif name == "Language":
                self.place.append("language_menu")

        return View("widget.LinearLayout", box, "", "pref", on_tap=do, children=children)

    def _theme_dialog(self) -> View:
        def pick(name: str) -> Callable[[], None]:
            return lambda: setattr(self, "picked", name)

        def ok() -> None:
            self.choices["Theme"] = self.picked
            self.dialogs_confirmed += 1
            self.place.pop()

        radios = [
            View(
                "widget.RadioButton",
                (60, 480 + i * 80, 660, 560 + i * 80),
                name,
                f"theme_{i}",
                on_tap=pick(name),
                checkable=True,
                checked=name == self.picked,
            )
            for i, name in enumerate(["System", "Light", "Dark", "Solarized light", "Solarized dark"])
        ]
        return dialog(
            "Theme",
            *radios,
            button("Cancel", (300, 900, 460, 970), self.leave, "android:id/button2"),
            button("OK", (480, 900, 640, 970), ok, "android:id/button1"),
        )

    def _language_menu(self) -> View:
        def pick(name: str) -> Callable[[], None]:
            def do() -> None:
                self.choices["Language"] = name
                self.place.pop()

            return do

        rows = [
            View(
                "widget.CheckedTextView",
                (60, 480 + i * 100, 660, 580 + i * 100),
                name,
                "android:id/text1",
                on_tap=pick(name),
                checkable=True,
                checked=name == self.choices["Language"],
            )
            for i, name in enumerate(["English", "Deutsch", "Français"])
        ]
        return dialog("Language", *rows)

    def _permission(self) -> View:
        def answer(yes: bool) -> Callable[[], None]:
            def do() -> None:
                self.permission = yes
                self.place.pop()

            return do

        package = "com.android.permissioncontroller"
        return dialog(
            "",
            View(
                "widget.TextView",
                (60, 480, 660, 560),
                "Allow Pocket to use the camera?",
                f"{package}:id/permission_message",
                package=package,
            ),
            button(
                "Only this time", (60, 600, 660, 680), answer(True), "permission_allow_one_time_button", package=package
            ),
            button("Don't allow", (60, 700, 660, 780), answer(False), "permission_deny_button", package=package),
            package=package,
        )

    def _crash(self) -> View:
        def close() -> None:
            self.place = ["home"]

        return dialog(
            "Pocket keeps stopping",
            button("Close app", (60, 600, 660, 680), close, "android:id/aerr_close", package="android"),
            package="android",
        )

    # the phone

    def _xml(self) -> str:
        return f'<hierarchy rotation="0">{"".join(w.xml() for w in self.screen())}</hierarchy>'

    def dump(self) -> Hierarchy:
        if self.on_dump is not None:
            self.on_dump()
        return Hierarchy.parse(self._xml())

    def shown(self) -> Hierarchy:
        return self.dump()

    def settle(self, timeout_s: float = 5.0, stop: threading.Event | None = None) -> Hierarchy:
        return self.dump()

    def _act(self, line: str, do: Callable[[], None]) -> None:
        self.log.append(line)
        if self.gone_at and line.startswith(self.gone_at):
            raise PhoneLost(self.serial, line)
        for lost in self.lose:
            if line.startswith(lost[0]):
                self.lose.remove(lost)
                if lost[1]:
                    do()
                raise AnswerLost(self.serial, line)
        do()

    def _touch(self, verb: str, x: int, y: int) -> None:
        path = self.screen()[-1].hit(x, y)
        if verb == "hold":
            view = next((v for v in reversed(path) if v.on_hold), None)
            do = view.on_hold if view else None
        else:
            view = next((v for v in reversed(path) if v.on_tap), None)
            do = view.on_tap if view else None
        text = ""
        if view is not None:
            text = view.text or view.desc or next((c.text for c in view.children if c.text), "") or view.rid
        self._act(
            f"{verb} {text}".strip(), do if do is not None and view is not None and view.enabled else lambda: None
        )

    def tap(self, x: int, y: int, *, on: Node | None = None) -> None:
        self._touch("tap", x, y)

    def long_press(self, x: int, y: int, duration_s: float = 0.6, *, on: Node | None = None) -> None:
        self._touch("hold", x, y)

    def type_text(self, text: str, *, clear: bool = True) -> None:
        def do() -> None:
            if self.focus:
                self.fields[self.focus] = text

        self._act(f"type {text}", do)

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_s: float = 0.3) -> None:
        def do() -> None:
            self.scrolled = max(0, min(getattr(self, "most", 0), self.scrolled + y1 - y2))

        self._act("swipe", do)

    def key(self, name: Key) -> None:
        def do() -> None:
            if name != "back":
                return
            if self.place[-1] == "editor" and self.fields.get("body") != f"about {self.opened}":
                self.place.append("discard")
            else:
                self.leave()

        self._act(f"key {name}", do)

    def launch(self, package: str, *, stop_first: bool = False) -> None:
        def do() -> None:
            if stop_first or self.place == ["home"]:
                self.place = ["home", "main"]
                self.scrolled = 0

        self._act(f"launch {package}{' fresh' if stop_first else ''}", do)

    def stop(self, package: str) -> None:
        self.place = ["home"]

    def info(self) -> PhoneInfo:
        return PhoneInfo(self.serial, "Pocket", "14", 34, WIDTH, HEIGHT, 0, "en", True, False)

    def current_app(self) -> CurrentApp:
        return CurrentApp(PACKAGE, ".Main")

    def clock(self) -> datetime:
        return datetime(2026, 3, 2, 9, 30)

    def screenshot(self) -> bytes:
        return b""

    def last_toast(self) -> str:
        return self.toast

    def clear_toast(self) -> None:
        self.toast = ""

    def installed_apps(self) -> list[InstalledApp]:
        return [InstalledApp(PACKAGE, "Pocket", "1"), InstalledApp("com.example.clock", "Clock", "1")]

    def close(self) -> None:
        return None


def _marks(place: str) -> list[str]:
    """What the app's screen of this name is told by, read from a picture of it."""
    phone = PocketPhone()
    phone.place = ["home", "main", place] if place != "main" else ["home", "main"]
    phone.opened, phone.fields, phone.selected = "note 01", {"body": "about note 01"}, ["note 01"]
    window = Window.of(Hierarchy.parse(phone._xml()))
    assert window is not None
    return sorted(look(window).marks())


def _element(name: str, kind: Kind, rid: str, label: str = "", **more: object) -> Element:
    locator = Locator(resource_id=rid, text=label if rid.startswith("android:") else "")
    return Element.model_validate({"name": name, "kind": kind, "label": label, "locator": locator, **more})


def _row(name: str, kind: Kind, title: str, **more: object) -> Element:
    locator = Locator(resource_id="pref", label=title)
    return Element.model_validate({"name": name, "kind": kind, "label": title, "locator": locator, **more})


def pocket_doc() -> AppDoc:
    """The doc of the app, written by hand. Autosave notes and Stuck are not in it."""
    note = Item(
        name="note",
        row=Locator(resource_id="row"),
        parts=[
            Part(name="title", kind=Kind.TEXT, locator=Locator(resource_id="title")),
            Part(name="done", kind=Kind.TOGGLE, locator=Locator(resource_id="done")),
        ],
        title="title",
        opens="editor",
        menu="selection",
    )
    notes = Element(name="notes", kind=Kind.LIST, locator=Locator(resource_id="list"), item=note)

    def screen(name: str, kind: str, *elements: Element) -> Screen:
        return Screen(name=name, kind=kind, package=PACKAGE, marks=_marks(name), elements=list(elements))

    def way(source: str, element: str, target: str, action: str = "tap") -> Transition:
        return Transition(source=source, element=element, action=action, target=target)

    return AppDoc(
        package=PACKAGE,
        label="Pocket",
        start="main",
        screens=[
            screen(
                "main",
                "page",
                _element("settings", Kind.BUTTON, "settings", "Settings"),
                _element("write", Kind.BUTTON, "write", "Write"),
                notes,
                _element("new_note", Kind.BUTTON, "new_note", "New note"),
            ),
            screen(
                "create_note",
                "dialog",
                _element("title", Kind.INPUT, "new_title", commit="ok", effect=Effect.INPUT),
                _element("cancel", Kind.BUTTON, "android:id/button2", "Cancel"),
                _element("ok", Kind.BUTTON, "android:id/button1", "OK", effect=Effect.COMMIT),
            ),
            screen("selection", "page", _element("delete", Kind.BUTTON, "delete", "Delete", effect=Effect.DELETE)),
            screen(
                "confirm_delete",
                "dialog",
                _element("ok", Kind.BUTTON, "android:id/button1", "OK", effect=Effect.COMMIT),
                _element("cancel", Kind.BUTTON, "android:id/button2", "Cancel"),
            ),
            screen(
                "editor",
                "page",
                _element("body", Kind.INPUT, "body", commit="save", effect=Effect.INPUT),
                _element("save", Kind.BUTTON, "save", "Save", effect=Effect.COMMIT),
                _element("delete", Kind.BUTTON, "delete_note", "Delete", effect=Effect.DELETE),
            ),
            screen(
                "compose",
                "page",
                _element("to", Kind.INPUT, "to", commit="send", effect=Effect.INPUT),
                _element("message", Kind.INPUT, "message", commit="send", effect=Effect.INPUT),
                _element("pin", Kind.INPUT, "pin", commit="send", effect=Effect.INPUT),
                _element("send", Kind.BUTTON, "send", "Send", effect=Effect.SEND),
            ),
            screen(
                "settings",
                "page",
                _row("dark_mode", Kind.TOGGLE, "Dark mode", effect=Effect.SETTINGS),
                _row(
                    "theme",
                    Kind.CHOICE,
                    "Theme",
                    effect=Effect.SETTINGS,
                    confirm=Locator(resource_id="android:id/button1", text="OK"),
                ),
                _row("language", Kind.CHOICE, "Language", effect=Effect.SETTINGS),
                _row("show_dates", Kind.TOGGLE, "Show dates", effect=Effect.SETTINGS),
                _row("stuck", Kind.TOGGLE, "Stuck", effect=Effect.SETTINGS),
                _row("missing", Kind.TOGGLE, "Not there any more", effect=Effect.SETTINGS),
            ),
        ],
        transitions=[
            way("main", "settings", "settings"),
            way("main", "write", "compose"),
            way("main", "new_note", "create_note"),
            way("create_note", "cancel", "main"),
            way("create_note", "ok", "main"),
            way("main", "notes", "editor", "open"),
            way("main", "notes", "selection", "long_press"),
            way("selection", "delete", "confirm_delete"),
            way("editor", "delete", "confirm_delete"),
            way("editor", "save", "main"),
            way("compose", "send", "main"),
            way("settings", "", "main", "back"),
        ],
    )
