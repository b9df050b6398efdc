"""What a phone's host does when the farm asks it: tell its phones, write a script, carry a task out on a phone at most once, tell
what became of it. All that comes and goes is JSON; what the farm's machines are joined by is `farm.net`'s."""

from __future__ import annotations

import contextlib
import json
import logging
import platform
import socket
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from agent.model.writing import Writer
from ground.errors import PhoneError, RefusedError, ThumbwrightError
from ground.phone_lock import in_use
from interpreter.calls import Person, Question

from .choosing import There, choose
from .claims import Claims
from .doing import do_on, phones_there, write_work
from .tags import groups
from .together import outcome_of
from .version import own_version
from .work import Outcome, Work

log = logging.getLogger(__name__)
OpenWriter = Callable[[], Writer]


class Host:
    """One machine with phones, while it belongs to a farm. Its methods may be called from any thread."""

    def __init__(self, *, name: str = "", lends: str = "all", open_writer: OpenWriter | None = None) -> None:
        """`lends` is which of its phones the farm may have, as `--on` says it; `open_writer` opens the model, once, when the first
        script is to be written here."""
        self.name = name or socket.gethostname() or "host"
        self._lends, self._open_writer = lends, open_writer
        self._writer: Writer | None = None
        self._writing = threading.Lock()
        self._claims = Claims()
        self._lock = threading.Lock()
        self._runs: dict[str, threading.Event] = {}
        self._closing = threading.Event()
        self.under_way: dict[str, str] = {}
        """Task by the serial of the phone that it runs on."""

    # what it is asked

    def hello(self, data: dict[str, Any]) -> dict[str, Any]:
        """Who it is and what it has."""
        return {
            "name": self.name,
            "version": own_version(),
            "python": platform.python_version(),
            "time": time.time(),
            "phones": [
                {
                    "serial": one.serial,
                    "ready": one.ready,
                    "words": one.words,
                    "name": one.name,
                    "tags": list(one.tags),
                    "doing": self.under_way.get(one.serial, "") or _doing(one.serial),
                }
                for one in self.phones()
            ],
        }

    def phones(self) -> list[There]:
        """Those that it lends; one that is listed several times, once."""
        from thumbwright.use.phone_names import serial_of

        there = phones_there()
        if self._lends == "all":
            return [one for one in there if not one.same_as]
        with contextlib.suppress(PhoneError):
            chosen = choose(self._lends, there, groups(), serial_of)
            meant = {*chosen.serials, *chosen.missing}
            return [one for one in there if one.serial in meant and one.same_as not in meant]
        return []

    def about(self, data: dict[str, Any]) -> list[dict[str, Any]]:
        """What these phones are, and which version of an app they have."""
        from dataclasses import asdict

        from .survey import survey, with_version

        facts = survey(data["serials"])
        return [asdict(one) for one in (with_version(facts, data["package"]) if data.get("package") else facts)]

    def write(self, data: dict[str, Any]) -> dict[str, Any]:
        """The script for a task, by this host's model and its docs, as `Work`."""
        from thumbwright.use.opening import opened_phone
        from thumbwright.use.stores import open_store

        with self._writing:  # one model, one script at a time
            if self._open_writer is None:
                raise RefusedError(f"{self.name} has no model to write scripts with.")
            if self._writer is None:
                self._writer = self._open_writer()
            with open_store(log.info) as store, opened_phone(data["serial"], doing="thumbwright farm: write") as phone:
                from .quiet import Silent

                work = write_work(
                    data["words"],
                    app=data.get("app", ""),
                    phone=phone,
                    writer=self._writer,
                    watcher=Silent(),
                    person=Absent(),
                    store=store,
                    private=bool(data.get("private")),
                    cancel=self._run(data.get("run", "")),
                )
        return work.to_data()

    def do(self, data: dict[str, Any]) -> dict[str, Any]:
        """Carry a task out on one phone, unless that was begun here before, or comes too late."""
        task, serial = str(data["task"]), str(data["serial"])
        if time.time() > float(data["not_after"]):
            return _data(Outcome(serial, "not_run", "It came too late, so it was not begun.", task=task))
        work = Work.from_data(data["work"])
        if serial not in {one.serial for one in self.phones()}:
            return _data(Outcome(serial, "lost", f"{self.name} has no phone {serial} for the farm.", task=task))
        earlier = self._claims.begin(task, serial)
        if earlier is not None:
            return _data(earlier.told())
        cancel = self._run(str(data.get("run", "")))
        self.under_way[serial] = work.title or ("" if work.private else work.words)
        try:
            outcome = outcome_of(
                serial,
                lambda one: do_on(
                    one,
                    work,
                    person=Absent(),
                    cancel=cancel,
                    wait_s=float(data.get("wait_s", 0.0)),
                    doing=f"thumbwright farm: {'a private task' if work.private else work.title or work.words}",
                ),
            )
        finally:
            self.under_way.pop(serial, None)
        outcome = _named(outcome, task)
        self._claims.end(task, outcome)
        return _data(outcome)

    def became(self, data: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """What became of tasks that were begun here."""
        return {task: _data(claim.told()) for task, claim in self._claims.of(data["tasks"]).items()}

    def latest(self, data: dict[str, Any]) -> list[dict[str, Any]]:
        """The newest tasks that were begun here."""
        return [{**_data(claim.told()), "began": claim.began} for claim in self._claims.latest(int(data["limit"]))]

    def stop(self, data: dict[str, Any]) -> None:
        """The person stopped a run: its tasks end at their next safe point."""
        self._run(str(data["run"])).set()

    # from its own machine

    def close(self) -> None:
        """End what is under way at its next safe point, begin nothing any more, give the model back."""
        self._closing.set()
        with self._lock:
            for stop in self._runs.values():
                stop.set()
        with self._writing:
            writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()

    def _run(self, run: str) -> threading.Event:
        with self._lock:
            stop = self._runs.setdefault(run, threading.Event())
            if self._closing.is_set():
                stop.set()
            while len(self._runs) > 1000:
                self._runs.pop(next(iter(self._runs)))
            return stop


class Absent(Person):
    """Nobody is at a farm's host to be asked: what wasn't consented to beforehand isn't done."""

    def consent(self, question: Question) -> int:
        return 0

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        raise RefusedError(f"The script asks {question!r}, and on a farm nobody is there to reply.")


_HOSTS: dict[str, Host] = {}
"""The host of this process, once it has joined; by name, since tests have several in one."""


def lend(host: Host) -> None:
    """From here on what the farm asks of this name is answered by this host."""
    _HOSTS[host.name] = host


def take_back(host: Host) -> None:
    if _HOSTS.get(host.name) is host:
        del _HOSTS[host.name]


CALLS = ("hello", "about", "write", "do", "became", "latest", "stop")


def answer(name: str, call: str, data: str) -> str:
    """What the farm has a host do: one of `CALLS`, with JSON. The answer is JSON, too, an error also: nothing is raised, so that
    nothing here is ever tried again by what carries it."""
    host = _HOSTS.get(name)
    try:
        if host is None:
            raise PhoneError(f"{name} has left the farm.")
        if call not in CALLS:
            raise PhoneError(f"A host of a farm doesn't know {call!r}.")
        return json.dumps({"result": getattr(host, call)(json.loads(data))})
    except ThumbwrightError as error:
        return json.dumps({"error": str(error), "kind": type(error).__name__, "exit_code": int(error.exit_code)})
    except Exception as error:
        log.exception("asked for %s", call)
        return json.dumps({"error": f"{type(error).__name__}: {error}", "kind": "fault", "exit_code": 1})


def _doing(serial: str) -> str:
    taken = in_use(serial)
    return taken.who if taken is not None else ""


def _named(outcome: Outcome, task: str) -> Outcome:
    from dataclasses import replace

    return replace(outcome, task=task)


def _data(outcome: Outcome) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(outcome.to_json())
    return data
