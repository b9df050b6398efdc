"""The rule by which a screen is at rest, on scripted dumps and a clock that moves when somebody sleeps."""

import itertools
import threading
from collections.abc import Callable, Iterable

import pytest

from phones.hierarchy import Hierarchy
from phones.settling import (
    FIRST_GAP_S,
    LAST_GAP_S,
    PATIENCE_S,
    SHORTEST_GAP_S,
    SHORTEST_PATIENCE_S,
    SPINNER_S,
    Rest,
    fingerprint,
)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def screen(text: str, spinner: bool = False, bar: str = "09:41") -> Hierarchy:
    body = f'<node class="android.widget.TextView" text="{text}" package="a"/>'
    body += '<node class="android.widget.ProgressBar" package="a"/>' if spinner else ""
    return Hierarchy.parse(
        f'<hierarchy rotation="0"><node class="F" package="a">{body}</node>'
        f'<node class="F" package="com.android.systemui" text="{bar}"/></hierarchy>'
    )


def scripted(shown: Iterable[Hierarchy], clock: Clock | None = None, dump_s: float = 0.0) -> Callable[[], Hierarchy]:
    """Gives one screen after the other, the last one for ever; with a clock, each takes `dump_s`."""
    screens = list(shown)
    following = itertools.chain(screens, itertools.repeat(screens[-1]))

    def take() -> Hierarchy:
        if clock is not None:
            clock.now += dump_s
        return next(following)

    return take


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rest(clock: Clock) -> Rest:
    return Rest(clock, clock.sleep)


def look(rest: Rest, shown: Hierarchy) -> None:
    rest.look(lambda: shown)


def settled_text(rest: Rest, shown: Iterable[Hierarchy], timeout_s: float = 5.0) -> str:
    return rest.settle(scripted(shown), timeout_s).roots[0].children[0].text


def test_a_screen_at_rest_takes_two_dumps_and_one_short_gap(rest: Rest, clock: Clock) -> None:
    assert settled_text(rest, [screen("a")]) == "a"
    assert clock.slept == [SHORTEST_GAP_S]


@pytest.mark.parametrize(
    ("dump_s", "gap_s"),
    [
        pytest.param(0.001, SHORTEST_GAP_S, id="quick"),
        pytest.param(0.01, 0.01, id="middling"),
        pytest.param(0.2, FIRST_GAP_S, id="slow"),
    ],
)
def test_the_first_gap_is_as_long_as_a_dump_takes(rest: Rest, clock: Clock, dump_s: float, gap_s: float) -> None:
    rest.settle(scripted([screen("a")], clock, dump_s), 5.0)
    assert clock.slept == [pytest.approx(gap_s)]


def test_one_long_dump_slows_nothing_down(rest: Rest, clock: Clock) -> None:
    quick, slow = scripted([screen("a")], clock, 0.002), scripted([screen("b")], clock, 0.5)
    takes = iter([quick, slow, *[quick] * 9])
    rest.settle(lambda: next(takes)(), 5.0)
    assert max(clock.slept) < FIRST_GAP_S


def test_a_moving_screen_is_followed_until_it_stops(rest: Rest) -> None:
    assert settled_text(rest, [screen(text) for text in "abcdef"]) == "f"


@pytest.mark.parametrize("dump_s", [0.04, 0.06, 0.084, 0.11, 0.15], ids="{} s a dump".format)
def test_a_list_that_fills_after_its_window_came_is_waited_for(rest: Rest, clock: Clock, dump_s: float) -> None:
    rest.settle(scripted([screen("before")], clock, dump_s), 5.0)
    rest.acted()
    acted = clock.now

    def take() -> Hierarchy:
        clock.now += dump_s
        passed = clock.now - acted
        return screen("before" if passed < 0.09 else "half" if passed < 0.25 else "whole")

    assert rest.settle(take, 5.0).roots[0].children[0].text == "whole"


def test_a_quick_phone_is_not_kept_waiting_for_what_has_come(rest: Rest, clock: Clock) -> None:
    rest.settle(scripted([screen("before")], clock, 0.0015), 5.0)
    rest.acted()
    acted = clock.now
    rest.settle(scripted([screen("after")], clock, 0.0015), 5.0)
    assert clock.now - acted < 0.01


def test_a_screen_that_never_rests_is_returned_when_the_time_is_up(rest: Rest, clock: Clock) -> None:
    numbers = (screen(f"{n} items") for n in range(500))
    assert settled_text(rest, numbers, timeout_s=1.0).endswith("items")
    assert clock.now == pytest.approx(1.0)


