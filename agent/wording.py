"""Holding a script against the task's words, and putting right what the words leave no doubt about: a text nobody asked to
be typed is not typed, the option that the task says is the one chosen, what is to be switched is not merely read, and a
page is not asked whether it is on.

Works on the text by the places its tree names, like `interpreter.repair`, which knows the doc and nothing of the task.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from apidocs.doc import AppDoc, Kind
from apidocs.effects import asks
from apidocs.hinting import content_words, stem
from apidocs.phrasing import spoken
from apidocs.table import rows_of
from apidocs.words import split_words
from interpreter.edits import Edit, Lines
from interpreter.flow import element_of
from interpreter.reading import read
from interpreter.scripts import parsed
from interpreter.synonyms import IS_ON
from interpreter.uses import Bound, Reading, Thing, Use

from .questions import answered
from .things import things_meant
from .unasked import unasked, without

MOST = 20
"""Changes; a script that needs more is another script."""
_ASKING = frozenset(
    """what whats which who whose when where why how is are do does did can could has have tell list count read check
    look find see report say give""".split()
)
"""First words of a task that wants to be told something."""
_WONDERING = frozenset("what whats which who whose when where why how is are does do did has have".split())
_ORDERED = frozenset(
    "first last newest oldest latest largest biggest smallest longest shortest reverse reversed up down".split()
)
_SORTING = frozenset("sort sorting sorted order arrange".split())
_OFF = frozenset("off disable deactivate stop hide dont no without uncheck never disallow forbid".split())
_ON = frozenset("on enable activate start show allow use make keep turn switch set let display play".split())


@dataclass(frozen=True)
class Said:
    """A script as the task's words have it."""

    script: str
    notes: tuple[str, ...] = ()


def as_said(script: str, task: str, doc: AppDoc) -> Said:
    """The script, put right where the task's words say so. Never raises; what isn't Python is given back."""
    notes: list[str] = []
    for _ in range(MOST):
        tree = parsed(script)
        if tree is None:
            break
        reading, lines = read(tree, doc), Lines(script)
        edit = next(_edits(reading, lines, task, doc), None)
        if edit is None:
            break
        before = script
        script = lines.with_edit(edit)
        if parsed(script) is None or script == before:
            return Said(before, tuple(notes))
        notes.append(f"Line {edit.line}: {edit.what}")
    return Said(script, tuple(notes))


