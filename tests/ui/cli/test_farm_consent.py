"""What is consented to for phones of other machines: each line that needs it by itself, and no loop that sends, calls or pays."""

from __future__ import annotations

import click
import pytest

from apidocs.doc import AppDoc, Effect, Element, Kind, Screen
from farm.planning import Plans
from farm.work import Work
from ground.errors import RefusedError
from phones.locating import Locator
from ui.commands.farm_run import _consented, in_loop
from ui.interrupts import Interrupts


def doc(effect: Effect) -> AppDoc:
    elements = [
        Element(name=name, kind=Kind.BUTTON, label=name, locator=Locator(text=name), effect=effect)
        for name in ("one", "other")
    ]
    return AppDoc(package="app.mail", label="Mail", start="main", screens=[Screen(name="main", elements=elements)])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    questions: list[str] = []

    def confirm(question: str, **more: object) -> bool:
        questions.append(question)
        return True

    monkeypatch.setattr(click, "confirm", confirm)
    monkeypatch.setattr("ui.console.is_interactive", lambda: True)
    return questions


def consented(script: str, effect: Effect = Effect.SEND, allow: tuple[str, ...] = ()) -> Work:
    work = Work("send it", script, doc(effect), allow=allow)
    return _consented({"A": work, "B": work}, Plans([], []), Interrupts())["A"]


def test_each_line_is_asked_about_with_what_it_says(asked: list[str]) -> None:
    assert consented("main.one.tap()\nmain.other.tap()\nfinish('sent')\n").allow == ("send",)
    assert ["line 1, main.one.tap" in asked[0], "line 2, main.other.tap" in asked[1], len(asked)] == [True, True, 2]


@pytest.mark.parametrize(
    "script",
    ["for i in range(3):\n    main.one.tap()\n", "def again():\n    main.one.tap()\n\nagain()\nagain()\n"],
    ids=["loop", "function"],
)
def test_a_loop_that_sends_is_not_consented_to_at_once(asked: list[str], script: str) -> None:
    with pytest.raises(RefusedError, match="is in a loop.*--allow send"):
        consented(script)
    assert asked == []
    assert consented(script, allow=("send",)).allow == ("send",), "said beforehand it is"


def test_a_loop_that_deletes_is_asked_about_once(asked: list[str]) -> None:
    assert consented("for i in range(3):\n    main.one.tap()\n", Effect.DELETE).allow == ("delete",)
    assert len(asked) == 1


def test_a_line_beside_a_loop_is_in_none() -> None:
    script = "for i in range(3):\n    main.one.tap()\nmain.other.tap()\n"
    assert [in_loop(script, line) for line in (1, 2, 3)] == [True, True, False]
