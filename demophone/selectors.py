"""uiautomator's selectors over the nodes on screen.

Decides which nodes a selector of the client means. Like on a phone there are two engines: `BySelector` for plain ones,
which looks into every window and minds the case, and `UiSelector` for those with an index, an instance, children or
siblings, which looks into the active window only and takes textContains and textStartsWith (and their twins for the
description) without minding the case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from .contract import UiNode

Selector = dict[str, Any]
_MASK_INSTANCE = 0x01000000
_MASK_INDEX = 0x800000
_STRUCTURE = ("mask", "childOrSibling", "childOrSiblingSelector", "instance")
_TEXTS: dict[str, Callable[[UiNode], str]] = {
    "text": lambda node: node.text,
    "description": lambda node: node.content_desc,
    "className": lambda node: node.cls,
    "packageName": lambda node: node.package,
    "resourceId": lambda node: node.resource_id,
}
_FLAGS: dict[str, Callable[[UiNode], bool]] = {
    "checkable": lambda node: node.checkable,
    "checked": lambda node: node.checked,
    "clickable": lambda node: node.clickable,
    "longClickable": lambda node: node.long_clickable,
    "scrollable": lambda node: node.scrollable,
    "enabled": lambda node: node.enabled,
    "focusable": lambda node: node.focusable,
    "focused": lambda node: node.focused,
    "selected": lambda node: node.selected,
}


class SelectorError(ValueError):
    """The selector isn't one: unknown field, or a pattern that doesn't compile."""


def is_plain(selector: Selector) -> bool:
    """Is it one for BySelector?"""
    return not selector.get("childOrSibling") and not int(selector.get("mask", 0)) & (_MASK_INSTANCE | _MASK_INDEX)


def find(windows: Sequence[UiNode], selector: Selector) -> list[UiNode]:
    """The nodes meant, in document order, by the engine that suits the selector. Raises SelectorError."""
    if is_plain(selector):
        test = matcher(selector, mind_case=True)
        return [node for root in windows for node in root.walk() if test(node)]
    return find_in_active(windows, selector)


def find_in_active(windows: Sequence[UiNode], selector: Selector) -> list[UiNode]:
    """The nodes UiSelector would go through by instance. Raises SelectorError."""
    if not windows:
        return []
    found = _numbered(_matching(windows[0].walk(), selector), selector)
    kinds, selectors = selector.get("childOrSibling") or [], selector.get("childOrSiblingSelector") or []
    if len(kinds) != len(selectors):
        raise SelectorError("childOrSibling and childOrSiblingSelector differ in length")
    for kind, below in zip(kinds, selectors, strict=True):
        if kind not in ("child", "sibling"):
            raise SelectorError(f'unknown relation "{kind}"')
        scope = found if kind == "child" else [node.parent for node in found if node.parent is not None]
        seen: dict[int, UiNode] = {}
        for start in scope:
            for node in _matching((node for node in start.walk() if node is not start), below):
                seen.setdefault(id(node), node)
        found = _numbered(list(seen.values()), below)
    return found


def with_last_instance(selector: Selector, instance: int) -> Selector:
    """The selector that means the n-th of those this one means."""
    copy = {**selector}
    below = list(copy.get("childOrSiblingSelector") or [])
    if below:
        below[-1] = with_last_instance(below[-1], instance)
        copy["childOrSiblingSelector"] = below
        return copy
    return {**copy, "instance": instance, "mask": int(copy.get("mask", 0)) | _MASK_INSTANCE}


def with_child(selector: Selector, child: Selector, kind: str = "child") -> Selector:
    """The selector of something below (or beside) what this one means, nested relations of `child` included."""
    return {
        **selector,
        "childOrSibling": [*(selector.get("childOrSibling") or []), kind, *(child.get("childOrSibling") or [])],
        "childOrSiblingSelector": [
            *(selector.get("childOrSiblingSelector") or []),
            {**child, "childOrSibling": [], "childOrSiblingSelector": []},
            *(child.get("childOrSiblingSelector") or []),
        ],
    }


def _matching(nodes: Iterator[UiNode], selector: Selector) -> list[UiNode]:
    test = matcher(selector, mind_case=False)
    return [node for node in nodes if test(node)]


def _numbered(found: list[UiNode], selector: Selector) -> list[UiNode]:
    if not int(selector.get("mask", 0)) & _MASK_INSTANCE:
        return found
    at = int(selector.get("instance", 0))
    return found[at : at + 1] if at >= 0 else []


def matcher(selector: Selector, *, mind_case: bool) -> Callable[[UiNode], bool]:
    """A test for one node by the selector's own fields, its relations left aside. Raises SelectorError."""
    tests = [
        _test(name, value, mind_case)
        for name, value in selector.items()
        if name not in _STRUCTURE and value is not None
    ]
    return lambda node: all(test(node) for test in tests)


def _test(name: str, value: Any, mind_case: bool) -> Callable[[UiNode], bool]:
    if name == "index":
        return lambda node: node.index == value
    if name in _FLAGS:
        read_flag = _FLAGS[name]
        return lambda node: read_flag(node) is bool(value)
    for field, read in _TEXTS.items():
        if name.startswith(field):
            return _text_test(name, name[len(field) :], read, str(value), mind_case)
    raise SelectorError(f'unknown selector field "{name}"')


def _text_test(
    name: str, how: str, read: Callable[[UiNode], str], wanted: str, mind_case: bool
) -> Callable[[UiNode], bool]:
    # read is bound per call: a closure over the loop's variable would see the last one only
    if how == "":
        return lambda node: read(node) == wanted
    if how == "Matches":
        try:
            pattern = re.compile(wanted, re.DOTALL)
        except re.error as error:
            raise SelectorError(f"java.util.regex.PatternSyntaxException: {error} in {wanted!r}") from None
        return lambda node: pattern.fullmatch(read(node)) is not None
    fold: Callable[[str], str] = (lambda text: text) if mind_case else str.lower
    part = fold(wanted)
    if how == "Contains":
        return lambda node: part in fold(read(node))
    if how == "StartsWith":
        return lambda node: fold(read(node)).startswith(part)
    raise SelectorError(f'unknown selector field "{name}"')
