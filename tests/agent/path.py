"""A script on the product's way from the model's reply to what would run, without a model and a phone."""

from __future__ import annotations

from agent.decide.candidates import Written
from agent.model.writing import Prompt
from agent.prepare.preparing import Prepared
from agent.prepare.switches import PRODUCT
from agent.task.scripting import write_script
from agent.task.unwatched import Unwatched
from apidocs.doc import AppDoc
from tests.agent.conftest import ScriptedWriter

ANY = Prompt((), ())
ONCE = PRODUCT.without("redo")


def would_run(task: str, reply: str, doc: AppDoc) -> Written:
    """What the product makes of a reply."""
    prepared = Prepared(task, doc, ANY, "given", whole=True)
    return write_script(prepared, ScriptedWriter(reply), Unwatched(), None, cancelled=lambda: False, switches=ONCE).best
