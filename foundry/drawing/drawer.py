"""What draws a task of a single intent: the app's first state, and the domain's phrasings with values put in."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from ..blueprint import Blueprint
from ..checking import is_far
from ..domain import Domain, Sayable
from ..expecting import is_archived
from ..intents import Intent
from ..phrases import BY_LABEL, SPOKEN_OF_LIKE, fill
from ..saying import bare, say_new, say_title, say_value

_BY_LABEL = 0.7
"""Of the words that aren't far, those that simply say the label."""


@dataclass(frozen=True)
class Piece:
    """A task of a single intent, in words."""

    words: str
    intent: Intent
    far: bool
    said: Mapping[str, str] = field(default_factory=dict)
    """By value as it is stored how the person wrote it, without quotes."""
    corrected: str = ""
    """The words again with another value put in and taken back."""
    takes_back: str = ""
    """That other value."""
    of_another: Callable[[str], str] | None = None
    """Of something that is added, the same words about another title."""


class CantDraw(Exception):
    """The app has nothing of the kind that was to be drawn."""


class Drawer:
    """Draws pieces for one app. The same blueprint and generator give the same ones."""

    def __init__(
        self, blueprint: Blueprint, draw: random.Random, by_label: Mapping[str, Sequence[str]] = BY_LABEL
    ) -> None:
        self.blueprint, self.draw = blueprint, draw
        self.by_label = by_label
        """What is said of a control by its label, by its kind and form."""
        self.domain = blueprint.domain
        self.thing = blueprint.domain.thing
        self.state = blueprint.first_state()
        self.far = True
        """Whether words are to be taken that share none with the screen."""
        key = self.thing.title.key
        self.titles = [t["fields"][key] for t in self.state["things"]]
        self.visible = [t for t in self.state["things"] if not is_archived(blueprint, t)]
        self.new = [title for title in self.thing.title.values if title not in self.titles]

    # -- words -----------------------------------------------------------------------------------------------------

    def pick(self, those: Collection[str], far: Callable[[str], bool]) -> tuple[str, bool]:
        """One of the phrasings, as far from the labels as is wanted where there is one."""
        if not those:
            raise CantDraw
        fitting = [text for text in those if far(text) == self.far]
        text = self.draw.choice(fitting or list(those))
        return text, far(text)

    def phrase(self, sayable: Sayable, form: str) -> tuple[str, bool]:
        if not self.far and self.draw.random() < _BY_LABEL and (named := self._named(sayable, form)):
            return named, False
        return self.pick(sayable.phrasings().get(form, []), lambda text: is_far(text, sayable))

    def _named(self, sayable: Sayable, form: str) -> str:
        """Words that say the label as it stands on the screen; empty where that makes no sentence."""
        kind = path_of(self.domain, sayable)
        label = self.blueprint.label_of(kind).rstrip("…. ")
        if self._is_another(kind):
            return ""
        texts = self.by_label.get(f"{kind.partition('.')[0]}.{form}", ())
        if not texts or "{" in label:
            return ""
        label = label if self.draw.random() < 0.3 else label.lower()
        return self.draw.choice(texts).replace("{label}", label).replace("{one}", self.thing.one.lower())

    def _is_another(self, path: str) -> bool:
        """Whether something else that people speak of in the same sentences is called the same: a setting and a fact."""
        labels, (kind, _, _) = self.blueprint.labels, path.partition(".")
        return any(
            label.casefold() == labels[path].casefold() and other.partition(".")[0] in SPOKEN_OF_LIKE.get(kind, ())
            for other, label in labels.items()
        )

    def one(self, those: Sequence[str]) -> str:
        if not those:
            raise CantDraw
        return self.draw.choice(those)

    def title_of(self, condition: Callable[[dict[str, object]], bool] = lambda thing: True) -> str:
        """The title of a thing that isn't archived, of one that holds the condition where there is one."""
        things = [t for t in self.visible if condition(t)] or self.visible
        return str(self.one([t["fields"][self.thing.title.key] for t in things]))

    def said_title(self, title: str) -> str:
        return say_title(title, self.draw, [one for one in self.thing.title.values if one != title])

    def piece(self, text: str, far: bool, intent: Intent, **slots: tuple[str, str]) -> Piece:
        """`slots`: by name the value and how it is said."""
        return Piece(
            fill(text, {name: said for name, (_, said) in slots.items()}), intent, far, said_of(*slots.values())
        )

    def valued(
        self, text: str, far: bool, intent: Intent, value: str, kind: str, wrong: str, **slots: tuple[str, str]
    ) -> Piece:
        """A piece with a new value in it, `wrong` another one for a correction."""
        said = say_new(value, self.draw) if kind == "text" else say_value(value, kind, self.draw)
        piece = self.piece(text, far, intent, value=(value, said), **slots)
        put = self.draw.choice(("{0}, no, {1}", "{0}, sorry, {1}", "{0}, I mean {1}", "{0}, no wait, {1}"))
        twice = put.format(bare(say_value(wrong, kind, self.draw)), bare(said))
        corrected = fill(text, {name: words for name, (_, words) in slots.items()} | {"value": twice})
        return Piece(piece.words, intent, far, piece.said, corrected, takes_back=wrong)


def path_of(domain: Domain, sayable: Sayable) -> str:
    return next(path for path, one in domain.sayables() if one is sayable)


def said_of(*slots: tuple[str, str]) -> dict[str, str]:
    return {value: bare(said) for value, said in slots}
