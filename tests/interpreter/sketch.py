"""A phone drawn by a test itself: each place a function that gives its views, with the pocket phone's touch below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from apidocs.doc import AppDoc, Screen, Transition
from apidocs.screens.marks import look
from apidocs.screens.windows import Window
from phones.hierarchy import Hierarchy
from tests.interpreter.pocket_phone import PACKAGE, Box, PocketPhone, View

Place = Callable[[], View]


class Sketch(PocketPhone):
    """`draw["name"] = function` makes a place; `over` are those that stand over the one below. Begins on "main"."""

    def __init__(self) -> None:
        super().__init__()
        self.draw: dict[str, Place] = {}
        self.over: set[str] = set()
        self.place = ["home", "main"]
        self.values: dict[str, str] = {}
        """Whatever the drawn app keeps."""

    def screen(self) -> list[View]:
        here = self.place[-1]
        below = [self._draw(self.place[-2])] if here in self.over else []
        return [*below, self._draw(here)]

    def _draw(self, place: str) -> View:
        return self._home() if place == "home" else self.draw[place]()

    def key(self, name: str) -> None:
        self._act(f"key {name}", self.leave if name == "back" else lambda: None)

    def put(self, name: str, value: str, *then: Callable[[], None]) -> Callable[[], None]:
        """What a touch does: keep a value, then the rest."""

        def do() -> None:
            self.values[name] = value
            for each in then:
                each()

        return do

    def picture(self, place: str) -> Hierarchy:
        """A dump of a place, for its screen's marks."""
        kept, self.place = self.place, ["home", "main"] if place == "main" else ["home", "main", place]
        try:
            return Hierarchy.parse(self._xml())
        finally:
            self.place = kept

    def as_screen(self, place: str, kind: str = "page", package: str = PACKAGE, **more: object) -> Screen:
        window = Window.of(self.picture(place))
        assert window is not None
        marks = sorted(look(window).marks())
        return Screen.model_validate({"name": place, "kind": kind, "package": package, "marks": marks, **more})


def radios(
    names: Sequence[str], chosen: Callable[[], str], pick: Callable[[str], Callable[[], None]], top: int
) -> list[View]:
    """A group of radio buttons, 80 pixels each."""
    return [
        View(
            "widget.RadioButton",
            (60, top + i * 80, 660, top + 80 + i * 80),
            name,
            on_tap=pick(name),
            checkable=True,
            checked=name == chosen(),
        )
        for i, name in enumerate(names)
    ]


def group(rid: str, box: Box, children: list[View]) -> View:
    return View("widget.RadioGroup", box, "", rid, children=children)


def way(source: str, element: str, target: str, action: str = "tap") -> Transition:
    return Transition(source=source, element=element, action=action, target=target)


def doc_of(start: str, screens: list[Screen], *ways: Transition, package: str = PACKAGE) -> AppDoc:
    return AppDoc(package=package, label="Sketch", start=start, screens=screens, transitions=list(ways))
