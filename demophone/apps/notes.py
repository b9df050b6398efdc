"""Notes: texts and checklists in folders, with search, selection, a bin and settings."""

from __future__ import annotations

from typing import Any

from demophone.apps import _seeds
from demophone.apps._notes_base import FOLDERS, SIZES, SORTS, NotesScreen
from demophone.apps._notes_editors import Checklist, Editor
from demophone.toolkit import (
    App,
    Screen,
    SettingsScreen,
    View,
    action_mode,
    button,
    card,
    column,
    dropdown,
    floating_button,
    icon_button,
    image,
    list_view,
    page,
    pref,
    pref_category,
    row,
    search_bar,
    text,
    toolbar,
)


class NotesApp(App):
    package, label, version, icon, accent = "app.demo.notes", "Notes", "2.4.1", "note", "#8A6A00"
    takes_text = True

    def seed(self) -> dict[str, Any]:
        settings = {
            "autosave": True, "confirm_delete": True, "word_count": False, "monospace": False, "links": True, "text_size": "Normal",
            "theme": "System default", "alignment": "Left", "sort": "Date modified", "descending": True, "folder": "Personal",
        }  # fmt: skip
        return {"notes": _seeds.notes(), "settings": settings, "exported": []}

    def start(self) -> Screen:
        return NoteList()

    def receive(self, text: str) -> Screen:
        editor = Editor(None)
        editor.values["note_text"] = text
        return editor


class NoteList(NotesScreen):
    def __init__(self) -> None:
        super().__init__()
        self.selected: set[int] = set()
        self.searching = False
        self.folder = "All notes"

    def build(self) -> View:
        shown = self.shown()
        empty = "No notes found" if self.searching else "No notes here yet"
        folders = None
        if not self.selected:
            folders = dropdown(self.folder, self.pick_folder, "folder_spinner", margin=(16, 8, 16, 4))
        fab = None if self.selected or self.searching else floating_button("add", "", self.new)
        return page(
            self.bar(),
            folders,
            list_view("notes_list", [self.row(n) for n in shown], empty=empty, pad=(0, 0, 0, 88)),
            fab=fab,
        )

    def shown(self) -> list[dict[str, Any]]:
        wanted = self.values.get("search_src_text", "").strip().lower() if self.searching else ""
        found = [n for n in self.notes() if self.folder in ("All notes", n["folder"])]
        return [n for n in found if wanted in f"{n['title']}\n{n['body']}".lower()]

    def bar(self) -> View:
        if self.selected:
            actions = [
                icon_button("pin", "", self.pin_selected, "menu_pin"),
                icon_button("folder", "Move to folder", self.move_selected, "menu_move"),
                icon_button("delete", "Delete", self.delete_selected, "menu_delete"),
            ]
            more = [("Select all", self.select_all), ("Share", self.share_selected), ("Export", self.export_selected)]
            return action_mode(self, len(self.selected), self.selected.clear, actions, more)
        if self.searching:
            return search_bar(self, self.end_search, "Search notes")
        search = icon_button("search", "Search", self.begin_search, "menu_search")
        menu = [
            ("Sort by", lambda: self.open_sort()), ("Export all", self.export_all), ("Bin", lambda: self.open(Bin())),
            ("Settings", lambda: self.open(Settings())), ("About", lambda: self.open(About())),
        ]  # fmt: skip
        return toolbar(self, "Notes", [search], menu)

    def row(self, note: dict[str, Any]) -> View:
        preview = (
            ", ".join(i["text"] for i in note["items"])
            if note["items"] is not None
            else note["body"].replace("\n", " ")
        )
        head = row(
            text(note["title"] or "Untitled", "note_title", weight=1, bold=True, max_lines=1),
            image("pin", "note_pinned", "Pinned", icon_size=18, color="accent") if note["pinned"] else None,
        )
        foot = row(
            text(note["folder"], "note_folder", size=12, color="accent", weight=1),
            text(note["edited"][:10], "note_date", size=12, color="muted"),
            margin=(0, 6, 0, 0),
        )
        return card(
            head,
            text(preview, "note_preview", size=14, color="muted", max_lines=2, width=-1, margin=(0, 4, 0, 0)),
            foot,
            id="note_card",
            pad=(16, 12, 16, 12),
            on_click=lambda: self.tapped(note),
            on_long=lambda: self.flip(note),
            key=f"note:{note['id']}",
            selected=note["id"] in self.selected,
            bg="container" if note["id"] in self.selected else "card",
        )

    def tapped(self, note: dict[str, Any]) -> None:
        if self.selected:
            self.flip(note)
        else:
            self.open(Checklist(note) if note["items"] is not None else Editor(note))

    def flip(self, note: dict[str, Any]) -> None:
        self.selected ^= {note["id"]}

    def chosen(self) -> list[dict[str, Any]]:
        return [note for note in self.notes() if note["id"] in self.selected]

    def select_all(self) -> None:
        self.selected = {note["id"] for note in self.shown()}

    def pin_selected(self) -> None:
        pin = any(not note["pinned"] for note in self.chosen())
        for note in self.chosen():
            note["pinned"] = pin
        self.selected.clear()

    def move_selected(self) -> None:
        def move(folder: str) -> None:
            for note in self.chosen():
                note["folder"] = folder
            self.toast(f"Moved to {folder}")
            self.selected.clear()

        self.choose("Move to folder", FOLDERS, "", move)

    def delete_selected(self) -> None:
        def delete() -> None:
            self.put_in_bin(self.chosen())
            self.selected.clear()

        if not self.settings["confirm_delete"]:
            delete()
            return
        count = len(self.selected)
        self.confirm(
            "Delete notes?" if count > 1 else "Delete note?", f"{count} selected. They go to the bin.", "Delete", delete
        )

    def share_selected(self) -> None:
        self.share("\n\n".join(f"{note['title']}\n{note['body']}" for note in self.chosen()))

    def export(self, notes: list[dict[str, Any]]) -> None:
        self.store["exported"] += [f"{note['title'] or 'Untitled'}.txt" for note in notes]
        self.toast(f"{len(notes)} notes exported to Documents" if len(notes) != 1 else "Note exported to Documents")

    def export_selected(self) -> None:
        self.export(self.chosen())
        self.selected.clear()

    def export_all(self) -> None:
        allow = lambda yes: self.export(self.notes()) if yes else self.toast("Export needs access to your files")  # noqa: E731
        self.ask_permission("storage", "access files on your device", allow)

    def begin_search(self) -> None:
        self.searching = True

    def end_search(self) -> None:
        self.searching = False
        self.values["search_src_text"] = ""

    def on_back(self) -> bool:
        if self.selected:
            self.selected.clear()
            return True
        if self.searching:
            self.end_search()
            return True
        return False

    def pick_folder(self) -> None:
        def pick(name: str) -> None:
            self.folder = name

        self.menu([(name, lambda name=name: pick(name)) for name in ["All notes", *FOLDERS]])  # type: ignore[misc]

    def open_sort(self) -> None:
        def order(by: str) -> None:
            self.settings["sort"] = by
            self.choose(
                "Order",
                ["Ascending", "Descending"],
                "Descending" if self.settings["descending"] else "Ascending",
                direct,
            )

        def direct(which: str) -> None:
            self.settings["descending"] = which == "Descending"

        self.choose("Sort by", SORTS, self.settings["sort"], order)

    def new(self) -> None:
        def pick(kind: str) -> None:
            self.open(Editor(None) if kind == "Text note" else Checklist(None))

        self.choose("New note", ["Text note", "Checklist"], "", pick)


