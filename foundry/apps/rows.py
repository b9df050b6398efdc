"""How a thing stands in the list: its row, card or cell, with its flag, its menu, and what a swipe or a long press does."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from demophone.toolkit import View, card, checkbox, column, icon_button, image, list_row, row, text

from ..changes import Stored
from ..domain import Flag
from ..showing import shown
from .base import ICONS, MenuItems

if TYPE_CHECKING:
    from .things import ThingList

CARELESS = 0.3
"""Of the apps, those that leave the icon on a row without a description."""


def thing_views(screen: ThingList, things: list[Stored]) -> list[View]:
    """The rows of a list, with headings between them where the list has sections."""
    choice = next((field for field in screen.domain.thing.fields if field.kind == "choice"), None)
    if screen.bp.rows != "sections" or choice is None:
        return [thing_view(screen, thing) for thing in things]
    views: list[View] = []
    for option in choice.values:
        those = [thing for thing in things if thing["fields"][choice.key] == option]
        if those:
            views.append(
                text(
                    option,
                    "section_header",
                    size=14,
                    color="accent",
                    bold=True,
                    width=-1,
                    pad=(16, 16, 16, 4),
                    key=f"section:{option}",
                )
            )
            views += [thing_view(screen, thing) for thing in those]
    return views


def thing_view(screen: ThingList, thing: Stored) -> View:
    """One thing, the way this app shows it."""
    selected = thing["id"] in screen.selected
    lines = [line for line in (_line(screen, thing, key) for key in screen.bp.shown) if line]
    title_id = screen.id_of("title", "value")
    key = f"thing:{thing['id']}"
    trailing = [view for view in (_flag_icon(screen, thing), _dots(screen, thing)) if view]
    long = (lambda: screen.held(thing)) if screen.bp.row_menu in ("popup", "selection") else None
    if screen.bp.rows in ("cards", "grid"):
        words = column(
            row(text(screen.title_of(thing), title_id, weight=1, bold=True, max_lines=2), *_ticks(screen, thing)),
            *lines, row(text("", weight=1), *trailing) if screen.bp.rows == "grid" and trailing else None, weight=1,
        )  # fmt: skip
        inside = row(words, *(trailing if screen.bp.rows == "cards" else []))
        view = card(
            inside, id=screen.id_of("thing", "row"), pad=(16, 12, 8, 12), key=key, selected=selected,
            bg="container" if selected else "card", on_click=lambda: screen.tapped(thing), on_long=long,
            margin=(6, 6, 6, 6) if screen.bp.rows == "grid" else (12, 6, 12, 6),
        )  # fmt: skip
    else:
        view = list_row(
            screen.title_of(thing), id=screen.id_of("thing", "row"), title_id=title_id, key=key, selected=selected,
            on_click=lambda: screen.tapped(thing), on_long=long, trailing=row(*trailing, width=-2) if trailing else None,
        )  # fmt: skip
        words = next(child for child in view.children if child.children and child.flow == "column")
        words.children += lines
        view.children[1:1] = _ticks(screen, thing)
    view.on_swipe = (lambda: screen.swiped(thing)) if screen.bp.swipe else None
    return view


def _line(screen: ThingList, thing: Stored, key: str) -> View | None:
    field = next(field for field in screen.domain.thing.fields if field.key == key)
    value = shown(screen.bp, field, thing["fields"][key])
    path = screen.id_of(f"field.{key}", "value")
    return text(value, path, size=14, color="muted", width=-1, max_lines=1, margin=(0, 2, 0, 0)) if value else None


def _ticks(screen: ThingList, thing: Stored) -> list[View]:
    """A mark for what is done, unless its icon on the row says so."""
    marks = []
    for flag in screen.domain.thing.flags:
        if flag.look == "check" and flag.key != screen.bp.row_flag and thing["flags"][flag.key]:
            marks.append(
                image("check", screen.id_of(f"flag.{flag.key}", "mark"), screen.label(f"flag.{flag.key}"), icon_size=18)
            )
    return marks


def _flag_icon(screen: ThingList, thing: Stored) -> View | None:
    """The flag that is tapped on the row itself."""
    flag = next((flag for flag in screen.domain.thing.flags if flag.key == screen.bp.row_flag), None)
    if flag is None or screen.selected:
        return None
    desc = "" if screen.app.chance("careless") < CARELESS else screen.label(f"flag.{flag.key}")
    on = bool(thing["flags"][flag.key])
    name = screen.id_of(f"flag.{flag.key}", "icon")
    if flag.look == "check":
        return checkbox(on, lambda _: screen.flip(thing, flag), id=name, desc=desc, key=f"flag:{thing['id']}")
    icon = icon_button(
        ICONS[flag.look][0 if on else 1], desc, lambda: screen.flip(thing, flag), name, selected=on,
        color="accent" if on else "muted", key=f"flag:{thing['id']}",
    )  # fmt: skip
    icon.checkable, icon.checked = True, on
    return icon


def _dots(screen: ThingList, thing: Stored) -> View | None:
    if screen.bp.row_menu != "dots" or screen.selected:
        return None
    return icon_button(
        "more", "More", lambda: row_menu(screen, thing), screen.id_of("more", "icon"), key=f"dots:{thing['id']}"
    )


def row_menu(screen: ThingList, thing: Stored) -> None:
    """The menu of one row."""
    items, ticked = screen.thing_menu(thing)
    screen.tick_menu(items, ticked)


def selection_menu(screen: ThingList) -> MenuItems:
    """What is done to all selected things but deleting: flags and the other deeds."""

    def mark(flag: Flag) -> None:
        things = screen.chosen()
        on = any(not thing["flags"][flag.key] for thing in things)
        for thing in things:
            thing["flags"][flag.key] = on
        screen.selected.clear()

    items: MenuItems = [(screen.label(f"flag.{flag.key}"), partial(mark, flag)) for flag in screen.domain.thing.flags]
    for deed in screen.domain.thing.deeds:
        if deed.does != "delete":
            act = partial(screen.do, deed.does, screen.chosen(), screen.selected.clear)
            items.append((screen.label(f"deed.{deed.key}"), act))
    return items
