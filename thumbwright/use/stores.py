"""Opening the person's session store, the one way for the command line and the terminal UI: what was found out by opening
it is told, not only to who looks at the sessions."""

from __future__ import annotations

from collections.abc import Callable

from sessions.store import Store


def open_store(tell: Callable[[str], None]) -> Store:
    """The store, and to `tell` what became of it and of what was going on when a process died. Raises StoreError."""
    store = Store()
    if store.put_aside is not None:
        tell(f"The session store was damaged. It was put aside as {store.put_aside}, and a new one was started.")
    for session, task in store.interrupted:
        tell(f"Session {session} was interrupted, its process ended: {task}. See: thumbwright sessions show {session}")
    return store
