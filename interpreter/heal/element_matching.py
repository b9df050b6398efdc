"""The healing ladder: finding an element again whose locator no longer fits, by all that is known of it.

Scores every control in the window in front over id, words, class, neighbours and place, the most specific first, and gives
each known element of the screen a control of its own. What comes out counts only with a margin: deciding between two is
never left to chance where something could be lost. Looks at one dump; touches nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from apidocs.doc import Effect, Element, Kind
from apidocs.doc.effects import asks, effect_of, judge, severity
from apidocs.doc.words import purpose_words, stems
from apidocs.screens.lists import find_lists
from apidocs.screens.windows import Window, words_on
from phones.hierarchy import Hierarchy, Node
from phones.locating import Locator, find

from ..screen.matching import NEAR, likeness, plain_words

WEIGHTS = {"id": 4.0, "words": 4.0, "cls": 1.5, "beside": 2.0, "place": 1.5}
"""The ladder's rungs, most specific first. An id or a label that an update leaves alone decides nearly by itself."""
SCORE = 0.45
"""From which a control can be taken for the element at all."""
MARGIN = 0.12
"""By how much it has to be better than the next."""
GRAVE_SCORE, GRAVE_MARGIN = 0.5, 0.2
"""The same two where something could be lost."""
LEADING_SCORE, LEADING_MARGIN = 0.35, 0.05
"""And for what only leads to another screen: where it leads is looked at, and back is a way out."""
_TOLD = 0.6
"""How much a text's id or label has to agree for it to be read: `detail_label` isn't `detail_groups`."""
_EDGE = 0.25
"""Less agreement is none."""


@dataclass(frozen=True)
class Print:
    """What is known of an element: from a recorded dump, or from the doc alone."""

    id: str = ""
    words: str = ""
    cls: str = ""
    editable: bool = False
    checkable: bool = False
    beside: frozenset[str] = frozenset()
    """Words and ids of the controls next to it, two each way."""
    place: tuple[float, float] | None = None
    """Its centre as a share of its window's width and height."""
    kind: Kind | None = None
    """None: of a recorded node that is no element of the doc."""


@dataclass(frozen=True, eq=False)
class Found:
    """A control that was taken for an element."""

    node: Node
    score: float
    used: str
    """Which rungs carried it: `words+place`."""


@dataclass(frozen=True, eq=False)
class Ambiguous:
    """Several controls could be it."""

    nodes: list[Node] = field(default_factory=list)


def print_of(element: Element) -> Print:
    """What the doc alone says of an element; not that it can be checked, for a toggle's locator may be its row's."""
    locator = element.locator
    return Print(
        id=locator.resource_id,
        words=element.label or locator.text or locator.content_desc or locator.label,
        cls=locator.cls or locator.path.rsplit("/", 1)[-1].split("[")[0],
        editable=element.kind is Kind.INPUT,
        kind=element.kind,
    )


def print_of_node(window: Window, node: Node, kind: Kind | None = None, label: str = "") -> Print:
    """What a dump says of a node. `label` is its words where they don't stand in it."""
    controls = controls_of(window)
    return Print(
        id=node.resource_id,
        words=label or ("" if _is_content(node, kind) else words_on(node)),
        cls=node.short_class,
        editable=node.editable,
        checkable=node.checkable,
        beside=_beside(controls, node),
        place=_place(window, node),
        kind=kind,
    )


def _is_content(node: Node, kind: Kind | None) -> bool:
    """Whether what a node says is the person's: what was typed into it, what is read from it."""
    return kind is Kind.TEXT or node.editable and node.text != node.hint


def controls_of(window: Window) -> list[Node]:
    """What can be acted on in the window; rows of content lists left out, and a switch that is a part of its row."""
    content = find_lists(window, frozenset()).inside
    found = [
        n
        for n in window.nodes
        if (n.clickable or n.checkable or n.editable or n.long_clickable) and n.bounds.area and id(n) not in content
    ]
    rows = {id(n) for n in found if not n.checkable}
    return [n for n in found if not (n.checkable and not n.text and any(id(a) in rows for a in n.ancestors()))]


def _sayings(window: Window) -> list[Node]:
    """What says something and can't be acted on, rows of content lists left out."""
    content = find_lists(window, frozenset()).inside
    return [n for n in window.nodes if n.text and n.actionable() is None and id(n) not in content]


def _beside(controls: Sequence[Node], node: Node) -> frozenset[str]:
    at = next((i for i, n in enumerate(controls) if n is node), None)
    if at is None:
        return frozenset()
    near = [*controls[max(0, at - 2) : at], *controls[at + 1 : at + 3]]
    return frozenset(part for n in near for part in (n.id_name, "" if n.editable else words_on(n)) if part)


