"""What plans do, in a line to put to the person: a plan's acts, and where two plans differ in theirs."""

from __future__ import annotations

import ast
import copy
import dataclasses
from collections.abc import Callable, Sequence
from itertools import groupby, takewhile
from typing import TypeVar

from apidocs.doc import AppDoc
from apidocs.doc.buttons import says_yes
from apidocs.doc.words import cut, plural

from .alike import key_of
from .deeds import Deed, deeds_of
from .parts import Forking, parts
from .phrases import MOST, Phrases, Unsayable
from .plans import Plan, same
from .tree import Step
from .wording import Words, lower

_T = TypeVar("_T")
AIMED = 60
"""Characters that a line should not be longer than."""
_TIGHT = 22
"""Characters of a label or a text where a line would be too long otherwise."""
_NAMED = 5
"""Things named one by one where the same is done to several."""
NOTHING = "Do nothing"
ALSO = ", and also: "
"""Before what one of two plans does besides, behind what both do."""
ONLY = "Only this: "
"""Before what both do, where one does no more."""


def in_words(plan: Plan) -> str:
    """All that a plan does, in a line of any length; empty where not all of it can be said in words."""
    return _said(_Lines(plan.doc, False, False), deeds_of(plan))


def in_a_line(plan: Plan, most: int) -> str:
    """The same where it has no more than `most` characters, else cut to a line: what is graver than to save stands in it, however
    long it gets."""
    whole = in_words(plan)
    return whole if len(whole) <= most else _said(_Lines(plan.doc, False, True), deeds_of(plan))


def each_in_words(plan: Plan) -> list[str]:
    """The acts of a plan, a line each; those that can't be said in words are left out."""
    lines = _Lines(plan.doc, False, False)
    return [line for deed in deeds_of(plan) if (line := _said(lines, [deed]))]


def do_the_same(plan: Plan, other: Plan) -> bool:
    """Whether two plans do the same to the same things, by whichever way: deleted on its page or from the list. Where they say the
    same in words, they say it of the same texts, and of no two things of one screen."""
    if same(plan, other) or not any(_apart(deeds_of(plan), deeds_of(other))):
        return True
    alike = bool(said := in_words(plan)) and said == in_words(other) and _texts(plan) == _texts(other)
    one, two = _by_screen(plan), _by_screen(other)
    return alike and all(one[screen] == two[screen] for screen in one.keys() & two.keys())


def _texts(plan: Plan) -> list[str]:
    return sorted(
        node.value for node in parts(plan.deeds) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _by_screen(plan: Plan) -> dict[str, set[str]]:
    """The things of each screen that a plan touches."""
    found: dict[str, set[str]] = {}
    for node in parts(plan.deeds):
        if isinstance(node, Step) and node.on.element:
            found.setdefault(node.on.screen, set()).add(node.on.element)
    return found


def difference(plan: Plan, other: Plan, doc: AppDoc) -> tuple[str, str]:
    """What two plans do, in a line each: `Tap Sync`, `Delete the note "Draft 2"`; what both do is left out.

    Both are empty where a person is not to be asked which of them is meant: where the two do the same to the same things, by
    whichever way and however a thing is spelled, and where something of it can't be said in words.
    """
    whole = deeds_of(plan), deeds_of(other)
    one, two = _apart(*whole)
    if same(plan, other) or not one and not two:
        return "", ""
    try:
        if whole[0] and whole[1] and not (one and two):
            return _with_and_without(whole, (one, two), doc)
        for where in (False, True):
            for fit in (True, False):
                said = _Lines(doc, where, fit)
                lines = said.of(one), said.of(two)
                if lines[0] != lines[1]:
                    return lines
    except Unsayable:
        pass
    return "", ""


def _with_and_without(
    whole: tuple[Sequence[Deed], Sequence[Deed]], rest: tuple[Sequence[Deed], Sequence[Deed]], doc: AppDoc
) -> tuple[str, str]:
    """One plan does all that the other does, and more: both whole where they are short enough."""
    said = _Lines(doc, False, False)
    lines = said.of(whole[0]), said.of(whole[1])
    if all(len(line) <= AIMED for line in lines) and lines[0] != lines[1]:
        return lines
    fit = _Lines(doc, False, True)
    more, both = fit.of(rest[0] or rest[1]), fit.of(whole[1] if rest[0] else whole[0])
    also, only = f"{both}{ALSO}{lower(more)}", f"{ONLY}{lower(both)}"
    return (also, only) if rest[0] else (only, also)


def _apart(one: Sequence[Deed], two: Sequence[Deed]) -> tuple[tuple[Deed, ...], tuple[Deed, ...]]:
    """What of two plans' acts is not in both; of two loops or branches over the same, what is different in them."""
    rest = _without_common(one, two, lambda deed: deed.key)
    match rest:
        case ((Deed(node=a) as first,), (Deed(node=b) as second,)):
            inner, other = _within(a, b)
            return (dataclasses.replace(first, node=inner),), (dataclasses.replace(second, node=other),)
    return rest


def _within(a: ast.stmt, b: ast.stmt) -> tuple[ast.stmt, ast.stmt]:
    """Two loops or branches over the same, with what is different in them alone."""
    if not (isinstance(a, Forking) and isinstance(b, Forking)) or _head(a) != _head(b) or not a.body or not b.body:
        return a, b
    inner, other = _without_common(a.body, b.body, lambda node: key_of([node]))
    if len(inner) == len(other) == 1:
        inner, other = ((one,) for one in _within(inner[0], other[0]))
    return _with_body(a, inner), _with_body(b, other)


def _head(node: Forking) -> str:
    return key_of([_with_body(node, []), *node.orelse])


def _with_body(node: Forking, body: Sequence[ast.stmt]) -> Forking:
    made = copy.copy(node)
    made.body, made.orelse = list(body), []
    return made


def _without_common(
    one: Sequence[_T], two: Sequence[_T], key: Callable[[_T], str]
) -> tuple[tuple[_T, ...], tuple[_T, ...]]:
    """Two runs without what both begin and end with."""
    left, right = [key(each) for each in one], [key(each) for each in two]
    begins = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False))))
    most = min(len(left), len(right)) - begins
    pairs = zip(reversed(left), reversed(right), strict=False)
    ends = min(most, len(list(takewhile(lambda pair: pair[0] == pair[1], pairs))))
    return tuple(one[begins : len(one) - ends]), tuple(two[begins : len(two) - ends])


