"""The phone's own doc: its names are what the phone does, its samples pass the check, its stubs are short."""

from __future__ import annotations

import pytest

from agent.prepare.preparing import estimate_tokens
from apidocs.doc import Effect, Kind, Sample
from apidocs.doc.effects import asks
from apidocs.doc.stubs import render_stubs
from apidocs.doc.table import problems
from apidocs.shipped.itself import phone_doc, said_of
from interpreter.check.checking import check
from phones.itself.acting import DEEDS
from phones.itself.facts import FACTS
from phones.itself.levels import levels
from phones.itself.settings import LEVELS, SWITCHES


def names(kind: Kind) -> set[str]:
    return {element.name for element in phone_doc().screens[0].elements if element.kind is kind}


def test_the_doc_and_what_the_phone_does_agree() -> None:
    assert problems(phone_doc()) == []
    assert names(Kind.TOGGLE) == set(SWITCHES)
    assert names(Kind.CHOICE) == set(LEVELS)
    assert names(Kind.TEXT) == set(FACTS)
    assert names(Kind.ACTION) == set(DEEDS)
    everything = {element.name for element in phone_doc().screens[0].elements}
    assert set(levels()) == everything == set(said_of())


def test_the_stubs_cost_no_more_than_600_tokens() -> None:
    assert estimate_tokens(render_stubs(phone_doc())) <= 600


@pytest.mark.parametrize("sample", phone_doc().samples, ids=lambda sample: sample.task)
def test_every_sample_passes_the_check(sample: Sample) -> None:
    report = check(sample.script, phone_doc())
    assert not report.problems, str(report)


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ('phone.set_alarm("7", "Mon", "x", "y")', "too many arguments"),
        ('phone.set_alarm(label="x")', "needs 'time'"),
        ('phone.set_alarm("7", when="now")', "unknown argument 'when'"),
        ("phone.wifi()", "is not called"),
        ("phone.set_alarm", "is not called"),
        ("phone.wify.turn_on()", "has no `wify`"),
    ],
)
def test_slips_are_told(script: str, says: str) -> None:
    assert any(says in str(problem) for problem in check(script, phone_doc()).errors)


@pytest.mark.parametrize(
    ("script", "effect"),
    [
        ("phone.wifi.turn_off()", Effect.SETTINGS),
        ('phone.brightness.choose("40%")', Effect.SETTINGS),
        ('phone.set_alarm("7:00")', Effect.COMMIT),
        ('phone.call("Ann")', Effect.CALL),
        ('phone.text_message("Ann", "hi")', Effect.SEND),
        ('phone.open_web("example.org")', Effect.NAVIGATE),
    ],
)
def test_each_call_has_its_effect_before_it_runs(script: str, effect: Effect) -> None:
    (line,) = check(script, phone_doc()).effects
    assert (line.effect, line.asks) == (effect, asks(effect))