def test_gaps_grow_and_stay_small(rest: Rest, clock: Clock) -> None:
    look(rest, screen("a"))
    rest.acted()
    settled_text(rest, [screen("a")])
    assert clock.slept == sorted(clock.slept)
    assert max(clock.slept) <= LAST_GAP_S


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(screen("a", bar="09:41"), screen("a", bar="09:42"), id="clock of the status bar"),
        pytest.param(screen("9:41 AM"), screen("9:42 AM"), id="clock of an app"),
        pytest.param(screen("01:02.33"), screen("01:02.47"), id="stopwatch"),
    ],
)
def test_clocks_do_not_count(one: Hierarchy, other: Hierarchy) -> None:
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize("text", ["b", "1:2", "a 09:42"], ids=["another word", "a score", "words with a time"])
def test_other_texts_do_count(text: str) -> None:
    assert fingerprint(screen("a")) != fingerprint(screen(text))


def test_after_an_act_an_unchanged_screen_is_not_believed_at_once(rest: Rest, clock: Clock) -> None:
    look(rest, screen("before"))
    rest.acted()
    assert settled_text(rest, [screen("before")] * 3 + [screen("after")]) == "after"


@pytest.mark.parametrize(
    ("dump_s", "patience_s"),
    [
        pytest.param(0.0, SHORTEST_PATIENCE_S, id="a phone in a process"),
        pytest.param(0.01, PATIENCE_S, id="a quick phone"),
        pytest.param(0.1, PATIENCE_S, id="a slow phone"),
    ],
)
def test_after_an_act_without_effect_patience_ends(rest: Rest, clock: Clock, dump_s: float, patience_s: float) -> None:
    take = scripted([screen("before")], clock, dump_s)
    rest.look(take)
    rest.acted()
    acted_at = clock.now
    assert rest.settle(take, 5.0).roots[0].children[0].text == "before"
    assert patience_s <= clock.now - acted_at < 2 * patience_s + dump_s


def test_dumps_taken_after_an_act_do_not_hide_what_was_before(rest: Rest) -> None:
    before = screen("before")
    look(rest, before)
    rest.acted()
    look(rest, before)
    look(rest, screen("blank"))
    assert settled_text(rest, [before] * 3 + [screen("after")]) == "after"


def test_a_new_spinner_is_waited_for(rest: Rest) -> None:
    loading = [screen("list", spinner=True)] * 4
    assert settled_text(rest, [*loading, screen("loaded")]) == "loaded"


def test_a_bar_that_tells_how_far_it_is_is_not_waited_for(rest: Rest, clock: Clock) -> None:
    bar = '<node class="android.widget.ProgressBar" text="38.0" package="a"/>'
    start = clock.now
    settled_text(rest, [Hierarchy.parse(f'<hierarchy><node class="F" package="a">{bar}</node></hierarchy>')])
    assert clock.now - start < 0.1


def test_a_spinner_that_stays_is_waited_for_once(rest: Rest, clock: Clock) -> None:
    settled_text(rest, [screen("list", spinner=True)])
    assert clock.now >= SPINNER_S
    start = clock.now
    settled_text(rest, [screen("list", spinner=True)])
    assert clock.now - start < 0.1


def test_a_screen_that_never_rests_is_let_go_when_somebody_wants_to_stop(rest: Rest, clock: Clock) -> None:
    stop = threading.Event()
    numbers = itertools.count()

    def take() -> Hierarchy:
        number = next(numbers)
        if number == 3:
            stop.set()
        return screen(f"frame {number}")

    assert rest.settle(take, 5.0, stop).roots[0].children[0].text == "frame 3"
    assert clock.now < 1.0


class Told:
    """Tells of changes as a phone does that is listened to: each at its time on the clock, the next only after `begin`."""

    def __init__(self, clock: Clock, *changes: float) -> None:
        self.clock, self.changes = clock, changes
        self.since: float | None = None

    def begin(self) -> None:
        if self.heard() is not False:
            self.since = self.clock.now

    def heard(self, wait_s: float = 0.0) -> bool | None:
        if self.since is None:
            return None
        end = self.clock.now + wait_s
        come = min((at for at in self.changes if at > self.since), default=end + 1)
        self.clock.now = max(self.clock.now, min(come, end))
        return come <= end


class Scene:
    """A phone that shows one thing after the other, each from its time on; every dump takes `dump_s`, and what it says is what
    stood there at its end."""

    def __init__(self, clock: Clock, dump_s: float, *shown: tuple[float, Hierarchy]) -> None:
        self.clock, self.dump_s, self.shown = clock, dump_s, shown
        self.dumps = 0

    def __call__(self) -> Hierarchy:
        self.dumps += 1
        self.clock.now += self.dump_s
        return [what for at, what in self.shown if at <= self.clock.now][-1]


