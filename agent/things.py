"""Which thing a task means: the row of this page or that one, the tab that is called like a row, the whole of a name.

Edits of a script, each told; what is an option or a switch is `agent.wording`'s.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from apidocs.doc import AppDoc, Effect, Kind
from apidocs.effects import severity
from apidocs.hinting import HintIndex, content_words, stem
from apidocs.phrasing import adding, has
from apidocs.table import rows_of
from apidocs.ways import Ground
from apidocs.words import split_words
from interpreter.edits import Edit, Lines
from interpreter.flow import effect_of_use, element_of
from interpreter.reading import read
from interpreter.scripts import parsed
from interpreter.synonyms import same_thing
from interpreter.uses import Reading, Thing, Use

_OPENED = re.compile(
    r"(?:open|go to|enter) (?:the |my )?(?:\w+ )?['\"“‘]([^'\"”’]+)['\"”’](?: \w+)?(?:,| and | then )", re.IGNORECASE
)
"""The beginning of a task that opens a thing by its name, and goes on."""

_QUOTED = re.compile(r"(?<!\w)['\"“‘]([^'\"”’]+)['\"”’](?!\w)")
_OPEN_IT = re.compile(r"['\"“‘]([^'\"”’]+)['\"”’].* (?:and|then) open (?:it|that)\b", re.IGNORECASE)


def things_meant(reading: Reading, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    """The edits that name the thing the task speaks of."""
    yield from _cut_short(reading, lines, task, doc)
    yield from _opened_first(reading, lines, task, doc)
    yield from _opened_at_last(reading, lines, task, doc)
    yield from _tab_said(reading, lines, task, doc)
    yield from _item_of_menu(reading, lines, task, doc)
    yield from _typed_over(reading, lines, doc)
    yield from _rows_of_page(reading, lines, doc)
    yield from _by_whom(reading, lines, task, doc)
    for use in reading.uses:
        yield from _button_said(use, lines, task, doc)


def _cut_short(reading: Reading, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    """ "Lunch" where the task says "lunch with Elif" and nothing else in the script speaks of Elif: a thing's whole name."""
    texts = [text for use in reading.uses if (text := use.literal(0))]
    for use in reading.uses:
        text, element = use.literal(0), element_of(use, doc)
        if use.op != "set_text" or not text or element is None or not has(element, "naming"):
            continue
        named = r"with [A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*"
        said = re.search(rf"(?<![\w\"'“‘])(?i:{re.escape(text)}) ({named})", task)
        if said and not any(word in other for word in said[1].split()[1:] for other in texts):
            whole = f"{text} {said[1]}"
            yield lines.replacing(use.args[0], _literal(whole), f"the task says {whole!r}")


