"""An hour by the clock of 24 hours, "20", for a form that has twelve and a choice of AM and PM beside the field: it is put in as
the form takes it. The half of the day is chosen first, by a call of its own, with its proof, its place in what is to be saved, and
its taking back; then the hour is typed, as "8". A form that shows no such choice, on a phone set to 24 hours, takes it as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from apidocs.doc import AppDoc, Screen
from apidocs.doc.time_fields import TimeFields, full_day_hour, time_fields

from ..calls import Call, Ref
from ..calls.errors import CallFailed
from ..find.navigating import Navigator
from ..forms.put_in import Forms
from ..screen.front import Front


class HalvesOfDay:
    """Of one run."""

    def __init__(self, front: Front, navigator: Navigator, doc: AppDoc, forms: Forms) -> None:
        self._front, self._navigator, self._doc, self._forms = front, navigator, doc, forms
        self._more = 0
        """Calls that the run has made beside the script's: those that follow are numbered behind them."""
        self._by_hour: dict[str, str] = {}
        """The half of the day that the hour last put in said, by screen."""

    def calls(self, call: Call) -> Iterator[Call]:
        """What is to be carried out for a call, in order; each has been when the next is asked for.

        Raises CallFailed where the script chooses the half of the day that its own hour isn't in.
        """
        screen = self._doc.screen(call.ref.screen) if call.op in ("set_text", "choose") else None
        fields = time_fields(screen) if screen is not None and not call.ref.row and not call.ref.found else None
        said = call.args[0] if call.args and isinstance(call.args[0], str) else ""
        if screen is not None and fields is not None and call.ref.element == fields.half.name:
            self._hold_against(screen, fields, said)
        elif screen is not None and fields is not None and call.ref.element == fields.hour.name:
            self._by_hour.pop(screen.name, None)
            hour = full_day_hour(said) if call.op == "set_text" else None
            if hour is not None and fields.is_pm(self._chosen(screen, fields)) in (None, hour >= 12):
                self._front.time_passed()
                if self._front.look().name != screen.name:
                    yield self._beside(replace(call, ref=Ref(screen.name), op="open", args=()))
                if self._navigator.visible(self._front.look(), screen, fields.half) is not None:
                    half, ref = fields.half_of(hour), Ref(screen.name, fields.half.name)
                    yield self._beside(replace(call, ref=ref, op="choose", args=(half,)))
                    self._by_hour[screen.name] = half
                    call = replace(call, args=(str(hour % 12 or 12),))
        yield replace(call, seq=call.seq + self._more)

    def _beside(self, call: Call) -> Call:
        self._more += 1
        return replace(call, seq=call.seq + self._more - 1)

    def _chosen(self, screen: Screen, fields: TimeFields) -> str:
        """The half of the day that was chosen and isn't saved yet; empty where none was."""
        put_in = self._forms.put_in(screen.name)
        return next((entry.value for entry in put_in if entry.element == fields.half.name), "")

    def _hold_against(self, screen: Screen, fields: TimeFields, option: str) -> None:
        by_hour = self._by_hour.get(screen.name, "")
        other = fields.is_pm(option) not in (None, fields.is_pm(by_hour))
        if by_hour and other and self._chosen(screen, fields) == by_hour:
            raise CallFailed(f'The hour that was put into {screen.name} is "{by_hour}", and not "{option}".')
