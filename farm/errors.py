"""What goes wrong between the machines of a farm. All are told to whoever runs something on it."""

from __future__ import annotations

from ground.errors import PhoneError


class FarmError(PhoneError):
    """A farm can't be reached, joined or used."""


class HostLost(FarmError):
    """A host left the farm while it had something to do: how that went can't be told."""


class NotHanded(HostLost):
    """A host wasn't there to be asked: nothing was begun."""


class FarmLost(FarmError):
    """The farm's scheduler doesn't answer any more."""


class OtherVersion(FarmError):
    """A machine of a farm has another version than this one."""

    def __init__(self, who: str, theirs: str, ours: str) -> None:
        self.theirs, self.ours = theirs, ours
        super().__init__(
            f"{who} runs thumbwright {theirs or 'of an unknown version'}, and this is {ours}: on all machines of a farm it has to "
            f"be the same. Bring one of them to the other's version, such as: uv tool install 'thumbwright[farm]=={ours}'"
        )
