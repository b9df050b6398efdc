"""From a walk to an app's doc: groups the dumps, merges their controls, ties acts to what they led to, names it all.

Deterministic: the same walk gives the same doc. Nothing of what a row or a field says goes into it. Stubs, samples and
paths are made from the doc elsewhere.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from phones.hierarchy import Hierarchy, Node
from phones.locating import Locator, build_locator
from thumbwright.errors import DocError

from . import naming
from .doc import AppDoc, Effect, Element, Kind, Screen, Transition
from .effects import effect_of, judge, refined
from .elements import Control, Draft, controls, merge
from .lists import Rows, describe_list, item_words
from .marks import Seen
from .screens import Grouper, common_marks
from .walk import Step, Walk
from .windows import texts, words_on
from .words import identifier, related

_GENERIC_ROW = frozenset({"item"})


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


@dataclass
class Place:
    """A screen while the doc is made."""

    number: int
    dumps: list[tuple[Hierarchy, Seen, list[Control]]] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    lists: dict[str, list[Rows]] = field(default_factory=dict)
    name: str = ""
    title: str = ""
    names: dict[str, str] = field(default_factory=dict)
    """Control's key (or `list:KEY`) to the element's name."""
    elements: list[Element] = field(default_factory=list)
    serves: str = ""

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
        rest = [d for d in self.drafts if not d.first.options and not _dialog_button(d)]
        return len(groups) == 1 and not rest

    def is_notice(self) -> bool:
        """A dialog with one way on."""
        return self.kind == "dialog" and len(self.drafts) == 1 and self.drafts[0].kind is Kind.BUTTON and not self.lists


def _dialog_button(draft: Draft) -> bool:
    return draft.first.node.resource_id.startswith("android:id/button")


def build_doc(walk: Walk) -> AppDoc:
    """Make the doc of a walk. Raises DocError where the walk shows nothing of the app."""
    builder = _Builder(walk)
    return builder.build()


class _Builder:
    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.places: dict[int, Place] = {}
        self.moves: list[Move] = []
        self.content: set[str] = set()
        self.start: int | None = None

    def build(self) -> AppDoc:
        self._group(frozenset())
        fixed = self._fixed_lists()
        if fixed:
            self._group(fixed)
        self._leave_out()
        if not self.places:
            raise DocError(f"The walk through {self.walk.package} shows no screen of it. Explore it again.")
        self._vocabulary()
        for place in self.places.values():
            place.drafts = merge([(h, found) for h, _, found in place.dumps])
            self._titles(place)
        self._name()
        screens = [self._screen(place) for place in self.places.values()]
        _inherit(screens)
        self._finish(screens)
        start = self.places[self.start].name if self.start in self.places and self.start is not None else ""
        doc = AppDoc(
            package=self.walk.package,
            label=self.walk.label,
            version=self.walk.version,
            locale=self.walk.locale,
            start=start,
            screens=screens,
            transitions=self._transitions(),
        )
        return doc

    # --- grouping ----------------------------------------------------------------------------------------------

    def _group(self, fixed: frozenset[str]) -> None:
        grouper = Grouper(fixed)
        self.places, self.moves, self.start = {}, [], None
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
            key, action = "", ""
            seen = grouper.seen(step.before)
            if step.act is not None and seen is not None:
                key, action = _touched(step, seen, read[id(step.before)])
            stays = before if step.act is not None and step.act.kind == "scroll" else None
            after = place_of(step.after, (before, key) if key else None, stays)
            if self.start is None and seen is not None and (seen.package == self.walk.package or action == "launch"):
                self.start = before
            if action == "launch" and after is not None:
                self.start = after
            if after is not None and action:
                option = (
                    words_on(step.act.node) if action == "choose" and step.act and step.act.node is not None else ""
                )
                self.moves.append(Move(before, action, key, after, option))
            elif after is not None and seen is not None and step.act is None and after != before:
                self._guess(grouper, before, after, seen, read[id(step.before)])

    def _guess(self, grouper: Grouper, before: int, after: int, seen: Seen, found: list[Control]) -> None:
        """An act that wasn't recorded, told from what it opened: a menu comes from the one button for menus."""
        target = grouper.groups[after].first
        buttons = [c for c in found if naming.is_more(c.label or c.desc)]
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
                            if any(n is step.act.node for n in row.walk()):
                                target = self._number_of(step.after)
                                if target is not None and target != place.number:
                                    opened[words_on(row)] = target
                said = [tuple(rows.titles) for rows in seen]
                if (
                    len(set(opened.values())) >= 2
                    and len(set(opened.values())) >= len(opened) - 1
                    and len(set(said)) == 1
                ):
                    fixed.add(key)
        return frozenset(fixed)

    def _number_of(self, hierarchy: Hierarchy) -> int | None:
        for place in self.places.values():
            if any(h is hierarchy for h, _, _ in place.dumps):
                return place.number
        return None

    def _vocabulary(self) -> None:
        """What rows say and fields hold: words that must not get into the doc."""
        for place in self.places.values():
            for seen_rows in place.lists.values():
                for rows in seen_rows:
                    if rows.container.short_class == "HorizontalScrollView":
                        continue  # where one is: its words stand elsewhere as rows or as options
                    for row in rows.rows:
                        self.content.update(n.text.strip() for n in texts(row) if not n.checkable or n.clickable)
            for _, _, found in place.dumps:
                self.content.update(c.value for c in found if c.kind is Kind.INPUT and c.value)
        for step in self.walk.steps:
            if step.act is not None and step.act.text:
                self.content.add(step.act.text.strip())
        self.content.discard("")

    def _titles(self, place: Place) -> None:
        titles = {seen.title for _, seen, _ in place.dumps if seen.title}
        everywhere = all(seen.title for _, seen, _ in place.dumps)
        if len(titles) == 1 and everywhere:
            title = next(iter(titles))
            by_row = any(m.target == place.number and m.key.startswith("list:") for m in self.moves)
            known = title in self.content and (by_row or place.first.package != self.walk.package)
            place.title = "" if known else title

    # --- names -------------------------------------------------------------------------------------------------

    def _name(self) -> None:
        """Screens and elements by turns: a dialog is called after what opened it, an icon after what it opens."""
        namer = naming.Namer()
        waiting = list(self.places.values())
        waiting.sort(key=lambda p: (p.number != self.start, p.kind != "page", p.number))
        done: set[int] = set()
        for _ in range(len(waiting) + 1):
            for place in waiting:
                if place.number in done or not self._ready(place, done):
                    continue
                self._name_place(place, namer)
                done.add(place.number)
        for place in waiting:
            if place.number not in done:
                self._name_place(place, namer)
                done.add(place.number)

    def _ready(self, place: Place, done: set[int]) -> bool:
        if place.number == self.start or place.title or place.first.tabs:
            return True
        sources = [m.source for m in self.moves if m.target == place.number and m.key and m.source != place.number]
        return not sources or any(source in done for source in sources)

    def _name_place(self, place: Place, namer: naming.Namer) -> None:
        moves = [m for m in self.moves if m.target == place.number and m.key and m.source != place.number]
        openers: list[tuple[str, str, str]] = []
        item = ""
        ways = list(Counter((m.source, m.key, m.option) for m in moves).most_common())
        for index in range(8):  # what stands behind a notice was opened by what opened the notice
            if index >= len(ways):
                break
            source = self.places[ways[index][0][0]]
            if source.is_notice():
                ways += [
                    ((m.source, m.key, m.option), 1)
                    for m in self.moves
                    if m.target == source.number and m.source not in (source.number, place.number) and m.key
                ]
        for move, _ in ways:
            source = self.places[move[0]]
            if not source.name or source.is_notice() and len(ways) > 1:
                continue
            if move[2] and identifier(move[2]) not in self._content_names:
                openers.append((source.name, identifier(move[2], max_words=4), move[2]))
                continue
            if move[1].startswith("list:"):
                rows = source.lists.get(move[1][5:])
                item = item or (item_words(rows[0], source.name) if rows else "")
                continue
            draft = source.draft(move[1])
            words = (draft.label or draft.desc) if draft is not None else ""
            name = source.names.get(move[1], "") or self._twin(source, move[1])
            openers.append((source.name, name, words))
        openers = [o for o in openers if o[1]]
        foreign = place.first.package != self.walk.package
        candidates = naming.screen_names(
            place.first, title=place.title, start=place.number == self.start, foreign=foreign, openers=openers, item=item,
            options=place.is_options(), first_words=self._first_words(place), first_options=[o for d in place.drafts for o in d.options if o not in self.content][:3],
        )  # fmt: skip
        candidates = [c for c in candidates if c not in self._content_names]
        qualifiers = [source for source, _, _ in openers]
        qualifiers += [element for _, element, _ in openers] + ([item] if item else [])
        qualifiers += sorted(place.first.tabs) + [place.first.activity.removesuffix("Activity")]
        place.name = namer.give(*candidates, qualifiers=qualifiers, fallback=place.kind, kind="screen")
        self._name_elements(place)

    @property
    def _content_names(self) -> set[str]:
        if not hasattr(self, "_named_content"):
            self._named_content = {identifier(text) for text in self.content} - {""}
        return self._named_content

    def _first_words(self, place: Place) -> str:
        """What the first control says that isn't a button of every dialog: all there is to call an orphan by."""
        plain = [d for d in place.drafts if not _dialog_button(d) and d.label and not self._a_row(d) and not d.options]
        return next((d.label for d in sorted(plain, key=lambda d: d.kind is not Kind.BUTTON)), "")

    def _name_elements(self, place: Place) -> None:
        namer = naming.Namer()
        prefix = naming.id_prefix(place.drafts)
        self._forget_content(place)
        shown = [d for d in place.drafts if not self._superfluous(place, d) and not self._a_row(d)]
        # fields come first: the icon beside a search field is not the search
        shown.sort(key=lambda d: d.kind is not Kind.INPUT)
        alone = sum(1 for d in shown if d.first.options) == 1
        for draft in shown:
            target = self._target(place, draft)
            leads = self.places[target].title if target is not None else ""
            names = naming.element_names(draft, prefix, leads, place.title or place.name, alone)
            control = draft.control
            if draft.kind is Kind.BUTTON and not (draft.label or draft.desc) and names[:1] == ["search"]:
                if place.names and "search" in namer.taken:
                    continue  # the magnifying glass of a search field
            qualifiers = [naming.id_words(control.node.id_name, prefix), leads, *_neighbours(draft), draft.kind.value]
            suffix = "field" if draft.kind is Kind.INPUT else draft.kind.value
            place.names[draft.key] = namer.give(*names, qualifiers=qualifiers, fallback=_plain_name(draft), kind=suffix)
        for key, rows in place.lists.items():
            name = item_words(max(rows, key=lambda each: len(each.rows)), place.name)
            if name in namer.taken or any(e.item and e.item.name == name for e in place.elements):
                name = identifier(f"{place.name.split('_')[0]}_{name}")
            if any(e.item and e.item.name == name for e in place.elements):
                continue
            if not any(texts(row) for each in rows for row in each.rows) and len(place.lists) > 1:
                continue
            element = describe_list(rows, name, namer.taken)
            namer.taken.add(name)
            place.names[f"list:{key}"] = element.name
            place.elements.append(element)

    def _forget_content(self, place: Place) -> None:
        """Take the words of rows from labels, where the id doesn't say the same."""
        for draft in place.drafts:
            for _, control in draft.seen:
                for of in ("label", "desc"):
                    said = getattr(control, of)
                    plain = identifier(said.rsplit(".", 1)[0]) if said else ""
                    if plain and plain in self._content_names and not related(control.node.id_name, said):
                        if control.kind is not Kind.TOGGLE and place.kind != "menu":
                            setattr(control, of, "")

    def _a_row(self, draft: Draft) -> bool:
        """A switch that stands for something of the person's: a group of theirs, a file."""
        node = draft.control.node
        said = draft.label
        return draft.kind is Kind.TOGGLE and said in self.content and not related(node.id_name, said)

    def _superfluous(self, place: Place, draft: Draft) -> bool:
        """The same button twice: an empty list's hint beside the button it speaks of."""
        if draft.kind is not Kind.BUTTON or not (draft.label or draft.desc):
            return False
        said = (draft.label or draft.desc).lower()
        for other in place.drafts:
            if other is draft:
                continue
            if other.kind is not Kind.BUTTON or (other.label or other.desc).lower() != said:
                continue
            if draft.label and draft.desc and draft.desc != other.desc:
                continue
            here, there = self._target(place, draft), self._target(place, other)
            if here is not None and there is not None and here != there:
                continue
            # kept is the one that more dumps show; of equals the one that leads somewhere, then the first
            rank = (len(draft.seen), here is not None, -place.drafts.index(draft))
            if rank < (len(other.seen), there is not None, -place.drafts.index(other)):
                return True
        return False

    def _target(self, place: Place, draft: Draft) -> int | None:
        """Where a tap led most often; None where it led nowhere else or was never tried."""
        led = Counter(
            m.target for m in self.moves if m.source == place.number and m.key == draft.key and m.action == "tap"
        )
        led.pop(place.number, None)
        return led.most_common(1)[0][0] if led else None

    # --- screens and elements ----------------------------------------------------------------------------------

    def _screen(self, place: Place) -> Screen:
        elements = [self._element(place, draft) for draft in place.drafts if draft.key in place.names]
        for element in place.elements:
            self._item_moves(place, element)
        elements += place.elements
        _commits(place, elements)
        return Screen(
            name=place.name,
            title=place.title,
            kind=place.kind,
            package=place.first.package,
            activity=next((seen.activity for _, seen, _ in place.dumps if seen.activity), ""),
            marks=[
                m
                for m in common_marks([s for _, s, _ in place.dumps], self.content)
                if place.title or "title:" not in m
            ],
            elements=elements,
        )

    def _finish(self, screens: list[Screen]) -> None:
        """What needs all screens: effects of what is now known to open a form, and which dialogs serve a choice."""
        by_name = {screen.name: screen for screen in screens}
        for place, screen in zip(self.places.values(), screens, strict=True):
            screen.serves = place.serves
            for draft in place.drafts:
                element = screen.element(place.names.get(draft.key, ""))
                target = self._target(place, draft)
                if element is None or target is None or element.kind is not Kind.BUTTON or place.is_notice():
                    continue
                node = draft.control.node
                judgement = judge(draft.label, node.id_name, draft.desc, element.kind, context=_context(place))
                element.effect = refined(judgement, by_name.get(self.places[target].name))

    def _element(self, place: Place, draft: Draft) -> Element:
        hierarchy, control = next((pair for pair in draft.seen if pair[1] is draft.control), draft.seen[0])
        kind, options, confirm = draft.kind, [o for o in draft.options if o not in self.content], None
        target = self._target(place, draft)
        chosen = self._options_behind(target)
        inline = bool(draft.first.options)
        if _dialog_button(draft) or place.is_notice():
            chosen = None
        if kind is Kind.BUTTON and chosen is not None:
            if not chosen.serves:
                chosen.serves = f"{place.name}.{place.names[draft.key]}"
            kind = Kind.CHOICE
            group = next(d for d in chosen.drafts if d.first.options)
            options = [o for o in group.options if o not in self.content]
            ok = next((d for d in chosen.drafts if d.first.node.resource_id == "android:id/button1"), None)
            confirm = _locator(ok.seen[0][0], ok.first.node, True) if ok is not None else None
        elif kind is Kind.BUTTON and target is None and control.value and control.label and _settings(place, control):
            kind = Kind.CHOICE  # a setting with its value under it, never opened
        label = draft.label or draft.desc
        if label in self.content and kind is not Kind.TOGGLE and not related(control.node.id_name, label):
            label = ""
        stable = bool(draft.label) or bool(draft.desc) and kind is not Kind.INPUT
        node = control.node
        return Element(
            name=place.names[draft.key],
            kind=kind,
            label=label,
            locator=_locator(hierarchy, node, stable and node.text.strip() not in self.content and not control.value),
            state=_state(hierarchy, control),
            effect=Effect.NAVIGATE
            if place.is_notice()
            else effect_of(draft.label, node.id_name, draft.desc, kind, context=_context(place)),
            options=options,
            confirm=confirm,
            inline=inline,
        )

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
            target = self._target(place, place.drafts[0])
        return None

    def _item_moves(self, place: Place, element: Element) -> None:
        if element.item is None:
            return
        key = next(k for k, name in place.names.items() if name == element.name and k.startswith("list:"))
        opened: Counter[int] = Counter()
        pressed: Counter[int] = Counter()
        for move in self.moves:
            if move.source == place.number and move.key == key:
                (pressed if move.action == "long_press" else opened)[move.target] += 1
        if opened:
            element.item.opens = self.places[opened.most_common(1)[0][0]].name
        if pressed:
            element.item.menu = self.places[pressed.most_common(1)[0][0]].name

    def _transitions(self) -> list[Transition]:
        counted: Counter[tuple[str, str, str, str]] = Counter()
        for move in self.moves:
            source, target = self.places[move.source], self.places[move.target]
            element = source.names.get(move.key, "")
            if move.key and not element:
                element = self._twin(source, move.key)
                if not element:
                    continue
            if source is target and move.action != "open":
                continue
            counted[source.name, element, move.action, target.name] += 1
        return [
            Transition(source=s, element=e, action=a, target=t, seen=count) for (s, e, a, t), count in counted.items()
        ]

    def _twin(self, place: Place, key: str) -> str:
        """The name of the button that stands for a left-out one."""
        draft = place.draft(key)
        if draft is None:
            return ""
        said = (draft.label or draft.desc).lower()
        for other in place.drafts:
            if other.key in place.names and said and (other.label or other.desc).lower() == said:
                return place.names[other.key]
        return ""


