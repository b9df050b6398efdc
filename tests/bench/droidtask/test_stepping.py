"""The step baseline does what its model says: by number, by words, typed text, and it ends."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from agent.model.writing import Generation, Prompt, StopReason, Warmth, ignore, never
from bench.droidtask.stepping import step_through
from phones.android import open_phone
from phones.phone import Phone

if TYPE_CHECKING:
    from demophone.phone import DemoPhoneThread


class Scripted:
    """Answers one action after the other and keeps what it was asked."""

    context = 8192

    def __init__(self, *replies: str) -> None:
        self.replies = deque(replies)
        self.asked: list[str] = []

    def generate(
        self,
        prompt: Prompt,
        *,
        max_tokens: int = 300,
        on_token: Callable[[str], None] = ignore,
        cancelled: Callable[[], bool] = never,
    ) -> Generation:
        self.asked.append(prompt.suffix[0].text)
        return Generation(self.replies.popleft(), StopReason.STOP, 100, 50, 5, 0.1, 0.1, "scripted")

    def warm(self, prompt: Prompt, *, cancelled: Callable[[], bool] = never) -> Warmth:
        return Warmth(0, 0.0, "memory")

    def count(self, prompt: Prompt) -> int:
        return 0

    def close(self) -> None:
        return


@pytest.fixture
def phone(demo_phone: DemoPhoneThread) -> Iterator[Phone]:
    opened = open_phone(demo_phone.serial)
    opened.launch("app.demo.notes")
    yield opened
    opened.close()


def thinking(action: str) -> str:
    return f" It has to be done.\nAction: {action}"


def test_actions_by_number_and_by_words_reach_the_phone(phone: Phone) -> None:
    first = Scripted(thinking("done"))
    step_through("look", phone, first, most=3)
    (screen,) = first.asked
    number = next(line for line in screen.splitlines() if ">fab<" in line).partition("id=")[2].partition(">")[0]
    actions = (f"tap {number}", 'tap 99 "Text note"', 'type "Milk and Bread"', 'tap "save"', "done")
    writer = Scripted(*map(thinking, actions))
    result = step_through("add a note called Milk and Bread", phone, writer, most=8).result
    assert result.status == "done" and len(result.generations) == 5
    assert "Milk and Bread" in writer.asked[-1], "the note stands in the list, its case as it was written"
    assert "<input" in writer.asked[2] and f'tap {number} "fab"' in writer.asked[1]
    assert "It has to be done" in result.answer and "It has to be done" not in writer.asked[-1]


def test_typing_where_no_field_is_does_nothing(phone: Phone) -> None:
    writer = Scripted(thinking('type 1 "Milk"'), thinking("done"))
    assert step_through("anything", phone, writer, most=4).result.status == "done"


def test_an_answer_without_an_action_ends_it(phone: Phone) -> None:
    assert step_through("anything", phone, Scripted(" I am not sure."), most=4).result.status == "done"


def test_steps_are_counted(phone: Phone) -> None:
    writer = Scripted(*[thinking("tap 900")] * 4)
    stepped = step_through("anything", phone, writer, most=4)
    assert stepped.result.status == "not_done" and len(stepped.result.generations) == 4 == stepped.until_left


def test_what_comes_after_the_recording_was_left_is_counted_apart(phone: Phone) -> None:
    writer = Scripted(*[thinking("tap 900")] * 4)
    stepped = step_through("anything", phone, writer, most=4, left=lambda: len(writer.asked) > 2)
    assert stepped.until_left == 2 and len(stepped.result.generations) == 4
