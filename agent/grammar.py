"""A grammar, in llama.cpp's GBNF, of the scripts an app's doc allows: for asking again when a script used other names.

Made from the same table as the stubs and the check, so that what it lets through has only names the doc has. Variables are
a short list: with free ones a model writes `alarms_hour = 7` and is content. Whether a script makes sense (a row outside
its loop, a value never read) is left to the check.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from apidocs.doc import AppDoc, Kind, Screen
from apidocs.doc.api import FOUND, METHODS, ROW, SCREEN, Method
from apidocs.doc.table import Rows, plain_elements, rows_of

MAX_LINES = 40
DEPTH = 3
"""Blocks within blocks."""
INDENT = "    "
ROW_VARIABLES = ("item", "row")
"""What models call a loop's row besides the doc's own name for it. Forbidden that, they loop over made-up lists."""
VARIABLES = "count total found result results names titles texts items values first last number answer i n".split()  # noqa: SIM905

_FIXED = r"""
str ::= "\"" [^"\\\n]* "\"" | "'" [^'\\\n]* "'"
fstr ::= "f\"" ( [^"\\\n{}] | "{" ( plain | var | "len(" rows ")" ) "}" )* "\""
num ::= "-"? [0-9]+ ( "." [0-9]+ )?
lit ::= str | num | "True" | "False"
list ::= "[]" | "[" item ( ", " item ){0,9} "]"
item ::= lit | var
arg ::= value ( " + " value )*
value ::= lit | fstr | read | call | var
call ::= "len(" ( rows | var | comp ) ")" | ( "str" | "int" | "float" ) "(" ( read | var ) ")" | asked
asked ::= ( "ask(" | "secret(" ) str ")"
expr ::= term ( ( " + " | " - " ) term )*
term ::= ( value | comp | list | joined ) ( ".lower()" | ".strip()" )?
joined ::= str ".join(" ( comp | var ) ")"
comp ::= "[" expr " for " loop ( " if " cond )? "]"
cond ::= test ( ( " and " | " or " ) test )*
test ::= "not "? truth | value ".lower()"? compare ( value | list ) ".lower()"?
compare ::= " == " | " != " | " in " | " not in " | " < " | " <= " | " > " | " >= "
loop ::= rowloop | var " in " ( var | list | "range(" num ")" )
assign ::= var ( " = " | " += " ) ( expr | rows ) | var ".append(" expr ")"
free ::= "finish(" ( expr | cond )? ")" | "wait(" num ")" | "back()" | "enter()" | "open_app(" str ")"
simple ::= act | free | assign | "break" | "continue"
"""


def script_grammar(doc: AppDoc) -> str:
    """Return the grammar of scripts for `doc`, with the blank line that ends it. Rule `root`."""
    rules = [f"root ::= line0{{1,{MAX_LINES}}} {_quoted(chr(10))}"]
    acts, reads, truths = ([f"{_quoted('find(')} str {_quoted(')')} found-{suffix}"] for suffix in ("do", "read", "is"))
    plain, rows, loops = list[str](), list[str](), list[str]()
    for kind, methods in METHODS.items():
        rules += _methods_rules(kind.value, methods)
    rules += _methods_rules("found", FOUND) + _methods_rules("row", ROW) + _methods_rules("screen", SCREEN)
    for number, screen in enumerate(doc.screens):
        prefix = f"s{number}"
        readable = _plain_read(screen)
        if readable:
            rules.append(f"{prefix}-plain ::= {readable}")
            plain.append(f"{prefix}-plain")
        rules += _screen_rules(prefix, screen)
        acts.append(f"{prefix}-do")
        reads.append(f"{prefix}-read")
        truths.append(f"{prefix}-is")
        for each, lists in enumerate(rows_of(screen)):
            name = f"{prefix}-r{each}"
            rules += _row_rules(name, lists, doc)
            acts.append(f"{name}-do")
            reads.append(f"{name}-read")
            truths.append(f"{name}-is")
            rows.append(f"{name}-all")
            loops.append(f"{name}-loop")
            plain += [_quoted(f"{lists.variable(doc)}.{p.name}") for p in lists.item.parts if p.kind is Kind.TEXT]
    taken = {screen.name for screen in doc.screens}
    names = [v for v in VARIABLES if v not in taken]
    rules.append(f"act ::= {_any(acts)}")
    rules.append(f"read ::= {_any(reads)}")
    rules.append(f"plain ::= {_any(plain or ['var'])}")
    rules.append(f"truth ::= {_any([*truths, 'var'])}")
    rules.append(f"rows ::= {_any(rows or ['list'])}")
    rules.append(f"rowloop ::= {_any(loops or ['var ' + _quoted(' in ') + ' list'])}")
    rules.append(f"var ::= {_any(map(_quoted, names))}")
    rules.append(_FIXED.strip())
    rules += [_line_rule(depth) for depth in range(DEPTH + 1)]
    return "\n".join(rules) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _any(alternatives: Iterable[str]) -> str:
    return " | ".join(alternatives)


def _methods_rules(name: str, methods: Sequence[Method]) -> list[str]:
    """Three rules: what is done to such a thing, what is read of it as a value, what is true or false of it."""
    does, reads, truths = list[str](), list[str](), list[str]()
    for method in methods:
        if method.prop:
            (truths if method.returns == "bool" else reads).append(_quoted(f".{method.name}"))
        elif method.acts:
            args = f" {_quoted(', ')} ".join("arg" for _ in method.args)
            does.append(
                f"{_quoted(f'.{method.name}(')} {args} {_quoted(')')}" if args else _quoted(f".{method.name}()")
            )
    rules = [(f"{name}-do", does), (f"{name}-read", reads), (f"{name}-is", truths)]
    return [f"{rule} ::= {_any(alternatives)}" for rule, alternatives in rules if alternatives]


def _by_kind(screen: Screen) -> dict[Kind, list[str]]:
    found: dict[Kind, list[str]] = {}
    for element in plain_elements(screen):
        found.setdefault(element.kind, []).append(element.name)
    return found


def _has(methods: Sequence[Method], suffix: str) -> bool:
    return any(line.startswith(f"x-{suffix} ") for line in _methods_rules("x", methods))


def _plain_read(screen: Screen) -> str:
    """What of a screen can be read without writing a text: a text within an f-string would end it."""
    kinds = {kind: names for kind, names in _by_kind(screen).items() if _has(METHODS[kind], "read")}
    name = _quoted(f"{screen.name}.")
    return _any(f"{name} ( {_any(map(_quoted, names))} ) {kind.value}-read" for kind, names in kinds.items())


def _screen_rules(prefix: str, screen: Screen) -> list[str]:
    rules = []
    name = _quoted(screen.name)
    found = f"{_quoted('.find(')} str {_quoted(')')}"
    for suffix in ("do", "read", "is"):
        of_kind = [
            f"{_quoted('.')} ( {_any(map(_quoted, names))} ) {kind.value}-{suffix}"
            for kind, names in _by_kind(screen).items()
            if _has(METHODS[kind], suffix)
        ]
        if _has(SCREEN, suffix):
            of_kind.append(f"screen-{suffix}")
        rules.append(f"{prefix}-{suffix} ::= {name} ( {_any([*of_kind, f'{found} found-{suffix}'])} )")
    return rules


def _row_rules(name: str, rows: Rows, doc: AppDoc) -> list[str]:
    """A row by its text or as a loop's variable, and what its parts can do; a text part is a value by itself."""
    one = f"{_quoted(f'{rows.screen}.{rows.one.name}(')} arg {_quoted(')')}"
    taken = {screen.name for screen in doc.screens}
    names = dict.fromkeys([rows.variable(doc), *(v for v in ROW_VARIABLES if v not in taken)])
    variable = f"( {_any(map(_quoted, names))} )"
    texts = [_quoted(f".{part.name}") for part in rows.item.parts if part.kind is Kind.TEXT]
    rules = [
        f"{name}-all ::= {_quoted(f'{rows.screen}.{rows.all.name}()')}",
        f"{name}-loop ::= {variable} {_quoted(' in ')} {name}-all",
        f"{name}-one ::= {one} | {variable}",
    ]
    for suffix in ("do", "read", "is"):
        parts = [
            f"{_quoted(f'.{part.name}')} {part.kind.value}-{suffix}"
            for part in rows.item.parts
            if part.kind in METHODS and part.kind is not Kind.TEXT and _has(METHODS[part.kind], suffix)
        ]
        rules.append(
            f"{name}-{suffix} ::= {name}-one ( {_any([f'row-{suffix}', *parts, *(texts if suffix == 'read' else [])])} )"
        )
    return rules


def _line_rule(depth: int) -> str:
    """A statement at this depth, with its line end; blocks only where there is depth left."""
    indent = _quoted(INDENT * depth) + " " if depth else ""
    line = f'{indent}simple "\\n"'
    if depth == DEPTH:
        return f"line{depth} ::= {line}"
    block = f'":\\n" line{depth + 1}+'
    return (
        f'line{depth} ::= {line} | {indent}"for " loop {block} | {indent}"if " cond {block} '
        f'( {indent}"elif " cond {block} )* ( {indent}"else" {block} )?'
    )
