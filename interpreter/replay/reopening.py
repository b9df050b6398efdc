"""Putting back what was set on a page: of one thing, its row is opened again, if only one says what it said; and what the run left
there is set to what it was before, as long as it still stands as the run left it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from apidocs.doc import AppDoc, Element, Kind, Screen
from apidocs.doc.table import api_names
from phones.hiding import PLACEHOLDER
from sessions.records import CallRecord

from ..calls import Call, Outcome, Ref

TURNS = ("turn_on", "turn_off")
SETS = (*TURNS, "choose", "set_text")
_TYPES = ("set_text", "append_text")
WHOLE = "text"
"""By what a row without texts of its own is known again: all that it says."""
GONE = "no row says that any more, or several do"
CHANGED = "it stands otherwise by now than it was left"


@dataclass(frozen=True)
class PutBack:
    """Something in a row, or on a page, that is to be put back as far as it stands as it was left."""

    call: CallRecord
    """What set it first."""
    thing: str
    """For people: `zone "Studio": Keypad lock`, `alarm "Get up": onoff`."""
    lines: tuple[str, ...]
    """What puts it back, once its row or page is reached."""
    on_row: CallRecord | None = None
    """A call on the row that it stands in, or that its page is of; None for a page of the app's own."""
    by: str = ""
    """The part that the row is known by."""
    text: str = ""

    @property
    def in_row(self) -> bool:
        """Whether it stands in the row, which isn't opened for it."""
        return bool(self.call.target.get("row"))

    @property
    def alike(self) -> str:
        """The same for all that one reading of a list puts back."""
        return repr((on_list(self.on_row) if self.on_row is not None else "", self.by, self.lines, self.in_row))

    def why_not(self, calls: Sequence[tuple[Call, Outcome]]) -> str:
        """Why a run of the script didn't put it back; empty where it did."""
        made = [(call.ref, call.op) for call, outcome in calls if outcome.status == "ok"]
        if self.in_row:
            return "" if any(op in TURNS and self._is(ref) and self._says(ref) for ref, op in made) else GONE
        here = met = self.on_row is None
        for ref, op in made:
            if self.on_row is not None and ref.row and op == "open":
                here = ref.element == on_list(self.on_row)[1] and self._says(ref)
                met = met or here
            elif here and op in SETS and self._is(ref):
                return ""
        return CHANGED if met else GONE

    def _is(self, ref: Ref) -> bool:
        return all(str(self.call.target.get(name, "")) == getattr(ref, name) for name in ("screen", "element", "part"))

    def _says(self, ref: Ref) -> bool:
        return dict(ref.texts).get(self.by, ref.row_text if self.by == WHOLE else None) == self.text


def opened_before(call: CallRecord, calls: Sequence[CallRecord]) -> CallRecord | None:
    """What opened the row whose page a call was made on; None where no call of the session did."""
    before = [c for c in calls if c.seq < call.seq and c.status == "ok" and c.op in ("open", "tap")]
    rows = [c for c in before if c.target.get("row") and not c.target.get("part")]
    last = rows[-1] if rows else None
    return last if last is not None and call.within.endswith(f'"{last.target.get("row_text", "")}"') else None


def stands_again(call: CallRecord, calls: Sequence[CallRecord]) -> bool:
    """Whether a choice was left at what it was before all, so that nothing of it is to be put back."""
    return call.op == "choose" and bool(call.replaced) and _left_at(call, calls).casefold() == call.replaced.casefold()


def _left_at(call: CallRecord, calls: Sequence[CallRecord]) -> str:
    same = [c for c in calls if (c.ref, c.op, c.within, c.status) == (call.ref, call.op, call.within, "ok")]
    return str(same[-1].args[0]) if same[-1].args else ""


def lines_back(call: CallRecord, calls: Sequence[CallRecord]) -> tuple[str, ...]:
    """What puts back what a switch, a mark or a choice was before; none where that wasn't written down."""
    if call.op in (*TURNS, "tap") and call.replaced in ("on", "off"):
        return (f"{call.ref}.turn_{call.replaced}()",)
    if call.op == "choose" and call.replaced:
        left = _left_at(call, calls)
        return (f"if {call.ref}.value.lower() == {left.lower()!r}:", f"    {call.ref}.choose({call.replaced!r})")
    return ()


