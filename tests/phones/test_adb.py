"""Which phone is meant, what the lists say in words, and which adb is started."""

from pathlib import Path

import pytest

from phones import adb
from phones.adb import Listed, adb_program, choose, server_address
from phones.errors import AdbMissing, NoPhone, Offline, SeveralPhones, Unauthorized
from thumbwright.errors import PhoneError

READY, OTHER = Listed("R58N", "device", "SM G991B"), Listed("10.0.0.5:5555", "device")
GHOST, SHY = Listed("emulator-5554", "offline"), Listed("XY1", "unauthorized")


@pytest.fixture(autouse=True)
def no_choice_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ANDROID_SERIAL", "ANDROID_ADB_SERVER_HOST", "ANDROID_ADB_SERVER_PORT", "ADBUTILS_ADB_PATH"):
        monkeypatch.delenv(name, raising=False)


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
