"""Every task ends, within a time of ours, and is handed out once. A farm of doubles that loses what it is told to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest

from farm.errors import FarmLost, HostLost, NotHanded
from farm.sending import Answer, Sending, Task
from farm.work import Outcome


class DoubleNet:
    """Hosts that answer as `does` says: with an answer, with an error, or (None) not at all."""

    def __init__(self, *hosts: str) -> None:
        self.there: list[str] | Exception = list(hosts)
        self.calls: list[tuple[str, str, str]] = []
        self.does: Callable[[str, dict[str, Any]], Answer | Exception | None] = done
        self.became: Callable[[str], Answer | Exception | None] = lambda task: {"result": {}}
        self.data: list[dict[str, Any]] = []

    def hosts(self) -> list[str]:
        if isinstance(self.there, Exception):
            raise self.there
        return self.there

    def submit(self, host: str, call: str, data: dict[str, Any], name: str = "") -> Future[Answer]:
        self.calls.append((host, call, data.get("task", "")))
        self.data.append(data)
        future: Future[Answer] = Future()
        if call == "do":
            said = self.does(host, data)
        elif call == "became":
            said = self.became(data["tasks"][0])
        else:
            said = {"result": None}
        if isinstance(said, Exception):
            future.set_exception(said)
        elif said is not None:
            future.set_result(said)
        return future

    def handed(self) -> list[str]:
        return [task for _, call, task in self.calls if call == "do"]


def done(host: str, data: dict[str, Any]) -> Answer:
    return {"result": vars(Outcome(data["serial"], "done", "ok", "s1", 1.0, task=data["task"]))}


def tasks(count: int = 1, host: str = "h", each: int = 1) -> list[Task]:
    return [Task(host, f"S{number}", {}, f"t{number}-{again}") for number in range(count) for again in range(each)]


def run(net: DoubleNet, sent: list[Task], **options: Any) -> list[Outcome]:
    return Sending(net, sent, **{"within_s": 1.0, "grace_s": 0.3, **options}).run()


def test_each_is_handed_out_once_and_what_its_host_says_is_its_end() -> None:
    net = DoubleNet("h")
    found = run(net, tasks(3, each=2))
    assert [one.status for one in found] == ["done"] * 6
    assert [one.serial for one in found][:2] == ["h/S0", "h/S0"]
    assert sorted(net.handed()) == sorted(set(net.handed()))


def test_a_phone_has_one_task_at_a_time_in_their_order() -> None:
    net = DoubleNet("h")
    open_ones: set[str] = set()

    def does(host: str, data: dict[str, Any]) -> Answer:
        assert data["serial"] not in open_ones
        return done(host, data)

    net.does = does
    run(net, tasks(1, each=3))
    assert net.handed() == ["t0-0", "t0-1", "t0-2"]


@pytest.mark.parametrize("error", [HostLost("the host was lost"), FarmLost("gone")], ids=["host", "scheduler"])
def test_what_was_lost_ends_as_unknown_and_is_not_repeated(error: Exception) -> None:
    net = DoubleNet("h")
    net.does = lambda host, data: error
    net.became = lambda task: HostLost("still gone")
    (found,) = run(net, tasks())
    assert found.status == "unknown"
    assert "not repeated" in found.answer
    assert net.handed() == ["t0-0"]


def test_what_never_answers_ends_as_unknown_in_time() -> None:
    net = DoubleNet("h")
    net.does = lambda host, data: None
    (found,) = run(net, tasks(), within_s=0.2)
    assert found.status == "unknown"
    assert "within the time" in found.answer
    assert net.handed() == ["t0-0"]


def test_a_host_that_comes_back_says_what_became_of_it() -> None:
    net = DoubleNet("h")
    net.does = lambda host, data: HostLost("lost")
    net.became = lambda task: {"result": {task: vars(Outcome("S0", "done", "It was done.", task=task))}}
    (found,) = run(net, tasks())
    assert (found.status, found.answer) == ("done", "It was done.")
    assert net.handed() == ["t0-0"]


def test_a_host_that_comes_back_and_never_began_it_says_so_and_it_is_still_not_repeated() -> None:
    net = DoubleNet("h")
    net.does = lambda host, data: HostLost("lost")
    (found,) = run(net, tasks())
    assert found.status == "not_run"
    assert "Nothing was done" in found.answer
    assert net.handed() == ["t0-0"]


def test_one_that_goes_on_on_its_host_is_waited_for() -> None:
    net = DoubleNet("h")
    net.does = lambda host, data: HostLost("lost")
    answers = [
        Outcome("S0", "unknown", "It was begun here before and is not repeated; it is under way."),
        Outcome("S0", "done", "ok"),
    ]
    net.became = lambda task: {"result": {task: vars(answers.pop(0) if len(answers) > 1 else answers[0])}}
    (found,) = run(net, tasks(), within_s=10.0, grace_s=5.0)
    assert found.status == "done"


def test_a_host_that_isnt_there_is_waited_for_and_then_it_is_not_run() -> None:
    net = DoubleNet()
    (found,) = run(net, tasks(), within_s=0.2)
    assert found.status == "not_run"
    assert net.handed() == []


def test_what_was_handed_to_nobody_is_handed_out_again() -> None:
    net = DoubleNet("h")
    answers: list[Answer | Exception] = [NotHanded("gone a moment ago")]
    net.does = lambda host, data: answers.pop() if answers else done(host, data)
    (found,) = run(net, tasks())
    assert found.status == "done"


def test_where_the_scheduler_is_gone_what_waits_is_not_run_and_nothing_hangs() -> None:
    net = DoubleNet("h")

    def does(host: str, data: dict[str, Any]) -> Exception:
        net.there = FarmLost("no answer")
        return FarmLost("no answer")

    net.does = does
    found = run(net, tasks(1, each=3), within_s=0.5)
    assert [one.status for one in found] == ["unknown", "not_run", "not_run"]


def test_once_it_is_stopped_hosts_are_told_and_nothing_more_is_handed_out() -> None:
    net, cancel = DoubleNet("h"), threading.Event()
    held: list[tuple[dict[str, Any], Future[Answer]]] = []

    def does(host: str, data: dict[str, Any]) -> None:
        cancel.set()

    net.does = does
    submit = net.submit

    def stopping(host: str, call: str, data: dict[str, Any], name: str = "") -> Future[Answer]:
        future = submit(host, call, data, name)
        if call == "do":
            held.append((data, future))
        if call == "stop":
            for one, waiting in held:
                waiting.set_result(
                    {"result": vars(Outcome(one["serial"], "cancelled", "You stopped it.", task=one["task"]))}
                )
        return future

    net.submit = stopping  # type: ignore[method-assign]
    found = run(net, tasks(1, each=3), cancel=cancel, within_s=30.0)
    assert [one.status for one in found] == ["cancelled"] * 3
    assert "Not begun" in found[1].answer
    assert [call for _, call, _ in net.calls] == ["do", "stop"]


def test_what_a_host_met_is_told_as_failed() -> None:
    net = DoubleNet("h")
    net.does = lambda host, data: {"error": "the disk is full", "kind": "StoreError", "exit_code": 9}
    (found,) = run(net, tasks())
    assert (found.status, found.answer) == ("failed", "the disk is full")


def test_until_when_it_may_begin_is_said_by_the_hosts_own_clock() -> None:
    import time

    net = DoubleNet("h")
    run(net, tasks(), within_s=60.0, offsets={"h": 3600.0})
    assert net.data[0]["not_after"] == pytest.approx(time.time() + 3660, abs=30)
