"""The one tree of errors. The command line and the terminal UI show `str(error)` as it stands: what, on what, what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ground.exits import ExitCode

_END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”)]))\s+(?=[A-Z“\"])")
"""Where a sentence ends and another begins."""


class ThumbwrightError(Exception):
    """Root of everything we raise on purpose; the message is written for the person.

    A message begins with what happened and ends with what to do; `what` and `to_do` are these two for a program.
    """

    exit_code = ExitCode.NOT_DONE
    advice = "Look closer: thumbwright doctor"
    """What to do where the message itself doesn't say."""

    def __init__(self, message: str = "", *, where: str = "") -> None:
        super().__init__(message)
        self._where = where

    def __reduce__(self) -> tuple[Callable[..., ThumbwrightError], tuple[Any, ...]]:
        """What another process makes the same error of: children take other arguments than the message."""
        return _as_it_was, (type(self), self.args, vars(self))

    @property
    def what(self) -> str:
        """What happened: the first sentence."""
        return self._parts()[0]

    @property
    def where(self) -> str:
        """The phone, app, session or file that it is about; empty where it is about none."""
        named = (getattr(self, name, "") for name in ("serial", "address", "package", "path"))
        return self._where or next((str(one) for one in named if one), "")

    @property
    def to_do(self) -> str:
        """What to do about it: the rest of the message, or what helps with errors of this kind."""
        return self._parts()[1] or self.advice

    def _parts(self) -> tuple[str, str]:
        first, *rest = _END.split(str(self), maxsplit=1) or [""]
        return first, rest[0] if rest else ""


def _as_it_was(kind: type[ThumbwrightError], args: tuple[Any, ...], named: dict[str, Any]) -> ThumbwrightError:
    error = kind.__new__(kind, *args)
    error.args = args
    vars(error).update(named)
    return error


class SettingsError(ThumbwrightError):
    """A setting or an argument has no usable value."""

    exit_code = ExitCode.USAGE
    advice = "Look at the settings: thumbwright config show"


class PhoneError(ThumbwrightError):
    """Something about the phone or the way to it; `phones` draws the children."""

    exit_code = ExitCode.PHONE
    advice = "Look at the phone: thumbwright doctor"


class ModelError(ThumbwrightError):
    """The model file, the model process or its answer."""

    exit_code = ExitCode.MODEL
    advice = "Look at the models: thumbwright models"


class DocError(ThumbwrightError):
    """An app's doc: missing, unreadable, of another version."""

    exit_code = ExitCode.DOC
    advice = "Look at the docs: thumbwright apps list"


class NotLearned(DocError):
    """A task is for an app that is on the phone and has no doc yet."""

    def __init__(self, package: str, label: str, besides: str = "") -> None:
        """`besides` is said, too: why no plugin gave its doc."""
        self.package = package
        self.label = label
        super().__init__(
            f"Not done: this is for {label}, which isn't learned yet. Learn it once, which takes a minute or two, and say it "
            f"again: thumbwright apps learn {package}{f'. {besides}' if besides else ''}"
        )


class ScriptError(ThumbwrightError):
    """A script that doesn't pass the check, or fails while it runs."""

    exit_code = ExitCode.SCRIPT
    advice = "Check the script: thumbwright check FILE --app APP"


class RefusedError(ThumbwrightError):
    """A consent that was asked for and not given ended the run."""

    exit_code = ExitCode.REFUSED
    advice = "Allow it beforehand, or let somebody be asked"


class PluginError(SettingsError):
    """A plugin can't be used: it isn't there, raises, or is no plugin. Nothing else is the worse for it."""

    advice = "Look at the plugins: thumbwright plugins"

    def __init__(self, name: str, origin: str, reason: str) -> None:
        """`origin` is the package it comes with, and the module."""
        self.name, self.origin, self.reason = name, origin, reason
        super().__init__(
            f"The plugin {name} ({origin}) can't be used: {reason.rstrip('.')}. Mend it, or uninstall its package; all of them: "
            "thumbwright plugins",
            where=f"{name} ({origin})",
        )


class StoreError(ThumbwrightError):
    """What is kept on disk, the session store above all: damaged file, newer version."""

    exit_code = ExitCode.STORE
    advice = "Look at the store: thumbwright doctor"


class NoSession(StoreError):
    """The words that name a session name none, or several: nothing is wrong with the store."""

    exit_code = ExitCode.USAGE
    advice = "List them: thumbwright sessions list"


class NotInSession(StoreError):
    """What is to be done with a session isn't in it, as nothing to put back or to repeat: nothing is wrong with the store."""

    exit_code = ExitCode.NOT_DONE
    advice = "Look at what it did: thumbwright sessions show"


class NoSuchCall(NotInSession):
    """The numbers that name calls of a session name none of them."""

    exit_code = ExitCode.USAGE


class DiskError(StoreError):
    """A folder or file of ours can't be read or written: the disk is full, the folder read-only."""


class CancelledError(ThumbwrightError):
    """The person stopped it."""

    exit_code = ExitCode.CANCELLED
    advice = "Run it again"
