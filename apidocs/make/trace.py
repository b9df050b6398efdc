"""The walk, grouped: which dumps are which place, what each act led to, and the words that are content.

Makes the material that `naming_pass` names and `building` turns into a doc.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, field
from functools import cached_property

from phones.hierarchy import Hierarchy, Node

from ..doc import Element, Kind
from ..doc.words import figures_only, identifier, is_more, related
from ..elements.checklists import Checklist, added_by
from ..elements.collecting import Control, controls
from ..elements.drafts import Draft, merge
from ..elements.namesakes import tell_namesakes
from ..explore.walk import Step, Walk
from ..screens.lists import Rows
from ..screens.marks import Seen
from ..screens.pickers import Picker, picker_in
from ..screens.telling_apart import Grouper
from ..screens.windows import PLAIN_VIEWS, texts, words_on
from .telling import lasting, openings_of
from .touches import Touched, touched, touches, unfolded

_WHOLE = 0.9
"""Of the highest row's height: what is lower and stands at the edge is cut off."""


@dataclass
class Move:
    """What one act on a group led to."""

    source: int
    action: str
    key: str
    """The control's key, `list:KEY` for a row, empty for keys of the phone."""
    target: int
    option: str = ""
    """The words of the option that was picked."""
    part: str = ""
    """The id of the part of a row that was touched."""
    unfolded: frozenset[str] = frozenset()
    """The ids that came to stand in the row that was opened."""
    step: Step | None = field(default=None, repr=False)


@dataclass
class Place:
    """A screen while the doc is made."""

    number: int
    dumps: list[tuple[Hierarchy, Seen, list[Control]]] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    lists: dict[str, list[Rows]] = field(default_factory=dict)
    name: str = ""
    title: str = ""
    """Its heading, where that is always the same."""
    heading: str = ""
    """What of it can stand in a name."""
    names: dict[str, str] = field(default_factory=dict)
    """Control's key (or `list:KEY`) to the element's name."""
    elements: list[Element] = field(default_factory=list)
    serves: str = ""
    checks: Checklist | None = None
    """The lines of a thing that are ticked on its page, where it is drawn."""

    @property
    def first(self) -> Seen:
        return self.dumps[0][1]

    @property
    def kind(self) -> str:
        return self.first.kind

    def draft(self, key: str) -> Draft | None:
        return next((d for d in self.drafts if d.key == key), None)

    def is_options(self) -> bool:
        """A dialog that is there to pick one of several, and for nothing else."""
        if self.kind == "page" or self.lists:
            return False
        groups = [d for d in self.drafts if d.first.options]
        rest = [d for d in self.drafts if not d.first.options and not dialog_button(d)]
        return len(groups) == 1 and not rest

    @cached_property
    def picker(self) -> Picker | None:
        """What it picks, where it is a picker of dates or times."""
        return picker_in(self.first.window)

    def is_notice(self) -> bool:
        """A dialog with one way on."""
        return self.kind == "dialog" and len(self.drafts) == 1 and self.drafts[0].kind is Kind.BUTTON and not self.lists


_DRAWN_BUTTONS = frozenset({"ok", "cancel"})
"""What Compose's and Flutter's own dialogs have on buttons without ids."""


def dialog_button(draft: Draft) -> bool:
    node = draft.first.node
    drawn = not node.resource_id and node.short_class in (*PLAIN_VIEWS, "Button") and draft.first.kind is Kind.BUTTON
    return node.resource_id.startswith("android:id/button") or drawn and words_on(node).lower() in _DRAWN_BUTTONS


