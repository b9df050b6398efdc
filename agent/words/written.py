"""What of a task is only to be written down, "note: buy an alarm clock", "add call mum to my list": it orders nothing itself."""

from __future__ import annotations

import re

_RECORD = r"(?:note|memo|task|to-?do|reminder|entry|item|bullet|checklist|list|draft)"
_OPENING = (
    r"(?:^|[.;!?]\s+|\b(?:and|then|please|you|to)\s+|"
    r"\b(?:add|make|create|write|take|leave|save|start|enter|record|put|set|set up|jot|need|want|new)(?:\s+down)?\s+"
    r"(?:(?:me|myself|us)\s+)?)"
)
_WHICH = r"(?:(?:a|an|another|one|my|the|this)\s+)?(?:(?:new|quick|short|little)\s+)*"
_LEADING = (
    r"(?:\s*[:–—]\s*|\s*,\s*|\s+-\s+|\s+(?:(?:down|that says|saying|that|to(?! (?:my|the|our)\b)|about|of|for|"
    r"with(?: the (?:text|words?))?|called|named|titled)\s*:?\s+)+)"
)
_TO_THE_END = r"(?P<text>.+?)(?=[.;!?]\s|[.!?]*$)"
_WRITTEN = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf"{_OPENING}{_WHICH}{_RECORD}{_LEADING}{_TO_THE_END}",
        rf"\b(?:write|jot|note|put|type|scribble)\s+(?:down|in (?:my|the) \w+)\s*[:,]?\s+{_TO_THE_END}",
        rf"\b(?:remember|remind (?:me|us)\b[^.;:!?]*?)\s+(?:to|that|about)\s+{_TO_THE_END}",
        r"\b(?:add|put|write|enter|stick|pop|jot|include|insert)\s+(?P<text>[^.;!?]+?)\s+(?:to|on|onto|in|into)\s+"
        r"(?:(?:my|the|our|a|this|that)\s+)?(?:[\w'’-]+\s+){0,3}?(?:lists?|notes?|diary|journal|to-?dos?|tasks?|groceries|shopping|checklists?|memos?)\b",
    )
)


def without_written(task: str) -> str:
    """A task without what it wants written down."""
    for pattern in _WRITTEN:
        task = pattern.sub(lambda match: match[0].replace(match["text"], " ", 1), task)
    return task
