"""What is asked of the app as a whole: settings, pages, actions, and what it can't do."""

from __future__ import annotations

from ..changes import sort_fields
from ..domain import Sayable, Setting
from ..intents import (
    Absent,
    Act,
    Arrange,
    AskSetting,
    DoDeed,
    Intent,
    Narrow,
    OpenPage,
    ReadFact,
    ReadField,
    ReadSetting,
    SetFlag,
    SetSetting,
)
from ..phrases import ARRANGE, NARROW, fill
from .drawer import CantDraw, Drawer, Piece

NOT_OFFERED = ("Purple", "Esperanto", "Twice a year", "Extra large", "Atlantis", "Turbo", "Zigzag", "Level 99")
"""What no setting offers, for those who ask for it all the same."""


def change_setting(drawer: Drawer) -> Piece:
    setting = drawer.draw.choice(drawer.domain.settings)
    now = drawer.state["settings"][setting.key]
    if setting.kind == "toggle":
        on = (not now) if drawer.draw.random() < 0.9 else bool(now)
        text, far = drawer.phrase(setting, "turn_on" if on else "turn_off")
        return Piece(text, SetSetting(setting.key, on), far)
    value = drawer.one([v for v in setting.values if v != now])
    text, far = drawer.phrase(setting, "set")
    others = [v for v in setting.values if v not in (value, now)] or [str(now)]
    return drawer.valued(text, far, SetSetting(setting.key, value), value, setting.kind, drawer.one(others))


def ask_setting(drawer: Drawer) -> Piece:
    setting = drawer.draw.choice(drawer.domain.settings)
    toggle = setting.kind == "toggle"
    text, far = drawer.phrase(setting, "is_on" if toggle else "read")
    return Piece(text, AskSetting(setting.key) if toggle else ReadSetting(setting.key), far)


def page(drawer: Drawer) -> Piece:
    page = drawer.draw.choice(drawer.domain.pages)
    text, far = drawer.phrase(page, "open")
    return Piece(text, OpenPage(page.key), far)


def fact(drawer: Drawer) -> Piece:
    page, one = drawer.draw.choice([(page, fact) for page in drawer.domain.pages for fact in page.facts])
    text, far = drawer.phrase(one, "read")
    return Piece(text, ReadFact(page.key, one.key), far)


def act(drawer: Drawer) -> Piece:
    action = drawer.draw.choice(drawer.domain.actions)
    text, far = drawer.phrase(action, "ask")
    return Piece(text, Act(action.key), far)


def arrange(drawer: Drawer) -> Piece:
    """In another order: said by the field's label, as there is no other way to speak of the list."""
    fields = [f for f in sort_fields(drawer.domain) if f.key != drawer.state["view"]["sort"]]
    if not drawer.blueprint.sort or not fields:
        raise CantDraw
    field = drawer.draw.choice(fields)
    label = drawer.blueprint.label_of(f"field.{field.key}").lower()
    return Piece(_of_list(drawer, ARRANGE, label), Arrange(field.key), False)


def narrow(drawer: Drawer) -> Piece:
    """Only some of them on the screen."""
    options = drawer.blueprint.filter_options()
    if drawer.blueprint.filter == "none" or not options:
        raise CantDraw
    stored, label = drawer.draw.choice(list(options.items()))
    return Piece(_of_list(drawer, NARROW, label), Narrow(stored), False)


def _of_list(drawer: Drawer, ways: tuple[str, ...], label: str) -> str:
    things = drawer.draw.choice(drawer.thing.things)
    return fill(drawer.draw.choice(ways), {"label": label, "things": things})


def absent(drawer: Drawer) -> Piece:
    title = drawer.title_of()
    return drawer.piece(
        drawer.draw.choice(drawer.domain.absent), True, Absent(), title=(title, drawer.said_title(title))
    )


def not_there(drawer: Drawer) -> Piece:
    """Something to do with a thing that isn't there."""
    title = drawer.one(drawer.new)
    how: list[tuple[Sayable, str, Intent]] = [(d, "ask", DoDeed(title, d.key)) for d in drawer.thing.deeds]
    how += [(f, "read", ReadField(title, f.key)) for f in drawer.thing.fields[1:] if f.read]
    how += [(f, "turn_on", SetFlag(title, f.key, True)) for f in drawer.thing.flags]
    one, form, intent = drawer.draw.choice(how)
    text, far = drawer.phrase(one, form)
    return drawer.piece(text, far, intent, title=(title, title))


def not_offered(drawer: Drawer) -> Piece:
    settings: list[Setting] = [s for s in drawer.domain.settings if s.kind == "choice"]
    if not settings:
        raise CantDraw
    setting = drawer.draw.choice(settings)
    text, far = drawer.phrase(setting, "set")
    offered = {one.casefold() for one in setting.values}
    value = drawer.draw.choice([one for one in NOT_OFFERED if one.casefold() not in offered])
    return drawer.piece(text, far, SetSetting(setting.key, value), value=(value, value))
