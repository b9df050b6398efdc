"""What a person changed in a doc by hand, kept beside it so that it survives learning the app again.

A TOML file in which screens and elements stand under the names they were learned with:

    removed = ["a task of a sample that is not wanted"]

    [screens.main.elements.fab]
    name = "add_note"
    description = "create a note"
    effect = "navigate"

    [[samples]]
    task = "start the day"
    script = "main.add_note.tap()"

What it says of things that the doc hasn't (any more) is kept and reported, not lost.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ground.errors import DocError

from ..doc import AppDoc, Effect, Element, Sample, Screen
from ..doc.renaming import Names, renamed
from ..doc.table import api_names, problems
from ..samples.bank import holding
from .foreign import sample_flaws


class _Edit(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ElementEdit(_Edit):
    """Changes to an element; None leaves what was learned."""

    name: str | None = None
    label: str | None = None
    description: str | None = None
    also: str | None = None
    effect: Effect | None = None
    options: list[str] | None = None
    hidden: bool = False
    """Leaves it out of the doc."""
    item: str | None = None
    """Of a list: what one row is called."""
    item_effect: Effect | None = None
    """Of a list: what opening a row does."""
    parts: dict[str, str] = Field(default_factory=dict)
    """Of a list: new names of a row's parts by the learned ones."""


class ScreenEdit(_Edit):
    """Changes to a screen."""

    name: str | None = None
    title: str | None = None
    description: str | None = None
    hidden: bool = False
    elements: dict[str, ElementEdit] = Field(default_factory=dict)


class OwnSample(_Edit):
    """A sample beside those that were made."""

    task: str
    script: str
    saved_as: str = ""
    """The saved task it comes from; empty where somebody wrote it here."""


class Overlay(_Edit):
    """All hand edits of one doc."""

    label: str | None = None
    start: str | None = None
    """The learned name of the screen that a launch shows."""
    screens: dict[str, ScreenEdit] = Field(default_factory=dict)
    samples: list[OwnSample] = Field(default_factory=list)
    removed: list[str] = Field(default_factory=list)
    """Tasks of samples that are not wanted."""

    @property
    def edits(self) -> bool:
        """Whether anything was edited by hand. What a saved task brought is no edit, nor what was taken back."""
        changed = any(
            screen.model_copy(update={"elements": {}}) != ScreenEdit()
            or any(element != ElementEdit() for element in screen.elements.values())
            for screen in self.screens.values()
        )
        own = any(not sample.saved_as for sample in self.samples)
        return bool(self.label or self.start or self.removed or changed or own)


def read_overlay(data: dict[str, Any], where: str) -> Overlay:
    """Take an overlay from parsed TOML. Raises DocError naming the file, the key and what is wrong."""
    try:
        found = Overlay.model_validate(data)
        if wrong := [flaw for own in found.samples for flaw in sample_flaws(own.task, own.script)]:
            raise DocError(f"{where}: samples: {wrong[0]}. Correct it in the file, or delete the file")
        return found
    except ValidationError as e:
        first = e.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise DocError(f"{where}: {key}: {first['msg']}. Correct it in the file, or delete the file") from e


def with_overlay(doc: AppDoc, overlay: Overlay, where: str = "the overlay") -> AppDoc:
    """The doc as edited. Raises DocError where an edit makes it unusable: a name that is taken or reserved."""
    before = set(problems(doc))
    edited = doc.model_copy(deep=True)
    if overlay.label:
        edited.label = overlay.label
    if overlay.start and edited.screen(overlay.start):
        edited.start = overlay.start
    for name, edit in overlay.screens.items():
        screen = edited.screen(name)
        if screen is not None:
            _edit_screen(edited, screen, edit)
    names = _names(edited, overlay)
    edited = renamed(edited, names)
    removed = set(overlay.removed)
    own = [Sample(task=s.task, script=s.script, source="person") for s in overlay.samples if s.task not in removed]
    taken = {s.task for s in own}
    samples = own + [s for s in edited.samples if s.task not in removed | taken]
    edited.samples = holding(samples, api_names(edited))
    new = [p for p in problems(edited) if p not in before]
    if new:
        raise DocError(
            f"{where} makes the doc of {doc.package} unusable: {'; '.join(new)}. Correct the names in the file"
        )
    return edited


def leftovers(doc: AppDoc, overlay: Overlay) -> list[str]:
    """What the overlay says of things the doc hasn't, and its samples that don't hold, one line each."""
    found: list[str] = []
    if overlay.start and doc.screen(overlay.start) is None:
        found.append(f"start: there is no screen {overlay.start!r}")
    for name, edit in overlay.screens.items():
        screen = doc.screen(name)
        if screen is None:
            found.append(f"there is no screen {name!r}")
            continue
        for element, change in edit.elements.items():
            thing = screen.element(element)
            if thing is None:
                found.append(f"there is no element {name}.{element}")
            elif change.parts:
                have = {p.name for p in thing.item.parts} if thing.item else set()
                found += [f"a row of {name}.{element} has no part {p!r}" for p in change.parts if p not in have]
    known = {s.task for s in doc.samples} | {s.task for s in overlay.samples}
    found += [f"there is no sample {task!r} to remove" for task in overlay.removed if task not in known]
    held = {(s.task, s.script) for s in with_overlay(doc, overlay).samples}
    lost = [s.task for s in overlay.samples if (s.task, s.script) not in held and s.task not in overlay.removed]
    return found + [f"the sample {task!r} names what the doc has not" for task in lost]


def _edit_screen(doc: AppDoc, screen: Screen, edit: ScreenEdit) -> None:
    if edit.hidden:
        doc.screens = [s for s in doc.screens if s is not screen]
        doc.transitions = [t for t in doc.transitions if screen.name not in (t.source, t.target)]
        doc.start = "" if doc.start == screen.name else doc.start
        _unlink(doc, screen.name)
        return
    if edit.title is not None:
        screen.title = edit.title
    if edit.description is not None:
        screen.description = edit.description
    for name, change in edit.elements.items():
        element = screen.element(name)
        if element is None:
            continue
        if change.hidden:
            screen.elements = [e for e in screen.elements if e is not element]
            doc.transitions = [t for t in doc.transitions if (t.source, t.element) != (screen.name, name)]
            for other in screen.elements:
                other.commit = "" if other.commit == name else other.commit
            continue
        _edit_element(element, change)


def _edit_element(element: Element, change: ElementEdit) -> None:
    for key in ("label", "description", "also", "effect", "options"):
        value = getattr(change, key)
        if value is not None:
            setattr(element, key, value)
    if element.item is not None and change.item_effect is not None:
        element.item.effect = change.item_effect


def _unlink(doc: AppDoc, gone: str) -> None:
    for screen in doc.screens:
        for element in screen.elements:
            if element.item is not None:
                element.item.opens = "" if element.item.opens == gone else element.item.opens
                element.item.menu = "" if element.item.menu == gone else element.item.menu
                for part in element.item.parts:
                    part.opens = "" if part.opens == gone else part.opens


def _names(doc: AppDoc, overlay: Overlay) -> Names:
    edits = {name: edit for name, edit in overlay.screens.items() if doc.screen(name)}
    changes = {(s, e): change for s, edit in edits.items() for e, change in edit.elements.items()}
    return Names(
        screens={name: edit.name for name, edit in edits.items() if edit.name},
        elements={key: change.name for key, change in changes.items() if change.name},
        items={key: change.item for key, change in changes.items() if change.item},
        parts={(*key, old): new for key, change in changes.items() for old, new in change.parts.items()},
    )
