"""Attacks on the sandbox: by scripts, by native code in a worker's process, and by a worker that lies to us.

One is escaped where anything came of it that its kind doesn't allow: a thing was reached, a use of the phone was made that
the script doesn't plainly order, a limit didn't hold, a run failed with an error of ours, or the sandbox couldn't be used
afterwards. What this system can't hold by itself (see `doctor`) is left out and told as such, not counted as held.
"""

from __future__ import annotations

import shlex
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from apidocs.doc import AppDoc, Element, Item, Kind, Part, Screen
from interpreter.calls import Call, Ref
from interpreter.calls.errors import CallFailed, Finished
from interpreter.sandbox import confining, entering, syscalls
from interpreter.sandbox.one_run import SandboxLimits, SandboxResult
from interpreter.sandbox.worker import Sandbox, monty_program
from phones.locating import Locator

from . import forged_worker, native_probe
from .attack_scripts import ALL, Attack
from .kept import PartRows
from .means import Means

LIMITS = SandboxLimits(turn_s=0.3, compute_s=1.0, wall_s=20.0, calls=60, crossings=2_000)
"""Shorter than those of a run: a bound that is met costs its time."""
LONGEST_S = 15.0
FLIPS = 12
"""So many times a lying worker is let loose with another seed, of the ways that draw."""
DRAWN = {"flips", "ids", "words", "cut"}
REFUSED = native_probe.REFUSED
TASK = "for i in range(20):\n    main.new_note.tap()\n    main.search.set_text('a')\nfinish(main.search.text)"
ORDERED = {"main.new_note tap", "main.search set_text", "main.search text", "finish"}


def _element(name: str, kind: Kind, **more: object) -> Element:
    return Element.model_validate(
        {"name": name, "kind": kind, "label": name, "locator": Locator(text=name.replace("_", " ")), **more}
    )


TITLE = Part(name="title", kind=Kind.TEXT, locator=Locator(resource_id="title"))
ROWS = Item(name="note", row=Locator(resource_id="row"), parts=[TITLE], title="title")
DOC = AppDoc(
    package="org.example.notes",
    label="Notes",
    start="main",
    screens=[
        Screen(
            name="main",
            elements=[
                _element("search", Kind.INPUT),
                _element("new_note", Kind.BUTTON),
                _element("more_options", Kind.BUTTON),
                _element("notes", Kind.LIST, item=ROWS),
            ],
        )
    ],
)


@dataclass
class Watched:
    """A host that keeps what it was asked, and gives little."""

    calls: list[Call] = field(default_factory=list)

    def call(self, call: Call) -> object:
        self.calls.append(call)
        if call.op == "finish":
            raise Finished(str(call.args[0]))
        if call.op in ("open_app", "secret"):
            raise CallFailed("there is no such thing")
        if call.op == "find":
            return Ref(screen=call.ref.screen, found=str(call.args[0]))
        return True if call.op in ("exists", "is_open") else "text" if call.op in ("text", "value") else None

    @property
    def said(self) -> list[str]:
        return [f"{call.ref} {call.op}".strip() for call in self.calls]


@dataclass
class AttackRow:
    """One attack, and what came of it."""

    name: str
    kind: str
    escaped: str = ""
    """What came of it that must not; empty: nothing did."""
    ended: str = ""
    seconds: float = 0.0


def every_attack() -> list[tuple[str, Callable[[Sandbox], Iterator[AttackRow]]]]:
    """Each attack's key with what carries it out on a sandbox; native code is one attempt after another in one process."""
    forged = [(way, seed) for way in forged_worker.WAYS for seed in range(FLIPS if way in DRAWN else 1)]
    return [
        *((f"script: {one.name}", lambda sandbox, one=one: iter([by_script(one, sandbox)])) for one in ALL),
        ("native code", lambda sandbox: by_native_code()),
        *((f"worker: {w} {n}", lambda sandbox, w=w, n=n: iter([by_forged_worker(w, n, sandbox)])) for w, n in forged),
    ]  # fmt: skip


def run(means: Means, rows: PartRows) -> None:
    """Carry out those that have no row yet."""
    with Sandbox(LIMITS) as sandbox:
        for key, attack in rows.missing(every_attack(), lambda one: one[0]):
            found = list(attack(sandbox))
            for row in found:
                if row.escaped:
                    means.say(f"{row.kind}, {row.name}: {row.escaped}")
            rows.keep(key, {"worker_mb": _largest_child_mb(), "found": [asdict(row) for row in found]})


def figures(rows: PartRows) -> dict[str, Any]:
    keys = [key for key, _ in every_attack()]
    there = rows.among(keys)
    found = [row for group in there for row in group["found"]]
    return {
        "attacks": len(found),
        "attacks_escaped": sum(bool(row["escaped"]) for row in found),
        "attacks_left": rows.left(keys),
        "attack_kinds": {kind: sum(r["kind"] == kind for r in found) for kind in dict.fromkeys(r["kind"] for r in found)},
        "attack_slowest_s": max((row["seconds"] for row in found), default=0.0),
        "attack_worker_mb": max((row["worker_mb"] for row in there), default=0.0),
        "attacks_left_out": confining.what_there_is().lacks,
    }  # fmt: skip


