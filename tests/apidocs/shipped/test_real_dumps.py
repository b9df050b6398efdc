"""The docs of Settings and Clock held against published page sources of real phones: which screen each is taken for, and what share
of what can be touched on it the doc names, by its own words. Skipped where those aren't at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from apidocs.doc import AppDoc, Screen
from apidocs.keep.fitting import fit, screen_in_front
from apidocs.screens.lists import find_lists
from apidocs.screens.sure import sure_match
from apidocs.screens.windows import Window
from apidocs.shipped.apps import shipped_doc
from phones.hierarchy import Hierarchy, Node
from phones.locating import find

DUMPS = Path(__file__).parents[3].parent / "shared" / "hierarchies"
pytestmark = pytest.mark.skipif(not DUMPS.is_dir(), reason="needs real dumps in ../shared/hierarchies")


def read(dump: str) -> tuple[AppDoc, Hierarchy]:
    hierarchy = Hierarchy.parse((DUMPS / f"{dump}.xml").read_bytes())
    doc = shipped_doc(hierarchy.roots[0].package)
    assert doc is not None
    return doc, hierarchy


def words_of(node: Node) -> str:
    return " ".join(said for n in node.walk() for said in (n.text, n.content_desc) if said)


def touchable(hierarchy: Hierarchy) -> list[Node]:
    """Lines, buttons and switches with words; a switch that its whole line turns is the line's, rows of a list are its rows'."""
    window = Window.of(hierarchy)
    assert window is not None
    content = find_lists(window, frozenset()).inside
    found = [n for n in window.nodes if (n.clickable or n.checkable) and words_of(n) and not window.is_up(n)]
    found = [n for n in found if id(n) not in content]
    return [n for n in found if not (n.checkable and not n.clickable and any(p.clickable for p in n.ancestors()))]


def named(screen: Screen, hierarchy: Hierarchy) -> set[int]:
    """What the doc's names mean; each says what its name says."""
    known: set[int] = set()
    for element in screen.elements:
        match = sure_match(find(hierarchy, element.locator), element)
        node = match.node.actionable() if match is not None else None
        if node is not None and element.item is None:
            said = words_of(node)
            assert element.label.casefold() in said.casefold(), f"{element.name} is taken for {said!r}"
            known.add(id(node))
    return known


@pytest.mark.parametrize(
    ("dump", "screen", "known", "of"),
    [
        ("shirates__SettingsTopScreen", "settings", 10, 11),
        ("shirates__NetworkAndInternetScreen", "network_and_internet", 7, 8),
        ("shirates__ConnectedDevicesScreen", "connected_devices", 2, 3),
        ("shirates__SecurityScreen", "security", 9, 12),
        ("shirates__SecurityScreen2", "security", 2, 3),
        ("shirates__DateAndTime_en", "date_and_time", 7, 7),
        ("shirates__clock_Alarm", "alarms", 5, 6),
    ],
)
def test_a_real_page_is_known_and_what_is_on_it_named(dump: str, screen: str, known: int, of: int) -> None:
    doc, hierarchy = read(dump)
    found = screen_in_front(doc, hierarchy)
    assert found is not None and found.name == screen and fit(doc, hierarchy).enough
    there, names = touchable(hierarchy), named(found, hierarchy)
    assert (sum(any(id(part) in names for part in node.walk()) for node in there), len(there)) == (known, of)


@pytest.mark.parametrize("dump", ["shirates__DateAndTime_ja", "shirates__Languages"])
def test_a_page_in_another_language_and_one_that_the_doc_lacks_are_none_of_its(dump: str) -> None:
    doc, hierarchy = read(dump)
    assert screen_in_front(doc, hierarchy) is None and not fit(doc, hierarchy).enough


def test_no_other_apps_dump_is_taken_for_one_of_these() -> None:
    for path in sorted(DUMPS.glob("*.xml")):
        hierarchy = Hierarchy.parse(path.read_bytes())
        for package in (
            "com.android.calculator2",
            "com.android.contacts",
            "com.android.messaging",
            "com.android.dialer",
        ):
            doc = shipped_doc(package)
            assert doc is not None and not fit(doc, hierarchy).enough, (path.name, package)
