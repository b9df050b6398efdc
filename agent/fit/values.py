"""Texts that a script puts in and the task doesn't say, or says once; what they replace, and what replaces them before anything has
taken them in. A part of `agent.fit.doubts`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from apidocs.doc import AppDoc, Effect
from apidocs.doc.effects import severity
from apidocs.doc.words import figures_only, stem, word_set, words_of
from apidocs.samples.phrasing import says_lines
from interpreter.calls import Ref
from interpreter.reading.flow import effect_of_use, element_of
from interpreter.reading.uses import Use

from ..words.intent import Intent, read_intent
from ..words.lexicon import lexicon, said_words
from .coverage import Script, begins_alike, days_named, fits
from .doubt import Doubt, named

_FILLING_IN = ("choose", "turn_on", "turn_off")
"""What goes on filling in the same form."""
_PUT_IN = ("set_text", "choose", "do")
"""What puts a value in: into a field, into a choice, as what a deed of the phone itself is to know."""
_TYPING = ("set_text", "append_text")
_ADDING = frozenset({"add", "append", "tack"})
"""Verbs that leave what is there."""
_WRITES = re.compile(
    r"^\W*(?:and |also |please |(?:can|could|would) you (?:please )?)*"
    r"(?:write|jot|note|type|enter|put|stick|pop|chuck|slip|insert|include|squeeze|scribble|pencil|bung|shove|stuff|log|record)\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"\b(?:over|instead|place of|only|just|not|new|different|another|else|rather|nothing|clear\w*|empty\w*|blank|replac\w*|"
    r"correct\w*|whole|fresh|scratch|capitals|contents?|text|where|as the)\b",
    re.IGNORECASE,
)
""" "Write passports into the note Trip" leaves what stands there, "write a new text in it" doesn't."""
_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{4,}")
"""A code or a telephone number, no year: "the code is 12345" is made up where the task doesn't say it."""
_WORKED_OUT = 6
"""Figures of a number that stands alone, and may have been worked out; one of more is a telephone's, or an account's."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d\d?[./]\d\d?[./]\d{4}")
_WITHIN_NUMBERS = re.compile(r"(?<=\d)[\s.,'’/-](?=\d)")
_ADDRESS = re.compile(r"\S+@\S+")
_OF_ADDRESSES = word_set("http https www com org net")
_LANGUAGE = """arabic chinese czech danish dutch english finnish french german greek hindi hungarian indonesian italian japanese
    korean latin norwegian polish portuguese romanian russian spanish swedish thai turkish ukrainian vietnamese welsh"""
_COMPOSED = re.compile(
    rf"""\btranslat(?:e|ed|ion)\b|\b(?:in|into|to)\s+(?:{"|".join(_LANGUAGE.split())})\b
    |\b(?:a|an|some|another|the)\s+(?:\w+\s+){{0,2}}(?:poem|haiku|rhyme|joke|greeting|wish(?:es)?)\b(?!\s+list)
    |(?:^|\b(?:and|to|please)\s+)wish\s+(?!list)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Where the person wants a text in other words than their own, the words are the model's to find."""


