"""What asking a model takes and gives: turns, a prompt, what came of it, and the protocol every way of asking keeps.

A prompt has two parts, because of their price: the prefix is the same for every task of an app, so that its evaluated
state can be kept; the suffix is what is new. Which model answers, and where it runs, is left to the writers:
`agent.model.local` (a model file, in a worker process) and `agent.model.openai_server` (a server on this machine).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol, runtime_checkable

from ground.errors import ModelError

Role = Literal["system", "user", "assistant"]
DRAWN_AT = 0.8
"""The temperature at which another answer is drawn: far enough from the likeliest to differ, near enough to stay Python."""
FENCE = "```"
OPENING = f"{FENCE}python\n"
CONTEXT = 8192
"""Tokens that prompt and answer may have together, where the model allows so many."""


class WorkerDied(ModelError):
    """The model process ended on its own; the next request starts another one."""

    signal = 0
    """What ended it, where it was a signal."""


class AdapterRefused(ModelError):
    """An adapter can't be used with the model; without it the model can."""


class PromptTooLong(ModelError):
    """The prompt leaves no room in the model's context; fewer screens or samples may fit."""


ERRORS: dict[str, type[ModelError]] = {"too_long": PromptTooLong, "adapter": AdapterRefused}
"""What a model process calls those that are told from others."""


@dataclass(frozen=True)
class Turn:
    """One turn of the conversation. Its text is data: nothing in it can end the turn or start another."""

    role: Role
    text: str


@dataclass(frozen=True)
class Prompt:
    """What a model is asked."""

    prefix: tuple[Turn, ...]
    """The same, byte for byte, for every task of one app: rules, stubs, samples."""
    suffix: tuple[Turn, ...]
    """The task and what followed from it; ends with a user turn."""
    prefill: str = OPENING
    """How the answer begins; not part of the generated text."""
    stops: tuple[str, ...] = (FENCE,)
    """The answer ends before the first of these."""
    as_document: bool = False
    """A local model sees the turns after the first as one document of tasks and scripts, which it goes on with. `prefill`
    and `stops` are for writers that see turns."""
    goes_on: bool = False
    """The suffix repeats the last question and its answer: what is held of them isn't evaluated again."""
    barred: tuple[str, ...] = ()
    """No line of the answer begins with one of these words; a writer that can't hold to that leaves it out."""
    adapted: bool = False
    """A script is asked for: the adapter in use, where there is one, reads what is behind the prefix and writes the answer.
    The prefix is read by the model itself all the same."""

    seed: int = 0
    """0: the likeliest answer, the same each time. Else another one, drawn with this seed; the same seed draws the same."""

    @property
    def turns(self) -> tuple[Turn, ...]:
        return self.prefix + self.suffix


class StopReason(StrEnum):
    """Why an answer ended."""

    STOP = "stop"
    """A stop string: the script is complete."""
    END = "end"
    """The model ended its turn."""
    LENGTH = "length"
    """`max_tokens`, or the context, was used up: the script is cut off."""
    REPEAT = "repeat"
    """The same lines over and over: what came after their first time is worth nothing."""
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Generation:
    """What came of asking."""

    text: str
    """Without the prefill and the stop string."""
    stop: StopReason
    prompt_tokens: int = 0
    """All of the prompt's."""
    evaluated_tokens: int = 0
    """Those that had to be evaluated now, because no kept state held them."""
    output_tokens: int = 0
    first_token_s: float = 0.0
    """Seconds from asking to the first token: reading kept state, evaluating the rest."""
    decode_s: float = 0.0
    """Seconds from the first token to the last."""
    model: str = ""
    """Name of the model that answered, for the record."""
    adapter: str = ""
    """Name of the adapter it answered with; empty: by itself."""

    sureness: float | None = None
    """Mean natural logarithm of its tokens' probabilities: 0 is certain; None where the writer doesn't tell."""

    @property
    def likelihood(self) -> float | None:
        """Natural logarithm of the whole text's probability; None where the writer doesn't tell."""
        return None if self.sureness is None else self.sureness * self.output_tokens

    @property
    def written_by(self) -> str:
        """Model and adapter."""
        return f"{self.model} + {self.adapter}" if self.adapter else self.model


@dataclass(frozen=True)
class Warmth:
    """What preparing a prefix took."""

    tokens: int
    seconds: float
    source: Literal["memory", "disk", "evaluated", "none"]
    """Where the prefix came from; none: this writer keeps no prefixes."""


@dataclass(frozen=True)
class Tokens:
    """A prompt and its answer as a model file's tokens."""

    prompt: list[int]
    prefix: int
    """How many of the prompt's are the same for every task of the app."""
    answer: list[int]


def never() -> bool:
    """Stands for a cancel button nobody has."""
    return False


def ignore(_text: str) -> None:
    """Stands for a listener nobody is."""


Waiting = Callable[[str, int, int], None]
"""Told why nothing is written yet: in words, how much of it is done, and of how much; 0 where that isn't known."""


def wait_silently(_why: str, _done: int, _all_of_it: int) -> None:
    """Stands for nobody who waits."""


@runtime_checkable
class Drawing(Protocol):
    """A writer that gives several answers at a time."""

    def draw(
        self, prompt: Prompt, seeds: Sequence[int], *, max_tokens: int = 300, cancelled: Callable[[], bool] = never
    ) -> list[Generation]:
        """Answers drawn by their likelihood, one for each seed; the same seed draws the same, 0 the likeliest. Raises
        ModelError."""


class Writer(Protocol):
    """Writes what a prompt asks for. The same prompt, seed included, gives the same text."""

    def generate(
        self,
        prompt: Prompt,
        *,
        max_tokens: int = 300,
        on_token: Callable[[str], None] = ignore,
        cancelled: Callable[[], bool] = never,
    ) -> Generation:
        """Return the answer; `on_token` gets it piece by piece. Raises ModelError."""

    def warm(self, prompt: Prompt, *, cancelled: Callable[[], bool] = never) -> Warmth:
        """Evaluate and keep the prompt's prefix, so that its tasks start at once. Raises ModelError, CancelledError."""

    def count(self, prompt: Prompt) -> int:
        """Return the prompt's length in tokens (an estimate where the writer has no tokenizer). Raises ModelError."""

    @property
    def context(self) -> int:
        """Tokens that prompt and answer may have together."""

    def close(self) -> None:
        """Let go of the model."""
