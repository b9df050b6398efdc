"""A doc being edited: the text lies beside the doc until it was taken, so that nothing typed is lost, whatever happens."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ground.errors import DocError
from ground.private_files import write_private

from ..doc import AppDoc
from . import store
from .edit_reading import Check, Reading, read_edits
from .edit_text import editable


@dataclass(frozen=True)
class Draft:
    """What a person types, in a file."""

    package: str
    taken_up: bool = False
    """Whether it was there from before, not taken then."""

    @property
    def path(self) -> Path:
        return store.doc_path(self.package).with_name(f"{self.package}.edit.toml")

    @property
    def _opened(self) -> Path:
        """The text as it was opened."""
        return self.path.with_name(f"{self.package}.edit.was.toml")

    @property
    def before(self) -> Path:
        """The edits as they were before the last ones."""
        return self.path.with_name(f"{self.package}.overlay.before.toml")

    @property
    def touched(self) -> bool:
        """Whether anything was typed since it was opened first."""
        return not self._opened.exists() or self.read() != self._opened.read_text("utf-8")

    def read(self) -> str:
        """What is typed so far. Raises DocError where it is no text."""
        try:
            return self.path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise DocError(f"{self.path} can't be read: {error}") from None

    def write(self, text: str) -> None:
        write_private(self.path, text.encode("utf-8", "replace"))

    def take(self, check: Check) -> Reading:
        """Make what is typed the doc's edits, where nothing is wrong with it; else all stays as it was, the text too."""
        try:
            opened = self._opened.read_text("utf-8")
        except FileNotFoundError:
            opened = text_of(self.package)
        doc, edits = _learned(self.package)
        reading = read_edits(self.read(), opened, doc, edits, check)
        if reading.flaws:
            return reading
        if reading.changes:
            if edits:
                write_private(self.before, edits.encode())
            write_private(store.overlay_path(self.package), reading.overlay.encode())
        self.forget()
        return reading

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)
        self._opened.unlink(missing_ok=True)


def draft_of(package: str, screen: str = "", *, anew: bool = False) -> Draft:
    """The text to be typed in: one from before that wasn't taken, or a new one. `anew`: a new one in any case.

    Raises DocError where there is no doc, or no such screen."""
    draft = Draft(package, taken_up=True)
    if draft.path.exists() and not anew:
        return draft
    text = text_of(package, screen)
    draft = Draft(package)
    write_private(draft._opened, text.encode("utf-8", "replace"))
    draft.write(text)
    return draft


def text_of(package: str, screen: str = "") -> str:
    """All that can be edited, as it stands. Raises DocError where there is no doc, or no such screen."""
    doc, _ = _learned(package)
    overlay = store.load_overlay(package)
    if screen and doc.screen(screen) is None:
        renamed = [was for was, edit in overlay.screens.items() if edit.name == screen and doc.screen(was)]
        if not renamed:
            raise DocError(f"{package} has no screen {screen!r}. It has: {', '.join(s.name for s in doc.screens)}")
        screen = renamed[0]
    return editable(doc, overlay, screen)


def _learned(package: str) -> tuple[AppDoc, str]:
    """The doc as it was learned, and the text of its edits."""
    doc = store.load(package, edited=False)
    store.load_overlay(package)  # says what is wrong with it
    try:
        return doc, store.overlay_path(package).read_text("utf-8")
    except FileNotFoundError:
        return doc, ""
