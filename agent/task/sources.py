"""Where an answer was read: the values on the phone that it has, or from which it can have been worked out.

A text that stands in the script is no answer because it holds a figure or begins with a yes: the script was written before
anything was read. It counts where the phone's own words or numbers are in it, or where what was read decided for it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from apidocs.doc.words import SMALL, split_words
from interpreter.calls import Read
from interpreter.reading.uses import Reading

YES_NO = frozenset({"yes", "no", "true", "false", "on", "off"})
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_FIRST = frozenset({"yes", "no"})
"""What an answer of more words may begin with: "on Monday" isn't whether something is on."""


def sources(said: str, read: Sequence[Read], script: Reading | None, task: str) -> list[Read]:
    """The values read that the answer has, or from which it can have been worked out: a count, a yes or no."""
    text = flat(said)
    within = [one for one in read if one.value.strip() and flat(one.value) and _within(flat(one.value), text)]
    written = _written(script) if script is not None else []
    if script is not None and any(flat(_whole(one) or "") == text for one in written):
        return _of_written(text, read, within, _decides(script, written), task)
    known = {number for one in (task, *(one.value for one in read)) for number in NUMBER.findall(one)}
    if script is not None and not _told_numbers(script) <= known:
        return []
    if within:
        return within
    if text in YES_NO or text.split(" ")[0].strip(",.") in _FIRST:
        return list(read[-1:])
    if NUMBER.search(said):
        return [_of_all(read[-1], read)] if read else []
    # a part of what was read: the first line, the words before a comma
    return [one for one in read if len(text) > 1 and text in flat(one.value)]


def _of_written(text: str, read: Sequence[Read], within: list[Read], decided: bool, task: str) -> list[Read]:
    """Those of an answer that stands in the script as it is: a yes or no or the task's own words, where that hung on what was
    read; else a value that the person didn't say themselves, and every number from the phone."""
    first, *more = words = split_words(text, camel=False) or [""]
    known, plainly = {*split_words(task, camel=False), *SMALL}, first in _FIRST or text in YES_NO
    if decided and (set(more) <= known if plainly else set(words) <= known and not NUMBER.search(text)):
        return list(read[-1:])  # which of the two, as well: "are we buying or selling?"
    if plainly:
        return []
    numbers = set(NUMBER.findall(text))
    if not numbers <= {number for one in read for number in NUMBER.findall(one.value)}:
        return []
    told = [one for one in within if flat(one.value) == text or not _within(flat(one.value), flat(task))]
    told = told or [one for one in read if numbers.intersection(NUMBER.findall(one.value)) - set(NUMBER.findall(task))]
    return told or [one for one in read if len(text) > 1 and _within(text, flat(one.value))]


def _whole(node: ast.expr) -> str | None:
    """What stands in the script as it is: a text, a number, an f-string without a hole, texts that are added; else None."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    joined = node.values if isinstance(node, ast.JoinedStr) else []
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        joined = [node.left, node.right]
    parts = [_whole(one) for one in joined]
    return "".join(part or "" for part in parts) if parts and None not in parts else None


def _told_numbers(script: Reading) -> set[str]:
    """The numbers in what answers say beside the values that they are put together from: "Bob: 0170 123" with the name alone."""
    told = [n for use in script.uses if use.op == "finish" and use.args for n in ast.walk(use.args[0])]
    parts = [part for n in told if isinstance(n, ast.JoinedStr) for part in n.values]
    parts += [side for n in told if isinstance(n, ast.BinOp) for side in (n.left, n.right)]
    texts = [n.value for n in parts if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return {number for text in texts for number in NUMBER.findall(text)}


def _written(script: Reading) -> list[ast.expr]:
    """What a script may finish with as it stands there."""
    given: dict[str, list[ast.expr | None]] = {}
    for node in ast.walk(script.tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            above = script.parent(node)
            given.setdefault(node.id, []).append(above.value if isinstance(above, ast.Assign) else None)

    def written(node: ast.expr | None) -> Iterator[ast.expr]:
        if node is not None and _whole(node) is not None:
            yield node
        elif isinstance(node, ast.IfExp):
            yield from (*written(node.body), *written(node.orelse))
        elif isinstance(node, ast.Name) and all(
            isinstance(one, ast.Constant | ast.JoinedStr | ast.BinOp | ast.IfExp) for one in given.get(node.id, ())
        ):
            yield from (one for value in given.get(node.id, ()) for one in written(value))

    return [one for use in script.uses if use.op == "finish" and use.args for one in written(use.args[0])]


def _decides(script: Reading, written: Sequence[ast.expr]) -> bool:
    """Whether one of the answers of a script stands under something that may or may not be so."""
    finishes = [use.node for use in script.uses if use.op == "finish"]
    branches = (n for n in ast.walk(script.tree) if isinstance(n, ast.If | ast.IfExp | ast.For | ast.While | ast.Try))
    ends = {id(one) for one in (*finishes, *written)}
    return any(id(node) in ends for branch in branches for node in ast.walk(branch))


def _of_all(last: Read, read: Sequence[Read]) -> Read:
    """What a count was worked out from: the list, where more than one of its rows was read, and not the last row."""
    same = {
        one.ref.row_text for one in read if (one.ref.screen, one.ref.element) == (last.ref.screen, last.ref.element)
    }
    return replace(last, ref=replace(last.ref, row="", row_text="")) if len(same) > 1 else last


def flat(text: str) -> str:
    """Small letters and single spaces."""
    return " ".join(text.casefold().split())


def _within(value: str, text: str) -> bool:
    """Whether a text has a value in it, and no more letters or digits right beside it."""
    before, behind = r"(?<![^\W_])" if value[:1].isalnum() else "", r"(?![^\W_])" if value[-1:].isalnum() else ""
    return re.search(f"{before}{re.escape(value)}{behind}", text) is not None
