"""Whether an answer says what it has to: yes or no, a number, a value as it is stored or as anybody writes it, a list of names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .intents import Reply
from .saying import forms_of

_YES = re.compile(r"\b(?:yes|yep|true|on|is|are|does|will)\b")
_NO = re.compile(r"\b(?:no|not|false|off|none|never|neither|cannot|nothing)\b|n't\b")
_PLAIN_YES = re.compile(r"^\W*(?:yes|yep|true|on)\b")
_PLAIN_NO = re.compile(r"^\W*(?:no|not|nope|false|off)\b")
_NUMBER = re.compile(r"(?<![\w.,:])\d+(?![\w:]|[.,]\d)")
_NUMBER_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_SAYS_MISSING = re.compile(
    r"\b(?:no|not|nothing|none|neither|cannot|unable|unknown|missing|absent|without|impossible|failed|refused|lacks?)\b|n't\b",
    re.I,
)


def plain(text: str) -> str:
    """A text as far as a person would care: no capitals, single spaces, no full stop at the end."""
    return " ".join(text.replace("’", "'").casefold().split()).rstrip(".")


def says(reply: Reply, answer: str) -> str:
    """What the answer lacks; empty where it says what it has to."""
    said = plain(answer)
    if reply.kind == "anything":
        return ""
    if reply.kind == "missing":
        return (
            ""
            if _SAYS_MISSING.search(answer)
            else f"the answer should say that it can't be done, it says {_short(answer)}"
        )
    if reply.kind == "yes_no":
        return (
            "" if _polarity(said) == reply.value else f"the answer should say {reply.value}, it says {_short(answer)}"
        )
    if reply.kind == "list":
        return _list(reply, said, answer)
    if reply.of == "number":
        right = _numbers(said) == {int(reply.value)}
    elif not reply.value:
        right = not said or bool(_SAYS_MISSING.search(said))
    else:
        right = any(_stands(form, said) for form in forms_of(reply.value, reply.of))
        right = right and not any(_stands(plain(other), said) for other in reply.others)
    return "" if right else f"the answer should say {reply.value!r}, it says {_short(answer)}"


def all_said(replies: Iterable[Reply], answer: str) -> list[str]:
    """What of several replies an answer lacks. Numbers beside other values are only looked for."""
    replies = list(replies)
    if len(replies) == 1:
        return [lack for one in replies if (lack := says(one, answer))]
    found = []
    for one in replies:
        if one.kind == "value" and one.of == "number":
            forms = forms_of(one.value, "number")
            if not any(_stands(form, plain(answer)) for form in forms):
                found.append(f"the answer should say {one.value}, it says {_short(answer)}")
        elif lack := says(one, answer):
            found.append(lack)
    return found


def _polarity(said: str) -> str:
    if _PLAIN_YES.search(said):
        return "yes"
    if _PLAIN_NO.search(said) or _NO.search(said):
        return "no"
    return "yes" if _YES.search(said) else ""


def _numbers(said: str) -> set[int]:
    digits = {int(found) for found in _NUMBER.findall(said)}
    if digits:
        return digits
    words = set(re.findall(r"[a-z]+", said))
    found = {number for number, word in enumerate(_NUMBER_WORDS) if word in words}
    return found or ({0} if words & {"no", "none", "nothing"} else set())


def _list(reply: Reply, said: str, answer: str) -> str:
    left = said
    # longer names first, so that none is found within another
    for name in sorted((*reply.names, *reply.others), key=len, reverse=True):
        at = _find(plain(name), left)
        if name in reply.others and at is not None:
            return f"the answer shouldn't name {name!r}, it says {_short(answer)}"
        if name in reply.names:
            if at is None:
                return f"the answer should name {name!r}, it says {_short(answer)}"
            left = left[: at.start()] + " | " + left[at.end() :]
    if not reply.names and said and not _SAYS_MISSING.search(said):
        return f"the answer should say that there are none, it says {_short(answer)}"
    return ""


def _stands(form: str, said: str) -> bool:
    return bool(form) and _find(form, said) is not None


def _find(form: str, said: str) -> re.Match[str] | None:
    return re.search(rf"(?<!\w)(?<!\d\.){re.escape(form)}(?!\w|\.\d)", said)


def _short(answer: str) -> str:
    return repr(answer if len(answer) <= 120 else answer[:117] + "...")
