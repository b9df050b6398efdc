"""The real Dask between hosts: what is asked is answered, nothing is met from elsewhere, and whoever differs is refused."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed", reason="the extra `farm` isn't installed")

import psutil

from demophone.phone import DemoPhoneThread
from farm.address import parse
from farm.asking import about, ask, meet
from farm.errors import FarmError, FarmLost, HostLost, OtherVersion
from farm.host import Host
from farm.key import make_key
from farm.net import FarmNet, reachable, scheduling, serve_host
from farm.sending import Sending, Task
from ground.errors import PhoneError
from ground.phone_lock import phone_lock

NOTES = "app.demo.notes"
MILK = 'new_note.title.set_text("Milk")\nnew_note.save.tap()\n'
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # Dask leaves sockets to the collector when it is cut off
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.usefixtures("adb_server"),
]


@contextmanager
def joined(address: Any, host: Host) -> Iterator[list[str]]:
    """A host that has joined, in a thread; what it said."""
    stop, said = threading.Event(), list[str]()
    failed: list[BaseException] = []

    def serve() -> None:
        try:
            serve_host(address, host, stop=stop, said=said.append)
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=serve, name=host.name)
    thread.start()
    try:
        while not said and not failed:
            time.sleep(0.02)
        if failed:
            raise failed[0]
        yield said
    finally:
        stop.set()
        thread.join(30)


def until(condition: Callable[[], object], timeout_s: float = 60.0) -> None:
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def listening() -> list[str]:
    """Where this process can be met."""
    return [one.laddr.ip for one in psutil.Process().net_connections("inet") if one.status == psutil.CONN_LISTEN]


def test_hosts_join_are_asked_and_leave_and_are_met_from_this_machine_only() -> None:
    before = listening()
    with scheduling(parse("127.0.0.1:0"), Host(name="own")) as up:
        address = reachable(up)
        with joined(address, Host(name="shelf")), FarmNet(address) as farm:
            until(lambda: farm.hosts() == ["own", "shelf"])
            assert {met.name for met in meet(farm).hosts} == {"own", "shelf"}
            assert len(listening()) > len(before)
            assert {ip for ip in listening() if ip not in ("127.0.0.1", "::1")} == set()
            with pytest.raises(FarmError, match="a host called shelf already"), joined(address, Host(name="shelf")):
                pass
        with FarmNet(address) as farm:
            until(lambda: farm.hosts() == ["own"])
            error = farm.submit("shelf", "hello", {}).exception(5)
            assert isinstance(error, HostLost)


def test_within_one_process_nothing_can_be_met_at_all() -> None:
    before = len(listening())
    with scheduling(None, Host(name="own")) as up, FarmNet(up) as farm:
        assert ask(farm, "own", "hello", {})["name"] == "own"
        # only the pages that Dask always serves, which show nothing and are on loopback
        assert {ip for ip in listening()[before:]} <= {"127.0.0.1"}


def test_what_a_host_meets_is_told_as_it_met_it() -> None:
    with scheduling(None, Host(name="own")) as up, FarmNet(up) as farm:
        with pytest.raises(PhoneError, match="doesn't know 'format'"):
            ask(farm, "own", "format", {})
        with pytest.raises(FarmError, match="KeyError"):
            ask(farm, "own", "became", {})
        facts = about(farm, ["own/NOT-THERE"])
        assert facts[0].lost


def test_another_version_is_refused_by_who_joins_and_by_who_sends(monkeypatch: pytest.MonkeyPatch) -> None:
    with scheduling(parse("127.0.0.1:0"), Host(name="own")) as up:
        address = reachable(up)
        monkeypatch.setattr("farm.net.hosting.own_version", lambda: "9.9.9/1")  # what its scheduler says of itself
        with pytest.raises(OtherVersion, match=r"runs thumbwright 9\.9\.9/1, and this is .*has to be the same"):
            serve_host(address, Host(name="shelf"), stop=threading.Event(), said=print)
        with pytest.raises(OtherVersion):
            FarmNet(address)


def test_a_host_of_another_version_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    with scheduling(None, Host(name="own")) as up, FarmNet(up) as farm:
        monkeypatch.setattr("farm.host.own_version", lambda: "0.0.1/1")
        meeting = meet(farm)
        assert meeting.hosts == []
        assert "0.0.1/1" in meeting.refused["own"]


def test_where_no_farm_is_that_is_said_at_once() -> None:
    began = time.monotonic()
    with pytest.raises(FarmLost, match="No farm answers at tcp://127.0.0.1:1"):
        FarmNet(parse("127.0.0.1:1"))
    assert time.monotonic() - began < 5


def test_the_key_is_needed_on_both_ends_and_has_to_be_the_same(tmp_path: Path) -> None:
    key, other = make_key(tmp_path / "key.pem"), make_key(tmp_path / "other.pem")
    with scheduling(parse("tls://127.0.0.1:0", key), Host(name="own")) as up:
        address = reachable(up)
        with FarmNet(address) as farm:
            assert farm.hosts() == ["own"]
        for wrong in (parse(f"127.0.0.1:{address.port}"), parse(f"127.0.0.1:{address.port}", other)):
            with pytest.raises(FarmError):
                FarmNet(wrong)


def test_a_scheduler_that_is_gone_ends_what_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("farm.net.handing.PATIENCE_S", 1.0)
    hold = threading.Event()
    monkeypatch.setattr(Host, "latest", lambda self, data: hold.wait(30))
    with ExitStack() as stack:
        up = ExitStack()
        address = reachable(up.enter_context(scheduling(parse("127.0.0.1:0"), Host(name="own"))))
        farm = stack.enter_context(FarmNet(address))
        future = farm.submit("own", "latest", {"limit": 1})
        hold_later = threading.Timer(0.5, hold.set)
        hold_later.start()
        up.close()
        assert isinstance(future.exception(60), FarmError) or "result" in future.result(0)
        until(lambda: not reached(farm))


def reached(farm: FarmNet) -> bool:
    try:
        return bool(farm.hosts())
    except FarmLost:
        return False


def titles(phone: DemoPhoneThread) -> list[str]:
    notes: Any = phone.call(lambda: phone.phone.device.app_state(NOTES)["notes"])
    return [note["title"] for note in notes]


def milk() -> dict[str, Any]:
    from apidocs.doc import AppDoc
    from farm.work import Work

    file = Path(__file__).parents[1] / "ui" / "data" / f"{NOTES}.json"
    doc = AppDoc.model_validate_json(file.read_text("utf-8"))
    return Work("add a note called Milk", MILK, doc, allow=("commit",)).to_data()


def test_a_task_that_is_delivered_twice_is_done_once(demo_phone: DemoPhoneThread) -> None:
    with scheduling(None, Host(name="own")) as up, FarmNet(up) as farm:
        data = {"task": "t1", "run": "r", "serial": demo_phone.serial, "work": milk(), "not_after": time.time() + 60}
        first = farm.submit("own", "do", data).result(90)["result"]
        assert (first["status"], titles(demo_phone).count("Milk")) == ("done", 1)
        again = farm.submit("own", "do", data).result(90)["result"]
        assert again == first
        late = farm.submit("own", "do", {**data, "task": "t2", "not_after": time.time() - 1}).result(60)["result"]
        assert late["status"] == "not_run"
        assert titles(demo_phone).count("Milk") == 1


def test_a_busy_phone_is_told_as_busy_and_a_foreign_one_as_none(demo_phone: DemoPhoneThread) -> None:
    with scheduling(None, Host(name="own", lends=demo_phone.serial)) as up, FarmNet(up) as farm:
        with phone_lock(demo_phone.serial, "somebody else"):
            assert meet(farm).hosts[0].phones[0]["doing"].startswith('"somebody else"')
            busy, foreign = Sending(
                farm, [Task("own", demo_phone.serial, milk()), Task("own", "NOT-LENT", milk())], within_s=60
            ).run()
        assert (busy.status, foreign.status) == ("busy", "lost")
        assert "somebody else" in busy.answer
        assert titles(demo_phone).count("Milk") == 0
