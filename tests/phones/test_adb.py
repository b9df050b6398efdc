"""Which phone is meant, what the lists say in words, and which adb is started."""

import contextlib
import re
import socket
import threading
from pathlib import Path
from typing import Any, cast

import pytest

from ground.errors import PhoneError
from phones import adb
from phones.adb import Listed, adb_program, choose, server_address
from phones.errors import AdbMissing, CallTimeout, ConnectFailed, NoPhone, Offline, SeveralPhones, Unauthorized
from phones.line import Line

READY, OTHER = Listed("R58N", "device", "SM G991B"), Listed("10.0.0.5:5555", "device")
GHOST, SHY = Listed("emulator-5554", "offline"), Listed("XY1", "unauthorized")


@pytest.fixture(autouse=True)
def no_choice_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ANDROID_SERIAL", "ANDROID_ADB_SERVER_HOST", "ANDROID_ADB_SERVER_PORT", "ADBUTILS_ADB_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(adb, "_asker", lambda client: lambda serial: "")


@pytest.mark.parametrize(
    ("listed", "serial", "expected"),
    [
        pytest.param([READY], None, READY, id="the only one"),
        pytest.param([GHOST, READY, SHY], None, READY, id="the only one that is ready"),
        pytest.param([READY, OTHER], "R58N", READY, id="the one named"),
        pytest.param([READY, OTHER], "10.0.0.5", OTHER, id="named without adb's usual port"),
    ],
)
def test_chooses(listed: list[Listed], serial: str | None, expected: Listed) -> None:
    assert choose(listed, serial) == expected


@pytest.mark.parametrize(
    ("listed", "serial", "error", "says"),
    [
        pytest.param([], None, NoPhone, "-s demo", id="nothing connected"),
        pytest.param([READY], "R59N", NoPhone, '"R59N". Connected: R58N', id="another one named"),
        pytest.param(
            [READY, GHOST], "R59N", NoPhone, "Connected: R58N. Not ready: emulator-5554 (offline).", id="one is offline"
        ),
        pytest.param([SHY], "R59N", NoPhone, "Connected: none. Not ready: XY1 (waiting", id="none is ready"),
        pytest.param([READY, OTHER], None, SeveralPhones, "R58N, 10.0.0.5:5555", id="several"),
        pytest.param([SHY], None, Unauthorized, "Allow USB debugging", id="not allowed yet"),
        pytest.param([GHOST, SHY], None, Unauthorized, "XY1", id="a ghost beside one not allowed"),
        pytest.param([GHOST], None, Offline, "plug it in again", id="offline"),
        pytest.param(
            [READY, Listed("10.0.0.5:5555", "offline")], "10.0.0.5", Offline, "phones connect", id="gone Wi-Fi"
        ),
        pytest.param([Listed("P", "no")], None, Offline, "udev", id="no permission"),
    ],
)
def test_says_why_none_can_be_chosen(
    listed: list[Listed], serial: str | None, error: type[PhoneError], says: str
) -> None:
    with pytest.raises(error) as caught:
        choose(listed, serial)
    assert says in str(caught.value)


def test_the_environment_chooses_where_nobody_else_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANDROID_SERIAL", OTHER.serial)
    assert choose([READY, OTHER]) == OTHER
    assert choose([READY, OTHER], READY.serial) == READY


def test_states_are_put_in_words() -> None:
    assert [phone.words for phone in (READY, GHOST)] == ["ready", "offline"]
    assert "USB debugging" in SHY.words
    assert Listed("x", "rescue").words == "rescue"


def test_the_adb_of_the_environment_goes_before_the_bundled_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert Path(adb_program()).name.startswith("adb")
    mine = tmp_path / "my-adb"
    mine.write_text("#!/bin/sh\n")
    mine.chmod(0o755)
    monkeypatch.setenv("ADBUTILS_ADB_PATH", str(mine))
    assert adb_program() == str(mine)
    mine.unlink()
    with pytest.raises(AdbMissing, match="my-adb"):
        adb_program()


def test_the_server_is_where_adbs_own_variables_say(monkeypatch: pytest.MonkeyPatch) -> None:
    assert server_address() == ("127.0.0.1", 5037)
    monkeypatch.setenv("ANDROID_ADB_SERVER_HOST", "build.example")
    monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", "6000")
    assert server_address() == ("build.example", 6000)
    monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", "six")
    with pytest.raises(AdbMissing, match="ANDROID_ADB_SERVER_PORT"):
        server_address()


def test_an_adb_whose_server_does_not_start_is_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, unused_tcp_port: int
) -> None:
    broken = tmp_path / "adb"
    broken.write_text("#!/bin/sh\nexit 7\n")
    broken.chmod(0o755)
    monkeypatch.setenv("ADBUTILS_ADB_PATH", str(broken))
    monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", str(unused_tcp_port))
    with pytest.raises(AdbMissing, match="exit code 7"):
        adb.open_client()


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("1.2.3.4:99999", "there is no port 99999"),
        ("1.2.3.4:five", "there is no port five"),
        ("localhost:{closed}", "the connection was refused, nothing listens there"),
        ("127.0.0.1:{closed}", "the connection was refused, nothing listens there"),
        (":5555", "there is no host ''"),
        ("no such host:5555", "there is no host 'no such host'"),
    ],
)
def test_an_address_where_no_phone_can_be_is_told_as_such(
    address: str, says: str, adb_server: int, unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", str(adb_server))
    address = address.format(closed=unused_tcp_port)
    with pytest.raises(ConnectFailed, match=re.escape(says)) as caught:
        adb.connect(address)
    assert str(caught.value).startswith(f"{address}: ") and "Connected" not in str(caught.value)
    assert adb.list_all() == []


def test_an_address_that_never_answers_is_not_listed_afterwards(
    adb_server: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", str(adb_server))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(PhoneError):
            adb.connect(address, timeout_s=0.2)
    assert address not in [phone.serial for phone in adb.list_phones()]


def test_a_command_that_trickles_runs_out_of_time(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = socket.socketpair()
    ended = threading.Event()

    def trickle() -> None:
        with contextlib.suppress(OSError):
            while not ended.wait(0.01):
                theirs.sendall(b".")

    line = Line("R58N", cast(Any, object()), patience_s=0.0)
    monkeypatch.setattr(line, "_service", lambda name, timeout_s: ours)
    thread = threading.Thread(target=trickle)
    thread.start()
    with pytest.raises(CallTimeout, match="count for ever"):
        line.shell("yes", doing="count for ever", timeout_s=0.2)
    ended.set()
    thread.join()
    theirs.close()


def test_an_adb_server_that_hangs_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adb, "ANSWER_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", str(silent.getsockname()[1]))
        with pytest.raises(AdbMissing, match="timed out"):
            adb.list_phones()


def test_a_server_that_another_program_starts_at_the_same_moment_will_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Two that start one both find none; the second adb then fails, since the port is taken."""
    program = tmp_path / "adb"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("ADBUTILS_ADB_PATH", str(program))
    answers = iter([False, True])
    monkeypatch.setattr(adb, "_answers", lambda host, port: next(answers))
    assert adb.open_client().port == 5037
