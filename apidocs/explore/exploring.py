"""A systematic walk through an app on a phone, within a budget: what `apidocs.make` makes a doc from.

Goes depth first over (screen, control) pairs, told apart online by the same `Grouper` that groups the finished walk. What is
not known to be harmless is seen and left alone unless its effect is allowed; forms are opened and left unsaved, options
looked at and not picked, switches seen and not switched (see `caution`). What stands otherwise at its end than it did at
first is put back (see `putting_back`), also where the walk was broken off.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from ground.errors import PhoneError
from phones.hierarchy import Node
from phones.phone import Phone

from ..doc import Effect
from ..doc.paths import HARMLESS
from ..doc.words import is_more
from ..elements.collecting import Control, controls
from ..elements.offering import offers_value
from ..retrieve.hinting import content_words
from ..screens.marks import Seen
from .aims import Aim
from .caution import Caution, Limit
from .deeds import Intent
from .filling import fill_in, is_first_step
from .progress import Progress as Progress
from .putting_back import PutBack, putting_back
from .returning import SECONDS, STEPS, go_back_to
from .standing import Ledger
from .surroundings import fills_in
from .tape import CutOff
from .taped import TapedPhone
from .todo import Todo
from .walk import Act, Untried, Walk
from .walking import Over, Walker, find

log = logging.getLogger(__name__)


def explore(
    phone: Phone,
    package: str,
    *,
    budget_calls: int = 400,
    budget_s: float = 600.0,
    allow: frozenset[Effect] = HARMLESS,
    on_progress: Callable[[Progress], None] | None = None,
    may_act: Callable[[Intent], bool] | None = None,
    ledger: Ledger | None = None,
    on_put_back: Callable[[PutBack], None] = lambda put_back: None,
    near: str = "",
    anew: bool = True,
    aim: Aim | None = None,
) -> Walk:
    """Walk through an app from its own start and return what was seen.

    `budget_calls` counts acts on the phone, `budget_s` seconds; putting back has a budget of its own. An act is done when
    its effect is in `allow`, or it is known to be harmless, and `may_act` (if given) agrees. With `Effect.COMMIT` allowed,
    rows and controls whose words are not understood are tried, too. To stop early, raise from `on_progress`. The walk says
    in `ended` why it ended. `ledger` knows what an earlier walk that was cut off left to be put back. `on_put_back` is told
    what was put back and what could not be, also where the walk was stopped. On a `TapedPhone` with a tape from before the walk
    goes on from where that ends; `anew`: with the whole budget, else with what the acts on the tape left of it.
    `aim` says what of an app that is known is worth trying.

    Raises PhoneError where the phone fails before anything was seen.
    """
    explorer = _Explorer(
        phone,
        package,
        budget_calls,
        budget_s,
        Caution(allow, may_act),
        on_progress,
        ledger or Ledger(),
        near,
        anew,
        aim,
    )
    try:
        return explorer.run()
    finally:
        if isinstance(phone, TapedPhone):
            phone.leave_off(explorer.walk.ended)
        put_back, stop = explorer.put_back()
        on_put_back(put_back)
        if stop is not None:
            raise stop


@dataclass
class _Stuck:
    times: int = 0
    """So often in a row nothing was left to try where the walk was."""


class _Explorer:
    def __init__(
        self,
        phone: Phone,
        package: str,
        budget_calls: int,
        budget_s: float,
        caution: Caution,
        on_progress: Callable[[Progress], None] | None,
        ledger: Ledger,
        near: str,
        anew: bool,
        aim: Aim | None,
    ) -> None:
        self.phone, self.package = phone, package
        self.budget_calls, self.budget_s, self.anew = budget_calls, budget_s, anew
        taped = isinstance(phone, TapedPhone) and phone.playing  # what was done before had its budget then
        self.walker = Walker(
            phone, package, calls=math.inf if taped else budget_calls, seconds=math.inf if taped else budget_s
        )
        self.walker.on_seen = self._seen
        self.caution = caution
        self.on_progress = on_progress
        self.ledger = ledger
        self.near = content_words(near)
        self.aim = aim
        self.todo: dict[int, Todo] = {}
        self.limits: dict[int, Limit] = {}
        self.filled: set[int] = set()
        """The steps of forms behind what was filled in: they are left by starting the app anew, which keeps nothing."""
        self.known: frozenset[int] = frozenset()
        """The places that had been seen before the last thing was tried."""
        self.trying: tuple[int, str, Control | None] | None = None
        """What is being tried, of which group, and how it stood before; without a key the group is scrolled through."""
        self.walk = Walk(package=package, label=package, steps=self.walker.steps)

    # --- the walk ----------------------------------------------------------------------------------------------

    def run(self) -> Walk:
        self._about()
        try:
            self._start()
            if self.walker.seen is not None and self.walker.inside:
                self.ledger.begin(self.walker.seen)
            self._wander()
            self.walk.ended = "done"
        except Over:
            self.walk.ended = "budget"
        except PhoneError as error:
            if not self.walk.steps:
                raise
            log.warning("The walk through %s ended early: %s", self.package, error)
            self.walk.ended = f"phone: {error}"
        self.walk.restless = self.walker.restless
        self.walk.untried = list(self._untried())
        return self.walk

    def put_back(self) -> tuple[PutBack, BaseException | None]:
        """Leave the app as it was found: all of it looked at again, or where the walk was stopped what is known to differ."""

        def told(left: int) -> None:
            if self.on_progress is not None and self.walk.ended:
                self.on_progress(Progress(self.walker.acts, len(self.todo), left, again=True))

        return putting_back(self.walker, self.ledger, whole=bool(self.walk.ended), on_step=told)

    def _about(self) -> None:
        app = next((a for a in self.phone.installed_apps() if a.package == self.package), None)
        if app is not None:
            self.walk.label, self.walk.version = app.label, app.version
        self.walk.locale = self.phone.info().locale or "en"
        self.caution.language = self.walk.locale.partition("-")[0].lower()

    def _start(self) -> None:
        while True:
            try:
                self.walker.launch()
                return
            except CutOff:
                self._count_from_here()

    def _wander(self) -> None:
        stuck = _Stuck()
        while True:
            before = stuck.times
            try:
                if not self._one_thing(stuck):
                    return
            except CutOff:
                stuck.times = before
                self._take_up()

    def _one_thing(self, stuck: _Stuck) -> bool:
        """Try something, or go to where something is to be tried. False where there is nothing, or no way to it."""
        group = self.walker.group()
        if group is None or not self.walker.inside:
            stuck.times += 1
            if stuck.times > 6:
                return False
            self.walker.come_back()
            return True
        key = self._next(group)
        if key is not None:
            stuck.times = 0
            self._try(group, key)
        elif not self.walker.towards(group, self._open):
            stuck.times += 1
            if stuck.times > 3 or not any(self._open(other) for other in self.todo):
                return False
            if stuck.times > 2 or group in self.filled:
                self.walker.launch()  # back leads from a form to its question and from there to the form
            else:
                self.walker.step_out(group)
        return True

    def _take_up(self) -> None:
        """The walk was cut off here: find back, and try once more what was being tried."""
        place = self.walker.group()
        while True:
            try:
                self._count_from_here()
                if place is not None and not go_back_to(self.walker, place):
                    log.info("Where the walk through %s was cut off was not reached again", self.package)
                self._as_before()
                break
            except CutOff:
                continue  # also while it was finding back
        if self.trying is not None:
            group, key, _ = self.trying
            self.todo[group].done.discard(key)
            self.todo[group].scrolled &= bool(key)

    def _as_before(self) -> None:
        """What was being tried may have been touched, and not yet touched again: a star, a pin."""
        group, key, before = self.trying or (None, "", None)
        if group is None or before is None or self.walker.group() != group:
            return
        with self.walker.aside(STEPS, SECONDS):
            node = self.walker.show(group, lambda seen: find(seen, key))
            now = self._control(key)
            if node is not None and now is not None and _state(now.node) != _state(before.node):
                self.walker.act(Act("tap", node))

    def _count_from_here(self) -> None:
        """Where the tape ends, the budget counts from now on."""
        if isinstance(self.phone, TapedPhone) and not self.phone.playing:
            spent = 0 if self.anew else self.walker.acts
            self.walker.allot(self.budget_calls - spent, self.budget_s)
            if self.ledger.on_change is not None and self.ledger.start is not None:
                self.ledger.on_change(self.ledger)  # what was seen last may not have been written down

    def _next(self, group: int) -> str | None:
        todo = self.todo[group]
        if not todo.scrolled:
            todo.scrolled = True
            self.trying = group, "", None
            self.walker.scroll_through(group)
            self.trying = None
            return self._next(group) if self.walker.group() == group else None
        left = [key for key in todo.waiting if self._left(group, key)]
        return max(left, key=self._nearness) if self.near and left else next(iter(left), None)

    def _nearness(self, key: str) -> int:
        """How many of the words that count a control in front has; the first of those with as many is taken."""
        control = self._control(key)
        words = f"{control.label} {control.desc} {control.node.id_name}" if control is not None else key
        return len(content_words(words.replace("_", " ")) & self.near)

    def _try(self, group: int, key: str) -> None:
        todo = self.todo[group]
        todo.done.add(key)
        self.trying = group, key, None
        self._touch(group, key, todo.waiting[key])
        if self.aim is not None:
            self.aim.tried(group, key, self.walker.group())
        self.trying = None

    def _touch(self, group: int, key: str, action: str) -> None:
        self.known = frozenset(self.todo)
        node = self.walker.show(group, lambda seen: find(seen, key))
        if node is None:
            return
        control = self._control(key)
        self.trying = group, key, control
        label = (control.label or control.desc or node.id_name) if control is not None else ""
        self._tell(f"{action} {label}".strip())
        if action == "long_press":
            self.walker.act(Act("long_press", node))
            self._limit(group, key, "")
            return
        seen = self.walker.seen
        behind = self.caution.behind(control, seen) if control is not None and seen is not None else ""
        wide = (
            seen is not None and node.bounds.width * 2 > seen.window.root.bounds.width
        )  # a line of it, and no picture
        on_form = wide and seen is not None and fills_in(seen) and not is_more(label)
        row = key.partition(":")[2].rpartition("#")[0] if key.startswith("row:") else ""
        row = key.partition(":")[2] if key.startswith(("more:", "part:")) else row
        self.walker.act(Act("tap", node), row=row)
        target = self.walker.grouper.place(self.walker.here)
        if control is not None and self.walker.seen is not None and offers_value(control.value, self.walker.seen):
            behind = behind or "options"
        if on_form and self.walker.seen is not None and self.walker.seen.kind == "menu":
            behind = behind or "options"  # what drops down on a form is what a field can be set to
        if target is not None and target != group:
            self._limit(group, key, behind)
        self.walker.learn_way(group, key)
        if control is not None and self.walker.group() == group and not self._go_on(group, control, seen):
            self._flip_back(group, control)

    def _go_on(self, group: int, control: Control, seen: Seen | None) -> bool:
        """Where a form doesn't go on before something is filled in: fill it in, and touch its button again."""
        if seen is None or not is_first_step(control, seen, self.caution):
            return False
        step = fill_in(self.walker, group, control.key)
        if step is None or step in self.known:
            self.walker.launch()
        else:
            self.filled.add(step)
            self.limits[step] = "step"
        return True

    def _limit(self, group: int, key: str, behind: Limit) -> None:
        """Note what the window in front is there for, which a key of `group` opened."""
        target, seen = self.walker.grouper.place(self.walker.here), self.walker.seen
        if target is None or target == group or seen is None:
            return
        if target in self.known and target not in self.limits:
            return  # it was led back to a place that is more than what this control is for: a row that is unpicked, say
        of_thing = self.limits.get(group) == "thing" and seen.kind != "page" and not fills_in(seen)
        if not behind and (key.startswith(("row:", "more:", "press:", "part:")) or of_thing):
            behind = "thing"
        if behind:
            self.limits[target] = behind

    def _flip_back(self, group: int, before: Control) -> None:
        """Touch a control again that by its looks does nothing but change between two states: a star, a pin."""
        now = self._control(before.key)
        if now is not None and _state(now.node) != _state(before.node):
            node = self.walker.show(group, lambda seen: find(seen, before.key))
            if node is not None:
                self.walker.act(Act("tap", node))

    # --- what there is to try ----------------------------------------------------------------------------------

    def _seen(self, number: int, seen: Seen) -> None:
        """A dump came: its controls are noted, and how they stand."""
        todo = self.todo.setdefault(number, Todo())
        worth, left = self.caution.sorted_out(seen, self.limits.get(number, ""))
        todo.note(worth, left, self.walker.here)
        if self.aim is not None:
            self.aim.met(number, seen, self.walker.here, self.walker.grouper)
        if number not in self.filled:
            self.ledger.note(number, seen, scrolled=self.walker.scrolled)

    def _untried(self) -> Iterator[Untried]:
        """What was seen and left, and what waited in vain."""
        for group, todo in self.todo.items():
            wanted = partial(self.aim.wants, group) if self.aim is not None else lambda key: True
            yield from todo.untried(wanted, whole=self.walk.ended == "done")

    def _open(self, group: int) -> bool:
        """Whether something is left to try on a group."""
        todo = self.todo.get(group)
        return todo is not None and (not todo.scrolled or any(self._left(group, key) for key in todo.waiting))

    def _left(self, group: int, key: str) -> bool:
        """Whether a control waits to be tried."""
        return key not in self.todo[group].done and (self.aim is None or self.aim.wants(group, key))

    def _control(self, key: str) -> Control | None:
        seen = self.walker.seen
        return next((c for c in controls(seen) if c.key == key), None) if seen is not None else None

    def _tell(self, doing: str) -> None:
        if self.on_progress is not None:
            left = sum(1 for todo in self.todo.values() for key in todo.waiting if key not in todo.done)
            self.on_progress(Progress(self.walker.acts, len(self.todo), left, doing))


def _state(node: Node) -> tuple[bool, bool, str]:
    return node.selected, node.checked, node.content_desc
