"""From a walk to an app's doc: groups the dumps, merges their controls, ties acts to what they led to, names it all.

Deterministic: the same walk gives the same doc. Nothing of what a row or a field says goes into it. Stubs, samples and
paths are made from the doc elsewhere.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal

from ground.errors import DocError
from phones.hierarchy import Hierarchy, Node
from phones.locating import THE_ROW, Locator, build_locator

from ..doc import AppDoc, Effect, Element, Kind, Screen, Transition
from ..doc.effects import effect_of, gravest, is_mark, judge, refined, steering
from ..doc.words import figures_only, is_more, related
from ..elements.collecting import Control
from ..elements.drafts import Draft
from ..elements.offering import offers_options, offers_value
from ..explore.walk import Walk
from ..screens.row_menus import menu_button
from ..screens.telling_apart import common_marks
from ..screens.windows import words_on
from .forms import inherit, keeps, tie_to_commit
from .naming_pass import NamingPass
from .notes import Notes
from .tabs import tabs_that_lead
from .touches import MENU, PART
from .trace import Place, Trace, dialog_button
from .unrecorded import entries_by_heading


def build_doc(walk: Walk) -> AppDoc:
    """Make the doc of a walk. Raises DocError where the walk shows nothing of the app."""
    return Builder(walk).build()


class Builder:
    """One walk on its way to a doc; `trace` tells which dump became which screen."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.trace = Trace(walk)
        self.places = self.trace.places
        self.moves = self.trace.moves
        self.names = NamingPass(self.trace)
        self.notes = Notes(self.trace)

    def build(self) -> AppDoc:
        """The doc. Raises DocError where there is nothing to make one of."""
        if not self.places:
            if any(step.after.hollow for step in self.walk.steps):
                raise DocError(
                    f"{self.walk.package} hides its screen from tools: what it shows can be seen, and not read. Some such apps "
                    "show it while a screen reader (TalkBack) is on; else it can't be used from here."
                )
            raise DocError(f"The walk through {self.walk.package} shows no screen of it. Explore it again.")
        self.names.give()
        screens = [self._screen(place) for place in self.places.values()]
        inherit(screens)
        self._finish(screens)
        first = self.places.get(self.trace.start) if self.trace.start is not None else None
        start = first.name if first is not None else ""
        transitions = self._transitions(screens)
        transitions += entries_by_heading(self.trace.unrecorded, self.places, screens, transitions, start)
        return AppDoc(
            package=self.walk.package,
            label=self.walk.label,
            version=self.walk.version,
            locale=self.walk.locale,
            start=start,
            screens=screens,
            transitions=transitions,
        )

    def _screen(self, place: Place) -> Screen:
        elements = [self._element(place, draft) for draft in place.drafts if draft.key in place.names]
        for element in place.elements:
            self._item_moves(place, element)
        elements += place.elements
        keys = {name: key for key, name in place.names.items()}
        for element in elements:
            self.notes.note(element, place, keys[element.name])
        tie_to_commit(place, elements)
        return Screen(
            name=place.name,
            title=place.title,
            kind=place.kind,
            package=place.first.package,
            activity=next((seen.activity for _, seen, _ in place.dumps if seen.activity), ""),
            marks=[
                m
                for m in common_marks([s for _, s, _ in place.dumps], self.trace.content)
                if place.title or "title:" not in m
            ],
            elements=elements,
        )

    def _finish(self, screens: list[Screen]) -> None:
        """What needs all screens: effects of what is now known to open a form, and which dialogs serve a choice."""
        by_name = {screen.name: screen for screen in screens}
        tabs = tabs_that_lead(self.trace)
        for place, screen in zip(self.places.values(), screens, strict=True):
            screen.serves = place.serves
            if place.serves and place.kind == "menu":
                screen.elements = []  # they are the options of the choice it serves
            for draft in place.drafts:
                element = screen.element(place.names.get(draft.key, ""))
                target = self.trace.target(place, draft)
                if element is not None and element.kind is Kind.BUTTON and (place.number, draft.key) in tabs:
                    element.effect = Effect.NAVIGATE
                    continue
                if element is None or target is None or element.kind is not Kind.BUTTON or place.is_notice():
                    continue
                node = draft.control.node
                judgement = judge(
                    draft.label, node.id_name, draft.desc, element.kind, context=_context(place), steers=_steers(place)
                )
                shows = bool(draft.control.value and draft.control.label)
                element.effect = refined(judgement, by_name.get(self.places[target].name), shows_value=shows)
            kept = keeps(screen.elements) if place.kind == "dialog" and not place.is_notice() else ""
            if button := screen.element(kept):
                button.effect = gravest([button.effect, Effect.COMMIT])

    def _element(self, place: Place, draft: Draft) -> Element:
        hierarchy, control = next((pair for pair in draft.seen if pair[1] is draft.control), draft.seen[0])
        kind, options, confirm = draft.kind, self.trace.without_content(draft.options), None
        target = self.trace.target(place, draft)
        chosen = self._options_behind(target)
        inline = bool(draft.first.options)
        picks = self._picks(place, draft, target)
        things = self._things_behind(target) if draft.kind is Kind.BUTTON and not dialog_button(draft) else []
        if dialog_button(draft) or place.is_notice():
            chosen = None
        if chosen is not None and (kind in (Kind.BUTTON, Kind.INPUT) or control.spinner):
            if not chosen.serves:
                chosen.serves = f"{place.name}.{place.names[draft.key]}"
            kind = Kind.CHOICE
            group = next(d for d in chosen.drafts if d.first.options)
            options = self.trace.without_content(group.options, draft.words("value"))
            confirm = next((_locator(d.seen[0][0], d.first.node, True) for d in chosen.drafts if _is_ok(d)), None)
        elif things and target is not None:
            kind, options = Kind.CHOICE, self.trace.without_content(things)
            self.places[target].serves = self.places[target].serves or f"{place.name}.{place.names[draft.key]}"
        elif picks:
            kind = Kind.CHOICE
            if target is not None:
                self.places[target].serves = self.places[target].serves or f"{place.name}.{place.names[draft.key]}"
        elif target is not None and self._drops_down(place, draft, self.places[target]):
            menu, kind = self.places[target], Kind.CHOICE
            menu.serves = menu.serves or f"{place.name}.{place.names[draft.key]}"
            options = self.trace.without_content([d.label for d in menu.drafts if d.label], draft.words("value"))
        elif kind is Kind.BUTTON and target is None and control.value and control.label and _settings(place, control):
            kind = Kind.CHOICE  # a setting with its value under it, never opened
        elif kind is Kind.BUTTON and target is None and chosen is None and self._asks_which(place, draft):
            kind = Kind.CHOICE
        label = draft.label or draft.desc
        if kind is Kind.INPUT and not label and self._is_asked_for(place):
            label = place.title  # a dialog that asks for one thing says in its heading which
        if label in self.trace.content and kind is not Kind.TOGGLE and not related(control.node.id_name, label):
            label = ""
        stable = bool(draft.label) or bool(draft.desc) and kind is not Kind.INPUT
        node = control.node
        return Element(
            name=place.names[draft.key],
            kind=kind,
            label=label,
            locator=build_locator(
                hierarchy,
                node,
                changing={control.value} | self.trace.content,
                under=control.section,
                stable_text=stable and node.text.strip() not in self.trace.content and not _shows_its_value(control),
                label=label if kind is Kind.TEXT else "",
            ),
            state=_state(hierarchy, control),
            shows_mark=kind is Kind.BUTTON
            and is_mark(label, node.resource_id)
            and any(seen.node.selected for _, seen in draft.seen),
            effect=Effect.NAVIGATE
            if place.is_notice()
            else gravest(  # what is picked of one's own is done with: "Add to group" is more than a setting
                effect_of(draft.label, node.id_name, draft.desc, of, context=_context(place), steers=_steers(place))
                for of in ((kind, draft.kind) if things else (kind,))
            ),
            options=options,
            picks=picks,
            confirm=confirm,
            inline=inline,
        )

    @staticmethod
    def _is_asked_for(place: Place) -> bool:
        """Whether its field is the only one of a dialog with a heading."""
        return place.kind == "dialog" and sum(d.kind is Kind.INPUT for d in place.drafts) == 1

    def _drops_down(self, place: Place, draft: Draft, target: Place) -> bool:
        """Whether a menu has the options of the control that opens it: of a spinner, of one that shows an entry of it, or of a
        line of a form that is drawn."""
        values = draft.words("value") if draft.label else set()
        shows = any(offers_value(value, seen) for value in values for _, seen, _ in target.dumps)
        picked = draft.control.spinner or draft.kind is Kind.INPUT
        line = draft.control.node.bounds.width * 2 > place.first.window.root.bounds.width and not is_more(draft.label)
        line = line and place.first.window.drawn and any(d.kind is Kind.INPUT and d.label for d in place.drafts)
        return target.kind == "menu" and (picked or shows or line)

    def _picks(self, place: Place, draft: Draft, target: int | None) -> Literal["", "date", "time"]:
        """What is picked behind a control that shows what was picked: a button that makes an alarm shows none."""
        control = draft.control
        shown = control.value or draft.label
        if dialog_button(draft) or draft.kind not in (Kind.BUTTON, Kind.INPUT) and not control.spinner:
            return ""
        picker = self.places[target].picker if target is not None else None
        shows = draft.kind is Kind.INPUT or control.spinner or control.value and control.label
        if picker is not None and (shows or _is_line(place, draft)):
            return picker.kind  # "Date: not set"
        if not figures_only(shown) or draft.kind is Kind.INPUT:
            return ""
        if target is not None:
            return picker.kind if picker is not None else ""
        # never opened: it picks what its neighbour picks, where it shows the same kind of thing
        targets = [self.trace.target(place, other) for other in place.drafts]
        near = {picker.kind for number in targets if number is not None and (picker := self.places[number].picker)}
        like: Literal["date", "time"] = "time" if ":" in shown else "date"
        return like if like in near else ""

    def _asks_which(self, place: Place, draft: Draft) -> bool:
        """Whether a control the walk never used is by its words one that offers options: `Sort by`, `Font size`."""
        if place.kind == "dialog" or place.is_notice() or self._used(place, draft):
            return False
        said, node = draft.label or draft.desc, draft.control.node
        return offers_options(said, node.id_name, in_settings=_settings(place, draft.control))

    def _used(self, place: Place, draft: Draft) -> bool:
        return any(move.source == place.number and move.key == draft.key for move in self.moves)

    def _options_behind(self, target: int | None) -> Place | None:
        """The dialog of options a tap opens, be it behind a notice with one button."""
        for _ in range(2):
            if target is None:
                return None
            place = self.places[target]
            if place.is_options():
                return place
            if not place.is_notice():
                return None
            target = self.trace.target(place, place.drafts[0])
        return None

    def _things_behind(self, target: int | None) -> list[str]:
        """What of the person's own a dialog is there to pick one of, where it has nothing else: "Add to group"."""
        place = self.places[target] if target is not None else None
        if place is None or place.kind != "dialog" or place.lists or any(d.first.options for d in place.drafts):
            return []
        entries = [draft for draft in place.drafts if not dialog_button(draft)]
        said = [words_on(draft.first.node) for draft in entries if draft.kind is Kind.BUTTON]
        theirs = len(said) == len(entries) > 1 and all(words in self.trace.content for words in said)
        return said if theirs else []

    def _item_moves(self, place: Place, element: Element) -> None:
        if element.item is None:
            return
        key = next(k for k, name in place.names.items() if name == element.name and k.startswith("list:"))
        opened: Counter[int] = Counter()
        pressed: Counter[int] = Counter()
        shown: Counter[int] = Counter()
        parts: dict[str, Counter[int]] = {}
        for move in self.moves:
            if move.source == place.number and move.key == key:
                by_part = parts.setdefault(move.part, Counter())
                {"long_press": pressed, MENU: shown, PART: by_part}.get(move.action, opened)[move.target] += 1
        came = {
            ident for move in self.moves if move.key == key and move.source == place.number for ident in move.unfolded
        }
        for part in element.item.parts:
            part.folded = part.locator.resource_id in came
            led = parts.get(part.locator.resource_id, Counter()) if part.kind is Kind.BUTTON else Counter()
            led.pop(place.number, None)
            part.opens = self.places[led.most_common(1)[0][0]].name if led else ""
        shown.pop(place.number, None)
        if shown and not pressed:
            element.item.menu_by = self._menu_by(place, key.partition(":")[2])
            pressed = shown
        if element.item.effect is Effect.SETTINGS:
            opened.pop(place.number, None)
            if opened:  # a touch opens them, whatever they look like
                element.item.effect = Effect.NAVIGATE
                element.item.parts = [part for part in element.item.parts if part.locator != THE_ROW]
        if opened:
            element.item.opens = self.places[opened.most_common(1)[0][0]].name
        if pressed:
            element.item.menu = self.places[pressed.most_common(1)[0][0]].name

    @staticmethod
    def _menu_by(place: Place, key: str) -> Locator | None:
        rows = [row for each in place.lists[key] for row in each.rows]
        found = next(((row, button) for row in rows if (button := menu_button(row)) is not None), None)
        return build_locator(*found, stable_text=True) if found is not None else None

    def _transitions(self, screens: list[Screen]) -> list[Transition]:
        counted: Counter[tuple[str, str, str, str]] = Counter()
        for move in self.moves:
            source, target = self.places[move.source], self.places[move.target]
            element = source.names.get(move.key, "")
            if move.key and not element:
                element = self.names.twin(source, move.key)
                if not element:
                    continue
            if source is target and move.action != "open":
                continue
            item = (e := _element_of(screens, source.name, element)) and e.item
            if move.action == MENU and not (item and item.menu_by and item.menu == target.name):
                continue
            if move.action == PART and not (item and any(part.opens == target.name for part in item.parts)):
                continue
            counted[source.name, element, "long_press" if move.action == MENU else move.action, target.name] += 1
        seen = [
            Transition(source=s, element=e, action=a, target=t, seen=count) for (s, e, a, t), count in counted.items()
        ]
        return seen + _of_twins(screens, seen)


