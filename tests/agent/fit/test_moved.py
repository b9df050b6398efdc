"""A thing that is to go somewhere isn't there because the place was chosen."""

from __future__ import annotations

import pytest

from agent.fit.doubts import doubts
from apidocs.doc import AppDoc, Effect, Element, Item, Kind, Screen
from phones.locating import Locator

MAIN = Screen(
    name="main",
    elements=[
        Element(name="shelf", kind=Kind.CHOICE, effect=Effect.SETTINGS, options=["All", "Crime", "Poetry"]),
        Element(name="books", kind=Kind.LIST, item=Item(name="book", row=Locator(resource_id="row"))),
    ],
)
SETTINGS = Screen(
    name="settings", elements=[Element(name="view", kind=Kind.CHOICE, effect=Effect.SETTINGS, options=["Grid", "Rows"])]
)
DOC = AppDoc(package="org.demo.shelves", label="Shelves", start="main", screens=[MAIN, SETTINGS])


@pytest.mark.parametrize(
    "task", ["put Dracula onto the Crime shelf", "move the blue book into Crime", 'file "Dracula" under Crime']
)
def test_it_waits(task: str) -> None:
    found = doubts('main.shelf.choose("Crime")', task, DOC)
    assert any(doubt.kind == "another_deed" for doubt in found)


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("show me the Crime shelf", 'main.shelf.choose("Crime")'),
        ("switch the shelf to Crime", 'main.shelf.choose("Crime")'),
        ("move the shelf to Crime", 'main.shelf.choose("Crime")'),
        ("put the app into Rows", 'settings.view.choose("Rows")'),
        ("put Dracula in Crime", 'main.book("Dracula").open()\nmain.shelf.choose("Crime")'),
    ],
)
def test_what_only_looks_or_sets_does_not(task: str, script: str) -> None:
    assert not [doubt for doubt in doubts(script, task, DOC) if "does nothing with" in str(doubt)]
