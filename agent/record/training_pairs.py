"""Sessions as training pairs: task, doc and script, one JSON object a line, with what is the person's taken out
(`stripping`). The doc holds nothing of what rows say."""

from __future__ import annotations

import json

from apidocs.doc import AppDoc
from apidocs.doc.stubs import render_stubs
from ground.errors import StoreError
from ground.syntax import parses
from sessions.records import SessionDetail

from .stripping import stripped


def training_pair(detail: SessionDetail, doc: AppDoc) -> str:
    """One line. Raises StoreError for a session that wasn't done, whose texts weren't recorded or can't be replaced."""
    head = detail.head
    if head.status != "done" or head.private or not head.script.strip() or not parses(head.script):
        raise StoreError(f"Session {head.id} is no example: only one that was done, with its script recorded, is.")
    task, script = stripped(head.task, head.script, doc)
    return json.dumps({"task": task, "doc": render_stubs(doc), "script": script}, ensure_ascii=False)
