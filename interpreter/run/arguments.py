"""Reading the arguments of a call that reached the host: the sandbox has checked them, a recorded call may lack them."""

from __future__ import annotations

from phones.letters import plain_letters

from ..calls import Call
from ..calls.errors import CallFailed


def text_of_call(call: Call) -> str:
    """A text that is looked for, or said: letters as they are compared. Raises CallFailed where there is none."""
    if not call.args:
        raise CallFailed(f"{call.op}() needs a text.")
    return plain_letters(str(call.args[0]))


def seconds_of_call(call: Call) -> float:
    """Raises CallFailed where it is no number."""
    try:
        return float(str(call.args[0]))
    except (IndexError, ValueError):
        raise CallFailed(f"{call.op}() needs a number of seconds.") from None
