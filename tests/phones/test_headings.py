"""The heading over a line, and that it alone tells two lines of one title apart."""

from __future__ import annotations

import pytest

from phones.headings import heading_over, heading_words, headings_in
from phones.hierarchy import Hierarchy, Node
from phones.locating import build_locator, find


def node(cls: str, top: int, bottom: int, *inside: str, left: int = 0, right: int = 1000, **said: object) -> str:
    attributes = "".join(f' {name.replace("_", "-")}="{str(value)}"' for name, value in said.items())
    return f'<node class="{cls}"{attributes} bounds="[{left},{top}][{right},{bottom}]">{"".join(inside)}</node>'


def line(title: str, top: int) -> str:
    return node("Row", top, top + 100, node("Text", top, top + 100, right=500, text=title), clickable="true")


def heading(words: str, top: int, enabled: str = "true") -> str:
    return node("Row", top, top + 60, node("Text", top, top + 60, text=words, enabled=enabled))


def page(*lines: str) -> Hierarchy:
    moving = node("ScrollView", 100, 2000, *lines, scrollable="true")
    return Hierarchy.parse(
        f"<hierarchy>{node('Frame', 0, 2000, node('Text', 0, 90, text='Sound'), moving)}</hierarchy>"
    )


def lines_of(dump: Hierarchy, title: str) -> list[Node]:
    return [n for n in dump.walk() if n.clickable and any(inner.text == title for inner in n.walk())]


@pytest.mark.parametrize(
    ("over", "said"),
    [
        pytest.param(heading("Calls", 100), "Calls", id="a text in a line of its own"),
        pytest.param(node("Text", 100, 160, text="Calls"), "Calls", id="a text"),
        pytest.param(heading("Calls", 100) + line("Ring", 160), "Calls", id="over the line before"),
        pytest.param(line("Ring", 100), "", id="none, and not the page's own"),
        pytest.param(heading("Ring", 100, enabled="false"), "", id="a line that is greyed out"),
        pytest.param(heading("Choose how the phone tells you that somebody calls", 100), "", id="what explains"),
        pytest.param(heading("12:30", 100), "", id="figures"),
        pytest.param(
            node("Row", 100, 200, node("Text", 100, 150, text="Ring"), node("Text", 150, 200, text="Loud")),
            "",
            id="a value",
        ),
        pytest.param(
            node("Text", 100, 160, text="Ring") + node("Switch", 100, 160, left=800, checkable="true"),
            "",
            id="beside a switch",
        ),
    ],
)
def test_the_heading_over_a_line(over: str, said: str) -> None:
    (found,) = lines_of(page(over, line("Vibrate", 300)), "Vibrate")
    assert heading_words(heading_over(found)) == said


def test_a_card_has_its_own_heading_or_one_over_it() -> None:
    first = node("Card", 200, 400, heading("Calls", 200), line("Vibrate", 300))
    second = node("Card", 500, 700, line("Vibrate", 500))
    dump = page(heading("Phone", 100), first, heading("Messages", 440), second)
    assert [heading_words(heading_over(n)) for n in lines_of(dump, "Vibrate")] == ["Calls", "Messages"]
    assert [heading_words(n) for root in dump.roots for n in headings_in(root)][-3:] == ["Phone", "Calls", "Messages"]


def test_of_two_lines_the_one_under_its_heading_is_found_and_no_other() -> None:
    dump = page(heading("Calls", 100), line("Vibrate", 200), heading("Messages", 300), line("Vibrate", 400))
    for which, words in enumerate(("Calls", "Messages")):
        wanted = lines_of(dump, "Vibrate")[which]
        locator = build_locator(dump, wanted, stable_text=True, under=words)
        assert (locator.label, locator.under, locator.path) == ("Vibrate", words, "")
        assert [match.node for match in find(dump, locator)] == [wanted]
        assert find(page(line("Vibrate", 100), heading("Notes", 200), line("Vibrate", 300)), locator) == []


def test_it_is_told_of_a_line_whose_heading_is_out_of_view() -> None:
    dump = page(line("Vibrate", 100), line("Ring", 200))
    (wanted,) = lines_of(dump, "Vibrate")
    locator = build_locator(dump, wanted, stable_text=True, under="Calls")
    assert (locator.label, locator.under) == ("Vibrate", "Calls")
    assert find(dump, locator) == []
