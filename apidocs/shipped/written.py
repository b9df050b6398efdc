"""A doc written by hand, in TOML: what every entry there means, and the doc that it comes to."""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from phones.locating import Locator

from ..doc import FROM_SOURCES, AppDoc, Effect, Element, Item, Kind, Part, Screen, Transition

_TITLE, _SUMMARY, _SWITCH = "android:id/title", "android:id/summary", "android:id/switch_widget"
_DOES = {
    Kind.TOGGLE: Effect.SETTINGS,
    Kind.CHOICE: Effect.SETTINGS,
    Kind.INPUT: Effect.INPUT,
    Kind.TEXT: Effect.READ,
}


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Part(_Table):
    name: str
    kind: Kind = Kind.TEXT
    id: str = ""
    desc: str = ""
    label: str = ""


class _Rows(_Table):
    """What a list's rows are."""

    name: str
    id: str = ""
    """Of the row itself."""
    holds: str = ""
    """Of something in each row, where the row has no id of its own."""
    parts: list[_Part] = Field(default_factory=list)
    title: str = ""
    effect: Effect = Effect.NAVIGATE
    opens: str = ""
    menu: str = ""


class _Entry(_Table):
    """An element: found by its id, else by its words."""

    name: str
    kind: Kind = Kind.BUTTON
    label: str = ""
    """What it says or is read out as; it is looked for by that, unless it is `silent`."""
    silent: bool = False
    """It says something else, or nothing: the label is what it is called."""
    id: str = ""
    cls: str = ""
    """Of the view, where it has no id and no words."""
    row: bool = False
    """A line of a settings page: its words stand in it, its switch or value beside them."""
    switch: str = ""
    """Of the switch in a line that leads to a page of its own: the switch alone turns it."""
    icon: bool = False
    """The label is a description, and no text."""
    also: str = ""
    description: str = ""
    effect: Effect | None = None
    options: list[str] = Field(default_factory=list)
    picks: Literal["", "date", "time"] = ""
    confirm: str = ""
    commit: str = ""
    opens: str = ""
    """The screen that a tap leads to."""
    sometimes: bool = False
    """Only on some versions, or in some states of the app."""
    bar: bool = False
    """It stands outside of what scrolls."""
    item: _Rows | None = None


class _Place(_Table):
    name: str
    title: str = ""
    kind: Literal["page", "dialog", "menu"] = "page"
    package: str = ""
    tab: list[str] = Field(default_factory=list)
    """The words on the tab that is selected; one of them, where versions call it differently."""
    scrolls: bool = False
    selecting: bool = False
    """A state in which touched rows are picked, with a toolbar of its own."""
    serves: str = ""
    description: str = ""
    ids: list[str] = Field(default_factory=list)
    """Of what holds its content."""
    beside: list[str] = Field(default_factory=list)
    """What else may stand outside of what scrolls, and is not worth a name: ids, or words."""
    elements: list[_Entry] = Field(default_factory=list)


class WrittenDoc(_Table):
    """A whole one."""

    package: str
    label: str
    start: str
    screen: list[_Place]


def doc_of(written: WrittenDoc, *, package: str = "", label: str = "") -> AppDoc:
    """The doc, without samples; `package` and `label` where it stands for another app. Fresh each time."""
    return AppDoc(
        package=package or written.package,
        label=label or written.label,
        start=written.start,
        screens=[_screen(place) for place in written.screen],
        transitions=[way for place in written.screen for way in _ways(place)],
    )


def _screen(place: _Place) -> Screen:
    return Screen(
        name=place.name,
        title=place.title,
        kind=place.kind,
        package=place.package,
        serves=place.serves,
        description=place.description,
        marks=_marks(place),
        elements=[_element(entry) for entry in place.elements],
    )


