"""The host of a replay: a first run's host that looks, before it touches anything, whether this is what was recorded.

Decides what counts as the recorded element and how a recorded row is known again; how something else may be taken for it
is `interpreter.heal`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from apidocs.doc import AppDoc, Kind, Screen
from phones.hierarchy import Node
from phones.phone import Phone
from sessions.records import CallRecord, ConsentRecord

from ..calls import Call, Ref
from ..calls.declared import at_least
from ..calls.errors import Stop
from ..find.targets import RowTarget, Target
from ..heal.element_matching import Found
from ..heal.navigator import dismiss
from ..run.host import PhoneHost
from ..run.host_state import HostOptions
from ..run.left_open import DEED, deed_left
from ..run.was_read import plain
from ..screen.front import Sight
from ..screen.interruptions import recognise
from ..screen.states import Spot
from .answer_reads import AnswerReads
from .recorded import Recorded, ReplayVerdict
from .rows_then import compare_rows
from .same_screen import Sameness, compare, stands_otherwise


class Different(Stop):
    """The screen, or the element on it, is not what was recorded; nothing was touched."""


class ReplayHost(PhoneHost):
    """Carries out recorded calls; `expect` says which comes next."""

    def __init__(
        self,
        phone: Phone,
        doc: AppDoc,
        *,
        kept: Sequence[ConsentRecord],
        reads: AnswerReads,
        **options: Unpack[HostOptions],
    ) -> None:
        """`kept` are consents of the session that the person kept: each holds for the very same words. `reads` says what the
        recorded answer hangs on. Of the options, `heal` False stops at the first difference; the `task` is the recorded one,
        whose words chose a row on the way then and do so again; `closing` is what the run pressed on its own."""
        super().__init__(phone, doc, **options)
        self.went_on = self.only_value = False
        """Whether the last difference was one of a value that was read: nothing hangs on it for the next act."""
        self.note = ""
        self.otherwise: list[str] = []
        """How what the answer was worked out from is otherwise now."""
        self.unknown = ""
        """Why it isn't known whether that is so; empty where it is."""
        self._reads = reads
        self._expected: Recorded | None = None
        self._rows: dict[tuple[str, str], list[Ref]] = {}
        self.consents.kept = frozenset((consent.effect, consent.detail) for consent in kept)

    def expect(self, recorded: Recorded | None) -> None:
        """Say which recorded call comes next."""
        self._expected = recorded
        self.memory.seq = recorded.record.seq if recorded is not None else 0
        self.note, self.only_value = "", False
        # a finish that stands on no line was the run's own, and closed what the script had left open
        self._closing = recorded is not None and recorded.record.op == "finish" and not recorded.record.line

    def call(self, call: Call) -> object:
        value = super().call(call)
        found = value if isinstance(value, list) else [value]
        rows = [ref for ref in found if isinstance(ref, Ref) and ref.row]
        if call.op == "rows":
            self._rows[call.ref.screen, call.ref.element] = []
        for row in rows:  # a row may have been found in another list than the one that was asked
            self._rows.setdefault((row.screen, row.element), []).append(row)
        return value

    def row_again(self, ref: Ref) -> Ref:
        """A recorded row among those that were read in this replay. Raises Different where it isn't clear which it is.

        The same content is the same row; where a date or a count in it is another now, the only row of that title is.
        """
        if not ref.row:
            return ref
        rows = self._rows.get((ref.screen, ref.element), [])
        match = next((r for r in rows if r.row == ref.row), None)
        if match is None:
            titled = {r.row: r for r in rows if r.row_text == ref.row_text}
            if len(titled) != 1:
                many = f"{len(titled)} rows say" if titled else "no row says"
                raise Different(f'{many} "{ref.row_text}" in {ref.screen}.{ref.element} now')
            match = next(iter(titled.values()))
        return Ref(ref.screen, ref.element, match.row, match.row_text, ref.part, texts=match.texts)

    def value_differs(self, record: CallRecord, value: object) -> str:
        """How a value that was read differs from the recorded one, in words; empty where it doesn't."""
        if record.op in ("secret", "find", "scroll_down", "scroll_up"):
            return ""
        matters = self._reads.matter(record)
        if record.op in ("rows", "row"):
            other = self._rows_differ(record, value, matters)
        else:
            now = plain(value)
            same = now == record.value or (now in (None, "") and record.value in (None, ""))
            other = "" if same else f"read {now!r}, recorded was {record.value!r}"
        if other:
            self.only_value = True
            self.otherwise += [other] if matters else []
        return other

    def _rows_differ(self, record: CallRecord, value: object, matters: bool) -> str:
        """A list that is only gone through on the way to one of its rows may have others; that it has is noted."""
        found = compare_rows(record, value, self._reads.names)
        if matters and found.unknown:
            self.unknown = "what the rows said then is no longer known"
        if matters or record.op == "row":
            return found.titles or (found.texts if matters else "")
        self.note = found.titles or self.note
        return ""

    def answer_doubted(self, record: CallRecord) -> tuple[ReplayVerdict, str]:
        """How far the recorded answer, with which a script ended, still holds; with why it may not."""
        if not record.args or not (self.otherwise or self.unknown):
            return "same", self.note
        self.only_value = True
        said = f"the answer then was {str(record.args[0])!r}"
        if self.otherwise:
            return "different", f"{said}; what it was worked out from is otherwise now"
        return "stopped", f"{said}; whether it still holds isn't known: {self.unknown}"

    # what the call is on, compared before it is touched

    def _by_commands(self, call: Call, screen: Screen) -> object:
        record = self._expected.record if self._expected is not None else None
        element = screen.element(call.ref.element)
        if record is not None and call.op == "tap" and record.replaced and element is not None:
            stands = "on" if self._itself().is_on(element.name) else "off"
            if stands != record.replaced.partition(" ")[0]:
                raise Different(
                    f"{element.label} stands otherwise than it did: it is {stands} now, it was {record.replaced}. A tap would "
                    "turn it back"
                )
        return super()._by_commands(call, screen)

    def _target(self, ref: Ref, op: str) -> Target:
        target = super()._target(ref, op)
        reach = target.reach

        def reached() -> Spot:
            spot = reach()
            self._look_at(spot, target)
            return spot

        target.reach = reached  # type: ignore[method-assign]
        return target

    def _look_at(self, spot: Spot, target: Target) -> None:
        """Raise Different unless this is what was recorded."""
        expected = self._expected
        if expected is None or expected.hierarchy is None or expected.node is None:
            return
        if expected.record.op == "tap":
            otherwise = stands_otherwise(
                expected.node, spot.node, expected.hierarchy, spot.sight.hierarchy, expected.after
            )
            if otherwise:
                raise Different(f"{target.name} stands otherwise than it did: {otherwise}. A tap would turn it back")
        content = isinstance(target, RowTarget) or _says_content(target)
        found = compare(expected.hierarchy, spot.sight.hierarchy, expected.node, spot.node, content=content)
        if not found.same:
            self._judge(found, spot, target)

    def _judge(self, found: Sameness, spot: Spot, target: Target) -> None:
        """Go on where it is the element all the same, written down as healed; raise Different where that isn't sure."""
        expected = self._expected
        assert expected is not None and expected.hierarchy is not None and expected.node is not None
        if not self._heal:
            raise Different(f"{target.name} isn't as it was recorded: {found}")
        screen, element = target.screen, target.element
        name = spot.sight.name or expected.record.screen_before
        live = spot.sight.hierarchy
        if not found.element:
            self.memory.heal("screen", name, "", "", f"{found}; {target.name} is the same", found.structure, live)
            return
        if screen is None or element is None:
            raise Different(f"{target.name} isn't as it was recorded: {found}")
        if any(h.what == "element" and (h.screen, h.element) == (screen.name, element.name) for h in self.healings):
            return  # found anew by the ladder, and said so
        best = self.memory.found(screen, element, live, at_least(element))
        if isinstance(best, Found) and (best.node is spot.node or _same_place(best.node, spot.node)):
            locator = element.locator.model_dump_json(exclude_defaults=True)
            self.memory.heal("element", screen.name, element.name, locator, f"{locator}, but {found}", best.score, live)
            return
        raise Different(f"{target.name} isn't as it was recorded: {found}, and it isn't clear what it is now")

    def _do_deed(self, call: Call) -> None:
        """What the run pressed after its script, where it is the very same again. Raises Different where it is another."""
        found = deed_left(self.front.look(), self.closes.deeds, self.last_act, self.calls)
        steps = self._expected.record.steps if self._expected is not None else []
        if found is None or not any(step.startswith(DEED) for step in steps):
            return
        words = Spot(found[0], self.front.look(), "").words or found[0].id_name
        if not any(step.endswith(f'pressed "{words}"') for step in steps):
            raise Different(f'after its script the run pressed something else than "{words}"')
        super()._do_deed(call)

    def _clear(self, sight: Sight) -> Sight:
        """What stands in the way, and a notice that an update brought: closed, where nothing is agreed to by that."""
        sight = super()._clear(sight)
        if self._closing:
            return sight  # what is open then is the script's own
        for _ in range(3):
            if not self._heal or sight.screen is not None or sight.hierarchy.package != self.doc.package:
                return sight
            if recognise(sight.hierarchy) is not None:
                return sight
            after = dismiss(self.front, sight, self._noticed)
            if after is None:
                return sight
            sight = super()._clear(after)
        return sight

    def _noticed(self, what: str) -> None:
        self.front.note(what)
        last = self.front.last
        if last is not None:
            self.memory.heal("dialog", last.name or "unknown", "", "", what, 1.0, last.hierarchy)


def _same_place(a: Node, b: Node) -> bool:
    return any(n is b for n in a.walk()) or any(n is a for n in b.walk())


def _says_content(target: Target) -> bool:
    element = target.element
    return element is not None and (element.kind in (Kind.TEXT, Kind.CHOICE, Kind.INPUT) or not element.label)
