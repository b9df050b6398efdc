"""What a script would do that its task doesn't speak of: found before it runs, told in the person's words.

A script with a doubt isn't run without the person: an act on another thing than the one named, a switch that no word of the
task is about, a grave deed that nobody asked for, a name or a value of the task that the script has forgotten. The words
decide nothing else here, and no script is changed by them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from apidocs.doc import AppDoc, Effect, Kind
from apidocs.effects import asks, judge, severity
from apidocs.words import plural
from interpreter.dialogs import says_yes
from interpreter.flow import effect_of_use, element_of
from interpreter.uses import Use

from .coverage import Script, fits
from .intent import Intent, plain, read_intent, said_words

_LETTERS = 3
"""Shorter texts are separators and signs."""


@dataclass(frozen=True)
class Doubt:
    """One thing that speaks against running a script for its task."""

    line: int
    """0 where it is about the whole script."""
    what: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.what}" if self.line else self.what


def doubts(script: str, task: str, doc: AppDoc) -> list[Doubt]:
    """The doubts about a script, none for one that is no Python; those of single lines first, in their order."""
    read = Script.of(script, doc)
    if read is None:
        return []
    intent = read_intent(task)
    found = [*_made_up(read, intent), *_unasked_effects(read, intent, doc), *_unexplained_acts(read, intent, doc)]
    found += [
        *_typed_twice(read, intent),
        *_other_units(read, intent),
        *_made_anew(read, intent),
        *_old_values(read, intent),
        *_flipped(read, intent, doc),
    ]
    found += _whichever(read, intent, doc)
    found.sort(key=lambda doubt: doubt.line)
    return [
        *found,
        *_forgotten(read, intent),
        *_deeds_left_out(read, intent, doc),
        *_read_elsewhere(read, intent),
    ] or list(_beside(read, intent, doc))


def _task_words(intent: Intent) -> frozenset[str]:
    """Every word of the task that may name a thing: its negated parts have only what isn't meant."""
    return said_words(intent.task) - intent.forbidden | intent.deed_words


def _made_up(script: Script, intent: Intent) -> Iterator[Doubt]:
    """A row, a text to look for or to compare with, that the task doesn't say."""
    said = _task_words(intent)
    for literal in script.literals:
        words = {w for w in said_words(literal.text) if not w.isdigit()}
        if literal.role in ("row", "found", "compared") and len(literal.text.strip()) >= _LETTERS and words:
            beside = literal.role == "found" and script.chosen_with(literal)
            if beside and any(fits(word, said) for word in said_words(beside)) or says_yes(literal.text):
                continue
            if not any(fits(word, said) for word in words) and literal.text.casefold() not in intent.task.casefold():
                yield Doubt(literal.line, f"it is about {literal.text!r}, which the task doesn't say")