def _is_line(place: Place, draft: Draft) -> bool:
    """Whether it stands among fields or lines that show a value, as wide as they: without one it has none yet."""
    bounds = draft.first.node.bounds
    others = [d.first for d in place.drafts if d is not draft and (d.kind is Kind.INPUT or d.first.value and d.label)]
    alike = [c for c in others if (c.node.bounds.left, c.node.bounds.right) == (bounds.left, bounds.right)]
    return len(alike) >= 2 and bool(draft.label or draft.desc)


def _shows_its_value(control: Control) -> bool:
    """Whether what a control says itself is another where its value is; a row's words stand in it, each by itself."""
    own = (control.node.text, control.node.content_desc)
    return bool(control.value) and (not control.label or any(control.value in said for said in own))


def _element_of(screens: list[Screen], screen: str, name: str) -> Element | None:
    return next((one.element(name) for one in screens if one.name == screen), None)


def _of_twins(screens: list[Screen], seen: list[Transition]) -> list[Transition]:
    """What a control leads to on one tab, it leads to on the others that have it: same name, id and words, same activity."""
    by_name = {screen.name: screen for screen in screens}
    known = {(step.source, step.element) for step in seen}
    more = []
    for step in seen:
        here = by_name[step.source]
        element = here.element(step.element)
        if element is None or step.action != "tap" or not element.locator.resource_id or here.kind != "page":
            continue
        for other in screens:
            twin = other.element(step.element) if other is not here and other.name != step.target else None
            if twin is None or (other.name, twin.name) in known:
                continue
            if (other.kind, other.package, other.activity) != (here.kind, here.package, here.activity):
                continue
            if (twin.kind, twin.label, twin.locator.resource_id) == (
                element.kind,
                element.label,
                element.locator.resource_id,
            ):
                known.add((other.name, twin.name))
                more.append(Transition(source=other.name, element=twin.name, action="tap", target=step.target))
    return more


