"""Saying which node is meant, and finding it in a dump: several attributes with fallbacks, most specific first.

Decides how much agreement makes a match and how a new locator is written; whether a weaker match is good enough to act
on is left to the caller, who sees the score. Android's own ids (`android:id/button1`) and ids that several nodes or the
rows of a list share name a place rather than a thing: with them the words have to agree as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from phones.headings import heading_over, heading_words
from phones.hierarchy import SYSTEM_PACKAGES, Hierarchy, Node

WEIGHTS = {"resource_id": 5.0, "text": 4.0, "content_desc": 4.0, "label": 3.0, "cls": 1.0, "path": 1.0}
THRESHOLD = 0.4
"""Share of the weight that has to agree: an id with text, description and class gone is one match too far."""
_WORDS = ("text", "content_desc", "label")
_STEP = re.compile(r"(?P<cls>.*?)(?:\[(?P<position>\d+)\])?\Z", re.DOTALL)
_NO_STEPS = str.maketrans("/[]", "___")
_HOLDING = "*#"
_REPEATING = ("ListView", "GridView", "RecyclerView")


class Locator(BaseModel):
    """What is known of a node. Empty fields say nothing; the more agree, the surer the match."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    resource_id: str = ""
    """Full id, or the name after `id/` alone."""
    text: str = ""
    """Exact text. Left empty where the text changes."""
    content_desc: str = ""
    cls: str = ""
    label: str = ""
    """Words that stand beside or inside it: the node meant is in the same row as (or is the row around) this text."""
    path: str = ""
    """Classes and sibling positions from the window's root or the row, `FrameLayout[0]/ListView[2]`: the last resort.

    A step without a position, `ListView[2]/TextView`, fits every sibling of that class: that is how rows without ids
    are said. `.` is the row itself. `*#time`, within a list, is whatever of its children has a node with the id `time` in it.
    """
    instance: int = 0
    """Which of several equal matches, in document order."""
    under: str = ""
    """The heading it stands under, where the same stands on the page under another one. What is in view without its heading, or
    under another, is not meant, however much else agrees."""


THE_ROW = Locator(path=".")
"""Within a row, the row itself."""


@dataclass(frozen=True)
class Match:
    """A node and how it was found."""

    node: Node
    score: float
    """0 to 1: the share of the locator's weight that agreed."""
    used: str
    """The attributes that agreed, for the session: `resource_id+text`."""


def find(where: Hierarchy | Node, locator: Locator) -> list[Match]:
    """All nodes that match well enough, best first, equals in document order (the system's own windows last).

    Empty where none does; never raises. With `instance` n the n-th of the equally best (from 0) comes first, and nothing
    is found where there are not that many. Within a row (a Node) the row itself is a candidate too.
    """
    given = [name for name in WEIGHTS if getattr(locator, name)]
    if not given:
        return []
    total = sum(WEIGHTS[name] for name in given)
    nodes = list(_nodes(where))
    tests = _tests(where, nodes, locator, given)
    words = [name for name in given if name in _WORDS]
    sharing = sum(map(tests["resource_id"], nodes)) if "resource_id" in given else 0

    matches = []
    for node in nodes:
        agreed = [name for name in given if tests[name](node)]
        if not agreed or not _enough(node, given, agreed):
            continue
        if locator.under and heading_words(heading_over(node)) != locator.under:
            continue
        worded = any(name in agreed for name in words)
        if words and not worded and (sharing > 1 or _names_a_place(node)):
            continue
        score = sum(WEIGHTS[name] for name in agreed) / total
        if score >= THRESHOLD:
            matches.append(Match(node, score, "+".join(agreed)))
    matches.sort(key=lambda match: -match.score)
    if locator.instance and matches:
        equals = sum(match.score == matches[0].score for match in matches)
        if locator.instance >= equals:
            return []
        matches.insert(0, matches.pop(locator.instance))
    return matches


