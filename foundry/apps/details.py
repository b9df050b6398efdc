"""One thing with all that it has: a page, a sheet over the list, or the form itself; flags, deeds and parts with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from demophone.toolkit import (
    MATCH,
    WRAP,
    Host,
    View,
    button,
    checkbox,
    column,
    icon_button,
    page,
    row,
    scroll_view,
    space,
    switch,
    text,
    text_field,
    toolbar,
)
from demophone.toolkit.menus import Sheet

from .. import changes
from ..changes import Stored
from ..domain import ThingField
from ..showing import NOT_SET, shown
from .base import DEED_ICONS, ICONS, FoundryScreen, MenuItems
from .fields import edit_one
from .forms import FormPage, open_form

ICONS_IN_BAR = 4


def open_thing(screen: FoundryScreen, thing: Stored) -> None:
    """What a tap on a row shows."""
    if screen.bp.opens == "sheet":
        screen.show(DetailsSheet(screen, thing))
    else:
        screen.open(Editor(thing) if screen.bp.opens == "editor" else Details(thing))


class Shown:
    """The pieces of a thing's details, for whatever host they are in. `gone` leaves it, once the thing was deleted."""

    def __init__(self, screen: FoundryScreen, host: Host, thing: Stored, gone: Callable[[], None]) -> None:
        self.screen, self.host, self.thing, self.gone = screen, host, thing, gone

    # -- fields -----------------------------------------------------------------------------------------------------

    def fields(self) -> list[View]:
        return [self._field(field) for field in self.screen.domain.thing.fields]

    def _field(self, field: ThingField) -> View:
        screen, path = self.screen, f"field.{field.key}"
        value = shown(screen.bp, field, self.thing["fields"][field.key]) or NOT_SET
        is_title = field is screen.domain.thing.title
        each = screen.bp.editing == "each"
        return column(
            text(screen.label(path), screen.id_of(path, "label"), size=12, color="muted"),
            text(value, screen.id_of(path, "value"), size=20 if is_title else 16, width=MATCH, margin=(0, 2, 0, 0)),
            pad=(16, 10, 16, 10), key=f"pref:{path}", on_click=(lambda: self._edit(field)) if each else None,
        )  # fmt: skip

    def _edit(self, field: ThingField) -> None:
        fields = self.thing["fields"]
        edit_one(self.screen, field, fields[field.key], lambda new: fields.__setitem__(field.key, new))

    # -- flags and deeds --------------------------------------------------------------------------------------------

    def flag_row(self) -> View | None:
        """Flags as icons beside each other, or as switches one below the other."""
        screen = self.screen
        if screen.bp.actions == "menu":
            return None
        if screen.bp.actions == "icons":
            return row(*(self._flag_icon(flag.key) for flag in screen.domain.thing.flags), pad=(8, 4, 8, 4))
        return column(*(self._flag_switch(flag.key) for flag in screen.domain.thing.flags))

    def _flag_icon(self, key: str) -> View:
        flag = next(flag for flag in self.screen.domain.thing.flags if flag.key == key)
        on = bool(self.thing["flags"][key])
        icon = icon_button(
            ICONS[flag.look][0 if on else 1], self.screen.label(f"flag.{key}"), lambda: self.screen.flip(self.thing, flag),
            self.screen.id_of(f"flag.{key}", "icon"), selected=on, color="accent" if on else "muted",
        )  # fmt: skip
        icon.checkable, icon.checked = True, on
        return icon

    def _flag_switch(self, key: str) -> View:
        flag = next(flag for flag in self.screen.domain.thing.flags if flag.key == key)
        on = bool(self.thing["flags"][key])
        return row(
            text(self.screen.label(f"flag.{key}"), weight=1), switch(on, None, self.screen.id_of(f"flag.{key}", "switch")),
            pad=(16, 4, 16, 4), on_click=lambda: self.screen.flip(self.thing, flag), key=f"pref:flag.{key}",
        )  # fmt: skip

    def deed_icons(self, edit: bool) -> list[View]:
        """Icons for what is done to it; those that have no room are in the menu (`more`)."""
        return [self._icon(path, icon, act) for path, icon, act in self._deeds(edit)[:ICONS_IN_BAR]]

    def _deeds(self, edit: bool) -> list[tuple[str, str, Callable[[], None]]]:
        screen = self.screen
        first: list[tuple[str, str, Callable[[], None]]] = [("edit", "edit", self._form)] if edit else []
        return first + [
            (f"deed.{deed.key}", DEED_ICONS[deed.does], self._doing(deed.does)) for deed in screen.domain.thing.deeds
        ]

    def _doing(self, does: str) -> Callable[[], None]:
        return lambda: self.screen.do(does, [self.thing], self.gone if does == "delete" else lambda: None)

    def _form(self) -> None:
        open_form(self.screen, self.thing)

    def _icon(self, path: str, icon: str, act: Callable[[], None]) -> View:
        return icon_button(icon, self.screen.label(path), act, self.screen.id_of(path, "icon"))

    def more(self, edit: bool) -> tuple[MenuItems, dict[str, bool]]:
        """What is in the menu: all of it, or the icons that found no room."""
        if self.screen.bp.actions == "icons":
            return [(self.screen.label(path), act) for path, _, act in self._deeds(edit)[ICONS_IN_BAR:]], {}
        if self.screen.bp.actions == "buttons":
            return [], {}
        items, ticked = self.screen.thing_menu(self.thing, self.gone)
        if edit:
            items = [(self.screen.label("edit"), self._form), *items]
        return items, ticked

    def more_button(self, edit: bool) -> View | None:
        items, ticked = self.more(edit)
        return icon_button("more", "More options", lambda: self.screen.tick_menu(items, ticked)) if items else None

    def deed_buttons(self, edit: bool) -> View | None:
        if self.screen.bp.actions != "buttons":
            return None
        looks: dict[str, Any] = {"margin": (16, 4, 16, 0), "outline": "outline", "radius": 24}
        return column(
            *(
                button(self.screen.label(path), act, self.screen.id_of(path, "button"), **looks)
                for path, _, act in self._deeds(edit)
            ),
            pad=(0, 12, 0, 0),
        )

    # -- parts ------------------------------------------------------------------------------------------------------

    def parts(self) -> View | None:
        """The list of parts, with what adds one."""
        parts = self.screen.domain.thing.parts
        if parts is None:
            return None
        heading = text(self.screen.label("parts"), size=14, color="accent", bold=True, margin=(16, 16, 16, 4))
        lines = [self._part(number, parts.ticks) for number in range(len(self.thing["parts"]))]
        return column(heading, *lines, self._adding())

    def _part(self, number: int, ticks: bool) -> View:
        part = self.thing["parts"][number]

        def tick(on: bool) -> None:
            part["done"] = on

        if ticks:
            return checkbox(
                part["done"], tick, part["text"], self.screen.id_of("parts", "box"), width=MATCH, margin=(10, 0, 16, 0),
                key=f"part:{number}", color="muted" if part["done"] else "on_surface",
            )  # fmt: skip
        return text(
            part["text"], self.screen.id_of("parts", "row"), width=MATCH, pad=(16, 8, 16, 8), key=f"part:{number}"
        )

    def _adding(self) -> View:
        """A field with a button behind it, or a button that asks."""
        screen = self.screen
        assert screen.domain.thing.parts is not None
        one = screen.domain.thing.parts.one
        words = f"Add {one.lower()}"
        if screen.app.chance("parts are asked for") < 0.5:
            asking = lambda: screen.prompt(words, self._add, action=screen.label("save"), hint=one, field="part_text")  # noqa: E731
            return button(words, asking, screen.id_of("parts", "button"), margin=(4, 0, 0, 0))
        return row(
            text_field("part_text", one, weight=1, id=screen.id_of("parts", "field"), on_submit=self._add_typed),
            icon_button("add", words, self._add_typed, screen.id_of("parts", "icon")),
            pad=(16, 4, 8, 4),
        )

    def _add_typed(self) -> None:
        self._add(self.host.values.get("part_text", ""))
        self.host.values["part_text"] = ""

    def _add(self, typed: str) -> None:
        if typed.strip():
            changes.add_part(self.thing, typed.strip())


