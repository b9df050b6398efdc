"""The one tree of errors. The command line and the terminal UI show `str(error)` as it stands: what, on what, what to do."""

from ground.exits import ExitCode


class ThumbwrightError(Exception):
    """Root of everything we raise on purpose; the message is written for the person."""

    exit_code = ExitCode.NOT_DONE


class SettingsError(ThumbwrightError):
    """A setting or an argument has no usable value."""

    exit_code = ExitCode.USAGE


class PhoneError(ThumbwrightError):
    """Something about the phone or the way to it; `phones` draws the children."""

    exit_code = ExitCode.PHONE


class ModelError(ThumbwrightError):
    """The model file, the model process or its answer."""

    exit_code = ExitCode.MODEL


class DocError(ThumbwrightError):
    """An app's doc: missing, unreadable, of another version."""

    exit_code = ExitCode.DOC


class NotLearned(DocError):
    """A task is for an app that is on the phone and has no doc yet."""

    def __init__(self, package: str, label: str) -> None:
        self.package = package
        self.label = label
        super().__init__(
            f"Not done: this is for {label}, which isn't learned yet. Learn it once, which takes a minute or two, and say it "
            f"again: thumbwright apps learn {package}"
        )


class ScriptError(ThumbwrightError):
    """A script that doesn't pass the check, or fails while it runs."""

    exit_code = ExitCode.SCRIPT


class RefusedError(ThumbwrightError):
    """A consent that was asked for and not given ended the run."""

    exit_code = ExitCode.REFUSED


class StoreError(ThumbwrightError):
    """What is kept on disk, the session store above all: unknown id, damaged file, newer version."""

    exit_code = ExitCode.STORE


class DiskError(StoreError):
    """A folder or file of ours can't be read or written: the disk is full, the folder read-only."""


class CancelledError(ThumbwrightError):
    """The person stopped it."""

    exit_code = ExitCode.CANCELLED
