"""What a run did, in people's words: each act with the thing it was done to, the same on several things as one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from apidocs.doc import AppDoc, Element, Part
from apidocs.doc.effects import asks, takes_object
from apidocs.doc.nouns import field_label, noun_of_item, row_noun
from apidocs.doc.words import only_switch, plural, what_is_switched
from apidocs.shipped.itself import PACKAGE
from interpreter.calls import Call, Outcome
from interpreter.run.left_open import CONFIRMED, DEED

Act = tuple[Call, Outcome]
_SAID = {
    "tap": 'tapped "{what}"',
    "open": "opened {what}",
    "long_press": "held {what}",
    "turn_on": "turned {what} on",
    "turn_off": "turned {what} off",
    "choose": "set {what} to {arg}",
    "set_text": "typed {arg} into {what}",
    "append_text": "added {arg} to {what}",
    "back": "went back",
    "enter": "pressed enter",
    "open_app": "opened {arg}",
    "do": "{what} {arg}",
}
_STOOD_SO = {
    "tap": '"{what}" was marked already',
    "turn_on": "{what} was on already",
    "turn_off": "{what} was off already",
    "choose": "{what} was {arg} already",
}
"""Of acts that found it as it should be."""
_SHOWS = re.compile(r' shows "([^"]*)"$')
"""What a proof says that a choice stands at."""
_MARKED = re.compile(r" is (on|off) now$")
"""What a proof says of a mark that was tapped."""
_LEADS = frozenset({"open", "long_press", "back", "open_app"})
_SWITCHED = {"turn_on": "on", "turn_off": "off"}
_PAST = {"delete": "deleted", "save": "saved", "remove": "removed"}
"""Of a button's word that the thing can follow, once the phone showed that it is so; any other is told as the touch that it was."""
MOST = 6
"""Acts named one by one, the same on several things as one."""
_NAMED = 8
"""Things named one by one where the same was done to several."""


def stood_so(outcome: Outcome) -> bool:
    """Whether an act found it as it should be, and changed nothing."""
    return outcome.proof is not None and outcome.proof.before


def held(outcome: Outcome) -> bool:
    """Whether the phone showed that an act did what it was for."""
    return outcome.proof is not None and outcome.proof.verdict == "held"


def deeds(calls: Sequence[Act]) -> list[Act]:
    """What was done and still stands: neither what the person refused nor what was taken back; and what only led to it left out,
    where anything was done."""
    stand = [one for one in calls if one[1].status == "ok" and not one[1].undone and not _left(*one)]
    acts = [one for one in stand if one[0].op in _SAID or _pressed_at_the_end(one[1])]
    return [one for one in acts if not _led(*one)] or acts


def said(acts: Sequence[Act], doc: AppDoc) -> str:
    """Acts in a row: `turned 2 alarms off: "Gym", "Run"; the alarm "Tea" was off already`. Empty where there are too many."""
    told = [_told(act, following, doc) for act, following in zip(acts, [*acts[1:], None][: len(acts)], strict=True)]
    if all(one.own for one in told):
        told.sort(key=lambda one: one.stood)  # what was done comes first
    lines = list(_counted([_line(list(alike)) for _, alike in groupby(told, lambda one: one.key)]))
    if len(lines) > MOST:
        return ""
    return ("; " if any(": " in line for line in lines) else ", ").join(lines)


@dataclass(frozen=True)
class _Told:
    """An act in words."""

    form: str
    """With `{things}` where what it was done to goes."""
    noun: str
    titles: tuple[str, ...]
    stood: bool
    own: bool
    """Whether it was done to a row in its list, with nothing opened."""
    key: object
    """The same for acts that are told as one."""


def _line(alike: Sequence[_Told]) -> str:
    form, noun = alike[0].form, alike[0].noun
    titles = [title for one in alike for title in one.titles]
    if len(titles) < 2:
        one = "".join(f"the {noun} {title}" if noun else title for title in titles)
        return form.replace("{things}", one)
    shown = ", ".join(titles[:_NAMED])
    more = f" and {len(titles) - _NAMED} more" if len(titles) > _NAMED else ""
    things = f"{len(titles)} {plural(noun) if noun else 'things'}"
    form = form.replace("{things} was ", "{things} were ")
    return f"{form.replace('{things}', things)}: {shown}{more}"


def _counted(lines: Sequence[str]) -> Iterator[str]:
    """The same said several times over as how often it was done; the last of them says to what: `tapped "Up" 3 times for the note
    "Milk"`."""
    at = 0
    while at < len(lines):
        said, times = lines[at], 1
        while at + times < len(lines) and lines[at + times] == said:
            times += 1
        rest = lines[at + times] if at + times < len(lines) else ""
        if rest.startswith(f"{said} for "):
            yield f"{said} {_often(times + 1)}{rest.removeprefix(said)}"
            times += 1
        else:
            yield said if times == 1 else f"{said} {_often(times)}"
        at += times


def _often(times: int) -> str:
    return "twice" if times == 2 else f"{times} times"


