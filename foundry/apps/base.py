"""What all screens of a generated app share: its blueprint, its state, and how its views come to look as they were made."""

from __future__ import annotations

import random
from abc import abstractmethod
from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from demophone.toolkit import App, Menu, Screen, View, button, row, text
from demophone.toolkit.screen import AnyOverlay
from demophone.toolkit.view import Handler

from .. import changes
from ..blueprint import Blueprint
from ..changes import State, Stored
from ..domain import Domain, Flag
from .ids import Ids
from .made import as_made

UNDO_S = 8
"""How long a deletion can be taken back."""
MenuItems = list[tuple[str, Handler | None]]
ICONS = {
    "star": ("star", "star_off"), "heart": ("heart", "heart_off"), "check": ("check", "check_off"), "pin": ("pin", "pin_off"),
    "archive": ("archive", "archive"), "bell": ("bell", "bell_off"), "lock": ("lock", "lock_off"),
}  # fmt: skip
DEED_ICONS = {"delete": "delete", "duplicate": "copy", "share": "share"}


class FoundryApp(App):
    """A generated app. A subclass gives the blueprint, and from it package, label and accent (see `foundry.mounting`)."""

    blueprint: Blueprint
    undo: Callable[[], None] | None = None
    """Takes the last deletion back, while its bar is there."""
    undo_until = 0.0

    def seed(self) -> dict[str, Any]:
        return self.blueprint.first_state()

    def start(self) -> Screen:
        from .home import Home

        self.undo = None
        return Home()

    @property
    def ids(self) -> Ids:
        return Ids(self.blueprint)

    def offer_undo(self, undo: Callable[[], None]) -> None:
        self.undo, self.undo_until = undo, self.now().timestamp() + UNDO_S

    def chance(self, what: str) -> float:
        """A number from 0 to 1 that is this app's own for one question: for what the blueprint leaves open."""
        return random.Random(f"{self.blueprint.package} {what}").random()


