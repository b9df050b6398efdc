"""The functions of a script that reach beyond the app's screens: asking the person, a stored secret, opening another app."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from ground.errors import CancelledError, RefusedError
from phones.hiding import Values, placeholder

from ..calls import Person
from ..calls.errors import CallFailed, Cancelled, Denied
from ..screen.front import Front
from ..screen.matching import choose_text, quoted


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
