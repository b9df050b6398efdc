"""A task and its script with made-up texts in place of the person's, so that they can be taken elsewhere.

A text of the script is the doc's own (an option, what an element is called), a moment or so much percent, or it is the person's,
wherever it stands: put in, given by name, compared with, part of a longer one, in a list, in the answer. The person's are replaced
in the script and in the task, where what looks like a number to call, an address or a code goes, too. Comments go.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from functools import cache

from apidocs.doc import AppDoc
from apidocs.doc.words import SAYING_NOTHING, figures_only, split_words, stem
from ground.errors import StoreError
from ground.syntax import parse, parses
from interpreter.reading.edits import Lines
from interpreter.reading.scripts import names_given

from ..words.lexicon import lexicon

_MADE_UP = "Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima".split()
_PRIVATE = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|https?://\S+|\+?\d[\d\s().-]{4,}\d")
_PERCENT = re.compile(r"\d{1,3} ?%")
_LONGEST_FIGURE = 4
_SHORT = 3
"""So short a word is part of others by chance."""
_ANSWERING = frozenset({"finish", "ask"})
"""Calls whose texts are sentences of the script's own, said to the person."""
_PROSE = "done yes no none nothing found there is not any all ok could"


def stripped(task: str, script: str, doc: AppDoc) -> tuple[str, str]:
    """Task and script with made-up values in place of the person's. Raises StoreError where one could be left in the script, or
    where it is no Python."""
    if not parses(script):
        raise StoreError("This script is no example: it is no Python.")
    own = _Own(doc)
    said = _said_to_the_person(parse(script))
    new: dict[str, str] = {}
    for node in _texts(parse(script)):
        if _where(node) not in said and not own.has(str(node.value)):
            _make_up(str(node.value), new)
    for _, _, sentence in sorted(said):
        for word in own.others(_in_words(sentence, dict.fromkeys(new, " "), own)):
            _make_up(word, new)
    changed = _Replacing(own, new, said)
    try:
        text = _without_names(_without_comments(changed.script(script)), new, own)
    except ValueError:  # an f-string that can't be written anew
        raise StoreError("This script is no example: a text in it can't be replaced.") from None
    left = [
        node.value for node in _texts(parse(text)) if not own.has(str(node.value)) and node.value not in changed.made
    ]
    if left or any(isinstance(n, ast.Constant) and isinstance(n.value, bytes) for n in ast.walk(parse(text))):
        raise StoreError("This script is no example: a text in it can't be replaced.")
    return _PRIVATE.sub("…", _in_words(task, new, own)), _PRIVATE.sub("…", text)


class _Own:
    """The texts that are nobody's: the doc's, and those without any word."""

    def __init__(self, doc: AppDoc) -> None:
        texts = [doc.label, *(screen.title for screen in doc.screens)]
        for element in (element for screen in doc.screens for element in screen.elements):
            texts += [element.label, *element.also.replace(";", ",").split(","), *element.options]
            texts += [element.name.replace("_", " ")]
        self.texts = {text.strip().casefold() for text in texts}
        self.words = {stem(word) for text in texts for word in split_words(text, camel=False)} | _general()

    def has(self, text: str) -> bool:
        plain = text.strip().casefold()
        return (
            plain in self.texts
            or not re.search(r"[^\W_]", plain)
            or _PERCENT.fullmatch(plain) is not None
            or _moment(plain)
        )

    def others(self, sentence: str) -> list[str]:
        """The words of a sentence that are neither the doc's nor those of anybody's tasks and answers."""
        words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", sentence)
        return [w for w in words if not self._known(w) and not (w.isdecimal() and len(w) <= _LONGEST_FIGURE)]

    def _known(self, word: str) -> bool:
        return all(stem(part) in self.words for part in split_words(word, camel=False))


def _moment(text: str) -> bool:
    """Whether a text is a time, a date or a length of time: it says nothing of anyone without what it is for."""
    words = split_words(text.replace(":", " "), camel=False)
    figures = [word for word in words if word[0].isdecimal()]
    if re.fullmatch(r"\d{1,2}[:.]\d\d|\d{4}-\d\d-\d\d", text):
        return True
    named = [word for word in words if word not in figures and word not in SAYING_NOTHING]
    known = all(stem(word) in lexicon().moments or figures_only(word) for word in named)
    return bool(named) and known and all(len(figure) <= _LONGEST_FIGURE + 2 for figure in figures)


@cache
def _general() -> frozenset[str]:
    """Stems of words that stand in anybody's tasks and answers."""
    known = lexicon()
    texts = [*known.verbs, *(phrase for _, phrase in known.phrases), *known.leads, *known.polite_words, *known.openers]
    texts += [*known.negations, *known.conditions, *known.nouns, *SAYING_NOTHING, _PROSE]
    return frozenset(stem(word) for text in texts for word in split_words(text, camel=False)) | known.moments


def _texts(tree: ast.AST) -> Iterator[ast.Constant]:
    """The texts of a script, in order; how a value is written out in an f-string is none."""
    specs = (n.format_spec for n in ast.walk(tree) if isinstance(n, ast.FormattedValue) and n.format_spec)
    formats = {part for spec in specs for part in ast.walk(spec)}
    texts = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))
    yield from sorted((n for n in texts if n not in formats), key=lambda n: (n.lineno, n.col_offset))


