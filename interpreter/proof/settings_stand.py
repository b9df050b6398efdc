"""What a run has set by the phone's own commands, read back once more at its end: a later step, or somebody, may have set it
otherwise.

To let the phone ring again after its ring volume was set to nothing turns the volume up; airplane mode switches the Wi-Fi off.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from ground.errors import PhoneError

from ..calls import Call, Outcome
from .conditions import refuted


@dataclass(frozen=True, eq=False)
class _Set:
    """A setting that was seen to be as it should."""

    call: Call
    outcome: Outcome
    so: Callable[[], bool]
    is_so: str


class SettingsStand:
    """The settings of one run."""

    def __init__(self, told: Callable[[Call, Outcome], None]) -> None:
        self._told = told
        self._set: dict[str, _Set] = {}

    def add(self, call: Call, outcome: Outcome, so: Callable[[], bool], is_so: str) -> None:
        """A setting was set and read back, or it was so already. `so` reads it again, `is_so` says how it is then."""
        name = call.ref.element or ""
        self._set.pop(name, None)  # set once more: it is to be as it was set last
        self._set[name] = _Set(call, outcome, so, is_so)

    def at_the_end(self) -> None:
        """Read those back that weren't set last. Raises nothing: what can't be read is left as it was seen."""
        for one in [*self._set.values()][:-1]:
            with suppress(PhoneError):
                if not one.so():
                    one.outcome.proof = refuted(f"{one.is_so} no longer: it was changed since")
                    self._told(one.call, one.outcome)