def _told(act: Act, following: Act | None, doc: AppDoc) -> _Told:
    call, outcome = act
    if pressed := _pressed_at_the_end(outcome):
        return _Told(f"pressed {pressed}", "", (), False, False, id(act))
    if call.op == "do" and outcome.proof is not None:
        return _Told(outcome.proof.what, "", (), False, False, id(act))  # a deed says itself what came of it
    stood = stood_so(outcome) and call.op in _STOOD_SO
    noun, titles = _things(call, outcome, doc)
    own = bool(call.ref.row)
    if not own and following is not None and following[1].within == outcome.within and not following[0].ref.row:
        titles = ()  # said with the last of several that were done to one thing
    form = _form(call, outcome, doc, own, bool(titles), stood)
    return _Told(form, noun, titles, stood, own, (form, noun, stood) if titles else id(act))


def _form(call: Call, outcome: Outcome, doc: AppDoc, own: bool, on_thing: bool, stood: bool) -> str:
    what = _what(call, doc)
    said = str(call.args[0]).replace("\n", " ⏎ ") if call.args else ""
    arg = f'"{said}"{_shown_besides(said, outcome)}' if call.args else ""
    if own and not call.ref.part:
        op = "open" if call.op == "tap" else call.op
        return _SAID[op].format(what="{things}", arg=arg)
    if own and call.op in _SWITCHED:
        state = _SWITCHED[call.op]
        if only_switch(call.ref.part):
            return f"{{things}} was {state} already" if stood else f"turned {{things}} {state}"
        return f"{what} was {state} already for {{things}}" if stood else f"turned {what} {state} for {{things}}"
    word = what.casefold()
    if call.op == "tap" and on_thing and takes_object(what) and word in _PAST and held(outcome):
        return f"{_PAST[word]} {{things}}"
    marked = _MARKED.search(outcome.proof.what) if call.op == "tap" and outcome.proof is not None else None
    op = f"turn_{marked[1]}" if marked is not None and not stood else call.op
    line = (_STOOD_SO if stood else _SAID)[op].format(what=what, arg=arg)
    if stood and call.op == "tap" and outcome.proof is not None and "not marked" in outcome.proof.what:
        line = outcome.proof.what  # it was off, and is
    return f"{line} for {{things}}" if on_thing else line


def _shown_besides(said: str, outcome: Outcome) -> str:
    """` (2027-04-16)` after "April 16": what a choice shows, where that has figures that weren't said, a year mostly."""
    shown = _SHOWS.search(outcome.proof.what) if outcome.proof is not None and held(outcome) else None
    more = {*_figures(shown[1])} - {*_figures(said)} if shown is not None else ()
    return f" ({shown[1]})" if shown is not None and more else ""


def _figures(text: str) -> list[int]:
    return [int(figures) for figures in re.findall(r"\d+", text)]


def _things(call: Call, outcome: Outcome, doc: AppDoc) -> tuple[str, tuple[str, ...]]:
    """What an act was done to: what such a thing is called, and their titles in quotes."""
    ref = call.ref
    if ref.row:
        element = doc.element(ref.screen, ref.element)
        noun = row_noun(doc, ref.screen, element) if element is not None and element.item is not None else ""
        return noun, (f'"{ref.row_text}"',)
    noun, quote, rest = outcome.within.partition(' "')
    if not quote:
        return "", ()
    return noun_of_item(doc, noun), tuple(f'"{title}"' for title in rest.removesuffix('"').split(f'", {noun} "'))


def _what(call: Call, doc: AppDoc) -> str:
    """What an act was on, by its words on the screen, else by its name; a row's own piece by its."""
    ref = call.ref
    element: Element | None = doc.element(ref.screen, ref.element)
    piece: Element | Part | None = element
    if ref.part and element is not None and element.item is not None:
        piece = next((part for part in element.item.parts if part.name == ref.part), None)
    said = field_label(piece) if isinstance(piece, Element) else piece.label if piece is not None else ""
    label = said.strip().split("\n")[0].rstrip(" :…")
    name = ref.found or label or what_is_switched(ref.part or ref.element or ref.screen)
    return name if name == "the field" else name[:1].upper() + name[1:]


def _pressed_at_the_end(outcome: Outcome) -> str:
    """The button, in quotes, that a run pressed of its own since the script had stopped before it; empty where none."""
    step = next((step for step in outcome.steps if step.startswith(DEED)), "")
    return step.rpartition("pressed ")[2]


def _led(call: Call, outcome: Outcome) -> bool:
    """Whether an act only led to another, be it one before which the dialog of another act was confirmed."""
    if _pressed_at_the_end(outcome):
        return False
    answers_another = any(step.startswith(CONFIRMED) for step in outcome.steps)
    if call.op in _LEADS and (outcome.proof is None or answers_another):
        return True
    return not asks(outcome.effect) and (call.op in _LEADS or outcome.proof is None)


def _left(call: Call, outcome: Outcome) -> bool:
    """Whether a deed of the phone itself was only got ready, and the rest is the person's; or a later step undid it."""
    by_itself = call.op == "do" or call.ref.screen == PACKAGE
    return by_itself and outcome.proof is not None and outcome.proof.verdict == "refuted"
