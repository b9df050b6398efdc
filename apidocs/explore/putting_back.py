"""Leaving an app as it was found: after a walk its pages are looked at again, and what stands otherwise than at first is
set back, by the app's own controls. What can't be is told, with what a person has to do.
"""

from __future__ import annotations

import contextlib
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from ground.errors import CancelledError, PhoneError
from phones.hierarchy import Node

from ..elements.collecting import controls
from ..screens.marks import Seen
from ..screens.windows import words_on
from .standing import Ledger, Standing, Start, standing
from .walk import Act
from .walking import Over, Walker

CALLS, SECONDS = 60, 240.0
"""Of looking at everything again, or as many acts as the walk had, where those are more."""
QUICK_CALLS, QUICK_SECONDS = 25, 15.0
"""Where the walk was stopped by somebody who waits."""
STUCK = 6
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Change:
    """Something that stood otherwise after the walk than before."""

    place: str
    what: str
    before: str
    now: str
    """How it stood when the walk was over."""

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.what} stands at {self.now or 'nothing'}, was {self.before or 'nothing'}"


@dataclass
class PutBack:
    """What came of it."""

    restored: list[Change] = field(default_factory=list)
    left: list[Change] = field(default_factory=list)
    """What a person has to set back."""
    checked: int = 0
    """Pages whose settings were looked at again."""
    unseen: list[str] = field(default_factory=list)
    """Pages with settings that weren't reached again."""
    rows: str = ""
    """How the rows of the first screen differ, where they do: the app's own doing, or the walk's."""
    problem: str = ""
    """Why it was given up, where the phone failed."""

    @property
    def whole(self) -> bool:
        """Whether the app stands as it did, as far as its pages show."""
        return not (self.left or self.problem)


def putting_back(
    walker: Walker, ledger: Ledger, *, whole: bool, on_step: Callable[[int], None] = lambda left: None
) -> tuple[PutBack, BaseException | None]:
    """Look at the pages again and set back what differs; not `whole`: only what is known to differ, quickly.

    Ends at the app's own start. `on_step` is told how many pages are left; Ctrl-C, and a CancelledError that it raises, cut
    the looking short and are returned, to be raised once it is told what came of it. A second one ends it at once. Raises
    nothing of the phone's: that is told in `problem`.
    """
    result = PutBack()
    if ledger.start is None:
        return result, None
    walker.recording = False
    ledger.on_change = None  # from here on the way is back
    work = _PuttingBack(walker, ledger, ledger.start, result, whole, on_step)
    stop: BaseException | None = None
    try:
        try:
            work.run()
        except (KeyboardInterrupt, CancelledError) as error:
            if not whole:
                raise
            stop, work.whole, work.on_step = error, False, lambda left: None
            work.run()
    except Over:
        pass
    except PhoneError as error:
        log.warning("Putting %s back ended early: %s", walker.package, error)
        result.problem = str(error)
    work.conclude()
    return result, stop


