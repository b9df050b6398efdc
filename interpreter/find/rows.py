"""The rows of a list: all of them once, one by its text, and any of them again after the list has moved or changed.

A row is known by what it says; equal rows by their order. A text that fits several rows is never decided by guessing, and a
row that has gone says so.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from apidocs.doc import Effect, Element, Kind, Screen
from apidocs.doc.nouns import row_noun
from apidocs.doc.paths import HARMLESS
from apidocs.doc.words import split_words

from ..calls import ABSENT, Ref
from ..calls.errors import CallFailed
from ..screen.front import Front, Sight
from ..screen.matching import Choice, choose_text, quoted, says_title, unlike
from ..screen.scrolling import Direction, page_distance, scroll, to_top
from ..screen.shown_effect import refuse_hidden
from ..screen.states import Spot
from .joining import Page, Seen, careful_distance, ended, join
from .navigating import Navigator
from .near_rows import is_on_day, near, said_otherwise, says_moment, says_whole
from .part_of_list import part_shown
from .shown_rows import ShownRows, said_in

_BOTH_WAYS: tuple[Direction, ...] = ("down", "up")


@dataclass
class Equals:
    """Rows that say the same, as the script was given them, in order."""

    title: str
    keys: list[str] = field(default_factory=list)
    """Those that are still there, as far as is known."""
    acted: list[str] = field(default_factory=list)
    """Those the script acted on, the last one last: when one goes, it was that one."""


class NoSuchRow(CallFailed):
    """The list has no row of that text; another list of the same things may."""

    def __init__(
        self,
        message: str,
        nearest: tuple[Ref, ...] = (),
        likely: Ref | None = None,
        having: tuple[Ref, ...] = (),
        *,
        told: bool = False,
    ) -> None:
        super().__init__(message)
        self.told = told
        """Whether what is asked before an act tells of it: that the likely one was taken because it is nearest."""
        self.nearest = nearest
        """Rows that may be meant, the nearest first."""
        self.likely = likely
        """The one of them that has all the words asked for, or nothing but such, if there is one."""
        self.having = having
        """All that have all the words asked for, in the singular or the plural."""


class RowList(ShownRows):
    """One list of one screen."""

    def __init__(self, front: Front, navigator: Navigator, screen: Screen, element: Element) -> None:
        super().__init__(screen, element)
        self._front = front
        self._navigator = navigator
        self._known: dict[tuple[str, ...], Equals] = {}
        self._content: dict[str, tuple[str, ...]] = {}
        """What each key's row says."""
        self._said: dict[str, frozenset[str]] = {}
        """What the texts of each key's row that the doc names say."""
        self.nearest: dict[str, str] = {}
        """By the key of a row that was taken because none came nearer, or for a word of what it says besides its title, the text
        that it was asked for by."""
        self.unlike: set[str] = set()
        """The keys of those of them that lack a word of that text, in any form."""
        self.read = 0
        """How many rows the last reading found."""
        self.called: tuple[str, ...] | None = None
        """What they are called; None where it wasn't read."""
        self.to_end = True
        """Whether the last reading came to the list's end, with nothing left out on the way."""
        self.opening_agreed = False
        """Whether the person lets its rows be opened one after another, where that does something to them; see `run.held_back`."""
        self.only = ""
        """What the screen said then that it shows a part of; see `part_of_list`."""

    @property
    def noun(self) -> str:
        """What a person calls one of them."""
        return row_noun(self._front.doc, self.screen.name, self.element)

    # reading

    def all(self) -> list[Ref]:
        """Every row, from the top to the end. Raises CallFailed where the screen can't be reached or there is no end."""
        return self._refs(self._read())

    def named(self, text: str) -> Ref:
        """The row with this text. Raises CallFailed for none, and for several that fit alike."""
        rows = self._read()
        choice, texts, said = self._choose(text, rows)
        if not self._sure(choice, said, text) and (not self.to_end or self._missed(rows)):
            # the list changed while it was read, was thrown too far or lagged behind: what is meant may be what was missed
            before, rows = texts[choice.best] if choice.best is not None else "", self._read()
            choice, texts, said = self._choose(text, rows)
            another = choice.best is not None and texts[choice.best] != before
            if another and not self.to_end and not self._sure(choice, said, text):
                raise CallFailed(
                    f'{self.name} changes while it is read, and no row of it says "{text}" exactly. Try again.'
                )
        if choice.best is not None:
            if choice.how != "exact" or said != text:
                self._front.note(f'took the row "{texts[choice.best]}" for "{text}" ({choice.how})')
            found = self._refs(rows)[choice.best]
            self.nearest.pop(found.row, None)
            self.unlike.discard(found.row)
            within = choice.how == "part of it" and not says_title(rows[choice.best].title, said)
            if choice.how == "nearest" or within and not says_whole(rows[choice.best].content, said):
                self.nearest[found.row] = text  # a word of what else a row says may be about another thing
            if choice.how == "nearest":
                kind = split_words(self.item.name)
                if any(word not in kind for word in unlike(said, texts[choice.best])):
                    self.unlike.add(found.row)
            return found
        if choice.candidates:
            fitting = [", ".join(rows[i].content) for i in choice.candidates]
            raise CallFailed(
                f'{len(fitting)} rows of {self.name} fit "{text}": {quoted(fitting)}. Say which, or go through '
                f"{self.name}()."
            )
        raise self._none(text, rows)

    def _none(self, text: str, rows: list[Seen]) -> NoSuchRow:
        """That no row says it, with those that come near before the others."""
        close = near(text, [row.title for row in rows], self.item.name)
        first = [rows[i].title for i in close.nearest]
        known = quoted([*first, *(row.title for row in rows)]) or "none"
        meant = f" Did you mean {' or '.join(quoted([title]) for title in dict.fromkeys(first))}?" if first else ""
        part = f" It shows only {self.only}." if self.only else ""
        refs, titles = self._refs(rows), [row.title for row in rows]
        return NoSuchRow(
            f'No row of {self.name} in {self._front.doc.label} says "{text}".{meant} Its rows: {known}.{part}',
            tuple(refs[i] for i in close.nearest if titles.count(titles[i]) == 1),
            refs[close.all_words] if close.all_words is not None and self.to_end else None,
            tuple(refs[i] for i in close.having),
        )

    def _sure(self, choice: Choice, said: str, text: str) -> bool:
        """Whether it is this very row, whatever else the list has: no other could fit better."""
        return choice.best is not None and choice.how in ("exact", "same letters") and said == text

    def _missed(self, rows: list[Seen]) -> bool:
        """Whether going back up from a list's end shows a row that is none of these. A phone that lags behind makes a list look
        as if it stood at its end, or at its top, where it doesn't."""
        sight = self._front.look()
        if self.read < 2 or self._box(sight) is None:
            return False
        self._front.pause(self._front.limits.patience_s)
        known = {row.content for row in rows}
        directions: Iterator[Direction] = itertools.chain(["down"], itertools.repeat("up", self._front.limits.swipes))
        for direction in directions:
            sight, moved = scroll(self._front, direction, self._list_node(self._front.look()))
            if moved and direction == "down" or any(row.content not in known for row in self.page(sight).whole):
                self._front.tops.clear()
                return True
            if not moved and direction == "up":
                break
        return False

    def _choose(self, text: str, rows: list[Seen]) -> tuple[Choice, list[str], str]:
        """What fits a text, by the rows' titles and then by all they say, the text as it is and then in other words; with the
        texts that were gone by, and with what was looked for in them."""
        titles, contents = [r.title for r in rows], [", ".join(r.content) for r in rows]
        for said in (text, *said_otherwise(text, self.item.name)):
            for texts in (titles, contents):
                choice = choose_text(said, texts, things=True)
                if choice.best is not None or choice.candidates:
                    return choice, texts, said
        return Choice(None), titles, text

    def _read(self) -> list[Seen]:
        self.read, self.called, self.to_end, self.only = 0, None, False, ""
        self._navigator.go(self.screen)
        self.only = part_shown(self._front.look(), self.screen)
        rows, to_end = list[Seen](), False
        for _, _, rows, whole in self._pages():
            self.read, to_end = len(rows), whole
        self.called, self.to_end = tuple(self.title_of(row.node) for row in rows), to_end
        return rows

    def _pages(self) -> Iterator[tuple[Sight, Page, list[Seen], bool]]:
        """The list from its top to its end, page by page, with all its rows so far and whether none between them may be missing.
        Raises CallFailed where there is no end."""
        sight = to_top(self._front, self._list_node(self._front.look()))
        page = self.page(sight, top=True)
        rows, torn, whole = list(page.whole), 0, True
        for _ in range(2 * self._front.limits.swipes):
            yield sight, page, rows, whole
            listing = self._list_node(sight)
            most = careful_distance(page, page_distance(sight.hierarchy, listing))
            sight, distance = scroll(self._front, "down", listing, most_px=most)
            if not distance:
                yield sight, page, ended(rows, page), whole
                return
            new = self.page(sight)
            joined, overlap = join(rows, page, new, distance)
            if not overlap and new.whole and torn < 2:
                # thrown too far: half a page back there should be a row that is known
                torn += 1
                sight, back = scroll(self._front, "up", self._list_node(sight), most_px=distance // 2)
                new = self.page(sight)
                joined, overlap = join(rows, page, new, max(1, distance - back))
            if overlap:
                torn = torn if len(joined) == len(rows) else 0
            else:
                self._front.note(f"two pages of {self.name} have no row in common; rows between them may be missing")
                whole = False
            rows, page = joined, new
            if len(rows) > self._front.limits.rows:
                break
        yield sight, page, rows, whole
        raise CallFailed(f"{self.name} has more than {len(rows)} rows and goes on. Name the row that is meant.")

    def page(self, sight: Sight, *, top: bool = False) -> Page:
        """The rows in view, and those of them that are there in full; at the `top` nothing is cut off above."""
        rows, box = self.shown(sight), self._box(sight)
        if box is None or len(rows) < 2:
            return Page(rows, rows)

        def inside(row: Seen) -> bool:
            return (row.bounds.top > box.top or top) and row.bounds.bottom < box.bottom

        whole = [r for r in rows if inside(r)]
        if len(whole) >= 2:
            return Page(rows, whole)
        # rows nearly as high as the list: only what is clearly cut off is left out
        usual = sorted(r.bounds.height for r in rows)[len(rows) // 2]
        return Page(rows, [r for r in rows if inside(r) or r.bounds.height >= 0.95 * usual])

    def _refs(self, rows: list[Seen]) -> list[Ref]:
        """Handles for rows that were just read in full: equal ones are told apart by their order."""
        self._known = {}
        met: dict[tuple[str, ...], int] = {}
        refs = []
        for row in rows:
            number = met.get(row.content, 0)
            met[row.content] = number + 1
            key = f"{hashlib.sha256(repr(row.content).encode()).hexdigest()[:12]}.{number}"
            self._content[key] = row.content
            self._known.setdefault(row.content, Equals(row.title)).keys.append(key)
            texts = tuple((p.name, said_in(row.node, p)) for p in self.item.parts if p.kind is Kind.TEXT)
            self._said[key] = frozenset(text for _, text in texts if text)
            refs.append(Ref(self.screen.name, self.element.name, row=key, row_text=row.title, texts=texts))
        return refs

    @property
    def all_seen(self) -> bool:
        """Whether the last reading came to the end of a list that, as far as the screen tells, leaves nothing out."""
        return self.to_end and not self.only

    @property
    def tells_no_moment(self) -> bool:
        """Whether it has rows, and none of those read last says a day or a time: of Saturday a list of calendars tells nothing."""
        return bool(self._known) and not any(map(says_moment, itertools.chain.from_iterable(self._known)))

    def on_day(self, day: str) -> Ref | None:
        """The first of the rows read last that says a day of the week in a list of days."""
        those = [one for content, one in self._known.items() if one.keys and is_on_day(content, day)]
        return Ref(self.screen.name, self.element.name, those[0].keys[0], those[0].title) if those else None

    # finding again

    def bring(self, ref: Ref, *, picking: bool = False) -> Spot:
        """Bring a row into view again. Raises CallFailed where it has gone.

        `picking`: the row may be met in the list's own selection mode, where a tap picks it.
        """
        if ref.row == ABSENT:
            raise NoSuchRow(f'No row of {self.name} says "{ref.row_text}".')
        sight = self._front.look()
        if not (picking and self.item.menu and sight.name == self.item.menu):
            sight = self._navigator.go(self.screen)
        if not picking:
            sight = self._navigator.unselected(sight)  # a tap would pick the row
        equals = self._equals_of(ref)
        spot = None
        if equals is None or len(equals.keys) < 2:
            spot = self._search(sight, ref) or self._search_later(ref)
        if spot is None:
            spot = self._among_equals(ref)
        if spot is not None:
            return spot
        raise CallFailed(f'The row "{ref.row_text}" of {self.name} has gone.')

    def unfold(self, ref: Ref, row: Spot) -> Spot:
        """Open a row that is opened in its place, for what shows in it then; the row as it is where opening it does more."""
        if self.item.effect not in HARMLESS:
            return row
        refuse_hidden(self._front.doc, row.sight.hierarchy, row.node, Effect.NAVIGATE)
        self._front.tap(row.node, Effect.NAVIGATE)
        self._front.note(f'opened the row "{ref.row_text}" of {self.name}')
        return self.bring(ref)

    def _search(self, sight: Sight, ref: Ref) -> Spot | None:
        """From where the list stands to its end, then up to its top."""
        spot = self.again(ref)
        for direction in _BOTH_WAYS:
            for _ in range(self._front.limits.swipes):
                if spot is not None:
                    return spot
                sight, moved = scroll(self._front, direction, self._list_node(sight))
                if not moved:
                    break
                spot = self.again(ref)
        return spot

    def _search_later(self, ref: Ref) -> Spot | None:
        """Once more after a while: what the phone tells may lag behind, and then looks like a list that stands at its end."""
        self._front.pause(self._front.limits.patience_s)
        spot = self._search(self._front.look(), ref)
        if spot is not None:
            self._front.note(f'the row "{ref.row_text}" was there when it was looked for once more')
        return spot

    def again(self, ref: Ref) -> Spot | None:
        """The row, where it is in view and there is no doubt which one it is."""
        sight = self._front.look()
        content = self._content.get(ref.row)
        if content is None or (sight.screen is not None and sight.name not in (self.screen.name, self.item.menu)):
            return None
        page = self.page(sight)
        fitting = [r for r in page.rows if r.content == content]
        equals = self._known.get(content)
        if len(fitting) == 1 and (equals is None or equals.keys == [ref.row]):
            return self._spot(fitting[0], sight)
        if not fitting and equals is not None and equals.keys == [ref.row]:
            # what a row says besides its title may change (a time, a count); a title that is there once is enough
            titles = [c for c, e in self._known.items() if e.title == ref.row_text]
            named = [r for r in page.whole if r.title == ref.row_text and r.content not in self._known]
            if len(titles) == 1 and len(named) == 1 and ref.row_text:
                return self._spot(named[0], sight)
            if len(opened := [r for r in page.rows if self._unfolded(r, ref)]) == 1:
                return self._spot(opened[0], sight)
        return None

    def _unfolded(self, row: Seen, ref: Ref) -> bool:
        """Whether a row is this one opened in its place: it says all that it said, and more; or closed again, and says less."""
        if row.content in self._known or not any(part.folded for part in self.item.parts):
            return False
        said = self._said.get(ref.row, frozenset())
        says = {said_in(row.node, part) for part in self.item.parts if part.kind is Kind.TEXT} - {""}
        return bool(said and says) and (said <= says or says <= said)

    def _among_equals(self, ref: Ref) -> Spot | None:
        """One of several rows that say the same: by its order among those that are left."""
        content, equals = self._content.get(ref.row), self._equals_of(ref)
        if equals is None or content is None:
            return None
        kept = dict(self._known), dict(self._content)
        left = sum(1 for r in self._read() if r.content == content)
        self._known, self._content = kept
        while len(equals.keys) > left:
            gone = next((k for k in reversed(equals.acted) if k in equals.keys), equals.keys[-1])
            equals.keys.remove(gone)
        if ref.row not in equals.keys:
            return None
        return self._nth(content, equals.keys.index(ref.row))

    def _nth(self, content: tuple[str, ...], number: int) -> Spot | None:
        """Scroll from the top to the n-th row that says this, from 0."""
        for sight, page, rows, _ in self._pages():
            alike = [row for row in rows if row.content == content]
            if len(alike) > number:
                in_view = any(alike[number].node is row.node for row in page.rows)
                return self._spot(alike[number], sight) if in_view else None
        return None

    def acted_on(self, ref: Ref) -> None:
        """The script did something to a row: if one of its equals goes, this is the one."""
        equals = self._equals_of(ref)
        if equals is not None:
            equals.acted = [*(key for key in equals.acted if key != ref.row), ref.row]

    def _equals_of(self, ref: Ref) -> Equals | None:
        """The rows that say what this one says, itself too; None where it isn't among those that were read last."""
        return self._known.get(self._content[ref.row]) if ref.row in self._content else None

    def _spot(self, row: Seen, sight: Sight) -> Spot:
        return Spot(row.node, sight, "row", None, row.title)
