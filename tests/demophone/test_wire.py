"""The real adb against the demo phone: shells, files, authentication, pulled cables."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from demophone.adbd import Adbd
from demophone.phone import DemoPhoneThread
from ground.errors import PhoneError

Adb = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def adb(adb_server: Any, phone: DemoPhoneThread) -> Iterator[Adb]:
    def run(*args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        done: subprocess.CompletedProcess[bytes] = adb_server.run(*args, serial=phone.serial, stdin=stdin)
        return done

    yield run


def test_the_phone_is_listed_with_its_model(adb_server: Any, phone: DemoPhoneThread) -> None:
    line = next(row for row in adb_server.run("devices", "-l").stdout.decode().splitlines() if phone.serial in row)
    assert "device product:fake model:Fake_One" in line


@pytest.mark.parametrize(
    ("line", "code", "out", "err"),
    [
        pytest.param("echo hi", 0, "hi\n", "", id="success"),
        pytest.param("false", 1, "", "", id="failure"),
        pytest.param("exit 42", 42, "", "", id="own code"),
        pytest.param("nosuch", 127, "", "/system/bin/sh: nosuch: inaccessible or not found\n", id="unknown command"),
        pytest.param("ls /nope", 1, "", "ls: /nope: No such file or directory\n", id="stderr apart"),
        pytest.param("echo 'a", 1, "", "/system/bin/sh: no closing quote\n", id="open quote"),
        pytest.param("false; echo X4EXIT:$?", 0, "X4EXIT:1\n", "", id="the client's exit code suffix"),
    ],
)
def test_adb_shell_gives_exit_code_and_both_outputs(adb: Adb, line: str, code: int, out: str, err: str) -> None:
    done = adb("shell", line)
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (code, out, err)


def test_a_shell_reads_commands_and_files_from_stdin(adb: Adb) -> None:
    assert adb("shell", stdin=b"X=5\necho $X; false\nexit $?\n").returncode == 1
    assert adb("shell", "cat > /data/local/tmp/in", stdin=b"\0\1binary\xff").returncode == 0
    assert adb("exec-out", "cat /data/local/tmp/in").stdout == b"\0\1binary\xff"


def test_push_and_pull_keep_every_byte(adb: Adb, tmp_path: Path) -> None:
    data = os.urandom(5 * 1024 * 1024 + 17)
    (tmp_path / "up").write_bytes(data)
    pushed = adb("push", str(tmp_path / "up"), "/sdcard/new/folder/up.bin")
    assert pushed.returncode == 0, pushed.stderr
    assert (
        adb("shell", "md5sum /storage/emulated/0/new/folder/up.bin").stdout.decode().split()[0]
        == hashlib.md5(data).hexdigest()
    )
    assert adb("pull", "/sdcard/new/folder/up.bin", str(tmp_path / "down")).returncode == 0
    assert (tmp_path / "down").read_bytes() == data


def test_a_folder_is_pulled_with_its_files(adb: Adb, tmp_path: Path) -> None:
    adb("shell", "mkdir -p /sdcard/a/b; echo one > /sdcard/a/1; echo two > /sdcard/a/b/2")
    assert adb("pull", "/sdcard/a", str(tmp_path)).returncode == 0
    assert (tmp_path / "a/1").read_text() == "one\n"
    assert (tmp_path / "a/b/2").read_text() == "two\n"


def test_a_missing_file_is_not_pulled(adb: Adb, tmp_path: Path) -> None:
    done = adb("pull", "/sdcard/nope", str(tmp_path))
    assert done.returncode != 0
    assert b"No such file or directory" in done.stdout + done.stderr


def test_the_system_folder_is_read_only(adb: Adb, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    done = adb("push", str(tmp_path / "x"), "/system/x")
    assert done.returncode != 0
    assert b"Read-only file system" in done.stdout + done.stderr


def test_exec_out_screencap_is_a_png_of_the_display(adb: Adb) -> None:
    assert Image.open(io.BytesIO(adb("exec-out", "screencap -p").stdout)).size == (1080, 2400)


def test_a_cancelled_command_leaves_the_phone_usable(
    adb: Adb, adb_server: Any, phone: DemoPhoneThread, eventually: Callable[..., None]
) -> None:
    command = [adb_server.binary, "-P", str(adb_server.port), "-s", phone.serial, "shell", "sleep 600"]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as process:
        eventually(lambda: "sleep 600" in phone.asked("shell"))
        process.terminate()
    assert adb("shell", "echo here").stdout == b"here\n"


def test_an_unplugged_phone_goes_offline_and_comes_back(adb: Adb, adb_server: Any, phone: DemoPhoneThread) -> None:
    phone.unplug()
    assert adb("shell", "echo hi").returncode != 0
    phone.replug()
    adb_server.connect(phone.serial)
    assert adb("shell", "echo hi").stdout == b"hi\n"


def test_a_new_key_is_taken_in_and_remembered(
    adb_server: Any, device: Any, start_demo_phone: Callable[..., DemoPhoneThread], tmp_path: Path
) -> None:
    keys = tmp_path / "keys"
    phone = start_demo_phone(device, auth="accept", keys=keys)
    assert adb_server.run("shell", "id", serial=phone.serial).returncode == 0
    assert len(keys.read_bytes().splitlines()) == 1
    phone.close()
    again = start_demo_phone(device, auth="refuse", keys=keys)
    assert adb_server.run("shell", "id", serial=again.serial).returncode == 0


def test_an_unknown_key_is_unauthorized(adb_server: Any, device: Any) -> None:
    with DemoPhoneThread(device, auth="refuse") as phone:
        adb_server.connect(phone.serial, state="unauthorized")
        done = adb_server.run("shell", "id", serial=phone.serial)
        assert done.returncode != 0
        assert b"unauthorized" in done.stderr
        adb_server.run("disconnect", phone.serial)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.org"])
async def test_only_loopback_is_bound(host: str) -> None:
    with pytest.raises(PhoneError, match="loopback only"):
        await Adbd({}, lambda name: None).start(0, host)


async def test_a_taken_port_is_named() -> None:
    first = Adbd({}, lambda name: None)
    port = await first.start()
    with pytest.raises(PhoneError, match=f"127.0.0.1:{port}"):
        await Adbd({}, lambda name: None).start(port)
    await first.stop()