def _said_to_the_person(tree: ast.AST) -> set[tuple[int, int, str]]:
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call)]
    asked = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in _ANSWERING]
    parts = (a for call in asked for a in [*call.args, *(k.value for k in call.keywords)])
    return {_where(text) for part in parts for text in _pieces(part)}


def _pieces(node: ast.expr) -> Iterator[ast.Constant]:
    """The texts that a sentence is put together of, and not those that something in it is called or compared with."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    elif isinstance(node, ast.BinOp):
        yield from _pieces(node.left)
        yield from _pieces(node.right)
    elif isinstance(node, ast.JoinedStr):
        for value in node.values:
            yield from _pieces(value)


def _where(node: ast.Constant) -> tuple[int, int, str]:
    return node.lineno, node.col_offset, str(node.value)


def _make_up(value: str, new: dict[str, str]) -> None:
    """Add a made-up text for one of the person's; a short number is another number."""
    same = (made for known, made in new.items() if known.strip().casefold() == value.strip().casefold())
    if (made := next(same, None)) is not None:
        new.setdefault(value, made)
        return
    number = len(set(new.values()))
    word = _MADE_UP[number % len(_MADE_UP)] + (f" {number // len(_MADE_UP) + 1}" if number >= len(_MADE_UP) else "")
    new[value] = str(number + 1) if re.fullmatch(r"[-+]?\d+(?:[.,]\d+)?", value) and len(value) <= 6 else word


class _Replacing(ast.NodeTransformer):
    """Puts the made-up texts in, as edits of the script's own text, so that what isn't touched stays as it was written."""

    def __init__(self, own: _Own, new: dict[str, str], said: set[tuple[int, int, str]]) -> None:
        self.own, self.new, self.said = own, new, said
        self.made: set[str] = set(new.values())

    def script(self, script: str) -> str:
        tree, lines = parse(script), Lines(script)
        inner = {id(n) for j in ast.walk(tree) if isinstance(j, ast.JoinedStr) for n in ast.walk(j) if n is not j}
        whole = [n for n in ast.walk(tree) if isinstance(n, ast.Constant | ast.JoinedStr) and id(n) not in inner]
        changed = [(n, ast.dump(n), self.visit(n)) for n in whole]
        return lines.with_edits(
            lines.replacing(n, ast.unparse(new), "") for n, old, new in changed if ast.dump(new) != old
        )

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.FormattedValue:  # noqa: N802
        return ast.FormattedValue(self.visit(node.value), node.conversion, node.format_spec)

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:  # noqa: N802
        if not isinstance(value := node.value, str):
            return node
        text = _in_words(value, self.new, self.own) if _where(node) in self.said else self.new.get(value, value)
        self.made.add(text)
        return ast.Constant(text) if text != value else node


def _in_words(text: str, new: dict[str, str], own: _Own) -> str:
    """A text with made-up values in it; of one that it says otherwise ("I'm late" for "I am late"), each word that is in it, and
    each that a longer one of those is part of."""
    whole = {value.strip().casefold(): made for value, made in new.items() if value.strip()}
    text = _exchanged(text, whole, r"(?<!\w)(?:{})(?!\w)")
    words = {word: made for value, made in whole.items() for word in _words(value) if stem(word) not in own.words}
    text = _exchanged(text, words, r"(?<!\w)(?:{})(?!\w)")
    return _exchanged(text, {word: made for word, made in words.items() if len(word) > _SHORT}, r"\w*?({})\w*")


def _exchanged(text: str, new: dict[str, str], form: str) -> str:
    if not new:
        return text
    either = "|".join(re.escape(value) for value in sorted(new, key=len, reverse=True))
    return re.sub(
        form.format(either), lambda m: new[(m[1] if m.re.groups else m[0]).casefold()], text, flags=re.IGNORECASE
    )


def _words(text: str) -> Iterable[str]:
    return (word for word in re.findall(r"[^\W_]+", text) if len(word) > 1)


def _without_names(script: str, new: dict[str, str], own: _Own) -> str:
    """The script with other names for what it called by a word of the person's: `picnic = main.note("Picnic")`."""
    private = {stem(word.casefold()) for value in new for word in _words(value)} - own.words
    bound = dict.fromkeys(names_given(parse(script)))
    told = [name for name in bound if any(stem(word) in private for word in split_words(name))]
    for number, name in enumerate(told, 1):
        script = re.sub(rf"(?<![\w.]){re.escape(name)}(?!\w)", f"value_{number}", script)
    return script


def _without_comments(script: str) -> str:
    """The script without its comments; a line that is nothing else goes."""
    lines = script.splitlines(keepends=True)
    try:
        comments = [t for t in tokenize.generate_tokens(io.StringIO(script).readline) if t.type == tokenize.COMMENT]
    except (tokenize.TokenError, IndentationError):
        raise StoreError("This script is no example: it is no Python.") from None
    for token in comments:
        row, column = token.start
        line = lines[row - 1]
        kept = line[:column].rstrip()
        lines[row - 1] = kept + line[column + len(token.string) :] if kept else ""
    return "".join(lines)
