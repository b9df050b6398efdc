"""What all screens of the contacts app share: names, order, rows, deleting, groups."""

from __future__ import annotations

from typing import Any

from demophone.toolkit import Screen, View, avatar, list_row

SORTS = ["First name", "Last name", "Date created"]
Contact = dict[str, Any]


class ContactsScreen(Screen):
    """What all screens of the app share."""

    @property
    def settings(self) -> dict[str, Any]:
        found: dict[str, Any] = self.store["settings"]
        return found

    def name(self, contact: Contact) -> str:
        parts = [contact["first"], contact["last"]]
        if self.settings["name_format"] == "Last name first" and all(parts):
            return f"{contact['last']}, {contact['first']}"
        return " ".join(part for part in parts if part) or contact["company"] or contact["phone"] or "(No name)"

    def contacts(self) -> list[Contact]:
        by = self.settings["sort"]

        def key(contact: Contact) -> tuple[Any, ...]:
            names = (contact["first"].lower(), contact["last"].lower())
            return {"First name": names, "Last name": names[::-1], "Date created": (contact["id"],)}[by]

        return sorted(self.store["contacts"], key=key, reverse=self.settings["descending"])

    def wrong_group(self, name: str) -> str:
        """What is wrong with the name of a new group, or nothing."""
        if not name:
            return "Enter a name"
        return "There is a group of that name" if name in self.store["groups"] else ""

    def delete(self, contacts: list[Contact]) -> None:
        for contact in contacts:
            self.store["contacts"].remove(contact)
        self.toast("Contact deleted" if len(contacts) == 1 else f"{len(contacts)} contacts deleted")

    def add_to_group(self, contacts: list[Contact]) -> None:
        def add(group: str) -> None:
            for contact in contacts:
                contact["groups"] = sorted({*contact["groups"], group})
            self.toast(f"Added to {group}")

        self.choose("Add to group", list(self.store["groups"]), "", add)

    def contact_row(self, contact: Contact, selected: bool = False, **handlers: Any) -> View:
        photo = avatar(contact["first"] or contact["last"] or "?") if self.settings["show_photos"] else None
        number = contact["phone"] if self.settings["show_numbers"] else ""
        return list_row(
            self.name(contact), number, id="contact_row", leading=photo, selected=selected, title_id="contact_name",
            subtitle_id="contact_number", key=f"contact:{contact['id']}", **handlers,
        )  # fmt: skip
