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

from apidocs.doc import AppDoc, Element, Kind
from apidocs.effects import asks
from apidocs.hinting import HintIndex, stem
from apidocs.phrasing import has
from apidocs.words import split_words
from interpreter.edits import Edit, Lines
from interpreter.flow import effect_of_use
from interpreter.forms import saving_element
from interpreter.reading import read
from interpreter.scripts import parsed
from interpreter.synonyms import IS_ON, same_thing
from interpreter.uses import Reading, Thing, Use

from .faithful import invented

MOST = 20
"""Changes; a script that needs more is another script."""
_OPENED = re.compile(
    r"(?:open|go to|enter) (?:the |my )?(?:\w+ )?['\"“‘]([^'\"”’]+)['\"”’](?: \w+)?(?:,| and | then )", re.IGNORECASE
)
"""The beginning of a task that opens a thing by its name, and goes on."""
_EMPTYING = frozenset("clear empty erase remove delete blank without no nothing reset".split())
_ASKING = frozenset(
    """what whats which who whose when where why how is are do does did can could has have tell list count read check
    look find see report say give""".split()
)
"""First words of a task that wants to be told something."""
_WONDERING = frozenset("what whats which who whose when where why how is are does do did has have".split())
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
    yield from _untyped(reading, lines, task, doc)
    yield from _cut_short(reading, lines, task, doc)
    yield from _opened_first(reading, lines, task, doc)
    for use in reading.uses:
        yield from _option(use, lines, task, doc)
        yield from _button_said(use, lines, task, doc)
    yield from _switched(reading, lines, task, doc)
    yield from _looked_at(reading, lines, doc)
    yield from _only_asked(reading, lines, task, doc)
    yield from _answered(reading, lines, task)
    yield from _said_once(reading, lines, task, doc)


# texts that nobody said


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
            yield _without(statement, reading, lines, what)


