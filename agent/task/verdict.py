"""What may be said of a run that came to its end: done, because the phone showed it; done and not proved; partly; not done.

Holds the acts and their proofs, the answer and what was read, against what the task orders and asks. Never makes a run out
to be better than what was seen, and names what was not.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from apidocs.doc import AppDoc, Effect, Kind
from apidocs.doc.buttons import cancels, discards, says_no, takes_back
from apidocs.doc.effects import asks, severity
from apidocs.doc.nouns import row_noun
from apidocs.doc.words import SMALL, alone, plural, split_words
from interpreter.calls import Call, LookedThrough, Outcome, Read, Ref
from interpreter.run.runner import RunResult

from ..fit.coverage import Script
from ..words.clauses import Clause
from ..words.intent import Intent
from .answer_kinds import other_kind
from .deeds_done import held, stood_so
from .needless import not_met, shown_instead, would_change
from .sources import NUMBER, YES_NO, flat, sources
from .stood_already import stood_already

NOTHING_CHANGED = "nothing on the phone was changed"
"""Why an order is not carried out that was to change something."""
_HOW_MANY = re.compile(r"\bhow many\b|^\W*(?:\w+\W+){0,3}count\b|\bnumber of\b", re.IGNORECASE)


@dataclass(frozen=True)
class TaskVerdict:
    """How a task ended, as far as the phone showed it."""

    status: Literal["done", "unproved", "partly", "not_done"]
    why: list[str] = field(default_factory=list)
    """What is not so, or couldn't be seen, in the person's words."""
    answer: str = ""
    """What was asked for, where it was; empty where nothing was, or where what the script said is no answer."""
    read_from: list[str] = field(default_factory=list)
    """Where on the phone an answer was read: `contact.email of "Carla"`."""


def judge(run: RunResult, intent: Intent, script: Script | None, doc: AppDoc) -> TaskVerdict:
    """The verdict on a run that wasn't stopped. `script` None: nothing is known of how its answer came about."""
    if run.status == "not_done":
        return TaskVerdict("not_done", [run.answer])
    acts = [(call, outcome) for call, outcome in run.calls if outcome.status == "ok" and touches(outcome)]
    refuted = [o.proof.what for _, o in run.calls if o.proof is not None and o.proof.verdict == "refuted"]
    unseen = [o.proof.what for _, o in acts if o.proof is not None and o.proof.verdict == "unseen"]
    missing, answer, places = _answered(run, intent, script, doc)
    if missing and not run.answer.strip() and (shown := shown_instead(run, intent)):
        missing, answer = [], shown
    elif missing and _ordered_after_all(run, intent):
        missing = []
    half = _not_answered(run, answer, intent, script)
    why = [*dict.fromkeys(refuted), *missing, *_errors(run, refuted), *_left_open(run, intent), *half]
    needless, unclear = ("", "") if _tried(run) or refuted else not_met(run, intent, script, doc)
    if needless or unclear:
        return TaskVerdict("done", [], needless, []) if needless else TaskVerdict("not_done", [unclear])
    told = bool(answer and places) and _only_looks(intent)  # "show all of them": what was read answers it
    if not told and not missing and not refuted and intent.orders and not intent.asks and not _acts(run):
        why.append(_nothing_fitted(run, doc))
    elif not told and not why and not _tried(run) and _was_to_change(run, intent, script, doc):
        if picked := _picked(run, doc):
            unseen.append(f"the phone showed nothing of what came of {picked}")
        else:
            why.append(NOTHING_CHANGED)
    if why:
        partly = half == why or any(changed(o) for _, o in run.calls)
        return TaskVerdict("partly" if partly else "not_done", why, answer, places)
    if not answer and (stood := stood_already(run, intent, doc)):
        return TaskVerdict("not_done", [f"{stood}, which your words don't speak of", NOTHING_CHANGED])
    unseen += _partial(run, doc) if places or _loops(run) else []
    unseen += _elsewhere(run, intent) + _without_words(answer, run.read)
    if unseen:
        return TaskVerdict("unproved", list(dict.fromkeys(unseen)), answer.strip(" ,"), places)
    return TaskVerdict("done", [], answer, places)


def touches(outcome: Outcome) -> bool:
    return severity(outcome.effect) >= severity(Effect.INPUT)


def changed(outcome: Outcome) -> bool:
    """Whether a call changed a setting or something kept, and the phone showed it. What only leads on has no proof."""
    stands = outcome.status == "ok" and not outcome.undone
    return stands and held(outcome) and severity(outcome.effect) >= severity(Effect.SETTINGS)


