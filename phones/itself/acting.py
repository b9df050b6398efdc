"""All that the phone does by itself, by the names that scripts use; one object for one phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from ..errors import CommandRefused
from ..phone import Commanded
from . import NotAllowed, NotPossible
from .asking import sdk_of
from .calendar import add_event
from .clock import set_alarm, set_timer
from .deeds import Deed, Ready, Tools
from .facts import FACTS
from .levels import check_level
from .opening import (
    go_home,
    lock,
    navigate,
    next_track,
    open_settings,
    open_web,
    pause,
    play,
    previous_track,
    screenshot,
    search,
    show_recents,
)
from .people import add_contact, call, dial, email, has_sim, text_message
from .setting_kinds import UNSET, UNSET_SAID, Level, Switch
from .settings import LEVELS, SWITCHES, same_value

DEEDS: dict[str, Deed] = {
    "set_alarm": set_alarm,
    "set_timer": set_timer,
    "add_event": add_event,
    "add_contact": add_contact,
    "call": call,
    "dial": dial,
    "text_message": text_message,
    "email": email,
    "open_web": open_web,
    "search": search,
    "navigate": navigate,
    "open_settings": open_settings,
    "play": play,
    "pause": pause,
    "next_track": next_track,
    "previous_track": previous_track,
    "screenshot": screenshot,
    "lock": lock,
    "go_home": go_home,
    "show_recents": show_recents,
}


_EXACT = re.compile(rf".* \((?:(\d+(?:\.\d+)?)|{UNSET_SAID})\)")


class Itself:
    """What one phone does by itself. Every method raises PhoneError: CommandRefused and NotAllowed where Android doesn't let the
    shell, NotPossible where it can't be done so."""

    def __init__(
        self,
        phone: Commanded,
        *,
        now: Callable[[], datetime],
        texts: Callable[[], list[str]],
        front: Callable[[], str],
        choose: Callable[[str, Sequence[str]], str],
        press: Callable[[str], bool] = lambda word: False,
        typed: Callable[[], list[str]] = list,
    ) -> None:
        """See `Tools` for what these give."""
        self._phone = phone
        self._now, self._texts, self._front, self._choose = now, texts, front, choose
        self._press, self._typed = press, typed
        self._sdk: int | None = None

    @property
    def sdk(self) -> int:
        """Android's API level."""
        if self._sdk is None:
            self._sdk = sdk_of(self._phone.command)
        return self._sdk

    def is_on(self, name: str) -> bool:
        """Whether a switch is on."""
        switch = SWITCHES[name]
        return switch.on(switch.read(self._phone.command))

    def ends(self, name: str) -> str:
        """What else than on or off a switch has that is lost once it is turned: `its schedule`; mostly empty."""
        switch = SWITCHES[name]
        return switch.ends(switch.read(self._phone.command))

    def value(self, name: str) -> str:
        """What a level stands at, or what a fact is."""
        if name in LEVELS:
            return LEVELS[name].said(self._phone.command, LEVELS[name].raw(self._phone.command))
        return FACTS[name](self._phone.command)

    def to_put_back(self, name: str) -> str:
        """What a level stands at, as `choose` takes it: in words where they give exactly this again, else with the value that the
        phone keeps, `18% (46)`, or that it keeps none: `Default (not set)`."""
        level = LEVELS[name]
        kept = level.raw(self._phone.command)
        if kept == UNSET:
            said = level.said(self._phone.command, kept)
            return f"{'Default' if said == UNSET else said} ({UNSET_SAID})"
        said = level.said(self._phone.command, kept)
        if said == kept:
            return said
        with suppress(NotPossible):
            if level.in_words and same_value(level.kept(self._phone.command, said), kept):
                return said
        return f"{said} ({kept})"

    def turn(self, name: str, on: bool) -> None:
        """Write a switch; whether it is so then is for `is_on` to say."""
        switch = SWITCHES[name]
        self._check(name, switch.page)
        if switch.radio and not has_sim(self._phone.command):
            raise NotPossible("There is no SIM in this phone")
        self._write(switch, switch.write(on, self.sdk))

    def choose(self, name: str, value: str) -> Callable[[], bool]:
        """Write a level, `40%`, or `18% (46)` for exactly what the phone kept; returns what tells whether it is so then. Raises
        NotPossible for a value that is none."""
        level = LEVELS[name]
        exact = _EXACT.fullmatch(value.strip())
        kept = (exact[1] or UNSET) if exact else level.kept(self._phone.command, value)
        self._write(level, level.write(kept, self.sdk))
        return lambda: same_value(level.raw(self._phone.command), kept)

    def ready(self, name: str, values: Mapping[str, str]) -> Ready:
        """Work a deed out; its `do` does it."""
        check_level(name, self.sdk)
        tools = Tools(
            self._phone.command, self.sdk, self._now, self._texts, self._front, self._choose, self._press, self._typed
        )
        return DEEDS[name](tools, values)

    def _check(self, name: str, page: str) -> None:
        """An Android that is too old for a switch has a page for it all the same."""
        try:
            check_level(name, self.sdk)
        except NotAllowed as error:
            raise NotAllowed(f"{error}.{self._opened(page)}") from None

    def _opened(self, page: str) -> str:
        """Open a page of Settings, and say so where that went well."""
        with suppress(CommandRefused):
            self._phone.command(["am", "start", "-a", page])
            return " Its page of Settings is open: set it there."
        return ""

    def _write(self, setting: Switch | Level, command: Sequence[str]) -> None:
        """Write a setting; where Android doesn't let the shell, its page is opened for the person."""
        try:
            self._phone.command(command)
        except CommandRefused as error:
            said = f"Android doesn't let a computer set {setting.title} here ({error.said.rstrip('.')})."
            raise NotAllowed(said + self._opened(setting.page)) from error
