"""Whether the app's own question after an act asks no more than the person has consented to: then it is asked once.

"Delete note? 1 selected. They go to the bin." after 'Delete the note "Milk"' says the same. Another number, another name, a
graver deed or anything that isn't understood ("All your data …") says more, and the person is asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from apidocs.doc import Effect
from apidocs.doc.effects import asks
from apidocs.doc.words import plural, split_words
from apidocs.screens.windows import is_radio

from ..screen.dialogs import dialog_around, texts_of_dialog, window_key
from ..screen.states import Spot
from .policy import About, LastAct

_PLAIN = frozenset(
    """a an and any are at be been but by can cannot cant could do does dont for from go goes going gone has have here if
    in into is it its its later may no not now of off on once only or out so than that the their them then there these they
    this those to up was were will with wont would you your
    are sure really want keep kept stay stays unchanged wish like please continue proceed confirm ok yes cancel no warning attention
    item items thing things entry entries one selected chosen marked
    phone device list here app""".split()
)
"""Words that any question may be put with."""
_OF_EFFECT = {
    Effect.DELETE: frozenset(
        """delete deletes deleted deleting deletion remove removes removed removing discard discarded erase erased bin trash
        recycle undo undone reversed recover recovered restored permanent permanently forever irreversible lost kept move
        moves moved moving""".split()
    ),
    Effect.SEND: frozenset("send sends sent sending message messages".split()),
    Effect.CALL: frozenset("call calls called calling dial dialed".split()),
    Effect.COMMIT: frozenset("save saves saved saving apply applied change changes changed set add added".split()),
}
"""What a question about such a deed says besides, without saying more than that it is done."""


def covering(last: LastAct | None, spot: Spot, effect: Effect) -> About | None:
    """The consent that covers a press in a dialog, which came up upon the last act; None where the person is to be asked."""
    if last is None or last.about is None or not asks(last.effect) or last.window != window_key(spot.sight.hierarchy):
        return None
    dialog = dialog_around(spot.sight.hierarchy, spot.node)
    if dialog is None or any(n.editable or is_radio(n) for n in dialog.walk()):
        return None
    if effect not in (last.effect, Effect.COMMIT):
        return None
    return last.about if says_no_more(last.about, [*texts_of_dialog(dialog), spot.words], last.effect) else None


def says_no_more(about: About, said: Sequence[str], effect: Effect) -> bool:
    """Whether texts of the app's add nothing to what was consented to: no other number, no name, nothing unknown."""
    says = sorted({_flat(text) for text in about.says} - {""}, key=len, reverse=True)
    known = _PLAIN | _OF_EFFECT.get(effect, frozenset()) | {*_flat(f"{about.what} {about.noun}").split()}
    known |= {plural(word) for word in known}
    return all(_adds_nothing(f" {_flat(text)} ", says, known, max(about.count, 1)) for text in said)


def _adds_nothing(text: str, says: Sequence[str], known: frozenset[str] | set[str], count: int) -> bool:
    if len(text.split()) > 1 and any(text in f" {one} " for one in says):
        return True  # it repeats a part of what the thing says
    for one in says:
        text = text.replace(f" {one} ", " ")
    words = text.split()
    return all(int(w) == count if w.isdecimal() else w in known or plural(w) in known for w in words)


def _flat(text: str) -> str:
    """The words of a text in small letters, numbers among them, without what stands between."""
    return " ".join(split_words(text, camel=False))