def stays(outcome: Outcome) -> bool:
    """Whether something is another way now than before the call, and stays so though the run came to no good end."""
    return changed(outcome) and not stood_so(outcome)


_CHANGING = frozenset({"delete", "send", "call", "share", "pay", "add", "on", "off"})
"""Deeds that can't be done by looking."""


_BY_OPENING = frozenset(
    """bring check choose drop edit give hand join label link make mark pause pick push put raise rate report reset resume select
    set sort stop switch turn undo update use""".split()
)
"""Verbs of a change that somebody may also say who only wants to see something: "put it on the screen"."""


_TO_A_PLACE = re.compile(r"^\W*(?:\w+ )?(?:move|change|swap) (?:on |over |back )?to\b", re.IGNORECASE)
_BEFORE_ORDERS = frozenset("please can could would you and then now just".split())


def _changes_it(clause: Clause) -> bool:
    """Whether a clause orders that its thing becomes another one, and begins with that: "rename Milk", not "the copy of Milk"."""
    words = split_words(clause.text, camel=False)
    begins = next((word for word in words if word not in _BEFORE_ORDERS), "")
    known = clause.deeds == {"change"} and begins in clause.verb and not clause.verb & _BY_OPENING
    return known and not _TO_A_PLACE.match(clause.text)


def _only_looks(intent: Intent) -> bool:
    """Whether the task orders no more than to see something."""
    orders = [clause for clause in intent.ordered if clause.deeds or clause.words]
    return bool(orders) and not intent.forbids and all(clause.deeds == frozenset({"look"}) for clause in orders)


def _ordered_after_all(run: RunResult, intent: Intent) -> bool:
    """Whether what may have been a question was no question: something was changed, and more than the clear orders say."""
    orders = [c for c in intent.ordered if c.deeds or len(c.words) > 1]
    acts = {(call.ref, call.op) for call, outcome in run.calls if changed(outcome)}
    return not run.answer.strip() and all(clause.unsure for clause in intent.asked) and len(acts) > len(orders)


def _tried(run: RunResult) -> bool:
    """Whether any act was made that does more than lead on."""
    return any(o.status == "ok" and o.proof is not None for _, o in run.calls)


def _picked(run: RunResult, doc: AppDoc) -> str:
    """What the last act pressed in a dialog that has closed, where the person was asked for consent before; empty where it pressed
    nothing there, or what takes back."""
    acts = [(call, o) for call, o in run.calls if o.status == "ok" and call.op in _ACTS]
    call, outcome = acts[-1] if acts else (None, None)
    if call is None or outcome is None or outcome.undone or not asks(outcome.effect):
        return ""
    before, after = doc.screen(outcome.screen_before), doc.screen(outcome.screen_after)
    element = doc.element(call.ref.screen, call.ref.element)
    words = [call.ref.row_text, call.ref.found, *([element.label, element.description] if element is not None else [])]
    refuses = any(says_no(text) or takes_back(text) or cancels(text) or discards(text) for text in words if text)
    closed = before is not None and before.kind == "dialog" and after is not None and after.kind == "page"
    if refuses or not closed:
        return ""
    return f'"{call.ref.row_text}"' if call.ref.row_text else str(call.ref)


def _was_to_change(run: RunResult, intent: Intent, script: Script | None, doc: AppDoc) -> bool:
    """Whether something was to be changed, of a run that changed nothing: the words say so, the script would have done it to
    something else than it met, or it only opened or pressed what leads somewhere, for an order that isn't to look."""
    orders = [clause for clause in intent.ordered if clause.deeds or clause.words]
    if any(clause.deeds & _CHANGING for clause in orders):
        return True
    if orders and script is not None and would_change(script, doc):
        return True
    acts, looks = _acts(run), all(clause.deeds == frozenset({"look"}) for clause in orders)
    only_opened = bool(acts) and all(call.op in ("open", "long_press") and call.ref.row for call in acts)
    if only_opened and len(orders) == 1 and _changes_it(orders[0]):
        return True
    pressed = bool(acts) and all(call.op == "tap" and not call.ref.row for call in acts)
    return bool(orders) and pressed and not looks and not intent.asks


def _acts(run: RunResult) -> list[Call]:
    """The acts that were carried out, were it only that something was opened or stood as it should already."""
    return [call for call, outcome in run.calls if outcome.status == "ok" and call.op in _ACTS]


_ACTS = frozenset(
    "tap open long_press turn_on turn_off choose set_text append_text enter open_app scroll_down scroll_up do".split()
)


