"""A doc as Python stubs, twice: short ones for the model to read, complete ones for editors and type checkers.

Both come from the run-time table (`apidocs.doc.table`), so what the model is shown is what the check lets pass and the
interpreter carries out. How the stubs are put into a prompt is `agent`'s.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from . import AppDoc, Element, Item, Kind, Part, Screen
from .api import FOUND, LONG_PRESS, METHODS, ROW, SCREEN, TAP, TEXT, Method
from .paths import starts
from .table import ApiTable as ApiTable
from .table import Rows, actions_of, plain_elements, row_methods, rows_of
from .table import api_names as api_names
from .words import words_of

OPTIONS_SHOWN = 8
"""Options of a choice that stand in the stub; a script may choose others."""
_COMMENT = 60
"""Characters of a comment: labels are the app's words, and some apps write essays."""
_MOMENTS = {"date": '"6 March", "tomorrow"', "time": '"4:30 pm"'}
"""How what a picker takes is shown: any date, any time."""
_TYPES = {kind: kind.value.capitalize() for kind in Kind}


def render_stubs(doc: AppDoc, *, screens: Collection[str] | None = None) -> str:
    """The text the model sees. `screens`: only these, in the doc's order; None for all.

    Dialogs that only show a choice's options stay out: `choose` goes through them.
    """
    shown = [s for s in doc.screens if (screens is None or s.name in screens) and not s.serves]
    opened = _opened(doc)
    lines: list[str] = []
    items: dict[str, list[str]] = {}
    for screen in shown:
        lines.append(_with_comment(f"class {screen.name}:", _screen_comment(screen, doc)))
        body = (
            list(_commands(screen))
            if screen.by_commands
            else [
                _with_comment(f"    {e.name}: {_type(e, doc)}", _comment(e, opened.get((screen.name, e.name))))
                for e in screen.elements
            ]
        )
        lines += body or ["    ..."]
        for rows in rows_of(screen):
            block = [f"class {rows.variable(doc)}:  # {_row_comment(rows)}"]
            block += [
                _with_comment(f"    {p.name}: {_part_type(p)}", f"opens {p.opens}" if p.opens else "")
                for p in rows.item.parts
            ] or ["    ..."]
            # lists of the same rows on several screens (all, favourites, search results) are told once
            if items.get(rows.item.name) != block[1:]:
                lines += block
                items[rows.item.name] = block[1:]
    kinds = {e.kind for s in shown for e in s.elements}
    kinds |= {p.kind for s in shown for r in rows_of(s) for p in r.item.parts if p.kind is not Kind.TEXT}
    return "\n".join(lines + list(_legend(doc, kinds, shown))) + "\n"


def typed_classes(doc: AppDoc) -> list[str]:
    """The classes of kinds, rows and screens, as lines of a stub file."""
    lines: list[str] = []
    for kind, methods in METHODS.items():
        lines += _class(_TYPES[kind], _members(methods))
    lines += _class("Found", _members(FOUND))
    for screen in doc.screens:
        for rows in rows_of(screen):
            lines += _class(
                row_type(rows), [*_members(row_methods(rows.item)), *(m for p in rows.item.parts for m in _part(p))]
            )
    for screen in doc.screens:
        body = _members(SCREEN)
        for element in plain_elements(screen):
            body += property_stub(element.name, _TYPES[element.kind])
        body += [method_stub(method, returns=returns) for method, returns in called_on(screen)]
        lines += _class(screen_type(screen), body)
    return lines


def called_on(screen: Screen) -> Iterator[tuple[Method, str]]:
    """What is called on a screen besides what every screen has, and the type of what it gives."""
    for rows in rows_of(screen):
        yield rows.all, f"list[{row_type(rows)}]"
        yield rows.one, row_type(rows)
    for _, method in actions_of(screen):
        yield method, method.returns


def screen_type(screen: Screen) -> str:
    """The class of a screen in the typed stubs."""
    return f"Screen_{screen.name}"


def row_type(rows: Rows) -> str:
    """The class of a list's rows in the typed stubs; lists of two screens may call different rows alike."""
    return f"Row_{rows.screen}_{rows.element.name}"


def type_of(kind: Kind) -> str:
    """The class of a kind in the typed stubs."""
    return _TYPES[kind]


def _class(name: str, members: list[str]) -> list[str]:
    # `if settings.theme:` would always be true: no element has a truth value
    body = members if name.startswith("Screen_") else [*members, "    __bool__: None"]
    return [f"class {name}:", *(body or ["    ..."])]


def _members(methods: tuple[Method, ...]) -> list[str]:
    return [line for m in methods for line in (property_stub(m.name, m.returns) if m.prop else [method_stub(m)])]


def method_stub(method: Method, *, returns: str = "", of_class: bool = True) -> str:
    """One method as a line of a stub file."""
    args = ["self"] * of_class
    args += [f"{name}: {kind}{' = ...' if name in method.optional else ''}" for name, kind in method.args]
    return f"{'    ' * of_class}def {method.name}({', '.join(args)}) -> {returns or method.returns}: ..."


