"""What an app is to have stored, and what is to be answered, once a task was done right."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from . import changes
from .blueprint import Blueprint
from .changes import State, Stored
from .intents import (
    ANYTHING,
    MISSING,
    Absent,
    Act,
    Add,
    AddPart,
    Arrange,
    AskFlag,
    AskSetting,
    Both,
    Count,
    CountParts,
    DeedAll,
    DoDeed,
    Exists,
    FlagAll,
    If,
    Intent,
    ListAll,
    ListParts,
    Narrow,
    OpenPage,
    Plain,
    ReadFact,
    ReadField,
    ReadSetting,
    Reply,
    SetField,
    SetFlag,
    SetSetting,
    Show,
    Tick,
    Where,
)


@dataclass
class _Ground:
    """The blueprint, and the state as it is changed."""

    blueprint: Blueprint
    state: State
    replies: list[Reply] = field(default_factory=list)

    def thing(self, title: str) -> Stored | None:
        key = self.blueprint.domain.thing.title.key
        return next((one for one in self.state["things"] if one["fields"][key] == title), None)

    def title(self, thing: Stored) -> str:
        return str(thing["fields"][self.blueprint.domain.thing.title.key])


def expected(blueprint: Blueprint, state: State, intent: Intent) -> tuple[State, list[Reply]]:
    """The state after a task that was done right, and what its answer has to say; the given state stays as it is."""
    ground = _Ground(blueprint, copy.deepcopy(state))
    for one in plains(ground, intent):
        before = copy.deepcopy(ground.state)
        reply = _APPLY[type(one)](ground, one)
        if reply is MISSING:
            ground.state = before
        ground.replies.append(reply)
    replies = [one for one in ground.replies if one is not ANYTHING]
    return ground.state, replies


def plains(ground: _Ground, intent: Intent) -> Iterator[Plain]:
    """The single intents that are to be carried out in a state."""
    if isinstance(intent, Both):
        yield intent.first
        yield intent.second
    elif isinstance(intent, If):
        reply = _APPLY[type(intent.question)](ground, intent.question)
        if reply.value == ("yes" if intent.holds else "no"):
            yield intent.then
    else:
        yield intent


def chosen(blueprint: Blueprint, state: State, where: Where) -> list[Stored]:
    """The things that are meant, in their order. Archived ones aren't, unless that is what was asked for."""
    kind, _, key = where.path.partition(".")
    title = blueprint.domain.thing.title.key
    found = []
    for thing in state["things"]:
        if is_archived(blueprint, thing) and not (kind == "flag" and key in changes.archives_of(blueprint.domain)):
            continue
        if kind == "field" and thing["fields"][key] != where.value or kind == "flag" and not thing["flags"][key]:
            continue
        if not where.but or thing["fields"][title] != where.but:
            found.append(thing)
    return found


def is_archived(blueprint: Blueprint, thing: Stored) -> bool:
    return any(thing["flags"][key] for key in changes.archives_of(blueprint.domain))


def _add(g: _Ground, one: Add) -> Reply:
    domain = g.blueprint.domain
    changes.add_thing(g.state, domain, {domain.thing.title.key: one.title, **dict(one.fields)})
    return ANYTHING


def _set_field(g: _Ground, one: SetField) -> Reply:
    if (thing := g.thing(one.title)) is None:
        return MISSING
    thing["fields"][one.field] = one.value
    return ANYTHING


def _read_field(g: _Ground, one: ReadField) -> Reply:
    if (thing := g.thing(one.title)) is None:
        return MISSING
    kind = next(f for f in g.blueprint.domain.thing.fields if f.key == one.field)
    value = thing["fields"][one.field]
    return Reply("value", value, kind.kind, others=_other(kind.values, value) if kind.kind == "choice" else ())


def _set_flag(g: _Ground, one: SetFlag) -> Reply:
    if (thing := g.thing(one.title)) is None:
        return MISSING
    thing["flags"][one.flag] = one.on
    return ANYTHING


def _ask_flag(g: _Ground, one: AskFlag) -> Reply:
    thing = g.thing(one.title)
    return MISSING if thing is None else _yes(thing["flags"][one.flag])


def _deed(g: _Ground, one: DoDeed) -> Reply:
    if (thing := g.thing(one.title)) is None:
        return MISSING
    _do(g, one.deed, thing)
    return ANYTHING


def _do(g: _Ground, deed: str, thing: Stored) -> None:
    does = next(d.does for d in g.blueprint.domain.thing.deeds if d.key == deed)
    if does == "delete":
        changes.delete(g.state, {thing["id"]})
    elif does == "share":
        changes.share(g.state, g.blueprint.domain, thing)
    else:
        changes.duplicate(g.state, g.blueprint.domain, thing)


