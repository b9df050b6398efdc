"""Tasks of a generated app as people say them: what they want of it in which share, several things at once, conditions,
corrections, what is to be left alone, and what the app can't do.

Everything is drawn from a seed: the same app and seed give the same tasks, in words, everywhere.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .blueprint import Blueprint
from .clear import is_clear
from .drawing import one, several, whole
from .drawing.drawer import CantDraw, Drawer, Piece
from .intents import (
    Add,
    AddPart,
    AskFlag,
    AskSetting,
    Both,
    DeedAll,
    DoDeed,
    Exists,
    FlagAll,
    If,
    Intent,
    SetFlag,
    Where,
)
from .phrases import BY_LABEL

FAR_TASKS = 0.6
"""At least this share of the tasks is in words that share none with what the screen says."""
WANTED_FAR = 0.75
"""What is aimed at, as some kinds (opening a thing by its title) have no such words."""
MIX = {
    "settings": 20, "reads": 25, "adds": 12, "edits": 10, "flags": 10, "deeds": 8, "parts": 6, "loops": 5, "composites": 8,
    "irrelevant": 6, "actions": 3, "views": 4,
}  # fmt: skip
"""Kinds of tasks, and how often people come with them."""
_TRIES = 40
_ORDER_WORDS = frozenset(
    """put make give show tell write set turn switch note mark take throw kick scrap forget pass let spread clone double tick untick
    read bring stop keep call look tell poke nudge remind get add remove move open close leave bump push pull start send
    copy save drop clear check count list find use change lower raise store log jot record rename hide hand lend swap""".split()
)
"""Beginnings of sentences that are orders, so that "could you" may stand before them."""


@dataclass(frozen=True)
class Task:
    """What a person says to an app, and what is meant."""

    id: str
    words: str
    intent: Intent
    kind: str
    """A key of `MIX`; behind a colon what it is more exactly."""
    far: bool
    """Whether its words share none with what the screen calls it."""
    said: Mapping[str, str] = field(default_factory=dict)
    """By value as it is stored how the person wrote it."""


def draw_tasks(
    blueprint: Blueprint,
    seed: int,
    count: int,
    far: float = WANTED_FAR,
    by_label: Mapping[str, Sequence[str]] = BY_LABEL,
) -> list[Task]:
    """So many different tasks of an app; fewer where it has no more to ask for. `far`: the share that is aimed at in words
    that share none with what the screen calls it; `by_label`: what the others say, by kind and form."""
    draw = random.Random(f"{blueprint.package} tasks {seed}")
    drawer = Drawer(blueprint, draw, by_label)
    tasks: list[Task] = []
    known: dict[str, bool] = {}
    out: set[str] = set()
    for _ in range(count * 6):
        if len(tasks) == count:
            break
        kinds = {kind: share for kind, share in MIX.items() if kind not in out}
        kind = draw.choices(list(kinds), list(kinds.values()))[0]
        # what is still missing to the share that is aimed at
        drawer.far = sum(known.values()) <= far * len(known)
        found = _drawn(drawer, kind)
        if found is None:
            out.add(kind)
        elif found[1].words.casefold() not in known:
            known[found[1].words.casefold()] = found[1].far
            task = _task(drawer, len(tasks) + 1, *found)
            if is_clear(blueprint, drawer.state, found[1]):
                tasks.append(task)
    return tasks


def _drawn(drawer: Drawer, kind: str) -> tuple[str, Piece] | None:
    """None: the app has nothing of the kind."""
    for _ in range(_TRIES):
        try:
            name, make = _choose(drawer, kind)
            return f"{kind}:{name}", make(drawer)
        except CantDraw:
            continue
    return None


def _choose(drawer: Drawer, kind: str) -> tuple[str, Callable[[Drawer], Piece]]:
    ways = _WAYS[kind]
    name = drawer.draw.choices(list(ways), [share for share, _ in ways.values()])[0]
    return name, ways[name][1]


def _task(drawer: Drawer, number: int, kind: str, piece: Piece) -> Task:
    words = wrapped(piece.words, drawer.draw)
    return Task(f"{number:03}", words, piece.intent, kind, piece.far, piece.said)


def wrapped(words: str, draw: random.Random) -> str:
    """The sentence as this person begins and ends it."""
    words = words.strip()
    question, order = words.endswith("?"), words.split()[0].lower() in _ORDER_WORDS
    several = bool(re.search(r"[.?!] ", words))
    chance = draw.random()
    if order and not several and chance < 0.10:
        words = f"{draw.choice(('could you', 'can you', 'would you', 'please'))} {words}"
        words += "?" if not words.startswith("please") else ""
    elif chance < 0.16:
        words = f"{draw.choice(('hey,', 'hi,', 'ok,', 'so,', 'quick one:'))} {words}"
    elif chance < 0.22 and not question:
        words = f"{words.rstrip('.')}{draw.choice((', please', ' please', ', thanks'))}"
    if draw.random() < 0.5:
        words = words[0].upper() + words[1:]
        if draw.random() < 0.4 and words[-1] not in '.?!"':
            words += "."
    return words


# -- joined --------------------------------------------------------------------------------------------------------


def _both(drawer: Drawer) -> Piece:
    orders = (
        whole.change_setting, whole.change_setting, one.add, one.set_field, one.set_flag, one.deed, whole.act,
    )  # fmt: skip
    first_kind, second_kind = drawer.draw.sample(orders, 2)
    if drawer.draw.random() < 0.3:
        second_kind = drawer.draw.choice((several.count, whole.fact, whole.ask_setting, one.read_field))
    first, second = first_kind(drawer), second_kind(drawer)
    if _about(first.intent) & _about(second.intent):
        raise CantDraw
    begin = first.words.rstrip(".")
    put = drawer.draw.choice(("{0}, and {1}", "{0} and {1}", "{0}. {2}", "{0}, then {1}", "{0}. Also, {1}"))
    if "?" in begin or begin[-1] == '"':
        put = "{0} {2}" if begin.endswith("?") else "{0}, and {1}"
    words = put.format(begin, second.words, second.words[0].upper() + second.words[1:])
    assert not isinstance(first.intent, Both | If) and not isinstance(second.intent, Both | If)
    return Piece(words, Both(first.intent, second.intent), first.far and second.far, {**first.said, **second.said})


def _about(intent: Intent) -> set[str]:
    """What two intents at once may not share: the same thing, setting or page."""
    return {
        value
        for name, value in vars(intent).items()
        if isinstance(value, str) and name in ("title", "setting", "action")
    }


def _conditional(drawer: Drawer) -> Piece:
    asked = drawer.draw.choice((whole.ask_setting, whole.ask_setting, one.ask_flag))(drawer)
    question = asked.intent
    if not isinstance(question, AskSetting | AskFlag):
        raise CantDraw
    then = drawer.draw.choice((whole.change_setting, one.add, whole.act, one.deed))(drawer)
    if _about(then.intent) & _about(question) and not isinstance(question, AskFlag):
        raise CantDraw
    holds = drawer.draw.random() < 0.6
    if not drawer.far and isinstance(question, AskSetting):
        label = drawer.blueprint.label_of(f"setting.{question.setting}")
        words = f'if "{label}" is {"on" if holds else "off"}, {then.words}'
        far = False
    else:
        if_so = drawer.draw.choice(
            ("If so, {0}", "If yes, {0}", "If it is, {0}") if holds else ("If not, {0}", "If no, {0}")
        )
        if if_so.startswith("If it is") and not re.match(r"is\b", asked.words, re.I):
            if_so = "If so, {0}"
        words = f"{asked.words.rstrip('?.')}? {if_so.format(then.words)}"
        far = asked.far and then.far
    assert not isinstance(then.intent, Both | If)
    return Piece(words, If(question, holds, then.intent), far, {**asked.said, **then.said})


def _unless_there(drawer: Drawer) -> Piece:
    """Add something that may be there already."""
    piece = one.add(drawer)
    if not isinstance(piece.intent, Add):
        raise CantDraw
    title = piece.intent.title
    words, said = piece.words, dict(piece.said)
    if drawer.draw.random() < 0.5 and piece.of_another:  # one that is there
        there = drawer.title_of()
        words = piece.of_another(there)
        said.pop(title)
        piece = Piece(words, Add(there, piece.intent.fields), piece.far, {**said, there: there})
        title = there
    assert isinstance(piece.intent, Add)
    unless = drawer.draw.choice(
        (" unless it's there already", ", if it isn't there yet", ", but only once, I may have it already")
    )
    intent = If(Exists(title), False, piece.intent)
    return Piece(words.rstrip(".?") + unless, intent, piece.far, piece.said)


def _corrected(drawer: Drawer) -> Piece:
    piece = drawer.draw.choice((whole.change_setting, one.set_field))(drawer)
    if not piece.corrected:
        raise CantDraw
    return replace(piece, words=piece.corrected)


def _prohibited(drawer: Drawer) -> Piece:
    """An order, and a thing that isn't to be touched."""
    piece = drawer.draw.choice((one.deed, one.set_flag, one.set_field))(drawer)
    if not isinstance(piece.intent, DoDeed | SetFlag | AddPart):
        raise CantDraw
    other = drawer.title_of()
    if other == piece.intent.title or "?" in piece.words:
        raise CantDraw
    leave = drawer.draw.choice(
        (", but leave {0} as it is", ", and don't touch {0}", ", not {0}", ", but keep your hands off {0}")
    )
    words = piece.words.rstrip(".") + leave.format(drawer.said_title(other))
    return Piece(words, piece.intent, piece.far, piece.said)