def _touched(step: Step, seen: Seen, found: list[Control]) -> tuple[str, str]:
    """What an act was done on, and what kind of act that is in a transition."""
    act = step.act
    assert act is not None
    if act.kind in ("back", "launch", "scroll") or act.node is None:
        return "", act.kind
    row = seen.lists.row_of(act.node)
    if row is not None:
        return f"list:{row[0].key}", "open" if act.kind == "tap" else act.kind
    for node in (act.node, *act.node.ancestors()):
        for control in found:
            if id(node) in control.covers or node is control.node or node is control.state:
                if control.options and control.node is not act.node:
                    return control.key, "choose"
                return control.key, act.kind
        if node.clickable:
            break
    return "", ""


def _locator(hierarchy: Hierarchy, node: Node, stable: bool) -> Locator:
    return build_locator(hierarchy, node, stable_text=stable)


def _state(hierarchy: Hierarchy, control: Control) -> Locator | None:
    if control.state is None or control.state is control.node:
        return None
    return _locator(hierarchy, control.state, control.kind is Kind.TOGGLE and bool(control.label))


def _context(place: Place) -> str:
    """Title and message of a dialog: what its OK does."""
    if place.kind != "dialog":
        return ""
    return " ".join([place.title, *sorted(place.first.words)]).strip()


