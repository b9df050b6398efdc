"""Giving the names of a doc: screens and elements by turns, since each is called after the other.

The words come from `naming`; here it is decided in which order, what is left out as a double, and that nothing content says
becomes a name.
"""

from __future__ import annotations

from collections import Counter

from phones.hierarchy import Hierarchy, Node

from ..doc import Kind
from ..doc.buttons import goes_on
from ..doc.words import identifier, related, singular, word_set
from ..elements import naming
from ..elements.checklists import describe_checklist
from ..elements.drafts import Draft
from ..explore.walk import Step
from ..screens.drawn_rows import plain_texts
from ..screens.lists import MESSAGES, describe_list, item_words
from ..screens.windows import PLAIN_VIEWS, words_on
from .trace import Place, Trace, dialog_button

_WHOSE = word_set("my your our all the")
"""What may stand before the plural that a page of rows is headed with."""


class NamingPass:
    """Fills in `name`, `names` and the lists' elements of a trace's places."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.places = trace.places
        self.moves = trace.moves

    def give(self) -> None:
        """Screens and elements by turns: a dialog is called after what opened it, an icon after what it opens."""
        namer = naming.Namer()
        waiting = list(self.places.values())
        waiting.sort(key=lambda p: (p.number != self.trace.start, p.kind != "page", p.number))
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
        if place.number == self.trace.start or place.title or place.first.tabs:
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
            if move[2] and identifier(move[2]) not in self.trace.content_names:
                openers.append((source.name, identifier(move[2], max_words=4), move[2]))
                continue
            if move[1].startswith("list:"):
                rows = source.lists.get(move[1][5:])
                item = item or (self._item_words(source, move[1][5:]) if rows else "")
                continue
            draft = source.draft(move[1])
            words = (draft.label or draft.desc) if draft is not None else ""
            name = source.names.get(move[1], "") or self.twin(source, move[1])
            if name and self._is_step(source, words):
                name = f"{source.name}_next"
            openers.append((source.name, name, words))
        openers = [o for o in openers if o[1]]
        foreign = place.first.package != self.trace.walk.package
        candidates = naming.screen_names(
            place.first, title=place.heading, start=place.number == self.trace.start, foreign=foreign, openers=openers, item=item,
            options=place.is_options(), first_words=self._first_words(place),
            first_options=[o for d in place.drafts for o in self.trace.without_content(d.options)][:3],
            form=bool(place.lists) or any(d.kind in (Kind.INPUT, Kind.TOGGLE, Kind.CHOICE) for d in place.drafts),
        )  # fmt: skip
        candidates = [c for c in candidates if c not in self.trace.content_names]
        qualifiers = [source for source, _, _ in openers]
        qualifiers += [element for _, element, _ in openers] + ([item] if item else [])
        qualifiers += sorted(place.first.tabs) + [place.first.activity.removesuffix("Activity")]
        place.name = namer.give(*candidates, qualifiers=qualifiers, fallback=place.kind, kind="screen")
        self._name_elements(place)

    def _is_step(self, source: Place, words: str) -> bool:
        """Whether a button leads from one step of a form to the next."""
        return goes_on(words) and any(draft.kind is Kind.INPUT for draft in source.drafts)

    def _first_words(self, place: Place) -> str:
        """What the first control says that isn't a button of every dialog, what only tells after all others: all there is to
        call an orphan by."""
        plain = [
            d
            for d in place.drafts
            if not dialog_button(d) and d.label and not self.trace.is_content(d) and not d.options
        ]
        return next(
            (d.label for d in sorted(plain, key=lambda d: (d.kind is not Kind.BUTTON, d.kind is Kind.TEXT))), ""
        )

    def _name_elements(self, place: Place) -> None:
        namer = naming.Namer()
        prefix = naming.id_prefix(place.drafts)
        personal = self._personal(place)
        self._forget_content(place)
        shown = [d for d in place.drafts if not self._superfluous(place, d) and not self.trace.is_content(d)]
        shown = [d for d in shown if _make(d) not in personal]
        shown = [d for d in shown if d.kind is not Kind.TEXT or d.label or self._told_by_id(place, d)]
        if place.kind != "page":  # what has no words now were the person's own things: a dropdown of folders, of groups
            shown = [
                d
                for d in shown
                if d.label or d.desc or d.options or not naming.says_nothing(d.first.node.id_name) or _mere_icon(d)
            ]
        # fields come first: the icon beside a search field is not the search
        shown.sort(key=lambda d: d.kind is not Kind.INPUT)
        # beside rows it is about them, and the heading isn't about it
        alone = not (place.kind == "page" and place.lists) and sum(1 for d in shown if d.first.options) == 1
        for draft in shown:
            target = self.trace.target(place, draft)
            leads = self.places[target].title if target is not None else ""
            if _mere_icon(draft) and not place.lists and any(d.kind is Kind.INPUT for d in place.drafts):
                leads = ""  # what keeps a form leads anywhere
            names = naming.element_names(draft, prefix, leads, place.title or place.name, alone)
            names = names or ["icon"] * _mere_icon(draft)
            if self._told_by_id(place, draft) and (own := naming.id_words(draft.first.node.id_name, prefix)):
                names = [own, *names]
            if draft.kind in (Kind.BUTTON, Kind.TOGGLE) and draft.first.heading:
                names.insert(0, f"{names[0]} {draft.first.heading}")
            if section := draft.first.section:
                names = [f"{section} {name}" for name in names]
            control = draft.control
            wordless = draft.kind is Kind.BUTTON and not (draft.label or draft.desc)
            if wordless and names[:1] == ["search"] and "search" in namer.taken:
                continue  # the magnifying glass of a search field
            qualifiers = [naming.id_words(control.node.id_name, prefix), leads, *_neighbours(draft), draft.kind.value]
            suffix = "field" if draft.kind is Kind.INPUT else draft.kind.value
            place.names[draft.key] = namer.give(*names, qualifiers=qualifiers, fallback=_plain_name(draft), kind=suffix)
        for key, rows in place.lists.items():
            name = self._item_words(place, key)
            if name in namer.taken or any(e.item and e.item.name == name for e in place.elements):
                name = identifier(f"{place.name.split('_')[0]}_{name}")
            if any(e.item and e.item.name == name for e in place.elements):
                continue
            if not any(words_on(row) for each in rows for row in each.rows) and len(place.lists) > 1:
                continue
            element = describe_list(rows, name, namer.taken, self._labels(place, key))
            namer.taken.add(name)
            place.names[f"list:{key}"] = element.name
            place.elements.append(element)
        checks = describe_checklist(place.checks, namer.taken) if place.checks is not None else None
        if checks is not None:
            place.names["list:checks"] = checks.name
            place.elements.append(checks)

    def _item_words(self, place: Place, key: str) -> str:
        """The noun for a list's rows: what an id says or the page that they open is headed with, else the plural that their own
        page is headed with."""
        noun = self._item_noun(place, key)
        own = place.kind == "page" and place.first.package == self.trace.walk.package and not place.first.mode
        if noun != "item" or not own or len(place.lists) > 1:
            return noun
        words = [word for word in identifier(place.title).split("_") if word not in _WHOSE]
        one = singular(words[0]) if len(words) == 1 else ""
        return one if one not in ("", words[0]) and one not in self.trace.content_names else noun

    def _item_noun(self, place: Place, key: str) -> str:
        rows = max(place.lists[key], key=lambda each: len(each.rows))
        if not place.first.window.drawn:
            return item_words(rows, place.name)
        if key.startswith(MESSAGES):
            return "message"
        opened = Counter(m.target for m in self.moves if m.source == place.number and m.key == f"list:{key}")
        opened.pop(place.number, None)
        if place.first.mode:  # the same rows, of which some are picked
            sources = (m.source for m in self.moves if m.target == place.number and m.key == f"list:{key}")
            source = next(
                (self.places[n] for n in sources if n != place.number and not self.places[n].first.mode), None
            )
            if source is not None:
                return self._item_noun(source, key)
        heads = [self.places[number] for number, _ in opened.most_common() if self.places[number].kind == "page"]
        noun = next((identifier(head.title) for head in heads if head.title), "")
        return noun if noun and noun.count("_") < 2 and noun not in self.trace.content_names else "item"

    def _labels(self, place: Place, key: str) -> dict[int, str]:
        """By a text's place in the rows of a list without ids: the label of the same value on the page that the row opens."""
        counted: dict[int, Counter[str]] = {}
        for step in self.trace.walk.steps if place.first.window.drawn else []:
            row = self._row_tapped(place, key, step)
            shown = self._shown(step.after) if row is not None else {}
            for at, node in enumerate(plain_texts(row) if row is not None else []):
                for label in shown.get(node.text.strip(), ()):
                    counted.setdefault(at, Counter())[label] += 1
        labels: dict[int, str] = {}
        for at, counts in sorted(counted.items()):
            (label, most), *others = counts.most_common()
            if all(count < most for _, count in others) and label not in labels.values():
                labels[at] = label
        return labels

    @staticmethod
    def _row_tapped(place: Place, key: str, step: Step) -> Node | None:
        if step.act is None or step.act.kind != "tap" or step.act.node is None:
            return None
        rows = [row for each in place.lists[key] for row in each.rows]
        return next((row for row in rows if row is step.act.node), None)

    def _shown(self, hierarchy: Hierarchy) -> dict[str, set[str]]:
        """By value the labels that a dump shows it with."""
        shown: dict[str, set[str]] = {}
        for place in self.places.values():
            for dump, _, found in place.dumps:
                for control in found if dump is hierarchy else ():
                    if control.label and control.value:
                        shown.setdefault(control.value, set()).add(control.label)
        return shown

    def _personal(self, place: Place) -> set[tuple[str, str]]:
        """Rows of a dialog that are the person's own things, those too that no list has shown: all of one make."""
        if place.kind == "page":
            return set()
        makes = Counter(_make(d) for d in place.drafts if d.label in self.trace.things and not _dialog_row(d))
        return {make for make, count in makes.items() if count >= 2}

    def _forget_content(self, place: Place) -> None:
        """Take the words of rows from labels, where the id doesn't say the same."""
        mostly = sum(d.label in self.trace.things for d in place.drafts) * 2 > len(place.drafts)
        for draft in place.drafts:
            for _, control in draft.seen:
                for of in ("label", "desc"):
                    said = getattr(control, of)
                    plain = identifier(said.rsplit(".", 1)[0]) if said else ""
                    fixed = (
                        control.kind is Kind.TOGGLE
                        or place.kind == "menu"
                        and not mostly
                        or control.options
                        or related(control.node.id_name, said)
                    )
                    if plain and plain in self.trace.content_names and not fixed:
                        setattr(control, of, "")

    def _told_by_id(self, place: Place, draft: Draft) -> bool:
        """Whether a text is called by its id, and not by what stands beside it."""
        by_id = draft.kind is Kind.TEXT and draft.key.startswith("id:")
        return by_id and (not draft.first.weak or self.trace.is_of_row(place))

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
            if draft.label and draft.desc and draft.desc != other.desc or _told(draft) != _told(other):
                continue
            here, there = self.trace.target(place, draft), self.trace.target(place, other)
            if here is not None and there is not None and here != there:
                continue
            # kept is the one that more dumps show; of equals the one that leads somewhere, then the first
            rank = (len(draft.seen), here is not None, -place.drafts.index(draft))
            if rank < (len(other.seen), there is not None, -place.drafts.index(other)):
                return True
        return False

    def twin(self, place: Place, key: str) -> str:
        """The name of the button that stands for a left-out one."""
        draft = place.draft(key)
        if draft is None:
            return ""
        said = (draft.label or draft.desc).lower()
        for other in place.drafts:
            if other.key in place.names and said and (other.label or other.desc).lower() == said:
                return place.names[other.key]
        return ""


def _told(draft: Draft) -> tuple[str, str]:
    """What tells one from its namesakes."""
    return draft.first.heading, draft.first.section


def _make(draft: Draft) -> tuple[str, str]:
    node = draft.first.node
    return node.cls, node.id_name


def _mere_icon(draft: Draft) -> bool:
    """One that says nothing by itself, on a screen that is drawn: a plain view or button without an id."""
    node = draft.first.node
    return node.short_class in (*PLAIN_VIEWS, "Button") and not node.resource_id and not words_on(node)


def _dialog_row(draft: Draft) -> bool:
    """One with an id of its own, that others don't share."""
    return draft.key.startswith("id:")


def _plain_name(draft: Draft) -> str:
    node = draft.first.node
    return {"ImageView": "icon", "ImageButton": "icon"}.get(node.short_class, draft.kind.value)


def _neighbours(draft: Draft) -> list[str]:
    """Ids around an element without words of its own."""
    return [naming.id_words(n.id_name) for n in list(draft.first.node.ancestors())[:3] if n.resource_id]
