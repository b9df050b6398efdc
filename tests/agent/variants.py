"""Samples of docs, said in other ways and damaged by rule: what the product may do to a script is held against these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from agent.words.intent import read_intent
from apidocs.doc import AppDoc, Kind, Sample
from apidocs.samples.bank import make_samples
from interpreter.check.checking import check
from tests.interpreter.notes_app import NOTES_DOC
from tests.interpreter.pocket_phone import pocket_doc

LEARNED = Path(__file__).parents[1] / "ui" / "data" / "app.demo.notes.json"
"""A doc that the product learned from the demo phone."""

ORDERS = {
    "as it is": "{0}",
    "polite": "could you please {0}?",
    "a wish": "I'd like you to {0}",
    "thanked for": "{0}, thanks",
    "a request like a question": "why don't you {0}?",
}
"""Ways to order the same."""
NO_ORDERS = {
    "negated": "don't {0}",
    "put off": "do not {0} yet",
    "reported": "tell me whether to {0}",
    "asked": "should I {0}?",
    "asked about": "did I {0}?",
    "in quotes": 'is there anything called "{0}"?',
    "wondered": "let me know if I have to {0}",
}
"""The same words, which order nothing then."""
NAMES = ("Don't send it yet", "Delete everything", "Is it on?", "Call Bob")
"""What a thing may be called: no words to heed."""
READINGS = (
    "show whether {0} is on",
    "display the {0} state",
    "check if {0} is off",
    "let me know if {0} is on",
    "don't turn {0} on, just tell me whether it is on",
    "is {0} on?",
    "tell me whether {0} is switched off",
)


@dataclass(frozen=True)
class Case:
    """A task, and what the model answered to it."""

    task: str
    script: str
    own: str
    """The right script, for which the sample stands."""


@cache
def own_docs() -> dict[str, AppDoc]:
    """The project's own docs, with their samples."""
    docs = {
        "notes": NOTES_DOC,
        "pocket": pocket_doc(),
        "learned": AppDoc.model_validate_json(LEARNED.read_text("utf-8")),
    }
    return {name: with_samples(doc) for name, doc in docs.items()}


def with_samples(doc: AppDoc) -> AppDoc:
    samples = doc.samples or make_samples(doc, check=lambda script: [str(p) for p in check(script, doc).errors])
    return doc.model_copy(update={"samples": samples})


def of_one_part(samples: list[Sample]) -> list[Sample]:
    """Those whose task is of one part: a negation before the first of two says nothing of the second."""
    return [sample for sample in samples if len(read_intent(sample.task).clauses) == 1]


def said(samples: list[Sample], ways: dict[str, str], way: str) -> Iterator[Case]:
    """The samples' tasks in another way, their scripts as they are."""
    for sample in samples:
        yield Case(ways[way].format(sample.task), sample.script, sample.script)


def renamed(samples: list[Sample]) -> Iterator[Case]:
    """A thing's name in the task and the script is a sentence, as a note's may be."""
    for number, sample in enumerate(samples):
        quoted = re.search(r'"([^"]+)"', sample.task)
        if quoted and f'"{quoted[1]}"' in sample.script:
            name = f'"{NAMES[number % len(NAMES)]}"'
            name = name.lower() if ".lower()" in sample.script else name
            script = sample.script.replace(quoted[0], name)
            yield Case(sample.task.replace(quoted[0], name).replace(quoted[1], name), script, script)


def readings(doc: AppDoc) -> Iterator[Case]:
    """Questions about every switch, with scripts that read it."""
    for screen in doc.screens:
        for element in screen.elements:
            if element.kind is Kind.TOGGLE and element.label:
                script = f"finish({screen.name}.{element.name}.is_on)"
                for way in READINGS:
                    yield Case(way.format(element.label.partition("\n")[0]), script, script)


def damaged(sample: Sample, how: str) -> str:
    """A right script with a slip of small models in it; as it is where it has no place for that."""
    script = sample.script
    if how == "cut short":
        lines = script.split("\n")
        return "\n".join(lines[:-1]) if len(lines) > 1 and not lines[-1].startswith(" ") else script
    if how == "other methods":
        for ours, theirs in (
            (".tap()", ".click()"),
            (".set_text(", ".type("),
            (".choose(", ".select("),
            (".turn_on()", ".enable()"),
        ):
            script = script.replace(ours, theirs)
        return script.replace(".turn_off()", ".disable()")
    if how == "no screen":
        return re.sub(r"^\w+\.", "", script)
    if how == "another screen":
        return re.sub(r"^\w+\.", "nowhere.", script)
    assert how == "misspelt"
    return re.sub(r"^(\w+\.)(\w{5,})\b", r"\1\2s", script)


DAMAGES = ("cut short", "other methods", "no screen", "another screen", "misspelt")


def slipped(samples: list[Sample], ways: dict[str, str], way: str, how: str) -> Iterator[Case]:
    """The samples said in another way, their scripts damaged; where that damages nothing, not."""
    for sample in of_one_part(samples) if ways is NO_ORDERS else samples:
        script = damaged(sample, how)
        if script != sample.script:
            yield Case(ways[way].format(sample.task), script, sample.script)
