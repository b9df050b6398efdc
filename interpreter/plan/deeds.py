"""What a plan comes to for a person: its acts, each with the thing that it is done to. What only leads there is left out: rows that
are opened or held for what is done to them then, menus, pages.
"""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from apidocs.doc import Effect
from apidocs.doc.buttons import says_yes
from apidocs.doc.effects import asks, severity
from apidocs.doc.words import singular, split_words
from interpreter.reading.scripts import names_given

from .alike import key_of
from .own_names import kept_as
from .parts import Block, all_changed, changed, deep, within
from .phrases import COUNT, Phrases
from .plans import Plan
from .reaching import NOWHERE, Places, Ways
from .tree import Read, Rows, Step, Subject, constant, dumped

_Part = TypeVar("_Part", bound=ast.AST)
_LEADS = frozenset({"open", "long_press", "back", "open_app", "scroll_down", "scroll_up", "wait"})
_BEFORE_NAMES = frozenset("a an the my our".split())


@dataclass(frozen=True)
class Deed:
    """One act, or several in a loop or under a test, in a plan without what only leads there."""

    node: ast.stmt
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

    def _block(self, nodes: Sequence[ast.stmt]) -> Block:
        """The steps without those that only lead to the next; what comes last is kept, for it is what one is shown."""
        kept: Block = []
        last: ast.stmt | None = None
        for node in nodes:
            last = None
            if isinstance(node, Step):
                self._met(node)
                if self._leads(node):
                    last = node
                    continue
            elif isinstance(node, ast.Expr) and isinstance(node.value, Read | Rows | Subject):
                continue
            kept.append(within(node, self._block))
        if last is not None and (not kept or not isinstance(last, Step) or last.op not in ("back", "wait")):
            kept.append(last)
        return kept

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

    def _grave(self, node: ast.stmt) -> bool:
        steps = [step for step in deep([node]) if isinstance(step, Step)]
        return any(severity(self._ways.effect(step)) > severity(Effect.COMMIT) for step in steps)

    def _key(self, node: ast.stmt) -> str:
        if not isinstance(node, Step):
            return key_of([_spelled(node, self._phrases)])
        thing = node.on if node.on.row is not None else self._things.get(id(node))
        if thing is None:
            return key_of([_spelled(node, self._phrases)])
        row = dataclasses.replace(thing, part="", screen="", element=self._phrases.noun(thing), item="", variable="")
        what = node.on.part if node.on.row is not None else self._phrases.label(node.on).casefold()
        where = node.on.screen if says_yes(what) else ""
        return repr((node.op, where, what, dumped(node.args), dumped(_spelled(row, self._phrases))))


def _with_its_count(nodes: Block) -> Block:
    """With a name that only counts, from 0 by one, called what it is: there is no more to say of it."""
    every, counts = list(deep(nodes)), set[str]()
    for name in filter(None, map(kept_as, nodes)):
        given = [dumped(node.value) for node in every if isinstance(node, ast.Assign) and kept_as(node) == name]
        more = {
            dumped(node.value)
            for node in every
            if isinstance(node, ast.AugAssign) and names_given(node.target) == [name]
        }
        if given == [dumped(constant(0))] and more == {dumped(constant(1))}:
            counts.add(name)
    if len(counts) != 1:
        return nodes

    def called(part: ast.AST) -> ast.AST:
        return ast.Name(COUNT, part.ctx) if isinstance(part, ast.Name) and part.id in counts else part

    return all_changed([node for node in nodes if kept_as(node) not in counts], called)


def _spelled(part: _Part, phrases: Phrases) -> _Part:
    """With every row called by the words alone that tell it from others: "the gym alarm" among alarms is "gym"."""

    def plainer(one: ast.AST) -> ast.AST:
        match one:
            case Subject(row=ast.Constant(str() as text)):
                return dataclasses.replace(one, row=ast.Constant(_bare(text, phrases.noun(one))))
        return one

    return changed(part, plainer)


def _bare(text: str, noun: str) -> str:
    kinds = {singular(word) for word in split_words(noun)}
    words = [word for word in split_words(text, camel=False)]
    telling = [word for word in words if word not in _BEFORE_NAMES and singular(word) not in kinds]
    return " ".join(telling or words) or text
