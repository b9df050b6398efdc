"""A task of which one part is for the phone itself and the other for an app: "turn on wifi and add a note called Milk". No doc has
both, so each part is a task of its own.

Parted is only what is surely two: each part orders or asks something, one is all the phone's, the other isn't and speaks of what
an app has, and neither leans on the other ("turn it off again") nor is a text that is to be written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from apidocs.doc import AppDoc
from apidocs.doc.quotes import OPENING
from apidocs.shipped.itself import phone_words
from phones.phone import InstalledApp

from ..words.intent import read_intent
from ..words.lexicon import said_words
from .app_kinds import kind_words
from .choosing import without_quotes
from .for_itself import for_itself

_BETWEEN = re.compile(r"[,;.]?\s+(?:and then|and|then)\s+|[;.]\s+", re.IGNORECASE)
_LEANS = re.compile(
    r"\b(?:it|its|that|this|those|these|them|they|there|so|also|too|again|both|other|same|otherwise)\b", re.IGNORECASE
)
_WAITS = re.compile(r"\b(?:if|unless|when|once|until|in case)\b", re.IGNORECASE)
"""What waits for something may wait with both parts."""
_TEXT = re.compile(
    rf":|(?<!\w)[{OPENING}]|\b(?:saying|says?|remind|remember|text|message|write|tell|ask|note to)\b", re.IGNORECASE
)


def may_be_parted(task: str) -> bool:
    """Whether it is worth looking at: it speaks of the phone's, and there is a place where it may be cut."""
    return bool(_BETWEEN.search(task) and phone_words(without_quotes(task)))


def parted(task: str, installed: Sequence[InstalledApp], docs: Sequence[AppDoc]) -> tuple[str, str] | None:
    """The two parts, in their order; None for one that is one."""
    labels = {app.package: app.label for app in installed} | {doc.package: doc.label for doc in docs}
    of_apps = {word for label in labels.values() for word in said_words(label) | kind_words(label)}

    for first, second in _halves(task):
        own = [for_itself(without_quotes(part), docs, labels).choice is not None for part in (first, second)]
        other = second if own[0] else first
        if own.count(True) == 1 and said_words(without_quotes(other)) & of_apps:
            return first, second
    return None


def _halves(task: str) -> Iterator[tuple[str, str]]:
    """Every way to cut it in two, each of which says by itself what is to be done or told."""
    for match in _BETWEEN.finditer(task) if not _WAITS.search(without_quotes(task)) else ():
        first, second = task[: match.start()].strip(), task[match.end() :].strip()
        alone = not (_LEANS.search(second) or _TEXT.search(first))
        if alone and _says_what(first) and _says_what(second):
            yield first, second


def _says_what(part: str) -> bool:
    clauses = read_intent(part).clauses
    return bool(clauses) and all(clause.mood == "ask" or clause.mood == "order" and clause.deeds for clause in clauses)
