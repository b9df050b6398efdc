"""What an app of the demo phone's toolkit truly has: every place that is reached without changing anything stored, and what
can be used there, with the dumps that a phone would give of it.

Read from the views and their handlers, inside the phone's process: only the benchmark does so, to score. A way is tried by
calling a view's handler; one after which the app has something else stored is not gone on from.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Container, Iterator

from demophone.contract import UiNode
from demophone.device import Device
from demophone.dump import Dialect, render
from demophone.system.window import Window
from demophone.toolkit.dialogs import ChoiceDialog, MultiChoiceDialog
from demophone.toolkit.pickers import DatePicker, TimePicker
from demophone.toolkit.screen import Host, Overlay, Screen
from demophone.toolkit.view import View
from ground.errors import ThumbwrightError

from .places import Kind, Layer, Look, Step, Thing, TruePlace, alike
from .watching import stored

PLACES = 250
LOOKS = 6
"""Pages of one place that are looked at, scrolled."""
_FIXED = ("menu", "choice", "chip", "pref", "android")
"""Keys of what the app itself names; others that have a number or the words of a thing are of the person's."""
_TAB = re.compile(r"Tab \d+ of \d+")
"""What Flutter adds to a tab's words."""
_BACK = "Navigate up"
"""The toolbar's arrow: what the back key does."""
_DIALECT = Dialect(server=True, sdk=34)
_BOOKKEEPING = frozenset(
    """app values scrolls limits focus all_selected autofocused keyboard_wanted overlays stack touched screen dim outside_closes
    cancelable anchor chosen message positive negative neutral on_cancel hint input field options""".split()
)


