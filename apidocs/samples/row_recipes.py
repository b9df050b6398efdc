"""Made-up tasks on the rows of lists: one by its text, all of them, those with a word; and on what a row opens.

Which row is meant is invented: words that could be on it, never words that were.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from ..doc import Effect, Element, Kind, Part, Screen
from ..doc.effects import asks, effect_of
from ..doc.table import Rows
from ..doc.words import words_of
from .form_recipes import form_of
from .phrasing import (
    field_words,
    has,
    is_figure,
    is_verb,
    name_words,
    nameless,
    options_of,
    phrases,
    plural,
    plural_of,
    quoted,
    row_words,
    screen_words,
    spoken,
    thing,
    value_for,
    values_for,
    with_article,
)
from .recipes import Candidate, Recipes
from .ways import Way, literal, row

_OWN_FIELDS = 2
"""Fields of a page that may be said without their names: a note's title and its text."""


@dataclass(frozen=True)
class Picked:
    """A list, and the row that a task is about."""

    rows: Rows
    before: tuple[str, ...]
    """Lines to get to the list."""
    arg: str
    said: dict[str, str]
    variable: str

    @property
    def one(self) -> str:
        return row(self.rows, self.arg)

    @property
    def every(self) -> str:
        return f"for {self.variable} in {self.rows.screen}.{self.rows.all.example}:"

    @property
    def title(self) -> str:
        """The text that tells rows apart, of the row a loop has at hand."""
        return f"{self.variable}.{self.rows.title.name if self.rows.title else 'text'}"

    @property
    def worded(self) -> str:
        """The name of the part that words are looked for in: the title, unless that is a time or a number."""
        parts = [p.name for p in (self.rows.title, *self.rows.item.parts) if p and p.kind is Kind.TEXT]
        return next((name for name in parts if not is_figure(words_of(name))), "text")

    def touches(self, *more: str) -> frozenset[str]:
        return frozenset({f"{self.rows.screen}.{self.rows.element.name}", *more})


def rows_tasks(recipes: Recipes) -> Iterator[Candidate]:
    """All that is made up about rows."""
    for rows in recipes.ground.lists():
        before = recipes.ground.ways[rows.screen].lines()

        def pick(what: str, rows: Rows = rows, before: tuple[str, ...] = before) -> Picked:
            rng = recipes.chance(rows.screen, rows.element.name, what)
            return _picked(recipes, rows, before, rng)

        yield from _opening(pick("open"))
        yield from _reading(pick("read"))
        yield from _switching(recipes, pick("switch"))
        yield from _counting(recipes, pick("count"))
        deeds: list[Candidate] = []
        for screen, way in _beyond(recipes, rows):
            rng = recipes.chance(rows.screen, rows.element.name, screen.name)
            deeds += _deeds(recipes, pick(screen.name + "deeds"), screen, way, rng)
            yield from _editing(recipes, pick(screen.name + "edit"), screen, way, rng)
            yield from _settings(recipes, pick(screen.name + "set"), screen, way)
        yield from _confirmed_first(deeds)
        yield from _current(recipes, pick("current"))


def _confirmed_first(deeds: list[Candidate]) -> Iterator[Candidate]:
    """Where one way of deleting was seen to be confirmed, another that wasn't seen to its end shows a habit that fails."""
    for kind in ("row_delete", "loop_delete"):
        found = [c for c in deeds if c.mechanism == kind]
        longest = max((c.taps for c in found), default=0)
        yield from (c for c in found if c.taps == longest)
    yield from (c for c in deeds if c.mechanism not in ("row_delete", "loop_delete"))


def _picked(recipes: Recipes, rows: Rows, before: tuple[str, ...], rng: random.Random) -> Picked:
    arg = value_for(row_words(rows), rng)
    title = name_words(rows.title.name) if rows.title else "text"
    said = {
        "item": name_words(rows.item.name),
        "a_item": with_article(name_words(rows.item.name)),
        "items": plural(rows),
        "arg": quoted(arg, rng),
        "thing": title,
        "things": plural_of(title),
    }
    return Picked(rows, before, arg, said, rows.variable(recipes.doc))


def _beyond(recipes: Recipes, rows: Rows) -> Iterator[tuple[Screen, Way]]:
    """The screens on which one of these rows is what everything is about, and how a script gets there from the row."""
    seen: set[str] = set()
    for action, name in (("open", rows.item.opens), ("long_press", rows.item.menu)):
        screen = recipes.doc.screen(name)
        if screen is not None and name not in seen and _is_of_row(recipes, rows, screen):
            seen.add(name)
            yield screen, Way(recipes.ground.ways[rows.screen].lines(), rows, action)
    for screen in recipes.ground.screens():
        way = recipes.ground.ways[screen.name]
        same = way.rows is not None and (way.rows.screen, way.rows.element.name) == (rows.screen, rows.element.name)
        if same and screen.name not in seen:
            yield screen, way


