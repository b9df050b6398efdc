"""What the system says against reading or writing a file, in a person's words: the folder is read-only, the disk is full.

A file of ours is met in many places; so this is asked at the edges (the command line, the terminal UI), for any OSError
that comes up to there. One that is no matter of files is nobody's to explain away: that is a fault of ours.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from .errors import DiskError, SettingsError, ThumbwrightError
from .paths import is_ours

_NO_ROOM = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
_NOT_OURS = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_OTHER = frozenset(
    {errno.ENOTDIR, errno.EISDIR, errno.ENOENT, errno.EEXIST, errno.EIO, errno.ENAMETOOLONG, errno.ELOOP, errno.EMFILE}
)


def disk_error(error: BaseException) -> ThumbwrightError | None:
    """The same as an error of ours; None where it isn't about a file. Outside our folders it is one that the person named:
    then the words of their command are off."""
    if not isinstance(error, OSError) or error.errno is None:
        return None
    file = error.filename2 or error.filename or ""
    name, said = file if isinstance(file, str) else "", error.strerror or os.strerror(error.errno)
    if error.errno in _NO_ROOM:
        where = f"{name}: " if name else ""
        return DiskError(f"{where}{said}. Make room: thumbwright sessions prune --days 0, thumbwright models rm NAME")
    if not name or error.errno not in _NOT_OURS | _OTHER:
        return None
    if not is_ours(Path(name)):
        return SettingsError(f"{name}: {said}.")
    what = "written" if error.errno in _NOT_OURS else "used"
    return DiskError(f"{name} can't be {what}: {said}. Another place for all of it: THUMBWRIGHT_HOME=…")
