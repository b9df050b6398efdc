"""A blueprint: how one app of a domain is built, drawn from a seed. Data only: which of several ways each thing is done.

`foundry.app` builds the app from it on the demo phone's toolkit, `foundry.planning` reads from it what has to be done for a
task. Neither draws anything by itself, so that they can't disagree.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any, Literal

from .domain import Domain, Setting

Make = Literal["views", "compose", "flutter"]
"""Whose kind of dump it gives: ids and Android's classes; hardly any ids and plain views; no ids, texts as descriptions."""
Navigation = Literal["flat", "menu", "drawer", "bottom", "tabs"]
"""How pages, settings and archived things are reached: icons of the toolbar, its menu, a drawer, a bottom bar, tabs."""
Rows = Literal["rows", "cards", "grid", "sections"]
Opens = Literal["page", "sheet", "editor"]
"""What a tap on a row shows: a page of details, a sheet of them over the list, the form itself."""
RowMenu = Literal["none", "popup", "dots", "selection"]
"""What may be done from the list: nothing, a menu after a long press, a menu behind three dots, a selection."""
Add = Literal["fab", "bare_fab", "toolbar", "menu", "inline"]
"""`bare_fab` is an icon without words; `inline` is a field above the list for a title, with a button behind it."""
Form = Literal["page", "dialog", "two_steps"]
Save = Literal["button", "icon", "bare_icon", "autosave"]
"""What keeps a form: words, an icon with a description, one without, leaving it."""
Asked = Literal["confirm", "undo", "at_once"]
"""Deleting: asked first, taken back from a bar afterwards, neither."""
Search = Literal["icon", "bar", "none"]
Filter = Literal["chips", "dialog", "none"]
"""Stays until it is taken off."""
Editing = Literal["form", "each"]
"""Details are changed in the form behind an edit button, or each by tapping it."""
Actions = Literal["icons", "menu", "buttons"]
"""Where a thing's deeds and flags stand on its details."""

SAVE_WORDS = "Save|Done|OK|Keep|Apply|Confirm|Finish|Save changes|Add to list|Store|Create|Ready".split("|")
CANCEL_WORDS = "Cancel|Close|Not now|Dismiss|Discard|Back".split("|")
DELETE_WORDS = "Delete|Remove|Yes|OK|Yes, delete|Move to bin|Erase".split("|")
EDIT_WORDS = "Edit|Change|Modify|Edit details".split("|")
SETTINGS_WORDS = "Settings|Preferences|Options|Setup".split("|")
SORT_WORDS = "Sort by|Sort|Order|Arrange".split("|")
FILTER_WORDS = "Filter|Show only|Refine".split("|")
NEXT_WORDS = "Next|Continue|Go on".split("|")
_OWN_WORDS = {
    "save": SAVE_WORDS, "cancel": CANCEL_WORDS, "confirm_delete": DELETE_WORDS, "edit": EDIT_WORDS, "settings": SETTINGS_WORDS,
    "sort": SORT_WORDS, "filter": FILTER_WORDS, "next": NEXT_WORDS,
}  # fmt: skip
TOGGLE_WIDGETS = ("switch", "checkbox", "radio")
CHOICE_WIDGETS = ("dialog", "dialog_ok", "dropdown", "radio", "page", "chips")
NUMBER_WIDGETS = ("dialog", "stepper", "choice")
TEXT_WIDGETS = ("dialog", "page")


@dataclass(frozen=True)
class Blueprint:
    """One app. Its state is described at `first_state`."""

    domain: Domain
    seed: int
    package: str
    label: str
    make: Make
    navigation: Navigation
    rows: Rows
    shown: tuple[str, ...]
    """Keys of the fields that a row shows below its title."""
    row_flag: str
    """Key of the flag that is tapped on the row itself; empty: none."""
    opens: Opens
    row_menu: RowMenu
    swipe: str
    """`delete`, or the key of a flag, done by swiping a row to the left; empty: nothing."""
    actions: Actions
    editing: Editing
    add: Add
    form: Form
    save: Save
    delete: Asked
    search: Search
    filter: Filter
    filter_by: str
    """Path of what is filtered by: `field.genre` (a choice) or `flag.favourite`."""
    sort: bool
    nested_settings: bool
    """Groups of settings are pages of their own, and not headings."""
    widgets: dict[str, str]
    """By a setting's key, how it is shown: a word of `TOGGLE_WIDGETS` and the others."""
    dates: str
    """How dates are shown, as strftime has it."""
    labels: dict[str, str]
    """By path what the screen calls it: those of `Domain.sayables`, and `save`, `cancel`, `confirm_delete`, `edit`, `settings`,
    `sort`, `filter`, `next`, `home`."""
    accent: str
    things: int
    """How many there are at first."""
    facts: dict[str, str] = field(default_factory=dict)
    """By path the value that a page shows."""

    def label_of(self, path: str) -> str:
        return self.labels[path]

    def filter_options(self) -> dict[str, str]:
        """What can be filtered by, as the state has it, and as the screen says it."""
        kind, _, key = self.filter_by.partition(".")
        if kind == "flag":
            return {key: self.label_of(self.filter_by)}
        found = next((f.values for f in self.domain.thing.fields if f.key == key), [])
        return {value: value for value in found}

    def first_state(self) -> dict[str, Any]:
        """What is stored on a fresh app; the app keeps it so, and judges compare it:

        {"things": [{"id": 1, "fields": {KEY: str}, "flags": {KEY: bool}, "parts": [{"text": str, "done": bool}]}],
         "settings": {KEY: str | bool}, "done": {ACTION: int}, "shared": [str], "view": {"filter": str, "sort": str}}

        A new thing's id is one more than any before ("last_id"), its fields that nobody filled in are empty (of a choice, the first
        option), its flags off, and it comes last. `shared` has the titles that were shared, in order.
        """
        draw = random.Random(f"{self.package} state")
        thing = self.domain.thing
        titles = draw.sample(thing.title.values, min(self.things, len(thing.title.values) - 4))
        things = []
        for number, title in enumerate(titles, 1):
            fields = {f.key: draw.choice(f.values) for f in thing.fields}
            fields[thing.title.key] = title
            flags = {f.key: draw.random() < (0.15 if f.look == "archive" else 0.35) for f in thing.flags}
            parts = []
            if thing.parts:
                for text in draw.sample(thing.parts.values, draw.randint(0, min(5, len(thing.parts.values) - 2))):
                    parts.append({"text": text, "done": thing.parts.ticks and draw.random() < 0.4})
            things.append({"id": number, "fields": fields, "flags": flags, "parts": parts})
        settings: dict[str, str | bool] = {}
        for setting in self.domain.settings:
            settings[setting.key] = setting.values[0] == "on" if setting.kind == "toggle" else setting.values[0]
        return {
            "things": things, "last_id": len(things), "settings": settings, "done": {a.key: 0 for a in self.domain.actions},
            "shared": [], "view": {"filter": "", "sort": ""},
        }  # fmt: skip


