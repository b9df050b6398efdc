"""The demo phone's apps as another version of them: seeded changes of the kinds that updates bring.

Elements are renamed (ids), relabelled, moved and reordered, a long page is split in two, a notice comes up that wasn't there
before. What the apps do stays the same, and so does what the person wrote: rows, options and typed text are never touched.
The same seed always makes the same version. Sits between an app's `build` and layout, so the apps know nothing of it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from .device import Device
from .system.compositor import Compositor
from .system.window import Window
from .toolkit.dialogs import ChoiceDialog, Dialog, MultiChoiceDialog
from .toolkit.screen import Host, Screen
from .toolkit.view import View
from .toolkit.widgets import row, text

KINDS = ("renamed", "relabelled", "moved", "reordered", "split", "dialog")
LABELS = {
    "save": ["Store", "Keep", "Apply"], "delete": ["Remove", "Erase"], "cancel": ["Never mind", "Go back"],
    "settings": ["Preferences", "Options"], "search": ["Find", "Look up"], "share": ["Send to…"], "about": ["About this app"],
    "sort by": ["Order by", "Sorting"], "export all": ["Export everything"], "export": ["Save as file"], "bin": ["Trash"],
    "text note": ["Plain note", "Written note"], "checklist": ["To-do list", "List with boxes"],
    "details": ["Properties", "Info"], "more options": ["More", "Menu"], "title": ["Heading", "Subject"],
    "start typing": ["Write here", "Your note"], "add item": ["New entry"], "select all": ["Mark all"],
    "move to folder": ["Put into folder"], "done": ["Finish"], "autosave notes": ["Save notes automatically"],
    "show word count": ["Word counter", "Display word count"], "make links clickable": ["Open links by tapping"],
    "monospaced font": ["Fixed-width font"], "alignment": ["Text alignment"], "default folder": ["Folder for new notes"],
    "text size": ["Size of text", "Font size"], "theme": ["App theme", "Colours"],
    "confirm before deleting": ["Ask before deleting"], "restore defaults": ["Reset settings"], "restore": ["Bring back"],
    "remove checked items": ["Clear finished entries"], "sort items": ["Sort entries"], "empty bin": ["Clear the trash"],
    "first name": ["Given name", "Forename"], "last name": ["Surname", "Family name"], "phone": ["Phone number", "Telephone"],
    "email": ["E-mail address", "Mail"], "company": ["Organisation", "Employer"], "notes": ["Remarks"], "edit": ["Change"],
    "call": ["Dial"], "message": ["Text"], "favourites": ["Starred"], "contacts": ["People"], "recents": ["Recent calls"],
    "alarm": ["Alarms"], "timer": ["Timers"], "stopwatch": ["Stop watch"], "world clock": ["World times"], "label": ["Name"],
    "start": ["Begin"], "stop": ["Halt"], "pause": ["Hold"], "reset": ["Start over"], "repeat": ["Days"],
    "vibrate": ["Vibration"], "snooze length": ["Snooze duration"], "sound": ["Tone"], "ringtone": ["Ring tone"],
    "wi-fi": ["WLAN", "Wireless network"], "bluetooth": ["Bluetooth connection"], "display": ["Screen"],
    "brightness level": ["Brightness"], "dark theme": ["Dark mode"], "font size": ["Text size"],
    "airplane mode": ["Flight mode"], "battery saver": ["Power saving"], "language": ["System language"],
    "storage": ["Memory"], "apps": ["Applications"], "security": ["Safety"], "location": ["Position"],
    "hotspot": ["Tethering"],
}  # fmt: skip
"""What an update might call things. Only whole labels of controls are exchanged."""
_SUFFIXES = ("{0}_view", "{0}_v2", "btn_{0}", "{0}_item", "new_{0}", "{0}_compose")
_NOTICES = (
    ("What's new", "This version is faster and looks better.", "Got it"),
    ("Tip of the day", "Press and hold an entry to select it.", "OK"),
    ("Enjoying the app?", "Tell others about it in the store.", "Later"),
)


@dataclass(frozen=True)
class Change:
    """One thing that is other in this version, for a benchmark's report."""

    kind: str
    where: str
    what: str


