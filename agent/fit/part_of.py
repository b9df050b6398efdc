"""A thing that is deleted where the task only speaks of a part of it, "delete Ann's phone number", and Ann is gone. A part of
`agent.fit.doubts`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apidocs.doc import AppDoc, Effect, Kind
from apidocs.doc.words import words_of
from interpreter.reading.flow import effect_of_use
from interpreter.reading.uses import Use

from ..words.intent import Intent
from ..words.lexicon import lexicon, said_words
from .coverage import Script, fits
from .doubt import Doubt

_PARTS = said_words(
    """number telephone mobile email mail address birthday photo picture image avatar line paragraph sentence word text title
    nickname comment attachment"""
)
"""What things have, and are not."""
_DELETING = r"\b(?:delete|remove|erase|clear|wipe|discard|drop|get rid of)\s+"
_OWNED = re.compile(
    _DELETING + r"(?:the |my )?(?P<owner>[\w.-]+(?: [\w.-]+){0,3})['’]s? (?P<part>[^.,;:!?]+)", re.IGNORECASE
)
_PART_OF = re.compile(_DELETING + r"(?P<part>[^.,;:!?]+?)\s+(?:of|in|from)\s+(?P<owner>[^.,;:!?]+)", re.IGNORECASE)
_EMPTIED = re.compile(r"\bempty\s+(?:the |my |our )?(?P<owner>[^.,;:!?]+)", re.IGNORECASE)


def deletes_the_whole(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """ "Delete Ann's phone number", and the contact Ann is deleted; "delete the second line of the note Soup", and the note is.
    What the rows themselves are called, "delete Ann's contact", is no part of them."""
    deleting = next((use for use in script.acts if _deletes(use, intent, doc)), None)
    rows = [
        use for use in script.reading.uses if use.op == "row" and deleting is not None and use.line <= deleting.line
    ]
    if deleting is None or not rows:
        return
    row, name = rows[-1], said_words(rows[-1].literal(0) or "")
    kind = _kind_of(row, doc)
    for pattern in (_OWNED, _PART_OF):
        for match in pattern.finditer(intent.task):
            owner, part = said_words(match["owner"]), said_words(match["part"])
            whole = (
                any(fits(word, kind) or _same_deed(word, kind) for word in part)
                or not name
                or not name <= owner
                or bool(name & part)
            )
            own = {word for word in part if word in _PARTS or _is_a_field(word, doc)}
            in_it = pattern is _PART_OF and any(fits(word, kind) for word in owner - name)
            own_words = said_words(
                f"{deleting.ref.screen} {deleting.ref.element} {deleting.ref.part}".replace("_", " ")
            )
            if not whole and (own or in_it) and not any(fits(word, own_words) for word in part):
                what = f"it deletes {rows[-1].literal(0)!r}, and the task only speaks of {match['part'].strip()!r}"
                yield Doubt("spared", deleting.line, what)
                return
    emptied = _EMPTIED.search(intent.task)
    called = " ".join(f"{use.ref.screen} {use.ref.element}" for use in script.acts)
    empties = not {"empty", "clear", "all"}.isdisjoint(words_of(called.replace("_", " ")))
    if emptied is not None and not empties and name and name <= said_words(emptied["owner"]):
        yield Doubt("spared", deleting.line, f"it deletes {rows[-1].literal(0)!r}, and the task only empties it")


def _deletes(use: Use, intent: Intent, doc: AppDoc) -> bool:
    """Whether it deletes, or brings up what asks about that."""
    called = said_words(f"{use.ref.element} {use.ref.part}".replace("_", " "))
    return effect_of_use(use, doc) is Effect.DELETE or use.op == "tap" and bool(called & intent.labels_of("delete"))


def _same_deed(word: str, kind: frozenset[str]) -> bool:
    """Whether a word is another one for what the rows are called: a call is a ring."""
    verbs = lexicon().verbs
    return any(
        not verbs.get(word, frozenset()).isdisjoint(verbs.get(one, frozenset()) & {"call", "send"}) for one in kind
    )


def _kind_of(row: Use, doc: AppDoc) -> frozenset[str]:
    """Stems of what a list's rows are called."""
    element = doc.element(row.ref.screen, row.ref.element)
    item = element.item.name if element is not None and element.item is not None else ""
    found = said_words(f"{item} {row.ref.element}".replace("_", " ")) | _ANY
    return found | _WRITTEN if found & _WRITTEN else found


_ANY = said_words("entry item record")
_WRITTEN = said_words("mail email message letter")
"""One is as good a word as another."""


def _is_a_field(word: str, doc: AppDoc) -> bool:
    fields = (e for screen in doc.screens for e in screen.elements if e.kind in (Kind.INPUT, Kind.TEXT))
    return any(fits(word, said_words(f"{field.name} {field.label}".replace("_", " "))) for field in fields)
