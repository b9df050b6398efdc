"""Exit codes of the command line, listed in `--help`. One meaning each, so that a script around ours can branch on them."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process says when it ends."""

    DONE = 0
    """The task, or the command, was carried out."""
    NOT_DONE = 1
    """The task ran and was not done; the answer says why."""
    USAGE = 2
    """The words of the command are off (click's own code)."""
    PHONE = 3
    """No phone, or the phone was lost."""
    MODEL = 4
    """No model, a damaged model file, or the model process died."""
    DOC = 5
    """No such app, or its doc can't be used."""
    SCRIPT = 6
    """The script didn't pass the check, or broke its limits."""
    REFUSED = 7
    """A consent that was needed was not given."""
    DIFFERENT = 8
    """A replay met another screen than the recorded one; an app, or another doc of it, is not as its doc says."""
    STORE = 9
    """The session store, or another file of ours, can't be read or written."""
    UNPROVED = 10
    """The task was carried out, and the phone could not show that all of it took effect; the answer says what."""
    PARTLY = 11
    """Some of the task was done and some not; the answer says which."""
    CANCELLED = 130
    """Ctrl-C, as a shell reports it."""