def _is_of_row(recipes: Recipes, rows: Rows, screen: Screen) -> bool:
    """Whether the screen is about the row: not where the list itself is, nor a page that is there without any row."""
    way = recipes.ground.ways.get(screen.name)
    free = way is not None and way.rows is None
    return screen.name != rows.screen and not (free and screen.kind == "page" and not recipes.ground.is_form(screen))


def _current(recipes: Recipes, p: Picked) -> Iterator[Candidate]:
    """Apps that show one thing at a time: "Delete note" in a menu deletes the one that was opened last."""
    ground = recipes.ground
    noun = words_of(p.rows.item.name)
    making = phrases().spoken["create"] | {"open", "import"}  # bring another one about, whichever was opened
    if asks(p.rows.item.effect):
        return
    for screen in ground.screens():
        way = ground.ways[screen.name]
        if way.rows is not None or screen.name == p.rows.screen:
            continue
        for e in screen.elements:
            verb, *rest = words_of(thing(e)) or [""]
            if e.kind is not Kind.BUTTON or not is_verb(verb) or verb in making or rest not in (noun, ["this", *noun]):
                continue
            deed = f"{verb} the {p.said['item']} {p.said['arg']}"
            lines = (*p.before, f"{p.one}.open()", *way.lines())
            touches = p.touches(f"{screen.name}.{e.name}")
            target = ground.taps.get((screen.name, e.name))
            form = form_of(recipes, target) if target else None
            if form is not None:
                rng = recipes.chance(p.rows.screen, screen.name, e.name)
                value = next(v for v in values_for(field_words(form.lead), rng) if v != p.arg)
                said = {"deed": deed, "value": quoted(value, rng), "fields": f"{thing(form.lead)} {quoted(value, rng)}"}
                filled = (*lines, form.fill(form.lead, value), *form.saving)
                yield Candidate("current", "current_form", said, filled, touches | form.at(form.lead))
            elif target is None or target.kind == "page" or ground.confirmation(screen.name, e.name):
                tap = (f"{screen.name}.{e.name}.tap()", *ground.confirmation(screen.name, e.name))
                yield Candidate("current", "current", {"deed": deed}, (*lines, *tap), touches)


def _opening(p: Picked) -> Iterator[Candidate]:
    ticked = any(part.kind is Kind.TOGGLE for part in p.rows.item.parts) and not p.rows.item.opens
    if not asks(p.rows.item.effect) and not ticked and p.rows.item.opens != p.rows.screen:
        yield Candidate("row_open", "row_open", p.said, (*p.before, f"{p.one}.open()"), p.touches())
    answer = f'finish("yes" if {p.one}.exists else "no")'
    yield Candidate("row_exists", "row_exists", p.said, (*p.before, answer), p.touches(), commands=False)


def _reading(p: Picked) -> Iterator[Candidate]:
    for part in p.rows.item.parts:
        if part.kind is Kind.TEXT and part is not p.rows.title and not part.folded and not nameless(part):
            said = p.said | {"thing": name_words(part.name)}
            lines = (*p.before, f"finish({p.one}.{part.name})")
            touches = p.touches(f"{p.rows.screen}.{p.rows.element.name}.{part.name}")
            yield Candidate("row_read", "row_read", said, lines, touches, commands=False)


def _switching(recipes: Recipes, p: Picked) -> Iterator[Candidate]:
    screen = recipes.doc.screen(p.rows.screen)
    assert screen is not None  # it has the list
    # whom to put into a new group is saved with it; a list below a field that adds to it holds its switches at once
    makes = set(words_of(f"{screen.name} {screen.title}")) & phrases().spoken["create"]
    saving = recipes.ground.saving(screen, None if makes else p.rows.element)
    shown = [part for part in p.rows.item.parts if not part.folded]  # the others are told by the flows behind them
    toggles = [part for part in shown if part.kind is Kind.TOGGLE]
    for part in toggles:
        touches = p.touches(f"{p.rows.screen}.{p.rows.element.name}.{part.name}")
        tick = set(words_of(part.name)) & phrases().spoken["ticks"]
        # in a dialog rows are ticked and then confirmed; elsewhere a row's only switch is the row's own
        group = "row_pick" if tick and screen.kind == "dialog" else "row_toggle" if len(toggles) == 1 else "row_set"
        said = p.said | {"thing": name_words(part.name), "screen": screen_words(screen)}
        for state in ("on", "off"):
            lines = (*p.before, f"{p.one}.{part.name}.turn_{state}()", *saving)
            yield Candidate(f"row_toggle_{state}", f"{group}_{state}", said, lines, touches)
    if len(toggles) == 1:
        yield from _switching_all(p, toggles[0], saving)
    for part in shown:
        words = name_words(part.name)
        if part.kind is Kind.BUTTON and not set(words_of(words)) <= phrases().skip and not nameless(part):
            lines = (*p.before, f"{p.one}.{part.name}.tap()")
            touches = p.touches(f"{p.rows.screen}.{p.rows.element.name}.{part.name}")
            said = p.said | {
                "deed": _said_of_row(words, p, effect_of(words, "", "", part.kind), leads=bool(part.opens))
            }
            yield Candidate("row_button", "row_deed", said, lines, touches)


