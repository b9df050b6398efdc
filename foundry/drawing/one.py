"""What is asked of one thing: adding it, its fields, flags and parts, what is done to it."""

from __future__ import annotations

from collections.abc import Sequence

from ..checking import is_far
from ..domain import ThingField
from ..intents import (
    Add,
    AddPart,
    AskFlag,
    CountParts,
    DoDeed,
    Exists,
    ListParts,
    ReadField,
    SetField,
    SetFlag,
    Show,
    Tick,
)
from ..phrases import fill
from ..saying import say_new, say_value
from .drawer import CantDraw, Drawer, Piece, said_of


def add(drawer: Drawer) -> Piece:
    title = drawer.one(drawer.new)
    fields = [f for f in drawer.thing.fields[1:] if f.with_]
    more = drawer.draw.sample(fields, min(len(fields), drawer.draw.choice((0, 0, 0, 1, 1, 2))))
    asks = [text for text in drawer.thing.add.ask if text.endswith("{title}")] if more else []
    text, far = drawer.phrase(drawer.thing.add, "ask")
    if asks and not text.endswith("{title}"):
        text, far = drawer.pick(asks, lambda text: is_far(text, drawer.thing.add))
    slots, values = [(title, say_new(title, drawer.draw))], []
    words, rest = fill(text, {"title": slots[0][1]}), ""
    for one in more:
        value = drawer.draw.choice(one.values)
        said = say_value(value, one.kind, drawer.draw)
        rest += fill(drawer.draw.choice(one.with_), {"value": said})
        slots.append((value, said))
        values.append((one.key, value))
    return Piece(
        words + rest,
        Add(title, tuple(values)),
        far,
        said_of(*slots),
        of_another=lambda other: fill(text, {"title": other}) + rest,
    )


def set_field(drawer: Drawer) -> Piece:
    one = _one_of(drawer, [f for f in drawer.thing.fields[1:] if f.set])
    title = drawer.title_of()
    now = next(t for t in drawer.visible if t["fields"][drawer.thing.title.key] == title)["fields"][one.key]
    value, *others = drawer.draw.sample([v for v in one.values if v != now] * 2, 2)
    text, far = drawer.phrase(one, "set")
    slots = {"title": (title, drawer.said_title(title))}
    return drawer.valued(text, far, SetField(title, one.key, value), value, one.kind, others[0], **slots)


def _one_of(drawer: Drawer, those: Sequence[ThingField]) -> ThingField:
    if not those:
        raise CantDraw
    return drawer.draw.choice(those)


def read_field(drawer: Drawer) -> Piece:
    one = _one_of(drawer, [f for f in drawer.thing.fields[1:] if f.read])
    title = drawer.title_of()
    text, far = drawer.phrase(one, "read")
    return drawer.piece(text, far, ReadField(title, one.key), title=(title, drawer.said_title(title)))


def set_flag(drawer: Drawer) -> Piece:
    flag = drawer.draw.choice(drawer.thing.flags)
    on = drawer.draw.random() < 0.6
    things = drawer.state["things"] if flag.look == "archive" and not on else drawer.visible
    titles = [t["fields"][drawer.thing.title.key] for t in things if t["flags"][flag.key] != on]
    title = drawer.one(titles)
    text, far = drawer.phrase(flag, "turn_on" if on else "turn_off")
    return drawer.piece(text, far, SetFlag(title, flag.key, on), title=(title, drawer.said_title(title)))


def ask_flag(drawer: Drawer) -> Piece:
    flag = drawer.draw.choice([f for f in drawer.thing.flags if f.look != "archive"] or drawer.thing.flags)
    on = drawer.draw.random() < 0.5
    title = drawer.title_of(lambda thing: thing["flags"][flag.key] == on)  # type: ignore[index]
    text, far = drawer.phrase(flag, "is_on")
    return drawer.piece(text, far, AskFlag(title, flag.key), title=(title, drawer.said_title(title)))


def deed(drawer: Drawer) -> Piece:
    deed = drawer.draw.choice(drawer.thing.deeds)
    title = drawer.title_of()
    text, far = drawer.phrase(deed, "ask")
    return drawer.piece(text, far, DoDeed(title, deed.key), title=(title, drawer.said_title(title)))


def exists(drawer: Drawer) -> Piece:
    title = drawer.title_of() if drawer.draw.random() < 0.6 else drawer.one(drawer.new)
    said = drawer.said_title(title) if title in drawer.titles else title
    return drawer.piece(drawer.draw.choice(drawer.thing.exists), False, Exists(title), title=(title, said))


def show(drawer: Drawer) -> Piece:
    title = drawer.title_of()
    return drawer.piece(
        drawer.draw.choice(drawer.thing.open), False, Show(title), title=(title, drawer.said_title(title))
    )


def part(drawer: Drawer) -> Piece:
    parts = drawer.thing.parts
    if parts is None:
        raise CantDraw
    forms = ["add", "add", "count", "list_", *(("tick", "untick") if parts.ticks else ())]
    form = drawer.draw.choice(forms)
    if form == "add":
        title = drawer.title_of()
        value = drawer.one([v for v in parts.values if v not in _parts_of(drawer, title)])
        text, far = drawer.phrase(parts, form)
        slots = {"title": (title, drawer.said_title(title)), "value": (value, say_new(value, drawer.draw))}
        return drawer.piece(text, far, AddPart(title, value), **slots)
    if form in ("count", "list_"):
        title = drawer.title_of(lambda thing: bool(thing["parts"]))
        text, far = drawer.phrase(parts, form)
        counts = form == "count"
        intent = CountParts(title) if counts else ListParts(title)
        if not counts and not _parts_of(drawer, title):
            raise CantDraw
        return drawer.piece(text, far, intent, title=(title, drawer.said_title(title)))
    done = form == "tick"
    found = [
        (t["fields"][drawer.thing.title.key], p["text"])
        for t in drawer.visible
        for p in t["parts"]
        if p["done"] != done
    ]
    if not found:
        raise CantDraw
    title, value = drawer.draw.choice(found)
    text, far = drawer.phrase(parts, form)
    slots = {"title": (title, drawer.said_title(title)), "value": (value, value)}
    return drawer.piece(text, far, Tick(title, value, done), **slots)


def _parts_of(drawer: Drawer, title: str) -> list[str]:
    thing = next(t for t in drawer.state["things"] if t["fields"][drawer.thing.title.key] == title)
    return [part["text"] for part in thing["parts"]]
