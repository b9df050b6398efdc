"""Notes: texts and checklists in folders, with search, selection, a bin and settings."""

from __future__ import annotations

from typing import Any

from demophone.apps import _seeds
from demophone.toolkit import (
    App,
    Screen,
    SettingsScreen,
    View,
    action_mode,
    button,
    card,
    checkbox,
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
    scroll_view,
    search_bar,
    text,
    text_field,
    toolbar,
)

FOLDERS = ["Home", "Personal", "Travel", "Work"]
SORTS = ["Title", "Date created", "Date modified"]
SIZES = {"Small": 14, "Normal": 16, "Large": 20, "Huge": 25}


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


class NotesScreen(Screen):
    """What all screens of the app share: the notes and the settings."""

    @property
    def settings(self) -> dict[str, Any]:
        found: dict[str, Any] = self.store["settings"]
        return found

    def notes(self, deleted: bool = False) -> list[dict[str, Any]]:
        order = self.settings["sort"]
        key = {"Title": "title", "Date created": "created", "Date modified": "edited"}[order]
        found = [note for note in self.store["notes"] if note["deleted"] == deleted]
        found.sort(key=lambda note: str(note[key]).lower(), reverse=self.settings["descending"])
        return sorted(found, key=lambda note: not note["pinned"])

    def stamp(self) -> str:
        return f"{self.now():%Y-%m-%d %H:%M}"

    def put_in_bin(self, notes: list[dict[str, Any]]) -> None:
        for note in notes:
            note["deleted"], note["pinned"] = True, False
        self.toast("Note moved to bin" if len(notes) == 1 else f"{len(notes)} notes moved to bin")

    def add(self, **note: Any) -> dict[str, Any]:
        number = max((n["id"] for n in self.store["notes"]), default=0) + 1
        new = {
            "id": number, "title": "", "body": "", "folder": self.settings["folder"], "created": self.stamp(), "edited": self.stamp(),
            "pinned": False, "items": None, "deleted": False, **note,
        }  # fmt: skip
        self.store["notes"].append(new)
        return new


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
            head, text(preview, "note_preview", size=14, color="muted", max_lines=2, width=-1, margin=(0, 4, 0, 0)), foot, id="note_card",
            pad=(16, 12, 16, 12), on_click=lambda: self.tapped(note), on_long=lambda: self.flip(note), key=f"note:{note['id']}",
            selected=note["id"] in self.selected, bg="container" if note["id"] in self.selected else "card",
        )  # fmt: skip

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


class Editor(NotesScreen):
    activity = ".EditorActivity"

    def __init__(self, note: dict[str, Any] | None) -> None:
        super().__init__()
        self.note = note
        self.values = {"note_title": note["title"] if note else "", "note_text": note["body"] if note else ""}

    def build(self) -> View:
        save = icon_button("check", "Save", self.save, "menu_save")
        menu = [
            ("Share", lambda: self.share(self.values["note_text"])),
            ("Details", self.details),
            ("Delete", self.delete),
        ]
        pinned = bool(self.note and self.note["pinned"])
        pin = icon_button("pin" if pinned else "pin_off", "", self.flip_pin, "menu_pin") if self.note else None
        actions = [view for view in (pin, save) if view]
        count = len(self.values["note_text"].split())
        return page(
            toolbar(self, "Edit note" if self.note else "New note", actions, menu, up=True),
            scroll_view(
                text_field("note_title", "Title", size=22, art="", max_length=80),
                text_field(
                    "note_text", "Start typing", input="multiline", art="", size=SIZES[self.settings["text_size"]], autofocus=not self.note,
                    gravity={"Left": "", "Center": "center", "Right": "right"}[self.settings["alignment"]],
                ),
                id="editor_scroll",
            ),
            text(f"{count} words", "word_count", size=12, color="muted", pad=(16, 8, 16, 8)) if self.settings["word_count"] else None,
        )  # fmt: skip

    def changed(self) -> bool:
        before = (self.note["title"], self.note["body"]) if self.note else ("", "")
        return (self.values["note_title"], self.values["note_text"]) != before

    def save(self) -> None:
        self.write()
        self.toast("Note saved")
        self.close()

    def write(self) -> None:
        if self.note is None:
            self.note = self.add()
        self.note.update(title=self.values["note_title"].strip(), body=self.values["note_text"], edited=self.stamp())

    def on_back(self) -> bool:
        if not self.changed():
            return False
        if self.settings["autosave"] and self.note is not None:
            self.write()
            return False
        self.dialog(
            "Discard changes?",
            "Your changes have not been saved.",
            positive=("Discard", self.close),
            negative=("Keep editing", None),
        )
        return True

    def flip_pin(self) -> None:
        if self.note:
            self.note["pinned"] = not self.note["pinned"]

    def details(self) -> None:
        words = len(self.values["note_text"].split())
        dates = f"Created: {self.note['created']}\nModified: {self.note['edited']}\n" if self.note else ""
        self.dialog(
            "Details", f"{dates}Words: {words}\nCharacters: {len(self.values['note_text'])}", positive=("OK", None)
        )

    def delete(self) -> None:
        def done() -> None:
            if self.note:
                self.put_in_bin([self.note])
            self.close()

        if self.settings["confirm_delete"]:
            self.confirm("Delete note?", "It goes to the bin.", "Delete", done)
        else:
            done()