class Trace:
    """A walk's places and moves."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.places: dict[int, Place] = {}
        self.moves: list[Move] = []
        self.content: set[str] = set()
        """What rows say and fields hold."""
        self.besides: set[str] = set()
        """Of this what only stands behind what rows are called: a mark, what is chosen for it."""
        self.typed: set[str] = set()
        """What the walk typed."""
        self.start: int | None = None
        self.unrecorded: list[tuple[int, int]] = []
        """The places before and after each act that wasn't recorded, as they came."""
        self._group(frozenset())
        fixed = self._fixed_lists()
        if fixed:
            self._group(fixed)
        self.fixed = fixed
        self._leave_out()
        self._vocabulary()
        self._tell_namesakes()
        seen = {id(h): one for place in self.places.values() for h, one, _ in place.dumps}
        for place in self.places.values():
            drafts = merge([(h, found) for h, _, found in place.dumps])
            openings = openings_of([id(h) for h, _, _ in place.dumps], self.walk.steps, seen)
            place.drafts = lasting(drafts, openings, of_row=self.is_of_row(place))
            self._take_checklist(place)
            self._titles(place)

    @property
    def things(self) -> set[str]:
        """Content without what may as well be an option or a mark."""
        return self.content - self.besides

    @cached_property
    def content_names(self) -> set[str]:
        """The names that content would make."""
        return {identifier(text) for text in self.content} - {""}

    def without_content(self, options: list[str], shown: Set[str] = frozenset()) -> list[str]:
        """The options that a doc may name: none where they are the person's own things, contacts or folders. `shown` is what the
        control that offers them was seen to show: content as a field's value, and an option where the others are; numbers too."""
        if all(option in self.things for option in options if option not in shown):
            shown = frozenset()
        own = any(option not in self.things for option in options)
        kept = [o for o in options if o not in self.things or o in shown or own and o.isdecimal()]
        return kept if len(options) - len(kept) < max(2, len(options) / 3) else []

    def stripped(self, text: str) -> str:
        """A heading without the words of rows in it: "Remove Ann?" is "Remove ?"."""
        for said in sorted(self.content, key=len, reverse=True):
            if len(said) > 2 and said != text and re.search(rf"(?<!\w){re.escape(said)}(?!\w)", text):
                text = re.sub(rf"(?<!\w){re.escape(said)}(?!\w)", "", text)
        return text

    def is_content(self, draft: Draft) -> bool:
        """A switch that stands for something of the person's: a group of theirs, a file."""
        said = draft.label
        return draft.kind is Kind.TOGGLE and said in self.things and not related(draft.control.node.id_name, said)

    def target(self, place: Place, draft: Draft) -> int | None:
        """Where a tap led most often; None where it led nowhere else or was never tried."""
        led = Counter(
            m.target for m in self.moves if m.source == place.number and m.key == draft.key and m.action == "tap"
        )
        led.pop(place.number, None)
        return led.most_common(1)[0][0] if led else None

    def is_of_row(self, place: Place) -> bool:
        """Whether a page is about the row that opened it."""
        return (
            place.kind == "page"
            and not place.lists
            and any(
                move.target == place.number and move.key.startswith("list:") and move.source != place.number
                for move in self.moves
            )
        )

    def _tell_namesakes(self) -> None:
        """Of two settings of one title each is a control of its own, and what was done to it is its."""
        for place in self.places.values():
            lost = tell_namesakes([found for _, _, found in place.dumps], self.content, place.first.window.size[0])
            if not any(control.section for _, _, found in place.dumps for control in found):
                continue
            there = {id(hierarchy): (seen, found) for hierarchy, seen, found in place.dumps}
            for move in self.moves:
                if move.source == place.number and move.step is not None and move.key and id(move.step.before) in there:
                    move.key = touched(move.step, *there[id(move.step.before)]).key
            for _, _, found in place.dumps:
                found[:] = [control for control in found if id(control) not in lost]
        self.moves = [move for move in self.moves if move.key or move.action not in ("tap", "choose")]

    def _take_checklist(self, place: Place) -> None:
        """The boxes right above what adds one, on a drawn page of one thing, are its own: rows, and no switches of the app."""
        opened = any(m.target == place.number and m.key.startswith("list:") and m.action == "open" for m in self.moves)
        own: set[str] = set()
        for _, seen, found in place.dumps if opened and place.first.window.drawn else []:
            run: list[Control] = []
            shown = [c for c in found if c.kind is not Kind.TEXT and id(c.node) not in seen.lists.inside]
            for control, behind in zip(shown, [*shown[1:], None], strict=True):
                box = control.state is not None and control.state.short_class == "CheckBox"
                if control.kind is Kind.TOGGLE and box:
                    run.append(control)
                    continue
                added = added_by(control, behind)
                if added and run:
                    place.checks = place.checks or Checklist(added, [])
                    place.checks.boxes += [c.state for c in run if c.state is not None]
                    own.update(c.key for c in run)
                run = []
        place.drafts = [draft for draft in place.drafts if draft.key not in own]

    def _group(self, fixed: frozenset[str]) -> None:
        grouper = Grouper(fixed)
        self.places, self.moves, self.start = {}, [], None
        self.unrecorded = []
        read: dict[int, list[Control]] = {}

        def place_of(hierarchy: Hierarchy, opener: tuple[int, str] | None, stays: int | None) -> int | None:
            number = grouper.place(hierarchy, opener, stays)
            seen = grouper.seen(hierarchy)
            if number is None or seen is None:
                return None
            if id(hierarchy) not in read:
                read[id(hierarchy)] = controls(seen)
                place = self.places.setdefault(number, Place(number))
                place.dumps.append((hierarchy, seen, read[id(hierarchy)]))
                for rows in seen.lists.found:
                    place.lists.setdefault(rows.key, []).append(rows)
            return number

        for step in self.walk.steps:
            before = place_of(step.before, None, None)
            if before is None:
                continue
            on = Touched("", "")
            seen = grouper.seen(step.before)
            if step.act is not None and seen is not None:
                on = touched(step, seen, read[id(step.before)])
            stays = before if step.act is not None and step.act.kind == "scroll" else None
            after = place_of(step.after, (before, on.opener) if on.key else None, stays)
            if self.start is None and seen is not None and (seen.package == self.walk.package or on.action == "launch"):
                self.start = before
            if on.action == "launch" and after is not None:
                self.start = after
            if after is not None and on.action:
                option = (
                    words_on(step.act.node) if on.action == "choose" and step.act and step.act.node is not None else ""
                )
                then = grouper.seen(step.after) if after == before else None
                came = unfolded(on, seen, then) if seen is not None and then is not None else frozenset()
                self.moves.append(Move(before, on.action, on.key, after, option, on.part, came, step))
            elif after is not None and seen is not None and step.act is None and after != before:
                self._guess(grouper, before, after, seen, read[id(step.before)])
                self.unrecorded.append((before, after))

    def _guess(self, grouper: Grouper, before: int, after: int, seen: Seen, found: list[Control]) -> None:
        """An act that wasn't recorded, told from what it opened: a menu comes from the one button for menus."""
        target = grouper.groups[after].first
        buttons = [c for c in found if is_more(c.label or c.desc)]
        if target.kind == "menu" and seen.kind == "page" and len(buttons) == 1:
            self.moves.append(Move(before, "tap", buttons[0].key, after))

    def _leave_out(self) -> None:
        """Drop what isn't of the app: the home screen one fell back to, other apps that a launcher's rows opened."""
        for _ in range(3):
            foreign = {
                n for n, place in self.places.items() if place.first.package != self.walk.package and n != self.start
            }
            by_list: dict[tuple[int, str], set[str]] = {}
            for move in self.moves:
                if move.key.startswith("list:") and move.target in foreign:
                    by_list.setdefault((move.source, move.key), set()).add(self.places[move.target].first.package)
            launching = {which for which, packages in by_list.items() if len(packages) > 1}
            entered = {
                m.target for m in self.moves if m.key and m.source in self.places and (m.source, m.key) not in launching
            }
            lost = foreign - entered
            if not lost:
                return
            self.places = {n: place for n, place in self.places.items() if n not in lost}
            self.moves = [m for m in self.moves if m.source not in lost and m.target not in lost]

    def _fixed_lists(self) -> frozenset[str]:
        """Lists whose rows open different screens and always say the same: menus in the shape of lists."""
        fixed = set()
        for place in self.places.values():
            for key, seen in place.lists.items():
                opened: dict[str, int] = {}
                for step in self.walk.steps:
                    if step.act is None or step.act.node is None or step.act.kind != "tap":
                        continue
                    for rows in seen:
                        for row in rows.rows:
                            if touches(step.act.node, row):
                                target = self._number_of(step.after)
                                if target is not None and target != place.number:
                                    opened[words_on(row)] = target
                steady = len({tuple(rows.titles) for rows in seen}) == 1
                if steady and self._unlike(set(opened.values())):
                    fixed.add(key)
        return frozenset(fixed)

    def _unlike(self, opened: set[int]) -> bool:
        """Whether rows opened screens of different make: what rows of content open is alike."""
        shapes = [self.places[number].first for number in sorted(opened)]
        return any(
            a.kind != b.kind
            or a.activity != b.activity
            or len(a.ids & b.ids) * 2 < len(a.ids | b.ids)
            and len(a.ids | b.ids) > 3
            for index, a in enumerate(shapes)
            for b in shapes[index + 1 :]
        )

    def _number_of(self, hierarchy: Hierarchy) -> int | None:
        for place in self.places.values():
            if any(h is hierarchy for h, _, _ in place.dumps):
                return place.number
        return None

    def _vocabulary(self) -> None:
        """What rows say and fields hold: words that must not get into the doc."""
        besides: set[str] = set()
        for place in self.places.values():
            for seen_rows in place.lists.values():
                for rows in seen_rows:
                    if rows.container.short_class == "HorizontalScrollView":
                        continue  # where one is: its words stand elsewhere as rows or as options
                    heads = _are_headings(rows, place)
                    for row in rows.rows:
                        said = [n.text.strip() for n in texts(row) if not n.checkable or n.clickable]
                        # of an event it is the time that comes before what it is called
                        first = 1 if not said or not figures_only(said[0]) else 2
                        first = 0 if heads or _cut_off(row, rows) else first
                        self.content.update(said[:first])
                        besides.update(said[first:])
            for _, _, found in place.dumps:
                self.content.update(c.value for c in found if c.kind is Kind.INPUT and c.value)
        self.typed = {
            step.act.text.strip() for step in self.walk.steps if step.act is not None and step.act.text.strip()
        }
        self.content |= self.typed
        self.besides = besides - self.content
        self.content |= besides
        self.content.discard("")

    def _titles(self, place: Place) -> None:
        titles = {seen.title for _, seen, _ in place.dumps if seen.title}
        everywhere = all(seen.title for _, seen, _ in place.dumps)
        if len(titles) == 1 and everywhere:
            title = next(iter(titles))
            by_row = any(m.target == place.number and m.key.startswith("list:") for m in self.moves)
            known = title in self.content and (by_row or place.first.package != self.walk.package)
            known = known or title in self.typed
            says_it = any(re.search(rf"(?<!\w){re.escape(text)}(?!\w)", title) for text in self.typed)
            place.heading = "" if known else self.stripped(title) if place.kind == "dialog" or says_it else title
            place.title = title if place.heading == title else ""


def _are_headings(rows: Rows, place: Place) -> bool:
    """Whether rows stand over others, which one touches, and nothing happens when they are touched: kinds of things, a day."""
    return not _acts(rows) and any(
        other.container is rows.container and _acts(other) for seen in place.lists.values() for other in seen
    )


def _acts(rows: Rows) -> bool:
    return any(node.clickable or node.long_clickable for row in rows.rows for node in row.walk())


def _cut_off(row: Node, rows: Rows) -> bool:
    """Whether the upper part of a row is out of sight, and what it is called with that."""
    whole = max(each.bounds.height for each in rows.rows)
    around = next((n for n in row.ancestors() if n.scrollable), None)
    return around is not None and row.bounds.top <= around.bounds.top and row.bounds.height < whole * _WHOLE