def _deed_all(g: _Ground, one: DeedAll) -> Reply:
    for thing in chosen(g.blueprint, g.state, one.where):
        _do(g, one.deed, thing)
    return ANYTHING


def _flag_all(g: _Ground, one: FlagAll) -> Reply:
    for thing in chosen(g.blueprint, g.state, one.where):
        thing["flags"][one.flag] = one.on
    return ANYTHING


def _count(g: _Ground, one: Count) -> Reply:
    return Reply("value", str(len(chosen(g.blueprint, g.state, one.where))), "number")


def _list(g: _Ground, one: ListAll) -> Reply:
    names = tuple(g.title(thing) for thing in chosen(g.blueprint, g.state, one.where))
    known = [g.title(thing) for thing in g.state["things"]]
    return Reply("list", names=names, others=tuple(title for title in known if title not in names))


def _exists(g: _Ground, one: Exists) -> Reply:
    return _yes(g.thing(one.title) is not None)


def _show(g: _Ground, one: Show) -> Reply:
    return MISSING if g.thing(one.title) is None else ANYTHING


def _add_part(g: _Ground, one: AddPart) -> Reply:
    if (thing := g.thing(one.title)) is None:
        return MISSING
    changes.add_part(thing, one.text)
    return ANYTHING


def _count_parts(g: _Ground, one: CountParts) -> Reply:
    thing = g.thing(one.title)
    return MISSING if thing is None else Reply("value", str(len(thing["parts"])), "number")


def _list_parts(g: _Ground, one: ListParts) -> Reply:
    thing, parts = g.thing(one.title), g.blueprint.domain.thing.parts
    if thing is None or parts is None:
        return MISSING
    names = tuple(part["text"] for part in thing["parts"])
    return Reply("list", names=names, others=tuple(value for value in parts.values if value not in names))


def _tick(g: _Ground, one: Tick) -> Reply:
    thing = g.thing(one.title)
    part = next((p for p in thing["parts"] if p["text"] == one.text), None) if thing else None
    if part is None:
        return MISSING
    part["done"] = one.done
    return ANYTHING


def _set_setting(g: _Ground, one: SetSetting) -> Reply:
    setting = next(s for s in g.blueprint.domain.settings if s.key == one.setting)
    if setting.kind == "choice" and one.value not in setting.values:
        return MISSING
    g.state["settings"][one.setting] = one.value
    return ANYTHING


def _read_setting(g: _Ground, one: ReadSetting) -> Reply:
    setting = next(s for s in g.blueprint.domain.settings if s.key == one.setting)
    value = str(g.state["settings"][one.setting])
    return Reply("value", value, setting.kind, others=_other(setting.values, value) if setting.kind == "choice" else ())


def _ask_setting(g: _Ground, one: AskSetting) -> Reply:
    return _yes(bool(g.state["settings"][one.setting]))


def _read_fact(g: _Ground, one: ReadFact) -> Reply:
    return Reply("value", g.blueprint.facts[f"fact.{one.page}.{one.fact}"], "text")


def _act(g: _Ground, one: Act) -> Reply:
    g.state["done"][one.action] += 1
    return ANYTHING


def _arrange(g: _Ground, one: Arrange) -> Reply:
    g.state["view"]["sort"] = one.by
    return ANYTHING


def _narrow(g: _Ground, one: Narrow) -> Reply:
    g.state["view"]["filter"] = one.to
    return ANYTHING


def _yes(so: bool) -> Reply:
    return Reply("yes_no", "yes" if so else "no")


def _other(values: list[str], value: str) -> tuple[str, ...]:
    return tuple(one for one in values if one.casefold() not in value.casefold())


_APPLY: dict[type, Callable[[_Ground, Any], Reply]] = {
    Add: _add, SetField: _set_field, ReadField: _read_field, SetFlag: _set_flag, AskFlag: _ask_flag, DoDeed: _deed,
    DeedAll: _deed_all, FlagAll: _flag_all, Count: _count, ListAll: _list, Exists: _exists, Show: _show, AddPart: _add_part,
    CountParts: _count_parts, ListParts: _list_parts, Tick: _tick, SetSetting: _set_setting, ReadSetting: _read_setting,
    AskSetting: _ask_setting, OpenPage: lambda g, one: ANYTHING, ReadFact: _read_fact, Act: _act,
    Arrange: _arrange, Narrow: _narrow,
    Absent: lambda g, one: MISSING,
}  # fmt: skip
