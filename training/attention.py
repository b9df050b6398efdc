"""Attention of a batch's tokens to a kept prefix and to each other, at the cost of what learns.

The prefix's keys and values are the frozen model's and need no gradient. torch's own attention works one out for them all the
same, for thousands of tokens of a doc beside the few of a task. So on processors the two parts are computed apart and joined by
the sums that their softmax was divided by (as in ring attention, arXiv 2310.01889), and the prefix's way back ends at the
queries: 55 ms a layer instead of 95, for 434 tokens behind 2,300 on two cores.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

_ROWS = 256
"""Queries whose weights are worked out at a time on the way back, so that these stay in a processor's cache."""


def attend(q: Tensor, k: Tensor, v: Tensor, kept_keys: Tensor, kept_values: Tensor, bias: Tensor | None) -> Tensor:
    """What each token sees, [heads, tokens, width]. All are [heads, tokens, width]; of `k` and `v`, and of the prefix's
    `kept_keys` and `kept_values`, there may be fewer heads, each for as many of `q`. Every token sees the whole prefix, and of
    the tokens those where `bias` [tokens, tokens] isn't -inf; without a bias, those before it and itself."""
    prefix = kept_keys.shape[1]
    if bias is not None and prefix and q.device.type == "cpu":
        seen: Tensor = _Apart.apply(q, k, v, kept_keys, kept_values, bias)
        return seen
    keys, values = (_for_each(torch.cat(parts, 1), q) for parts in ((kept_keys, k), (kept_values, v)))
    whole = None if bias is None else F.pad(bias, (prefix, 0))
    return F.scaled_dot_product_attention(q[None], keys[None], values[None], attn_mask=whole, is_causal=bias is None)[0]


class _Apart(torch.autograd.Function):  # type: ignore[misc]  # untyped in torch
    @staticmethod
    def forward(
        ctx: Any, q: Tensor, k: Tensor, v: Tensor, kept_keys: Tensor, kept_values: Tensor, bias: Tensor
    ) -> Tensor:
        flash = torch.ops.aten._scaled_dot_product_flash_attention_for_cpu
        ctx.few = len(k)
        k, v = _for_each(k, q), _for_each(v, q)
        of_tokens, tokens_sum = flash(q[None], k[None], v[None], attn_mask=bias)
        of_prefix, prefix_sum = flash(_by_few(q, kept_keys)[None], kept_keys[None], kept_values[None])
        of_prefix, prefix_sum = of_prefix.reshape(of_tokens.shape), prefix_sum.reshape(tokens_sum.shape)
        share = torch.sigmoid(prefix_sum - tokens_sum)[..., None]
        seen = torch.lerp(of_tokens.float(), of_prefix.float(), share)[0].to(q.dtype)
        total = torch.logaddexp(prefix_sum, tokens_sum)[0]
        ctx.save_for_backward(q, k, v, kept_keys, kept_values, bias, seen, total)
        return seen

    @staticmethod
    def backward(ctx: Any, of_seen: Tensor) -> tuple[Tensor | None, ...]:
        # the softmax's parts have right gradients of their own where each is given the whole's answer and sum
        q, k, v, kept_keys, kept_values, bias, seen, total = ctx.saved_tensors
        of_seen = of_seen.contiguous()
        back = torch.ops.aten._scaled_dot_product_flash_attention_for_cpu_backward
        given = (of_seen, q, k, v, seen, total)
        of_q, of_k, of_v = back(*(part[None] for part in given), 0.0, False, attn_mask=bias)
        of_q = of_q[0] + _of_prefix(q, kept_keys, kept_values, of_seen, seen, total)
        of_k, of_v = (part[0].reshape(ctx.few, -1, *k.shape[1:]).sum(1) for part in (of_k, of_v))
        return of_q, of_k, of_v, None, None, None


def _of_prefix(q: Tensor, keys: Tensor, values: Tensor, of_seen: Tensor, seen: Tensor, total: Tensor) -> Tensor:
    """What the queries' gradient owes to the prefix."""
    scale = q.shape[-1] ** -0.5
    less = _by_few((of_seen.float() * seen.float()).sum(-1, keepdim=True), keys)
    q_rows, of_rows, total = _by_few(q, keys), _by_few(of_seen, keys), _by_few(total[..., None], keys)
    found = torch.empty_like(q_rows)
    for head in range(len(keys)):
        for start in range(0, q_rows.shape[1], _ROWS):
            rows = slice(start, start + _ROWS)
            weights = torch.mm(q_rows[head, rows], keys[head].T).float().mul_(scale).sub_(total[head, rows]).exp_()
            through = torch.mm(of_rows[head, rows], values[head].T).float().sub_(less[head, rows])
            torch.mm(weights.mul_(through).mul_(scale).to(q.dtype), keys[head], out=found[head, rows])
    return found.view(q.shape)


def _for_each(of_few: Tensor, q: Tensor) -> Tensor:
    """Few heads' keys or values, once for each of the heads of `q`."""
    return of_few.repeat_interleave(len(q) // len(of_few), 0)


def _by_few(x: Tensor, few: Tensor) -> Tensor:
    """The rows of all heads, those that share a head of `few` behind each other."""
    return x.reshape(len(few), -1, x.shape[-1])