class FoundryScreen(Screen):
    """A screen of a generated app."""

    app: FoundryApp
    kind = "Main"
    """Of which activity, where an app has several."""

    @abstractmethod
    def compose(self) -> View:
        """The views of this moment, as Android's own widgets."""

    def build(self) -> View:
        return as_made(self.compose(), self.bp.make)

    def show(self, overlay: AnyOverlay) -> AnyOverlay:
        plain, make = overlay.build, self.bp.make
        overlay.__dict__["build"] = lambda: as_made(plain(), make)  # dialogs and menus are made with the same
        return super().show(overlay)

    @property
    def window_activity(self) -> str:
        # apps of one activity draw all their screens in it
        return f".{self.kind}Activity" if self.bp.make == "views" else ".MainActivity"

    def open(self, screen: Screen) -> None:
        self.app.undo = None
        super().open(screen)

    # -- what it is about ---------------------------------------------------------------------------------------

    @property
    def bp(self) -> Blueprint:
        return self.app.blueprint

    @property
    def domain(self) -> Domain:
        return self.app.blueprint.domain

    @property
    def state(self) -> State:
        return self.store

    def label(self, path: str) -> str:
        return self.bp.labels[path]

    def id_of(self, path: str, role: str = "") -> str:
        return self.app.ids.of(path, role)

    def hint_of(self, label: str) -> str:
        """The hint of a dialog's only field: where fields have no ids it has to say what the title says already."""
        return "" if self.bp.make == "views" else label

    def title_of(self, thing: Stored) -> str:
        return str(thing["fields"][self.domain.thing.title.key])

    # -- what is done to things ---------------------------------------------------------------------------------

    def flip(self, thing: Stored, flag: Flag) -> None:
        thing["flags"][flag.key] = not thing["flags"][flag.key]

    def do(self, does: str, things: list[Stored], then: Callable[[], None] = lambda: None) -> None:
        """A deed to one or several things; `then` once it is done."""
        if does == "delete":
            self.delete(things, then)
            return
        for thing in things:
            if does == "share":
                changes.share(self.state, self.domain, thing)
            else:
                changes.duplicate(self.state, self.domain, thing)
        self.toast("Shared" if does == "share" else "Copied")
        then()

    def delete(self, things: list[Stored], then: Callable[[], None]) -> None:
        """In the way the blueprint says: asked first, taken back afterwards, or neither."""
        ids = {thing["id"] for thing in things}

        def gone() -> None:
            self._delete(ids)
            then()

        if self.bp.delete != "confirm":
            gone()
            return
        one = self.domain.thing.one.lower()
        what = (
            f"“{self.title_of(things[0])}”" if len(things) == 1 else f"{len(things)} {self.domain.thing.many.lower()}"
        )
        self.confirm(
            f"{self.deed_label('delete')} {one}?" if len(things) == 1 else f"{self.deed_label('delete')}?",
            f"{what} will be gone for good.", self.label("confirm_delete"), gone, self.label("cancel"),
        )  # fmt: skip

    def _delete(self, ids: Collection[int]) -> None:
        before = list(self.state["things"])
        changes.delete(self.state, ids)

        def back() -> None:
            now = {thing["id"]: thing for thing in self.state["things"]}
            new = [thing for thing in self.state["things"] if thing not in before]
            self.state["things"] = [now.get(thing["id"], thing) for thing in before] + new

        if self.bp.delete == "undo":
            self.app.offer_undo(back)
        elif self.bp.delete == "at_once":
            self.toast("Deleted")

    def deed_label(self, does: str) -> str:
        """What the screen calls the first deed that does this."""
        found = next((deed for deed in self.domain.thing.deeds if deed.does == does), None)
        return self.label(f"deed.{found.key}") if found else does.capitalize()

    def run_action(self, key: str) -> None:
        self.state["done"][key] += 1
        self.toast(f"{self.label(f'action.{key}')}: done")

    def thing_menu(self, thing: Stored, then: Callable[[], None] = lambda: None) -> tuple[MenuItems, dict[str, bool]]:
        """Flags and deeds as entries of a menu, and which entries are ticked; `then` after it was deleted."""
        items: MenuItems = []
        ticked = {}
        for flag in self.domain.thing.flags:
            label = self.label(f"flag.{flag.key}")
            items.append((label, partial(self.flip, thing, flag)))
            ticked[label] = bool(thing["flags"][flag.key])
        for deed in self.domain.thing.deeds:
            after = then if deed.does == "delete" else (lambda: None)
            items.append((self.label(f"deed.{deed.key}"), partial(self.do, deed.does, [thing], after)))
        return items, ticked

    def tick_menu(self, items: MenuItems, ticked: dict[str, bool]) -> None:
        self.show(TickMenu(items, self.touched, ticked))

    # -- the bar that takes a deletion back ---------------------------------------------------------------------

    def undo_bar(self) -> View | None:
        if self.app.undo is None or self.now().timestamp() >= self.app.undo_until:
            return None
        return row(
            text(f"{self.domain.thing.one} deleted", "snackbar_text", size=14, weight=1),
            button("UNDO", self._undo, "snackbar_action"),
            id="snackbar", bg="container", radius=8, margin=(12, 4, 12, 8), pad=(16, 0, 4, 0), height=52,
        )  # fmt: skip

    def _undo(self) -> None:
        if self.app.undo is not None:
            self.app.undo()
            self.app.undo = None


class TickMenu(Menu):
    """A popup menu some of whose entries have a box: what is on is ticked."""

    def __init__(self, items: MenuItems, anchor: Any, ticked: dict[str, bool]) -> None:
        super().__init__(items, anchor)
        self.ticked = ticked

    def _row(self, label: str, handler: Handler | None) -> View:
        entry = super()._row(label, handler)
        if label in self.ticked:
            box = View(
                cls="android.widget.CheckBox", id="checkbox", art="checkbox", checkable=True, checked=self.ticked[label],
                width=-2, height=28, gravity="middle",
            )  # fmt: skip
            words = entry.children[0]
            words.weight = 1
            entry.children, entry.flow = [words, box], "row"
            entry.pad = (16, 10, 8, 10)
        return entry
