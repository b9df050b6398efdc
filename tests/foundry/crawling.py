"""A phone with one generated app, all of whose screens are walked, and the labels that were seen on the way."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from datetime import datetime
from typing import Any

from demophone.contract import UiNode
from demophone.device import Device
from foundry.blueprint import Blueprint, draw_blueprint
from foundry.domain import load_domain
from foundry.halves import OWN, domain_files
from foundry.mounting import app_of

TRAIN = domain_files(half="train")
MOVIES = load_domain(OWN / "movies.yaml")
MAKES: tuple[Any, ...] = ("views", "compose", "flutter")
BACK = 4
CLOCK = datetime(2026, 3, 2, 9, 0)
Step = tuple[str, str, str, bool]
"""Class, id and words of what is touched, and whether it is held."""


class Phone:
    """A phone with one app in front. A tall one shows a page as a whole, so that nobody has to scroll."""

    def __init__(self, blueprint: Blueprint, height: int = 2400) -> None:
        self.blueprint = blueprint
        self.device = Device([app_of(blueprint)], fixed_clock=CLOCK, height=height)
        self.start()

    @property
    def package(self) -> str:
        return self.blueprint.package

    @property
    def state(self) -> dict[str, Any]:
        return self.device.app_state(self.package)

    def label(self, path: str) -> str:
        return self.blueprint.labels[path]

    def start(self, fresh: bool = False) -> None:
        if fresh:
            self.device.stop_app(self.package)
            self.device.clear_data(self.package)
        assert self.device.start(self.package)

    @property
    def in_front(self) -> bool:
        return self.device.foreground()[0] == self.package

    def nodes(self) -> list[UiNode]:
        return [node for root in self.device.windows() for node in root.walk() if node.package == self.package]

    def words(self) -> set[str]:
        """All that can be read on the screen, line by line; a unit behind a label left out."""
        found: set[str] = set()
        for node in self.nodes():
            for text in (node.text, node.content_desc, node.hint):
                found |= {line.partition(" (")[0] for line in text.split("\n")} | set(text.split("\n"))
        return found

    def controls(self) -> list[UiNode]:
        return [node for node in self.nodes() if node.clickable or node.long_clickable]

    def touch(self, node: UiNode, hold: bool = False) -> None:
        left, top, right, bottom = node.bounds
        self.device.tap((left + right) // 2, (top + bottom) // 2, 700 if hold else 0)

    def find(self, words: str, nth: int = 0) -> UiNode:
        found = [node for node in self.nodes() if words in _lines(node)]
        assert len(found) > nth, f"no {words!r} on the screen: {sorted(self.words())}"
        return found[nth]

    def sees(self, words: str) -> bool:
        return any(words in _lines(node) for node in self.nodes())

    def tap(self, *path: str) -> None:
        for words in path:
            self.touch(self.find(words))

    def hold(self, words: str) -> None:
        self.touch(self.find(words), hold=True)

    def back(self) -> None:
        self.device.key(BACK)

    def fill(self, label: str, text: str) -> None:
        """Type into the field with this label: its hint, or a text before it."""
        nodes = self.nodes()
        for number, node in enumerate(nodes):
            if node.cls.endswith("EditText"):
                named = node.hint or next(
                    (n.text or n.content_desc for n in nodes[number - 1 :: -1] if n.text or n.content_desc), ""
                )
                if named.partition(" (")[0] == label:
                    assert self.device.set_node_text(node, text)
                    return
        raise AssertionError(f"no field {label!r}: {sorted(self.words())}")


def _lines(node: UiNode) -> list[str]:
    return [line for text in (node.text, node.content_desc) for line in text.split("\n") if line]


def walk(blueprint: Blueprint, depth: int = 4) -> tuple[int, set[str]]:
    """Every screen that taps and long presses lead to, each reached on a fresh app: how many, and all words on them."""
    phone = Phone(blueprint, height=9000)
    seen: set[str] = set()
    places: set[object] = set()
    ways: deque[list[Step]] = deque([[]])
    while ways:
        way = ways.popleft()
        phone.start(fresh=True)
        for step in way:
            _do(phone, step)
        assert not phone.device.crashes, f"{phone.package} after {way}: {phone.device.crashes}"
        if not phone.in_front:
            continue
        seen |= phone.words()
        place = frozenset((node.cls, node.resource_id, _name(node)) for node in phone.controls())
        if place in places or len(way) >= depth:
            continue
        places.add(place)
        ways.extend([*way, step] for step in _steps(phone))
    return len(places), seen


def _steps(phone: Phone) -> list[Step]:
    """What can be touched, of those that look alike (rows of a list) only the first."""
    steps: dict[Step, None] = {}
    for node in phone.controls():
        if node.clickable and not node.cls.endswith("EditText"):
            steps.setdefault((node.cls, node.resource_id, _name(node), False))
        if node.long_clickable and not node.cls.endswith("EditText"):
            steps.setdefault((node.cls, node.resource_id, _name(node), True))
    return list(steps)


def _do(phone: Phone, step: Step) -> None:
    kind, name, words, hold = step
    for node in phone.controls():
        if (node.cls, node.resource_id, _name(node)) == (kind, name, words):
            phone.touch(node, hold)
            return


def _name(node: UiNode) -> str:
    """What tells a control from others: its words, but of a row of the person's only that it is one."""
    if getattr(node.key, "key", "").startswith(("thing:", "dots:", "flag:", "part:")):
        return getattr(node.key, "key", "").partition(":")[0]
    return (
        node.content_desc
        or node.text
        or next((n.text or n.content_desc for n in node.walk() if n.text or n.content_desc), "")
    )


def app(**traits: Any) -> Phone:
    """The plainest app of the films, but for these traits."""
    plain: dict[str, Any] = {
        "make": "views", "navigation": "menu", "rows": "rows", "shown": (), "row_flag": "", "opens": "page", "row_menu": "none",
        "swipe": "", "actions": "buttons", "editing": "form", "add": "fab", "form": "page", "save": "button", "delete": "at_once",
        "search": "none", "filter": "none", "sort": False, "nested_settings": False, "things": 6,
    }  # fmt: skip
    return Phone(replace(draw_blueprint(MOVIES, 11), **plain | traits), height=3200)


def titles(phone: Phone) -> list[str]:
    return [thing["fields"]["title"] for thing in phone.state["things"]]


def phone_words(node: Any) -> str:
    return "\n".join(f"{one.text}\n{one.content_desc}" for one in node.walk())
