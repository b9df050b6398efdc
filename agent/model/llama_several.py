"""Several answers to one prompt at a time: what candidates need of a model beyond its likeliest.

The prompt is evaluated once. Answers are drawn side by side, each a sequence of its own over the prompt's state, which they
share; a step for three of them in one batch costs half as much again as a step for one.
"""

from __future__ import annotations

import codecs
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import llama_cpp as c
import numpy as np
import numpy.typing as npt

from ground.errors import ModelError

from .chat import stops_of
from .drawing import Draw, Sureness, likeliest
from .llama import LlamaModel
from .llama_state import SEQUENCES
from .stopping import Ending
from .writing import Generation, Prompt, StopReason, ignore


@dataclass
class _Answer:
    """One of the answers that are being drawn."""

    sequence: int
    draw: Draw | None
    """None: the likeliest."""
    ending: Ending
    sure: Sureness = field(default_factory=Sureness)
    text: Any = field(default_factory=lambda: codecs.getincrementaldecoder("utf-8")(errors="replace"))
    count: int = 0
    token: int = -1
    reason: StopReason | None = None


def draw_several(
    model: LlamaModel, prompt: Prompt, seeds: Sequence[int], max_tokens: int, cancelled: Callable[[], bool]
) -> list[Generation]:
    """One answer for each seed, of seed 0 the likeliest; those begun are marked as cancelled where it was. Raises ModelError."""
    if not 1 <= len(seeds) <= SEQUENCES:
        raise ModelError(f"{len(seeds)} answers can't be drawn at once: 1 to {SEQUENCES} can.")
    begun = time.perf_counter()
    if not model.read(prompt, cancelled):
        return [Generation("", StopReason.CANCELLED) for _ in seeds]
    first = time.perf_counter()
    start = len(model.held)
    most = min(max_tokens, (model.context - start) // len(seeds))
    stops = stops_of(prompt)
    answers = [_Answer(i + 1, Draw(seed) if seed else None, Ending(stops, ignore)) for i, seed in enumerate(seeds)]
    memory = model.memory
    try:
        for answer in answers:
            c.llama_memory_seq_cp(memory, 0, answer.sequence, -1, -1)
        rows = [model.logits(-1)] * len(answers)
        writing = answers
        while writing:
            for answer, row in zip(writing, rows, strict=True):
                _take(model, answer, row, prompt.barred, most)
            writing = [answer for answer in writing if answer.reason is None]
            if cancelled():
                for answer in writing:
                    answer.reason = StopReason.CANCELLED
                break
            if writing:
                model.decode([(a.token, start + a.count - 1, a.sequence) for a in writing])
                rows = [model.logits(i) for i in range(len(writing))]
    finally:
        for answer in answers:
            c.llama_memory_seq_rm(memory, answer.sequence, -1, -1)
    took = time.perf_counter() - first
    return [
        Generation(
            text=one.ending.text,
            stop=one.reason or StopReason.END,
            output_tokens=one.count,
            first_token_s=(first - begun) / len(answers),
            decode_s=took / len(answers),
            model=model.name,
            adapter=model.adapter_name if prompt.adapted else "",
            sureness=one.sure.mean,
        )
        for one in answers
    ]


def _take(model: LlamaModel, answer: _Answer, row: npt.NDArray[np.float32], barred: Sequence[str], most: int) -> None:
    """Draw the next token of an answer, or end it."""
    vocabulary = model.vocabulary
    seen = answer.draw(row) if answer.draw else row.copy()
    token = likeliest(seen, barred if answer.ending.at_line_start else (), vocabulary.piece)
    if vocabulary.ends(token):
        answer.reason = StopReason.END
        answer.ending.finish()
        return
    answer.sure.add(row, token)
    answer.count, answer.token = answer.count + 1, token
    answer.reason = answer.ending.feed(answer.text.decode(vocabulary.piece(token)))
    if answer.reason is None and answer.count >= most:
        answer.reason = StopReason.LENGTH
    if answer.reason is not None:
        answer.ending.finish()