def build_locator(
    where: Hierarchy | Node,
    node: Node,
    *,
    stable_text: bool,
    changing: Collection[str] = (),
    label: str = "",
    under: str = "",
) -> Locator:
    """The most telling locator that finds `node` alone in this dump (or row): id, words, words beside it, path, count.

    `stable_text` says that what it and its row show is always the same; otherwise neither its own text and description
    nor the words of a list's row are written down. Texts that are `changing` are not written down either, wherever they
    stand: the number beside the word "Mobile". `label` are words beside it that are known for what it is called by, `under` the
    heading over it, where that has to tell it from another.
    """
    if under and heading_words(heading_over(node)) != under:  # it is out of view
        found = build_locator(where, node, stable_text=stable_text, changing=changing, label=label)
        return found.model_copy(update={"under": under})
    ids = {"resource_id": node.resource_id} if node.resource_id else {}
    cls = {"cls": node.cls} if node.cls else {}
    own = [
        {name: value}
        for name, value in (("text", node.text), ("content_desc", node.content_desc))
        if value and stable_text
    ]
    both = {name: value for words in own for name, value in words.items()}
    known = [label] if label and label not in changing else []
    near = [words for words in _labels(where, node, stable_text) if words not in changing and words not in known]
    beside = [{"label": words} for words in (*known, *near)]
    path = {"path": structural_path(node, where)}

    trials: list[dict[str, str]] = []
    if ids and not ((own or known) and _names_a_place(node)) and not (under and (own or beside)):
        trials.append(ids)
    trials += [ids | words for words in own]
    if ids:
        trials += [both, *([both | cls] if both else []), *(ids | words for words in beside), ids | both | path]
    else:
        trials += [words | cls for words in own]
        trials += [words | cls for words in beside] + beside
    trials += [cls | both | path, cls | path, path]
    for fields in trials:
        locator = Locator(**fields, under=under)
        if fields and _finds_alone(where, locator, node):
            return locator
    return _counted(where, node, Locator(**(ids or cls or path), under=under))


def structural_path(node: Node, where: Hierarchy | Node | None = None) -> str:
    """Where the node stands: `FrameLayout[0]/ListView[2]`, positions among all siblings.

    From the row when `where` is one (`.` for the row itself), else from the window's root. Windows come in no fixed
    order, so the root's position counts the app's windows first; it is left out where no Hierarchy says it.
    """
    steps: list[str] = []
    step = node
    while step is not where:
        if step.parent is None:
            rank = next((i for i, root in enumerate(_roots(where)) if root is step), None) if where else None
            steps.append(_step_name(step) + ("" if rank is None else f"[{rank}]"))
            break
        position = next(i for i, sibling in enumerate(step.parent.children) if sibling is step)
        steps.append(f"{_step_name(step)}[{position}]")
        step = step.parent
    return "/".join(reversed(steps)) or "."


def describe(node: Node) -> str:
    """One line for logs and messages: `Button "Save" #save at 540,720`."""
    words = f' "{node.label[:40]}"' if node.label else ""
    name = f" #{node.id_name}" if node.resource_id else ""
    x, y = node.bounds.center
    return f"{node.short_class or 'node'}{words}{name} at {x},{y}"


def in_repeating_list(node: Node) -> bool:
    """Below a ListView, GridView or RecyclerView, whose children are made over and over from the same ids."""
    return any(ancestor.short_class.endswith(_REPEATING) for ancestor in node.ancestors())


def _is_system(root: Node) -> bool:
    return root.package in SYSTEM_PACKAGES or root.keyboard


def _roots(where: Hierarchy | Node) -> list[Node]:
    return sorted(where.roots, key=_is_system) if isinstance(where, Hierarchy) else [where]


def _nodes(where: Hierarchy | Node) -> Iterator[Node]:
    for root in _roots(where):
        yield from root.walk()


def _names_a_place(node: Node) -> bool:
    return node.resource_id.startswith("android:id/") or in_repeating_list(node)


def _enough(node: Node, given: list[str], agreed: list[str]) -> bool:
    """Whether what agreed says anything: where an id or words are given, the class and the path alone never do."""
    for telling in (("resource_id", *_WORDS), ("path",), ("cls",)):
        if any(name in given for name in telling):
            return any(name in agreed for name in telling)
    return False


def _tests(
    where: Hierarchy | Node, nodes: list[Node], locator: Locator, given: list[str]
) -> dict[str, Callable[[Node], bool]]:
    full_id = "/" in locator.resource_id
    tests: dict[str, Callable[[Node], bool]] = {
        "resource_id": lambda n: (n.resource_id if full_id else n.id_name) == locator.resource_id,
        # an empty field may say its hint as its text; filled in, it is the same field
        "text": lambda n: n.text == locator.text or n.editable and n.hint == locator.text,
        "content_desc": lambda n: n.content_desc == locator.content_desc,
        "cls": lambda n: locator.cls in (n.cls, n.short_class),
    }
    if "path" in given:
        on_path = {id(node) for node in _follow(where, locator.path)}
        tests["path"] = lambda n: id(n) in on_path
    if "label" in given:
        others = [tests[name] for name in given if name not in ("label", "path")]
        beside = {id(node) for node in _beside(nodes, locator.label, others)}
        tests["label"] = lambda n: id(n) in beside
    return tests


def _step_name(node: Node) -> str:
    return node.short_class.translate(_NO_STEPS)


