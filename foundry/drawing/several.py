"""What is asked of several things: how many, which ones, a deed on all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..checking import content_stems, is_far
from ..domain import Flag, Sayable, ThingField
from ..expecting import chosen
from ..intents import Count, DeedAll, FlagAll, Intent, ListAll, Where
from ..phrases import fill
from ..saying import bare, say_value
from .drawer import CantDraw, Drawer, Piece

_SINGULAR = re.compile(
    r"\b(?:it|its|it's|is|isn't|was|wasn't|has|hasn't|does|doesn't|goes|needs|twin|again)\b|'s\b", re.I
)
"""What a sentence on one thing can't be turned into one on several with."""
_SUBJECT = re.compile(r"^\{title\}|\bthat \{title\}")


def _where(drawer: Drawer, but: bool = False) -> tuple[str, Where, bool, dict[str, str]]:
    """Words for several things (the piece behind their name), which, whether the words are far, and values as said."""
    fields = [f for f in drawer.thing.fields[1:] if f.where]
    flags = [f for f in drawer.thing.flags if f.look != "archive"]
    # apps write dates in ways of their own, so that few lists can be looked through for one
    rare = [f for f in fields if f.kind not in ("date", "time") or drawer.draw.random() < 0.2]
    several: list[ThingField | Flag] = [*rare, *flags, *flags]
    if not several:
        raise CantDraw
    one = drawer.draw.choice(several)
    if isinstance(one, Flag):
        text, far = drawer.phrase(one, "where")
        where, said, words = Where(f"flag.{one.key}"), {}, text
    else:
        value = drawer.one([t["fields"][one.key] for t in drawer.visible])
        text, far = drawer.phrase(one, "where")
        shown = say_value(value, one.kind, drawer.draw)
        where, said, words = Where(f"field.{one.key}", value), {value: bare(shown)}, fill(text, {"value": shown})
    found = chosen(drawer.blueprint, drawer.state, where)
    if not found:
        raise CantDraw
    if but and len(found) > 1:
        # letter for letter: a loop compares it
        title = spoken = str(drawer.draw.choice(found)["fields"][drawer.thing.title.key])
        where = Where(where.path, where.value, title)
        except_ = drawer.draw.choice((" except {0}", " but not {0}", ", only not {0}"))
        words, said = words + except_.format(spoken), {**said, title: bare(spoken)}
    return words, where, far, said


def count(drawer: Drawer) -> Piece:
    return _several(drawer, drawer.thing.count, Count)


def list_all(drawer: Drawer) -> Piece:
    return _several(drawer, drawer.thing.list_, ListAll)


def _several(drawer: Drawer, those: Sequence[str], intent: Callable[[Where], Count | ListAll]) -> Piece:
    things = drawer.draw.choice(drawer.thing.things)
    words, where, far, said = ("", Where(), True, {}) if drawer.draw.random() < 0.3 else _where(drawer)
    labels = content_stems(f"{drawer.thing.one} {drawer.thing.many}")
    text = re.sub(r"\s*\{where\}", lambda _: f" {words}" if words else "", drawer.draw.choice(those))
    far = far and not labels & content_stems(things)
    return Piece(fill(text, {"things": things}), intent(where), far, said)


def loop(drawer: Drawer) -> Piece:
    """A deed on several things, or marking them."""
    sayables: list[tuple[Sayable, str, Callable[[Where], Intent]]] = [
        (d, "ask", lambda where, key=d.key: DeedAll(key, where))  # type: ignore[misc]
        for d in drawer.thing.deeds
        if d.does != "duplicate"
    ]
    for flag in drawer.thing.flags:
        if flag.look != "archive":
            for form, on in (("turn_on", True), ("turn_off", False)):
                sayables.append((flag, form, lambda where, key=flag.key, on=on: FlagAll(key, on, where)))  # type: ignore[misc]
    one, form, make = drawer.draw.choice(sayables)
    texts = [t for t in one.phrasings()[form] if not _SINGULAR.search(t) and not _SUBJECT.search(t)]
    words, where, far, said = _where(drawer, but=drawer.draw.random() < 0.3)
    intent = make(where)
    if isinstance(intent, FlagAll) and where.path == f"flag.{intent.flag}" and intent.on:
        raise CantDraw  # they are so already
    text, far_too = drawer.pick(texts, lambda text: is_far(text, one))
    things = drawer.draw.choice(drawer.thing.things)
    all_of = drawer.draw.choice(("all the {0} {1}", "every one of the {0} {1}", "all {0} {1}"))
    return Piece(fill(text, {"title": all_of.format(things, words)}), intent, far and far_too, said)