class Mutation:
    """One version: what of each screen is changed, by the seed alone. `share` is how much of what can change does."""

    def __init__(self, seed: int, share: float = 0.3) -> None:
        self.seed, self.share = seed, share
        self.changes: dict[tuple[str, str, str], Change] = {}
        """What was changed so far, as it was met."""

    def apply(self, host: Host, root: View) -> View:
        """Change a host's views as they were just built."""
        where = f"{host.app.package}/{_name(host)}"
        for view in list(controls(root)):
            self._rename(where, view)
            if not isinstance(host, (ChoiceDialog, MultiChoiceDialog)):
                self._relabel(where, view)
        for parent in list(root.walk()):
            self._reorder(where, parent)
        if isinstance(host, Screen):
            self._split(where, host, root)
            self._banner(where, root)
        return root

    def notice(self, host: Host) -> tuple[str, str, str] | None:
        """Title, message and button of a notice that comes up on this screen the first time; None for none."""
        where = f"{host.app.package}/{_name(host)}"
        if not self._chosen("dialog", where, "", self.share * 0.5):
            return None
        found = self._random("dialog", where, "which").choice(_NOTICES)
        self._note("dialog", where, found[0])
        return found

    # the kinds of change

    def _rename(self, where: str, view: View) -> None:
        if not view.id or ":" in view.id or view.id in ("content", "title", "toolbar"):
            return
        if self._chosen("renamed", where, view.id, self.share):
            chance = self._random("renamed", where, view.id, "how")
            new = (
                chance.choice(_SUFFIXES).format(view.id) if chance.random() < 0.8 else f"x{chance.randrange(16**3):03x}"
            )
            self._note("renamed", where, f"{view.id} → {new}")
            # what the host remembers of it (typed text, scroll, focus) goes by the key
            view.key = view.key or view.field or view.id
            view.id = new

    def _relabel(self, where: str, view: View) -> None:
        for name in ("text", "desc", "hint"):
            old = str(getattr(view, name))
            options = LABELS.get(old.casefold())
            if options and not (name == "text" and view.field) and self._chosen("relabelled", where, old, self.share):
                new = self._random("relabelled", where, old, "how").choice(options)
                self._note("relabelled", where, f"{old} → {new}")
                setattr(view, name, new)

    def _reorder(self, where: str, parent: View) -> None:
        """Actions of a toolbar, entries of a menu, rows of a settings page: each kind in another order."""
        kind = "pref" if _is_settings(parent) else "menu" if _is_menu(parent) else "bar" if _is_actions(parent) else ""
        if not kind or len(parent.children) < 2 or not self._chosen("reordered", where, kind, self.share):
            return
        if kind != "pref":
            order = list(parent.children)
            last = [order.pop()] if kind == "bar" and order[-1].desc and "Image" in order[-1].cls else []
            self._random("reordered", where, kind, "how").shuffle(order)
            order += last
        else:
            order = []
            group: list[View] = []
            for view in [*parent.children, None]:
                if view is None or not view.on_click:  # a heading: rows stay under theirs
                    self._random("reordered", where, kind, str(len(order))).shuffle(group)
                    order += [*group, *([view] if view else [])]
                    group = []
                else:
                    group.append(view)
        if order != parent.children:
            self._note("reordered", where, kind)
            parent.children = order

    def _split(self, where: str, host: Screen, root: View) -> None:
        """The second half of a page of settings or fields goes behind an entry of its own."""
        for parent in root.walk():
            parts = _parts(parent)
            if len(parts) < 2 or not self._chosen("split", where, parent.id, self.share * 0.6):
                continue
            self._note("split", where, f"{len(parts)} parts after {len(parts) // 2 + len(parts) % 2}")
            half = parts[len(parts) // 2 + len(parts) % 2]
            at = parent.children.index(half)
            second = bool(host.values.get(_SECOND))
            before, after = parent.children[:at], parent.children[at:]
            if second:
                parent.children = after
            else:
                parent.children = [*before, _more(lambda: host.values.__setitem__(_SECOND, "1"))]
            return

    def _banner(self, where: str, root: View) -> None:
        """Something at the top that moves all the rest down, or a wider margin."""
        for parent in root.walk():
            if parent.flow == "column" and any(v.id.endswith("toolbar") for v in parent.children):
                if self._chosen("moved", where, "", self.share):
                    high = self._random("moved", where, "high").randrange(24, 96)
                    bar = next(i for i, v in enumerate(parent.children) if v.id.endswith("toolbar"))
                    parent.children.insert(bar + 1, row(text("", size=12), height=float(high)))
                    self._note("moved", where, f"{high} dp down")
                return

    # chance

    def _random(self, *parts: str) -> random.Random:
        return random.Random(f"{self.seed}|" + "|".join(parts))

    def _chosen(self, kind: str, where: str, what: str, share: float) -> bool:
        return self._random(kind, where, what).random() < share

    def _note(self, kind: str, where: str, what: str) -> None:
        self.changes.setdefault((kind, where, what), Change(kind, where, what))


_SECOND = "mutating:second"


class MutatedDevice(Device):
    """A phone whose apps are of another version. `mutation` may be exchanged between two touches."""

    def __init__(self, *arguments: Any, mutation: Mutation, **options: Any) -> None:
        self.mutation = mutation
        super().__init__(*arguments, **options)
        self.compositor = _MutatingCompositor(self)
        self.compositor.note_change()


class _MutatingCompositor(Compositor):
    """Puts a mutation between what hosts build and what is laid out."""

    device: MutatedDevice

    def _compose(self, host: Host) -> list[Window]:
        screen = self.device.tasks.front
        if screen.app.in_launcher and not self.device.locked:
            self._dress(screen)
            for overlay in list(screen.overlays):
                if not isinstance(overlay, _Notice):
                    self._dress(overlay)
        return super()._compose(host)

    def _dress(self, host: Host) -> None:
        """Once a host: let what it builds go through the mutation; a notice comes up over it the first time."""
        if "build" in host.__dict__:
            return
        plain: Callable[[], View] = host.build
        # on the instance, since the class serves phones without a mutation, too
        host.__dict__["build"] = lambda: self.device.mutation.apply(host, plain())
        if isinstance(host, Screen):
            self._back_to_first_half(host)
            if host.stack and host is host.stack[-1]:
                self._announce(host)

    def _back_to_first_half(self, host: Screen) -> None:
        plain = host.on_back

        def on_back() -> bool:
            if host.values.pop(_SECOND, ""):
                return True
            return plain()

        host.__dict__["on_back"] = on_back

    def _announce(self, host: Screen) -> None:
        seen: set[str] = self.device.__dict__.setdefault("_announced", set())
        name = f"{host.app.package}/{_name(host)}"
        notice = None if name in seen or host.overlays else self.device.mutation.notice(host)
        if notice is not None:
            seen.add(name)
            host.show(_Notice(notice[0], notice[1], positive=(notice[2], None)))


class _Notice(Dialog):
    """A dialog of the new version's own."""


def _name(host: Host) -> str:
    title = host.title if isinstance(host, Dialog) else ""
    return f"{type(host).__name__}{':' + title if title else ''}"


def controls(root: View) -> Iterator[View]:
    """Every view but those of the person's rows, and of options to choose from."""
    stack = [root]
    while stack:
        view = stack.pop()
        if is_content(view):
            continue
        yield view
        stack.extend(reversed(view.children))


def is_content(view: View) -> bool:
    """Whether a view is a row of the person's (its key says of what, `note:3`)."""
    prefix, _, rest = view.key.partition(":")
    return bool(rest) and prefix not in ("pref", "menu", "choice")


def _is_settings(view: View) -> bool:
    return view.recycling and any(child.key.startswith("pref:") for child in view.children)


def _is_menu(view: View) -> bool:
    return any(child.key.startswith("menu:") for child in view.children)


def _is_actions(view: View) -> bool:
    return view.cls.endswith("LinearLayoutCompat") and all("Image" in child.cls for child in view.children)


def _parts(parent: View) -> list[View]:
    """What of a page can go to a second half: its settings, or its fields where there are several."""
    if _is_settings(parent):
        rows = [v for v in parent.children if v.on_click]
        return rows if len(rows) >= 6 else []
    fields = [v for v in parent.children if v.editable]
    return fields if len(fields) >= 2 else []


def _more(on_click: Callable[[], object]) -> View:
    label = text("More", "more_label", size=16, color="accent")
    return row(label, id="more_row", on_click=on_click, height=56, pad=(24, 16, 24, 16), key="mutating:more")
