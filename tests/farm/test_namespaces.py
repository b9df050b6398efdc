"""Three machines that are real to the network: they join, tasks run, one is cut off in the middle, and joins again."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.farm.namespaces import HUB, ROOT, Machine, impossible, ip, machines

pytestmark = [pytest.mark.long, pytest.mark.timeout(1500)]
NOTES = "app.demo.notes"
PATIENCE_S = 240.0
"""For things that take seconds on a machine that has nothing else to do."""


def until(condition: Callable[[], object], timeout_s: float = PATIENCE_S) -> None:
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end, "not in time"
        time.sleep(0.2)


def learned(machine: Machine) -> None:
    apps = machine.home / "data" / "apps"
    apps.mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "ui" / "data" / f"{NOTES}.json", apps)


def titles(host: Machine) -> list[str]:
    """The notes on its phone, as the phone keeps them."""
    file = host.home / "phone" / f"{NOTES}.json"
    if not file.exists():
        return []
    stored: Any = json.loads(file.read_text("utf-8"))
    return [note["title"] for note in stored["notes"]]


def phones_ready(hub: Machine) -> int:
    done = hub.run("farm", "status", "--json")
    if done.returncode:
        return 0
    return sum(phone["ready"] for host in json.loads(done.stdout)["hosts"] for phone in host["phones"])


def outcomes(printed: str) -> dict[str, str]:
    return {row["phone"].split("/")[0]: row["status"] for row in json.loads(printed)["phones"]}


def test_hosts_join_run_are_cut_off_and_join_again(tmp_path: Path) -> None:
    if why := impossible():
        pytest.skip(why)
    pytest.importorskip("distributed", reason="the extra `farm` isn't installed")
    with machines(tmp_path, 3) as (hub, hosts):
        learned(hub)
        key = tmp_path / "farm.pem"
        assert hub.run("farm", "key", str(key)).returncode == 0
        refused = hub.run("farm", "up", "--no-phones", "--listen", HUB)
        assert refused.returncode == 2 and "needs the farm's key" in refused.stderr
        up = hub.start("farm", "up", "--no-phones", "--listen", HUB, "--key", str(key))
        assert up.stdout is not None
        address = up.stdout.readline().strip()
        assert address == f"tls://{HUB}:8786", hub.said()
        for host in hosts:
            phone = host.start("phones", "demo", "--state", str(host.home / "phone"), log="phone.log")
            assert phone.stdout is not None and phone.stdout.readline().strip(), host.said("phone.log")
            host.start("farm", "join", address, "--name", host.name, "--key", str(key))
        until(lambda: phones_ready(hub) == 3)

        # nothing but what is encrypted can be met from another machine
        for host in hosts:
            open_to_all = [one for one in host.listening() if one.split(":")[0] in ("0.0.0.0", "*", "[")]
            assert open_to_all == []
            beyond = [one for one in host.listening() if not one.startswith(("127.0.0.1:", "[::1]:"))]
            assert len(beyond) == 1, beyond

        milk = tmp_path / "milk.py"
        milk.write_text('# app: Notes\nnew_note.title.set_text("Milk")\nnew_note.save.tap()\n')
        run = ("--on", "all", "--yes", "--allow", "commit", "--json")
        done = hub.run("farm", "run", str(milk), *run)
        assert outcomes(done.stdout) == {"host-1": "done", "host-2": "done", "host-3": "done"}, done.stderr
        assert [titles(host).count("Milk") for host in hosts] == [1, 1, 1]

        # one is cut off while its task is under way
        slow = tmp_path / "slow.py"
        slow.write_text('# app: Notes\nnew_note.title.set_text("Slow")\nwait(45)\nnew_note.save.tap()\n')
        running = hub.start("farm", "run", str(slow), *run, log="run.log")
        until(lambda: all("Slow" in working(host) for host in hosts))
        ip("-n", hub.space, "link", "set", hosts[0].link, "down")
        cut = time.monotonic()
        assert running.stdout is not None
        ended = outcomes(running.stdout.read())
        took = time.monotonic() - cut
        assert ended == {"host-1": "unknown", "host-2": "done", "host-3": "done"}, hub.said("run.log")
        assert took < 45 + PATIENCE_S

        # what was under way there goes on, once, and is told when the host is back
        until(lambda: titles(hosts[0]).count("Slow") == 1)
        ip("-n", hub.space, "link", "set", hosts[0].link, "up")
        until(lambda: phones_ready(hub) == 3)
        status = json.loads(hub.run("farm", "status", "--json").stdout)
        (first,) = (one for one in status["hosts"] if one["host"] == "host-1")
        assert first["tasks"][0]["status"] == "done"
        eggs = tmp_path / "eggs.py"
        eggs.write_text(milk.read_text().replace("Milk", "Eggs"))
        again = hub.run("farm", "run", str(eggs), *run)
        assert outcomes(again.stdout) == {"host-1": "done", "host-2": "done", "host-3": "done"}, again.stderr
        assert [(titles(host).count("Slow"), titles(host).count("Eggs")) for host in hosts] == [(1, 1)] * 3
        assert "joins again when it is back" in hosts[0].said()


def working(host: Machine) -> str:
    """What its newest session has typed so far."""
    import sqlite3

    file = host.home / "data" / "sessions.db"
    if not file.exists():
        return ""
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as db:
        rows = db.execute("select args from calls where op in ('set_text', 'wait') order by id desc limit 2").fetchall()
    return " ".join(str(row[0]) for row in rows if len(rows) == 2) if any("45" in row[0] for row in rows) else ""
