"""What a plan comes to for a person: its acts, each with the thing that it is done to. What only leads there is left out: rows that
are opened or held for what is done to them then, menus, pages.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from apidocs.doc import Effect
from apidocs.doc.buttons import says_yes
from apidocs.doc.effects import asks, severity
from apidocs.doc.words import singular, split_words

from .alike import key_of
from .parts import changed, deep, parts, within
from .phrases import MOST, Phrases, made_text
from .plans import Plan
from .reaching import NOWHERE, Places, Ways
from .tree import AsWritten, Code, Keep, Look, Loop, More, Node, Step, Subject, Value, Variable

_T = TypeVar("_T")
_COUNT = "number of them"
_LEADS = frozenset({"open", "long_press", "back", "open_app", "scroll_down", "scroll_up", "wait"})
_BEFORE_NAMES = frozenset("a an the my our".split())


@dataclass(frozen=True)
class Deed:
    """One act, or several in a loop or under a test, in a plan without what only leads there."""

    node: Node
    things: dict[int, Subject] = field(compare=False, repr=False)
    """What the steps in it are done to, by the steps' ids: the row that was opened or held before."""
    key: str
    """The same for acts that are the same to a person."""
    grave: bool
    """Whether it does more than save: deletes, sends."""

    @property
    def opened(self) -> Subject | None:
        """Of one act: the row that was opened or held before, and that it is done to."""
        return self.things.get(id(self.node))

    @property
    def thing(self) -> Subject | None:
        """Of one act: the row that it is done to."""
        match self.node:
            case Step(on=Subject(row=row) as on) if row is not None:
                return on
        return self.opened


def deeds_of(plan: Plan) -> tuple[Deed, ...]:
    """The acts of a plan, in order; of one that only leads somewhere, where it leads."""
    return _Walk(plan).deeds


def sayable(deeds: Sequence[Deed]) -> bool:
    """Whether all of it can be said in words: nothing of it is kept under names, or known as code alone. A count can."""
    nodes = tuple(deed.node for deed in deeds)
    looped = {name for node in deep(nodes) if isinstance(node, Loop) for name in node.variable.split(", ")}
    for part in parts(nodes):
        match part:
            case More(name) if name == _COUNT:
                continue
            case Keep() | More() | AsWritten():
                return False
            case Code(text) if not made_text(text, MOST):
                return False
            case Variable(name) if name not in looped and name != _COUNT:
                return False
    return True


class _Walk:
    """One plan gone through, with the thing that is open."""

    def __init__(self, plan: Plan) -> None:
        self._doc, self._ways = plan.doc, Ways(plan.doc)
        self._phrases = Phrases(plan.doc)
        self._things: dict[int, Subject] = {}
        self._thing: Subject | None = None
        self._here: Places = NOWHERE
        nodes = self._block(_with_its_count(plan.deeds))
        self.deeds = tuple(Deed(node, self._things, self._key(node), self._grave(node)) for node in nodes)

    def _block(self, nodes: Sequence[Node]) -> tuple[Node, ...]:
        """The steps without those that only lead to the next; what comes last is kept, for it is what one is shown."""
        kept: list[Node] = []
        last: Node | None = None
        for node in nodes:
            last = None
            if isinstance(node, Step):
                self._met(node)
                if self._leads(node):
                    last = node
                    continue
            elif isinstance(node, Look):
                continue
            kept.append(within(node, self._block))
        if last is not None and (not kept or not isinstance(last, Step) or last.op not in ("back", "wait")):
            kept.append(last)
        return tuple(kept)

    def _met(self, step: Step) -> None:
        """Which thing is open at a step, and after it."""
        on = step.on
        if on.row is not None:
            if not on.part and step.op in ("open", "tap", "long_press"):
                self._thing, self._here = on, self._ways.after(step, self._here)
            return
        if on.screen and self._thing is not None and self._goes_on(on.screen):
            self._things[id(step)] = self._thing
        elif on.screen:
            self._thing = None
        self._here = self._ways.after(step, self._here)

    def _goes_on(self, screen: str) -> bool:
        """Whether a screen is come to from the thing that is open, and not by leaving it."""
        left = {self._thing.screen if self._thing is not None else "", self._doc.start}
        if screen in left:
            return False
        for place in self._here:
            ways = self._ways.path(place, screen) if place else []
            if place and place != screen and (not ways or any(way.target in left for way in ways)):
                return False
        return True

    def _leads(self, step: Step) -> bool:
        on, element = step.on, self._ways.element(step.on)
        if on.row is not None and not on.part:
            effect = element.item.effect if element is not None and element.item is not None else Effect.NAVIGATE
            return step.op in (*_LEADS, "tap") and not asks(effect)
        if step.op in _LEADS:
            return True
        known = element is not None and not asks(element.effect)
        return step.op == "tap" and known and not on.part and bool(self._ways.targets(on, "tap"))

    def _grave(self, node: Node) -> bool:
        steps = [step for step in deep([node]) if isinstance(step, Step)]
        return any(severity(self._ways.effect(step)) > severity(Effect.COMMIT) for step in steps)

    def _key(self, node: Node) -> str:
        if not isinstance(node, Step):
            return key_of([_spelled(node, self._phrases)])
        thing = node.on if node.on.row is not None else self._things.get(id(node))
        if thing is None:
            return key_of([_spelled(node, self._phrases)])
        row = dataclasses.replace(thing, part="", screen="", element=self._phrases.noun(thing), item="", variable="")
        what = node.on.part if node.on.row is not None else self._phrases.label(node.on).casefold()
        where = node.on.screen if says_yes(what) else ""
        return repr((node.op, where, what, node.args, _spelled(row, self._phrases)))


def _with_its_count(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """With a name that only counts, from 0 by one, called what it is: there is no more to say of it."""
    every = list(deep(nodes))
    kept = [node for node in every if isinstance(node, Keep)]
    more = [node for node in every if isinstance(node, More)]
    names = {node.variable for node in kept} & {node.variable for node in more}
    counts = {
        name
        for name in names
        if [node.value for node in kept if node.variable == name] == [Value(0)]
        and all(node.by == Value(1) for node in more if node.variable == name)
        and any(isinstance(node, Keep) and node.variable == name for node in nodes)
    }
    if len(counts) != 1:
        return tuple(nodes)

    def called(part: object) -> object:
        match part:
            case Variable(name) if name in counts:
                return Variable(_COUNT)
            case More(name, by) if name in counts:
                return More(_COUNT, by)
        return part

    return changed(tuple(n for n in nodes if not (isinstance(n, Keep) and n.variable in counts)), called)


def _spelled(part: _T, phrases: Phrases) -> _T:
    """With every row called by the words alone that tell it from others: "the gym alarm" among alarms is "gym"."""

    def plainer(one: object) -> object:
        match one:
            case Subject(row=Value(str() as text)):
                return dataclasses.replace(one, row=Value(_bare(text, phrases.noun(one))))
        return one

    return changed(part, plainer)


def _bare(text: str, noun: str) -> str:
    kinds = {singular(word) for word in split_words(noun)}
    words = [word for word in split_words(text, camel=False)]
    telling = [word for word in words if word not in _BEFORE_NAMES and singular(word) not in kinds]
    return " ".join(telling or words) or text
