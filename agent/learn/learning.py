"""Learning an app: explore it on the phone, make the doc of what was seen, add a bank of samples, keep it if it is no worse
than the kept one, and leave the app as it was found.

Put together here because it takes rooms from everywhere; each step is a subject of its own in `apidocs`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from apidocs.doc import AppDoc, Effect
from apidocs.doc.paths import HARMLESS
from apidocs.explore.deeds import speaks
from apidocs.explore.exploring import Progress, explore
from apidocs.explore.journal import Journal
from apidocs.explore.putting_back import PutBack
from apidocs.explore.tape import Begun, Recorded, Tape, forget_old
from apidocs.explore.taped import TapedPhone
from apidocs.explore.unreadable import unreadable
from apidocs.explore.walk import Walk
from apidocs.keep import store as docs
from apidocs.keep.soundness import better, false_start, shortcomings
from apidocs.keep.steady import steadied
from apidocs.make.building import build_doc
from apidocs.samples.bank import make_samples
from ground.errors import DocError
from ground.secret_store import stored_values
from interpreter.check.checking import check
from phones.hiding import Values, hiding
from phones.phone import InstalledApp, Phone

from ..model.writing import Warmth, Writer
from ..prepare.choosing_aloud import resolve_app_on
from ..prepare.preparing import PREFIX_BUDGET, estimate_tokens, prompt_of
from ..record.titles import keep_walked
from .describing import describe

CALLS = 300
"""Budget of an exploration: acts on the phone."""
SECONDS = 600.0
TURN_TOKENS = 18
"""What a sample's task, or its script, is reckoned to cost beside its words. Both together cost twelve to fifteen, so some of
the room is left; banks that fill it did no better (docs/tried.md)."""
DEMO_EFFECTS = frozenset(Effect) - {Effect.CALL, Effect.PAY, Effect.ACCOUNT, Effect.INSTALL, Effect.DELETE, Effect.SEND}
"""What an exploration of the demo phone may do, which is no one's. What deletes would take away what is to be explored."""


@dataclass(frozen=True)
class Learned:
    """What came of it."""

    doc: AppDoc
    """What is kept from now on: the new doc, or the one that was kept before and is better."""
    steps: int
    put_back: PutBack = field(default_factory=PutBack)
    ended: str = "done"
    """Why the walk ended: done, budget, or `phone: …` where the phone failed on the way."""
    poor: tuple[str, ...] = ()
    """What is poor about the new doc, in words."""
    refused: str = ""
    """Why the new doc was not kept; empty where it was."""


class Ending:
    """Told at the end of a walk what was put back; the journal has no use once that was all."""

    def __init__(self, journal: Journal, tell: Callable[[PutBack], None]) -> None:
        self.result = PutBack()
        self._journal, self._tell = journal, tell

    def __call__(self, result: PutBack) -> None:
        self.result = result
        if not result.problem:
            self._journal.end()
        self._tell(result)


def no_doc_yet(app: str) -> str:
    """What is said of a learning that was stopped while the app was explored."""
    return f"What was seen is kept, without a doc of it. To go on: thumbwright apps learn {app} --continue"


def learnable(apps: list[InstalledApp]) -> list[InstalledApp]:
    """The apps that can be learned: all but the home screen, which only shows them."""
    return [app for app in apps if not app.home]


