"""What of a task only tells why: "set an alarm for 6, I have an early flight", "my eyes hurt, turn on dark mode"."""

from __future__ import annotations

import re

_I_AM = (
    r"(?:(?:i['’]m|i am|we['’]re|we are|it['’]s|it is|there['’]s|there is)(?! (?:to|going to)\b)|(?:i|we) have(?! to\b)|"
    r"(?:i|we)['’]ve got(?! to\b))"
)
_BEHIND = re.compile(
    r"(?<!until )(?<!till )(?<!while )(?<!before )(?<!after )(?<!when )(?<!once )(?<!if )(?<!as )(?<!that )(?<!say )(?<!says )"
    rf"(?:\b(?:because|since {_I_AM}|as {_I_AM})\b|\bso (?:that )?(?:i|we) (?:don['’]?t|do not|won['’]?t|can|have|am|get)\b|"
    rf"(?<=[,.;-] ){_I_AM}\b)(?P<rest>[^.;!?]*)",
    re.IGNORECASE,
)
_SO_IT_IS = r"(?:is|are|has|have|was|will|hurts?|starts?|begins?|leaves?|ends?|opens?|closes?|goes|comes)\b"
_FIRST = re.compile(
    rf"^\W*(?:{_I_AM}|(?:my|our|the) [\w'’-]+(?: [\w'’-]+){{0,2}}? {_SO_IT_IS}|(?:i|we) (?:start|begin|finish|leave|work)\b)"
    r"(?P<rest>[^.;!?,]*?)(?:[,;.!]|\bso\b)",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"\b(?:want|wants|need|needs|must|should|please|also|let|like|wish|turn|switch|set|call|text|wake|remind|with|without|"
    r"don['’]t (?!forget))\b|\btoo\W*$",
    re.IGNORECASE,
)
"""With one of these it says what is to be done."""


def without_reasons(task: str) -> str:
    """A task without what only tells why; all of it where nothing else is left."""

    def gone(match: re.Match[str]) -> str:
        return match[0] if _WANTS.search(match["rest"]) else " , "

    rest = _BEHIND.sub(gone, _FIRST.sub(gone, task))
    return rest if re.search(r"\w", rest) else task
