"""Forms of two steps, over adb: the second is seen where a walk may type, and nothing is kept by that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from agent.learn.learning import DEMO_EFFECTS, learn, with_samples
from apidocs.doc import AppDoc, Effect, Left
from apidocs.doc.buttons import goes_on
from apidocs.doc.paths import HARMLESS
from apidocs.explore.exploring import explore
from apidocs.explore.filling import TYPED
from apidocs.explore.putting_back import PutBack
from apidocs.make.building import build_doc
from demophone.device import Device
from demophone.phone import DemoPhoneThread
from interpreter.consent.policy import Policy
from interpreter.run.runner import run_script
from interpreter.sandbox.worker import Sandbox
from phones.android import open_phone
from tests.agent.learn.up_to_order import differences
from tests.apidocs.explore.two_step_app import KeepingApp, TwoStepApp

PACKAGE = TwoStepApp.package


@pytest.fixture(params=[TwoStepApp, KeepingApp], ids=["asks nothing", "keeps on back"])
def demo(request: pytest.FixtureRequest, start_demo_phone: Callable[..., DemoPhoneThread]) -> Iterator[DemoPhoneThread]:
    yield start_demo_phone(lambda: Device([request.param()]))


def names(demo: DemoPhoneThread) -> list[str]:
    stored = demo.call(lambda: demo.device.app_state(PACKAGE))
    return [thing["name"] for thing in cast("dict[str, Any]", stored)["things"]]


def explored(demo: DemoPhoneThread, allow: frozenset[Effect]) -> tuple[AppDoc, PutBack]:
    left: list[PutBack] = []
    with open_phone(demo.serial) as phone:
        return build_doc(explore(phone, PACKAGE, allow=allow, on_put_back=left.append)), left[0]


def test_the_second_step_is_in_the_doc_a_script_gets_through_and_learning_keeps_nothing(demo: DemoPhoneThread) -> None:
    doc, put_back = explored(demo, DEMO_EFFECTS)
    assert names(demo) == ["Chair", "Lamp", "Table"] and put_back.whole
    step = doc.screen("new_thing_next")
    assert step is not None and TYPED not in doc.model_dump_json()
    said = {element.name: (element.kind.value, element.options, element.left) for element in step.elements}
    assert said == {
        "note": ("input", [], None),
        "size": ("choice", ["Small", "Medium", "Large"], None),
        "put_it_there": ("button", [], Left.SAVES),
    }
    script = (
        'new_thing.name.set_text("Shelf")\nnew_thing.next.tap()\n'
        'new_thing_next.size.choose("Large")\nnew_thing_next.put_it_there.tap()\n'
    )
    with open_phone(demo.serial) as phone, Sandbox() as sandbox:
        result = run_script(script, doc, phone, policy=Policy(), person=None, sandbox=sandbox)
    assert result.status == "done", result.problem
    assert names(demo) == ["Chair", "Lamp", "Table", "Shelf"]


def test_on_somebodys_phone_nothing_is_typed(demo: DemoPhoneThread) -> None:
    doc, _ = explored(demo, HARMLESS)
    assert doc.screen("new_thing_next") is None and names(demo) == ["Chair", "Lamp", "Table"]


@pytest.mark.parametrize(
    ("label", "on"),
    [
        ("Next", True),
        ("Continue …", True),
        ("NEXT >", True),
        ("Weiter", True),
        ("下一步", True),
        ("次へ", True),
        ("Next episode", False),
        ("Continue and pay", False),
        ("", False),
    ],
)
def test_only_what_says_nothing_else_goes_on(label: str, on: bool) -> None:
    assert goes_on(label) is on


@pytest.mark.parametrize("calls", [7, 10, 13])
def test_one_that_is_cut_off_again_and_again_comes_to_the_same_and_keeps_nothing(
    demo: DemoPhoneThread, calls: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path))
    whole, _ = explored(demo, DEMO_EFFECTS)
    with open_phone(demo.serial) as phone:
        learned = learn(phone, PACKAGE, allow=HARMLESS | DEMO_EFFECTS, budget_calls=calls)
        while learned.ended == "budget":
            learned = learn(phone, PACKAGE, budget_calls=calls, carry_on=True)
    other = differences(with_samples(whole), learned.doc)
    assert not [line for line in other if "'back'" not in line and "'launch'" not in line], "but for how it was left"
    assert names(demo) == ["Chair", "Lamp", "Table"]
