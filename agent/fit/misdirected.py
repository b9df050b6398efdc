"""Values and things of a task that a script puts where they don't belong: into another field, the other way round, on a
row by its place, on several for one. A part of `agent.fit.doubts`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from apidocs.doc import AppDoc, Effect
from apidocs.doc.effects import severity
from apidocs.doc.words import plural, split_words
from apidocs.shipped.itself import PACKAGE, by_its_opposite, phone_words
from interpreter.reading.flow import effect_of_use, element_of
from interpreter.reading.uses import Use

from ..words.clauses import Clause
from ..words.intent import Intent
from ..words.lexicon import lexicon, said_words
from ..words.things_there import speaks_of_one_there
from .coverage import Script, fits
from .doubt import Doubt, named
from .other_amounts import other_amounts
from .other_moments import other_moments
from .other_times import other_times
from .which_rows import ALL, not_all


def misdirected(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """All such doubts about a script."""
    yield from _other_units(script, intent)
    yield from _made_anew(script, intent)
    yield from _one_more(script, intent)
    yield from other_moments(script, intent)
    yield from other_amounts(script, intent, doc)
    yield from other_times(script, intent, doc)
    yield from _flipped(script, intent, doc)
    yield from _whichever(script, intent, doc)
    yield from _marked_otherwise(script, intent, doc)


_ONTO = re.compile(r"\b(?:to|into|onto|on) (?:the|my|our) ([^.,;:!?]+)", re.IGNORECASE)
"""What something is added to: it is there already."""


def _made_anew(script: Script, intent: Intent) -> Iterator[Doubt]:
    """ "add socks to the Packing list", and the script types Packing into a form, as if there were no such list yet."""
    there = [said_words(match[1]) for match in _ONTO.finditer(intent.task)]
    looked_for = (one.text for one in script.literals if one.role in ("row", "compared", "found"))
    opened = {word for text in looked_for for word in said_words(text)}
    for literal in script.literals:
        words = said_words(literal.text)
        if literal.role == "typed" and words and any(words <= one for one in there) and not words & opened:
            yield Doubt(
                "made_anew", literal.line, f"it types {literal.text!r} anew, and the task speaks of one that is there"
            )


_ALARMS = frozenset({"set_alarm", "set_timer"})


def _one_more(script: Script, intent: Intent) -> Iterator[Doubt]:
    """ "Stop the 10 minute timer", "change my alarm to 8", and the script starts one more: as many as other parts order may be."""
    orders = [clause for clause in intent.clauses if clause.mood in ("order", "forbid")]
    others = sum(not speaks_of_one_there(clause.text) for clause in intent.ordered)
    new = [use for use in script.acts if use.op == "do" and use.ref.element in _ALARMS]
    if len(new) > others and any(speaks_of_one_there(clause.text) for clause in orders):
        yield Doubt("made_anew", new[-1].line, "it sets another one, and the task speaks of one that is there")


_UNITS = {
    "hour": "hour hours hr hrs h",
    "minut": "minute minutes min mins",
    "second": "second seconds sec secs",
    "day": "day days",
    "week": "week weeks",
}
"""By the beginning of a field's name, the words of a task for it."""


def _other_units(script: Script, intent: Intent) -> Iterator[Doubt]:
    """A number that goes into a field of hours where the task speaks of minutes."""
    words = set(split_words(intent.task, camel=False))
    said = {unit for unit, forms in _UNITS.items() if words & set(forms.split())}
    for use in script.acts:
        text = (use.literal(0) or "").strip()
        if use.op not in ("set_text", "choose") or not text.isdecimal() or not int(text) or not said:
            continue
        units = {unit for unit in _UNITS if any(word.startswith(unit) for word in script.words_of(use, place=False))}
        if units and not units & said:
            yield Doubt(
                "other_unit", use.line, f"it puts {text} into {named(use)}, and the task says nothing of {min(units)}s"
            )


_NEGATIVE = frozenset(
    "hide disable no not never dont prevent block without mute silence silent off stop skip ignore exclude avoid dim".split()
)
"""On a switch, these turn off what they speak of when it is on."""


_AGAIN = re.compile(
    r"\boff(?:,| and)?(?: then| back| right)* on\b|\bon(?:,| and)?(?: then| back| right)* off\b|"
    r"\b(?:restart|toggle|reconnect|cycle|reset|refresh)\b",
    re.IGNORECASE,
)
""" "Off and on again" is both."""


