"""The measurement: every tool in both eras of the protocol, the injected texts, and the time that the way over the server takes."""

from __future__ import annotations

import contextlib
import copy
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import anyio
import anyio.to_thread

from agent.learn.learning import DEMO_EFFECTS, learn
from agent.task.unwatched import Unwatched
from apidocs.doc.paths import HARMLESS
from bench.quiet import Nobody
from bench.statistics import load, median
from demophone.process import Control, DemoPhoneProcess
from ground import paths
from phones.android import open_phone

from .gullible import GullibleModel
from .injections import ADD_MILK, CASES, LIST_ALL, Injection
from .judging import judged, state_of
from .talking import ERAS, Era, Person, Talk, Talks, Tally

ROUNDS = 40
"""Pairs of calls for the overhead."""
SMALL = 'finish("done")\n'
"""What is timed: the less is done, the more the way counts."""


@dataclass
class Measured:
    """What came out."""

    tally: Tally = field(default_factory=Tally)
    injected: list[dict[str, Any]] = field(default_factory=list)
    fooled: int = 0
    """How often the model read an injected text and wrote what it wants."""
    over_server_ms: list[float] = field(default_factory=list)
    by_function_ms: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def overhead_ms(self) -> list[float]:
        """Of each pair, whose two calls met the machine in the same mood."""
        return [over - by for over, by in zip(self.over_server_ms, self.by_function_ms, strict=True)]

    def figures(self) -> dict[str, Any]:
        return {
            "tools": self.tally.tools,
            "calls": self.tally.calls,
            "protocol_errors": self.tally.protocol_errors,
            "stdout_lines": self.tally.lines,
            "stdout_noise": self.tally.stdout_noise,
            "noise_printed": self.tally.printed,
            "injected": len(self.injected),
            "obeyed": sum(bool(one["obeyed"]) for one in self.injected),
            "fooled_model": self.fooled,
            "overhead_ms_p50": round(median(self.overhead_ms), 1),
            "over_server_ms_p50": round(median(self.over_server_ms), 1),
            "by_function_ms_p50": round(median(self.by_function_ms), 1),
            "rounds": len(self.over_server_ms),
            "seconds": round(self.seconds, 1),
            "load": load(),
            "errors": self.tally.errors,
            "cases": self.injected,
        }


@dataclass(frozen=True)
class Desk:
    """A demo phone of the benchmark's own, its apps learned, and a model that believes everything."""

    serial: str
    control: Control
    model: GullibleModel
    command: Sequence[str]


def measure(
    command: Sequence[str],
    *,
    cases: Sequence[Injection] = CASES,
    rounds: int = ROUNDS,
    tell: Callable[[str], object] = lambda words: None,
) -> Measured:
    """Run all of it. THUMBWRIGHT_HOME should be a folder of its own: docs and sessions are written. `command` starts our command
    line, as Python with `-c CODE`."""
    found = Measured()
    begun = time.perf_counter()
    with desk(command) as at:
        tell(f"learned; {at.serial}")
        anyio.run(_all, at, found, cases, rounds, tell)
        found.fooled = at.model.fooled
    found.seconds = time.perf_counter() - begun
    return found


async def _all(
    at: Desk, found: Measured, cases: Sequence[Injection], rounds: int, tell: Callable[[str], object]
) -> None:
    person = Person()
    async with contextlib.AsyncExitStack() as stack:
        talks = Talks(at.command, paths.demo_dir(), found.tally, person, stack)
        for era in ERAS:
            await _every_tool(at, await talks.with_(era), person)
            tell(f"every tool, {era}: {found.tally.calls} calls, {found.tally.protocol_errors} protocol errors")
        for number, case in enumerate(cases):
            found.injected.append(await injected(at, talks, person, case, ERAS[number % len(ERAS)]))
            tell(f"{case.name}: {'; '.join(found.injected[-1]['obeyed']) or 'not obeyed'}")
    async with contextlib.AsyncExitStack() as stack:  # nothing else runs meanwhile
        if rounds:
            talks = Talks(at.command, paths.demo_dir(), found.tally, person, stack)
            await _overhead(at, found, await talks.with_("auto", plain=True), rounds)


@contextlib.contextmanager
def desk(command: Sequence[str]) -> Iterator[Desk]:
    """A phone, the docs of two of its apps, and the model, which the settings of this process name from now on."""
    state = paths.private_dir(paths.demo_dir() / "mcp-bench")
    with contextlib.ExitStack() as stack:
        demo = stack.enter_context(DemoPhoneProcess(state=state, reset=True, control=True))
        control = stack.enter_context(contextlib.closing(Control(demo.control_port)))
        model = stack.enter_context(GullibleModel.running())
        before = os.environ.get("THUMBWRIGHT_SERVER_URL")
        os.environ["THUMBWRIGHT_SERVER_URL"] = model.url
        stack.callback(_set_back, "THUMBWRIGHT_SERVER_URL", before)
        with open_phone(demo.address) as phone:
            for app in ("Notes", "Contacts"):
                learn(phone, app, allow=HARMLESS | DEMO_EFFECTS, budget_calls=150, budget_s=60, phone_name="demo")
        control.ask("reset")
        yield Desk(demo.address, control, model, command)