def _plain_name(draft: Draft) -> str:
    node = draft.first.node
    return {"ImageView": "icon", "ImageButton": "icon"}.get(node.short_class, draft.kind.value)


def _neighbours(draft: Draft) -> list[str]:
    """Ids around an element without words of its own."""
    return [naming.id_words(n.id_name) for n in list(draft.first.node.ancestors())[:3] if n.resource_id]


def _settings(place: Place, control: Control) -> bool:
    """Whether a row with a value under it is a setting, and not a heading with a count."""
    said = f"{place.name} {place.title} {place.first.activity} {control.node.id_name}".lower()
    by_id = control.state is not None and control.state.resource_id == "android:id/summary"
    return by_id or any(word in said for word in ("setting", "preference", "option", "config", "customiz"))


def _inherit(screens: list[Screen]) -> None:
    """What was opened on one screen stands for the same thing on its like: the form for new and for old."""
    known: dict[tuple[str, str], Element] = {}
    for screen in screens:
        for element in screen.elements:
            if element.kind is Kind.CHOICE and element.options and not element.inline and element.locator.resource_id:
                known.setdefault((screen.activity, element.locator.resource_id), element)
    for screen in screens:
        for element in screen.elements:
            model = known.get((screen.activity, element.locator.resource_id))
            same = model is not None and model.name == element.name and not element.options
            if model is not None and same and element.kind in (Kind.BUTTON, Kind.CHOICE):
                element.kind, element.options = Kind.CHOICE, list(model.options)
                element.effect, element.confirm = model.effect, model.confirm


