"""Which scripts the grammar of a doc lets through. A small reader of GBNF stands in for llama.cpp's."""

from __future__ import annotations

import re
from functools import cache

import pytest

from agent.grammar import DEPTH, MAX_LINES, script_grammar
from apidocs.doc import AppDoc, Element, Kind, Screen
from phones.locating import Locator

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\[(?:[^\]\\]|\\.)*\]|[a-z][a-z0-9-]*|\{\d+,\d+\}|[()|?*+]')


class Gbnf:
    """Matches whole texts. Every name has to be a rule."""

    def __init__(self, grammar: str) -> None:
        self.rules = dict(line.split(" ::= ", 1) for line in grammar.splitlines() if line)
        self.tokens = {name: _TOKEN.findall(body) for name, body in self.rules.items()}
        for name, body in self.rules.items():
            assert re.sub(r"\s", "", "".join(self.tokens[name])) == re.sub(r"\s", "", body), f"{name}: unreadable"
        used = {t for tokens in self.tokens.values() for t in tokens if t[0].isalpha()}
        assert used <= set(self.rules), f"no such rules: {used - set(self.rules)}"

    def matches(self, text: str) -> bool:
        @cache
        def rule(name: str, at: int) -> frozenset[int]:
            return alternatives(self.tokens[name], at)

        def alternatives(tokens: list[str], at: int) -> frozenset[int]:
            depth, start = 0, 0
            ends: set[int] = set()
            for i, token in enumerate([*tokens, "|"]):
                depth += (token == "(") - (token == ")")
                if token == "|" and depth == 0:
                    ends |= sequence(tokens[start:i], frozenset([at]))
                    start = i + 1
            return frozenset(ends)

        def sequence(tokens: list[str], ends: frozenset[int]) -> frozenset[int]:
            i = 0
            while i < len(tokens) and ends:
                j = i + 1
                if tokens[i] == "(":
                    depth = 1
                    while depth:
                        depth += (tokens[j] == "(") - (tokens[j] == ")")
                        j += 1
                item = tokens[i:j]
                low, high = 1, 1
                if j < len(tokens) and tokens[j][0] in "?*+{":
                    low, high = bounds(tokens[j])
                    j += 1
                ends = repeated(item, ends, low, high)
                i = j
            return ends

        def bounds(mark: str) -> tuple[int, int]:
            if mark[0] == "{":
                low, high = mark[1:-1].split(",")
                return int(low), int(high)
            return {"?": (0, 1), "*": (0, 10_000), "+": (1, 10_000)}[mark]

        def repeated(item: list[str], ends: frozenset[int], low: int, high: int) -> frozenset[int]:
            done = set(ends) if low == 0 else set()
            for count in range(1, high + 1):
                ends = frozenset(e for at in ends for e in one(item, at))
                new = ends - done if count >= low else ends
                if count >= low:
                    done |= ends
                if not new:
                    break
            return frozenset(done)

        def one(item: list[str], at: int) -> frozenset[int]:
            token = item[0]
            if token == "(":
                return alternatives(item[1:-1], at)
            if token[0] == '"':
                literal = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], token[1:-1])
                return frozenset([at + len(literal)]) if text.startswith(literal, at) else frozenset()
            if token[0] == "[":
                return frozenset([at + 1]) if at < len(text) and re.fullmatch(token, text[at]) else frozenset()
            return rule(token, at)

        return len(text) in rule("root", 0)


@pytest.fixture
def grammar(pad_doc: AppDoc) -> Gbnf:
    return Gbnf(script_grammar(pad_doc))


ALLOWED = {
    "tap": "editor.save.tap()",
    "set text": 'editor.title.set_text("Milk")',
    "toggle": "editor.pinned.turn_off()",
    "choose": 'editor.color.choose("Red")',
    "text with a quote": "editor.title.set_text('5\" nails')",
    "row by text": 'main.note("Groceries").open()',
    "row then element": 'main.note("Groceries").long_press()\neditor.save.tap()',
    "loop and condition": 'for note in main.notes():\n    if "draft" in note.title:\n        note.open()\n        break',
    "loop with a common name": 'for item in main.notes():\n    if "x" in item.title:\n        item.long_press()',
    "else": 'if editor.pinned.is_on:\n    finish("yes")\nelse:\n    finish("no")',
    "count": "finish(len(main.notes()))",
    "count some": 'count = 0\nfor note in main.notes():\n    if note.title == "x":\n        count += 1\nfinish(count)',
    "comprehension": 'finish(", ".join([note.title for note in main.notes()]))',
    "f-string": 'finish(f"{editor.changed.text} is the date")',
    "f-string with a row": 'for note in main.notes():\n    finish(f"{note.title} of {len(main.notes())}")',
    "value": "finish(editor.color.value)",
    "not in the doc": 'find("Autosave").turn_off()\neditor.find("More").tap()',
    "ask": 'editor.title.set_text(ask("Which title?"))',
    "screen's own": "main.open()\nmain.scroll_down()",
    "functions": 'back()\nenter()\nwait(2)\nopen_app("Clock")',
}
FORBIDDEN = {
    "unknown screen": "settings.save.tap()",
    "unknown element": "editor.send.tap()",
    "method of another kind": "editor.save.turn_on()",
    "element of another screen": "main.save.tap()",
    "list as an attribute": "main.notes.tap()",
    "text that ends its f-string": 'finish(f"{find("x").text}")',
    "list of made-up rows": 'for items in [main.note("a").title, main.note("b").title]:\n    back()',
    "free variable": "alarms_hour = 7",
    "import": "import os",
    "dunder": "editor.save.__class__",
    "nothing": "",
    "comment": "# a comment",
    "two statements on a line": "back(); back()",
    "indented first line": "    back()",
    "deeper than allowed": "\n".join(f"{'    ' * d}if editor.pinned.is_on:" for d in range(DEPTH + 1))
    + "\n"
    + "    " * (DEPTH + 1)
    + "back()",
    "endless": "back()\n" * MAX_LINES + "back()",
}


@pytest.mark.parametrize("script", ALLOWED.values(), ids=ALLOWED.keys())
def test_allows(script: str, grammar: Gbnf) -> None:
    assert grammar.matches(f"{script}\n\n")


@pytest.mark.parametrize("script", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_forbids(script: str, grammar: Gbnf) -> None:
    assert not grammar.matches(f"{script}\n\n")


def test_app_with_one_screen_and_no_list() -> None:
    button = Element(name="go", kind=Kind.BUTTON, locator=Locator(text="Go"))
    doc = AppDoc(package="a.b", label="A", screens=[Screen(name="count", elements=[button])])
    grammar = Gbnf(script_grammar(doc))
    assert grammar.matches("count.go.tap()\n\n")
    assert not grammar.matches("count = 1\n\n"), "a screen's name is no variable"


def test_empty_doc_still_allows_finding_and_finishing() -> None:
    grammar = Gbnf(script_grammar(AppDoc(package="a.b", label="A")))
    assert grammar.matches('find("Go").tap()\nfinish("done")\n\n')
