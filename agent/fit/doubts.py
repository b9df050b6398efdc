"""What a script would do that its task doesn't speak of: found before it runs, told in the person's words.

A script with a doubt isn't run without the person: an act on another thing than the one named, a switch that no word of the
task is about, a grave deed that nobody asked for, a name or a value of the task that the script has forgotten. The words
decide nothing else here, and no script is changed by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from apidocs.doc import AppDoc, Effect, Kind
from apidocs.doc.buttons import says_yes
from apidocs.doc.effects import asks, judge, severity
from apidocs.doc.words import SAYING_NOTHING, SMALL, figures_only, split_words, stem
from apidocs.shipped.itself import PACKAGE, phone_words
from interpreter.reading.flow import effect_of_use, element_of
from interpreter.reading.uses import Use
from phones.itself.said_times import times_in

from ..words.clauses import Clause
from ..words.intent import Intent, read_intent
from ..words.lexicon import lexicon, said_words
from ..words.taking_back import taken_back
from .answers import answers
from .conditional import unconditional
from .coverage import Script, fits
from .day_left_out import day_left_out
from .doubt import Doubt, named
from .later import is_done_at_once, set_at_once
from .left_as_set import left_as_set
from .misdirected import misdirected
from .negations import negations_lost
from .other_controls import other_controls
from .other_options import other_options
from .said_itself import names_it, only_views
from .spared import spared
from .unheard import orders_left_out, unheard
from .unseen import unseen
from .values import values

_LETTERS = 3
"""Shorter texts are separators and signs."""


def doubts(script: str, task: str, doc: AppDoc) -> list[Doubt]:
    """The doubts about a script, none for one that is no Python; those of single lines first, in their order."""
    read = Script.of(script, doc)
    if read is None:
        return []
    intent = read_intent(task)
    own = (_unasked_effects, _unexplained_acts, _only_which)
    parts = (
        misdirected, other_controls, other_options, values, spared, unseen, set_at_once, unconditional, left_as_set, day_left_out
    )  # fmt: skip
    found = list(_made_up(read, intent))
    for part in (*own, *parts):
        found += part(read, intent, doc)
    found += negations_lost(read, intent)
    found = sorted(dict.fromkeys(found), key=lambda doubt: doubt.line)
    back = taken_back(task)
    return [
        *([Doubt("taken_back", 0, f'the task ends with "{back.said}"')] if back is not None else []),
        *found,
        *_forgotten(read, intent),
        *unheard(read, intent, doc),
        *_deeds_left_out(read, intent, doc),
        *orders_left_out(read, intent),
        *answers(read, intent, doc),
    ] or list(_beside(read, intent))


def _task_words(intent: Intent) -> frozenset[str]:
    """Every word of the task that may name a thing: its negated parts have only what isn't meant."""
    return said_words(intent.task) - intent.forbidden | intent.deed_words


def _made_up(script: Script, intent: Intent) -> Iterator[Doubt]:
    """A row, a text to look for or to compare with, that the task doesn't say."""
    said = _task_words(intent)
    for literal in script.literals:
        words = {w for w in said_words(literal.text) if not w.isdecimal()}
        if literal.role in ("row", "found", "compared") and len(literal.text.strip()) >= _LETTERS and words:
            beside = literal.role == "found" and script.chosen_with(literal)
            if beside and any(fits(word, said) for word in said_words(beside)) or says_yes(literal.text):
                continue
            if not any(fits(word, said) for word in words) and literal.text.casefold() not in intent.task.casefold():
                yield Doubt("made_up", literal.line, f"it is about {literal.text!r}, which the task doesn't say")


