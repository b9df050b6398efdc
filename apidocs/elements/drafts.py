"""The union of a screen's controls over all its dumps: one draft an element, scrolled parts at their place."""

from __future__ import annotations

from dataclasses import dataclass, field

from phones.hierarchy import Hierarchy

from ..doc import Kind
from .collecting import Control


@dataclass
class Draft:
    """One element of a screen while the doc is made: the union of its controls."""

    key: str
    kind: Kind
    seen: list[tuple[Hierarchy, Control]] = field(default_factory=list)

    @property
    def first(self) -> Control:
        return self.seen[0][1]

    @property
    def control(self) -> Control:
        """The one that says most."""
        return max(
            (control for _, control in self.seen),
            key=lambda c: bool(c.label) + bool(c.desc) * 0.5 + bool(c.value) * 0.1,
        )

    def words(self, of: str) -> set[str]:
        return {getattr(control, of) for _, control in self.seen if getattr(control, of)}

    @property
    def label(self) -> str:
        """Its words, where they are the same on all dumps."""
        said = self.words("label")
        return next(iter(said)) if len(said) == 1 else ""

    @property
    def desc(self) -> str:
        said = self.words("desc")
        return next(iter(said)) if len(said) == 1 else ""

    @property
    def options(self) -> list[str]:
        """All options seen, in order; what only a scrolled dump shows comes at its place."""
        result: list[str] = []
        for _, control in self.seen:
            at = 0
            for option in control.options:
                if option in result:
                    at = result.index(option) + 1
                else:
                    result.insert(at, option)
                    at += 1
        return result


def merge(dumps: list[tuple[Hierarchy, list[Control]]]) -> list[Draft]:
    """The union of the controls of a screen's dumps, in the order a person meets them."""
    drafts: dict[str, Draft] = {}
    order: list[str] = []
    for hierarchy, found in dumps:
        last = -1
        for control in found:
            if control.key not in drafts:
                drafts[control.key] = Draft(control.key, control.kind)
                order.insert(last + 1, control.key)
            draft = drafts[control.key]
            if control.kind is not draft.kind and control.kind is Kind.TOGGLE:
                draft.kind = control.kind
            draft.seen.append((hierarchy, control))
            last = order.index(control.key)
    return [drafts[key] for key in order]
