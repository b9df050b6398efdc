"""What kind of answer a question wants, by the word it begins with, and whether an answer can be one: a time of day is no length,
"yes" tells nobody where something is, and what names no moment doesn't say when.

Only what is plainly of another kind is told. A name may be anything, so "who", "which" and "what" take nearly every answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ground import moments

from ..words.clauses import Clause

_LEADS = r"^\W*(?:(?:so|and|but|hey|ok|okay|please|tell me|do you know|can you tell me|could you tell me|find out|look up)\W+)*"
_QUESTIONS = tuple(
    (kind, re.compile(_LEADS + words, re.IGNORECASE))
    for kind, words in (
        ("length", r"how long\b(?! (?:ago|since|have|has)\b)"),
        ("number", r"(?:how many|(?:what'?s? |what is )?(?:the )?number of)\b"),
        (
            "moment",
            r"(?:when(?:'?s)?|(?:at |on )?what (?:time|day|date|hour)|(?:on )?which (?:day|date))\b(?! (?:i|we|you)\b)",
        ),
        ("place", r"where(?:'?s)?\b"),
        ("person", r"who(?:'?s|se)?\b"),
    )
)
_WANTS = {"length": "how long", "number": "how many", "moment": "when", "place": "where", "person": "who"}
_HALF = re.compile(r"^\d{1,2}(?:[:.]\d{2})? ?[ap]\.?m\.?$", re.IGNORECASE)
"""A clock's time that can't be a length: "0:45" may be one."""
_MOMENT = re.compile(
    r"\d|\b(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:today|tonight|tomorrow|yesterday|"
    r"noon|midday|midnight|morning|afternoon|evening|night|sunrise|sunset|dawn|dusk|now|never|always|once|soon|later|ago|due|"
    r"hours?|hourly|days?|daily|weeks?|weekly|weekdays?|weekends?|fortnight\w*|months?|monthly|years?|yearly|annual\w*|quarter\w*|"
    r"every|each|spring|summer|autumn|fall|winter|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|past|"
    r"easter|christmas|end|start|beginning|none?|not|nothing|until|since|before|after|when|overdue|expired|immediately)\b",
    re.IGNORECASE,
)


def other_kind(said: str, asked: Sequence[Clause]) -> str:
    """Why an answer can't be one to the only thing that is asked; empty where it can, and where several things are asked."""
    kind = _kind_of(asked[0].text) if len(asked) == 1 else ""
    text = said.strip().rstrip(".!")
    if not kind or not text:
        return ""
    if text.casefold() in ("yes", "no", "true", "false") and kind != "number":
        return f'the question asks {_WANTS[kind]}, and "{text}" was read'
    time_of_day, moment = bool(_HALF.match(text)), moments.read(text)
    clock = time_of_day or moment is not None and (moment.day is not None or ":" in text)
    length = time_of_day or moment is not None and moment.day is not None and not text.isdecimal()
    none = (
        kind in ("number", "place", "person") and clock
        or kind == "length" and length
        or kind == "moment" and not _MOMENT.search(text)
    )  # fmt: skip
    return f'the question asks {_WANTS[kind]}, and "{text}" was read' if none else ""


def _kind_of(question: str) -> str:
    return next((kind for kind, begins in _QUESTIONS if begins.match(question)), "")
