"""What a run had put into a form and could not take back, written down for the next one: the phone was lost, or the app didn't
let go. Android keeps such a form, and many apps save it when somebody goes back, be it days later.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from typing import Any

from apidocs.doc import AppDoc, Element, Kind
from phones.hierarchy import Bounds, Node
from phones.locating import Locator
from phones.phone import Phone

from ..calls import Call, Outcome, Ref
from ..calls.limits import Limits
from ..forms.put_in import Draft, Forms
from ..proof.things import Things
from ..screen.front import Front
from .taking_back import TakenBack, TakingBack

_OPS = {"text": "set_text", "switch": "turn_on", "choice": "choose"}


def written_down(package: str, drafts: Sequence[Draft]) -> str:
    """Of one app, as JSON."""
    rows = [
        {
            "kind": draft.kind,
            "screen": draft.key[0],
            "name": draft.key[1],
            "locator": draft.element.locator.model_dump(exclude_defaults=True) if draft.element is not None else None,
            "node": {name: getattr(draft.node, name) for name in ("cls", "resource_id", "package", "hint")},
            "bounds": [*draft.node.bounds],
            "before": draft.before,
            "value": draft.value,
        }
        for draft in drafts
    ]
    return json.dumps({"package": package, "drafts": rows}, ensure_ascii=False)


def package_of(text: str) -> str:
    """Whose form it is. Raises ValueError for what isn't such a note."""
    found = json.loads(text)
    if not isinstance(found, dict) or not isinstance(found.get("package"), str):
        raise ValueError("no note of what was left open")
    return str(found["package"])


def take_back_later(text: str, doc: AppDoc, phone: Phone) -> TakenBack:
    """Take back what an earlier run could not, where it is still there. Brings the app to the front as it was left."""
    front = Front(phone, doc, Limits(), threading.Event())
    front.launch(doc.package)
    forms = Forms()
    forms.drafts = [_draft(row, doc) for row in json.loads(text)["drafts"]]
    return TakingBack(front, doc, forms, Things(doc)).all(opened=False, below=False)


def _draft(row: dict[str, Any], doc: AppDoc) -> Draft:
    screen = doc.screen(row["screen"]) if row["screen"] else None
    element = None
    if row["locator"] is not None:
        locator = Locator.model_validate(row["locator"])
        known = screen.element(row["name"]) if screen is not None else None
        kind = {"text": Kind.INPUT, "switch": Kind.TOGGLE, "choice": Kind.CHOICE}[row["kind"]]
        element = known or Element(name=row["name"], kind=kind, locator=locator)
    node = Node(**row["node"], bounds=Bounds(*row["bounds"]))
    ref = Ref(screen=row["screen"], element=row["name"]) if element is not None else Ref(found=row["name"])
    call = Call(1, ref, _OPS[row["kind"]])
    # as of a run that was stopped in the middle: nothing has saved it
    return Draft(call, Outcome("cancelled"), row["kind"], screen, element, node, row["before"], row["value"], left=True)