def _is_ok(draft: Draft) -> bool:
    """The button of a dialog that keeps what was picked."""
    node = draft.first.node
    return node.resource_id == "android:id/button1" or dialog_button(draft) and words_on(node).lower() == "ok"


def _locator(hierarchy: Hierarchy, node: Node, stable: bool, under: str = "") -> Locator:
    return build_locator(hierarchy, node, stable_text=stable, under=under)


def _state(hierarchy: Hierarchy, control: Control) -> Locator | None:
    if control.state is None or control.state is control.node:
        return None
    return _locator(hierarchy, control.state, control.kind is Kind.TOGGLE and bool(control.label), control.section)


def _context(place: Place) -> str:
    """Title and message of a dialog: what its OK does."""
    if place.kind != "dialog":
        return ""
    return " ".join([place.title, *sorted(place.first.words)]).strip()


def _steers(place: Place) -> bool:
    return steering(place.first.window.nodes)


def _settings(place: Place, control: Control) -> bool:
    """Whether a row with a value under it is a setting, and not a heading with a count."""
    said = f"{place.name} {place.title} {place.first.activity} {control.node.id_name}".lower()
    by_id = control.state is not None and control.state.resource_id == "android:id/summary"
    return by_id or any(word in said for word in ("setting", "preference", "option", "config", "customiz"))
