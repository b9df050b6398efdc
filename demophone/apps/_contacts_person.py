"""One person in the contacts app: the details and the form."""

from __future__ import annotations

from datetime import date
from typing import Any

from demophone.apps._contacts_base import Contact, ContactsScreen
from demophone.apps._contacts_calls import Compose, start_call
from demophone.toolkit import (
    DatePicker,
    View,
    avatar,
    button,
    divider,
    dropdown,
    icon_button,
    image,
    list_row,
    page,
    row,
    scroll_view,
    space,
    text,
    text_field,
    toolbar,
)  # fmt: skip

FIELDS = {
    "first": ("First name", "text"), "last": ("Last name", "text"), "company": ("Company", "text"), "phone": ("Phone", "phone"),
    "email": ("Email", "email"), "note": ("Note", "multiline"),
}  # fmt: skip


class Detail(ContactsScreen):
    activity = ".ContactActivity"

    def __init__(self, contact: Contact) -> None:
        super().__init__()
        self.contact = contact

    def build(self) -> View:
        c = self.contact
        star = icon_button(
            "star" if c["favourite"] else "star_off",
            "",
            self.flip_star,
            "menu_favourite",
            color="accent",
            selected=c["favourite"],
        )
        edit = icon_button("edit", "Edit contact", lambda: self.open(Edit(c)), "menu_edit")
        menu = [("Add to group", lambda: self.add_to_group([c])), ("Share", self.share_it), ("Delete", self.ask_delete)]
        lines = [("phone", "call", "Mobile"), ("email", "email", "Home"), ("company", "storage", "Company")]
        lines += [("birthday", "calendar", "Birthday"), ("note", "note", "Note")]
        rows = [
            list_row(
                c[key],
                label,
                leading=image(icon),
                title_id=f"detail_{key}",
                subtitle_id="detail_label",
                on_click=self.action(key),
            )
            for key, icon, label in lines
            if c[key]
        ]
        groups = (
            list_row(", ".join(c["groups"]), "Groups", leading=image("group"), title_id="detail_groups")
            if c["groups"]
            else None
        )
        photo = avatar(c["first"] or "?", "photo_large")
        photo.width, photo.height, photo.radius, photo.size, photo.align = 96, 96, 48, 40, "center"
        quick = row(
            button("Call", lambda: start_call(self, c["phone"]), "button_call", weight=1, bg="container", radius=24),
            space(weight=0.1),
            button("Message", self.message, "button_message", weight=1, bg="container", radius=24),
            space(weight=0.1),
            button("Email", self.email, "button_email", weight=1, bg="container", radius=24),
            pad=(16, 8, 16, 16),
        )
        name = text(self.name(c), "contact_name", size=26, align="center", margin=(16, 12, 16, 12))
        return page(
            toolbar(self, "", [star, edit], menu, up=True),
            scroll_view(photo, name, quick, divider(), *rows, groups, id="detail_scroll"),
        )

    def action(self, key: str) -> Any:
        return {"phone": lambda: start_call(self, self.contact["phone"]), "email": self.email}.get(key)

    def flip_star(self) -> None:
        self.contact["favourite"] = not self.contact["favourite"]

    def message(self) -> None:
        self.open(Compose([self.contact["phone"]]))

    def email(self) -> None:
        self.toast("No email app is set up" if self.contact["email"] else "This contact has no email address")

    def share_it(self) -> None:
        self.share(f"{self.name(self.contact)}\n{self.contact['phone']}\n{self.contact['email']}")

    def ask_delete(self) -> None:
        def delete() -> None:
            self.delete([self.contact])
            self.close()

        self.confirm("Delete contact?", f"{self.name(self.contact)} will be deleted from this phone.", "Delete", delete)


class Edit(ContactsScreen):
    activity = ".EditActivity"

    def __init__(self, contact: Contact | None) -> None:
        super().__init__()
        self.contact = contact
        before = contact or {}
        self.values = {key: before.get(key, "") for key in FIELDS}
        self.birthday, self.starred = before.get("birthday", ""), before.get("favourite", False)
        self.before = self.form()

    def form(self) -> dict[str, Any]:
        return {
            **{key: self.values[key].strip() for key in FIELDS},
            "birthday": self.birthday,
            "favourite": self.starred,
        }

    def build(self) -> View:
        star = icon_button(
            "star" if self.starred else "star_off", "", self.flip_star, "menu_favourite", selected=self.starred
        )
        fields = [
            text_field(
                key,
                hint,
                input=kind,
                id=f"edit_{key}",
                margin=(16, 6, 16, 6),
                autofocus=key == "first" and not self.contact,
            )
            for key, (hint, kind) in FIELDS.items()
        ]
        birthday = dropdown(self.birthday or "Birthday", self.pick_birthday, "edit_birthday", margin=(16, 6, 16, 6))
        return page(
            toolbar(
                self,
                "Edit contact" if self.contact else "Create contact",
                [star, icon_button("check", "Save", self.save, "menu_save")],
                up=True,
            ),
            scroll_view(*fields, birthday, space(24), id="edit_scroll"),
        )

    def flip_star(self) -> None:
        self.starred = not self.starred

    def pick_birthday(self) -> None:
        def take(day: str) -> None:
            self.birthday = day

        self.show(
            DatePicker(date.fromisoformat(self.birthday) if self.birthday else date(1990, 1, 1), take, "Birthday")
        )

    def save(self) -> None:
        form = self.form()
        if not any(form[key] for key in ("first", "last", "company", "phone", "email")):
            self.toast("Enter a name or a number")
            return
        if self.contact is None:
            number = max((c["id"] for c in self.store["contacts"]), default=0) + 1
            self.contact = {"id": number, "groups": []}
            self.store["contacts"].append(self.contact)
        self.contact.update(form)
        self.toast("Contact saved")
        self.close()

    def on_back(self) -> bool:
        if self.form() == self.before:
            return False
        self.ask_discard()
        return True
