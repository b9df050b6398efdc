"""Settings that a task asks for and the walk never saw: where to look for them, by the task's own words.

A walk seldom scrolls through every page. A task that switches something which nothing in the doc is called sounds like a
setting, and those stand where the app's settings are.
"""

from __future__ import annotations

import re

from ..doc import AppDoc, Kind
from ..doc.table import rows_of
from ..doc.words import split_words, stem
from ..samples.phrasing import settings_screen, spoken
from .hinting import HintIndex

_ASKED = re.compile(
    r"^(?:please\s+)?(?:"
    r"(?P<off>disable|deactivate|turn\s+off|switch\s+off|uncheck|stop(?=\s+\w+ing\b)|do\s+not|don.?t|no\s+more)"
    r"|(?P<on>enable|activate|turn\s+on|switch\s+on|allow))\s+(?P<what>.+)$",
    re.IGNORECASE,
)
_PARTED = re.compile(r"^(?:please\s+)?(?:turn|switch)\s+(?P<what>.+?)\s+(?P<state>on|off)$", re.IGNORECASE)
_AROUND = re.compile(r"^(?:the|my)\s+|\s+(?:in|on)\s+(?:the\s+)?settings$|\s+(?:option|setting)$", re.IGNORECASE)
_KNOWN = 0.35
"""From there on a switch of the doc may well be the one that is meant (`hinting` calls a name likely from 0.6)."""
_LONGEST = 80
"""Characters of what is looked for; a longer task is about more than a switch."""


def unseen_setting(task: str, doc: AppDoc, index: HintIndex) -> str:
    """A call that finds and switches it, `settings.find("Dial pad").turn_off()`; empty where the doc has something of that
    name, or the task is about something else."""
    asked = _ASKED.match(task.strip()) or _PARTED.match(task.strip())
    page = settings_screen(doc)
    if asked is None or page is None:
        return ""
    what = _AROUND.sub("", asked["what"]).strip(" .!?\"'“”‘’")
    if not what or len(what) > _LONGEST or '"' in what or "\\" in what or " and " in what or "," in what:
        return ""
    labels = {spoken(e.label) for screen in doc.screens for e in screen.elements if e.kind is Kind.TOGGLE}
    if spoken(what) in labels or _of_rows(what, doc) or _switch_known(task, doc, index):
        return ""
    groups = asked.groupdict()
    state = "off" if groups.get("off") or (groups.get("state") or "").lower() == "off" else "on"
    return f'{page.name}.find("{what[0].upper()}{what[1:]}").turn_{state}()'


def _of_rows(what: str, doc: AppDoc) -> bool:
    """Whether it is one of the things a list holds, each with a switch of its own: an alarm."""
    said = {stem(word) for word in split_words(what)}
    for rows in (rows for screen in doc.screens for rows in rows_of(screen)):
        named = {stem(word) for word in split_words(rows.item.name)}
        if named <= said and any(part.kind is Kind.TOGGLE for part in rows.item.parts):
            return True
    return False


def _switch_known(task: str, doc: AppDoc, index: HintIndex) -> bool:
    for hint in index.hints(task, most=8, least=_KNOWN):
        screen, _, name = hint.name.partition(".")
        found = doc.screen(screen)
        element = found.element(name) if found else None
        if element is None or element.kind in (Kind.TOGGLE, Kind.CHOICE):
            return True
    return False