def _all_but(drawer: Drawer) -> Piece:
    piece = several.loop(drawer)
    where = getattr(piece.intent, "where", Where())
    if not isinstance(piece.intent, DeedAll | FlagAll) or not where.but:
        raise CantDraw
    return piece


_WAYS: dict[str, dict[str, tuple[int, Callable[[Drawer], Piece]]]] = {
    "settings": {"change": (4, whole.change_setting), "ask": (1, whole.ask_setting)},
    "reads": {
        "field": (5, one.read_field), "flag": (3, one.ask_flag), "count": (4, several.count), "list": (3, several.list_all),
        "exists": (2, one.exists), "show": (2, one.show), "page": (2, whole.page), "fact": (3, whole.fact),
    },
    "adds": {"add": (1, one.add)},
    "edits": {"field": (1, one.set_field)},
    "flags": {"flag": (1, one.set_flag)},
    "deeds": {"deed": (1, one.deed)},
    "parts": {"part": (1, one.part)},
    "loops": {"loop": (1, several.loop)},
    "composites": {
        "two": (4, _both), "if": (2, _conditional), "unless": (1, _unless_there), "correction": (2, _corrected),
        "prohibition": (1, _prohibited), "all_but": (1, _all_but),
    },
    "irrelevant": {"absent": (5, whole.absent), "not_there": (3, whole.not_there), "not_offered": (1, whole.not_offered)},
    "actions": {"action": (1, whole.act)},
    "views": {"sort": (1, whole.arrange), "filter": (1, whole.narrow)},
}  # fmt: skip
