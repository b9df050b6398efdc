"""Setting a picker to a date or a time that the script says in words: by typing where it has fields, else on its face or its
month. The dialog is confirmed; one that doesn't take the value is closed, and says so.
"""

from __future__ import annotations

from calendar import month_name
from datetime import date, time
from typing import TypeVar

from apidocs.doc import Effect
from apidocs.screens.pickers import Kept, Picker, picker_in
from apidocs.screens.windows import Window
from ground.moments import read_date, read_time, shown_date
from phones.hierarchy import Hierarchy, Node

from ..calls.errors import CallFailed
from ..screen.dialogs import positive_button
from ..screen.front import Front, Sight

T = TypeVar("T", date, time)
_MONTHS_AHEAD = 36
"""How far a month is leafed to, a tap each."""
_EXAMPLES: dict[Kept, str] = {"date": '"6 March"', "time": '"4:30 pm"'}


def picker_in_front(hierarchy: Hierarchy) -> Picker | None:
    """The picker that stands over everything else."""
    window = Window.of(hierarchy)
    return picker_in(window) if window is not None else None


def pick(front: Front, name: str, said: str, effect: Effect) -> None:
    """Set the picker in front to what was said of `name`, and confirm it.

    Raises CallFailed where the words name no date or time, or the picker doesn't take it; it is closed then.
    """
    picker = _again(front)
    try:
        if picker.kind == "date":
            day = read_date(said, front.phone.clock().date())
            _set_date(front, _known(day, picker.kind, name, said))
        else:
            _set_time(front, _known(read_time(said), picker.kind, name, said))
        _confirm(front, name, said, effect)
    except CallFailed:
        if picker_in_front(front.look().hierarchy) is not None:
            front.hide_keyboard()
            front.key("back")
        raise


def _known(value: T | None, kind: Kept, name: str, said: str) -> T:
    if value is None:
        raise CallFailed(f"{name} takes a {kind}, and {said!r} names none that is clear. Say it as {_EXAMPLES[kind]}.")
    return value


def _again(front: Front) -> Picker:
    picker = picker_in_front(front.look().hierarchy)
    if picker is None:
        raise CallFailed("The picker has gone before it was set.")
    return picker


def _set_time(front: Front, moment: time) -> None:
    picker = _again(front)
    if not picker.fields and picker.to_typing is not None and moment.minute % 5:
        front.tap(picker.to_typing)
        picker = _again(front)
    hour = (moment.hour % 12 or 12) if picker.halves else moment.hour
    if picker.fields:
        _type(front, "hour", f"{hour:02}" if not picker.halves else str(hour))
        _type(front, "minute", f"{moment.minute:02}")
    else:
        _turn_to(front, "hour", hour)
        _turn_to(front, "minute", moment.minute)
    half = _again(front).halves.get("pm" if moment.hour >= 12 else "am")
    if half is not None and not (half.checked or half.selected):
        front.tap(half)


def _turn_to(front: Front, role: str, number: int) -> None:
    """Point a clock face's hand at a number."""
    header = _again(front).headers.get(role)
    if header is not None and not header.selected:
        front.tap(header)
    dial = _again(front).dial
    node = dial.get(number, dial.get(0) if role == "hour" and number == 24 else None)
    if node is None:
        raise CallFailed(f"The clock face has no {number} for the {role}.")
    front.tap(node)


def _set_date(front: Front, day: date) -> None:
    picker = _again(front)
    if picker.fields:
        named = any(c.isalpha() for c in picker.fields["month"].text)
        _type(front, "day", str(day.day))
        _type(front, "month", month_name[day.month][: len(picker.fields["month"].text)] if named else str(day.month))
        if "year" in picker.fields:
            _type(front, "year", str(day.year))
        return
    today = front.phone.clock().date()
    for _ in range(_MONTHS_AHEAD):
        picker = _again(front)
        shown = {read: node for node in picker.days if (read := shown_date(node.content_desc, today)) is not None}
        if day in shown:
            front.tap(shown[day])
            return
        onward = picker.after if not shown or day > max(shown) else picker.before
        if onward is None:
            break
        front.tap(onward)
    raise CallFailed(f"The calendar doesn't show {day:%d %B %Y}.")


def _type(front: Front, role: str, text: str) -> None:
    """Put a number into a field, unless it holds it."""
    node = _again(front).fields[role]
    if _same(node, text):
        return
    front.tap(node)
    front.type_text(text)
    if not _same(_again(front).fields[role], text):
        raise CallFailed(
            f'The field for the {role} holds "{_again(front).fields[role].text}" after "{text}" was typed.'
        )


def _same(node: Node, text: str) -> bool:
    held = node.text.strip()
    return held == text or held.isdecimal() and text.isdecimal() and int(held) == int(text)


def _confirm(front: Front, name: str, said: str, effect: Effect) -> Sight:
    sight = front.hide_keyboard()
    button = positive_button(sight.top) if sight.top is not None else None
    if button is None:
        raise CallFailed(f"{name} was set, and no button to confirm it is known.")
    after = front.tap(button, effect)
    if picker_in_front(after.hierarchy) is not None:
        after = front.await_change(after)
    if picker_in_front(after.hierarchy) is not None:
        toast = front.phone.last_toast()
        raise CallFailed(f"{name} doesn't take {said!r}" + (f": it says {toast!r}." if toast else "."))
    return after
