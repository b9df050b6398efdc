"""Which of a task's words a script speaks of, and which of a script's acts and texts the task speaks of.

A task's word is explained where a thing the script uses is called so, a text it types, picks or looks for says so, or an act
does what the word orders. Words are compared by their stems, their beginnings and a few groups of synonyms; what a word could
mean beyond that isn't known here, so a word that isn't explained is a doubt and no proof.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from apidocs.doc import AppDoc
from apidocs.shipped.itself import PACKAGE
from ground.moments import MONTHS
from ground.moments import read as read_moment
from interpreter.reading.flow import effect_of_use
from interpreter.reading.reader import read
from interpreter.reading.scripts import parsed, texts_in
from interpreter.reading.synonyms import same_by_stem
from interpreter.reading.uses import Reading, Use
from phones.itself import NotPossible
from phones.itself.calendar import AN_APPOINTMENT
from phones.itself.said_times import seconds_ahead, times_in
from phones.itself.times import days_of, moment, seconds_in

from ..words.intent import Intent
from ..words.lexicon import lexicon, plain, said_words
from ..words.reasons import without_reasons
from .doubt import changes_something

_BEGINNING = 4
"""Letters that two words must begin with alike: "groceries" for grocery, "sunset.jpg" for sunset."""

_NAME = 3
"""Letters that a name has; shorter ones are parts of phrases, "from A to Z"."""


def fits(word: str, words: Iterable[str]) -> bool:
    """Whether a stem is one of the words, begins like one, or is another word for one."""
    known = words if isinstance(words, frozenset | set) else frozenset(words)
    if word in known:
        return True
    if word.isdecimal():
        return word.lstrip("0") in {k.lstrip("0") for k in known if k.isdecimal()}
    return begins_alike(word, known) or any(same_by_stem(word, k) for k in known)


def begins_alike(word: str, words: Iterable[str]) -> bool:
    """Whether a stem begins as one of the words does: "groceries" as grocery."""
    begins = word[:_BEGINNING]
    return word in words or len(begins) == _BEGINNING and any(one.startswith(begins) for one in words)


@dataclass(frozen=True)
class Literal:
    """A text that stands in a script, and is no part of its answer."""

    line: int
    text: str
    role: str
    """typed, option, row, found, compared."""


class Script:
    """A script that parses, with what it speaks of."""

    def __init__(self, tree: ast.Module, doc: AppDoc) -> None:
        self.reading: Reading = read(tree, doc)
        self._doc = doc

    @classmethod
    def of(cls, text: str, doc: AppDoc) -> Script | None:
        """None for a text that is no Python."""
        tree = parsed(text)
        return cls(tree, doc) if tree is not None else None

    @cached_property
    def acts(self) -> list[Use]:
        """What it does on the phone, in order."""
        return [u for u in self.reading.uses if u.acts and u.op not in ("finish", "wait", "back")]

    @cached_property
    def changing(self) -> list[Use]:
        """Those of its acts that change something: a setting, or what consent is asked for."""
        return [use for use in self.acts if changes_something(effect_of_use(use, self._doc))]

    @cached_property
    def reads(self) -> list[Use]:
        """What it looks at, in order; `find` and `ask` give nothing yet."""
        return [u for u in self.reading.uses if u.reads and u.op not in ("ask", "find", "finish")]

    @cached_property
    def literals(self) -> list[Literal]:
        """Its texts, in order."""
        return list(_literals(self.reading))

    @cached_property
    def words(self) -> frozenset[str]:
        """Stems of all that it uses and says; the app's own name too, which says where."""
        return self._all_words(told=True)

    @cached_property
    def own_words(self) -> frozenset[str]:
        """Those without what the doc tells besides, by other words and by examples: that the script doesn't say itself."""
        return self._all_words(told=False)

    def _all_words(self, *, told: bool) -> frozenset[str]:
        texts = [self._doc.label, *(literal.text for literal in self.literals)]
        of_uses = [self.words_of(use, told=told) for use in self.reading.uses]
        return frozenset().union(*of_uses, *(said_words(text) for text in texts))

    def words_of(self, use: Use, *, place: bool = True, told: bool = True) -> frozenset[str]:
        """Stems of what a use is on: its names and labels, its texts; with `place` its screen's too, with `told` what the doc says
        of it besides."""
        screen, element = self._doc.screen(use.ref.screen), self._doc.element(use.ref.screen, use.ref.element)
        texts = [use.ref.element, use.ref.part, use.ref.found, *texts_in(use.node)]
        if element is not None:
            texts += [element.label, *([element.description, element.also] if told else [])]
            texts += [element.item.name] if element.item is not None else []
        if place and screen is not None:
            texts += [screen.name, screen.title]
        return frozenset(w for text in texts for w in said_words(text))

    def loop_over(self, use: Use) -> Use | None:
        """The list whose rows a use is repeated for; None where it is in no such loop."""
        loop = next((n for n in self.reading.around(use.statement) if isinstance(n, ast.For)), None)
        return self._rows_of(loop) if loop is not None else None

    def in_bare_loop(self, use: Use) -> bool:
        """Whether it is done to whatever a loop goes over, and nothing in the loop says to which."""
        around = self.reading.around(use.statement)
        loop = next((n for n in around if isinstance(n, ast.For | ast.If | ast.Try | ast.While)), None)
        if not isinstance(loop, ast.For) or self._rows_of(loop) is None:
            return False
        passes_over = any(isinstance(n, ast.If | ast.Continue | ast.Break) for n in ast.walk(loop))
        over = list(ast.walk(loop.iter))
        filtered = any(isinstance(n, ast.comprehension) and n.ifs or isinstance(n, ast.Slice) for n in over)
        return not passes_over and not filtered

    def _rows_of(self, loop: ast.For) -> Use | None:
        """The list whose rows a loop goes over."""
        return next((u for u in self.reading.uses if u.op == "rows" and u.line == loop.lineno), None)

    def chosen_with(self, literal: Literal) -> str:
        """The option that is picked of what is found by a text; empty where none is."""
        uses = [u for u in self.reading.uses if u.ref.found == literal.text and u.op == "choose"]
        return next((option for u in uses if (option := u.literal(0))), "")

    def speaks_of(self, word: str) -> bool:
        """Whether anything in it explains a word of the task."""
        return fits(word, self.words)

    def unexplained(self, intent: Intent) -> list[str]:
        """Names, quoted texts and numbers of the task that nothing in the script has, as the person wrote them. What isn't to be
        touched has to be named only where something is done to several."""
        texts = texts_in(self.reading.tree)
        own = self.own_words | frozenset(w for text in texts for w in _parts(text) | said_words(text))
        moments = [found for text in texts if (found := read_moment(text)) is not None]
        clocks = {one.clock for one in moments} | self._ends
        today = date.today()
        dates = [day for one in moments if one.day is not None and (day := one.day(today)) is not None]
        own |= {MONTHS[day.month - 1] for day in dates}
        everything = self.words | own
        named = [*intent.quoted, *(name for name in intent.names if len(name) >= _NAME)]
        whole = [plain(text) for text in texts]  # "I'm on my way" has no word that says anything by itself
        missing = [
            name
            for name in named
            if not any(fits(w, own if _says_when(name) else everything) for w in said_words(name) or {plain(name)})
            and not any(plain(name) in text for text in whole)
            and not (plain(name) in _DAYS and plain(name)[:3] in own)
        ]
        for item in intent.listed:
            # the first of them has the words before the list with it
            words = said_words(item)
            if words and not any(fits(w, everything) for w in words):
                missing.append(item)
        digits = {d for w in own for d in _digits(w)}
        for number in intent.numbers:
            wanted = _digits(number)
            at = times_in(number) & clocks or self._rings and _counted_ahead(number, intent.task)
            hour = {f"{int(wanted[0]) % 12 + late}" for late in (0, 12)} | set(wanted[:1]) if wanted else set()
            # "7:30" is neither 8:30 nor 7:00
            has = bool(hour & digits) and wanted[1] in digits if _COLON.search(number) else bool(set(wanted) & digits)
            if wanted and not has and not at and not self._works_out():
                missing.append(number.strip())
        spared = frozenset() if self._repeats() else intent.forbidden
        days = {day for text in texts for day in days_named(text)} | {day.weekday() for day in dates}
        missing = [
            one for one in missing if not (days and (days >= (on := _days_within(one) or {-1}) or days == _WEEK - on))
        ]
        if self.only_sets:
            rest = without_reasons(intent.task)  # "my train leaves at 8, wake me at 7"
            missing = [one for one in missing if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", rest)]
        # "from Light to Dark" needs no Light, and "7, no, 8" no 7
        return [
            one
            for one in missing
            if not (spared and said_words(one) <= spared)
            and not re.search(rf"\bfrom\b(?:(?!\bto\b).){{0,12}}{re.escape(one)}.*\bto\b", intent.task, re.IGNORECASE)
            and not re.search(
                rf"\b{re.escape(one)}(?:\W+(?:or )?(?:{_corrected()})\b(?! than\b)|{_WHEN}{_MADE})",
                intent.task,
                re.IGNORECASE,
            )
        ]

    def _repeats(self) -> bool:
        return any(isinstance(n, ast.For | ast.While | ast.comprehension) for n in ast.walk(self.reading.tree))

    @cached_property
    def only_sets(self) -> bool:
        """Whether all it does is a deed or a setting of the phone itself that takes no text of the person's: why it is wanted is no
        part of that."""
        own = all(use.ref.screen == PACKAGE for use in self.acts)
        return own and bool(self.acts) and all(use.op != "do" or use.ref.element in _NO_TEXT for use in self.acts)

    @cached_property
    def _rings(self) -> bool:
        """Whether it sets an alarm: of "in 8 hours" it says when that is."""
        return any(use.op == "do" and use.ref.element == "set_alarm" for use in self.acts)

    @cached_property
    def _ends(self) -> set[time]:
        """When the appointments end that it puts into the phone's calendar."""
        found = set()
        for use in self.acts:
            start, length = given(use, 1, "start"), given(use, 2, "length")
            if use.op == "do" and use.ref.element == "add_event" and start and length is not None:
                with suppress(NotPossible):
                    lasts = timedelta(seconds=seconds_in(length) if length.strip() else AN_APPOINTMENT)
                    found.add((moment(start, datetime.now()) + lasts).time())
        return found

    def _works_out(self) -> bool:
        """Whether it computes a text: then a number may be in it that stands nowhere."""
        return any(isinstance(n, ast.BinOp | ast.JoinedStr) for n in ast.walk(self.reading.tree))


_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
"""A script says them as Mon, Tue."""
_WEEK = set(range(7))


_WHEN = (
    r"(?:\W+(?:[ap]\.?m\b\.?|o['’]?clock|today|tonight|tomorrow|(?:(?:in the|this) )?(?:morning|afternoon|evening)|"
    r"(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)days?|hours?|minutes?|mins?|seconds?))*"
)
_MADE = (
    r"\W+(?:(?:no|oh|wait|sorry|actually)\W+)*(?:let['’]?s )?(?:make|scratch|scrap|strike) (?:it|that)\W+(?:at |to )?"
    r"(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|quarter|twenty|thirty|noon|midnight)"
)
"""What takes a value back where something of when it is stands between: "5:50 tomorrow, actually make it 6:10"."""


def _corrected() -> str:
    """What may stand behind a value to take it back."""
    return "|".join(sorted(lexicon().correcting - {"not", "yes", "instead"}))


def given(use: Use, position: int, name: str) -> str | None:
    """What a call is given, empty where it isn't; None where it is no text that stands there."""
    call = use.node
    if not isinstance(call, ast.Call):
        return None
    given = next((one.value for one in call.keywords if one.arg == name), None)
    given = given or (call.args[position] if position < len(call.args) else ast.Constant(""))
    return given.value if isinstance(given, ast.Constant) and isinstance(given.value, str) else None


def _counted_ahead(number: str, task: str) -> bool:
    counted = re.search(rf"\bin {re.escape(number.strip())} ?(?:h|m)[a-z]*\b", task, re.IGNORECASE)
    return counted is not None and bool(seconds_ahead(counted[0]))


_NO_TEXT = frozenset({"set_alarm", "set_timer", "call", "dial", "lock", "screenshot", "pause", "play"})
_COLON = re.compile(r"\d:\d\d")


def _digits(text: str) -> list[str]:
    return [number.lstrip("0") or "0" for number in re.findall(r"\d+", text)]


def days_named(text: str) -> set[int]:
    """The days of the week that a text names, and nothing else: "Saturdays", "Sat", "Mon, Wed"."""
    try:
        return set(days_of(text))
    except NotPossible:
        return set()


def _days_within(text: str) -> set[int]:
    """The days of a text that names these, and when on them: "6 am on Mondays"."""
    words = [word for word in said_words(text) if not any(c.isdecimal() for c in word) and word not in ("am", "pm")]
    days = [days_named(word) for word in re.findall(r"[^\W\d_]+", text)]
    return {day for one in days for day in one} if sum(map(bool, days)) >= len(words) else set()


def _says_when(name: str) -> bool:
    """Whether a name is one of a day or a month: of those a doc's examples have some."""
    return bool(days_named(name)) or plain(name) in MONTHS


def _parts(text: str) -> set[str]:
    return {plain(part) for part in text.split()}


def _literals(reading: Reading) -> Iterable[Literal]:
    finishing = {id(n) for u in reading.uses if u.op in ("finish", "ask") for n in ast.walk(u.node)}
    roles = {"set_text": "typed", "append_text": "typed", "choose": "option", "find": "found", "row": "row"}
    told = [(arg, roles[use.op]) for use in reading.uses if use.op in roles for arg in use.args]
    compares = (n for n in ast.walk(reading.tree) if isinstance(n, ast.Compare) and id(n) not in finishing)
    told += [(side, "compared") for one in compares for side in (one.left, *one.comparators)]
    seen: set[int] = set()
    for part, role in told:
        for node in ast.walk(part):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in seen:
                seen.add(id(node))
                yield Literal(node.lineno, node.value, role)
