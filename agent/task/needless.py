"""Runs that had nothing to do, or nothing to read: a condition that didn't hold, a page that was to be shown.

Told from the task's words, from the script, and from what the run saw. Neither is taken for done without a word: the answer says
what was found, or what is on the phone now.
"""

from __future__ import annotations

import ast
import re

from apidocs.doc import AppDoc, Effect
from apidocs.doc.effects import severity
from interpreter.calls import Call, Read
from interpreter.reading.flow import effect_of_use
from interpreter.reading.uses import Use
from interpreter.run.runner import RunResult

from ..fit.coverage import Script
from ..words.intent import Intent
from .unmet import unmet

_WHERE_TO_SEE = re.compile(
    r"^\W*(?:\w+ ){0,3}?where(?:['’]?s| is| are| can i| could i| do i)\b.{0,20}?"
    r"\b(?:the (?:\w+ )?(?:page|screen|list|section|figures|numbers|print|papers)|see|look|find|read)\b",
    re.IGNORECASE,
)
"""A question for the place where something stands, and not for what stands there."""


def not_met(run: RunResult, intent: Intent, script: Script | None, doc: AppDoc) -> tuple[str, str]:
    """What to say where all that the script would have done hung on a condition of the task's, the phone was read for it, and
    it didn't hold; and, instead, why it isn't clear that it didn't. Both empty where that isn't so."""
    if script is None or not intent.conditional or not run.read or run.answer.strip():
        return "", ""
    made = {call.line for call, _ in run.calls}
    hanging = [use for use in script.acts if _hangs(use, script)]
    deeds = would_change(script, doc)
    if not hanging or any(use.line in made for use in hanging) or any(use not in hanging for use in deeds):
        return "", ""
    if any(outcome.status != "ok" for _, outcome in run.calls) or any(not one.to_end for one in run.looked_through):
        return "", ""
    text = unmet(run, intent, script, doc, hanging)
    if text is not None and text.unclear:
        return "", text.unclear
    return f"Nothing had to be done: {text.what if text is not None else _said(run.read[-1])}.", ""


def would_change(script: Script, doc: AppDoc) -> list[Use]:
    """What of a script does more than lead on."""
    return [use for use in script.acts if severity(effect_of_use(use, doc)) > severity(Effect.NAVIGATE)]


def _hangs(use: Use, script: Script) -> bool:
    """Whether an act stands under an `if`, outside of loops: of what a loop goes over, none may have fitted by mistake."""
    around = list(script.reading.around(use.statement))
    looped = any(isinstance(node, ast.For | ast.While) for node in around)
    return not looped and any(isinstance(node, ast.If) for node in around)


def _said(one: Read) -> str:
    ref = one.ref
    name = (ref.part or ref.element or ref.found or ref.screen).replace("_", " ")
    where = f'"{ref.row_text}"' if ref.row_text and not ref.part else name
    of = f' of "{ref.row_text}"' if ref.row_text and ref.part else ""
    if one.value in ("yes", "no"):
        return f"{where}{of}: {one.value}"
    return f'{where}{of} is "{one.value}"' if one.value != ref.row_text else f'"{one.value}" is there'


def shown_instead(run: RunResult, intent: Intent) -> str:
    """What to say where a question goes with the order to show something, or asks for the place to look, and the script opened
    it and changed nothing; empty where that isn't so."""
    if shown := _brought_up(run, intent):
        return shown
    looks = [clause for clause in intent.ordered if clause.deeds]
    shows = bool(looks) and all(clause.deeds == frozenset({"look"}) for clause in looks)
    if not (shows or not looks and intent.asks and all(_WHERE_TO_SEE.search(c.text) for c in intent.asked)):
        return ""
    acts = [(call, outcome) for call, outcome in run.calls if outcome.status == "ok" and call.op in ("open", "tap")]
    if not acts or any(severity(outcome.effect) > severity(Effect.NAVIGATE) for _, outcome in acts):
        return ""
    return f"Shown on the phone: {_what(acts[-1][0])}."


def _brought_up(run: RunResult, intent: Intent) -> str:
    """What the phone was asked to bring up (a way, a search, a page), and showed: that is all the answer such a question has."""
    deeds = [(call, outcome) for call, outcome in run.calls if call.op == "do" and outcome.status == "ok"]
    if not deeds or len(deeds) != len(run.calls) or intent.orders:
        return ""
    told = [outcome.proof.what for _, outcome in deeds if outcome.proof is not None]
    only_shows = all(outcome.effect is Effect.NAVIGATE for _, outcome in deeds) and len(told) == len(deeds)
    brings = all(call.ref.element in _BRINGS_UP for call, _ in deeds)
    return f"On the phone: {', '.join(told)}." if only_shows and brings else ""


_BRINGS_UP = frozenset({"navigate", "search", "open_web", "open_settings"})
"""Deeds of the phone that bring up what was asked for; home and the recent apps answer nothing."""


def _what(call: Call) -> str:
    ref = call.ref
    return (
        f'"{ref.row_text}"'
        if ref.row_text and not ref.part
        else (ref.found or ref.element or ref.screen).replace("_", " ")
    )