def form_back(
    saved: CallRecord, calls: Sequence[CallRecord], screen: Screen | None
) -> tuple[CallRecord | None, tuple[str, ...]]:
    """What puts back the texts and the options that a press saved, with the call that put in the first of them; none where a field
    was empty, where what it held wasn't written down, or where one more thing may have been made by it."""
    typed = _typed_for(saved, calls, screen)
    fields = [e for e in screen.elements if e.kind is Kind.INPUT] if screen is not None else []
    of_one = saved.within or screen is not None and screen.kind == "dialog" and len(fields) == 1
    first: dict[str, CallRecord] = {}
    for call in typed:
        first.setdefault(call.ref, call)
    if not typed or not of_one or not all(call.replaced for call in first.values()):
        return None, ()
    if any(not call.args or PLACEHOLDER.search(str(call.args[0])) or "•" in str(call.args[0]) for call in typed):
        return None, ()
    stands = [_stands(ref, [call for call in typed if call.ref == ref]) for ref in first]
    sets = [f"    {ref}.{_puts_in(call)}({call.replaced!r})" for ref, call in first.items()]
    return typed[0], (f"if {' and '.join(stands)}:", *sets, f"    {saved.ref}.tap()")


def _typed_for(saved: CallRecord, calls: Sequence[CallRecord], screen: Screen | None) -> list[CallRecord]:
    """What was typed into the form that a press saved, and chosen in it, since it was saved before."""
    typed: list[CallRecord] = []
    for call in calls:
        if call.seq >= saved.seq:
            break
        if call.status != "ok" or call.within != saved.within:
            continue
        if call.ref == saved.ref and call.op == "tap":
            typed = []
        element = element_of(call, screen)
        stood_so = call.op == "choose" and not call.replaced and call.xml_before == call.xml_after != ""
        put_in = call.op in (*_TYPES, "choose") and not stood_so
        if put_in and element is not None and element.commit == saved.target.get("element"):
            typed.append(call)
    return typed


def _puts_in(call: CallRecord) -> str:
    return "choose" if call.op == "choose" else "set_text"


def _stands(ref: str, typed: Sequence[CallRecord]) -> str:
    last = typed[-1]
    if last.op == "choose":
        return f"{ref}.value.lower() == {str(last.args[0]).lower()!r}"
    if last.op == "set_text":
        return f"{ref}.text == {str(last.args[0])!r}"
    return f"{ref}.text.startswith({last.replaced!r}) and {ref}.text.endswith({str(last.args[0])!r})"


def script_of(those: Sequence[PutBack], doc: AppDoc) -> str:
    """One reading of the list for all its rows that are put back by the same lines, if no other row says what they say."""
    one = those[0]
    if one.on_row is None:
        return "\n".join(one.lines)
    row, texts = row_variable(one.on_row, doc), ", ".join(repr(each.text) for each in those)
    lines = [*([] if one.in_row else [f"{row}.open()"]), *one.lines]
    return "\n".join(
        [
            f"rows = {'.'.join(on_list(one.on_row))}()",
            f"said = [row.{one.by} for row in rows]",
            f"for {row} in rows:",
            f"    if {row}.{one.by} in [{texts}] and said.count({row}.{one.by}) == 1:",
            *(f"        {line}" for line in lines),
        ]
    )


def row_variable(call: CallRecord, doc: AppDoc) -> str:
    """What a script calls the row that a call was on."""
    found = api_names(doc).rows(*on_list(call))
    return found.variable(doc) if found is not None else "row"


def on_list(call: CallRecord) -> tuple[str, str]:
    """The screen and the list that a call was on."""
    return str(call.target.get("screen", "")), str(call.target.get("element", ""))


def element_of(call: CallRecord, screen: Screen | None) -> Element | None:
    """What of a screen a call was on."""
    if screen is None or call.target.get("screen") != screen.name:
        return None
    return screen.element(str(call.target.get("element", "")))