def _switching_all(p: Picked, part: Part, saving: tuple[str, ...]) -> Iterator[Candidate]:
    lines = (*p.before, p.every, f"    {p.variable}.{part.name}.turn_off()", *saving)
    yield Candidate("loop_toggle", "loop_toggle_off", p.said, lines, p.touches())
    count = (
        "count = 0",
        *p.before,
        p.every,
        f"    if {p.variable}.{part.name}.is_on:",
        "        count += 1",
        "finish(count)",
    )
    yield Candidate("loop_count_on", "loop_count_on", p.said, count, p.touches(), commands=False)


def _counting(recipes: Recipes, p: Picked) -> Iterator[Candidate]:
    every = f"{p.rows.screen}.{p.rows.all.example}"
    lines = (*p.before, f"finish(len({every}))")
    yield Candidate("loop_count", "loop_count", p.said, lines, p.touches(), commands=False)
    listed = f'finish(", ".join([{p.title} for {p.variable} in {every}]))'
    yield Candidate("loop_collect", "loop_collect", p.said, (*p.before, listed), p.touches(), commands=False)
    words = recipes.chance(p.rows.screen, p.rows.element.name, "words").choice(phrases().loop_words)
    told = p.said | {"words": f'"{words}"', "thing": name_words(p.worded)}
    lines = (
        "count = 0",
        *p.before,
        p.every,
        f"    if {literal(words)} in {p.variable}.{p.worded}.lower():",
        "        count += 1",
        'finish(f"{count} ' + p.said["items"] + '")',
    )
    yield Candidate("loop_count_words", "loop_count_words", told, lines, p.touches(), commands=False)


def _deeds(recipes: Recipes, p: Picked, screen: Screen, way: Way, rng: random.Random) -> Iterator[Candidate]:
    """What the buttons do to a row, to one and to many."""
    ground = recipes.ground
    saves = ground.commit(screen)
    for e in screen.elements:
        words = words_of(thing(e))
        if e.kind is not Kind.BUTTON or e is saves or not words or set(words) <= phrases().skip or nameless(e):
            continue
        if words[-1] == "all" or e.state is not None and not is_verb(words[0]):
            continue  # not about the one row; a value that is shown
        target = ground.taps.get((screen.name, e.name))
        confirm = ground.confirmation(screen.name, e.name)
        if target is not None and target.kind != "page" and not confirm:
            continue  # goes on in a form or a menu of its own
        tap = (f"{screen.name}.{e.name}.tap()", *confirm)
        said = p.said | {
            "deed": _said_of_row(thing(e), p, e.effect, leads=target is not None and target.kind == "page"),
            "verb": words[0],
        }
        touches = p.touches(f"{screen.name}.{e.name}")
        kind = "row_delete" if e.effect is Effect.DELETE else "row_deed"
        yield Candidate(kind, "row_deed", said, (*way.lines(p.arg), *tap), touches)
        if not asks(e.effect) or not is_verb(words[0]) and (len(words) > 1 or e.effect is not Effect.DELETE):
            continue
        asked = rng.choice(phrases().loop_words)
        looked = {"words": f'"{asked}"', "thing": name_words(p.worded)}
        lines = (
            *way.before,
            p.every,
            f"    if {literal(asked)} in {p.variable}.{p.worded}.lower():",
            *(f"        {line}" for line in (*way.loop(p.variable), *tap)),
        )
        loop = "loop_delete" if e.effect is Effect.DELETE else "loop_deed"
        yield Candidate(loop, "loop_deed", said | looked, lines, touches)


