"""Where two plans differ in what they do on the phone: one line for each, to put to the person."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from itertools import takewhile, zip_longest

from apidocs.doc import AppDoc
from apidocs.doc.buttons import says_yes

from .alike import key_of
from .phrases import MOST
from .plans import Plan, same
from .tree import Branch, Loop, Node, Step, While
from .wording import Words
from .writing import script_of

AIMED = 60
"""Characters that a line should not be longer than."""
_TIGHT = 22
"""Characters of a label or a text where a line would be too long otherwise."""
NOTHING = "Do nothing"
LEAVE_OUT = "Leave that out"


def difference(plan: Plan, other: Plan, doc: AppDoc) -> tuple[str, str]:
    """Both plans in a line each, without what they have in common: `Tap Sync`, `Open the note "Sync now"`.

    The two are distinct where the plans are; both are empty where the plans do the same.
    """
    if same(plan, other):
        return "", ""
    one, two = _apart(plan.deeds, other.deeds)
    for where in (False, True):
        for fit in (True, False):
            said = _Lines(doc, where, fit)
            lines = said.of(one), said.of(two)
            if lines[0] != lines[1]:
                return _left_out(*lines, shared=bool(plan.deeds and other.deeds))
    return _by_text(*((one, two) if one != two else (plan.deeds, other.deeds)))


def _by_text(one: Sequence[Node], two: Sequence[Node]) -> tuple[str, str]:
    """The first lines of two scripts that aren't the same."""
    left, right = script_of(one).splitlines(), script_of(two).splitlines()
    for first, second in zip_longest(left, right, fillvalue=""):
        if first.strip() != second.strip():
            return first.strip() or LEAVE_OUT, second.strip() or LEAVE_OUT
    # only how far they are set in tells them apart
    return "; ".join(left).replace("    ", "› "), "; ".join(right).replace("    ", "› ")


def _apart(one: Sequence[Node], two: Sequence[Node]) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """What of two runs of steps is not in both, at the beginning and at the end; of two loops or branches over the same, what
    is different in them."""
    left, right = [key_of([node]) for node in one], [key_of([node]) for node in two]
    begins = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False))))
    most = min(len(left), len(right)) - begins
    pairs = zip(reversed(left), reversed(right), strict=False)
    ends = min(most, len(list(takewhile(lambda pair: pair[0] == pair[1], pairs))))
    rest = tuple(one[begins : len(one) - ends]), tuple(two[begins : len(two) - ends])
    if not rest[0] and not rest[1]:
        return tuple(one), tuple(two)  # only names tell them apart
    match rest:
        case ((Loop() | While() as a,), (Loop() | While() as b,)) if _head(a) == _head(b):
            inner, other = _apart(a.body, b.body)
            return (dataclasses.replace(a, body=inner),), (dataclasses.replace(b, body=other),)
        case ((Branch() as a,), (Branch() as b,)) if key_of([_bare(a)]) == key_of([_bare(b)]):
            if key_of(a.otherwise) == key_of(b.otherwise) and a.then and b.then:
                inner, other = _apart(a.then, b.then)
                return (Branch(a.test, inner),), (Branch(b.test, other),)
    return rest


def _head(node: Loop | While) -> str:
    return key_of([dataclasses.replace(node, body=())])


def _bare(branch: Branch) -> Branch:
    return Branch(branch.test, ())


def _left_out(one: str, two: str, *, shared: bool) -> tuple[str, str]:
    if shared and NOTHING in (one, two):
        return (LEAVE_OUT, two) if one == NOTHING else (one, LEAVE_OUT)
    return one, two


class _Lines:
    def __init__(self, doc: AppDoc, where: bool, fit: bool) -> None:
        """`where`: with the screens' names; `fit`: cut to what a line takes, as far as that goes."""
        self._doc, self._where, self._fit = doc, where, fit

    def of(self, nodes: Sequence[Node]) -> str:
        """Some steps in a line."""
        if not self._fit:
            return self._joined(nodes, MOST, len(nodes))
        # whole, then with shorter texts, then the first steps only
        ways = [(MOST, len(nodes)), (_TIGHT, len(nodes)), *((_TIGHT, some) for some in range(len(nodes) - 1, 0, -1))]
        lines = [self._joined(nodes, most, some) for most, some in ways]
        return next((line for line in lines if len(line) <= AIMED), lines[-1])

    def _joined(self, nodes: Sequence[Node], most: int, some: int) -> str:
        lines = [self._words(node, most).line(node) for node in nodes[:some]]
        said = ", then ".join(line if n == 0 else f"{line[:1].lower()}{line[1:]}" for n, line in enumerate(lines))
        left = len(nodes) - some
        return f"{said}, and {left} more step{'s' * (left > 1)}" if left else said or NOTHING

    def _words(self, node: Node, most: int) -> Words:
        return Words(self._doc, where=self._where or self._says_yes(node), most=most)

    def _says_yes(self, node: Node) -> bool:
        """Whether it taps a button that means only what stands around it: OK, Yes."""
        if not isinstance(node, Step) or node.op != "tap" or node.on.row is not None:
            return False
        element = self._doc.element(node.on.screen, node.on.element)
        return element is not None and says_yes(element.label or element.name)
