"""Three small docs written by hand, as a walk through a note taking, a clock and a settings app would give them."""

from __future__ import annotations

from pathlib import Path

import pytest

from apidocs.doc import AppDoc, Effect, Element, Item, Kind, Part, Screen, Transition
from phones.locating import Locator


def at(name: str) -> Locator:
    return Locator(resource_id=f"org.example.app:id/{name}")


def element(name: str, kind: Kind, label: str = "", effect: Effect | None = None, **more: object) -> Element:
    usual = {
        Kind.TEXT: Effect.READ,
        Kind.INPUT: Effect.INPUT,
        Kind.TOGGLE: Effect.SETTINGS,
        Kind.CHOICE: Effect.SETTINGS,
    }
    values = {"name": name, "kind": kind, "label": label, "locator": at(name)}
    return Element.model_validate(values | {"effect": effect or usual.get(kind, Effect.NAVIGATE)} | more)


def rows(name: str, item: str, parts: dict[str, Kind], **more: object) -> Element:
    pieces = [Part(name=n, kind=k, locator=at(n)) for n, k in parts.items()]
    values = {"name": item, "row": at(item), "parts": pieces} | more
    return Element(name=name, kind=Kind.LIST, locator=at(name), item=Item.model_validate(values))


def go(source: str, name: str, target: str, action: str = "tap") -> Transition:
    return Transition(source=source, element=name, action=action, target=target)


B, T, C, N, X = Kind.BUTTON, Kind.TOGGLE, Kind.CHOICE, Kind.INPUT, Kind.TEXT


@pytest.fixture
def notes_doc() -> AppDoc:
    """Rows that open, are deleted with a confirmation, a dialog to create one, a settings page."""
    main = Screen(
        name="main",
        elements=[
            element("add", B, description="create a new note"),
            element("settings", B, "Settings"),
            element("more", B, "More options"),
            rows("notes", "note", {"title": X, "date": X}, title="title", opens="editor", menu="selection"),
        ],
    )
    menu = Screen(
        name="main_menu",
        kind="menu",
        elements=[element("sort_by", B, "Sort by"), element("export", B, "Export all notes", Effect.SHARE)],
    )
    create = Screen(
        name="create_note",
        kind="dialog",
        title="New note",
        elements=[
            element("title", N, "Title", commit="ok"),
            element("cancel", B, "Cancel"),
            element("ok", B, "OK", Effect.COMMIT),
        ],
    )
    editor = Screen(
        name="editor",
        elements=[
            element("body", N, "Note text", commit="save"),
            element("save", B, "Save", Effect.COMMIT),
            element("share", B, description="share the note", effect=Effect.SHARE),
            element("delete", B, "Delete note", Effect.DELETE),
        ],
    )
    selection = Screen(
        name="selection",
        kind="menu",
        elements=[element("delete", B, "Delete", Effect.DELETE), element("rename", B, "Rename")],
    )
    rename = Screen(
        name="rename_note",
        kind="dialog",
        elements=[element("new_title", N, "New title", commit="ok"), element("ok", B, "OK", Effect.COMMIT)],
    )
    confirm = Screen(
        name="confirm_delete",
        kind="dialog",
        title="Delete note?",
        elements=[element("cancel", B, "Cancel"), element("ok", B, "OK", Effect.DELETE)],
    )
    sorting = Screen(
        name="sort_dialog",
        kind="dialog",
        elements=[
            element("sort_field", C, "Sort by", options=["Title", "Date created", "Date modified"]),
            element("ok", B, "OK", Effect.COMMIT),
        ],
    )
    settings = Screen(
        name="settings",
        elements=[
            element("theme", C, "Theme", options=["Light", "Dark", "Automatic"]),
            element("font_size", C, "Font size", options=["75%", "100%", "125%", "150%"]),
            element("autosave_notes", T, "Autosave notes"),
            element("show_word_count", T, "Show word count"),
            element("version", X, "Version"),
        ],
    )
    return AppDoc(
        package="org.example.notes",
        label="Pocket Notes",
        version="2.1",
        start="main",
        screens=[main, menu, create, editor, selection, rename, confirm, sorting, settings],
        transitions=[
            go("main", "", "main", "launch"),
            go("main", "add", "create_note"),
            go("main", "settings", "settings"),
            go("main", "more", "main_menu"),
            go("main", "notes", "editor", "open"),
            go("main", "notes", "selection", "long_press"),
            go("main_menu", "sort_by", "sort_dialog"),
            go("create_note", "ok", "editor"),
            go("create_note", "cancel", "main"),
            go("editor", "delete", "confirm_delete"),
            go("editor", "", "main", "back"),
            go("selection", "delete", "confirm_delete"),
            go("selection", "rename", "rename_note"),
            go("rename_note", "ok", "main"),
            go("confirm_delete", "ok", "main"),
            go("confirm_delete", "cancel", "editor"),
            go("sort_dialog", "ok", "main"),
            go("settings", "", "main", "back"),
        ],
    )


