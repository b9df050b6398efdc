"""Several answers to one prompt at a time: what candidates need of a model beyond its likeliest.

The prompt is evaluated once. Answers are drawn side by side, each a sequence of its own over the prompt's state, which they
share; a step for three of them in one batch costs half as much again as a step for one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import llama_cpp as c

from ground.errors import ModelError

from .chat import stops_of
from .drawing import Answer
from .llama import LlamaModel
from .llama_state import SEQUENCES
from .writing import Generation, Prompt, StopReason


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
    answers = [Answer(stops, seed, most, sequence=i + 1) for i, seed in enumerate(seeds)]
    memory = model.memory
    try:
        for answer in answers:
            c.llama_memory_seq_cp(memory, 0, answer.sequence, -1, -1)
        rows = [model.logits(-1)] * len(answers)
        writing = answers
        while writing:
            for answer, row in zip(writing, rows, strict=True):
                answer.take(row, prompt.barred, model.vocabulary)
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
