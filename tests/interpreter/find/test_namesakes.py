"""Two settings of one title under two headings of a page: learned as two, and the one that is meant is the one that is switched."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc
from apidocs.explore.walk import Act, Step, Walk
from apidocs.make.building import build_doc
from interpreter.calls.errors import CallFailed
from phones.hierarchy import Hierarchy
from phones.locating import find
from tests.interpreter.pocket_phone import PACKAGE, WIDTH, Box, View, page, words
from tests.interpreter.pocket_run import Run
from tests.interpreter.sketch import Sketch

SHORT = ["# Calls", "Vibrate", "Blink", "# Messages", "Vibrate", "Pulse"]
LONG = [
    "# Calls", *(f"Line {n}" for n in "abcdef"), "Vibrate", *(f"Line {n}" for n in "ghijkl"),
    "# Messages", *(f"Sign {n}" for n in "abcdef"), "Vibrate", *(f"Sign {n}" for n in "ghijkl"),
]  # fmt: skip


class Sounds(Sketch):
    """An app of one page: headings begin with "# ", all else is a switch."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.lines = lines
        self.on: set[str] = set()
        """Switches that are on, as "Messages: Vibrate"."""
        self.draw["main"] = self._sounds

    def _sounds(self) -> View:
        at = iter(range(len(self.lines)))
        drawn = self._rows(list(map(str, at)), self._line)
        drawn.cls = "widget.ScrollView"
        return page(words("Sound", (0, 0, 300, 90), "heading"), drawn)

    def _line(self, number: str, box: Box) -> View:
        said = self.lines[int(number)]
        left, top, right, bottom = box
        inside = [words(said.removeprefix("# "), (20, top + 10, 500, bottom - 10), "android:id/title")]
        if bottom - top < 40:
            inside = []
        if said.startswith("# "):
            return View("widget.LinearLayout", box, children=inside)
        heading = next(line for line in reversed(self.lines[: int(number)]) if line.startswith("# "))
        key = f"{heading[2:]}: {said}"

        def turn() -> None:
            self.on ^= {key}

        switch = View(
            "widget.Switch",
            (600, top, 700, bottom),
            "",
            "android:id/switch_widget",
            checkable=True,
            checked=key in self.on,
        )
        return View("widget.LinearLayout", box, on_tap=turn, children=[*inside, switch])

    def learned(self) -> AppDoc:
        """The doc of a walk that scrolls through the page by half of it."""
        dumps = [Hierarchy.parse(self._xml())]
        while self.scrolled < self.most:
            self.swipe(WIDTH // 2, 900, WIDTH // 2, 350)
            dumps.append(Hierarchy.parse(self._xml()))
        steps = [Step(dumps[0], Act("launch"), dumps[0])]
        for before, after in zip(dumps, dumps[1:], strict=False):
            moving = next(node for node in before.walk() if node.scrollable)
            steps.append(Step(before, Act("scroll", moving), after))
        self.scrolled = 0
        self.log.clear()
        return build_doc(Walk(package=PACKAGE, label="Sounds", steps=steps))


@pytest.mark.parametrize("lines", [SHORT, LONG], ids=["in one view", "each in a view of its own"])
def test_they_are_two_and_the_one_that_is_meant_is_switched(lines: list[str]) -> None:
    phone = Sounds(lines)
    doc = phone.learned()
    page = doc.screens[0]
    named = {e.name: (e.label, e.locator.under) for e in page.elements if e.label == "Vibrate"}
    assert named == {"calls_vibrate": ("Vibrate", "Calls"), "messages_vibrate": ("Vibrate", "Messages")}
    run = Run(phone, doc=doc)
    run("turn_on", f"{page.name}.messages_vibrate")
    assert phone.on == {"Messages: Vibrate"}
    run("turn_on", f"{page.name}.calls_vibrate")
    run("turn_off", f"{page.name}.messages_vibrate")
    assert phone.on == {"Calls: Vibrate"}
    assert run.last.proof is not None
    assert "Vibrate under Messages" in run.last.proof.what


def test_a_heading_that_is_out_of_view_is_scrolled_to() -> None:
    far = [
        "# Calls",
        "Vibrate",
        "# Messages",
        *(f"Sign {n}" for n in "abcdefg"),
        "Vibrate",
        *(f"Line {n}" for n in "abcdefgh"),
    ]
    phone = Sounds(far)
    doc = phone.learned()
    run = Run(phone, doc=doc)
    phone.scrolled = 800  # one is in view, and nothing that says which
    run("turn_on", f"{doc.screens[0].name}.calls_vibrate")
    assert phone.on == {"Calls: Vibrate"}
    phone.scrolled = 800
    run("turn_on", f"{doc.screens[0].name}.messages_vibrate")
    assert phone.on == {"Calls: Vibrate", "Messages: Vibrate"}


def test_where_one_is_gone_the_other_is_not_taken_for_it() -> None:
    phone = Sounds(LONG)
    doc = phone.learned()
    phone.lines = [line for n, line in enumerate(LONG) if line != "Vibrate" or n < 10]
    with pytest.raises(CallFailed, match="isn't on the screen"):
        Run(phone, doc=doc)("turn_on", f"{doc.screens[0].name}.messages_vibrate")
    assert not phone.on


def test_of_a_doc_that_knows_one_neither_is_taken_where_both_are_in_view() -> None:
    phone = Sounds(SHORT)
    doc = phone.learned()
    page = doc.screens[0]
    for element in page.elements:
        element.locator = element.locator.model_copy(update={"under": ""})
    with pytest.raises(CallFailed, match=r"stands 2 times on the screen, under .*Calls.*Messages"):
        Run(phone, doc=doc)("turn_on", f"{page.name}.messages_vibrate")
    assert not phone.on


def test_words_that_several_have_are_asked_about() -> None:
    phone = Sounds(LONG)
    doc = phone.learned()
    with pytest.raises(CallFailed, match=r"Say which: .*messages_vibrate"):
        Run(phone, doc=doc)("turn_on", f"{doc.screens[0].name}?Vibrate")
    assert not phone.on


def test_one_that_came_to_stand_under_another_line_is_the_one_it_was() -> None:
    """A line that is there at times stands over it then: no other setting."""
    plain, at_times = Sounds(SHORT[:3]), Sounds(["# Calls", "# Silent until seven", "Vibrate", "Blink"])
    dumps = [Hierarchy.parse(phone._xml()) for phone in (plain, at_times)]
    steps = [Step(dumps[0], Act("launch"), dumps[0]), Step(dumps[0], Act("tap"), dumps[1])]
    doc = build_doc(Walk(package=PACKAGE, label="Sounds", steps=steps))
    (vibrate,) = [e for screen in doc.screens for e in screen.elements if e.label == "Vibrate"]
    assert (vibrate.name, vibrate.locator.under) == ("vibrate", "")
    assert all(find(dump, vibrate.locator) for dump in dumps)
