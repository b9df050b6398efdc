"""The list of things, of all or of those in an archive: search, filter, sorting and selection."""

from __future__ import annotations

from demophone.toolkit import (
    View,
    action_mode,
    box,
    button,
    floating_button,
    icon_button,
    list_view,
    page,
    row,
    search_bar,
    text,
    text_field,
    toolbar,
)
from demophone.toolkit.view import Handler

from .. import changes
from ..changes import Stored
from .base import FoundryScreen, MenuItems
from .details import open_thing
from .fields import chips
from .forms import open_form
from .rows import row_menu, selection_menu, thing_views

SEARCH = "search_src_text"
Tool = tuple[str, str, str, Handler]
"""Name, icon, label, and what it does."""
ROOM = 4
"""Icons of a toolbar; what comes after them is in its menu."""


class ThingList(FoundryScreen):
    """A list of things: those in no archive, or with `place` those of one."""

    def __init__(self, place: str = "") -> None:
        super().__init__()
        self.place = place
        self.selected: set[int] = set()
        self.searching = False

    @property
    def live(self) -> bool:  # type: ignore[override]
        """The bar that takes a deletion back goes by itself."""
        return self.app.undo is not None

    # -- which things -----------------------------------------------------------------------------------------------

    def things(self) -> list[Stored]:
        """Those to be seen: found, filtered and sorted."""
        view = self.state["view"]
        found = changes.things_at(self.state, self.domain, self.place)
        found = changes.filtered(found, self.bp.filter_by, view["filter"])
        wanted = self.values.get(SEARCH, "").strip().lower()
        if wanted:
            found = [thing for thing in found if wanted in "\n".join(thing["fields"].values()).lower()]
        return changes.ordered(found, self.domain, view["sort"])

    def chosen(self) -> list[Stored]:
        return [thing for thing in self.state["things"] if thing["id"] in self.selected]

    # -- views ------------------------------------------------------------------------------------------------------

    def compose(self) -> View:
        return page(self.bar(), *self.listing(), self.undo_bar(), fab=self.fab())

    def listing(self) -> list[View | None]:
        """What stands below the toolbar: search, adding, filter, and the rows."""
        things = self.things()
        many = self.domain.thing.many.lower()
        narrowed = bool(self.values.get(SEARCH, "").strip() or self.state["view"]["filter"])
        empty = f"No {many} found" if narrowed else f"No {many} yet"
        # one cell more at the end leaves room for the floating button
        rows = list_view(
            self.id_of("things", "list"), thing_views(self, things), empty=empty, pad=(0, 0, 0, 88),
            span=2 if self.bp.rows == "grid" and things else 1,
        )  # fmt: skip
        return [self._search_field(), self._adding(), self._filter_sign(), rows]

    def _search_field(self) -> View | None:
        if self.bp.search != "bar" or self.selected:
            return None
        return text_field(
            SEARCH,
            f"Search {self.domain.thing.many.lower()}",
            input="search",
            margin=(12, 8, 12, 4),
            id=self.id_of("search", "field"),
        )

    def _adding(self) -> View | None:
        if self.bp.add != "inline" or self.place or self.selected:
            return None
        title = self.label(f"field.{self.domain.thing.title.key}")
        return row(
            text_field("new_title", title, weight=1, id=self.id_of("new", "field"), on_submit=self._add_typed),
            button(self.label("add"), self._add_typed, self.id_of("add", "button")),
            pad=(12, 4, 8, 4),
        )

    def _add_typed(self) -> None:
        typed = self.values.get("new_title", "").strip()
        if not typed:
            self.toast(f"{self.label(f'field.{self.domain.thing.title.key}')} is required")
            return
        changes.add_thing(self.state, self.domain, {self.domain.thing.title.key: typed})
        self.values["new_title"] = ""

    # -- filter and order -------------------------------------------------------------------------------------------

    def set_filter(self, value: str) -> None:
        self.state["view"]["filter"] = value

    def _filter_sign(self) -> View | None:
        """Chips, or where the filter is a dialog's a line that says it is on and takes it off."""
        chosen, options = self.state["view"]["filter"], self.bp.filter_options()
        if self.bp.filter == "chips" and options:
            stored = {label: value for value, label in options.items()}
            flip = lambda label: self.set_filter("" if stored[label] == chosen else stored[label])  # noqa: E731
            return box(chips(list(stored), options.get(chosen, ""), flip), id=self.id_of("filter", "row"))
        if self.bp.filter != "dialog" or not chosen:
            return None
        return row(
            text(f"{self.label('filter')}: {options.get(chosen, chosen)}", "filter_sign", size=14, color="accent", weight=1),
            icon_button("close", "Clear filter", lambda: self.set_filter(""), "clear_filter"),
            pad=(16, 0, 4, 0), bg="container",
        )  # fmt: skip

    def ask_filter(self) -> None:
        options = self.bp.filter_options()
        stored = {"All": "", **{label: value for value, label in options.items()}}
        chosen = options.get(self.state["view"]["filter"], "All")
        self.choose(self.label("filter"), list(stored), chosen, lambda label: self.set_filter(stored[label]))

    def ask_sort(self) -> None:
        stored = {"Date added": ""}
        stored |= {self.label(f"field.{field.key}"): field.key for field in changes.sort_fields(self.domain)}
        chosen = next((label for label, key in stored.items() if key == self.state["view"]["sort"]), "Date added")
        keep = lambda label: self.state["view"].__setitem__("sort", stored[label])  # noqa: E731
        self.choose(self.label("sort"), list(stored), chosen, keep)

    # -- the toolbar ------------------------------------------------------------------------------------------------

    @property
    def heading(self) -> str:
        return self.label(f"flag.{self.place}") if self.place else self.label("home")

    def bar(self) -> View:
        if self.selected:
            return self._selection_bar()
        if self.searching:
            return search_bar(self, self._end_search, f"Search {self.domain.thing.many.lower()}")
        icons, menu = self.tools()
        return toolbar(self, self.heading, icons, menu, up=bool(self.place))

    def tools(self) -> tuple[list[View], MenuItems]:
        """Icons of the toolbar and entries of its menu."""
        wanted = self._tools()
        icons = [icon_button(icon, label, act, self.id_of(name, "icon")) for name, icon, label, act in wanted[:ROOM]]
        return icons, [(label, act) for _, _, label, act in wanted[ROOM:]]

    def _tools(self) -> list[Tool]:
        tools: list[Tool] = []
        if self.bp.search == "icon":
            tools.append(("search", "search", "Search", self._begin_search))
        if self.bp.filter == "dialog" and self.bp.filter_options():
            tools.append(("filter", "filter", self.label("filter"), self.ask_filter))
        if self.bp.sort:
            tools.append(("sort", "sort", self.label("sort"), self.ask_sort))
        return tools

    def _selection_bar(self) -> View:
        delete = next((deed for deed in self.domain.thing.deeds if deed.does == "delete"), None)
        gone = lambda: self.do("delete", self.chosen(), self.selected.clear)  # noqa: E731
        icons = (
            [icon_button("delete", self.label(f"deed.{delete.key}"), gone, self.id_of("delete", "icon"))]
            if delete
            else []
        )
        return action_mode(self, len(self.selected), self.selected.clear, icons, selection_menu(self))

    def fab(self) -> View | None:
        if self.bp.add not in ("fab", "bare_fab") or self.place or self.selected or self.searching:
            return None
        return floating_button(
            "add", self.label("add") if self.bp.add == "fab" else "", lambda: open_form(self), self.id_of("add", "icon")
        )

    # -- what one does ----------------------------------------------------------------------------------------------

    def tapped(self, thing: Stored) -> None:
        if self.selected:
            self.selected ^= {thing["id"]}
        else:
            open_thing(self, thing)

    def held(self, thing: Stored) -> None:
        if self.bp.row_menu == "selection":
            self.selected ^= {thing["id"]}
        else:
            row_menu(self, thing)

    def swiped(self, thing: Stored) -> None:
        """What the blueprint says that a swipe to the left does."""
        if self.selected:
            return
        if self.bp.swipe == "delete":
            self.delete([thing], lambda: None)
            return
        flag = next(flag for flag in self.domain.thing.flags if flag.key == self.bp.swipe)
        self.flip(thing, flag)
        self.toast(f"{self.label(f'flag.{flag.key}')}: {'on' if thing['flags'][flag.key] else 'off'}")

    def _begin_search(self) -> None:
        self.searching = True

    def _end_search(self) -> None:
        self.searching, self.values[SEARCH] = False, ""

    def on_back(self) -> bool:
        if self.selected:
            self.selected.clear()
            return True
        if self.searching:
            self._end_search()
            return True
        return False
