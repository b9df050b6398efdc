"""Which script runs on which phones: one script, written once for each version of its app that the phones have; and what is told
before it runs: in what they differ, and which are left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ground.errors import PhoneError, ScriptError
from ground.phone_lock import PhoneInUse

from .survey import Facts, differences
from .work import Outcome, Work


@dataclass
class Plan:
    """One script, and the phones that it is for."""

    work: Work
    serials: list[str]


@dataclass
class Plans:
    """What is to be done on which phones."""

    plans: list[Plan]
    differ: list[str]
    """In what the phones differ, one line each."""
    without: list[Outcome] = field(default_factory=list)
    """Phones that are left out, with why."""

    @property
    def phones(self) -> list[str]:
        return [serial for plan in self.plans for serial in plan.serials]


def make_plans(
    facts: Sequence[Facts],
    work: Work | None,
    *,
    write: Callable[[str], Work],
    versions: Callable[[Sequence[Facts], str], list[Facts]],
    say: Callable[[str], object],
) -> Plans:
    """`work` is at hand (a file's, a saved task's), else `write` is called with the serial of a phone of each version of the app;
    `versions` asks phones which one they have. Raises PhoneError where no phone is left, and what keeps a script from being
    written at all."""
    at_hand = work is not None
    if work is None:
        work, facts = _first(facts, write)
    doc = work.doc
    plans = Plans([], [])
    here = list(facts)
    if not all(screen.by_commands for screen in doc.screens):  # an app's; the phone's own commands are on each
        here = _with_app(facts, work, versions, plans, say)
    plans.differ = differences(here, doc.label)
    by_version: dict[str, Plan] = {}
    for one in here:
        version = "" if at_hand else one.version
        if version not in by_version:
            by_version[version] = Plan(work if not by_version else _again(one, work, write, say), [])
        by_version[version].serials.append(one.serial)
    plans.plans = list(by_version.values())
    return plans


def _first(facts: Sequence[Facts], write: Callable[[str], Work]) -> tuple[Work, list[Facts]]:
    """Written with the first phone that is free, which comes first from here on: the script is for its version."""
    taken: PhoneError | None = None
    for one in facts:
        try:
            work = write(one.serial)
        except PhoneError as error:
            if not isinstance(error, PhoneInUse) and not isinstance(error.__context__, PhoneInUse):
                raise
            taken = error
            continue
        return work, [one, *(other for other in facts if other is not one)]
    raise taken or PhoneError("There is no phone to write the script with.")


def _again(one: Facts, first: Work, write: Callable[[str], Work], say: Callable[[str], object]) -> Work:
    """For another version of the app; where none can be written for it, the first one's is taken."""
    say(f"Once more for {one.serial}, which has another version of the app.")
    try:
        return write(one.serial)
    except (PhoneError, ScriptError) as error:
        say(f"{error} The script of the first version is taken for it.")
        return first


def _with_app(
    facts: Sequence[Facts],
    work: Work,
    versions: Callable[[Sequence[Facts], str], list[Facts]],
    plans: Plans,
    say: Callable[[str], object],
) -> list[Facts]:
    """The phones that have the app; the others are told."""
    package, label = work.doc.package, work.doc.label
    here = []
    for one in versions(facts, package):
        if one.version and not one.lost:
            here.append(one)
            continue
        said = one.lost or f"{label} ({package}) isn't installed on {one.serial}."
        plans.without.append(Outcome(one.serial, "lost" if one.lost else "not_run", said))
        say(f"{said} The others go on without it.")
    if not here:
        raise PhoneError(f"{label} ({package}) is on none of these phones. Nothing was done.")
    return here