def _unasked_effects(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """A grave deed that no word of the task orders, and any change where nothing is ordered."""
    for use in script.acts:
        effect = effect_of_use(use, doc)
        said = names_it(use, intent, doc) or only_views(use, script, intent, doc)
        allowed = intent.allows(effect) and (intent.may_order or not is_done_at_once(use))
        if not allowed and not said and not _answers(use, script, doc, _task_words(intent)):
            why = (
                "orders no such thing" if intent.orders else "only asks something" if intent.asks else "orders nothing"
            )
            yield Doubt(
                "unasked_effect",
                use.line,
                f"{named(use)} would {_VERBS.get(effect, 'change something')}, and the task {why}",
            )


def _orders_nothing(intent: Intent) -> bool:
    """Whether no verb is known of anything that it says, and it asks and forbids nothing: "you're great", "good morning"."""
    return all(clause.mood == "order" and not clause.deeds for clause in intent.clauses)


def _only_which(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """A change for words that only name a moment or a number, "no, Tuesday": of what, they leave to what was said before."""
    beside = SMALL | lexicon().correcting | lexicon().polite_words
    rest = [word for word in split_words(intent.task, camel=False) if word not in beside]
    if (
        rest
        and all(figures_only(word) or stem(word) in lexicon().moments for word in rest)
        and not phone_words(intent.task)
    ):
        for change in script.changing[:1]:
            yield Doubt("only_which", change.line, "the words only say which, and nothing that is to be done with it")


_VERBS = {
    Effect.SETTINGS: "change a setting", Effect.COMMIT: "save or change something", Effect.SEND: "send something",
    Effect.SHARE: "share something", Effect.CALL: "call somebody", Effect.PAY: "pay", Effect.DELETE: "delete something",
    Effect.INSTALL: "install or remove an app", Effect.ACCOUNT: "change an account",
}  # fmt: skip


def _unexplained_acts(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """A switch, an option or a committing button that no word of the task is about; what ends a form or answers a dialog
    belongs to what was put in there."""
    for use in script.acts:
        # what isn't wanted is rightly turned off
        of_the_phone = use.ref.screen == PACKAGE
        # what buttons of a deed are called, "save" for "make", are no words of the phone's own switches
        words = said_words(intent.task) - intent.forbidden - _THE_PHONE if of_the_phone else _task_words(intent)
        said = words | (intent.forbidden if use.op == "turn_off" else frozenset())
        element = element_of(use, doc)
        setting = (
            use.op in ("turn_on", "turn_off", "choose")
            or element is not None
            and element.kind is Kind.TOGGLE
            and use.op == "tap"
        )
        committing = asks(effect_of_use(use, doc)) and not _ends(use, script, doc)
        if not (setting or committing) or use.ref.row or _half_of_the_day(use, intent.task):
            continue
        # every task is about "the phone" or its screen, and none of its switches is called so
        if not any(fits(word, said) or _slipped(word, said) for word in script.words_of(use, place=not of_the_phone)):
            kind = "unordered" if _orders_nothing(intent) else "unexplained_act"
            kind = "one_too_many" if _done_without(use, script, intent) else kind
            yield Doubt(kind, use.line, f"the task says nothing of {named(use)}")


_THE_PHONE = said_words("phone screen display device")
"""What all of the phone's own settings are of: "let the screen stay on longer" speaks of none of them by that."""
_SLIP = 85.0
"""Words more alike than this, of 100, and of five letters at least, are one with a slip: "blutooth"."""


def _slipped(word: str, said: frozenset[str]) -> bool:
    return len(word) > 4 and any(len(one) > 4 and fuzz.ratio(word, one) > _SLIP for one in said)


_HALVES = {
    "am": re.compile(r"\bmorning\b|\bdawn\b|(?:\b|\d)a\.?m\b", re.IGNORECASE),
    "pm": re.compile(r"\b(?:afternoon|evening|tonight|night|noon)\b|(?:\b|\d)p\.?m\b", re.IGNORECASE),
}


def _half_of_the_day(use: Use, task: str) -> bool:
    """Whether it only chooses AM for "eight in the morning", or PM for "tonight" and 20:15: the task says that with its time."""
    option = (use.literal(0) or "").casefold().replace(".", "").strip() if use.op == "choose" else ""
    if option not in _HALVES:
        return False
    times = times_in(task)
    sure = {at.hour >= 12 for at in times if at.replace(hour=(at.hour + 12) % 24) not in times}
    return (option == "pm") in sure or _HALVES[option].search(task) is not None


def _done_without(use: Use, script: Script, intent: Intent) -> bool:
    """Whether other acts, which the task's words speak of, are as many already as the things that it may order: then this is
    one that nobody ordered, and no other word for one that somebody did."""
    ordered = max(1, len(intent.ordered), len(_AND.split(intent.task)))
    said = _task_words(intent)
    others = (script.words_of(one, place=False) for one in script.changing if one is not use)
    return sum(any(fits(word, said) for word in words) for words in others) >= ordered


_AND = re.compile(r",|;|\b(?:and|then|also|plus)\b|&", re.IGNORECASE)
"""What may stand between two things that are ordered."""


def _ends(use: Use, script: Script, doc: AppDoc) -> bool:
    """Whether a button ends what the script did before on its screen, or answers the dialog that this brought up."""
    before = [u for u in script.acts if u.line < use.line]
    return any(u.ref.screen == use.ref.screen for u in before) or _answers(use, script, doc)


def _answers(use: Use, script: Script, doc: AppDoc, said: frozenset[str] | None = None) -> bool:
    """Whether a button answers a dialog that the script itself brought up or filled in, whose words then say what it does.
    With `said`, what brought it up has to be something that the task speaks of."""
    screen, element = doc.screen(use.ref.screen), element_of(use, doc)
    before = [u for u in script.acts if u.line < use.line]
    if use.ref.found and says_yes(use.ref.found):
        return bool(before)
    if screen is None or element is None or screen.kind != "dialog" or element.kind is not Kind.BUTTON:
        return False
    if said is not None and judge(element.label or element.name, "", "", Kind.BUTTON).effect is effect_of_use(use, doc):
        return False  # it says itself what it does: Remove, and not OK
    openers = {(t.source, t.element) for t in doc.transitions if t.target == screen.name}
    led = [u for u in before if u.ref.screen == screen.name or (u.ref.screen, u.ref.element) in openers]
    return any(said is None or any(fits(word, said) for word in script.words_of(u)) for u in led)


def _forgotten(script: Script, intent: Intent) -> Iterator[Doubt]:
    """Names, quoted texts and numbers of the task that the script has nowhere."""
    for missing in script.unexplained(intent):
        yield Doubt("forgotten", 0, f"it does nothing about {missing!r}")


def _deeds_left_out(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """What the task orders in so many words, and no act of the script does: it switches off what is to be deleted, or only
    opens what is to be added."""
    effects = [effect_of_use(use, doc) for use in script.acts]
    unknown = any(use.ref.found for use in script.acts)
    for clause in intent.clauses:
        if clause.mood != "order" or len(clause.deeds) != 1 or not script.acts:
            continue
        (deed,) = clause.deeds
        effect = intent.effect_of(deed)
        if deed in ("add", "on", "off"):
            if not unknown and all(severity(one) < severity(Effect.INPUT) for one in effects):
                yield Doubt("changes_nothing", 0, "it changes nothing")
            elif deed != "add" and _only_leads(clause, script, doc):
                yield Doubt("deed_left_out", 0, f"of {clause.text.strip()!r} it only opens where that is")
        elif severity(effect) > severity(Effect.COMMIT):
            labels = intent.labels_of(deed)
            does = {stem(word) for word in [*lexicon().does.get(deed, ()), *(clause.verb - SAYING_NOTHING)]}
            # what the app's things are called names no deed: to open and save the contact Ann is not to contact her
            words = [word for use in script.acts for word in script.words_of(use, place=False) - _things_of(doc)]
            called = any(word in does or fits(word, labels) for word in words)
            same = {effect, *({Effect.SHARE, Effect.SEND} if effect in (Effect.SHARE, Effect.SEND) else ())}
            # "take the star off", "remove the pin": what is a switch of a thing is taken from it by turning it off
            taken_off = deed == "delete" and any(
                use.op == "turn_off" and any(fits(word, intent.words) for word in _own_words(use, doc))
                for use in script.acts
            )
            if not called and not taken_off and same.isdisjoint(effects):
                # "order them by name" pays nothing, and "call it Bob" calls nobody
                kind = "another_deed" if deed in ("send", "delete") else "deed_left_out"
                yield Doubt(kind, 0, f"the task says {deed}, and no act of it does that")


def _things_of(doc: AppDoc) -> frozenset[str]:
    """Stems of what the rows of an app's lists are called."""
    return said_words(
        " ".join(e.item.name for screen in doc.screens for e in screen.elements if e.item is not None).replace("_", " ")
    )


def _only_leads(clause: Clause, script: Script, doc: AppDoc) -> bool:
    """Whether all that is called by the words of a clause that switches something only leads somewhere: "turn on wifi and add a
    note", by a script that taps what opens the page of the Wi-Fi and adds the note."""
    about = [use for use in script.acts if any(fits(w, clause.words) for w in script.words_of(use, place=False))]
    return bool(about) and all(severity(effect_of_use(use, doc)) < severity(Effect.INPUT) for use in about)


def _own_words(use: Use, doc: AppDoc) -> frozenset[str]:
    """Stems of what a switch itself is called, and not of the thing that it is on."""
    element = element_of(use, doc)
    own = [use.ref.part] if use.ref.row else [use.ref.element, *([element.label] if element is not None else [])]
    return frozenset(word for text in own for word in said_words(text))


def _beside(script: Script, intent: Intent) -> Iterator[Doubt]:
    """Nothing that the script touches is called by any word of the task; where it changes something, by any word for a thing:
    that both the tea timer and the stopwatch are started says nothing of either."""
    used = [*script.acts, *script.reads]
    changes = bool(script.changing)
    said = intent.words if changes else _task_words(intent)
    if used and intent.words and not any(script.speaks_of(word) for word in said):
        ordered = any(clause.deeds for clause in intent.ordered)
        yield Doubt(
            "unordered" if changes and not ordered else "beside", 0, "it touches nothing that the task speaks of"
        )
