"""A systematic walk through an app on a phone, within a budget: what `build` makes a doc from.

Goes depth first over (screen, control) pairs, told apart online by the same `Grouper` that groups the finished walk. What is
not known to be harmless is seen and left alone unless its effect is allowed; forms are opened and left unsaved, options
looked at and not picked, toggles (where allowed) switched and switched back.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from phones.hierarchy import Hierarchy, Node
from phones.phone import Phone
from thumbwright.errors import PhoneError

from .caution import Caution, Intent
from .doc import Effect
from .elements import controls
from .paths import HARMLESS
from .screens import Grouper
from .walk import Act, Step, Walk
from .windows import is_list, is_scroll, words_on

SCROLLS = 12
"""At most so many pages of one screen are scrolled through."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Progress:
    """How far the walk is."""

    acts: int
    screens: int
    left: int
    """Controls seen and not tried yet."""
    doing: str = ""


@dataclass
class _Todo:
    """What is left to try on one group of dumps."""

    waiting: dict[str, str] = field(default_factory=dict)
    """Control's key to action, in order of discovery."""
    done: set[str] = field(default_factory=set)
    scrolled: bool = False


def explore(
    phone: Phone,
    package: str,
    *,
    budget_calls: int = 400,
    budget_s: float = 600.0,
    allow: frozenset[Effect] = HARMLESS,
    on_progress: Callable[[Progress], None] | None = None,
    may_act: Callable[[Intent], bool] | None = None,
) -> Walk:
    """Walk through an app and return what was seen.

    `budget_calls` counts acts on the phone, `budget_s` seconds. An act is done when its effect is in `allow`, or it is
    known to be harmless, and `may_act` (if given) agrees. With `Effect.COMMIT` allowed, rows and controls whose words
    are not understood are tried, too. To stop early, raise from `on_progress`. The walk says in `ended` why it ended.

    Raises PhoneError where the phone fails before anything was seen.
    """
    return _Explorer(phone, package, budget_calls, budget_s, allow, on_progress, may_act).run()


class _Over(Exception):
    """The budget is used up."""


