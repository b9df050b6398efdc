"""A phone that types stored secrets and never shows them: whoever is above it has `‹secret:NAME›` in place of each.

The one place where a value and the phone meet. What is typed has its placeholders put in; what the phone shows has the values
taken out, so that no doc, prompt, script, record or error above can hold one. No picture is taken of a screen that shows one,
nor after one was typed until something else is done.
What is not covered: a value that an app shows in other words, by signs of its own, or drawn where no dump tells of it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping, Sequence
from html import escape, unescape

from ground.errors import PhoneError, ThumbwrightError

from .errors import CallRefused, CommandRefused
from .hierarchy import Hierarchy, Node
from .passing import PassingPhone
from .phone import Commanded, Key, Phone

_OPEN = "‹secret:"
PLACEHOLDER = re.compile("‹secret:([^›]+)›")
_SHOWN = re.compile(
    r"""(?<=\s)(text|content-desc|hint|tooltip-text|pane-title|state-description|error)=(?:"([^"]*)"|'([^']*)')"""
)
"""What a dump says in words; its numbers and ids are left alone."""
_BETWEEN = r"[\s\u00a0\u2009\u202f.\-]?"
"""What apps group signs with."""


def placeholder(name: str) -> str:
    """What stands for a secret everywhere but on the phone."""
    return f"{_OPEN}{name}›"


class Values:
    """Stored secrets by name, put into texts and taken out of them."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = dict(values)
        longest_first = sorted(self._values, key=lambda name: -len(self._values[name]))
        self._patterns = [(re.compile(_pattern(self._values[n]), re.IGNORECASE), placeholder(n)) for n in longest_first]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._values)

    def reveal(self, text: str) -> str:
        """With the values in place of the placeholders."""
        return PLACEHOLDER.sub(lambda found: self._values.get(found[1], found[0]), text)

    def hide(self, text: str) -> str:
        """With placeholders in place of the values, also where they are grouped, or written in capitals."""
        for pattern, instead in self._patterns:
            text = pattern.sub(lambda _, instead=instead: instead, text)  # type: ignore[misc]
        return text

    def hide_shown(self, xml: str) -> str:
        """A dump without the values. What looks like a placeholder on the screen, and is none of ours, is made not to: nobody
        shall have a secret typed by writing its name."""
        return _SHOWN.sub(self._shown, xml)

    def _shown(self, attribute: re.Match[str]) -> str:
        said = unescape(attribute[2] or attribute[3] or "")
        without = self.hide(said.replace(_OPEN, "‹ secret:"))
        if without == said:
            return attribute[0]
        return f'{attribute[1]}="{escape(without).replace(chr(10), "&#10;")}"'


def _pattern(value: str) -> str:
    return _BETWEEN.join(re.escape(sign) for sign in value)


NONE = Values({})
"""For whom none is stored."""


def hiding(phone: Phone, values: Values) -> Phone:
    """The phone with these kept from whoever uses it; itself where there are none."""
    return HidingPhone(phone, values) if values.names else phone


class HidingPhone(PassingPhone):
    """Passes everything on but the values."""

    def __init__(self, phone: Phone, values: Values) -> None:
        super().__init__(phone)
        self._values = values
        self._shows = False
        """Whether the last dump had one."""
        self._typed = False
        """One was typed, and nothing else done since: its last sign may still be readable."""

    def dump(self) -> Hierarchy:
        return self._seen(self._phone.dump())

    def shown(self) -> Hierarchy:
        return self._seen(self._phone.shown())

    def settle(self, timeout_s: float = 5.0, stop: threading.Event | None = None) -> Hierarchy:
        return self._seen(self._phone.settle(timeout_s, stop))

    def _seen(self, hierarchy: Hierarchy) -> Hierarchy:
        xml = self._values.hide_shown(hierarchy.xml)
        self._shows = xml != hierarchy.xml
        return Hierarchy.parse(xml, hierarchy.activity, hierarchy.keyboard_package) if self._shows else hierarchy

    def type_text(self, text: str, *, clear: bool = True) -> None:
        value = self._values.reveal(text)
        self._typed = value != text
        try:
            self._phone.type_text(value, clear=clear)
        except ThumbwrightError as error:
            error.args = tuple(self._values.hide(str(arg)) for arg in error.args)
            raise

    def command(self, words: Sequence[str]) -> str:
        """No secret goes into a command: what an intent carries, other apps may read."""
        line = " ".join(words)
        if PLACEHOLDER.search(line):
            raise CommandRefused(self.serial, line, "a stored secret is only typed, and put into no command")
        if not isinstance(self._phone, Commanded):
            raise PhoneError(f"{self.serial} takes no commands of its own.")
        self._typed = False
        try:
            return self._values.hide(self._phone.command(words))
        except ThumbwrightError as error:
            error.args = tuple(self._values.hide(str(arg)) for arg in error.args)
            raise

    def screenshot(self) -> bytes:
        if not self._typed and not self._shows:
            picture = self._phone.screenshot()
            self.dump()  # it may have come up meanwhile
            if not self._shows:
                return picture
        raise CallRefused(self.serial, "take a screenshot", "a stored secret is on the screen")

    def last_toast(self) -> str:
        return self._values.hide(self._phone.last_toast().replace(_OPEN, "‹ secret:"))

    def tap(self, x: int, y: int, *, on: Node | None = None) -> None:
        self._typed = False
        self._phone.tap(x, y, on=self._plain(on))

    def long_press(self, x: int, y: int, duration_s: float = 0.6, *, on: Node | None = None) -> None:
        self._typed = False
        self._phone.long_press(x, y, duration_s, on=self._plain(on))

    def _plain(self, on: Node | None) -> Node | None:
        """Where a value was taken out of the dump, the phone wouldn't find what stands in its place."""
        return None if on is not None and PLACEHOLDER.search(f"{on.text}{on.content_desc}") else on

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_s: float = 0.3) -> None:
        self._typed = False
        self._phone.swipe(x1, y1, x2, y2, duration_s)

    def key(self, name: Key) -> None:
        self._typed = False
        self._phone.key(name)

    def launch(self, package: str, *, stop_first: bool = False) -> None:
        self._typed = False
        self._phone.launch(package, stop_first=stop_first)

    def stop(self, package: str) -> None:
        self._phone.stop(package)