class _PuttingBack:
    def __init__(
        self,
        walker: Walker,
        ledger: Ledger,
        start: Start,
        result: PutBack,
        whole: bool,
        on_step: Callable[[int], None],
    ) -> None:
        self.walker, self.ledger, self.start, self.result = walker, ledger, start, result
        self.whole, self.on_step = whole, on_step
        self.wanted = {number for number, first in ledger.first.items() if first}

    def run(self) -> None:
        """From the app's own start to all pages that are wanted, and back to the start."""
        walker = self.walker
        walker.allot(max(CALLS, walker.acts), SECONDS) if self.whole else walker.allot(QUICK_CALLS, QUICK_SECONDS)
        walker.launch()
        elsewhere = self.starts_elsewhere()
        with contextlib.suppress(Over):
            self.to_start()
            self.tour()
        walker.allot(QUICK_CALLS, QUICK_SECONDS)
        walker.launch()
        self.start_again(elsewhere)
        self.compare_rows()

    def starts_elsewhere(self) -> str:
        """Where the app starts now, if not where it did."""
        seen = self.walker.seen
        if seen is None or not self.walker.inside or self.start.is_at(seen):
            return ""
        return _named(Start.of(seen)) or "another place"

    def start_again(self, elsewhere: str) -> None:
        """Go where the app started, if it keeps where it was last; `elsewhere` is where the walk had left it."""
        now = self.starts_elsewhere()
        if now:
            self.to_start()
            self.walker.launch()
        change = Change("", "what it starts with", _named(self.start), elsewhere or now)
        if self.starts_elsewhere():
            self.result.left.append(change)
        elif elsewhere:
            self.result.restored.append(change)

    def to_start(self) -> None:
        """To the tab or the place where the app started."""
        for _ in range(STUCK):
            group, seen = self.walker.group(), self.walker.seen
            if group is None or seen is None or self.start.is_at(seen):
                return
            tab = self._tab(seen)
            if tab is not None:
                self.walker.act(Act("tap", tab))
            elif not self.walker.towards(group, self._is_start):
                return

    def _tab(self, seen: Seen) -> Node | None:
        tabs = [tab for group in seen.window.tabs for tab in group]
        return next((tab for tab in tabs if words_on(tab) in self.start.tabs - seen.tabs), None)

    def _is_start(self, group: int) -> bool:
        return self.start.is_at(self.walker.grouper.groups[group].first)

    def tour(self) -> None:
        """Go to every page that shows how something stands; in a hurry, to those known to differ."""
        self.wanted = self._of_the_app()
        if not self.whole:
            self.wanted = {number for number in self.wanted if self._owed(number)}
        stuck = 0
        while self.wanted and stuck < STUCK:
            self.on_step(len(self.wanted))
            group = self.walker.group()
            if group is None or not self.walker.inside:
                stuck += 1
                self.walker.come_back()
            elif group in self.wanted:
                stuck = 0
                self._check(group)
                self.wanted.discard(group)
                self.result.checked += 1
            elif not self.walker.towards(group, self.wanted.__contains__):
                stuck += 1
                self.walker.step_out(group) if stuck != STUCK // 2 else self.walker.launch()

    def _check(self, group: int) -> None:
        first, seen = self.ledger.first[group].keys(), self.walker.seen
        if seen is not None and first - {one.key for one, _ in standing(seen)}:
            self.walker.scroll_through(group)
        for one in self._owed(group):
            change = self._change(group, one)
            (self.result.restored if self._restore(group, one) else self.result.left).append(change)

    def _owed(self, group: int) -> list[Standing]:
        """What differs and can be told from what an app shows of itself: a value nobody can pick is a read-out."""
        return [one for one in self.ledger.owed(group) if one.kind != "option" or self._offers(group, one.key)]

    def _offers(self, group: int, key: str) -> bool:
        for seen in self.walker.grouper.groups[group].kinds:
            if any(c.key == key and (c.spinner or c.options) for c in controls(seen)):
                return True
        target = self.walker.edges.get(group, {}).get(key)
        opened = self.walker.grouper.groups[target].kinds if target is not None else []
        return any(control.options for seen in opened for control in controls(seen))

    def _restore(self, group: int, one: Standing) -> bool:
        if self.walker.group() != group:
            return False
        node = self.walker.show(group, lambda seen: _node(seen, one.key))
        if node is None:
            return False
        inline = self._option(one.value) if one.kind == "option" else None
        self.walker.act(Act("tap", inline or node))
        if one.kind == "option" and inline is None:
            self._pick(one.value)
        for _ in range(2):
            if self.walker.group() == group:
                break
            self.walker.act(Act("back"))
        seen = self.walker.seen
        return seen is not None and any(now == one for now, _ in standing(seen))

    def _pick(self, value: str) -> None:
        opened = self.walker.group()
        if opened is None:
            return
        node = self.walker.show(opened, lambda seen: _saying(seen, value))
        if node is None:
            return
        self.walker.act(Act("tap", node))
        seen = self.walker.seen
        if seen is not None and self.walker.group() == opened and "button1" in seen.window.buttons:
            self.walker.act(Act("tap", seen.window.buttons["button1"]))

    def _option(self, value: str) -> Node | None:
        """The option where it stands on the page itself, in a group of radio buttons."""
        seen = self.walker.seen
        if seen is None or not any(value in control.options for control in controls(seen)):
            return None
        return _saying(seen, value)

    def compare_rows(self) -> None:
        """Rows that were on the first screen and aren't any more, and the other way round."""
        seen = self.walker.seen
        if seen is None or not self.start.is_at(seen):
            return
        now = Start.of(seen).rows
        gone = [row for row in self.start.rows if row not in now]
        new = [row for row in now if row not in self.start.rows]
        said = [f"without {', '.join(gone)}" if gone else "", f"with {', '.join(new)}" if new else ""]
        if gone or new:
            self.result.rows = f"its first screen lists other rows than before: {' and '.join(filter(None, said))}"

    def _of_the_app(self) -> set[int]:
        """The pages that are the app's own: what rows open shows how the person's things stand, each another, also where the only
        row of another list was taken for a button."""
        group = self.walker.group()
        found = {number for number in self.ledger.first if number == group or self._is_start(number)}
        things = self._of_things()
        todo = list(found)
        while todo:
            for key, target in self.walker.edges.get(todo.pop(), {}).items():
                if target not in found and target not in things and not key.startswith(("row:", "press:", "more:")):
                    found.add(target)
                    todo.append(target)
        return self.wanted & found

    def _of_things(self) -> set[int]:
        """The pages that several rows of one list open: each is about another thing."""
        opened = Counter(
            (number, key.rpartition("#")[0], target)
            for number, ways in self.walker.edges.items()
            for key, target in ways.items()
            if key.startswith("row:")
        )
        return {target for (_, _, target), rows in opened.items() if rows > 1}

    def conclude(self) -> None:
        """What wasn't got to: what is known to differ is left, the rest unseen."""
        for group in sorted(self.wanted):
            owed = self._owed(group)
            self.result.left += [self._change(group, one) for one in owed]
            if not owed and self.whole:
                self.result.unseen.append(self._place(group))

    def _change(self, group: int, one: Standing) -> Change:
        return Change(self._place(group), one.what, one.value, self.ledger.now[group][one.key])

    def _place(self, group: int) -> str:
        seen = self.ledger.places[group]
        return ", ".join(sorted(seen.tabs)) or seen.title or seen.activity


def _node(seen: Seen, key: str) -> Node | None:
    return next((node for one, node in standing(seen) if one.key == key), None)


def _saying(seen: Seen, value: str) -> Node | None:
    """What can be touched and says just this."""
    for node in seen.window.nodes:
        if node.text.strip() == value or node.content_desc.strip() == value:
            acting = node.actionable()
            if acting is not None:
                return acting
    return next((n for n in seen.window.nodes if n.clickable and words_on(n) == value), None)


def _named(start: Start) -> str:
    return ", ".join(sorted(start.tabs)) or start.title
