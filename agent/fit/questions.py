"""Tasks that ask something, and scripts that answer without having looked."""

from __future__ import annotations

from apidocs.doc import AppDoc
from interpreter.reading.reader import read
from interpreter.reading.scripts import parsed

from ..words.intent import read_intent


def answers_out_of_nothing(script: str, task: str, doc: AppDoc) -> bool:
    """Whether the task asks something and the script answers without having read anything: `finish("No number available")`."""
    intent, tree = read_intent(task), parsed(script)
    if tree is None or intent.orders or not intent.asks:
        return False
    uses = read(tree, doc).uses
    reads = any(u.op == "ask" or u.reads and u.op not in ("row", "find") for u in uses)
    return any(u.op == "finish" for u in uses) and not reads
