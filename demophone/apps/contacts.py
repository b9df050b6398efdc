"""Contacts: people, favourites and groups, with search, selection, export and settings."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from demophone.apps import _seeds
from demophone.apps._contacts_base import SORTS, Contact, ContactsScreen
from demophone.apps._contacts_calls import Call, Compose, Dialer
from demophone.apps._contacts_person import Detail, Edit
from demophone.intents import Intent
from demophone.toolkit import (
    App,
    Screen,
    SettingsScreen,
    View,
    action_mode,
    bottom_bar,
    box,
    floating_button,
    icon_button,
    image,
    list_row,
    list_view,
    page,
    pref,
    pref_category,
    search_bar,
    toolbar,
)  # fmt: skip

TABS = [("person", "Contacts"), ("star", "Favourites"), ("group", "Groups")]


class ContactsApp(App):
    package, label, version, icon, accent = "app.demo.contacts", "Contacts", "3.0.2", "person", "#2F6B4F"

    def seed(self) -> dict[str, Any]:
        settings = {
            "sort": "First name",
            "descending": False,
            "name_format": "First name first",
            "show_numbers": False,
            "show_photos": True,
            "dialpad": True,
            "theme": "System default",
            "font_size": "Medium",
            "confirm_call": False,
            "start_tab": "Contacts",
        }
        groups = ["Family", "Work"]
        return {
            "contacts": _seeds.contacts(),
            "groups": groups,
            "settings": settings,
            "calls": [],
            "messages": [],
            "exported": [],
        }

    def start(self) -> Screen:
        return Main(self.store["settings"]["start_tab"])

    def take(self, intent: Intent) -> Screen | bool:
        """Numbers to dial or to call, messages to write, a contact to fill in."""
        name, (scheme, _, rest) = intent.action.rpartition(".")[2], intent.data.partition(":")
        number = unquote(rest.partition("?")[0])
        if name in ("DIAL", "CALL") and scheme == "tel":
            if name == "DIAL":
                return Dialer(number)
            began = self.now()
            self.store["calls"].append({"number": number, "at": f"{began:%Y-%m-%d %H:%M}"})
            return Call(number, began)
        if name == "SENDTO" and scheme in ("sms", "smsto"):
            message = Compose([number])
            message.values["message"] = intent.text("sms_body")
            return message
        return False

    def open_link(self, url: str) -> Screen | None:
        if url.startswith("tel:"):
            return Dialer(url.removeprefix("tel:"))
        if url.startswith(("sms:", "smsto:")):
            return Compose([url.partition(":")[2]])
        return None


class Main(ContactsScreen):
    def __init__(self, tab: str) -> None:
        super().__init__()
        self.tab, self.searching = tab, False
        self.selected: set[int] = set()

    def build(self) -> View:
        body = self.groups() if self.tab == "Groups" else self.people()
        quiet = bool(self.selected) or self.searching
        add = {"Groups": ("Create group", self.new_group)}.get(
            self.tab, ("Create contact", lambda: self.open(Edit(None)))
        )
        tabs = None if quiet else bottom_bar(TABS, self.tab, self.pick_tab)
        dial = None
        if self.settings["dialpad"] and not quiet and self.tab != "Groups":
            dial = floating_button("dialpad", "", lambda: self.open(Dialer("")), "dialpad_fab")
            dial.margin = (0, 0, 16, 168)
        fab = None if quiet else floating_button("add", add[0], add[1])
        if fab:
            fab.margin = (0, 0, 16, 96)
        return page(self.bar(), body, tabs, fab=box(dial, fab, height=-1) if fab else None)

    def shown(self) -> list[Contact]:
        wanted = self.values.get("search_src_text", "").strip().lower() if self.searching else ""
        found = [c for c in self.contacts() if self.tab != "Favourites" or c["favourite"] or self.searching]
        return [
            c for c in found if wanted in f"{c['first']} {c['last']} {c['phone']} {c['email']} {c['company']}".lower()
        ]

    def people(self) -> View:
        empty = (
            "No contacts found"
            if self.searching
            else "No favourites yet"
            if self.tab == "Favourites"
            else "No contacts"
        )
        rows = [
            self.contact_row(
                c, c["id"] in self.selected, on_click=lambda c=c: self.tapped(c), on_long=lambda c=c: self.flip(c)
            )
            for c in self.shown()
        ]
        return list_view(f"{self.tab.lower()}_list", rows, empty=empty, pad=(0, 4, 0, 88))

    def groups(self) -> View:
        def row_of(name: str) -> View:
            count = sum(name in c["groups"] for c in self.store["contacts"])
            return list_row(
                name, f"{count} contacts", id="group_row", title_id="group_name", subtitle_id="group_count", leading=image("group"),
                on_click=lambda: self.open(Group(name)), key=f"group:{name}",
            )  # fmt: skip

        return list_view("groups_list", [row_of(name) for name in self.store["groups"]], empty="No groups")

    def bar(self) -> View:
        if self.selected:
            actions = [
                icon_button("share", "Share", self.share_selected, "menu_share"),
                icon_button("delete", "Delete", self.delete_selected, "menu_delete"),
            ]
            menu = [
                ("Select all", self.select_all),
                ("Add to group", self.group_selected),
                ("Add to favourites", self.star_selected),
            ]
            return action_mode(self, len(self.selected), self.selected.clear, actions, menu)
        if self.searching:
            return search_bar(self, self.end_search, "Search contacts")
        menu = [("Sort by", self.sort), ("Export contacts", self.export), ("Settings", lambda: self.open(Settings()))]
        return toolbar(self, self.tab, [icon_button("search", "Search", self.begin_search, "menu_search")], menu)

    def tapped(self, contact: Contact) -> None:
        if self.selected:
            self.flip(contact)
        else:
            self.open(Detail(contact))

    def flip(self, contact: Contact) -> None:
        self.selected ^= {contact["id"]}

    def chosen(self) -> list[Contact]:
        return [c for c in self.contacts() if c["id"] in self.selected]

    def select_all(self) -> None:
        self.selected = {c["id"] for c in self.shown()}

    def group_selected(self) -> None:
        self.add_to_group(self.chosen())
        self.selected.clear()

    def star_selected(self) -> None:
        for contact in self.chosen():
            contact["favourite"] = True
        self.selected.clear()

    def share_selected(self) -> None:
        self.share("\n".join(f"{self.name(c)} {c['phone']}" for c in self.chosen()))

    def delete_selected(self) -> None:
        def delete() -> None:
            self.delete(self.chosen())
            self.selected.clear()

        self.confirm("Delete contacts?", f"{len(self.selected)} selected. This can't be undone.", "Delete", delete)

    def pick_tab(self, name: str) -> None:
        self.tab = name

    def begin_search(self) -> None:
        self.searching = True

    def end_search(self) -> None:
        self.searching, self.values["search_src_text"] = False, ""

    def on_back(self) -> bool:
        if self.selected:
            self.selected.clear()
        elif self.searching:
            self.end_search()
        else:
            return False
        return True

    def sort(self) -> None:
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

    def export(self) -> None:
        def write(name: str) -> None:
            self.store["exported"].append({"file": name, "contacts": len(self.store["contacts"])})
            self.toast(f"{len(self.store['contacts'])} contacts exported to {name}")

        def check(name: str) -> str:
            return "" if name.endswith(".vcf") and len(name) > 4 else "The name must end with .vcf"

        self.prompt(
            "Export contacts",
            write,
            value="contacts.vcf",
            hint="File name",
            action="Export",
            field="file_name",
            check=check,
        )

    def new_group(self) -> None:
        create = lambda name: self.store["groups"].append(name.strip())  # noqa: E731
        self.prompt("New group", create, hint="Group name", action="Create", field="group_name", check=self.wrong_group)


class Group(ContactsScreen):
    activity = ".GroupActivity"

    def __init__(self, group: str) -> None:
        super().__init__()
        self.group = group

    def members(self) -> list[Contact]:
        return [c for c in self.contacts() if self.group in c["groups"]]

    def build(self) -> View:
        rows = [
            self.contact_row(c, on_click=lambda c=c: self.open(Detail(c)), on_long=lambda c=c: self.ask_remove(c))
            for c in self.members()
        ]
        menu = [("Rename", self.rename), ("Send message to group", self.message), ("Delete group", self.ask_delete)]
        return page(
            toolbar(self, self.group, menu=menu, up=True), list_view("group_members", rows, empty="Nobody in this group"),
            fab=floating_button("add", "Add members", self.add),
        )  # fmt: skip

    def add(self) -> None:
        people = {self.name(c): c for c in self.contacts()}

        def done(names: list[str]) -> None:
            for name, contact in people.items():
                contact["groups"] = sorted(
                    {*contact["groups"], self.group} if name in names else {*contact["groups"]} - {self.group}
                )

        self.choose_several("Members", list(people), [self.name(c) for c in self.members()], done)

    def ask_remove(self, contact: Contact) -> None:
        self.confirm(
            f"Remove {self.name(contact)}?",
            f"From the group {self.group}.",
            "Remove",
            lambda: contact["groups"].remove(self.group),
        )

    def rename(self) -> None:
        def change(name: str) -> None:
            self.store["groups"] = [name.strip() if g == self.group else g for g in self.store["groups"]]
            for contact in self.store["contacts"]:
                contact["groups"] = [name.strip() if g == self.group else g for g in contact["groups"]]
            self.group = name.strip()

        self.prompt("Rename group", change, value=self.group, field="group_name", check=self.wrong_group)

    def message(self) -> None:
        self.open(Compose([c["phone"] for c in self.members()]))

    def ask_delete(self) -> None:
        def delete() -> None:
            self.store["groups"].remove(self.group)
            for contact in self.members():
                contact["groups"].remove(self.group)
            self.close()

        self.confirm("Delete group?", "The contacts in it are kept.", "Delete", delete)


class Settings(SettingsScreen):
    def rows(self) -> list[View]:
        return [
            pref_category("Display"),
            self.choice("sort", "Sort by", SORTS),
            self.choice("name_format", "Name format", ["First name first", "Last name first"]),
            self.flag("show_numbers", "Show phone numbers", "Below the names in lists"),
            self.flag("show_photos", "Show contact photos"),
            self.flag("dialpad", "Show dial pad button"),
            self.choice("start_tab", "Tab shown at start", [name for _, name in TABS]),
            pref_category("Appearance"),
            self.choice("theme", "Theme", ["System default", "Light", "Dark"]),
            self.choice("font_size", "Font size", ["Small", "Medium", "Large"]),
            pref_category("Calls"),
            self.flag("confirm_call", "Confirm before calling"),
            pref("About", f"Contacts {self.app.version}"),
        ]