def _flipped(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """A switch turned the other way than the task says of it; where no part of the task names it, than the only one that says how
    something is to be."""
    told = [clause for clause in intent.clauses if clause.state and clause.words]
    alone = intent.state if len(intent.ordered) == 1 else ""
    for use in script.acts:
        if use.op not in ("turn_on", "turn_off"):
            continue
        if {one.op for one in script.acts if one.ref == use.ref} >= {"turn_on", "turn_off"} and _AGAIN.search(
            intent.task
        ):
            continue
        if use.ref.screen == PACKAGE and (wanted := _as_a_mode(use, intent)):
            if wanted != use.op[5:]:
                yield Doubt("flipped", use.line, f"it turns {named(use)} {use.op[5:]}, and the task says the opposite")
            continue
        words = script.words_of(use, place=False)
        said = {clause.state for clause in told if _names(clause, use, words)} or {alone}
        element = element_of(use, doc)
        label = f"{element.label} {element.name}" if element is not None else f"{use.ref.part} {use.ref.found}"
        label = " ".join(split_words(label, camel=False))
        for name in lexicon().negated_names:
            label = label.replace(name, " ")
        negative = not _NEGATIVE.isdisjoint(label.split())
        if not negative and said != {""} and use.op[5:] not in said:
            yield Doubt("flipped", use.line, f"it turns {named(use)} {use.op[5:]}, and the task says {min(said)}")


_SILENCE = "do_not_disturb"
_MUTING = frozenset({"mute", "silence", "unmute"})
"""What is so when that is on, or off."""
_TOO = r"\b(?<!not )(?:(?:far|much|way) )?too (?:{})\b"
_TOO_MUCH = {
    "do_not_disturb": (_TOO.format("quiet|silent|soft"), _TOO.format("loud|noisy")),
    "dark_theme": (_TOO.format("dark|black|dim"), _TOO.format("bright|white|light")),
}
"""By the name of a switch of the phone's what is said of too much of it, and of too little."""


def _as_a_mode(use: Use, intent: Intent) -> str:
    """on or off, where the task calls a switch of the phone's by what is so when it is off, "turn on light mode", or says what is
    switched to, "go back to dark mode", or only its name; empty where it does neither, or both."""
    found = set()
    for clause in intent.clauses:
        if clause.mood not in ("order", "forbid"):
            continue
        text = " ".join(split_words(clause.text, camel=False))
        much, little = _TOO_MUCH.get(use.ref.element, ("$-", "$-"))
        if re.search(much, text) or re.search(little, text):
            found.add("off" if re.search(much, text) else "on")
            continue
        opposite = by_its_opposite(use.ref.element, text)
        own = "" if opposite else phone_words(text).get(use.ref.element, "")
        to = re.search(
            rf"\b(?:switch|change|go|put|set)\b.*? (?:to|into|in|on) (?:the )?(?:{opposite or own or '-'})\b", text
        )
        if use.ref.element == _SILENCE and (muted := clause.verb & _MUTING):
            found.add("off" if "unmute" in muted else "on")
            continue
        alone = (
            set(split_words(clause.text, camel=False)) <= {*own.split()} | lexicon().polite_words
        )  # "dark mode please"
        if own and alone:
            found.add("on")
        elif opposite or own and to is not None and not clause.state:
            unwanted = (clause.state == "off" or clause.mood == "forbid") and clause.state != "on"
            found.add("on" if unwanted is bool(opposite) else "off")
    return found.pop() if len(found) == 1 else ""


def _names(clause: Clause, use: Use, words: frozenset[str]) -> bool:
    """Whether a clause is about the switch that has these words; one that only says "no sound", if it has them all."""
    fitting = (fits(word, words) for word in clause.words)
    return not use.ref.row and all(fitting) if clause.unwanted else any(fitting)


_ORDINALS = frozenset(
    """first second third last latest newest oldest recent top bottom next previous any one random another 1st 2nd 3rd
    longest shortest highest lowest biggest smallest largest earliest current this that it""".split()
)


def _whichever(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """An act on a row by its place in the list, or on every row, where the task means one by what it is."""
    words = set(split_words(intent.task, camel=False))
    changes = any(map(script.in_bare_loop, script.changing))
    for use in script.acts:
        rows = script.loop_over(use)
        grave = severity(effect_of_use(use, doc)) > severity(Effect.COMMIT)
        if rows is not None and grave and words.isdisjoint(ALL) and not _says_several(rows, words, doc):
            yield Doubt("several_for_one", use.line, "it may do this to several, and the task speaks of one")
        if not use.ref.row or use not in script.changing and use.op not in ("long_press", "open", "tap"):
            continue
        if any(isinstance(n, ast.Subscript) for n in ast.walk(use.node)) and words.isdisjoint(_ORDINALS):
            yield Doubt(
                "by_place", use.line, "it takes a row by its place in the list, and the task doesn't say which place"
            )
        elif script.in_bare_loop(use) and words.isdisjoint(ALL) and not _says_several(use, words, doc):
            yield Doubt("every_row", use.line, "it does this to every row, and the task doesn't say all")
        elif script.in_bare_loop(use) and changes and (found := not_all(use, script, intent, doc)) is not None:
            yield Doubt(found[0], use.line, found[1])


def _says_several(use: Use, words: set[str], doc: AppDoc) -> bool:
    element = doc.element(use.ref.screen, use.ref.element)
    item = element.item.name.split("_")[-1] if element is not None and element.item is not None else ""
    return bool(item) and plural(item) in words


_MARKED_AS = re.compile(
    r"\b(?:mark|flag|tag|set)\b[^.,;:!?]*?\bas\s+(?:an?\s+)?(\w[\w-]*)(?=\W*(?:$|[.,;:!?]|\b(?:and|but|except|for|in|on|then)\b))",
    re.IGNORECASE,
)


def _marked_otherwise(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """A star for "mark them all as read", in an app that has "Mark as read": what is to be marked is said, and it is there."""
    for match in _MARKED_AS.finditer(intent.task):
        wanted = said_words(match[1])
        there = [e for screen in doc.screens for e in screen.elements if wanted & said_words(f"{e.name} {e.label}")]
        if not there or any(fits(word, script.words) for word in wanted):
            continue
        marks = [use for use in script.changing if use.op == "tap"]
        if marks:
            yield Doubt("another_mark", marks[0].line, f"it taps {named(marks[0])}, and the task says {match[0]!r}")
