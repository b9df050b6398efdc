"""Putting back what a session set: a script made from what its calls replaced, to be run like any other, with consent and proof.

Settings of the phone itself remember what they were, and go back to it, the last one first. So do an app's switches and choices and
the texts of a form that was saved, on pages, and the switches in rows of lists: a row is known again by its title, or where it has
none of its own by another text, and turned, or opened (`reopening`), only where it is the only one that says so. What can't be put
back is said, and why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from apidocs.doc import AppDoc, Effect, Kind, Screen
from apidocs.doc.effects import severity
from apidocs.doc.nouns import noun_of_item, row_noun
from sessions.records import CallRecord

from .reopening import (
    TURNS,
    WHOLE,
    PutBack,
    element_of,
    form_back,
    lines_back,
    on_list,
    opened_before,
    row_variable,
    script_of,
    stands_again,
)

_WHY = {
    Effect.SEND: "what was sent can't be called back",
    Effect.SHARE: "what was shared can't be called back",
    Effect.CALL: "a call that was made can't be unmade",
    Effect.PAY: "what was paid is paid",
    Effect.DELETE: "what was deleted isn't kept anywhere here",
    Effect.SETTINGS: "what it was before wasn't written down",
}
_OTHERWISE = "what was saved in an app stays there"


@dataclass(frozen=True)
class Undoing:
    """What undoing a session comes to."""

    script: str
    """Puts back what can be; empty where nothing can."""
    left: list[str] = field(default_factory=list)
    """What can't be put back, one line each, with why."""
    rows: list[PutBack] = field(default_factory=list)
    """What the script puts back as far as its rows are still there and it stands as it was left."""


def undoing(calls: Sequence[CallRecord], doc: AppDoc) -> Undoing:
    """What to do about a session's calls; `doc` is the one it ran with."""
    plan = _Plan(calls, doc)
    acts = [c for c in calls if c.status == "ok" and severity(Effect(c.effect)) >= severity(Effect.SETTINGS)]
    for position, call in enumerate(acts):
        # what nothing was to be seen of led to what follows
        plan.take(call, leads_on=not call.proof and any(later.proof for later in acts[position + 1 :]))
    return Undoing(plan.script, plan.left, plan.rows)


class _Plan:
    """What is put back, found out call by call."""

    def __init__(self, calls: Sequence[CallRecord], doc: AppDoc) -> None:
        self._calls, self._doc = calls, doc
        self._back: dict[str, str | list[PutBack]] = {}
        """By what was changed first: a line, or all that the same lines put back in rows or on pages."""
        self.left: list[str] = []
        self._seen: set[tuple[str, ...]] = set()
        """What has been met: the first time is what it was before all."""

    @property
    def script(self) -> str:
        """What was changed last is put back first."""
        found = reversed(self._back.values())
        return "\n".join(one if isinstance(one, str) else script_of(one, self._doc) for one in found)

    @property
    def rows(self) -> list[PutBack]:
        """What is put back as far as it is still there: in rows first."""
        found = [one for many in self._back.values() if not isinstance(many, str) for one in many]
        return sorted(found, key=lambda one: not one.in_row)

    def _add(self, one: PutBack) -> None:
        among = self._back.setdefault(one.alike, [])
        assert isinstance(among, list)  # a line stands under what it is about
        among.append(one)

    def take(self, call: CallRecord, *, leads_on: bool) -> None:
        screen = self._doc.screen(str(call.target.get("screen", "")))
        if screen is not None and screen.by_commands and call.op in (*TURNS, "tap", "choose"):
            if call.replaced:
                self._back.setdefault(call.ref, _line_back(call))
            if call.op != "choose" and (ended := call.replaced.partition(" (")[2]):
                self.left.append(
                    f"{_label(call, screen)}: {ended.removesuffix(')')} (it is set on its page of Settings)"
                )
            return
        stood_so = call.op in TURNS and not call.replaced and call.proof_note.endswith(" already")
        row = str(call.target.get("row", ""))
        if (
            stood_so
            or stands_again(call, self._calls)
            or (call.ref, row or call.within) in self._seen
            or self._take_page(call, screen)
        ):
            return
        why = _stays(call, screen)
        if why and not leads_on:
            what = _thing(call, screen, self._doc) if call.op in TURNS else call.proof_note or f"{call.ref}.{call.op}"
            self.left.append(f"{what} ({why})")
        if why:
            return
        self._seen.add((call.ref, row or call.within))
        if row:
            self._take_row(call, screen)
        else:
            self._back[call.ref] = _line_back(call)

    def _take_page(self, call: CallRecord, screen: Screen | None) -> bool:
        """Put back what stands on a page; False where that can't be, or it is a switch of the app's own."""
        element = element_of(call, screen)
        if element is None or call.target.get("row") or call.target.get("found"):
            return False
        if call.op == "choose" and self._goes_with_its_form(call, screen, element.commit):
            return True
        first: CallRecord | None = call
        lines = lines_back(call, self._calls) if not element.commit else ()
        if call.op == "tap":
            first, lines = form_back(call, self._calls, screen)
        if first is None or not lines or not call.within and call.op in TURNS:
            return False
        opened = opened_before(call, self._calls) if call.within else None
        of_list = self._doc.screen(str(opened.target["screen"])) if opened is not None else None
        by, text = _told_by(opened, of_list, self._calls) if opened is not None else ("", "")
        if call.within and not by:
            return False
        named = element if call.op != "tap" else element_of(first, screen) or element
        noun, _, title = call.within.partition(' "')
        thing = f'{noun_of_item(self._doc, noun)} "{title}: {named.said}' if call.within else named.said
        self._seen.add((call.ref, call.within))
        self._add(PutBack(first, thing, lines, opened, by, text))
        return True

    def _goes_with_its_form(self, call: CallRecord, screen: Screen | None, commit: str) -> bool:
        """Whether an option is put back with the texts of the form that it was saved with."""
        later = (
            c for c in self._calls if c.seq > call.seq and (c.op, c.status, c.within) == ("tap", "ok", call.within)
        )
        saved = next((c for c in later if commit and element_of(c, screen) and c.target.get("element") == commit), None)
        return saved is not None and bool(form_back(saved, self._calls, screen)[1])

    def _take_row(self, call: CallRecord, screen: Screen | None) -> None:
        by, text = _told_by(call, screen, self._calls)
        thing = _thing(call, screen, self._doc)
        if not by:
            self.left.append(f"{thing} (nothing that its row says tells it from the others)")
            return
        switch = (*(str(call.target.get(name)) for name in ("screen", "element", "part")), by)
        if (*switch, text) in self._seen:  # the same row, which says something else besides since it was turned
            return
        self._seen.add((*switch, text))
        turn = f"{row_variable(call, self._doc)}.{call.target['part']}.turn_{call.replaced}()"
        self._add(PutBack(call, thing, (turn,), call, by, text))