def _edits(reading: Reading, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    yield from unasked(reading, lines, task, doc)
    yield from things_meant(reading, lines, task, doc)
    for use in reading.uses:
        yield from _option(use, lines, task, doc)
        yield from _searched(use, lines, doc)
        yield from _known_elsewhere(use, lines, doc)
        yield from _switch_of_row(use, lines, doc)
    yield from _ordered(reading, lines, task, doc)
    yield from _switched(reading, lines, task, doc)
    yield from _looked_at(reading, lines, doc)
    yield from _page_looked_at(reading, lines, task, doc)
    yield from answered(reading, lines, task)


# options


def _option(use: Use, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    """`choose("Follow the system")` where the task says dark and "Dark" is offered."""
    chosen, element = use.literal(0), element_of(use, doc)
    if use.op != "choose" or chosen is None or element is None or not element.options:
        return
    said = {stem(word) for word in split_words(task)}
    if _told(chosen, said):
        return
    better = [option for option in element.options if _told(option, said) and option.strip() != chosen.strip()]
    # of several, those that share a word with what was chosen; then the longest
    near = [option for option in better if not set(split_words(option)).isdisjoint(split_words(chosen))]
    better = near or better
    longest = max((len(split_words(option)) for option in better), default=0)
    better = [option for option in better if len(split_words(option)) == longest]
    if len(better) == 1 and '"' not in better[0] and "\\" not in better[0]:
        what = f"the task says {better[0]!r}, which is one of the options"
        yield lines.replacing(use.args[0], f'"{better[0]}"', what)


def _told(option: str, said: set[str]) -> bool:
    """Whether the task has each word of the option."""
    words = {stem(word) for word in split_words(option)}
    return bool(words) and words <= said


def _searched(use: Use, lines: Lines, doc: AppDoc) -> Iterator[Edit]:
    """`language.search_language.choose("Hindi")`: a button that begins a search offers nothing; what is wanted is on its page."""
    element = element_of(use, doc)
    if use.op != "choose" or element is None or element.kind is not Kind.BUTTON or len(use.args) != 1:
        return
    if "search" in split_words(f"{element.name} {element.label}"):
        found = f"{use.ref.screen}.find({lines.text(use.args[0])}).tap()"
        yield lines.replacing(use.node, found, f"`{element.name}` offers nothing to choose")


def _known_elsewhere(use: Use, lines: Lines, doc: AppDoc) -> Iterator[Edit]:
    """`recents.change_view.choose("Grid")`, whose options nobody has seen, where the doc knows "Grid" behind a control of the
    same name: that one."""
    option, element = use.literal(0), element_of(use, doc)
    if use.op != "choose" or not option or element is None or element.options or element.kind is Kind.INPUT:
        return
    steps = {t.target for t in doc.transitions if t.element == element.name and t.action == "tap"}
    known = [
        (screen.name, other.name)
        for screen in doc.screens
        for other in screen.elements
        if (screen.name in steps or other.name == element.name) and not screen.serves and other is not element
        if any(option.casefold() == one.strip().casefold() for one in other.options)
    ]
    if len(known) == 1 and isinstance(use.node, ast.Call) and isinstance(use.node.func, ast.Attribute):
        name = ".".join(known[0])
        yield lines.replacing(use.node.func.value, name, f"{option!r} is offered by `{name}`")


def _switch_of_row(use: Use, lines: Lines, doc: AppDoc) -> Iterator[Edit]:
    """`settings.find("My wind down alarm").turn_on()`, where a list holds alarms that have a switch each: that row's."""
    page = doc.screen(use.ref.screen)
    if use.op not in ("turn_on", "turn_off") or not use.ref.found or page is None:
        return
    said = use.ref.found.strip()
    if any(spoken(e.label) == spoken(said) for s in doc.screens for e in s.elements if e.kind is Kind.TOGGLE):
        return
    for screen in doc.screens:
        for rows in rows_of(screen) if screen.package == page.package else ():
            switches = [part for part in rows.item.parts if part.kind is Kind.TOGGLE]
            named = re.fullmatch(
                rf"(?:(?:the|my)\s+)?((?!(?:the|my)\b).+?)\s+{re.escape(rows.item.name)}", said, re.IGNORECASE
            )
            if named is None or len(switches) != 1 or '"' in said or "\\" in said:
                continue
            if not isinstance(use.node, ast.Call) or not isinstance(use.node.func, ast.Attribute):
                continue
            row = f'{screen.name}.{rows.one.name}("{named[1]}").{switches[0].name}'
            yield lines.replacing(use.node.func.value, row, f"each {rows.item.name} has a switch of its own")


def _ordered(reading: Reading, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    """ "… in descending order", and the script says nothing of it: the option that does, beside what it sorts by. And where the
    task says nothing of an order, none is chosen."""
    said = {order for order in ("ascending", "descending") if order in split_words(task)}
    chosen = [use for use in reading.uses if use.op == "choose" and isinstance(use.statement, ast.Expr)]
    orders = [use for use in chosen if (use.literal(0) or "").casefold() in ("ascending", "descending")]
    if not said and len(chosen) > len(orders) and _ORDERED.isdisjoint(split_words(task)):
        for use in orders:
            assert use.statement is not None
            yield without(use.statement, reading, lines, "the task says nothing of an order")
    if len(said) != 1 or orders or not chosen:
        return
    [order] = said
    sorting = [use for use in chosen if _SORTING & set(split_words(f"{use.ref.screen} {use.ref.element}"))]
    last = (sorting or chosen)[-1]
    screen, element = doc.screen(last.ref.screen), element_of(last, doc)
    if screen is None or element is None or last.statement is None:
        return
    other = [e for e in screen.elements if e.kind is Kind.CHOICE and any(o.casefold() == order for o in e.options)]
    if not other and (element.options or not sorting) or len(other) > 1:
        return
    name = other[0].name if other else element.name
    end, indent = lines.end(last.statement), lines.line_of(last.statement)[2]
    new = f'\n{indent}{screen.name}.{name}.choose("{order.capitalize()}")'
    yield Edit(end, end, new, f"the task says {order}", last.line)


# switches that are only read


def _switched(reading: Reading, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    """`finish(settings.show_word_count.is_on)` for "show the word count": a command is carried out, not answered."""
    words = [word for word in re.findall(r"[a-z']+", task.casefold().replace("’", "'"))]
    first = words[0].replace("'", "") if words else ""
    commands = first in _ON | _OFF and words[1:2] != ["me"] and not task.rstrip().endswith("?")
    if first in _ASKING or not commands:
        return
    read_ones = [u for u in reading.uses if u.reads and u.ref.screen]
    acts = [u for u in reading.uses if u.acts and u.op != "finish"]
    element = element_of(read_ones[0], doc) if len(read_ones) == 1 else None
    if acts or element is None or element.kind is not Kind.TOGGLE or len(reading.tree.body) != 1:
        return
    # "hide" turns off what shows, and turns on what is called "Hide …"
    negative = {w.replace("'", "") for w in words} & (_OFF - set(split_words(element.label)))
    use = read_ones[0]
    line = f"{use.ref.screen}.{use.ref.element}.turn_{'off' if negative else 'on'}()"
    yield lines.replacing(
        reading.tree.body[0], line, "the task asks for it to be switched, not to be told how it stands"
    )


def _looked_at(reading: Reading, lines: Lines, doc: AppDoc) -> Iterator[Edit]:
    """`finish(menu.downloads.is_on)`: what leads to a page is neither on nor off; to check it is to look at the page."""
    for slip in reading.slips:
        on, statement = slip.on, slip.statement
        if slip.kind != "member" or not isinstance(on, Thing) or slip.name not in IS_ON | {"is_on"}:
            continue
        screen = doc.screen(on.ref.screen)
        element = screen.element(on.ref.element) if screen else None
        finishing = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
        finishing = finishing and lines.text(statement).startswith("finish(") if statement is not None else False
        others = [u for u in reading.uses if u.statement is statement and u.ref.screen and u.ref != on.ref]
        if element is None or element.kind is not Kind.BUTTON or asks(element.effect) or not finishing or others:
            continue
        assert statement is not None
        yield lines.replacing(statement, f"{on.ref.screen}.{element.name}.tap()", "it is a page to look at")


def _page_looked_at(reading: Reading, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    """`finish("yes" if menu.downloads.exists else "no")` for "check downloads": who checks a page looks at it. Whether there
    is one is asked in other words."""
    words = split_words(task) or ("",)
    statement = reading.tree.body[0] if len(reading.tree.body) == 1 else None
    if words[0] not in ("check", "see", "view") or "if" in words or "whether" in words or statement is None:
        return
    if not lines.text(statement).startswith("finish("):
        return
    things = {(u.ref.screen, u.ref.element) for u in reading.uses if u.ref.screen}
    reads = [u for u in reading.uses if u.ref.screen and u.op == "exists"]
    element = element_of(reads[0], doc) if reads and len(things) == 1 else None
    what = "it is a page to look at"
    if element is not None and element.kind is Kind.BUTTON and not asks(element.effect):
        yield lines.replacing(statement, f"{reads[0].ref.screen}.{element.name}.tap()", what)
    # a row of the page, and which one isn't said: `downloads.download.exists`
    rows = [s.on.member.ref.screen for s in reading.slips if s.kind == "not-called" and isinstance(s.on, Bound)]
    if rows and content_words(rows[0]) and content_words(rows[0]) <= content_words(task):
        yield lines.replacing(statement, f"{rows[0]}.open()", what)