def _cut_short(reading: Reading, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    """ "Lunch" where the task says "lunch with Elif" and nothing else in the script speaks of Elif: a thing's whole name."""
    texts = [text for use in reading.uses if (text := use.literal(0))]
    for use in reading.uses:
        text, element = use.literal(0), _element(use, doc)
        if use.op != "set_text" or not text or element is None or not has(element, "naming"):
            continue
        named = r"with [A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*"
        said = re.search(rf"(?<![\w\"'“‘])(?i:{re.escape(text)}) ({named})", task)
        if said and not any(word in other for word in said[1].split()[1:] for other in texts):
            whole = f"{text} {said[1]}"
            yield lines.replacing(use.args[0], f'"{whole}"', f"the task says {whole!r}")


def _opened_first(reading: Reading, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    """ "open 'Tax' and …", where the script knows nothing of 'Tax' and the app's list holds things of such names."""
    said = _OPENED.match(task)
    first = reading.tree.body[0] if reading.tree.body else None
    if said is None or first is None or said[1].casefold() in lines.raw.decode().casefold():
        return
    row = HintIndex(doc).main_row
    acts = any(use.member.method is not None and use.member.method.acts for use in reading.uses)
    if row and acts and row.split(".")[0] in {use.ref.screen for use in reading.uses}:
        start = lines.start(first)
        yield Edit(start, start, f'{row}("{said[1]}").open()\n', f"the task opens {said[1]!r} first", first.lineno)


def _saves_only(use: Use, reading: Reading, doc: AppDoc) -> list[Use]:
    """The tap that saves what was typed, where nothing else was put in on that screen."""
    screen = doc.screen(use.ref.screen)
    button = saving_element(screen, screen.element(use.ref.element)) if screen else None
    put = [u for u in reading.uses if u.ref.screen == use.ref.screen and u.op in ("set_text", "choose", "turn_on")]
    if button is None or any(u is not use for u in put):
        return []
    later = (u for u in reading.uses if u.line > use.line and u.op == "tap")
    found = next((u for u in later if (u.ref.screen, u.ref.element) == (use.ref.screen, button.name)), None)
    return [found] if found is not None else []


def _without(statement: ast.stmt, reading: Reading, lines: Lines, what: str) -> Edit:
    """The statement's lines taken out; `pass` where its block would be empty."""
    begin, end, indent = lines.line_of(statement)
    if begin + len(indent) != lines.start(statement):
        return lines.replacing(statement, "pass", what)
    alone = len(reading.block_of(statement)) == 1
    return Edit(begin, end, f"{indent}pass\n" if alone and indent else "", what, statement.lineno)


# options


def _option(use: Use, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    """`choose("Follow the system")` where the task says dark and "Dark" is offered."""
    chosen, element = use.literal(0), _element(use, doc)
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


def _button_said(use: Use, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    """`timer("Tea").one_min.tap()` where the task says start and the row has a button for that."""
    screen = doc.screen(use.ref.screen)
    element = screen.element(use.ref.element) if screen is not None else None
    target = (
        use.node.func.value if isinstance(use.node, ast.Call) and isinstance(use.node.func, ast.Attribute) else None
    )
    if use.op != "tap" or not use.ref.part or element is None or element.item is None:
        return
    said = split_words(task)
    stems = {stem(word) for word in said}

    def named(part: str) -> bool:
        return bool({stem(w) for w in split_words(part)} & stems) or any(same_thing(word, part) for word in said)

    buttons = [part.name for part in element.item.parts if part.kind is Kind.BUTTON]
    meant = [name for name in buttons if named(name)]
    if use.ref.part in buttons and use.ref.part not in meant and len(meant) == 1 and isinstance(target, ast.Attribute):
        yield lines.renaming(target, meant[0], f"the task says what `{meant[0]}` does")


# switches that are only read


def _switched(reading: Reading, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    """`finish(settings.show_word_count.is_on)` for "show the word count": a command is carried out, not answered."""
    words = [word for word in re.findall(r"[a-z']+", task.casefold().replace("’", "'"))]
    first = words[0].replace("'", "") if words else ""
    commands = first in _ON | _OFF and words[1:2] != ["me"] and not task.rstrip().endswith("?")
    if first in _ASKING or not commands:
        return
    read_ones = [u for u in reading.uses if u.member.method is not None and not u.member.method.acts and u.ref.screen]
    acts = [u for u in reading.uses if u.member.method is not None and u.member.method.acts and u.op != "finish"]
    element = _element(read_ones[0], doc) if len(read_ones) == 1 else None
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


# questions, and things said once


def _only_asked(reading: Reading, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    """Who asks something wants nothing changed: what deletes, sends or saves, and a long press, go from a script that
    reads its answer."""
    if not _asks(task):
        return
    reads = any(u.member.method is not None and not u.member.method.acts and u.ref.screen for u in reading.uses)
    for use in reading.uses if reads else ():
        changes = use.op == "long_press" or use.op == "tap" and asks(effect_of_use(use, doc))
        if changes and isinstance(use.statement, ast.Expr):
            yield _without(use.statement, reading, lines, "the task only asks something")


def _answered(reading: Reading, lines: Lines, task: str) -> Iterator[Edit]:
    """`main.note("Milk").date` alone, at the end of a script for a question: that is its answer."""
    if not _asks(task) or any(u.op == "finish" for u in reading.uses) or not reading.tree.body:
        return
    last = reading.tree.body[-1]
    reads = [u for u in reading.uses if u.statement is last and u.member.method is not None]
    if isinstance(last, ast.Expr) and reads and not any(u.member.method and u.member.method.acts for u in reads):
        yield lines.replacing(last, f"finish({lines.text(last)})", "that is the answer")


def _asks(task: str) -> bool:
    """Whether it is a question, and not a command in the form of one."""
    words = split_words(task)
    return bool(words) and words[0] in _WONDERING and task.rstrip().endswith("?")


def misses_the_question(script: str, task: str, doc: AppDoc) -> bool:
    """Whether the task asks something and the script reads nothing: it saves, sends or deletes, or answers out of nothing,
    `finish("No number available")`."""
    tree = parsed(script)
    if tree is None or not _asks(task):
        return False
    reading = read(tree, doc)
    if any(
        u.member.method is not None and not u.member.method.acts and u.op not in ("finish", "ask") for u in reading.uses
    ):
        return False
    answers = [u for u in reading.uses if u.op == "finish"]
    acts = [u for u in reading.uses if u.member.method is not None and u.member.method.acts and u.op != "finish"]
    made_up = bool(answers) and all(u.literal(0) for u in answers) and not acts
    return made_up or not answers and any(asks(effect_of_use(u, doc)) for u in reading.uses)


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
            yield _without(statement, reading, lines, f"{text!r} belongs on {named[0]}")


def _element(use: Use, doc: AppDoc) -> Element | None:
    screen = doc.screen(use.ref.screen)
    return screen.element(use.ref.element) if screen is not None and not use.ref.part and not use.ref.found else None
