"""Pages of facts: about, statistics, help."""

from __future__ import annotations

from demophone.toolkit import (
    View,
    list_view,
    page,
    pref,
    row,
    scroll_view,
    text,
    toolbar,
)

from ..domain import Page
from .base import FoundryScreen


def facts_list(screen: FoundryScreen, one: Page) -> View:
    """A page's facts, with what each is called: as preferences, or as lines of a page that scrolls."""
    paths = [f"fact.{one.key}.{fact.key}" for fact in one.facts]
    if screen.app.chance(f"look of {one.key}") < 0.5:
        return list_view("recycler_view", [pref(screen.label(path), screen.bp.facts[path]) for path in paths])
    lines = [
        row(
            text(screen.label(path), screen.id_of(path, "label"), weight=1, color="muted"),
            text(screen.bp.facts[path], screen.id_of(path, "value")),
            pad=(16, 14, 16, 14),
        )
        for path in paths
    ]
    return scroll_view(*lines)


class FactsPage(FoundryScreen):
    """About, statistics, help: values that nobody can change."""

    kind = "Info"

    def __init__(self, one: Page) -> None:
        super().__init__()
        self.page = one

    def compose(self) -> View:
        return page(toolbar(self, self.label(f"page.{self.page.key}"), up=True), facts_list(self, self.page))
