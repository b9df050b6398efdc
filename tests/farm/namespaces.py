"""Machines for a farm that are real to the network: Linux network namespaces, joined by a bridge in one of their own. Nothing of
the machine's own network is touched."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

NET = "10.213.77"
HUB = f"{NET}.1"
ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from ui.cli import main; main()"]


def impossible() -> str:
    """Why this system has no such machines; empty where it has."""
    if not sys.platform.startswith("linux") or shutil.which("ip") is None:
        return "network namespaces need Linux and iproute2's `ip`"
    if os.geteuid() != 0:
        return "network namespaces need root"
    probe = f"tw-probe-{os.getpid()}"
    made = subprocess.run(["ip", "netns", "add", probe], capture_output=True, text=True)
    if made.returncode:
        return f"network namespaces can't be made here: {made.stderr.strip()}"
    links = subprocess.run(
        ["ip", "-n", probe, "link", "add", "x0", "type", "veth", "peer", "name", "x1"], capture_output=True, text=True
    )
    subprocess.run(["ip", "netns", "del", probe], capture_output=True)
    return f"no virtual links can be made here: {links.stderr.strip()}" if links.returncode else ""


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True, text=True)


@dataclass
class Machine:
    """One namespace, with a home of its own."""

    name: str
    space: str
    home: Path
    link: str = ""
    """Its end in the hub."""
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def command(self, *words: str) -> list[str]:
        return ["ip", "netns", "exec", self.space, *words]

    def environment(self) -> dict[str, str]:
        own = {"THUMBWRIGHT_HOME": str(self.home), "HOME": str(self.home), "ANDROID_USER_HOME": str(self.home)}
        left_out = ("ANDROID_ADB_SERVER_PORT", "ANDROID_SERIAL")
        return {name: value for name, value in os.environ.items() if name not in left_out} | own

    def start(self, *args: str, log: str = "said.log") -> subprocess.Popen[str]:
        """`thumbwright ARGS`, in the background."""
        with (self.home / log).open("ab") as said:
            process = subprocess.Popen(
                self.command(*COMMAND, *args),
                cwd=ROOT,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
                start_new_session=True,
            )
        self.started.append(process)
        return process

    def run(self, *args: str, timeout_s: float = 300.0) -> subprocess.CompletedProcess[str]:
        """`thumbwright ARGS` to its end."""
        return subprocess.run(
            self.command(*COMMAND, *args),
            cwd=ROOT,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout_s,
        )

    def said(self, log: str = "said.log") -> str:
        file = self.home / log
        return file.read_text("utf-8") if file.exists() else ""

    def listening(self) -> list[str]:
        """Where it can be met: `10.213.77.11:41233`."""
        printed = subprocess.run(self.command("ss", "-Hltn"), capture_output=True, text=True, check=True).stdout
        return [line.split()[3] for line in printed.splitlines() if line.strip()]

    def pids(self) -> list[int]:
        printed = subprocess.run(["ip", "netns", "pids", self.space], capture_output=True, text=True).stdout
        return [int(word) for word in printed.split()]


@contextlib.contextmanager
def machines(folder: Path, count: int) -> Iterator[tuple[Machine, list[Machine]]]:
    """The hub, where the bridge is, and so many hosts; everything in them is ended, and they are removed, afterwards."""
    mark = os.getpid()
    hub = Machine("hub", f"tw{mark}-hub", folder / "hub")
    hosts = [
        Machine(f"host-{number}", f"tw{mark}-{number}", folder / f"host-{number}", f"to-{number}")
        for number in range(1, count + 1)
    ]
    try:
        for machine in (hub, *hosts):
            machine.home.mkdir(parents=True)
            ip("netns", "add", machine.space)
            ip("-n", machine.space, "link", "set", "lo", "up")
        ip("-n", hub.space, "link", "add", "br0", "type", "bridge")
        ip("-n", hub.space, "addr", "add", f"{HUB}/24", "dev", "br0")
        ip("-n", hub.space, "link", "set", "br0", "up")
        for number, host in enumerate(hosts, 11):
            ip("-n", hub.space, "link", "add", host.link, "type", "veth", "peer", "name", "eth0", "netns", host.space)
            ip("-n", hub.space, "link", "set", host.link, "master", "br0", "up")
            ip("-n", host.space, "addr", "add", f"{NET}.{number}/24", "dev", "eth0")
            ip("-n", host.space, "link", "set", "eth0", "up")
        yield hub, hosts
    finally:
        for machine in (*hosts, hub):
            _end(machine)


def _end(machine: Machine) -> None:
    for number in (signal.SIGINT, signal.SIGKILL):
        pids = machine.pids()
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
        until = time.monotonic() + (8.0 if number == signal.SIGINT else 3.0)
        while machine.pids() and time.monotonic() < until:
            for process in machine.started:
                process.poll()
            time.sleep(0.1)
    for process in machine.started:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(1)
        if process.stdout is not None:
            process.stdout.close()
    subprocess.run(["ip", "netns", "del", machine.space], capture_output=True)