def learn(
    phone: Phone,
    app: str,
    *,
    allow: frozenset[Effect] = HARMLESS,
    budget_calls: int = CALLS,
    budget_s: float = SECONDS,
    on_progress: Callable[[Progress], None] | None = None,
    on_put_back: Callable[[PutBack], None] = lambda put_back: None,
    on_described: Callable[[int, int], None] = lambda done, questions: None,
    writer: Writer | None = None,
    replace: bool = False,
    phone_name: str = "",
    near: str = "",
    carry_on: bool = False,
    private: bool = False,
) -> Learned:
    """Explore `app`, leave it as it was found, and keep its doc; with a writer its controls are described in other words,
    and its prompt prefix is evaluated and kept, so no task waits for it. `on_described(done, questions)` tells of the former.

    What the kept doc has names for keeps them, and a doc that is worse than it is not kept, unless `replace`. `on_put_back` is
    told what was set back in the app and what could not be, also where exploring is stopped by an error that `on_progress`
    raises. `phone_name` is what tells phones apart where the serial changes.

    What is seen is kept as it goes. `carry_on` goes on with a learning of this app on this phone that was killed, stopped, lost
    its phone or ran out of its budget, with what it was allowed and after; in the last case the budget counts anew. What rows are
    called is kept beside, never in the doc, and not at all where it is `private`.

    Raises DocError for an app that isn't installed or can't be learned, where nothing is there to carry on with, and where what
    came of it is of no use and there is none kept; PhoneError where the phone is lost before anything was seen.
    """
    phone = hiding(phone, Values(stored_values()))
    package = package_of(app, phone)
    name = phone_name or phone.serial
    journal, tape = Journal(package, name), Tape(package, name)
    begun = _begun(phone, package, allow, near, budget_calls, journal.text())
    forget_old()
    before = _carried_on(tape, begun) if carry_on else Recorded(begun)
    if carry_on:
        tape.go_on()
        budget_calls = budget_calls if before.used_up else before.begun.calls
    else:
        tape.begin(begun)
    put_back = Ending(journal, on_put_back)
    taped = TapedPhone(phone, tape, before.entries)
    walk = explore(
        taped,
        package,
        budget_calls=budget_calls,
        budget_s=budget_s,
        allow=frozenset(map(Effect, before.begun.allow)),
        on_progress=on_progress,
        ledger=journal.ledger(before.begun.journal, silent=lambda: taped.playing),
        on_put_back=put_back,
        near=before.begun.near,
        anew=before.used_up,
    )
    kept = _kept(package)
    if why := unreadable(walk):
        tape.forget()
        stays = f" The doc of {kept.made_at[:10] or 'before'} stays as it was" if kept is not None else ""
        raise DocError(f"{walk.label} was not learned: {why}.{stays}")
    doc = doc_from(walk)
    if kept is not None and not replace:
        doc = steadied(doc, kept)
    restless = walk.restless / max(1, len(walk.steps))
    strange = not speaks(doc.locale.partition("-")[0].lower())
    poor = tuple(shortcomings(doc, walk.ended, restless=restless, strange=strange))
    refused = "" if replace else better(kept, doc) if kept is not None and not kept.shipped else false_start(doc)
    if refused and kept is None:
        raise DocError(
            f"{doc.label} was not learned: {refused}. Bring the app to its own first screen and learn it again"
        )
    if not private:
        keep_walked(walk, doc, phone.serial)
    if not refused:
        docs.save(doc)  # before the model is asked: that takes a minute, and may be given up
    if walk.ended == "done":
        tape.forget()
    if refused and kept is not None:
        return Learned(kept, len(walk.steps), put_back.result, walk.ended, poor, refused)
    if writer is not None:
        doc = describe(doc, writer, on_progress=on_described)
        docs.save(doc)
    doc = docs.load(package)  # with what was edited by hand
    if writer is not None:
        warm(doc, writer)
    return Learned(doc, len(walk.steps), put_back.result, walk.ended, poor)


def _begun(phone: Phone, package: str, allow: frozenset[Effect], near: str, calls: int, left: str) -> Begun:
    info = phone.info()
    size = info.width_px, info.height_px
    return Begun(
        package, version_of(package, phone), info.locale or "en", size, tuple(sorted(allow)), near, calls, left
    )


def version_of(package: str, phone: Phone) -> str:
    """The version that is installed; empty where it isn't told."""
    return next((one.version for one in phone.installed_apps() if one.package == package), "")


def _carried_on(tape: Tape, now: Begun) -> Recorded:
    """What was cut off. Raises DocError where there is nothing, or the app isn't what it was then."""
    before = tape.read()
    for what, was, here in (
        ("has another version", before.begun.version, now.version),
        ("speaks another language", before.begun.locale, now.locale),
        ("is shown in another size", before.begun.size, now.size),
    ):
        if was != here:
            raise DocError(
                f"{now.package} {what} now ({here}) than when its learning was cut off ({was}). Learn it from its beginning: "
                f"thumbwright apps learn {now.package}"
            )
    return before


def package_of(app: str, phone: Phone) -> str:
    """The app that a person names. Raises DocError where it isn't on the phone, or is the home screen; PhoneError."""
    installed = phone.installed_apps()
    package = resolve_app_on(phone, app, [], installed)
    if any(one.home for one in installed if one.package == package):
        raise DocError(
            f"{package} is the home screen, which shows apps and isn't one to learn. Those to learn: thumbwright apps list -s …"
        )
    return package


def _kept(package: str) -> AppDoc | None:
    """The doc that is kept now; None where there is none that can be used."""
    try:
        return docs.load(package, edited=False)
    except DocError:
        return None


def now() -> str:
    """The moment at which a doc is made, as it keeps it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def doc_from(walk: Walk) -> AppDoc:
    """The doc of a walk, with its bank of samples; every sample's script passes the check."""
    doc = build_doc(walk)
    doc.made_at = now()
    doc.partial = walk.ended == "budget"
    return with_samples(doc)


def with_samples(doc: AppDoc) -> AppDoc:
    """The doc with as many checked samples as fit the prompt's budget beside its stubs."""

    def problems(script: str) -> list[str]:
        return [p.message for p in check(script, doc).problems if p.severity == "error"]

    used = sum(estimate_tokens(turn.text) for turn in prompt_of(doc, "", samples=()).prefix)
    room = max(600, PREFIX_BUDGET - used)
    samples = make_samples(
        doc, budget_tokens=room, count_tokens=lambda text: estimate_tokens(text) + TURN_TOKENS, check=problems
    )
    return doc.model_copy(update={"samples": samples})


def warm(doc: AppDoc, writer: Writer) -> Warmth:
    """Evaluate and keep the KV state of the doc's prompt prefix."""
    return writer.warm(prompt_of(doc, ""))
