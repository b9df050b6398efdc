"""What is wrong with a script, said so that a person and a small model can put it right: the line, what happened there,
and what would be right instead. Finds no problems itself; words them and looks up the near names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from apidocs.doc.words import spaced

from ..calls import Call, Ref
from .members import Member, Members

NEAR = 62.0
"""Names less alike than this, of 100, are not offered."""
FAR_BEHIND = 20.0
"""Nor are those that are this much less alike than the best."""


@dataclass
class ScriptProblem:
    """An error of a script that ran, or the call it came from."""

    line: int
    """From 1; 0 where it isn't known."""
    source: str
    """The text of that line."""
    message: str
    hint: str = ""
    """What to write instead."""
    kind: str = ""
    """The Python error's name, `CallFailed`, or what stopped the run."""
    via: tuple[int, ...] = ()
    """Lines it was called from, outermost first."""
    call: Call | None = None
    """The call that failed, where it was one."""

    def __str__(self) -> str:
        at = f"Line {self.line}, `{self.source}`: " if self.line else ""
        via = f" (called from line {', '.join(map(str, self.via))})" if self.via else ""
        return f"{at}{self.message}{via}" + (f". {self.hint}" if self.hint else "")


def nearest(name: str, known: Iterable[str], *, least: float = NEAR) -> list[str]:
    """Known names like this one, the three best: in spelling, or with words in common. `least`: how alike, of 100."""

    def likeness(a: str, b: str, **_: object) -> float:
        spelled = fuzz.ratio(a, b)
        worded = fuzz.token_set_ratio(a, b) if set(a.split()) & set(b.split()) else 0.0
        # words in common say more than letters, but a name that has only one small word of many is another name
        return max(spelled, 0.6 * worded + 0.4 * fuzz.token_sort_ratio(a, b))

    found = process.extract(spaced(name), {k: spaced(k) for k in known}, scorer=likeness, limit=3, score_cutoff=least)
    return [key for _, score, key in found if score > found[0][1] - FAR_BEHIND]


def offer(names: list[str]) -> str:
    """`Did you mean a, b or c?`; empty for none."""
    if not names:
        return ""
    quoted = [f"`{n}`" for n in names]
    return f"Did you mean {', '.join(quoted[:-1]) + ' or ' if len(quoted) > 1 else ''}{quoted[-1]}?"


def missing_member(ref: Ref, name: str, members: Members) -> str:
    """What to write instead of a name that this thing doesn't have."""
    known = members.of(ref)
    if ref.element or ref.found:
        return f"It has: {', '.join(_shown(m) for m in known.values())}"
    if homes := members.homes.get(name):
        return offer([f"{home.screen}.{name}" for home in homes[:3]])
    if near := nearest(name, known):
        return offer([f"{ref}.{n}" for n in near])
    own = sorted(known, key=lambda n: n in members.general)
    return f"It has: {', '.join(own[:12])}" + (", …" if len(own) > 12 else "") if own else ""


def missing_name(name: str, members: Members) -> str:
    """What to write instead of a free name that nothing has."""
    if homes := members.homes.get(name):
        return offer([f"{home.screen}.{name}" for home in homes[:3]])
    if near := nearest(name, members.names):
        return offer(near)
    if near := nearest(name, members.homes):
        return offer([f"{members.homes[n][0].screen}.{n}" for n in near])
    screens = list(members.screens)
    return f"Screens: {', '.join(screens[:12])}" + (", …" if len(screens) > 12 else "")


def _shown(member: Member) -> str:
    if member.handle or member.reads or member.method is None:
        return member.name
    return f"{member.name}({', '.join(name for name, _ in member.method.args)})"


ATTRIBUTE = re.compile(r"'(\w+)' object has no attribute '(\w+)'")
NAME = re.compile(r"name '(\w+)' is not defined")


def explain(problem: ScriptProblem, members: Members, missed: tuple[Ref, str] | None) -> ScriptProblem:
    """Adds the hint that Python's own message lacks. `missed` is the name that was looked up last and not found."""
    if problem.call is not None or problem.hint:
        return problem
    text = problem.message
    if problem.kind == "AttributeError" and (m := ATTRIBUTE.search(text)):
        owner, name = m.groups()
        if missed and missed[1] == name:
            problem.message = f"{missed[0]} has no `{name}`"
            problem.hint = missing_member(*missed, members)
        elif owner == "str":
            problem.hint = "It is a text already"
        elif owner == "list":
            problem.hint = "It is a list: go through it with `for`, or name one row by its text"
        elif owner.lower() in members.kinds and not name.startswith("_"):
            # the sandbox wasn't asked: the read came from within a builtin that can't wait
            problem.hint = f"Read `.{name}` in a for loop, before it is sorted or compared"
    elif problem.kind == "AttributeError" and missed:
        problem.hint = missing_member(*missed, members)
    elif problem.kind == "NameError" and (m := NAME.search(text)):
        problem.hint = missing_name(m[1], members)
    elif problem.kind == "TypeError" and ("not iterable" in text or "has no len" in text or "subscript" in text):
        lists = [f"{h.screen}.{n}()" for n, hs in members.homes.items() for h in hs if h.member.op == "rows"]
        problem.hint = f"Lists are read with a call: {', '.join(lists[:4])}" if lists else ""
    elif problem.kind == "NotImplementedError" and "cannot suspend" in text:
        problem.message = "The phone can't be used inside this function call"
        problem.hint = "Write it as a for loop"
    elif problem.kind in ("ModuleNotFoundError", "ImportError"):
        problem.hint = "Scripts have re, datetime, math, json, random and collections"
    return problem
