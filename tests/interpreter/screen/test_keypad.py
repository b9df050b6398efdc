"""Numbers are put in by the keys of a keypad, where there is a whole one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from apidocs.doc import Effect, Element, Kind
from interpreter.calls.errors import CallFailed
from interpreter.screen.keypad import can_key, keypad
from phones.locating import Locator
from tests.interpreter.pocket_phone import View, button, page
from tests.interpreter.pocket_run import Run
from tests.interpreter.sketch import Sketch, doc_of

KEYS = "123456789*0#"


class Dialer(Sketch):
    """A field above twelve keys; `broken` keys put in nothing."""

    def __init__(self, keys: str = KEYS) -> None:
        super().__init__()
        self.keys, self.broken = keys, False
        self.draw = {"main": self._pad}

    def _pad(self) -> View:
        def press(key: str) -> Callable[[], None]:
            def do() -> None:
                self.fields["number"] = self.fields.get("number", "") + ("" if self.broken else key)

            return do

        pad = [
            button(key, (20 + i % 3 * 200, 300 + i // 3 * 100, 200 + i % 3 * 200, 390 + i // 3 * 100), press(key))
            for i, key in enumerate(self.keys)
        ]
        return page(self._field("number", (0, 100, 700, 200)), *pad)


def run_on(phone: Dialer) -> Run:
    number = Element(
        name="number", kind=Kind.INPUT, label="Number", locator=Locator(resource_id="number"), effect=Effect.INPUT
    )
    return Run(phone, doc=doc_of("main", [phone.as_screen("main", elements=[number])]))


def test_each_sign_is_tapped_on_its_key() -> None:
    phone = Dialer()
    run_on(phone)("set_text", "main.number", "*100#")
    assert phone.log == ["tap *", "tap 1", "tap 0", "tap 0", "tap #"]
    assert phone.fields["number"] == "*100#"


@pytest.mark.parametrize(
    ("keys", "text"),
    [("123", "12"), (KEYS, "Ann"), (KEYS, "12 a")],
    ids=["no whole keypad", "a name", "a sign without a key"],
)
def test_all_else_is_typed(keys: str, text: str) -> None:
    phone = Dialer(keys)
    run_on(phone)("set_text", "main.number", text)
    assert phone.log[-1] == f"type {text}"
    assert phone.fields["number"] == text


def test_what_stands_in_the_field_is_typed_over() -> None:
    phone = Dialer()
    phone.fields["number"] = "555"
    run_on(phone)("set_text", "main.number", "911")
    assert phone.fields["number"] == "911"


def test_keys_that_put_in_nothing_are_not_relied_on() -> None:
    phone = Dialer()
    phone.broken = True
    run_on(phone)("set_text", "main.number", "911")
    assert phone.log[-1] == "type 911" and phone.fields["number"] == "911"


def test_keys_are_known_by_what_they_say_or_are_called() -> None:
    spoken = "zero one two three four five six seven eight nine star".split()
    phone = Dialer()
    phone.keys = ""
    buttons = [
        View("widget.Button", (0, 9 * i, 9, 9 * i + 9), desc=word, on_tap=lambda: None) for i, word in enumerate(spoken)
    ]
    phone.draw["main"] = lambda: page(*buttons)
    keys = keypad(phone.picture("main"))
    assert can_key("1234567890*", keys) and not can_key("#", keys) and not can_key("", keys)


@pytest.mark.parametrize("leaves_at", [2, 3])
def test_a_keypad_that_goes_away_is_not_typed_past(leaves_at: int) -> None:
    """With its last sign it is done; before that the rest has nowhere to go."""
    phone = Dialer()
    run = run_on(phone)
    pad = phone.draw["main"]
    done = page(View("widget.TextView", (0, 0, 9, 9), "Welcome"))
    phone.draw["main"] = lambda: done if len(phone.fields.get("number", "")) >= leaves_at else pad()
    if leaves_at == 3:
        run("set_text", "main.number", "911")
    else:
        with pytest.raises(CallFailed, match="keypad went away after '91' of '911'"):
            run("set_text", "main.number", "911")
    assert phone.log == ["tap 9", "tap 1", "tap 1"][:leaves_at]
