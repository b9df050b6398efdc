"""The screen in front: looked at, acted on, waited for until it stands still. The only module that touches the phone.

Decides when a screen has settled, where exactly a finger goes, and what a lost answer means; what to touch is left to others.
A tap whose answer was lost is never simply repeated: the screen is compared with the one before. If it changed, the tap took
effect; if it didn't and the act was harmless, it is done again; if it didn't and the act was grave, the run stops and says so.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial

from apidocs.doc import AppDoc, Effect, Screen
from apidocs.doc.effects import asks, severity
from apidocs.screens.recognising import ScreenIndex
from apidocs.screens.windows import Window
from ground.errors import PhoneError
from phones.errors import AnswerLost, CallRefused, CommandRefused, NotOnScreen
from phones.hierarchy import Hierarchy, Node
from phones.locating import Locator, Match, find
from phones.phone import Commanded, Key, Phone

from ..calls.errors import Cancelled, Changed, Uncertain
from ..calls.limits import Limits
from .changes import came_of_it, looks_the_same, named, signature
from .covering import aim, root_of, under_banner, under_keyboard
from .dialogs import Layer, Layers, keyboard, window_key

_POLL_S = 0.1
_BANNER_S = 8.0
"""So long is a banner of the system's waited for that lies over what is to be touched: a notification goes after five seconds, what
was copied after six."""
_TRIES = 3
"""So often is a thing looked for that goes away just before it is touched."""


PageKey = tuple[str, str, str]


@dataclass(frozen=True, eq=False)
class Sight:
    """A settled dump, and which of the doc's screens it is."""

    hierarchy: Hierarchy
    screen: Screen | None
    signature: int
    layers: frozenset[Layer] = frozenset()
    """The dialogs that stand, also where a menu covers them, and those that are places."""

    @property
    def name(self) -> str:
        """Of the screen; empty where it is none of the doc's."""
        return self.screen.name if self.screen else ""

    @cached_property
    def window(self) -> Window | None:
        """The window on top; what lies below it can't be touched."""
        return Window.of(self.hierarchy)

    @property
    def top(self) -> Node | None:
        """Its root."""
        return self.window.root if self.window is not None else None

    @property
    def nodes(self) -> list[Node]:
        """What can be seen of it."""
        return self.window.nodes if self.window is not None else []

    @property
    def kind(self) -> str:
        """page, dialog or menu; empty where there is no window."""
        return self.window.kind if self.window is not None else ""

    @property
    def owner(self) -> str:
        """Its package."""
        return self.window.root.package if self.window is not None else ""

    @property
    def page(self) -> PageKey | None:
        """Which page is in front, whatever it shows; None where a dialog or a menu is."""
        window = self.window
        return (self.owner, window.activity, self.name or window.title) if window and self.kind == "page" else None

    def find(self, locator: Locator) -> list[Match]:
        """What `phones.locating.find` finds in the window on top."""
        top = self.top
        return [m for m in find(self.hierarchy, locator) if top is not None and root_of(m.node) is top]

    @property
    def title(self) -> str:
        """How to speak of it in a message."""
        if self.name:
            return self.name
        if self.window is not None and self.kind == "dialog" and self.window.title:
            return f'the dialog "{self.window.title}" of {self.owner}'
        return f"an unknown screen of {self.hierarchy.package or 'the phone'}"


@dataclass(frozen=True)
class _Look:
    """What stays the same of a window while it scrolls or a switch in it is turned."""

    window: str
    ids: frozenset[str]

    @classmethod
    def of(cls, hierarchy: Hierarchy) -> _Look | None:
        window = Window.of(hierarchy)
        return cls(window_key(hierarchy), frozenset(window.ids)) if window is not None else None

    def goes_on(self, now: _Look | None) -> bool:
        if now is None or self.window != now.window:
            return False
        return len(self.ids & now.ids) >= 0.5 * len(self.ids | now.ids)