def _follow(where: Hierarchy | Node, path: str) -> list[Node]:
    """The nodes at the end of a path."""
    if isinstance(where, Node) and path == ".":
        return [where]
    if path.startswith(_HOLDING):
        rows = where.children if isinstance(where, Node) else []  # of a whole screen it would be all of it
        return [row for row in rows if any(node.id_name == path[len(_HOLDING) :] for node in row.walk())]
    level: list[Node] = []
    siblings = [_roots(where) if isinstance(where, Hierarchy) else where.children]
    for part in path.split("/"):
        step = _STEP.match(part)
        assert step is not None  # the pattern matches any string
        position = step["position"]
        level = [
            node
            for group in siblings
            for i, node in enumerate(group)
            if _step_name(node) == step["cls"] and (position is None or int(position) == i)
        ]
        siblings = [node.children for node in level]
    return level


def _beside(nodes: list[Node], label: str, others: list[Callable[[Node], bool]]) -> Iterator[Node]:
    """The nodes that a label speaks of."""
    inside = {id(node) for node in nodes}
    for words in nodes:
        if label in (words.text, words.content_desc):
            yield from _row_of(words, others, inside)


def _row_of(words: Node, others: list[Callable[[Node], bool]], inside: set[int]) -> list[Node]:
    """What stands in one row with the words: see `Locator.label`.

    The row is the smallest node around the words that is clickable, or that holds what is looked for beside them.
    """

    def fits(node: Node) -> bool:
        return all(test(node) for test in others)

    up = [words, *(node for node in words.ancestors() if id(node) in inside)]
    if not others:
        return [next((node for node in up if node.clickable or node.checkable or node.long_clickable), words)]
    if fits(words) and words.actionable() is words:
        return [words]
    for row in up[1:]:
        found = [
            node for node in row.walk() if node is not words and fits(node) and not (node is row and row.scrollable)
        ]
        kept = found if row.clickable else _in_line(row, words, found)
        if kept:
            return kept
        # a switch may stand outside the clickable part of its row, but the next row's switch is not ours
        around = row.parent
        if row.scrollable or (row.clickable and around is not None and _speaks_besides(around, row, fits)):
            break
    return [words] if fits(words) else []


def _in_line(row: Node, words: Node, found: list[Node]) -> list[Node]:
    """Of the candidates in a part of the screen that is not known to be one row, those that belong to the words."""
    level = [n for n in found if min(n.bounds.bottom, words.bounds.bottom) > max(n.bounds.top, words.bounds.top)]
    if level:
        # the row itself is as high as its words; what stands beside them was meant, unless there is nothing else
        return [n for n in level if not _holds(n, words)] or level[:1]
    order = [node for node in row.walk() if node is words or node.label or any(node is n for n in found)]
    here = next((i for i, node in enumerate(order) if node is words), 0)
    after = order[here + 1] if here + 1 < len(order) else None
    if after is not None and any(after is n for n in found):
        return [after]
    alone = all(node is words or any(node is n for n in found) for node in order)
    return found if alone else []


def _holds(node: Node, inner: Node) -> bool:
    return any(ancestor is node for ancestor in inner.ancestors())


def _speaks_besides(around: Node, row: Node, fits: Callable[[Node], bool]) -> bool:
    return any(node.label and not fits(node) for child in around.children if child is not row for node in child.walk())


def _labels(where: Hierarchy | Node, node: Node, stable_text: bool) -> Iterator[str]:
    """Words inside the node, then beside it, nearest first; at most eight, from four levels. Of what scrolls, a form or a page,
    only the words right before the node: all others may be out of view when it is looked for, and its place then is another."""
    if not stable_text and (in_repeating_list(node) or isinstance(where, Node)):
        return
    seen = {""}
    inner = node
    for level, around in enumerate([node, *node.ancestors()]):
        if level > 4 or around.scrollable or len(seen) > 8:
            before = _words_before(around, inner) if around.scrollable and around is not node else ""
            if before and before not in seen:
                yield before
            return
        for other in around.walk():
            for words in (other.text, other.content_desc):
                if other is not node and words not in seen:
                    seen.add(words)
                    yield words
        if around is where or (inner is not around and around.clickable):
            return
        inner = around


def _words_before(around: Node, inner: Node) -> str:
    """What the text says that stands right before a child; empty where a picture, a control or nothing does."""
    position = next((i for i, child in enumerate(around.children) if child is inner), 0)
    before = around.children[position - 1] if position else None
    if before is None or before.actionable() is not None or before.children:
        return ""
    return before.text or before.content_desc


def _finds_alone(where: Hierarchy | Node, locator: Locator, node: Node) -> bool:
    found = find(where, locator)
    return bool(found) and found[0].node is node and (len(found) == 1 or found[1].score < found[0].score)


def _counted(where: Hierarchy | Node, node: Node, locator: Locator) -> Locator:
    """The locator with the instance that picks the node among its equals."""
    position = next((i for i, match in enumerate(find(where, locator)) if match.node is node), 0)
    return locator.model_copy(update={"instance": position})
