"""What an app has several of, by what its screens say: where there are folders, "Move to folder" isn't done before it was said to
which.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..doc import Effect, Kind
from ..doc.words import purpose_words, singular, split_words, word_set
from ..elements.collecting import Control
from ..screens.marks import Seen
from ..screens.windows import words_on
from .deeds import Intent

_TO = word_set("to into")
_ANY = word_set("a an another other")
_DONE = (Effect.NAVIGATE, Effect.SETTINGS, Effect.COMMIT)
"""What a deed among things of one's own comes to; what deletes or sends is told by other words of it."""


class Several:
    """Remembers the words for what there are several of, as one of them is called: by what a choice is called that offers them, and
    what a tab or a page is headed with that has them all."""

    def __init__(self) -> None:
        self._words: set[str] = set()

    def note(self, seen: Seen, found: Iterable[Control]) -> None:
        """A dump came, with its controls."""
        for control in found:
            if control.kind is Kind.CHOICE or control.options:
                called = split_words(control.label or control.heading, camel=False)
                called = called or tuple(purpose_words(control.node.id_name))
                self._words.update(called[-1:])
        for heading in (seen.title, *(words_on(tab) for group in seen.window.tabs for tab in group)):
            words = split_words(heading, camel=False)
            if len(words) == 1 and singular(words[0]) != words[0]:
                self._words.add(singular(words[0]))

    def asks_which(self, intent: Intent) -> bool:
        """Whether it says that something is put to one of them, and not to which."""
        words = split_words(intent.label, camel=False)
        if len(words) < 3 or words[1] not in _TO or intent.effect not in _DONE:
            return False
        where = words[2:] if words[2] not in _ANY else words[3:]
        return len(where) == 1 and where[0] in self._words
