"""What deeds of the phone itself look at on the screen in front, whatever app it is: texts, fields, a button by its word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from apidocs.doc import Kind
from apidocs.doc.effects import effect_of
from apidocs.doc.words import split_words
from phones.hierarchy import Node
from phones.itself.acting import Itself
from phones.phone import Commanded

from ..calls.errors import CallFailed
from ..screen.front import Front, Sight


def itself_of(front: Front, choose: Callable[[str, Sequence[str]], str]) -> Itself:
    """What the phone of this screen does by itself; `choose` asks the person which of several is meant. Raises CallFailed."""
    phone = front.phone
    if not isinstance(phone, Commanded):
        raise CallFailed("This phone takes no commands of its own.")
    return Itself(
        phone,
        now=phone.clock,
        texts=lambda: texts_on(front.settle()),
        front=lambda: phone.current_app().package,
        choose=choose,
        press=lambda word: press_called(front, word),
        typed=lambda: typed_on(front.settle()),
    )


def press_called(front: Front, word: str) -> bool:
    """Press the one control in front that is called so; False where there is none, or several. Raises Uncertain where the answer
    was lost, it does more than lead somewhere, and nothing tells whether it took effect."""
    node = the_one_called(front.settle(), word)
    if node is None:
        return False
    front.tap(node, effect_of(word, "", "", Kind.BUTTON))
    return True


def texts_on(sight: Sight) -> list[str]:
    """Everything that can be read."""
    return [words for node in sight.hierarchy.walk() for words in (node.text, node.content_desc) if words]


def typed_on(sight: Sight) -> list[str]:
    """What stands in fields."""
    return [node.text for node in sight.hierarchy.walk() if node.editable and node.text]


def the_one_called(sight: Sight, word: str) -> Node | None:
    """The one control that says this word itself, in its text, its description or, where it says nothing, its id; None where
    there is none, or several."""
    found = [node for node in sight.hierarchy.walk() if node.clickable and node.enabled and _called(node, word)]
    return found[0] if len(found) == 1 else None


def _called(node: Node, word: str) -> bool:
    said = f"{node.text} {node.content_desc}".strip() or node.id_name
    return not node.editable and word in split_words(said)
