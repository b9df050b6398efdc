"""Drive an Android phone from Python: words become a short script, which is carried out and proved.

    import thumbwright as tw

    with tw.connect("demo") as phone:
        result = phone.run("add a note called Milk", app="Notes", allow=["commit"])
        print(result.status, result.answer)

Everything is imported when it is first used, so that importing this costs nothing. See docs/python.md.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agent.model.writing import Generation as Generation
    from agent.model.writing import Prompt as Prompt
    from agent.model.writing import Writer as Writer
    from apidocs.doc import AppDoc as AppDoc
    from interpreter.calls import Call as Call
    from interpreter.calls import Outcome as Outcome
    from interpreter.calls import Question as Question
    from phones.phone import InstalledApp as InstalledApp
    from phones.phone import PhoneInfo as PhoneInfo
    from sessions.records import SessionDetail as SessionDetail

    from .app import App as App
    from .app import Thing as Thing
    from .client import Phone as Phone
    from .connecting import connect as connect
    from .errors import AppMissing as AppMissing
    from .errors import CallFailed as CallFailed
    from .errors import CancelledError as CancelledError
    from .errors import DocError as DocError
    from .errors import Expected as Expected
    from .errors import ModelError as ModelError
    from .errors import NoPhone as NoPhone
    from .errors import NotDone as NotDone
    from .errors import NotLearned as NotLearned
    from .errors import PhoneBusy as PhoneBusy
    from .errors import PhoneClosed as PhoneClosed
    from .errors import PhoneError as PhoneError
    from .errors import PhoneInUse as PhoneInUse
    from .errors import PhoneLost as PhoneLost
    from .errors import PluginError as PluginError
    from .errors import RefusedError as RefusedError
    from .errors import ScriptError as ScriptError
    from .errors import SettingsError as SettingsError
    from .errors import SeveralPhones as SeveralPhones
    from .errors import StoreError as StoreError
    from .errors import ThumbwrightError as ThumbwrightError
    from .expecting import Expectation as Expectation
    from .kept import check as check
    from .kept import doc as doc
    from .kept import docs as docs
    from .kept import export as export
    from .kept import report as report
    from .kept import session as session
    from .kept import sessions as sessions
    from .kept import stubs as stubs
    from .results import CallMade as CallMade
    from .results import Checked as Checked
    from .results import KnownApp as KnownApp
    from .results import LearnedApp as LearnedApp
    from .results import Replay as Replay
    from .results import Result as Result
    from .results import SessionHead as SessionHead
    from .results import Written as Written

_FROM: dict[str, tuple[str, ...]] = {
    "agent.model.writing": ("Generation", "Prompt", "Writer"),
    "apidocs.doc": ("AppDoc",),
    "interpreter.calls": ("Call", "Outcome", "Question"),
    "phones.phone": ("InstalledApp", "PhoneInfo"),
    "sessions.records": ("SessionDetail",),
    "thumbwright.app": ("App", "Thing"),
    "thumbwright.client": ("Phone",),
    "thumbwright.connecting": ("connect",),
    "thumbwright.errors": (
        "AppMissing",
        "CallFailed",
        "CancelledError",
        "DocError",
        "Expected",
        "ModelError",
        "NoPhone",
        "NotDone",
        "NotLearned",
        "PhoneBusy",
        "PhoneClosed",
        "PhoneError",
        "PhoneInUse",
        "PhoneLost",
        "PluginError",
        "RefusedError",
        "ScriptError",
        "SettingsError",
        "SeveralPhones",
        "StoreError",
        "ThumbwrightError",
    ),
    "thumbwright.expecting": ("Expectation",),
    "thumbwright.kept": ("check", "doc", "docs", "export", "report", "session", "sessions", "stubs"),
    "thumbwright.results": (
        "CallMade",
        "Checked",
        "KnownApp",
        "LearnedApp",
        "Replay",
        "Result",
        "SessionHead",
        "Written",
    ),
}
"""Where each name comes from; what stands above says the same to type checkers."""
_MODULE = {name: module for module, names in _FROM.items() for name in names}

__all__ = sorted(_MODULE)  # noqa: PLE0605


if not TYPE_CHECKING:  # to a type checker a name is there or not

    def __getattr__(name: str) -> object:
        if name not in _MODULE:
            raise AttributeError(f"thumbwright has no {name!r}. It has: {', '.join(__all__)}")
        value: object = getattr(importlib.import_module(_MODULE[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return [*__all__, *(name for name in globals() if name.startswith("__"))]
