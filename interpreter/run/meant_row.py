"""A row that is only likely the one that was meant: the person is asked before anything is done to it."""

from __future__ import annotations

from collections.abc import Callable

from apidocs.doc import Effect
from apidocs.doc.effects import severity

from ..act.lists import Lists
from ..calls import Call, Person, Ref, said_yes
from ..calls.errors import Denied
from ..find.rows import NoSuchRow
from .asking import ask
from .host_state import ACTING

NONE_OF_THEM = "none of these"


def does_more(call: Call, effect: Effect) -> bool:
    """Whether a call does more than show something; what stands in a row does, whatever the doc knows of it."""
    within = bool(call.ref.row and call.ref.part and call.op in ACTING)
    return within or severity(effect) > severity(Effect.NAVIGATE)


def sure_of_rows(lists: Lists, person: Person | None, thinking: Callable[[float], None], *, told: bool) -> None:
    """Before an act: each row that was taken and is only likely the one meant is asked about. Raises as `meant_row` does."""
    for error in lists.unsure(told=told):
        meant_row(error, person, thinking)
        lists.is_meant(error)


def meant_row(error: NoSuchRow, person: Person | None, thinking: Callable[[float], None]) -> Ref:
    """The row that the person says is meant. Raises `error` where nobody can say so, or it is none of those that come near;
    Cancelled where the person stops the run there."""
    near = {ref.row_text: ref for ref in ([error.likely] if error.likely is not None else error.nearest)}
    if not near or person is None:
        raise error
    one = next(iter(near))
    several = len(near) > 1
    question = "Which one do you mean?" if several else f"Do you mean “{one}”?"
    try:
        said = ask(person, question, thinking, (*near, NONE_OF_THEM) if several else ("yes", "no"))
    except Denied:
        raise error from None
    found = near.get(said) if several else near[one] if said_yes(said) else None
    if found is None:
        raise error
    return found