def acted_on(clock: Clock, scene: Scene, *changes: float) -> tuple[Rest, Scene]:
    """A phone at rest that is acted on at 10 s."""
    rest = Rest(clock, clock.sleep, Told(clock, *changes))
    rest.settle(scene, 5.0)
    clock.now = 10.0
    rest.acted()
    scene.dumps = 0
    return rest, scene


def said(hierarchy: Hierarchy) -> str:
    return hierarchy.roots[0].children[0].text


BEFORE, AFTER = screen("before"), screen("after")


@pytest.mark.parametrize("dump_s", [0.002, 0.06, 0.25], ids="{} s a dump".format)
def test_where_changes_are_told_an_act_takes_one_dump(clock: Clock, dump_s: float) -> None:
    rest, scene = acted_on(clock, Scene(clock, dump_s, (0, BEFORE), (10.05, AFTER)), 10.05)
    assert said(rest.settle(scene, 5.0)) == "after"
    assert scene.dumps == 1
    assert rest.holds


@pytest.mark.parametrize("dump_s", [0.06, 0.25])
def test_a_screen_that_is_told_to_go_on_changing_is_followed(clock: Clock, dump_s: float) -> None:
    shown = [(0, BEFORE), (10.1, screen("window")), (10.28, screen("half")), (10.4, screen("whole"))]
    rest, scene = acted_on(clock, Scene(clock, dump_s, *shown), 10.1, 10.28, 10.4)
    assert said(rest.settle(scene, 5.0)) == "whole"


def test_what_is_told_while_a_dump_is_taken_makes_it_worth_nothing(clock: Clock) -> None:
    rest, scene = acted_on(clock, Scene(clock, 0.1, (0, BEFORE), (10.05, screen("half")), (10.18, AFTER)), 10.05, 10.16)
    assert said(rest.settle(scene, 5.0)) == "after"
    assert scene.dumps == 2


def test_an_act_of_which_nothing_is_told_is_looked_at_when_patience_ends(clock: Clock) -> None:
    rest, scene = acted_on(clock, Scene(clock, 0.1, (0, BEFORE)))
    assert said(rest.settle(scene, 5.0)) == "before"
    assert scene.dumps == 1
    assert clock.now >= 10 + PATIENCE_S


@pytest.mark.parametrize("dump_s", [0.06, 0.25])
def test_the_silence_of_a_phone_that_tells_nothing_is_not_believed(clock: Clock, dump_s: float) -> None:
    rest, scene = acted_on(clock, Scene(clock, dump_s, (0, BEFORE), (10.1, screen("half")), (10.6, AFTER)))
    rest.settle(scene, 5.0)
    assert scene.dumps > 1 and not rest.holds
    clock.now = 20.0
    rest.acted()
    scene.shown = ((0, AFTER), (20.05, screen("half")), (20.05 + dump_s, screen("whole")))
    assert said(rest.settle(scene, 5.0)) == "whole", "its dumps are compared"


def test_a_change_that_does_not_show_is_no_effect(clock: Clock) -> None:
    """A cache that is behind, a ripple: the screen is looked at until patience ends."""
    rest, scene = acted_on(clock, Scene(clock, 0.06, (0, BEFORE), (10.25, AFTER)), 10.02)
    assert said(rest.settle(scene, 5.0)) == "after"


def test_what_tells_all_the_time_is_compared(clock: Clock) -> None:
    every = [10 + n / 20 for n in range(400)]
    rest, scene = acted_on(clock, Scene(clock, 0.06, (0, BEFORE), (10.1, AFTER)), *every)
    assert said(rest.settle(scene, 5.0)) == "after"
    assert clock.now < 11 and scene.dumps < 8


def test_what_changes_by_itself_is_no_longer_held(clock: Clock) -> None:
    rest, scene = acted_on(clock, Scene(clock, 0.06, (0, BEFORE), (10.1, AFTER)), 10.1, 30.0)
    rest.settle(scene, 5.0)
    clock.now = 29.9
    assert rest.holds
    clock.now = 30.1
    assert not rest.holds


def test_nothing_is_held_while_an_act_has_not_settled(clock: Clock) -> None:
    rest, scene = acted_on(clock, Scene(clock, 0.06, (0, BEFORE)))
    assert not rest.holds


def test_a_new_spinner_is_waited_for_without_another_dump(clock: Clock) -> None:
    loading = screen("list", spinner=True)
    rest, scene = acted_on(clock, Scene(clock, 0.06, (0, BEFORE), (10.1, loading), (11.0, AFTER)), 10.1, 11.0)
    assert said(rest.settle(scene, 5.0)) == "after"
    assert scene.dumps == 2