def _unasked_effects(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """A grave deed that no word of the task orders, and any change where nothing is ordered."""
    for use in script.acts:
        effect = effect_of_use(use, doc)
        if not intent.allows(effect) and not _answers(use, script, doc, _task_words(intent)):
            why = (
                "orders no such thing" if intent.orders else "only asks something" if intent.asks else "orders nothing"
            )
            yield Doubt(use.line, f"{_named(use)} would {_VERBS.get(effect, 'change something')}, and the task {why}")


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
        said = _task_words(intent) | (intent.forbidden if use.op == "turn_off" else frozenset())
        element = element_of(use, doc)
        setting = (
            use.op in ("turn_on", "turn_off", "choose")
            or element is not None
            and element.kind is Kind.TOGGLE
            and use.op == "tap"
        )
        committing = asks(effect_of_use(use, doc)) and not _ends(use, script, doc)
        if not (setting or committing) or use.ref.row:
            continue
        if not any(fits(word, said) for word in script.words_of(use)):
            yield Doubt(use.line, f"the task says nothing of {_named(use)}")


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


def _typed_twice(script: Script, intent: Intent) -> Iterator[Doubt]:
    """One value of the task that is put into two fields of one form."""
    put: dict[tuple[str, str], Use] = {}
    for use in script.acts:
        text = use.literal(0)
        if use.op not in ("set_text", "choose") or not text or len(text.split()) > 1:
            continue
        if intent.task.casefold().count(text.casefold()) != 1:
            continue
        before = put.setdefault((use.ref.screen, text), use)
        if before.ref != use.ref:
            yield Doubt(
                use.line, f"it puts {text!r} into {_named(before)} and into {_named(use)}; the task says it once"
            )


_ONTO = re.compile(r"\b(?:to|into|onto|on) (?:the|my|our) ([^.,;:!?]+)", re.IGNORECASE)
"""What something is added to: it is there already."""


def _made_anew(script: Script, intent: Intent) -> Iterator[Doubt]:
    """ "add socks to the Packing list", and the script types Packing into a form, as if there were no such list yet."""
    there = [said_words(match[1]) for match in _ONTO.finditer(intent.task)]
    opened = {
        w
        for literal in script.literals
        if literal.role in ("row", "compared", "found")
        for w in said_words(literal.text)
    }
    for literal in script.literals:
        words = said_words(literal.text)
        if literal.role == "typed" and words and any(words <= one for one in there) and not words & opened:
            yield Doubt(literal.line, f"it types {literal.text!r} anew, and the task speaks of one that is there")


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
    words = {plain(w.strip(".,;:!?")) for w in intent.task.replace("-", " ").split()}
    said = {unit for unit, forms in _UNITS.items() if words & set(forms.split())}
    for use in script.acts:
        text = (use.literal(0) or "").strip()
        if use.op not in ("set_text", "choose") or not text.isdigit() or not int(text) or not said:
            continue
        units = {unit for unit in _UNITS if any(word.startswith(unit) for word in script.words_of(use, place=False))}
        if units and not units & said:
            yield Doubt(use.line, f"it puts {text} into {_named(use)}, and the task says nothing of {min(units)}s")


def _old_values(script: Script, intent: Intent) -> Iterator[Doubt]:
    """ "from 10 minutes to 15": what is set is the one it is changed from."""
    for literal in script.literals:
        old = rf"\bfrom (?:the )?['\"“‘]?{re.escape(literal.text)}['\"”’]? to\b"
        if literal.role in ("typed", "option") and re.search(old, intent.task, re.IGNORECASE):
            yield Doubt(literal.line, f"{literal.text!r} is what the task changes it from")


_NEGATIVE = frozenset(
    "hide disable no not never dont prevent block without mute silence silent off stop skip ignore exclude".split()
)
"""On a switch, these turn off what they speak of when it is on."""


def _flipped(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """A switch turned the other way than the one that the task says."""
    for use in script.acts:
        if use.op not in ("turn_on", "turn_off") or intent.state not in ("on", "off"):
            continue
        element = element_of(use, doc)
        label = f"{element.label} {element.name}" if element is not None else f"{use.ref.part} {use.ref.found}"
        negative = not _NEGATIVE.isdisjoint(plain(w) for w in label.replace("_", " ").split())
        if not negative and use.op != f"turn_{intent.state}":
            yield Doubt(use.line, f"it turns {_named(use)} {use.op[5:]}, and the task says {intent.state}")


_ORDINALS = frozenset(
    """first second third last latest newest oldest recent top bottom next previous any one random another 1st 2nd 3rd
    longest shortest highest lowest biggest smallest largest earliest current this that it""".split()
)
_ALL = frozenset(
    "all every each everything everyone both them any whole entire none these those remaining rest".split()
)


def _whichever(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """An act on a row by its place in the list, or on every row, where the task means one by what it is."""
    words = {plain(w) for w in intent.task.replace("-", " ").split()}
    words = {w.strip(".,;:!?'\"()") for w in words}
    for use in script.acts:
        rows = script.loop_over(use)
        grave = severity(effect_of_use(use, doc)) > severity(Effect.COMMIT)
        if rows is not None and grave and words.isdisjoint(_ALL) and not _says_several(rows, words, doc):
            yield Doubt(use.line, "it may do this to several, and the task speaks of one")
        if not use.ref.row or not asks_or_sets(effect_of_use(use, doc)) and use.op not in ("long_press", "open", "tap"):
            continue
        if any(isinstance(n, ast.Subscript) for n in ast.walk(use.node)) and words.isdisjoint(_ORDINALS):
            yield Doubt(use.line, "it takes a row by its place in the list, and the task doesn't say which place")
        elif script.in_bare_loop(use) and words.isdisjoint(_ALL) and not _says_several(use, words, doc):
            yield Doubt(use.line, "it does this to every row, and the task doesn't say all")


def asks_or_sets(effect: Effect) -> bool:
    """Whether an act changes something: a setting, or what consent is asked for."""
    return severity(effect) >= severity(Effect.SETTINGS)


def _says_several(use: Use, words: set[str], doc: AppDoc) -> bool:
    screen = doc.screen(use.ref.screen)
    element = screen.element(use.ref.element) if screen is not None else None
    item = element.item.name.split("_")[-1] if element is not None and element.item is not None else ""
    return bool(item) and plural(item) in words


def _forgotten(script: Script, intent: Intent) -> Iterator[Doubt]:
    """Names, quoted texts and numbers of the task that the script has nowhere."""
    for missing in script.unexplained(intent):
        yield Doubt(0, f"it does nothing about {missing!r}")


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
                yield Doubt(0, "it changes nothing")
        elif severity(effect) > severity(Effect.COMMIT):
            labels = intent.labels_of(deed)
            called = any(fits(word, labels) for use in script.acts for word in script.words_of(use, place=False))
            same = {effect, *({Effect.SHARE, Effect.SEND} if effect in (Effect.SHARE, Effect.SEND) else ())}
            if not called and same.isdisjoint(effects):
                yield Doubt(0, f"the task says {deed}, and no act of it does that")


def _beside(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """Nothing that the script touches is called by any word of the task; where it changes something, by any word for a thing:
    that both the tea timer and the stopwatch are started says nothing of either."""
    used = [*script.acts, *script.reads]
    changes = any(asks_or_sets(effect_of_use(use, doc)) for use in script.acts)
    said = intent.words if changes else _task_words(intent)
    if used and intent.words and not any(script.speaks_of(word) for word in said):
        yield Doubt(0, "it touches nothing that the task speaks of")


_FAR = 0.75
"""Of a question's words, and at least three of them, that nothing read is called by: then something else is read."""


def _read_elsewhere(script: Script, intent: Intent) -> Iterator[Doubt]:
    """An answer that is read where little of the question stands; and a yes or no that is told from a row's name alone, where
    the question asks something of it."""
    if not intent.asks or not script.reads or not intent.words:
        return
    missing = [word for word in intent.words if not script.speaks_of(word)]
    if len(missing) > 2 and len(missing) >= _FAR * len(intent.words):
        yield Doubt(0, "it reads where little of the question stands")
    told = any((use.literal(0) or "").casefold() in ("yes", "no") for use in script.reading.uses if use.op == "finish")
    by_name = any(literal.role in ("compared", "row") for literal in script.literals)
    states = any(use.op in ("is_on", "value") for use in script.reads)
    if told and by_name and not states and len(missing) > 0:
        yield Doubt(0, f"it answers by a name alone, and looks at nothing about {min(missing)!r}")


def _named(use: Use) -> str:
    return str(use.ref).replace("*", "…") or use.op
