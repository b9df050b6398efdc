"""Mails, chats and the like count as read once they are opened: a script that opens them one after another to look something up
changes that for all of them, and nothing puts it back."""

from __future__ import annotations

from dataclasses import replace

from apidocs.doc import Effect
from apidocs.doc.words import plural, singular, split_words, word_set

from ..calls import Call
from ..consent.policy import About, Consents
from ..find.rows import RowList

_LETTERS = word_set("message mail email letter conversation chat thread notification")


def are_letters(noun: str) -> bool:
    """Whether things of this name count as read once they are opened."""
    return any(singular(word) in _LETTERS for word in split_words(noun)[-1:])


def agree_to_open(call: Call, rows: RowList, consents: Consents) -> None:
    """Before the first of many is opened: the person's consent, once for a list. Raises Denied."""
    if not call.in_loop or rows.opening_agreed or rows.read < 2 or not are_letters(rows.noun):
        return
    many = f"up to {rows.read} {plural(rows.noun)}"
    about = About(f"Open {many} one after another, which may count as read then", rows.read, (), rows.noun)
    consents.require(replace(call, in_loop=False), Effect.COMMIT, about)
    rows.opening_agreed = True
