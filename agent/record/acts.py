"""A phone that writes down what is done to it: each touch with what stood under the finger, each key and text.

Stands between host and phone, so that a session can be taken to where there is no host: exported as a plain script, or its
ways known again by a replay. Decides how a touched thing is told from the others on its screen.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import takewhile
from typing import Any

from apidocs.screens.windows import Window
from ground.errors import PhoneError
from phones.hiding import PLACEHOLDER
from phones.hierarchy import Hierarchy, Node
from phones.passing import PassingPhone
from phones.phone import Commanded, Key, Phone

Act = dict[str, Any]
"""`act` is tap, long_press, type, swipe, key, launch, stop or command, `xml` the dump before it; touches have `x`, `y` and a
`selector`. `by` is there where the person did it, who had taken over."""


class ActRecorder(PassingPhone):
    """Passes everything on. `taken` gives what was done since it was last asked."""

    def __init__(self, phone: Phone, on_act: Callable[[], object] = lambda: None) -> None:
        """`on_act` is told of each act, but for those of the person."""
        super().__init__(phone)
        self._on_act = on_act
        self._last: Hierarchy | None = None
        self._acts: list[Act] = []
        self._by_person = False

    def taken(self) -> list[Act]:
        found, self._acts = self._acts, []
        return found

    @contextmanager
    def by_person(self) -> Iterator[None]:
        """What is done inside is the person's doing."""
        self._by_person = True
        try:
            yield
        finally:
            self._by_person = False

    def dump(self) -> Hierarchy:
        self._last = self._phone.dump()
        return self._last

    def shown(self) -> Hierarchy:
        self._last = self._phone.shown()
        return self._last

    def settle(self, timeout_s: float = 5.0, stop: threading.Event | None = None) -> Hierarchy:
        self._last = self._phone.settle(timeout_s, stop)
        return self._last

    def tap(self, x: int, y: int, *, on: Node | None = None) -> None:
        self._touch("tap", x, y)
        self._phone.tap(x, y, on=on)

    def long_press(self, x: int, y: int, duration_s: float = 0.6, *, on: Node | None = None) -> None:
        self._touch("long_press", x, y)
        self._phone.long_press(x, y, duration_s, on=on)

    def type_text(self, text: str, *, clear: bool = True) -> None:
        focused = next((n for n in self._last.walk() if n.focused and n.editable), None) if self._last else None
        secret = focused is not None and focused.password or PLACEHOLDER.search(text) is not None
        self._done("type", text="" if secret else text, secret=secret)
        self._phone.type_text(text, clear=clear)

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_s: float = 0.3) -> None:
        self._done("swipe", **{"from": [x1, y1], "to": [x2, y2], "duration_s": duration_s})
        self._phone.swipe(x1, y1, x2, y2, duration_s)

    def key(self, name: Key) -> None:
        self._done("key", key=name)
        self._phone.key(name)

    def launch(self, package: str, *, stop_first: bool = False) -> None:
        self._done("launch", package=package, stop_first=stop_first)
        self._phone.launch(package, stop_first=stop_first)

    def stop(self, package: str) -> None:
        self._done("stop", package=package)
        self._phone.stop(package)

    def command(self, words: Sequence[str]) -> str:
        if not isinstance(self._phone, Commanded):
            raise PhoneError(f"{self.serial} takes no commands of its own.")
        self._done("command", words=list(words))
        return self._phone.command(words)

    def _touch(self, kind: str, x: int, y: int) -> None:
        self._done(kind, x=x, y=y, selector=selector_at(self._last, x, y) if self._last is not None else {})

    def _done(self, kind: str, **how: Any) -> None:
        """Write an act down, with the dump it was made on."""
        xml = self._last.xml if self._last is not None else ""
        by = {"by": "person"} if self._by_person else {}
        self._acts.append({"act": kind, **how, **by, "xml": xml})
        if not self._by_person:
            self._on_act()


def selector_at(hierarchy: Hierarchy, x: int, y: int) -> dict[str, Any]:
    """How uiautomator finds what is touched at a pixel: the fewest of id, text, description and class that find it alone.

    Where none does, `instance` counts it among its equals. Empty where nothing is there.
    """
    window = Window.of(hierarchy)
    under = [n for n in window.root.walk() if n.bounds.contains(x, y)] if window is not None else []
    if not under:
        return {}
    # what lies over it and takes no touches lets them through
    node = next((n for n in reversed(under) if n.clickable), None) or under[-1].actionable() or under[-1]
    # a row is found by its words, which stand in it
    inner = [n for n in node.walk() if n.bounds.area and (n.text or n.content_desc)]
    everything = list(hierarchy.walk())
    within = (n for n in inner if not any(c.clickable for c in takewhile(lambda c: c is not node, n.ancestors())))
    for candidate in (node, *within):
        for names in (("id",), ("text",), ("desc",), ("id", "text"), ("id", "desc"), ("cls", "text"), ("cls", "desc")):
            wanted = {name: value for name in names if (value := _value(candidate, name))}
            # what a field says is what was typed into it
            telling = len(wanted) == len(names) and not (candidate.editable and "text" in wanted)
            if telling and sum(all(_value(n, k) == v for k, v in wanted.items()) for n in everything) == 1:
                return wanted
    wanted = {name: value for name in ("id", "cls") if (value := _value(node, name))}
    equals = [n for n in everything if all(_value(n, k) == v for k, v in wanted.items())]
    return {**wanted, "instance": next((i for i, n in enumerate(equals) if n is node), 0)}


def _value(node: Node, name: str) -> str:
    return {"id": node.resource_id, "text": node.text, "desc": node.content_desc, "cls": node.cls}[name]
