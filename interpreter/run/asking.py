"""The functions of a script that reach beyond the app's screens: asking the person, a stored secret, opening another app; with what
they are given. And a row that is only likely the one that was meant: the person is asked before anything is done to it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from apidocs.doc import Effect
from apidocs.doc.effects import severity
from ground.errors import CancelledError, RefusedError
from phones.hiding import Values, placeholder
from phones.letters import plain_letters

from ..act.lists import Lists
from ..calls import Call, Person, Ref, said_yes
from ..calls.errors import CallFailed, Cancelled, Denied
from ..find.rows import NoSuchRow
from ..screen.front import Front
from ..screen.matching import choose_text, quoted
from .host_state import ACTING

NONE_OF_THEM = "none of these"


def ask(person: Person | None, question: str, thinking: Callable[[float], None], options: Sequence[str] = ()) -> str:
    """The person's answer. `thinking` is told the seconds it took. Raises Denied where nobody is there to answer, Cancelled
    where the person stopped the run there."""
    if person is None:
        raise Denied(f'Nobody is there to answer "{question}".')
    asked = time.monotonic()
    try:
        return person.ask(question, options) if options else person.ask(question)
    except CancelledError as error:
        raise Cancelled(str(error)) from None
    except RefusedError as error:
        raise Denied(str(error)) from None
    finally:
        thinking(time.monotonic() - asked)


def stored(secrets: Values, name: str) -> str:
    """What the script gets of a stored secret. Raises CallFailed for a name that isn't stored."""
    if name not in secrets.names:
        known = ", ".join(sorted(secrets.names)) or "none"
        raise CallFailed(f"There is no secret {name!r}. Stored: {known}. Store it: thumbwright secrets set {name}")
    return placeholder(name)


def open_app(front: Front, name: str) -> None:
    """Bring another app to the front, by its label or package. Raises CallFailed where none or several fit."""
    apps = front.phone.installed_apps()
    package = next((a.package for a in apps if a.package == name), "")
    if not package:
        choice = choose_text(name, [a.label for a in apps])
        if choice.best is None:
            offered = [apps[i].label for i in choice.candidates] or [a.label for a in apps]
            many = "Several apps are" if choice.candidates else "No app is"
            raise CallFailed(f'{many} called "{name}": {quoted(offered, 12)}.')
        package = apps[choice.best].package
    front.launch(package)


def text_of_call(call: Call) -> str:
    """A text that is looked for, or said: letters as they are compared. Raises CallFailed where there is none."""
    if not call.args:
        raise CallFailed(f"{call.op}() needs a text.")
    return plain_letters(str(call.args[0]))


def seconds_of_call(call: Call) -> float:
    """Raises CallFailed where it is no number."""
    try:
        return float(str(call.args[0]))
    except (IndexError, ValueError):
        raise CallFailed(f"{call.op}() needs a number of seconds.") from None


def does_more(call: Call, effect: Effect) -> bool:
    """Whether a call does more than show something; what stands in a row does, whatever the doc knows of it."""
    within = bool(call.ref.row and call.ref.part and call.op in ACTING)
    return within or severity(effect) > severity(Effect.NAVIGATE)


def sure_of_rows(lists: Lists, choose: Callable[[str, Sequence[str]], str], *, told: bool) -> None:
    """Before an act: each row that was taken and is only likely the one meant is asked about. Raises as `meant_row` does."""
    for error in lists.unsure(told=told):
        meant_row(error, choose)
        lists.is_meant(error)


def meant_row(error: NoSuchRow, choose: Callable[[str, Sequence[str]], str]) -> Ref:
    """The row that the person says is meant. Raises `error` where nobody can say so, or it is none of those that come near;
    Cancelled where the person stops the run there."""
    near = {ref.row_text: ref for ref in ([error.likely] if error.likely is not None else error.nearest)}
    if not near:
        raise error
    one, several = next(iter(near)), len(near) > 1
    question = "Which one do you mean?" if several else f"Do you mean “{one}”?"
    try:
        said = choose(question, (*near, NONE_OF_THEM) if several else ("yes", "no"))
    except Denied:
        raise error from None
    meant = said in near if several else said_yes(said)
    if not meant:
        raise error
    return near[said if several else one]
