"""Texts in small letters, as people type, that a script holds against what the phone says: "travel" is meant for "Travel", too,
as a row or a search box would take it. Whether that is what kept a script from finding anything only its run can tell."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from apidocs.doc import AppDoc

from .edits import Lines
from .reader import read
from .scripts import parsed
from .uses import Reading, Text


def heeding_no_capitals(script: str, doc: AppDoc, was_read: Collection[str]) -> str:
    """The script with such comparisons in lower case, of those that nothing of `was_read` (the values that a run of it read)
    meets as it stands and something would; empty where there is none."""
    tree, lines = parsed(script), Lines(script)
    if tree is None:
        return ""
    edits = [lines.behind(node, ".lower()", "") for node in _kept_apart(read(tree, doc), was_read)]
    return lines.with_edits(edits) if edits else ""


def _kept_apart(reading: Reading, was_read: Collection[str]) -> Iterator[ast.expr]:
    """The sides of comparisons that say what the phone says."""
    for node in ast.walk(reading.tree):
        if not isinstance(node, ast.Compare) or len(node.ops) != 1:
            continue
        whole = isinstance(node.ops[0], ast.Eq | ast.NotEq)
        if not (whole or isinstance(node.ops[0], ast.In | ast.NotIn)):
            continue
        left, right = node.left, node.comparators[0]
        for literal, other in ((left, right), (right, left)) if whole else ((left, right),):
            if not isinstance(literal, ast.Constant) or not isinstance(reading.values.get(other), Text):
                continue
            word = literal.value
            if isinstance(word, str) and word.islower() and _only_so(word, was_read, whole):
                yield other


def _only_so(word: str, was_read: Collection[str], whole: bool) -> bool:
    def met(values: Collection[str]) -> bool:
        return word in values if whole else any(word in one for one in values)

    return not met(was_read) and met([one.lower() for one in was_read])
