"""A phone between two tests: its app begins anew, what was done on it is told."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

from ground.errors import PhoneError, SettingsError
from phones.phone import Commanded

from .app import doc_on
from .client import Phone
from .direct import words_of
from .in_python import in_python
from .use.policies import effects_of


@contextlib.contextmanager
def for_one_test(phone: Phone, app: str, allow: Sequence[str], fresh: bool) -> Iterator[None]:
    """`app` begins anew, without its data where it is to be `fresh`, and is what is meant where none is named. Raises
    SettingsError, DocError, PhoneError."""
    with in_python():
        phone._finish_direct()
        effects_of(allow)
        if app:
            _begin_anew(phone, doc_on(phone, app).package, fresh)
    before = phone._app, phone._allow
    phone._app, phone._allow = app, tuple(allow)
    try:
        yield
    finally:
        phone._app, phone._allow = before
        phone._finish_direct()


def _begin_anew(phone: Phone, package: str, fresh: bool) -> None:
    device = phone._open_device()
    if fresh:
        if not isinstance(device, Commanded):
            raise SettingsError(f"fresh=True: phone {phone.serial} can't clear an app's data. Leave it out.")
        device.command(["pm", "clear", package])
    device.launch(package, stop_first=True)
    device.settle()


def words_in_front(phone: Phone) -> list[str]:
    """The words on the screen now; none where the phone doesn't answer."""
    with contextlib.suppress(PhoneError):
        return words_of(phone._open_device().dump())
    return []
