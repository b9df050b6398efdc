"""Something that is only to be taken out of a thing, or a thing that is only to be emptied, and a script that deletes the thing;
and one that deletes what the task says another deed of. A part of `agent.fit.doubts`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apidocs.doc import AppDoc, Effect, Element, Kind, Screen
from apidocs.doc.effects import severity
from apidocs.doc.words import stem, words_of
from apidocs.samples.phrasing import says_lines
from interpreter.reading.flow import effect_of_use
from interpreter.reading.uses import Use

from ..words.intent import Intent
from ..words.lexicon import lexicon, said_words
from .coverage import Literal, Script, fits
from .doubt import Doubt


def taken_out(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """All such doubts about a script."""
    yield from _taken_out_of(script, intent, doc)
    yield from _deeds_swapped(script, intent, doc)


_WHOLE = r"(?P<whole>[^.,;:!?]+?)(?=\s+(?:but|except|then)\b|[.,;:!?]|$)"
_RID = r"(?:delete|remove|erase|clear|wipe|empty)"
_OUT_OF = re.compile(
    r"\b(?:remove|take|drop|kick|cross|strike)\s+(?P<thing>[^.,;:!?]+?)\s+(?:out of|off of|off|(?<!apart )from)\s+"
    + _WHOLE,
    re.IGNORECASE,
)
"""What is taken out, and of what: its end, or what is said next, may go too far."""
_PART_OF = (
    _OUT_OF,
    re.compile(rf"\b{_RID}\s+(?P<thing>[^.,;:!?]+?)\s+(?:in|of|inside|within|from)\s+{_WHOLE}", re.IGNORECASE),
    re.compile(rf"\b{_RID}\s+(?P<whole>[^.,;:!?]+?)['’]s?\s+(?P<thing>[^.,;:!?]+)", re.IGNORECASE),
)
"""What may be a part of something: "butter in the note Milk", "Bob's number"."""
_EMPTIED = re.compile(
    r"\b(?P<verb>empty|clear|wipe)\s+(?:out\s+)?(?:the|my|our|this|that)\s+(?P<whole>[^.,;:!?]+)", re.IGNORECASE
)
_AWAY = re.compile(r"\b(?:off|from|away)\b", re.IGNORECASE)
_EMPTIES = frozenset(stem(word) for word in "empty clear wipe sweep reset format strip".split())
"""By one of these a button is called that takes out what is in something."""
_ANYWHERE = said_words("list system account phone device app altogether")
"""Out of these a thing goes that is deleted."""


def _taken_out_of(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """ "Remove Lucy from the group", "delete butter in the note Milk", "empty the note Milk", and the group, or the note, is
    deleted; or Lucy, wherever she is."""
    match = _OUT_OF.search(intent.task)
    for use in script.acts if match is not None else ():
        typed = use.literal(0) if use.op in ("set_text", "append_text") else None
        if match is not None and typed and said_words(typed) and said_words(typed) <= said_words(match["thing"]):
            yield Doubt("spared", use.line, f"it types {typed!r}, which is to be taken out")
    deleting = next((use for use in script.acts if effect_of_use(use, doc) is Effect.DELETE), None)
    row = _row_before(deleting, script) if deleting is not None else None
    if deleting is None:
        return
    if row is not None and said_words(row.text) and not _names_a_part(row, script):
        name = said_words(row.text)
        if any(_only_a_part(name, row, found, script, doc) for one in _PART_OF for found in one.finditer(intent.task)):
            yield Doubt(
                "spared", deleting.line, f"it deletes {row.text!r}, and the task only takes something out of it"
            )
            return
        if any(_only_emptied(name, row, found, script, doc) for found in _EMPTIED.finditer(intent.task)):
            yield Doubt("spared", deleting.line, f"it deletes {row.text!r}, and the task only empties it")
            return
    place = said_words(match["whole"]) - said_words(match["thing"]) - _ANYWHERE if match is not None else frozenset()
    place -= lexicon().moments | (_row_names(row, script, doc) if row is not None else frozenset())
    if match is not None and place and not any(fits(word, script.words) for word in place):
        what = f"it deletes, and the task only takes something out of {match['whole'].strip()!r}"
        yield Doubt("spared", deleting.line, what)


def _row_before(use: Use, script: Script) -> Literal | None:
    """What an act is done to: the last row, or text that is looked for, before it."""
    before = [one for one in script.literals if one.line <= use.line and one.role in ("row", "found", "compared")]
    return before[-1] if before else None


def _names_a_part(row: Literal, script: Script) -> bool:
    """Whether a button says by itself that something is taken out of the row: "Empty folder", "Clear bought"."""
    after = [use for use in script.acts if use.line >= row.line and not use.ref.row]
    return any(not _EMPTIES.isdisjoint(script.words_of(use, told=False)) for use in after)


def _only_a_part(name: frozenset[str], row: Literal, said: re.Match[str], script: Script, doc: AppDoc) -> bool:
    """Whether the task is about something that is in the row of this name, or that it has, and the script about nothing so called:
    neither the row itself, "the note of Monday", nor a button for that."""
    thing, whole = said_words(said["thing"]), said_words(said["whole"])
    if not thing or not name <= whole - thing or name & thing or row.role == "compared" and said.re is not _OUT_OF:
        return False
    lists = [(screen.name, element.name) for element, screen in _lists_of(row, script, doc)]
    after = [
        use for use in script.reading.uses if use.line >= row.line and (use.ref.screen, use.ref.element) not in lists
    ]
    called = {word for use in after for word in script.words_of(use)} | _what_rows_are(row, script, doc)
    return not any(fits(word, called) for word in thing)


def _only_emptied(name: frozenset[str], row: Literal, said: re.Match[str], script: Script, doc: AppDoc) -> bool:
    """ "Empty the note Milk", "clear the playlist Party": what is in it goes. Where a row holds nothing, clearing deletes it."""
    whole = said_words(said["whole"])
    if not name <= whole or _AWAY.search(said["whole"]):
        return False
    its = any(fits(word, whole - name) for word in _what_rows_are(row, script, doc))
    return its and (said["verb"].casefold() == "empty" or _holds_something(row, script, doc))


def _what_rows_are(row: Literal, script: Script, doc: AppDoc) -> set[str]:
    """Stems of what the rows of a list are called, and its screen and app."""
    found = set(said_words(doc.label))
    for element, screen in _lists_of(row, script, doc):
        item = element.item.name if element.item is not None else ""
        found |= said_words(f"{item} {element.name} {element.label} {screen.name} {screen.title}".replace("_", " "))
    return found


def _row_names(row: Literal, script: Script, doc: AppDoc) -> frozenset[str]:
    """Stems of what one row of its lists is called."""
    items = [element.item.name for element, _ in _lists_of(row, script, doc) if element.item is not None]
    return frozenset(word for item in items for word in said_words(item.replace("_", " ")))


def _holds_something(row: Literal, script: Script, doc: AppDoc) -> bool:
    """Whether what a row opens has a list, or a field for writing."""
    opened = [doc.screen(element.item.opens) for element, _ in _lists_of(row, script, doc) if element.item is not None]
    return any(
        one.kind is Kind.LIST or one.kind is Kind.INPUT and says_lines(words_of(f"{one.name} {one.label}"))
        for screen in opened
        if screen is not None
        for one in screen.elements
    )


def _lists_of(row: Literal, script: Script, doc: AppDoc) -> Iterator[tuple[Element, Screen]]:
    """The lists that the script takes a row of, in its line."""
    for use in script.reading.uses:
        element, screen = doc.element(use.ref.screen, use.ref.element), doc.screen(use.ref.screen)
        if use.line == row.line and element is not None and screen is not None and element.kind is Kind.LIST:
            yield element, screen


def _deeds_swapped(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """ "Archive Milk and delete Bread", and Milk is deleted: a grave deed done to a row that only another order names, while its
    own names another row of the script's. To find or open a row is no other deed."""
    orders = [clause for clause in intent.clauses if clause.mood == "order" and clause.deeds - {"look"}]
    rows = {one.text for one in script.literals if one.role in ("row", "found")}
    for use in script.acts if len(orders) > 1 else ():
        effect = effect_of_use(use, doc)
        row = _row_before(use, script)
        if severity(effect) <= severity(Effect.COMMIT) or row is None or row.role == "compared":
            continue
        its = [clause for clause in orders if any(intent.effect_of(deed) is effect for deed in clause.deeds)]
        meant = frozenset(word for clause in its for word in said_words(clause.text))
        others = frozenset(word for clause in orders if clause not in its for word in said_words(clause.text))
        name = said_words(row.text)
        own = next((one for one in sorted(rows) if said_words(one) and said_words(one) <= meant), "")
        if its and own and name and name <= others and not name & meant:
            what = f"it does this to {row.text!r}, and the task says it of {own!r}"
            yield Doubt("another_deed", use.line, what)