def _line_back(call: CallRecord) -> str:
    if call.op == "choose":
        return f"{call.ref}.choose({call.replaced!r})"
    return f"{call.ref}.turn_{call.replaced.partition(' ')[0]}()"  # `on (its schedule)`


def _label(call: CallRecord, screen: Screen) -> str:
    element = element_of(call, screen)
    return element.label if element is not None else call.ref


def _stays(call: CallRecord, screen: Screen | None) -> str:
    """Why what a call did in an app isn't put back, in plain words; empty where it can be."""
    if call.op not in TURNS or call.replaced not in ("on", "off"):
        return _WHY.get(Effect(call.effect), _OTHERWISE)
    element = element_of(call, screen)
    if element is None or call.target.get("found"):
        return "it was found by its words alone, which may be another's by now"
    if call.within:
        return f"it stands on the page of {call.within}, which has to be opened first"
    if element.commit:
        return "it is part of a form, which has to be filled in and saved"
    return ""


def _told_by(call: CallRecord, screen: Screen | None, calls: Sequence[CallRecord]) -> tuple[str, str]:
    """The part that a row is known again by, with what it says: its title, else the first text that no other row said when the
    list was read; a box with its words on it is known by these. Both empty where there is none."""
    element = element_of(call, screen)
    item = element.item if element is not None else None
    texts = dict(cast(Sequence[tuple[str, str]], call.target.get("texts", ())))
    parts = [part.name for part in item.parts if part.kind is Kind.TEXT] if item is not None else []
    if item is not None and item.title in parts:
        parts = [item.title, *(name for name in parts if name != item.title)]
    lists = [c.rows for c in calls if c.rows and c.op == "rows" and on_list(c) == on_list(call)]
    whole = str(call.target.get("row_text", ""))
    if item is not None and item.ticked and not parts and whole:
        return WHOLE, whole
    for name in parts:
        said = [Counter(row.get(name, "") for _, row in rows) for rows in lists]
        if texts.get(name) and all(count[texts[name]] <= 1 for count in said):
            return name, texts[name]
    return "", ""


def _thing(call: CallRecord, screen: Screen | None, doc: AppDoc) -> str:
    """`alarm "Get up": onoff`, `dark mode`."""
    target = call.target
    element = element_of(call, screen)
    part = str(target.get("part", "")).replace("_", " ")
    if element is None or not target.get("row"):
        return (element.label if element is not None else "") or call.ref
    name = row_noun(doc, str(target.get("screen", "")), element)
    return f'{name} "{target.get("row_text", "")}"' + (f": {part}" if part else "")
