"""Forms: adding a thing and changing one, as a page, a dialog, or in two steps, and what keeps what was typed."""

from __future__ import annotations

from demophone.toolkit import (
    Dialog,
    View,
    button,
    column,
    icon_button,
    page,
    row,
    scroll_view,
    space,
    text,
    toolbar,
)

from .. import changes
from ..changes import Stored
from ..domain import ThingField
from .base import FoundryScreen
from .fields import Draft


def open_form(screen: FoundryScreen, thing: Stored | None = None) -> None:
    """The form for a new thing or this one, the way the app has it."""
    if screen.bp.form == "dialog":
        screen.show(FormDialog(screen, thing))
    elif screen.bp.form == "two_steps" and thing is None:
        screen.open(TwoSteps())
    else:
        screen.open(FormPage(thing))


def keep(screen: FoundryScreen, draft: Draft, thing: Stored | None) -> Stored:
    """Put what was typed into the state."""
    if thing is None:
        return changes.add_thing(screen.state, screen.domain, draft.values())
    thing["fields"].update(draft.values())
    return thing


class FormPage(FoundryScreen):
    """A page with all fields."""

    kind = "Edit"

    def __init__(self, thing: Stored | None) -> None:
        super().__init__()
        self.thing = thing
        self._draft: Draft | None = None

    @property
    def draft(self) -> Draft:
        # made late: only an opened screen has its app
        if self._draft is None:
            first = self.thing["fields"] if self.thing else changes.blank_fields(self.domain)
            self._draft = Draft(self, self, first)
        return self._draft

    @property
    def heading(self) -> str:
        return self.label("edit") if self.thing else self.label("add")

    def compose(self) -> View:
        draft = self.draft
        fields = [draft.view(field, autofocus=not self.thing and n == 0) for n, field in enumerate(self.fields())]
        return page(
            toolbar(self, self.heading, self.actions(), up=True),
            scroll_view(space(8), *fields, self.save_below(), *self.extras(), space(24), id="form"),
        )

    def fields(self) -> list[ThingField]:
        return self.domain.thing.fields

    def extras(self) -> list[View]:
        """What else is on the page, below the fields."""
        return []

    def actions(self) -> list[View]:
        """Icons and words of the toolbar."""
        return [save] if (save := self.save_above()) else []

    # -- what keeps it ----------------------------------------------------------------------------------------------

    @property
    def _save_in_bar(self) -> bool:
        return self.bp.save != "button" or self.app.chance("save button above") < 0.3

    def save_above(self) -> View | None:
        """In the toolbar: an icon, or a button of words."""
        if self.bp.save == "autosave" or not self._save_in_bar:
            return None
        if self.bp.save == "button":
            return button(self.label("save"), self.save, self.id_of("save", "button"))
        return icon_button(
            "check", "" if self.bp.save == "bare_icon" else self.label("save"), self.save, self.id_of("save", "icon")
        )

    def save_below(self) -> View | None:
        if self.bp.save != "button" or self._save_in_bar:
            return None
        return button(
            self.label("save"), self.save, self.id_of("save", "button"), filled=True, width=-1, margin=(16, 16, 16, 0)
        )

    def save(self) -> None:
        if self.draft.check():
            keep(self, self.draft, self.thing)
            self.close()
            self.saved()

    def saved(self) -> None:
        self.toast("Saved")

    def on_back(self) -> bool:
        if not self.draft.changed:
            return False
        if self.bp.save == "autosave":
            if self.draft.title:
                keep(self, self.draft, self.thing)
                self.saved()
            return False
        self.ask_discard()
        return True


class TwoSteps(FormPage):
    """A new thing: its title first, the rest on a second page."""

    def __init__(self) -> None:
        super().__init__(None)
        self.second = False

    def fields(self) -> list[ThingField]:
        return self.domain.thing.fields[1:] if self.second else self.domain.thing.fields[:1]

    def extras(self) -> list[View]:
        if self.second:
            return []
        go = button(self.label("next"), self.go_on, self.id_of("next", "button"), filled=True, margin=(16, 16, 16, 0))
        return [go]

    def save_above(self) -> View | None:
        return super().save_above() if self.second else None

    def save_below(self) -> View | None:
        return super().save_below() if self.second else None

    @property
    def heading(self) -> str:
        return self.draft.title if self.second else super().heading

    def go_on(self) -> None:
        if self.draft.check():
            self.second = True

    def on_back(self) -> bool:
        if self.second and self.bp.save != "autosave":
            self.second = False
            return True
        return super().on_back()


class FormDialog(Dialog):
    """The fields in a dialog."""

    def __init__(self, screen: FoundryScreen, thing: Stored | None) -> None:
        super().__init__(screen.label("edit") if thing else screen.label("add"))
        self.thing, self.foundry = thing, screen
        first = thing["fields"] if thing else changes.blank_fields(screen.domain)
        self.draft = Draft(screen, self, first)
        self.save_by = screen.bp.save
        if self.save_by == "button":
            self.positive = (screen.label("save"), self.save)
        if self.save_by != "autosave":
            self.negative = (screen.label("cancel"), self._leave)

    def body(self) -> View:
        fields = [
            self.draft.view(field, autofocus=not self.thing and n == 0)
            for n, field in enumerate(self.foundry.domain.thing.fields)
        ]
        inside = column(*fields, pad=(8, 0, 8, 8))
        scroll = View(cls="android.widget.ScrollView", id="form", scroll="y", height=-2, children=[inside])
        if self.save_by not in ("icon", "bare_icon"):
            return scroll
        desc = "" if self.save_by == "bare_icon" else self.foundry.label("save")
        icon = icon_button("check", desc, lambda: self.press(("", self.save)), self.foundry.id_of("save", "icon"))
        bar = row(text("", weight=1), icon, pad=(16, 0, 16, 0))
        scroll.weight = 1
        return column(bar, scroll)

    def save(self) -> object:
        """False keeps the dialog open."""
        if not self.draft.check():
            return False
        keep(self.foundry, self.draft, self.thing)
        self.toast("Saved")
        return None

    def cancel(self) -> None:
        self.press(("", self._leave))

    def _leave(self) -> object:
        if not self.draft.changed:
            return None
        if self.save_by == "autosave":
            if self.draft.title:
                keep(self.foundry, self.draft, self.thing)
            return None
        self.foundry.dialog(
            "Discard changes?", "Your changes have not been saved.",
            positive=("Discard", self.dismiss), negative=("Keep editing", None),
        )  # fmt: skip
        return False
