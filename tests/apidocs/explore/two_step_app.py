"""An app whose form has two steps: a name, without which it does not go on, and the rest. Back may keep what was typed."""

from __future__ import annotations

from typing import Any

from demophone.toolkit import (
    App,
    Screen,
    View,
    button,
    column,
    dropdown,
    list_row,
    list_view,
    page,
    text_field,
    toolbar,
)

SIZES = ["Small", "Medium", "Large"]


class TwoStepApp(App):
    package, label, version = "app.test.steps", "Steps", "1.0"
    keeps = False
    """Whether back keeps what was typed."""

    def seed(self) -> dict[str, Any]:
        return {"things": [{"name": name, "size": "Small"} for name in ("Chair", "Lamp", "Table")]}

    def start(self) -> Screen:
        return Main()


class KeepingApp(TwoStepApp):
    keeps = True


class Main(Screen):
    def build(self) -> View:
        rows = [list_row(thing["name"], id="thing_row", title_id="thing_name") for thing in self.store["things"]]
        add = button("New thing", lambda: self.open(Form()), "new_thing")
        return page(toolbar(self, "Things"), add, list_view("things", rows))


class Form(Screen):
    def __init__(self) -> None:
        super().__init__()
        self.second, self.size = False, "Small"

    def build(self) -> View:
        if not self.second:
            fields = column(text_field("thing_title", "Name"), button("Next", self.go_on, "next_button"))
            return page(toolbar(self, "New thing"), fields)
        fields = column(
            text_field("thing_note", "Note"),
            dropdown(self.size, self.pick, "size_spinner"),
            button("Put it there", self.keep, "put_button"),
        )
        return page(toolbar(self, self.values["thing_title"]), fields)

    def go_on(self) -> None:
        self.second = bool(self.values.get("thing_title"))

    def pick(self) -> None:
        self.menu([(size, lambda size=size: setattr(self, "size", size)) for size in SIZES])  # type: ignore[misc]

    def keep(self) -> None:
        self.store["things"].append({"name": self.values["thing_title"], "size": self.size})
        self.close()

    def on_back(self) -> bool:
        if self.app.keeps and self.values.get("thing_title"):  # type: ignore[attr-defined]
            self.keep()
        return False
