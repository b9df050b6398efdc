"""What a person calls a row, or a field, whatever the doc names it."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc, Element, Item, Kind, Screen
from apidocs.doc.nouns import field_label, noun_of_item, row_noun
from phones.locating import Locator


def doc(item: str, *, on: str = "main", title: str = "", opens: str = "", opened: str = "", app: str = "App") -> AppDoc:
    rows = Item(name=item, row=Locator(resource_id="row"), opens=opens)
    screens = [Screen(name=on, title=title, elements=[Element(name="rows", kind=Kind.LIST, item=rows)])]
    if opens:
        screens.append(Screen(name=opens, title=opened))
    return AppDoc(package="org.example.app", label=app, start=on, screens=screens)


@pytest.mark.parametrize(
    ("made", "noun"),
    [
        (doc("note"), "note"),
        (doc("recently_deleted_note"), "recently deleted note"),
        (doc("tasks_task", on="tasks"), "task"),
        (doc("thing", opens="zone", opened="Zone"), "zone"),
        (doc("main_thing", opens="reminder"), "reminder"),
        (doc("thing", opens="photo_details", opened="IMG 0042 from Lisbon"), "photo"),
        (doc("thing", title="Files"), "file"),
        (doc("thing", title="Thermostats", app="Thermostats"), "thing"),
        (doc("thing", opens="thing_dialog"), "thing"),
        (doc("main_thing"), "thing"),
    ],
)
def test_a_row_is_called_by_what_it_is(made: AppDoc, noun: str) -> None:
    element = made.screens[0].elements[0]
    assert row_noun(made, made.start, element) == noun
    assert element.item is not None and noun_of_item(made, element.item.name.replace("_", " ")) == noun


def test_what_no_list_has_keeps_its_name() -> None:
    assert noun_of_item(doc("note"), "alarm") == "alarm"


@pytest.mark.parametrize(
    ("name", "label", "kind", "said"),
    [
        ("note", "Start typing", Kind.INPUT, "Note"),
        ("enter_name", "Enter name", Kind.INPUT, "Name"),
        ("start_typing", "Start typing", Kind.INPUT, "the field"),
        ("title", "Title", Kind.INPUT, "Title"),
        ("add", "Add", Kind.INPUT, "Add"),
        ("add_note", "Add note", Kind.BUTTON, "Add note"),
    ],
)
def test_what_an_empty_field_says_to_do_is_not_its_name(name: str, label: str, kind: Kind, said: str) -> None:
    assert field_label(Element(name=name, kind=kind, label=label)) == said