def values(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """All such doubts about a script."""
    yield from _put_in_twice(script, intent)
    yield from _typed_over(script)
    yield from _invented(script, intent.task)
    for use in typed_over_what_is_there(script, intent, doc):
        yield Doubt("replaces", use.line, f"{named(use)} replaces what is there, and the task adds to it")
    for use, old in typed_over_all_for_a_part(script, intent, doc):
        yield Doubt("replaces", use.line, f"{named(use)} replaces all that is there, and the task only changes {old!r}")


def typed_over_what_is_there(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Use]:
    """`contact("Sam").open()`, then `edit.note.set_text("has the keys")`, for "add to Sam's note that he has the keys": what is
    typed into a field for writing of what was opened. Of a number, a date or a name there is one, and it is changed."""
    named, opened, only_adds = "", "", _only_adds(intent)
    sends = any(severity(effect_of_use(use, doc)) > severity(Effect.COMMIT) for use in script.acts)
    for use in script.reading.uses:
        named = use.literal(0) or "" if use.op == "row" else named
        opened = named or " " if use.op == "open" and use.ref.row else opened
        field = element_of(use, doc) if opened and use.op == "set_text" else None
        if field is None or not _for_writing(words_of(f"{field.name} {field.label}")):
            continue
        read = any(one.ref == use.ref and one.op in ("text", "value") for one in script.reads)
        if not read and (only_adds or not sends and _writes_into(opened, use.literal(0) or "", intent)):
            yield use  # what is put in after a look at what stands there may hold that


_TO_WRITE = frozenset({"type", "typing", "write", "writing"})
_HERE = _TO_WRITE | word_set(
    "start begin tap click press touch to here something anything your a the some text note now on enter"
)


def _for_writing(words: list[str]) -> bool:
    """Whether a field is one for writing: it is called so, or only says that one may, "Start typing", "Write something here"."""
    said = set(words)
    return says_lines(words) or bool(said & _TO_WRITE) and said <= _HERE


def typed_over_all_for_a_part(script: Script, intent: Intent, doc: AppDoc) -> Iterator[tuple[Use, str]]:
    """`edit.note.set_text("19:00")` for "change 18:00 to 19:00 in the note", with what is to be changed: what is typed into a field
    for writing, where the task says what it takes the place of and nothing in the script is called so. What is called so, "change
    the notes of the walk to …", is changed as a whole."""
    for use in script.acts:
        text, field = use.literal(0) if use.op == "set_text" else None, element_of(use, doc)
        if not text or field is None or not _for_writing(words_of(f"{field.name} {field.label}")):
            continue
        old = _in_place_of(text, intent.task)
        known = {w for one in script.reading.uses for w in said_words(_called(one, doc))}
        known |= {w for one in script.literals if one.role != "typed" for w in said_words(one.text)}
        if any(word not in _WHOLE and not fits(word, known) for word in said_words(old)):
            yield use, old


def _called(use: Use, doc: AppDoc) -> str:
    element = element_of(use, doc)
    return f"{use.ref.element} {use.ref.part} {element.label if element is not None else ''}".replace("_", " ")


_QUOTES = "\"'“”‘’„«»"
_IN_A_PLACE = re.compile(r"\s+(?:in|of|on|from|inside|within)\s+(?:the|my|our|that|this|[A-Z])[^,;]*$")
_WHOLE = frozenset(
    stem(word) for word in "text content contents everything all whole entire old current existing word".split()
)
"""Of what is changed as a whole."""


def _in_place_of(text: str, task: str) -> str:
    """What a text is to take the place of, as the task says it; empty where it says nothing of that."""
    new = rf"[{_QUOTES}]*{re.escape(text)}[{_QUOTES}]*(?!\w)"
    changed = re.search(
        rf"\b(?:change|replace|swap|correct|turn|alter|update|edit)\s+(?P<old>[^.;!?]+?|.+?)\s+(?:to|with|by|for|into)\s+{new}",
        task,
        re.IGNORECASE,
    ) or re.search(rf"{new}\s+(?:instead of|in place of|in the place of)\s+(?P<old>[^,;!?]+)", task, re.IGNORECASE)
    old = changed["old"] if changed is not None else ""
    return _IN_A_PLACE.sub("", old.rpartition("from ")[2]).strip(f" .{_QUOTES}")


def _only_adds(intent: Intent) -> bool:
    """Whether all that is ordered is that something is added."""
    only = all(clause.deeds <= {"add"} for clause in intent.ordered)
    return only and any(clause.verb & _ADDING for clause in intent.ordered)


def _writes_into(opened: str, text: str, intent: Intent) -> bool:
    """Whether all that is ordered is that the text is written into what was opened, and nothing says that it is to replace it."""
    task = re.sub(re.escape(text), "it", intent.task, flags=re.IGNORECASE) if text else intent.task
    # what is written orders nothing: "batteries and bin bags"
    orders = read_intent(task).ordered
    into = rf"\b(?:in|into|on|onto|under)\b(?:\W+\w+){{0,3}}\W+{re.escape(opened.strip())}(?!\w)"
    only = len(orders) == 1 and bool(_WRITES.match(orders[0].text)) and not _INSTEAD.search(task)
    return only and bool(opened.strip()) and re.search(into, task, re.IGNORECASE) is not None


def _invented(script: Script, task: str) -> Iterator[Doubt]:
    """A text that is typed, or given to a deed of the phone itself, most of whose words the task doesn't have; or with an address
    or a long number that doesn't stand there: a small model that lacks a value makes one up. Other numbers and dates may be
    worked out: half past six is typed as 6:30."""
    said, numbers_said = said_words(task), _WITHIN_NUMBERS.sub("", task)
    for use in script.acts if not _COMPOSED.search(task) else ():
        given = _texts(use) if use.op == "do" else [use.literal(0) or ""] if use.op in _TYPING else []
        for text in given:
            words = set() if figures_only(text) else {w for w in said_words(text) - _OF_ADDRESSES if not _figure(w)}
            unsaid = [word for word in words if not begins_alike(word, said)]
            strange = [one for one in _ADDRESS.findall(text) if one.casefold() not in task.casefold()]
            numbers = _NUMBER.findall(_WITHIN_NUMBERS.sub("", _DATE.sub("", text)))
            long = [one for one in numbers if words or len(one) > _WORKED_OUT]  # "18.30" is half past six
            strange += [one for one in long if one not in numbers_said]
            if len(unsaid) * 2 > len(words) or strange:
                how = "types" if use.op in _TYPING else "says"
                yield Doubt("invented", use.line, f"it {how} {text!r}, which the task doesn't say")
                break


def _figure(word: str) -> bool:
    """Whether a stem is of a number, or says when something is."""
    return any(letter.isdecimal() for letter in word) or word in lexicon().moments or bool(days_named(word))


def _put_in_twice(script: Script, intent: Intent) -> Iterator[Doubt]:
    """One value of the task that goes into two places, alone or with more around it: the day of an alarm as what it is called, too;
    whom to call as what a timer is called."""
    put: list[tuple[Use, int, frozenset[object]]] = []
    for use in script.acts:
        for number, text in enumerate(_texts(use)) if use.op in _PUT_IN else ():
            meant = _meant(text)
            if not meant or _times_said(meant, intent) != 1:
                continue
            for before, which, what in [one for one in put if one[0].ref.screen == use.ref.screen]:
                again = what == meant and (before.ref != use.ref or before is use and which != number)
                if again or before.ref != use.ref and (what < meant or meant < what):
                    into = (
                        f"{named(before)} and {named(use)}" if before is not use else f"two places of it, {named(use)}"
                    )
                    yield Doubt("typed_twice", use.line, f"it puts {text!r} into {into}; the task says it once")
                    break
            put.append((use, number, meant))


def _typed_over(script: Script) -> Iterator[Doubt]:
    """A field that is typed into again before anything has taken in what stood there: the first text is lost, and would be told as
    typed."""
    typed: dict[Ref, Use] = {}
    for use in script.acts:
        if use.op == "set_text":
            before = typed.get(use.ref)
            if before is not None and _loses(before, use, script):
                first, text = before.literal(0) or "what was typed", use.literal(0) or "what is typed next"
                what = f"{text!r} replaces {first!r} in {named(use)}, which nothing has taken in"
                yield Doubt("typed_over", use.line, what)
            typed[use.ref] = use
        elif use.op not in _FILLING_IN:
            typed.clear()


def _loses(first: Use, second: Use, script: Script) -> bool:
    """Whether the second text replaces another one, in the same block: of two branches only one is gone."""
    if first.statement is None or second.statement is None or first.literal(0) == second.literal(0):
        return False
    return any(one is second.statement for one in script.reading.block_of(first.statement))


def _texts(use: Use) -> list[str]:
    """The texts that a call is given."""
    call = use.node
    given = [*call.args, *(keyword.value for keyword in call.keywords)] if isinstance(call, ast.Call) else []
    return [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def _meant(text: str) -> frozenset[object]:
    """What a text says: the days that it names, however they are written, or its words."""
    return frozenset(days_named(text) or said_words(text))


def _times_said(meant: frozenset[object], intent: Intent) -> int:
    """How often the task says it: as often as its rarest word."""
    bare = [word.strip("\"'“”‘’„«».,;:!?()") for word in intent.task.split()]
    words: list[set[object]] = [{*days_named(word), *said_words(word)} for word in bare]
    return min(sum(one in said for said in words) for one in meant)