class Checklist(NotesScreen):
    activity = ".ChecklistActivity"

    def __init__(self, note: dict[str, Any] | None) -> None:
        super().__init__()
        self.note = note
        self.items: list[dict[str, Any]] = [dict(item) for item in note["items"]] if note else []
        self.values["checklist_title"] = note["title"] if note else ""

    def build(self) -> View:
        menu = [("Sort items", self.sort), ("Remove checked items", self.clear_done), ("Delete", self.delete)]
        rows = [self.row(index, item) for index, item in enumerate(self.items)]
        adding = row(
            text_field("new_item", "Add item", weight=1, art="", on_submit=self.add_item), icon_button("add", "", self.add_item, "add_item"),
            pad=(8, 0, 8, 0),
        )  # fmt: skip
        return page(
            toolbar(self, "Checklist", [icon_button("check", "Save", self.save, "menu_save")], menu, up=True),
            text_field("checklist_title", "Title", size=22, art="", autofocus=not self.note), adding,
            list_view("checklist", rows, empty="Nothing on this list yet"),
        )  # fmt: skip

    def row(self, index: int, item: dict[str, Any]) -> View:
        def flip(on: bool) -> None:
            item["done"] = on

        tick = checkbox(item["done"], flip, item["text"], "item_check", weight=1, pad=(8, 0, 0, 0))
        remove = icon_button("close", f"Remove {item['text']}", lambda: self.items.remove(item), "item_remove")
        return row(tick, remove, id="checklist_row", pad=(8, 0, 8, 0), key=f"item:{index}")

    def add_item(self) -> None:
        if words := self.values.get("new_item", "").strip():
            self.items.append({"text": words, "done": False})
            self.values["new_item"] = ""

    def sort(self) -> None:
        self.items.sort(key=lambda item: (item["done"], item["text"].lower()))

    def clear_done(self) -> None:
        self.items = [item for item in self.items if not item["done"]]

    def save(self) -> None:
        self.add_item()
        if self.note is None:
            self.note = self.add()
        self.note.update(title=self.values["checklist_title"].strip(), items=self.items, edited=self.stamp())
        self.toast("Checklist saved")
        self.close()

    def on_back(self) -> bool:
        before = (self.note["title"], self.note["items"]) if self.note else ("", [])
        if (self.values["checklist_title"], self.items) == before and not self.values.get("new_item"):
            return False
        self.dialog(
            "Discard changes?",
            "This list has not been saved.",
            positive=("Discard", self.close),
            negative=("Keep editing", None),
        )
        return True

    def delete(self) -> None:
        def done() -> None:
            if self.note:
                self.put_in_bin([self.note])
            self.close()

        self.confirm("Delete checklist?", "It goes to the bin.", "Delete", done)


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