_COMMITS = (Effect.COMMIT, Effect.SEND)


def _commits(place: Place, elements: list[Element]) -> None:
    """Tie a form's fields to what saves it: a dialog's positive button, else the screen's save or send."""
    nodes = {place.names[d.key]: d.first.node for d in place.drafts if d.key in place.names}
    positive = next((n for n, node in nodes.items() if node.resource_id == "android:id/button1"), "")
    saving = [e for e in elements if e.kind is Kind.BUTTON and e.effect in _COMMITS]
    plain = next((e.name for e in saving if e.name in _SAVES), "")
    for element in elements:
        in_form = element.kind is Kind.INPUT or place.kind == "dialog" and element.kind in (Kind.TOGGLE, Kind.CHOICE)
        if not in_form or element.confirm is not None or element.kind is Kind.CHOICE and not element.inline:
            continue
        if element.name == "search" or element.name.endswith(("query", "filter")):
            continue
        commit = positive or plain or _beside(nodes[element.name], [(e.name, nodes[e.name]) for e in saving])
        element.commit = commit if commit != element.name else ""


_SAVES = frozenset("save done ok apply create confirm submit finish".split())


def _beside(node: Node, saving: list[tuple[str, Node]]) -> str:
    """The button that sends what is typed into a field: one in the same small part of the screen."""
    around: Node | None = node.parent
    for _ in range(3):
        if around is None:
            break
        inside = {id(n) for n in around.walk()}
        if sum(n.clickable or n.editable for n in around.walk()) > 6:
            break
        here = [(name, button) for name, button in saving if id(button) in inside]
        if here:
            after = [pair for pair in here if pair[1].bounds.left >= node.bounds.right - 8]
            return (after or here)[-1][0]
        around = around.parent
    return ""
