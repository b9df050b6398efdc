"""Faults of what an app shows: its views lie, are called, say or are covered otherwise than a moment before.

Each changes what hosts build, before it is laid out: the apps know nothing of it, and what is stored stays as it is.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..mutating import LABELS, controls, is_content
from ..toolkit.screen import Host, Screen
from ..toolkit.view import View
from ..toolkit.widgets import box, row, text
from .arming import Ask, Fault, Strike
from .system import own

if TYPE_CHECKING:
    from ..phone import DemoPhone

Retouch = Callable[[Host, View], View]
TOAST_S = 2.0
_ISOLATE, _POP, _MARK, _JOINER = "\u2067", "\u2069", "\u200e", "\u2060"


def _changed(change: Retouch) -> Strike:
    async def strike(phone: DemoPhone, ask: Ask) -> None:
        device = own(phone)
        device.retouch.append(change)
        device.happened()

    return strike


def _reordered(host: Host, root: View) -> View:
    """A sync came in: the list's rows stand in another order."""
    for view in root.walk():
        rows = [child for child in view.children if is_content(child)]
        if view.recycling and len(rows) > 1:
            view.children = [*reversed(rows), *(child for child in view.children if not is_content(child))]
    return root


def _moved(host: Host, root: View) -> View:
    """A banner has come in at the top, and all the rest stands lower."""
    if isinstance(host, Screen) and host.app.in_launcher:
        for parent in root.walk():
            bar = next((i for i, v in enumerate(parent.children) if v.id.endswith("toolbar")), None)
            if parent.flow == "column" and bar is not None:
                parent.children.insert(bar + 1, row(text("You are offline", "banner", size=14), height=72.0))
                break
    return root


def _renamed(host: Host, root: View) -> View:
    for view in controls(root):
        if view.id and ":" not in view.id and view.id not in ("content", "title", "toolbar"):
            view.key = view.key or view.field or view.id
            view.id = f"{view.id}_v2"
    return root


def _relabelled(host: Host, root: View) -> View:
    for view in controls(root):
        for name in ("text", "desc", "hint"):
            said = LABELS.get(str(getattr(view, name)).casefold())
            if said and not (name == "text" and view.field):
                setattr(view, name, said[0])
    return root


def _letters(host: Host, root: View) -> View:
    """Titles as they come from elsewhere: decomposed, wrapped in marks of direction, with joiners nobody sees."""
    for view in root.walk():
        if view.text and "title" in view.id and not view.field:
            view.text = (
                f"{_ISOLATE}{unicodedata.normalize('NFD', view.text).replace(' ', chr(0xA0))}{_POP}{_MARK}{_JOINER}"
            )
    return root


async def _toast(phone: DemoPhone, ask: Ask) -> None:
    """A message lies over what is to be touched, and takes the touch."""
    device = own(phone)
    y = (
        ask.params[1]
        if len(ask.params) > 1 and isinstance(ask.params[1], (int, float))
        else device.display_size()[1] - 300
    )
    until = time.monotonic() + TOAST_S

    def cover(host: Host, root: View) -> View:
        if not isinstance(host, Screen) or time.monotonic() > until:
            return root
        top = max(0.0, float(y) / 2.75 - 60)
        words = text("Synchronised", "snackbar_text", color="on_accent", margin=(24, 16, 24, 16))
        bar = box(words, id="snackbar", height=72, bg="accent", clickable=True, margin=(0, top, 0, 0), align="top")
        return box(root, bar, height=-1.0)

    device.retouch.append(cover)
    device.happened()
    phone.android.faults.restless.append(_touching(phone, until))


async def _animation(phone: DemoPhone, ask: Ask) -> None:
    """Something on the screen that never stands still: an advertisement, a video, a shimmer."""
    device = own(phone)
    step = 0

    def move(host: Host, root: View) -> View:
        nonlocal step
        step += 1
        if not isinstance(host, Screen):
            return root
        dot = text("●", "shimmer", margin=(8 + step % 40, 2, 0, 0), align="bottom", width=-2.0)
        return box(root, dot, height=-1.0)

    device.retouch.append(move)
    phone.android.faults.restless.append(_touching(phone, None))


def _touching(phone: DemoPhone, until: float | None) -> Callable[[], None]:
    """What is built depends on the time: build it anew whenever somebody looks."""

    def again() -> None:
        if until is None or time.monotonic() < until + 1:
            own(phone).version += 1

    return again


FAULTS = (
    Fault("endless-animation", "something on the screen never stands still", "dump", _animation),
    Fault("toast-over", "a message lies over what is touched, and takes the touch", "act", _toast),
    Fault("reordered", "a list's rows stand in another order", "act", _changed(_reordered)),
    Fault("moved", "all stands lower than a moment before", "act", _changed(_moved)),
    Fault("renamed", "every control's id is another", "act", _changed(_renamed)),
    Fault("relabelled", "controls say the same in other words", "act", _changed(_relabelled)),
    Fault(
        "letters", "titles come decomposed, with marks of direction and joiners nobody sees", "dump", _changed(_letters)
    ),
)
