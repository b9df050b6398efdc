"""uiautomator's JSON-RPC by itself: every method the client can call, and nonsense."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest
import uiautomator2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demophone.latency import REALISTIC
from demophone.phone import DemoPhone

SWITCH = {"mask": 0x10, "className": "android.widget.Switch", "childOrSibling": [], "childOrSiblingSelector": []}
FIELD = {**SWITCH, "className": "android.widget.EditText"}
LIST = {"mask": 0x4000, "scrollable": True, "childOrSibling": [], "childOrSiblingSelector": []}
NOWHERE = {**SWITCH, "className": "nowhere"}


@pytest.fixture
def phone(device: Any) -> DemoPhone:
    return DemoPhone(device)


async def ask(phone: DemoPhone, method: str, *params: Any) -> Any:
    body = json.dumps({"jsonrpc": "2.0", "id": 7, "method": method, "params": list(params)})
    reply = json.loads(await phone.services.rpc.handle(body.encode()))
    assert (reply["jsonrpc"], reply["id"]) == ("2.0", 7)
    assert "error" not in reply, reply
    return reply["result"]


def test_every_method_in_the_client_is_there(phone: DemoPhone) -> None:
    sources = "".join(path.read_text("utf-8") for path in Path(uiautomator2.__file__).parent.rglob("*.py"))
    sources = "\n".join(line for line in sources.splitlines() if not line.strip().startswith("#"))
    called = set(re.findall(r"jsonrpc\.(\w+)\(", sources)) | set(re.findall(r"jsonrpc_call\(['\"](\w+)", sources))
    # toast.show calls a method that the server itself doesn't have
    assert called - phone.services.rpc.methods <= {"makeToast"}
    assert len(called) > 30


@pytest.mark.parametrize(
    ("method", "params", "result"),
    [
        ("ping", [], "pong"),
        ("click", [540, 470], True),
        ("click", [5000, 470], False),
        ("click", [-1, 470], False),
        ("click", [SWITCH], True),
        ("click", [SWITCH, "tl"], True),
        ("longClick", [SWITCH, "br"], True),
        ("clickAndWaitForNewWindow", [SWITCH, 0], False),
        ("exist", [SWITCH], True),
        ("waitForExists", [NOWHERE, 10], False),
        ("waitUntilGone", [SWITCH, 10], False),
        ("count", [SWITCH], 1),
        ("getText", [SWITCH], "Quiet"),
        ("setText", [FIELD, "x"], True),
        ("setText", [{**FIELD, "instance": 0, "mask": 0x01000010}, "x"], True),
        ("setText", [{**SWITCH, "instance": 0, "mask": 0x01000010}, "x"], False),
        ("clearTextField", [FIELD], None),
        ("dragTo", [SWITCH, FIELD, 10], True),
        ("dragTo", [SWITCH, 5, 5, 10], True),
        ("swipe", [SWITCH, "up", 10], True),
        ("swipe", [SWITCH, "l", 0.5, 10], True),
        ("swipe", [SWITCH, "sideways", 10], False),
        ("swipePoints", [[1, 2, 3, 4, 5, 6], 20], True),
        ("swipePoints", [[1, 2, 3], 20], False),
        ("pinchIn", [SWITCH, 50, 10], True),
        ("gesture", [SWITCH, {"x": 1, "y": 1}, {"x": 2, "y": 2}, {"x": 3, "y": 3}, {"x": 4, "y": 4}, 10], True),
        ("scrollForward", [LIST, True], True),
        ("scrollForward", [LIST, False, 5], False),
        ("scrollBackward", [LIST, True], False),
        ("scrollForward", [SWITCH, True], False),
        ("pressKey", ["HOME"], True),
        ("pressKey", ["hyper"], False),
        ("launchApp", ["org.example.notes"], True),
        ("launchApp", ["no.such"], False),
        ("waitForIdle", [100], None),
        ("waitForWindowUpdate", ["other.app", 100], False),
        ("waitForWindowUpdate", [None, 10], False),
        ("isScreenOn", [], True),
        ("getLastToast", [], None),
        ("getLastTraversedText", [], None),
        ("freezeRotation", [True], None),
        ("executeShellCommand", ["echo hi; false", 1000], {"exitCode": 1, "output": "hi\n"}),
        ("executeShellCommand", ["sleep 60", 10], {"exitCode": 124, "output": ""}),
        ("injectInputEvent", [1, 5.0, 5.0, 0], False),
    ],
    ids=str,
)
async def test_a_method_answers(phone: DemoPhone, method: str, params: list[Any], result: Any) -> None:
    assert await ask(phone, method, *params) == result


async def test_a_screenshot_is_a_jpeg_in_base64(phone: DemoPhone) -> None:
    assert base64.b64decode(await ask(phone, "takeScreenshot", 1, 80)).startswith(b"\xff\xd8")
    path = await ask(phone, "takeScreenshot", "s.jpg", 1, 80)
    assert phone.android.files.read(path).startswith(b"\xff\xd8")


async def test_given_out_ids_die_with_the_server(phone: DemoPhone) -> None:
    name = await ask(phone, "childByInstance", LIST, {**SWITCH, "className": "android.widget.LinearLayout"}, 2)
    assert (await ask(phone, "objInfo", name))["className"] == "android.widget.LinearLayout"
    phone.services.rpc.forget()
    body = json.dumps({"id": 1, "method": "objInfo", "params": [name]}).encode()
    assert json.loads(await phone.services.rpc.handle(body))["error"]["message"] == "java.lang.NullPointerException"


async def test_only_the_active_window_is_dumped_on_request(phone: DemoPhone) -> None:
    assert "com.android.systemui" in await ask(phone, "dumpWindowHierarchy", False, 50)
    assert "com.android.systemui" not in await ask(phone, "dumpWindowHierarchy", False, 50, True)


async def test_an_app_that_fails_does_not_take_the_server_down(phone: DemoPhone, device: Any) -> None:
    def broken(*_: Any) -> bool:
        raise RuntimeError("app crashed")

    device.tap = broken
    body = json.dumps({"id": 1, "method": "click", "params": [1, 1]}).encode()
    error = json.loads(await phone.services.rpc.handle(body))["error"]
    assert error["message"] == "java.lang.RuntimeException"
    assert await ask(phone, "ping") == "pong"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", -32700),
        (b"{", -32700),
        (b"\xff\xfe", -32700),
        (b"[]", -32600),
        (b'{"method": 5}', -32600),
        (b'{"method": "handle"}', -32601),
        (b'{"method": "_one"}', -32601),
        (b'{"method": "makeToast", "params": ["x", 1]}', -32601),
        (b'{"method": "click"}', -32602),
        (b'{"method": "click", "params": [1, 2, 3, 4]}', -32602),
        (b'{"method": "count", "params": [5]}', -32602),
        (b'{"method": "swipe", "params": [1, 2]}', -32602),
        (b'{"method": "count", "params": [{"mask": 4, "textMatches": "("}]}', -32001),
    ],
)
async def test_a_wrong_request_gets_an_error(phone: DemoPhone, body: bytes, code: int) -> None:
    assert json.loads(await phone.services.rpc.handle(body))["error"]["code"] == code


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from(["click", "swipe", "count", "setText", "objInfo", "drag", "pressKeyCode", "scrollTo", "dragTo"]),
    st.recursive(
        st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=3),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from(["mask", "text", "instance"]), inner, max_size=3)
        ),
        max_leaves=6,
    ),
)
async def test_any_parameters_get_an_answer(phone: DemoPhone, method: str, params: Any) -> None:
    reply = json.loads(
        await phone.services.rpc.handle(json.dumps({"id": 1, "method": method, "params": params}).encode())
    )
    assert ("result" in reply) != ("error" in reply)


async def test_realistic_latency_is_taken(device: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(round(seconds, 4))

    monkeypatch.setattr("demophone.latency.asyncio.sleep", sleep)
    phone = DemoPhone(device, latency=REALISTIC)
    await ask(phone, "click", 1, 1)
    await ask(phone, "click", 1, 1, 500)
    await ask(phone, "exist", SWITCH)
    await ask(phone, "swipe", 1, 1, 9, 9, 20)
    xml = await ask(phone, "dumpWindowHierarchy", False)
    dump_s = (REALISTIC.dump_ms + REALISTIC.dump_node_ms * xml.count("<node")) / 1000
    assert waited == [0.1, 0.5, 0.03, 0.1, round(dump_s, 4)]
