"""What is there to try on one group of dumps, what was tried, and what is left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from phones.hierarchy import Hierarchy

from ..doc import Left
from .walk import Untried


@dataclass
class Todo:
    """Controls go by their keys."""

    waiting: dict[str, str] = field(default_factory=dict)
    """Control's key to action, in order of discovery."""
    done: set[str] = field(default_factory=set)
    scrolled: bool = False
    _left: dict[str, Left] = field(default_factory=dict)
    """What is left alone, and why."""
    _dumps: dict[str, Hierarchy] = field(default_factory=dict)
    """Where each was seen first."""

    def note(self, worth: Iterable[tuple[str, str]], left: dict[str, Left], dump: Hierarchy) -> None:
        """A dump came, with what may be tried on it and what is left alone."""
        for key, action in worth:
            self.waiting.setdefault(key, action)
            self._dumps.setdefault(key, dump)
        for key, why in left.items():
            self._left.setdefault(key, why)
            self._dumps.setdefault(key, dump)

    def untried(self, wanted: Callable[[str], bool], *, whole: bool) -> Iterator[Untried]:
        """What was left alone, and all that waited: whether that was touched at last, the walk's steps tell. `whole`: nothing cut
        the walk off."""
        for key in filter(wanted, self.waiting):
            rows = f"list:{key.partition(':')[2].rpartition('#')[0]}" if key.startswith("row:") else key
            yield Untried(self._dumps[key], rows, Left.LOST if whole else Left.BUDGET)
        for key, why in self._left.items():
            if key not in self.waiting:
                yield Untried(self._dumps[key], key, why)
