"""What a message of an app says of a deed: that it is done, that it didn't go, that it is yet to come.

Told from its words, by the lists of `said.toml`, and held against what was pressed: "Discarded" is no word for a thing that is
saved, and a draft none for a message that is sent. What that means for the act is `conditions`' to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from apidocs.doc import Effect, Kind
from apidocs.doc.buttons import keeps_nothing, says_no
from apidocs.doc.effects import effect_of
from apidocs.doc.words import words_of
from ground.tables import table_beside

from ..calls import Says

_REFUSED = re.compile(
    r"\b(can.?t|cannot|could ?n.?t|could not|unable|fail(?:s|ed|ure)?|errors?|invalid|required|missing|must|please(?! wait)|"
    r"already (?:exists?|taken|in use|used)|too (?:long|short|many|few|large|big|small|old|weak)|"
    r"do(?:es)? ?n.?t|is ?n.?t|was ?n.?t|were ?n.?t|wo ?n.?t|has no|have no|needs?|nothing to|not \w+|try again|wrong|"
    r"there(?:.s| is| are) no|incorrect|unknown|expired|unavailable|"
    r"(?:is|are|.re|be|currently|seems?|appears?) offline|offline(?=\W*$))\b"
    r"|^(?:no(?! longer)|enter|type|choose|select|pick|set(?! (?:for|to)\b)|fill in|add) (?:an?|the|your|at)?\b",
    re.IGNORECASE,
)
_LISTS = table_beside(__file__, "said.toml")
_QUOTED = re.compile(r"[\"“”„«][^\"“”„«»]*[\"“”»]")
"""Content, whatever it says."""
_NONE = re.compile(r"\b(?:nothing|none|neither|nobody)\b|(?<![\w.,:])0(?![\w.,:])", re.IGNORECASE)
_NONE_OF = re.compile(r"(?<![\w.,:])0 (?:of|out of) \d|(?<![\w.,:])0/\d")
_KEPT = frozenset("saved kept stored moved added put".split())
_PUTS_IN = frozenset("save submit add create".split())
OUTWARD = frozenset({Effect.SEND, Effect.SHARE, Effect.CALL, Effect.PAY})
"""What reaches somebody: where it doesn't, a draft is left."""
_AHEAD = re.compile(
    r"\b(?:will|to|can|could|may|might|should)(?: now| soon| then)? be (?:\w+ly )?\w+|\bbeing \w+", re.IGNORECASE
)
"""What is yet to be done, by whatever word."""
_BETWEEN = re.compile(r"[.:;,!\n]|\s[-–—]\s|\b(?:and|but|so)\b", re.IGNORECASE)
_GRAVEST_FIRST: tuple[Says, ...] = ("error", "waits", "done")


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


_KINDS: tuple[tuple[re.Pattern[str], Says], ...] = (
    (_any_of(_LISTS["done"]), "done"),
    (_any_of(_LISTS["waits"]), "waits"),
    (_any_of(_LISTS["refused"]), "error"),
)
_BESIDE = re.compile(rf"\b(?:{'|'.join(_LISTS['beside'])})\b".replace("'", "'?"), re.IGNORECASE)
_AS_BEFORE = frozenset(_LISTS["as_before"])
_DEEDS = frozenset([*_LISTS["done"], "allowed", "supported", "permitted", "found", "authorised", "authorized"])
_DONE = "|".join(map(re.escape, _LISTS["done"]))
_NOT_SO = re.compile(rf"(\b(?:{_DONE})\b\W+)not (\w+ed)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def says(text: str, pressed: str = "", effect: Effect | None = None, names: Iterable[str] = ()) -> Says:
    """Whether a message tells of something done, of something that didn't go, or of what is yet to come.

    `pressed`: the words of what was pressed, with its `effect`. "Blocked" is done where that was "Block", and "Discarded" is not
    where it was "Save". `names`: what the things are called that it may be about; they say nothing of how it went: "Wrong size
    saved"."""
    bare = _without(text, names)
    if bare != text and not _WORD.search(bare):
        return "error" if says(text, pressed, effect) == "error" else ""
    text = _BESIDE.sub(" ", _QUOTED.sub(" ", bare).replace("’", "'")).strip()
    if _REFUSED.search(_NOT_SO.sub(_unless_done, text)):
        return "error"
    if _AHEAD.search(text):
        return "waits"
    act = _Act(_past_of(pressed), pressed, effect or effect_of(pressed, "", "", Kind.BUTTON))
    told = [act.told_by(clause) for clause in _BETWEEN.split(text)]
    if any(one == "done" and past for one, past in told) and all(one != "error" for one, _ in told):
        return "done"
    return next((one for one in _GRAVEST_FIRST if one in {kind for kind, _ in told}), "")


def _without(text: str, names: Iterable[str]) -> str:
    """A message without the names in it, as they are written; one word may as well be the app's own."""
    for name in sorted({" ".join(name.split()) for name in names}, key=len, reverse=True):
        if " " in name:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text)
    return text


@dataclass(frozen=True)
class _Act:
    """What was pressed, as what is said of it is held against."""

    past: frozenset[str]
    pressed: str
    effect: Effect

    def told_by(self, clause: str) -> tuple[Says, bool]:
        """What a clause's last word for it says, a "Rejected offer deleted" is deleted; and whether that is the pressed word's."""
        last: dict[int, tuple[str, Says]] = {}
        for pattern, kind in _KINDS:
            last |= {match.start(): (match.group().lower(), kind) for match in pattern.finditer(clause)}
        own = {m.start(): m.group().lower() for m in _WORD.finditer(clause) if m.group().lower() in self.past}
        if not last and not own:
            return "", False
        at = max([*last, *own])
        word, kind = (own[at], "done") if at in own else last[at]
        if kind == "done" and (_NONE.search(clause[:at]) or _NONE_OF.search(clause)):
            return "error", False
        if kind == "done" and at not in own and word in _AS_BEFORE and not self._throws_away(word):
            return "error", False
        if kind == "done" and self._put_aside(word, clause):
            return "waits", False
        return kind, at in own

    def _put_aside(self, word: str, clause: str) -> bool:
        """Whether the thing was kept, and not sent or deleted: "Saved to drafts", "Moved to archive"."""
        if self.effect in OUTWARD:
            return word in _KEPT and bool(re.search(r"\bdrafts?\b", clause, re.IGNORECASE))
        archived = word == "archived" or word in _KEPT and bool(re.search(r"\barchive\b", clause, re.IGNORECASE))
        return self.effect is Effect.DELETE and archived

    def _throws_away(self, word: str) -> bool:
        """Whether what was pressed may well end in such a word."""
        if self.effect is Effect.DELETE:
            return word == "discarded"
        return self.effect not in OUTWARD and _PUTS_IN.isdisjoint(words_of(self.pressed))


def _unless_done(found: re.Match[str]) -> str:
    """What a clause says that something isn't: no error where that is no deed, behind one that is done ("Sent, not encrypted")."""
    return found[1] if found[2].lower() not in _DEEDS else found[0]


def _past_of(pressed: str) -> frozenset[str]:
    """What the words on a button have become once it has done what they say: block, blocked; stop, stopped; deny, denied."""
    words = words_of(pressed)
    past = {f"{word.removesuffix('e')}ed" for word in words} | {f"{word}{word[-1]}ed" for word in words}
    past |= {f"{word[:-1]}ied" for word in words if word.endswith("y")}
    return frozenset(past).union(_LISTS["takes_back"] if says_no(pressed) or keeps_nothing(pressed) else ())
