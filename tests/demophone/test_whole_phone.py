"""The demo phone with its own apps, from adb to what an app stored."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable
from typing import Any

import pytest
import uiautomator2
from lxml import etree

from demophone.phone import DemoPhoneThread


@pytest.fixture
def forwarded(demo_phone: DemoPhoneThread, adb_server: Any) -> Any:
    """A kept HTTP connection to uiautomator's server over `adb forward`, the server running."""
    client: Any = uiautomator2.connect(demo_phone.serial)
    port = int(adb_server.run("forward", "tcp:0", "tcp:9008", serial=demo_phone.serial).stdout)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    yield connection
    connection.close()
    adb_server.run("forward", "--remove", f"tcp:{port}", serial=demo_phone.serial)
    client.stop_uiautomator(wait=False)


def rpc(connection: http.client.HTTPConnection, method: str, *params: Any) -> Any:
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
    connection.request("POST", "/jsonrpc/0", body, {"Content-Type": "application/json"})
    return json.loads(connection.getresponse().read())["result"]


def test_every_app_opens_and_is_dumped(demo_phone: DemoPhoneThread) -> None:
    d: Any = uiautomator2.connect(demo_phone.serial)
    apps = [app for app in demo_phone.call(demo_phone.device.apps) if app.activity]
    assert len(apps) > 2
    for app in apps:
        d.app_start(app.package, stop=True)
        assert d.app_current()["package"] == app.package
        windows = etree.fromstring(d.dump_hierarchy().encode())
        assert [root.get("package") for root in windows][0] == app.package
        assert d.app_info(app.package)["versionName"] == app.version_name
    d.stop_uiautomator(wait=False)


def test_one_connection_serves_many_calls_and_ends_with_the_server(demo_phone: DemoPhoneThread, forwarded: Any) -> None:
    assert rpc(forwarded, "ping") == "pong"
    socket_before = forwarded.sock
    for _ in range(5):
        assert rpc(forwarded, "dumpWindowHierarchy", False, 50).startswith("<?xml")
    assert forwarded.sock is socket_before
    demo_phone.kill_server()
    with pytest.raises((http.client.HTTPException, ConnectionError)):
        rpc(forwarded, "ping")


def test_phones_side_by_side_do_not_mix(start_demo_phone: Callable[..., DemoPhoneThread], adb_server: Any) -> None:
    phones = [start_demo_phone() for _ in range(3)]
    for number, phone in enumerate(phones):
        adb_server.run("shell", f"settings put global mine {number}; echo {number} > /sdcard/mine", serial=phone.serial)
    for number, phone in enumerate(phones):
        done = adb_server.run("shell", "settings get global mine; cat /sdcard/mine", serial=phone.serial)
        assert done.stdout.decode() == f"{number}\n{number}\n"