def _opened_first(reading: Reading, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    """ "open 'Tax' and …", where the script knows nothing of 'Tax' and the app's list holds things of such names."""
    said = _OPENED.match(task)
    first = reading.tree.body[0] if reading.tree.body else None
    if said is None or first is None or said[1].casefold() in lines.raw.decode().casefold():
        return
    row = HintIndex(doc).main_row
    acts = any(use.acts for use in reading.uses)
    if row and acts and row.split(".")[0] in {use.ref.screen for use in reading.uses}:
        start = lines.start(first)
        yield Edit(
            start, start, f"{row}({_literal(said[1])}).open()\n", f"the task opens {said[1]!r} first", first.lineno
        )


def _opened_at_last(reading: Reading, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    """ "search 'Clock' and open it", where the script searches and opens nothing: the row of what was searched for."""
    said, last = _OPEN_IT.search(task), reading.tree.body[-1] if reading.tree.body else None
    acting = [use for use in reading.uses if use.acts]
    if said is None or last is None or not acting or any(use.op in ("open", "finish") for use in reading.uses):
        return
    screen = doc.screen(acting[-1].ref.screen)
    lists = [rows for rows in rows_of(screen) if rows.item.opens or rows.item.parts] if screen is not None else []
    typed = [
        use
        for use in acting
        if use.op == "set_text" and use.literal(0) == said[1] and screen is not None and use.ref.screen == screen.name
    ]
    if len(lists) == 1 and typed and isinstance(last, ast.Expr):
        end = lines.end(last)
        new = f"\n{lists[0].screen}.{lists[0].one.name}({_literal(said[1])}).open()"
        yield Edit(end, end, new, f"the task opens {said[1]!r}", last.lineno)


def _tab_said(reading: Reading, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    """`files.file("Recent").open()` for "go to the 'recent' tab": a tab of that name, and no row."""
    for statement in reading.tree.body:
        words = [n.value for n in ast.walk(statement) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
        named = words[0].strip() if len(words) == 1 and isinstance(statement, ast.Expr) else ""
        if not named or not re.search(
            rf"(?i)(?<!\w){re.escape(named)}['\"”’]? (?:tab|page|screen|section|view)\b", task
        ):
            continue
        tabs = [
            (screen.name, e.name)
            for screen in doc.screens
            for e in screen.elements
            if e.kind is Kind.BUTTON and e.label and content_words(e.label) == content_words(named)
        ]
        here = [tab for tab in tabs if tab in Ground(doc).taps and tab[0] in lines.text(statement).split(".")]
        methods = {n.attr for n in ast.walk(statement) if isinstance(n, ast.Attribute)}
        if len(here) == 1 and methods.isdisjoint({"set_text", "choose", "find"}):
            new = f"{here[0][0]}.{here[0][1]}.tap()"
            yield lines.replacing(statement, new, f"the task calls {named!r} a tab")


def _typed_over(reading: Reading, lines: Lines, doc: AppDoc) -> Iterator[Edit]:
    """`add_item.set_text("tent")`, `add_item.set_text("stove")`: a text typed over the one before it is lost. The form's button
    that adds what the field says is tapped after each; else what follows the last of them. Nothing is sent or paid twice."""
    acting = [use for use in reading.uses if use.acts]
    yield from _each_added(acting, lines, doc)
    for use, after in pairwise(acting):
        field = (use.ref.screen, use.ref.element)
        typed = use.op == after.op == "set_text" and field == (after.ref.screen, after.ref.element)
        if not typed or not use.literal(0) or not after.literal(0) or use.literal(0) == after.literal(0):
            continue
        rest = [u for u in acting[acting.index(after) :] if (u.ref.screen, u.ref.element) != field]
        button = rest[0] if rest and rest[0].op == "tap" and rest[0].ref.screen == use.ref.screen else None
        if button is None or not isinstance(use.statement, ast.Expr) or not isinstance(button.statement, ast.Expr):
            continue
        if severity(effect_of_use(button, doc)) > severity(Effect.COMMIT):
            continue
        end, indent = lines.end(use.statement), lines.line_of(use.statement)[2]
        new = f"\n{indent}{lines.text(button.statement)}"
        yield Edit(end, end, new, f"{use.literal(0)!r} would be typed over", use.line)


def _each_added(acting: Sequence[Use], lines: Lines, doc: AppDoc) -> Iterator[Edit]:
    """The tap that adds a text, after each of several that are typed into the same field."""
    typed = [(use.ref.screen, use.ref.element) for use in acting if use.op == "set_text" and use.literal(0)]
    for use, after in pairwise([*acting, None]):
        screen, field = doc.screen(use.ref.screen) if use else None, element_of(use, doc) if use else None
        if use is None or screen is None or field is None or typed.count((screen.name, field.name)) < 2:
            continue
        adds = adding(screen, field, {e.commit for e in screen.elements if e.commit})
        if use.op != "set_text" or adds is None or not isinstance(use.statement, ast.Expr):
            continue
        added = after is not None and (after.op == "enter" or after.ref.element == adds.name)
        if not added and severity(adds.effect) <= severity(Effect.COMMIT):
            end, indent = lines.end(use.statement), lines.line_of(use.statement)[2]
            yield Edit(end, end, f"\n{indent}{screen.name}.{adds.name}.tap()", f"`{adds.name}` adds each", use.line)


def _item_of_menu(reading: Reading, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    """`photo.rotate.tap()` for "rotate it right", which opens a menu with "Rotate right", and nothing is taken of it."""
    said = content_words(task)
    acting = [use for use in reading.uses if use.acts]
    for use in acting:
        menu = Ground(doc).taps.get((use.ref.screen, use.ref.element)) if use.op == "tap" and not use.ref.part else None
        if menu is None or menu.kind != "menu" or not isinstance(use.statement, ast.Expr):
            continue
        # "Rotate right" of "rotate", nothing of what happens to stand behind "More options"
        deed = content_words(use.ref.element)
        words = {e.name: content_words(e.label or e.name) for e in menu.elements if e.kind is Kind.BUTTON}
        items = [name for name, label in words.items() if label & deed and label <= said]
        if len(items) == 1 and all(u.ref.screen != menu.name for u in acting):
            end, indent = lines.end(use.statement), lines.line_of(use.statement)[2]
            yield Edit(end, end, f"\n{indent}{menu.name}.{items[0]}.tap()", "the task says which of the menu", use.line)


def _rows_of_page(reading: Reading, lines: Lines, doc: AppDoc) -> Iterator[Edit]:
    """`files.recents.tap()` and then a row of `files`: who opens a page first means the rows of that page."""
    acting = [use for use in reading.uses if use.acts]
    for use, after in pairwise(acting):
        node = after.node.func if isinstance(after.node, ast.Call) else None
        row = node.value if isinstance(node, ast.Attribute) else None
        if use.op != "tap" or use.ref.part or not after.ref.row or after.ref.part or not isinstance(row, ast.Call):
            continue
        page = Ground(doc).taps.get((use.ref.screen, use.ref.element))
        lists = list(rows_of(page)) if page is not None and page.kind == "page" else []
        if page is None or len(lists) != 1 or after.ref.screen != use.ref.screen:
            continue
        if all(u.ref.screen != page.name for u in acting):
            new = f"{page.name}.{lists[0].one.name}"
            yield lines.replacing(row.func, new, f"`{use.ref.element}` opens {page.name}, which has rows of its own")


def _by_whom(reading: Reading, lines: Lines, task: str, doc: AppDoc) -> Iterator[Edit]:
    """`if "Alice" in chat.body` for "the messages with Alice": with whom it is stands in a row's title, not in what it says."""
    for use in reading.uses:
        screen = doc.screen(use.ref.screen)
        element = screen.element(use.ref.element) if screen is not None else None
        test: ast.AST | None = use.node
        while test is not None and not isinstance(test, ast.Compare | ast.stmt):
            test = reading.parent(test)
        if not isinstance(test, ast.Compare):
            continue
        words = test.left
        while isinstance(words, ast.Call) and isinstance(words.func, ast.Attribute):
            words = words.func.value  # "Alice".lower()
        if element is None or element.item is None or not isinstance(words, ast.Constant):
            continue
        item, part = element.item, use.ref.part
        if not part or part == item.title or not item.title or not isinstance(test.ops[0], ast.In):
            continue
        said = re.search(rf"\b(?:with|from|to|by) (?:the )?['\"“‘]?{re.escape(str(words.value))}\b", task)
        unsaid = not {stem(w) for w in split_words(part)} & {stem(w) for w in split_words(task)}
        if said and unsaid and isinstance(use.node, ast.Attribute):
            yield lines.renaming(use.node, item.title, f"`{item.title}` says with whom it is")


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


def quoted_things(script: str, task: str, doc: AppDoc) -> tuple[str, list[str]]:
    """`files.download.open()` for "go to the 'Download' folder": a name that the doc doesn't have and the task has in quotes is
    no element but a thing, a row of the app's main list. Before any other repair, which would look for an element like it.
    Returns the script and what was changed in it."""
    quoted = {" ".join(split_words(said)): said for said in _QUOTED.findall(task)}
    row = HintIndex(doc).main_row if quoted else ""
    notes: list[str] = []
    for _ in range(len(quoted) if row else 0):
        tree, lines = parsed(script), Lines(script)
        edit = next(_things_for_names(read(tree, doc), lines, quoted, row), None) if tree is not None else None
        if edit is None:
            break
        script = lines.with_edit(edit)
        notes.append(f"Line {edit.line}: {edit.what}")
    return script, notes


def _things_for_names(reading: Reading, lines: Lines, quoted: dict[str, str], row: str) -> Iterator[Edit]:
    for slip in reading.slips:
        said = quoted.get(slip.name.replace("_", " ").casefold(), "") if slip.kind == "member" else ""
        node, statement = slip.node, slip.statement
        if not said or not isinstance(node, ast.Attribute) or not isinstance(statement, ast.Expr):
            continue
        way = reading.parent(node)
        call = reading.parent(way) if isinstance(way, ast.Attribute) and way.attr in ("open", "tap", "click") else None
        if isinstance(slip.on, Thing) and not slip.on.ref.row and call is statement.value:
            yield lines.replacing(statement, f"{row}({_literal(said)}).open()", f"{said!r} is a thing, no element")


def _literal(text: str) -> str:
    """A text as it stands in a script."""
    return json.dumps(text, ensure_ascii=False)
