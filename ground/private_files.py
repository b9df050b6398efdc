"""Files of ours, written as a whole and for the user alone."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from .errors import DiskError


def write_private(path: Path, data: bytes | str) -> None:
    """Replace a file as a whole, for the user alone to read (0600), also while it is written; a text as UTF-8. The folder has to
    be there. Raises DiskError, and the old one is whole, where it can't be."""
    name = ""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mkstemp makes it 0600
        with os.fdopen(handle, "wb") as file:
            file.write(data.encode() if isinstance(data, str) else data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException as error:
        if name:
            Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise DiskError(
                f"{path} can't be written: {error.strerror or error}. What was there before is whole. Make room, or choose "
                "another place for all of it: THUMBWRIGHT_HOME=…"
            ) from None
        raise
