"""What a run may press at its end that its script doesn't say: told from the person's words before it, heeded by it after."""

from __future__ import annotations

from dataclasses import dataclass

from apidocs.doc import Effect
from apidocs.doc.effects import severity

from .policy import LastAct

DEEDS = frozenset("call dial print send share export save delete download archive restore reply".split())
"""Verbs that end a task; what only leads somewhere, fills something in, or begins by itself (playing), is not."""


@dataclass(frozen=True)
class LeftOut:
    """What a row is told by that is to be left out."""

    text: str
    whole: bool
    """Whether it is all that the row's text may say, and not a part of it."""

    def fits(self, value: str) -> bool:
        wanted, said = self.text.strip().casefold(), value.strip().casefold()
        return wanted == said if self.whole else wanted in said


@dataclass(frozen=True)
class Closing:
    """What a run may press that its script doesn't say: nothing at all, where a person wrote the script."""

    effects: frozenset[Effect] = frozenset(Effect)
    """What the person's words allow. What is graver than saving has to be what the script's own last act did, too."""
    deeds: frozenset[str] = frozenset()
    """Those of `DEEDS` that the person orders; see `interpreter.run.left_open`."""
    leaves: bool = True
    """Whether a form that keeps what was put in when it is left is left at the end."""
    consented: bool = False
    """Whether the app's question about what the person has consented to may be answered where no word of theirs speaks of it:
    "I sold it", and they let it be removed."""

    keeps_marks: bool = False
    """Whether the person takes no mark off, "make Ann a favourite": a star that is set isn't tapped, which would take it off."""
    says_marks: bool = True
    """Whether their words speak of a mark: that one is set already is what they wanted only then."""
    takes_marks: bool = False
    """Whether they only take marks off, "unstar it": one that a tap has set is taken off again."""

    leaves_out: tuple[LeftOut, ...] = ()
    """Rows that the words except, as the script tells them from the others: nothing is changed where none of them is there."""

    def may(self, effect: Effect, last: LastAct | None) -> bool:
        """Whether something of this effect may be pressed after the script's last act."""
        saves = severity(effect) <= severity(Effect.COMMIT)
        again = last is not None and severity(effect) <= severity(last.effect)
        known = self.consented and again and last is not None and last.about is not None
        return effect in self.effects and (saves or again) or known


NOTHING, ANYTHING = Closing(frozenset()), Closing()