class Details(FoundryScreen):
    """A page of a thing's details."""

    kind = "Detail"

    def __init__(self, thing: Stored) -> None:
        super().__init__()
        self.thing = thing

    def compose(self) -> View:
        pieces = Shown(self, self, self.thing, self.close)
        edit = self.bp.editing == "form"
        icons = pieces.deed_icons(edit) if self.bp.actions == "icons" else []
        more = pieces.more_button(edit)
        body = [pieces.flag_row(), *pieces.fields(), pieces.parts(), pieces.deed_buttons(edit), space(24)]
        return page(
            toolbar(self, self.domain.thing.one, [*icons, *([more] if more else [])], up=True),
            scroll_view(*body, id="details"),
        )


class DetailsSheet(Sheet):
    """The details in a sheet over the list."""

    def __init__(self, screen: FoundryScreen, thing: Stored) -> None:
        super().__init__(screen.domain.thing.one, list)
        self.thing, self.pieces = thing, Shown(screen, self, thing, self.dismiss)

    def build(self) -> View:
        pieces, blueprint = self.pieces, self.pieces.screen.bp
        edit = blueprint.editing == "form"
        more = pieces.more_button(edit)
        icons = [*(pieces.deed_icons(edit) if blueprint.actions == "icons" else []), *([more] if more else [])]
        body = column(pieces.flag_row(), *pieces.fields(), pieces.parts(), pieces.deed_buttons(edit))
        scroll = View(cls="androidx.core.widget.NestedScrollView", scroll="y", height=WRAP, weight=1, children=[body])
        heading = text(self.title, "sheet_title", size=18, weight=1)
        return column(
            row(heading, *icons, pad=(24, 12, 8, 4)), scroll, id="design_bottom_sheet", bg="dialog", radius=24, pad=(0, 0, 0, 24),
            cls="android.widget.FrameLayout",
        )  # fmt: skip


class Editor(FormPage):
    """A thing opened as its form: what else it has stands above and below the fields."""

    thing: Stored

    def pieces(self) -> Shown:
        return Shown(self, self, self.thing, self.close)

    @property
    def heading(self) -> str:
        return self.domain.thing.one

    def extras(self) -> list[View]:
        pieces = self.pieces()
        return [view for view in (pieces.flag_row(), pieces.parts(), pieces.deed_buttons(False)) if view]

    def actions(self) -> list[View]:
        pieces = self.pieces()
        save = super().actions()
        more = pieces.more_button(False)
        icons = pieces.deed_icons(False) if self.bp.actions == "icons" else []
        return [*save, *icons, *([more] if more else [])]
