"""Rows that a task excepts, "all alarms but the one for school", and a script that tells them by words that no row has: it would
leave nothing out."""

from __future__ import annotations

from collections.abc import Sequence

from apidocs.doc import Effect
from apidocs.doc.effects import severity

from ..calls import Call, Read
from ..calls.errors import CallFailed
from ..consent.closing import LeftOut
from ..screen.matching import quoted

_NEAR = 3


def heed(left_out: Sequence[LeftOut], call: Call, effect: Effect, read: Sequence[Read]) -> None:
    """Before a call that does this much to one row after another; `read` is what the run has read. Raises CallFailed where what is
    to be left out isn't among it."""
    if not call.in_loop or severity(effect) < severity(Effect.SETTINGS):
        return
    values = list(dict.fromkeys(one.value for one in read))
    for one in left_out:
        if any(one.fits(value) for value in values):
            continue
        near = [value for value in values if one.text.strip().casefold() in value.casefold()][:_NEAR]
        meant = f" Did you mean {quoted(near)}?" if near else ""
        raise CallFailed(f'Nothing there is "{one.text}", which is to be left out; so nothing was done to any.{meant}')
