"""A session in other tools' words: a Python file for uiautomator2 alone, a Maestro flow, JUnit XML.

Works from what was done to the phone, touch by touch; what can't be said in the other tool's words is left as a comment
where it would have stood, and told. Asks for nothing: whoever runs an export consents by running it.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Sequence
from typing import Any, Protocol
from xml.etree import ElementTree

from ground.errors import StoreError

from .records import TAKEN_OVER, CallRecord, SessionDetail

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEAD = '''\
"""{task}

Exported from thumbwright, session {id}, for {app}. Needs nothing but uiautomator2:

    pip install uiautomator2
    python {file} [SERIAL]

It does what was done then, without asking: read it first.
{by_hand}"""

import sys
import time

import uiautomator2

WAIT_S = 15.0


def find(d, selector):
    """The element, waited for; ends the run where it doesn't come."""
    found = d(**selector)
    if not found.wait(timeout=WAIT_S):
        sys.exit(f"not on the screen: {{selector}}")
    return found


def settle(d):
    """Until two dumps in a row are the same."""
    end, before = time.monotonic() + WAIT_S, None
    while time.monotonic() < end:
        now = d.dump_hierarchy()
        if now == before:
            return
        before = now
        time.sleep(0.15)


def main():
    d = uiautomator2.connect(sys.argv[1] if len(sys.argv) > 1 else None)
