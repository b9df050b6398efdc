"""The deed that a task names and its script stopped short of: it opened the dialler and called nobody, the print preview and
printed nothing. Small models often end where the screen with the button has come up.

Pressed only at the end of a script of the model's, on a screen that its last act brought up, outside of any loop (what a loop
looked at last isn't what was meant), where the person orders it ("find Bob and call him"; not "open the note Call Bob", nor
"don't call"), and the verb stands on exactly one button and on nothing that the script has used; with the consent that any such
press needs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from apidocs.doc.words import purpose_words, words_of
from apidocs.screens.windows import LIST_CLASSES
from phones.hierarchy import Node

from ..calls import Call, Outcome
from ..consent.policy import LastAct
from ..screen.dialogs import window_key
from ..screen.front import Sight

_LABEL_WORDS = 4
"""A button says what it does in few words; a row that holds the verb somewhere is content."""


def deed_left(
    sight: Sight, wanted: Collection[str], last: LastAct | None, calls: Iterable[tuple[Call, Outcome]]
) -> tuple[Node, str] | None:
    """The button, and the verb it carries out; None where the script did what was asked, or it isn't clear."""
    if last is None or last.op not in ("tap", "open") or sight.name == last.screen:
        return None
    made = list(calls)
    opened = next((call for call, _ in reversed(made) if call.op in ("tap", "open")), None)
    if last.window != window_key(sight.hierarchy) or opened is not None and opened.in_loop:
        return None
    done = {word for call, outcome in made for word in _used(call, outcome)}
    for verb in sorted(wanted):
        saying = [node for node in sight.nodes if _says(node, verb)] if verb not in done else []
        if len(saying) == 1:
            return saying[0], verb
    return None


def _used(call: Call, outcome: Outcome) -> list[str]:
    """The words of what a call was on."""
    ref = call.ref
    said = f"{ref.element} {ref.part} {ref.found} {call.op} {outcome.node if call.op == 'tap' else ''}"
    return words_of(said.replace("_", " "))


def _says(node: Node, verb: str) -> bool:
    if not node.clickable or not node.enabled or node.editable or node.checkable:
        return False
    if any(a.short_class.endswith(LIST_CLASSES) for a in node.ancestors()):
        return False
    said = words_of(next((n.label for n in node.walk() if n.label), ""))
    return len(said) <= _LABEL_WORDS and verb in {*said, *purpose_words(node.id_name)}