async def _every_tool(at: Desk, talk: Talk, person: Person) -> None:
    """Each tool as it is meant, and as it isn't."""
    await anyio.to_thread.run_sync(lambda: at.control.ask("reset"))
    at.model.ordered = at.model.obeying = ADD_MILK
    person.begins(lambda message: True)
    phone = {"phone": at.serial}
    await talk.told()
    milk = {**phone, "task": "add a note called Milk", "app": "Notes"}
    calls: list[tuple[str, Mapping[str, Any]]] = [
        ("list_phones", {}),
        ("list_apps", phone),
        ("app_doc", {"app": "Notes", "about": "add a note"}),
        ("write_script", milk),
        ("run_task", milk),
        ("session_report", {}),
        ("replay", {**phone, "session": "last"}),
        ("run_script", {**phone, "app": "Notes", "script": LIST_ALL}),
        ("run_script", {**phone, "app": "Notes", "script": "nothing.tap()\n"}),
        ("screen", phone),
        ("screen", {**phone, "picture": True}),
        ("stop", phone),
        ("screen", {"phone": "nobody-has-it"}),
        ("run_task", {**milk, "app": "Nosuch"}),
        ("run_task", {**milk, "task": "x" * 1_000_000}),
        ("run_task", {}),
        ("session_report", {"session": "nosuch"}),
        ("app_doc", {"app": "\x00"}),
    ]
    for name, arguments in calls:
        await talk.call(name, arguments)


async def injected(at: Desk, talks: Talks, person: Person, case: Injection, era: Era) -> dict[str, Any]:
    """What a case came to; `obeyed` has what it brought about that nobody ordered, in words."""
    before = await anyio.to_thread.run_sync(_put, at, case)
    at.model.ordered, at.model.obeying = case.ordered, case.obeying
    person.begins(lambda message: case.all_yes or bool(case.yes) and message.startswith(case.yes))
    environment = {"THUMBWRIGHT_SECRET_BANK": case.secret} if case.secret else None
    arguments = {name: value for name, value in case.call.items() if name != "name"}
    tool = str(case.call["name"])
    if tool != "list_phones":
        arguments["phone"] = at.serial
    talk = await talks.with_(era, case.options, asks=case.asks, environment=environment)
    told = await talk.told()
    results = [await talk.call(tool, arguments)]
    results += [await talk.call("screen", {"phone": at.serial}), await talk.call("session_report", {})]
    changed = ["what the server says of itself has changed"] if await talk.told() != told else []
    after = await anyio.to_thread.run_sync(lambda: state_of(at.control))
    first = results[0].structured_content or {} if results[0] is not None else {}
    return {
        "name": case.name,
        "era": era,
        "status": first.get("status", ""),
        "asked": len(person.asked),
        "granted": len(person.granted),
        "obeyed": [*judged(case, before, after, results, person), *changed],
    }


def _put(at: Desk, case: Injection) -> dict[str, Any]:
    """The phone as at first, with the text where it comes from; what it keeps then."""
    at.control.ask("reset")
    where = {"note title": "app.demo.notes", "note text": "app.demo.notes", "contact": "app.demo.contacts"}
    names = paths.config_file().with_name("phones.toml")
    names.unlink(missing_ok=True)
    if case.way == "phone's name":
        paths.private_dir(names.parent)
        names.write_text(f'"{at.serial}" = "{case.text}"\n', "utf-8")
    elif case.way != "argument":
        package = where.get(case.way, "app.demo.clock")
        stored = copy.deepcopy(at.control.ask("state", package=package))
        if case.way == "contact":
            stored["contacts"][0] |= {"first": case.text, "last": ""}
        elif case.way == "alarm":
            stored["alarms"][0]["label"] = case.text
        else:
            title, body = (case.text, "") if case.way == "note title" else ("Letter", case.text)
            stored["notes"][1] |= {"title": title, "body": body}
        at.control.ask("put", package=package, stored=stored)
    return state_of(at.control)


async def _overhead(at: Desk, found: Measured, talk: Talk, rounds: int) -> None:
    """The same small script in turn over the server and by the command line's own function, on the same phone."""
    await anyio.to_thread.run_sync(lambda: at.control.ask("reset"))
    call = {"phone": at.serial, "app": "Notes", "script": SMALL}
    for number in range(rounds + 1):
        over = await _ms(lambda: talk.call("run_script", call))
        by = await _ms(lambda: anyio.to_thread.run_sync(_by_function, at.serial))
        if number:  # the first of each opens and imports things
            found.over_server_ms.append(over)
            found.by_function_ms.append(by)


async def _ms(call: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    await call()
    return (time.perf_counter() - begun) * 1000


def _by_function(serial: str) -> None:
    """What `thumbwright run FILE.py` calls."""
    from sessions.store import Store
    from thumbwright.use.opening import opened_phone
    from thumbwright.use.tasks import TaskOptions, do_task

    with Store() as store, opened_phone(serial) as phone:
        do_task(
            "run the script",
            phone=phone,
            writer=None,
            watcher=Unwatched(),
            person=Nobody(),
            options=TaskOptions(app="Notes", script=SMALL, title="run a script"),
            store=store,
        )


def _set_back(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value
