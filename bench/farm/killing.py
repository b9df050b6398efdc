"""What is left of tasks whose hosts are killed at random moments. Hosts are processes of `thumbwright farm join`, each with a home
of its own and two phones of the shelf; SIGKILL takes one in the middle of whatever it does, and it is started again. What was
done, and how often, is read from the phones themselves, not from anybody's records."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from apidocs.doc import AppDoc
from farm.address import parse
from farm.net import FarmNet
from farm.sending import GRACE_S, Sending, Task
from farm.work import DONE, Outcome
from ground.errors import PhoneError

from .shelf import ShelfPhone, works

COMMAND = [sys.executable, "-c", "from ui.cli import main; main()"]
WITHIN_S = 90.0
PHONES_A_HOST = 2
START_S = 120.0
LATE_S = 15.0
"""Beyond its own limits, what ends later than that has hung."""
Tell = Callable[[str], object]


@dataclass
class Killed:
    """What was sent, and what became of it."""

    kills: int = 0
    tasks: int = 0
    by_status: dict[str, int] = field(default_factory=dict)
    twice_done: int = 0
    """Notes that are there more than once."""
    lost: int = 0
    """Tasks that ended as nothing, or as done while their note isn't there."""
    untrue: int = 0
    """Tasks that ended as not run, while their note is there."""
    hung: int = 0
    """Tasks that ended later than they may."""
    in_the_middle: int = 0
    """Kills that met a host with a task under way."""
    unknown_done: int = 0
    """Of the tasks that ended as unknown, those that the phone had done all the same."""
    failed_why: list[str] = field(default_factory=list)
    """What kept tasks from being done that ended as failed or not done, the most frequent first."""
    longest_s: float = 0.0
    """From being handed out to its end, of any task."""
    scheduler_killed: int = 0
    scheduler_ended_s: float = 0.0
    """From the scheduler's death to the end of the last task that was under way."""


