"""What in a row takes a touch of its own, learned on the demo phone's clock and used by what was learned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from agent.learn.learning import DEMO_EFFECTS, learn
from apidocs.doc import AppDoc, Kind
from demophone.apps import builtin_apps
from demophone.device import Device
from demophone.phone import DemoPhoneThread
from interpreter.check.checking import check
from phones.android import AndroidPhone, open_phone
from tests.interpreter.pocket_run import Run

pytestmark = pytest.mark.whole

CLOCK = "app.demo.clock"


@pytest.fixture
def demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start_demo_phone: Callable[..., DemoPhoneThread]
) -> DemoPhoneThread:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))
    return start_demo_phone(lambda: Device(builtin_apps()))


@pytest.fixture
def phone(demo: DemoPhoneThread) -> Iterator[AndroidPhone]:
    with open_phone(demo.serial) as opened:
        yield opened


def test_a_timers_label_and_an_alarms_time_are_learned_and_used(demo: DemoPhoneThread, phone: AndroidPhone) -> None:
    def state(of: str) -> list[dict[str, Any]]:
        kept: Any = demo.call(lambda: demo.device.app_state(CLOCK))
        return list(kept[of])

    before = state("timers"), state("alarms")
    doc = learn(phone, CLOCK, allow=DEMO_EFFECTS).doc
    assert (state("timers"), state("alarms")) == before
    assert opens(doc, "timer", "timers") == {"label_button": "label"}
    assert opens(doc, "alarm", "alarms")["digital_clock_button"] == "select_time"

    assert any("label_button.tap()" in sample.script for sample in doc.samples)

    script = 'timer.timer("Tea").label_button.tap()\nlabel.label.set_text("Coffee")\nlabel.ok.tap()'
    assert not check(script, doc).errors
    unanswered = check(script.removesuffix("\nlabel.ok.tap()"), doc)
    assert "unsaved-form" in {problem.code for problem in unanswered.problems}

    run = Run(phone, doc=doc)  # type: ignore[arg-type]
    run("tap", run.part(run.row("Tea", "timer.timers"), "label_button"))
    run("set_text", "label.label", "Coffee")
    run("tap", "label.ok")
    assert [timer["label"] for timer in state("timers")] == ["Coffee"]

    run("open", "timer")  # the dialog lies behind the only row there is
    run("set_text", "label.label", "Cocoa")
    run("tap", "label.ok")
    assert [timer["label"] for timer in state("timers")] == ["Cocoa"]

    run("turn_on", run.part(run.row("6:15 AM", "alarm.alarms"), "vibrate_onoff"))  # the card is opened for it
    run("turn_off", run.part(run.row("6:15 AM", "alarm.alarms"), "vibrate_onoff"))
    assert [alarm["vibrate"] for alarm in state("alarms") if (alarm["hour"], alarm["minute"]) == (6, 15)] == [False]


def opens(doc: AppDoc, screen: str, element: str) -> dict[str, str]:
    found = doc.element(screen, element)
    assert found is not None and found.item is not None
    return {part.name: part.opens for part in found.item.parts if part.kind is Kind.BUTTON and part.opens}