class Crawler:
    """Reads one app on devices that `fresh` makes, each as the app was at first."""

    def __init__(self, fresh: Callable[[], Device], package: str) -> None:
        self.fresh, self.package = fresh, package
        self.device = fresh()
        self.said = _strings(self.device.app_state(package))
        self.first = self._stored()
        self.places: dict[str, TruePlace] = {}
        self.same: dict[str, str] = {}
        """Names of places that are another with other content."""
        self.families: set[str] = set()

    def read(self) -> dict[str, TruePlace]:
        """All places, by name; those that the app starts with first. Raises ThumbwrightError where the app crashes."""
        queue: list[tuple[Step, ...]] = [()]
        while queue and len(self.places) < PLACES:
            way = queue.pop(0)
            if not self._go(way) or self._stored() != self.first:
                continue
            name = self._name()
            if not name or name in self.places:
                continue
            place = self._place(name, way)
            if (known := self._known(place)) is not None:
                self.same[name] = known.name
                continue
            self.places[name] = place
            if not place.options and not place.picker:
                queue += self._try_all(place)
        for place in self.places.values():
            for thing in place.things.values():
                self._read_choice(place, thing)
        return self.places

    def _whole(self) -> None:
        if self.device.crashes:
            raise ThumbwrightError(
                f"{self.package} crashed while its true screens were read: {self.device.crashes[-1]}"
            )

    def _known(self, place: TruePlace) -> TruePlace | None:
        """The place that it is with other content, where that is known already: another folder, another day."""
        shape = re.sub(r"=\S*#\S*", "=", place.name)
        for other in self.places.values():
            parts = list(zip(shape.split(), other.name.split(), strict=False))
            same = len(shape.split()) == len(other.name.split()) and all(alike(*pair) for pair in parts)
            if same and place.things.keys() <= other.things.keys():
                return other
        return None

    # --- where one is ----------------------------------------------------------------------------------------------

    def _go(self, way: tuple[Step, ...]) -> bool:
        """Start the app anew and go a way. False where it can't be gone."""
        self.device = self.fresh()
        self.device.launch(self.package)
        self.device.happened()
        self._whole()
        return all(self._do(step) for step in way)

    def _do(self, step: Step) -> bool:
        what, ident = step
        view = next((v for v, i in self._views() if i == ident and v.enabled), None)
        if view is None:
            return False
        host, handler = self.device.front, view.on_long if what == "hold" else view.on_click
        if handler is None:
            return False

        def act() -> None:
            if isinstance(host, Screen):
                host.touched = view.box
            assert handler is not None
            handler()

        self.device.act(act)
        self._whole()
        return True

    def _views(self) -> list[tuple[View, str]]:
        """What can be used in front, with what tells it from others."""
        window = next((w for w in self.device.layouts() if w.host is self.device.front), None)
        return self.identified(window.root) if window is not None else []

    def identified(self, root: View) -> list[tuple[View, str]]:
        """The views of a tree that take a touch and their identities: rows of one make have one in common."""
        found = [(view, self.ident_of(view)) for view in root.walk() if view.touchable]
        families = Counter(ident.partition(":")[0] for ident in {i for _, i in found} if ":" in ident)
        self.families |= {name for name, count in families.items() if count >= 3 and name not in _FIXED}
        return [(view, self.folded(ident)) for view, ident in found]

    def folded(self, ident: str) -> str:
        """Of many that are named one by one, `city:Oslo` and `city:Rome`, what they have in common."""
        family, colon, _ = ident.partition(":")
        return f"{family}:#" if colon and family in self.families else ident

    def ident_of(self, view: View) -> str:
        key = view.key if not re.fullmatch(r"[/\d]*", view.key) else ""
        key = key or view.field or view.id  # which layout makes its key, of what isn't scrolled out of sight
        own = self._masked(key) or self._label(view) or view.icon
        handler = view.on_click or view.on_long or view.on_change or view.on_submit
        code = getattr(getattr(handler, "func", handler), "__code__", None)
        return f"{own}@{code.co_firstlineno}" if code is not None and not key else own

    def _masked(self, text: str) -> str:
        """Without what is stored: numbers, and words of the person's things."""
        what, colon, rest = text.partition(":")
        if colon and what not in _FIXED and (rest in self.said or any(c.isdigit() for c in rest)):
            return f"{what}:#"
        return "#" if text in self.said else text

    def _label(self, view: View) -> str:
        """The first words on it that aren't content."""
        for one in view.walk():
            for said in (one.desc, one.text, one.hint):
                said = next((line for line in said.split("\n") if not _TAB.fullmatch(line)), "")
                if said and said not in self.said and not re.fullmatch(r"[\W\d]*", said):
                    return said
        return ""

    def _name(self) -> str:
        """What tells the place in front from others; empty where it is none of the app's."""
        host = self.device.front
        if host.window_package != self.package or host.app.package != self.package:
            return ""
        told = [type(host).__qualname__]
        for name, value in sorted(vars(host).items()):
            if name.startswith("_") or name in _BOOKKEEPING or callable(value):
                continue
            told.append(f"{name}={self._told(value)}")
        return " ".join(told)

    def _told(self, value: object) -> str:
        if isinstance(value, bool):
            return str(value)
        if isinstance(value, str):
            return self._stripped(value)
        if isinstance(value, list | tuple) and value and all(isinstance(v, tuple) and len(v) == 2 for v in value):
            return "/".join(str(label) for label, _ in value)  # a menu's entries
        if key := getattr(value, "key", ""):
            return str(key)
        return "something" if value else "nothing"

    def _stripped(self, text: str) -> str:
        for said in sorted(self.said, key=len, reverse=True):
            if len(said) > 2:
                text = text.replace(said, "#")
        return re.sub(r"[\d#*+]+", "#", text)

    def _stored(self) -> str:
        return json.dumps(stored(self.device), sort_keys=True)

    # --- what is there ---------------------------------------------------------------------------------------------

    def _place(self, name: str, way: tuple[Step, ...]) -> TruePlace:
        host = self.device.front
        options = tuple(host.options) if isinstance(host, ChoiceDialog | MultiChoiceDialog) else ()
        picker = isinstance(host, DatePicker | TimePicker)
        place = TruePlace(name, way, isinstance(host, Overlay), options=options, picker=picker)
        views = self._views()
        counts = Counter(ident for _, ident in views)
        rows = {id(view): ident for view, ident in views if self._is_row(view, ident, counts)}
        grouped = self._groups(place)
        for view, ident in views:
            if ident in place.things or not view.enabled or id(view) in grouped or self._label(view) == _BACK:
                continue
            inside = any(id(row) in rows and view is not row and _within(row, view) for row, _ in views)
            kind: Kind = "part" if inside else "row" if id(view) in rows else _kind(view)
            place.things[ident] = Thing(ident, kind, self._person_label(view))
            place.things[ident].holds = view.on_long is not None
            if inside:
                place.things[ident].label = (
                    place.things[ident].label if any(v.desc or v.text for v in view.walk()) else ""
                )
        place.owned = bool(options) and self.said.issuperset(options)
        place.shown = self._shown(rows)
        place.looks = list(self._look(host))
        return place

    def _shown(self, rows: Container[int]) -> frozenset[tuple[str, ...]]:
        """What `TruePlace.shown` has; rows by their views' identities."""
        window = next((w for w in self.device.layouts() if w.host is self.device.front), None)
        shown: set[tuple[str, ...]] = set()
        views = [(window.root, False)] if window is not None else []
        while views:
            view, inside = views.pop()
            inside = inside or id(view) in rows
            words = () if inside else (view.text, view.desc, view.hint)
            shown.add((view.cls, view.id, *(re.sub(r"\d+", "#", said) for said in words)))
            views += [(child, inside) for child in view.children]
        return frozenset(shown)

    def _groups(self, place: TruePlace) -> set[int]:
        """Of radios and chips that stand together one is chosen: one thing, with them as its options."""
        window = next((w for w in self.device.layouts() if w.host is self.device.front), None)
        grouped: set[int] = set()
        for group in window.root.walk() if window is not None else ():
            inside = [one for one in group.walk() if one.touchable]
            of_one = group.cls.endswith("RadioGroup") or all(one.key.startswith("chip:") for one in inside)
            radios = all(one.key.startswith("choice:") for one in inside) and not isinstance(self.device.front, Overlay)
            of_one = of_one or radios
            chosen = any(inner.checked or inner.selected for one in inside for inner in one.walk())
            if not of_one or len(inside) < 2 or id(inside[0]) in grouped or not chosen:
                continue
            grouped.update(id(one) for one in inside)
            idents = [self.ident_of(one) for one in inside]
            options = tuple(next((v.text or v.desc for v in one.walk() if v.text or v.desc), "") for one in inside)
            label = self._said_before(inside[0])
            place.things["|".join(idents)] = Thing("|".join(idents), "choice", label, options)
        return grouped

    def _is_row(self, view: View, ident: str, counts: Counter[str]) -> bool:
        """One of several of a make in a list that scrolls, or one whose words are the person's."""
        if view.field or ident.startswith(_FIXED):
            return False
        content = bool(self._content_in(view))
        return counts[ident] > 1 and content or ident.endswith("#") and (counts[ident] > 1 or content)

    def _content_in(self, view: View) -> str:
        return next((one.text for one in view.walk() if one.text and one.text in self.said), "")

    def _person_label(self, view: View) -> str:
        if view.field or view.hint:
            return view.hint or view.desc or self._said_before(view)
        return self._label(view) if not view.on_slide else self._said_before(view)

    def _said_before(self, view: View) -> str:
        """The text right above a field or beside it, unless it is what another control says."""
        window = next((w for w in self.device.layouts() if w.host is self.device.front), None)
        before, inside = "", 0
        for one in window.root.walk() if window is not None else ():
            if one is view:
                return before
            inside = max(0, inside - 1)
            if one.touchable:
                before, inside = "", sum(1 for _ in one.walk())
            elif one.text and not inside:
                before = one.text
        return ""

    def _look(self, host: Host) -> Iterator[Look]:
        """Its dumps from top to bottom."""
        seen: set[str] = set()
        for _ in range(LOOKS):
            windows = self.device.layouts(seen=True)
            nodes: list[UiNode] = [w.node() for w in windows]
            xml = render(nodes, 0, _DIALECT)
            if xml in seen:
                return
            seen.add(xml)
            yield Look(xml, [self._layer(w) for w in self.device.layouts()])
            window = next((w for w in windows if w.host is host), None)
            if window is None:
                return
            scrollers = [v for v in window.root.walk() if v.scroll == "y" and window.layout.limits.get(v.key, 0)]
            if not scrollers:
                return
            scroller = max(scrollers, key=lambda v: v.shown.width * v.shown.height)
            host.scrolls[scroller.key] = host.scrolls.get(scroller.key, 0) + int(scroller.shown.height * 0.7)
            self.device.happened()

    def _layer(self, window: Window) -> Layer:
        touchable = [(view.shown, ident) for view, ident in self.identified(window.root) if not view.shown.empty]
        return Layer(window.frame, isinstance(window.host, Overlay), touchable)

    # --- where it leads --------------------------------------------------------------------------------------------

    def _try_all(self, place: TruePlace) -> list[tuple[Step, ...]]:
        """Use everything once; the ways to what came of it."""
        ways: list[tuple[Step, ...]] = []
        for ident, thing in place.things.items():
            for what in ("tap", "hold") if thing.holds else ("tap",):
                if not self._go(place.way):
                    break
                view = next((v for v, i in self._views() if i == ident and v.enabled), None)
                if view is None or (view.on_long if what == "hold" else view.on_click) is None:
                    continue
                if not self._do((what, ident)):
                    continue
                if self._stored() != self.first:
                    thing.changes = True
                    place.asks |= self._is_question(place)
                    continue
                name = self._name()
                if name and name != place.name:
                    ways.append((*place.way, (what, ident)))
                    thing.leads = thing.leads or name
        return ways

    @staticmethod
    def _is_question(place: TruePlace) -> bool:
        return place.name.startswith("Dialog ") and all(i.startswith("android:id/button") for i in place.things)

    def _read_choice(self, place: TruePlace, thing: Thing) -> None:
        thing.leads = self.same.get(thing.leads, thing.leads)
        target = self.places.get(thing.leads)
        if target is None or thing.kind != "button":
            return
        if target.options or target.picker:
            thing.shows = self._shows_value(place, thing)
            if thing.shows or target.options:
                thing.kind, thing.options = "choice", target.options
                self._label_of(place, thing)
            return
        if target.name.startswith("Menu "):
            self._go(place.way)
            view = next((v for v, i in self._views() if i == thing.ident), None)
            entries = [i.removeprefix("menu:") for i in target.things]
            shown = {one.text or one.desc for one in view.walk()} if view is not None else set()
            spinner = view is not None and any(one.cls.endswith("Spinner") for one in view.walk())
            if spinner or shown & set(entries):
                thing.kind, thing.options, target.options = "choice", tuple(entries), tuple(entries)
                self._label_of(place, thing)

    def _shows_value(self, place: TruePlace, thing: Thing) -> bool:
        self._go(place.way)
        view = next((v for v, i in self._views() if i == thing.ident), None)
        if view is None:
            return False
        said = [one.text for one in view.walk() if one.text]
        return len(said) > 1 or view.cls.endswith(("Spinner", "EditText")) or bool(set(said) & set(thing.options))

    def _label_of(self, place: TruePlace, thing: Thing) -> None:
        """What names a choice that shows its value alone stands before it."""
        if thing.label in ("", *thing.options) and self._go(place.way):
            view = next((v for v, i in self._views() if i == thing.ident), None)
            thing.label = self._said_before(view) if view is not None else ""


def _within(outer: View, inner: View) -> bool:
    return any(one is inner for one in outer.walk())


def _kind(view: View) -> Kind:
    if view.field:
        return "input"
    if any(one.checkable or one.art in ("switch", "checkbox") for one in view.walk()):
        return "toggle"
    return "button"


def _strings(value: object) -> set[str]:
    if isinstance(value, str):
        return {value.strip()} if len(value.strip()) > 1 else set()
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return {said for one in inner for said in _strings(one)}
