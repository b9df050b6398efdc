"""Writing in the notes app: a text, or a checklist."""

from __future__ import annotations

from typing import Any

from demophone.apps._notes_base import SIZES, NotesScreen
from demophone.toolkit import View, checkbox, icon_button, list_view, page, row, scroll_view, text, text_field, toolbar


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
                    "note_text",
                    "Start typing",
                    input="multiline",
                    art="",
                    size=SIZES[self.settings["text_size"]],
                    autofocus=not self.note,
                    gravity={"Left": "", "Center": "center", "Right": "right"}[self.settings["alignment"]],
                ),
                id="editor_scroll",
            ),
            text(f"{count} words", "word_count", size=12, color="muted", pad=(16, 8, 16, 8))
            if self.settings["word_count"]
            else None,
        )

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
            text_field("new_item", "Add item", weight=1, art="", on_submit=self.add_item),
            icon_button("add", "", self.add_item, "add_item"),
            pad=(8, 0, 8, 0),
        )
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