def _nothing_fitted(run: RunResult, doc: AppDoc) -> str:
    """What a script that did nothing had looked through."""
    if not run.looked_through:
        return "the script did nothing on the phone"
    places = ", ".join(
        f"{one.rows} {_things(one, doc, one.rows)}{f' (only {one.only})' if one.only else ''}"
        for one in run.looked_through
    )
    were = "was" if sum(one.rows for one in run.looked_through) == 1 else "were"
    return f"nothing fitted: {places} {were} looked through"


def _things(one: LookedThrough, doc: AppDoc, count: int) -> str:
    """What the rows of a list are called."""
    screen, _, name = one.list.partition(".")
    element = doc.element(screen, name)
    noun = row_noun(doc, screen, element) if element is not None and element.item is not None else "row"
    return noun if count == 1 else plural(noun)


def _elsewhere(run: RunResult, intent: Intent) -> list[str]:
    """What was changed after the thing that the task names had been left again: was it done to that thing?"""
    if len(intent.ordered) != 1:
        return []
    opened, found = "", []
    for call, outcome in run.calls:
        if call.ref.row_text and outcome.status == "ok" and call.op in ("open", "tap", "long_press"):
            opened = call.ref.row_text
        elif opened and changed(outcome) and not outcome.within and not call.ref.row:
            found.append(f'{call.ref} was not on "{opened}"')
    return found


def _loops(run: RunResult) -> bool:
    """Whether a list was gone through whole, so that what it didn't show matters."""
    return any(not one.asked for one in run.looked_through)


def _partial(run: RunResult, doc: AppDoc) -> list[str]:
    """Lists that were not seen whole."""
    whole = [one for one in run.looked_through if not one.asked]
    said = [f"the list of {_things(one, doc, 0)} showed only {one.only}" for one in whole if one.only]
    return said + [f"the list of {_things(one, doc, 0)} was not read to its end" for one in whole if not one.to_end]


def _errors(run: RunResult, told: Sequence[str]) -> list[str]:
    """What the app itself said went wrong, where no act's proof has it already."""
    errors = [f'the app says "{one.text}"' for one in run.messages if one.says == "error"]
    return [one for one in dict.fromkeys(errors) if not any(one in proof for proof in told)]


def _left_open(run: RunResult, intent: Intent) -> list[str]:
    """Forms that nothing has saved and dialogs that nobody has answered, unless the person wanted them left so. A dialog that the
    script went to and did or read something in is a place; one that it only opened leaves a change undone that is ordered."""
    if intent.leaves_open:
        return []
    changes = any(clause.deeds != frozenset({"look"}) for clause in intent.ordered)
    found = []
    for one in run.left_open:
        put = ", ".join(f'{name} = "{value}"' for name, value in one.values)
        if one.values:
            found.append(f"{one.title or one.screen} is still open and not saved ({put})")
        elif one.dialog and (one.came == "asked" or one.came == "opened" and changes):
            found.append(f"{one.title or one.screen} waits for an answer")
    return found


# answers


def _answered(run: RunResult, intent: Intent, script: Script | None, doc: AppDoc) -> tuple[list[str], str, list[str]]:
    """What is missing of an answer, the answer, and where it was read."""
    said = run.answer.strip()
    if not intent.asks and (not said or _made_of_words(script)):
        return [], "", []  # what a script says of itself proves nothing
    if not said and intent.asks:
        looked = _loops(run)
        return [_nothing_fitted(run, doc) if looked else "nothing was read that answers the question"], "", []
    reading = script.reading if script is not None else None
    found = sources(said, run.read, reading, intent.task)
    if not found:
        return (["the answer that the script gave was not read from the phone"] if intent.asks else []), "", []
    if intent.asks and _counted_none(said, run, script):
        return [_nothing_fitted(run, doc)], "", []
    if all(_is_label(one, doc) for one in found) and (intent.asks or _only_told(run, intent, found, doc)):
        return [f"the phone shows no value for {found[0].ref}, only its name"], "", []
    if intent.asks and _HOW_MANY.search(intent.task) and not NUMBER.search(said):
        return ["the question wants a number, and none was read"], "", []
    if intent.asks and (other := other_kind(said, intent.asked)):
        return [other], "", []
    if intent.asks and _echoes(said, intent, found):
        return ["the answer only repeats the question"], "", []
    return [], said, list(dict.fromkeys(_place(one.ref) for one in found))[:_MOST_PLACES]


_MOST_PLACES = 3