def draw_blueprint(domain: Domain, seed: int) -> Blueprint:
    """The app of a domain and a seed; the same ones give the same app on every machine."""
    draw = random.Random(f"{domain.name} {seed}")
    thing = domain.thing
    make: Make = draw.choices(("views", "compose", "flutter"), (6, 3, 1))[0]
    choices = [f"field.{f.key}" for f in thing.fields if f.kind == "choice"] + [
        f"flag.{f.key}" for f in thing.flags if f.look != "archive"
    ]
    plain = [f.key for f in thing.fields[1:] if f.kind != "long_text"]
    flags = [f.key for f in thing.flags]
    rows: Rows = draw.choices(("rows", "cards", "grid", "sections"), (5, 2, 1, 2))[0]
    filter_: Filter = draw.choice(("chips", "dialog", "none")) if choices else "none"
    opens: Opens = draw.choices(("page", "sheet", "editor"), (6, 2, 2))[0]
    return Blueprint(
        domain=domain,
        seed=seed,
        package=f"app.foundry.{domain.name.replace('_', '')}{seed}",
        label=draw.choice(domain.apps),
        make=make,
        navigation=draw.choice(("flat", "menu", "drawer", "bottom", "tabs")),
        rows=rows,
        shown=tuple(draw.sample(plain, min(len(plain), draw.randint(0, 2)))),
        row_flag=draw.choice(flags) if draw.random() < 0.4 else "",
        opens=opens,
        row_menu=draw.choice(("none", "popup", "dots", "selection")),
        swipe=draw.choice(("", "", "", "delete", *flags)),
        actions=draw.choice(("icons", "menu", "buttons")),
        editing=draw.choice(("form", "each")),
        add=draw.choice(("fab", "fab", "bare_fab", "toolbar", "menu", "inline")),
        form=draw.choices(("page", "dialog", "two_steps"), (5, 3, 1))[0],
        save=draw.choice(("button", "button", "icon", "bare_icon", "autosave")),
        delete=draw.choice(("confirm", "undo", "at_once")),
        search=draw.choice(("icon", "bar", "none")),
        filter=filter_,
        filter_by=draw.choice(choices) if choices else "",
        sort=draw.random() < 0.5,
        nested_settings=draw.random() < 0.4,
        widgets={s.key: _widget(s, draw) for s in domain.settings},
        dates=draw.choice(("%Y-%m-%d", "%-d %b %Y", "%d.%m.%Y", "%B %-d, %Y", "%a, %-d %b %Y")),
        labels=_labels(domain, draw),
        accent=draw.choice(("#3B5BA9", "#7A3B5D", "#2E6B4F", "#8A5A1F", "#5A4FA0", "#A03B3B", "#1F6F78")),
        things=draw.randint(4, 14),
        facts={f"fact.{page.key}.{fact.key}": draw.choice(fact.values) for page in domain.pages for fact in page.facts},
    )


def _widget(setting: Setting, draw: random.Random) -> str:
    kinds = {"toggle": TOGGLE_WIDGETS, "choice": CHOICE_WIDGETS, "number": NUMBER_WIDGETS, "text": TEXT_WIDGETS}[
        setting.kind
    ]
    return draw.choices(kinds, [4 if n == 0 else 1 for n in range(len(kinds))])[0]


def _labels(domain: Domain, draw: random.Random) -> dict[str, str]:
    labels: dict[str, str] = {}
    for path, one in domain.sayables():
        taken = {label for other, label in labels.items() if other.split(".")[0] == path.split(".")[0]}
        labels[path] = draw.choice([label for label in one.labels if label not in taken] or one.labels)
    home = ["All", "Home", domain.thing.many, f"My {domain.thing.many.lower()}"]
    for path, words in (*_OWN_WORDS.items(), ("home", home)):
        labels[path] = draw.choice(words)
    return labels