def _marks(place: _Place) -> list[str]:
    """How the screen is told from others. What a version may lack is never asked for."""
    marks = [FROM_SOURCES, f"kind:{place.kind}"]
    marks += [f"title:{place.title}"] if place.title else []
    marks += [f"{'' if len(place.tab) == 1 else '~'}tab:{words}" for words in place.tab]
    marks += ["mode:action"] if place.selecting else []
    marks += [f"~id:{name}" for name in place.ids]
    marks += [f"~frame:{name if name.islower() and ' ' not in name else _quoted(name)}" for name in place.beside]
    for entry in place.elements:
        if entry.kind is Kind.LIST and entry.item is not None:
            marks += [f"~id:{entry.id}", f"~list:{entry.id}/{entry.item.id or entry.item.holds}"]
        elif entry.kind is Kind.TEXT:
            marks += [f"~id:{entry.id}"] if entry.id else []
        else:
            name = entry.id if entry.id and not entry.row and not entry.id.startswith("android:") else ""
            said = _quoted(entry.label)
            frame = not entry.sometimes and (entry.bar or not place.scrolls) and place.kind == "page"
            marks += [f"{'' if frame else '~'}frame:{name or said}"] if frame or not place.scrolls else []
            marks += [f"~body:{name or said}"]
        if entry.sometimes:
            marks.append(f"at-times:{entry.name}")
    return list(dict.fromkeys(marks))


def _quoted(label: str) -> str:
    """As `screens.marks` writes words down."""
    plain = " ".join(re.sub(r"\d+", "#", label).split())
    return f'"{plain[:48]}"'


def _element(entry: _Entry) -> Element:
    settles: dict[str, Any] = {}
    if entry.switch:
        locator = Locator(resource_id=entry.switch, label=entry.label)
    elif entry.row:
        locator = Locator(label=entry.label)
        if entry.kind is Kind.TOGGLE:
            settles["state"] = Locator(resource_id=_SWITCH, label=entry.label)
        elif entry.kind is Kind.CHOICE:
            settles["state"] = Locator(resource_id=_SUMMARY, label=entry.label)
    else:
        said = "" if entry.silent or entry.kind in (Kind.LIST, Kind.TEXT) else entry.label
        words = {"content_desc" if entry.icon else "text": said} if said and entry.kind is not Kind.INPUT else {}
        if entry.kind is Kind.INPUT and not entry.id:
            words = {"text": entry.label}
        locator = Locator(resource_id=entry.id, cls=entry.cls, **words)
    if entry.confirm:
        settles["confirm"] = Locator(resource_id="android:id/button1", text=entry.confirm)
    return Element(
        name=entry.name,
        kind=entry.kind,
        label=entry.label,
        description=entry.description,
        also=entry.also,
        locator=locator,
        effect=entry.effect or _DOES.get(entry.kind, Effect.NAVIGATE),
        options=entry.options,
        picks=entry.picks,
        commit=entry.commit,
        item=_item(entry.item) if entry.item is not None else None,
        **settles,
    )


def _item(rows: _Rows) -> Item:
    return Item(
        name=rows.name,
        row=Locator(resource_id=rows.id) if rows.id else Locator(path=f"*#{rows.holds}"),
        parts=[
            Part(
                name=part.name,
                kind=part.kind,
                label=part.label,
                locator=Locator(resource_id=part.id, content_desc=part.desc),
            )
            for part in rows.parts
        ],
        title=rows.title,
        effect=rows.effect,
        opens=rows.opens,
        menu=rows.menu,
    )


def _ways(place: _Place) -> list[Transition]:
    ways: list[Transition] = []
    for entry in place.elements:
        if entry.opens:
            ways.append(Transition(source=place.name, element=entry.name, action="tap", target=entry.opens))
        if entry.item is not None and entry.item.opens:
            ways.append(Transition(source=place.name, element=entry.name, action="open", target=entry.item.opens))
        if entry.item is not None and entry.item.menu:
            ways.append(Transition(source=place.name, element=entry.name, action="long_press", target=entry.item.menu))
    return ways
