"""What a task leaves out of "all": "all alarms but the early one", "everybody besides Ann", "…, but keep the soup"."""

from __future__ import annotations

import re

from apidocs.doc.words import SAYING_NOTHING

from .lexicon import lexicon, plain

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SUBJECTS = frozenset(
    "i im ill ive we you youre he she it its they theyre there this that these those so also then still".split()
)
_ALL = frozenset("all every each everything everyone everybody any anything anyone".split())
_ALL_OF = re.compile(rf"\b(?:{'|'.join(_ALL)})\b", re.IGNORECASE)
_BEFORE_A_THING = _ALL | frozenset("the a an my your our his her their this that of no in on to".split())
"""Behind these "bar" and "save" are a thing: "every bar of it"."""
_SENTENCE = re.compile(r"[.;!?]\s")
_KEPT = re.compile(
    r"\s*(?:please |just |only )?(?:keep|leave|spare|skip|omit)\s+"
    r"(?!(?:it|them|those|these|this|that|all|everything|everyone|an?|on|off)\b)\w",
    re.IGNORECASE,
)


def excepts(text: str, match: re.Match[str]) -> bool:
    """Whether this "but" begins what is left out, "all alarms but the early one", and no part with a verb of its own."""
    said = match[0].strip().casefold()
    before = _SENTENCE.split(text[: match.start()])[-1]
    rest = [plain(word) for word in WORD.findall(text[match.end() :])]
    return said == "but" and bool(rest) and _ALL_OF.search(before) is not None and _is_a_name(rest)


def is_kept(before: str, part: str, after: str) -> bool:
    """Whether a part says of one thing among all those before that it stays: "but keep the early one", "leave Soup". What is kept
    by the kind, "keep the photos", may be none of them."""
    sentence = _SENTENCE.split(before)[-1]
    said = WORD.findall(part)
    words = [plain(word) for word in said]
    plural = said[-1:] != [] and said[-1].islower() and said[-1][-2:] not in ("'s", "’s") and said[-1].endswith("s")
    kind = after != "but" and plural and {*words[:-1]} <= {"keep", "leave", "the", "my"}
    kept = _KEPT.match(part) is not None and _ALL_OF.search(sentence) is not None
    return kept and words[-1] not in ("on", "off") and not kind


def _is_a_name(words: list[str]) -> bool:
    """Whether what stands behind "but" and the like names a thing, and is neither an order nor a sentence."""
    lists = lexicon()
    two = " ".join(words[:2])
    said = (
        words[0] in lists.verbs or words[0] in lists.openers or words[0] in SUBJECTS or words[0] in lists.polite_words
    )
    negated = words[0] in lists.negations or two in lists.negation_phrases or words[0] in ("no", "leave", "keep")
    acts = len(words) > 1 and words[1] in ("the", "my", "it", "them", "a", "an") and words[0] not in SAYING_NOTHING
    return not (said or negated or acts or words[0] in lists.conditions)


def leaves_out(part: str, at: int, word: str, number: int) -> bool:
    """Whether "but", "besides", "save" and the like begin here what all that is said before doesn't mean."""
    lists = lexicon()
    if not number or word not in lists.but or _ALL_OF.search(part[:at]) is None:
        return False
    before = plain(WORD.findall(part[:at])[-1])
    behind = [plain(one) for one in WORD.findall(part[at:])[1:]]
    behind = behind[behind[:1] in (["for"], ["from"]) :]
    if not behind or word == "but":
        return bool(behind)
    return before not in _BEFORE_A_THING and behind[0] not in ("in", "of", "on", "at", "to") and _is_a_name(behind)
