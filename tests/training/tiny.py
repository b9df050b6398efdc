"""A model of two layers with random numbers, a tokeniser of bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from agent.model.chat import chatml, lay_out
from agent.model.writing import Prompt, Tokens
from apidocs.doc import Sample as DocSample
from apidocs.doc import Screen
from tests.agent.small_docs import button, doc_of, toggle
from training.samples import Group, Sample

VOCABULARY = 256
NOTES = doc_of(Screen(name="main", elements=[button("open"), toggle("dark")])).model_copy(
    update={"samples": [DocSample(task="make it dark", script="main.dark.turn_on()")]}
)


def torch_here() -> Any:
    """The module, or the test is skipped: CI doesn't install what training needs."""
    torch = pytest.importorskip("torch", reason="torch is not installed: pip install -e '.[train]'")
    torch.set_num_threads(1)  # more of them only wait for each other, with numbers as few as here
    return torch


class ByteTokeniser:
    """A token a byte, with the product's layout of prompts."""

    def tokens(self, prompt: Prompt, answer: str) -> Tokens:
        found: list[int] = []
        prefix = 0
        for piece in lay_out(prompt, chatml()):
            found += piece.text.encode()
            if piece.in_prefix:
                prefix = len(found)
        return Tokens(found, prefix, list(answer.encode()))


def tiny_base(seed: int = 1) -> Any:
    """Frozen random weights, in full precision so that sums can be compared."""
    torch = torch_here()
    from training.base import BaseModel, Shape

    source = torch.Generator().manual_seed(seed)
    width, inner, heads, kv_heads, head_dim = 16, 24, 4, 2, 4

    def random(*size: int) -> Any:
        return torch.randn(*size, generator=source) * 0.3

    weights = {"token_embd.weight": random(VOCABULARY, width), "output_norm.weight": 1 + random(width)}
    for layer in range(2):
        at = f"blk.{layer}"
        weights |= {
            f"{at}.attn_norm.weight": 1 + random(width),
            f"{at}.ffn_norm.weight": 1 + random(width),
            f"{at}.attn_q.weight": random(heads * head_dim, width),
            f"{at}.attn_q.bias": random(heads * head_dim),
            f"{at}.attn_k.weight": random(kv_heads * head_dim, width),
            f"{at}.attn_v.weight": random(kv_heads * head_dim, width),
            f"{at}.attn_output.weight": random(width, heads * head_dim),
            f"{at}.ffn_gate.weight": random(inner, width),
            f"{at}.ffn_up.weight": random(inner, width),
            f"{at}.ffn_down.weight": random(width, inner),
        }
    return BaseModel("tiny.gguf", Shape(2, width, heads, kv_heads, head_dim, 10_000, 10_000.0, 1e-6), weights)


def no_prefix(base: Any) -> Any:
    """The state before anything is read."""
    torch = torch_here()
    from training.states import PrefixState

    nothing = torch.zeros(0, base.shape.kv_heads, base.shape.head_dim)
    return PrefixState([nothing] * base.shape.layers, [nothing] * base.shape.layers)


def groups(count: int = 3, samples: int = 6, rejected: bool = False) -> list[Group]:
    """Prefixes with samples whose answers can be learned: a letter's answer is the next letter, twice."""
    found = []
    for number in range(count):
        made = [
            Sample((65 + number, 97 + i), (98 + i, 98 + i, 10), (48 + i, 10) if rejected else ())
            for i in range(samples)
        ]
        group = Group(f"app{number}", tuple(range(10 + number, 20 + number)), Prompt((), ()))
        group.samples["train"] = made[:-1]
        group.samples["held_out"] = made[-1:]
        found.append(group)
    return found


def states_of(base: Any) -> Any:
    """Gives the states of groups, as a run wants them."""
    from training.network import read_prefix

    def states(wanted: Iterable[Group]) -> Iterator[Any]:
        for group in wanted:
            yield read_prefix(base, group.prefix)

    return states