def _said_of_row(label: str, p: Picked, effect: Effect = Effect.NAVIGATE, *, leads: bool = False) -> str:
    """A button's words, said of one row: "add to favorites" is "add the contact Maria to favorites". `leads`: to another
    page."""
    verb, _, rest = label.partition(" ")
    lists = phrases().spoken
    it = f"the {p.said['item']} {p.said['arg']}"
    if label in lists["marks"]:
        return f"mark {it} as {label}"
    if not is_verb(verb) and effect is Effect.DELETE:
        return f"delete {it}" if rest else f"{label} {it}"
    if not is_verb(verb):
        return f"open {label} of {it}" if leads else f"choose {label} for {it}"
    words = rest.split()
    if words and words[0] in lists["joins"]:
        return f"{verb} {it} {rest}"
    own = set(words_of(p.rows.item.name)) | lists["articles"] | {p.said["items"]}
    if set(words) <= own:
        return f"{verb} {it}"
    return f"{label} {'to' if verb in lists['towards'] else 'of'} {it}"


def _editing(recipes: Recipes, p: Picked, screen: Screen, way: Way, rng: random.Random) -> Iterator[Candidate]:
    """What is typed on a screen that a row leads to, and what is read there."""
    ground = recipes.ground
    for e in (one for one in screen.elements if not nameless(one)):
        touches = p.touches(f"{screen.name}.{e.name}")
        said = p.said | {"thing": thing(e)}
        # a button with a value beside its words: "Mobile" over a number
        tells = e.kind is Kind.TEXT or e.kind is Kind.BUTTON and e.state is not None
        # a field says what is in the thing where it comes up with it; that of a message to it is empty
        tells = tells or e.kind is Kind.INPUT and screen.name == p.rows.item.opens
        if tells and not has(e, "secret") and way.action == "open" and not way.after:
            lines = (*way.lines(p.arg), f"finish({screen.name}.{e.name}.text)")
            yield Candidate("row_field", "row_field", said, lines, touches, commands=False)
        if e.kind is not Kind.INPUT or has(e, "secret") or has(e, "searching"):
            continue
        value = next(v for v in values_for(field_words(e), rng) if v != p.arg)
        saving = ground.saving(screen, e)
        lines = (*way.lines(p.arg), f"{screen.name}.{e.name}.set_text({literal(value)})", *saving)
        yield from _appending(recipes, p, screen, way, e)
        group = "row_rename" if "rename" in words_of(f"{screen.name} {screen.title}") else "row_edit"
        yield Candidate(group, group, said | {"value": quoted(value, rng)}, lines, touches)


def _appending(recipes: Recipes, p: Picked, screen: Screen, way: Way, field: Element) -> Iterator[Candidate]:
    """Something more is written into a field that holds several lines: what stands there stays."""
    sends = recipes.ground.commit(screen, field)
    if not has(field, "writing") or has(field, "naming") or way.action != "open" or way.after:
        return
    if sends is not None and sends.effect is Effect.SEND:
        return  # a message to it begins empty
    value = recipes.chance(screen.name, field.name, "append").choice(phrases().items)
    said = p.said | {"thing": thing(field), "value": value}
    saving = recipes.ground.saving(screen, field)
    lines = (*way.lines(p.arg), f"{screen.name}.{field.name}.append_text({literal(value)})", *saving)
    inputs = [e for e in screen.elements if e.kind is Kind.INPUT and not has(e, "searching")]
    group = "row_append" if len(inputs) <= _OWN_FIELDS else "row_append_field"
    yield Candidate("row_append", group, said, lines, p.touches(f"{screen.name}.{field.name}"))


def _settings(recipes: Recipes, p: Picked, screen: Screen, way: Way) -> Iterator[Candidate]:
    """What is switched and chosen on a screen that a row leads to."""
    for e in (one for one in screen.elements if not nameless(one)):
        said, touches = p.said | {"thing": thing(e)}, p.touches(f"{screen.name}.{e.name}")
        saving = () if e.confirm else recipes.ground.saving(screen, e)
        at = f"{screen.name}.{e.name}"
        if e.kind is Kind.TOGGLE:
            for state in ("on", "off"):
                lines = (*way.lines(p.arg), f"{at}.turn_{state}()", *saving)
                yield Candidate(f"row_set_{state}", f"row_set_{state}", said, lines, touches)
        if e.kind is Kind.CHOICE and options_of(e):
            option = recipes.chance(at).choice(options_of(e))
            lines = (*way.lines(p.arg), f"{at}.choose({literal(option)})", *saving)
            yield Candidate("row_choice", "row_choice", said | {"option": spoken(option)}, lines, touches)
