"""Attention to a kept prefix: as torch's own over the whole, in what is seen and in what learns from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .tiny import torch_here

if TYPE_CHECKING:
    from torch import Tensor

torch = torch_here()


@pytest.mark.parametrize(("heads", "kv_heads"), [(4, 4), (6, 2), (3, 1)])
@pytest.mark.parametrize(("tokens", "prefix"), [(1, 1), (7, 5), (300, 40)])
@pytest.mark.parametrize("one_text", [True, False])
def test_apart_it_is_as_over_the_whole(heads: int, kv_heads: int, tokens: int, prefix: int, one_text: bool) -> None:
    from torch.nn import functional as F

    from training.attention import attend

    torch.manual_seed(heads + tokens)
    width = 8
    q, k, v, of_seen = (torch.randn(n, tokens, width) for n in (heads, kv_heads, kv_heads, heads))
    kept_keys, kept_values = torch.randn(kv_heads, prefix, width), torch.randn(kv_heads, prefix, width)
    place = torch.arange(tokens)
    sample = place // (tokens if one_text else 3)
    looks = (sample[:, None] == sample[None]) & (place[:, None] >= place[None])
    bias = torch.zeros(tokens, tokens).masked_fill_(~looks, float("-inf"))

    def learned(whole: bool) -> list[Tensor]:
        parts = [part.clone().requires_grad_() for part in (q, k, v)]
        if whole:
            keys, values = torch.cat((kept_keys, parts[1]), 1), torch.cat((kept_values, parts[2]), 1)
            keys, values = (part.repeat_interleave(heads // kv_heads, 0)[None] for part in (keys, values))
            mask = F.pad(looks, (prefix, 0), value=True)
            seen = F.scaled_dot_product_attention(parts[0][None], keys, values, attn_mask=mask)[0]
        else:
            seen = attend(parts[0], parts[1], parts[2], kept_keys, kept_values, bias)
        seen.backward(of_seen)
        return [seen.detach(), *(part.grad for part in parts)]

    for own, torchs in zip(learned(whole=False), learned(whole=True), strict=True):
        assert torch.allclose(own, torchs, atol=1e-4)


def test_without_a_prefix_each_token_sees_those_before_it() -> None:
    from training.attention import attend

    torch.manual_seed(3)
    q, k, v = (torch.randn(2, 5, 8) for _ in range(3))
    none = torch.zeros(2, 0, 8)
    seen = attend(q, k, v, none, none, None)
    assert torch.allclose(seen[:, :3], attend(q[:, :3], k[:, :3], v[:, :3], none, none, None), atol=1e-5)
    assert torch.allclose(seen[:, 0], v[:, 0], atol=1e-5)
