"""Going about in an app on a phone: acting, telling where one is, finding the way by what led where before.

What is done where is said by who goes: `exploring`, which sees what there is, and `putting_back`, which leaves it as it was.
"""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Callable, Iterator

from phones.errors import AnswerLost
from phones.hierarchy import Hierarchy, Node
from phones.phone import Phone

from ..elements.collecting import controls
from ..screens.marks import Seen
from ..screens.row_menus import menu_button
from ..screens.telling_apart import Grouper
from ..screens.touched_parts import speaking_parts
from ..screens.windows import is_list, is_scroll, words_on
from .opening import openable
from .tape import CutOff
from .walk import Act, Step

SCROLLS = 12
"""At most so many pages of one screen are scrolled through."""
SETTLE_S = 5.0
"""So long a screen may take to come to rest."""
_LOOKS, _LOOK_S = 16, 0.5
"""So often is looked whether a notification still lies where a touch is to go, and so long waited in between."""
LEAVING = 3
"""So often back is pressed to leave what an app starts with: a message, a selection of yesterday's."""
Find = Callable[[Seen], Node | None]


class Over(Exception):
    """The budget is used up."""


class Walker:
    """One app on one phone, the dump in front, the groups of dumps and the ways between them seen so far."""

    def __init__(self, phone: Phone, package: str, *, calls: float, seconds: float) -> None:
        self.phone, self.package = phone, package
        self.grouper = Grouper()
        self.edges: dict[int, dict[str, int]] = {}
        """By group: which control's key led to which other group."""
        self.here: Hierarchy = Hierarchy([])
        self.steps: list[Step] = []
        self.recording = True
        self.acts = 0
        self.restless = 0
        """So often what was in front hadn't come to rest when the time for that was up."""
        self.scrolled = False
        """Whether what is in front came by scrolling, which changes nothing."""
        self.on_seen: Callable[[int, Seen], None] = lambda number, seen: None
        """Told of every dump of the app, once."""
        self._grouped: tuple[Hierarchy, int] | None = None
        self.allot(calls, seconds)

    def allot(self, calls: float, seconds: float) -> None:
        """So many acts and seconds from now on; then `Over` is raised."""
        self._calls_left, self._until = calls, time.monotonic() + seconds

    @contextlib.contextmanager
    def aside(self, calls: int, seconds: float) -> Iterator[None]:
        """What is done within is no part of the walk, and has so many acts and seconds of its own."""
        recording, acts, left, until = self.recording, self.acts, self._calls_left, self._until
        self.recording = False
        self.allot(calls, seconds)
        try:
            yield
        finally:
            self.recording, self.acts, self._calls_left, self._until = recording, acts, left, until

    # --- where one is ------------------------------------------------------------------------------------------

    @property
    def seen(self) -> Seen | None:
        """What is in front; None where there is no app's window."""
        return self.grouper.seen(self.here)

    @property
    def inside(self) -> bool:
        return self.seen is not None and self.seen.package == self.package

    def group(self) -> int | None:
        """The group of the dump in front."""
        if self._grouped is not None and self._grouped[0] is self.here:
            return self._grouped[1]  # asked again before anything was done
        number, seen = self.grouper.place(self.here), self.seen
        if number is None or seen is None:
            return None
        if seen.package == self.package:
            self.on_seen(number, seen)
        self._grouped = self.here, number
        return number

    # --- ways --------------------------------------------------------------------------------------------------

    def learn_way(self, source: int, key: str) -> None:
        """What was just tapped in `source` led to what is in front now."""
        target = self.group()
        if target is not None and target != source:
            self.edges.setdefault(source, {})[key] = target

    def towards(self, group: int, wanted: Callable[[int], bool]) -> bool:
        """One tap of the shortest known way to another group that is wanted. False where there is none."""
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
                if wanted(target):
                    goal = target
                    break
                queue.append(target)
        if goal is None:
            return False
        while before[goal][0] != group:
            goal = before[goal][0]
        key = before[goal][1]
        node = self.show(group, lambda seen: find(seen, key))
        if node is not None:
            self.act(Act("tap", node))
        if node is None or self.group() != goal:
            self.edges[group].pop(key, None)  # the way isn't there any more
        return True

    def step_out(self, group: int) -> None:
        """Back, and where that leads nowhere, launch again."""
        keyboard = any(root.keyboard for root in self.here.roots)
        self.act(Act("back"))
        if keyboard and self.inside and self.group() == group:
            self.act(Act("back"))  # the first one put the keyboard away
        if not self.inside or self.group() == group:
            self.launch()

    def come_back(self) -> None:
        """Back into the app from wherever it led."""
        for _ in range(2):
            if self.inside:
                return
            self.act(Act("back"))
        if not self.inside:
            self.launch()

    # --- finding -----------------------------------------------------------------------------------------------

    def show(self, group: int, wanted: Find) -> Node | None:
        """What is wanted on the screen in front, scrolled to where it has to be."""
        found = self._look_for(wanted)
        if found is not None or not self.scrollable():
            return found
        for down in (False, True):
            for _ in range(SCROLLS):
                if not self.scroll(down) or self.group() != group:
                    break
                found = self._look_for(wanted)
                if found is not None:
                    return found
        return None

    def _look_for(self, wanted: Find) -> Node | None:
        return wanted(self.seen) if self.seen is not None else None

    def scrollable(self) -> Node | None:
        """The largest thing that scrolls up and down."""
        if self.seen is None:
            return None
        moving = [
            n for n in self.seen.window.nodes if n.scrollable and n.bounds.height > 200 and (is_scroll(n) or is_list(n))
        ]
        return max(moving, key=lambda n: n.bounds.area, default=None)

    def scroll(self, down: bool) -> bool:
        """One page; False where nothing moved."""
        node = self.scrollable()
        if node is None:
            return False
        x, height = node.bounds.center[0], node.bounds.height
        low, high = node.bounds.top + int(height * 0.8), node.bounds.top + int(height * 0.2)
        before = _outline(self.here)
        self.act(Act("scroll", node), swipe=(x, low, x, high) if down else (x, high, x, low))
        return _outline(self.here) != before

    def scroll_through(self, group: int) -> None:
        """See all of a screen once, and come back to its top."""
        pages = 0
        seen = self.seen
        # the rows of a content list are all alike
        limit = 1 if seen is not None and seen.lists.found and not seen.body else SCROLLS
        while pages < limit and self.scrollable() is not None and self.scroll(down=True):
            pages += 1
            if self.group() != group:
                return
        for _ in range(pages):
            if not self.scroll(down=False):
                return
            self.group()  # between the pages of the way down

    # --- acting ------------------------------------------------------------------------------------------------

    def launch(self) -> None:
        """The app from its own start: stopped before, and what it starts with besides (a message, a selection) left."""
        before = self.here
        try:
            self._start_anew()
        except CutOff:
            self.here = before  # as a whole it wasn't done
            raise
        after = self.here
        self._record(before if before.roots else after, Act("launch"), after)
        self.group()

    def _start_anew(self) -> None:
        self._launch(stop_first=True)
        for _ in range(LEAVING):
            if not self.inside or self._at_page():
                break
            left = self.here
            self._spend(lambda: self.phone.key("back"))
            self._record(left, Act("back"))
        if not self.inside:
            self._launch(stop_first=False)

    def _at_page(self) -> bool:
        return self.seen is not None and self.seen.kind == "page" and not self.seen.mode

    def _launch(self, *, stop_first: bool) -> None:
        self._spend(lambda: self.phone.launch(self.package, stop_first=stop_first))
        self.here = self._settled()

    def act(self, act: Act, swipe: tuple[int, int, int, int] | None = None, row: str = "") -> None:
        """Do it, and wait for what comes; `row` is the key of the list whose row is touched."""
        before, group = self.here, self.grouper.place(self.here)
        with contextlib.suppress(AnswerLost):  # done or not: what is in front now says, and nothing is done twice
            self._spend(lambda: self._do(act, swipe))
        self._record(before, act)
        opener = None
        if act.node is not None and group is not None:
            opener = (group, f"list:{row}" if row else words_on(act.node) or act.node.id_name)
        self.grouper.place(self.here, opener if swipe is None else None, group if swipe is not None else None)

    def _do(self, act: Act, swipe: tuple[int, int, int, int] | None) -> None:
        if act.kind == "back":
            self.phone.key("back")
        elif swipe is not None:
            self.phone.swipe(*swipe)
        elif act.node is not None:
            x, y = spot(act.node)
            if act.kind != "set_text" and not self._free(x, y):
                return
            if act.kind == "long_press":
                self.phone.long_press(x, y)
            elif act.kind == "set_text":
                self.phone.type_text(act.text)
            else:
                self.phone.tap(x, y)

    def _free(self, x: int, y: int) -> bool:
        """Whether a touch there is the app's, once a notification over it has gone: that is the person's to touch."""
        dump = self.here
        for _ in range(_LOOKS):
            if not dump.in_banner(x, y):
                return True
            time.sleep(_LOOK_S)
            dump = self.phone.settle(SETTLE_S)
        return False

    def _record(self, before: Hierarchy, act: Act, after: Hierarchy | None = None) -> None:
        self.here = after if after is not None else self._settled()
        self.scrolled = act.kind == "scroll"
        if self.recording:
            self.steps.append(Step(before, act, self.here))

    def _settled(self) -> Hierarchy:
        began = time.monotonic()
        dump = self.phone.settle(SETTLE_S)
        self.restless += time.monotonic() - began >= SETTLE_S
        return dump

    def _spend(self, act: Callable[[], None]) -> None:
        """Do it, if the budget has room for it."""
        if self._calls_left <= 0 or time.monotonic() > self._until:
            raise Over
        self._calls_left -= 1
        self.acts += 1
        try:
            act()
        except CutOff:  # it wasn't done
            self._calls_left += 1
            self.acts -= 1
            raise


def find(seen: Seen, key: str) -> Node | None:
    """The node of a control's key, or of a row's: `row:LIST#2` is the third that a touch opens, `press:LIST` the first, `more:LIST`
    the button for the first one's menu, `part:LIST#ID` the first part of a row with that id."""
    kind, _, rest = key.partition(":")
    if kind == "part":
        name, _, ident = rest.rpartition("#")
        rows = next((r.rows for r in seen.lists.found if r.key == name), [])
        return next((part for row in rows for part in speaking_parts(row) if part.id_name == ident), None)
    if kind in ("row", "press", "more"):
        name, _, index = rest.rpartition("#") if kind == "row" else (rest, "", "0")
        rows = next((r.rows for r in seen.lists.found if r.key == name), [])
        if kind == "more":
            return menu_button(rows[0]) if rows else None
        rows = openable(rows, seen) if kind == "row" else rows
        return rows[int(index)] if int(index) < len(rows) else None
    return next((c.node for c in controls(seen) if c.key == key), None)


def spot(node: Node) -> tuple[int, int]:
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
