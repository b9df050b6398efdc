"""Doubles for the model: a writer with a queue of replies, and an app small enough to read in a test."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path

import pytest

from agent.model.writing import Generation, Prompt, StopReason, Warmth, ignore, never
from apidocs.doc import AppDoc, Element, Item, Kind, Part, Sample, Screen
from ground.errors import ModelError
from phones.locating import Locator


class ScriptedWriter:
    """Answers with what was queued, in order, and keeps every prompt it was asked."""

    context = 8192

    def __init__(self, *replies: str | Generation | Exception) -> None:
        self.replies: deque[str | Generation | Exception] = deque(replies)
        self.prompts: list[Prompt] = []
        self.closed = False

    def enqueue(self, *replies: str | Generation | Exception) -> None:
        self.replies.extend(replies)

    def generate(
        self,
        prompt: Prompt,
        *,
        max_tokens: int = 300,
        on_token: Callable[[str], None] = ignore,
        cancelled: Callable[[], bool] = never,
    ) -> Generation:
        self.prompts.append(prompt)
        if not self.replies:
            raise ModelError("The scripted writer has no reply left")
        reply = self.replies.popleft()
        if isinstance(reply, Exception):
            raise reply
        if isinstance(reply, str):
            reply = Generation(reply, StopReason.STOP, output_tokens=len(reply.split()), model="scripted")
        for line in reply.text.splitlines(keepends=True):
            if cancelled():
                return Generation("", StopReason.CANCELLED, model="scripted")
            on_token(line)
        return reply

    def warm(self, prompt: Prompt, *, cancelled: Callable[[], bool] = never) -> Warmth:
        return Warmth(self.count(prompt), 0.0, "memory")

    def count(self, prompt: Prompt) -> int:
        return sum(len(turn.text.split()) for turn in prompt.turns)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def scripted_writer() -> ScriptedWriter:
    return ScriptedWriter()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything the rooms keep on disk lies in the test's own folder."""
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def _locator(name: str) -> Locator:
    return Locator(resource_id=f"org.example.pad:id/{name}")


def _element(name: str, kind: Kind, **fields: object) -> Element:
    return Element.model_validate({"name": name, "kind": kind, "locator": _locator(name), **fields})


@pytest.fixture
def pad_doc() -> AppDoc:
    """An app of two screens with every kind of element."""
    note = Item(
        name="note",
        row=_locator("row"),
        parts=[Part(name="title", kind=Kind.TEXT, locator=_locator("title"))],
        title="title",
        opens="editor",
    )
    return AppDoc(
        package="org.example.pad",
        label="Pad",
        start="main",
        screens=[
            Screen(
                name="main",
                elements=[_element("new_note", Kind.BUTTON, label="New"), _element("notes", Kind.LIST, item=note)],
            ),
            Screen(
                name="editor",
                elements=[
                    _element("title", Kind.INPUT, commit="save"),
                    _element("pinned", Kind.TOGGLE),
                    _element("color", Kind.CHOICE, options=["Red", 'The "odd" one']),
                    _element("changed", Kind.TEXT),
                    _element("save", Kind.BUTTON, label="Save"),
                ],
            ),
        ],
        samples=[
            Sample(task="Write a note called Milk", script='editor.title.set_text("Milk")\neditor.save.tap()'),
            Sample(task="How many notes are there?", script="finish(len(main.notes()))"),
        ],
    )
