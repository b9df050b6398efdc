"""The gate that every change of a script passes before it runs, whoever proposes it.

What the model wrote is put right where its names don't exist; what it does is not ours to change. So no change does more to
the phone than the script did: it adds no effect, makes none graver, drops none that was ordered, turns no reading into an act
and no state, option or value that the person said into another. The person's own words alone can allow more, and only what
they order: the tap that saves a form, the Send of "send it". A question orders nothing, nor does what is forbidden.

A change that may be right and isn't sure is offered: shown to the person, and not made.
"""

from __future__ import annotations

import re

from apidocs.doc import AppDoc, Effect, Kind
from apidocs.doc.committing import committing
from apidocs.doc.effects import asks, effect_of, severity
from apidocs.doc.words import words_of
from interpreter.check.impact import Act, Impact, impact
from interpreter.consent.closing import DEEDS, Closing
from interpreter.reading.edits import Change, Ruling
from interpreter.reading.members import Members
from interpreter.reading.uses import Use

from ..words.intent import read_intent
from ..words.lexicon import said_words
from .coverage import Script
from .marks import keeps_marks, speaks_of_marks, takes_marks
from .spared import names_left_out


class TaskGate:
    """What may be changed in the scripts of one task. Fulfils `interpreter.reading.edits.Gate`."""

    def __init__(self, task: str, doc: AppDoc) -> None:
        self._doc, self._members = doc, Members(doc)
        self._intent = read_intent(task)
        heeded = [clause for clause in self._intent.clauses if clause.mood != "forbid"]
        self._said = said_words(" ".join([*(c.text for c in heeded), *self._intent.quoted])) - self._intent.forbidden
        """Stems of all that the person says and doesn't forbid."""
        self._first = ""
        """The script as the model wrote it, or as near to that as it came here."""

    def __call__(self, change: Change) -> Ruling:
        """Whether a change is made, offered or left."""
        self._first = self._first or change.before
        before, after = (impact(text, self._doc, self._members) for text in (change.before, change.after))
        if after is None:
            return "leave"
        if before is None:
            return "make"  # it wasn't Python: now it says what it means, and is held against the task as it is
        pairs, gone, more = held_against(before, after)
        reads_less = after.reads < before.reads and len(after.acts) > len(before.acts)
        if reads_less or any(one.state and other.state and one.state != other.state for one, other in pairs):
            return "leave"
        if self._drops(pairs, gone, before, after):
            return "leave"
        if not all(self._allowed(act) for act in more):
            return "leave"
        if not all(self._ordered(act, before) for act in more):
            return "offer"
        return "make" if change.sure or self._covered(after) > self._covered(before) else "offer"

    def _allowed(self, act: Act) -> bool:
        """Whether the task's words let anything have this effect."""
        return self._intent.allows(act.effect) and not (self._intent.leaves_open and asks(act.effect))

    def _ordered(self, act: Act, before: Impact) -> bool:
        """Whether the task's words order this very act, be it as what saves a form that the script fills in."""
        if _graver(act.effect, Effect.COMMIT):
            return True  # there is a word for it, or it would not be allowed
        screen = self._doc.screen(act.ref.screen)
        filled = screen is not None and any(
            a.ref.screen == screen.name and a.effect is Effect.INPUT for a in before.acts
        )
        ends = committing(screen) if screen is not None and filled and self._meant(screen.name) else None
        if act.effect is Effect.INPUT or ends is not None and ends.name == act.ref.element:
            return True
        deed = effect_of(act.said, "", "", Kind.BUTTON)
        return _graver(deed, Effect.COMMIT) and self._intent.allows(deed) or bool(said_words(act.said) & self._said)

    def _meant(self, screen: str) -> bool:
        """Whether the model's own script speaks of a screen, or of what opens it: a form that came in by a repair alone is not
        saved as well."""
        names = set(re.findall(r"\w+", self._first))
        openers = {t.element for t in self._doc.transitions if t.target == screen}
        return screen in names or not openers.isdisjoint(names)

    def _drops(self, pairs: list[tuple[Act, Act]], gone: list[Act], before: Impact, after: Impact) -> bool:
        """Whether something goes that the person ordered or said: a deed, an option, a text."""
        left = said_words(after.said)
        for act in [*gone, *(one for one, _ in pairs)]:
            words = said_words(act.said)
            if act.unknown is not None and act in gone and words & self._said - left:
                return True  # the person's own word, for a thing that isn't found
            if words & left:
                continue
            spoken = bool(words & self._said)
            ordered = self._intent.allows(act.told) and (_graver(act.told, Effect.COMMIT) or spoken)
            if asks(act.told) and ordered and all(a.effect is not act.told for a in after.acts):
                return True
        texts = [said_words(text) for text in before.texts if text not in after.texts]
        return any(words and words <= self._said and not words <= left for words in texts)

    def _covered(self, script: Impact) -> int:
        """How much of what the person says a script speaks of; a question is spoken of by an answer that was read."""
        words = said_words(f"{script.said} {' '.join(script.texts)}") & self._said
        return len(words) + (script.answers and self._intent.asks)


def closing_for(task: str, script: Script | None = None) -> Closing:
    """What the run of a script of the model's may press at its end though the script doesn't say so: what saves or confirms
    what it did, and a deed that the person orders, as far as their words allow it. What `script` has an act for, if only where
    something is so, it hasn't forgotten."""
    intent = read_intent(task)
    allowed = frozenset(
        effect for effect in Effect if intent.allows(effect) and not (intent.leaves_open and asks(effect))
    )
    forbids = any(clause.mood == "forbid" and clause.deeds for clause in intent.clauses)
    consented = intent.may_order and not forbids
    said = {word for use in script.acts for word in _names_of(use)} if script is not None else set()
    deeds = frozenset(intent.verbs & DEEDS) - said
    return Closing(
        allowed,
        deeds,
        consented=consented,
        keeps_marks=keeps_marks(intent),
        says_marks=speaks_of_marks(intent),
        takes_marks=takes_marks(intent),
        leaves_out=names_left_out(script, intent) if script is not None else (),
    )


def _names_of(use: Use) -> list[str]:
    """The words of the names that a use is on."""
    return words_of(f"{use.ref.element} {use.ref.part} {use.ref.found} {use.op}".replace("_", " "))


def held_against(before: Impact, after: Impact) -> tuple[list[tuple[Act, Act]], list[Act], list[Act]]:
    """The acts of two versions of a script: those that became others, those that went, and those that the second does more.

    An act becomes one of the same effect or of a lesser one; what only leads on may come in anywhere.
    """
    rest, new = list(before.acts), []
    for act in after.acts:
        same = next((one for one in rest if (one.ref, one.op, one.said) == (act.ref, act.op, act.said)), None)
        if same is None:
            new.append(act)
        else:
            rest.remove(same)
    pairs, more = [], []
    for act in sorted(new, key=lambda act: severity(act.effect), reverse=True):
        like = next((one for one in rest if not _graver(act.effect, one.effect)), None)
        if like is not None:
            rest.remove(like)
            pairs.append((like, act))
        elif _graver(act.effect, Effect.NAVIGATE):
            more.append(act)
    return pairs, rest, more


def _graver(one: Effect, other: Effect) -> bool:
    return severity(one) > severity(other)
