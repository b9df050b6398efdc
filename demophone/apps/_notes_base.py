"""What all screens of the notes app share: the notes, in order, and what is done to them."""

from __future__ import annotations

from typing import Any

from demophone.toolkit import Screen

FOLDERS = ["Home", "Personal", "Travel", "Work"]
SORTS = ["Title", "Date created", "Date modified"]
SIZES = {"Small": 14, "Normal": 16, "Large": 20, "Huge": 25}


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
            "id": number,
            "title": "",
            "body": "",
            "folder": self.settings["folder"],
            "created": self.stamp(),
            "edited": self.stamp(),
            "pinned": False,
            "items": None,
            "deleted": False,
            **note,
        }
        self.store["notes"].append(new)
        return new
