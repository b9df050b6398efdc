"""Whether words speak of an alarm or a timer that is there already, "stop the 10 minute timer", and not of a new one: the phone
itself can only make new ones."""

from __future__ import annotations

import re

_DONE_TO = (
    r"(?:delete|remove|cancel|dismiss|snooze|skip|edit|change|rename|move|push|shift|postpone|stop|end|pause|resume|reset|restart|"
    r"extend|shorten|lengthen|prolong|silence|mute|kill|clear|disable|enable|adjust|get rid of|(?:turn|switch|shut) o(?:n|ff))"
)
_THAT = r"(?:the|my|our|his|her|their|this|that|these|those|all|both|every|any|[\w'’]+['’]s)"
_ONE = r"(?:alarm|timer|countdown)s?"
_THERE = re.compile(
    rf"\b{_DONE_TO} (?:\w+ )?{_THAT}\b(?: [\w:.'’-]+){{0,5}}? {_ONE}\b"
    rf"|\b{_DONE_TO} (?:[\w:.'’-]+ )?(?:alarms|timers)\b"
    rf"|\b(?:turn|switch|shut) {_THAT}\b(?: [\w:.'’-]+){{0,4}}? {_ONE}(?: [\w:.'’-]+){{0,4}}? o(?:n|ff)\b"
    rf"|\b(?:minutes?|hours?|seconds?|mins?|more|time) (?:to|from|off) {_THAT}\b(?: [\w:.'’-]+){{0,4}}? {_ONE}\b"
    rf"|\b{_THAT}\b(?: [\w:.'’-]+){{0,4}}? {_ONE}\b(?: [\w:.'’-]+){{0,4}}? (?:longer|shorter|later|earlier)\b"
    rf"|\b(?:don['’]?t|do not|no longer) need (?:{_THAT})(?: [\w:.'’-]+){{0,4}}? {_ONE}\b",
    re.IGNORECASE,
)


def speaks_of_one_there(text: str) -> bool:
    """Whether something is to be done to an alarm or a timer that is there: neither "start the timer for 10 minutes" nor "set an
    alarm to stop the music"."""
    return _THERE.search(text) is not None