class Bin(NotesScreen):
    activity = ".BinActivity"

    def build(self) -> View:
        rows = [self.row(note) for note in self.notes(deleted=True)]
        menu = [("Empty bin", self.ask_empty if rows else None)]
        return page(toolbar(self, "Bin", menu=menu, up=True), list_view("bin_list", rows, empty="The bin is empty"))

    def row(self, note: dict[str, Any]) -> View:
        words = column(
            text(note["title"] or "Untitled", "note_title"),
            text(note["edited"], "note_date", size=13, color="muted"),
            weight=1,
        )
        back = button("Restore", lambda: self.restore(note), "restore")
        gone = icon_button("delete", "Delete forever", lambda: self.ask_gone(note), "delete_forever")
        return row(words, back, gone, id="bin_row", pad=(16, 10, 8, 10), key=f"bin:{note['id']}")

    def restore(self, note: dict[str, Any]) -> None:
        note["deleted"] = False
        self.toast("Note restored")

    def ask_gone(self, note: dict[str, Any]) -> None:
        self.confirm("Delete forever?", "This can't be undone.", "Delete", lambda: self.store["notes"].remove(note))

    def ask_empty(self) -> None:
        def empty() -> None:
            self.store["notes"] = [note for note in self.store["notes"] if not note["deleted"]]

        self.confirm("Empty bin?", "All notes in it are deleted forever.", "Empty", empty)


class Settings(SettingsScreen):
    def rows(self) -> list[View]:
        return [
            pref_category("Editing"),
            self.flag("autosave", "Autosave notes", "Save changes to a note when leaving it"),
            self.flag("word_count", "Show word count"),
            self.flag("links", "Make links clickable"),
            self.flag("monospace", "Monospaced font"),
            self.choice("alignment", "Alignment", ["Left", "Center", "Right"]),
            self.choice("folder", "Default folder", FOLDERS),
            pref_category("Appearance"),
            self.choice("text_size", "Text size", list(SIZES)),
            self.choice("theme", "Theme", ["System default", "Light", "Dark"]),
            pref_category("Safety"),
            self.flag("confirm_delete", "Confirm before deleting"),
            pref("Restore defaults", "Reset all settings of this app", self.ask_reset),
        ]

    def ask_reset(self) -> None:
        def reset() -> None:
            self.store["settings"] = self.app.seed()["settings"]
            self.toast("Settings restored")

        self.confirm("Restore defaults?", "Your notes are kept.", "Restore", reset)


class About(NotesScreen):
    activity = ".AboutActivity"

    def build(self) -> View:
        rows = [
            pref("Version", self.app.version), pref("Licences", "Open source software used", self.licences),
            pref("Send feedback", "", lambda: self.share(f"Feedback on Notes {self.app.version}")),
        ]  # fmt: skip
        return page(toolbar(self, "About", up=True), list_view("recycler_view", rows))

    def licences(self) -> None:
        self.dialog("Licences", "This app is free software under the MIT licence.", positive=("Close", None))
