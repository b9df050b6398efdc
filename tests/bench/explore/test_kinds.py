"""An app with one of each kind that exploring once missed, explored on a demo phone: what its doc has, and that it is as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from apidocs.doc import AppDoc, Element, Kind
from bench.explore.running import CLOCK, Explored, explore_app
from demophone.device import Device
from demophone.phone import DemoPhoneThread
from demophone.toolkit import (
    App,
    Menu,
    PromptDialog,
    Screen,
    View,
    button,
    column,
    icon_button,
    list_row,
    list_view,
    page,
    row,
    scroll_view,
    text,
    text_field,
    toolbar,
)
from demophone.toolkit.pickers import DatePicker
from foundry.apps.fields import chips
from interpreter.consent.policy import Policy
from interpreter.run.runner import run_script
from interpreter.sandbox.worker import Sandbox
from phones.android import open_phone
from tests.interpreter.pocket_run import Answers


class Plants(App):
    package, label, version = "app.test.plants", "Plants", "1.0"

    def seed(self) -> dict[str, Any]:
        return {"plants": ["Fern", "Cactus", "Orchid"], "light": "Sun", "watered": 0, "bought": ""}

    def start(self) -> Screen:
        return Shelf()


class Shelf(Screen):
    def build(self) -> View:
        rows = [
            list_row(
                plant,
                on_click=lambda: self.open(Plant("Edit plant")),
                id="plant_row",
                title_id="plant_name",
                trailing=icon_button("more", "More", self.menu_of_row, "plant_more"),
            )
            for plant in self.store["plants"]
        ]
        menu = [("Refresh", self.water), ("Water everything", self.water), ("Share", self.water)]
        add = icon_button("add", "New plant", lambda: self.open(Plant("New plant")), "new_plant")
        return page(toolbar(self, "Plants", [add], menu), list_view("plants", rows))

    def menu_of_row(self) -> None:
        self.show(Menu([("Remove", self.store["plants"].clear), ("Move to window", self.water)], self.touched))

    def water(self) -> None:
        self.store["watered"] += 1


class Plant(Screen):
    def __init__(self, heading: str) -> None:
        super().__init__()
        self.heading = heading

    def build(self) -> View:
        bought = View(
            cls="android.widget.EditText",
            text=self.store["bought"],
            hint="Bought on",
            id="bought",
            height=52,
            on_click=self.ask_date,
        )
        light = column(
            text("Light"), chips(["Sun", "Shade"], self.store["light"], lambda one: self.store.update(light=one))
        )
        note = row(text("Note", "lbl_note"), text("Not set", "value_note"), on_click=self.ask_note, id="note_row")
        species = row(text("Species", "lbl_kind"), text("Not set", "value_kind"), on_click=self.ask_date, id="kind_row")
        save = button("Save", lambda: None, "save")
        name = text_field("name", "Name", id="name")
        return page(toolbar(self, self.heading, [save], up=True), scroll_view(name, bought, light, note, species))

    def ask_date(self) -> None:
        self.show(DatePicker(self.now().date(), lambda day: self.store.update(bought=day)))

    def ask_note(self) -> None:
        self.show(PromptDialog("Care note", lambda said: None, field="txt_7"))


@pytest.fixture(scope="module")
def explored(tmp_path_factory: pytest.TempPathFactory) -> Explored:
    return explore_app("plants", Plants, tmp_path_factory.mktemp("phone"))


def _element(doc: AppDoc, name: str) -> Element:
    return next(element for screen in doc.screens for element in screen.elements if element.name == name)


def test_nothing_was_done_and_nothing_is_missing(explored: Explored) -> None:
    assert (explored.row.marked, explored.row.left) == ([], [])
    assert explored.score.missed == []
    assert explored.row.screen_coverage == 1.0


def test_the_menu_of_a_row_is_known_by_its_own_button(explored: Explored) -> None:
    item = _element(explored.doc, "plants").item
    assert item is not None and item.menu_by is not None and item.menu_by.resource_id.endswith("plant_more")
    menu = explored.doc.screen(item.menu)
    assert menu is not None and {e.label for e in menu.elements} == {"Remove", "Move to window"}
    assert [part.label for part in item.parts if part.name == "more"] == ["More"]


@pytest.mark.parametrize(("name", "picks"), [("bought_on", "date"), ("species", "date")])
def test_what_opens_a_picker_takes_a_date_though_none_is_set(explored: Explored, name: str, picks: str) -> None:
    element = _element(explored.doc, name)
    assert (element.kind, element.picks) == (Kind.CHOICE, picks)


def test_chips_of_which_one_is_set_are_a_choice(explored: Explored) -> None:
    light = _element(explored.doc, "light")
    assert (light.kind, light.inline, light.options) == (Kind.CHOICE, True, ["Sun", "Shade"])


def test_a_field_without_words_is_called_by_what_its_dialog_asks_for(explored: Explored) -> None:
    fields = [e for s in explored.doc.screens if s.title == "Care note" for e in s.elements if e.kind is Kind.INPUT]
    assert [field.label for field in fields] == ["Care note"]


def test_the_form_for_a_new_one_is_not_that_for_one_that_is_there(explored: Explored) -> None:
    assert {"New plant", "Edit plant"} <= {screen.title for screen in explored.doc.screens}


def test_a_script_goes_through_the_menu_of_a_row(explored: Explored, tmp_path: Path) -> None:
    item = _element(explored.doc, "plants").item
    assert item is not None
    script = (
        f'{explored.doc.start}.{item.name}("Cactus").long_press()\n{item.menu}.move_to_window.tap()\nfinish("ok")\n'
    )
    device = Device([Plants()], fixed_clock=CLOCK, state_dir=tmp_path)
    with DemoPhoneThread(device) as demo, open_phone(demo.serial) as phone, Sandbox() as sandbox:
        result = run_script(script, explored.doc, phone, policy=Policy(), person=Answers(), sandbox=sandbox)
    assert (result.status, device.app_state(Plants.package)["watered"]) == ("done", 1), result.problem
