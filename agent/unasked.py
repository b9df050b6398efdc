"""What a script does that nobody asked for, and what goes from it for that: a text that the task doesn't say, a page opened
and left at once, a change where something is only asked, one name put into two forms.

A line goes only where others stay; what is left of a script that only does unasked things is for `agent.faithful` to refuse.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from apidocs.committing import committing
from apidocs.doc import AppDoc, Effect, Kind
from apidocs.effects import asks
from apidocs.hinting import content_words, stem
from apidocs.ways import Ground
from apidocs.words import split_words
from interpreter.edits import Edit, Lines
from interpreter.flow import effect_of_use, element_of
from interpreter.synonyms import same_thing
from interpreter.uses import Reading, Use

from .faithful import invented
from .questions import is_question

_EMPTYING = frozenset("clear empty erase remove delete blank without no nothing reset".split())
_PUTTING = ("set_text", "choose", "turn_on", "turn_off")


def unasked(reading: Reading, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    """The edits that take such lines out, one after the other."""
    yield from _untyped(reading, lines, task, doc)
    yield from _left_at_once(reading, lines, task, doc)
    yield from _only_asked(reading, lines, task, doc)
    yield from _said_once(reading, lines, task, doc)
    yield from _put_twice(reading, lines, task, doc)


def _untyped(reading: Reading, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    """The line that types what the task doesn't say goes, and the tap that would save it, where something else is left."""
    made_up = {one.line for one in invented(lines.raw.decode(), task)}
    emptied = not _EMPTYING.isdisjoint(split_words(task))
    for use in reading.uses:
        blank = use.literal(0) == "" and not emptied
        if use.op != "set_text" or not (blank or use.line in made_up):
            continue
        gone = [use, *_saves_only(use, reading, doc)]
        statements = [u.statement for u in gone if isinstance(u.statement, ast.Expr)]
        acting = {u.line for u in reading.uses if u.member.method is not None} - {u.line for u in gone}
        if len(statements) != len(gone) or not acting:
            continue
        for statement in reversed(statements):
            what = "the task doesn't say what to type there"
            yield without(statement, reading, lines, what)


def _saves_only(use: Use, reading: Reading, doc: AppDoc) -> list[Use]:
    """The tap that saves what was typed, where nothing else was put in on that screen and the script doesn't open it for
    anything else: an export goes on with the name that stands there."""
    screen = doc.screen(use.ref.screen)
    button = committing(screen, screen.element(use.ref.element)) if screen else None
    put = [u for u in reading.uses if u.ref.screen == use.ref.screen and u.op in ("set_text", "choose", "turn_on")]
    if button is None or any(u is not use for u in put):
        return []
    ways = Ground(doc).taps
    before = [ways.get((u.ref.screen, u.ref.element)) for u in reading.uses if u.line < use.line]
    if screen in before:
        return []
    later = (u for u in reading.uses if u.line > use.line and u.op == "tap")
    found = next((u for u in later if (u.ref.screen, u.ref.element) == (use.ref.screen, button.name)), None)
    return [found] if found is not None else []


def _left_at_once(reading: Reading, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    """A page that the script opens, and goes on elsewhere; and a deed told in several words amid what is done to a page. No
    word of the task speaks of either, or it stays."""
    said = content_words(task)
    acting = [use for use in reading.uses if use.acts]
    for i, use in enumerate(acting[:-1]):
        element, after = element_of(use, doc), acting[i + 1 :]
        if (
            use.op != "tap"
            or element is None
            or element.kind is not Kind.BUTTON
            or not isinstance(use.statement, ast.Expr)
        ):
            continue
        words = content_words(f"{element.name} {element.label}")
        if words & said or any(same_thing(word, element.name) for word in split_words(task)):
            continue
        target = Ground(doc).taps.get((use.ref.screen, element.name))
        left = (
            target is not None
            and element.effect is Effect.NAVIGATE
            and not target.serves
            and target.kind == "page"
            and all(u.ref.screen != target.name for u in after)
        )
        put = any(u.ref.screen == use.ref.screen and u.op in _PUTTING for u in acting[:i])
        amid = target is None and asks(element.effect) and not put and len(content_words(element.label)) > 1
        if left or amid and after[0].ref.screen == use.ref.screen:
            yield without(use.statement, reading, lines, f"the task says nothing of {element.label or element.name!r}")


def _only_asked(reading: Reading, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    """Who asks something wants nothing changed: what deletes, sends or saves, and a long press, go from a script that
    reads its answer."""
    if not is_question(task):
        return
    reads = any(u.reads and u.ref.screen for u in reading.uses)
    for use in reading.uses if reads else ():
        changes = use.op == "long_press" or use.op == "tap" and asks(effect_of_use(use, doc))
        if changes and isinstance(use.statement, ast.Expr):
            yield without(use.statement, reading, lines, "the task only asks something")


def _said_once(reading: Reading, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    """One name typed into two forms, as if a note and a checklist were to be made: the one that the task speaks of stays."""
    typed: dict[str, dict[str, Use]] = {}
    for use in reading.uses:
        text = use.literal(0)
        if use.op == "set_text" and text and task.casefold().count(text.casefold()) == 1:
            typed.setdefault(text, {}).setdefault(use.ref.screen, use)
    said = {stem(word) for word in split_words(task)}
    for text, places in typed.items():
        named = [name for name in places if {stem(w) for w in split_words(name)} & said]
        others = [name for name in places if name not in named]
        if len(places) != 2 or len(named) != 1:
            continue
        gone = [u for u in reading.uses if u.ref.screen == others[0] and isinstance(u.statement, ast.Expr)]
        if gone and all(u.op in ("set_text", "tap", "choose") for u in gone):
            statement = gone[-1].statement
            assert statement is not None
            yield without(statement, reading, lines, f"{text!r} belongs on {named[0]}")


def _put_twice(reading: Reading, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    """ "5 minutes" chosen for the snooze, and 5 typed into a timer that the task says nothing of: a value that is put in already,
    into a place of which the task says no more than of the first one."""
    said = content_words(task)
    put = [use for use in reading.uses if use.op in ("set_text", "choose") and use.literal(0)]
    for use in put:
        value, screen = split_words(use.literal(0) or ""), doc.screen(use.ref.screen)
        before = [u for u in put if u.line < use.line and u.ref.screen != use.ref.screen]
        first = next((u for u in before if set(value) <= set(split_words(u.literal(0) or ""))), None)
        if use.op != "set_text" or not value or first is None or screen is None:
            continue
        here, there = (said & content_words(f"{u.ref.screen} {u.ref.element} {u.literal(0)}") for u in (use, first))
        gone = [u for u in reading.uses if u.ref.screen == screen.name and isinstance(u.statement, ast.Expr)]
        if here < there and all(u.op == "tap" or u is use for u in gone):
            statement = gone[-1].statement
            assert statement is not None
            yield without(statement, reading, lines, f"the task says {use.literal(0)!r} of {first.ref.element}")


def without(statement: ast.stmt, reading: Reading, lines: Lines, what: str) -> Edit:
    """The statement's lines taken out; `pass` where its block would be empty."""
    begin, end, indent = lines.line_of(statement)
    if begin + len(indent) != lines.start(statement):
        return lines.replacing(statement, "pass", what)
    alone = len(reading.block_of(statement)) == 1
    return Edit(begin, end, f"{indent}pass\n" if alone and indent else "", what, statement.lineno)
