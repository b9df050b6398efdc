"""Opening the person's session store, the one way for the command line and the terminal UI: what was found out by opening
it is told, not only to who looks at the sessions."""

from __future__ import annotations

from collections.abc import Callable

from ground.errors import StoreError
from ground.paths import database
from sessions.store import Store
from sessions.titles import forget


def open_store(tell: Callable[[str], None]) -> Store:
    """The store, and to `tell` what became of it and of what was going on when a process died. Raises StoreError."""
    store = Store()
    if store.put_aside is not None:
        tell(f"The session store was damaged. It was put aside as {store.put_aside}, and a new one was started.")
    for session, task in store.interrupted:
        tell(f"Session {session} was interrupted, its process ended: {task}. See: thumbwright sessions show {session}")
    return store


def forget_titles(package: str, tell: Callable[[str], None]) -> None:
    """What the rows of an app were last seen to be called is kept no longer; `tell` hears of it where that can't be."""
    if not database().exists():
        return
    try:
        with open_store(tell) as store:
            forget(store, package)
    except StoreError as error:
        tell(f"What its rows were last seen to be called is still kept: {error}")
