"""Learning an app because a task needs it now: what is near the task's words first, within a budget, with harmless taps only on a
phone that is somebody's. On the demo phone, which is no one's, all of it, without a question.

What comes of a budget that ran out is a doc in part: it grows when a task speaks of what isn't in it yet.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from functools import cached_property

from apidocs.doc import AppDoc
from apidocs.doc.paths import HARMLESS
from apidocs.keep import store as docs
from apidocs.retrieve.hinting import HintIndex
from ground.errors import CancelledError, DocError, NotLearned, RefusedError
from interpreter.calls import said_yes
from phones.phone import Commanded, Phone

from .learning import DEMO_EFFECTS, learn, no_doc_yet
from .starting_point import starting_doc

_DEMO_BRAND = "thumbwright"
CALLS, SECONDS = 60, 90.0
"""What a task's learning may take on somebody's phone: an act with its settling takes half a second to one."""
DEMO_CALLS, DEMO_SECONDS = 300, 120.0
GROWS = 2
"""By so many times the budget is larger when a doc in part is learned again."""
_ABOUT = 0.4
"""How well a name of a doc that ships has to fit a task's words for the doc to have something of it."""
YES, NO = "yes", "no"
Asked = Callable[[str, Sequence[str]], str]


def is_demo(phone: Phone) -> bool:
    """Whether it is the phone that ships with this, which is no one's."""
    return isinstance(phone, Commanded) and phone.command(["getprop", "ro.product.brand"]).strip() == _DEMO_BRAND


class OnDemand:
    """Learns the apps that one task needs, where the person agrees; tells `tell` what it does."""

    def __init__(
        self,
        phone: Phone,
        task: str,
        ask: Asked,
        *,
        agreed: bool = False,
        tell: Callable[[str], None] = lambda words: None,
        cancel: threading.Event | None = None,
        private: bool = False,
    ) -> None:
        """`agreed`: nobody is asked first. `private`: what rows are called isn't kept."""
        self._phone, self._task, self._ask = phone, task, ask
        self._agreed, self._tell, self._cancel = agreed, tell, cancel or threading.Event()
        self._private = private

    @cached_property
    def _demo(self) -> bool:
        return is_demo(self._phone)

    def __call__(self, package: str, label: str) -> AppDoc:
        """Learn it, and give its doc. Raises NotLearned where that is not to be, DocError and PhoneError as learning does."""
        if not self._may(f"{label} isn't learned yet. Look at it now, for up to {self._about()}"):
            raise NotLearned(package, label)
        self._tell(f"{label} isn't learned yet: looking at it now, which takes up to {self._about()}.")
        return self._learned(package, label)

    def start_from(self, package: str, label: str) -> AppDoc | None:
        """The doc that ships for it, where it fits what the phone shows; kept from now on, unverified."""
        return starting_doc(self._phone, package, label)

    def wants(self, doc: AppDoc) -> bool:
        """Whether a doc was learned in part only, or ships and wasn't verified, and has nothing that the task speaks of."""
        if doc.unsure:
            return max(HintIndex(doc).scores(self._task).values(), default=0.0) < _ABOUT
        return doc.partial and not HintIndex(doc).hints(self._task)

    def more(self, doc: AppDoc) -> AppDoc:
        """The doc, grown where the person agrees; as it is where they don't, or nothing more came of it."""
        lacking, what = f"Only part of {doc.label} was learned, and nothing of that is about this task", "more of it"
        if doc.unsure:
            lacking = f"The doc of {doc.label} that comes with thumbwright has nothing about this task"
            what = "the app"
        if not self._may(f"{lacking}. Look at {what}, up to {self._about(GROWS)}"):
            return doc
        self._tell(f"{lacking}: looking at {what}.")
        try:
            return self._learned(doc.package, doc.label, GROWS)
        except DocError:
            return doc

    def instead(self, doc: AppDoc) -> bool:
        """The app itself learned in place of a doc that ships, after what that names wasn't there; False where the person doesn't
        agree, or nothing came of it."""
        missing = f"{doc.label} on this phone isn't as the doc that comes with thumbwright says"
        if not self._may(f"{missing}. Look at the app now, for up to {self._about()}", ", and try again"):
            return False
        self._tell(f"{missing}: looking at it now, which takes up to {self._about()}, and trying again.")
        try:
            return self._learned(doc.package, doc.label).shipped is None
        except DocError:
            return False

    def _may(self, look: str, then: str = "") -> bool:
        if self._demo or self._agreed:
            return True
        try:
            return said_yes(self._ask(f"{look}, tapping only what is harmless{then}?", (YES, NO)))
        except RefusedError:
            return False  # nobody is there to say

    def _go_on(self, package: str) -> None:
        if self._cancel.is_set():
            raise CancelledError(f"Stopped while the app was learned. {no_doc_yet(package)}")

    def _learned(self, package: str, label: str, times: int = 1) -> AppDoc:
        began, demo = time.monotonic(), self._demo
        learned = learn(
            self._phone,
            package,
            allow=DEMO_EFFECTS if demo else HARMLESS,
            budget_calls=times * (DEMO_CALLS if demo else CALLS),
            budget_s=times * (DEMO_SECONDS if demo else SECONDS),
            near=self._task,
            on_progress=lambda progress: self._go_on(package),
            phone_name="demo" if demo else "",
            private=self._private,
        )
        doc = docs.load(package)
        part = ", in part" if doc.partial else ""
        self._tell(
            f"{label} is learned{part}: {len(doc.screens)} screens from {learned.steps} steps, {time.monotonic() - began:.0f} s."
        )
        for change in learned.put_back.left:
            self._tell(f"{label} is not as it was: {change}. Put it back by hand.")
        return doc

    def _about(self, times: int = 1) -> str:
        return "ten seconds" if self._demo else f"{times * SECONDS / 60:g} minutes"