class _Explorer:
    def __init__(
        self,
        phone: Phone,
        package: str,
        budget_calls: int,
        budget_s: float,
        allow: frozenset[Effect],
        on_progress: Callable[[Progress], None] | None,
        may_act: Callable[[Intent], bool] | None,
    ) -> None:
        self.phone = phone
        self.package = package
        self.calls_left = budget_calls
        self.until = time.monotonic() + budget_s
        self.caution = Caution(allow, may_act)
        self.on_progress = on_progress
        self.acts = 0
        self.grouper = Grouper()
        self.todo: dict[int, _Todo] = {}
        self.edges: dict[int, dict[str, int]] = {}
        self.walk = Walk(package=package, label=package)
        self.here: Hierarchy = Hierarchy([])
        self._grouped: tuple[Hierarchy, int] | None = None

    # --- the walk ----------------------------------------------------------------------------------------------

    def run(self) -> Walk:
        self._about()
        try:
            self._launch(first=True)
            self._wander()
            self.walk.ended = "done"
        except _Over:
            self.walk.ended = "budget"
        except PhoneError as error:
            if not self.walk.steps:
                raise
            log.warning("The walk through %s ended early: %s", self.package, error)
            self.walk.ended = f"phone: {error}"
        return self.walk

    def _about(self) -> None:
        app = next((a for a in self.phone.installed_apps() if a.package == self.package), None)
        if app is not None:
            self.walk.label, self.walk.version = app.label, app.version
        self.walk.locale = self.phone.info().locale or "en"

    def _wander(self) -> None:
        stuck = 0
        while True:
            group = self._group()
            if group is None or not self._inside():
                stuck += 1
                if stuck > 6:
                    return
                self._return()
                continue
            key = self._next(group)
            if key is not None:
                stuck = 0
                self._try(group, key)
                continue
            if not self._towards(group):
                stuck += 1
                if stuck > 3 or not self._step_out(group):
                    return

    def _next(self, group: int) -> str | None:
        todo = self.todo[group]
        if not todo.scrolled:
            todo.scrolled = True
            self._scroll_through(group)
            return self._next(group) if self._group() == group else None
        for key in list(todo.waiting):
            if key not in todo.done:
                return key
        return None

    def _try(self, group: int, key: str) -> None:
        todo = self.todo[group]
        todo.done.add(key)
        action = todo.waiting[key]
        found = self._show(group, key)
        if found is None:
            return
        node, label = found
        self._tell(f"{action} {label}".strip())
        if action == "long_press":
            self._act(Act("long_press", node))
            return
        if action == "toggle":
            self._act(Act("tap", node))
            again = self._show(group, key) if self._group() == group else None
            if again is not None:
                self._act(Act("tap", again[0]))
            return
        row = key.partition(":")[2].rpartition("#")[0] if key.startswith("row:") else ""
        self._act(Act("tap", node), row=row)
        target = self._group()
        if target is not None and target != group:
            self.edges.setdefault(group, {})[key] = target

    # --- what there is to try ----------------------------------------------------------------------------------

    def _group(self) -> int | None:
        """The group of the dump in front, its controls noted."""
        if self._grouped is not None and self._grouped[0] is self.here:
            return self._grouped[1]  # asked again before anything was done
        number = self.grouper.place(self.here)
        seen = self.grouper.seen(self.here)
        if number is None or seen is None:
            return None
        if seen.package == self.package:
            todo = self.todo.setdefault(number, _Todo())
            for key, action in self.caution.worth(seen):
                todo.waiting.setdefault(key, action)
        self._grouped = self.here, number
        return number

    # --- finding the way ---------------------------------------------------------------------------------------

    def _open(self, group: int) -> bool:
        """Whether something is left to try on a group."""
        todo = self.todo.get(group)
        return todo is not None and (not todo.scrolled or any(key not in todo.done for key in todo.waiting))

    def _towards(self, group: int) -> bool:
        """One tap of the shortest known way to a screen with something left to try. False where there is none."""
        before: dict[int, tuple[int, str]] = {}
        queue = deque([group])
        seen = {group}
        goal = None
        while queue and goal is None:
            at = queue.popleft()
            for key, target in self.edges.get(at, {}).items():
                if target in seen:
                    continue
                seen.add(target)
                before[target] = (at, key)
                if self._open(target):
                    goal = target
                    break
                queue.append(target)
        if goal is None:
            return False
        while before[goal][0] != group:
            goal = before[goal][0]
        key = before[goal][1]
        found = self._show(group, key)
        if found is not None:
            self._act(Act("tap", found[0]))
        if found is None or self._group() != goal:
            self.edges[group].pop(key, None)  # the way isn't there any more
        return True

    def _step_out(self, group: int) -> bool:
        """Back, and where that leads nowhere, launch again. False where nothing is left anywhere."""
        if not any(self._open(other) for other in self.todo):
            return False
        before = group
        self._act(Act("back"))
        if not self._inside() or self._group() == before:
            self._launch()
        return True

    def _return(self) -> None:
        """Back into the app from wherever it led."""
        for _ in range(2):
            if self._inside():
                return
            self._act(Act("back"))
        if not self._inside():
            self._launch()

    def _inside(self) -> bool:
        seen = self.grouper.seen(self.here)
        return seen is not None and seen.package == self.package

    def _show(self, group: int, key: str) -> tuple[Node, str] | None:
        """The node of a key on the screen in front, scrolled to where it has to be; with its words."""
        found = self._find(key)
        if found is not None or not self._scrollable():
            return found
        for down in (False, True):
            for _ in range(SCROLLS):
                if not self._scroll(down) or self._group() != group:
                    break
                found = self._find(key)
                if found is not None:
                    return found
        return None

    def _find(self, key: str) -> tuple[Node, str] | None:
        seen = self.grouper.seen(self.here)
        if seen is None:
            return None
        kind, _, rest = key.partition(":")
        if kind in ("row", "press"):
            name, _, index = rest.rpartition("#") if kind == "row" else (rest, "", "0")
            rows = next((r.rows for r in seen.lists.found if r.key == name), [])
            return (rows[int(index)], "") if int(index) < len(rows) else None
        control = next((c for c in controls(seen) if c.key == key), None)
        return (control.node, control.label or control.desc or control.node.id_name) if control is not None else None

    # --- scrolling ---------------------------------------------------------------------------------------------

    def _scrollable(self) -> Node | None:
        """The largest thing that scrolls up and down."""
        seen = self.grouper.seen(self.here)
        if seen is None:
            return None
        moving = [
            n for n in seen.window.nodes if n.scrollable and n.bounds.height > 200 and (is_scroll(n) or is_list(n))
        ]
        return max(moving, key=lambda n: n.bounds.area, default=None)

    def _scroll(self, down: bool) -> bool:
        """One page; False where nothing moved."""
        node = self._scrollable()
        if node is None:
            return False
        x, height = node.bounds.center[0], node.bounds.height
        low, high = node.bounds.top + int(height * 0.8), node.bounds.top + int(height * 0.2)
        before = _outline(self.here)
        self._act(Act("scroll", node), swipe=(x, low, x, high) if down else (x, high, x, low))
        return _outline(self.here) != before

    def _scroll_through(self, group: int) -> None:
        """See all of a screen once, and come back to its top."""
        pages = 0
        seen = self.grouper.seen(self.here)
        # the rows of a content list are all alike
        limit = 1 if seen is not None and seen.lists.found and not seen.body else SCROLLS
        while pages < limit and self._scrollable() is not None and self._scroll(down=True):
            pages += 1
            if self._group() != group:
                return
        for _ in range(pages):
            if not self._scroll(down=False):
                return

    # --- acting ------------------------------------------------------------------------------------------------

    def _launch(self, *, first: bool = False) -> None:
        before = self.here
        self._spend()
        self.phone.launch(self.package, stop_first=not first)
        self.here = self.phone.settle()
        if before.roots:
            self.walk.steps.append(Step(before, Act("launch"), self.here))
        else:
            self.walk.steps.append(Step(self.here, Act("launch"), self.here))
        self._group()

    def _act(self, act: Act, swipe: tuple[int, int, int, int] | None = None, row: str = "") -> None:
        before, group = self.here, self.grouper.place(self.here)
        self._spend()
        if act.kind == "back":
            self.phone.key("back")
        elif swipe is not None:
            self.phone.swipe(*swipe)
        elif act.node is not None:
            x, y = _spot(act.node)
            if act.kind == "long_press":
                self.phone.long_press(x, y)
            else:
                self.phone.tap(x, y)
        self.here = self.phone.settle()
        self.walk.steps.append(Step(before, act, self.here))
        opener = None
        if act.node is not None and group is not None:
            opener = (group, f"list:{row}" if row else words_on(act.node) or act.node.id_name)
        self.grouper.place(self.here, opener if swipe is None else None, group if swipe is not None else None)

    def _spend(self) -> None:
        if self.calls_left <= 0 or time.monotonic() > self.until:
            raise _Over
        self.calls_left -= 1
        self.acts += 1

    def _tell(self, doing: str) -> None:
        if self.on_progress is not None:
            left = sum(1 for todo in self.todo.values() for key in todo.waiting if key not in todo.done)
            self.on_progress(Progress(self.acts, len(self.todo), left, doing))


def _spot(node: Node) -> tuple[int, int]:
    """Where to touch a node: its middle, unless something else that acts stands there."""
    x, y = node.bounds.center
    for inner in node.walk():
        if inner is not node and (inner.clickable or inner.editable) and inner.bounds.contains(x, y):
            text = next((n for n in node.walk() if n.text and not n.clickable), None)
            if text is not None:
                return text.bounds.center
    return x, y


def _outline(hierarchy: Hierarchy) -> list[tuple[str, str, int]]:
    """Enough of a dump to see whether a scroll moved anything."""
    return [(n.resource_id, n.text, n.bounds.top) for n in hierarchy.walk()]