def _only_told(run: RunResult, intent: Intent, found: Sequence[Read], doc: AppDoc) -> bool:
    """Whether all that came of a run is its answer, for words that order nothing: "Sam's number please" asks, though it has no
    question. A field that shows its hint is empty, and what was looked for by its own words is called so."""
    elements = [doc.element(one.ref.screen, one.ref.element) for one in found]
    told = all(e is None or e.kind is not Kind.INPUT for e in elements) and not any(one.ref.found for one in found)
    nothing = not any(clause.deeds for clause in intent.clauses)
    return told and nothing and not any(o.status == "ok" and touches(o) for _, o in run.calls)


def _not_answered(run: RunResult, answer: str, intent: Intent, script: Script | None) -> list[str]:
    """Of several questions those of which the script speaks with no word, where fewer things were read than are asked; one that
    only asks when, where or who ("and when do I have to be there?") has no word of its own."""
    asks = [clause for clause in intent.asked if not clause.unsure]
    asked = [clause for clause in asks if clause.words or _ASKS_FOR.search(clause.text)]
    if not answer or script is None:
        return []
    found = sources(answer, run.read, script.reading, intent.task)
    if len({(one.ref.screen, one.ref.part or one.ref.element) for one in found}) >= len(asked):
        return []
    left = [clause.text for clause in asked if not any(script.speaks_of(word) for word in clause.words)]
    return [f"nothing was read for {' '.join(text.split())!r}" for text in left if len(left) < len(asked)]


_ASKS_FOR = re.compile(r"\b(?:when|where|who|how (?:much|many|long|old|far))\b", re.IGNORECASE)


def _counted_none(said: str, run: RunResult, script: Script | None) -> bool:
    """Whether none was counted by words that nothing has: far more often they are said otherwise there than there is none (of 14
    such counts for generated apps none was right). None that is on, or an empty list, is a number like any other."""
    if said != "0" or script is None or any(flat(one.value) == "0" for one in run.read):
        return False
    nodes = list(ast.walk(script.reading.tree))
    compared = (
        n for one in nodes if isinstance(one, ast.Compare) for n in ast.walk(one) if isinstance(n, ast.Constant)
    )
    by_words = any(isinstance(constant.value, str) for constant in compared)
    return by_words or any(isinstance(one, ast.Attribute) and one.attr == "split" for one in nodes)


def _without_words(answer: str, read: Sequence[Read]) -> list[str]:
    """Of values that a script listed, those that are empty: an alarm without a label is one that is on, too."""
    pieces = [piece.strip() for piece in answer.split(",")]
    blank = pieces.count("")
    if not blank or blank == len(pieces) or any(flat(answer) in flat(one.value) for one in read):
        return []
    what = "one of them has" if blank == 1 else f"{blank} of them have"
    return [f"{what} nothing written there, and can't be named so"]


def _made_of_words(script: Script | None) -> bool:
    """Whether each `finish` of a script says a text that stands in it."""
    if script is None:
        return False
    return all(use.literal(0) is not None for use in script.reading.uses if use.op == "finish")


def _is_label(one: Read, doc: AppDoc) -> bool:
    """Whether a value is just what its element is called."""
    if one.ref.row:
        return False
    element = doc.element(one.ref.screen, one.ref.element)
    label = element.label if element is not None and element.kind is not Kind.TEXT else ""
    if label and flat(label) == flat(one.value):
        return True
    name = one.ref.part or one.ref.element or one.ref.found
    said, called = (set(split_words(text, camel=False)) for text in (one.value, name))
    return bool(said) and called <= said and said - called <= SMALL


def _echoes(said: str, intent: Intent, found: Sequence[Read]) -> bool:
    """Whether an answer of words has none that the task doesn't have itself; a row asked for by its name may well be one, and one
    of the two that were asked about ("png or jpeg")."""
    either = rf"\bor\s+{alone(said)}|{alone(said)},?\s+or\b|\bwhich\b.*,\s*{alone(said)}"
    if re.search(either, intent.task, re.IGNORECASE):
        return False
    words = split_words(said, camel=False)
    asked = set(split_words(intent.task, camel=False))
    return (
        bool(words)
        and set(words) <= asked
        and not set(words) <= YES_NO
        and not any(w.isdecimal() for w in words)
        and not any(s.ref.row for s in found)
    )


def _place(ref: Ref) -> str:
    name = f"{ref.screen}.{ref.part or ref.element}" if ref.screen else ref.found
    return f'{name} of "{ref.row_text}"' if ref.row_text else name