def _said(lines: _Lines, deeds: Sequence[Deed]) -> str:
    try:
        return lines.of(deeds)
    except Unsayable:
        return ""


class _Lines:
    def __init__(self, doc: AppDoc, where: bool, fit: bool) -> None:
        """`where`: with the screens' names; `fit`: cut to what a line takes, as far as that goes."""
        self._doc, self._where, self._fit = doc, where, fit

    def of(self, deeds: Sequence[Deed]) -> str:
        """Some acts in a line. What is graver than to save stands in it, however long it gets; of the rest the first ones."""
        whole = self._joined(deeds, MOST)
        if not self._fit or len(whole) <= AIMED:
            return whole
        others = [deed for deed in deeds if not deed.grave]
        for some in range(len(others), -1, -1):
            kept = [deed for deed in deeds if deed.grave or any(deed is one for one in others[:some])]
            left = len(deeds) - len(kept)
            said = self._joined(kept, _TIGHT)
            line = f"{said}, and {left} more step{'s' * (left > 1)}" if left else said
            if len(line) <= AIMED or len(kept) == 1 or not some:
                return line
        return whole

    def _joined(self, deeds: Sequence[Deed], most: int) -> str:
        lines = []
        for _, same_act in groupby(_told(deeds), lambda told: self._act(told[0], told[1], most)):
            lines.append(self._line(list(same_act), most))
        return ", then ".join(line if n == 0 else lower(line) for n, line in enumerate(lines)) or NOTHING

    def _act(self, deed: Deed, named: bool, most: int) -> str:
        """What is done, whichever row it is done to; of what is done to none, or not said to be, which act it is."""
        thing = deed.thing if named else None
        if thing is None or not isinstance(thing.row, ast.Constant):
            return str(id(deed))
        return self._words(deed, named, most).line(deed.node, Phrases(self._doc).noun(thing))

    def _line(self, told: Sequence[tuple[Deed, bool]], most: int) -> str:
        deed, named = told[0]
        words = self._words(deed, named, most)
        if len(told) == 1:
            return words.line(deed.node)
        rows = [one.thing.row for one, _ in told if one.thing is not None]
        titles = [f'"{cut(str(row.value), most)}"' for row in rows if isinstance(row, ast.Constant)]
        more = f" and {len(titles) - _NAMED} more" if len(titles) > _NAMED and self._fit else ""
        noun = plural(Phrases(self._doc).noun(deed.thing)) if deed.thing is not None else "things"
        shown = titles[:_NAMED] if more else titles
        return f"{words.line(deed.node, f'{len(titles)} {noun}')}: {', '.join(shown)}{more}"

    def _words(self, deed: Deed, named: bool, most: int) -> Words:
        things = deed.things if named else {}
        return Words(self._doc, where=self._where or self._says_yes(deed.node), most=most, things=things)

    def _says_yes(self, node: ast.stmt) -> bool:
        """Whether it taps a button that means only what stands around it: OK, Yes."""
        if not isinstance(node, Step) or node.op != "tap" or node.on.row is not None:
            return False
        element = self._doc.element(node.on.screen, node.on.element)
        return element is not None and says_yes(element.label or element.name)


def _told(deeds: Sequence[Deed]) -> list[tuple[Deed, bool]]:
    """Each act, and whether the thing it is done to is said with it: of several done to what was opened, with the last."""
    following = [*deeds[1:], None][: len(deeds)]
    return [
        (deed, next_one is None or deed.opened is None or deed.opened != next_one.opened)
        for deed, next_one in zip(deeds, following, strict=True)
    ]
