"""What `find("some words")` means: the thing on the screen that says them, looked for by scrolling to both ends.

The same words win at once; otherwise the whole screen is read, and the one text that is nearest is taken if no other comes
close. What a named screen doesn't say at all is looked for where the doc has it; a setting, on the app's settings. What is tapped
is the nearest thing around the text that takes taps.
"""

from __future__ import annotations

from collections.abc import Iterable

from apidocs.doc import Screen
from apidocs.doc.buttons import SAVING
from apidocs.doc.words import words_of
from phones.hierarchy import Node

from ..calls.errors import CallFailed
from ..screen.front import Front, Sight
from ..screen.matching import choose_setting, choose_text, plain_words, quoted
from ..screen.scrolling import from_top, pages
from ..screen.states import Spot
from .navigating import Navigator
from .targets import Target


class _Unsaid(CallFailed):
    """Nothing on the screen says it, or anything like it."""


class FoundTarget(Target):
    """Something that is named by its words alone."""

    def __init__(
        self, front: Front, navigator: Navigator, screen: Screen | None, text: str, *, setting: bool = False
    ) -> None:
        """`setting`: it is to be turned or chosen."""
        self._front = front
        self._navigator = navigator
        self.screen = screen
        self.text = text
        self._setting = setting
        self._took = ""
        """The text that was taken for it: what to look for when the screen has changed."""

    @property
    def name(self) -> str:
        return f"{self.screen.name + '.' if self.screen else ''}find({self.text!r})"

    def reach(self) -> Spot:
        if self.screen is not None:
            self._navigator.go(self.screen)
        self._refuse_several()
        spot = self.again()
        if spot is not None:
            return spot
        try:
            return self._search()
        except _Unsaid:
            spot = self._elsewhere()
            if spot is None:
                raise
            return spot

    def again(self) -> Spot | None:
        sight = self._front.look()
        said = _said(sight)
        wanted = self._took or self.text
        choice = choose_text(wanted, [text for text, _ in said])
        if choice.how not in ("exact", "same letters"):
            return None
        alike = [said[i][1] for i in choice.candidates]
        if not alike:
            return None
        node = self._one_of(alike)
        return Spot(node, sight, f"words ({choice.how})", None, node.text or node.content_desc or node.hint)

    def _search(self) -> Spot:
        """Read the screen from top to bottom and take the best. Raises CallFailed for none, or several alike."""
        seen: dict[str, None] = {}
        for sight in from_top(self._front):
            spot = self.again()
            if spot is not None:
                return spot
            seen |= dict.fromkeys(text for text, _ in _said(sight))
        texts = list(seen)
        choice = choose_text(self.text, texts)
        if choice.best is None and self._setting:
            meant = choose_setting(self.text, texts)  # a heading may share some words too
            choice = meant if meant.best is not None else choice
        if choice.best is None:
            if choice.candidates:
                fitting = quoted([texts[i] for i in choice.candidates])
                raise CallFailed(f'Several things on the screen fit "{self.text}": {fitting}. Say which.')
            raise _Unsaid(f'Nothing on {self._where()} says "{self.text}". It says: {quoted(texts, 12) or "nothing"}.')
        self._took = texts[choice.best]
        self._front.note(f'took "{self._took}" for "{self.text}" ({choice.how})')
        spot = self._met_on(pages(self._front, "up"))  # it may have been met above
        if spot is None:
            raise CallFailed(f'"{self._took}" went out of view while it was looked for.')
        return spot

    def _elsewhere(self) -> Spot | None:
        """The same words on another screen; None where no other that may have them does."""
        if self.screen is None or SAVING.intersection(words_of(self.text)):
            return None  # every form has its own Save
        for place in self._navigator.saying(self.text, self.screen, settings=self._setting):
            try:
                self._navigator.go(place)
            except CallFailed:
                continue
            spot = self._met_on(from_top(self._front))
            if spot is not None:
                self._front.note(f'"{self.text}" is on {place.name}, not on {self.screen.name}')
                return spot
        return None

    def _met_on(self, looks: Iterable[Sight]) -> Spot | None:
        """Where it is in view first."""
        return next((spot for _ in looks if (spot := self.again()) is not None), None)

    def _one_of(self, alike: list[Node]) -> Node:
        """Of several that say the same: the one that can be acted on, or all are parts of one thing."""
        targets = {id(node.actionable()): node for node in alike if node.actionable() is not None}
        if len(targets) < 2:
            return next(iter(targets.values()), alike[0])
        raise CallFailed(
            f'"{self.text}" stands {len(alike)} times on {self._where()}, and it isn\'t said which is meant.'
        )

    def _refuse_several(self) -> None:
        """Raise CallFailed where the doc knows several of these words under different headings of the page: which of them is in
        view, is no reason to take it."""
        screen, wanted = self.screen or self._front.look().screen, plain_words(self.text)
        named = [e for e in screen.elements if e.locator.under and plain_words(e.label) == wanted] if screen else []
        if len(named) > 1:
            under, names = quoted([e.locator.under for e in named]), ", ".join(e.name for e in named)
            raise CallFailed(
                f'"{self.text}" stands under several headings of {self._where()}: {under}. Say which: {names}.'
            )

    def _where(self) -> str:
        return self.screen.name if self.screen else "the screen in front"


def touched(spot: Spot) -> Node:
    """What to tap for a thing found by its words: the nearest node around them that takes taps, else the words."""
    return spot.node.actionable() or spot.node


def _said(sight: Sight) -> list[tuple[str, Node]]:
    """Everything in the window on top that says something, once for each of its texts: that and the node."""
    return [
        (text, node)
        for node in sight.nodes
        for text in dict.fromkeys((node.text, node.content_desc, node.hint if node.editable else ""))
        if text.strip()
    ]
