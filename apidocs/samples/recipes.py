"""Made-up tasks on elements that are simply there: switches, choices, forms, read-outs, pages, buttons, things not seen.

Each recipe gives candidates: a script, and the words its task is put together from. Which of them go into the doc is
decided in `apidocs.samples.bank`; tasks on rows are in `apidocs.samples.row_recipes`.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ..doc import Element, Kind, Screen
from ..doc.effects import asks
from ..doc.nouns import field_label
from ..doc.table import plain_elements
from ..doc.words import purpose_words, split_words, words_of
from .phrasing import (
    gerund,
    imperative,
    is_verb,
    nameless,
    options_of,
    phrases,
    quoted,
    screen_words,
    settings_screen,
    spoken,
    thing,
    toggle_group,
)
from .ways import Ground, literal


@dataclass(frozen=True)
class Candidate:
    """A script and what its task is made of."""

    mechanism: str
    templates: str
    """Group of `[tasks]` in phrases.toml."""
    fields: dict[str, str]
    lines: tuple[str, ...]
    touches: frozenset[str] = field(default_factory=frozenset)
    """`screen.element`s it is about: a bank speaks of many."""
    commands: bool = True
    """Can be joined with another by "and then": not a question."""

    @property
    def taps(self) -> int:
        return sum(line.endswith(".tap()") for line in self.lines)

    @property
    def script(self) -> str:
        return "\n".join(self.lines)


class Recipes:
    """Candidates from one doc. The same doc and seed give the same ones."""

    def __init__(self, ground: Ground, seed: int) -> None:
        self.ground = ground
        self.seed = seed
        self.doc = ground.doc
        said = [thing(e) for s in ground.screens() for e in s.elements if e.kind is not Kind.BUTTON]
        self.ambiguous = {t for t in said if said.count(t) > 1}
        buttons = Counter(thing(e) for s in ground.screens() for e in s.elements if e.kind is Kind.BUTTON)
        self.repeated = {words for words, count in buttons.items() if count > 1}
        """Words of several buttons."""

    def chance(self, *of: str) -> random.Random:
        """Its own for each thing, so that a new element doesn't change what is said of the others."""
        return random.Random("|".join((str(self.seed), self.doc.package, *of)))

    def all(self) -> Iterator[Candidate]:
        """Everything but forms and rows."""
        for screen in self.ground.screens():
            if self.ground.ways[screen.name].rows is None:
                yield from self.switches(screen)
                yield from self.choices(screen)
                yield from self.readings(screen)
                yield from self.pages(screen)
                yield from self.buttons(screen)
                yield from self.keypad(screen)
        yield from self.unlisted()

    def called(self, screen: Screen, element: Element, rng: random.Random) -> str:
        """The element's words as this task says them: sometimes quoted, with the screen where they alone don't do."""
        said = thing(element)
        bare = spoken(element.label) == said and '"' not in element.label
        text = f'"{element.label.strip()}"' if bare and rng.random() < 0.2 else said
        return f"{text} in {screen_words(screen)}" if said in self.ambiguous else text

    def switches(self, screen: Screen) -> Iterator[Candidate]:
        if self.ground.is_form(screen):
            return
        toggles = [e for e in screen.elements if e.kind is Kind.TOGGLE and not nameless(e)]
        before = self.ground.ways[screen.name].lines()
        for e in toggles:
            at, rng = f"{screen.name}.{e.name}", self.chance(screen.name, e.name)
            said = thing(e)
            group = toggle_group(said)
            fields = {
                "thing": self.called(screen, e, rng),
                "gerund": gerund(said),
                "quoted": f'"{field_label(e) or said}"',
            }
            if group != "toggle":
                fields["thing"] = said
            touches = frozenset({at})
            saving = self.ground.saving(screen, e)
            for state in ("on", "off"):
                lines = (*before, f"{at}.turn_{state}()", *saving)
                yield Candidate(f"toggle_{state}", f"{group}_{state}", fields, lines, touches)
            answer = f'finish("yes" if {at}.is_on else "no")'
            fields = {"thing": f'"{field_label(e) or said}"' if group != "toggle" else fields["thing"]}
            yield Candidate("toggle_asked", "toggle_asked", fields, (*before, answer), touches, commands=False)
            flip = (f"if {at}.is_on:", f"    {at}.turn_off()", "else:", f"    {at}.turn_on()")
            yield Candidate("toggle_flip", "toggle_flip", fields, (*before, *flip, *saving), touches)
        for one, other in pairwise(toggles):
            first, second = f"{screen.name}.{one.name}", f"{screen.name}.{other.name}"
            lines = (*before, f"if not {first}.is_on:", f"    {second}.turn_off()", *self.ground.saving(screen, other))
            fields = {
                "thing": f'"{field_label(one) or thing(one)}"',
                "other": f'"{field_label(other) or thing(other)}"',
            }
            yield Candidate("toggle_if", "toggle_if", fields, lines, frozenset({first, second}))

    def choices(self, screen: Screen) -> Iterator[Candidate]:
        found = [e for e in screen.elements if e.kind is Kind.CHOICE and options_of(e)]
        before = self.ground.ways[screen.name].lines()
        if self.ground.is_form(screen):
            return
        picks: list[tuple[str, str]] = []
        for e in found:
            at, rng = f"{screen.name}.{e.name}", self.chance(screen.name, e.name)
            saving = () if e.confirm else self.ground.saving(screen, e)
            called, touches = self.called(screen, e, rng), frozenset({at})
            joined = words_of(thing(e))[-1:] and words_of(thing(e))[-1] in phrases().spoken["joins"]
            options = options_of(e)
            for option in rng.sample(options, min(2, len(options))):
                fields = {"thing": called, "option": quoted(option, rng) if rng.random() < 0.3 else spoken(option)}
                lines = (*before, f"{at}.choose({literal(option)})", *saving)
                yield Candidate("choice", "choice_join" if joined else "choice", fields, lines, touches)
            option = rng.choice(options)
            picks.append(
                (
                    f"{at}.choose({literal(option)})",
                    f"{thing(e)} {spoken(option)}" if joined else f"set {thing(e)} to {spoken(option)}",
                )
            )
            fields = {"thing": called, "option": quoted(option, rng)}
            lines = (*before, f"finish({at}.value)")
            if not joined:
                yield Candidate("choice_asked", "choice_asked", {"thing": called}, lines, touches, commands=False)
            lines = (
                *before,
                f"if {at}.value != {literal(option)}:",
                f"    {at}.choose({literal(option)})",
                *("    " + s for s in saving),
            )
            if not joined:
                yield Candidate("choice_if", "choice_if", fields, lines, touches)
        if len(found) > 1 and screen.kind == "dialog":
            fields = {"choices": " and ".join(said for _, said in picks)}
            lines = (*before, *(line for line, _ in picks), *self.ground.saving(screen))
            yield Candidate("choices", "choices", fields, lines, frozenset(f"{screen.name}.{e.name}" for e in found))

    def readings(self, screen: Screen) -> Iterator[Candidate]:
        texts = [e for e in screen.elements if e.kind is Kind.TEXT and thing(e) and not nameless(e)]
        before = self.ground.ways[screen.name].lines()
        for e in texts:
            at, rng = f"{screen.name}.{e.name}", self.chance(screen.name, e.name)
            plain, said = f"finish({at}.text)", f'finish(f"{thing(e).capitalize()}: {{{at}.text}}")'
            answer = rng.choice([plain, said]) if "{" not in thing(e) and '"' not in thing(e) else plain
            yield Candidate("read", "read", {"thing": thing(e)}, (*before, answer), frozenset({at}), commands=False)
        for one, other in pairwise(texts):
            first, second = f"{screen.name}.{one.name}", f"{screen.name}.{other.name}"
            lines = (*before, f'finish(f"{{{first}.text}}, {{{second}.text}}")')
            fields = {"thing": thing(one), "other": thing(other)}
            yield Candidate("reads", "reads", fields, lines, frozenset({first, second}), commands=False)

    def pages(self, screen: Screen) -> Iterator[Candidate]:
        for e in plain_elements(screen):
            target = self.ground.taps.get((screen.name, e.name))
            if target is None or target.kind != "page" or target.name == self.doc.start or e.kind is not Kind.BUTTON:
                continue
            if asks(e.effect) or self._skipped(e) or target not in self.ground.screens():
                continue
            said = imperative(e) or ("" if target.name not in self.ground.ways else thing(e))
            touches = frozenset({f"{screen.name}.{e.name}"})
            if self.ground.ways[target.name].rows is None and not self.ground.is_form(target):
                lines = (f"{target.name}.open()",)
                yield Candidate(
                    "page", "button" if imperative(e) else "page", {"thing": said, "deed": said}, lines, touches
                )

    def buttons(self, screen: Screen) -> Iterator[Candidate]:
        saves = self.ground.commit(screen)
        before = self.ground.ways[screen.name].lines()
        for e in plain_elements(screen):
            target = self.ground.taps.get((screen.name, e.name))
            leads = target is not None and not asks(e.effect)
            if e.kind is not Kind.BUTTON or e is saves or self._skipped(e) or leads:
                continue
            if screen.kind == "dialog" and asks(e.effect):
                continue  # its OK: said with what it confirms
            confirm = self.ground.confirmation(screen.name, e.name)
            if asks(e.effect) and target is not None and not confirm:
                continue  # goes on somewhere else: that form's sample says it
            said = imperative(e)
            lines = (*before, f"{screen.name}.{e.name}.tap()", *confirm)
            alone, named = words_of(thing(e)), _deed_by_name(e)
            one_word = len(alone) == 1 and not named
            if one_word and (alone[0] in phrases().spoken["create"] or thing(e) in self.repeated):
                continue  # "add" or "delete": what, nobody can tell from the one word
            deed = named or said or (thing(e) if alone and is_verb(alone[0]) else "")
            fields = {"deed": deed, "thing": thing(e)}
            kind = "button" if e.label else "icon"
            plain = "tap" if asks(e.effect) or not e.label else "page"
            yield Candidate(kind, "button" if deed else plain, fields, lines, frozenset({f"{screen.name}.{e.name}"}))

    def keypad(self, screen: Screen) -> Iterator[Candidate]:
        """A number typed key by key, where the digits are buttons."""
        keys = {label: e for e in screen.elements if (label := _key(e)).isdecimal()}
        if len(keys) < 10:
            return
        rng = self.chance(screen.name, "keypad")
        number = "".join(rng.sample(sorted(keys), 4))
        taps = tuple(f"{screen.name}.{keys[digit].name}.tap()" for digit in number)
        lines = (*self.ground.ways[screen.name].lines(), *taps)
        touches = frozenset(f"{screen.name}.{keys[digit].name}" for digit in number)
        said = {"number": number, "screen": screen_words(screen)}
        yield Candidate("keypad", "keypad", said, lines, touches)

    def unlisted(self) -> Iterator[Candidate]:
        """Things that the doc hasn't: looked for by their text."""
        lists, rng = phrases().unlisted, self.chance("unlisted")
        page = settings_screen(self.doc)
        where = (
            f"{page.name}." if page and page.name in self.ground.ways and not self.ground.ways[page.name].rows else ""
        )
        known = {thing(e) for s in self.doc.screens for e in s.elements}
        toggles = [t for t in lists["toggles"] if spoken(t) not in known]
        rng.shuffle(toggles)
        for state, label in zip(("on", "off"), toggles, strict=False):
            line = f"{where}find({literal(label)}).turn_{state}()"
            yield Candidate(
                "find_toggle", f"find_toggle_{state}", {"thing": spoken(label)}, (line,), frozenset({f"find {label}"})
            )
        for label, option in rng.sample(lists["choices"], 2):
            if spoken(label) not in known:
                line = f"{where}find({literal(label)}).choose({literal(option)})"
                fields = {"thing": spoken(label), "option": option}
                yield Candidate("find_choice", "find_choice", fields, (line,), frozenset({f"find {label}"}))
        for label in rng.sample(lists["taps"], 1):
            if spoken(label) not in known:
                line = f"{where}find({literal(label)}).tap()"
                yield Candidate("find_tap", "find_tap", {"thing": spoken(label)}, (line,), frozenset({f"find {label}"}))

    def _skipped(self, element: Element) -> bool:
        words = set(words_of(element.said))
        if _key(element) or nameless(element):
            return True
        return not words or words <= phrases().skip or bool(words & {"cancel", "dismiss"})


def _deed_by_name(element: Element) -> str:
    """What a button of one word does, where its name says to what: "Increase" called `increase_search_radius`; else empty."""
    words, named = words_of(thing(element)), split_words(element.name)
    more = purpose_words("_".join(named[1:]))
    told = len(words) == 1 and named[:1] == tuple(words) and set(more) - {"too"}  # `add_too` is the second of two
    return " ".join(named) if told and is_verb(words[0]) else ""


def _key(element: Element) -> str:
    """The one sign on a key of a keypad; empty for any other element."""
    said = element.label.split()[0] if element.label.strip() else element.name
    said = _DIGITS.get(said.lower(), said)
    return said if len(said) == 1 and not said.isalpha() else ""


_DIGITS = dict(zip("zero one two three four five six seven eight nine".split(), "0123456789", strict=True))
