"""A field that something was put into, found again on the screen as it is, and given back what stood in it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from apidocs.doc import Effect
from phones.hierarchy import Node

from ..calls.errors import CallFailed
from ..find.targets import Target
from ..forms.put_in import Draft, since_origin, stands_there
from ..screen.front import Front, Sight
from ..screen.scrolling import throughout
from ..screen.states import Spot, field_at, spot_of
from .choosing import choose
from .filling import fill, holds
from .toggling import turn


class FieldAgain(Target):
    """A target that never goes anywhere: what isn't on the page in front isn't there."""

    def __init__(self, front: Front, drafts: Sequence[Draft]) -> None:
        """`drafts` are all that was put into it, in order."""
        self._front, self.drafts = front, since_origin(drafts)
        self.draft = self.drafts[0]
        """The first one: what stood there before it is what is put back."""
        self.screen, self.element = self.draft.screen, self.draft.element

    @property
    def name(self) -> str:
        return self.draft.key[1].replace("_", " ")

    def reach(self) -> Spot:
        for _ in throughout(self._front):
            if (spot := self.again()) is not None:
                return spot
        raise CallFailed(f"{self.name} isn't on the screen any more.")

    def again(self) -> Spot | None:
        sight = self._front.look()
        node = self._node(sight)
        if node is None or self.element is None:
            return Spot(node, sight) if node is not None else None
        return spot_of(sight, self.element, node)

    def _node(self, sight: Sight) -> Node | None:
        if self.element is not None:
            matches = sight.find(self.element.locator)
            found = [m.node for m in matches if self.draft.kind != "text" or field_at(Spot(m.node, sight)) is not None]
            return found[0] if found else None
        was, top = self.draft.node, sight.top
        looks = was.cls, was.resource_id, was.package, was.hint
        nodes = top.walk() if top is not None else ()
        alike = [n for n in nodes if (n.cls, n.resource_id, n.package, n.hint) == looks]
        x, y = was.bounds.center
        return min(alike, key=lambda n: abs(n.bounds.center[0] - x) + abs(n.bounds.center[1] - y), default=None)

    def there(self) -> bool:
        """Whether it shows what was put in; looked for by scrolling where its form is in front."""
        sight = self._front.look()
        spot = self.again()
        if spot is None and self.screen is not None and sight.name == self.screen.name:
            with suppress(CallFailed):
                spot = self.reach()
        if spot is None:
            return False
        last, now = self.drafts[-1], self._now(spot)
        if now is None:
            return False
        field_ = field_at(spot) if last.kind == "text" else None
        same = last.value is not None and (now == last.value or field_ is not None and holds(field_, last.value))
        return same or not last.left

    def _now(self, spot: Spot) -> str | None:
        return stands_there(self.draft.kind, spot, self.element)

    def restore(self) -> bool:
        """Put back what stood there; whether it stands there then."""
        before = self.draft.before
        if before is None:
            return False
        try:
            if self._now(self.reach()) == before:
                return True
            if self.draft.kind == "text":
                fill(self._front, self, before, lambda spot: None)
            elif self.draft.kind == "switch":
                turn(self._front, self, before == "on", lambda spot: Effect.INPUT)
            else:
                choose(self._front, self, before, lambda spot: Effect.INPUT)
            return self._now(self.reach()) == before
        except CallFailed:
            return False