@pytest.fixture
def clock_doc() -> AppDoc:
    """Rows with a switch in them, a read-out, two tabs."""
    alarms = Screen(
        name="alarms",
        elements=[
            element("timer_tab", B, "Timer"),
            element("add_alarm", B, description="add an alarm"),
            element("next_alarm", X, "Next alarm"),
            rows("alarm_list", "alarm", {"due": X, "label": X, "enabled": T}, title="due", opens="edit_alarm"),
        ],
    )
    edit = Screen(
        name="edit_alarm",
        kind="dialog",
        elements=[
            element("hour", N, "Hour", commit="done"),
            element("minute", N, "Minute", commit="done"),
            element("label", N, "Label", commit="done"),
            element("vibrate", T, "Vibrate"),
            element("done", B, "Done", Effect.COMMIT),
        ],
    )
    timer = Screen(
        name="timer",
        elements=[
            element("alarms_tab", B, "Alarm"),
            element("minutes", N, "Minutes", commit="start"),
            element("start", B, "Start", Effect.COMMIT),
            element("remaining", X, "Time left"),
        ],
    )
    return AppDoc(
        package="org.example.clock",
        label="Clock",
        start="alarms",
        screens=[alarms, edit, timer],
        transitions=[
            go("alarms", "timer_tab", "timer"),
            go("timer", "alarms_tab", "alarms"),
            go("alarms", "add_alarm", "edit_alarm"),
            go("alarms", "alarm_list", "edit_alarm", "open"),
            go("edit_alarm", "done", "alarms"),
        ],
    )


@pytest.fixture
def settings_doc() -> AppDoc:
    """Pages within pages, many switches, a choice with more options than are shown, nothing to fill in."""
    names = ["display", "sound", "about"]
    root = Screen(name="home", elements=[element(n, B, n.capitalize()) for n in names])
    times = ["15 seconds", "30 seconds", *(f"{n} minutes" for n in range(1, 11))]
    display = Screen(
        name="display",
        elements=[
            element("dark_theme", T, "Dark theme"),
            element("adaptive_brightness", T, "Adaptive brightness", description="fit to the light around"),
            element("screen_timeout", C, "Screen timeout", options=times),
            element("advanced", B, "Advanced"),
        ],
    )
    advanced = Screen(name="advanced", elements=[element("auto_rotate", T, "Auto-rotate screen")])
    sound = Screen(
        name="sound",
        elements=[element("vibrate", T, "Vibrate for calls"), element("touch_sounds", T, "Touch sounds")],
    )
    about = Screen(name="about", elements=[element("model", X, "Model"), element("battery", X, "Battery level")])
    return AppDoc(
        package="org.example.settings",
        label="Settings",
        start="home",
        screens=[root, display, advanced, sound, about],
        transitions=[
            *(go("home", n, n) for n in names),
            *(go(n, "", "home", "back") for n in names),
            go("display", "advanced", "advanced"),
            go("advanced", "", "display", "back"),
        ],
    )


@pytest.fixture(params=["notes_doc", "clock_doc", "settings_doc"])
def any_doc(request: pytest.FixtureRequest) -> AppDoc:
    doc = request.getfixturevalue(request.param)
    assert isinstance(doc, AppDoc)
    return doc


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything that is kept on disk lies in the test's own folder."""
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"
