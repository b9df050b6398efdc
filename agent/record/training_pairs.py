"""Sessions as training pairs: task, doc and script, one JSON object a line, with what is the person's taken out.

Every text that the script puts in is replaced by a made-up one, in task, script and answer alike; whatever else looks like
a number to call, an address or a code goes, too. The doc holds nothing of what rows say.
"""

from __future__ import annotations

import json
import re

from apidocs.doc import AppDoc
from apidocs.doc.stubs import render_stubs
from ground.errors import StoreError
from ground.syntax import parses
from sessions.records import SessionDetail

from .parameters import Proposal, parametrised, propose

_MADE_UP = (
    "Alpha",
    "Bravo",
    "Charlie",
    "Delta",
    "Echo",
    "Foxtrot",
    "Golf",
    "Hotel",
    "India",
    "Juliett",
    "Kilo",
    "Lima",
)
_PRIVATE = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|https?://\S+|\+?\d[\d\s().-]{4,}\d")


def training_pair(detail: SessionDetail, doc: AppDoc) -> str:
    """One line. Raises StoreError for a session that wasn't done, or whose texts weren't recorded."""
    head = detail.head
    if head.status != "done" or head.private or not head.script.strip() or not parses(head.script):
        raise StoreError(f"Session {head.id} is no example: only one that was done, with its script recorded, is.")
    task, script = stripped(head.task, head.script, doc)
    return json.dumps({"task": task, "doc": render_stubs(doc), "script": script}, ensure_ascii=False)


def stripped(task: str, script: str, doc: AppDoc) -> tuple[str, str]:
    """Task and script with made-up values in place of the person's."""
    chosen = [p for p in propose(script, doc) if isinstance(p.value, str) and p.parameter.type != "choice"]
    new: dict[str, str] = {}
    for number, proposal in enumerate(chosen):
        new[proposal.parameter.name] = _made_up(proposal, number)
    text = parametrised(script, chosen)
    # longer names first, so that none is replaced inside another
    for proposal in sorted(chosen, key=lambda p: -len(p.parameter.name)):
        name = proposal.parameter.name
        text = re.sub(rf"(?<![\w.\"']){re.escape(name)}(?![\w\"'(=.])", repr(new[name]), text)
    for proposal in sorted(chosen, key=lambda p: -len(str(p.value))):
        if str(proposal.value):
            task = task.replace(str(proposal.value), new[proposal.parameter.name])
    return _PRIVATE.sub("…", task), _PRIVATE.sub("…", text)


def _made_up(proposal: Proposal, number: int) -> str:
    kind = proposal.parameter.type
    if kind == "number":
        return str(number + 1)
    if kind in ("time", "date"):
        return str(proposal.value)  # says nothing of anyone without what it is for
    word = _MADE_UP[number % len(_MADE_UP)]
    return word if number < len(_MADE_UP) else f"{word} {number // len(_MADE_UP) + 1}"