'''


def to_python(detail: SessionDetail) -> str:
    """A file that repeats the session with uiautomator2 alone. Raises StoreError where no acts were recorded."""
    lines = [
        _HEAD.format(
            task=_doc_text(detail.head.task),
            id=detail.head.id,
            app=_doc_text(detail.head.app),
            file=f"session_{detail.head.id}.py",
            by_hand="".join(f"\n{_doc_text(said)}\n" for said in _by_hand(detail)),
        )
    ]
    for call, acts in _acted(detail):
        for act, comment in _commented(call, acts):
            lines += [f"    # {said}" for said in comment]
            lines += [f"    {line}" for line in _python_act(act)]
        lines.append("    settle(d)")
    if detail.head.answer:
        lines.append(f"    print({('Then it said: ' + detail.head.answer)!r})")
    lines += ["", "", 'if __name__ == "__main__":', "    main()", ""]
    return "\n".join(lines)


def _acted(detail: SessionDetail) -> Iterator[tuple[CallRecord, list[dict[str, Any]]]]:
    """The calls that did something, those of failed tries included: what they did was done. Not what was taken back."""
    found = [(call, call.acts) for call in detail.calls if call.acts and call.status != "undone"]
    if not found:
        raise StoreError(
            f"Of session {detail.head.id} it wasn't recorded what was done touch by touch, or it is no longer kept: it can't "
            f"be exported. Run its script again (thumbwright replay {detail.head.id} --rerun), and export that session"
        )
    yield from found


def _by_hand(detail: SessionDetail) -> list[str]:
    """Where the person had the phone meanwhile: what was done with fingers on a real one stands in no session."""
    if not any(event.kind == TAKEN_OVER for event in detail.events):
        return []
    return [
        "The person had the phone meanwhile: what was done on it by hand and not through thumbwright is missing here."
    ]


def _commented(call: CallRecord, acts: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """The acts of a call, each with what is said before it: what the person did who had taken over, then the call itself."""
    told: set[str] = set()
    for act in acts:
        said = "By hand, by the person who had taken over:" if act.get("by") == "person" else _one_line(call)
        yield act, [] if said in told else [said]
        told.add(said)


def _one_line(call: CallRecord) -> str:
    name = f"{call.ref}.{call.op}".removesuffix(".do") if call.ref else call.op
    return " ".join(_CONTROL.sub("", f"{name}({', '.join(map(repr, call.args))})").split())


def _doc_text(text: str) -> str:
    return " ".join(_CONTROL.sub("", text).split()).replace("\\", "\\\\").replace('"', "'")


_U2 = {"id": "resourceId", "text": "text", "desc": "description", "cls": "className", "instance": "instance"}


def _python_act(act: dict[str, Any]) -> list[str]:
    kind = act["act"]
    if kind in ("tap", "long_press"):
        verb = "click" if kind == "tap" else "long_click"
        selector = {_U2[name]: value for name, value in act["selector"].items()}
        if not selector:
            return ["settle(d)", f"d.{verb}({int(act['x'])}, {int(act['y'])})"]
        return ["settle(d)", f"find(d, {selector!r}).{verb}()"]
    if kind == "type":
        if act.get("secret"):
            return ['sys.exit("A password was typed here and is not in this file: put it in.")']
        return [f"find(d, {{'focused': True}}).set_text({act['text']!r})"]
    if kind == "swipe":
        x1, y1, x2, y2 = map(int, (*act["from"], *act["to"]))
        return ["settle(d)", f"d.swipe({x1}, {y1}, {x2}, {y2}, {float(act['duration_s'])!r})"]
    if kind == "key":
        return ["settle(d)", f"d.press({act['key']!r})"]
    if kind == "launch":
        return [f"d.app_start({act['package']!r}, stop={bool(act.get('stop_first'))!r}, use_monkey=False)"]
    if kind == "command":
        return [f"d.shell({act['words']!r})"]
    return [f"d.app_stop({act['package']!r})"]


_MAESTRO_KEYS = {
    "home": "Home",
    "enter": "Enter",
    "delete": "Backspace",
    "power": "Power",
    "volume_up": "Volume Up",
    "volume_down": "Volume Down",
    "tab": "Tab",
}


def to_maestro(detail: SessionDetail) -> str:
    """A Maestro flow. Raises StoreError where no acts were recorded."""
    lines = [
        f"# {_doc_text(detail.head.task)}",
        f"# Exported from thumbwright, session {detail.head.id}. It does what was done then, without asking.",
        *(f"# {said}" for said in _by_hand(detail)),
        f"appId: {json.dumps(detail.head.app)}",
        "---",
    ]
    for call, acts in _acted(detail):
        for act, comment in _commented(call, acts):
            lines += [f"# {said}" for said in comment]
            lines += _maestro_act(act, detail)
        lines.append("- waitForAnimationToEnd")
    return "\n".join(lines) + "\n"


def _maestro_act(act: dict[str, Any], detail: SessionDetail) -> list[str]:
    kind = act["act"]
    if kind in ("tap", "long_press"):
        command = "tapOn" if kind == "tap" else "longPressOn"
        return [
            f"- {command}:",
            *(f"    {name}: {json.dumps(value)}" for name, value in _maestro_selector(act, detail).items()),
            # it would tap a second time where nothing seems to have happened
            *(["    retryTapIfNoChange: false"] if kind == "tap" else []),
        ]
    if kind == "type":
        if act.get("secret"):
            return ["# A password was typed here and is not in this file: put it in with inputText."]
        text = str(act["text"])
        # inputText adds to what is there; ${…} would be taken for code
        said = json.dumps(text.replace("${", "\\${"), ensure_ascii=False)
        warned = [] if text.isascii() else ["# Maestro types nothing but ASCII on Android."]
        return ["- eraseText: 100", *warned, *([f"- inputText: {said}"] if text else [])]
    if kind == "swipe":
        width, height = detail.head.width or 1080, detail.head.height or 2400
        (x1, y1), (x2, y2) = act["from"], act["to"]
        start, end = (f"{100 * x // width}%,{100 * y // height}%" for x, y in ((x1, y1), (x2, y2)))
        return [
            "- swipe:",
            f'    start: "{start}"',
            f'    end: "{end}"',
            f"    duration: {round(1000 * act['duration_s'])}",
        ]
    if kind == "key":
        if act["key"] == "back":
            return ["- back"]
        key = _MAESTRO_KEYS.get(act["key"])
        return [f"- pressKey: {key}"] if key else [f"# Maestro has no key {act['key']!r}."]
    if kind == "launch":
        app = [f"    appId: {json.dumps(act['package'])}", f"    stopApp: {json.dumps(bool(act.get('stop_first')))}"]
        return ["- launchApp:", *app]
    if kind == "command":
        return [f"# Maestro runs no commands of the phone: {json.dumps(shlex.join(act['words']))}"]
    return [f"- stopApp: {json.dumps(act['package'])}"]


def _maestro_selector(act: dict[str, Any], detail: SessionDetail) -> dict[str, Any]:
    """Maestro's `text` is also the description; both it and `id` are regular expressions. A class it doesn't know."""
    selector = act["selector"]
    found: dict[str, Any] = {}
    if "id" in selector:
        found["id"] = re.escape(selector["id"])
    words = selector.get("text") or selector.get("desc")
    if words:
        found["text"] = re.escape(words).replace(r"\ ", " ")
    if found and "cls" not in selector:
        if selector.get("instance"):
            found["index"] = selector["instance"]
        return found
    if words:
        return found
    width, height = detail.head.width or 1080, detail.head.height or 2400
    return {"point": f"{100 * act['x'] // width}%,{100 * act['y'] // height}%"}


class Verdict(Protocol):
    """What JUnit is told of a call."""

    @property
    def seq(self) -> int: ...
    @property
    def call(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def verdict(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def ms(self) -> float: ...


def junit_of_verdicts(detail: SessionDetail, verdicts: Sequence[Verdict], seconds: float, worth: str = "") -> str:
    """A replay's result: different is a failure, stopped an error, healed passes and says so. `worth` says why it is no
    success though each call was the same, as a failure of its own."""
    suite = _suite(f"replay of {detail.head.id}: {detail.head.task}", len(verdicts) + bool(worth), seconds)
    for v in verdicts:
        case = _case(suite, detail, v.seq, v.call, v.ms)
        if v.verdict == "different":
            _problem(case, "failure", "different", v.note)
        elif v.verdict == "stopped":
            _problem(case, "skipped" if v.note == "not reached" else "error", "stopped", v.note)
        elif v.note:
            ElementTree.SubElement(case, "system-out").text = _clean(f"{v.verdict}: {v.note}")
    if worth:
        _problem(_case(suite, detail, len(verdicts) + 1, "the task", 0.0), "failure", detail.head.status, worth)
    return _written(suite)


def to_junit(detail: SessionDetail) -> str:
    """A session's calls as test cases: of a replay by their verdicts, else by how they went."""
    suite = _suite(f"{detail.head.id}: {detail.head.task}", len(detail.calls), sum(c.ms for c in detail.calls) / 1000)
    for call in detail.calls:
        case = _case(suite, detail, call.seq, _one_line(call), call.ms)
        if call.verdict == "different" or call.status == "failed":
            _problem(case, "failure", call.verdict or call.status, call.verdict_note or call.error)
        elif call.proof == "refuted":
            _problem(case, "failure", "not so", call.proof_note)
        elif call.verdict == "stopped" or call.status in ("denied", "cancelled", "undone", "begun"):
            _problem(
                case,
                "error",
                call.verdict or call.status,
                call.verdict_note or call.error or "its end was never written",
            )
        elif call.verdict_note:
            ElementTree.SubElement(case, "system-out").text = _clean(call.verdict_note)
    return _written(suite)


def _suite(name: str, tests: int, seconds: float) -> ElementTree.Element:
    return ElementTree.Element("testsuite", name=_clean(name), tests=str(tests), time=f"{seconds:.3f}")


def _case(suite: ElementTree.Element, detail: SessionDetail, seq: int, call: str, ms: float) -> ElementTree.Element:
    return ElementTree.SubElement(
        suite,
        "testcase",
        classname=_clean(detail.head.app or "app"),
        name=_clean(f"{seq:03} {call}"),
        time=f"{ms / 1000:.3f}",
    )


def _problem(case: ElementTree.Element, tag: str, kind: str, message: str) -> None:
    ElementTree.SubElement(case, tag, type=kind, message=_clean(message))


def _written(suite: ElementTree.Element) -> str:
    for tag, name in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        suite.set(name, str(len(suite.findall(f"testcase/{tag}"))))
    root = ElementTree.Element("testsuites")
    root.append(suite)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _clean(text: str) -> str:
    """XML has no control characters."""
    return _CONTROL.sub("�", text)