def _place(window: Window, node: Node) -> tuple[float, float]:
    root = window.root.bounds
    x, y = node.bounds.center
    return (x - root.left) / max(1, root.width), (y - root.top) / max(1, root.height)


def rungs(known: Print, window: Window, controls: Sequence[Node], node: Node) -> dict[str, float]:
    """How far each rung agrees, 0 to 1; those the print says nothing of are left out. Empty where the kinds can't agree."""
    turns = known.checkable or known.kind is Kind.TOGGLE
    if known.editable != node.editable or turns and not any(n.checkable for n in node.walk()):
        return {}
    found: dict[str, float] = {}
    if known.id:
        found["id"] = _same_id(known.id, node.resource_id)
    if known.words:
        found["words"] = max((_same_words(known.words, words) for words in _words_of(node)), default=0.0)
    if known.cls:
        found["cls"] = 1.0 if known.cls in (node.cls, node.short_class) else 0.3
    if known.beside:
        now = _beside(controls, node)
        found["beside"] = len(known.beside & now) / len(known.beside | now) if now else 0.0
    if known.place is not None:
        x, y = _place(window, node)
        away = ((x - known.place[0]) ** 2 + (y - known.place[1]) ** 2) ** 0.5
        found["place"] = max(0.0, 1 - 2.5 * away)
    return found


def _words_of(node: Node) -> Iterable[str]:
    words = [node.text, node.content_desc, node.hint]
    if not node.editable:
        words.append(words_on(node))
    return dict.fromkeys(w for w in words if w)


def _same_id(a: str, b: str) -> float:
    if not b:
        return 0.0
    short_a, short_b = a.rsplit("/", 1)[-1], b.rsplit("/", 1)[-1]
    if short_a == short_b:
        return 1.0
    words_a, words_b = set(purpose_words(short_a)), set(purpose_words(short_b))
    if min(len(short_a), len(short_b)) > 3 and (short_a in short_b or short_b in short_a):
        return 0.85
    return 0.8 * len(words_a & words_b) / len(words_a | words_b) if words_a and words_b else 0.0


def _same_words(a: str, b: str) -> float:
    if a.strip().casefold() == b.strip().casefold():
        return 1.0
    like = likeness(plain_words(a), plain_words(b))
    if like >= NEAR:
        return 0.85
    ours, theirs = stems(a), stems(b)
    common = ours & theirs
    shared = 0.5 * len(common) / len(ours | theirs) + 0.4 * len(common) / min(len(ours), len(theirs)) if common else 0.0
    return max(shared, 0.6 if _same_deed(a, b) else 0.0)


def _same_deed(a: str, b: str) -> bool:
    """Whether both say the same grave thing in other words: Delete, Remove."""
    one, other = judge(a, "", "", Kind.BUTTON), judge(b, "", "", Kind.BUTTON)
    return one.known and other.known and one.effect is other.effect and asks(one.effect)


def score_of(found: dict[str, float]) -> float:
    """The weighted share of what is known that agrees; a rung at nought weighs less, since updates change one at a time."""
    if not found:
        return 0.0
    total = sum(
        WEIGHTS[name] * (0.5 if value < 0.05 and name in ("id", "words") else 1.0) for name, value in found.items()
    )
    return sum(WEIGHTS[name] * value for name, value in found.items()) / total


