"""What holds a call back: nothing is changed, or answered, by a script that looks for what isn't there.

A text that one of several pages doesn't show, since nothing was filled in there (a contact without a company), is empty to a script
that goes over all of them; that it is looked for rightly is known only once another page shows it. Rows that a task excepts, "all
alarms but the one for school", have to be there. And mails, chats and the like count as read once they are opened: a script that
opens them one after another to look something up changes that for all of them, and nothing puts it back. A loop doesn't go on with
what came out wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from apidocs.doc import Effect
from apidocs.doc.effects import severity
from apidocs.doc.paths import HARMLESS
from apidocs.doc.words import plural, singular, split_words, word_set

from ..calls import Call, Outcome, Read, Ref
from ..calls.errors import CallFailed, NotThere
from ..consent.closing import LeftOut
from ..consent.policy import About, Consents
from ..find.rows import RowList
from ..screen.matching import quoted

_NEAR = 3
_LETTERS = word_set("message mail email letter conversation chat thread notification")


def not_once_more(call: Call, before: Sequence[tuple[Call, Outcome]]) -> None:
    """Raise CallFailed where an earlier round of the call's loop did the same, and the phone showed that it came out wrong: it
    would go on doing so."""
    for earlier, outcome in before if call.in_loop else ():
        same = (earlier.line, earlier.op, earlier.ref.element) == (call.line, call.op, call.ref.element)
        if same and outcome.proof is not None and outcome.proof.verdict == "refuted":
            raise CallFailed(f"This went wrong before, so it isn't done to more of them: {outcome.proof.what}.")


class LeftBlank:
    """Which texts of a run were not there, and which of them were seen elsewhere."""

    def __init__(self) -> None:
        self._missing: dict[tuple[str, str], NotThere] = {}
        """By screen and element; those seen on no page yet."""
        self._seen: set[tuple[str, str]] = set()

    def before(self, call: Call, effect: Effect) -> None:
        """A call is to be carried out that does this much. Raises NotThere where it would rest on a text that no page has shown."""
        if self._missing and (effect not in HARMLESS or call.op == "finish"):
            raise next(iter(self._missing.values()))

    def read(self, call: Call) -> None:
        """A call was carried out."""
        if call.op == "text" and call.ref.element:
            self._seen.add(_key(call.ref))
            self._missing.pop(_key(call.ref), None)

    def is_empty(self, call: Call, error: NotThere) -> bool:
        """Whether what wasn't there is an empty text to the script."""
        if call.op != "text" or not call.in_loop or not call.ref.element or call.ref.row:
            return False
        if _key(call.ref) not in self._seen:
            self._missing[_key(call.ref)] = error
        return True


def _key(ref: Ref) -> tuple[str, str]:
    return ref.screen, ref.element


def heed(left_out: Sequence[LeftOut], call: Call, effect: Effect, read: Sequence[Read]) -> None:
    """Before a call that does this much to one row after another; `read` is what the run has read. Raises CallFailed where what is
    to be left out isn't among it."""
    if not call.in_loop or severity(effect) < severity(Effect.SETTINGS):
        return
    values = list(dict.fromkeys(one.value for one in read))
    for one in left_out:
        if any(one.fits(value) for value in values):
            continue
        near = [value for value in values if one.text.strip().casefold() in value.casefold()][:_NEAR]
        meant = f" Did you mean {quoted(near)}?" if near else ""
        raise CallFailed(f'Nothing there is "{one.text}", which is to be left out; so nothing was done to any.{meant}')


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