def property_stub(name: str, kind: str) -> list[str]:
    """One thing that is read without parentheses."""
    return ["    @property", f"    def {name}(self) -> {kind}: ..."]


def _part(part: Part) -> list[str]:
    return property_stub(part.name, _part_type(part))


def _part_type(part: Part) -> str:
    return "str" if part.kind is Kind.TEXT else _TYPES[part.kind]


def _type(element: Element, doc: AppDoc) -> str:
    if element.kind is Kind.LIST and element.item:
        return f"List[{Rows('', element, element.item).variable(doc)}]"
    return _type_of(element)


def _type_of(element: Element) -> str:
    if element.kind is Kind.CHOICE and element.options:
        shown = [f'"{_plain(o)}"' for o in element.options[:OPTIONS_SHOWN]]
        more = ["…"] if len(element.options) > OPTIONS_SHOWN else []
        return f"Choice[{', '.join(shown + more)}]"
    return f"{_TYPES[element.kind]}[{_MOMENTS[element.picks]}]" if element.picks else _TYPES[element.kind]


def _commands(screen: Screen) -> Iterator[str]:
    """What the phone's own commands carry out: things of one sort in one line, since there are many."""
    plain: dict[str, list[str]] = {}
    for element in screen.elements:
        if element.kind is Kind.ACTION:
            args = ", ".join(f'{arg.name}=""' if arg.optional else arg.name for arg in element.args)
            name, sort = f"{element.name}({args})", "()"
        else:
            name, sort = element.name, _type_of(element)
        if element.description or element.args:
            line = f"    {name}" if sort == "()" else f"    {name}: {sort}"
            yield _with_comment(line, element.description)
        else:
            plain.setdefault(sort, []).append(name)
    for sort, names in plain.items():
        yield f"    {', '.join(names)}" + (f": {sort}" if sort != "()" else "")


def _opened(doc: AppDoc) -> dict[tuple[str, str], Screen]:
    """The dialog or menu that a tap on an element brings up: the script has to go on there."""
    found: dict[tuple[str, str], tuple[int, Screen]] = {}
    for step in doc.transitions:
        target = doc.screen(step.target)
        if step.action != "tap" or target is None or target.kind == "page" or step.source == step.target:
            continue
        key = (step.source, step.element)
        if key not in found or found[key][0] < step.seen:
            found[key] = (step.seen, target)
    return {key: screen for key, (_, screen) in found.items()}


def _screen_comment(screen: Screen, doc: AppDoc) -> str:
    said = [] if screen.kind == "page" else [screen.kind]
    said += [t for t in (screen.title, screen.description) if _adds(t, f"{screen.name} {' '.join(said)}")]
    if screen.package and screen.package not in starts(doc):
        said.append("another app's")
    return ", ".join(dict.fromkeys(said))


def _comment(element: Element, opens: Screen | None) -> str:
    said: list[str] = []
    for text in (element.label, element.description, element.locator.under):
        if _adds(text, f"{element.name} {' '.join(said)}"):
            said.append(text)
    if opens and element.kind is Kind.BUTTON:
        said.append(f"opens {opens.name}")
    return ", ".join(said)


def _row_comment(rows: Rows) -> str:
    said = [f"row of {rows.screen}.{rows.all.example}, one is {rows.screen}.{rows.one.example}"]
    said += _leads(rows.item)
    return "; ".join(said)


def _leads(item: Item) -> Iterator[str]:
    if item.opens:
        yield f"open() shows {item.opens}"
    if item.menu:
        yield f"long_press() shows {item.menu}"


def _adds(text: str, known: str) -> bool:
    """Whether the text says anything that the names don't."""
    return bool(set(words_of(text)) - set(words_of(known)))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace('"', "'").strip()


def _with_comment(line: str, comment: str) -> str:
    comment = _plain(comment).replace("```", "")
    if len(comment) > _COMMENT:
        comment = comment[:_COMMENT].rsplit(" ", 1)[0] + "…"
    return f"{line}  # {comment}" if comment else line


def _legend(doc: AppDoc, kinds: Collection[Kind], shown: list[Screen]) -> Iterator[str]:
    """What can be done with each kind that occurs, one line each, from the examples of the table."""
    for kind, methods in METHODS.items():
        if kind in kinds:
            yield f"# {_TYPES[kind]}: {_examples(methods)}"
    rows = next((r for s in shown for r in rows_of(s)), None)
    if rows:
        yield f"# List: for {rows.variable(doc)} in {rows.screen}.{rows.all.example}:"
        yield f"# Row: {', '.join(f'.{m.example}' for m in ROW if m.example)}"


def _examples(methods: tuple[Method, ...]) -> str:
    """What is special to the kind, or what all can do where nothing is: a switch that may be tapped gets tapped."""
    special = [m for m in methods if m.example and m not in (TAP, LONG_PRESS, TEXT)]
    return ", ".join(f".{m.example} {m.note}".rstrip() for m in special or methods if m.example)