# -- scripts -------------------------------------------------------------------------------------------------------


def by_script(attack: Attack, sandbox: Sandbox) -> AttackRow:
    host, row, began = Watched(), AttackRow(attack.name, attack.kind), time.monotonic()
    try:
        result = sandbox.run(attack.script, DOC, host)
    except Exception as error:
        # whatever it is, it is ours, and a script's author made it happen
        row.escaped = f"an error of ours: {type(error).__name__}: {error}"
        return row
    row.seconds, row.ended = round(time.monotonic() - began, 3), f"{result.status}: {result.error or ''}"[:200]
    row.escaped = escaped(attack, result, host) or _beyond(result, host, row.seconds) or _usable(sandbox)
    return row


def escaped(attack: Attack, result: SandboxResult, host: Watched) -> str:
    """What a script came to that its kind doesn't allow."""
    if attack.kind == "use up":
        # which of the two depends on whether the worker could still say so before it was killed
        return "" if result.status in ("limit", "crashed") and result.error else f"no limit ended it: {result.status}"
    wanted = attack.said.split("; ") if attack.said else []
    if host.said != wanted:
        return f"used the phone: {host.said[:5]}"
    if attack.kind in ("reach", "refuse"):
        if result.status != "failed" or result.printed:
            return f"not refused: {result.status}, printed {result.printed[:3]}"
        if attack.told not in str(result.error):
            return f"refused with other words: {result.error}"
    return ""


def _beyond(result: SandboxResult, host: Watched, seconds: float) -> str:
    if seconds > LONGEST_S:
        return f"took {seconds:.1f} s"
    if len(host.calls) > LIMITS.calls or len("".join(result.printed)) > LIMITS.printed_chars + 1:
        return "used more than its limits"
    if bad := [arg for call in host.calls for arg in call.args if not _plain(arg)]:
        return f"gave the host {bad[0]!r}"
    return ""


def _plain(value: object) -> bool:
    if isinstance(value, list | tuple):
        return all(map(_plain, value))
    if isinstance(value, dict):
        return all(_plain(k) and _plain(v) for k, v in value.items())
    return value is None or type(value) in (str, int, float, bool)


def _usable(sandbox: Sandbox) -> str:
    return "" if sandbox.run("finish('still here')", DOC, Watched()).answer == "still here" else "it broke the sandbox"


# -- native code ---------------------------------------------------------------------------------------------------


def by_native_code() -> Iterator[AttackRow]:
    """What a script that got out of monty could try, in a process confined as a worker is."""
    there, known = confining.what_there_is(), syscalls.machine()
    if not there.whole or known is None:
        return
    rules = entering.Rules(
        confining.LIMITS, there.landlock, confining.LIBRARIES, syscalls.filter_of(known), syscalls.ENTRY_FD
    )
    with tempfile.TemporaryDirectory() as name:
        found = native_probe.probed(rules, Path(name))
        left = sorted(path.name for path in Path(name).iterdir())
    for attempt, what in found.items():
        if attempt not in native_probe.ALLOWED:
            yield AttackRow(attempt, "native code", "" if what in REFUSED else f"{what}", f"refused with {what}")
    yield AttackRow("files afterwards", "native code", "" if left == ["secret", "target"] else f"there are {left}")


# -- a worker that lies --------------------------------------------------------------------------------------------


def by_forged_worker(way: str, seed: int, sandbox: Sandbox) -> AttackRow:
    """One run with a worker that was taken over. `sandbox` has a true one, and has to go on."""
    host, row = Watched(), AttackRow(f"{way} {seed}" if seed else way, "forged worker")
    with tempfile.TemporaryDirectory() as name:
        program = Path(name) / "worker.sh"
        words = [sys.executable, "-I", forged_worker.__file__, monty_program(), way, str(seed)]
        program.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n')
        program.chmod(0o700)
        began = time.monotonic()
        try:
            with Sandbox(LIMITS, program=str(program)) as forged:
                result = forged.run(TASK, DOC, host)
        except Exception as error:
            row.escaped = f"an error of ours: {type(error).__name__}: {error}"
            return row
    row.seconds, row.ended = round(time.monotonic() - began, 3), f"{result.status}: {result.error or ''}"[:200]
    row.escaped = _beyond(result, host, row.seconds) or _usable(sandbox)
    if not row.escaped and (beyond := [call for call in host.calls if not _of_the_doc(call)]):
        row.escaped = f"the host was asked for {beyond[0]}"
    return row


def _of_the_doc(call: Call) -> bool:
    """Whether it is a use that a script on this doc could make itself: more than that no worker may have."""
    if call.ref.screen not in ("", "main"):
        return False
    return call.ref.element in ("", *(element.name for element in DOC.screens[0].elements))


def _largest_child_mb() -> float:
    """The most memory that a worker or a program beside it ever had here; 0 where the system doesn't say."""
    try:
        import resource
    except ImportError:
        return 0.0
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return round(most / (1e6 if sys.platform == "darwin" else 1e3), 1)