class _Process:
    """One machine of the farm, as a process with a home of its own; started again after it was killed."""

    def __init__(self, home: Path, *args: str) -> None:
        self._home, self._args = home, args
        self.process: subprocess.Popen[str] | None = None

    def start(self, *, wait_for: bool = False) -> str:
        """Its first line, where that is waited for."""
        self._home.mkdir(parents=True, exist_ok=True)
        with (self._home / "said.log").open("ab") as said:
            self.process = subprocess.Popen(
                [*COMMAND, *self._args],
                env=os.environ | {"THUMBWRIGHT_HOME": str(self._home)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE if wait_for else subprocess.DEVNULL,
                stderr=said,
                text=True,
                start_new_session=True,
            )
        if not wait_for:
            return ""
        assert self.process.stdout is not None
        line = self.process.stdout.readline().strip()
        if not line:
            raise PhoneError(f"The farm did not begin: {(self._home / 'said.log').read_text('utf-8')[-300:]}")
        return line

    def kill(self) -> None:
        """At once, whatever it is doing; the phones are processes of their own."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
        if self.process is not None and self.process.stdout is not None:
            self.process.stdout.close()


@contextlib.contextmanager
def _farm(folder: Path, shelf: Sequence[ShelfPhone]) -> Iterator[tuple[_Process, dict[str, _Process], str]]:
    """A scheduler and its hosts, started; ended afterwards."""
    scheduler = _Process(folder / "farm", "farm", "up", "--no-phones", "--listen", "127.0.0.1:0")
    hosts: dict[str, _Process] = {}
    try:
        address = scheduler.start(wait_for=True)
        for number in range(0, len(shelf), PHONES_A_HOST):
            name = f"host-{number // PHONES_A_HOST}"
            serials = ",".join(phone.serial for phone in shelf[number : number + PHONES_A_HOST])
            hosts[name] = _Process(folder / name, "farm", "join", address, "--name", name, "--on", serials)
            hosts[name].start()
        yield scheduler, hosts, address
    finally:
        for one in [*hosts.values(), scheduler]:
            one.end()


def _until_there(net: FarmNet, names: Sequence[str]) -> None:
    until = time.monotonic() + START_S
    while not set(names) <= set(net.hosts()):
        if time.monotonic() > until:
            raise PhoneError(f"Not all hosts joined within {START_S:.0f} s: {', '.join(net.hosts()) or 'none'} did.")
        time.sleep(0.1)


def measure_kills(
    folder: Path, shelf: Sequence[ShelfPhone], doc: AppDoc, kills: int, tell: Tell, *, seed: int = 1
) -> Killed:
    """Kill hosts until there were so many kills, tasks going on all the time; then the scheduler, once. Raises PhoneError where the
    farm can't be started."""
    found = Killed()
    with _farm(folder, shelf) as (scheduler, hosts, address), FarmNet(parse(address)) as net:
        _until_there(net, list(hosts))
        tell(f"{len(hosts)} hosts with {len(shelf)} phones have joined.")
        batch = _Batch(net, shelf, list(hosts), doc, found)
        killer = _Killer(net, hosts, kills, random.Random(seed), batch, found, tell)
        killer.start()
        while killer.is_alive():
            batch.send(3)
        killer.join()
        if killer.failed is not None:
            raise killer.failed
        _until_there(net, list(hosts))
        tell("Now the scheduler is killed.")
        _kill_scheduler(scheduler, batch, found)
    batch.judge(shelf)
    return found


class _Batch:
    """Tasks, with titles that no two share, sent and judged."""

    def __init__(
        self, net: FarmNet, shelf: Sequence[ShelfPhone], hosts: Sequence[str], doc: AppDoc, found: Killed
    ) -> None:
        self._net, self._doc, self._found = net, doc, found
        self._phones = [(hosts[number // PHONES_A_HOST], phone.serial) for number, phone in enumerate(shelf)]
        self._handed: dict[str, float] = {}
        self._titles: dict[str, str] = {}
        self._outcomes: dict[str, Outcome] = {}
        self.under_way: dict[str, str] = {}
        """Host by the task that is under way there, as far as was told."""

    def send(self, each: int) -> None:
        """So many tasks for each phone; returns when all have ended."""
        tasks = []
        first = len(self._titles)
        titles = [f"Errand {first + number}" for number in range(each * len(self._phones))]
        for number, work in enumerate(works(self._doc, titles)):
            host, serial = self._phones[number % len(self._phones)]
            task = Task(host, serial, work.to_data())
            self._titles[task.id] = titles[number]
            tasks.append(task)
        Sending(self._net, tasks, within_s=WITHIN_S, begun=self._begun, ended=self._ended).run()
        self._found.tasks += len(tasks)

    def _begun(self, task: Task) -> None:
        self._handed.setdefault(task.id, time.monotonic())
        self.under_way[task.id] = task.host

    def _ended(self, outcome: Outcome) -> None:
        self.under_way.pop(outcome.task, None)
        self._outcomes[outcome.task] = outcome
        handed = self._handed.get(outcome.task)
        if handed is not None:
            took = time.monotonic() - handed
            self._found.longest_s = max(self._found.longest_s, round(took, 1))
            self._found.hung += took > WITHIN_S + GRACE_S + LATE_S

    def judge(self, shelf: Sequence[ShelfPhone]) -> None:
        """Hold what was told against what the phones keep."""
        there = {phone.serial: phone.titles() for phone in shelf}
        found, why = self._found, Counter[str]()
        for task, title in self._titles.items():
            outcome = self._outcomes.get(task)
            times = sum(titles[title] for titles in there.values())
            found.twice_done += times > 1
            if outcome is None:
                found.lost += 1
                continue
            if outcome.status in ("failed", "not_done", "partly"):
                why[outcome.answer.replace(title, "…")[:160]] += 1
            found.by_status[outcome.status] = found.by_status.get(outcome.status, 0) + 1
            found.lost += outcome.status in DONE and times == 0
            found.untrue += outcome.status == "not_run" and times > 0
            found.unknown_done += outcome.status == "unknown" and times > 0
        found.failed_why = [f"{count} × {words}" for words, count in why.most_common(3)]


class _Killer(threading.Thread):
    """Kills one host after the other, at random moments, and starts it again."""

    def __init__(
        self,
        net: FarmNet,
        hosts: dict[str, _Process],
        kills: int,
        chance: random.Random,
        batch: _Batch,
        found: Killed,
        tell: Tell,
    ) -> None:
        super().__init__(name="killer", daemon=True)
        self._net, self._hosts, self._kills, self._chance = net, hosts, kills, chance
        self._batch, self._found, self._tell = batch, found, tell
        self.failed: PhoneError | None = None

    def run(self) -> None:
        try:
            while self._found.kills < self._kills:
                time.sleep(self._chance.uniform(0.5, 6.0))
                name = self._chance.choice(sorted(set(self._net.hosts()) & set(self._hosts)) or list(self._hosts))
                self._found.in_the_middle += name in self._batch.under_way.values()
                self._hosts[name].kill()
                self._found.kills += 1
                self._tell(f"kill {self._found.kills}: {name}")
                time.sleep(self._chance.uniform(0.0, 2.0))
                self._hosts[name].start()
                if self._chance.random() < 0.7:  # mostly it works again before the next one goes
                    self._back(name)
            _until_there(self._net, list(self._hosts))
        except PhoneError as error:
            self.failed = error

    def _back(self, name: str) -> None:
        until = time.monotonic() + START_S
        while name not in self._net.hosts() and time.monotonic() < until:
            time.sleep(0.1)


def _kill_scheduler(scheduler: _Process, batch: _Batch, found: Killed) -> None:
    """In the middle of tasks: all of them end, told as unknown or as not run."""
    sender = threading.Thread(target=batch.send, args=(1,), name="sender")
    sender.start()
    until = time.monotonic() + START_S
    while not batch.under_way and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(1.0)
    scheduler.kill()
    killed = time.monotonic()
    found.scheduler_killed = 1
    sender.join(WITHIN_S + GRACE_S + LATE_S + 30.0)
    found.hung += sender.is_alive()
    found.scheduler_ended_s = round(time.monotonic() - killed, 1)