def climb(known: Print, others: Sequence[Print], hierarchy: Hierarchy, effect: Effect) -> Found | Ambiguous | None:
    """Find the element in the window in front; `others` are the other known elements of its screen.

    All of them are matched with the controls at once, so that what is surely another element is out of the running; the
    margin is what the whole would lose if this element were any other control, or none. `effect` is the element's: what may
    lose something needs more, what only leads on less, as it is seen where it leads. None where nothing comes near.
    """
    window = Window.of(hierarchy)
    if window is None:
        return None
    # what is only read is no control, and is looked for among what says something
    reads = known.kind is Kind.TEXT
    controls = _sayings(window) if reads else controls_of(window)
    least, apart = _demands(Effect.READ if reads else effect)
    prints = [known, *(p for p in others if p != known and (p.kind is Kind.TEXT) == reads)]
    table: list[dict[int, float]] = []
    for one in prints:
        scores = {i: score_of(rungs(one, window, controls, n)) for i, n in enumerate(controls)}
        table.append({i: score for i, score in scores.items() if score >= _EDGE})
    table[0] = {i: score for i, score in table[0].items() if _no_worse(known, controls[i])}
    total, pairs = _match(table)
    chosen = pairs.get(0)
    if chosen is None or table[0][chosen] < least:
        return None
    agreed = rungs(known, window, controls, controls[chosen])
    if reads and (known.id or known.words) and max(agreed.get("id", 0.0), agreed.get("words", 0.0)) < _TOLD:
        return None  # what this thing doesn't have isn't read off what stands where it would
    if severity(effect) > severity(Effect.NAVIGATE) and not _says_it(known, agreed):
        # neither id nor words: only where every other element is there, and so this is the one that is left
        rest = [table[row][column] for row, column in pairs.items() if row]
        if len(rest) < len(prints) - 1 or min(rest, default=1.0) < 0.6:
            return None
    without, _ = _match([{i: s for i, s in table[0].items() if i != chosen}, *table[1:]])
    margin = total - without
    if margin < apart and not _unmistakable(prints, window, controls, chosen):
        near = sorted(table[0], key=lambda i: -table[0][i])[:4]
        return Ambiguous([controls[i] for i in near])
    used = "+".join(name for name, value in agreed.items() if value >= 0.5)
    return Found(controls[chosen], table[0][chosen], used or "what is left")


def _demands(effect: Effect) -> tuple[float, float]:
    """Score and margin that are asked for."""
    if asks(effect):
        return GRAVE_SCORE, GRAVE_MARGIN
    return (SCORE, MARGIN) if severity(effect) > severity(Effect.NAVIGATE) else (LEADING_SCORE, LEADING_MARGIN)


def _says_it(known: Print, agreed: dict[str, float]) -> bool:
    """Whether a control says itself that it is the element: by its id or its words; a field by standing where it stood."""
    if max(agreed.get("id", 0.0), agreed.get("words", 0.0)) >= 0.3 or not (known.id or known.words):
        return True
    return known.editable and agreed.get("place", 0.0) >= 0.9


def _unmistakable(prints: Sequence[Print], window: Window, controls: Sequence[Node], chosen: int) -> bool:
    """Whether the first print's id or words stand on this control alone, and no other print's do."""
    for name in ("id", "words"):
        here = [rungs(p, window, controls, controls[chosen]).get(name, 0.0) >= 0.85 for p in prints]
        there = [rungs(prints[0], window, controls, n).get(name, 0.0) >= 0.85 for n in controls]
        if here[0] and sum(here) == 1 and sum(there) == 1:
            return True
    return False


def _match(table: Sequence[dict[int, float]]) -> tuple[float, dict[int, int]]:
    """The best way to give each print a control of its own: its total, and which print got which."""
    import networkx as nx

    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    for row, scores in enumerate(table):
        for column, score in scores.items():
            graph.add_edge(("print", row), ("control", column), weight=score)
    total, pairs = 0.0, {}
    for a, b in nx.max_weight_matching(graph):
        (_, row), (_, column) = (a, b) if a[0] == "print" else (b, a)
        total += table[row][column]
        pairs[row] = column
    return total, pairs


def _no_worse(known: Print, node: Node) -> bool:
    """What may do graver things than the element did is not taken for it: Save may become Store, never Delete."""
    if known.kind is None or not known.words:
        return True
    was = effect_of(known.words, known.id, "", known.kind)
    now = effect_of(words_on(node), node.id_name, node.content_desc, known.kind)
    return severity(now) <= severity(was) or now is was


def prints_of(elements: Iterable[Element], recorded: Hierarchy | None) -> dict[str, Print]:
    """The prints of a screen's elements by name: from the recorded dump where they can be found in it, else the doc's."""
    window = Window.of(recorded) if recorded is not None else None
    found: dict[str, Print] = {}
    for element in elements:
        if element.kind is Kind.LIST:
            continue
        found[element.name] = print_of(element)
        if window is None or recorded is None:
            continue
        node = exactly(recorded, window, element.locator)
        if element.label and (node is None or not node.editable and words_on(node) != element.label):
            # a place in a list that was scrolled is another's; its words are its own
            named = [n for n in controls_of(window) if words_on(n) == element.label]
            node = named[0] if len(named) == 1 else None
        if node is not None:
            label = element.label if not words_on(node) or node.editable else ""
            found[element.name] = print_of_node(window, node, element.kind, label)
    return found


def exactly(hierarchy: Hierarchy, window: Window, locator: Locator) -> Node | None:
    """The one node of the window that a locator fits wholly."""
    inside = {id(n) for n in window.nodes}
    fits = [m for m in find(hierarchy, locator) if id(m.node) in inside]
    return fits[0].node if fits and fits[0].score > 0.99 else None