class Front:
    """Eyes and hands on one phone, for one run."""

    def __init__(self, phone: Phone, doc: AppDoc, limits: Limits, cancel: threading.Event) -> None:
        self.phone = phone
        self.doc = doc
        self.limits = limits
        self.steps: list[str] = []
        """What was done on the way, one line each; the host takes it away after each call."""
        self.answer_lost = False
        """Whether the phone never answered to the last act, and nothing on the screen tells that it was done."""
        self._cancel = cancel
        self._index = ScreenIndex(doc)
        self._last: Sight | None = None
        self._fresh = False
        self._doubted = False
        """The screen isn't as it should be, so what the phone tells of it is not enough."""
        self.tops: set[int] = set()
        """Signatures of scroll areas that were found to stand at their tops: saves a swipe that could refresh them."""
        self.seen: dict[str, Sight] = {}
        """How each of the doc's screens looked when it was in front last."""
        self._belief: tuple[Screen, _Look] | None = None
        self._layers = Layers()
        self.stood_out: set[str] = set()
        """Ids of what was seen to stand out (`selected`) in this run: a mark of such an id shows whether it is set."""
        self.in_the_way: Callable[[Sight], Sight] = lambda sight: sight
        """Deals with what came up over the app; see `interruptions`."""

    # looking

    @property
    def last(self) -> Sight | None:
        """What was seen last, without looking."""
        return self._last

    def look(self) -> Sight:
        """The screen as it is, settled. No dump where it was looked at since time last passed, or the phone tells that nothing
        changed; one where nothing did."""
        self.check_cancelled()
        if self._last is not None and self._fresh:
            return self._last
        dump = self.phone.dump() if self._doubted else self.phone.shown()
        banners = dump.banners or self._last is not None and self._last.hierarchy.banners  # those are in no signature
        if self._last is not None and not banners and signature(dump) == self._last.signature:
            self._fresh = True
            return self._last
        return self.settle()

    def time_passed(self) -> None:
        """What was seen may have changed since: the script computed, the person thought."""
        self._fresh = False

    def settle(self) -> Sight:
        """Wait until the screen stands still."""
        self.check_cancelled()
        return self._settled()

    def _settled(self) -> Sight:
        return self._see(self.phone.settle(self.limits.settle_s, self._cancel))

    def forget(self) -> Sight:
        """Somebody else acted on the phone: take the screen as it is now."""
        self._last = None
        self.tops.clear()
        return self.settle()

    def await_change(self, before: Sight) -> Sight:
        """Look until the screen differs from `before`, or patience ends: an app may think before it answers a tap."""
        return self._await(lambda sight: sight.signature != before.signature)

    def await_screen(self, name: str) -> Sight:
        """Look until the doc's screen of this name is in front, or patience ends."""
        return self._await(lambda sight: sight.name == name)

    def _await(self, so: Callable[[Sight], bool]) -> Sight:
        waited, sight = 0.0, self.look()
        while not so(sight) and waited < self.limits.patience_s:
            self.pause(_POLL_S)
            waited += _POLL_S
            sight = self.look()
        return sight

    def pause(self, seconds: float) -> None:
        """Wait, since the screen isn't as it should be: nothing but a new dump is believed then. Cancelling ends it."""
        self._fresh, self._doubted = False, True
        if self._cancel.wait(seconds):
            raise Cancelled("The run was cancelled.")

    def check_cancelled(self) -> None:
        if self._cancel.is_set():
            raise Cancelled("The run was cancelled.")

    def believe(self, screen: Screen) -> Sight:
        """Take the unknown screen in front for this one, for as long as it stays the same window with about the same
        content."""
        assert self._last is not None  # it was looked at
        shown = _Look.of(self._last.hierarchy)
        if shown is not None:
            self._belief = screen, shown
            self._last = replace(self._last, screen=screen)
        return self._last

    def clean_up(self) -> None:
        """The run is over; what is done from here on only takes back, and no cancelling stops it."""
        self._cancel = threading.Event()
        self._fresh = False

    def note(self, step: str) -> None:
        """Write down what was done on the way."""
        self.steps.append(step)

    # acting

    def tap(self, node: Node, effect: Effect = Effect.NAVIGATE) -> Sight:
        """Tap where the node can be touched. Raises CallFailed where something covers it, or it went away meanwhile."""
        return self._touch("a tap", lambda x, y, on: self.phone.tap(x, y, on=on), node, effect)

    def long_press(self, node: Node, effect: Effect = Effect.NAVIGATE) -> Sight:
        return self._touch("a long press", lambda x, y, on: self.phone.long_press(x, y, on=on), node, effect)

    def _touch(self, what: str, do: Callable[[int, int, Node | None], None], node: Node, effect: Effect) -> Sight:
        """Touch a thing that was seen. Where it went away before it was touched, nothing was done: what stands in the way is
        dealt with, and the same thing looked for once more."""
        for left in reversed(range(_TRIES)):
            node = self._clear_of_banners(self._above_keyboard(node))
            assert self._last is not None  # a node comes from a look
            x, y, on = aim(self._last.hierarchy, node)
            try:
                return self._act(what, partial(do, x, y, on), effect, node)
            except NotOnScreen:
                again = self._same(self.in_the_way(self._newer(self._last)), node) if left else None
                if again is None:
                    raise Changed(
                        f"The screen changed just before {what}: {named(node)} is no longer there, {self.look().title} is "
                        "in front. It was not touched."
                    ) from None
                self.note(f"the screen changed just before {what}; {named(node)} was looked for again")
                node = again
        raise AssertionError("the last try returns or raises")

    def _newer(self, seen: Sight) -> Sight:
        """What is in front, after the phone said that something of `seen` is not: where it still shows the same, what it shows
        lags behind."""
        now = self.settle()
        return self.await_change(now) if now.signature == seen.signature else now

    def _above_keyboard(self, node: Node) -> Node:
        """The node, with the keyboard put away where that lies over it: one that came up by itself, say."""
        assert self._last is not None  # a node comes from a look
        if not under_keyboard(self._last.hierarchy, node) or keyboard(self._last.hierarchy) is root_of(node):
            return node
        sight = self.hide_keyboard()
        again = None if keyboard(sight.hierarchy) is not None else self._same(sight, node)
        if again is None:
            raise Changed(f"The keyboard lies over {named(node)}. It was not touched.")
        return again

    def _clear_of_banners(self, node: Node) -> Node:
        """The node, once no notification lies over it: those go by themselves, and to close one is the person's."""
        assert self._last is not None  # a node comes from a look
        waited, again = 0.0, node
        while under_banner(self._last.hierarchy, again):
            if waited >= _BANNER_S:
                raise Changed(f"A notification lies over {named(node)}. It was not touched.")
            self.pause(_POLL_S)
            waited += _POLL_S
            found = self._same(self.look(), node)
            if found is None:
                raise Changed(f"A notification lay over {named(node)}, which is no longer there. It was not touched.")
            again = found
        if waited:
            self.note(f"a notification lay over {named(node)}, and was waited for")
        return again

    def _same(self, sight: Sight, node: Node) -> Node | None:
        """What is in front now and can only be the node that was seen before."""
        top = sight.top
        like = [n for n in top.walk() if looks_the_same(n, node)] if top is not None else []
        return like[0] if len(like) == 1 else None

    def type_text(self, text: str) -> Sight:
        """Into the focused field, in place of what it holds."""
        return self._act("typing", lambda: self.phone.type_text(text, clear=True), Effect.INPUT)

    def key(self, name: Key, effect: Effect = Effect.NAVIGATE) -> Sight:
        return self._act(f"the {name} key", lambda: self.phone.key(name), effect)

    def swipe(self, start: tuple[int, int], end: tuple[int, int], duration_s: float) -> Sight:
        before = self.look()
        try:
            return self._act("a swipe", lambda: self.phone.swipe(*start, *end, duration_s), Effect.READ)
        except CallRefused:
            if self.settle().hierarchy.size == before.hierarchy.size:
                raise
            raise Changed("The phone was turned just before a swipe.") from None

    def launch(self, package: str, *, stop_first: bool = False) -> Sight:
        return self._act("a launch", lambda: self.phone.launch(package, stop_first=stop_first), Effect.NAVIGATE)

    def close_shade(self) -> Sight:
        """Have the phone close its shade itself: no app gets a key. Nothing is done where the phone takes no command for that."""

        def collapse() -> None:
            if isinstance(self.phone, Commanded):
                try:
                    self.phone.command(["cmd", "statusbar", "collapse"])
                except PhoneError as error:
                    if type(error) not in (
                        PhoneError,
                        CommandRefused,
                    ):  # one that stands before a phone without commands
                        raise

        return self._act("closing the shade", collapse, Effect.NAVIGATE)

    def hide_keyboard(self) -> Sight:
        """Close the on-screen keyboard where there is one; back would otherwise leave the screen."""
        sight = self.look()
        return self.key("back") if keyboard(sight.hierarchy) is not None else sight

    def _act(self, what: str, do: Callable[[], None], effect: Effect, node: Node | None = None) -> Sight:
        self.check_cancelled()
        before = self._last or self.settle()
        if asks(effect):
            self._doubted = True
            before = self.look()  # should the answer be lost, what changed before the act must not pass for its effect
        self._fresh = self._doubted = self.answer_lost = False
        self._layers.led_on = severity(effect) <= severity(Effect.NAVIGATE)
        try:
            do()
        except AnswerLost:
            return self._after_lost_answer(what, do, effect, before, node)
        return self._settled()  # what was done is kept in the books, also where the run is cancelled meanwhile

    def _after_lost_answer(
        self, what: str, do: Callable[[], None], effect: Effect, before: Sight, node: Node | None
    ) -> Sight:
        after = self.settle()
        if after.signature == before.signature:
            after = self.await_change(before)
        changed = after.signature != before.signature
        if changed and (not asks(effect) or came_of_it(before.hierarchy, after.hierarchy, node)):
            self.note(f"the answer to {what} was lost; the screen has changed, so it took effect")
            return after
        if asks(effect):
            looks = "shows nothing that only it can have done" if changed else "looks as before"
            raise Uncertain(
                f"The phone's answer to {what} was lost and the screen {looks}, so it isn't known whether it took "
                f"effect ({effect.value}). It was not repeated: look at the phone before running this again."
            )
        if effect is Effect.SETTINGS:
            # a second tap on a switch would turn it back if the first one is only slow; whoever asked reads the state again
            self.note(f"the answer to {what} was lost and nothing changed; it was not repeated")
            self.answer_lost = True
            return after
        self.note(f"the answer to {what} was lost and nothing changed; it was harmless and done again")
        do()
        return self.settle()

    def _see(self, hierarchy: Hierarchy) -> Sight:
        screen = self._identify(hierarchy)
        if screen is None and self._belief is not None:
            believed, look = self._belief
            screen = believed if look.goes_on(_Look.of(hierarchy)) else None
        if screen is None or self._belief is not None and screen is not self._belief[0]:
            self._belief = None
        self._layers.saw(hierarchy, screen.name if screen else "")
        sight = Sight(hierarchy, screen, signature(hierarchy), self._layers.known)
        self.stood_out |= {node.resource_id for node in hierarchy.walk() if node.selected and node.resource_id}
        self._last, self._fresh = sight, True
        if sight.name:
            self.seen[sight.name] = sight
        return sight

    def _identify(self, hierarchy: Hierarchy) -> Screen | None:
        window = Window.of(hierarchy)
        if window is not None and window.root.package != self.doc.package:
            # somebody else's window lies over the app: the app's own below is not what is in front
            return self._index.identify(Hierarchy([window.root], hierarchy.rotation, hierarchy.activity))
        return self._index.identify(hierarchy)
